/* blocks: many named records as a set of blocks. SPDX-License-Identifier: MIT
 *
 * A block begins with a record whose name says so (one in about sixty-four), so one that is added or changed changes its own
 * block and no other one. Those of which nothing changed are neither put together again nor written.
 *
 * Of a LEDGER_BOOK a record may have MORE: what is asked for of few records, and is read for those of its block only then. */
#ifndef LEDGER_BLOCKS_H
#define LEDGER_BLOCKS_H

#include "ledger/ledger.h"

/* A set as it was left by the last run. */
struct blocks;

/* NULL if there is none; of a CONTEXT that may not be the one that is wanted. */
struct blocks *blocks_load(struct ledger *, enum ledger_kind, struct str owner);
bool blocks_is_of(const struct blocks *, struct digest context);
void blocks_free(struct blocks *);

size_t blocks_count(const struct blocks *);                     /* of records */
/* The record at PLACE, from 0, in the order in which they were added; its name. */
struct str blocks_record(const struct blocks *, size_t place, struct str *name);
/* The record of this NAME; NULL if there is none. What is asked for in the order of the set, with a PLACE that begins at 0 and is
 * handed on, is found at once. */
struct str blocks_find(struct blocks *, struct str name, size_t *place);
/* What the record at PLACE has MORE, as long as the set; reads the ledger. False if it cannot be read (any more). */
bool blocks_more(struct blocks *, size_t place, struct str *more);

/* Within a transaction that is under way: a block is written when it is full, so a set may be larger than memory. OLD: what the
 * owner has now, or NULL; it lives until all is saved. A record that was found in it and did not change is added as it lies there,
 * under its name, and what it has more is that of then; all others are copied. */
struct blocks_writer;
struct blocks_writer *blocks_begin(struct ledger *, enum ledger_kind, struct str owner, struct digest context, struct blocks *old);
void blocks_add(struct blocks_writer *, struct str name, struct str record, struct str more);   /* names must differ */
void blocks_end(struct blocks_writer *);

#endif
