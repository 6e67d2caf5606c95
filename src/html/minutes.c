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

/* Blocks of sixteen bytes, without a branch: compilers make a few vector instructions of them. Each of the sixteen lanes counts the
 * words that begin in it; FLUSH blocks are what their sum may come from in a byte. */
enum { LANES = 16, FLUSH = 255 / LANES };

static size_t
sum_of(const unsigned char *lanes)
{
    size_t n = 0;

    for (int i = 0; i < LANES; i++)
        n += lanes[i];
    return n;
}

/* The words that begin in N blocks; the byte before the first one is there too. */
static size_t
count_blocks(const unsigned char *at, size_t n, unsigned char *signs)
{
    unsigned char lanes[LANES] = { 0 }, any[LANES] = { 0 }, all = 0;

    for (size_t block = 0; block < n; block++, at += LANES)
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (unsigned char)(lanes[i] + ((at[i] > ' ') & (at[i - 1] <= ' ')));
            any[i] = (unsigned char)(any[i] | ((at[i] >= 0xE0) & (at[i] != 0xE2)));
        }
    for (int i = 0; i < LANES; i++)
        all |= any[i];
    *signs |= all;
    return sum_of(lanes);
}

/* The words of a text without signs; false if it may have some. */
static bool
count_quickly(struct str text, size_t *words)
{
    const unsigned char *at = (const unsigned char *)text.at;
    unsigned char signs = 0;
    size_t n, i = 1;

    if (!text.len)
        return true;
    n = at[0] > ' ';
    signs = may_lead_sign(at[0]);
    while (i + LANES <= text.len) {
        size_t blocks = (text.len - i) / LANES;
        blocks = blocks < FLUSH ? blocks : FLUSH;
        n += count_blocks(at + i, blocks, &signs);
        i += blocks * LANES;
    }
    for (; i < text.len; i++) {
        n += (at[i] > ' ') & (at[i - 1] <= ' ');
        signs |= may_lead_sign(at[i]);
    }
    *words += signs ? 0 : n;
    return !signs;
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
