/* image_svg: is this text an SVG, and how large is it? SPDX-License-Identifier: MIT */
#include "base/image_svg.h"

/* The byte after END at or after I, or s.len. */
static size_t
past(struct str s, size_t i, struct str end)
{
    ptrdiff_t at = str_find(s, end, i);

    return at == STR_NPOS ? s.len : (size_t)at + end.len;
}

/* A DOCTYPE may hold declarations in brackets, which hold ">" of their own. */
static size_t
past_doctype(struct str s, size_t i)
{
    int depth = 0;

    for (; i < s.len; i++) {
        if (s.at[i] == '[')
            depth++;
        else if (s.at[i] == ']')
            depth--;
        else if (s.at[i] == '>' && depth <= 0)
            return i + 1;
    }
    return i;
}

/* The byte after the "<" of the first element, or s.len. */
static size_t
first_element(struct str s)
{
    size_t i = str_starts(s, STR("\xEF\xBB\xBF")) ? 3 : 0;

    while (i < s.len) {
        struct str rest = str_from(s, i);
        if (char_is_blank(s.at[i]))
            i++;
        else if (str_starts(rest, STR("<?")))
            i = past(s, i, STR("?>"));
        else if (str_starts(rest, STR("<!--")))
            i = past(s, i, STR("-->"));
        else if (str_starts(rest, STR("<!")))
            i = past_doctype(s, i);
        else
            return s.at[i] == '<' ? i + 1 : s.len;
    }
    return s.len;
}

static bool
is_name_char(char c)
{
    return char_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

static struct str
name_at(struct str s, size_t i)
{
    size_t end = i;

    while (end < s.len && is_name_char(s.at[end]))
        end++;
    return str_sub(s, i, end);
}

bool
image_is_svg(struct str bytes)
{
    struct str name = name_at(bytes, first_element(bytes));

    return str_eqc(name, "svg") || str_ends(name, STR(":svg"));
}

static const struct {
    struct str unit;
    double pixels;
} units[] = {
    { { "", 0 }, 1 }, { { "px", 2 }, 1 }, { { "pt", 2 }, 96.0 / 72 }, { { "pc", 2 }, 16 }, { { "in", 2 }, 96 },
    { { "cm", 2 }, 96 / 2.54 }, { { "mm", 2 }, 96 / 25.4 }, { { "q", 1 }, 96 / 101.6 },
};

uint32_t
image_css_pixels(struct str length)
{
    struct str s = str_trim(length);
    double n = 0, scale = 1;
    size_t i = 0;
    bool point = false;

    for (; i < s.len && (char_is_digit(s.at[i]) || (s.at[i] == '.' && !point)); i++) {
        if (s.at[i] == '.') {
            point = true;
            continue;
        }
        n = n * 10 + (s.at[i] - '0');
        scale *= point ? 10 : 1;
    }
    for (size_t u = 0; i > 0 && u < sizeof units / sizeof *units; u++)
        if (str_ieq(str_trim(str_from(s, i)), units[u].unit))
            n = n / scale * units[u].pixels + 0.5, scale = 0;
    return scale == 0 && n < 1e6 ? (uint32_t)n : 0;
}

/* The quoted value after a name at I, which moves past it. Empty if there is none. */
static struct str
quoted_value(struct str s, size_t *i)
{
    ptrdiff_t end;
    size_t start;

    while (*i < s.len && (char_is_blank(s.at[*i]) || s.at[*i] == '='))
        ++*i;
    if (*i >= s.len || (s.at[*i] != '"' && s.at[*i] != '\''))
        return STR_NONE;
    start = *i + 1;
    end = str_chr(s, s.at[*i], start);
    *i = end == STR_NPOS ? s.len : (size_t)end + 1;
    return end == STR_NPOS ? STR_NONE : str_sub(s, start, (size_t)end);
}

bool
image_svg_size(struct str bytes, uint32_t *width, uint32_t *height)
{
    size_t i = first_element(bytes);

    *width = *height = 0;
    i += name_at(bytes, i).len;
    while (i < bytes.len && bytes.at[i] != '>') {
        struct str name = name_at(bytes, i), value;
        if (name.len == 0) {
            i++;
            continue;
        }
        i += name.len;
        value = quoted_value(bytes, &i);
        if (str_eqc(name, "width"))
            *width = image_css_pixels(value);
        else if (str_eqc(name, "height"))
            *height = image_css_pixels(value);
    }
    return i < bytes.len;
}
