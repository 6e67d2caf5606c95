/* url_test: keys of web addresses. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/url.h"

static struct arena mem;

TEST(spellings_of_one_address_have_one_key)
{
    static const char *const same[] = { "https://example.org/a/b", "http://www.Example.org/a/b/", "HTTPS://EXAMPLE.ORG/a/b#top",
        "https://user:pw@example.org/a/b//", "https://example.org/%61/b" };

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        CHECK_STR(url_key(&mem, str_of(same[i])), "example.org/a/b");
}

TEST(queries_and_case_of_paths_count)
{
    CHECK_STR(url_key(&mem, STR("http://example.org/?p=1")), "example.org?p=1");
    CHECK_STR(url_key(&mem, STR("http://example.org/A?p=1#x")), "example.org/A?p=1");
}

TEST(parts_of_an_address)
{
    CHECK_STR(url_host(STR("https://example.org:80/a?b#c")), "example.org:80");
    CHECK_STR(url_path(STR("https://example.org:80/a/?b#c")), "/a/");
    CHECK_STR(url_path(STR("https://example.org?b")), "");
    CHECK_STR(url_host(STR("ftp://example.org/")), "");
}

TEST(only_http_with_a_host_is_of_the_web)
{
    CHECK(url_is_web(STR("http://x")));
    CHECK(!url_is_web(STR("http:///x")));
    CHECK(!url_is_web(STR("mailto:a@b")));
    CHECK(!url_is_web(STR("/a/b")));
    CHECK(!url_is_web(STR("")));
}

TEST(path_keys_have_no_outer_slashes)
{
    CHECK_STR(url_path_key(&mem, STR("/a%20b/c/?x#y")), "a b/c");
    CHECK_STR(url_path_key(&mem, STR("//")), "");
}

TEST(bad_escapes_stay)
{
    CHECK_STR(url_unescape(&mem, STR("%")), "%");
    CHECK_STR(url_unescape(&mem, STR("a%2")), "a%2");
    CHECK_STR(url_unescape(&mem, STR("%zz%41%00")), "%zzA%00");
}

TESTS(CASE(spellings_of_one_address_have_one_key), CASE(queries_and_case_of_paths_count), CASE(parts_of_an_address),
    CASE(only_http_with_a_host_is_of_the_web), CASE(path_keys_have_no_outer_slashes), CASE(bad_escapes_stay))
