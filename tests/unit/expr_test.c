/* expr_test: the language of selections. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/path.h"
#include "book/expr.h"
#include "unit/archive.h"

static struct archive a;
static struct arena mem;
static struct diag diag;

static struct expr *
parse(const char *text)
{
    diag_release(&diag);
    diag_init(&diag);
    return expr_parse(&mem, (struct located){ .text = str_of(text) }, 0, &diag);
}

/* The articles that match, as letters: the first of each file's name; "!" for an expression that cannot be read. */
static struct str
takes(const char *text)
{
    struct expr *e = parse(text);
    struct buf out;
    struct str result;

    if (!e)
        return STR("!");
    buf_init(&out);
    for (size_t i = 0; i < a.catalog.narticles; i++)
        if (expr_matches(e, &a.articles[i], STR("en"), &mem))
            buf_addc(&out, path_stem(a.articles[i].file->rel).at[0]);
    result = buf_take(&out, &mem);
    buf_release(&out);
    return result;
}

static void
fill(void)
{
    struct article *x;

    if (a.catalog.narticles)
        return;
    archive_open(&a);
    x = archive_add(&a, "2024/a.md", "Water and Stone", "2024-01-31T23:30:00-05:00", "Water, Rivers/Rhine");
    archive_author(&a, x, "Ada Author");
    x->section = STR("Science");
    x = archive_add(&a, "2024/b.md", "The Well", "2024-02-01", "water");
    archive_author(&a, x, "Bob B.");
    archive_author(&a, x, "Émile Zola");
    x->language = STR("fr-CA");
    x = archive_add(&a, "c.md", "Notes on C*", "", "go");
    x->series = STR("Notes");
    archive_add(&a, "d.md", "Theory", "2023", "");
    archive_finish(&a);
}

/* What is said of a bad expression. */
static struct str
said(const char *text)
{
    if (parse(text))
        return STR("nothing");
    return diag.n == 1 && diag.entries[0].code == DIAG_SELECTION_SYNTAX ? str_of(diag.entries[0].text) : STR("not one problem");
}

TEST(tags_are_folded_and_have_levels)
{
    fill();
    CHECK_STR(takes("tag:WATER"), "ab");
    CHECK_STR(takes("tag:rivers"), "a");
    CHECK_STR(takes("tag:rivers/rhine"), "a");
    CHECK_STR(takes("tag:rhine"), "");
    CHECK_STR(takes("tag:wat"), "");
    CHECK_STR(takes("tag:wat*"), "ab");
    CHECK_STR(takes("tag:#go"), "c");
}

TEST(not_binds_more_than_and_and_more_than_or)
{
    fill();
    CHECK_STR(takes("tag:go or tag:water and author:\"bob b.\""), "bc");
    CHECK_STR(takes("(tag:go or tag:water) and author:\"bob b.\""), "b");
    CHECK_STR(takes("not tag:water and not tag:go"), "d");
    CHECK_STR(takes("not (tag:water or tag:go)"), "d");
    CHECK_STR(takes("NOT not tag:go"), "c");
    CHECK_STR(takes("tag:water AND NOT(tag:rivers)"), "b");
}

TEST(dates_are_local_days_and_inclusive)
{
    fill();
    CHECK_STR(takes("date:2024-01"), "a");
    CHECK_STR(takes("date:2024-01-31"), "a");
    CHECK_STR(takes("date:2024-02..2024-02-01"), "b");
    CHECK_STR(takes("date:..2024-01-31"), "ad");
    CHECK_STR(takes("date:2024.."), "ab");
    CHECK_STR(takes("date:2023..2024"), "abd");
    CHECK_STR(takes("date:\"2024-01\""), "a");
}

TEST(undated_articles_are_in_no_selection_by_date)
{
    struct expr *e;

    fill();
    CHECK_STR(takes("undated"), "c");
    CHECK_STR(takes("date:0001..9999"), "abd");
    CHECK_STR(takes("tag:go"), "c");
    CHECK_STR(takes("untagged"), "d");
    e = parse("tag:go and date:2024");
    CHECK(expr_wants_date(e, &a.articles[2], STR("en"), &mem));
    e = parse("tag:water and date:2024");
    CHECK(!expr_wants_date(e, &a.articles[2], STR("en"), &mem));
    CHECK(!expr_wants_date(e, &a.articles[3], STR("en"), &mem));
}

