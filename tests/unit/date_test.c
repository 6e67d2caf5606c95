/* date_test: written dates. SPDX-License-Identifier: MIT */
#include "base/date.h"

#include "unit/check.h"

/* What date_parse() makes of TEXT: "2024-03-05", "2024-03-05T10:00:00Z" with the offset in minutes, "bad" or "ambiguous". */
static struct str
parsed(struct arena *a, const char *text, int zone)
{
    struct date d;
    enum date_result result = date_parse(str_of(text), zone, &d);

    if (result != DATE_OK)
        return str_of(result == DATE_BAD ? "bad" : "ambiguous");
    if (d.precision < DATE_TIME)
        return date_iso(a, d);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%+d%s", d.year, d.month, d.day, d.hour, d.minute, d.second, d.offset,
        d.has_offset ? "" : "?");
}

struct example { const char *text, *want; };

/* True if all examples come out as wanted; tells the first that does not. */
static bool
all_parse(const struct example *e, size_t n)
{
    struct arena a;
    bool same = true;

    arena_init(&a);
    for (size_t i = 0; same && i < n; i++) {
        struct str got = parsed(&a, e[i].text, 60);
        same = str_eqc(got, e[i].want);
        if (!same)
            printf("\"%s\": got %.*s, want %s\n", e[i].text, STR_ARG(got), e[i].want);
    }
    arena_release(&a);
    return same;
}

#define CHECK_ALL(...) \
    do { \
        static const struct example examples[] = { __VA_ARGS__ }; \
        CHECK(all_parse(examples, sizeof examples / sizeof *examples)); \
    } while (0)

TEST(days_months_and_years)
{
    CHECK_ALL({ "2024-01-05", "2024-01-05" }, { "2024-1-5", "2024-01-05" }, { "2024/01/05", "2024-01-05" },
        { "2024.1.5", "2024-01-05" }, { "2024-01", "2024-01" }, { "2024/1", "2024-01" }, { "2024", "2024" },
        { "20240105", "2024-01-05" }, { "  2024-01-05 \n", "2024-01-05" }, { "0001-01-01", "0001-01-01" },
        { "9999-12-31", "9999-12-31" });
}

TEST(times_of_rfc_3339_in_all_spellings)
{
    CHECK_ALL({ "2023-10-15T13:18:50-07:00", "2023-10-15T13:18:50-420" },
        { "2023-10-15T13:18:50-0700", "2023-10-15T13:18:50-420" }, { "2023-10-15t13:18:50z", "2023-10-15T13:18:50+0" },
        { "2023-10-15 13:18:50.123456Z", "2023-10-15T13:18:50+0" },
        { "2023-10-15T13:18:50,5+05:30", "2023-10-15T13:18:50+330" },
        { "2001-12-14t21:59:43.10-5", "2001-12-14T21:59:43-300" }, { "20240105T100000Z", "2024-01-05T10:00:00+0" },
        { "20240105T1000", "2024-01-05T10:00:00+60?" });
}

TEST(times_as_generators_write_them)
{
    CHECK_ALL({ "2024-01-05 10:00:00 +0200", "2024-01-05T10:00:00+120" },
        { "2024-01-05 10:00 +0200", "2024-01-05T10:00:00+120" },
        { "2024-01-05 10:00:00", "2024-01-05T10:00:00+60?" }, { "2020-08-21T10:30", "2020-08-21T10:30:00+60?" },
        { "2024-01-05T10:00:00 (UTC +01:00)", "2024-01-05T10:00:00+60" }, { "2024-01-05 10:00 EST", "2024-01-05T10:00:00-300" },
        { "2024-01-05 9:05 pm", "2024-01-05T21:05:00+60?" }, { "2024-01-05 12:05 AM", "2024-01-05T00:05:00+60?" });
}

TEST(written_months)
{
    CHECK_ALL({ "15 Oct 2023", "2023-10-15" }, { "October 15, 2023", "2023-10-15" }, { "Oct. 15, 2023", "2023-10-15" },
        { "15th of October, 2023", "2023-10-15" }, { "1st March 2023", "2023-03-01" }, { "Sept 3 2023", "2023-09-03" },
        { "15-Oct-2023", "2023-10-15" }, { "October 2023", "2023-10" },
        { "October 15, 2023 at 10:30 AM", "2023-10-15T10:30:00+60?" },
        { "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T15:04:05-420" },
        { "Mon, 2 Jan 2006 15:04 GMT", "2006-01-02T15:04:00+0" },
        { "Mon, 02 Jan 2006 15:04:05 +0000 (UTC)", "2006-01-02T15:04:05+0" },
        { "Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05+60?" }, { "Mon Jan 2 15:04:05 MST 2006", "2006-01-02T15:04:05-420" },
        { "Fri Jan 05 2024 10:00:00 GMT+0100 (Central European Time)", "2024-01-05T10:00:00+60" });
}

TEST(other_languages_and_half_words_are_not_read)
{
    CHECK_ALL({ "15 Oktober 2023", "bad" }, { "15. M\xC3\xA4rz 2023", "bad" }, { "Octo 15, 2023", "bad" },
        { "Oc 15, 2023", "bad" },
        { "15 Oct 23", "bad" });
}

