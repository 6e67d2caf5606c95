/* package_part: what the files of package share. SPDX-License-Identifier: MIT
 *
 *     package.c               a book under way; pictures, chapters, the file
 *     package_documents.c     tasks that make the documents about the book, in two steps
 *     package_recall.c        documents that need not be made: those of the last edition
 *     package_order.c         entries in their order
 *     package_file.c          the file on disk */
#ifndef BOOK_PACKAGE_PART_H
#define BOOK_PACKAGE_PART_H

#include "base/once.h"
#include "book/book.h"
#include "book/package.h"
#include "book/package_order.h"

struct task;
typedef void make_fn(struct package *, struct task *, struct buf *out, struct deflater *);

/* What is made by a task of its own: the pages of one kind, a document. */
struct task {
    make_fn *make;
    int rank;
    size_t group; unsigned slice;   /* of matter_group() */
    struct str key;             /* of its notes, if it need not be made as long as all it lists is the same; else empty */
    struct str name, bytes;
    bool is_stored;
    struct arena mem;           /* until it is made */
    struct arena kept;          /* what follows */
    struct matter matter;       /* without the bytes */
    struct entry *made; size_t nmade;
    size_t ndeflated;           /* bytes of those that were not in the last edition */
};

struct package {
    struct arena mem;
    const struct plan *plan;
    const struct package_memory *memory;    /* or NULL */
    struct matter matter;       /* known after the first step */
    struct buf opf;             /* the package document: begun in the first step, ended in the second */
    struct once listed;         /* CONTENTS are: in the first step, or when they are needed after all */
    struct arena contents_mem;
    struct nav contents;
    struct arena order_mem;
    struct entry *order; size_t norder;     /* the chapters: sorted in the second step */
    struct entry *entries; size_t n;        /* of pictures; package_write() adds those of the tasks */
    struct task *tasks; size_t ntasks;
    size_t first;               /* task of this step */
};

/* package_documents.c: the tasks of each step. */
void package_add_first_step(struct package *);
void package_add_second_step(struct package *);
void package_add_bytes(struct package *, int rank, struct str name, struct str bytes, bool is_stored);
/* Entries of pictures and tasks, once all are made that others come after: each task of the last step makes one. */
size_t package_count_others(const struct package *);

/* package_recall.c. The entry NAME of the last edition, if it has the same bytes. */
bool package_find_old(const struct package *, struct str name, const struct digest *, struct deflated *);
/* Does the last edition have notes of the document that is called KEY? They may be of no use. */
bool package_may_recall(const struct package *, struct str key, struct arena *);
/* Takes what the task would make from the last edition, if it would come out the same. */
bool package_recall(const struct package *, struct task *);
void package_note(const struct package *, const struct task *);      /* what was made or taken, for the next edition */

#endif
