/* text_language: the spelling of language tags (BCP 47). SPDX-License-Identifier: MIT */
#include "wrap/text.h"

enum { SUBTAGS = 16, LONGEST_SUBTAG = 8, LONGEST_TAG = 64 };

struct subtags {
    struct str at[SUBTAGS];
    size_t n;
};

static bool
is_all(struct str s, bool (*is)(char))
{
    for (size_t i = 0; i < s.len; i++)
        if (!is(s.at[i]))
            return false;
    return s.len > 0;
}

static bool
is_alpha(char c)
{
    return char_is_alpha(c);
}

static bool
is_digit(char c)
{
    return char_is_digit(c);
}

static bool
is_alnum(char c)
{
    return char_is_alnum(c);
}

/* False if a part is empty, too long or holds anything but letters and digits. */
static bool
split(struct str tag, struct subtags *s)
{
    size_t from = 0;

    s->n = 0;
    for (size_t i = 0; i <= tag.len; i++) {
        if (i < tag.len && tag.at[i] != '-' && tag.at[i] != '_')
            continue;
        if (s->n == SUBTAGS || i - from > LONGEST_SUBTAG || !is_all(str_sub(tag, from, i), is_alnum))
            return false;
        s->at[s->n++] = str_sub(tag, from, i);
        from = i + 1;
    }
    return true;
}

static bool
is_variant(struct str s)
{
    return s.len >= 5 || (s.len == 4 && char_is_digit(s.at[0]));
}

static bool
is_region(struct str s)
{
    return (s.len == 2 && is_all(s, is_alpha)) || (s.len == 3 && is_all(s, is_digit));
}

static bool
stands_before(const struct subtags *s, size_t i, size_t from)
{
    for (; from < i; from++)
        if (str_ieq(s->at[from], s->at[i]))
            return true;
    return false;
}

/* A singleton with at least one subtag each, none twice; "x" takes all that follows. */
static bool
is_extensions(const struct subtags *s, size_t i)
{
    size_t first = i;

    while (i < s->n) {
        bool is_private = str_ieqc(s->at[i], "x");
        size_t n = 0;
        if (s->at[i].len != 1 || stands_before(s, i, first))
            return false;
        for (i++; i < s->n && (is_private || s->at[i].len > 1); i++)
            n++;
        if (n == 0)
            return false;
    }
    return true;
}

/* langtag of RFC 5646, 2.1; SCRIPT and REGION get the places of those subtags, or 0. */
static bool
is_well_formed(const struct subtags *s, size_t *script, size_t *region)
{
    size_t i = 1, variants;

    *script = *region = 0;
    if (s->at[0].len < 2 || s->at[0].len > 3 || !is_all(s->at[0], is_alpha))
        return false;
    for (; i < s->n && i <= 3 && s->at[i].len == 3 && is_all(s->at[i], is_alpha); i++)
        ;                       /* extended language subtags */
    if (i < s->n && s->at[i].len == 4 && is_all(s->at[i], is_alpha))
        *script = i++;
    if (i < s->n && is_region(s->at[i]))
        *region = i++;
    for (variants = i; i < s->n && is_variant(s->at[i]); i++)
        if (stands_before(s, i, variants))
            return false;
    return is_extensions(s, i);
}

/* Case as RFC 5646, 2.1.1 recommends: scripts in title case, regions in capitals, all else small. */
bool
text_language(struct arena *a, struct str tag, struct str *normal)
{
    struct subtags s;
    size_t script, region, n = 0;
    char out[LONGEST_TAG];

    tag = str_trim(tag);
    if (tag.len >= LONGEST_TAG || !split(tag, &s) || !is_well_formed(&s, &script, &region))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (i)
            out[n++] = '-';
        for (size_t k = 0; k < s.at[i].len; k++) {
            bool capital = i && (i == region || (i == script && k == 0));
            char c = char_lower(s.at[i].at[k]);
            out[n++] = capital && char_is_alpha(c) ? (char)(c - 32) : c;
        }
    }
    *normal = arena_str(a, (struct str){ out, n });
    return true;
}
