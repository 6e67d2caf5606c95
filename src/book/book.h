/* book: from the catalogue to the bytes of an .epub. SPDX-License-Identifier: MIT
 *
 * In the order of the flow: catalog_finish, select_books, plan_new, (html/ renders,) plan_gather, package_new. */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/json.h"
#include "model.h"

#include <stdbool.h>

/* catalog.c: index, identity, folded tags, link maps; what is a duplicate, in the future or expired. AS_OF with precision
 * DATE_NONE is the newest date of an article that is no draft: then nothing is in the future, but things expire. One of day
 * precision or less covers its whole last day; one with a time is an instant. */
void catalog_finish(struct catalog *, struct date as_of, struct diag *);
void catalog_release_names(struct catalog *);

/* The namespace P of all identifiers (EPUB-RULES 11.3): config->id if it is a UUID, else the UUID of the first that is given:
 * config->id, site, title, the name of the first root's folder. */
struct uuid catalog_namespace(const struct catalog *);
/* Of a finished article in that namespace: by its web address if that is its identity. */
struct uuid catalog_uuid(const struct article *, struct uuid space, struct arena *scratch);

/* expr.c: what an article must be. NULL is the expression that all articles match. */
struct expr;

/* expr_parse.c: the EXPR language. NULL with a diagnostic (selection-syntax, at the place in TEXT) if it cannot be read. ZONE is
 * the offset of written dates that have none. */
struct expr *expr_parse(struct arena *, struct located text, int zone, struct diag *);

/* Out of options. The text may hold "*" for anything. FIELD is one of EXPR's ("author"); FROM and TO are days of year, month
 * or day precision, both inclusive; DATE_NONE leaves a side open. For expr_and() and expr_or() NULL is no term yet: they give
 * the other one. What they are made of must live as long. */
struct expr *expr_field(struct arena *, const char *field, struct str value);
struct expr *expr_tag(struct arena *, struct str tag);
struct expr *expr_date_range(struct arena *, struct date from, struct date to);
struct expr *expr_and(struct arena *, struct expr *, struct expr *);
struct expr *expr_or(struct arena *, struct expr *, struct expr *);
struct expr *expr_not(struct arena *, struct expr *);

/* A search for words, whose answers come from outside: WORDS as wrap/text_words.h gives them; FOUND by article->index. */
enum found { FOUND_OPEN, FOUND_NO, FOUND_YES };
struct search {
    struct str words;
    unsigned char *found;       /* enum found; NULL: all are open */
};
/* Appends the searches of E, which may be NULL, to LIST in MEM. */
void expr_searches(struct expr *, struct arena *mem, struct search ***list, size_t *n);
/* Does it depend on answers that are still open? */
bool expr_is_open(const struct expr *, const struct article *, struct str language, struct arena *scratch);

/* LANGUAGE is that of articles that name none. One whose answer is open does not match. */
bool expr_matches(const struct expr *, const struct article *, struct str language, struct arena *scratch);
/* For one that does not match: does it only because it has no date? */
bool expr_wants_date(const struct expr *, const struct article *, struct str language, struct arena *scratch);

/* select.c */
/* What a book takes in a zip, measured before it is cut into volumes. */
struct weight_picture { struct str href; uint64_t bytes; };
struct weight_page {
    uint64_t bytes;             /* of its files, with their headers in the zip */
    uint32_t files;
    struct weight_picture *pictures; size_t npictures;
};
struct weight {
    uint64_t fixed;             /* of what every volume has: style sheet, cover */
    uint64_t lists;             /* of what grows with the number of articles: contents, indexes, package document */
    struct weight_page *pages;  /* one for each article of the book */
};
/* An estimate made by making the whole book; lives in the arena of select_books(). NULL: it cannot be made. */
typedef const struct weight *weigh_fn(void *context, struct arena *, const struct book *whole);

/* Answers all of SEARCHES for each of ARTICLES: sets search->found. */
typedef void search_fn(void *context, struct search *const *searches, size_t nsearches, const struct article *const *articles,
    size_t narticles);

struct select_options {
    struct expr *narrow;        /* SELECTION of the command line, joined with each bundle's own; or NULL */
    const char *output;         /* -o, or NULL: a file, or with a "/" at its end or if there is one, a folder; with fields */
    int64_t source_date_epoch;  /* or -1 */
    const char *folder_name;    /* of the archive, for a title where none is given */
    weigh_fn *weigh;            /* asked only where volumes are cut by size; or NULL */
    void *weigh_context;
    search_fn *search;          /* asked once, for what the rest of the expressions leaves open; NULL: nothing is found */
    void *search_context;
};
/* All books of BUNDLES, in order of bundle and value, in MEM. WHY (catalog->narticles elements, zeroed) says for each article
 * in no book why; of several bundles, what it came nearest to. A bundle that takes no article makes no book but a diagnostic
 * (selection-empty). 0, or -1 with a diagnostic (selection-syntax, output-clash, config-value: an unknown field, ...) before
 * anything is written. */
int select_books(struct arena *mem, const struct catalog *, const struct bundle *bundles, size_t nbundles,
    const struct select_options *, struct book **books, size_t *nbooks, enum why *why, struct diag *);

/* names.c: "{archive}-{month:%Y-%m}" filled in. In file names (IS_FILE) each value becomes a slug. False with WHAT, a text in
 * MEM, for an unknown field or one that this book has no value for. */
bool name_expand(struct arena *mem, struct str pattern, const struct config *, const struct book *, bool is_file,
    struct str *result, const char **what);

/* Makes a picture of an SVG file: drawing_make_file() of html/drawing.h. */
typedef const char *cover_svg_fn(struct image_tool *, struct arena *, struct str bytes, const struct image_recipe *, uint32_t least,
    struct str *made, uint32_t *width, uint32_t *height, const char **lost);

