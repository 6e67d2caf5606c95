/* read_test: files to articles: bytes, front matter, sidecars. SPDX-License-Identifier: MIT */
#include "read/read.h"

#include "unit/reading.h"

#include "read/decode.h"
#include "read/front.h"

/* The kind of the block, where its text and the body begin: "1 title: x|text". */
static struct str
found(struct read *r, const char *text)
{
    struct front f = front_find(str_of(text));

    return arena_printf(&r->mem, "%d %.*s|%s", (int)f.kind, STR_ARG(f.text), text + f.body);
}

#define FOUND(text, kind, want) CHECK_STR(found(r, text), arena_printf(&r->mem, "%d %s", (int)(kind), want).at)

READ_TEST(blocks_of_yaml)
{
    FOUND("---\ntitle: x\n---\ntext", FRONT_YAML, "title: x\n|text");
    FOUND("--- \t\ntitle: x\n...\ntext", FRONT_YAML, "title: x\n|text");
    FOUND("---\r\ntitle: x\r\n---\r\ntext", FRONT_YAML, "title: x\r\n|text");
    FOUND("---\n---\ntext", FRONT_YAML, "|text");
    FOUND("---\ntitle: x\n---", FRONT_YAML, "title: x\n|");
    FOUND("---\na: |\n  ----\n ---\n---\ntext\n---\nmore", FRONT_YAML, "a: |\n  ----\n ---\n|text\n---\nmore");
    FOUND("---yaml\na: 1\n---\nx", FRONT_YAML, "a: 1\n|x");
}

READ_TEST(blocks_of_other_kinds)
{
    FOUND("+++\na = 1\n+++\nx", FRONT_TOML, "a = 1\n|x");
    FOUND("---toml\na = 1\n---\nx", FRONT_TOML, "a = 1\n|x");
    FOUND("---js\nevil()\n---\nx", FRONT_CODE, "evil()\n|x");
    FOUND("{\"a\": \"}\\\"\", \"b\": {}}\nx", FRONT_JSON, "{\"a\": \"}\\\"\", \"b\": {}}|x");
    FOUND("{\n  \"a\": 1\n}\n\nx", FRONT_JSON, "{\n  \"a\": 1\n}|\nx");
    FOUND("{}", FRONT_JSON, "{}|");
}

TEST(texts_without_a_block)
{
    static const char *const texts[] = { "", "text", "\n---\na: 1\n---\n", "----\na: 1\n----\n", " ---\na: 1\n---\n", "-- -\n",
        "{{< toc >}}\n", "{% raw %}", "{: .note}", "{ braces }", "++++\n", "# +++\n" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK(front_find(str_of(texts[i])).kind == FRONT_NONE);
    CHECK(front_find(STR("---\ntitle: x\n\ntext")).kind == FRONT_OPEN);
    CHECK(front_find(STR("+++\ntitle = 1")).kind == FRONT_OPEN);
    CHECK(front_find(STR("{\"a\": 1")).kind == FRONT_OPEN);
    CHECK(front_find(STR("{\"a\": 1} and text")).kind == FRONT_OPEN);
    CHECK(front_find(STR("---")).kind == FRONT_OPEN);
}

READ_TEST(a_byte_order_mark_and_line_ends_of_windows)
{
    const struct article *a;

    folder_write("a.md", "\xEF\xBB\xBF---\r\ntitle: X\r\ntags: [a]\r\n---\r\nText\r\n");
    read_here(r);
    a = article_at(r, "a.md");
    CHECK_STR(a->title, "X");
    CHECK(a->ntags == 1 && a->body == 31 && r->diag.n == 0);
}

READ_TEST(a_block_that_cannot_be_read_costs_its_keys_only)
{
    const struct article *a = article_of(r, "date: 2024-01-05\ntitle: Foo: bar");

    CHECK(a->why == WHY_NOT && a->body == 41 && a->date.precision == DATE_NONE);
    CHECK_STR(a->title, "A heading");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_FRONT_MATTER);
    CHECK(r->diag.entries[0].line == 3 && r->diag.entries[0].col == 11);
    CHECK(strcmp(r->diag.entries[0].path, "post.md") == 0);
}