TEST(fields_compare_whole_folded_texts_with_stars)
{
    fill();
    CHECK_STR(takes("author:\"ADA AUTHOR\""), "a");
    CHECK_STR(takes("author:Ada"), "");
    CHECK_STR(takes("author:Ada*"), "a");
    CHECK_STR(takes("author:\"e\xCC\x81mile zola\""), "b");
    CHECK_STR(takes("author:*zola or author:*author"), "ab");
    CHECK_STR(takes("title:\"The *\""), "b");
    CHECK_STR(takes("title:The*"), "bd");
    CHECK_STR(takes("title:*e*"), "abcd");
    CHECK_STR(takes("title:*and*stone"), "a");
    CHECK_STR(takes("title:\"notes on c\\*\""), "c");
    CHECK_STR(takes("title:\"the well\\*\""), "");
    CHECK_STR(takes("section:science"), "a");
    CHECK_STR(takes("series:no*es"), "c");
    CHECK_STR(takes("path:2024"), "ab");
    CHECK_STR(takes("path:2024/a.md"), "a");
    CHECK_STR(takes("path:*.md"), "abcd");
}

TEST(languages_match_by_their_first_subtags)
{
    fill();
    CHECK_STR(takes("lang:fr"), "b");
    CHECK_STR(takes("lang:FR-ca"), "b");
    CHECK_STR(takes("lang:en"), "acd");
    CHECK_STR(takes("lang:f"), "");
}

/* What an expression of one search looks for. */
static struct str
sought(const char *text)
{
    struct expr *e = parse(text);
    struct search **list = NULL;
    size_t n = 0;

    expr_searches(e, &mem, &list, &n);
    return n == 1 ? list[0]->words : STR("?");
}

TEST(words_are_searched_for)
{
    CHECK_STR(sought("text:Water"), " water ");
    CHECK_STR(sought("Water"), " water ");
    CHECK_STR(sought("\"High-water mark\""), " high water mark ");
    CHECK_STR(sought("TEXT:\"note: this\""), " note this ");
    CHECK_STR(sought("\"note: this\""), " note this ");
    CHECK_STR(sought("wat*"), " wat");
    CHECK_STR(sought("\"high wat*\""), " high wat");
    CHECK_STR(sought("text:\"high wat\"*"), " high wat");
    CHECK_STR(sought("\"five \\* hotel\""), " five hotel ");
    CHECK_STR(sought("水道"), " 水 道 ");
    CHECK_STR(sought("text:and"), " and ");
    CHECK_STR(sought("tag:a and (undated or not moss)"), " moss ");
}

/* Articles in which the searches of an expression leave it open whether they match; before there are answers. */
static struct str
open_in(const char *text)
{
    struct expr *e = parse(text);
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < a.catalog.narticles; i++)
        if (expr_is_open(e, &a.articles[i], STR("en"), &mem))
            buf_addc(&out, path_stem(a.articles[i].file->rel).at[0]);
    result = buf_take(&out, &mem);
    buf_release(&out);
    return result;
}

TEST(only_what_is_open_is_searched)
{
    fill();
    CHECK_STR(open_in("moss"), "abcd");
    CHECK_STR(open_in("tag:water and moss"), "ab");
    CHECK_STR(open_in("tag:water or moss"), "cd");
    CHECK_STR(open_in("not (tag:water and not moss)"), "ab");
    CHECK_STR(open_in("tag:water and not (moss or tag:rivers)"), "b");
    CHECK_STR(open_in("date:2024 and moss"), "abc");       /* c has no date: would it match with one? */
    CHECK_STR(open_in("tag:water"), "");
    CHECK_STR(takes("moss"), "");
    CHECK_STR(takes("not moss"), "");
}

