/* date_parse: reads written dates. SPDX-License-Identifier: MIT
 *
 * Each row of the table of forms reads a date from the front of the text; then a time and a zone may follow, then the text
 * must be used up. What numbers are possible is judged at the end, for all forms at once. */
#include "base/date.h"

#include <stddef.h>

struct reader {
    struct str rest;
    int year, month, day, hour, minute, second;
    int zone;                   /* minutes east, if has_zone */
    enum date_precision precision;
    bool has_zone, is_ambiguous, is_late /* the year comes after the time: ctime() */;
};

/* ---- pieces ------------------------------------------------------------------------------------------------------------ */

static bool
take(struct reader *r, char c)
{
    if (r->rest.len == 0 || *r->rest.at != c)
        return false;
    r->rest = str_from(r->rest, 1);
    return true;
}

static bool
take_any(struct reader *r, const char *chars)
{
    for (; *chars; chars++)
        if (take(r, *chars))
            return true;
    return false;
}

static bool
skip_blanks(struct reader *r)
{
    size_t before = r->rest.len;

    while (r->rest.len && char_is_blank(*r->rest.at))
        r->rest = str_from(r->rest, 1);
    return r->rest.len < before;
}

/* A number of LEAST to MOST digits that no further digit follows. */
static bool
take_number(struct reader *r, size_t least, size_t most, int *n)
{
    size_t digits = 0;
    int value = 0;

    while (digits < r->rest.len && digits <= most && char_is_digit(r->rest.at[digits]))
        digits++;
    if (digits < least || digits > most)
        return false;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (r->rest.at[i] - '0');
    r->rest = str_from(r->rest, digits);
    *n = value;
    return true;
}

static struct str
peek_word(const struct reader *r)
{
    size_t n = 0;

    while (n < r->rest.len && char_is_alpha(r->rest.at[n]))
        n++;
    return str_sub(r->rest, 0, n);
}

static bool
take_word(struct reader *r, const char *word)
{
    struct str found = peek_word(r);

    if (!str_ieqc(found, word))
        return false;
    r->rest = str_from(r->rest, found.len);
    return true;
}

/* A name of the list, or its first three letters: which one from 1, or 0. "Sept", "Tues" and "Thurs" are common too. */
static int
take_name(struct reader *r, const char *const *names, int n)
{
    struct str word = peek_word(r);

    for (int i = 0; i < n && word.len >= 3; i++) {
        if (str_istarts(str_of(names[i]), word) && (word.len == 3 || word.len == str_of(names[i]).len
            || str_ieqc(word, "sept") || str_ieqc(word, "tues") || str_ieqc(word, "thurs"))) {
            r->rest = str_from(r->rest, word.len);
            return i + 1;
        }
    }
    return 0;
}

static int
take_month(struct reader *r)
{
    static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December" };

    return take_name(r, months, 12);
}

static bool
take_weekday(struct reader *r)
{
    static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

    if (!take_name(r, days, 7))
        return false;
    take_any(r, ".,");
    return skip_blanks(r);
}

/* ---- zones -------------------------------------------------------------------------------------------------------------- */

/* RFC 5322, 4.3, and those European and Japanese ones that mean one thing only. */
static const struct {
    const char *name;
    int hours;
} zones[] = {
    { "Z", 0 }, { "UT", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
    { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 }, { "WET", 0 }, { "WEST", 1 }, { "CET", 1 }, { "CEST", 2 },
    { "EET", 2 }, { "EEST", 3 }, { "JST", 9 },
};

/* "+02:00", "-0530", "+2". */
static bool
take_offset(struct reader *r, int *minutes)
{
    enum { MOST_HOURS = 15 };
    struct reader start = *r;
    bool west = r->rest.len && *r->rest.at == '-';
    int hours, rest = 0;

    if (!take_any(r, "+-"))
        return false;
    if (take_number(r, 4, 4, &hours)) {
        rest = hours % 100;
        hours /= 100;
    } else if (!take_number(r, 1, 2, &hours) || (take(r, ':') && !take_number(r, 2, 2, &rest))) {
        *r = start;
        return false;
    }
    *minutes = (hours * 60 + rest) * (west ? -1 : 1);
    return hours <= MOST_HOURS && rest < 60;
}

static bool
take_plain_zone(struct reader *r, int *minutes)
{
    struct reader start = *r;

    if (take_offset(r, minutes))
        return true;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (!take_word(r, zones[i].name))
            continue;
        *minutes = zones[i].hours * 60;
        start = *r;
        if (zones[i].hours == 0 && (skip_blanks(r), take_offset(r, minutes)))   /* "UTC +01:00" */
            return true;
        *r = start;
        return true;
    }
    return false;
}

