/* items: where the articles of a feed or export stand in its text. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/arena.h"
#include "read/items.h"

/* The items of TEXT with "|" between, each with the lines before it: "0:<item>a</item>|3:…". */
static struct str
listed(struct arena *a, const char *text, bool (*next)(struct items *))
{
    struct items x = { .text = str_of(text) };
    struct str all = STR("");

    while (next(&x))
        all = arena_printf(a, "%.*s%s%u:%.*s", STR_ARG(all), all.len ? "|" : "", (unsigned)x.line, STR_ARG(x.item));
    return all;
}

TEST(items_of_xml)
{
    static const struct { const char *text, *want; } cases[] = {
        { "<rss><item>a</item>\n<item x='>'>b</item></rss>", "0:<item>a</item>|1:<item x='>'>b</item>" },
        { "<a:feed><a:entry>b</a:entry></a:feed>", "0:<a:entry>b</a:entry>" },
        { "<rss><item/><items>x</items><item>b</item>", "0:<item/>|0:<item>b</item>" },
        { "<!-- <item>no</item> --><item><![CDATA[</item>]]></item>", "0:<item><![CDATA[</item>]]></item>" },
        { "<item>a<item>b</item>", "0:<item>a|0:<item>b</item>" },      /* one end is missing */
        { "<item>a", "0:<item>a" },
        { "<rss></rss>", "" },
        { "< item>", "" },
        { "<item", "0:<item" },
    };
    struct arena a;

    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(listed(&a, cases[i].text, items_next_xml), cases[i].want);
    arena_release(&a);
}

TEST(items_of_json)
{
    static const struct { const char *text, *want; } cases[] = {
        { "[{\"a\": [1, 2]},\n {\"b\": \"]}\"}]", "0:{\"a\": [1, 2]}|1:{\"b\": \"]}\"}" },
        { " [1, \"x\\\"]\", null]", "0:1|0:\"x\\\"]\"|0:null" },
        { "[]", "" },
        { "{}", "" },
        { "[{\"a\": 1", "0:{\"a\": 1" },
    };
    struct arena a;

    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(listed(&a, cases[i].text, items_next_json), cases[i].want);
    arena_release(&a);
}

TEST(members_of_json)
{
    struct str text = STR(" { \"a\": {\"items\": 1}, \"items\" : [2, {\"items\": 3}], \"z\": null }");

    CHECK_STR(items_json_member(text, STR("items")), "[2, {\"items\": 3}]");
    CHECK_STR(items_json_member(text, STR("z")), "null ");
    CHECK(!items_json_member(text, STR("b")).at && !items_json_member(STR("[1]"), STR("a")).at);
    CHECK(!items_json_member(STR("{\"a"), STR("a")).at);
}

TEST(the_first_tag)
{
    CHECK_STR(items_root_tag(STR("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"<b>\">]>\n<!-- <c> --><rss version='2'>x")),
        "<rss version='2'>");
    CHECK(items_root_tag(STR("no tag")).len == 0);
}

TESTS(CASE(items_of_xml), CASE(items_of_json), CASE(members_of_json), CASE(the_first_tag))
