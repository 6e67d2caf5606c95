/* book: from the catalogue to the bytes of an .epub. SPDX-License-Identifier: MIT
 *
 * In the order of the flow: catalog_finish, select_books, plan_new, (html/ renders,) plan_gather, package_write. */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "model.h"

#include <stdbool.h>

/* catalog.c: index, identity, uuid, folded tags, language defaults, link maps; what is a duplicate, in the future or expired
 * (AS_OF with precision DATE_NONE: the newest date in the archive). */
void catalog_finish(struct catalog *, struct date as_of, struct diag *);

/* expr.c: the EXPR language. */
struct expr;
/* NULL with a diagnostic (selection-syntax, at the place in TEXT) if it cannot be read. */
struct expr *expr_parse(struct arena *, struct located text, int zone, struct diag *);
bool expr_matches(const struct expr *, const struct article *, struct arena *scratch);
bool expr_needs_date(const struct expr *);              /* has a date term outside `not` and `undated` */

/* select.c */
struct select_options {
    struct expr *narrow;        /* SELECTION of the command line, joined with each bundle's own; or NULL */
    const char *output;         /* -o, or NULL */
    int64_t source_date_epoch;  /* or -1 */
    const char *folder_name;    /* of the archive, for a title where none is given */
};
/* All books of BUNDLES, in order of bundle and value, in MEM. WHY (catalog->narticles elements, zeroed) says for each article
 * in no book why. 0, or -1 with a diagnostic (output-clash, config-value: an unknown field) before anything is written. */
int select_books(struct arena *mem, const struct catalog *, const struct bundle *bundles, size_t nbundles,
    const struct select_options *, struct book **books, size_t *nbooks, enum why *why, struct diag *);

/* names.c: "{archive}-{month:%Y-%m}" filled in. In file names (IS_FILE) each value becomes a slug. False with WHAT, a text in
 * MEM, for an unknown field or one that this book has no value for. */
bool name_expand(struct arena *mem, struct str pattern, const struct config *, const struct book *, bool is_file,
    struct str *result, const char **what);

/* plan.c */
struct plan *plan_new(const struct catalog *, const struct book *, struct diag *);
void plan_gather(struct plan *);                        /* after rendering: plan->assets out of those of the pages */
void plan_free(struct plan *);

/* package.c: writes the .epub so that the old one stands until the new one is whole. BYTES is its size, CHANGED whether it
 * differs from what was there (if not, the old file is not touched). 0, or -1 with a diagnostic. */
int package_write(struct plan *, struct str style_sheet, unsigned jobs, uint64_t *bytes, bool *changed, struct diag *);

/* report.c: what is known, as a table for people or as JSON. */
struct report {
    const struct catalog *catalog;
    const struct book *books; size_t nbooks;
    const enum why *why;        /* by article->index */
};
void report_list(const struct report *, bool as_json, struct buf *out);
void report_plan(const struct report *, bool as_json, struct buf *out);
void report_catalog(const struct report *, struct buf *out);
const char *why_text(enum why);                         /* "draft", "outside the selection" */

#endif
