/* near_test: words that may have been meant. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/near.h"

static const char *
best(const char *word)
{
    static const char *const known[] = { "title", "tags-split", "timezone", "site", "style" };
    struct near n;

    near_init(&n, str_of(word));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        near_try(&n, known[i]);
    return n.best ? n.best : "";
}

TEST(distance_counts_changes)
{
    CHECK(near_distance(STR("kitten"), STR("sitting")) == 3);
    CHECK(near_distance(STR(""), STR("abc")) == 3);
    CHECK(near_distance(STR("abc"), STR("")) == 3);
    CHECK(near_distance(STR("abc"), STR("abc")) == 0);
}

TEST(neighbours_that_change_places_count_once)
{
    CHECK(near_distance(STR("titel"), STR("title")) == 1);
    CHECK(near_distance(STR("ab"), STR("ba")) == 1);
}

TEST(case_does_not_count)
{
    CHECK(near_distance(STR("TITLE"), STR("title")) == 0);
}

TEST(the_nearest_wins)
{
    CHECK_STR(str_of(best("titel")), "title");
    CHECK_STR(str_of(best("Site")), "site");
    CHECK_STR(str_of(best("timezoen")), "timezone");
    CHECK_STR(str_of(best("tag-split")), "tags-split");
}

TEST(what_is_far_gives_nothing)
{
    CHECK_STR(str_of(best("colour")), "");
    CHECK_STR(str_of(best("xyz")), "");
}

TEST(long_words_are_refused)
{
    CHECK(near_distance(STR("aaaaaaaaaabbbbbbbbbbccccccccccddd"), STR("a")) > NEAR_LENGTH);
}

TESTS(CASE(distance_counts_changes), CASE(neighbours_that_change_places_count_once), CASE(case_does_not_count),
    CASE(the_nearest_wins), CASE(what_is_far_gives_nothing), CASE(long_words_are_refused))
