/* select_test: which articles make which books. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/file.h"
#include "base/path.h"
#include "unit/archive.h"

#include <unistd.h>

static struct arena mem;
static struct archive a;
static struct select_options options;
static struct book *books;
static size_t nbooks;
static enum why why[ARCHIVE_ROOM];
static struct diag diag;

static void
begin(void)
{
    archive_open(&a);
    options = (struct select_options){ .source_date_epoch = -1, .folder_name = "archive" };
}

static struct article *
add(const char *rel, const char *date, const char *tags)
{
    return archive_add(&a, rel, rel, date, tags);
}

static int
run(const struct bundle *bundles, size_t n)
{
    if (!a.catalog.by_path.n)
        archive_finish(&a);
    memset(why, 0, sizeof why);
    diag_release(&diag);
    diag_init(&diag);
    return select_books(&mem, &a.catalog, bundles, n, &options, &books, &nbooks, why, &diag);
}

/* "key: articles by the first letters of their files", all books with blanks between. */
static struct str
result(void)
{
    struct buf out;
    struct str text;

    buf_init(&out);
    for (size_t i = 0; i < nbooks; i++) {
        buf_addf(&out, "%s%.*s:", i ? " " : "", STR_ARG(books[i].key));
        for (size_t k = 0; k < books[i].narticles; k++)
            buf_addc(&out, path_name(books[i].articles[k]->file->rel).at[0]);
    }
    text = buf_take(&out, &mem);
    buf_release(&out);
    return text;
}

static struct str
selected(struct bundle b)
{
    if (run(&b, 1) < 0)
        return diag.n ? str_of(diag.entries[0].text) : STR("failed");
    return result();
}

static struct located
where(const char *text)
{
    return (struct located){ .text = str_of(text), .path = "sheaf.yaml", .line = 3, .col = 10 };
}

/* ---- filter --------------------------------------------------------------------------------------------------------- */

TEST(a_bundle_takes_what_matches_and_says_why_not_the_rest)
{
    begin();
    add("a.md", "2024-01-01", "water");
    add("b.md", "", "water");
    add("c.md", "2024-01-01", "fire");
    add("d.md", "2024-01-01", "water")->why = WHY_DRAFT;
    CHECK_STR(selected((struct bundle){ .where = where("tag:water and date:2024") }), ":a");
    CHECK(why[0] == WHY_NOT && why[1] == WHY_UNDATED && why[2] == WHY_OUTSIDE && why[3] == WHY_DRAFT);
    archive_close(&a);
}

TEST(the_command_line_narrows)
{
    begin();
    add("a.md", "2024-01-01", "water");
    add("b.md", "2023-01-01", "water");
    options.narrow = expr_date_range(&mem, archive_date("2024"), archive_date("2024"));
    CHECK_STR(selected((struct bundle){ .where = where("tag:water") }), ":a");
    CHECK(why[1] == WHY_OUTSIDE);
    archive_close(&a);
}

TEST(an_article_in_one_of_two_bundles_is_in_a_book)
{
    struct bundle two[2] = { { .name = STR("w"), .where = where("tag:water") }, { .name = STR("f"), .where = where("tag:fire"),
        .limit = 1 } };

    begin();
    add("a.md", "2024-01-01", "water");
    add("b.md", "2024-01-02", "fire");
    add("c.md", "2024-01-03", "fire");
    add("d.md", "2024-01-03", "");
    CHECK(run(two, 2) == 0);
    CHECK_STR(result(), ":a :b");
    CHECK(why[0] == WHY_NOT && why[1] == WHY_NOT && why[2] == WHY_LIMIT && why[3] == WHY_OUTSIDE);
    archive_close(&a);
}

