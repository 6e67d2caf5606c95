/* read: from files to articles, and from an article to its tree. SPDX-License-Identifier: MIT
 *
 * Two passes keep memory small: read_archive() takes only what a catalogue needs; read_body() is called when a page is
 * rendered. Each kind of source is one file here and one row of the table in read.c. */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/node.h"
#include "base/timing.h"
#include "base/value.h"
#include "model.h"

#include <stdbool.h>

struct reading {                /* one file being catalogued, by one worker */
    struct arena *mem;          /* for what the articles keep; lives as long as the catalogue */
    struct arena *scratch;      /* for this file */
    const struct catalog *catalog;  /* roots, files, config, is_jekyll: not yet its articles */
    const struct file *file;
    struct source source;       /* UTF-8: decoded, if need be, with a diagnostic */
    const struct value *meta;   /* a map: front matter and sidecar joined, or NULL */
    uint32_t initials;          /* of the keys of META: a bit for each letter in any case, bit 0 for all else */
    size_t nown;                /* the first keys of META stand in the file itself, the others in its sidecar */
    uint32_t body;              /* byte after the front matter */
    struct digest digest;
    uint32_t crc;               /* of the same bytes, if they are the text; else 0 */
    struct diag *diag;
    struct article *articles; size_t narticles;     /* what was found, in SCRATCH; their texts in MEM */
    bool is_decoded;            /* SOURCE is not the file's bytes */
    bool has_mark;              /* SOURCE is, without a byte order mark of three bytes */
};

struct adapter {
    const char *name;           /* "markdown" */
    const char *extensions;     /* "md markdown mdown", lower case */
    bool has_front_matter;      /* look for a block of it at the beginning */
    bool is_export;             /* files of many articles: also .xml, .json and .csv are looked into for it */
    bool declares_charset;      /* the text says how it is encoded, as pages and XML do */
    bool (*match)(struct str head);     /* is a file of another extension of this kind? by its first bytes (512; 4,096 of
                                         * what may be an export); may be NULL */
    void (*scan)(struct reading *);     /* calls reading_add() for each article and fills it */
    /* The article's content: an element of any name that holds it. Offsets count in SOURCE. */
    struct node *(*body)(struct arena *, const struct article *, const struct source *, struct diag *);
};

const struct adapter *adapter_for(struct str name, struct str head);   /* by extension, else by match; NULL: no article */

/* A new article of the file with what every kind has (file, part, body, digest) and all that front matter says (meta_apply).
 * An adapter fills what is still empty and does not overwrite; read.c calls meta_finish() after scan(). Valid until the next
 * reading_add(). */
struct article *reading_add(struct reading *);

/* The same for one of many articles: ITEM is the part of r->source that holds it (see struct item), LINE the lines before it; its
 * digest is that of the item. Front matter, sidecar and file name say nothing of it. */
struct article *reading_add_item(struct reading *, struct str item, uint32_t line);

/* What may be known of files from an earlier run: the ledger, lent by the caller. BESIDE is the other file, next to its sidecar,
 * that FILE's articles were read by (or NULL). LOAD is called beside the walk, BEGIN once when the files are listed; then any
 * worker may ask and tell, each with its number. RECALL gives the articles of a file as they were found, one alone in ROOM, and
 * adds their diagnostics; false: it has to be read. */
struct read_memory {
    void (*load)(void *context);
    void (*begin)(void *context, const struct catalog *);
    bool (*recall)(void *context, const struct file *, const struct file *beside, struct arena *mem, struct arena *scratch,
        struct article *room, struct article **, size_t *n, struct diag *);
    void (*note)(void *context, const struct file *, const struct file *beside, struct article *, size_t n,
        const struct diag *, unsigned worker);
    void *context;
};

/* Walks the folders of CONFIG (or PATHS, which may be files too, instead of its articles), fills roots, files and articles of
 * CATALOG in order. Reads with JOBS workers. 0, or -1 if a given path cannot be read at all (with a diagnostic). */
struct read_options {
    const char *const *paths; size_t npaths;
    const char *const *statics; size_t nstatics;
    unsigned jobs;
    void (*progress)(void *payload, size_t done, size_t total);     /* may be NULL; called by one thread at a time */
    void *payload;
    timing_clock *clock; struct timings *timings;       /* base/timing.h */
    const struct read_memory *memory;                   /* or NULL */
    struct hold *hold;                                  /* texts wait there for their pages; or NULL */
};
int read_archive(struct catalog *, const struct read_options *, struct diag *);

/* The article's tree in MEM and its source (decoded) in SOURCE, for positions. NULL if the file is gone or no text any more
 * (with a diagnostic). */
struct node *read_body(struct arena *mem, const struct article *, struct source *, struct diag *);

#endif
