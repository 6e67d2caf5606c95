/* uri_test: base/uri and base/base64. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/base64.h"
#include "base/uri.h"

static struct arena a;

TEST(splits_into_parts)
{
    struct uri u = uri_split(STR("https://me@ex.com:80/a/b?c=d?e#f#g"));

    CHECK_STR(u.scheme, "https");
    CHECK_STR(u.authority, "me@ex.com:80");
    CHECK_STR(u.path, "/a/b");
    CHECK_STR(u.query, "c=d?e");
    CHECK_STR(u.fragment, "f#g");
    CHECK_STR(uri_join(&a, &u), "https://me@ex.com:80/a/b?c=d?e#f#g");
    u = uri_split(STR("a/b:c"));
    CHECK(!u.scheme.at && !u.authority.at && !u.query.at && !u.fragment.at);
    CHECK_STR(u.path, "a/b:c");
    u = uri_split(STR("//h?#"));
    CHECK(u.authority.len == 1 && u.path.at && u.path.len == 0 && u.query.at && u.fragment.at);
    CHECK_STR(uri_join(&a, &u), "//h?#");
    CHECK(!uri_split(STR("1a:b")).scheme.at && !uri_split(STR(":b")).scheme.at && !uri_split(STR("")).fragment.at);
    CHECK_STR(uri_split(STR("C:/x")).scheme, "C");
}

/* The examples of RFC 3986, 5.4. */
TEST(resolves_as_the_standard_says)
{
    static const struct { const char *ref, *whole; } rows[] = {
        { "g:h", "g:h" }, { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" },
        { "/g", "http://a/g" }, { "//g", "http://g" }, { "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" },
        { "#s", "http://a/b/c/d;p?q#s" }, { "g#s", "http://a/b/c/g#s" }, { ";x", "http://a/b/c/;x" },
        { "", "http://a/b/c/d;p?q" },
        { ".", "http://a/b/c/" }, { "./", "http://a/b/c/" }, { "..", "http://a/b/" }, { "../", "http://a/b/" },
        { "../g", "http://a/b/g" }, { "../..", "http://a/" }, { "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
        { "/./g", "http://a/g" }, { "/../g", "http://a/g" }, { "g.", "http://a/b/c/g." }, { "..g", "http://a/b/c/..g" },
        { "./../g", "http://a/b/g" }, { "./g/.", "http://a/b/c/g/" }, { "g/./h", "http://a/b/c/g/h" },
        { "g/../h", "http://a/b/c/h" }, { "g;x=1/../y", "http://a/b/c/y" }, { "g?y/../x", "http://a/b/c/g?y/../x" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(uri_resolve(&a, STR("http://a/b/c/d;p?q"), str_of(rows[i].ref)), rows[i].whole);
    CHECK_STR(uri_resolve(&a, STR("http://a"), STR("g")), "http://a/g");
}

TEST(dots_go)
{
    CHECK_STR(uri_without_dots(&a, STR("/a/b/c/./../../g")), "/a/g");
    CHECK_STR(uri_without_dots(&a, STR("mid/content=5/../6")), "mid/6");
    CHECK_STR(uri_without_dots(&a, STR("/a//b/..")), "/a//");
    CHECK_STR(uri_without_dots(&a, STR("../../..")), "");
}

TEST(escapes_what_may_not_stand)
{
    struct buf out;

    buf_init(&out);
    uri_add_escaped(&out, STR("a b/%41%zz%\xC3\xA4|?"), "/");
    CHECK_STR(buf_str(&out), "a%20b/%41%25zz%25%C3%A4%7C%3F");
    buf_release(&out);
}

static struct str
decoded(const char *text)
{
    struct str bytes;

    return base64_decode(&a, str_of(text), &bytes) ? bytes : STR("no");
}

TEST(base64)
{
    CHECK_STR(decoded("Zm9vYg=="), "foob");
    CHECK_STR(decoded("Zm 9v\nYmE="), "fooba");
    CHECK_STR(decoded("Zm9vYmFy"), "foobar");
    CHECK_STR(decoded("Zg"), "f");
    CHECK_STR(decoded("_-8"), "\xFF\xEF");
    CHECK_STR(decoded(""), "");
    CHECK_STR(decoded("Z"), "no");
    CHECK_STR(decoded("Zm9v!"), "no");
}

TESTS(CASE(splits_into_parts), CASE(resolves_as_the_standard_says), CASE(dots_go), CASE(escapes_what_may_not_stand),
    CASE(base64))
