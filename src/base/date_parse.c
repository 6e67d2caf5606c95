/* date_parse: reads written dates. SPDX-License-Identifier: MIT
 *
 * Each row of the table of forms reads a date from the front of the text; then a time and a zone may follow, then the text
 * must be used up. What numbers are possible is judged at the end, for all forms at once. */
#include "base/date_scan.h"

/* ---- forms of the day --------------------------------------------------------------------------------------------- */

/* "2024-01-05", "2024/1/5", "2024-01", "2024". */
static bool
take_year_first(struct date_scan *r)
{
    char sep;

    if (!date_take_number(r, 4, 4, &r->year))
        return false;
    r->precision = DATE_YEAR;
    sep = r->rest.len ? *r->rest.at : '\0';
    if (sep != '-' && sep != '/' && sep != '.')
        return true;
    date_take(r, sep);
    if (!date_take_number(r, 1, 2, &r->month))
        return false;
    r->precision = DATE_MONTH;
    if (!date_take(r, sep))
        return sep != '.';
    r->precision = DATE_DAY;
    return date_take_number(r, 1, 2, &r->day);
}

/* "20240105": the only bare number that is no year. */
static bool
take_compact(struct date_scan *r)
{
    int n;

    if (!date_take_number(r, 8, 8, &n))
        return false;
    r->year = n / 10000;
    r->month = n / 100 % 100;
    r->day = n % 100;
    r->precision = DATE_DAY;
    return true;
}

/* "13/02/2024" is clear, "01/02/2024" is not, "02/02/2024" means the same in both readings. */
static bool
take_year_last(struct date_scan *r)
{
    int a, b;
    char sep;

    if (!date_take_number(r, 1, 2, &a) || r->rest.len == 0)
        return false;
    sep = *r->rest.at;
    if (!date_take_any(r, "/.-") || !date_take_number(r, 1, 2, &b) || !date_take(r, sep)
        || !date_take_number(r, 4, 4, &r->year))
        return false;
    r->is_ambiguous = a <= 12 && b <= 12 && a != b;
    r->day = a > 12 ? a : b;
    r->month = a > 12 ? b : a;
    r->precision = DATE_DAY;
    return true;
}

static bool
take_ordinal_day(struct date_scan *r)
{
    static const char *const suffixes[] = { "st", "nd", "rd", "th" };

    if (!date_take_number(r, 1, 2, &r->day))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (date_take_word(r, suffixes[i]))
            break;
    r->precision = DATE_DAY;
    return true;
}

static void
skip_between(struct date_scan *r)
{
    date_skip_blanks(r);
    date_take_any(r, "-.,/");
    date_skip_blanks(r);
    if (date_take_word(r, "of"))
        date_skip_blanks(r);
}

/* "15 Oct 2023", "15th of October, 2023", "Mon, 02-Jan-2006". */
static bool
take_day_month(struct date_scan *r)
{
    date_take_weekday(r);
    if (!take_ordinal_day(r))
        return false;
    skip_between(r);
    r->month = date_take_month(r);
    if (!r->month)
        return false;
    date_take(r, '.');
    skip_between(r);
    return date_take_number(r, 4, 4, &r->year);
}

/* "October 15, 2023", "Fri Jan 05 2024"; without a year yet: "Mon Jan 2 15:04:05 2006". */
static bool
take_month_day(struct date_scan *r)
{
    date_take_weekday(r);
    r->month = date_take_month(r);
    if (!r->month)
        return false;
    skip_between(r);
    if (!take_ordinal_day(r))
        return false;
    skip_between(r);
    r->is_late = !date_take_number(r, 4, 4, &r->year);
    return true;
}

/* "October 2023". */
static bool
take_month_year(struct date_scan *r)
{
    r->month = date_take_month(r);
    if (!r->month)
        return false;
    skip_between(r);
    r->precision = DATE_MONTH;
    return date_take_number(r, 4, 4, &r->year);
}

static bool (*const forms[])(struct date_scan *) = {
    take_year_first, take_compact, take_year_last, take_day_month, take_month_day, take_month_year,
};

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

