/* yaml_test: YAML as values. SPDX-License-Identifier: MIT */
#include "wrap/yaml.h"

#include "unit/check.h"

#include "base/buf.h"

#include <string.h>

static struct arena a;
static struct yaml_problem problem;

/* V in one line: {k: "scalar", l: [null]}; quoted scalars with ". */
static void
show(struct buf *out, const struct value *v)
{
    const char *open = v->kind == VALUE_MAP ? "{" : "[", *close = v->kind == VALUE_MAP ? "}" : "]";

    if (v->kind == VALUE_NULL)
        buf_adds(out, "null");
    if (v->kind == VALUE_SCALAR)
        buf_addf(out, v->quoted ? "\"%.*s\"" : "%.*s", STR_ARG(v->text));
    if (v->kind == VALUE_NULL || v->kind == VALUE_SCALAR)
        return;
    buf_adds(out, open);
    for (size_t i = 0; i < v->n; i++) {
        buf_adds(out, i ? ", " : "");
        if (v->kind == VALUE_MAP)
            buf_addf(out, "%.*s%s: ", STR_ARG(v->keys[i].text), v->keys[i].repeated ? "(!)" : "");
        show(out, &v->items[i]);
    }
    buf_adds(out, close);
}

static struct str
yaml_of(struct str text)
{
    const struct value *v = value_from_yaml(&a, text, 0, &problem);
    struct buf out;
    struct str shown;

    if (!v)
        return arena_printf(&a, "%u:%u: %s", (unsigned)problem.line, (unsigned)problem.col, problem.what);
    buf_init(&out);
    show(&out, v);
    shown = buf_take(&out, &a);
    buf_release(&out);
    return shown;
}

static bool
refused(const char *text, const char *where, const char *why)
{
    struct str got = yaml_of(str_of(text));
    bool is_refused = str_starts(got, str_of(where)) && str_find(got, str_of(why), 0) != STR_NPOS;

    if (!is_refused)
        printf("got: %.*s\n", STR_ARG(got));
    return is_refused;
}

TEST(scalars_keep_their_text)
{
    CHECK_STR(yaml_of(STR("a: 2024\nb: no\nc: 1e3\nd: 0x1F\ne: ~\nf:\ng: null\n")),
        "{a: 2024, b: no, c: 1e3, d: 0x1F, e: null, f: null, g: null}");
    CHECK_STR(yaml_of(STR("a: 'null'\nb: \"~\"\nc: \"x\\ty\\u00e9\"\nd: |\n  one\n  two\ne: >-\n  one\n  two\n")),
        "{a: \"null\", b: \"~\", c: \"x\ty\xC3\xA9\", d: \"one\ntwo\n\", e: \"one two\"}");
    CHECK_STR(yaml_of(STR("a: !!str null\nb: !!int 5\nc: ! x")), "{a: \"null\", b: 5, c: x}");
}

TEST(lists_and_maps_in_both_styles)
{
    CHECK_STR(yaml_of(STR("tags:\n- a\n- b c\nother: [on, 2024, {x: y}]\n")), "{tags: [a, b c], other: [on, 2024, {x: y}]}");
    CHECK_STR(yaml_of(STR("{\"title\": \"x\", \"draft\": true}")), "{title: \"x\", draft: true}");
    CHECK_STR(yaml_of(STR("- - a\n  - b\n- c")), "[[a, b], c]");
}

TEST(nothing_is_a_value_too)
{
    CHECK_STR(yaml_of(STR("")), "null");
    CHECK_STR(yaml_of(STR("\n# only a comment\n")), "null");
    CHECK_STR(yaml_of(STR_NONE), "null");
}

TEST(values_know_their_place)
{
    const struct value *v = value_from_yaml(&a, STR("a: 1\n\xC3\xA9: x\nlist:\n  - y\n"), 10, &problem);

    CHECK(v && v->items[0].line == 11 && v->items[0].col == 4);
    CHECK(v->keys[1].line == 12 && v->items[1].col == 4);
    CHECK(v->items[2].items[0].line == 14 && v->items[2].items[0].col == 5);
}

TEST(repeated_keys_are_marked_in_any_case)
{
    CHECK_STR(yaml_of(STR("a: 1\nb: 2\nA: 3\na: 4\n")), "{a(!): 1, b: 2, A(!): 3, a: 4}");
}

