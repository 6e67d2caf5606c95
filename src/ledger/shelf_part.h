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
    pthread_mutex_t *ledger_lock;   /* for whoever wants more of them, from shelf_begin() to shelf_save_begin() */
    struct blocks *known;       /* all records; or NULL */
    uint32_t *old;              /* those of pages, by the page's index: the place in KNOWN + 1 */
    struct map others;          /* name, without EPUB/, to struct str: the rest of them */
    struct zip_entry *list; size_t nlist;   /* entries of the last book */
    struct map entries;         /* name without EPUB/ to struct zip_entry */
    struct file_stamp found;    /* of the file that LIST was read from */
    struct file_stamp stamp;    /* of the last book */
    bool is_known_by_stamp;     /* that is enough to know it */
    struct hash book;           /* of it and of the context */
    struct hash names;          /* what names lead to in this run, and where; of the book */
    bool names_lead_there;      /* as in the last one: all pages would be the same, but for their texts and pictures */
    bool is_compressed_so;      /* as this one is to be */
    int fd;                     /* the last book, or -1: nothing can be taken from it */
    bool was_known, was_changed;    /* there are records; the book is not the one they are about */
    /* of this run */
    pthread_mutex_t lock;       /* of what follows, and MEM */
    struct str *pages;          /* records of pages that are as they were, by the page's index; of others only how long they are */
    struct aside *aside;        /* where those are, in PLACES, with what they have more */
    uint64_t *places;
    struct str *references;     /* of those kept: the pages that they lead into, if there are any */
    struct hash *listed;        /* shelf_listed() of those whose record is new; zero: nobody has asked */
    struct hash lists;          /* of all that lists are made of, when LISTS_ONCE is done */
    struct once lists_once;
    struct map lists_made;      /* by name to struct str: the record */
    struct map documents;       /* entry's name to struct digest */
    atomic_size_t nkept;
    atomic_bool asks;           /* some page does for more than names of articles and the web */
    struct blocks_writer *saving;
};

/* What a page is made of: its article; what the plan and the configuration say. */
struct inputs { struct hash own, around; };

/* What is AROUND a page is known by that of the last edition, or NULL, as long as names lead to what they led to. */
struct inputs shelf_inputs(const struct shelf *, const struct page *, const struct inputs *old);

/* ---- the record of a page ----
 *
 * What tells whether it is kept, and what the book must know of it then. What it has MORE is asked for of few pages in a run in
 * which few changed: its questions, if they have to be asked again, and the places in it that links of others lead to. */

struct listing { struct inputs in; struct hash listed; uint64_t flags; };       /* the beginning of the record */

enum shelf_flag {
    SHELF_ASKS = 1,             /* not all answers stand as long as names lead to what they led to: MORE is needed */
    SHELF_ONE_PART = 2,         /* which has the page's name and id */
    SHELF_LISTS = 4,            /* there are headings, pictures or diagnostics */
    SHELF_RUBY = 8, SHELF_MATHML = 16, SHELF_SKIPPED_LEVEL = 32, SHELF_WAITS = 64,
};

bool shelf_take_listing(struct bytes *, struct listing *);

extern const struct record shelf_seen;      /* struct picture_seen */

struct more {
    struct str asked;
    int64_t when;               /* the pictures were SEEN */
    struct picture_seen *seen; size_t nseen;
    struct str anchors;         /* the rest, as put and taken */
};
void shelf_put_more(const struct more *, struct buf *);

/* A record that is not that of the last run, or has something else more, waits until it is saved: in BOTH, first the NRECORD bytes
 * of it. Any worker. */
void shelf_put_aside(struct shelf *, const struct page *, struct buf *both, size_t nrecord);

struct str shelf_owner(struct arena *, const char *output);     /* what the book at OUTPUT is called in the ledger */

void shelf_put_book(const struct book *, struct buf *);     /* all that is not about which articles it holds */
void shelf_put_whole_book(const struct book *, struct buf *);       /* all but the articles themselves and what its cover shows */
void shelf_find_lists(void *shelf);
struct hash shelf_listed(const struct page *);      /* of all that documents which list pages tell of it beside its article */

/* The last book's entry that is called HREF below EPUB/; NULL if there is none. */
const struct zip_entry *shelf_entry(const struct shelf *, struct str href);
/* The same, if its bytes had this DIGEST. */
const struct zip_entry *shelf_entry_of(const struct shelf *, struct str href, const struct digest *);

#endif
