/* help: texts made from the tables of options.h. SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include "base/str.h"

#include <string.h>

enum { WIDTH = 100, INDENT = 26 };

static const struct {
    const char *name, *title, *text;
} topics[] = {
    { "sources", "SOURCES",
        "Found by name and content, in any mix, below the folders given; nothing is ever fetched.\n"
        "  Markdown       .md .markdown .mkd: CommonMark, tables, task lists, footnotes, raw HTML; metadata from front\n"
        "                 matter in YAML, TOML or JSON, a sidecar x.yaml, lines before the text (metadata-lines: yes), names\n"
        "  HTML pages     .html .htm .xhtml, with _files/ folders, SingleFile's, .mht .mhtml: the article without its page;\n"
        "                 metadata from JSON-LD, OpenGraph, <meta>, <time>, microdata, bylines\n"
        "  plain text     .txt: title, dateline, `Categories:` and `Tags:` lines; metadata from these, a sidecar, names\n"
        "  feeds          .rss .atom .rdf .xml: RSS 0.9 to 2.0, RSS 1.0, Atom; JSON Feed: each item an article\n"
        "  WordPress      WXR .xml (also of Squarespace, Blogger): posts and pages with authors, categories, tags; no drafts\n"
        "  Wallabag, Omnivore   .json: each entry an article\n"
        "  lists of links Pocket, Instapaper, bookmarks: every entry listed as left out\n"
        "Template code (Hugo, Jekyll, Hexo, Zola, WordPress ...) is never run: figures, links, code, notes and values are\n"
        "rewritten, all else dropped with a warning, its content kept.\n"
        "Not supported: Org, reStructuredText, AsciiDoc, Word, PDF, WARC, databases of browsers, galleries of WordPress (their\n"
        "pictures are left out with a warning), Hugo's `cascade`, data files of site generators.\n" },
    { "expressions", "EXPRESSIONS",
        "EXPR joins terms with `and`, `or`, `not` and parentheses:\n"
        "    tag:water and date:2024-01..2024-06 and not author:\"A. Smith\"\n"
        "Terms: tag:T (and all tags below it), author:A, section:S, category:C, series:S, lang:L, title:T, path:P, date:D or\n"
        "date:D..D with either end left open, untagged, undated. Case does not count; values with blanks stand in double quotes;\n"
        "`*` in a value stands for any text. Dates are inclusive at both ends and go by the written local day.\n"
        "text:W, or a word by itself: W is in title, subtitle or text, code and notes included. Whole words in this order, within\n"
        "one paragraph; case, accents and punctuation do not count; `*` at the end: the last word may go on.\n"
        "    \"high water\" and climat* and not text:draught\n"
        "In Chinese, Japanese, Korean, Thai and other scripts without blanks any part of the text is found. `sheaf index` makes\n"
        "searches fast ahead.\n" },
    { "fields", "FIELDS",
        "Titles and file names may hold {archive} {bundle} {title} {year} {quarter} {month} {week} {tag} {author} {section}\n"
        "{series} {lang} {from} {to} {device}. Dates take a format after a colon: {month:%B %Y}. In file names values become\n"
        "slugs: lower-case letters, digits and hyphens.\n" },
    { "dates", "DATES",
        "An article's date is that of its front matter or page, else that of its file or folder name. Its written local day\n"
        "counts, never its instant in UTC. An undated article is in a selection by tag, never in one by date. No date comes\n"
        "from the clock: with neither --as-of nor SOURCE_DATE_EPOCH, an article has expired if its expiry date lies before the\n"
        "newest date of the archive.\n" },
    { "status", "EXIT STATUS",
        "0  done\n"
        "1  done, with articles left out or mended as errors (with --strict: or with warnings)\n"
        "2  wrong usage or configuration; nothing was written\n"
        "3  the world failed: something cannot be read or written; nothing half-written is left behind\n"
        "4  the selection is empty\n" },
};

static const char *const examples[][2] = {
    { "sheaf build articles/", "one book of everything in articles/" },
    { "sheaf build --every month articles/", "one book a month" },
    { "sheaf build --tag water --from 2024-03 --to 2024-06 -o water.epub articles/", "what is tagged water, March to June" },
    { "sheaf plan articles/", "what build would do, and what is left out and why" },
    { "sheaf init articles/ && sheaf build articles/", "many books from one configuration" },
};

/* TEXT folded at blanks to WIDTH, each line after the first indented. */
static void
put_folded(FILE *out, const char *text, int indent)
{
    struct str rest = str_of(text), word;
    int column = indent;

    while (str_cut(&rest, ' ', &word)) {
        if (column > indent && column + 1 + (int)word.len > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
        }
        column += fprintf(out, "%s%.*s", column > indent ? " " : "", STR_ARG(word));
    }
    fputc('\n', out);
}

