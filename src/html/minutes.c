/* minutes: how long a text takes to read. SPDX-License-Identifier: MIT
 *
 * Words are runs without blanks; characters of scripts that put no blanks between words are counted one by one. Most text has
 * none of those: eight bytes of it are counted at once. */
#include "html/page.h"

#include "base/utf8.h"

#include <string.h>

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

/* Does the character that begins with byte C need a look at is_sign()? 0xE2 leads punctuation. */
static bool
may_lead_sign(unsigned char c)
{
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

#define EACH(byte) ((byte) * UINT64_C(0x0101010101010101))

/* The highest bit of each byte of EIGHT that is no blank (above U+0020). */
static uint64_t
not_blank(uint64_t eight)
{
    return (((eight & EACH(0x7F)) + EACH(0x7F - ' ')) | eight) & EACH(0x80);
}

/* The highest bit of each byte that is 0xE0 or above. */
static uint64_t
leads(uint64_t eight)
{
    return eight & eight << 1 & eight << 2 & EACH(0x80);
}

/* Eight bytes, the first the lowest: compilers make one load of it. */
static uint64_t
load(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;

    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32
        | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static bool
has_signs(uint64_t eight)
{
    for (; eight; eight >>= 8)
        if (may_lead_sign(eight & 0xFF))
            return true;
    return false;
}

/* The words of a text without signs; false if it may have some. */
static bool
count_quickly(struct str text, size_t *words)
{
    uint64_t before = 0;                /* 1 if the byte before was no blank */
    size_t n = 0, i = 0;

    while (i < text.len) {
        char rest[8] = { 0 };
        uint64_t eight, solid;
        if (text.len - i >= 8)
            eight = load(text.at + i);
        else
            eight = load(memcpy(rest, text.at + i, text.len - i));
        if (leads(eight) && has_signs(eight))
            return false;
        solid = not_blank(eight) >> 7;
        n += (size_t)((solid & ~(solid << 8 | before)) * EACH(1) >> 56);
        before = solid >> 56;
        i += 8;
    }
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
