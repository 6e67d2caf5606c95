/* targets: all that a link may call an article. SPDX-License-Identifier: MIT */
#ifndef BOOK_TARGETS_H
#define BOOK_TARGETS_H

#include "model.h"

/* Fills in the placeholders of a permalink (":year", ":title", ...), and forgets one that is template code. */
void targets_expand_permalink(struct catalog *, struct article *);

/* The first fills by_path and by_url, which most links need alone; the second, after it, by_permalink and by_slug. Links to a
 * duplicate lead to what it is one of. A key that the archive states (a path, a permalink, an alias) comes before one that
 * programs such as Jekyll, Hugo, Eleventy or WordPress would make of date and name; articles that may be in a book come before
 * those left out. The names of a redirect lead where it leads, if that is an article. */
void targets_register_paths(struct catalog *);
void targets_register_names(struct catalog *);

#endif