TEST(an_empty_bundle_is_said_at_its_place)
{
    begin();
    add("a.md", "2024-01-01", "water");
    CHECK_STR(selected((struct bundle){ .name = STR("fire"), .where = where("tag:fire") }), "");
    CHECK(diag.n == 1 && diag.entries[0].code == DIAG_SELECTION_EMPTY && diag.entries[0].line == 3);
    CHECK_STR(str_of(diag.entries[0].text), "bundle 'fire' takes no article");
    archive_close(&a);
}

TEST(all_bad_expressions_are_said)
{
    struct bundle two[2] = { { .name = STR("x"), .where = where("tag:") }, { .name = STR("y"), .where = where("bag:a") } };

    begin();
    add("a.md", "2024-01-01", "water");
    CHECK(run(two, 2) == -1);
    CHECK(diag.n == 2 && diag.entries[1].code == DIAG_SELECTION_SYNTAX);
    archive_close(&a);
}

/* ---- every ---------------------------------------------------------------------------------------------------------- */

static void
add_dates(void)
{
    begin();
    add("a.md", "2024-03-01T00:30:00+02:00", "");
    add("b.md", "2024-02-29", "");
    add("c.md", "", "");
    add("d.md", "2023-12-31", "");
    add("e.md", "2024", "");
    add("f.md", "2024-12-30", "");
}

TEST(periods_go_by_the_written_day)
{
    add_dates();
    CHECK_STR(selected((struct bundle){ .every = EVERY_MONTH }), "2023-12:d 2024-02:b 2024-03:a 2024-12:f");
    CHECK(why[2] == WHY_UNDATED && why[4] == WHY_UNDATED);
    CHECK_STR(books[1].key_text, "February 2024");
    CHECK_STR(date_iso(&mem, books[1].from), "2024-02-01");
    CHECK_STR(date_iso(&mem, books[1].to), "2024-02-29");
    CHECK_STR(date_iso(&mem, books[1].date), "2024-02-29");
    CHECK_STR(books[1].position, "2024.02");
    CHECK_STR(selected((struct bundle){ .every = EVERY_QUARTER }), "2023-Q4:d 2024-Q1:ba 2024-Q4:f");
    CHECK_STR(date_iso(&mem, books[1].to), "2024-03-31");
    CHECK_STR(books[1].position, "2024.01");
    CHECK_STR(selected((struct bundle){ .every = EVERY_YEAR }), "2023:d 2024:ebaf");
    CHECK_STR(books[1].position, "2024");
    CHECK_STR(selected((struct bundle){ .every = EVERY_WEEK }), "2023-W52:d 2024-W09:ba 2025-W01:f");
    CHECK_STR(date_iso(&mem, books[2].from), "2024-12-30");
    CHECK_STR(books[2].position, "2025.01");
    archive_close(&a);
}

TEST(undated_articles_may_have_a_book_of_their_own)
{
    add_dates();
    CHECK_STR(selected((struct bundle){ .name = STR("m"), .every = EVERY_MONTH, .undated_own = true }),
        "2023-12:d 2024-02:b 2024-03:a 2024-12:f undated:ec");
    CHECK_STR(books[4].title, "Field Notes, Undated");
    CHECK_STR(str_of(books[4].output), "out/m/undated.epub");
    CHECK(books[4].position.len == 0 && why[2] == WHY_NOT);
    archive_close(&a);
}

TEST(an_article_with_two_tags_is_in_both_books)
{
    begin();
    add("a.md", "2024-01-01", "Water, stone/granite, stone");
    add("b.md", "2024-01-02", "water");
    add("c.md", "2024-01-02", "");
    CHECK_STR(selected((struct bundle){ .every = EVERY_TAG }), "stone:a stone/granite:a water:ab");
    CHECK_STR(books[2].title, "Field Notes: Water");
    CHECK(why[2] == WHY_NO_VALUE);
    archive_close(&a);
}