static bool
take_zone(struct reader *r, int *minutes)
{
    struct reader start = *r;

    if (take(r, '(')) {                                 /* MarkDownload: "(UTC +01:00)" */
        if (take_plain_zone(r, minutes) && take(r, ')'))
            return true;
        *r = start;
        return false;
    }
    if (!take_plain_zone(r, minutes))
        return false;
    start = *r;
    skip_blanks(r);
    if (take(r, '(')) {                                 /* RFC 5322's comment: "+0200 (CEST)" */
        ptrdiff_t end = str_chr(r->rest, ')', 0);
        if (end != STR_NPOS)
            start.rest = str_from(r->rest, (size_t)end + 1);
    }
    *r = start;
    return true;
}

bool
date_parse_zone(struct str text, int *minutes)
{
    struct reader r = { .rest = str_trim(text) };
    int zone;

    if (!take_zone(&r, &zone) || r.rest.len)
        return false;
    *minutes = zone;
    return true;
}

/* ---- times -------------------------------------------------------------------------------------------------------------- */

static bool
take_half(struct reader *r)
{
    struct reader start = *r;
    bool is_pm;

    skip_blanks(r);
    is_pm = take_word(r, "pm");
    if (!is_pm && !take_word(r, "am")) {
        *r = start;
        return true;
    }
    if (r->hour < 1 || r->hour > 12)
        return false;
    r->hour = r->hour % 12 + (is_pm ? 12 : 0);
    return true;
}

/* "10:00", "10:00:00", "10:00:00.123456", "9:05 pm". */
static bool
take_clock(struct reader *r)
{
    if (!take_number(r, 1, 2, &r->hour) || !take(r, ':') || !take_number(r, 2, 2, &r->minute))
        return false;
    if (take(r, ':')) {
        if (!take_number(r, 2, 2, &r->second))
            return false;
        if (take_any(r, ".,")) {
            if (r->rest.len == 0 || !char_is_digit(*r->rest.at))
                return false;
            while (r->rest.len && char_is_digit(*r->rest.at))
                r->rest = str_from(r->rest, 1);
        }
    }
    r->precision = DATE_TIME;
    return take_half(r);
}

/* "100000" or "1000" after "20240105T". */
static bool
take_compact_clock(struct reader *r)
{
    int n;

    if (take_number(r, 6, 6, &n)) {
        r->second = n % 100;
        n /= 100;
    } else if (!take_number(r, 4, 4, &n)) {
        return false;
    }
    r->hour = n / 100;
    r->minute = n % 100;
    r->precision = DATE_TIME;
    return true;
}

/* The clock and the zone after a day, if there are any: " 10:00 +0200", "T10:00:00Z", ", 10:00", " at 10:00 am". */
static bool
take_time(struct reader *r)
{
    struct reader start = *r;
    bool is_iso = take_any(r, "Tt");

    if (!is_iso) {
        take(r, ',');
        skip_blanks(r);
        if (take_word(r, "at"))
            skip_blanks(r);
        if (r->rest.len == 0 || !char_is_digit(*r->rest.at)) {
            *r = start;
            return true;
        }
    }
    if (!take_clock(r)) {
        struct str rest = start.rest;
        *r = start;
        r->rest = str_from(rest, 1);
        if (!is_iso || !take_compact_clock(r))
            return false;
    }
    start = *r;
    skip_blanks(r);
    r->has_zone = take_zone(r, &r->zone);
    if (!r->has_zone)
        r->rest = start.rest;
    return true;
}

/* ---- forms of the day ---------------------------------------------------------------------------------------------------- */

/* "2024-01-05", "2024/1/5", "2024-01", "2024". */
static bool
take_year_first(struct reader *r)
{
    char sep;

    if (!take_number(r, 4, 4, &r->year))
        return false;
    r->precision = DATE_YEAR;
    sep = r->rest.len ? *r->rest.at : '\0';
    if (sep != '-' && sep != '/' && sep != '.')
        return true;
    take(r, sep);
    if (!take_number(r, 1, 2, &r->month))
        return false;
    r->precision = DATE_MONTH;
    if (!take(r, sep))
        return sep != '.';
    r->precision = DATE_DAY;
    return take_number(r, 1, 2, &r->day);
}

/* "20240105": the only bare number that is no year. */
static bool
take_compact(struct reader *r)
{
    int n;

    if (!take_number(r, 8, 8, &n))
        return false;
    r->year = n / 10000;
    r->month = n / 100 % 100;
    r->day = n % 100;
    r->precision = DATE_DAY;
    return true;
}

