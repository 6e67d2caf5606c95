/* report_test: tables and JSON of what is known. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/value_json.h"
#include "book/report.h"
#include "unit/archive.h"

static struct arena mem;
static struct archive a;
static struct report report;
static enum why why[ARCHIVE_ROOM];
static struct book *books;
static struct bundle bundle;

static void
begin_with(enum sections sections)
{
    struct article *x;
    struct select_options options = { .source_date_epoch = -1, .folder_name = "archive" };

    archive_open(&a);
    x = archive_add(&a, "a.md", "Short \"one\"", "2024-03-05", "water");
    archive_author(&a, x, "Ada");
    archive_add(&a, "b.md", "日本語の長い題名がここに続き、表の欄よりもずっと長くなるまで止まることなく続いていく", "2024-03", "water");
    x = archive_add(&a, "c.md", "Draft\x1B[2J", "", "");
    x->why = WHY_DRAFT;
    x->why_text = STR("draft: true");
    archive_add(&a, "d.md", "Fire", "2024-03-07", "fire");
    a.files[a.catalog.nfiles++] = (struct file){ .root = &a.root, .rel = STR("p.png"), .path = "posts/p.png", .role = FILE_PICTURE };
    a.files[a.catalog.nfiles++] = (struct file){ .root = &a.root, .rel = STR("x.zip"), .path = "posts/x.zip", .role = FILE_UNKNOWN };
    a.files[a.catalog.nfiles++] = (struct file){ .root = &a.root, .rel = STR("y.xml"), .path = "posts/y.xml", .role = FILE_SOURCE };
    archive_finish(&a);
    bundle = (struct bundle){ .name = STR("w"), .where = { .text = STR("tag:water") }, .sections = sections };
    memset(why, 0, sizeof why);
    report = (struct report){ .catalog = &a.catalog, .why = why };
    if (select_books(&mem, &a.catalog, &bundle, 1, &options, &books, &report.nbooks, why, &a.diag) < 0)
        abort();
    report.books = books;
}

static void
begin(void)
{
    begin_with(SECTIONS_NONE);
}

static struct str
text_of(void (*fn)(const struct report *, bool, struct buf *), bool as_json)
{
    struct buf out;
    struct str text;

    buf_init(&out);
    fn(&report, as_json, &out);
    text = buf_take(&out, &mem);
    buf_release(&out);
    return text;
}

static const struct value *
json_of(struct str text)
{
    return value_from_json(&mem, text);
}

TEST(a_list_has_columns_by_width)
{
    begin();
    CHECK_STR(text_of(report_list, false),
        "DATE        TITLE                                                         PATH\n"
        "2024-03     日本語の長い題名がここに続き、表の欄よりもずっと長くなるま…   posts/b.md\n"
        "2024-03-05  Short \"one\"                                                   posts/a.md\n"
        "2 articles\n");
    archive_close(&a);
}

TEST(a_plan_accounts_for_everything)
{
    begin();
    CHECK_STR(text_of(report_plan, false),
        "Field Notes: w\n"
        "  out/w.epub\n"
        "  2 articles, 2.0 KB of text\n"
        "    2024-03     日本語の長い題名がここに続き、表の欄よりもずっと長くなるま…   posts/b.md\n"
        "    2024-03-05  Short \"one\"                                                   posts/a.md\n"
        "\n"
        "1 book, 2 articles left out\n"
        "  draft: 1\n"
        "                Draft\xEF\xBF\xBD[2J  posts/c.md (draft: true)\n"
        "  outside the selection: 1\n"
        "    2024-03-07  Fire   posts/d.md\n"
        "\n"
        "7 files: 4 articles, 1 picture, 1 other\n"
        "  no article in\n"
        "    posts/y.xml\n"
        "  not read\n"
        "    posts/x.zip\n");
    archive_close(&a);
}

TEST(a_plan_shows_the_parts_of_a_book)
{
    begin_with(SECTIONS_AUTHOR);
    CHECK(str_find(text_of(report_plan, false), STR("    Ada\n      2024-03-05  Short \"one\"  posts/a.md\n"), 0) != STR_NPOS);
    archive_close(&a);
}

TEST(every_article_and_file_is_in_the_json_plan)
{
    const struct value *plan, *book, *left_out, *files;

    begin();
    plan = json_of(text_of(report_plan, true));
    CHECK(plan && plan->kind == VALUE_MAP);
    book = &value_get(plan, "books")->items[0];
    CHECK_STR(value_get(book, "output")->text, "out/w.epub");
    CHECK(value_get(book, "articles")->n == 2);
    left_out = value_get(plan, "left_out");
    CHECK(left_out->n == 2);
    CHECK_STR(value_get(&left_out->items[0], "reason")->text, "draft");
    CHECK_STR(value_get(&left_out->items[0], "detail")->text, "draft: true");
    CHECK_STR(value_get(&left_out->items[1], "reason")->text, "outside");
    files = value_get(plan, "files");
    CHECK(files->n == 7);
    CHECK_STR(value_get(&files->items[6], "articles")->text, "0");
    CHECK_STR(value_get(&files->items[4], "role")->text, "picture");
    CHECK_STR(value_get(value_get(plan, "counts"), "left_out")->text, "2");
    archive_close(&a);
}

TEST(the_json_list_is_that_of_the_selection)
{
    const struct value *list;

    begin();
    list = json_of(text_of(report_list, true));
    CHECK(list && list->n == 2);
    CHECK_STR(value_get(&list->items[1], "title")->text, "Short \"one\"");
    CHECK_STR(value_get(&value_get(&list->items[1], "authors")->items[0], "name")->text, "Ada");
    archive_close(&a);
}

TEST(the_catalogue_holds_all_articles)
{
    const struct value *list;
    struct buf out;

    begin();
    buf_init(&out);
    report_catalog(&report, &out);
    list = json_of(buf_take(&out, &mem));
    buf_release(&out);
    CHECK(list && list->n == 4);
    CHECK_STR(value_get(&list->items[0], "identity")->text, "a");
    CHECK(value_get(&list->items[0], "uuid")->text.len == 45);
    CHECK_STR(value_get(&list->items[2], "reason")->text, "draft");
    CHECK(!value_get(&list->items[0], "reason"));
    archive_close(&a);
}

static struct buf poured;
static size_t npoured;

static void
pour(void *context, struct buf *out)
{
    buf_add(context, buf_str(out));
    buf_clear(out);
    npoured++;
}

TEST(a_long_list_is_given_in_pieces)
{
    struct select_options options = { .source_date_epoch = -1, .folder_name = "archive" };
    char rel[4000] = "";

    archive_open(&a);
    memset(rel, 'x', sizeof rel - 1);
    for (int i = 0; i < ARCHIVE_ROOM; i++)
        archive_add(&a, arena_printf(&mem, "%d%s", i, rel).at, "Title", "2024-03-05", "");
    archive_finish(&a);
    bundle = (struct bundle){ 0 };
    report = (struct report){ .catalog = &a.catalog, .why = why };
    CHECK(select_books(&mem, &a.catalog, &bundle, 1, &options, &books, &report.nbooks, why, &a.diag) == 0);
    report.books = books;
    for (int as_json = 0; as_json < 2; as_json++) {
        struct str whole = text_of(report_list, as_json), rest;
        buf_init(&poured);
        npoured = 0;
        report.pour = pour, report.context = &poured;
        rest = text_of(report_list, as_json);
        buf_add(&poured, rest);
        CHECK(npoured > 1 && str_eq(buf_str(&poured), whole));
        report.pour = NULL;
        buf_release(&poured);
    }
    archive_close(&a);
}

TEST(every_reason_has_a_text)
{
    for (int i = 0; i < WHY_COUNT; i++)
        CHECK(why_text((enum why)i) && *why_text((enum why)i));
}

TESTS(CASE(a_list_has_columns_by_width), CASE(a_plan_accounts_for_everything), CASE(a_plan_shows_the_parts_of_a_book),
    CASE(every_article_and_file_is_in_the_json_plan),
    CASE(the_json_list_is_that_of_the_selection), CASE(the_catalogue_holds_all_articles),
    CASE(a_long_list_is_given_in_pieces), CASE(every_reason_has_a_text))