TEST(authors_sections_series_and_languages)
{
    struct article *x;

    begin();
    x = add("a.md", "2024-01-01", "");
    archive_author(&a, x, "Zoë Z.");
    archive_author(&a, x, "ada a.");
    x->section = STR("News");
    x->series = STR("S");
    x->series_index = STR("10");
    x = add("b.md", "2024-01-02", "");
    archive_author(&a, x, "Ada A.");
    x->language = STR("fr");
    x->series = STR("s");
    x->series_index = STR("2");
    CHECK_STR(selected((struct bundle){ .every = EVERY_AUTHOR }), "ada a.:ab zoë z.:a");
    CHECK_STR(selected((struct bundle){ .every = EVERY_SECTION }), "news:a");
    CHECK_STR(selected((struct bundle){ .every = EVERY_SERIES }), "s:ba");
    a.config.language = STR("en");
    CHECK_STR(selected((struct bundle){ .every = EVERY_LANG }), "en:a fr:b");
    CHECK_STR(books[1].language, "fr");
    archive_close(&a);
}

/* ---- order ---------------------------------------------------------------------------------------------------------- */

TEST(sorted_by_date_title_or_weight_with_ties_by_path)
{
    struct article *x;

    begin();
    x = archive_add(&a, "a.md", "Zebra", "2024-01-02", "");
    x = archive_add(&a, "b.md", "éclair", "2024-01-01", "");
    x->weight = 2;
    x->has_weight = true;
    archive_add(&a, "c.md", "Eclipse", "", "");
    archive_add(&a, "d.md", "apple", "2024-01-01", "");
    x = archive_add(&a, "e.md", "Apple", "2024-01-03", "");
    x->weight = -1;
    x->has_weight = true;
    CHECK_STR(selected((struct bundle){ .sort = SORT_DATE }), ":bdaec");
    CHECK_STR(selected((struct bundle){ .sort = SORT_DATE_DOWN }), ":eabdc");
    CHECK_STR(selected((struct bundle){ .sort = SORT_WEIGHT }), ":ebacd");
    CHECK_STR(selected((struct bundle){ .sort = SORT_TITLE }), ":debca");
    CHECK_STR(selected((struct bundle){ .sort = SORT_DATE_DOWN, .limit = 2 }), ":ea");
    CHECK(why[1] == WHY_LIMIT && why[2] == WHY_LIMIT);
    archive_close(&a);
}

/* The parts of the first book: "title=first+n". */
static struct str
parts(struct bundle b)
{
    struct str text = selected(b);

    for (size_t i = 0; i < books[0].nsections; i++) {
        const struct section *s = &books[0].sections[i];
        text = arena_printf(&mem, "%.*s %.*s=%zu+%zu", STR_ARG(text), STR_ARG(s->title), s->first, s->n);
    }
    return text;
}

TEST(parts_are_contiguous_and_keep_the_order_inside)
{
    struct article *x;

    begin();
    x = add("a.md", "2024-01-01", "stone, water");
    x->section = STR("News");
    x = add("b.md", "2024-02-01", "Water");
    archive_author(&a, x, "Zoë");
    x = add("c.md", "2024-01-20", "");
    x->section = STR("Art");
    archive_author(&a, x, "Ada");
    x = add("d.md", "", "stone");
    x->section = STR("news");
    CHECK_STR(parts((struct bundle){ .sections = SECTIONS_TAG }), ":adbc stone=0+2 Water=2+1 Untagged=3+1");
    CHECK_STR(parts((struct bundle){ .sections = SECTIONS_MONTH }), ":acbd January 2024=0+2 February 2024=2+1 Undated=3+1");
    CHECK_STR(parts((struct bundle){ .sections = SECTIONS_MONTH, .sort = SORT_DATE_DOWN }),
        ":bcad February 2024=0+1 January 2024=1+2 Undated=3+1");
    CHECK(str_starts(parts((struct bundle){ .sections = SECTIONS_SECTION }), STR(":cadb Art=0+1 News=1+2 ")));
    CHECK(str_starts(parts((struct bundle){ .sections = SECTIONS_AUTHOR }), STR(":cbad Ada=0+1 Zoë=1+1 ")));
    archive_close(&a);
}

