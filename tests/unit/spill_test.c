/* spill_test: bytes beyond a budget wait in a file. SPDX-License-Identifier: MIT */
#include "base/spill.h"

#include "unit/check.h"

#include <stdlib.h>
#include <unistd.h>

TEST(what_is_above_the_budget_comes_back_from_the_file)
{
    char folder[] = "/tmp/spill_test.XXXXXX", path[64];
    struct spill s;
    struct arena mem;
    uint64_t first = 99, second = 99;

    CHECK(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/sub/book.epub", folder);
    arena_init(&mem);
    spill_init(&s, path, 10);
    CHECK(spill_hold(&s, STR("0123456789"), &first) && s.fd == -1);
    CHECK(!spill_hold(&s, STR("ab"), &first) && first == 0 && s.fd >= 0);
    CHECK(!spill_hold(&s, STR("cde"), &second) && second == 2);
    CHECK_STR(spill_read(&s, &mem, second, 3), "cde");
    CHECK_STR(spill_read(&s, &mem, first, 2), "ab");
    CHECK(spill_read(&s, &mem, second, 4).at == NULL);
    spill_drop(&s, 10);
    CHECK(spill_hold(&s, STR("f"), &first));
    spill_release(&s);
    arena_release(&mem);
    snprintf(path, sizeof path, "%s/sub", folder);
    CHECK(rmdir(path) == 0 && rmdir(folder) == 0);      /* the file has no name */
}

TEST(without_a_file_all_is_held)
{
    struct spill s;
    uint64_t at = 0;

    spill_init(&s, "/dev/null/sub/book.epub", 1);
    CHECK(spill_hold(&s, STR("abc"), &at) && spill_hold(&s, STR("def"), &at) && s.held == 6);
    spill_release(&s);
}

TEST(pieces_stand_behind_each_other_or_are_all_held)
{
    char folder[] = "/tmp/spill_test.XXXXXX", path[64];
    const struct str pieces[] = { STR("one"), STR(""), STR("two"), STR("three") };
    struct spill s;
    struct arena mem;
    struct buf room;
    uint64_t at = 99;

    buf_init(&room);
    CHECK(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/book.epub", folder);
    arena_init(&mem);
    spill_init(&s, path, 11);
    CHECK(spill_hold_all(&s, pieces, 4, &room, &at) && s.held == 11 && s.fd == -1);
    CHECK(!spill_hold(&s, STR("x"), &at) && at == 0);
    CHECK(!spill_hold_all(&s, pieces, 4, &room, &at) && at == 1 && s.held == 11);
    CHECK_STR(spill_read(&s, &mem, 0, 12), "xonetwothree");
    spill_release(&s);
    buf_release(&room);
    arena_release(&mem);
    CHECK(rmdir(folder) == 0);
}

TESTS(CASE(pieces_stand_behind_each_other_or_are_all_held), CASE(what_is_above_the_budget_comes_back_from_the_file),
    CASE(without_a_file_all_is_held))
