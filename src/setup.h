/* setup: options and configuration to what the stages need. SPDX-License-Identifier: MIT */
#ifndef SETUP_H
#define SETUP_H

#include "base/arena.h"
#include "base/diag.h"
#include "book/book.h"
#include "model.h"
#include "sheaf.h"

/* Finds and reads the configuration among the paths of OPTIONS and lays the options over it. PATHS gets those that are to be
 * walked instead of the configuration's articles (none: NPATHS 0). FOLDER_NAME is a name for an archive without a title. -1
 * with diagnostics if something is wrong. */
struct setup {
    const char **paths; size_t npaths;
    struct str folder_name;
};
int setup_config(struct arena *, const struct sheaf_options *, struct config *, struct setup *, struct diag *);

/* The bundles to bind: those named, or all, or the one the command line describes. -1 with a diagnostic for an unknown name or
 * value. */
int setup_bundles(struct arena *, const struct sheaf_options *, const struct config *, struct bundle **, size_t *n,
    struct diag *);

/* The SELECTION of the command line; *RESULT is NULL if there is none. -1 with a diagnostic for a value that cannot be read. */
int setup_selection(struct arena *, const struct sheaf_options *, const struct config *, struct expr **result, struct diag *);

/* What "future" and "expired" are measured by, and SOURCE_DATE_EPOCH (-1: not set). */
int setup_clock(const struct sheaf_options *, const struct config *, struct date *as_of, int64_t *epoch, struct diag *);

#endif
