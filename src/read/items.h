/* items: where the articles of a feed or export stand in its text. SPDX-License-Identifier: MIT
 *
 * A file of a hundred megabytes is not made a tree: one walk over its bytes finds the items, and each is parsed by itself, once for
 * the catalogue and once for its page. What is broken in one item costs that item. */
#ifndef READ_ITEMS_H
#define READ_ITEMS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct items {                  /* a walk over a text; zero but for TEXT at the beginning */
    struct str text;
    size_t at;
    struct str item;            /* the one that was found */
    uint32_t line;              /* lines before it */
    size_t counted;             /* where LINE counts up to */
};

/* The next element of XML that is called "item" or "entry" (with any prefix), from its "<" to its end tag: not one that stands in
 * a comment or CDATA. One without an end goes to the next one or the end of the text. False if there is none. */
bool items_next_xml(struct items *);

/* The first start tag of the text ("<rss version=…>") with its angle brackets; empty if there is none. */
struct str items_root_tag(struct str text);

/* JSON: the text of the value of KEY at the top level of the object TEXT; STR_NONE if there is none. */
struct str items_json_member(struct str text, struct str key);

/* The next value of the array that TEXT begins with; AT is 0 at the beginning. False at its end. */
bool items_next_json(struct items *);

/* The byte after the value that begins at byte AT (blanks before it are skipped): quotes and brackets are matched, nothing is
 * checked. The length of the text if it has no end. */
size_t items_json_end(struct str text, size_t at);

#endif
