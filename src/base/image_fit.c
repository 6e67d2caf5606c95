/* image_fit: what must be done to a picture so that a device shows it well. SPDX-License-Identifier: MIT */
#include "base/image_fit.h"

enum { SIDE = 2000, PIXELS = 4000000, QUALITY = 85 };
enum { BYTES = 1500000 };
enum { FINER = 2 };             /* pixels of a drawing for each pixel of CSS: screens for reading have as many and more */
enum { SMALL = 1000000 };       /* pixels: up to here a picture without a sign of its kind may stay lossless */

static const struct {
    const char *device;
    struct image_limits limits;
} devices[] = {
    { "generic",  { SIDE, SIDE, PIXELS, BYTES, QUALITY, IMAGE_COLOR, true,  false, true,  true } },
    { "kobo",     { SIDE, SIDE, PIXELS, BYTES, QUALITY, IMAGE_COLOR, false, false, true,  true } },
    { "kindle",   { SIDE, SIDE, PIXELS, BYTES, QUALITY, IMAGE_COLOR, false, false, false, false } },
    { "apple",    { SIDE, SIDE, PIXELS, BYTES, QUALITY, IMAGE_COLOR, false, false, true,  true } },
    { "koreader", { SIDE, SIDE, PIXELS, BYTES, QUALITY, IMAGE_COLOR, true,  false, true,  true } },
    { "legacy",   { 1200, 1200, PIXELS, BYTES, QUALITY, IMAGE_COLOR, false, false, true,  false } },
};

static void
grant(struct image_limits *l, const struct image_wishes *w)
{
    if (w->colors)
        l->grey = (enum image_grey)(w->colors - 1);
    if (w->quality)
        l->quality = w->quality;
    if (w->max_width && w->max_height) {
        l->max_width = w->max_width;
        l->max_height = w->max_height;
        l->max_pixels = 0;
    }
    if (w->animation)
        l->keep_animation = w->animation == 2;
}

struct image_limits
image_limits_of(struct str device, const struct image_wishes *wishes)
{
    struct image_limits limits = devices[0].limits;

    for (size_t i = 1; i < sizeof devices / sizeof *devices; i++)
        if (str_eqc(device, devices[i].device))
            limits = devices[i].limits;
    grant(&limits, wishes);
    return limits;
}

/* floor(sqrt(n)) */
static uint64_t
root(uint64_t n)
{
    uint64_t r = 0;

    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((r | bit) * (r | bit) <= n)
            r |= bit;
    return r;
}

/* A * B / C to the nearest, at least 1. */
static uint32_t
scale(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t n = (a * b + c / 2) / c;

    return n > 0 ? (uint32_t)n : 1;
}

/* Makes a and b smaller in proportion until a is MOST. */
static void
shrink(uint32_t *a, uint32_t *b, uint32_t most)
{
    if (most == 0 || *a <= most)
        return;
    *b = scale(*b, most, *a);
    *a = most;
}

void
image_fit_size(uint32_t *width, uint32_t *height, uint32_t max_width, uint32_t max_height, uint32_t max_pixels)
{
    uint64_t longer = *width > *height ? *width : *height, shorter = *width > *height ? *height : *width;

    if (shorter == 0)
        return;
    if ((uint64_t)max_width * *height <= (uint64_t)max_height * *width) {   /* the tighter limit first, so that it is met exactly */
        shrink(width, height, max_width);
        shrink(height, width, max_height);
    } else {
        shrink(height, width, max_height);
        shrink(width, height, max_width);
    }
    if (max_pixels && (uint64_t)*width * *height > max_pixels) {
        /* the longer side L of a picture of that shape: L * L * shorter / longer = max_pixels */
        uint32_t most = (uint32_t)root((uint64_t)max_pixels * longer / shorter);
        if (*width > *height)
            shrink(width, height, most);
        else
            shrink(height, width, most);
    }
}

void
image_fit_drawing(uint32_t *width, uint32_t *height, uint32_t least, const struct image_recipe *r)
{
    uint32_t longer = *width > *height ? *width : *height;

    if (longer == 0 || *width == 0 || *height == 0)
        return;
    if (longer * FINER >= least) {
        *width *= FINER;
        *height *= FINER;
    } else {
        *width = scale(*width, least, longer);
        *height = scale(*height, least, longer);
    }
    image_fit_size(width, height, r->max_width, r->max_height, r->max_pixels);
}

