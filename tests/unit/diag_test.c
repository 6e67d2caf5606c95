/* diag_test: what is wrong with the input, as data. SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include "unit/check.h"

#include <string.h>

TEST(entries_are_counted_by_the_severity_of_their_code)
{
    struct diag d;

    diag_init(&d);
    diag_add(&d, DIAG_DATE_MISMATCH, "a.md", 0, 0, "note");
    diag_add(&d, DIAG_DATE_INVALID, "a.md", 3, 7, "'%s' is no date", "x");
    diag_add(&d, DIAG_OUTPUT_FAILED, NULL, 0, 0, "disk");
    CHECK(d.n == 3 && d.nwarnings == 1 && d.nerrors == 1);
    CHECK(d.entries[1].line == 3 && d.entries[1].col == 7 && strcmp(d.entries[1].text, "'x' is no date") == 0);
    CHECK(strcmp(d.entries[2].path, "") == 0 && d.entries[2].severity == DIAG_ERROR);
    diag_release(&d);
}

TEST(texts_are_one_line_of_whole_characters)
{
    struct diag d;
    char many[3000];

    for (size_t i = 0; i + 1 < sizeof many; i += 3)
        memcpy(many + i, "\xE2\x82\xAC", 3);
    many[sizeof many - 1] = '\0';
    diag_init(&d);
    diag_add(&d, DIAG_ENCODING, "a", 0, 0, "one\ntwo\tthree\x1B[31m");
    CHECK(strcmp(d.entries[0].text, "one two three [31m") == 0);
    diag_add(&d, DIAG_ENCODING, "a", 0, 0, "%s", many);
    CHECK(strlen(d.entries[1].text) % 3 == 0 && strlen(d.entries[1].text) > 900);
    diag_release(&d);
}

TEST(offsets_become_lines_and_columns_in_characters)
{
    static const struct { size_t offset; uint32_t line, col; } places[] = {
        { 0, 1, 1 }, { 3, 1, 3 }, { 5, 2, 1 }, { 7, 3, 1 }, { 8, 4, 1 }, { 9, 4, 2 }, { 99, 4, 2 },
    };
    struct source s = { .path = "a.md", .bytes = STR("a\xC3\xA9" "b\n\r\n\rx") };
    struct diag d;

    diag_init(&d);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        diag_at(&d, DIAG_LINK_DEAD, &s, places[i].offset, "here");
        CHECK(d.entries[i].line == places[i].line && d.entries[i].col == places[i].col);
    }
    diag_release(&d);
}

TEST(joining_copies_and_says_nothing_twice)
{
    struct diag all, one;

    diag_init(&all);
    for (int i = 0; i < 2; i++) {
        diag_init(&one);
        diag_add(&one, DIAG_LINK_DEAD, "a.md", 1, 1, "same");
        diag_add(&one, DIAG_LINK_DEAD, "a.md", 2, 1, "same");
        diag_add(&one, DIAG_LINK_DEAD, "b.md", 1, 1, "same");
        diag_join(&all, &one);
        diag_release(&one);
    }
    CHECK(all.n == 3 && all.nwarnings == 3);
    CHECK(strcmp(all.entries[2].path, "b.md") == 0 && strcmp(all.entries[2].text, "same") == 0);
    diag_release(&all);
}

TEST(every_code_has_a_stable_name_in_order)
{
    for (int c = 0; c < DIAG_CODES; c++) {
        const char *name = diag_code_name((enum diag_code)c);
        CHECK(name && *name && *diag_code_meaning((enum diag_code)c));
        for (const char *p = name; *p; p++)
            CHECK((*p >= 'a' && *p <= 'z') || *p == '-');
        CHECK(c == 0 || strcmp(diag_code_name((enum diag_code)(c - 1)), name) < 0);
    }
    CHECK(strcmp(diag_severity_name(DIAG_WARNING), "warning") == 0);
}

TEST(a_list_of_one_takes_little_memory)
{
    struct diag one, all;

    diag_init(&one);
    diag_init(&all);
    diag_add(&one, DIAG_DUPLICATE, "articles/2024/03/a-name-of-usual-length.md", 1, 1, "the same article as %s", "b.md");
    CHECK(one.mem.total < 400);
    for (int i = 0; i < 1000; i++)
        diag_join(&all, &one);
    CHECK(all.n == 1 && all.mem.total < 400);
    diag_release(&one);
    diag_release(&all);
}

TESTS(CASE(a_list_of_one_takes_little_memory),
    CASE(entries_are_counted_by_the_severity_of_their_code), CASE(texts_are_one_line_of_whole_characters),
    CASE(offsets_become_lines_and_columns_in_characters), CASE(joining_copies_and_says_nothing_twice),
    CASE(every_code_has_a_stable_name_in_order))
