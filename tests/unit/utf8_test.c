/* utf8_test: code points in bytes. SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "unit/check.h"

/* The code points of S as hexadecimal, with the places where each begins. */
static struct str
decoded(struct buf *out, struct str s)
{
    buf_clear(out);
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        unsigned code = (unsigned)utf8_next(s, &i);
        buf_addf(out, "%s%zu:%X", start ? " " : "", start, code);
    }
    return buf_str(out);
}

TEST(good_sequences)
{
    struct buf b;

    buf_init(&b);
    CHECK_STR(decoded(&b, STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z")), "0:61 1:E9 3:20AC 6:1F600 10:7A");
    CHECK_STR(decoded(&b, STR("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF")), "0:D7FF 3:E000 6:10FFFF");
    buf_release(&b);
}

/* Unicode, chapter 3, "U+FFFD substitution of maximal subparts". */
TEST(bad_sequences_are_replaced_by_their_maximal_parts)
{
    struct buf b;

    buf_init(&b);
    CHECK_STR(decoded(&b, STR("\xC0\xAF")), "0:FFFD 1:FFFD");                         /* overlong */
    CHECK_STR(decoded(&b, STR("\xE0\x80\x80")), "0:FFFD 1:FFFD 2:FFFD");
    CHECK_STR(decoded(&b, STR("\xED\xA0\x80")), "0:FFFD 1:FFFD 2:FFFD");              /* surrogate */
    CHECK_STR(decoded(&b, STR("\xF4\x90\x80\x80")), "0:FFFD 1:FFFD 2:FFFD 3:FFFD");   /* above U+10FFFF */
    CHECK_STR(decoded(&b, STR("\xE2\x82" "a")), "0:FFFD 2:61");                       /* cut off: one for both bytes */
    CHECK_STR(decoded(&b, STR("\xF0\x9F\x98")), "0:FFFD");
    CHECK_STR(decoded(&b, STR("\x80" "a\xFF")), "0:FFFD 1:61 2:FFFD");
    buf_release(&b);
}

TEST(the_first_bad_byte)
{
    CHECK(utf8_valid_length(STR("abc\xC3\xA9")) == 5);
    CHECK(utf8_valid_length(STR("abc\xC3")) == 3);
    CHECK(utf8_valid_length(STR("\xEF\xBF\xBD\xFF")) == 3);      /* U+FFFD itself is good */
    CHECK(utf8_valid_length(STR_NONE) == 0);
    CHECK(utf8_valid_length((struct str){ "a\0b", 3 }) == 3);
}

TEST(writing_is_the_opposite_of_reading)
{
    struct buf b;

    buf_init(&b);
    for (uint32_t c = 1; c <= 0x10FFFF; c += 37) {
        size_t i = 0;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        buf_clear(&b);
        utf8_add(&b, c);
        CHECK(utf8_next(buf_str(&b), &i) == c && i == b.len);
    }
    buf_release(&b);
}

TEST(counting_and_cutting)
{
    CHECK(utf8_count(STR("a\xC3\xA9\xF0\x9F\x98\x80")) == 3);
    CHECK(utf8_floor(STR("a\xC3\xA9z"), 2) == 1 && utf8_floor(STR("a\xC3\xA9z"), 3) == 3 && utf8_floor(STR("a"), 9) == 1);
}

TEST(what_xml_cannot_hold)
{
    CHECK(utf8_is_xml('a') && utf8_is_xml('\n') && utf8_is_xml('\t') && utf8_is_xml(0x10FFFF) && utf8_is_xml(0xFFFD));
    CHECK(!utf8_is_xml(0) && !utf8_is_xml(0x0B) && !utf8_is_xml(0x1F) && !utf8_is_xml(0xFFFE) && !utf8_is_xml(0xD800));
}

TESTS(CASE(good_sequences), CASE(bad_sequences_are_replaced_by_their_maximal_parts), CASE(the_first_bad_byte),
    CASE(writing_is_the_opposite_of_reading), CASE(counting_and_cutting), CASE(what_xml_cannot_hold))
