/* select: from a bundle to its books, step by step. SPDX-License-Identifier: MIT
 *
 * Internal to select.c, which calls the others in this order: group.c (one book per value), order.c (the order inside),
 * imprint.c (what stands on the book), output.c (where it goes). */
#ifndef BOOK_SELECT_H
#define BOOK_SELECT_H

#include "book/book.h"

struct selecting {              /* one call of select_books() */
    struct arena *mem;          /* of the books */
    struct arena scratch;
    const struct catalog *catalog;
    const struct config *config;    /* that of the catalogue, its title never empty */
    const struct select_options *options;
    struct diag *diag;
};

struct choice_of {              /* one bundle being bound */
    const struct bundle *bundle;
    struct expr *expr;          /* its own and the narrowing one; or NULL */
    struct str language;        /* of the bundle, else of the archive, else that of most articles, else "en" */
    const struct article **articles; size_t narticles;  /* that match, in the order of the catalogue */
    struct book *books; size_t nbooks;
};

/* group.c: fills choice->books: bundle, key, key_text, slug, from, to, language, articles (in the order of the catalogue). LOST
 * is called for an article that is in none of them. */
typedef void group_lost_fn(void *context, const struct article *, enum why);
void group_articles(struct selecting *, struct choice_of *, group_lost_fn *lost, void *context);
bool every_is_period(enum every);
const char *every_name(enum every);                     /* "month" */
bool book_is_undated(const struct book *);              /* the one that `undated: own` makes */

/* order.c: the reading order, and the parts of the contents (after the limit was applied). */
void order_articles(struct book *);
void order_sections(struct arena *, struct book *);

/* imprint.c: ids, collection, dates, modified, language, cover and what config and bundle give. Then the title: false with a
 * diagnostic if its pattern cannot be filled in. */
void imprint_book(struct selecting *, const struct choice_of *, struct book *);
bool imprint_title(struct selecting *, struct book *);
bool imprint_cover(struct selecting *, struct book *);          /* the same, if it is to be of a design that is not there */

/* volumes.c: appends the volumes of WHOLE, whose articles are in order, to BOOKS: one, if it is small enough or is not to be cut.
 * How many they are. WEIGHT is needed where volumes_need_weight(), else NULL: the articles alone are counted. When a volume has
 * all that its book would have, volumes_imprint() numbers it. */
bool volumes_need_weight(const struct selecting *, const struct book *whole);
size_t volumes_cut(struct selecting *, const struct book *whole, const struct weight *, struct book **books, size_t *nbooks);
void volumes_imprint(struct selecting *, struct book *);

/* output.c: book->output. False with a diagnostic. */
bool output_name(struct selecting *, struct book *);
/* No two books in one file, and none in the place of a source. */
bool output_check(struct selecting *, const struct book *books, size_t nbooks);

/* names.c: VALUE as a file name without extension; never empty: what has no letters is a hash. */
struct str name_slug(struct arena *, struct str value);

#endif