static void
put_option(FILE *out, const struct option *o)
{
    int n = o->letter ? fprintf(out, "  -%c, --%s", o->letter, o->name) : fprintf(out, "      --%s", o->name);

    if (o->arg)
        n += fprintf(out, "=%s", o->arg);
    if (n + 1 >= INDENT)
        fprintf(out, "\n%*s", INDENT, "");
    else
        fprintf(out, "%*s", INDENT - n, "");
    put_folded(out, o->help, INDENT);
}

static void
put_options(FILE *out, unsigned flag)
{
    for (int group = 0; group < GROUPS; group++) {
        bool first = true;
        for (const struct option *o = options; o->name; o++) {
            if ((int)o->group != group || !(o->commands & flag))
                continue;
            if (first)
                fprintf(out, "\n%s:\n", option_groups[group]);
            first = false;
            put_option(out, o);
        }
    }
}

void
help_overview(FILE *out)
{
    fputs("sheaf binds a folder of articles into EPUB collections, offline.\n\nUsage:\n", out);
    for (const struct command *c = commands; c->name; c++) {
        int n = fprintf(out, "  sheaf %s %s", c->name, c->operands);
        fprintf(out, "%*s%s\n", n < 44 ? 44 - n : 1, "", c->summary);
    }
    fputs("\nPATH is a folder or file of articles, a folder with a sheaf.yaml, or that file; default \".\".\n\nExamples:\n", out);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        fprintf(out, "  %s\n      %s\n", examples[i][0], examples[i][1]);
    fputs("\nMore: sheaf help COMMAND", out);
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        fprintf(out, ", sheaf help %s", topics[i].name);
    fputs(", sheaf help diagnostics.\n", out);
}

void
help_command(FILE *out, const struct command *c)
{
    fprintf(out, "Usage: sheaf %s %s\n\n%s.\n", c->name, c->operands, c->summary);
    if (c->about)
        fprintf(out, "\n%s", c->about);
    put_options(out, c->flag);
}

static void
put_diagnostics(FILE *out)
{
    const char *code, *severity, *meaning;

    for (size_t i = 0; sheaf_diagnostic(i, &code, &severity, &meaning); i++)
        fprintf(out, "%-20s %-8s %s\n", code, severity, meaning);
}

bool
help_topic(FILE *out, const char *name)
{
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        if (strcmp(topics[i].name, name) == 0) {
            fputs(topics[i].text, out);
            return true;
        }
    }
    if (strcmp(name, "diagnostics") != 0)
        return false;
    put_diagnostics(out);
    return true;
}

/* Text as roff: hyphens and backslashes escaped, no line that begins with a control character. */
static void
put_roff(FILE *out, const char *text)
{
    bool line_start = true;

    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        if (*text == '-' || *text == '\\')
            fputc('\\', out);
        fputs(*text == '\\' ? "e" : (char[]){ *text, '\0' }, out);
        line_start = *text == '\n';
    }
}

static void
put_roff_option(FILE *out, const struct option *o)
{
    fputs(".TP\n\\fB", out);
    if (o->letter)
        fprintf(out, "\\-%c\\fR, \\fB", o->letter);
    fputs("\\-\\-", out);
    put_roff(out, o->name);
    fputs("\\fR", out);
    if (o->arg)
        fprintf(out, "=\\fI%s\\fR", o->arg);
    fputc('\n', out);
    put_roff(out, o->help);
    fputc('\n', out);
}

void
help_man(FILE *out)
{
    fprintf(out, ".TH SHEAF 1 \"\" \"sheaf %s\" \"User Commands\"\n.SH NAME\nsheaf \\- bind folders of articles into EPUB "
        "collections\n.SH SYNOPSIS\n", sheaf_version());
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, ".B sheaf %s\n", c->name);
        put_roff(out, *c->operands ? c->operands : "\\&");
        fputs("\n.br\n", out);
    }
    fputs(".SH DESCRIPTION\nsheaf reads Markdown, saved HTML pages and plain text and writes valid EPUB 3 books, by tag or date "
        "range, offline. The same sources give the same bytes.\n.SH COMMANDS\n", out);
    for (const struct command *c = commands; c->name; c++) {
        fprintf(out, ".TP\n.B %s\n", c->name);
        put_roff(out, c->summary);
        fputs(".\n", out);
    }
    fputs(".SH OPTIONS\n", out);
    for (int group = 0; group < GROUPS; group++) {
        fputs(".SS ", out);
        put_roff(out, option_groups[group]);
        fputc('\n', out);
        for (const struct option *o = options; o->name; o++)
            if ((int)o->group == group)
                put_roff_option(out, o);
    }
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        fprintf(out, ".SH %s\n.nf\n", topics[i].title);
        put_roff(out, topics[i].text);
        fputs(".fi\n", out);
    }
    fputs(".SH DIAGNOSTICS\n.nf\n", out);
    put_diagnostics(out);
    fputs(".fi\n.SH EXAMPLES\n", out);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        fputs(".TP\n.B ", out);
        put_roff(out, examples[i][0]);
        fputc('\n', out);
        put_roff(out, examples[i][1]);
        fputc('\n', out);
    }
}
