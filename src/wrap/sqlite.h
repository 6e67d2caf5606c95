/* sqlite: one file of tables, with SQLite. SPDX-License-Identifier: MIT
 *
 * Thin on purpose: statements in SQL, values in and out. Problems are sticky: after the first one everything fails, and the
 * caller, for whom the file is only a help, goes on without it. Used by one thread at a time; other processes may use the same
 * file at the same time (writers wait for each other for up to WAIT milliseconds).
 *
 *     struct table_query *q = table_query(file, "SELECT data FROM block WHERE key = ?1");
 *     table_bind_str(q, 1, key);
 *     while (table_step(q)) … table_blob(q, 0) …
 *     table_reset(q); table_end(q); */
#ifndef WRAP_SQLITE_H
#define WRAP_SQLITE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct table_file;
struct table_query;

enum table_mode { TABLE_READ, TABLE_WRITE };    /* an old file only; or one that is made if it is missing */

/* NULL if it cannot be opened or is no file of tables. */
struct table_file *table_open(const char *path, enum table_mode, unsigned wait);
void table_close(struct table_file *);

bool table_failed(const struct table_file *);
const char *table_problem(const struct table_file *);   /* what failed first; "" for nothing */

bool table_is_damaged(const struct table_file *);       /* what failed is the file itself: it is of no more use */
bool table_has_words(void);                             /* can tables of words (FTS5) be made? */

/* Statements without values, separated by semicolons. */
bool table_run(struct table_file *, const char *sql);

/* A statement, ready for values; NULL if it or the file failed. All functions below take NULL and do nothing. */
struct table_query *table_query(struct table_file *, const char *sql);
void table_bind_int(struct table_query *, int place, int64_t);
void table_bind_str(struct table_query *, int place, struct str);      /* must live until table_reset() */
void table_bind_blob(struct table_query *, int place, struct str);     /* the same */
/* The next row: false at the end. */
bool table_step(struct table_query *);
int64_t    table_int(struct table_query *, int column);
struct str table_blob(struct table_query *, int column);       /* a text or blob; valid until the next step or reset */
/* The blob in COLUMN of a ROW of TABLE, read straight into MEM, with a NUL that does not count: for one that is large. Q is stepped
 * meanwhile, and asks for nothing else in this way. */
bool table_read(struct table_query *q, const char *table, const char *column, int64_t row, struct arena *mem, struct str *bytes);
void table_reset(struct table_query *);                 /* may be given other values and stepped again */
void table_end(struct table_query *);

#endif
