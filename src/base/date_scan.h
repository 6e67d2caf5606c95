/* date_scan: the pieces of a written date. SPDX-License-Identifier: MIT
 *
 * For date_parse.c. Each function takes its piece from the front of the text, or gives false and leaves the text as it was
 * where nothing else is said. */
#ifndef BASE_DATE_SCAN_H
#define BASE_DATE_SCAN_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct date_scan {
    struct str rest;            /* what was not taken yet */
    int year, month, day, hour, minute, second;
    int zone;                   /* minutes east, if has_zone */
    enum date_precision precision;
    bool has_zone, is_ambiguous, is_late /* the year comes after the time: ctime() */;
};

bool date_take(struct date_scan *, char c);
bool date_take_any(struct date_scan *, const char *chars);      /* one of them */
bool date_skip_blanks(struct date_scan *);

/* A number of LEAST to MOST digits that no further digit follows. */
bool date_take_number(struct date_scan *, size_t least, size_t most, int *n);

/* WORD in any case, if no letter follows. */
bool date_take_word(struct date_scan *, const char *word);

/* An English month, or its first three letters: 1 to 12, or 0. */
int  date_take_month(struct date_scan *);
bool date_take_weekday(struct date_scan *);                     /* with what follows: "Mon, " */

/* The clock and the zone after a day, if there are any: " 10:00 +0200", "T10:00:00Z", ", 10:00", " at 10:00 am". False, with
 * the text used in part, if what stands there is neither. */
bool date_take_time(struct date_scan *);

#endif