TEST(parts_of_a_tags_book_do_not_repeat_it)
{
    begin();
    add("a.md", "2024-01-01", "water, stone");
    CHECK_STR(parts((struct bundle){ .where = where("tag:water"), .every = EVERY_TAG, .sections = SECTIONS_TAG }),
        "stone:a water:a water=0+1");
    CHECK_STR(books[1].sections[0].title, "stone");
    archive_close(&a);
}

/* ---- imprint -------------------------------------------------------------------------------------------------------- */

TEST(identifiers_follow_the_rules)
{
    begin();
    a.config.id = STR("https://example.org/");
    add("a.md", "2024-03-05", "");
    CHECK_STR(selected((struct bundle){ .name = STR("Example Weekly"), .every = EVERY_MONTH }), "2024-03:a");
    CHECK_STR(uuid_urn(&mem, books[0].id), "urn:uuid:10bd2166-5d00-5bd6-a6b7-c67f310f63fd");
    CHECK_STR(uuid_urn(&mem, books[0].collection_id), "urn:uuid:3d5b30c6-cc64-535f-a39a-0f7cf3101c21");
    CHECK_STR(books[0].collection, "Field Notes: Example Weekly");
    archive_close(&a);
}

TEST(another_selection_is_another_book)
{
    struct uuid all, water, fire;

    begin();
    add("a.md", "2024-03-05", "water, fire");
    selected((struct bundle){ .name = STR("") });
    all = books[0].id;
    options.narrow = expr_tag(&mem, STR("water"));
    selected((struct bundle){ .name = STR("") });
    water = books[0].id;
    options.narrow = expr_tag(&mem, STR("fire"));
    selected((struct bundle){ .name = STR("") });
    fire = books[0].id;
    CHECK(memcmp(&all, &water, sizeof all) && memcmp(&fire, &water, sizeof all));
    options.narrow = expr_tag(&mem, STR("Water"));
    selected((struct bundle){ .limit = 3, .title = where("Other") });
    CHECK(memcmp(&books[0].id, &water, sizeof all) == 0);
    archive_close(&a);
}

TEST(the_time_of_change_never_comes_from_the_clock)
{
    struct article *x;

    begin();
    x = add("a.md", "2024-03-05", "");
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].modified == date_epoch(archive_date("2024-03-05")));
    x->modified = archive_date("2024-04-01T10:00:00+02:00");
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].modified == date_epoch(archive_date("2024-04-01T08:00:00Z")));
    a.config.modified = STR("2025-01-01T00:00:00Z");
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].modified == date_epoch(archive_date("2025-01-01T00:00:00Z")));
    options.source_date_epoch = 1000000000;
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].modified == 1000000000);
    archive_close(&a);
}

TEST(without_any_date_a_book_is_of_1980)
{
    begin();
    add("a.md", "", "");
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].modified == 315532800);
    CHECK(books[0].date.precision == DATE_NONE);
    archive_close(&a);
}

TEST(a_period_of_the_selection_is_that_of_the_book)
{
    begin();
    add("a.md", "2024-03-05", "");
    selected((struct bundle){ .where = where("date:2024-03..2024-04") });
    CHECK_STR(date_iso(&mem, books[0].from), "2024-03-01");
    CHECK_STR(date_iso(&mem, books[0].to), "2024-04-30");
    CHECK_STR(date_iso(&mem, books[0].date), "2024-03-05");
    selected((struct bundle){ .name = STR("") });
    CHECK(books[0].from.precision == DATE_NONE && books[0].to.precision == DATE_NONE);
    archive_close(&a);
}

