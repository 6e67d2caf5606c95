/* lettering: text on a canvas, in any script, through Pango. SPDX-License-Identifier: MIT
 *
 * A text is set in one size, without regard for pixels (no hints), and scaled: all sizes break and look alike, and one font of each
 * face is looked for and read, which takes longer than all else. */
#include "image/lettering.h"

#include "image/glyphs.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 2000 };     /* of a text: more is on no cover */
enum { SET_SIZE = 100 };        /* pixels, of every text before it is scaled */

struct typesetter {
    PangoContext *context;
    PangoLayout *layout;
    unsigned char *pixels; size_t room;         /* of the last mask */
};

/* A text as it is set: SIZE 0 is none. */
struct setting {
    int size, width;            /* of letters, and where a line ends at the latest */
    PangoWrapMode wrap;
    size_t length;              /* of the text, if it ends in an ellipsis; 0: all of it */
};

struct extent { int left, top, width, height; };        /* of the ink, in pixels */

struct typesetter *
typesetter_new(void)
{
    struct typesetter *t = mem_zalloc(sizeof *t);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    t->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_cairo_context_set_font_options(t->context, options);
    pango_context_set_round_glyph_positions(t->context, FALSE);
    t->layout = pango_layout_new(t->context);
    cairo_font_options_destroy(options);
    return t;
}

/* ---- setting ---------------------------------------------------------------------------------------------------------- */

/* The first N bytes at most, up to the end of a word where there are words. */
static struct str
beginning(struct str text, size_t n)
{
    struct str words = str_sub(text, 0, utf8_floor(text, n));
    ptrdiff_t blank = n < text.len ? str_rchr(words, ' ') : STR_NPOS;

    return blank > (ptrdiff_t)words.len / 2 ? str_sub(words, 0, (size_t)blank) : words;
}

static void
set_words(PangoLayout *layout, const struct lettering *l, size_t length)
{
    struct buf words;

    if (length == 0) {
        pango_layout_set_text(layout, l->text.at, (int)l->text.len);
        return;
    }
    buf_init(&words);
    buf_add(&words, beginning(l->text, length));
    buf_adds(&words, "\u2026");
    pango_layout_set_text(layout, words.at, (int)words.len);
    buf_release(&words);
}

/* Pango counts in 1024ths of the size that all is set in. */
static int
units(double pixels, int size)
{
    return (int)floor(pixels * SET_SIZE / size * PANGO_SCALE + 0.5);
}

/* What holds for all of the text: its language, the room between lines and between letters, which is less in small ones. */
static void
set_attributes(PangoLayout *layout, const struct lettering *l, int size)
{
    PangoAttrList *list = pango_attr_list_new();
    char *language = g_strndup(l->language.len ? l->language.at : "en", l->language.len ? l->language.len : 2);

    pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
    pango_attr_list_insert(list, pango_attr_line_height_new(0.92));
    if (l->spacing)
        pango_attr_list_insert(list, pango_attr_letter_spacing_new(units((double)l->spacing / PANGO_SCALE, size)));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
    g_free(language);
}

static struct extent
set(PangoLayout *layout, const struct lettering *l, struct setting s)
{
    double scale = (double)s.size / SET_SIZE / PANGO_SCALE;
    PangoRectangle ink;
    struct extent e;

    set_words(layout, l, s.length);
    set_attributes(layout, l, s.size);
    pango_layout_set_width(layout, units(s.width, s.size));
    pango_layout_set_wrap(layout, s.wrap);
    pango_layout_get_extents(layout, &ink, NULL);
    e.left = (int)floor(ink.x * scale);
    e.top = (int)floor(ink.y * scale);
    e.width = (int)ceil((ink.x + ink.width) * scale) - e.left;
    e.height = (int)ceil((ink.y + ink.height) * scale) - e.top;
    return e;
}

static bool
fits(PangoLayout *layout, const struct lettering *l, struct setting s)
{
    struct extent e = set(layout, l, s);

    return e.width <= l->width && (l->height == 0 || e.height <= l->height);
}

/* ---- the largest size ------------------------------------------------------------------------------------------------- */

/* The largest of some sizes up to HIGH that fits, or none. */
static struct setting
search(PangoLayout *layout, const struct lettering *l, int high, PangoWrapMode wrap)
{
    struct setting s = { high, l->width, wrap, 0 }, best = { 0 };
    int low = l->smallest;

    if (fits(layout, l, s))
        return s;
    while (high - low > (low + 15) / 16) {
        s.size = (low + high) / 2;
        if (fits(layout, l, s)) {
            best = s;
            low = s.size;
        } else {
            high = s.size;
        }
    }
    return best;
}

/* As much as the smallest size holds, and an ellipsis. */
static struct setting
set_beginning(PangoLayout *layout, const struct lettering *l)
{
    struct setting s = { l->smallest, l->width, PANGO_WRAP_WORD_CHAR, 0 }, best = { 0 };
    size_t low = 0, high = l->text.len;

    while (high - low > 4) {
        s.length = (low + high) / 2;
        if (fits(layout, l, s)) {
            best = s;
            low = s.length;
        } else {
            high = s.length;
        }
    }
    return best;
}