/* "13/02/2024" is clear, "01/02/2024" is not, "02/02/2024" means the same in both readings. */
static bool
take_year_last(struct reader *r)
{
    int a, b;
    char sep;

    if (!take_number(r, 1, 2, &a) || r->rest.len == 0)
        return false;
    sep = *r->rest.at;
    if (!take_any(r, "/.-") || !take_number(r, 1, 2, &b) || !take(r, sep) || !take_number(r, 4, 4, &r->year))
        return false;
    r->is_ambiguous = a <= 12 && b <= 12 && a != b;
    r->day = a > 12 ? a : b;
    r->month = a > 12 ? b : a;
    r->precision = DATE_DAY;
    return true;
}

static bool
take_ordinal_day(struct reader *r)
{
    static const char *const suffixes[] = { "st", "nd", "rd", "th" };

    if (!take_number(r, 1, 2, &r->day))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (take_word(r, suffixes[i]))
            break;
    r->precision = DATE_DAY;
    return true;
}

static void
skip_between(struct reader *r)
{
    skip_blanks(r);
    take_any(r, "-.,/");
    skip_blanks(r);
    if (take_word(r, "of"))
        skip_blanks(r);
}

/* "15 Oct 2023", "15th of October, 2023", "Mon, 02-Jan-2006". */
static bool
take_day_month(struct reader *r)
{
    take_weekday(r);
    if (!take_ordinal_day(r))
        return false;
    skip_between(r);
    r->month = take_month(r);
    if (!r->month)
        return false;
    take(r, '.');
    skip_between(r);
    return take_number(r, 4, 4, &r->year);
}

/* "October 15, 2023", "Fri Jan 05 2024"; without a year yet: "Mon Jan 2 15:04:05 2006". */
static bool
take_month_day(struct reader *r)
{
    take_weekday(r);
    r->month = take_month(r);
    if (!r->month)
        return false;
    skip_between(r);
    if (!take_ordinal_day(r))
        return false;
    skip_between(r);
    r->is_late = !take_number(r, 4, 4, &r->year);
    return true;
}

/* "October 2023". */
static bool
take_month_year(struct reader *r)
{
    r->month = take_month(r);
    if (!r->month)
        return false;
    skip_between(r);
    r->precision = DATE_MONTH;
    return take_number(r, 4, 4, &r->year);
}

static bool (*const forms[])(struct reader *) = {
    take_year_first, take_compact, take_year_last, take_day_month, take_month_day, take_month_year,
};

/* ---- the whole ----------------------------------------------------------------------------------------------------------- */

static bool
is_possible(const struct reader *r)
{
    return r->year >= 1 && r->year <= 9999 && r->month >= 1 && r->month <= 12 && r->day >= 1
        && r->day <= date_days_in_month(r->year, r->month) && r->hour < 24 && r->minute < 60 && r->second <= 60;
}

static struct date
result_of(const struct reader *r, int zone)
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
take_all(struct reader *r, bool (*form)(struct reader *))
{
    if (!form(r))
        return false;
    if ((r->precision == DATE_DAY && !take_time(r)) || (r->is_late && (skip_blanks(r), !take_number(r, 4, 4, &r->year))))
        return false;
    skip_blanks(r);
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
        struct reader r = { .rest = text, .month = 1, .day = 1 };
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

/* ---- names of files ------------------------------------------------------------------------------------------------------- */

static bool
ends_part(const struct reader *r)
{
    return r->rest.len == 0 || *r->rest.at == '-' || *r->rest.at == '_' || char_is_blank(*r->rest.at);
}

/* Hugo's "-HH-MM-SS". */
static void
take_name_time(struct reader *r)
{
    struct reader start = *r;

    if (take(r, '-') && take_number(r, 2, 2, &r->hour) && take(r, '-') && take_number(r, 2, 2, &r->minute) && take(r, '-')
        && take_number(r, 2, 2, &r->second) && ends_part(r) && r->hour < 24 && r->minute < 60 && r->second <= 60) {
        r->precision = DATE_TIME;
        return;
    }
    *r = start;
}

bool
date_from_name(struct str name, int zone, struct date *result, struct str *rest)
{
    struct reader r = { .rest = name, .precision = DATE_DAY };

    skip_blanks(&r);
    if (!take_number(&r, 4, 4, &r.year) || !take(&r, '-') || !take_number(&r, 1, 2, &r.month) || !take(&r, '-')
        || !take_number(&r, 1, 2, &r.day) || !ends_part(&r) || !is_possible(&r))
        return false;
    take_name_time(&r);
    *result = result_of(&r, zone);
    while (r.rest.len && ends_part(&r))
        r.rest = str_from(r.rest, 1);
    *rest = r.rest;
    return true;
}
