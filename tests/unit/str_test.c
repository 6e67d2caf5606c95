/* str_test: runs of bytes. SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "unit/check.h"

TEST(comparing)
{
    CHECK(str_eq(STR_NONE, STR("")) && !str_eq(STR("a"), STR("b")) && !str_eq(STR("a"), STR("ab")));
    CHECK(str_ieq(STR("AbC"), STR("aBc")) && !str_ieq(STR("\xC3\x89"), STR("\xC3\xA9")));
    CHECK(str_eqc(str_of(NULL), "") && str_ieqc(STR("YES"), "yes"));
    CHECK(str_cmp(STR("a"), STR("b")) < 0 && str_cmp(STR("b"), STR("a")) > 0 && str_cmp(STR("a"), STR("a")) == 0);
    CHECK(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR_NONE, STR("a")) < 0 && str_cmp(STR("Z"), STR("a")) < 0);
    CHECK(str_cmp(STR("\xFF"), STR("a")) > 0);
}

TEST(beginnings_and_ends)
{
    CHECK(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR("")) && !str_starts(STR("ab"), STR("abc")));
    CHECK(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("bc"), STR("abc")));
    CHECK(str_istarts(STR("HTTP://x"), STR("http://")) && !str_istarts(STR("htt"), STR("http")));
}

TEST(finding)
{
    struct str s = STR("abcabc");

    CHECK(str_find(s, STR("bc"), 0) == 1 && str_find(s, STR("bc"), 2) == 4 && str_find(s, STR("bc"), 5) == STR_NPOS);
    CHECK(str_find(s, STR("cabc"), 0) == 2 && str_find(s, STR("x"), 0) == STR_NPOS && str_find(s, STR(""), 6) == 6);
    CHECK(str_find(STR_NONE, STR("a"), 0) == STR_NPOS && str_find(s, STR("a"), 99) == STR_NPOS);
    CHECK(str_ifind(s, STR("CA"), 0) == 2 && str_ifind(s, STR("CAX"), 0) == STR_NPOS);
    CHECK(str_chr(s, 'c', 3) == 5 && str_chr(s, 'z', 0) == STR_NPOS && str_chr(s, 'a', 99) == STR_NPOS);
    CHECK(str_rchr(s, 'a') == 3 && str_rchr(s, 'z') == STR_NPOS);
}

TEST(parts_are_clipped)
{
    CHECK_STR(str_sub(STR("abc"), 1, 2), "b");
    CHECK_STR(str_sub(STR("abc"), 2, 99), "c");
    CHECK_STR(str_sub(STR("abc"), 2, 1), "");
    CHECK_STR(str_from(STR("abc"), 99), "");
    CHECK(str_sub(STR_NONE, 1, 2).len == 0);
}

TEST(trimming)
{
    CHECK_STR(str_trim(STR(" \t\r\n\fa b \n")), "a b");
    CHECK_STR(str_trim(STR("  ")), "");
    CHECK_STR(str_trim(STR("\xC2\xA0")), "\xC2\xA0");
    CHECK(str_is_blank(STR("\t \n")) && str_is_blank(STR_NONE) && !str_is_blank(STR(" x ")));
}

TEST(cutting_gives_every_part_also_empty_ones)
{
    struct str rest = STR("a,,b,"), part;

    CHECK(str_cut(&rest, ',', &part) && str_eqc(part, "a"));
    CHECK(str_cut(&rest, ',', &part) && str_eqc(part, ""));
    CHECK(str_cut(&rest, ',', &part) && str_eqc(part, "b"));
    CHECK(str_cut(&rest, ',', &part) && str_eqc(part, ""));
    CHECK(!str_cut(&rest, ',', &part));
    rest = STR_NONE;
    CHECK(!str_cut(&rest, ',', &part));
}

TEST(lines_end_in_any_way)
{
    struct str rest = STR("a\nb\r\n\rc"), line;

    CHECK(str_line(&rest, &line) && str_eqc(line, "a"));
    CHECK(str_line(&rest, &line) && str_eqc(line, "b"));
    CHECK(str_line(&rest, &line) && str_eqc(line, ""));
    CHECK(str_line(&rest, &line) && str_eqc(line, "c"));
    CHECK(!str_line(&rest, &line));
    rest = STR("x\n");
    CHECK(str_line(&rest, &line) && !str_line(&rest, &line));
}

TEST(numbers)
{
    unsigned long n = 7;

    CHECK(str_uint(STR("0"), 9, &n) && n == 0);
    CHECK(str_uint(STR("255"), 255, &n) && n == 255);
    CHECK(!str_uint(STR("256"), 255, &n) && n == 255);
    CHECK(!str_uint(STR(""), 9, &n) && !str_uint(STR("-1"), 9, &n) && !str_uint(STR("1x"), 99, &n));
    CHECK(!str_uint(STR("99999999999999999999999999"), (unsigned long)-1, &n));
    CHECK(str_uint(STR("18446744073709551615"), (unsigned long)-1, &n) && n == (unsigned long)-1);
}

TEST(sizes)
{
    uint64_t n = 7;

    CHECK(str_bytes(STR("25MB"), &n) && n == 25000000);
    CHECK(str_bytes(STR("25 mb"), &n) && n == 25000000);
    CHECK(str_bytes(STR("1.5 GB"), &n) && n == 1500000000);
    CHECK(str_bytes(STR("2MiB"), &n) && n == 2097152);
    CHECK(!str_bytes(STR("25"), &n) && !str_bytes(STR("MB"), &n) && !str_bytes(STR("0 MB"), &n) && !str_bytes(STR("1.25MB"), &n));
    CHECK(!str_bytes(STR("1.MB"), &n) && !str_bytes(STR("-1MB"), &n) && n != 25);
}

TESTS(CASE(comparing), CASE(beginnings_and_ends), CASE(finding), CASE(parts_are_clipped), CASE(trimming),
    CASE(cutting_gives_every_part_also_empty_ones), CASE(lines_end_in_any_way), CASE(numbers), CASE(sizes))
