/* loading: pictures to files of the book. SPDX-License-Identifier: MIT
 *
 * The name of a file comes from its content, so one picture is in a book once, however often and wherever it is shown, and a
 * changed one gets a new name. Nothing is decoded here: type and size come from the first bytes. Drawings (SVG) are cleaned and
 * kept in memory; all others are read again when the book is written. */
#include "html/loading.h"

#include "base/base64.h"
#include "base/file.h"
#include "base/image_fit.h"
#include "base/image_strip.h"
#include "base/image_tool.h"
#include "base/url.h"
#include "html/drawing.h"
#include "html/made.h"
#include "html/svg.h"

#include <string.h>

void
loading_init(struct loading *l, struct rendering *r)
{
    *l = (struct loading){ .r = r, .page = r->page };
    map_init(&l->by_path);
    map_init(&l->by_href);
}

void
loading_release(struct loading *l)
{
    map_release(&l->by_path);
    map_release(&l->by_href);
}

/* ---- files of the book ------------------------------------------------------------------------------------------------ */

static size_t
map_index(const struct map *map, struct str key)
{
    return (size_t)(uintptr_t)map_find(map, key);
}

static void
map_remember(struct map *map, struct str key, size_t index)
{
    *map_slot(map, key) = (void *)(uintptr_t)index;
}

/* The index + 1 of the asset with A's content, which is added if it is new. BYTES are what goes into the book; with KEEP they
 * live only as long as scratch memory and are copied. */
static size_t
add_asset(struct loading *l, struct asset a, struct str bytes, bool keep)
{
    struct arena *mem = &l->page->mem;
    struct str name;
    size_t index;

    a.digest = digest_of(bytes);
    name = digest_hex(mem, &a.digest, 8);
    a.href = arena_printf(mem, "images/%.*s.%s", STR_ARG(name), image_extension(a.type));
    index = map_index(&l->by_href, a.href);
    if (index)
        return index;
    a.bytes = keep ? arena_str(mem, bytes) : STR_NONE;
    a.path = arena_cstr(mem, str_of(a.path));
    a.size = bytes.len;
    a.crc = deflate_crc(bytes);
    *ARENA_PUSH(mem, l->page->assets, l->page->nassets) = a;
    map_remember(&l->by_href, a.href, l->page->nassets);
    return l->page->nassets;
}

struct making {
    struct image_tool *tool;
    const struct image_recipe *recipe;
    struct str bytes;
    struct node *drawing;       /* what BYTES are, if they are an SVG */
    struct arena *scratch;
};

static const char *
make(void *context, struct str *made, uint32_t *width, uint32_t *height, const char **lost)
{
    enum { LEAST = 1000 };      /* of a drawing that fills the page's width */
    const struct making *m = context;
    const char *problem = NULL;
    struct buf out;

    if (m->drawing)
        return drawing_make(m->tool, m->scratch, m->drawing, m->recipe, *width ? 0 : LEAST, made, width, height, lost);
    if (m->recipe->action == IMAGE_CONVERT) {
        image_tool_convert(m->tool, m->scratch, m->bytes, m->recipe, made, width, height, &problem);
        return made->len > 0 ? NULL : problem;
    }
    buf_init(&out);
    image_strip(&out, m->recipe->type, m->bytes);
    *made = buf_take(&out, m->scratch);
    buf_release(&out);
    return NULL;
}

/* A picture that is not put into the book as it is. It is named by its source and what is done to it, so that none is decoded
 * for its name, nor twice. */
static size_t
add_made(struct loading *l, struct asset a, const struct image_recipe *recipe, struct str bytes, struct node *drawing,
    struct arena *scratch)
{
    struct arena *mem = &l->page->mem;
    struct making making = { l->r->plan->images, recipe, bytes, drawing, scratch };
    struct digest source = digest_of(bytes), name;
    const struct made *made;
    struct buf key;
    size_t index;

    buf_init(&key);
    buf_add(&key, digest_hex(scratch, &source, 32));
    buf_addc(&key, ' ');
    image_recipe_describe(recipe, &key);
    name = digest_of(buf_str(&key));
    buf_release(&key);
    a.type = recipe->type;
    a.href = arena_printf(mem, "images/%.*s.%s", STR_ARG(digest_hex(scratch, &name, 8)), image_extension(a.type));
    index = map_index(&l->by_href, a.href);
    if (index)
        return index;
    if (!l->r->plan->made) {            /* the page is only looked at: a name is enough */
        a.digest = name;
        goto out;
    }
    made = made_get(l->r->plan->made, digest_hex(scratch, &name, 32),
        recipe->action == IMAGE_CONVERT ? a.href : STR_NONE, a.width, a.height, make, &making);
    if (made->problem) {
        l->problem = made->problem;
        return 0;
    }
    a.held = made->data;
    a.size = a.held.len;
    a.crc = a.held.crc;
    a.digest = made->digest;
    if (!drawing || !a.width || !a.height) {        /* a drawing is shown as large as it says */
        a.width = made->width;
        a.height = made->height;
    }
    a.animated = false;
    a.making = made->is_recalled ? ASSET_RECALLED : recipe->action == IMAGE_CONVERT ? ASSET_CONVERTED : ASSET_AS_IT_IS;
    l->lost = made->lost;
out:
    a.path = arena_cstr(mem, str_of(a.path));
    *ARENA_PUSH(mem, l->page->assets, l->page->nassets) = a;
    map_remember(&l->by_href, a.href, l->page->nassets);
    return l->page->nassets;
}

