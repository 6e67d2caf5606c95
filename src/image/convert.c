/* convert: one picture made fit for a device, with libvips. SPDX-License-Identifier: MIT
 *
 * JPEG is shrunk while it is decoded (by the DCT), rows stream from decoder to encoder where the format allows it. One thread per
 * picture: sheaf runs as many of these programs as it has workers, and the bytes must not depend on anything else. */
#include "image/convert.h"

#include "image/bmp.h"
#include "image/glyphs.h"
#include "image/quiet.h"

#include "base/image.h"
#include "base/image_fit.h"
#include "base/image_tool.h"
#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

enum { MOST_PIXELS = IMAGE_TOOL_MEGAPIXELS * 1000000, LOWEST_QUALITY = 55, QUALITY_STEP = 10 };

struct job {
    struct str bytes;
    struct image_info info;
    bool is_drawing;            /* BYTES are an SVG that sheaf wrote */
    bool to_jpeg, flatten;
    uint32_t max_width, max_height, pixels, quality, grey;
    uint32_t width, height;     /* of a tile */
    uint64_t most_bytes;
    unsigned char *own;         /* pixels of a bitmap; NULL for what libvips reads itself */
    uint32_t own_width, own_height;
    const char *what;           /* is wrong */
    char own_words[96];         /* with numbers */
};

int
convert_init(const char *name, bool draws)
{
    g_setenv("VIPS_DISC_THRESHOLD", "2g", TRUE);    /* large ones stay in memory: there is no disk to go to */
    if (draws)
        g_setenv("VIPSHOME", "/dev/null", TRUE);    /* no modules: none draws, and to load them takes as long as all else */
    if (vips_init(name))
        return -1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);                 /* ImageMagick, PDF, OpenSlide, SVG, ... */
    if (draws)
        vips_operation_block_set("VipsForeignLoadSvg", FALSE);
    quiet_libraries();
    return 0;
}

/* ---- reading ---------------------------------------------------------------------------------------------------------- */

