/* html5: HTML as browsers read it, with gumbo. SPDX-License-Identifier: MIT
 *
 * Gumbo builds its own tree, which is copied to ours without recursion. Its memory comes from an arena that is dropped as a
 * whole. */
#include "wrap/html5.h"

#include "wrap/html5_nesting.h"

#include <gumbo.h>
#include <string.h>

struct frame {                  /* a gumbo node whose children are being copied to TO */
    const GumboVector *children;
    unsigned next;
    struct node *to;
    bool is_foreign;            /* below an svg or math element */
};

struct conversion {
    struct arena *mem, *scratch;
    struct str text;            /* what gumbo read: positions are pointers into it */
    uint32_t (*map)(const void *, uint32_t);
    const void *map_data;
    struct frame *frames;
    size_t nframes, room;
    enum tag tags[GUMBO_TAG_LAST];  /* TAG_TEXT: not looked up yet */
};

static void *
allocate(void *scratch, size_t n)
{
    return arena_alloc(scratch, n);
}

static void
keep(void *scratch, void *at)
{
    (void)scratch;
    (void)at;
}

static uint32_t
offset_of(const struct conversion *c, GumboStringPiece piece)
{
    size_t offset;

    if (!piece.length || piece.data < c->text.at || piece.data >= c->text.at + c->text.len)
        return NODE_NOWHERE;
    offset = (size_t)(piece.data - c->text.at);
    return c->map ? c->map(c->map_data, (uint32_t)offset) : (uint32_t)offset;
}

/* The name as it was written, lower-cased: for elements that gumbo has no number for. */
static struct str
written_name(const struct conversion *c, const GumboElement *e)
{
    GumboStringPiece piece = e->original_tag;
    char *name;

    gumbo_tag_from_original_text(&piece);
    name = arena_cstr(c->mem, (struct str){ piece.data, piece.length });
    for (char *at = name; *at; at++)
        *at = char_lower(*at);
    return str_of(name);
}

static enum tag
tag_in_table(struct conversion *c, GumboTag tag)
{
    if (c->tags[tag] == TAG_TEXT)
        c->tags[tag] = tag_of(str_of(gumbo_normalized_tagname(tag)));
    return c->tags[tag];
}

static struct node *
html_element(struct conversion *c, const GumboElement *e, uint32_t offset)
{
    struct str name;
    enum tag tag;

    if (e->tag != GUMBO_TAG_UNKNOWN) {
        tag = tag_in_table(c, e->tag);
        return tag == TAG_OTHER ? node_other(c->mem, SPACE_HTML, gumbo_normalized_tagname(e->tag), offset)
                                : node_element(c->mem, tag, offset);
    }
    name = written_name(c, e);
    tag = str_starts(name, STR("x-")) ? TAG_OTHER : tag_of(name);
    return tag == TAG_OTHER ? node_other(c->mem, SPACE_HTML, name.at, offset) : node_element(c->mem, tag, offset);
}

/* "foreignObject" keeps its case; the roots have tags of their own. */
static struct node *
foreign_element(struct conversion *c, const GumboElement *e, uint32_t offset, bool is_root)
{
    bool is_svg = e->tag_namespace == GUMBO_NAMESPACE_SVG;
    enum node_space space = is_svg ? SPACE_SVG : SPACE_MATHML;
    GumboStringPiece piece = e->original_tag;
    const char *name = NULL;
    struct node *n;

    if (is_root && e->tag == (is_svg ? GUMBO_TAG_SVG : GUMBO_TAG_MATH)) {
        n = node_element(c->mem, is_svg ? TAG_SVG : TAG_MATH, offset);
        n->space = space;
        return n;
    }
    gumbo_tag_from_original_text(&piece);
    if (is_svg)
        name = gumbo_normalize_svg_tagname(&piece);
    if (!name)
        name = e->tag == GUMBO_TAG_UNKNOWN ? written_name(c, e).at : gumbo_normalized_tagname(e->tag);
    return node_other(c->mem, space, name, offset);
}

/* Gumbo takes the prefixes of foreign attributes off; a book needs them. */
static const char *
attribute_name(const struct conversion *c, const GumboAttribute *a)
{
    static const char *const prefixes[] = {
        [GUMBO_ATTR_NAMESPACE_NONE] = "",
        [GUMBO_ATTR_NAMESPACE_XLINK] = "xlink:",
        [GUMBO_ATTR_NAMESPACE_XML] = "xml:",
        [GUMBO_ATTR_NAMESPACE_XMLNS] = "xmlns:",
    };
    const char *prefix = strcmp(a->name, "xmlns") == 0 ? "" : prefixes[a->attr_namespace];

    return arena_printf(c->mem, "%s%s", prefix, a->name).at;
}

static void
copy_attributes(struct conversion *c, const GumboElement *e, struct node *n)
{
    struct attr **end = &n->attrs;

    for (unsigned i = 0; i < e->attributes.length; i++, end = &(*end)->next) {
        const GumboAttribute *from = e->attributes.data[i];
        *end = ARENA_NEW(c->mem, struct attr);
        (*end)->name = attribute_name(c, from);
        (*end)->value = arena_str(c->mem, str_of(from->value));
    }
}

