/* date: written dates, as people and programs write them. SPDX-License-Identifier: MIT
 *
 * A date keeps what was written: its local day counts for months and ranges, never its instant in UTC (FRONT-MATTER.md,
 * section 3). No function here asks the clock, the locale or the time zone of the machine. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum date_precision { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_TIME };

struct date {
    int16_t year;               /* 1 to 9999 */
    uint8_t month, day;         /* 1-12, 1-31; 1 where the precision does not reach */
    uint8_t hour, minute, second;
    uint8_t precision;          /* enum date_precision; DATE_NONE: no date */
    bool    has_offset;         /* a zone was written */
    int16_t offset;             /* minutes east of UTC; the default zone where none was written */
};

enum date_result { DATE_OK, DATE_BAD, DATE_AMBIGUOUS };

/* Reads any form of FRONT-MATTER.md section 3. ZONE is the offset in minutes for values without one. On anything but
 * DATE_OK the result is untouched. */
enum date_result date_parse(struct str text, int zone, struct date *result);

/* A date at the start of a file or folder name: YYYY-MM-DD, then `-`, `_`, blank or the end; YYYY-MM-DD-HH-MM-SS; blanks
 * before it are skipped. REST is the name after it. False if there is none or no such day. */
bool date_from_name(struct str name, int zone, struct date *result, struct str *rest);

/* "+02:00", "-0530", "Z", "UTC" as minutes east; false if it is none. */
bool date_parse_zone(struct str text, int *minutes);

/* The order of the written local days and times: <0, 0, >0. An absent part counts as its first value. */
int date_cmp(struct date a, struct date b);

/* Days since 1970-01-01 of the written local day, and back (to DATE_DAY). */
int32_t date_days(struct date);
struct date date_of_days(int32_t days);

/* Seconds since 1970 UTC of its instant, and back (to DATE_TIME, offset 0). */
int64_t date_epoch(struct date);
struct date date_of_epoch(int64_t seconds);

/* The first and the last day that a date of year, month or day precision covers. */
struct date date_first_day(struct date);
struct date date_last_day(struct date);

int date_days_in_month(int year, int month);
/* ISO 8601 week (1-53) of its day, and the year the week belongs to. */
int date_week(struct date, int *year);
/* The Monday of ISO week WEEK of YEAR. */
struct date date_of_week(int year, int week);

/* "2024", "2024-03" or "2024-03-05", by precision; "" for no date. */
struct str date_iso(struct arena *, struct date);
/* "2024-03-05T10:00:00Z", of the instant in UTC. */
struct str date_utc(struct arena *, struct date);

#endif