static VipsImage *
open_picture(struct job *j)
{
    if (j->info.type != IMAGE_BMP)
        return vips_image_new_from_buffer(j->bytes.at, j->bytes.len, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
    j->own = bmp_read(j->bytes, MOST_PIXELS, &j->own_width, &j->own_height, &j->what);
    if (!j->own)
        return NULL;
    return vips_image_new_from_memory(j->own, (size_t)j->own_width * j->own_height * 3, (int)j->own_width, (int)j->own_height, 3,
        VIPS_FORMAT_UCHAR);
}

/* The size it is to have: known from the header, so that a bomb is told before it goes off. */
static bool
find_size(struct job *j, VipsImage *in, uint32_t *width, uint32_t *height)
{
    int orientation = vips_image_get_orientation(in);
    uint32_t w = (uint32_t)vips_image_get_width(in), h = (uint32_t)vips_image_get_page_height(in);

    if ((uint64_t)w * h > MOST_PIXELS) {
        snprintf(j->own_words, sizeof j->own_words, "has %u x %u pixels, more than the %d million that are decoded", w, h,
            IMAGE_TOOL_MEGAPIXELS);
        j->what = j->own_words;
        return false;
    }
    *width = orientation >= 5 ? h : w;
    *height = orientation >= 5 ? w : h;
    image_fit_size(width, height, j->max_width, j->max_height, j->pixels);
    return true;
}

/* Does it say that its colours are others than sRGB's? Only then they are worth the time it takes to convert them. */
static bool
has_own_colors(VipsImage *in)
{
    return vips_image_get_typeof(in, VIPS_META_ICC_NAME) != 0 || in->Type == VIPS_INTERPRETATION_CMYK;
}

/* Resized, upright, in sRGB. A profile that makes no sense is left out of account. */
static int
make_thumbnail(struct job *j, VipsImage *in, VipsImage **out, uint32_t width, uint32_t height)
{
    int w = (int)width, h = (int)height;
    int rc = -1;

    if (j->own)
        return vips_thumbnail_image(in, out, w, "height", h, "size", VIPS_SIZE_FORCE, NULL);
    if (has_own_colors(in))
        rc = vips_thumbnail_buffer((void *)(uintptr_t)j->bytes.at, j->bytes.len, out, w, "height", h, "size", VIPS_SIZE_FORCE,
            "export_profile", "srgb", NULL);
    if (rc != 0)
        rc = vips_thumbnail_buffer((void *)(uintptr_t)j->bytes.at, j->bytes.len, out, w, "height", h, "size", VIPS_SIZE_FORCE,
            NULL);
    return rc;
}

/* The drawing, in the pixels that it asks for itself if they are not too many: what it holds was cleaned, sized and written by
 * sheaf (html/drawing.h). */
static VipsImage *
draw(const struct job *j, uint32_t *width, uint32_t *height)
{
    void *svg = (void *)(uintptr_t)j->bytes.at;
    VipsImage *image = NULL;
    uint32_t full;

    if (vips_svgload_buffer(svg, j->bytes.len, &image, NULL))
        return NULL;
    *width = full = (uint32_t)vips_image_get_width(image);
    *height = (uint32_t)vips_image_get_height(image);
    image_fit_size(width, height, j->max_width, j->max_height, j->pixels);
    if (*width == full)
        return image;
    VIPS_UNREF(image);
    return vips_svgload_buffer(svg, j->bytes.len, &image, "scale", (double)*width / full, NULL) ? NULL : image;
}

static VipsImage *
decode(struct job *j, uint32_t *width, uint32_t *height)
{
    VipsImage *in, *image = NULL;

    if (j->is_drawing)
        return draw(j, width, height);
    in = open_picture(j);
    if (in && find_size(j, in, width, height) && make_thumbnail(j, in, &image, *width, *height))
        image = NULL;
    VIPS_UNREF(in);
    return image;
}

/* ---- colours ---------------------------------------------------------------------------------------------------------- */

/* Replaces *AT by the result of a step; 0, or -1 with *AT as it was. */
static int
step(VipsImage **at, int rc, VipsImage **next)
{
    if (rc != 0)
        return -1;
    g_object_unref(*at);
    *at = *next;
    return 0;
}

static int
settle_colors(const struct job *j, VipsImage **at)
{
    VipsInterpretation space = j->grey || vips_image_guess_interpretation(*at) == VIPS_INTERPRETATION_B_W
        || vips_image_guess_interpretation(*at) == VIPS_INTERPRETATION_GREY16 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    VipsImage *next = NULL;

    if (step(at, vips_colourspace(*at, &next, space, NULL), &next) < 0)
        return -1;
    if (vips_image_get_format(*at) != VIPS_FORMAT_UCHAR && step(at, vips_cast_uchar(*at, &next, NULL), &next) < 0)
        return -1;
    if (j->flatten && vips_image_hasalpha(*at)) {
        double white[3] = { 255, 255, 255 };
        VipsArrayDouble *paper = vips_array_double_new(white, space == VIPS_INTERPRETATION_B_W ? 1 : 3);
        int rc = vips_flatten(*at, &next, "background", paper, NULL);
        vips_area_unref(VIPS_AREA(paper));
        if (step(at, rc, &next) < 0)
            return -1;
    }
    return 0;
}

/* Sixteen levels, the error of each pixel spread over its neighbours (Floyd and Steinberg). PIXELS is one byte each. */
static void
dither(unsigned char *pixels, int width, int height)
{
    int *errors = calloc((size_t)width + 2, sizeof *errors), *below = calloc((size_t)width + 2, sizeof *below);

    for (int y = 0; errors && below && y < height; y++) {
        int *full = errors;
        for (int x = 0; x < width; x++) {
            int want = pixels[(size_t)y * (size_t)width + (size_t)x] + (errors[x + 1] >= 0 ? errors[x + 1] + 8
                : errors[x + 1] - 8) / 16;
            int level = want <= 0 ? 0 : want >= 255 ? 15 : (want + 8) / 17, error = want - level * 17;
            pixels[(size_t)y * (size_t)width + (size_t)x] = (unsigned char)(level * 17);
            errors[x + 2] += error * 7;
            below[x] += error * 3;
            below[x + 1] += error * 5;
            below[x + 2] += error;
        }
        errors = below;
        below = full;
        memset(below, 0, ((size_t)width + 2) * sizeof *below);
    }
    free(errors);
    free(below);
}

static int
make_levels(VipsImage **at)
{
    size_t n = 0;
    int width, height;
    unsigned char *pixels;
    VipsImage *next = NULL, *copy = NULL;

    if (vips_image_get_bands(*at) > 1 && step(at, vips_extract_band(*at, &next, 0, NULL), &next) < 0)
        return -1;
    width = vips_image_get_width(*at);
    height = vips_image_get_height(*at);
    pixels = vips_image_write_to_memory(*at, &n);
    if (!pixels)
        return -1;
    dither(pixels, width, height);
    copy = vips_image_new_from_memory_copy(pixels, n, width, height, 1, VIPS_FORMAT_UCHAR);
    g_free(pixels);
    if (!copy)
        return -1;
    copy->Type = VIPS_INTERPRETATION_B_W;
    return step(at, 0, &copy);
}

/* ---- writing ---------------------------------------------------------------------------------------------------------- */

static int
save(const struct job *j, VipsImage *image, uint32_t quality, void **bytes, size_t *n)
{
    if (j->to_jpeg)
        return vips_jpegsave_buffer(image, bytes, n, "Q", (int)quality, "optimize_coding", TRUE, "strip", TRUE, NULL);
    return vips_pngsave_buffer(image, bytes, n, "compression", 6, "strip", TRUE, "bitdepth", j->grey == IMAGE_GREY16 ? 4 : 8,
        NULL);
}

/* One pass from the bytes of the picture to those of the new one. */
static int
make(struct job *j, uint32_t quality, void **bytes, size_t *n, uint32_t *width, uint32_t *height)
{
    VipsImage *image = decode(j, width, height);
    int rc = -1;

    if (image && settle_colors(j, &image) == 0 && (j->grey != IMAGE_GREY16 || make_levels(&image) == 0)) {
        *width = (uint32_t)vips_image_get_width(image);
        *height = (uint32_t)vips_image_get_height(image);
        rc = save(j, image, quality, bytes, n);
    }
    VIPS_UNREF(image);
    free(j->own);
    j->own = NULL;
    return rc;
}

static bool
has(struct str text, const char *words)
{
    return str_ifind(text, str_of(words), 0) != STR_NPOS;
}

/* What is wrong, as the end of a sentence: the limit that was met, or the first line of what libvips says. */
static void
add_error(const struct job *j, struct buf *answer)
{
    struct str text = str_of(vips_error_buffer()), line = STR_NONE, limit = STR("Security limit exceeded: ");
    ptrdiff_t at = str_ifind(text, limit, 0);
    const char *done = j->is_drawing ? "drawn" : "decoded";
    struct buf what;

    if (at != STR_NPOS)
        text = str_from(text, (size_t)at + limit.len);
    str_line(&text, &line);
    line = str_trim(line);
    buf_init(&what);
    if (j->what)
        buf_adds(&what, j->what);
    else if (at != STR_NPOS)
        buf_addf(&what, "is larger than what is %s (%.*s)", done, STR_ARG(line));
    else if (has(line, "out of memory") || has(line, "memory allocation"))
        buf_addf(&what, "takes more than %d MB of memory to be %s", IMAGE_TOOL_MEGABYTES, done);
    else if (line.len > 0)
        buf_addf(&what, "cannot be %s (%.*s)", done, STR_ARG(line));
    else
        buf_addf(&what, "cannot be %s", done);
    message_add(answer, "error", buf_str(&what));
    buf_release(&what);
}

/* ---- tiles ------------------------------------------------------------------------------------------------------------ */

/* Cut to fill a place, about what catches the eye, upright: how light each pixel is. What shows it has nothing to decode. */
static int
make_tile(struct job *j, void **bytes, size_t *n)
{
    VipsImage *in = open_picture(j), *image = NULL;
    int width = (int)j->width, height = (int)j->height, rc = -1;
    uint32_t w, h;

    if (in && find_size(j, in, &w, &h))
        rc = j->own ? vips_thumbnail_image(in, &image, width, "height", height, "crop", VIPS_INTERESTING_ATTENTION, NULL)
            : vips_thumbnail_buffer((void *)(uintptr_t)j->bytes.at, j->bytes.len, &image, width, "height", height, "crop",
                VIPS_INTERESTING_ATTENTION, NULL);
    if (rc == 0 && settle_colors(j, &image) == 0)
        *bytes = vips_image_write_to_memory(image, n);
    VIPS_UNREF(image);
    VIPS_UNREF(in);
    free(j->own);
    j->own = NULL;
    return *bytes && *n == (size_t)j->width * j->height ? 0 : -1;
}

/* ---- what is asked ---------------------------------------------------------------------------------------------------- */

static void
answer_tile(struct job *j, struct buf *answer)
{
    void *bytes = NULL;
    size_t n = 0;

    j->flatten = true;
    j->grey = IMAGE_GREY;
    if (make_tile(j, &bytes, &n) == 0) {
        message_add_number(answer, "width", j->width);
        message_add_number(answer, "height", j->height);
        message_add(answer, "picture", (struct str){ bytes, n });
    } else {
        add_error(j, answer);
    }
    g_free(bytes);
    vips_error_clear();
}

static uint32_t
number(struct str request, const char *name)
{
    return (uint32_t)message_number(request, name);
}

static void
answer_picture(struct job *j, struct buf *answer)
{
    uint32_t width = 0, height = 0, quality = j->quality;
    void *bytes = NULL;
    size_t n = 0;
    int rc = make(j, quality, &bytes, &n, &width, &height);

    while (rc == 0 && j->to_jpeg && n > j->most_bytes && quality >= LOWEST_QUALITY + QUALITY_STEP) {
        g_free(bytes);
        bytes = NULL;
        quality -= QUALITY_STEP;
        rc = make(j, quality, &bytes, &n, &width, &height);
    }
    if (rc == 0) {
        message_add_number(answer, "width", width);
        message_add_number(answer, "height", height);
        message_add(answer, "picture", (struct str){ bytes, n });
        g_free(bytes);
    } else {
        add_error(j, answer);
    }
    vips_error_clear();
}

static struct job
job_of(struct str request)
{
    return (struct job){ .bytes = message_get(request, "picture"), .to_jpeg = str_eqc(message_get(request, "to"), "jpg"),
        .max_width = number(request, "max-width"), .max_height = number(request, "max-height"),
        .pixels = number(request, "pixels"), .quality = number(request, "quality"), .grey = number(request, "grey"),
        .flatten = number(request, "flatten") != 0, .most_bytes = message_number(request, "bytes"),
        .width = number(request, "width"), .height = number(request, "height") };
}

void
convert_picture(struct str request, struct buf *answer)
{
    struct job j = job_of(request);

    j.info = image_inspect(j.bytes);
    vips_error_clear();
    if (str_eqc(message_get(request, "to"), "tile"))
        answer_tile(&j, answer);
    else
        answer_picture(&j, answer);
}

void
convert_drawing(struct str request, struct buf *answer)
{
    struct job j = job_of(request);
    struct buf unknown;

    j.is_drawing = true;
    vips_error_clear();
    answer_picture(&j, answer);
    buf_init(&unknown);
    glyphs_find_unknown(message_get(request, "text"), message_get(request, "language"), &unknown);
    message_add(answer, "unknown", buf_str(&unknown));
    buf_release(&unknown);
}
