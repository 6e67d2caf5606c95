/* datetime: is a text a date as HTML's datetime attribute wants it? SPDX-License-Identifier: MIT
 *
 * HTML, "Dates and times": a part of what it allows is enough; what is not valid is only dropped. */
#include "html/clean.h"

#include "base/date.h"

/* N digits at I, which moves past them; -1 if they are not there. */
static int
digits(struct str s, size_t *i, size_t n)
{
    int value = 0;

    for (size_t end = *i + n; *i < end; ++*i) {
        if (*i >= s.len || !char_is_digit(s.at[*i]))
            return -1;
        value = value * 10 + (s.at[*i] - '0');
    }
    return value;
}

static bool
take(struct str s, size_t *i, char c)
{
    bool is = *i < s.len && s.at[*i] == c;

    *i += is;
    return is;
}

/* HH:MM, HH:MM:SS or HH:MM:SS.fff; the seconds must be there if the value is an instant: all checkers agree on that form. */
static bool
time_of_day(struct str s, size_t *i)
{
    int hour = digits(s, i, 2), minute = take(s, i, ':') ? digits(s, i, 2) : -1, second = 0;
    size_t start;

    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    if (take(s, i, ':'))
        second = digits(s, i, 2);
    if (second < 0 || second > 59)
        return false;
    if (!take(s, i, '.'))
        return true;
    for (start = *i; *i < s.len && char_is_digit(s.at[*i]); ++*i)
        continue;
    return *i > start && *i - start <= 3;
}

static bool
zone(struct str s, size_t *i)
{
    int hour, minute;

    if (take(s, i, 'Z'))
        return true;
    if (!take(s, i, '+') && !take(s, i, '-'))
        return false;
    hour = digits(s, i, 2);
    minute = take(s, i, ':') ? digits(s, i, 2) : -1;
    return hour >= 0 && hour <= 14 && minute >= 0 && minute <= 59;
}

/* A day at the beginning; I moves past it. */
static bool
day(struct str s, size_t *i)
{
    int year = digits(s, i, 4), month = year > 0 && take(s, i, '-') ? digits(s, i, 2) : -1;
    int date = month >= 1 && month <= 12 && take(s, i, '-') ? digits(s, i, 2) : -1;

    return date >= 1 && date <= date_days_in_month(year, month);
}

bool
datetime_is_instant(struct str s)
{
    size_t i = 0;

    if (!day(s, &i))
        return false;
    return i == s.len || (take(s, &i, 'T') && time_of_day(s, &i) && zone(s, &i) && i == s.len);
}

bool
datetime_is_valid(struct str s)
{
    size_t i = 0;
    int year = digits(s, &i, 4), month = 1;

    if (year > 0 && i == s.len)
        return true;
    if (year > 0 && take(s, &i, '-'))
        month = digits(s, &i, 2);
    if (year > 0 && i == 7 && i == s.len)
        return month >= 1 && month <= 12;
    i = 0;
    if (day(s, &i))
        return i == s.len || ((take(s, &i, 'T') || take(s, &i, ' ')) && time_of_day(s, &i) && (i == s.len || zone(s, &i))
            && i == s.len);
    i = 0;
    return time_of_day(s, &i) && i == s.len;
}
