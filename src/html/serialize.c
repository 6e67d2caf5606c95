/* serialize: a tree as XHTML. SPDX-License-Identifier: MIT
 *
 * An own writer, because libxml2 writes `<i/>` and readers that parse XHTML as HTML then nest the rest of the page in it
 * (EPUB-RULES 4.2): void elements are `<br/>`, all others have an end tag. Blocks stand on lines of their own, so that two
 * editions of a book can be compared; nothing is added inside inline content. The walk needs no stack. */
#include "html/page.h"

#include "base/xml.h"

#include <string.h>

/* "<p>" and "</p>" of each row of tags.h, ready to copy; a line feed, which does not count, follows the latter. */
static const struct { struct str open, close; } tags[TAG_COUNT] = {
#define TAG(NAME, name, flags) [TAG_##NAME] = { { "<" name ">", sizeof name + 1 }, { "</" name ">\n", sizeof name + 2 } },
#include "base/tags.h"
#undef TAG
};

static const char *const namespaces[] = {
    [SPACE_HTML] = "http://www.w3.org/1999/xhtml",
    [SPACE_SVG] = "http://www.w3.org/2000/svg",
    [SPACE_MATHML] = "http://www.w3.org/1998/Math/MathML",
};

struct writer {
    struct buf *out;
    struct rendering *r;        /* NULL: links into other pages cannot be noted */
    uint32_t part;
    const struct node *root;
    part_visit *visit;          /* or NULL */
};

/* What the contents and the package document must know of. */
static const bool is_notable[TAG_COUNT] = {
    [TAG_H1] = true, [TAG_H2] = true, [TAG_H3] = true, [TAG_H4] = true, [TAG_H5] = true, [TAG_H6] = true,
    [TAG_SVG] = true, [TAG_MATH] = true, [TAG_RUBY] = true,
};

static enum node_space
space_of(const struct node *n)
{
    return n->tag == TAG_SVG ? SPACE_SVG : n->tag == TAG_MATH ? SPACE_MATHML : n->space;
}

static bool
is_block(const struct node *n)
{
    return node_is_block(n) && n->space == SPACE_HTML;
}

static bool
is_void(const struct node *n)
{
    return (tag_flags(n->tag) & TAG_VOID) && n->space == SPACE_HTML;
}

/* ---- links whose end is not known yet -------------------------------------------------------------------------------- */

/* Writes a placeholder and notes where it stands: render_resolve() puts the address there. */
static void
write_crossref(struct writer *w, const struct node *n, struct str page)
{
    struct crossref c = { .part = w->part, .len = 1 };
    struct page *from = w->r->page;
    unsigned long target;

    buf_adds(w->out, " href=\"");
    c.at = w->out->len;
    buf_adds(w->out, "#\"");
    if (!str_uint(page, UINT32_MAX, &target) || target >= w->r->plan->npages)
        return;
    c.target = &w->r->plan->pages[target];
    c.fragment = arena_str(&from->mem, node_attr(n, "x-fragment"));
    rendering_locate(w->r, n->offset, &c.line, &c.col);
    *ARENA_PUSH(&from->mem, from->crossrefs, from->ncrossrefs) = c;
}

/* ---- tags ------------------------------------------------------------------------------------------------------------ */

enum attr_kind { ATTR_ID, ATTR_CLASS, ATTR_PAGE, ATTR_HIDDEN, ATTR_OTHER, ATTR_KINDS };

/* The first letter tells nearly all of them apart. */
static enum attr_kind
kind_of(const struct attr *a)
{
    switch (*a->name) {
    case 'i':
        return attr_is(a, "id") ? ATTR_ID : ATTR_OTHER;
    case 'c':
        return attr_is(a, "class") ? ATTR_CLASS : ATTR_OTHER;
    case 'x':
        if (a->name[1] == '-')
            return attr_is(a, "x-page") ? ATTR_PAGE : ATTR_HIDDEN;
        return strncmp(a->name, "xmlns", 5) == 0 ? ATTR_HIDDEN : ATTR_OTHER;
    default:
        return ATTR_OTHER;
    }
}

