/* template_test: template code in Markdown: places, warnings, names. What becomes of each construct is in tests/spec.
 * SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/diag.h"
#include "read/template.h"
#include "read/template_part.h"

#include <string.h>

static struct arena mem;
static struct diag diag;
static struct template_text made;

static struct str
resolve(const char *text)
{
    struct source source = { .path = "a.md", .bytes = str_of(text) };
    struct template_input in = { .source = &source, .diag = &diag };

    diag_release(&diag);
    diag_init(&diag);
    template_resolve(&mem, &in, &made);
    return made.text;
}

/* The byte of the source that the first NEEDLE of the made text came from. */
static long
place_of(const char *needle)
{
    ptrdiff_t at = str_find(made.text, str_of(needle), 0);

    return at < 0 ? -1 : (long)places_source(&made.places, (uint32_t)at);
}

TEST(a_text_without_template_code_is_not_copied)
{
    const char *text = "Plain *words*, [a](b): c\n";

    CHECK(resolve(text).at == text);
    CHECK(made.places.n == 0);
    text = "{ a } 100% [b] :: $c $5 $HOME/a_b:$PATH\n";
    CHECK(resolve(text).at == text);
}

TEST(what_was_there_keeps_its_place)
{
    CHECK_STR(resolve("ab {{ x }} cd {% y %}ef"), "ab  cd ef");
    CHECK(place_of("ab") == 0);
    CHECK(place_of("cd") == 11);
    CHECK(place_of("ef") == 21);
    resolve("{% raw %}{{ a }}{% endraw %}b");
    CHECK(place_of("{{ a") == 9);
    CHECK(place_of("b") == 28);
}

TEST(what_was_made_lies_where_its_tag_begins)
{
    resolve("a {{< youtube x >}} b");
    CHECK(place_of("[YouTube") == 2);
    CHECK(place_of("watch") == 2);
    CHECK(place_of(" b") == 19);
}

TEST(each_name_is_told_once)
{
    resolve("{{< a >}}{{< a >}} {{< b >}}\n{% a %}{{ c.d }}");
    CHECK(diag.n == 4);
    CHECK_STR(str_of(diag.entries[0].text), "shortcode 'a' was taken out, 2 times");
    CHECK(diag.entries[0].line == 1 && diag.entries[0].col == 1);
    CHECK_STR(str_of(diag.entries[1].text), "shortcode 'b' was taken out");
    CHECK(diag.entries[1].col == 20);
    CHECK_STR(str_of(diag.entries[2].text), "tag 'a' was taken out");
    CHECK(diag.entries[2].line == 2);
    CHECK_STR(str_of(diag.entries[3].text), "expression 'c.d' was taken out");
}

TEST(thousands_of_names_are_not_told_one_by_one)
{
    struct buf text;

    buf_init(&text);
    for (int i = 0; i < 1000; i++)
        buf_addf(&text, "{{< n%d >}}", i);
    CHECK_STR(resolve(arena_cstr(&mem, buf_str(&text))), "");
    CHECK(diag.n == 101);
    buf_release(&text);
}

TEST(names_of_an_article_are_plain)
{
    CHECK_STR(template_plain(&mem, STR("Plain {words}")), "Plain {words}");
    CHECK_STR(template_plain(&mem, STR("{{ site.title }} A{% if x %}B{% endif %}")), "AB");
    CHECK_STR(template_plain(&mem, STR("1. On [[River Eddle|the river]] {{< youtube x >}}")), "1. On the river YouTube");
    CHECK_STR(template_heading(STR("Title {#id .x}")), "Title");
    CHECK_STR(template_heading(STR("Sets {a, b}")), "Sets {a, b}");
}

static struct call
call(const char *text)
{
    struct call c;

    call_parse(&mem, str_of(text), &c);
    return c;
}

TEST(arguments_are_read_as_each_program_writes_them)
{
    struct call c = call("blocks/My_Figure.html src=\"a b\" `c d` 'e' f, g: \"h\" i=j");

    CHECK_STR(c.name, "my-figure");
    CHECK_STR(c.written, "blocks/My_Figure.html");
    CHECK_STR(call_get(&c, "x src", -1), "a b");
    CHECK_STR(call_get(&c, "", 0), "c d");
    CHECK_STR(call_get(&c, "", 1), "e");
    CHECK_STR(call_get(&c, "", 2), "f");
    CHECK_STR(call_get(&c, "g", -1), "h");
    CHECK_STR(call_get(&c, "i", 0), "j");
    CHECK_STR(call_get(&c, "none", 9), "");
    c = call("youtube(id=\"x\\\"y\", list=[1, 2], on=true)");
    CHECK(c.has_parentheses && c.nargs == 3);
    CHECK_STR(call_get(&c, "id", -1), "x\"y");
    CHECK_STR(call_get(&c, "list", -1), "[1, 2]");
    c = call("img https://example.org/a?b=c lang:js");
    CHECK_STR(call_get(&c, "", 0), "https://example.org/a?b=c");
    CHECK_STR(call_get(&c, "lang", -1), "js");
}

static size_t
list(const char *text, const char **id)
{
    struct str found = STR("");
    size_t end = attributes_read(str_of(text), 0, &found, NULL);

    *id = arena_cstr(&mem, found);
    return end;
}

TEST(attribute_lists_are_told_from_other_braces)
{
    const char *id;

    CHECK(list("{#a.b .c d=\"e f\"} x", &id) == 17 && strcmp(id, "a.b") == 0);
    CHECK(list("{: .a #b}", &id) == 9 && strcmp(id, "b") == 0);
    CHECK(list("{:#b.c}", &id) == 7 && strcmp(id, "b") == 0);
    CHECK(list("{:toc}", &id) == 6);
    CHECK(list("{-}", &id) == 3);
    CHECK(list("{}", &id) == 0);
    CHECK(list("{#}", &id) == 0);
    CHECK(list("{:?}", &id) == 0);
    CHECK(list("{a, b}", &id) == 0);
    CHECK(list("{x = 1}", &id) == 0);
    CHECK(list("{#a", &id) == 0);
}

TEST(emoji_have_names)
{
    CHECK_STR(emoji_find(STR("+1")), "\U0001F44D");
    CHECK_STR(emoji_find(STR("zzz")), "\U0001F4A4");
    CHECK_STR(emoji_find(STR("tada")), "\U0001F389");
    CHECK(emoji_find(STR("nothing")).len == 0);
    CHECK(emoji_find(STR("")).len == 0);
}

TESTS(CASE(a_text_without_template_code_is_not_copied), CASE(what_was_there_keeps_its_place),
    CASE(what_was_made_lies_where_its_tag_begins), CASE(each_name_is_told_once),
    CASE(thousands_of_names_are_not_told_one_by_one), CASE(names_of_an_article_are_plain),
    CASE(arguments_are_read_as_each_program_writes_them), CASE(attribute_lists_are_told_from_other_braces),
    CASE(emoji_have_names))
