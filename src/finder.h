/* finder: which articles hold the words that a selection asks for. SPDX-License-Identifier: MIT
 *
 * With a ledger the words of each article are put into its catalogue once, so that a later search reads no article at all.
 * Without one they are read for the search. Both go by wrap/text_words.h over the same texts: title, subtitle and all that a
 * reader sees of the article, so both find the same.
 *
 *     finder_init; finder_search (a search_fn of book/book.h) …, finder_index; finder_release */
#ifndef FINDER_H
#define FINDER_H

#include "base/arena.h"
#include "book/book.h"
#include "ledger/catalogue.h"
#include "ledger/ledger.h"
#include "model.h"

struct finder {
    const struct catalog *catalog;      /* finished */
    unsigned jobs;
    struct diag *diag;                  /* articles that cannot be read any more */
    void (*progress)(void *payload, const char *stage, size_t done, size_t total);
    void *payload;
    /* below: its own */
    struct ledger *ledger;
    struct arena mem;
    struct catalogue *words;            /* or NULL */
    struct catalogue_key *keys;         /* by article->index */
    bool *has_key;
    struct map asked;                   /* a query to what was found so far: unsigned char of enum found by article->index */
};

/* LEDGER may be NULL, else it must live as long. */
void finder_init(struct finder *, struct ledger *, const struct catalog *);
void finder_release(struct finder *);

void finder_search(void *finder, struct search *const *searches, size_t nsearches, const struct article *const *articles,
    size_t narticles);

/* Puts the words of all articles into the catalogue. False if they cannot be kept. */
struct finder_counts { size_t articles, added, kept, removed; };    /* KEPT: were in it already */
bool finder_index(struct finder *, struct finder_counts *);

#endif