static void
push(struct conversion *c, const GumboVector *children, struct node *to, bool is_foreign)
{
    if (c->nframes == c->room) {
        struct frame *larger = arena_alloc(c->scratch, (c->room * 2 + 64) * sizeof *larger);
        if (c->nframes)
            memcpy(larger, c->frames, c->nframes * sizeof *larger);
        c->frames = larger;
        c->room = c->room * 2 + 64;
    }
    c->frames[c->nframes++] = (struct frame){ children, 0, to, is_foreign };
}

static void
copy_element(struct conversion *c, const GumboElement *e, const struct frame *around)
{
    bool is_foreign = e->tag_namespace != GUMBO_NAMESPACE_HTML;
    uint32_t offset = offset_of(c, e->original_tag);
    struct node *n = is_foreign ? foreign_element(c, e, offset, !around->is_foreign) : html_element(c, e, offset);
    struct node *to = around->to;

    if (c->nframes < HTML5_DEPTH || (tag_flags(n->tag) & TAG_VOID) != 0) {
        copy_attributes(c, e, n);
        node_append(to, n);
        to = n;
    }
    push(c, &e->children, to, is_foreign);
}

static void
copy_text(struct conversion *c, const GumboNode *from, struct node *to)
{
    struct str text = arena_str(c->mem, str_of(from->v.text.text));
    struct node *n = node_text(c->mem, text, offset_of(c, from->v.text.original_text));

    if (from->type == GUMBO_NODE_COMMENT)
        n->tag = TAG_COMMENT;
    node_append(to, n);
}

static void
copy_children(struct conversion *c, const GumboVector *children, struct node *to)
{
    push(c, children, to, false);
    while (c->nframes) {
        struct frame *f = &c->frames[c->nframes - 1];
        const GumboNode *from;

        if (f->next == f->children->length) {
            c->nframes--;
            continue;
        }
        from = f->children->data[f->next++];
        if (from->type == GUMBO_NODE_ELEMENT || from->type == GUMBO_NODE_TEMPLATE)
            copy_element(c, &from->v.element, &(struct frame){ f->children, 0, f->to, f->is_foreign });
        else
            copy_text(c, from, f->to);
    }
}

static const GumboOutput *
parse(struct conversion *c, GumboTag context)
{
    GumboOptions options = kGumboDefaultOptions;

    options.allocator = allocate;
    options.deallocator = keep;
    options.userdata = c->scratch;
    options.max_errors = 0;
    options.fragment_context = context;
    return gumbo_parse_with_options(&options, c->text.at, c->text.len);
}

struct node *
html5_parse_page(struct arena *mem, struct str text)
{
    struct arena scratch = { 0 };
    struct conversion c = { .mem = mem, .scratch = &scratch };
    struct node *html = node_element(mem, TAG_HTML, NODE_NOWHERE);
    const GumboOutput *out;
    const GumboVector *top;

    c.text = html5_bound_nesting(&scratch, text.at ? text : STR(""));
    out = parse(&c, GUMBO_TAG_LAST);
    html->offset = offset_of(&c, out->root->v.element.original_tag);
    copy_attributes(&c, &out->root->v.element, html);
    top = &out->document->v.document.children;
    for (unsigned i = 0; i < top->length; i++) {
        const GumboNode *from = top->data[i];
        if (from == out->root)
            copy_children(&c, &from->v.element.children, html);
        else if (from->type == GUMBO_NODE_COMMENT)
            copy_text(&c, from, html);
    }
    arena_release(&scratch);
    return html;
}

struct node *
html5_parse_fragment(struct arena *mem, struct str text, uint32_t (*map)(const void *, uint32_t), const void *map_data)
{
    struct arena scratch = { 0 };
    struct conversion c = { .mem = mem, .scratch = &scratch, .map = map, .map_data = map_data };
    struct node *div = node_element(mem, TAG_DIV, NODE_NOWHERE);

    c.text = html5_bound_nesting(&scratch, text.at ? text : STR(""));
    copy_children(&c, &parse(&c, GUMBO_TAG_DIV)->root->v.element.children, div);
    arena_release(&scratch);
    return div;
}

/* A reference is read to its last character: "&notit;" begins with one that needs no semicolon, and is none. */
struct str
html5_entity(struct arena *mem, struct str entity)
{
    struct arena scratch = { 0 };
    struct conversion c = { .mem = mem, .scratch = &scratch, .text = entity };
    const GumboVector *top = &parse(&c, GUMBO_TAG_DIV)->root->v.element.children;
    struct str text = STR_NONE;

    if (top->length == 1) {
        const GumboNode *only = top->data[0];
        if (only->type == GUMBO_NODE_TEXT || only->type == GUMBO_NODE_WHITESPACE)
            text = str_of(only->v.text.text);
    }
    if (!text.len || (str_ends(text, STR(";")) && !str_eq(entity, STR("&semi;"))))
        text = STR_NONE;
    else
        text = arena_str(mem, text);
    arena_release(&scratch);
    return text;
}
