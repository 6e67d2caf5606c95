/* date_scan: the pieces of a written date. SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

/* ---- pieces ------------------------------------------------------------------------------------------------------- */

bool
date_take(struct date_scan *r, char c)
{
    if (r->rest.len == 0 || *r->rest.at != c)
        return false;
    r->rest = str_from(r->rest, 1);
    return true;
}

bool
date_take_any(struct date_scan *r, const char *chars)
{
    for (; *chars; chars++)
        if (date_take(r, *chars))
            return true;
    return false;
}

bool
date_skip_blanks(struct date_scan *r)
{
    size_t before = r->rest.len;

    while (r->rest.len && char_is_blank(*r->rest.at))
        r->rest = str_from(r->rest, 1);
    return r->rest.len < before;
}

bool
date_take_number(struct date_scan *r, size_t least, size_t most, int *n)
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
peek_word(const struct date_scan *r)
{
    size_t n = 0;

    while (n < r->rest.len && char_is_alpha(r->rest.at[n]))
        n++;
    return str_sub(r->rest, 0, n);
}

bool
date_take_word(struct date_scan *r, const char *word)
{
    struct str found = peek_word(r);

    if (!str_ieqc(found, word))
        return false;
    r->rest = str_from(r->rest, found.len);
    return true;
}

/* A name of the list, or its first three letters: which one from 1, or 0. "Sept", "Tues" and "Thurs" are common too. */
static int
take_name(struct date_scan *r, const char *const *names, int n)
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

int
date_take_month(struct date_scan *r)
{
    static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December" };

    return take_name(r, months, 12);
}

bool
date_take_weekday(struct date_scan *r)
{
    static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

    if (!take_name(r, days, 7))
        return false;
    date_take_any(r, ".,");
    return date_skip_blanks(r);
}

/* ---- zones -------------------------------------------------------------------------------------------------------- */

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
take_offset(struct date_scan *r, int *minutes)
{
    enum { MOST_HOURS = 15 };
    struct date_scan start = *r;
    bool west = r->rest.len && *r->rest.at == '-';
    int hours, rest = 0;

    if (!date_take_any(r, "+-"))
        return false;
    if (date_take_number(r, 4, 4, &hours)) {
        rest = hours % 100;
        hours /= 100;
    } else if (!date_take_number(r, 1, 2, &hours) || (date_take(r, ':') && !date_take_number(r, 2, 2, &rest))) {
        *r = start;
        return false;
    }
    *minutes = (hours * 60 + rest) * (west ? -1 : 1);
    return hours <= MOST_HOURS && rest < 60;
}

static bool
take_plain_zone(struct date_scan *r, int *minutes)
{
    struct date_scan start = *r;

    if (take_offset(r, minutes))
        return true;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (!date_take_word(r, zones[i].name))
            continue;
        *minutes = zones[i].hours * 60;
        start = *r;
        if (zones[i].hours == 0 && (date_skip_blanks(r), take_offset(r, minutes)))   /* "UTC +01:00" */
            return true;
        *r = start;
        return true;
    }
    return false;
}

static bool
take_zone(struct date_scan *r, int *minutes)
{
    struct date_scan start = *r;

    if (date_take(r, '(')) {                                 /* MarkDownload: "(UTC +01:00)" */
        if (take_plain_zone(r, minutes) && date_take(r, ')'))
            return true;
        *r = start;
        return false;
    }
    if (!take_plain_zone(r, minutes))
        return false;
    start = *r;
    date_skip_blanks(r);
    if (date_take(r, '(')) {                                 /* RFC 5322's comment: "+0200 (CEST)" */
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
    struct date_scan r = { .rest = str_trim(text) };
    int zone;

    if (!take_zone(&r, &zone) || r.rest.len)
        return false;
    *minutes = zone;
    return true;
}

/* ---- times -------------------------------------------------------------------------------------------------------- */

static bool
take_half(struct date_scan *r)
{
    struct date_scan start = *r;
    bool is_pm;

    date_skip_blanks(r);
    is_pm = date_take_word(r, "pm");
    if (!is_pm && !date_take_word(r, "am")) {
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
take_clock(struct date_scan *r)
{
    if (!date_take_number(r, 1, 2, &r->hour) || !date_take(r, ':') || !date_take_number(r, 2, 2, &r->minute))
        return false;
    if (date_take(r, ':')) {
        if (!date_take_number(r, 2, 2, &r->second))
            return false;
        if (date_take_any(r, ".,")) {
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
take_compact_clock(struct date_scan *r)
{
    int n;

    if (date_take_number(r, 6, 6, &n)) {
        r->second = n % 100;
        n /= 100;
    } else if (!date_take_number(r, 4, 4, &n)) {
        return false;
    }
    r->hour = n / 100;
    r->minute = n % 100;
    r->precision = DATE_TIME;
    return true;
}

bool
date_take_time(struct date_scan *r)
{
    struct date_scan start = *r;
    bool is_iso = date_take_any(r, "Tt");

    if (!is_iso) {
        date_take(r, ',');
        date_skip_blanks(r);
        if (date_take_word(r, "at"))
            date_skip_blanks(r);
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
    date_skip_blanks(r);
    r->has_zone = take_zone(r, &r->zone);
    if (!r->has_zone)
        r->rest = start.rest;
    return true;
}
