/* date: written dates, as people and programs write them. SPDX-License-Identifier: MIT
 *
 * date_parse() tries the rows of a table one after the other; each reads the whole text or nothing. */
#include "base/date.h"

#include <stddef.h>

enum { MINUTES_PER_DAY = 24 * 60, SECONDS_PER_DAY = 24 * 60 * 60, EPOCH_WEEKDAY = 3 /* Thursday, from Monday */ };

/* ---- the calendar ------------------------------------------------------------------------------------------------- */

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
date_days_in_month(int year, int month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years begin in March here, so that the leap day is the last one: 400 of them have 146,097 days. */
int32_t
date_days(struct date d)
{
    int32_t year = d.month > 2 ? d.year : d.year - 1;
    int32_t era = (year + 400) / 400 - 1, in_era = year - era * 400;
    int32_t day = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;

    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + day - 719468;
}

struct date
date_of_days(int32_t days)
{
    int32_t n = days + 719468, era = (n >= 0 ? n : n - 146096) / 146097;
    int32_t rest = n - era * 146097;
    int32_t year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int32_t day = rest - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * day + 2) / 153;
    struct date d = { .precision = DATE_DAY };

    d.day = (uint8_t)(day - (153 * month + 2) / 5 + 1);
    d.month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    d.year = (int16_t)(year + era * 400 + (d.month <= 2));
    return d;
}

int64_t
date_epoch(struct date d)
{
    return ((int64_t)date_days(d) * MINUTES_PER_DAY + d.hour * 60 + d.minute - d.offset) * 60 + d.second;
}

struct date
date_of_epoch(int64_t seconds)
{
    int64_t days = seconds / SECONDS_PER_DAY, rest = seconds % SECONDS_PER_DAY;
    struct date d;

    if (rest < 0)
        days--, rest += SECONDS_PER_DAY;
    d = date_of_days((int32_t)days);
    d.hour = (uint8_t)(rest / 3600);
    d.minute = (uint8_t)(rest / 60 % 60);
    d.second = (uint8_t)(rest % 60);
    d.precision = DATE_TIME;
    d.has_offset = true;
    return d;
}

static int32_t
time_of(struct date d)
{
    return (d.hour * 60 + d.minute) * 60 + d.second;
}

int
date_cmp(struct date a, struct date b)
{
    int32_t days = date_days(a) - date_days(b), times = time_of(a) - time_of(b);

    return days ? (days > 0) - (days < 0) : (times > 0) - (times < 0);
}

struct date
date_first_day(struct date d)
{
    struct date first = { .year = d.year, .month = d.month, .day = d.day, .precision = DATE_DAY };

    return first;
}

struct date
date_last_day(struct date d)
{
    struct date last = date_first_day(d);

    if (d.precision == DATE_YEAR)
        last.month = 12;
    if (d.precision == DATE_YEAR || d.precision == DATE_MONTH)
        last.day = (uint8_t)date_days_in_month(last.year, last.month);
    return last;
}

/* From Monday, 0 to 6. */
static int
weekday(int32_t days)
{
    return (int)(((days + EPOCH_WEEKDAY) % 7 + 7) % 7);
}

int
date_week(struct date d, int *year)
{
    int32_t days = date_days(d);
    struct date thursday = date_of_days(days - weekday(days) + 3);  /* a week belongs to the year of its Thursday */
    struct date january = { .year = thursday.year, .month = 1, .day = 1 };

    *year = thursday.year;
    return (int)(date_days(thursday) - date_days(january)) / 7 + 1;
}

struct date
date_of_week(int year, int week)
{
    struct date fourth = { .year = (int16_t)year, .month = 1, .day = 4 };   /* is always in week 1 */
    int32_t days = date_days(fourth);

    return date_of_days(days - weekday(days) + (week - 1) * 7);
}

/* N digits of NUMBER; this and not printf because each article's date is written many times. */
static void
put_digits(char *at, int n, int number)
{
    while (n-- > 0) {
        at[n] = (char)('0' + number % 10);
        number /= 10;
    }
}

struct str
date_iso(struct arena *a, struct date d)
{
    static const size_t lengths[] = { [DATE_NONE] = 0, [DATE_YEAR] = 4, [DATE_MONTH] = 7 };
    size_t n = d.precision < DATE_DAY ? lengths[d.precision] : 10;
    char whole[] = "0000-00-00";

    if (d.year < 0 || d.year > 9999)
        return arena_str(a, str_sub(arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day), 0, n ? n + 1 : 0));
    put_digits(whole, 4, d.year);
    put_digits(whole + 5, 2, d.month);
    put_digits(whole + 8, 2, d.day);
    return arena_str(a, (struct str){ whole, n });
}

struct str
date_utc(struct arena *a, struct date d)
{
    struct date utc = date_of_epoch(date_epoch(d));

    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second);
}