/* cover.c: names the picture on the front, given or drawn by IMAGES (which PLAN keeps for its pages too). What is wrong with it is
 * said; then there is another one or none. */
void cover_plan(struct plan *, struct image_tool *images, cover_svg_fn *, struct diag *);
/* Where it takes time the caller has it made before package_new(): in plan->cover->held, or out of MEMORY. */
enum cover_time {
    COVER_IS_THERE,             /* or there is none */
    COVER_BESIDE_PAGES,
    COVER_AFTER_PAGES           /* it shows what is in them */
};
enum cover_time cover_time(const struct plan *);
struct package_memory;
void cover_make(struct plan *, const struct package_memory * /* or NULL */, struct diag *);

/* plan.c */
struct plan *plan_new(const struct catalog *, const struct book *);
void plan_gather(struct plan *);                        /* after rendering: plan->assets out of those of the pages */
/* Lets the bytes of its pages and pictures go: they are in the book now. */
void plan_drop_bytes(struct plan *);
void plan_free(struct plan *);

/* package.c: a planned, rendered and gathered book to its file. The documents about the book are made in PACKAGE_STEPS
 * steps: package_begin() gives the number of tasks of one, which any workers may run, each once, in any order, before the next
 * step begins. Then package_write() writes the .epub, so that the old one stands until the new one is whole. 0, or -1 with a
 * diagnostic. PLAN and STYLE_SHEET must live as long. */
struct zip_entry;
struct package_memory {         /* what may be taken from the last edition: the ledger, lent by the caller */
    /* The entry NAME whose bytes have this digest; any worker. */
    bool (*find)(void *context, struct str name, const struct digest *, struct deflated *);
    /* Is the book that would be written, of these entries in this order, the one that is there? Then its size in BYTES. */
    bool (*is_unchanged)(void *context, const struct str *names, const struct deflated *const *data, size_t n,
        uint32_t dos_time, uint64_t *bytes);
    /* Documents that list pages, by a KEY of their maker: the NOTES left of those that would come out the same; new notes; an
     * entry of theirs. Any worker. */
    bool (*recall)(void *context, struct str key, struct arena *, struct str *notes);
    void (*note)(void *context, struct str key, struct str notes);
    bool (*find_last)(void *context, struct str name, struct deflated *);
    /* The entry NAME if the one of the last edition was made of what has the hash OF, beside the book; that of this one is. Any
     * worker. */
    bool (*find_of)(void *context, struct str name, struct hash of, struct deflated *);
    /* The entry of the last edition that is called NAME, in its file FD; NULL: there is none. Any worker. */
    const struct zip_entry *(*last)(void *context, struct str name, int *fd);
    void *context;
};
/* How its entries are deflated. */
static inline enum deflate_effort
book_effort(const struct book *b)
{
    return b->look.compression == COMPRESSION_SMALL ? DEFLATE_SMALL : DEFLATE_FAST;
}

struct package *package_new(const struct plan *, const struct package_memory * /* or NULL */);
enum { PACKAGE_STEPS = 2 };
size_t package_begin(struct package *, unsigned step);
/* How many bytes of what it made had to be deflated: they were not so in the last edition. */
size_t package_make(struct package *, size_t task, struct deflater *);
/* ahead.c: chapters are written into the file of the book while others are made; half of what would else be written, and read
 * again. They lie there in the order of reading, whoever makes them. Nothing is in the book's place before package_write().
 * Those of the last edition come with the first that is not: until then the book may be the one that is there. */
struct ahead;
struct pack_hand;
/* BYTES of chapters may wait for those before them in memory, above that they do in a file. WORKERS will write the rest. */
struct ahead *ahead_new(const struct plan *, const struct package_memory * /* or NULL */, size_t bytes, unsigned workers);
/* PAGE is made, kept, or waits for others; each page once, by any worker, with a hand that lives as long as the book is written. */
void ahead_give(struct ahead *, struct page *, struct pack_hand *);
void ahead_free(struct ahead *);        /* what was written is gone, unless package_write() was given it */

struct package_writing {
    unsigned workers;           /* threads that may write it */
    struct ahead *ahead;        /* that its pages were given to; or NULL */
    /* NULL, or what can be done while the book is written and goes to the disk, if it is. */
    void (*meanwhile)(void *context);
    void *context;
    /* the result */
    uint64_t bytes;
    bool changed;               /* it differs from what was there; if not, the old file is not touched */
    struct file_stamp stamp;    /* of the file when it was put in its place; renaming gave it another ctime */
};
int package_write(struct package *, struct package_writing *, struct diag *);
/* When all steps are done: the bytes in a zip of what is neither a page nor a picture of one. */
void package_weigh(struct package *, uint64_t *fixed, uint64_t *lists);
void package_free(struct package *);

/* report.c: what is known, as a table for people or as JSON. */
struct report {
    const struct catalog *catalog;
    const struct book *books; size_t nbooks;
    const enum why *why;        /* by article->index */
    void (*pour)(void *context, struct buf *);      /* takes and clears what was written so far, now and then; NULL: all stays */
    void *context;
};
void report_list(const struct report *, bool as_json, struct buf *out);
void report_plan(const struct report *, bool as_json, struct buf *out);
void report_catalog(const struct report *, struct buf *out);
/* report_links.c: where links lead, page by page between begin and end. */
struct links_report {
    struct buf *out;
    bool as_json;
    struct json json;
    size_t pages, books, web, pictures, outside, dead;  /* links counted by kind */
};
void report_links_begin(struct links_report *);
void report_links(struct links_report *, const struct book *, const struct page *);
void report_links_end(struct links_report *);
const char *why_text(enum why);                         /* "draft", "outside the selection" */

#endif
