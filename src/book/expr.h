/* expr: the tree of an EXPR. SPDX-License-Identifier: MIT
 *
 * Internal to expr.c, which makes and asks it, and expr_parse.c, which reads its written form. */
#ifndef BOOK_EXPR_H
#define BOOK_EXPR_H

#include "book/book.h"

enum expr_kind { EXPR_AND, EXPR_OR, EXPR_NOT, EXPR_FIELD, EXPR_DATES, EXPR_UNTAGGED, EXPR_UNDATED, EXPR_WORDS };

struct pattern {                /* text with "*" for anything: what stands between the stars, folded */
    struct str *pieces; size_t npieces;     /* one without a star; N stars make N + 1 pieces, which may be empty */
};

struct expr_field_row;

struct expr {
    enum expr_kind kind;
    struct expr **kids; size_t nkids;           /* EXPR_AND, EXPR_OR, EXPR_NOT (one) */
    const struct expr_field_row *field;         /* EXPR_FIELD */
    struct pattern pattern;
    struct search search;                       /* EXPR_WORDS */
    struct date from, to;                       /* EXPR_DATES: first and last day; DATE_NONE: open */
};

/* The row of a field, or NULL; and the names of all, for messages: NULL past the end. */
const struct expr_field_row *expr_field_find(struct str name);
const char *expr_field_name(size_t i);

struct expr *expr_new(struct arena *, enum expr_kind);

/* A term of FIELD with TEXT, in which the byte STAR stands for anything. */
struct expr *expr_term(struct arena *, const struct expr_field_row *, struct str text, char star);

/* The days that an article must lie in to match, where the expression says so plainly (date terms joined by `and`); both
 * DATE_NONE else. */
void expr_period(const struct expr *, struct date *from, struct date *to);

/* Appends a text that is the same for equal expressions only: what a selection of the command line is known by. */
void expr_describe(const struct expr *, struct buf *out);

#endif
