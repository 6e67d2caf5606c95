/* shelf_part: what the files of the shelf share. SPDX-License-Identifier: MIT
 *
 *     shelf.c         the last book: its records and its file; entries that are not pages
 *     shelf_keep.c    takes pages from it
 *     shelf_note.c    what pages are made of, written down for the next run
 *     shelf_lists.c   documents that list the pages */
#ifndef LEDGER_SHELF_PART_H
#define LEDGER_SHELF_PART_H

#include "base/bytes.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/zipdir.h"
#include "ledger/aside.h"
#include "ledger/blocks.h"
#include "ledger/record.h"
#include "ledger/shelf.h"

#include <pthread.h>
#include <stdatomic.h>

struct shelf {
    struct ledger *ledger;
    const struct plan *plan;
    struct arena mem;
    const char *output;
    struct str owner;
    struct digest context;
    const struct told *told;
    struct blocks *known;       /* all records; or NULL */
    struct str *old;            /* those of pages, by the page's index */
    struct map others;          /* name, without EPUB/, to struct str: the rest of them */
    struct map entries;         /* of the last book: name without EPUB/ to struct zip_entry */
    struct zip_entry *list; size_t nlist;
    struct file_stamp found;    /* of the file that LIST was read from */
    struct file_stamp stamp;    /* of the last book */
    struct hash book;           /* of it and of the context */
    struct hash names;          /* what names lead to in this run, and where; of the book */
    bool names_lead_there;      /* as in the last one: all pages would be the same, but for their texts and pictures */
    bool is_compressed_so;      /* as this one is to be */
    int fd;                     /* the last book, or -1: nothing can be taken from it */
    bool was_known, was_changed;    /* there are records; the book is not the one they are about */
    /* of this run */
    pthread_mutex_t lock;       /* of what follows, and MEM */
    struct str *pages;          /* records of pages that were kept, by the page's index; of those made only how long they are */
    struct aside *aside;        /* where those are, in PLACES */
    uint64_t *places;
    struct str *references;     /* of those kept: the pages that they lead into */
    struct hash *listed;        /* shelf_listed() of each; zero: nobody has asked */
    struct hash lists;          /* of all that lists are made of, when LISTS_ONCE is done */
    struct once lists_once;
    struct map lists_made;      /* by name to struct str: the record */
    struct map documents;       /* entry's name to struct digest */
    atomic_size_t nkept;
    struct blocks_writer *saving;
};

/* What a page is made of: its article; what the plan and the configuration say. */
struct inputs { struct hash own, around; };

/* What is AROUND a page is known by that of the last edition, or NULL, as long as names lead to what they led to. */
struct inputs shelf_inputs(const struct shelf *, const struct page *, const struct inputs *old);

extern const struct record shelf_seen;      /* struct picture_seen */

/* The beginning of a page's record, which is compared; what comes after it is taken. */
struct head { struct str asked; bool asks_for_more; const struct picture_seen *seen; size_t nseen; };
void shelf_put_head(const struct shelf *, const struct inputs *, const struct head *, struct buf *);

void shelf_put_book(const struct book *, struct buf *);     /* all that is not about which articles it holds */
void shelf_find_lists(void *shelf);
struct hash shelf_listed(const struct page *);      /* of all that documents which list pages tell of it beside its article */

/* The last book's entry that is called HREF below EPUB/; NULL if there is none. */
const struct zip_entry *shelf_entry(const struct shelf *, struct str href);
/* The same, if its bytes had this DIGEST. */
const struct zip_entry *shelf_entry_of(const struct shelf *, struct str href, const struct digest *);

#endif