TEST(what_may_be_two_days_is_never_guessed)
{
    CHECK_ALL({ "01/02/2024", "ambiguous" }, { "1.2.2024", "ambiguous" }, { "12-11-2024", "ambiguous" },
        { "13/02/2024", "2024-02-13" }, { "02/13/2024", "2024-02-13" }, { "05/05/2024", "2024-05-05" }, { "13/13/2024", "bad" },
        { "31/02/2024", "bad" }, { "01/02/24", "bad" }, { "01/02/2024 10:00", "ambiguous" });
}

TEST(days_and_times_that_are_none)
{
    CHECK_ALL({ "2024-02-30", "bad" }, { "2023-02-29", "bad" }, { "2024-02-29", "2024-02-29" }, { "1900-02-29", "bad" },
        { "2000-02-29", "2000-02-29" }, { "2024-13-01", "bad" }, { "2024-00-10", "bad" }, { "2024-01-00", "bad" },
        { "0000-01-01", "bad" }, { "2024-01-05 24:00", "bad" }, { "2024-01-05 10:60", "bad" },
        { "2024-01-05T10:00:61Z", "bad" },
        { "20241301", "bad" }, { "2024-01-05 13:00 pm", "bad" }, { "2024-01-05T10:00:00+99:00", "bad" });
}

TEST(a_leap_second_is_the_second_before)
{
    CHECK_ALL({ "2016-12-31T23:59:60Z", "2016-12-31T23:59:59+0" });
}

TEST(texts_that_are_no_dates)
{
    CHECK_ALL({ "", "bad" }, { " ", "bad" }, { "true", "bad" }, { "Last Modified", "bad" }, { "git Created", "bad" },
        { "1700000000", "bad" }, { "12345", "bad" }, { "202", "bad" }, { "2024-", "bad" }, { "2024-01-05x", "bad" },
        { "2024-01-05 10:00 Europe/Berlin", "bad" }, { "2024-01-05T", "bad" }, { "2024-01-05 10", "bad" },
        { "-2024-01-05", "bad" },
        { "2024-01-05 and more", "bad" }, { "2024-01/05", "bad" }, { "@", "bad" }, { "@x", "bad" }, { "\xFF\xFE", "bad" });
}

TEST(unix_seconds_need_an_at_sign)
{
    CHECK_ALL({ "@0", "1970-01-01T01:00:00+60" }, { "@1700000000", "2023-11-14T23:13:20+60" },
        { "@-1", "1970-01-01T00:59:59+60" }, { "@99999999999999", "bad" },
        { "@253402300799", "bad" /* year 10000 at +01:00 */ });
}

TEST(a_bad_date_leaves_the_result_alone)
{
    struct date d = { .year = 7 };

    CHECK(date_parse(STR("2024-02-30"), 0, &d) == DATE_BAD);
    CHECK(date_parse(STR("01/02/2024"), 0, &d) == DATE_AMBIGUOUS);
    CHECK(d.year == 7);
}

TEST(the_written_day_counts_not_its_instant)
{
    struct arena a;
    struct date d;

    arena_init(&a);
    CHECK(date_parse(STR("2024-03-01T00:30:00+02:00"), 0, &d) == DATE_OK);
    CHECK(d.month == 3 && d.day == 1);
    CHECK_STR(date_utc(&a, d), "2024-02-29T22:30:00Z");
    CHECK_STR(date_iso(&a, d), "2024-03-01");
    arena_release(&a);
}

TEST(zones)
{
    int minutes = 7;

    CHECK(date_parse_zone(STR("+02:00"), &minutes) && minutes == 120);
    CHECK(date_parse_zone(STR("-0530"), &minutes) && minutes == -330);
    CHECK(date_parse_zone(STR("-00:30"), &minutes) && minutes == -30);
    CHECK(date_parse_zone(STR("z"), &minutes) && minutes == 0);
    CHECK(date_parse_zone(STR("UTC+1"), &minutes) && minutes == 60);
    CHECK(date_parse_zone(STR("pst"), &minutes) && minutes == -480);
    CHECK(!date_parse_zone(STR("Europe/Berlin"), &minutes) && minutes == -480);
    CHECK(!date_parse_zone(STR(""), &minutes));
    CHECK(!date_parse_zone(STR("+25:00"), &minutes));
    CHECK(!date_parse_zone(STR("+01:60"), &minutes));
    CHECK(!date_parse_zone(STR("BST"), &minutes));  /* two of them */
}

