/* options: the command line as tables. SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const option_groups[GROUPS] = {
    [GROUP_SELECTION] = "SELECTION: which articles (all conditions must hold)",
    [GROUP_BOOK] = "The books",
    [GROUP_ARCHIVE] = "The archive, where there is no sheaf.yaml or instead of what it says",
    [GROUP_GENERAL] = "General",
};

#define PERIODS "month week quarter year tag author section series lang"
#define FIELD(name) offsetof(struct cli, name)

const struct option options[] = {
    { "tag", 0, "TAG", OPTION_LIST, FIELD(tags), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "with this tag or one below it (a finds a/b); repeated: with all of them" },
    { "any-tag", 0, "TAG", OPTION_LIST, FIELD(any_tags), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "with this tag; repeated: with at least one of them" },
    { "not-tag", 0, "TAG", OPTION_LIST, FIELD(not_tags), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "without this tag; repeated: without any of them" },
    { "from", 0, "DATE", OPTION_TEXT, FIELD(sheaf.select.from), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "dated on or after DATE: 2024, 2024-03 or 2024-03-05; the first day it covers" },
    { "to", 0, "DATE", OPTION_TEXT, FIELD(sheaf.select.to), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "dated on or before DATE; the last day it covers" },
    { "month", 0, "YYYY-MM", OPTION_TEXT, FIELD(sheaf.select.month), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "dated in this month" },
    { "year", 0, "YYYY", OPTION_TEXT, FIELD(sheaf.select.year), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "dated in this year" },
    { "author", 0, "NAME", OPTION_TEXT, FIELD(sheaf.select.author), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "by this author" },
    { "section", 0, "NAME", OPTION_TEXT, FIELD(sheaf.select.section), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "of this section (category or folder)" },
    { "lang", 0, "TAG", OPTION_TEXT, FIELD(sheaf.select.lang), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "in this language" },
    { "where", 0, "EXPR", OPTION_TEXT, FIELD(sheaf.select.where), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "for which EXPR holds: see EXPRESSIONS" },
    { "sort", 0, "KEY", OPTION_TEXT, FIELD(sheaf.select.sort), FOR_ARCHIVE, GROUP_SELECTION, "date -date title weight",
        "order of the articles: date, -date, title or weight" },
    { "limit", 0, "N", OPTION_TEXT, FIELD(sheaf.select.limit), FOR_ARCHIVE, GROUP_SELECTION, NULL,
        "only the first N in that order" },
    { "every", 0, "PERIOD", OPTION_TEXT, FIELD(sheaf.select.every), FOR_ARCHIVE, GROUP_SELECTION, PERIODS,
        "one book for each " PERIODS },
    { "bundle", 'b', "NAME", OPTION_LIST, FIELD(bundles), FOR_ARCHIVE, GROUP_BOOK, NULL,
        "only this bundle of sheaf.yaml; may be repeated" },
    { "output", 'o', "FILE", OPTION_TEXT, FIELD(sheaf.output), FOR_BUILD | FOR_PLAN, GROUP_BOOK, NULL,
        "where the book goes; a folder, or with a slash at its end: into that folder; may hold {fields}" },
    { "title", 0, "TEXT", OPTION_TEXT, FIELD(sheaf.title), FOR_ARCHIVE, GROUP_BOOK, NULL,
        "title of the archive, and so of its books" },
    { "sections", 0, "KEY", OPTION_TEXT, FIELD(sheaf.sections), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "tag month section author",
        "parts of the contents: by tag, month, section or author" },
    { "volumes", 0, "LIMIT", OPTION_TEXT, FIELD(sheaf.volumes), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "auto",
        "cut books into volumes: auto (what one zip cannot hold), a number of articles, or a size (25MB)" },
    { "cover", 0, "COVER", OPTION_TEXT, FIELD(sheaf.cover), FOR_BUILD | FOR_PLAN, GROUP_BOOK,
        "contours woven numeral front mosaic none",
        "a picture, or the design of one that is drawn: contours (usual), woven, numeral, front, mosaic; none" },
    { "style", 0, "NAME", OPTION_TEXT, FIELD(sheaf.style), FOR_BUILD, GROUP_BOOK,
        "classic modern magazine plain", "style sheet: classic, modern, magazine, plain, or the path of a .css file" },
    { "device", 0, "NAME", OPTION_TEXT, FIELD(sheaf.device), FOR_BUILD | FOR_PLAN, GROUP_BOOK,
        "generic kobo kindle apple koreader legacy", "make the books for: generic, kobo, kindle, apple, koreader, legacy" },
    { "css", 0, "FILE", OPTION_TEXT, FIELD(sheaf.css), FOR_BUILD, GROUP_BOOK, NULL,
        "a style sheet of your own behind the style; what a book cannot hold is taken out with a warning" },
    { "indexes", 0, "LIST", OPTION_TEXT, FIELD(sheaf.indexes), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "auto none tags authors dates",
        "indexes at the book's end: tags,authors,dates; none; default auto: those that tell more than the contents" },
    { "link-notes", 0, "yes|no", OPTION_TEXT, FIELD(sheaf.link_notes), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "yes no",
        "number the links to the web and print their addresses at the chapter's end" },
    { "typography", 0, "yes|no", OPTION_TEXT, FIELD(sheaf.typography), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "yes no",
        "set quotes, dashes and no-break spaces as the text's language wants them; default no" },
    { "chapter-links", 0, "yes|no", OPTION_TEXT, FIELD(sheaf.chapter_links), FOR_BUILD | FOR_PLAN, GROUP_BOOK, "yes no",
        "end each chapter with ways to the contents and the next article; default yes" },
    { "compression", 0, "fast|small", OPTION_TEXT, FIELD(sheaf.compression), FOR_BUILD, GROUP_BOOK, "fast small",
        "small: books whose text takes a twentieth less, in two to three times the time; default fast" },
    { "language", 0, "TAG", OPTION_TEXT, FIELD(sheaf.language), FOR_READING, GROUP_ARCHIVE, NULL,
        "language of the books and of articles that name none" },
    { "site", 0, "URL", OPTION_TEXT, FIELD(sheaf.site), FOR_READING, GROUP_ARCHIVE, NULL,
        "address of the site the articles come from: links to it are links inside the archive" },
    { "static", 0, "DIR", OPTION_LIST, FIELD(statics), FOR_READING, GROUP_ARCHIVE, NULL,
        "folder where pictures such as /img/x.png are looked for; may be repeated" },
    { "timezone", 0, "ZONE", OPTION_TEXT, FIELD(sheaf.timezone), FOR_READING, GROUP_ARCHIVE, NULL,
        "zone of dates written without one, as +01:00; default UTC" },
    { "metadata-lines", 0, "yes|no", OPTION_TEXT, FIELD(sheaf.metadata_lines), FOR_READING, GROUP_ARCHIVE, "yes no",
        "lines such as `Title: x` at the beginning of a text are its front matter, as for Pelican and MultiMarkdown" },
    { "language-folders", 0, "yes|no", OPTION_TEXT, FIELD(sheaf.language_folders), FOR_READING, GROUP_ARCHIVE, "yes no",
        "a folder called fr or pt-br says the language of what is in it" },
    { "as-of", 0, "DATE", OPTION_TEXT, FIELD(sheaf.as_of), FOR_READING, GROUP_ARCHIVE, NULL,
        "leave out what is dated later or expired by then; default $SOURCE_DATE_EPOCH, else the newest date of the archive" },
    { "directory", 'C', "DIR", OPTION_TEXT, FIELD(folder), FOR_ALL, GROUP_GENERAL, NULL,
        "work as if started in DIR" },
    { "cache", 0, "DIR|none", OPTION_TEXT, FIELD(sheaf.cache), FOR_READING, GROUP_GENERAL, "none",
        "folder of the ledger, by which only what changed is done again; none: without one; default $XDG_CACHE_HOME/sheaf" },
    { "fresh", 0, NULL, OPTION_FLAG, FIELD(sheaf.fresh), FOR_READING, GROUP_GENERAL, NULL,
        "do everything again, whatever the ledger knows" },
    { "explain", 0, NULL, OPTION_FLAG, FIELD(sheaf.explain), FOR_BUILD, GROUP_GENERAL, NULL,
        "say why each chapter was made again" },
    { "jobs", 'j', "N", OPTION_TEXT, FIELD(jobs), FOR_READING, GROUP_GENERAL, NULL,
        "number of workers; default: the number of processors; the books do not depend on it" },
    { "format", 0, "text|json", OPTION_TEXT, FIELD(format), FOR_READING, GROUP_GENERAL, "text json",
        "form of results and diagnostics" },
    { "links", 0, NULL, OPTION_FLAG, FIELD(links), FOR_PLAN, GROUP_GENERAL, NULL,
        "list what every link leads to: a page, another book of the run, the web, nothing" },
    { "page", 0, "PATH", OPTION_TEXT, FIELD(page), FOR_PLAN, GROUP_GENERAL, NULL,
        "print the chapter that the article at PATH (below the archive) becomes, as XHTML" },
    { "strict", 0, NULL, OPTION_FLAG, FIELD(sheaf.strict), FOR_READING, GROUP_GENERAL, NULL,
        "a warning fails the run: exit status 1" },
    { "quiet", 'q', NULL, OPTION_FLAG, FIELD(quiet), FOR_ALL, GROUP_GENERAL, NULL,
        "no notes, no warnings, no progress; errors only" },
    { "verbose", 'v', NULL, OPTION_FLAG, FIELD(verbose), FOR_ALL, GROUP_GENERAL, NULL,
        "notes too, such as which of two dates won" },
    { "timings", 0, NULL, OPTION_FLAG, FIELD(timings), FOR_READING, GROUP_GENERAL, NULL,
        "print what each stage cost when all is done, on standard error" },
    { "color", 0, "WHEN", OPTION_TEXT, FIELD(color), FOR_ALL, GROUP_GENERAL, "auto always never",
        "colour in diagnostics: auto, always or never" },
    { "man", 0, NULL, OPTION_FLAG, FIELD(man), FOR_HELP, GROUP_GENERAL, NULL,
        "print the man page (roff)" },
    { "completion", 0, "SHELL", OPTION_TEXT, FIELD(completion), FOR_HELP, GROUP_GENERAL, "bash zsh fish",
        "print the completion of bash, zsh or fish" },
    { "help", 'h', NULL, OPTION_FLAG, FIELD(help), FOR_ALL, GROUP_GENERAL, NULL,
        "show help for the command" },
    { "version", 0, NULL, OPTION_FLAG, FIELD(version), FOR_ALL, GROUP_GENERAL, NULL,
        "show the version" },
    { 0 }
};

static bool
usage(const char *format, const char *what)
{
    fputs("sheaf: error: ", stderr);
    fprintf(stderr, format, what);
    fputs("; try `sheaf help`\n", stderr);
    return false;
}

static const struct command *
find_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

/* By long name, or by a beginning of it that no other option has; by letter if NAME has one character and LETTER is set. */
static const struct option *
find_option(struct str name, bool letter, unsigned commands_of)
{
    const struct option *found = NULL;

    for (const struct option *o = options; o->name; o++) {
        if (letter ? o->letter && name.at[0] == o->letter : str_eqc(name, o->name))
            return o;
        if (letter || !(o->commands & commands_of) || !str_starts(str_of(o->name), name))
            continue;
        if (found)
            return NULL;
        found = o;
    }
    return found;
}

