/* images: pictures become files of the book, or their alternative text. SPDX-License-Identifier: MIT
 *
 * The name of a file comes from its content, so one picture is in a book once, however often and wherever it is shown, and a
 * changed one gets a new name. Nothing is decoded here: type and size come from the first bytes. Drawings (SVG) are cleaned and
 * kept in memory; all others are read again when the book is written. */
#include "html/clean.h"
#include "html/made.h"
#include "html/page.h"
#include "html/passes.h"
#include "html/picture.h"
#include "html/svg.h"
#include "html/target.h"

#include "base/base64.h"
#include "base/file.h"
#include "base/image_fit.h"
#include "base/image_strip.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/words.h"

#include <string.h>

enum { SHOWN = 120 };

/* How it went with a picture; of several addresses the last in this order is told. A spacer is a single pixel: it holds a place
 * for a picture that a script loads, or for nothing, unless it is described. */
enum outcome { SPACER, MISSING, REMOTE, OUTSIDE, BROKEN, PLACED };

struct loading {                /* all pictures of one page */
    struct rendering *r;
    struct page *page;
    struct map by_path;         /* path to index + 1 in page->assets */
    struct map by_href;
    bool has_alt;               /* the picture in question is described: then it is no spacer */
    bool spacer;                /* the last picture was one */
    struct image_info broken;   /* the last picture that no book can hold */
    const char *problem;        /* with it, where one is known */
    bool cut_off;               /* the last picture lacks its end */
};

/* ---- assets ---------------------------------------------------------------------------------------------------------- */

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

struct making { struct loading *l; const struct image_recipe *recipe; struct str bytes; struct arena *scratch; };

