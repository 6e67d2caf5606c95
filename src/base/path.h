/* path: names of files, as text. SPDX-License-Identifier: MIT
 *
 * Works on "/"-separated paths without asking the file system. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* NAME alone if it is absolute or FOLDER is "" or "." */
struct str path_join(struct arena *, struct str folder, struct str name);
struct str path_folder(struct str path);                /* "a/b" of "a/b/c.md"; "" of "c.md" */
struct str path_name(struct str path);                  /* "c.md" of "a/b/c.md" */
struct str path_stem(struct str path);                  /* "c" of "a/b/c.md"; ".x" of ".x" */
struct str path_extension(struct str path);             /* "md" of "a/b/c.md"; "" if none; ".x" has none */
struct str path_without_extension(struct str path);     /* "a/b/c" of "a/b/c.md" */

/* PATH without ".", ".." and doubled slashes. False if it climbs above its start ("../x"); then RESULT is not set. A leading
 * "/" is dropped: the result is relative to the start. */
bool path_clean(struct arena *, struct str path, struct str *result);

/* PATH for people: without ".", doubled slashes and "x/.."; a leading "/" or ".." stays. By its text alone: where x is a
 * symbolic link the result means the folder that holds the link. */
struct str path_tidy(struct arena *, struct str path);

/* How to write TO as seen from a file in FOLDER, both relative to one root and clean: "../images/a.png". */
struct str path_relative(struct arena *, struct str folder, struct str to);

#endif