static bool
is_too_large(const struct image_info *i, const struct image_limits *l)
{
    uint32_t w = i->orientation >= 5 ? i->height : i->width, h = i->orientation >= 5 ? i->width : i->height;

    return w > l->max_width || h > l->max_height || (l->max_pixels && (uint64_t)w * h > l->max_pixels);
}

/* Photographs saved as PNG take more than a byte a pixel, drawings and screens far less. */
static bool
is_photograph(const struct image_info *i, uint64_t bytes)
{
    uint64_t pixels = (uint64_t)i->width * i->height;

    switch (i->type) {
    case IMAGE_JPEG: case IMAGE_AVIF: case IMAGE_HEIC: return true;
    case IMAGE_WEBP: return !i->is_lossless;
    case IMAGE_PNG: return !i->is_palette && bytes > BYTES && bytes > pixels * (i->depth == 16 ? 2 : 1);
    case IMAGE_TIFF: case IMAGE_BMP: return !i->is_palette && pixels > SMALL;
    default: return false;
    }
}

static bool
must_convert(const struct image_info *i, uint64_t bytes, const struct image_limits *l)
{
    if (i->type == IMAGE_SVG)
        return !l->keep_svg;
    if (!image_is_core(i->type) || i->cut_off || is_too_large(i, l) || i->orientation || i->is_cmyk || i->has_profile
        || i->depth > 8)
        return true;
    if ((i->animated && !l->keep_animation) || (i->has_alpha && !l->keep_alpha) || (i->type == IMAGE_GIF && !l->keep_gif))
        return true;
    return l->grey != IMAGE_COLOR || (bytes > l->max_bytes && is_photograph(i, bytes) && !i->has_alpha);
}

static enum image_type
type_for(const struct image_info *i, uint64_t bytes, const struct image_limits *l)
{
    bool is_opaque = !i->has_alpha || !l->keep_alpha;

    return l->grey != IMAGE_GREY16 && is_opaque && is_photograph(i, bytes) ? IMAGE_JPEG : IMAGE_PNG;
}

/* The size as it will be shown. Of HEIF only a decoder knows it; a drawing keeps the size at which it is shown, however many
 * pixels it gets. */
static void
predict_size(const struct image_info *i, struct image_recipe *r)
{
    if (i->type == IMAGE_AVIF || i->type == IMAGE_HEIC)
        return;
    r->width = i->orientation >= 5 ? i->height : i->width;
    r->height = i->orientation >= 5 ? i->width : i->height;
    if (i->type != IMAGE_SVG && r->action == IMAGE_CONVERT)
        image_fit_size(&r->width, &r->height, r->max_width, r->max_height, r->max_pixels);
}

struct image_recipe
image_fit(const struct image_info *info, uint64_t bytes, const struct image_limits *l)
{
    struct image_recipe r = { .action = IMAGE_KEEP, .type = info->type, .max_width = l->max_width,
        .max_height = l->max_height, .max_pixels = l->max_pixels, .quality = l->quality, .max_bytes = l->max_bytes,
        .grey = l->grey };

    if (must_convert(info, bytes, l)) {
        r.action = IMAGE_CONVERT;
        r.type = type_for(info, bytes, l);
        r.flatten = !l->keep_alpha || r.type == IMAGE_JPEG;
    } else if (info->has_metadata && (info->type == IMAGE_JPEG || info->type == IMAGE_PNG)) {
        r.action = IMAGE_STRIP;
    }
    predict_size(info, &r);
    return r;
}

void
image_recipe_describe(const struct image_recipe *r, struct buf *out)
{
    static const char *const actions[] = { [IMAGE_KEEP] = "keep", [IMAGE_STRIP] = "strip", [IMAGE_CONVERT] = "convert" };

    buf_addf(out, "%s %s", actions[r->action], image_extension(r->type));
    if (r->action == IMAGE_CONVERT)
        buf_addf(out, " max=%ux%u pixels=%u bytes=%llu quality=%u grey=%u flatten=%u", (unsigned)r->max_width,
            (unsigned)r->max_height, (unsigned)r->max_pixels, (unsigned long long)r->max_bytes, (unsigned)r->quality,
            (unsigned)r->grey, r->flatten);
}
