/* names_test: titles and file names out of patterns. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "book/select.h"
#include "unit/archive.h"

static struct arena mem;
static struct config config;
static struct bundle bundle;
static struct book book;

/* PATTERN filled in, or what is wrong with it. */
static struct str
filled(const char *pattern, bool is_file)
{
    struct str result = STR_NONE;
    const char *what = "nothing said";

    return name_expand(&mem, str_of(pattern), &config, &book, is_file, &result, &what) ? result : str_of(what);
}

static void
begin(enum every every, const char *from, const char *to)
{
    config = (struct config){ .title = STR("Field Notes") };
    bundle = (struct bundle){ .name = STR("Été 24"), .every = every };
    book = (struct book){ .bundle = &bundle, .title = STR("A Title"), .language = STR("en"), .from = archive_date(from),
        .to = archive_date(to), .device = STR("generic") };
}

TEST(fields_are_filled_in)
{
    begin(EVERY_MONTH, "2024-03-01", "2024-03-31");
    CHECK_STR(filled("{archive}, {month:%B %Y}", false), "Field Notes, March 2024");
    CHECK_STR(filled("{bundle}|{title}|{lang}|{device}", false), "Été 24|A Title|en|generic");
    CHECK_STR(filled("{month} {year} {quarter} {from} {to:%d}", false), "March 2024 2024 Q1 2024 1 March 2024 31");
}

TEST(file_names_have_slugs_and_plain_dates)
{
    begin(EVERY_MONTH, "2024-03-01", "2024-03-31");
    CHECK_STR(filled("{archive}/{bundle}/{month}.epub", true), "field-notes/ete-24/2024-03.epub");
    CHECK_STR(filled("{month:%Y/%m} {quarter} {year} {from}_{to}", true), "2024-03 2024-Q1 2024 2024-03-01_2024-03-31");
    book.language = STR("fr");
    CHECK_STR(filled("{month:%B_%Y}", true), "March_2024");
    CHECK_STR(filled("{month:%B %Y}", false), "mars 2024");
}

TEST(values_are_those_of_every)
{
    begin(EVERY_TAG, "", "");
    book.key = book.key_text = STR("C++");
    book.slug = STR("c-12");
    CHECK_STR(filled("{tag}", false), "C++");
    CHECK_STR(filled("{tag}.epub", true), "c-12.epub");
    CHECK_STR(filled("{author}", false), "{author} has no value: the books are not made by 'every: author'");
}

TEST(weeks_belong_to_the_month_and_year_of_their_thursday)
{
    begin(EVERY_WEEK, "2024-12-30", "2025-01-05");
    CHECK_STR(filled("{year}/{month}/{week}", true), "2025/2025-01/2025-W01");
    CHECK_STR(filled("{week:%G, %V}", false), "2025, 01");
}

TEST(what_a_book_has_no_value_for_is_said)
{
    begin(EVERY_NONE, "2024-01-01", "2024-02-01");
    CHECK_STR(filled("{year}", true), "2024");
    CHECK_STR(filled("{month}", true), "{month} has no value: the articles lie in more than one month");
    begin(EVERY_NONE, "", "");
    CHECK_STR(filled("{from}", true), "{from} has no value here");
}

TEST(open_periods_are_those_of_the_articles)
{
    struct article articles[3] = { { .date = archive_date("2024-03-05") }, { .date = archive_date("2024-03-01T10:00") },
        { .date = archive_date("") } };
    const struct article *list[3] = { &articles[0], &articles[1], &articles[2] };

    begin(EVERY_NONE, "", "");
    book.articles = list;
    book.narticles = 3;
    CHECK_STR(filled("{month}: {from}..{to}", true), "2024-03: 2024-03-01..2024-03-05");
    begin(EVERY_NONE, "2024-02-01", "");
    book.articles = list;
    book.narticles = 3;
    CHECK_STR(filled("{from}..{to}", true), "2024-02-01..2024-03-05");
}

TEST(the_book_of_undated_articles_has_a_word_for_its_date)
{
    begin(EVERY_MONTH, "", "");
    CHECK_STR(filled("{archive}, {month:%B %Y}", false), "Field Notes, Undated");
    CHECK_STR(filled("{month:%Y-%m}.epub", true), "undated.epub");
}

TEST(mistakes_are_said)
{
    begin(EVERY_MONTH, "2024-03-01", "2024-03-31");
    CHECK_STR(filled("{moth}", false), "unknown field {moth}; did you mean {month}?");
    CHECK_STR(filled("{}", false), "unknown field {}");
    CHECK_STR(filled("{month", false), "a '{' is not closed; write '{{' for a brace");
    CHECK_STR(filled("{archive:%Y}", false), "{archive} is no date and takes no format");
}

TEST(doubled_braces_are_braces)
{
    begin(EVERY_NONE, "", "");
    CHECK_STR(filled("{{archive}} {{{archive}}} }", false), "{archive} {Field Notes} }");
}

TEST(names_without_letters_are_hashes)
{
    struct str slug = name_slug(&mem, STR("中文"));

    CHECK(slug.len == 8 && !str_eq(slug, name_slug(&mem, STR("日本"))));
    CHECK_STR(name_slug(&mem, STR("Hello, World")), "hello-world");
}

TESTS(CASE(fields_are_filled_in), CASE(file_names_have_slugs_and_plain_dates), CASE(values_are_those_of_every),
    CASE(weeks_belong_to_the_month_and_year_of_their_thursday), CASE(what_a_book_has_no_value_for_is_said),
    CASE(open_periods_are_those_of_the_articles), CASE(the_book_of_undated_articles_has_a_word_for_its_date),
    CASE(mistakes_are_said), CASE(doubled_braces_are_braces), CASE(names_without_letters_are_hashes))
