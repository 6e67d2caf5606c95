/* highlight: code by class: comments, strings, keywords, names that a language gives. SPDX-License-Identifier: MIT
 *
 * One pass over the text with the row of its language (languages.c), no grammar and no backtracking: a lexer that reads what
 * a skimming eye looks for, linear on any input. GNU source-highlight would do more, at the price of Boost's regular
 * expressions, a C++ run-time and a megabyte of data files for a page that shows no colours. Classes: hl-c comment, hl-s
 * string, hl-k keyword, hl-t type, value, key or attribute. No span goes over a line's end, so that long listings can be cut
 * between lines (pieces.c). */
#include "html/page.h"
#include "html/passes.h"

#include "html/languages.h"

#include <string.h>

enum { LONGEST_CODE = 256 * 1024, LONGEST_WORD = 48 };

enum kind { KIND_PLAIN, KIND_COMMENT, KIND_STRING, KIND_KEYWORD, KIND_TYPE };

static const char *const classes[] = { NULL, "hl-c", "hl-s", "hl-k", "hl-t" };

struct lexer {
    const struct language *language;
    struct str text;
    size_t at;
    size_t plain;               /* where the run of plain text before AT begins */
    struct arena *mem;
    struct node *parent;        /* gets what is read */
    uint32_t offset;
    size_t braces;              /* open ones, for LEX_PROPERTIES */
    uint64_t lengths[256];      /* of the language's words, a bit each, by their first byte: most words are none of them */
    bool may_comment[256];      /* bytes that a comment begins with, */
    bool may_quote[256];        /* and a string */
};

/* ---- output ---------------------------------------------------------------------------------------------------------- */

/* The text of the last token, if that is of the same KIND and ends where TEXT begins; or NULL. */
static struct str *
token_before(const struct lexer *x, struct str text, enum kind kind)
{
    const struct node *last = x->parent->last;
    struct str *before = last && last->tag == TAG_SPAN ? &last->first->text : NULL;

    return before && before->at + before->len == text.at && last->attrs->value.at == classes[kind] ? before : NULL;
}

static void
put(struct lexer *x, struct str text, enum kind kind)
{
    struct str *before = kind != KIND_PLAIN ? token_before(x, text, kind) : NULL;
    struct node *node, *span;

    if (before) {
        before->len += text.len;
        return;
    }
    node = node_text(x->mem, text, x->offset);
    if (kind != KIND_PLAIN && !str_is_blank(text)) {
        span = node_element(x->mem, TAG_SPAN, x->offset);
        node_set_attr(x->mem, span, "class", str_of(classes[kind]));
        node_add(span, node);
        node = span;
    }
    node_add(x->parent, node);
}

