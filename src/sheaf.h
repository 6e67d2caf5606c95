/* sheaf: binds folders of articles into EPUB collections. SPDX-License-Identifier: MIT
 *
 *     struct sheaf_options options = { .paths = paths, .npaths = 1 };
 *     struct sheaf *s = sheaf_new(&options, on_event, payload);
 *     enum sheaf_status status = sheaf_build(s);
 *     sheaf_free(s);
 *
 * The library prints nothing, asks no clock and no network, keeps no global state. In every struct, zero means default.
 * Strings are UTF-8; those of the options must live until sheaf_free(), those of an event until the callback returns. */
#ifndef SHEAF_H
#define SHEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHEAF_API __attribute__((visibility("default")))
#define SHEAF_VERSION "0.1.0"

enum sheaf_status {             /* also the exit statuses of the program */
    SHEAF_DONE = 0,
    SHEAF_MENDED = 1,           /* done, with articles left out or mended as errors (with strict: or warnings) */
    SHEAF_USAGE = 2,            /* wrong options or configuration; nothing was written */
    SHEAF_FAILED = 3,           /* the world failed: cannot read or write; nothing half-written is left */
    SHEAF_EMPTY = 4             /* no article is in the selection */
};

/* SELECTION (sheaf help select). All given conditions must hold. */
struct sheaf_selection {
    const char *const *tags; size_t ntags;          /* all of them */
    const char *const *any_tags; size_t nany_tags;  /* at least one of them */
    const char *const *not_tags; size_t nnot_tags;  /* none of them */
    const char *from, *to, *month, *year;           /* dates of year, month or day; inclusive */
    const char *author, *section, *lang;
    const char *where;                              /* EXPR */
    const char *sort;                               /* date | -date | title | weight */
    const char *every;                              /* month | week | quarter | year | tag | author | section | series | lang */
    const char *limit;                              /* a number */
};

struct sheaf_options {
    const char *const *paths; size_t npaths;        /* folders, files, a sheaf.yaml; default "." */
    const char *const *bundles; size_t nbundles;    /* names of bundles in the configuration; default: all */
    const char *const *statics; size_t nstatics;    /* folders where "/img/x.png" is looked for, before the configuration's */
    struct sheaf_selection select;
    const char *output;         /* file or, with a "/" at its end or if it is a folder, folder; may hold {fields} */
    const char *title, *language, *site, *timezone, *style, *css, *sections;  /* instead of the configuration's */
    const char *cover;          /* a picture, a design ("contours"), or "none" */
    const char *device;         /* generic | kobo | kindle | apple | koreader | legacy */
    const char *indexes;        /* auto | none | tags,authors,dates */
    const char *link_notes, *typography, *chapter_links;    /* yes | no */
    const char *compression;    /* fast | small */
    const char *metadata_lines, *language_folders;          /* yes | no */
    const char *volumes;        /* auto, most articles in one file of a book, or its size ("25MB"): larger ones are cut */
    const char *as_of;          /* a date: what "future" and "expired" are measured by */
    const char *source_date_epoch;  /* the variable of that name, or NULL */
    const char *cache;          /* folder of the ledger, which makes a second run short; "none": none is kept or used */
    const char *cache_default;  /* where neither this nor the configuration's `cache` says; NULL: none */
    bool fresh;                 /* what the ledger knows does not count */
    bool explain;               /* tell by diagnostics (redone) why each chapter was made again */
    unsigned jobs;              /* workers; 0: the number of processors */
    bool strict;                /* warnings count as errors in the status */
    uint64_t (*clock)(void);    /* nanoseconds, never going back: for sheaf_timing(), and nothing else; NULL: none are taken */
};

enum sheaf_event_kind { SHEAF_EVENT_DIAGNOSTIC, SHEAF_EVENT_PROGRESS, SHEAF_EVENT_BOOK };

struct sheaf_event {
    enum sheaf_event_kind kind;
    /* a diagnostic; they come in the order of the articles, whatever the number of workers */
    const char *severity;       /* "note", "warning", "error" */
    const char *code;           /* "image-missing" */
    const char *path;           /* "" where no file is meant */
    unsigned line, column;      /* from 1; 0: the file as a whole */
    const char *text;
    /* progress: of a stage ("read", "render", "write"), may come from any thread, one at a time */
    const char *stage;
    size_t done, total;
    /* a book: where it is, how many articles it holds, whether its bytes are new */
    const char *book;
    size_t articles;
    uint64_t bytes;
    bool changed;
};

typedef void sheaf_event_fn(const struct sheaf_event *, void *payload);

struct sheaf;

SHEAF_API struct sheaf *sheaf_new(const struct sheaf_options *, sheaf_event_fn *, void *payload);
SHEAF_API void sheaf_free(struct sheaf *);

/* The whole flow: reads, selects, plans, renders and writes every book. */
SHEAF_API enum sheaf_status sheaf_build(struct sheaf *);

/* Or in steps: sheaf_load reads configuration and articles, sheaf_plan decides books and names. Each does the steps before it
 * where they are not done. Nothing is written. */
SHEAF_API enum sheaf_status sheaf_load(struct sheaf *);
SHEAF_API enum sheaf_status sheaf_plan(struct sheaf *);

enum sheaf_format { SHEAF_TEXT, SHEAF_JSON };

/* As sheaf_plan(), for nothing but sheaf_dump() of "list" in this format: if nothing changed since the last list of these options,
 * the ledger knows it, and articles are not looked at. */
SHEAF_API enum sheaf_status sheaf_list(struct sheaf *, enum sheaf_format);

/* Writes what is known after sheaf_plan(): "list" (the articles selected), "plan" (books, articles, what is left out and why,
 * every file of the archive), "links" (what every link of every
 * article leads to), "catalog" (all metadata of all articles), "page:REL" (the chapter of the article at that path
 * below its root, as XHTML; "page:REL#N": of item N of a feed or export). 0, or -1 if STAGE is not known or cannot be written. */
SHEAF_API int sheaf_dump(struct sheaf *, const char *stage, enum sheaf_format, FILE *);

/* Puts the words of all articles into the ledger, where there is one, so that a search for words (`text:` in EXPR) reads none that
 * did not change. A search does the same for what it needs. SHEAF_FAILED if they cannot be kept. */
struct sheaf_indexed {
    size_t articles;            /* that books may take */
    size_t added, unchanged;    /* of them: put into the index now; were in it */
    size_t removed;             /* were in it, and are not in the archive any more, or were changed */
};
SHEAF_API enum sheaf_status sheaf_index(struct sheaf *, struct sheaf_indexed *);

/* Writes a commented sheaf.yaml for the articles in FOLDER, if there is none: SHEAF_DONE; SHEAF_USAGE if there is one. */
SHEAF_API enum sheaf_status sheaf_init(const char *folder, sheaf_event_fn *, void *payload);

/* What a stage cost so far, summed over all workers: row I, in the order of the flow; false past the end. Without a clock in the
 * options all is 0. */
struct sheaf_timing {
    const char *stage;          /* "read" */
    uint64_t nanoseconds;
    uint64_t bytes;             /* that went through it, or 0 */
    size_t count;               /* files, pages or books */
};
SHEAF_API bool sheaf_timing(const struct sheaf *, size_t i, struct sheaf_timing *);

SHEAF_API const char *sheaf_version(void);

/* The diagnostics table: row I's code, severity and meaning; false past the end. */
SHEAF_API bool sheaf_diagnostic(size_t i, const char **code, const char **severity, const char **meaning);

#ifdef __cplusplus
}
#endif

#endif
