/* package_file: a book's entries to its file on disk, if they are not there already. SPDX-License-Identifier: MIT
 *
 * What package.c leaves to be done when all entries are made and sorted. */
#ifndef BOOK_PACKAGE_FILE_H
#define BOOK_PACKAGE_FILE_H

#include "book/book.h"
#include "book/package.h"

struct picture {
    const struct asset *asset;
    bool changed;
};

struct entry {
    int rank;                   /* the first three have their places, the others follow in byte order */
    uint32_t turn;              /* of a chapter that can be written ahead, from 1 on; 0: any other */
    struct str name;            /* a NUL follows it */
    struct deflated own;        /* what package_make() made */
    const struct deflated *data;    /* OWN, or a chapter's; NULL: a picture that is read when it is written */
    struct picture *picture;
};

/* Borrows all of it; MEM is for what is needed meanwhile. */
struct package_file {
    struct arena *mem;
    const struct plan *plan;
    const struct package_memory *memory;    /* or NULL */
    const struct entry *entries; size_t n;
    struct package_writing *writing;
};

/* The entry of the last edition that DATA are, if it is called NAME there and has that DOS time; MEMORY: or NULL. */
const struct zip_entry *package_old_entry(const struct package_memory *, struct str name, const struct deflated *, uint32_t time);

/* As package_write(), of entries in their order (EPUB-RULES 11.2). */
int package_file_write(const struct package_file *, struct diag *);

#endif