static bool
is_possible(const struct date_scan *r)
{
    return r->year >= 1 && r->year <= 9999 && r->month >= 1 && r->month <= 12 && r->day >= 1
        && r->day <= date_days_in_month(r->year, r->month) && r->hour < 24 && r->minute < 60 && r->second <= 60;
}

static struct date
result_of(const struct date_scan *r, int zone)
{
    return (struct date){
        .year = (int16_t)r->year, .month = (uint8_t)r->month, .day = (uint8_t)r->day,
        .hour = (uint8_t)r->hour, .minute = (uint8_t)r->minute,
        .second = (uint8_t)(r->second == 60 ? 59 : r->second),  /* a leap second */
        .precision = (uint8_t)r->precision, .has_offset = r->has_zone,
        .offset = (int16_t)(r->has_zone ? r->zone : zone),
    };
}

/* A whole date with time and zone, and nothing after it. */
static bool
take_all(struct date_scan *r, bool (*form)(struct date_scan *))
{
    if (!form(r) || (r->precision == DATE_DAY && !date_take_time(r)))
        return false;
    date_skip_blanks(r);
    if (r->is_late && !date_take_number(r, 4, 4, &r->year))
        return false;
    date_skip_blanks(r);
    return r->rest.len == 0;
}

/* Seconds since 1970 after an "@": the local day in the default zone. */
static enum date_result
parse_epoch(struct str digits, int zone, struct date *result)
{
    static const unsigned long LAST = 253402300799;     /* 9999-12-31T23:59:59Z */
    static const int64_t FIRST = -62135596800;          /* 0001-01-01T00:00:00Z */
    bool minus = digits.len && *digits.at == '-';
    unsigned long n;
    int64_t local;

    if (!str_uint(str_from(digits, minus), LAST, &n))
        return DATE_BAD;
    local = (minus ? -(int64_t)n : (int64_t)n) + zone * 60;
    if (local < FIRST || local > (int64_t)LAST)
        return DATE_BAD;
    *result = date_of_epoch(local);
    result->offset = (int16_t)zone;
    return DATE_OK;
}

enum date_result
date_parse(struct str text, int zone, struct date *result)
{
    text = str_trim(text);
    if (text.len && *text.at == '@')
        return parse_epoch(str_from(text, 1), zone, result);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct date_scan r = { .rest = text, .month = 1, .day = 1 };
        if (!take_all(&r, forms[i]))
            continue;
        if (!is_possible(&r))
            return DATE_BAD;
        if (r.is_ambiguous)
            return DATE_AMBIGUOUS;
        *result = result_of(&r, zone);
        return DATE_OK;
    }
    return DATE_BAD;
}

/* ---- names of files ----------------------------------------------------------------------------------------------- */

static bool
ends_part(const struct date_scan *r)
{
    return r->rest.len == 0 || *r->rest.at == '-' || *r->rest.at == '_' || char_is_blank(*r->rest.at);
}

/* Hugo's "-HH-MM-SS". */
static void
take_name_time(struct date_scan *r)
{
    struct date_scan start = *r;
    bool is_time = date_take(r, '-') && date_take_number(r, 2, 2, &r->hour) && date_take(r, '-')
        && date_take_number(r, 2, 2, &r->minute) && date_take(r, '-') && date_take_number(r, 2, 2, &r->second);

    if (is_time && ends_part(r) && is_possible(r)) {
        r->precision = DATE_TIME;
        return;
    }
    *r = start;
}

bool
date_from_name(struct str name, int zone, struct date *result, struct str *rest)
{
    struct date_scan r = { .rest = name, .precision = DATE_DAY };

    date_skip_blanks(&r);
    if (!date_take_number(&r, 4, 4, &r.year) || !date_take(&r, '-') || !date_take_number(&r, 1, 2, &r.month)
        || !date_take(&r, '-') || !date_take_number(&r, 1, 2, &r.day) || !ends_part(&r) || !is_possible(&r))
        return false;
    take_name_time(&r);
    *result = result_of(&r, zone);
    while (r.rest.len && ends_part(&r))
        r.rest = str_from(r.rest, 1);
    *rest = r.rest;
    return true;
}
