/* record: the nouns of model.h as bytes and back, by tables of their fields. SPDX-License-Identifier: MIT
 *
 * A field that stands in model.h and not in the table would be lost between two runs: tests/ledger.sh compares the names. */
#ifndef LEDGER_RECORD_H
#define LEDGER_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum record_kind {
    RECORD_NUMBER,              /* a whole number, enum or bool of SIZE bytes */
    RECORD_RAW,                 /* SIZE bytes as they are: a digest, a double */
    RECORD_STR, RECORD_CSTR,    /* struct str; const char * */
    RECORD_STRS,                /* an array of struct str and its length at COUNT */
    RECORD_THING,               /* a struct of table OF */
    RECORD_THINGS,              /* an array of them and its length at COUNT */
    RECORD_ELSEWHERE            /* not kept: whoever reads the record sets it */
};

struct record_field {
    const char *name;
    enum record_kind kind;
    size_t at, size, count;     /* offsets in the struct, and the field's own size */
    const struct record *of;
    bool derived;               /* made later out of others: told by record_tell(), not kept by record_put() */
};

struct record { size_t size; const struct record_field *fields; unsigned n; };  /* N fields, and one without a name */

#define RECORD(type, fields) { sizeof(type), fields, (unsigned)(sizeof (fields) / sizeof *(fields)) - 1 }

extern const struct record record_article;      /* as read/ leaves it */
extern const struct record record_text;         /* of an article: what its text is, which only its own page shows */
extern const struct record record_heading, record_asset, record_part, record_data, record_look, record_stamp, record_diag_entry;

void record_put(const struct record *, const void *thing, struct buf *out);
/* Everything that is known of THING, for a fingerprint. */
void record_tell(const struct record *, const void *thing, struct buf *out);
/* Fills THING, which is zeroed first. Texts lie in the bytes read, arrays in MEM. */
void record_take(const struct record *, void *thing, struct arena *, struct bytes *);

/* An array of N things, and back. */
void record_put_list(const struct record *, const void *things, size_t n, struct buf *out);
void *record_take_list(const struct record *, size_t *n, struct arena *, struct bytes *);

/* A list of diagnostics, told again. */
void record_take_diagnostics(struct bytes *, struct arena *scratch, struct diag *);

#endif