TEST(names_of_files)
{
    struct arena a;
    struct date d;
    struct str rest;

    arena_init(&a);
    CHECK(date_from_name(STR("2024-03-05-my-post"), 0, &d, &rest));
    CHECK_STR(date_iso(&a, d), "2024-03-05");
    CHECK_STR(rest, "my-post");
    CHECK(date_from_name(STR("  2024-3-5_x"), 0, &d, &rest));
    CHECK_STR(rest, "x");
    CHECK(date_from_name(STR("2024-03-05 - Title here"), 0, &d, &rest));
    CHECK_STR(rest, "Title here");
    CHECK(date_from_name(STR("2024-03-05"), 0, &d, &rest));
    CHECK_STR(rest, "");
    CHECK(date_from_name(STR("2024-03-05-10-30-00-x"), 90, &d, &rest) && d.hour == 10 && d.precision == DATE_TIME
        && d.offset == 90);
    CHECK_STR(rest, "x");
    CHECK(date_from_name(STR("2024-03-05-10-ways"), 0, &d, &rest) && d.precision == DATE_DAY);
    CHECK_STR(rest, "10-ways");
    CHECK(date_from_name(STR("2024-03-05-99-30-00"), 0, &d, &rest) && d.precision == DATE_DAY);
    arena_release(&a);
}

TEST(names_without_a_date)
{
    static const char *const names[] = { "my-post", "2024-03-05x", "2024-02-30-x", "24-03-05-x", "2024-03", "20240305-x",
        "2024-03-", "x-2024-03-05", "", "2024_03_05_x" };
    struct date d;
    struct str rest;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK(!date_from_name(str_of(names[i]), 0, &d, &rest));
}

TEST(days_and_back_over_all_years)
{
    struct date d = { .year = 1, .month = 1, .day = 1 };
    int32_t first = date_days(d);

    CHECK(date_of_days(0).year == 1970 && date_of_days(0).day == 1);
    CHECK(date_days((struct date){ .year = 2000, .month = 3, .day = 1 }) == 11017);
    for (int32_t day = first; day < first + 3652059; day += 13) {
        d = date_of_days(day);
        CHECK(date_days(d) == day);
        CHECK(d.day >= 1 && d.day <= date_days_in_month(d.year, d.month));
    }
    d = date_of_days(first + 3652058);
    CHECK(d.year == 9999 && d.month == 12 && d.day == 31);
}

TEST(instants_and_back)
{
    static const int64_t seconds[] = { 0, -1, 86399, 86400, -86401, 1700000000, 253402300799, -62135596800 };

    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++)
        CHECK(date_epoch(date_of_epoch(seconds[i])) == seconds[i]);
}

TEST(weeks_of_iso_8601)
{
    int year;

    CHECK(date_week((struct date){ .year = 2021, .month = 1, .day = 3 }, &year) == 53 && year == 2020);
    CHECK(date_week((struct date){ .year = 2021, .month = 1, .day = 4 }, &year) == 1 && year == 2021);
    CHECK(date_week((struct date){ .year = 2018, .month = 12, .day = 31 }, &year) == 1 && year == 2019);
    CHECK(date_week((struct date){ .year = 2024, .month = 3, .day = 5 }, &year) == 10 && year == 2024);
    for (int y = 1990; y < 2030; y++) {
        struct date monday = date_of_week(y, 30);
        CHECK(date_week(monday, &year) == 30 && year == y);
        CHECK(date_week(date_of_days(date_days(monday) - 1), &year) == 29);
    }
}

TEST(what_a_month_covers)
{
    struct arena a;
    struct date d;

    arena_init(&a);
    date_parse(STR("2024-02"), 0, &d);
    CHECK_STR(date_iso(&a, date_first_day(d)), "2024-02-01");
    CHECK_STR(date_iso(&a, date_last_day(d)), "2024-02-29");
    date_parse(STR("2023"), 0, &d);
    CHECK_STR(date_iso(&a, date_last_day(d)), "2023-12-31");
    date_parse(STR("2023-05-06 10:00"), 0, &d);
    CHECK_STR(date_iso(&a, date_last_day(d)), "2023-05-06");
    CHECK_STR(date_iso(&a, (struct date){ .precision = DATE_NONE }), "");
    arena_release(&a);
}

TEST(order_is_that_of_the_written_time)
{
    struct date a, b;

    date_parse(STR("2024-03-01T00:30:00+02:00"), 0, &a);    /* the earlier instant */
    date_parse(STR("2024-02-29T23:00:00Z"), 0, &b);
    CHECK(date_cmp(a, b) > 0 && date_cmp(b, a) < 0 && date_cmp(a, a) == 0);
    date_parse(STR("2024-03"), 0, &b);
    CHECK(date_cmp(a, b) > 0);
}

TESTS(CASE(days_months_and_years), CASE(times_of_rfc_3339_in_all_spellings), CASE(times_as_generators_write_them),
    CASE(written_months), CASE(other_languages_and_half_words_are_not_read), CASE(what_may_be_two_days_is_never_guessed),
    CASE(days_and_times_that_are_none), CASE(a_leap_second_is_the_second_before), CASE(texts_that_are_no_dates),
    CASE(unix_seconds_need_an_at_sign), CASE(a_bad_date_leaves_the_result_alone), CASE(the_written_day_counts_not_its_instant),
    CASE(zones), CASE(names_of_files), CASE(names_without_a_date), CASE(days_and_back_over_all_years), CASE(instants_and_back),
    CASE(weeks_of_iso_8601), CASE(what_a_month_covers), CASE(order_is_that_of_the_written_time))
