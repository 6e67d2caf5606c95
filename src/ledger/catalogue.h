/* catalogue: the words of articles in the ledger's file, with SQLite's full-text search. SPDX-License-Identifier: MIT
 *
 * The table holds words (wrap/text_words.h) only, by number. Which article has which number is a list of its own, with the
 * checksums of all that the ledger keeps: by a key of all that an article's words come from, so what was changed is simply not in
 * it. What is no more in the list stays in the table until there is more of that than of the rest; then both are begun anew. List
 * and table change in one transaction.
 *
 *     catalogue_open, catalogue_begin, catalogue_find …, catalogue_match …, catalogue_add …, catalogue_end, catalogue_close
 *
 * Used by one thread at a time. Where the file fails, nothing is found and nothing is kept. */
#ifndef LEDGER_CATALOGUE_H
#define LEDGER_CATALOGUE_H

#include "ledger/ledger.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct catalogue;

struct catalogue_key { uint8_t at[24]; };

/* Of all that the article's words come from; SCRATCH is overwritten. Any thread. */
struct catalogue_key catalogue_key(const struct article *, struct buf *scratch);

/* For the articles of CATALOG's roots. NULL if SQLite has no full-text search. LEDGER must live as long. */
struct catalogue *catalogue_open(struct ledger *, const struct catalog *);
void catalogue_close(struct catalogue *);

/* Begins to read, or to WRITE too: others wait or see it as it was. False if the file cannot be used so. */
bool catalogue_begin(struct catalogue *, bool write);
/* The article's number, from 1; 0 if its words are not known. */
uint64_t catalogue_find(const struct catalogue *, const struct catalogue_key *);
uint64_t catalogue_most(const struct catalogue *);      /* no number is higher */
/* Calls HIT for all in the table, listed or not, in which QUERY (text_words_query()) occurs. False if not all could be told. */
typedef void catalogue_hit_fn(void *, uint64_t number);
bool catalogue_match(struct catalogue *, struct str query, catalogue_hit_fn *hit, void *payload);
void catalogue_add(struct catalogue *, const struct catalogue_key *, struct str words);
/* Ends what was begun. After writing: all but those of KEYS go off the list; how many. False if nothing was kept. */
bool catalogue_end(struct catalogue *, const struct catalogue_key *keys, size_t n, size_t *removed);

#endif
