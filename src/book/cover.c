/* cover: the picture on the front of a book, given or drawn. SPDX-License-Identifier: MIT
 *
 * Its name and type are known when the book is planned; what takes time, fitting or drawing it, is done beside the pages. What a
 * drawn one shows comes from the bundle and its period and not from the articles, so that it stays when articles come and go; only
 * designs with titles or pictures are others. */
#include "book/book.h"

#include "base/design.h"
#include "base/file.h"
#include "base/image_strip.h"
#include "base/image_tool.h"
#include "base/url.h"
#include "base/version.h"
#include "base/words.h"
#include "book/cover_pictures.h"
#include "book/label.h"
#include "book/package.h"
#include "wrap/text.h"

#include <errno.h>
#include <string.h>

enum { MOST_TITLES = 40 };
enum { WIDTH = 1200, HEIGHT = 1600 };           /* that a given drawing fills (EPUB-RULES 6.4) */

struct cover_job {
    bool is_drawn, has_pictures;
    struct image_recipe recipe; /* of a given picture */
    cover_svg_fn *rasterize;    /* it is an SVG, and this makes a picture of it */
    struct image_drawing drawing;
};

/* ---- a given picture -------------------------------------------------------------------------------------------------- */

static struct image_limits
limits_of(const struct plan *plan)
{
    struct image_limits limits = image_limits_of(plan->book->device, &plan->book->look.images);

    limits.keep_gif = limits.keep_svg = limits.keep_animation = limits.keep_alpha = false;     /* EPUB-RULES 6.4 */
    return limits;
}

static struct image_recipe
recipe_for(const struct plan *plan, const struct image_info *info, struct str bytes)
{
    struct image_limits limits = limits_of(plan);
    bool is_svg = info->type == IMAGE_SVG, may_stay = image_is_core(info->type) && !is_svg && info->type != IMAGE_GIF;
    struct image_recipe recipe;

    limits.max_width = is_svg && limits.max_width > WIDTH ? WIDTH : limits.max_width;
    limits.max_height = is_svg && limits.max_height > HEIGHT ? HEIGHT : limits.max_height;
    recipe = image_fit(info, bytes.len, &limits);
    if (recipe.action == IMAGE_CONVERT && !image_tool_is_there(plan->images) && may_stay)
        recipe.action = IMAGE_KEEP;
    return recipe;
}

static struct asset *
asset_of(struct plan *plan, const char *path, struct str bytes, struct image_info info, cover_svg_fn *rasterize)
{
    struct image_recipe recipe = recipe_for(plan, &info, bytes);
    struct asset *cover = ARENA_NEW(&plan->mem, struct asset);
    struct digest source = digest_of(bytes);
    struct buf key;

    *cover = (struct asset){ .path = path, .digest = source, .type = recipe.type, .size = bytes.len, .crc = deflate_crc(bytes),
        .width = info.width, .height = info.height };
    if (recipe.action == IMAGE_KEEP)
        cover->type = info.type;
    cover->href = arena_printf(&plan->mem, "images/cover.%s", image_extension(cover->type));
    if (recipe.action == IMAGE_KEEP)
        return cover;
    buf_init(&key);
    buf_add(&key, (struct str){ (const char *)source.at, sizeof source.at });
    image_recipe_describe(&recipe, &key);
    cover->digest = digest_of(buf_str(&key));
    buf_release(&key);
    plan->cover_job = ARENA_NEW(&plan->mem, struct cover_job);
    plan->cover_job->recipe = recipe;
    plan->cover_job->rasterize = info.type == IMAGE_SVG ? rasterize : NULL;
    return cover;
}

/* The bytes are not kept: they are read again, and compared, when the book is written. */
static struct asset *
plan_given(struct plan *plan, const char *path, cover_svg_fn *rasterize, struct diag *diag)
{
    struct asset *cover = NULL;
    struct arena scratch;
    struct image_info info;
    struct str bytes;

    arena_init(&scratch);
    if (file_read(&scratch, path, &bytes) < 0) {
        diag_add(diag, DIAG_IMAGE_MISSING, path, 0, 0, "the cover cannot be read: %s", strerror(errno));
    } else {
        info = image_inspect(bytes);
        if (info.damaged || info.type == IMAGE_UNKNOWN)
            diag_add(diag, DIAG_IMAGE_TYPE, path, 0, 0, "the cover is %s", info.damaged ? "damaged"
                : "no picture that is known here");
        else
            cover = asset_of(plan, path, bytes, info, rasterize);
    }
    arena_release(&scratch);
    return cover;
}

/* ---- a drawn one ------------------------------------------------------------------------------------------------------ */