static const char *
make(void *context, struct str *made, uint32_t *width, uint32_t *height)
{
    const struct making *m = context;
    const char *problem = NULL;
    struct buf out;

    if (m->recipe->action == IMAGE_CONVERT) {
        image_tool_convert(m->l->r->plan->images, m->scratch, m->bytes, m->recipe, made, width, height, &problem);
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
add_made(struct loading *l, struct asset a, const struct image_recipe *recipe, struct str bytes, struct arena *scratch)
{
    struct arena *mem = &l->page->mem;
    struct making making = { l, recipe, bytes, scratch };
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
    made = made_get(l->r->plan->made, digest_hex(scratch, &name, 32), a.width, a.height, make, &making);
    if (made->problem) {
        l->problem = made->problem;
        return 0;
    }
    a.held = made->data;
    a.size = a.held.len;
    a.crc = a.held.crc;
    a.digest = made->digest;
    a.width = made->width;
    a.height = made->height;
    a.animated = false;
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
    if (info.damaged || l->spacer || info.type == IMAGE_UNKNOWN)
        return 0;
    if (info.type == IMAGE_SVG) {
        l->broken.damaged = !svg_clean(scratch, bytes, &bytes);
        return l->broken.damaged ? 0 : add_asset(l, a, bytes, true);
    }
    recipe = recipe_for(l, &info, bytes);
    if (recipe.action == IMAGE_KEEP)
        return add_asset(l, a, bytes, path[0] == '\0');
    if (recipe.action == IMAGE_CONVERT && !image_tool_is_there(l->r->plan->images)) {
        l->problem = "must be converted, and sheaf-image is not there";
        return 0;
    }
    return add_made(l, a, &recipe, bytes, scratch);
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

static size_t
load_file(struct loading *l, const char *path)
{
    size_t index = map_index(&l->by_path, str_of(path));
    struct arena scratch;
    struct str bytes;

    l->spacer = l->cut_off = false;
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
static size_t
load_data(struct loading *l, struct str address)
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

/* ---- what stands for a picture that cannot be had --------------------------------------------------------------------- */

static bool
is_in_link(const struct node *n, const struct node *root)
{
    return node_ancestor(n, TAG_A, root) != NULL;
}

/* "[Image: its alternative text]", a link if it is on the web. */
static void
put_text(struct rendering *r, struct node *img, struct str address)
{
    const char *word = word_get(WORD_IMAGE, r->page->language);
    struct str alt = str_trim(node_attr(img, "alt"));
    struct node *n;

    alt = alt.len ? arena_printf(r->scratch, "[%s: %.*s]", word, STR_ARG(alt)) : arena_printf(r->scratch, "[%s]", word);
    n = node_text(r->scratch, alt, img->offset);
    node_replace(img, n);
    if (address.len && !is_in_link(n, r->root))
        node_set_attr(r->scratch, node_wrap(r->scratch, n, TAG_A), "href", address);
    if (n->parent->tag == TAG_FIGURE)
        node_wrap(r->scratch, n, TAG_P);
    else if (n->parent->tag == TAG_A && n->parent->parent->tag == TAG_FIGURE)
        node_wrap(r->scratch, n->parent, TAG_P);
}

/* The caption of a figure without its picture is a paragraph. */
static void
drop_silently(struct node *img)
{
    struct node *figure = img->parent, *caption;

    node_unlink(img);
    if (figure->tag != TAG_FIGURE || node_find(figure, TAG_IMG))
        return;
    caption = node_find(figure, TAG_FIGCAPTION);
    if (caption && caption->parent == figure) {
        node_rename(caption, TAG_P);
        node_unwrap(figure);
    }
}

static struct str
shown(struct str address)
{
    return str_sub(address, 0, utf8_floor(address, address.len < SHOWN ? address.len : SHOWN));
}

/* What is wrong with a picture that was found. */
static void
warn_broken(struct loading *l, const struct node *img, struct str address)
{
    enum image_type type = l->broken.type;

    if (type == IMAGE_UNKNOWN)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "'%.*s' is no picture that is known here", STR_ARG(address));
    else if (l->problem)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' %s", STR_ARG(address), l->problem);
    else if (l->broken.damaged)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' is damaged", STR_ARG(address));
    else
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' is of a type that books cannot hold (%s)", STR_ARG(address),
            image_media_type(type));
}

static void
warn(struct loading *l, const struct node *img, enum outcome outcome, struct str address)
{
    struct rendering *r = l->r;

    address = shown(address);
    switch (outcome) {
    case REMOTE:
        rendering_warn(r, DIAG_IMAGE_REMOTE, img, "image '%.*s' is on the web", STR_ARG(address));
        break;
    case OUTSIDE:
        rendering_warn(r, DIAG_IMAGE_OUTSIDE, img, "image '%.*s' lies outside the archive", STR_ARG(address));
        break;
    case BROKEN:
        warn_broken(l, img, address);
        break;
    default:
        rendering_warn(r, DIAG_IMAGE_MISSING, img, "image '%.*s' was not found", STR_ARG(address));
        break;
    }
}

/* ---- pictures in the page --------------------------------------------------------------------------------------------- */

static void
set_source(struct loading *l, struct node *img, size_t index)
{
    const struct asset *a = &l->page->assets[index - 1];
    struct arena *mem = l->r->scratch;

    node_set_attr(mem, img, "src", path_relative(mem, path_folder(l->page->href), a->href));
    node_drop_attr(img, "x-sources");
    node_drop_attr(img, "x-optional");
    if (node_has_attr(img, "width") || !a->width || !a->height)
        return;
    node_set_attr(mem, img, "width", arena_printf(mem, "%u", (unsigned)a->width));
    node_set_attr(mem, img, "height", arena_printf(mem, "%u", (unsigned)a->height));
}

/* A paragraph that is only a picture with a title: the title is its caption. */
static void
make_figure(struct loading *l, struct node *img)
{
    struct arena *mem = l->r->scratch;
    struct str title = str_trim(node_attr(img, "title"));
    struct node *top = img->parent->tag == TAG_A ? img->parent : img, *p = top->parent, *caption;

    if (!title.len || p->tag != TAG_P)
        return;
    for (const struct node *c = p->first; c; c = c->next)
        if (c != top && !node_is_blank_text(c))
            return;
    if (top != img && (top->first != img || top->last != img))
        return;
    for (struct node *c = p->parent; c != l->r->root; c = c->parent)
        if (c->tag == TAG_FIGURE || c->tag == TAG_FIGCAPTION)
            return;
    node_rename(p, TAG_FIGURE);
    node_drop_attr(p, "class");
    node_drop_attr(p, "role");
    caption = node_element(mem, TAG_FIGCAPTION, img->offset);
    node_append(caption, node_text(mem, title, img->offset));
    node_append(p, caption);
    node_drop_attr(img, "title");
}

/* What became of one address; with PLACED the asset in INDEX. WEB is set if it is on the web. */
static enum outcome
try_address(struct loading *l, struct str address, size_t *index, struct str *web)
{
    struct picture p = picture_find(l->r, address);

    switch (p.status) {
    case PICTURE_FOUND:
        *index = load_file(l, p.path);
        return *index ? PLACED : l->spacer ? SPACER : BROKEN;
    case PICTURE_DATA:
        *index = load_data(l, p.address);
        return *index ? PLACED : l->spacer ? SPACER : BROKEN;
    case PICTURE_REMOTE:
        *web = p.address;
        return REMOTE;
    case PICTURE_OUTSIDE:
        return OUTSIDE;
    case PICTURE_MISSING:
        break;
    }
    return MISSING;
}

/* The file at INDEX of the page, and what is to be said of it. */
static void
put_picture(struct loading *l, struct node *img, size_t index, struct str address)
{
    if (l->cut_off)
        rendering_warn(l->r, DIAG_IMAGE_DAMAGED, img, "image '%.*s' is cut off: what is there of it is shown",
            STR_ARG(shown(address)));
    set_source(l, img, index);
    alternative_judge(l->r, img, address);
    make_figure(l, img);
}

/* The article's own picture, when all others are there: not twice. */
static void
place_lead(struct loading *l, struct node *img)
{
    struct str address = node_attr(img, "src"), web = STR_NONE;
    bool is_said = str_eqc(node_attr(img, "x-lead"), "said");
    size_t n = l->page->nassets, index = 0;
    enum outcome outcome;

    l->has_alt = !str_is_blank(node_attr(img, "alt"));
    outcome = try_address(l, address, &index, &web);
    node_drop_attr(img, "x-lead");
    if (outcome == PLACED && index > n) {
        put_picture(l, img, index, address);
        return;
    }
    if (is_said && outcome > SPACER && outcome < PLACED)
        warn(l, img, outcome, address);
    node_unlink(img->parent);
}

static void
place_img(struct loading *l, struct node *img)
{
    struct str rest = node_attr(img, "x-sources"), address, told = node_attr(img, "src"), web = STR_NONE;
    enum outcome worst = SPACER;
    size_t index = 0;

    l->has_alt = !str_is_blank(node_attr(img, "alt"));
    rest = rest.len ? rest : told;
    while (worst != PLACED && str_cut(&rest, '\n', &address)) {
        enum outcome outcome = try_address(l, address, &index, &web);
        if (outcome <= worst)
            continue;
        worst = outcome;
        told = address;
    }
    if (worst == PLACED) {
        put_picture(l, img, index, told);
        return;
    }
    if (worst == SPACER || node_has_attr(img, "x-optional")) {
        drop_silently(img);
        return;
    }
    warn(l, img, worst, told);
    if (!web.len)
        web = target_web_of(l->r, told);
    put_text(l->r, img, web);
}

/* A drawing in the page becomes a file like any other. */
static void
place_svg(struct loading *l, struct node *svg)
{
    struct arena *mem = l->r->scratch;
    struct asset a = { .path = "", .type = IMAGE_SVG };
    struct node *img = node_element(mem, TAG_IMG, svg->offset);
    struct str title = svg_title(mem, svg);
    struct buf bytes;

    buf_init(&bytes);
    svg_write(&bytes, svg);
    svg_size(svg, &a.width, &a.height);
    node_replace(svg, img);
    if (title.len)
        node_set_attr(mem, img, "alt", title);
    set_source(l, img, add_asset(l, a, buf_str(&bytes), true));
    alternative_judge(l->r, img, STR(""));
    buf_release(&bytes);
}

void
pass_images(struct rendering *r)
{
    struct loading l = { .r = r, .page = r->page };
    struct node *next, *lead = NULL;

    map_init(&l.by_path);
    map_init(&l.by_href);
    for (struct node *n = r->root->first; n; n = next) {
        next = n->tag == TAG_SVG ? node_next_skip(n, r->root) : node_next(n, r->root);
        if (n->tag == TAG_IMG && node_has_attr(n, "x-lead"))
            lead = n;
        else if (n->tag == TAG_IMG)
            place_img(&l, n);
        else if (n->tag == TAG_SVG)
            place_svg(&l, n);
    }
    if (lead)
        place_lead(&l, lead);
    map_release(&l.by_path);
    map_release(&l.by_href);
}
