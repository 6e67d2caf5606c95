/* blocks: many named records as a set of blocks. SPDX-License-Identifier: MIT
 *
 * A block begins with a record whose name says so (one in about sixty-four), so one that is added or changed changes its own
 * block and no other one. */
#ifndef LEDGER_BLOCKS_H
#define LEDGER_BLOCKS_H

#include "ledger/ledger.h"

/* Calls LEARN for each record of OWNER, in order; names and records live in MEM. False, and nothing was learnt, if there are none
 * of this CONTEXT. */
typedef void blocks_learn_fn(void *, struct str name, struct str record);
bool blocks_load(struct ledger *, struct arena *mem, enum ledger_kind, struct str owner, struct digest context,
    blocks_learn_fn *, void *payload);

struct blocks_writer;
struct blocks_writer *blocks_begin(struct digest context);
void blocks_add(struct blocks_writer *, struct str name, struct str record);    /* names must differ */
/* Saves all in a transaction that is under way, and frees W. */
void blocks_save(struct blocks_writer *, struct ledger *, enum ledger_kind, struct str owner);

#endif
