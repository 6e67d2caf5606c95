/* package_order: the entries of a book in the order of its file. SPDX-License-Identifier: MIT
 *
 * In the directory, and for whoever asks what is in the book, the first three have their places, the others follow in byte order
 * (EPUB-RULES 11.2). Of tens of thousands almost all are chapters, whose names are known before the last documents are made: they
 * are sorted meanwhile. The bytes lie in the order in which they are ready: those of the first one, then the chapters as they are
 * read, for they can be written while others are made (ahead.c), and then the rest, among it chapters that waited for others. */
#ifndef BOOK_PACKAGE_ORDER_H
#define BOOK_PACKAGE_ORDER_H

#include "book/package_file.h"

enum { RANK_MIMETYPE, RANK_CONTAINER, RANK_OPF, RANK_OTHER };

/* What the entry of HREF, a name below EPUB/, is called. A NUL follows that does not count. The same at AT, where there is room. */
struct str order_name(struct arena *, struct str href);
enum { ORDER_NAME_ROOM = sizeof "EPUB/" };              /* beside what HREF takes */
struct str order_put_name(char *at, struct str href);

/* The chapters of the plan, in MEM, with room for NOTHERS more. */
struct entry *order_chapters(struct arena *mem, const struct plan *, size_t nothers, size_t *n);

/* How N entries, which are in order, lie in the file. */
struct layout {
    const struct entry **entries;
    uint32_t *places;           /* among them, of each entry in the order of the directory */
};
struct layout order_lay(struct arena *, const struct entry *, size_t n);

/* Brings the N OTHERS, which it sorts, in between the *NENTRIES that are in order. */
void order_merge(struct entry *entries, size_t *nentries, struct entry *others, size_t n);

#endif
