/* deflate_test: entries are smaller and whole again, or kept as they are. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/mem.h"
#include "wrap/deflate.h"

#include <stdlib.h>
#include <string.h>

static struct deflated
deflate_once(struct str bytes)
{
    struct deflater *d = deflater_new();
    struct deflated result = deflate_bytes(d, DEFLATE_FAST, bytes);

    deflater_free(d);
    return result;
}

TEST(the_crc_is_the_one_of_zip)
{
    CHECK(deflate_crc(STR("123456789")) == 0xCBF43926u);    /* the check value of CRC-32/ISO-HDLC */
    CHECK(deflate_crc(STR("")) == 0);
    CHECK(deflate_crc(STR_NONE) == 0);
}

TEST(text_becomes_smaller)
{
    char text[4096];
    struct deflated data;
    bool is_smaller;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "abcdefgh\n"[i % 9];
    data = deflate_once((struct str){ text, sizeof text });
    is_smaller = data.len < 200 && data.original == sizeof text && !data.is_stored;
    is_smaller = is_smaller && data.crc == deflate_crc((struct str){ text, sizeof text });
    deflated_release(&data);
    CHECK(is_smaller);
    CHECK(!data.at);
}

TEST(what_cannot_become_smaller_is_kept)
{
    char noise[1000];
    uint32_t x = 12345;
    struct deflated data;
    bool is_same;

    for (size_t i = 0; i < sizeof noise; i++) {
        x = x * 1664525u + 1013904223u;
        noise[i] = (char)(x >> 24);
    }
    data = deflate_once((struct str){ noise, sizeof noise });
    is_same = data.is_stored && data.len == sizeof noise && memcmp(data.at, noise, sizeof noise) == 0;
    deflated_release(&data);
    CHECK(is_same);
}

TEST(little_and_nothing_are_kept)
{
    static const char *const texts[] = { "", "x", "xy" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct deflated data = deflate_once(str_of(texts[i]));
        bool is_kept = data.is_stored && data.at && data.len == strlen(texts[i]) && data.original == data.len;
        deflated_release(&data);
        CHECK(is_kept);
    }
}

TEST(one_deflater_gives_the_same_bytes_again)
{
    struct deflater *d = deflater_new();
    struct str text = STR("the same text, the same text, the same text, the same text");
    struct deflated a = deflate_bytes(d, DEFLATE_FAST, text), b, c;
    bool is_same;

    b = deflate_bytes(d, DEFLATE_FAST, STR("something else, something else, something else"));
    c = deflate_bytes(d, DEFLATE_FAST, text);
    is_same = a.len == c.len && memcmp(a.at, c.at, a.len) == 0 && b.crc != a.crc;
    deflated_release(&a);
    deflated_release(&b);
    deflated_release(&c);
    deflater_free(d);
    deflater_free(NULL);
    CHECK(is_same);
}

TEST(more_effort_makes_smaller_bytes_of_the_same_text)
{
    struct deflater *d = deflater_new();
    char text[4000];
    struct deflated fast, small;
    bool is_smaller, is_same;

    for (size_t i = 0; i < sizeof text; i++)            /* words out of a small vocabulary */
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + (i / 7 * i / 7 % 11 + i % 7 * 3) % 26);
    fast = deflate_bytes(d, DEFLATE_FAST, (struct str){ text, sizeof text });
    small = deflate_bytes(d, DEFLATE_SMALL, (struct str){ text, sizeof text });
    is_smaller = small.len < fast.len;
    is_same = small.crc == fast.crc && small.original == fast.original;
    deflated_release(&fast);
    deflated_release(&small);
    deflater_free(d);
    CHECK(is_smaller);
    CHECK(is_same);
}

TESTS(CASE(the_crc_is_the_one_of_zip), CASE(text_becomes_smaller), CASE(what_cannot_become_smaller_is_kept),
    CASE(little_and_nothing_are_kept), CASE(one_deflater_gives_the_same_bytes_again),
    CASE(more_effort_makes_smaller_bytes_of_the_same_text))
