/* value_test: data as YAML, TOML or JSON write it. SPDX-License-Identifier: MIT */
#include "base/value.h"

#include "unit/check.h"

static struct value
scalar(const char *text)
{
    return (struct value){ .kind = VALUE_SCALAR, .text = str_of(text) };
}

TEST(keys_are_found_in_any_case_the_last_one_counts)
{
    struct value items[3] = { scalar("1"), scalar("2"), scalar("3") };
    struct value_key keys[3] = { { .text = STR("Title") }, { .text = STR("b") }, { .text = STR("TITLE") } };
    struct value map = { .kind = VALUE_MAP, .items = items, .keys = keys, .n = 3 };

    CHECK(value_get(&map, "title") == &items[2] && value_get(&map, "B") == &items[1] && value_get(&map, "c") == NULL);
    CHECK(value_get(NULL, "x") == NULL && value_get(&items[0], "x") == NULL);
}

TEST(booleans_are_asked_for_not_guessed)
{
    static const char *const yes[] = { "true", "Yes", "ON", "1", " true " };
    static const char *const no[] = { "false", "No", "off", "0" };
    static const char *const neither[] = { "", "y", "n", "2", "truely", "null", "2024-01-01" };
    struct value v;
    bool b;

    for (size_t i = 0; i < 5; i++)
        CHECK((v = scalar(yes[i]), value_bool(&v, &b)) && b);
    for (size_t i = 0; i < 4; i++)
        CHECK((v = scalar(no[i]), value_bool(&v, &b)) && !b);
    for (size_t i = 0; i < 7; i++)
        CHECK((v = scalar(neither[i]), !value_bool(&v, &b)));
    v.kind = VALUE_LIST;
    CHECK(!value_bool(&v, &b) && !value_bool(NULL, &b));
}

static bool
is_number(const char *text, double want)
{
    struct value v = scalar(text);
    double got;

    return value_number(&v, &got) && got > want - 1e-9 && got < want + 1e-9;
}

TEST(numbers_are_decimal)
{
    struct value v;
    double d;

    CHECK(is_number("0", 0) && is_number("-12", -12) && is_number("+3.25", 3.25) && is_number(" 7 ", 7)
        && is_number(".5", 0.5));
    CHECK((v = scalar("1e3"), !value_number(&v, &d)));
    CHECK((v = scalar("0x10"), !value_number(&v, &d)));
    CHECK((v = scalar("1,5"), !value_number(&v, &d)));
    CHECK((v = scalar("-"), !value_number(&v, &d)));
    CHECK((v = scalar("."), !value_number(&v, &d)));
    CHECK((v = scalar(""), !value_number(&v, &d)));
    CHECK(!value_number(NULL, &d));
}

TESTS(CASE(keys_are_found_in_any_case_the_last_one_counts), CASE(booleans_are_asked_for_not_guessed), CASE(numbers_are_decimal))
