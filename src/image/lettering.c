/* lettering: text on a canvas, in any script, through Pango. SPDX-License-Identifier: MIT */
#include "image/lettering.h"

#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

enum { RESOLUTION = 72 };       /* dots an inch: a point is a pixel */

/* The text as Pango's markup, with what is said of all of it. */
static char *
markup_of(const struct lettering *l)
{
    char *text = g_markup_escape_text(l->text.at, (gssize)l->text.len);
    char *language = g_markup_escape_text(l->language.len ? l->language.at : "en", l->language.len ? (gssize)l->language.len : 2);
    char *markup = g_strdup_printf("<span lang=\"%s\" letter_spacing=\"%d\" line_height=\"0.92\">%s</span>", language, l->spacing,
        text);

    g_free(text);
    g_free(language);
    return markup;
}

static VipsImage *
set(const struct lettering *l, const char *markup, int size, int width, VipsTextWrap wrap)
{
    static const VipsAlign aligns[] = { VIPS_ALIGN_LOW, VIPS_ALIGN_CENTRE, VIPS_ALIGN_HIGH };
    char *font = g_strdup_printf("%s %d", l->face, size);
    VipsImage *mask = NULL;

    if (vips_text(&mask, markup, "font", font, "width", width, "dpi", RESOLUTION, "align", aligns[l->align], "wrap", wrap, NULL))
        mask = NULL;
    g_free(font);
    return mask;
}

static bool
fits(const struct lettering *l, VipsImage *mask)
{
    return vips_image_get_width(mask) <= l->width && (l->height == 0 || vips_image_get_height(mask) <= l->height);
}

/* The largest of some sizes up to HIGH that fits, or NULL. */
static VipsImage *
search(const struct lettering *l, const char *markup, int high, VipsTextWrap wrap, int *size)
{
    int low = l->smallest;
    VipsImage *best = set(l, markup, high, l->width, wrap);

    *size = high;
    if (!best || fits(l, best))
        return best;
    g_object_unref(best);
    best = NULL;
    while (high - low > (low + 15) / 16) {
        int middle = (low + high) / 2;
        VipsImage *mask = set(l, markup, middle, l->width, wrap);
        bool is_good = mask && fits(l, mask);
        if (is_good) {
            VIPS_UNREF(best);
            best = mask;
            *size = middle;
            low = middle;
        } else {
            VIPS_UNREF(mask);
            high = middle;
        }
    }
    return best;
}

/* Words are broken only where the smallest size does not hold them. */
static VipsImage *
set_largest(const struct lettering *l, const char *markup, int *size)
{
    VipsImage *best = search(l, markup, l->largest, VIPS_TEXT_WRAP_WORD, size);

    if (!best)
        best = search(l, markup, l->largest * 2 / 3, VIPS_TEXT_WRAP_WORD_CHAR, size);
    if (best)
        return best;
    *size = l->smallest;
    return set(l, markup, l->smallest, l->width, VIPS_TEXT_WRAP_WORD_CHAR);
}

/* The narrowest width that takes no more lines: they come out alike in length. */
static VipsImage *
balance(const struct lettering *l, const char *markup, int size, VipsImage *mask)
{
    int height = vips_image_get_height(mask), narrow = l->width / 3, wide = l->width;

    if (height < size * 3 / 2)
        return mask;                    /* one line */
    while (wide - narrow > l->width / 24) {
        int middle = (narrow + wide) / 2;
        VipsImage *other = set(l, markup, size, middle, VIPS_TEXT_WRAP_WORD);
        if (other && vips_image_get_height(other) <= height + size / 8 && vips_image_get_width(other) <= middle) {
            g_object_unref(mask);
            mask = other;
            wide = middle;
        } else {
            VIPS_UNREF(other);
            narrow = middle;
        }
    }
    return mask;
}

static int
place(enum edge edge, int start, int room, int taken)
{
    return edge == EDGE_START ? start : edge == EDGE_MIDDLE ? start + (room - taken) / 2 : start + room - taken;
}

static int
stamp(struct canvas *c, const struct lettering *l, VipsImage *mask)
{
    int width = vips_image_get_width(mask), height = vips_image_get_height(mask), rows = height;
    enum edge across = l->align == EDGE_MIDDLE || !l->is_rtl ? l->align : l->align == EDGE_START ? EDGE_END : EDGE_START;
    size_t n;
    unsigned char *bytes = vips_image_write_to_memory(mask, &n);

    if (l->height && rows > l->height)
        rows = l->height;
    if (bytes)
        canvas_stamp(c, bytes, width, rows, place(across, l->x, l->width, width),
            l->height ? place(l->stand, l->y, l->height, rows) : l->y, l->color);
    g_free(bytes);
    return bytes ? rows : 0;
}

int
lettering_write(struct canvas *c, const struct lettering *l)
{
    char *markup;
    VipsImage *mask;
    int size, rows = 0;

    if (str_is_blank(l->text) || memchr(l->text.at, '\0', l->text.len))
        return 0;
    markup = markup_of(l);
    mask = set_largest(l, markup, &size);
    if (mask)
        mask = balance(l, markup, size, mask);
    if (mask)
        rows = stamp(c, l, mask);
    VIPS_UNREF(mask);
    g_free(markup);
    vips_error_clear();
    return rows;
}
