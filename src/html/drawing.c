/* drawing: SVG that becomes a picture, for devices that do not show drawings well. SPDX-License-Identifier: MIT */
#include "html/drawing.h"

#include "base/base64.h"
#include "base/buf.h"
#include "html/svg.h"

#include <string.h>

/* ---- pictures in drawings --------------------------------------------------------------------------------------------- */

static bool
is_element(const struct node *n, const char *name)
{
    return node_is_element(n) && n->space == SPACE_SVG && strcmp(n->name, name) == 0;
}

/* ADDRESS, "data:image/png;base64,…", as that of a PNG that sheaf-image wrote. */
static const char *
convert(struct image_tool *tool, struct arena *mem, struct str *address, const struct image_recipe *recipe)
{
    struct image_recipe inner = *recipe;
    struct str bytes, made;
    uint32_t width, height;
    const char *what;
    struct buf out;

    inner.action = IMAGE_CONVERT;
    inner.type = IMAGE_PNG;
    inner.grey = IMAGE_COLOR;
    inner.flatten = false;
    if (!base64_decode(mem, str_from(*address, (size_t)str_chr(*address, ',', 0) + 1), &bytes))
        return "is damaged";
    if (!image_tool_convert(tool, mem, bytes, &inner, &made, &width, &height, &what))
        return what;
    buf_init(&out);
    buf_adds(&out, "data:image/png;base64,");
    base64_encode(&out, made);
    *address = buf_take(&out, mem);
    buf_release(&out);
    return NULL;
}

static void
convert_pictures(struct image_tool *tool, struct arena *mem, struct node *root, const struct image_recipe *recipe,
    const char **lost)
{
    struct node *next;

    for (struct node *n = root->first; n; n = next) {
        struct str address = node_attr(n, "xlink:href");
        const char *problem;
        next = node_next(n, root);
        if (!is_element(n, "image"))
            continue;
        problem = convert(tool, mem, &address, recipe);
        if (!problem) {
            node_set_attr(mem, n, "xlink:href", address);
            continue;
        }
        if (!*lost)
            *lost = arena_printf(mem, "is drawn without a picture in it that %s", problem).at;
        next = node_next_skip(n, root);
        node_unlink(n);
    }
}

/* ---- the drawing ------------------------------------------------------------------------------------------------------ */

/* All that is written in it. */
static struct str
text_of(struct arena *mem, const struct node *root)
{
    struct str text;
    struct buf out;

    buf_init(&out);
    for (const struct node *n = root->first; n;) {
        bool is_text = is_element(n, "text");
        if (is_text) {
            buf_add(&out, node_text_of(mem, n, true));
            buf_addc(&out, '\n');
        }
        n = is_text ? node_next_skip(n, root) : node_next(n, root);
    }
    text = buf_take(&out, mem);
    buf_release(&out);
    return text;
}

/* The pixels that it is drawn in stand in it as its width and height. Where neither those nor a viewBox say how large it is, it is
 * as large as what it shows. */
static void
set_size(struct arena *mem, struct node *root, const struct image_recipe *recipe, uint32_t least)
{
    uint32_t width, height, w, h;

    svg_size(root, &width, &height);
    if (width == 0 || height == 0)
        return;
    if (!node_has_attr(root, "viewBox"))
        node_set_attr(mem, root, "viewBox", arena_printf(mem, "0 0 %u %u", (unsigned)width, (unsigned)height));
    w = width;
    h = height;
    image_fit_drawing(&w, &h, least, recipe);
    node_set_attr(mem, root, "width", arena_printf(mem, "%u", (unsigned)w));
    node_set_attr(mem, root, "height", arena_printf(mem, "%u", (unsigned)h));
}

const char *
drawing_make(struct image_tool *tool, struct arena *mem, struct node *root, const struct image_recipe *recipe, uint32_t least,
    struct str *made, uint32_t *width, uint32_t *height, const char **lost)
{
    struct str text = text_of(mem, root), unknown = STR_NONE;
    const char *what = NULL;
    struct buf out;
    bool is_made;

    *lost = NULL;
    convert_pictures(tool, mem, root, recipe, lost);
    svg_to_pixels(mem, root);
    set_size(mem, root, recipe, least);
    buf_init(&out);
    svg_write(&out, root);
    is_made = image_tool_rasterize(tool, mem, buf_str(&out), text, recipe, made, width, height, &unknown, &what);
    buf_release(&out);
    if (unknown.len && !*lost)
        *lost = arena_printf(mem, "has letters that no font of this machine has: %.*s", STR_ARG(unknown)).at;
    return is_made ? NULL : what;
}

const char *
drawing_make_file(struct image_tool *tool, struct arena *mem, struct str bytes, const struct image_recipe *recipe, uint32_t least,
    struct str *made, uint32_t *width, uint32_t *height, const char **lost)
{
    struct node *root = svg_read(mem, bytes);

    *lost = NULL;
    return root ? drawing_make(tool, mem, root, recipe, least, made, width, height, lost) : "is damaged, or shows nothing";
}
