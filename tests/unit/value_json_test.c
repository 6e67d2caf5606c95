/* value_json_test: JSON as it should be and as pages have it. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/value_json.h"

#include <string.h>

static struct arena mem;

static const struct value *
parse(const char *text)
{
    return value_from_json(&mem, str_of(text));
}

static struct str
member(const char *text, const char *key)
{
    const struct value *v = value_get(parse(text), key);

    return v ? v->text : STR("none");
}

TEST(every_kind_of_value_is_read)
{
    const struct value *v = parse(" {\"a\": [1, -2.5e3, \"x\", true, null, {}], \"b\": []} rest");
    const struct value *a = value_get(v, "a");

    CHECK(v && v->kind == VALUE_MAP && v->n == 2 && a && a->kind == VALUE_LIST && a->n == 6);
    CHECK_STR(a->items[1].text, "-2.5e3");
    CHECK(!a->items[0].quoted && a->items[2].quoted && a->items[2].kind == VALUE_SCALAR);
    CHECK(a->items[4].kind == VALUE_NULL && a->items[5].kind == VALUE_MAP && a->items[5].n == 0);
    CHECK(value_get(v, "b")->kind == VALUE_LIST && value_get(v, "b")->n == 0);
}

TEST(places_are_counted_in_characters)
{
    const struct value *v = parse("{\n \"é\": 1, \"b\": 2 }");

    CHECK(v->keys[0].line == 2 && v->keys[0].col == 2);
    CHECK(v->items[1].line == 2 && v->items[1].col == 15);
}

TEST(escapes_become_characters)
{
    CHECK_STR(member("{\"k\": \"a\\n\\t\\\"\\\\\\/\"}", "k"), "a\n\t\"\\/");
    CHECK_STR(member("{\"k\": \"\\u00e9\\uD83D\\ude00\"}", "k"), "é😀");
    CHECK_STR(member("{\"k\": \"\\ud83d!\"}", "k"), "\xEF\xBF\xBD!");
    CHECK_STR(member("{\"k\": \"\\ud83d\\u0041\"}", "k"), "\xEF\xBF\xBD" "A");
    CHECK_STR(member("{\"k\": \"\\udc00\\u0000\"}", "k"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(what_pages_do_wrong_is_taken)
{
    CHECK_STR(member("{\"k\": \"two\nlines\",}", "k"), "two\nlines");
    CHECK_STR(member("/* c */ { // d\n \"k\": [1,], \"l\": \"\\d\\u12\" }", "l"), "du12");
    CHECK_STR(member("{\"k\": 1, \"K\": 2}", "k"), "2");
}

TEST(what_is_damaged_is_nothing)
{
    static const char *const wrong[] = { "", " ", "{", "[1", "{\"a\"}", "{\"a\":}", "{a:1}", "\"x", "\"\\", "[1 2]",
        "]", "/*", "//", "{\"a\":1 \"b\":2}", "[,]", "{\"a\":\"\\u" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!parse(wrong[i]));
}

TEST(depth_is_bounded)
{
    char deep[100001];

    memset(deep, '[', 100000);
    deep[100000] = '\0';
    CHECK(!parse(deep));
    memset(deep, ']', 128);
    memset(deep, '[', 64);
    deep[128] = '\0';
    CHECK(parse(deep));
    memset(deep, '[', 65);
    memset(deep + 65, ']', 65);
    deep[130] = '\0';
    CHECK(!parse(deep));
}

TEST(the_end_gives_memory_back)
{
    arena_release(&mem);
    CHECK(mem.head == NULL);
}

TESTS(CASE(every_kind_of_value_is_read), CASE(places_are_counted_in_characters), CASE(escapes_become_characters),
    CASE(what_pages_do_wrong_is_taken), CASE(what_is_damaged_is_nothing), CASE(depth_is_bounded),
    CASE(the_end_gives_memory_back))