/* Without the program for it a picture that a book may hold stays as it is. */
static struct image_recipe
recipe_for(const struct loading *l, const struct image_info *info, struct str bytes)
{
    const struct plan *plan = l->r->plan;
    struct image_limits limits = image_limits_of(plan->book->device, &plan->book->look.images);
    struct image_recipe recipe = image_fit(info, bytes.len, &limits);

    if (recipe.action == IMAGE_CONVERT && !image_tool_is_there(plan->images) && image_is_core(info->type))
        recipe.action = IMAGE_KEEP;
    return recipe;
}

/* A cleaned drawing, for devices that show drawings badly as a picture; what cannot be made one stays a drawing. */
static size_t
asset_of_drawing(struct loading *l, struct asset a, struct node *root, struct arena *scratch)
{
    struct image_info info = { .type = IMAGE_SVG, .width = a.width, .height = a.height };
    struct image_recipe recipe;
    size_t index = 0;
    struct str bytes;
    struct buf out;

    buf_init(&out);
    svg_write(&out, root);
    bytes = buf_str(&out);
    recipe = recipe_for(l, &info, bytes);
    if (recipe.action == IMAGE_CONVERT)
        index = add_made(l, a, &recipe, bytes, root, scratch);
    if (l->problem)
        l->lost = arena_printf(&l->page->mem, "stays a drawing: it %s", l->problem).at;
    l->problem = NULL;
    if (!index)
        index = add_asset(l, a, bytes, true);
    buf_release(&out);
    return index;
}

/* The index + 1 of the asset for the file or data BYTES, or 0 if no book can hold it. SCRATCH ends with the picture. */
static size_t
asset_of_bytes(struct loading *l, const char *path, struct str bytes, struct arena *scratch)
{
    struct image_info info = image_inspect(bytes);
    struct asset a = { .path = path, .type = info.type, .width = info.width, .height = info.height,
        .animated = info.animated };
    struct image_recipe recipe;

    l->spacer = !l->has_alt && !info.damaged && info.type != IMAGE_SVG && info.width == 1 && info.height == 1;
    l->broken = info;
    l->problem = NULL;
    l->cut_off = info.cut_off;
    l->lost = NULL;
    if (info.damaged || l->spacer || info.type == IMAGE_UNKNOWN)
        return 0;
    if (info.type == IMAGE_SVG) {
        struct node *root = svg_read(scratch, bytes);
        l->broken.damaged = !root;
        return root ? asset_of_drawing(l, a, root, scratch) : 0;
    }
    recipe = recipe_for(l, &info, bytes);
    if (recipe.action == IMAGE_KEEP)
        return add_asset(l, a, bytes, path[0] == '\0');
    if (recipe.action == IMAGE_CONVERT && !image_tool_is_there(l->r->plan->images)) {
        l->problem = "must be converted, and sheaf-image is not there";
        return 0;
    }
    return add_made(l, a, &recipe, bytes, NULL, scratch);
}

/* Reads the file, and notes what it was when it was read. */
static bool
read_file(struct loading *l, const char *path, struct arena *scratch, struct str *bytes)
{
    struct picture_seen seen = { .path = path };
    struct file_info info;
    bool is_there;

    if (!l->r->plan->remembers)
        return file_read(scratch, path, bytes) == 0;
    is_there = file_stat(path, &info) == 0 && file_read(scratch, path, bytes) == 0;
    seen.path = arena_cstr(&l->page->mem, str_of(path));
    seen.stamp = info.stamp;
    if (is_there)
        seen.digest = digest_of(*bytes);
    *ARENA_PUSH(&l->page->mem, l->page->seen, l->page->nseen) = seen;
    return is_there;
}

size_t
loading_file(struct loading *l, const char *path)
{
    size_t index = map_index(&l->by_path, str_of(path));
    struct arena scratch;
    struct str bytes;

    l->spacer = l->cut_off = false;
    l->lost = NULL;
    if (index)
        return index;
    arena_init(&scratch);
    if (read_file(l, path, &scratch, &bytes))
        index = asset_of_bytes(l, path, bytes, &scratch);
    arena_release(&scratch);
    if (index)
        map_remember(&l->by_path, str_of(path), index);
    return index;
}

/* "data:image/png;base64,…" (RFC 2397). */
size_t
loading_data(struct loading *l, struct str address)
{
    ptrdiff_t comma = str_chr(address, ',', 0);
    struct str head = str_sub(address, 0, comma == STR_NPOS ? address.len : (size_t)comma);
    struct str bytes = str_from(address, comma == STR_NPOS ? address.len : (size_t)comma + 1);
    struct arena scratch;
    size_t index = 0;

    l->spacer = false;
    arena_init(&scratch);
    bytes = url_unescape(&scratch, bytes);
    if (!str_ends(head, STR(";base64")) || base64_decode(&scratch, bytes, &bytes))
        index = asset_of_bytes(l, "", bytes, &scratch);
    arena_release(&scratch);
    return index;
}

size_t
loading_drawing(struct loading *l, struct node *svg)
{
    struct asset a = { .path = "", .type = IMAGE_SVG };

    l->lost = l->problem = NULL;
    svg_size(svg, &a.width, &a.height);
    return asset_of_drawing(l, a, svg, l->r->scratch);
}
