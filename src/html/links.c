/* links: what a link leads to, or its text. SPDX-License-Identifier: MIT
 *
 * After this pass a link leads to a page of the book (href, or x-page and x-fragment for the serializer) or has a web address that
 * both versions of epubcheck take; all others are gone, with a warning, their text kept. */
#include "html/page.h"
#include "html/passes.h"
#include "html/target.h"

#include "base/path.h"
#include "base/utf8.h"

enum { SHOWN = 120 };           /* bytes of an address in a warning */

/* Takes the link away; its id may be a target, its content stays. */
static void
drop_link(struct node *a)
{
    static const char *const of_links[] = { "href", "hreflang", "role", "epub:type", "title", "aria-label" };

    for (size_t i = 0; i < sizeof of_links / sizeof *of_links; i++)
        node_drop_attr(a, of_links[i]);
    if (a->attrs)
        node_rename(a, TAG_SPAN);
    else
        node_unwrap(a);
}

static struct str
shown(struct str address)
{
    if (str_starts(address, STR("sheaf:")))     /* read/template.h: what was written is the target */
        address = str_from(address, (size_t)(str_chr(address, '/', 0) + 1));
    return str_sub(address, 0, utf8_floor(address, address.len < SHOWN ? address.len : SHOWN));
}

/* ---- kinds of targets ------------------------------------------------------------------------------------------------ */

static void
link_page(struct rendering *r, struct node *a, const struct target *t)
{
    bool own = t->page == r->page;

    node_drop_attr(a, "hreflang");
    if (t->fragment.len) {
        node_set_attr(r->scratch, a, "href", STR("#"));
        node_set_attr(r->scratch, a, "x-page", arena_printf(r->scratch, "%u", (unsigned)t->page->index));
        node_set_attr(r->scratch, a, "x-fragment", t->fragment);
        r->has_own_links |= own;
    } else if (own) {
        drop_link(a);
    } else {
        node_set_attr(r->scratch, a, "href", path_relative(r->scratch, path_folder(r->page->href), t->page->href));
    }
}

/* The only picture that a link shows, or NULL. */
static struct node *
only_picture(const struct node *a)
{
    struct node *img = NULL;

    for (struct node *n = a->first; n; n = node_next(n, a)) {
        if (n->tag == TAG_TEXT && !str_is_blank(n->text))
            return NULL;
        if (n->tag != TAG_IMG)
            continue;
        if (img)
            return NULL;
        img = n;
    }
    return img;
}

/* A small picture that leads to a larger one is shown large. */
static void
link_picture(struct rendering *r, struct node *a, const struct target *t)
{
    struct node *img = only_picture(a);
    struct str address = node_attr(a, "href");

    if (img) {
        struct str others = node_attr(img, "x-sources");
        node_set_attr(r->scratch, img, "x-sources", arena_printf(r->scratch, "%.*s%s%.*s", STR_ARG(address),
            others.len ? "\n" : "", STR_ARG(others)));
        drop_link(a);
    } else if (t->href.len) {
        node_set_attr(r->scratch, a, "href", t->href);
    } else {
        rendering_warn(r, DIAG_LINK_DEAD, a, "link '%.*s' leads to a picture, which a book cannot link to",
            STR_ARG(shown(address)));
        drop_link(a);
    }
}

static void
link_nowhere(struct rendering *r, struct node *a, const struct target *t)
{
    struct str address = shown(node_attr(a, "href"));

    switch (t->kind) {
    case TARGET_OUTSIDE:
        rendering_warn(r, DIAG_LINK_OUTSIDE, a, "link '%.*s' leads to %s, which is not in this book", STR_ARG(address),
            t->article->file->path);
        break;
    case TARGET_SCHEME:
        rendering_warn(r, DIAG_LINK_SCHEME, a, "link '%.*s' has a scheme that books cannot hold", STR_ARG(address));
        break;
    case TARGET_BAD:
        rendering_warn(r, DIAG_LINK_DEAD, a, "link '%.*s' is no valid address", STR_ARG(address));
        break;
    case TARGET_ACTIVE:
        break;                          /* a button of the page it came from */
    default:
        rendering_warn(r, DIAG_LINK_DEAD, a, "link '%.*s' leads to nothing in the archive", STR_ARG(address));
        break;
    }
    drop_link(a);
}

/* In which other book of the run the article is: quiet, behind the link. Not in headings, which the contents list. */
static void
note_book(struct rendering *r, struct node *a, struct str title)
{
    struct node *note;

    if (title.len == 0)
        return;
    for (const struct node *p = a->parent; p && p != r->root; p = p->parent)
        if (node_is_heading(p) || p->tag == TAG_SVG || p->tag == TAG_MATH)
            return;
    note = node_element(r->scratch, TAG_SPAN, a->offset);
    node_set_attr(r->scratch, note, "class", STR("elsewhere"));
    node_append(note, node_text(r->scratch, arena_printf(r->scratch, " (%.*s)", STR_ARG(title)), a->offset));
    node_insert_after(a, note);
}

/* For `sheaf plan --links`. */
static void
list_link(struct rendering *r, const struct node *a, const struct target *t)
{
    static const char *const kinds[] = { [TARGET_PAGE] = "page", [TARGET_WEB] = "web", [TARGET_PICTURE] = "picture",
        [TARGET_OUTSIDE] = "outside", [TARGET_DEAD] = "dead", [TARGET_ACTIVE] = "active", [TARGET_SCHEME] = "dead",
        [TARGET_BAD] = "dead" };
    struct arena *mem = &r->page->mem;
    struct link *link;

    if (!r->plan->lists_links)
        return;
    link = ARENA_PUSH(mem, r->page->links, r->page->nlinks);
    *link = (struct link){ .address = arena_str(mem, node_attr(a, "href")), .kind = kinds[t->kind],
        .fragment = arena_str(mem, t->fragment), .elsewhere = t->elsewhere };
    if (t->elsewhere.len)
        link->kind = "book";
    if (t->kind == TARGET_WEB)
        link->target = arena_str(mem, t->href);
    else if (t->article)
        link->target = str_of(t->article->file->path);
    else if (t->path)
        link->target = arena_str(mem, str_of(t->path));
    rendering_locate(r, a->offset, &link->line, &link->col);
}

/* Nobody can follow a link without content. */
static bool
is_hollow(const struct node *a)
{
    return node_is_empty(a) && !node_has_attr(a, "aria-label");
}

static void
mend_link(struct rendering *r, struct node *a)
{
    struct target t;

    if (is_hollow(a) || str_is_blank(node_attr(a, "href"))) {
        drop_link(a);
        return;
    }
    t = target_find(r, node_attr(a, "href"));
    list_link(r, a, &t);
    if (t.kind == TARGET_WEB || t.kind == TARGET_OUTSIDE)
        note_book(r, a, t.elsewhere);
    if (t.kind == TARGET_PAGE)
        link_page(r, a, &t);
    else if (t.kind == TARGET_WEB)
        node_set_attr(r->scratch, a, "href", t.href);
    else if (t.kind == TARGET_PICTURE)
        link_picture(r, a, &t);
    else
        link_nowhere(r, a, &t);
}

void
pass_links(struct rendering *r)
{
    struct node *next;

    for (struct node *n = r->root->first; n; n = next) {
        next = n->tag == TAG_A && n->first ? n->first : node_next(n, r->root);
        r->has_pictures |= n->tag == TAG_IMG || n->tag == TAG_SVG;
        if (n->tag == TAG_A && node_has_attr(n, "href"))
            mend_link(r, n);
    }
}