TEST(answers_decide)
{
    unsigned char found[4] = { FOUND_YES, FOUND_NO, FOUND_YES, FOUND_NO };
    static const struct { const char *text, *takes; } cases[] = { { "moss", "ac" }, { "not moss", "bd" },
        { "moss and tag:water", "a" }, { "moss or tag:water", "abc" }, { "tag:water and not moss", "b" } };

    fill();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expr *e = parse(cases[i].text);
        struct search **list = NULL;
        struct buf out;
        size_t n = 0;
        expr_searches(e, &mem, &list, &n);
        CHECK(n == 1);
        list[0]->found = found;
        buf_init(&out);
        for (size_t k = 0; k < 4; k++)
            if (expr_matches(e, &a.articles[k], STR("en"), &mem))
                buf_addc(&out, path_stem(a.articles[k].file->rel).at[0]);
        CHECK_STR(buf_take(&out, &mem), cases[i].takes);
        buf_release(&out);
    }
}

TEST(problems_are_said_with_their_place)
{
    CHECK_STR(said(""), "the expression is empty (character 1 of '')");
    CHECK_STR(said("tag:a and"), "a term is missing at the end (character 10 of 'tag:a and')");
    CHECK_STR(said("tag:é and and tag:b"), "a term is missing before 'and' (character 11 of 'tag:é and and tag:b')");
    CHECK_STR(said("tag:a tag:b"), "'and' or 'or' is missing before 'tag:b' (character 7 of 'tag:a tag:b')");
    CHECK_STR(said("(tag:a"), "the parenthesis is not closed (character 1 of '(tag:a')");
    CHECK_STR(said("(tag:a tag:b)"), "'and' or 'or' is missing before 'tag:b' (character 8 of '(tag:a tag:b)')");
    CHECK_STR(said("tag:a)"), "a parenthesis is closed that was not opened (character 6 of 'tag:a)')");
    CHECK_STR(said("tag:"), "a value is missing after 'tag:' (character 5 of 'tag:')");
    CHECK_STR(said("title:\"abc"), "the quotation mark is not closed (character 7 of 'title:\"abc')");
    CHECK_STR(said("title:\"abc\\"), "the quotation mark is not closed (character 7 of 'title:\"abc\\')");
    CHECK_STR(said("auhtor:x"), "unknown field 'auhtor'; did you mean 'author'? (character 1 of 'auhtor:x')");
    CHECK_STR(said("date:2024-06..2024-01"), "the range ends before it begins (character 6 of 'date:2024-06..2024-01')");
    CHECK_STR(said("date:.."), "a range needs a date before or after '..' (character 6 of 'date:..')");
    CHECK_STR(said("date:2024-13"), "'2024-13' is no year, month or day such as 2024, 2024-03 or 2024-03-05 "
        "(character 6 of 'date:2024-13')");
    CHECK_STR(said("date:2024..01/02/2024"), "'01/02/2024' is no year, month or day such as 2024, 2024-03 or 2024-03-05 "
        "(character 12 of 'date:2024..01/02/2024')");
    CHECK_STR(said("text:"), "a value is missing after 'text:' (character 6 of 'text:')");
    CHECK_STR(said("\"\""), "there is nothing between the quotation marks (character 3 of '\"\"')");
    CHECK_STR(said("tag:é and text:***"), "there is no letter or digit to search for in '***' "
        "(character 16 of 'tag:é and text:***')");
    CHECK_STR(said("wa*er"), "in a search for words '*' may only stand at the end of the last word (character 1 of 'wa*er')");
    CHECK_STR(said("text:\"high *\""), "in a search for words '*' may only stand at the end of the last word "
        "(character 6 of 'text:\"high *\"')");
    CHECK_STR(said("high water"), "'and' or 'or' is missing before 'water' (character 6 of 'high water')");
    CHECK_STR(said("texts:a"), "unknown field 'texts'; did you mean 'text'? (character 1 of 'texts:a')");
}

TEST(problems_in_a_file_have_line_and_column)
{
    diag_release(&diag);
    diag_init(&diag);
    CHECK(!expr_parse(&mem, (struct located){ STR("tag:é or ?"), "sheaf.yaml", 7, 12 }, 0, &diag));
    CHECK(diag.n == 1 && diag.entries[0].line == 7 && diag.entries[0].col == 21);
    CHECK(!expr_parse(&mem, (struct located){ STR("?"), "sheaf.yaml", 7, 0 }, 0, &diag));
    CHECK(diag.entries[1].line == 7 && diag.entries[1].col == 0);
}

