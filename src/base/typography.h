/* typography: quotes, dashes and spaces as a language wants them. SPDX-License-Identifier: MIT
 *
 * Works on the texts of one block in their order, over the borders of the elements they stand in. What is doubtful stays as it
 * was typed: a quote without its partner, primes (5'10"), options (--all), addresses, runs of four and more. What is typographic
 * already stays too, so that a second time changes nothing. */
#ifndef BASE_TYPOGRAPHY_H
#define BASE_TYPOGRAPHY_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum {
    TYPO_FRENCH = 1,            /* no-break spaces within guillemets and before ; : ! ? */
    TYPO_CLOSE_MARKS = 2,       /* but none before ; ! ? (Canada) */
    TYPO_THOUSANDS = 4,         /* digits stand in groups of three with a space between them */
    TYPO_EM_SPACED = 8          /* " - " is an em dash with spaces, not an en dash */
};

/* How a language is set; typography_marks.c. Lists are in lower case with a blank before, between and after their words. */
struct typography {
    const char *languages;      /* " de lb ", " fr-ca " */
    const char *quote[2];       /* open, close */
    const char *nested[2];      /* within the first ones */
    const char *single[2];      /* for '…' that stands by itself */
    const char *numbered;       /* abbreviations that a number follows: " p. no. " */
    const char *titles;         /* that a name follows: " dr. mrs. " */
    const char *clitics;        /* words of one letter that may not end a line: " k s v z " */
    const char *elisions;       /* words that begin with an apostrophe: " tis twas " */
    unsigned flags;
};

struct typo_run {
    struct str text;            /* in and out */
    const struct typography *rules; /* NULL: stays as it is, e.g. TYPO_THING for code or a picture, "\n" for a line break */
};

#define TYPO_THING "\uFFFC"

/* The rules of a language by its tag, the longest part of it that is known; NULL: nothing is known that would be safe. */
const struct typography *typography_of(struct str language);

/* Sets the N runs of one block; new texts are in MEM. Linear in their length. */
void typography_set(struct arena *mem, struct typo_run *runs, size_t n);

/* One line of text, such as a title; TEXT itself if nothing changes. */
struct str typography_line(struct arena *, struct str text, struct str language);

#endif