TEST(the_language_is_that_of_bundle_archive_or_most_articles)
{
    begin();
    add("a.md", "", "");
    add("b.md", "", "")->language = STR("fr");
    add("c.md", "", "")->language = STR("de");
    add("d.md", "", "");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].language, "en");
    a.articles[3].language = STR("fr");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].language, "fr");
    a.articles[3].language = STR("it");
    a.articles[0].language = STR("de");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].language, "de");
    a.config.language = STR("en");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].language, "en");
    selected((struct bundle){ .language = STR("it") });
    CHECK_STR(books[0].language, "it");
    archive_close(&a);
}

TEST(what_a_bundle_says_comes_before_what_the_archive_says)
{
    begin();
    a.config.folder = STR("arch");
    a.config.publisher = STR("P");
    a.config.rights = STR("R");
    add("a.md", "", "");
    selected((struct bundle){ .rights = STR("CC0"), .cover = where("c.jpg") });
    CHECK_STR(books[0].publisher, "P");
    CHECK_STR(books[0].rights, "CC0");
    CHECK_STR(str_of(books[0].cover), "arch/c.jpg");
    selected((struct bundle){ .cover = { .text = STR("c.jpg") } });
    CHECK_STR(str_of(books[0].cover), "c.jpg");
    archive_close(&a);
}

/* ---- names ---------------------------------------------------------------------------------------------------------- */

TEST(titles_and_files_have_defaults)
{
    begin();
    add("a.md", "2024-03-05", "c++, c#, c");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].title, "Field Notes");
    CHECK_STR(str_of(books[0].output), "out/field-notes.epub");
    selected((struct bundle){ .name = STR("Every Thing") });
    CHECK_STR(books[0].title, "Field Notes: Every Thing");
    CHECK_STR(str_of(books[0].output), "out/every-thing.epub");
    selected((struct bundle){ .every = EVERY_MONTH });
    CHECK_STR(str_of(books[0].output), "out/field-notes-2024-03.epub");
    selected((struct bundle){ .name = STR("t"), .every = EVERY_TAG });
    CHECK(nbooks == 3);
    CHECK_STR(str_of(books[0].output), "out/t/c.epub");
    CHECK(str_starts(str_of(books[1].output), STR("out/t/c-")) && !str_eq(str_of(books[1].output), str_of(books[2].output)));
    archive_close(&a);
}

TEST(a_missing_title_is_the_folders_name)
{
    begin();
    a.config.title = STR_NONE;
    add("a.md", "2024-03-05", "");
    selected((struct bundle){ .name = STR("") });
    CHECK_STR(books[0].title, "archive");
    CHECK(diag.n == 0);
    a.config.path = "sheaf.yaml";
    selected((struct bundle){ .name = STR("") });
    CHECK(diag.n == 1 && diag.entries[0].code == DIAG_TITLE_MISSING);
    selected((struct bundle){ .title = where("Given") });
    CHECK(diag.n == 0);
    archive_close(&a);
}

TEST(the_output_option_is_a_file_or_a_folder)
{
    begin();
    add("a.md", "2024-03-05", "");
    options.output = "x/book.epub";
    selected((struct bundle){ .name = STR("n"), .file = where("f.epub") });
    CHECK_STR(str_of(books[0].output), "x/book.epub");
    options.output = "x/";
    selected((struct bundle){ .name = STR("n"), .file = where("f.epub") });
    CHECK_STR(str_of(books[0].output), "x/f.epub");
    options.output = "/tmp";
    selected((struct bundle){ .name = STR("n") });
    CHECK_STR(str_of(books[0].output), "/tmp/n.epub");
    options.output = "{archive}-{month:%m}.epub";
    selected((struct bundle){ .every = EVERY_MONTH });
    CHECK_STR(str_of(books[0].output), "field-notes-03.epub");
    archive_close(&a);
}

