/* json_test: writes JSON. SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "unit/check.h"

TEST(a_document)
{
    struct buf b;
    struct json j;

    buf_init(&b);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, "list");
    json_open(&j, '[');
    json_int(&j, -1);
    json_bool(&j, true);
    json_null(&j);
    json_close(&j);
    json_key(&j, "none");
    json_open(&j, '{');
    json_close(&j);
    json_member(&j, "empty", STR(""));
    json_member(&j, "text", STR("x"));
    json_close(&j);
    CHECK_STR(buf_str(&b), "{\n  \"list\": [\n    -1,\n    true,\n    null\n  ],\n  \"none\": {},\n  \"text\": \"x\"\n}\n");
    buf_release(&b);
}

TEST(texts_are_escaped)
{
    struct buf b;
    struct json j;

    buf_init(&b);
    json_init(&j, &b);
    json_text(&j, (struct str){ "\"\\/\n\t\x01\0\x7F\xC3\xA9", 10 });
    CHECK_STR(buf_str(&b), "\"\\\"\\\\/\\n\\t\\u0001\\u0000\\u007f\xC3\xA9\"");
    buf_release(&b);
}

TEST(bad_bytes_become_replacement_characters)
{
    struct buf b;
    struct json j;

    buf_init(&b);
    json_init(&j, &b);
    json_text(&j, STR("a\xFFz\xE2\x82"));
    CHECK_STR(buf_str(&b), "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
    buf_release(&b);
}

TESTS(CASE(a_document), CASE(texts_are_escaped), CASE(bad_bytes_become_replacement_characters))