static void
write_others(struct writer *w, const struct node *n, const struct attr *page)
{
    for (const struct attr *a = n->attrs; a; a = a->next) {
        if (page && w->r && attr_is(a, "href"))
            write_crossref(w, n, page->value);
        else if (kind_of(a) == ATTR_OTHER)
            xml_attr(w->out, a->name, a->value);
    }
}

/* In fixed order: id, class, then as they stand. */
static void
write_attrs(struct writer *w, const struct node *n)
{
    const struct attr *first[ATTR_KINDS] = { NULL };

    for (const struct attr *a = n->attrs; a; a = a->next) {
        enum attr_kind kind = kind_of(a);
        if (!first[kind])
            first[kind] = a;
    }
    if (first[ATTR_ID] && first[ATTR_ID]->value.len)
        xml_attr(w->out, "id", first[ATTR_ID]->value);
    if (first[ATTR_CLASS] && first[ATTR_CLASS]->value.len)
        xml_attr(w->out, "class", first[ATTR_CLASS]->value);
    if (first[ATTR_OTHER])
        write_others(w, n, first[ATTR_PAGE]);
}

static bool
uses_xlink(const struct node *root)
{
    for (const struct node *n = root; n; n = node_next(n, root))
        for (const struct attr *a = n->attrs; a; a = a->next)
            if (strncmp(a->name, "xlink:", 6) == 0)
                return true;
    return false;
}

static void
write_namespace(struct writer *w, const struct node *n)
{
    enum node_space space = space_of(n);

    if (space == (n->parent ? space_of(n->parent) : SPACE_HTML))
        return;
    xml_attr(w->out, "xmlns", str_of(namespaces[space]));
    if (space == SPACE_SVG && uses_xlink(n))
        xml_attr(w->out, "xmlns:xlink", STR("http://www.w3.org/1999/xlink"));
}

static void
end_line(struct buf *out)
{
    if (out->len && out->at[out->len - 1] != '\n')
        buf_addc(out, '\n');
}

static void
open_tag(struct writer *w, const struct node *n)
{
    struct str open = n->space == SPACE_HTML ? tags[n->tag].open : STR_NONE;

    if (is_block(n))
        end_line(w->out);
    if (open.len && !n->attrs && !is_void(n) && n->tag != TAG_SVG && n->tag != TAG_MATH) {
        buf_add(w->out, open);
        return;
    }
    if (open.len) {
        buf_add(w->out, (struct str){ open.at, open.len - 1 });
    } else {
        buf_addc(w->out, '<');
        buf_adds(w->out, n->name);
    }
    write_namespace(w, n);
    write_attrs(w, n);
    buf_add(w->out, is_void(n) ? STR("/>") : STR(">"));
}

static void
close_tag(struct writer *w, const struct node *n)
{
    if (n->tag < TAG_OTHER && n->space == SPACE_HTML) {
        struct str close = tags[n->tag].close;
        close.len += is_block(n);
        buf_add(w->out, close);
    } else {
        buf_adds(w->out, "</");
        buf_adds(w->out, n->name);
        buf_addc(w->out, '>');
    }
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static void
close_element(struct writer *w, const struct node *n)
{
    if (!is_void(n))
        close_tag(w, n);
    else if (is_block(n))
        buf_addc(w->out, '\n');
}

/* Begins N; and ends it, if nothing stands in it. */
static void
begin_node(struct writer *w, const struct node *n)
{
    if (n->tag == TAG_TEXT) {
        xml_text(w->out, n->text);
    } else if (n->tag != TAG_COMMENT) {
        if (is_notable[n->tag] && w->visit)
            w->visit(w->r, n, w->root, w->part);
        open_tag(w, n);
        if (!n->first || is_void(n))
            close_element(w, n);
    }
}

static void
write_node(struct writer *w, const struct node *root)
{
    const struct node *n = root;

    for (;;) {
        begin_node(w, n);
        if (n->first && !is_void(n)) {
            n = n->first;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            close_element(w, n);
        }
        if (n == root)
            return;
        n = n->next;
    }
}

void
render_node(struct buf *out, const struct node *n)
{
    struct writer w = { .out = out };

    write_node(&w, n);
}

void
serialize_part(struct rendering *r, struct buf *out, const struct node *n, uint32_t part, part_visit *visit)
{
    struct writer w = { .out = out, .r = r, .part = part, .root = n, .visit = visit };

    write_node(&w, n);
}