/* Words are broken only where the smallest size does not hold them. */
static struct setting
set_largest(PangoLayout *layout, const struct lettering *l)
{
    struct setting best = search(layout, l, l->largest, PANGO_WRAP_WORD);

    if (!best.size)
        best = search(layout, l, l->largest * 2 / 3, PANGO_WRAP_WORD_CHAR);
    if (best.size)
        return best;
    best = (struct setting){ l->smallest, l->width, PANGO_WRAP_WORD_CHAR, 0 };
    return fits(layout, l, best) ? best : set_beginning(layout, l);
}

/* The narrowest width that takes no more lines: they come out alike in length. */
static struct setting
balance(PangoLayout *layout, const struct lettering *l, struct setting s)
{
    int height = set(layout, l, s).height, narrow = l->width / 3, wide = l->width;
    struct setting best = s;

    if (s.length > 0 || height < s.size * 3 / 2)
        return s;                       /* full, or one line */
    s.wrap = PANGO_WRAP_WORD;
    while (wide - narrow > l->width / 24) {
        struct extent e;
        s.width = (narrow + wide) / 2;
        e = set(layout, l, s);
        if (e.height <= height + s.size / 8 && e.width <= s.width) {
            best = s;
            wide = s.width;
        } else {
            narrow = s.width;
        }
    }
    return best;
}

/* ---- writing ---------------------------------------------------------------------------------------------------------- */

static int
place(enum edge edge, int start, int room, int taken)
{
    return edge == EDGE_START ? start : edge == EDGE_MIDDLE ? start + (room - taken) / 2 : start + room - taken;
}

/* The shapes of the letters, wherever between pixels they come to lie. */
static void
fill_letters(PangoLayout *layout, cairo_surface_t *surface, struct extent e, int size)
{
    cairo_t *cairo = cairo_create(surface);

    cairo_translate(cairo, -e.left, -e.top);
    cairo_scale(cairo, (double)size / SET_SIZE, (double)size / SET_SIZE);
    pango_cairo_layout_path(cairo, layout);
    cairo_fill(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
}

/* What the layout holds; its pixels stay until the next. */
static struct mask
draw(struct typesetter *t, struct extent e, int size)
{
    struct mask mask = { e.width, e.height, (size_t)cairo_format_stride_for_width(CAIRO_FORMAT_A8, e.width), NULL };
    size_t n = mask.stride * (size_t)e.height;
    cairo_surface_t *surface;

    if (n > t->room) {
        t->room = n;
        t->pixels = mem_realloc(t->pixels, n);
    }
    memset(t->pixels, 0, n);
    mask.at = t->pixels;
    surface = cairo_image_surface_create_for_data(t->pixels, CAIRO_FORMAT_A8, e.width, e.height, (int)mask.stride);
    fill_letters(t->layout, surface, e, size);
    cairo_surface_destroy(surface);
    return mask;
}

static int
stamp(struct typesetter *t, struct canvas *c, const struct lettering *l, struct setting s)
{
    enum edge across = l->align == EDGE_MIDDLE || !l->is_rtl ? l->align : l->align == EDGE_START ? EDGE_END : EDGE_START;
    struct extent e = set(t->layout, l, s);
    struct mask mask;

    if (l->height && e.height > l->height)
        e.height = l->height;
    if (e.width <= 0 || e.height <= 0)
        return 0;
    mask = draw(t, e, s.size);
    canvas_stamp(c, &mask, place(across, l->x, l->width, e.width), l->height ? place(l->stand, l->y, l->height, e.height) : l->y,
        l->color);
    return e.height;
}

static void
begin(struct typesetter *t, const struct lettering *l)
{
    static const PangoAlignment aligns[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
    PangoFontDescription *font = pango_font_description_from_string(l->face);

    pango_font_description_set_absolute_size(font, SET_SIZE * PANGO_SCALE);
    pango_layout_set_font_description(t->layout, font);
    pango_layout_set_alignment(t->layout, aligns[l->align]);
    pango_font_description_free(font);
}

int
lettering_write(struct typesetter *t, struct canvas *c, const struct lettering *l, struct buf *unknown)
{
    struct lettering cut = *l;
    struct setting s;

    if (str_is_blank(l->text) || memchr(l->text.at, '\0', l->text.len))
        return 0;
    cut.text = beginning(l->text, l->text.len < MOST_BYTES ? l->text.len : MOST_BYTES);
    begin(t, &cut);
    s = set_largest(t->layout, &cut);
    if (!s.size)
        return 0;
    s = balance(t->layout, &cut, s);
    if (pango_layout_get_unknown_glyphs_count(t->layout) > 0)
        glyphs_find_unknown(l->text, l->language, unknown);
    return stamp(t, c, &cut, s);
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