TEST(aliases_share_and_merge_keys_fill_what_is_missing)
{
    CHECK_STR(yaml_of(STR("a: &x [1, 2]\nb: *x\n")), "{a: [1, 2], b: [1, 2]}");
    CHECK_STR(yaml_of(STR("base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\n")), "{base: {x: 1, y: 2}, d: {x: 1, y: 3}}");
    CHECK_STR(yaml_of(STR("a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  q: 0\n  <<: [*a, *b]\n")),
        "{a: {x: 1}, b: {x: 2, z: 3}, c: {x: 1, z: 3, q: 0}}");
    CHECK_STR(yaml_of(STR("<<: text\n")), "{<<: text}");
    CHECK_STR(yaml_of(STR("a: &x 1\nb: &x 2\nc: *x")), "{a: 1, b: 2, c: 2}");
}

TEST(what_people_forget_to_quote_is_found_at_its_place)
{
    CHECK(refused("title: Foo: bar\n", "1:11:", "needs quotes"));
    CHECK(refused("a: 1\n\tb: 2\n", "2:1:", ""));
    CHECK(refused("a: 1\ntitle: @x\n", "2:8:", "needs quotes"));
    CHECK(refused("title: `x`\n", "1:8:", "needs quotes"));
    CHECK(refused("title: !x y\n", "1:8:", "'!x' is not supported"));
    CHECK(refused("title: [draft] x\n", "1:16:", ""));
    CHECK(refused("title: *x\n", "1:8:", "needs quotes"));
    CHECK(refused("title: {{ page.title }}\n", "1:9:", "a key must be a text"));
    CHECK(refused("title: \"open\nb: 2\n", "", ""));
    CHECK(refused("a: [1, 2\n", "2:1:", ""));
    CHECK(refused("a: 1\n  b: 2\n", "2:4:", ""));
    CHECK(refused("[a]\nb\n", "2:1:", ""));
}

TEST(tags_that_would_run_code_are_refused)
{
    CHECK(refused("a: !!python/object/apply:os.system [ls]\n", "1:4:", "not supported"));
    CHECK(refused("!!js/function 'x'", "1:1:", "not supported"));
}

TEST(characters_that_yaml_cannot_hold_are_found)
{
    CHECK(refused("a: 1\nb: \x01x\n", "2:4:", "control characters"));
    CHECK(refused("a: 1\nb: \xFF\n", "2:4:", "UTF-8"));
}

TEST(circles_are_refused)
{
    CHECK(refused("a: &x [*x]\n", "1:8:", "inside its own anchor"));
}

TEST(a_billion_laughs_are_refused)
{
    CHECK(refused("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n", "4:", "10,000"));
}

TEST(depth_and_size_have_limits)
{
    static char deep[200001], wide[200001], nested[20000];

    memset(deep, '[', sizeof deep - 1);
    CHECK(refused(deep, "1:65:", "64 levels"));
    for (size_t i = 0; i + 2 < sizeof wide; i += 2)
        memcpy(wide + i, "-\n", 2);
    CHECK(refused(wide, "10000:", "10,000"));
    for (size_t i = 0, n = 0; i < 62; i++)
        n += (size_t)snprintf(nested + n, sizeof nested - n, "%*sk:\n", (int)i, "");
    CHECK(value_from_yaml(&a, str_of(nested), 0, &problem) != NULL);
}

TEST(aliases_cannot_get_deeper_than_the_limit)
{
    char text[4000] = "a0: &a0 [x]\n";
    size_t n = strlen(text);

    for (int i = 1; i < 100; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    CHECK(refused(text, "6", "64 levels"));
}

TEST(only_the_first_document_counts)
{
    CHECK_STR(yaml_of(STR("---\na: 1\n---\nb: 2\n")), "{a: 1}");
    CHECK_STR(yaml_of(STR("a: 1\n...\n")), "{a: 1}");
    CHECK_STR(yaml_of(STR("\xEF\xBB\xBF" "a: 1\r\nb: 2\r\n")), "{a: 1, b: 2}");
    arena_release(&a);
}

TESTS(CASE(scalars_keep_their_text), CASE(lists_and_maps_in_both_styles), CASE(nothing_is_a_value_too),
    CASE(values_know_their_place), CASE(repeated_keys_are_marked_in_any_case),
    CASE(aliases_share_and_merge_keys_fill_what_is_missing), CASE(what_people_forget_to_quote_is_found_at_its_place),
    CASE(tags_that_would_run_code_are_refused), CASE(characters_that_yaml_cannot_hold_are_found), CASE(circles_are_refused),
    CASE(a_billion_laughs_are_refused), CASE(depth_and_size_have_limits), CASE(aliases_cannot_get_deeper_than_the_limit),
    CASE(only_the_first_document_counts))