static bool
set_option(struct cli *cli, const struct option *o, const char *value)
{
    void *field = (char *)cli + o->field;
    struct cli_list *list = field;

    switch (o->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
        *(const char **)field = value;
        return true;
    case OPTION_LIST:
        if (list->n == CLI_LIST)
            return usage("too many times: --%s", o->name);
        list->at[list->n++] = value;
        return true;
    }
    return false;
}

/* --name, --name=value, --name value. */
static bool
parse_long(struct cli *cli, char **argv, int *i)
{
    struct str text = str_of(argv[*i] + 2);
    ptrdiff_t equals = str_chr(text, '=', 0);
    const char *value = equals == STR_NPOS ? NULL : text.at + equals + 1;
    const struct option *o = find_option(equals == STR_NPOS ? text : str_sub(text, 0, (size_t)equals), false,
        cli->command ? cli->command->flag : FOR_ALL);

    if (!o)
        return usage("unknown option %s", argv[*i]);
    if (o->kind == OPTION_FLAG && value)
        return usage("option --%s takes no value", o->name);
    if (o->kind != OPTION_FLAG && !value && !(value = argv[++*i]))
        return usage("option --%s needs a value", o->name);
    return set_option(cli, o, value);
}

/* -q, -qv, -oFILE, -o FILE. */
static bool
parse_letters(struct cli *cli, char **argv, int *i)
{
    for (const char *at = argv[*i] + 1; *at; at++) {
        const struct option *o = find_option((struct str){ at, 1 }, true, FOR_ALL);
        const char *value = at[1] ? at + 1 : NULL;
        if (!o)
            return usage("unknown option %s", argv[*i]);
        if (o->kind == OPTION_FLAG) {
            set_option(cli, o, NULL);
            continue;
        }
        if (!value && !(value = argv[++*i]))
            return usage("option --%s needs a value", o->name);
        return set_option(cli, o, value);
    }
    return true;
}

