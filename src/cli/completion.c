/* completion: for bash, zsh and fish, from the tables of options.h. SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include "base/str.h"

#include <string.h>

/* Values are files unless the table lists words. */
static bool
takes_path(const struct option *o)
{
    return o->arg && !o->values && (strstr("FILE DIR PICTURE PATH", o->arg) != NULL);
}

static void
put_words(FILE *out, unsigned flag)
{
    for (const struct option *o = options; o->name; o++)
        if (o->commands & flag)
            fprintf(out, " --%s%s", o->name, o->arg ? "=" : "");
}

static void
put_bash(FILE *out)
{
    fputs("# bash completion for sheaf\n_sheaf() {\n    local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=\n"
        "    [ \"$COMP_CWORD\" -gt 1 ] && [ \"$cur\" = = ] && cur=\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W \"", out);
    for (const struct command *c = commands; c->name; c++)
        fprintf(out, "%s%s", c == commands ? "" : " ", c->name);
    fputs("\" -- \"$cur\"))\n        return\n    fi\n    local option=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    [ \"$option\" = = ] && option=${COMP_WORDS[COMP_CWORD-2]}\n    case $option in\n", out);
    for (const struct option *o = options; o->name; o++)
        if (o->values)
            fprintf(out, "    --%s) COMPREPLY=($(compgen -W \"%s\" -- \"$cur\")); return ;;\n", o->name, o->values);
    fputs("    esac\n    case $command in\n", out);
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, "    %s) words=\"", c->name);
        put_words(out, c->flag);
        fputs("\" ;;\n", out);
    }
    fputs("    esac\n    case $cur in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
        "        [ \"${COMPREPLY[0]: -1}\" = = ] && compopt -o nospace ;;\n"
        "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n    esac\n}\ncomplete -o filenames -F _sheaf sheaf\n", out);
}

/* In single quotes, where zsh and fish want them: an apostrophe ends, escapes and begins again. */
static void
put_quoted(FILE *out, const char *text, bool zsh)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else if (zsh && (*text == '[' || *text == ']' || *text == ':'))
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

static void
put_zsh(FILE *out)
{
    fputs("#compdef sheaf\n_sheaf() {\n    local -a commands\n    commands=(\n", out);
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, "        '%s:", c->name);
        put_quoted(out, c->summary, true);
        fputs("'\n", out);
    }
    fputs("    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n    case $words[2] in\n", out);
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, "    %s) _arguments", c->name);
        for (const struct option *o = options; o->name; o++) {
            if (!(o->commands & c->flag))
                continue;
            fprintf(out, " \\\n        '%s--%s%s[", o->kind == OPTION_LIST ? "*" : "", o->name, o->arg ? "=" : "");
            put_quoted(out, o->help, true);
            fputc(']', out);
            if (o->arg)
                fprintf(out, ":%s:%s%s%s", o->arg, o->values ? "(" : takes_path(o) ? "_files" : "", o->values ? o->values : "",
                    o->values ? ")" : "");
            fputc('\'', out);
        }
        fputs(" \\\n        '*:path:_files' ;;\n", out);
    }
    fputs("    esac\n}\n_sheaf \"$@\"\n", out);
}

static void
put_fish_option(FILE *out, const struct option *o)
{
    fputs("complete -c sheaf -n '__fish_seen_subcommand_from", out);
    for (const struct command *c = commands; c->name; c++)
        if (o->commands & c->flag)
            fprintf(out, " %s", c->name);
    fprintf(out, "' -l %s", o->name);
    if (o->letter)
        fprintf(out, " -s %c", o->letter);
    if (o->arg)
        fputs(takes_path(o) ? " -r" : " -x", out);
    if (o->values)
        fprintf(out, " -a '%s'", o->values);
    fputs(" -d '", out);
    put_quoted(out, o->help, false);
    fputs("'\n", out);
}

static void
put_fish(FILE *out)
{
    fputs("# fish completion for sheaf\n", out);
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, "complete -c sheaf -n __fish_use_subcommand -f -a %s -d '", c->name);
        put_quoted(out, c->summary, false);
        fputs("'\n", out);
    }
    for (const struct option *o = options; o->name; o++)
        put_fish_option(out, o);
}

bool
help_completion(FILE *out, const char *shell)
{
    static const struct {
        const char *shell;
        void (*put)(FILE *);
    } shells[] = { { "bash", put_bash }, { "zsh", put_zsh }, { "fish", put_fish } };

    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shells[i].shell, shell) == 0) {
            shells[i].put(out);
            return true;
        }
    }
    return false;
}
