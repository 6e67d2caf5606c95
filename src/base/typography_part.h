/* typography_part: what the files of typography share. SPDX-License-Identifier: MIT */
#ifndef BASE_TYPOGRAPHY_PART_H
#define BASE_TYPOGRAPHY_PART_H

#include "base/buf.h"
#include "base/typography.h"

#include <stdbool.h>

enum typo_class { TYPO_EDGE, TYPO_BLANK, TYPO_OPENS, TYPO_CLOSES, TYPO_EITHER, TYPO_SIGN, TYPO_DIGIT, TYPO_LETTER };

enum typo_role { TYPO_STRAIGHT, TYPO_OPENING, TYPO_CLOSING, TYPO_APOSTROPHE };

enum typo_form { TYPO_QUOTE, TYPO_NESTED, TYPO_SINGLE };    /* which marks of a language */

struct typo_quote {             /* a straight quote, single or double */
    size_t at;
    const struct typography *rules;
    enum typo_role role;
    enum typo_form form;        /* of a pair */
    bool can_open, can_close;
};

struct typo {                   /* the texts of a block as one */
    struct arena *mem;
    struct str in;
    const struct typo_run *runs; size_t nruns;
    struct typo_quote *quotes; size_t nquotes;
};

enum typo_class typo_classify(uint32_t code);
uint32_t typo_after(struct str, size_t i);      /* the character at byte I; 0 at the end */
uint32_t typo_before(struct str, size_t i);     /* the one before byte I; 0 at the beginning */
static inline enum typo_class typo_class_at(struct str s, size_t i) { return typo_classify(typo_after(s, i)); }
static inline enum typo_class typo_class_before(struct str s, size_t i) { return typo_classify(typo_before(s, i)); }

/* typography_quotes.c: finds the quotes and what each of them is. */
void typo_find_quotes(struct typo *);
const char *typo_quote_text(const struct typo_quote *);    /* NULL: it stays straight */

/* typography_spaces.c: what stands for the single blank at I; NULL: itself. And what is put before or behind the character at I,
 * which no blank stands at; NULL: nothing. */
const char *typo_blank(struct str in, size_t i, const struct typography *);
const char *typo_space_before(struct str in, size_t i, const struct typography *);
const char *typo_space_behind(struct str in, size_t i, const struct typography *);

#endif