READ_TEST(a_block_without_end_is_text)
{
    folder_write("a.md", "---\ntitle: x\n\ntext");
    read_here(r);
    CHECK(article_at(r, "a.md")->body == 0 && count_code(r, DIAG_FRONT_MATTER) == 1);
}

READ_TEST(what_stands_between_two_rules_is_text)
{
    folder_write("a.md", "---\n\nOnce *upon* a time, there was: a river\n\n---\n\nIt flowed.\n");
    folder_write("b.md", "---\nOnce upon a time\n---\n\nIt flowed.\n");
    folder_write("c.md", "---\n---\nIt flowed.\n");
    read_here(r);
    CHECK(article_at(r, "a.md")->body == 0 && article_at(r, "b.md")->body == 0 && article_at(r, "c.md")->body == 8);
    CHECK(count_code(r, DIAG_FRONT_MATTER) == 2);
}

READ_TEST(json_is_read_and_code_is_not_run)
{
    folder_write("a.md", "{\n  \"title\": \"J \\ud83d\\ude00\",\n  \"date\": 1\n}\n\nText");
    folder_write("b.md", "---json\n{\"title\": \"K\"}\n---\nText");
    folder_write("c.md", "---js\n{title: run()}\n---\nText");
    folder_write("d.md", "{\"title\": [nonsense}\nText");
    read_here(r);
    CHECK_STR(article_at(r, "a.md")->title, "J \xF0\x9F\x98\x80");
    CHECK_STR(article_at(r, "b.md")->title, "K");
    CHECK(article_at(r, "c.md")->body == 25 && article_at(r, "d.md")->body == 21);
    CHECK(count_code(r, DIAG_FRONT_MATTER) == 2 && count_code(r, DIAG_DATE_INVALID) == 1);
    CHECK(r->diag.entries[0].line == 3);
}

READ_TEST(a_sidecar_overrides_and_its_mistakes_are_its_own)
{
    const struct article *a;

    folder_write("a.md", "---\ntitle: Own\ntags: [x]\n---\nText");
    folder_write("a.yaml", "# c\nTitle: Beside\ndate: nonsense\n");
    folder_write("b.md", "Text");
    folder_write("b.yaml", "title: [\n");
    folder_write("c.md", "Text");
    folder_write("c.yml", "- a list\n");
    read_here(r);
    a = article_at(r, "a.md");
    CHECK_STR(a->title, "Beside");
    CHECK(a->ntags == 1);
    CHECK(count_code(r, DIAG_DATE_INVALID) == 1 && strcmp(r->diag.entries[0].path, "a.yaml") == 0
        && r->diag.entries[0].line == 3);
    CHECK(count_code(r, DIAG_FRONT_MATTER) == 2);
}

READ_TEST(a_sidecar_of_a_saved_page_overrides_the_page)
{
    folder_write("a.html", "<html><head><title>T</title></head><body><p>Some text here.</p></body></html>");
    folder_write("a.html.yaml", "author: Ann\ntags: [saved]\nlang: fr\n");
    read_here(r);
    CHECK(article_at(r, "a.html")->nauthors == 1 && article_at(r, "a.html")->ntags == 1);
    CHECK_STR(article_at(r, "a.html")->language, "fr");
}

/* ---- encodings ---- */

static struct str
decoded(struct read *r, struct str bytes, bool is_page)
{
    struct str text;

    return decode_text(&r->mem, "a", bytes, is_page, &text, &r->diag) ? text : STR("no text");
}

READ_TEST(utf8_is_taken_as_it_is)
{
    struct str bytes = STR("caf\xC3\xA9"), text = decoded(r, bytes, false);

    CHECK(text.at == bytes.at && text.len == bytes.len);
    CHECK_STR(decoded(r, STR("\xEF\xBB\xBF" "x"), false), "x");
    CHECK(r->diag.n == 0);
}

