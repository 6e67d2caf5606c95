/* svg_lengths: lengths of the world become pixels. SPDX-License-Identifier: MIT */
#include "html/svg.h"

#include <string.h>

enum { DIGITS = 12, EXACT = 10000 };            /* ten-thousandths of a pixel */

static const struct { const char *name; uint64_t pixels, of; } units[] = {
    { "pt", 4, 3 }, { "pc", 16, 1 }, { "in", 96, 1 }, { "cm", 4800, 127 }, { "mm", 480, 127 }, { "q", 120, 127 },
};

/* Attributes with digits that are no lengths. */
static const char *const others[] = { "id", "class", "xlink:href", "d", "points", "font-family", "transform" };

/* The number that S begins with, times EXACT, and its length; false if there is none, or a very long one. */
static bool
number_at(struct str s, uint64_t *number, size_t *len)
{
    uint64_t n = 0, scale = EXACT;
    size_t i = 0, digits = 0;
    bool point = false;

    for (; i < s.len && (char_is_digit(s.at[i]) || (s.at[i] == '.' && !point)); i++) {
        if (s.at[i] == '.') {
            point = true;
        } else if (!point || scale > 1) {
            n = n * 10 + (uint64_t)(s.at[i] - '0');
            scale /= point ? 10 : 1;
            digits++;
        }
    }
    *number = n * scale;
    *len = i;
    return digits > 0 && digits <= DIGITS;
}

/* Writes the length that S begins with in pixels: how much of S it was; 0 if it is none. */
static size_t
put_length(struct buf *out, struct str s)
{
    uint64_t n;
    size_t len, end;

    if (!number_at(s, &n, &len))
        return 0;
    for (end = len; end < s.len && char_is_alpha(s.at[end]);)
        end++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_ieq(str_sub(s, len, end), str_of(units[i].name)))
            continue;
        n = (n * units[i].pixels + units[i].of / 2) / units[i].of;
        buf_addf(out, "%llu.%04llu", (unsigned long long)(n / EXACT), (unsigned long long)(n % EXACT));
        return end;
    }
    return 0;
}

static struct str
to_pixels(struct arena *mem, struct str text)
{
    struct str result;
    struct buf out;
    size_t i = 0;

    buf_init(&out);
    while (i < text.len) {
        bool may_begin = i == 0 || memchr(" \t\n,:;+-(", text.at[i - 1], 9);
        size_t n = may_begin ? put_length(&out, str_from(text, i)) : 0;
        if (n == 0)
            buf_addc(&out, text.at[i++]);
        i += n;
    }
    result = out.len != text.len || memcmp(out.at, text.at, text.len) != 0 ? buf_take(&out, mem) : text;
    buf_release(&out);
    return result;
}

static bool
may_hold_lengths(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i]) == 0)
            return false;
    return true;
}

void
svg_to_pixels(struct arena *mem, struct node *root)
{
    for (struct node *n = root; n; n = node_next(n, root)) {
        if (n->tag == TAG_TEXT && node_is_element(n->parent) && strcmp(n->parent->name, "style") == 0)
            n->text = to_pixels(mem, n->text);
        for (struct attr *a = n->tag == TAG_TEXT ? NULL : n->attrs; a; a = a->next)
            if (may_hold_lengths(a->name))
                a->value = to_pixels(mem, a->value);
    }
}
