/* markdown: articles in Markdown. SPDX-License-Identifier: MIT */
#include "read/adapters.h"

#include "base/path.h"
#include "base/utf8.h"
#include "read/notes.h"
#include "read/template.h"
#include "wrap/markdown.h"

enum {
    DESCRIPTION = 500,          /* characters */
    SHORT = 4096,               /* bytes of a text that may be nothing but template code */
    SHOWN = 60,                 /* bytes of a title in a diagnostic */
    LONGEST_TITLE = 1000        /* bytes that are searched for references to notes */
};

/* The text without the comments it begins with. */
static struct str
after_comments(struct str text)
{
    ptrdiff_t end;

    text = str_trim(text);
    while (str_starts(text, STR("<!--")) && (end = str_find(text, STR("-->"), 4)) >= 0)
        text = str_trim(str_from(text, (size_t)end + 3));
    return text;
}

/* A heading as a title: references to notes that the text has are taken off. */
static struct str
without_notes(struct arena *mem, struct str heading, struct str text)
{
    struct buf out;
    struct str title;
    size_t done = 0;
    ptrdiff_t at;

    if (heading.len > LONGEST_TITLE)
        return arena_str(mem, heading);
    buf_init(&out);
    for (size_t from = 0; (at = str_find(heading, STR("[^"), from)) >= 0;) {
        ptrdiff_t end = str_chr(heading, ']', (size_t)at);
        struct str reference = str_sub(heading, (size_t)at, (size_t)end + 1);
        if (end < 0)
            break;
        from = (size_t)end + 1;
        if (str_find(text, arena_printf(mem, "%.*s:", STR_ARG(reference)), 0) < 0)
            continue;
        buf_add(&out, str_sub(heading, done, (size_t)at));
        done = from;
    }
    buf_add(&out, str_from(heading, done));
    title = str_trim(buf_take(&out, mem));
    buf_release(&out);
    return title;
}

/* The text for a look at it without its notes: their definitions must not be taken for those of links. */
static struct str
without_definitions(struct arena *mem, struct str text)
{
    ptrdiff_t at = str_find(text, STR("[^"), 0), end;
    char *copy = at < 0 ? NULL : arena_cstr(mem, text);

    for (; at >= 0; at = str_find(text, STR("[^"), (size_t)end)) {
        end = str_find(text, STR("]"), (size_t)at);
        if (end < 0)
            break;
        if (str_starts(str_from(text, (size_t)end), STR("]:")))
            copy[end + 1] = ' ';
    }
    return copy ? (struct str){ copy, text.len } : text;
}

static void
take_title(struct reading *r, struct article *a, struct str text)
{
    struct markdown_summary summary;

    markdown_summarize(r->scratch, without_definitions(r->scratch, text), 0, &summary);
    if (!summary.heading.len)
        return;
    a->title = template_heading(without_notes(r->mem, summary.heading, text));
    a->title_in_body = summary.heading_is_first && a->title.len;
}

/* What stands before `<!--more-->` (Hugo, WordPress, Jekyll) is a summary. */
static void
take_description(struct reading *r, struct article *a, struct str text)
{
    static const char *const marks[] = { "<!--more-->", "<!-- more -->" };
    struct markdown_summary summary;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        ptrdiff_t at = str_find(text, str_of(marks[i]), 0);
        if (at < 0)
            continue;
        text = without_definitions(r->scratch, str_sub(text, 0, (size_t)at));
        markdown_summarize(r->mem, text, DESCRIPTION, &summary);
        a->description = summary.text;
        return;
    }
}

static bool
is_mdx(const struct file *file)
{
    return str_ieqc(path_extension(file->rel), "mdx");
}

/* What a catalogue shows holds no template code. */
static void
clean_names(struct reading *r, struct article *a)
{
    struct str *const names[] = { &a->title, &a->subtitle, &a->short_title, &a->description };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct str plain = template_plain(r->mem, *names[i]);
        if (!str_eq(plain, *names[i]))
            diag_add(r->diag, DIAG_TEMPLATE_DROPPED, r->file->path, 0, 0, "template code was taken out of '%.*s'",
                STR_ARG(str_sub(*names[i], 0, utf8_floor(*names[i], names[i]->len < SHOWN ? names[i]->len : SHOWN))));
        *names[i] = plain;
    }
}

/* The text as it will be parsed; what is told of it is told then. */
static struct str
resolved(struct reading *r, const struct article *a)
{
    struct template_input in = { .source = &r->source, .body = r->body, .article = a, .is_mdx = is_mdx(r->file) };
    struct template_text text;

    template_resolve(r->scratch, &in, &text);
    return text.text;
}

/* A comment says so, or template code that becomes one. */
static bool
may_have_summary(struct str text)
{
    return str_find(text, STR("<!--"), 0) >= 0 || (str_chr(text, '{', 0) >= 0 && str_find(text, STR("more"), 0) >= 0);
}

static void
scan(struct reading *r)
{
    struct article *a = reading_add(r);
    struct str text = str_from(r->source.bytes, r->body);

    clean_names(r, a);
    if (!after_comments(text).len || (text.len < SHORT && str_chr(text, '{', 0) >= 0 && !after_comments(resolved(r, a)).len)) {
        if (a->why == WHY_NOT)
            a->why = WHY_EMPTY;
        return;
    }
    if (a->title.len && a->description.len)
        return;
    if (!a->title.len || may_have_summary(text))
        text = resolved(r, a);
    if (!a->title.len)
        take_title(r, a, text);
    if (!a->description.len)
        take_description(r, a, text);
}

static struct node *
body(struct arena *mem, const struct article *a, const struct source *source, struct diag *diag)
{
    struct node *root = node_element(mem, TAG_DIV, a->body);
    struct template_input in = { .source = source, .body = a->body, .article = a, .is_mdx = is_mdx(a->file), .diag = diag };
    struct template_text text;

    template_resolve(mem, &in, &text);
    notes_parse(mem, source, a->body, text.text, &text.places, root, diag);
    template_finish(mem, text.text, root);
    if (a->title_in_body) {
        struct node *first = root->first;
        while (first && first->tag == TAG_TEXT && str_is_blank(first->text))
            first = first->next;
        if (first && node_is_heading(first) && !node_has_attr(first, "id"))
            node_unlink(first);         /* with an id, which links may lead to, it becomes the chapter's title itself */
    }
    return root;
}

const struct adapter markdown_adapter = {
    .name = "markdown",
    .extensions = "md markdown mdown mkd mkdn mdwn mdtext mdx",
    .has_front_matter = true,
    .scan = scan,
    .body = body,
};
