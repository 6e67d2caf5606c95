/* cover_pictures: what of the articles' pictures a cover shows. SPDX-License-Identifier: MIT
 *
 * Internal to cover.c. */
#ifndef BOOK_COVER_PICTURES_H
#define BOOK_COVER_PICTURES_H

#include "book/book.h"

#include "base/mosaic.h"

struct cover_pictures { const struct asset *of[MOSAIC_MOST]; size_t n; };

/* Up to MOSAIC_MOST pictures of pages that are made, in the order of the book: one of each article if there are enough, from all
 * parts of the book, and none that several articles show. The same for the same pages, whether they were made or kept. */
struct cover_pictures cover_pictures_choose(const struct plan *);

/* Cut for the places of the mosaic, in MEM. Those that cannot be had are left out: the number that remains. TILES: as many as
 * base/mosaic.h shows for that number. */
size_t cover_pictures_cut(const struct plan *, const struct package_memory *, struct cover_pictures, struct arena *mem,
    struct str tiles[MOSAIC_MOST]);

#endif
