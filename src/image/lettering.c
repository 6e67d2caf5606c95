/* lettering: text on a canvas, in any script, through Pango. SPDX-License-Identifier: MIT */
#include "image/lettering.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

enum { MOST_BYTES = 2000 };     /* of a text: more is on no cover */
enum { RESOLUTION = 72 };       /* dots an inch: a point is a pixel */

/* The text as Pango's markup, with what is said of all of it. */
static char *
markup_of(const struct lettering *l, struct str words, const char *end)
{
    char *text = g_markup_escape_text(words.at, (gssize)words.len);
    char *language = g_markup_escape_text(l->language.len ? l->language.at : "en", l->language.len ? (gssize)l->language.len : 2);
    char *markup = g_strdup_printf("<span lang=\"%s\" letter_spacing=\"%d\" line_height=\"0.92\">%s%s</span>", language,
        l->spacing, text, end);

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

/* The first N bytes at most, up to the end of a word where there are words. */
static struct str
beginning(struct str text, size_t n)
{
    struct str words = str_sub(text, 0, utf8_floor(text, n));
    ptrdiff_t blank = n < text.len ? str_rchr(words, ' ') : STR_NPOS;

    return blank > (ptrdiff_t)words.len / 2 ? str_sub(words, 0, (size_t)blank) : words;
}

/* As much as the smallest size holds, and an ellipsis. */
static VipsImage *
set_beginning(const struct lettering *l)
{
    size_t low = 0, high = l->text.len;
    VipsImage *best = NULL;

    while (high - low > 4) {
        size_t middle = (low + high) / 2;
        char *markup = markup_of(l, beginning(l->text, middle), "\u2026");
        VipsImage *mask = set(l, markup, l->smallest, l->width, VIPS_TEXT_WRAP_WORD_CHAR);
        if (mask && fits(l, mask)) {
            VIPS_UNREF(best);
            best = mask;
            low = middle;
        } else {
            VIPS_UNREF(mask);
            high = middle;
        }
        g_free(markup);
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
    best = set(l, markup, l->smallest, l->width, VIPS_TEXT_WRAP_WORD_CHAR);
    if (!best || fits(l, best))
        return best;
    g_object_unref(best);
    *size = 0;
    return set_beginning(l);
}

/* The narrowest width that takes no more lines: they come out alike in length. */
static VipsImage *
balance(const struct lettering *l, const char *markup, int size, VipsImage *mask)
{
    int height = vips_image_get_height(mask), narrow = l->width / 3, wide = l->width;

    if (size == 0 || height < size * 3 / 2)
        return mask;                    /* full, or one line */
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
    struct lettering cut = *l;
    char *markup;
    VipsImage *mask;
    int size, rows = 0;

    if (str_is_blank(l->text) || memchr(l->text.at, '\0', l->text.len))
        return 0;
    cut.text = beginning(l->text, l->text.len < MOST_BYTES ? l->text.len : MOST_BYTES);
    l = &cut;
    markup = markup_of(l, l->text, "");
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

/* Pictographs, what makes variants of them, and tags. */
static bool
is_picture(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFE0F || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F);
}

struct str
lettering_plain(struct arena *mem, struct str text)
{
    struct str plain;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0, start = 0; i < text.len; start = i) {
        uint32_t c = utf8_next(text, &i);
        bool is_twice = c == ' ' && (out.len == 0 || out.at[out.len - 1] == ' ' || out.at[out.len - 1] == '\n');
        if (!is_picture(c) && !is_twice)
            buf_add(&out, str_sub(text, start, i));
    }
    plain = str_is_blank(buf_str(&out)) ? text : arena_str(mem, buf_str(&out));
    buf_release(&out);
    return plain;
}
