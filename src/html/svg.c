/* svg: drawings that can do no harm. SPDX-License-Identifier: MIT */
#include "html/svg.h"

#include "base/image_svg.h"
#include "base/map.h"
#include "base/xml.h"
#include "html/svg_names.h"
#include "wrap/xmltree.h"

#include <string.h>

enum { DEPTH = 200, LARGEST = 16 * 1024 * 1024 };

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static const struct svg_element *
element_of(const struct node *n)
{
    if (!node_is_element(n) || n->space != SPACE_SVG)
        return NULL;
    return svg_element_find(n->name);
}

/* A switch shows the first of its children that the reader can show; a link is a group. */
static void
rename_others(struct arena *mem, struct node *n)
{
    bool is_switch = strcmp(n->name, "switch") == 0;

    if (n->space != SPACE_SVG || (!is_switch && strcmp(n->name, "a") != 0))
        return;
    n->name = "g";
    node_drop_attr(n, "xlink:href");
    node_drop_attr(n, "href");
    if (is_switch)
        node_set_attr(mem, n, "x-switch", STR("1"));
}

static bool
has_required(const struct node *n, const struct svg_element *e)
{
    struct str rest = str_of(e->required), name;

    while (str_cut(&rest, ' ', &name)) {
        bool found = name.len == 0;
        for (const struct attr *a = n->attrs; a && !found; a = a->next)
            found = str_eqc(name, a->name);
        if (!found)
            return false;
    }
    return true;
}

/* ---- attributes ------------------------------------------------------------------------------------------------------ */

static bool
is_picture_data(struct str value)
{
    return str_starts(value, STR("data:image/png;base64,")) || str_starts(value, STR("data:image/jpeg;base64,"))
        || str_starts(value, STR("data:image/gif;base64,"));
}

static bool
clean_attribute(struct arena *mem, const struct svg_element *e, struct attr *a)
{
    if (strcmp(a->name, "href") == 0)
        a->name = "xlink:href";         /* SVG 2; all readers know the older name */
    a->value = str_trim(a->value);
    if (!svg_attribute_is_allowed(e, a->name, a->value))
        return false;
    if (strcmp(a->name, "id") == 0) {
        a->value = svg_id(mem, a->value);
        return true;
    }
    if (strcmp(a->name, "style") == 0) {
        a->value = svg_style_declarations(mem, a->value);
        return a->value.len > 0;
    }
    if (strcmp(a->name, "xlink:href") != 0)
        return svg_value_is_local(mem, a->value, &a->value);
    if (e->kind == SVG_IMAGE)
        return is_picture_data(a->value);
    if (a->value.len < 2 || a->value.at[0] != '#')
        return false;
    a->value = arena_printf(mem, "#%.*s", STR_ARG(svg_id(mem, str_from(a->value, 1))));
    return true;
}

