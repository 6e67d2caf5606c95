/* headings: the title's, and the levels of all others. SPDX-License-Identifier: MIT
 *
 * One h1 in a file, the article's title; the body's headings begin at h2 and skip no level (EPUB-RULES 4.4). */
#include "html/page.h"
#include "html/passes.h"

#include "base/utf8.h"
#include "wrap/text.h"

/* ---- labels ---------------------------------------------------------------------------------------------------------- */

static bool
is_left_out(const struct node *n)
{
    return n->tag == TAG_RT || n->tag == TAG_RP || n->tag == TAG_X_NOTEREF || (n->tag == TAG_A && node_has_class(n, "noteref"));
}

static void
add_collapsed(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool blank = char_is_blank(text.at[i]);
        if (!blank || (out->len && out->at[out->len - 1] != ' '))
            buf_addc(out, blank ? ' ' : text.at[i]);
    }
}

/* The first CAP - 1 characters, up to a word's end where one is near, and an ellipsis; TEXT itself if it is not longer. */
static struct str
shorten(struct arena *a, struct str text, size_t cap)
{
    size_t at = 0, blank = 0;

    if (text.len <= cap || utf8_count(text) <= cap)
        return arena_str(a, text);
    for (size_t n = 0; n + 1 < cap; n++) {
        if (text.at[at] == ' ' && n * 2 > cap)
            blank = at;
        utf8_next(text, &at);
    }
    return arena_printf(a, "%.*s\u2026", STR_ARG(str_trim(str_sub(text, 0, blank ? blank : at))));
}

/* Has it blanks between words alone, and one each? */
static bool
is_collapsed(struct str text)
{
    bool after_blank = true;

    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = char_is_blank(text.at[i]);
        if (is_blank && (after_blank || text.at[i] != ' '))
            return false;
        after_blank = is_blank;
    }
    return !after_blank;
}

/* Most headings are one text without anything in it. */
static bool
is_plain(const struct node *root)
{
    const struct node *only = root->first;

    return only && !only->next && only->tag == TAG_TEXT && !is_left_out(root) && is_collapsed(only->text);
}

struct str
heading_label(struct arena *a, const struct node *root, size_t cap)
{
    struct buf out;
    struct str alt = STR(""), label;

    if (is_plain(root))
        return shorten(a, root->first->text, cap);
    buf_init(&out);
    for (const struct node *n = root, *next; n; n = next) {
        next = is_left_out(n) ? node_next_skip(n, root) : node_next(n, root);
        if (n->tag == TAG_TEXT)
            add_collapsed(&out, n->text);
        else if (n->tag == TAG_BR)
            add_collapsed(&out, STR(" "));
        else if (n->tag == TAG_IMG && alt.len == 0)
            alt = node_attr(n, "alt");
    }
    label = str_trim(buf_str(&out));
    label = shorten(a, label.len ? label : str_trim(alt), cap);
    buf_release(&out);
    return label;
}

bool
heading_is_listed(const struct node *n, const struct node *root)
{
    if (!node_is_heading(n) || node_has_attr(n, "x-title"))
        return false;
    for (const struct node *p = n->parent; p && p != root; p = p->parent)
        if (p->tag == TAG_BLOCKQUOTE || p->tag == TAG_TABLE || p->tag == TAG_FIGURE || p->tag == TAG_ASIDE)
            return false;
    return true;
}

/* ---- the title ------------------------------------------------------------------------------------------------------- */

/* Signs by which generators link a heading to itself. */
static bool
is_permalink(struct arena *scratch, const struct node *a)
{
    static const char *const signs[] = { "", "#", "\u00B6", "\u00A7", "\U0001F517", "Permalink", "Link to this heading" };
    struct str text;

    if (!str_starts(node_attr(a, "href"), STR("#")) || node_find(a, TAG_IMG))
        return false;
    text = heading_label(scratch, a, PAGE_LABEL);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_eqc(text, signs[i]))
            return true;
    return false;
}

/* Takes such links out of HEADING; their id becomes the heading's if it has none. */
static void
drop_permalinks(struct arena *scratch, struct node *heading)
{
    for (struct node *n = heading->first, *next; n; n = next) {
        struct str id;
        next = node_next(n, heading);
        if (n->tag != TAG_A || !is_permalink(scratch, n))
            continue;
        next = node_next_skip(n, heading);
        id = node_attr(n, "id");
        if (id.len && !node_attr(heading, "id").len)
            node_set_attr(scratch, heading, "id", id);
        node_unlink(n);
    }
}

static bool
is_blank(const struct node *n)
{
    return n->tag == TAG_COMMENT || (n->tag == TAG_TEXT && str_is_blank(n->text));
}

static bool
is_wrapper(const struct node *n)
{
    return n->tag == TAG_DIV || n->tag == TAG_SECTION || n->tag == TAG_ARTICLE || n->tag == TAG_HEADER;
}

/* The first thing that shows, out of its wrappers. */
static struct node *
first_block(const struct node *root)
{
    struct node *n = root->first;

    while (n && (is_blank(n) || is_wrapper(n)))
        n = is_wrapper(n) && n->first ? n->first : node_next_skip(n, root);
    return n;
}

static bool
is_title(const struct rendering *r, const struct node *n)
{
    struct arena *a = r->scratch;
    struct str label = heading_label(a, n, SIZE_MAX / 2);

    return label.len && str_eq(text_fold(a, label), text_fold(a, r->page->article->title));
}

/* The heading stays where it is and is only marked: links and notes in it are worked on like all others, then it becomes the
 * chapter's h1 with all markup it has. If the title was taken from a heading it may have something before it, badges say. */
void
pass_title(struct rendering *r)
{
    struct node *first = first_block(r->root);
    bool anywhere = r->page->article->title_in_body, found = false;

    for (struct node *n = r->root->first; n; n = node_next(n, r->root)) {
        if (!node_is_heading(n))
            continue;
        drop_permalinks(r->scratch, n);
        if (!found && (n == first || anywhere) && is_title(r, n) && !node_ancestor(n, TAG_X_NOTE, r->root)) {
            node_set_attr(r->scratch, n, "x-title", STR(""));
            r->has_title = found = true;
        }
    }
}

/* ---- levels ---------------------------------------------------------------------------------------------------------- */

static bool
has_id(const struct node *root)
{
    for (const struct node *n = root; n; n = node_next(n, root))
        if (node_is_element(n) && node_attr(n, "id").len)
            return true;
    return false;
}

/* A heading without text is no heading; what links to it still needs the place. */
static void
drop_heading(struct node *n)
{
    if (has_id(n))
        node_rename(n, TAG_DIV);
    else
        node_unlink(n);
}

/* A heading is one level below the nearest one before it that was higher: so the first is h2, and no level is skipped. */
void
pass_headings(struct rendering *r)
{
    int open[6], depth = 0;     /* the levels, as written, that the last heading lies in */

    for (struct node *n = r->root->first, *next; n; n = next) {
        int level = (int)n->tag - (int)TAG_H1;
        next = node_next(n, r->root);
        if (!node_is_heading(n) || node_has_attr(n, "x-title"))
            continue;
        next = node_next_skip(n, r->root);
        if (node_is_empty(n)) {
            drop_heading(n);
            continue;
        }
        while (depth > 0 && open[depth - 1] >= level)
            depth--;
        open[depth++] = level;
        node_rename(n, depth < 6 ? (enum tag)(TAG_H1 + depth) : TAG_H6);
    }
}
