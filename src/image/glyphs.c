/* glyphs: characters that no font of the machine has. SPDX-License-Identifier: MIT */
#include "image/glyphs.h"

#include "base/utf8.h"

#include <pango/pangocairo.h>
#include <stdbool.h>

enum { MOST_BYTES = 4000 };     /* of a text that are looked at */

/* How many glyphs of S are boxes. */
static int
count(PangoLayout *layout, struct str s)
{
    pango_layout_set_text(layout, s.at, (int)s.len);
    return pango_layout_get_unknown_glyphs_count(layout);
}

/* Pango draws a box for what is not assigned and for control characters too: these are no fault of the fonts. */
static bool
may_have_font(uint32_t c)
{
    return g_unichar_isgraph(c) && g_unichar_isdefined(c) && g_unichar_type(c) != G_UNICODE_PRIVATE_USE;
}

static void
add_unknown(PangoLayout *layout, struct str text, struct buf *unknown)
{
    size_t known = utf8_count(buf_str(unknown));

    for (size_t i = 0, start = 0; i < text.len && known < GLYPHS_MOST; start = i) {
        uint32_t c = utf8_next(text, &i);
        struct str sign = str_sub(text, start, i);
        if (!may_have_font(c) || str_find(buf_str(unknown), sign, 0) != STR_NPOS || count(layout, sign) == 0)
            continue;
        buf_add(unknown, sign);
        known++;
    }
}

void
glyphs_find_unknown(struct str text, struct str language, struct buf *unknown)
{
    struct str words = str_sub(text, 0, utf8_floor(text, text.len < MOST_BYTES ? text.len : MOST_BYTES));
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout;

    if (str_is_blank(words))
        return;
    fonts = pango_cairo_font_map_get_default();
    context = pango_font_map_create_context(fonts);
    if (language.len) {
        char *tag = g_strndup(language.at, language.len);
        pango_context_set_language(context, pango_language_from_string(tag));
        g_free(tag);
    }
    layout = pango_layout_new(context);
    if (count(layout, words) > 0)
        add_unknown(layout, words, unknown);
    g_object_unref(layout);
    g_object_unref(context);
}
