/* path_test: names of files, as text. SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "unit/check.h"

static struct arena a;

static struct str
cleaned(const char *path)
{
    struct str result = STR("?");

    return path_clean(&a, str_of(path), &result) ? result : STR("outside");
}

TEST(joining)
{
    CHECK_STR(path_join(&a, STR("a"), STR("b")), "a/b");
    CHECK_STR(path_join(&a, STR("a/"), STR("b")), "a/b");
    CHECK_STR(path_join(&a, STR("/"), STR("b")), "/b");
    CHECK_STR(path_join(&a, STR("."), STR("b")), "b");
    CHECK_STR(path_join(&a, STR(""), STR("b")), "b");
    CHECK_STR(path_join(&a, STR("a"), STR("/b")), "/b");
    CHECK_STR(path_join(&a, STR("a"), STR(".")), "a");
    CHECK_STR(path_join(&a, STR("a"), STR("")), "a");
}

TEST(parts)
{
    CHECK_STR(path_folder(STR("a/b/c.md")), "a/b");
    CHECK_STR(path_folder(STR("c.md")), "");
    CHECK_STR(path_folder(STR("/c.md")), "/");
    CHECK_STR(path_name(STR("a/b/c.md")), "c.md");
    CHECK_STR(path_name(STR("a/")), "");
    CHECK_STR(path_stem(STR("a.b/c.d.md")), "c.d");
    CHECK_STR(path_stem(STR("a/.x")), ".x");
    CHECK_STR(path_extension(STR("a.b/c.MD")), "MD");
    CHECK_STR(path_extension(STR("a.b/c")), "");
    CHECK_STR(path_extension(STR(".x")), "");
    CHECK_STR(path_extension(STR("x.")), "");
    CHECK_STR(path_without_extension(STR("a.b/c.md")), "a.b/c");
    CHECK_STR(path_without_extension(STR("a.b/c")), "a.b/c");
}

TEST(cleaning)
{
    CHECK_STR(cleaned("a/./b//c/"), "a/b/c");
    CHECK_STR(cleaned("a/../b"), "b");
    CHECK_STR(cleaned("a/b/../../c"), "c");
    CHECK_STR(cleaned("/a"), "a");
    CHECK_STR(cleaned(""), "");
    CHECK_STR(cleaned("a/.."), "");
    CHECK_STR(cleaned("a/...b"), "a/...b");
}

TEST(climbing_out_is_seen)
{
    CHECK_STR(cleaned(".."), "outside");
    CHECK_STR(cleaned("a/../../b"), "outside");
    CHECK_STR(cleaned("/../b"), "outside");
    CHECK_STR(cleaned("../a/b"), "outside");
}

TEST(tidying_for_people)
{
    CHECK_STR(path_tidy(&a, STR("./a//b/../c")), "a/c");
    CHECK_STR(path_tidy(&a, STR("../a/.")), "../a");
    CHECK_STR(path_tidy(&a, STR("/a/../b")), "/b");
}

TEST(relative_ways)
{
    CHECK_STR(path_relative(&a, STR("text"), STR("images/a.png")), "../images/a.png");
    CHECK_STR(path_relative(&a, STR("text"), STR("text/a.xhtml")), "a.xhtml");
    CHECK_STR(path_relative(&a, STR(""), STR("a/b")), "a/b");
    CHECK_STR(path_relative(&a, STR("a/b/c"), STR("a/x/y")), "../../x/y");
    CHECK_STR(path_relative(&a, STR("a/b"), STR("ab/c")), "../../ab/c");
    CHECK_STR(path_relative(&a, STR("a"), STR("b")), "../b");
}

TEST(nothing_leaks)
{
    arena_release(&a);
    CHECK(a.total == 0);
}

TESTS(CASE(joining), CASE(parts), CASE(cleaning), CASE(climbing_out_is_seen), CASE(tidying_for_people),
    CASE(relative_ways), CASE(nothing_leaks))
