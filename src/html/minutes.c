/* minutes: how long a text takes to read. SPDX-License-Identifier: MIT
 *
 * Words are runs without blanks; characters of scripts that put no blanks between words are counted one by one. Most text has
 * none of those: sixteen bytes of it are counted at once. */
#include "html/page.h"

#include "base/utf8.h"

enum { WORDS = 230, SIGNS = 500 };      /* that people read in a minute: words; characters of scripts without blanks */

struct count { size_t words, signs; };

/* Chinese, Japanese, Thai and others whose words have no blanks between them. Korean has, and counts by words. */
static bool
is_sign(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF)
        || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Does the character that begins with byte C need a look at is_sign()? E2 leads punctuation. */
static bool
may_lead_sign(char byte)
{
    unsigned char c = (unsigned char)byte;

    return c >= 0xE0 && c != 0xE2;
}

static void
count_slowly(struct str text, struct count *count)
{
    bool in_word = false;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (is_sign(c)) {
            count->signs++;
            in_word = false;
        } else {
            bool is_blank = c <= ' ';
            count->words += !is_blank && !in_word;
            in_word = !is_blank;
        }
    }
}

/* Sixteen bytes at once: what a comparison gives has all bits of a lane, which counts as -1, or none. Bytes above ASCII are below 0
 * here. FLUSH blocks and one are what may be counted in a lane. */
typedef signed char lanes __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes), FLUSH = 126 };

static inline lanes
load(const char *at)
{
    lanes c;

    memcpy(&c, at, sizeof c);
    return c;
}

static inline lanes
are_solid(lanes c)
{
    return (c > ' ') | (0 > c);
}

static inline size_t
sum_of(lanes n)
{
    static const uint64_t each_other = 0x00FF00FF00FF00FFu;
    uint64_t half[2], sum;

    memcpy(half, &n, sizeof half);
    sum = (half[0] & each_other) + (half[0] >> 8 & each_other) + (half[1] & each_other) + (half[1] >> 8 & each_other);
    return (size_t)(sum * 0x0001000100010001u >> 48);
}

static inline bool
is_none(lanes mask)
{
    uint64_t half[2];

    memcpy(half, &mask, sizeof half);
    return (half[0] | half[1]) == 0;
}

/* As may_lead_sign(), of all bytes of N blocks. */
static bool
may_have_signs(const char *at, size_t n)
{
    lanes signs = { 0 };

    for (; n > 0; n--, at += LANES) {
        lanes c = load(at);
        signs |= (c > (signed char)0xDF) & (0 > c) & (c != (signed char)0xE2);
    }
    return !is_none(signs);
}

/* Adds the words that begin in N blocks, and in the last LEFT bytes of one more that overlaps them; the byte before each is there
 * too. False if a character in them may be a sign. */
static inline bool
count_blocks(const char *at, size_t n, size_t left, size_t *words)
{
    static const signed char no_lanes_then_all[2 * LANES] = { [LANES] = -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1 };
    const char *end = at + n * LANES, *last = end + left - LANES;
    lanes c = load(last), any = c, begun = are_solid(c) & ~are_solid(load(last - 1));

    begun = -(begun & load((const char *)no_lanes_then_all + left));
    for (const char *block = at; block < end; block += LANES) {
        c = load(block);
        begun -= are_solid(c) & ~are_solid(load(block - 1));
        any |= c;
    }
    *words += sum_of(begun);
    return is_none(0 > any) || (!may_have_signs(at, n) && !may_have_signs(last, 1));
}

static bool
count_few(struct str text, size_t *words)
{
    bool in_word = false, may_have = false;
    unsigned char any = 0;
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        n += (c > ' ') & !in_word;
        in_word = c > ' ';
        any |= c;
    }
    for (size_t i = 0; any >= 0x80 && i < text.len; i++)
        may_have |= may_lead_sign(text.at[i]);
    *words += may_have ? 0 : n;
    return !may_have;
}

/* Adds the words of a text without signs; false if it may have some. */
static bool
count_quickly(struct str text, size_t *words)
{
    size_t i = 1, n = 0, blocks;

    if (text.len <= LANES)
        return count_few(text, words);
    if (may_lead_sign(text.at[0]))
        return false;
    n = (unsigned char)text.at[0] > ' ';
    for (; (blocks = (text.len - i) / LANES) > FLUSH; i += FLUSH * LANES)
        if (!count_blocks(text.at + i, FLUSH, 0, &n))
            return false;
    if (!count_blocks(text.at + i, blocks, (text.len - i) % LANES, &n))
        return false;
    *words += n;
    return true;
}

uint32_t
reading_minutes(const struct node *root)
{
    struct count count = { 0 };

    for (const struct node *n = root->first; n; n = node_next(n, root))
        if (n->tag == TAG_TEXT && !count_quickly(n->text, &count.words))
            count_slowly(n->text, &count);
    return (uint32_t)((count.words * SIGNS + count.signs * WORDS + WORDS * SIGNS - 1) / (WORDS * SIGNS));
}