/* What was plain, then the token from FROM to AT, line by line. */
static void
token(struct lexer *x, size_t from, enum kind kind)
{
    size_t start = from;

    if (x->plain < from)
        put(x, str_sub(x->text, x->plain, from), KIND_PLAIN);
    while (start < x->at) {
        ptrdiff_t end = str_chr(x->text, '\n', start);
        size_t stop = end < 0 || (size_t)end > x->at ? x->at : (size_t)end;
        if (stop > start)
            put(x, str_sub(x->text, start, stop), kind);
        if (stop < x->at)
            put(x, STR("\n"), KIND_PLAIN);
        start = stop + 1;
    }
    x->plain = x->at;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static char
peek(const struct lexer *x, size_t ahead)
{
    return x->at + ahead < x->text.len ? x->text.at[x->at + ahead] : '\0';
}

static bool
looks_at(const struct lexer *x, const char *what)
{
    return what && str_starts(str_from(x->text, x->at), str_of(what));
}

static bool
has_flag(const struct lexer *x, unsigned flag)
{
    return (x->language->flags & flag) != 0;
}

static bool
is_line_start(const struct lexer *x)
{
    size_t i = x->at;

    while (i > 0 && (x->text.at[i - 1] == ' ' || x->text.at[i - 1] == '\t'))
        i--;
    return i == 0 || x->text.at[i - 1] == '\n';
}

static void
to_line_end(struct lexer *x)
{
    ptrdiff_t end = str_chr(x->text, '\n', x->at);

    x->at = end < 0 ? x->text.len : (size_t)end;
}

static void
note_words(struct lexer *x, const char *list)
{
    struct str rest = str_of(list), word;

    while (str_cut(&rest, ' ', &word)) {
        uint64_t bit = word.len && word.len <= LONGEST_WORD ? UINT64_C(1) << word.len : 0;
        if (!bit)
            continue;
        x->lengths[(unsigned char)word.at[0]] |= bit;
        if (has_flag(x, LEX_CASELESS) && char_is_alpha(word.at[0]))
            x->lengths[(unsigned char)(word.at[0] ^ 0x20)] |= bit;
    }
}

static void
note_comments(struct lexer *x)
{
    struct str rest = str_of(x->language->line_comments), mark;

    while (str_cut(&rest, ' ', &mark))
        if (mark.len)
            x->may_comment[(unsigned char)mark.at[0]] = true;
    if (x->language->open)
        x->may_comment[(unsigned char)x->language->open[0]] = true;
}

static void
note_quotes(struct lexer *x)
{
    for (const char *quote = x->language->quotes; quote && *quote; quote++)
        x->may_quote[(unsigned char)*quote] = true;
    if (has_flag(x, LEX_CHARS))
        x->may_quote['\''] = true;
}

/* Is WORD one of LIST, which has a blank before, between and after its words? */
static bool
is_listed(const struct lexer *x, const char *list, struct str word)
{
    char key[LONGEST_WORD + 2] = " ";
    struct str needle = { key, word.len + 2 };

    if (!list || word.len == 0 || word.len > LONGEST_WORD || !(x->lengths[(unsigned char)word.at[0]] >> word.len & 1))
        return false;
    memcpy(key + 1, word.at, word.len);
    key[word.len + 1] = ' ';
    if (has_flag(x, LEX_CASELESS))
        return str_ifind(str_of(list), needle, 0) >= 0;
    return str_find(str_of(list), needle, 0) >= 0;
}

/* ---- comments and strings -------------------------------------------------------------------------------------------- */

static bool
begins_line_comment(const struct lexer *x)
{
    struct str list = str_of(x->language->line_comments), mark;
    char before = x->at > 0 ? x->text.at[x->at - 1] : '\n';

    if (has_flag(x, LEX_APART) && !char_is_blank(before))
        return false;
    while (str_cut(&list, ' ', &mark))
        if (mark.len && str_starts(str_from(x->text, x->at), mark))
            return true;
    return false;
}

/* From an opening mark to its end, or to the end of the text. */
static void
skip_comment(struct lexer *x)
{
    size_t depth = 0, open = strlen(x->language->open), close = strlen(x->language->close);

    do {
        if (looks_at(x, x->language->close) && depth > 0) {
            x->at += close;
            depth--;
        } else if (looks_at(x, x->language->open) && (depth == 0 || has_flag(x, LEX_NESTED))) {
            x->at += open;
            depth++;
        } else {
            x->at++;
        }
    } while (depth > 0 && x->at < x->text.len);
}

/* Behind the quote that ends it; a string that may not go over a line's end stops there. */
static void
skip_string(struct lexer *x, char quote, size_t quotes, bool is_long)
{
    x->at += quotes;
    while (x->at < x->text.len) {
        char c = x->text.at[x->at];
        if (c == '\n' && !is_long)
            return;
        if (c == '\\' && !has_flag(x, LEX_RAW) && x->at + 1 < x->text.len && x->text.at[x->at + 1] != '\n') {
            x->at += 2;
            continue;
        }
        if (c == quote && (quotes == 1 || (peek(x, 1) == quote && peek(x, 2) == quote))) {
            x->at += quotes;
            return;
        }
        x->at++;
    }
}

/* 'x', '\n', '\u{1F600}': at most a dozen bytes, on one line. */
static bool
skip_character(struct lexer *x)
{
    enum { LONGEST = 12 };
    size_t i = 1;

    if (peek(x, i) == '\\')
        i++;
    for (i++; i < LONGEST && peek(x, i) && peek(x, i) != '\n'; i++) {
        if (peek(x, i) != '\'')
            continue;
        if (i > 2 && peek(x, 1) != '\\' && ((unsigned char)peek(x, 1) & 0x80) == 0)
            return false;       /* more than one character: two lifetimes, say */
        x->at += i + 1;
        return true;
    }
    return false;
}

/* The next sign after blanks is C. */
static bool
is_before(const struct lexer *x, char c)
{
    size_t i = 0;

    while (peek(x, i) == ' ' || peek(x, i) == '\t')
        i++;
    return peek(x, i) == c;
}

static bool
read_string_here(struct lexer *x)
{
    const char *quotes = x->language->quotes, *long_quotes = x->language->long_quotes;
    size_t from = x->at;
    char c = peek(x, 0);

    if (c == '\'' && has_flag(x, LEX_CHARS)) {
        if (!skip_character(x))
            return false;
    } else if (!c || !quotes || !strchr(quotes, c)) {
        return false;
    } else if (has_flag(x, LEX_TRIPLE) && peek(x, 1) == c && peek(x, 2) == c) {
        skip_string(x, c, 3, true);
    } else {
        skip_string(x, c, 1, has_flag(x, LEX_LONG) && long_quotes && strchr(long_quotes, c));
    }
    token(x, from, has_flag(x, LEX_MEMBERS) && is_before(x, ':') ? KIND_TYPE : KIND_STRING);
    return true;
}

static inline bool
read_string(struct lexer *x)
{
    return x->may_quote[(unsigned char)peek(x, 0)] && read_string_here(x);
}

static bool
read_comment_here(struct lexer *x)
{
    size_t from = x->at;

    if (looks_at(x, x->language->open))
        skip_comment(x);
    else if (begins_line_comment(x))
        to_line_end(x);
    else
        return false;
    token(x, from, KIND_COMMENT);
    return true;
}

static inline bool
read_comment(struct lexer *x)
{
    return x->may_comment[(unsigned char)peek(x, 0)] && read_comment_here(x);
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static bool
is_word(char c)
{
    return char_is_alnum(c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

/* Lisp, CSS and Ruby have signs in their words that other languages end them at: only what a row lists is tried with them. */
static size_t
word_end(const struct lexer *x, size_t i)
{
    while (i < x->text.len && (is_word(x->text.at[i]) || (x->text.at[i] == '-' && has_flag(x, LEX_PROPERTIES))))
        i++;
    return i;
}

static bool
is_sigil(const struct lexer *x, char c)
{
    return c && x->language->sigils && !is_word(c) && strchr(x->language->sigils, c);
}

static bool
read_word(struct lexer *x)
{
    size_t from = x->at, start = from + is_sigil(x, peek(x, 0));
    struct str word;

    if (start >= x->text.len || !is_word(x->text.at[start]))
        return false;
    x->at = word_end(x, start);
    word = str_sub(x->text, from, x->at);
    if (is_listed(x, x->language->keywords, word))
        token(x, from, KIND_KEYWORD);
    else if (is_listed(x, x->language->constants, word))
        token(x, from, KIND_TYPE);
    return true;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------ */

/* A name at the beginning of a line (after the dash of a list) that SIGN follows: "title: x", "- name: y". */
static bool
read_key(struct lexer *x, char sign)
{
    size_t from = x->at, i;

    if (char_is_blank(peek(x, 0)) || !is_line_start(x))
        return false;
    while (peek(x, 0) == '-' && peek(x, 1) == ' ')
        x->at += 2;
    i = x->at;
    while (i < x->text.len && (is_word(x->text.at[i]) || (x->text.at[i] && strchr("-./$(){}", x->text.at[i]))))
        i++;
    if (i == x->at || i >= x->text.len) {
        x->at = from;
        return false;
    }
    from = x->at;
    x->at = i;
    if (!is_before(x, sign) || (sign == ':' && peek(x, 1) && !char_is_blank(peek(x, 1)) && peek(x, 0) == ':')) {
        x->at = from;
        return false;
    }
    token(x, from, KIND_TYPE);
    return true;
}

/* "[section]" of a line. */
static bool
read_section(struct lexer *x)
{
    size_t from = x->at;

    if (peek(x, 0) != '[' || !is_line_start(x))
        return false;
    to_line_end(x);
    token(x, from, KIND_KEYWORD);
    return true;
}

/* "color:" within braces. */
static bool
read_property(struct lexer *x)
{
    size_t from = x->at;
    char before = from > 0 ? x->text.at[from - 1] : '\n';

    if (x->braces == 0 || !(char_is_alpha(peek(x, 0)) || peek(x, 0) == '-')
        || !(char_is_blank(before) || before == ';' || before == '{'))
        return false;
    x->at = word_end(x, from);
    if (!is_before(x, ':')) {
        x->at = from;
        return false;
    }
    token(x, from, KIND_TYPE);
    return true;
}

static bool
read_special(struct lexer *x)
{
    if (has_flag(x, LEX_KEYS) && read_key(x, ':'))
        return true;
    if (has_flag(x, LEX_SETTINGS) && (read_section(x) || read_key(x, '=')))
        return true;
    if (!has_flag(x, LEX_PROPERTIES))
        return false;
    if (peek(x, 0) == '{')
        x->braces++;
    else if (peek(x, 0) == '}' && x->braces > 0)
        x->braces--;
    return read_property(x);
}

static void
lex_words(struct lexer *x)
{
    while (x->at < x->text.len)
        if (!read_comment(x) && !read_special(x) && !read_string(x) && !read_word(x))
            x->at++;
}

/* ---- other kinds ----------------------------------------------------------------------------------------------------- */

static void
read_tag(struct lexer *x)
{
    size_t from = x->at;

    for (x->at++; x->at < x->text.len && (is_word(peek(x, 0)) || (peek(x, 0) && strchr("/!?:-", peek(x, 0)))); x->at++)
        ;
    token(x, from, KIND_KEYWORD);
    while (x->at < x->text.len && peek(x, 0) != '>' && peek(x, 0) != '<') {
        from = x->at;
        if (read_string(x))
            continue;
        while (is_word(peek(x, 0)) || (peek(x, 0) && strchr("-:@.", peek(x, 0))))
            x->at++;
        if (x->at > from)
            token(x, from, KIND_TYPE);
        else
            x->at++;
    }
    from = x->at - (x->at > 0 && x->text.at[x->at - 1] == '/' && x->plain < x->at);
    if (peek(x, 0) == '>') {
        x->at++;
        token(x, from, KIND_KEYWORD);
    }
}

static void
lex_markup(struct lexer *x)
{
    while (x->at < x->text.len) {
        char next = peek(x, 1);
        if (looks_at(x, x->language->open))
            read_comment(x);
        else if (peek(x, 0) == '<' && (char_is_alpha(next) || (next && strchr("/!?", next))))
            read_tag(x);
        else
            x->at++;
    }
}

static void
lex_diff(struct lexer *x)
{
    static const struct { char sign; enum kind kind; } signs[] = {
        { '+', KIND_KEYWORD }, { '-', KIND_COMMENT }, { '@', KIND_TYPE },
    };

    while (x->at < x->text.len) {
        size_t from = x->at;
        char c = peek(x, 0);
        to_line_end(x);
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            if (c == signs[i].sign)
                token(x, from, signs[i].kind);
        x->at += x->at < x->text.len;
    }
}

/* What is typed stands out from what is printed. */
static void
lex_console(struct lexer *x)
{
    while (x->at < x->text.len) {
        size_t from = x->at;
        bool is_prompt = (peek(x, 0) == '$' || peek(x, 0) == '#' || peek(x, 0) == '%' || peek(x, 0) == '>') && peek(x, 1) == ' ';
        to_line_end(x);
        if (is_prompt)
            token(x, from, KIND_KEYWORD);
        x->at += x->at < x->text.len;
    }
}

static void (*const lexers[])(struct lexer *) = {
    [LEX_WORDS] = lex_words,
    [LEX_MARKUP] = lex_markup,
    [LEX_DIFF] = lex_diff,
    [LEX_CONSOLE] = lex_console,
};

/* ---- the pass -------------------------------------------------------------------------------------------------------- */

/* "go" of class="language-go". */
static struct str
language_of(const struct node *n)
{
    struct str list = node_attr(n, "class"), word;

    while (str_cut(&list, ' ', &word))
        if (str_starts(word, STR("language-")))
            return str_from(word, 9);
    return STR("");
}

/* Nothing but text, also where a highlighter of the web has been at work: its spans have lost their classes. */
static bool
is_text_only(const struct node *code)
{
    for (const struct node *n = code->first; n; n = node_next(n, code))
        if (n->tag != TAG_TEXT && (n->tag != TAG_SPAN || n->attrs))
            return false;
    return true;
}

static void
highlight(struct rendering *r, struct node *code, const struct language *language)
{
    struct lexer x = { .language = language, .mem = r->scratch, .parent = code, .offset = code->offset };

    if (!is_text_only(code))
        return;
    x.text = node_text_of(r->scratch, code, false);
    if (x.text.len == 0 || x.text.len > LONGEST_CODE)
        return;
    code->first = code->last = NULL;
    note_words(&x, language->keywords);
    note_words(&x, language->constants);
    note_comments(&x);
    note_quotes(&x);
    lexers[language->lexing](&x);
    x.at = x.text.len;
    if (x.plain < x.text.len)
        put(&x, str_from(x.text, x.plain), KIND_PLAIN);
}

void
pass_highlight(struct rendering *r)
{
    for (struct node *n = r->root->first; n; n = node_next(n, r->root)) {
        struct node *code = n->tag == TAG_PRE && n->first && n->first->tag == TAG_CODE && !n->first->next ? n->first : n;
        const struct language *language;
        struct str name;
        if (n->tag != TAG_PRE)
            continue;
        name = language_of(code);
        language = language_find(name.len ? name : language_of(n));
        if (language)
            highlight(r, code, language);
    }
}