static void
clean_attributes_of(struct arena *mem, struct node *n, const struct svg_element *e)
{
    bool has_link = false;

    for (struct attr **at = &n->attrs; *at;) {
        bool keep = strcmp((*at)->name, "x-switch") == 0 || clean_attribute(mem, e, *at);
        bool is_link = keep && strcmp((*at)->name, "xlink:href") == 0;
        if (!keep || (is_link && has_link)) {
            *at = (*at)->next;
            continue;
        }
        has_link = has_link || is_link;
        at = &(*at)->next;
    }
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static void
clean_style(struct arena *mem, struct node *n)
{
    struct str sheet = svg_style_sheet(mem, node_text_of(mem, n, false));

    while (n->first)
        node_unlink(n->first);
    n->attrs = NULL;
    node_set_attr(mem, n, "type", STR("text/css"));
    node_append(n, node_text(mem, sheet, n->offset));
}

static size_t
depth_of(const struct node *n, const struct node *root)
{
    size_t depth = 0;

    for (; n != root && depth <= DEPTH; n = n->parent)
        depth++;
    return depth;
}

/* May N stay where it is? */
static bool
may_stay(struct arena *mem, struct node *n, const struct svg_element *parent)
{
    const struct svg_element *e;

    if (n->tag == TAG_TEXT)
        return parent->has_text;
    if (!node_is_element(n))
        return false;
    rename_others(mem, n);
    e = element_of(n);
    if (!e || !(parent->children & e->kind))
        return false;
    if (e->kind == SVG_STYLE) {
        clean_style(mem, n);
        return true;
    }
    clean_attributes_of(mem, n, e);
    return has_required(n, e);
}

static void
clean_elements(struct arena *mem, struct node *root)
{
    struct node *next;

    clean_attributes_of(mem, root, svg_element_find("svg"));
    for (struct node *n = root->first; n; n = next) {
        if (!may_stay(mem, n, element_of(n->parent)) || depth_of(n, root) > DEPTH) {
            next = node_next_skip(n, root);
            node_unlink(n);
        } else {
            next = n->tag != TAG_TEXT && element_of(n)->kind == SVG_STYLE ? node_next_skip(n, root) : node_next(n, root);
        }
    }
}

/* Only the first child of what was a switch. */
static void
finish_switches(struct node *root)
{
    for (struct node *n = root->first; n; n = node_next(n, root)) {
        if (!node_has_attr(n, "x-switch"))
            continue;
        node_drop_attr(n, "x-switch");
        while (n->first && n->last != n->first)
            node_unlink(n->last);
    }
}

/* ---- references ------------------------------------------------------------------------------------------------------ */

static void
collect_ids(struct node *root, struct map *ids)
{
    for (struct node *n = root; n; n = node_next(n, root)) {
        struct str id = node_attr(n, "id");
        if (!id.at)
            continue;
        if (map_has(ids, id))
            node_drop_attr(n, "id");
        else
            *map_slot(ids, id) = n;
    }
}

static bool
is_known(const struct map *ids, struct str value)
{
    ptrdiff_t at = str_find(value, STR("url(#"), 0), close = at == STR_NPOS ? STR_NPOS : str_chr(value, ')', (size_t)at);

    return at == STR_NPOS || map_has(ids, str_sub(value, (size_t)at + 5, (size_t)close));
}

/* What refers to nothing goes: epubcheck judges it as a broken link. */
static void
drop_dangling(struct node *root, const struct map *ids)
{
    struct node *next;

    for (struct node *n = root->first; n; n = next) {
        struct str link = node_attr(n, "xlink:href");
        next = node_next(n, root);
        if (link.len > 1 && link.at[0] == '#' && !map_has(ids, str_from(link, 1))) {
            node_drop_attr(n, "xlink:href");
            if (strcmp(n->name, "use") == 0 || strcmp(n->name, "textPath") == 0) {
                next = node_next_skip(n, root);
                node_unlink(n);
                continue;
            }
        }
        for (struct attr **at = &n->attrs; *at;)
            if (strcmp((*at)->name, "style") != 0 && !is_known(ids, (*at)->value))
                *at = (*at)->next;
            else
                at = &(*at)->next;
    }
}

static bool
shows_something(const struct node *root)
{
    for (const struct node *n = root->first; n; n = node_next(n, root)) {
        const struct svg_element *e = element_of(n);
        if (e && (e->kind & (SVG_SHAPE | SVG_TEXT | SVG_USE | SVG_IMAGE)))
            return true;
    }
    return false;
}

bool
svg_clean_tree(struct arena *mem, struct node *root)
{
    struct str title = svg_title(mem, root);
    struct map ids;

    clean_elements(mem, root);
    finish_switches(root);
    map_init(&ids);
    collect_ids(root, &ids);
    drop_dangling(root, &ids);
    map_release(&ids);
    if (!shows_something(root))
        return false;
    if (title.len) {                    /* was no drawing element: put back as the schema wants it */
        struct node *n = node_other(mem, SPACE_SVG, "title", root->offset);
        node_append(n, node_text(mem, title, root->offset));
        node_prepend(root, n);
    }
    return true;
}

struct node *
svg_read(struct arena *mem, struct str bytes)
{
    struct xml_problem problem;
    struct node *root = bytes.len > LARGEST ? NULL : xml_parse(mem, bytes, &problem);

    return root && root->tag == TAG_SVG && svg_clean_tree(mem, root) ? root : NULL;
}

bool
svg_clean(struct arena *mem, struct str bytes, struct str *clean)
{
    const struct node *root = svg_read(mem, bytes);
    struct buf out;

    if (!root)
        return false;
    buf_init(&out);
    svg_write(&out, root);
    *clean = buf_take(&out, mem);
    buf_release(&out);
    return true;
}

/* ---- what is known about it ------------------------------------------------------------------------------------------ */

struct str
svg_title(struct arena *mem, const struct node *root)
{
    struct str label = str_trim(node_attr(root, "aria-label"));

    if (label.len)
        return label;
    for (const struct node *n = root->first; n; n = n->next)
        if (node_is_element(n) && strcmp(n->name, "title") == 0)
            return node_text_of(mem, n, true);
    return STR_NONE;
}

struct str
svg_picture(const struct node *root)
{
    for (const struct node *n = root->first; n; n = node_next(n, root))
        if (node_is_element(n) && n->space == SPACE_SVG && strcmp(n->name, "image") == 0)
            return str_trim(node_has_attr(n, "xlink:href") ? node_attr(n, "xlink:href") : node_attr(n, "href"));
    return STR_NONE;
}

/* The whole part of the next number of REST; -1 if there is none, or it is below zero. */
static long
next_number(struct str *rest)
{
    size_t i = 0;
    unsigned long n = 0;
    struct str digits;

    while (rest->len && (char_is_blank(rest->at[0]) || rest->at[0] == ','))
        *rest = str_from(*rest, 1);
    while (i < rest->len && char_is_digit(rest->at[i]))
        i++;
    digits = str_sub(*rest, 0, i);
    while (i < rest->len && !char_is_blank(rest->at[i]) && rest->at[i] != ',')
        i++;
    *rest = str_from(*rest, i);
    return digits.len && str_uint(digits, 100000, &n) ? (long)n : -1;
}

void
svg_size(const struct node *root, uint32_t *width, uint32_t *height)
{
    *width = image_css_pixels(node_attr(root, "width"));
    *height = image_css_pixels(node_attr(root, "height"));
    if (!*width || !*height) {
        struct str box = node_attr(root, "viewBox");
        long sides[4];
        for (int i = 0; i < 4; i++)
            sides[i] = next_number(&box);
        *width = sides[2] > 0 && sides[3] > 0 ? (uint32_t)sides[2] : 0;
        *height = sides[2] > 0 && sides[3] > 0 ? (uint32_t)sides[3] : 0;
    }
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static void
open_element(struct buf *out, const struct node *n, const struct node *root)
{
    buf_addf(out, "<%s", n->name);
    if (n == root) {
        xml_attr(out, "xmlns", STR("http://www.w3.org/2000/svg"));
        xml_attr(out, "xmlns:xlink", STR("http://www.w3.org/1999/xlink"));
    }
    for (const struct attr *a = n->attrs; a; a = a->next)
        xml_attr(out, a->name, a->value);
    buf_adds(out, n->first ? ">" : "/>");
}

void
svg_write(struct buf *out, const struct node *root)
{
    const struct node *n = root;

    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    for (;;) {
        if (n->tag == TAG_TEXT)
            xml_text(out, n->text);
        else
            open_element(out, n, root);
        if (n->first) {
            n = n->first;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            buf_addf(out, "</%s>", n->name);
        }
        if (n == root)
            break;
        n = n->next;
    }
    buf_addc(out, '\n');
}
