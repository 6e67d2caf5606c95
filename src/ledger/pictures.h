/* pictures: what became of pictures in earlier runs. SPDX-License-Identifier: MIT
 *
 * Converting a picture takes longer than all else, and the last books hold what came of it. Of each one the ledger keeps by which
 * name it was made (that of its source and of all that was done to it), its digest, and the book that it lies in, as long as it is
 * in one. It is taken out of that book's file, and only if its digest is the one that was kept: whatever was done to file or
 * ledger costs time only.
 *
 *     pictures_open; workers: pictures_find, pictures_note; for each book written: pictures_note_book; pictures_save,
 *     pictures_close */
#ifndef LEDGER_PICTURES_H
#define LEDGER_PICTURES_H

#include "base/arena.h"
#include "ledger/ledger.h"
#include "model.h"
#include "wrap/digest.h"

#include <stdbool.h>
#include <stdint.h>

struct pictures;

struct picture_made {
    struct str href;            /* of it in the book */
    struct digest digest;
    uint32_t width, height;
    struct str lost;            /* html/made.h; empty: nothing */
};

/* Never NULL. LEDGER must live as long, and is used here and in pictures_save() only. */
struct pictures *pictures_open(struct ledger *);
void pictures_close(struct pictures *);

/* What was made under NAME, if it can be had: its bytes in MEM, its texts as long as P. Any thread. */
bool pictures_find(struct pictures *, struct str name, struct arena *mem, struct str *bytes, struct picture_made *);

/* It was made now. Any thread. */
void pictures_note(struct pictures *, struct str name, const struct picture_made *);

/* The book of PLAN is in its place, or stayed there, with PLAN's assets in it. Any thread. */
void pictures_note_book(struct pictures *, const struct plan *);

/* Keeps those that lie in a book, in a transaction of its own, if they are others than before. */
void pictures_save(struct pictures *);

#endif