/* Takes "(2/7)" off the title of a volume. */
static struct str
take_volume(struct str *title)
{
    ptrdiff_t at = str_rchr(*title, '(');
    struct str volume;

    if (at < 1 || !str_ends(*title, STR(")")))
        return STR_NONE;
    volume = str_sub(*title, (size_t)at + 1, title->len - 1);
    *title = str_trim(str_sub(*title, 0, (size_t)at));
    return volume;
}

/* Takes the name of the period off the end of the title, with what joins them: it has a place of its own. */
static struct str
take_period(struct str *title, struct str period)
{
    struct str left;

    if (!period.len || !str_ends(*title, period))
        return str_find(*title, period, 0) >= 0 ? STR_NONE : period;
    left = str_trim(str_sub(*title, 0, title->len - period.len));
    while (left.len && strchr(",:;-|/", left.at[left.len - 1]))
        left = str_trim(str_sub(left, 0, left.len - 1));
    for (size_t i = 0; i < 2; i++) {
        struct str dash = i ? STR("\u2014") : STR("\u2013");
        if (str_ends(left, dash))
            left = str_trim(str_sub(left, 0, left.len - dash.len));
    }
    if (!left.len)
        return STR_NONE;
    *title = left;
    return period;
}

/* What stands for the period where it is drawn as large as the page. */
static struct str
sign_of(struct arena *mem, const struct book *b)
{
    int year;

    switch (b->bundle->every) {
    case EVERY_MONTH: return arena_printf(mem, "%02d", b->from.month);
    case EVERY_WEEK: return arena_printf(mem, "%02d", date_week(b->from, &year));
    case EVERY_QUARTER: return arena_printf(mem, "Q%d", (b->from.month + 2) / 3);
    case EVERY_YEAR: return arena_printf(mem, "%d", b->from.year);
    default: return STR_NONE;
    }
}

/* Books of a series follow each other in colour. */
static uint64_t
seed_of(const struct book *b)
{
    struct str family = b->collection.len ? b->collection : b->title;
    uint64_t seed = map_hash(family);

    switch (b->bundle->every) {
    case EVERY_NONE: return seed;
    case EVERY_MONTH: case EVERY_QUARTER: return seed + (uint64_t)(b->from.year * 12 + b->from.month);
    case EVERY_WEEK: case EVERY_YEAR: return seed + (uint64_t)(b->from.year * 53 + b->from.month * 5 + b->from.day / 7);
    default: return seed + map_hash(b->key);
    }
}

static struct str
titles_of(struct plan *plan)
{
    struct str titles;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < plan->npages && i < MOST_TITLES; i++) {
        buf_add(&out, label_line(&plan->mem, plan->pages[i].article->title));
        buf_addc(&out, '\n');
    }
    titles = arena_str(&plan->mem, buf_str(&out));
    buf_release(&out);
    return titles;
}

static struct image_drawing
drawing_of(struct plan *plan, const struct design *design)
{
    const struct book *b = plan->book;
    const struct config *config = plan->catalog->config;
    struct image_drawing d = { .design = design->name, .title = book_title(&plan->mem, b), .language = book_language(b),
        .kicker = label_line(&plan->mem, b->publisher), .foot = label_line(&plan->mem, b->editor), .sign = sign_of(&plan->mem, b),
        .seed = seed_of(b), .is_grey = limits_of(plan).grey != IMAGE_COLOR };
    struct str volume = b->nvolumes > 1 ? take_volume(&d.title) : STR_NONE;

    d.is_rtl = word_is_rtl(d.language);
    d.period = take_period(&d.title, label_line(&plan->mem, b->key_text));
    if (volume.len)
        d.period = d.period.len ? arena_printf(&plan->mem, "%.*s \u00B7 %.*s", STR_ARG(d.period), STR_ARG(volume)) : volume;
    if (!d.foot.len && config)
        d.foot = url_host_name(config->site);
    if (design->shows == DESIGN_TITLES)
        d.titles = titles_of(plan);
    return d;
}

static struct asset *
plan_drawn(struct plan *plan, const struct design *design)
{
    struct asset *cover = ARENA_NEW(&plan->mem, struct asset);

    plan->cover_job = ARENA_NEW(&plan->mem, struct cover_job);
    plan->cover_job->is_drawn = true;
    plan->cover_job->has_pictures = design->shows == DESIGN_PICTURES;
    plan->cover_job->drawing = drawing_of(plan, design);
    *cover = (struct asset){ .href = STR("images/cover.jpg"), .path = "", .type = IMAGE_JPEG };
    return cover;
}

/* ---- both ------------------------------------------------------------------------------------------------------------- */

void
cover_plan(struct plan *plan, struct image_tool *images, cover_svg_fn *rasterize, struct diag *diag)
{
    const struct design *design = plan->book->design;

    plan->images = images;
    if (plan->book->cover)
        plan->cover = plan_given(plan, plan->book->cover, rasterize, diag);
    if (plan->cover || !design)
        return;
    if (image_tool_draws_covers(images))
        plan->cover = plan_drawn(plan, design);
    else
        diag_add(diag, DIAG_COVER_MISSING, plan->book->output, 0, 0, "no cover is drawn: sheaf-cover is not there");
}

