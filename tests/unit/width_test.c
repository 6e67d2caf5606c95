/* width_test: columns on a terminal. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/width.h"

static struct arena mem;

static struct str
shown(const char *text, size_t least, size_t most)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    width_add(&out, str_of(text), least, most);
    result = buf_take(&out, &mem);
    buf_release(&out);
    return result;
}

TEST(wide_and_combining_characters)
{
    CHECK(width_of(STR("abc")) == 3);
    CHECK(width_of(STR("日本")) == 4);
    CHECK(width_of(STR("e\xCC\x81")) == 1);
    CHECK(width_of(STR("한글🙂")) == 6);
}

TEST(short_text_is_filled)
{
    CHECK_STR(shown("ab", 4, 10), "ab  ");
    CHECK_STR(shown("日", 4, 0), "日  ");
    CHECK_STR(shown("", 2, 1), "  ");
}

TEST(long_text_is_cut_by_columns)
{
    CHECK_STR(shown("abcdef", 0, 6), "abcdef");
    CHECK_STR(shown("abcdefg", 0, 6), "abcde…");
    CHECK_STR(shown("日本語日本語", 6, 6), "日本… ");
    CHECK_STR(shown("abcdefgh日本語 and so on", 10, 10), "abcdefgh… ");
    CHECK_STR(shown("abcdefghijklmnop 日", 0, 17), "abcdefghijklmnop…");
    CHECK_STR(shown("abcde\xCC\x81\xCC\x81 and so on", 0, 6), "abcde\xCC\x81\xCC\x81…");
}

TEST(control_characters_cannot_reach_the_terminal)
{
    CHECK_STR(shown("a\x1B[2Jb", 0, 0), "a\xEF\xBF\xBD[2Jb");
    CHECK_STR(shown("\xFF", 0, 0), "\xEF\xBF\xBD");
    CHECK_STR(shown("much plain text before it: \x7F, and after it", 0, 0), "much plain text before it: \xEF\xBF\xBD, and after it");
    CHECK_STR(shown("\xC2\x85", 0, 0), "\xEF\xBF\xBD");
}

TESTS(CASE(wide_and_combining_characters), CASE(short_text_is_filled), CASE(long_text_is_cut_by_columns),
    CASE(control_characters_cannot_reach_the_terminal))
