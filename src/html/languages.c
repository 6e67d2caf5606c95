/* languages: one row for each programming language. SPDX-License-Identifier: MIT
 *
 * A row is all that a language needs. Words are those that a reader looks for when skimming; the lexer knows no grammar. */
#include "html/languages.h"

#include "base/str.h"

#include <string.h>

#define C_WORDS " break case continue default do else enum extern for goto if inline register return sizeof static " \
    "struct switch typedef union volatile while const restrict "
#define C_TYPES " void char short int long float double signed unsigned bool true false NULL size_t ssize_t int8_t " \
    "int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t FILE _Bool "
#define CPP_WORDS "class namespace template typename public private protected virtual override final using new delete " \
    "this try catch throw operator friend explicit constexpr auto decltype noexcept static_assert co_await co_return co_yield "
#define JS_WORDS " async await break case catch class const continue debugger default delete do else export extends finally " \
    "for from function get if import in instanceof let new of return set static super switch this throw try typeof var void " \
    "while with yield "
#define JS_VALUES " true false null undefined NaN Infinity "

static const struct language languages[] = {
    { .names = " c h ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"", .flags = LEX_CHARS,
        .sigils = "#",
        .keywords = C_WORDS "#include #define #undef #if #ifdef #ifndef #else #elif #endif #pragma #error ",
        .constants = C_TYPES },
    { .names = " cpp c++ cc cxx hpp h++ cuda objective-c objc arduino ", .line_comments = " // ", .open = "/*",
        .close = "*/", .quotes = "\"", .flags = LEX_CHARS, .sigils = "#",
        .keywords = C_WORDS CPP_WORDS "#include #define #undef #if #ifdef #ifndef #else #elif #endif #pragma #error ",
        .constants = C_TYPES "nullptr std string vector map wchar_t " },
    { .names = " java kotlin kt scala groovy gradle ", .line_comments = " // ", .open = "/*", .close = "*/",
        .quotes = "\"", .flags = LEX_CHARS | LEX_TRIPLE, .sigils = "@",
        .keywords =
            " abstract assert break case catch class const continue default def do else enum extends final finally for "
            "fun if implements implicit import in instanceof interface lazy match native new object open override "
            "package private protected public record return sealed static strictfp super switch synchronized this "
            "throw throws trait transient try type val var volatile when where while with yield ",
        .constants =
            " boolean byte char double float int long short void true false null String Int Unit Boolean List Map Any " },
    { .names = " cs csharp c# ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"",
        .flags = LEX_CHARS, .sigils = "#",
        .keywords =
            " abstract as async await base break case catch checked class const continue default delegate do else enum "
            "event explicit extern finally fixed for foreach get goto if implicit in init interface internal is lock "
            "namespace new operator out override params partial private protected public readonly record ref return "
            "sealed set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using value var "
            "virtual volatile when where while with yield ",
        .constants =
            " bool byte char decimal double float int long object sbyte short string uint ulong ushort void true false "
            "null dynamic nint " },
    { .names = " js javascript mjs cjs jsx node ", .line_comments = " // ", .open = "/*", .close = "*/",
        .quotes = "\"'`", .long_quotes = "`", .flags = LEX_LONG, .sigils = "$_", .keywords = JS_WORDS,
        .constants = JS_VALUES },
    { .names = " ts typescript tsx svelte vue ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"'`",
        .long_quotes = "`", .flags = LEX_LONG, .sigils = "$_@",
        .keywords =
            JS_WORDS "abstract as declare enum implements infer interface is keyof namespace private protected public readonly "
            "satisfies type ",
        .constants = JS_VALUES "any bigint boolean never number object string symbol unknown void " },
    { .names = " go golang ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"`", .long_quotes = "`",
        .flags = LEX_CHARS | LEX_LONG,
        .keywords =
            " break case chan const continue default defer else fallthrough for func go goto if import interface map "
            "package range return select struct switch type var ",
        .constants = " any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune "
            "string uint uint8 uint16 uint32 uint64 uintptr true false nil iota append cap close copy delete len make "
            "new panic print println recover " },
    { .names = " rust rs ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"", .long_quotes = "\"",
        .flags = LEX_CHARS | LEX_NESTED | LEX_LONG, .sigils = "",
        .keywords =
            " as async await break const continue crate dyn else enum extern fn for if impl in let loop macro_rules "
            "match mod move mut pub ref return static struct super trait type union unsafe use where while yield ",
        .constants =
            " bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize self Self true false Some None "
            "Ok Err Option Result String Vec Box " },
    { .names = " swift ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"",
        .flags = LEX_TRIPLE | LEX_NESTED, .sigils = "@#",
        .keywords =
            " actor as associatedtype async await break case catch class continue default defer deinit do else enum "
            "extension fallthrough fileprivate final for func get guard if import in init inout internal is lazy let "
            "mutating open operator override private protocol public repeat rethrows return set some static struct "
            "subscript super switch throw throws try typealias var weak where while ",
        .constants = " Any Bool Character Double Float Int Self String Void self true false nil " },
    { .names = " zig ", .line_comments = " // ", .quotes = "\"", .flags = LEX_CHARS, .sigils = "@",
        .keywords = " align allowzero and anyframe asm async await break callconv catch comptime const continue defer else "
            "enum errdefer error export extern fn for if inline noalias noinline nosuspend opaque or orelse packed pub "
            "resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile "
            "while ",
        .constants = " bool f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize void type anytype true false null undefined " },
    { .names = " php ", .line_comments = " // # ", .open = "/*", .close = "*/", .quotes = "\"'", .long_quotes = "\"'",
        .flags = LEX_LONG | LEX_CASELESS,
        .keywords =
            " abstract and array as break case catch class clone const continue declare default do echo else elseif "
            "empty enum extends final finally fn for foreach function global goto if implements include include_once "
            "instanceof interface isset list match namespace new or print private protected public readonly require "
            "require_once return static switch throw trait try unset use var while xor yield ",
        .constants = " true false null self parent int float string bool void mixed " },
    { .names = " py python python3 py3 pycon gyp bazel starlark ", .line_comments = " # ", .quotes = "\"'",
        .flags = LEX_TRIPLE, .sigils = "@",
        .keywords = " and as assert async await break class continue def del elif else except finally for from global if "
            "import in is lambda match nonlocal not or pass raise return try while with yield ",
        .constants = " True False None self cls int float str bool bytes list dict set tuple object " },
    { .names = " rb ruby ", .line_comments = " # ", .open = "=begin", .close = "=end", .quotes = "\"'`",
        .flags = LEX_APART, .sigils = "@:",
        .keywords =
            " alias and begin break case class def defined? do else elsif end ensure extend for if in include module "
            "next not or private protected public redo require require_relative rescue retry return super then undef "
            "unless until when while yield attr_accessor attr_reader attr_writer ",
        .constants = " true false nil self __FILE__ " },
    { .names = " perl pl ", .line_comments = " # ", .quotes = "\"'", .flags = LEX_APART,
        .keywords =
            " and chomp cmp continue defined die do else elsif eq for foreach ge gt if last le local lt my ne next no "
            "not or our package print printf push qw redo require return say shift sub unless until use wantarray "
            "while xor ",
        .constants = " undef __FILE__ __LINE__ " },
    { .names = " sh bash shell zsh ksh fish ", .line_comments = " # ", .quotes = "\"'`", .long_quotes = "\"'",
        .flags = LEX_APART | LEX_LONG,
        .keywords = " case do done elif else esac fi for function if in select then time until while export local readonly "
            "return set unset shift source trap eval exec exit ",
        .constants = " cd echo printf read test true false sudo alias declare " },
    { .names = " powershell ps1 pwsh ", .line_comments = " # ", .open = "<#", .close = "#>", .quotes = "\"'",
        .flags = LEX_CASELESS | LEX_RAW, .sigils = "$",
        .keywords =
            " begin break catch class continue data do else elseif end exit filter finally for foreach function if in "
            "param process return switch throw trap try until while ",
        .constants = " $true $false $null " },
    { .names = " lua ", .line_comments = " -- ", .open = "--[[", .close = "]]", .quotes = "\"'",
        .keywords = " and break do else elseif end for function goto if in local not or repeat return then until while ",
        .constants = " true false nil self " },
    { .names = " hs haskell elm ", .line_comments = " -- ", .open = "{-", .close = "-}", .quotes = "\"",
        .flags = LEX_CHARS | LEX_NESTED,
        .keywords =
            " case class data default deriving do else foreign if import in infix infixl infixr instance let module "
            "newtype of then type where port exposing ",
        .constants = " True False Nothing Just Left Right Int Integer String Bool Maybe IO " },
    { .names = " ml ocaml fsharp f# ", .open = "(*", .close = "*)", .quotes = "\"", .flags = LEX_CHARS | LEX_NESTED,
        .keywords =
            " and as assert begin class constraint do done downto else end exception external for fun function functor "
            "if in include inherit initializer lazy let match method module mutable new object of open private rec sig "
            "struct then to try type val virtual when while with ",
        .constants = " true false unit int float string bool list option None Some Ok Error " },
    { .names = " elixir ex exs erlang erl ", .line_comments = " # % ", .quotes = "\"", .flags = LEX_TRIPLE | LEX_APART,
        .sigils = ":@",
        .keywords =
            " after alias and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end fn "
            "for fun if import in not of or quote raise receive require rescue super try unless unquote use when with ",
        .constants = " true false nil ok error " },
    { .names = " lisp scheme clj clojure racket elisp emacs-lisp common-lisp ", .line_comments = " ; ", .open = "#|",
        .close = "|#", .quotes = "\"", .long_quotes = "\"", .flags = LEX_LONG,
        .keywords = " and begin case cond def define defmacro defn defun defvar do fn if lambda let letrec loop not ns or "
            "progn quote recur require set! setf unless use when while ",
        .constants = " nil t true false #t #f " },
    { .names = " r ", .line_comments = " # ", .quotes = "\"'",
        .keywords = " break else for function if in next repeat return while library require ",
        .constants = " TRUE FALSE NULL NA NaN Inf " },
    { .names = " sql mysql postgresql postgres psql sqlite plsql tsql ", .line_comments = " -- ", .open = "/*",
        .close = "*/", .quotes = "'", .long_quotes = "'", .flags = LEX_CASELESS | LEX_RAW | LEX_LONG,
        .keywords = " add all alter and as asc begin between by case check column commit constraint create cross database "
            "default delete desc distinct drop else end exists explain foreign from full function grant group having "
            "if in index inner insert into is join key left like limit not of offset on or order outer over partition "
            "primary references returning right rollback select set table then trigger union unique update using "
            "values view when where with ",
        .constants =
            " null true false int integer bigint smallint text varchar char boolean date timestamp numeric real serial "
            "count sum min max avg " },
    { .names = " css scss sass less ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"'",
        .flags = LEX_PROPERTIES | LEX_APART, .sigils = "@!",
        .keywords =
            " @media @import @charset @font-face @keyframes @supports @page @layer @container @mixin @include @extend "
            "@use @forward @if @else @each @for @function @return !important ",
        .constants = " inherit initial unset none auto " },
    { .names = " json json5 jsonc webmanifest ", .line_comments = " // ", .open = "/*", .close = "*/", .quotes = "\"'",
        .flags = LEX_MEMBERS, .keywords = " ", .constants = " true false null " },
    { .names = " yaml yml ", .line_comments = " # ", .quotes = "\"'", .flags = LEX_KEYS | LEX_APART, .keywords = " ",
        .constants = " true false null yes no on off " },
    { .names = " toml ini conf cfg properties editorconfig gitconfig systemd desktop ",
        .line_comments = " # ; ", .quotes = "\"'", .flags = LEX_SETTINGS | LEX_TRIPLE | LEX_APART, .keywords = " ",
        .constants = " true false " },
    { .names = " dockerfile docker containerfile ", .line_comments = " # ", .quotes = "\"'", .flags = LEX_APART,
        .keywords =
            " FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK "
            "SHELL AS ",
        .constants = " " },
    { .names = " make makefile mk ", .line_comments = " # ", .quotes = "", .flags = LEX_KEYS | LEX_APART,
        .keywords = " ifeq ifneq ifdef ifndef else endif include define endef export override ",
        .constants = " " },
    { .names = " cmake ", .line_comments = " # ", .quotes = "\"", .flags = LEX_CASELESS,
        .keywords =
            " add_executable add_library add_subdirectory cmake_minimum_required else elseif endforeach endfunction "
            "endif endmacro find_package foreach function if include install macro option project set "
            "target_compile_options target_include_directories target_link_libraries ",
        .constants = " on off true false " },
    { .names = " nix ", .line_comments = " # ", .open = "/*", .close = "*/", .quotes = "\"",
        .keywords = " assert else if in inherit let or rec then with import ",
        .constants = " true false null builtins " },
    { .names = " hcl terraform tf ", .line_comments = " # // ", .open = "/*", .close = "*/", .quotes = "\"",
        .keywords = " data locals module output provider resource terraform variable for in if dynamic ",
        .constants = " true false null string number bool list map " },
    { .names = " proto protobuf graphql gql thrift ", .line_comments = " // # ", .open = "/*", .close = "*/",
        .quotes = "\"",
        .keywords = " enum extend fragment import input interface message mutation oneof on option package query repeated "
            "required optional returns rpc scalar schema service stream subscription syntax type union ",
        .constants = " bool bytes double float int32 int64 string uint32 uint64 Int Float String Boolean ID true false " },
    { .names = " html htm xhtml xml svg rss atom mathml plist xslt xsd jsp ejs erb handlebars hbs twig liquid jinja "
            "jinja2 django html+erb html+jinja ",
        .lexing = LEX_MARKUP, .open = "<!--", .close = "-->", .quotes = "\"'" },
    { .names = " diff patch udiff ", .lexing = LEX_DIFF },
    { .names = " console shell-session sh-session terminal session bash-session shellsession ",
        .lexing = LEX_CONSOLE },
};

const struct language *
language_find(struct str name)
{
    char key[24] = " ";
    size_t n = 1;

    if (name.len == 0 || name.len > sizeof key - 3)
        return NULL;
    for (size_t i = 0; i < name.len; i++)
        key[n++] = char_lower(name.at[i]);
    key[n++] = ' ';
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (str_find(str_of(languages[i].names), (struct str){ key, n }, 0) >= 0)
            return &languages[i];
    return NULL;
}