enum cover_time
cover_time(const struct plan *plan)
{
    if (!plan->cover || !plan->cover_job)
        return COVER_IS_THERE;
    return plan->cover_job->has_pictures ? COVER_AFTER_PAGES : COVER_BESIDE_PAGES;
}

/* Pictures have the names of what they were made of. */
static struct digest
digest_of_drawing(const struct cover_job *job, const struct cover_pictures *pictures)
{
    struct digest digest;
    struct buf key;

    buf_init(&key);
    buf_adds(&key, VERSION);
    image_drawing_describe(&job->drawing, &key);
    for (size_t i = 0; i < pictures->n; i++)
        buf_add(&key, pictures->of[i]->href);
    digest = digest_of(buf_str(&key));
    buf_release(&key);
    return digest;
}

static bool
draw(const struct plan *plan, const struct package_memory *memory, struct cover_pictures pictures, struct arena *mem,
    struct str *made, struct str *unknown, const char **what)
{
    struct image_drawing drawing = plan->cover_job->drawing;
    struct asset *a = plan->cover;
    struct str tiles[MOSAIC_MOST];

    drawing.tiles = tiles;
    drawing.ntiles = cover_pictures_cut(plan, memory, pictures, mem, tiles);
    return image_tool_draw(plan->images, mem, &drawing, made, &a->width, &a->height, unknown, what);
}

static bool
fit(const struct plan *plan, struct arena *mem, struct str *made, const char **lost, const char **what)
{
    const struct cover_job *job = plan->cover_job;
    struct asset *a = plan->cover;
    struct str bytes;
    struct buf out;

    if (file_read(mem, a->path, &bytes) < 0) {
        *what = strerror(errno);
        return false;
    }
    if (job->rasterize) {
        *what = job->rasterize(plan->images, mem, bytes, &job->recipe, HEIGHT, made, &a->width, &a->height, lost);
        return !*what;
    }
    if (job->recipe.action == IMAGE_CONVERT)
        return image_tool_convert(plan->images, mem, bytes, &job->recipe, made, &a->width, &a->height, what);
    buf_init(&out);
    image_strip(&out, a->type, bytes);
    *made = buf_take(&out, mem);
    buf_release(&out);
    return true;
}

/* Letters without a font, and what a drawing lost. */
static void
tell(const struct plan *plan, struct arena *mem, struct str unknown, const char *lost, struct diag *diag)
{
    if (unknown.len)
        diag_add(diag, DIAG_COVER_FONT, plan->book->output, 0, 0, "no font of this machine has these letters of the cover: "
            "%.*s (%.*s)", STR_ARG(unknown), STR_ARG(text_scripts(mem, unknown)));
    if (lost)
        diag_add(diag, DIAG_IMAGE_DRAWING, plan->cover->path, 0, 0, "the cover %s", lost);
}

/* One that lacks something is not taken again as it is: it is made anew, and told again. It is known by what was made. */
static void
put(struct plan *plan, const struct package_memory *memory, struct str name, struct str made, bool lacks)
{
    struct asset *a = plan->cover;

    a->size = made.len;
    if (lacks) {
        a->digest = digest_of(made);
        if (memory && memory->find(memory->context, name, &a->digest, &a->held))
            return;
    }
    a->held = deflate_store(made);
    a->crc = a->held.crc;
}

void
cover_make(struct plan *plan, const struct package_memory *memory, struct diag *diag)
{
    struct asset *a = plan->cover;
    struct str name = arena_printf(&plan->mem, "EPUB/%.*s", STR_ARG(a->href)), made, unknown = STR_NONE;
    const struct cover_job *job = plan->cover_job;
    struct cover_pictures pictures = { .n = 0 };
    const char *what = "", *lost = NULL;
    struct arena scratch;

    if (job->has_pictures)
        pictures = cover_pictures_choose(plan);
    if (job->is_drawn)
        a->digest = digest_of_drawing(job, &pictures);
    if (memory && memory->find(memory->context, name, &a->digest, &a->held)) {
        a->size = a->held.original;
        return;
    }
    arena_init(&scratch);
    if (job->is_drawn ? draw(plan, memory, pictures, &scratch, &made, &unknown, &what)
        : fit(plan, &scratch, &made, &lost, &what)) {
        put(plan, memory, name, made, unknown.len > 0 || lost);
        tell(plan, &scratch, unknown, lost, diag);
    } else {
        diag_add(diag, DIAG_COVER_MISSING, plan->book->cover && !job->is_drawn ? plan->book->cover : plan->book->output,
            0, 0, "the cover %s", what);
        plan->cover = NULL;
    }
    arena_release(&scratch);
}
