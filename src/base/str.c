/* str: a run of bytes that belongs to somebody else. SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <string.h>

static bool
same_letters(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (char_lower(a[i]) != char_lower(b[i]))
            return false;
    return true;
}

bool
str_ieq(struct str a, struct str b)
{
    return a.len == b.len && same_letters(a.at, b.at, a.len);
}

int
str_cmp(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;

    return c ? c : (a.len > b.len) - (a.len < b.len);
}

bool
str_istarts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_ieq(str_sub(s, 0, prefix.len), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

/* How common a byte is in texts: 0 for signs. */
static const unsigned char commonness[256] = {
    [' '] = 4, ['\n'] = 1,
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1,
    ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
    ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
    ['a'] = 3, ['b'] = 2, ['c'] = 3, ['d'] = 3, ['e'] = 3, ['f'] = 3, ['g'] = 3, ['h'] = 3, ['i'] = 3, ['j'] = 2, ['k'] = 2,
    ['l'] = 3, ['m'] = 3, ['n'] = 3, ['o'] = 3, ['p'] = 3, ['q'] = 2, ['r'] = 3, ['s'] = 3, ['t'] = 3, ['u'] = 3, ['v'] = 2,
    ['w'] = 3, ['x'] = 2, ['y'] = 3, ['z'] = 2,
};

/* The place in NEEDLE of the byte that texts have least of. */
static size_t
rarest(struct str needle)
{
    const unsigned char *at = (const unsigned char *)needle.at;
    size_t best = 0;

    for (size_t i = 1; i < needle.len && commonness[at[best]] > 0; i++)
        if (commonness[at[i]] < commonness[at[best]])
            best = i;
    return best;
}

ptrdiff_t
str_find(struct str s, struct str needle, size_t from)
{
    const char *at, *end;
    size_t anchor, last = needle.len - 1;

    if (needle.len == 0)
        return from <= s.len ? (ptrdiff_t)from : STR_NPOS;
    if (from >= s.len || s.len - from < needle.len)
        return STR_NPOS;
    anchor = rarest(needle);
    end = s.at + s.len - needle.len + 1;
    for (at = s.at + from; at < end; at++) {
        at = memchr(at + anchor, needle.at[anchor], (size_t)(end - at));
        if (!at)
            return STR_NPOS;
        at -= anchor;
        if (at[0] == needle.at[0] && at[last] == needle.at[last] && memcmp(at, needle.at, needle.len) == 0)
            return at - s.at;
    }
    return STR_NPOS;
}

ptrdiff_t
str_ifind(struct str s, struct str needle, size_t from)
{
    for (; from <= s.len && s.len - from >= needle.len; from++)
        if (same_letters(s.at + from, needle.at, needle.len))
            return (ptrdiff_t)from;
    return STR_NPOS;
}

/* Is C one of the eight bytes at AT? A byte of ZERO is 0 where C stands, and only if one is 0 the sum borrows from above it. */
static bool
has_byte(const char *at, char c)
{
    static const uint64_t each = 0x0101010101010101u;
    uint64_t zero;

    memcpy(&zero, at, sizeof zero);
    zero ^= each * (unsigned char)c;
    return ((zero - each) & ~zero & each << 7) != 0;
}

ptrdiff_t
str_rchr(struct str s, char c)
{
    size_t i = s.len;

    while (i >= 8 && !has_byte(s.at + i - 8, c))
        i -= 8;
    while (i > 0 && s.at[i - 1] != c)
        i--;
    return (ptrdiff_t)i - 1;
}

bool
str_cut(struct str *rest, char sep, struct str *part)
{
    ptrdiff_t at;

    if (!rest->at)
        return false;
    at = str_chr(*rest, sep, 0);
    if (at == STR_NPOS) {
        *part = *rest;
        *rest = STR_NONE;
        return part->len > 0 || part->at != NULL;
    }
    *part = str_sub(*rest, 0, (size_t)at);
    *rest = str_from(*rest, (size_t)at + 1);
    return true;
}

size_t
str_line_end(struct str s, size_t from)
{
    const char *feed = from < s.len ? memchr(s.at + from, '\n', s.len - from) : NULL;
    size_t end = feed ? (size_t)(feed - s.at) : s.len;
    const char *cr = from < end ? memchr(s.at + from, '\r', end - from) : NULL;

    return cr ? (size_t)(cr - s.at) : end;
}

bool
str_line(struct str *rest, struct str *line)
{
    size_t n;

    if (rest->len == 0)
        return false;
    n = str_line_end(*rest, 0);
    *line = str_sub(*rest, 0, n);
    if (n < rest->len)
        n += n + 1 < rest->len && rest->at[n] == '\r' && rest->at[n + 1] == '\n' ? 2 : 1;
    *rest = str_from(*rest, n);
    return true;
}

bool
str_is_listed(struct str s, const char *list)
{
    enum { LONGEST = 16 };
    char key[LONGEST + 3];
    size_t n = 0;

    if (!s.len || s.len > LONGEST)
        return false;
    key[n++] = ' ';
    for (size_t i = 0; i < s.len; i++)
        key[n++] = char_lower(s.at[i]);
    key[n++] = ' ';
    key[n] = '\0';
    return strstr(list, key) != NULL;
}

bool
str_is_blank(struct str s)
{
    return str_trim(s).len == 0;
}

bool
str_uint(struct str s, unsigned long max, unsigned long *n)
{
    unsigned long value = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned long digit = (unsigned long)(s.at[i] - '0');
        if (!char_is_digit(s.at[i]) || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *n = value;
    return true;
}

/* The unit at the end of TEXT, which is taken off. */
static bool
take_unit(struct str *text, uint64_t *unit)
{
    static const struct { const char *name; uint64_t bytes; } units[] = {
        { "KiB", 1 << 10 }, { "MiB", 1 << 20 }, { "GiB", 1 << 30 }, { "kB", 1000 }, { "MB", 1000000 }, { "GB", 1000000000 },
    };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct str name = str_of(units[i].name);
        if (text->len < name.len || !str_ieq(str_from(*text, text->len - name.len), name))
            continue;
        *text = str_trim((struct str){ text->at, text->len - name.len });
        *unit = units[i].bytes;
        return true;
    }
    return false;
}

bool
str_bytes(struct str text, uint64_t *n)
{
    unsigned long whole, tenths = 0;
    uint64_t unit;
    ptrdiff_t dot;

    if (!take_unit(&text, &unit))
        return false;
    dot = str_chr(text, '.', 0);
    if (dot != STR_NPOS && (!str_uint(str_from(text, (size_t)dot + 1), 9, &tenths) || (size_t)dot + 2 != text.len))
        return false;
    if (!str_uint((struct str){ text.at, dot == STR_NPOS ? text.len : (size_t)dot }, 1000000, &whole))
        return false;
    *n = whole * unit + tenths * unit / 10;
    return *n > 0;
}

size_t
str_skip_blanks(struct str s, size_t i)
{
    while (i < s.len && char_is_blank(s.at[i]))
        i++;
    return i;
}