TEST(two_books_of_one_name_are_an_error_with_advice)
{
    begin();
    add("a.md", "2024-03-05", "");
    add("b.md", "2024-04-05", "");
    add("c.md", "2024-05-05", "");
    options.output = "book.epub";
    CHECK_STR(selected((struct bundle){ .every = EVERY_MONTH }), "'Field Notes, March 2024' and 'Field Notes, April 2024' would "
        "both be written to book.epub; put {month} into the name, or name a folder");
    CHECK(diag.n == 1 && diag.entries[0].code == DIAG_OUTPUT_CLASH);
    options.output = NULL;
    CHECK_STR(selected((struct bundle){ .name = STR("m"), .every = EVERY_MONTH, .file = where(".//x.epub") }),
        "'Field Notes, March 2024' and 'Field Notes, April 2024' would both be written to out/.//x.epub; put {month} into the name");
    CHECK(diag.entries[0].line == 3);
    archive_close(&a);
}

TEST(a_book_is_never_written_over_a_source)
{
    begin();
    add("a.md", "2024-03-05", "");
    options.output = "./posts//a.md";
    CHECK_STR(selected((struct bundle){ .name = STR("") }), "'Field Notes' would be written over posts/a.md");
    archive_close(&a);
}

TEST(nor_through_another_name_of_it)
{
    char folder[] = "/tmp/sheaf-select-XXXXXX";
    struct str text, path;

    if (!mkdtemp(folder))
        abort();
    path = arena_printf(&mem, "%s/a.md", folder);
    if (file_replace(path.at, STR("text")) < 0 || file_real(&mem, folder, &text) < 0)
        abort();
    begin();
    a.root.real = text;
    add("a.md", "2024-03-05", "");
    options.output = path.at;
    text = selected((struct bundle){ .name = STR("") });
    unlink(path.at);
    rmdir(folder);
    archive_close(&a);
    CHECK_STR(text, "'Field Notes' would be written over posts/a.md");
}

TEST(bad_patterns_are_said_at_their_place)
{
    begin();
    add("a.md", "2024-03-05", "");
    CHECK_STR(selected((struct bundle){ .title = where("{moth}") }), "title: unknown field {moth}; did you mean {month}?");
    CHECK(diag.entries[0].code == DIAG_CONFIG_VALUE && diag.entries[0].line == 3 && diag.entries[0].col == 10);
    CHECK_STR(selected((struct bundle){ .file = where("{tag}.epub") }),
        "file: {tag} has no value: the books are not made by 'every: tag'");
    archive_close(&a);
}

TESTS(CASE(a_bundle_takes_what_matches_and_says_why_not_the_rest), CASE(the_command_line_narrows),
    CASE(an_article_in_one_of_two_bundles_is_in_a_book), CASE(an_empty_bundle_is_said_at_its_place),
    CASE(all_bad_expressions_are_said), CASE(periods_go_by_the_written_day),
    CASE(undated_articles_may_have_a_book_of_their_own), CASE(an_article_with_two_tags_is_in_both_books),
    CASE(authors_sections_series_and_languages), CASE(sorted_by_date_title_or_weight_with_ties_by_path),
    CASE(parts_are_contiguous_and_keep_the_order_inside), CASE(parts_of_a_tags_book_do_not_repeat_it),
    CASE(identifiers_follow_the_rules), CASE(another_selection_is_another_book),
    CASE(the_time_of_change_never_comes_from_the_clock), CASE(without_any_date_a_book_is_of_1980),
    CASE(a_period_of_the_selection_is_that_of_the_book), CASE(the_language_is_that_of_bundle_archive_or_most_articles),
    CASE(what_a_bundle_says_comes_before_what_the_archive_says), CASE(titles_and_files_have_defaults),
    CASE(a_missing_title_is_the_folders_name), CASE(the_output_option_is_a_file_or_a_folder),
    CASE(two_books_of_one_name_are_an_error_with_advice), CASE(a_book_is_never_written_over_a_source), CASE(nor_through_another_name_of_it),
    CASE(bad_patterns_are_said_at_their_place))