/* An option that the command does not take would silently do nothing: say so. */
static bool
check_options(const struct cli *cli)
{
    const struct cli none = { 0 };

    for (const struct option *o = options; o->name; o++) {
        const char *set = (const char *)cli + o->field, *unset = (const char *)&none + o->field;
        size_t size = o->kind == OPTION_FLAG ? sizeof(bool) : o->kind == OPTION_TEXT ? sizeof(char *) : sizeof(struct cli_list);
        if (!(o->commands & cli->command->flag) && memcmp(set, unset, size) != 0) {
            fprintf(stderr, "sheaf: error: `sheaf %s` takes no --%s; try `sheaf help %s`\n", cli->command->name, o->name,
                cli->command->name);
            return false;
        }
    }
    return true;
}

static bool
is_one_of(const char *value, const char *what, const char *words)
{
    struct str rest = str_of(words), word;

    if (!value)
        return true;
    while (str_cut(&rest, ' ', &word))
        if (str_eqc(word, value))
            return true;
    fprintf(stderr, "sheaf: error: --%s takes one of: %s\n", what, words);
    return false;
}

static bool
check_values(struct cli *cli)
{
    unsigned long jobs = 0;

    if (cli->jobs && (!str_uint(str_of(cli->jobs), 1024, &jobs) || jobs == 0))
        return usage("--jobs takes a number from 1 to 1024, not %s", cli->jobs);
    cli->sheaf.jobs = (unsigned)jobs;
    return is_one_of(cli->format, "format", "text json") && is_one_of(cli->color, "color", "auto always never")
        && is_one_of(cli->completion, "completion", "bash zsh fish");
}

