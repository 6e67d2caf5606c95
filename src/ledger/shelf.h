/* shelf: what is known of the last edition of a book. SPDX-License-Identifier: MIT
 *
 * The last book is the cache: its file holds the entries, the ledger holds what each was made of. A page is kept, not made, if
 *     - all that the plan and its article say of it is the same (a fingerprint, INPUTS),
 *     - all that it asked of the archive would be answered as it was (render_would_be_same()),
 *     - the pictures it shows are the same files, or have the same bytes,
 *     - the places in other pages that it leads to are in pages that are kept too, and
 *     - the book's file is the one that was written, with the page's entries in it.
 *
 *     shelf_new, shelf_begin; workers: shelf_keep each page, shelf_note those made; shelf_find for all else;
 *     shelf_save_begin, shelf_save_end, shelf_close */
#ifndef LEDGER_SHELF_H
#define LEDGER_SHELF_H

#include "base/hash.h"
#include "ledger/ledger.h"
#include "ledger/told.h"
#include "model.h"

#include <pthread.h>
#include <stdbool.h>

struct shelf;
struct zip_entry;

/* What is known of the book at OUTPUT. Never NULL. LEDGER is used by one thread at a time: the caller sees to it, here and for
 * shelf_save(). */
struct shelf *shelf_new(struct ledger *, const char *output);
bool shelf_is_of(const struct shelf *, const char *output);     /* and is still to be begun */
/* Its PLAN is made. CONTEXT: fingerprint of options and configuration, as far as pages depend on them. TOLD: of the plan's
 * catalogue; must live as long. LEDGER_LOCK: from now on, where it is not the caller who uses the ledger, it is used under this. */
void shelf_begin(struct shelf *, const struct plan *, struct digest context, const struct told *, pthread_mutex_t *ledger_lock);
void shelf_close(struct shelf *);
/* Closes the file of the last book, out of which nothing is needed any more. Is it in nobody's folder by now, the system drops all
 * that it keeps of it, which takes its time. Other threads may use the shelf meanwhile. */
void shelf_close_file(struct shelf *);

/* Fills PAGE from the last book; its memory is that of page->mem. False, and WHY (static), if it has to be made. IS_SAME asks what
 * the page asked again; if NAMES_LEAD_THERE, all names of articles lead to what they led to. Any worker, each page by one. */
typedef bool shelf_ask_fn(const struct plan *, struct page *, struct str asked, bool names_lead_there, struct arena *scratch);
bool shelf_keep(struct shelf *, struct page *, shelf_ask_fn *is_same, struct arena *scratch, const char **why);

/* When all pages are kept or made: those that were kept and lead to places in pages that were not. They must be made after all. */
size_t shelf_list_torn(const struct shelf *, size_t *torn);
void shelf_give_up(struct shelf *, struct page *, struct arena *scratch);       /* makes PAGE as it was before it was kept */
/* Of a page that was kept the places that links may lead to, if they are not known yet. False if nobody can tell any more: then it
 * must be made after all. One thread at a time. */
bool shelf_know_anchors(struct shelf *, struct page *);

/* What a page that was made was made of; after its links are resolved and its parts deflated. Any worker. */
void shelf_note(struct shelf *, const struct page *);

/* Entries that are not pages: documents and pictures. If the last book has one of this NAME whose bytes have this DIGEST, it is
 * given in DATA. Any worker. */
bool shelf_find(void *shelf, struct str name, const struct digest *, struct deflated *data);

/* Documents that list the pages, all made: the NOTES that were left of the one called KEY if it would come out the same, and those
 * of one that was made or taken. Any worker. */
bool shelf_recall(void *shelf, struct str key, struct arena *, struct str *notes);
void shelf_note_list(void *shelf, struct str key, struct str notes);
/* The entry NAME of the last book, as one of this. */
bool shelf_find_last(void *shelf, struct str name, struct deflated *data);
/* The same, if it was made of what has the hash OF; as that of this book is, which is noted. Any worker. */
bool shelf_find_of(void *shelf, struct str name, struct hash of, struct deflated *data);

/* The entry of the last book that is called NAME, in its file FD; NULL: there is none. */
const struct zip_entry *shelf_last(void *shelf, struct str name, int *fd);

/* In a transaction: what its entries were made of, when all are made; it may still be on its way to the disk. Then, that the book
 * is in its place: WRITTEN is what it was when it was put there, but for the ctime. False if it is not (any more), or WRITTEN is
 * NULL: then the transaction is to be rolled back. */
void shelf_save_begin(struct shelf *);
bool shelf_save_end(struct shelf *, const struct file_stamp *written);

/* The stamp that alone tells the book in its place from what may come after it; NULL: none does. When it is saved, or was not
 * written. */
const struct file_stamp *shelf_stamp(const struct shelf *);

/* Is all that would be saved what is known already, of a book that was not written, and has this stamp? */
bool shelf_is_as_saved(const struct shelf *, const struct file_stamp *);

/* Is the book, whose entries would be NAMES with DATA in this order and time, the last one? */
bool shelf_is_unchanged(void *shelf, const struct str *names, const struct deflated *const *data, size_t n, uint32_t dos_time,
    uint64_t *bytes);

size_t shelf_kept(const struct shelf *);
bool shelf_asks(const struct shelf *);          /* Does a page ask for files that are no articles? When all are kept or made. */

#endif
