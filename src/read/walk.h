/* walk: which files there are. SPDX-License-Identifier: MIT */
#ifndef READ_WALK_H
#define READ_WALK_H

#include "base/diag.h"
#include "model.h"
#include "read/read.h"

/* Fills roots, files, pictures and is_jekyll of CATALOG, whose config is set, from the folders and files that OPTIONS or the
 * configuration name. The order is that of the roots as given, then of the bytes of the path below the root; a file that can
 * be reached in two ways is there once. 0, or -1 with a diagnostic if a path that was given cannot be read at all. */
int walk_archive(struct catalog *, const struct read_options *, struct diag *);

/* The folders and files that PATTERN names (* ? [] within a name, ** for any folders), relative to FOLDER, in byte order.
 * A pattern without these is given back as it is, whether it is there or not. */
void walk_glob(struct arena *, struct str folder, struct str pattern, struct str **paths, size_t *n);

#endif