/* $XDG_CACHE_HOME/sheaf, else ~/.cache/sheaf; NULL where neither is an absolute path, as the standard wants it. */
static const char *
default_cache(struct cli *cli)
{
    const char *home = getenv("XDG_CACHE_HOME"), *below = "sheaf";
    int n;

    if (!home || home[0] != '/') {
        home = getenv("HOME");
        below = ".cache/sheaf";
    }
    if (!home || home[0] != '/')
        return NULL;
    n = snprintf(cli->cache, sizeof cli->cache, "%s/%s", home, below);
    return n > 0 && (size_t)n < sizeof cli->cache ? cli->cache : NULL;
}

/* The lists of CLI as the library wants them. */
static void
share_lists(struct cli *cli)
{
    struct sheaf_options *o = &cli->sheaf;

    o->paths = cli->operands, o->npaths = cli->noperands;
    o->bundles = cli->bundles.at, o->nbundles = cli->bundles.n;
    o->statics = cli->statics.at, o->nstatics = cli->statics.n;
    o->select.tags = cli->tags.at, o->select.ntags = cli->tags.n;
    o->select.any_tags = cli->any_tags.at, o->select.nany_tags = cli->any_tags.n;
    o->select.not_tags = cli->not_tags.at, o->select.nnot_tags = cli->not_tags.n;
    o->source_date_epoch = getenv("SOURCE_DATE_EPOCH");
    o->cache_default = default_cache(cli);
}

bool
cli_parse(struct cli *cli, int argc, char **argv)
{
    int noperands = 0;
    bool only_operands = false;

    *cli = (struct cli){ 0 };
    /* Operands are moved to the front of ARGV, which has room: each is at or behind its new place. */
    for (int i = 1; i < argc; i++) {
        char *arg = argv[i];
        if (only_operands || arg[0] != '-' || arg[1] == '\0') {
            if (!cli->command && !only_operands && (cli->command = find_command(arg)))
                continue;
            if (!cli->command)
                return usage("unknown command %s", arg);
            argv[noperands++] = arg;
        } else if (strcmp(arg, "--") == 0) {
            only_operands = true;
        } else if (!(arg[1] == '-' ? parse_long(cli, argv, &i) : parse_letters(cli, argv, &i))) {
            return false;
        }
    }
    cli->operands = (const char *const *)argv;
    cli->noperands = (size_t)noperands;
    if (!cli->command)
        cli->command = find_command(cli->version ? "version" : "help");
    share_lists(cli);
    return check_options(cli) && check_values(cli);
}
