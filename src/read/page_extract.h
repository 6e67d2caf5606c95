/* page_extract: the article in a saved page. SPDX-License-Identifier: MIT */
#ifndef READ_PAGE_EXTRACT_H
#define READ_PAGE_EXTRACT_H

#include "base/arena.h"
#include "base/node.h"

#include <stdbool.h>
#include <stddef.h>

/* The element below HTML that holds the article, taken out of the page and rid of what surrounds articles on the web: scripts,
 * forms, navigation, hidden parts, lists of links, comments. In doubt text is kept. TEXT gets the number of its characters. Never
 * NULL: an empty div if there is nothing. Changes the tree. */
struct node *page_extract(struct arena *, struct node *html, size_t *text);

/* Is one of WORDS (the last is NULL) in the class or id of N? Between characters that are no letters: "share" is in
 * "post_share-buttons", "shareBox" and "shares", not in "shareholder". */
bool page_is_named(const struct node *, const char *const *words);

#endif