static struct str
repeated(const char *head, const char *part, int n, const char *tail)
{
    struct buf out;
    struct str text;

    buf_init(&out);
    buf_adds(&out, head);
    for (int i = 0; i < n; i++)
        buf_adds(&out, part);
    buf_adds(&out, tail);
    text = buf_take(&out, &mem);
    buf_release(&out);
    return text;
}

TEST(depth_is_bounded_and_length_is_not)
{
    fill();
    CHECK(str_starts(said(repeated("", "(", 100000, "").at), STR("the expression is nested too deep")));
    CHECK(str_starts(said(repeated("", "not ", 100000, "tag:a").at), STR("the expression is nested too deep")));
    CHECK_STR(takes(repeated("tag:go", " or tag:\"x\"", 100000, "").at), "c");
    CHECK_STR(takes(repeated("title:\"", "*", 100000, "\"").at), "abcd");
}

TEST(expressions_are_made_of_options)
{
    struct expr *e = expr_and(&mem, NULL, expr_tag(&mem, STR("#Water")));

    fill();
    CHECK(expr_matches(e, &a.articles[0], STR("en"), &mem) && !expr_matches(e, &a.articles[2], STR("en"), &mem));
    e = expr_and(&mem, e, expr_not(&mem, expr_field(&mem, "author", STR("ada*"))));
    e = expr_and(&mem, e, expr_date_range(&mem, archive_date("2024"), archive_date("")));
    CHECK(!expr_matches(e, &a.articles[0], STR("en"), &mem) && expr_matches(e, &a.articles[1], STR("en"), &mem));
    e = expr_or(&mem, e, expr_tag(&mem, STR("go")));
    CHECK(expr_matches(e, &a.articles[2], STR("en"), &mem));
    CHECK(expr_matches(NULL, &a.articles[2], STR("en"), &mem));
    e = expr_or(&mem, expr_or(&mem, NULL, expr_tag(&mem, STR("go"))), expr_tag(&mem, STR("water")));
    CHECK(expr_matches(e, &a.articles[1], STR("en"), &mem) && !expr_matches(e, &a.articles[3], STR("en"), &mem));
}

TEST(the_period_of_an_expression_is_what_it_says_plainly)
{
    struct date from, to;

    expr_period(parse("tag:a and date:2024-01..2024-06 and date:2024-02..2025"), &from, &to);
    CHECK_STR(date_iso(&mem, from), "2024-02-01");
    CHECK_STR(date_iso(&mem, to), "2024-06-30");
    expr_period(parse("date:2024-02.."), &from, &to);
    CHECK(from.precision == DATE_DAY && to.precision == DATE_NONE);
    expr_period(parse("date:2024 or tag:a"), &from, &to);
    CHECK(from.precision == DATE_NONE && to.precision == DATE_NONE);
}

static struct str
described(const char *text)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    expr_describe(parse(text), &out);
    result = buf_take(&out, &mem);
    buf_release(&out);
    return result;
}

TEST(descriptions_tell_expressions_apart)
{
    CHECK(str_eq(described("TAG:Water  AND date:2024"), described("tag:\"water\" and date:2024-01..2024-12")));
    CHECK(!str_eq(described("tag:a*b"), described("tag:\"a\\*b\"")));
    CHECK(!str_eq(described("tag:a and tag:b"), described("tag:a or tag:b")));
    CHECK(!str_eq(described("tag:a"), described("author:a")));
    CHECK(!str_eq(described("not tag:a"), described("tag:a")));
}

TESTS(CASE(tags_are_folded_and_have_levels), CASE(not_binds_more_than_and_and_more_than_or),
    CASE(dates_are_local_days_and_inclusive), CASE(undated_articles_are_in_no_selection_by_date),
    CASE(fields_compare_whole_folded_texts_with_stars), CASE(languages_match_by_their_first_subtags),
    CASE(words_are_searched_for), CASE(only_what_is_open_is_searched), CASE(answers_decide),
    CASE(problems_are_said_with_their_place), CASE(problems_in_a_file_have_line_and_column),
    CASE(depth_is_bounded_and_length_is_not), CASE(expressions_are_made_of_options),
    CASE(the_period_of_an_expression_is_what_it_says_plainly), CASE(descriptions_tell_expressions_apart))