READ_TEST(other_encodings_by_their_mark)
{
    CHECK_STR(decoded(r, (struct str){ "\xFF\xFE" "h\0\xE9\0", 6 }, false), "h\xC3\xA9");
    CHECK_STR(decoded(r, (struct str){ "\xFE\xFF\0h\0\xE9", 6 }, false), "h\xC3\xA9");
    CHECK(r->diag.n == 0);
}

READ_TEST(what_is_no_utf8_is_windows_1252_with_a_warning)
{
    CHECK_STR(decoded(r, STR("one\ncaf\xE9 \x93x\x94"), false), "one\ncaf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_ENCODING);
    CHECK(r->diag.entries[0].line == 2 && r->diag.entries[0].col == 4);
}

READ_TEST(one_bad_byte_does_not_spoil_all_others)
{
    CHECK_STR(decoded(r, STR("\xC3\xA9\xC3\xA8\xE2\x82\xAC\xFF!"), false), "\xC3\xA9\xC3\xA8\xE2\x82\xAC\xEF\xBF\xBD!");
    CHECK(r->diag.n == 1);
}

READ_TEST(pages_declare_their_encoding)
{
    CHECK_STR(decode_declared(STR("<html><head><meta charset=\"Shift_JIS\">")), "Shift_JIS");
    CHECK_STR(decode_declared(STR("<META http-equiv=Content-Type content='text/html; charset = koi8-r'>")), "koi8-r");
    CHECK_STR(decode_declared(STR("<?xml version='1.0' encoding='iso-8859-2'?><html>")), "iso-8859-2");
    CHECK_STR(decode_declared(STR("<p>charset=x</p>")), "");
    CHECK_STR(decode_declared(STR("<meta name=x><meta charset")), "");
    CHECK_STR(decoded(r, STR("<meta charset=koi8-r>\xF0\xD2\xC9"), true), "<meta charset=koi8-r>\xD0\x9F\xD1\x80\xD0\xB8");
    CHECK(r->diag.n == 0);
    CHECK_STR(decoded(r, STR("<meta charset=koi8-r>\xD0\x9F"), true), "<meta charset=koi8-r>\xD0\x9F");  /* is UTF-8 */
    CHECK_STR(decoded(r, STR("<meta charset=nosuch>\xE9"), true), "<meta charset=nosuch>\xC3\xA9");
    CHECK_STR(decoded(r, STR("<meta charset=utf-16>\xE9"), true), "<meta charset=utf-16>\xC3\xA9");
    CHECK(r->diag.n == 2);
}

READ_TEST(what_has_nul_bytes_is_no_text)
{
    folder_write_bytes("a.md", (struct str){ "text\n\0\x01", 7 });
    folder_write("b.md", "text");
    read_here(r);
    CHECK(article_at(r, "a.md")->why == WHY_UNREADABLE && article_at(r, "b.md")->why == WHY_NOT);
    CHECK_STR(article_at(r, "a.md")->title, "a");
    CHECK(count_code(r, DIAG_ARTICLE_UNREADABLE) == 1 && r->diag.entries[0].line == 2);
}

/* ---- the archive ---- */

READ_TEST(the_result_does_not_depend_on_the_number_of_workers)
{
    struct str first = STR("");

    for (int i = 0; i < 40; i++) {
        char name[32];
        snprintf(name, sizeof name, "%02d/a.md", i);
        folder_write(name, i % 3 ? "---\ntitle: T\ndate: x\n---\nText" : "# Heading\n");
    }
    for (unsigned jobs = 1; jobs <= 8; jobs *= 2) {
        struct read_options options = { .jobs = jobs };
        struct str all = STR("");
        map_release(&r->catalog.pictures);
        arena_release(&r->catalog.mem);
        diag_release(&r->diag);
        r->catalog = (struct catalog){ .config = &r->config };
        CHECK(read_archive(&r->catalog, &options, &r->diag) == 0);
        for (size_t i = 0; i < r->catalog.narticles; i++)
            all = arena_printf(&r->mem, "%.*s%s=%.*s ", STR_ARG(all), r->catalog.articles[i].file->path,
                STR_ARG(r->catalog.articles[i].title));
        for (size_t i = 0; i < r->diag.n; i++)
            all = arena_printf(&r->mem, "%.*s%s ", STR_ARG(all), r->diag.entries[i].path);
        if (jobs > 1)
            CHECK(str_eq(all, first));
        first = all;
    }
    CHECK(r->catalog.narticles == 40 && r->diag.n == 26);
}

static void
count_progress(void *payload, size_t done, size_t total)
{
    size_t *calls = payload;

    calls[0]++;
    calls[1] += done <= total;
}

/* With one worker: of several, the one that is last may tell of two at once. */
READ_TEST(progress_comes_once_for_each_source)
{
    size_t calls[2] = { 0, 0 };
    struct read_options options = { .jobs = 1, .progress = count_progress, .payload = calls };

    folder_write("a.md", "x");
    folder_write("b.md", "x");
    folder_write("c.png", "x");
    CHECK(read_archive(&r->catalog, &options, &r->diag) == 0);
    CHECK(calls[0] == 2 && calls[1] == 2);
}

READ_TEST(an_empty_folder_is_no_mistake)
{
    CHECK(read_here(r) == 0 && r->catalog.narticles == 0 && r->diag.n == 0);
}

READ_TEST(the_text_is_read_again_for_its_page)
{
    struct arena mem;
    struct source source;
    struct node *body;

    arena_init(&mem);
    folder_write("a.md", "---\ntitle: x\n---\nSome *text*.\n");
    read_here(r);
    body = read_body(&mem, article_at(r, "a.md"), &source, &r->diag);
    CHECK(body != NULL);
    CHECK_STR(node_text_of(&mem, body, true), "Some text.");
    CHECK_STR(str_of(source.path), "a.md");
    folder_write("a.md", "---\ntitle: x\n---\nOther text.\n");
    CHECK(read_body(&mem, article_at(r, "a.md"), &source, &r->diag) == NULL);
    CHECK(count_code(r, DIAG_FILE_CHANGED) == 1);
    CHECK(unlink("a.md") == 0);
    CHECK(read_body(&mem, article_at(r, "a.md"), &source, &r->diag) == NULL);
    CHECK(count_code(r, DIAG_ARTICLE_UNREADABLE) == 1);
    arena_release(&mem);
}

TEST(adapters_by_extension_then_by_content)
{
    CHECK(str_eqc(str_of(adapter_for(STR("a.MD"), STR_NONE)->name), "markdown"));
    CHECK(adapter_for(STR("a.md"), STR("<html>")) == adapter_for(STR("b.markdown"), STR_NONE));
    CHECK(adapter_for(STR("a"), STR("<!doctype html><html>")) == adapter_for(STR("a.html"), STR_NONE));
    CHECK(adapter_for(STR("a.png"), STR_NONE) == NULL && adapter_for(STR("md"), STR_NONE) == NULL);
}

TESTS(CASE(blocks_of_yaml), CASE(blocks_of_other_kinds), CASE(texts_without_a_block),
    CASE(a_byte_order_mark_and_line_ends_of_windows), CASE(a_block_that_cannot_be_read_costs_its_keys_only),
    CASE(a_block_without_end_is_text), CASE(what_stands_between_two_rules_is_text), CASE(json_is_read_and_code_is_not_run),
    CASE(a_sidecar_overrides_and_its_mistakes_are_its_own), CASE(a_sidecar_of_a_saved_page_overrides_the_page),
    CASE(utf8_is_taken_as_it_is), CASE(other_encodings_by_their_mark), CASE(what_is_no_utf8_is_windows_1252_with_a_warning),
    CASE(one_bad_byte_does_not_spoil_all_others), CASE(pages_declare_their_encoding), CASE(what_has_nul_bytes_is_no_text),
    CASE(the_result_does_not_depend_on_the_number_of_workers), CASE(progress_comes_once_for_each_source),
    CASE(an_empty_folder_is_no_mistake), CASE(the_text_is_read_again_for_its_page), CASE(adapters_by_extension_then_by_content))
