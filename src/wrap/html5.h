/* html5: HTML as browsers read it, with gumbo. SPDX-License-Identifier: MIT */
#ifndef WRAP_HTML5_H
#define WRAP_HTML5_H

#include "base/arena.h"
#include "base/node.h"
#include "base/str.h"

#include <stdint.h>

/* A whole page: the html element, with head and body below it. TEXT is UTF-8. Offsets are bytes in TEXT; implied elements
 * have NODE_NOWHERE. Elements whose name begins with "x-" are TAG_OTHER, so a page cannot imitate our own. Nesting deeper
 * than 400 elements is cut: the content stays, unwrapped. Comments outside the html element are its first or last children. */
struct node *html5_parse_page(struct arena *, struct str text);

/* A fragment, as the content of a body or div: an element TAG_DIV that holds it. MAP (may be NULL) turns offsets into TEXT to
 * those of a source. */
struct node *html5_parse_fragment(struct arena *, struct str text,
    uint32_t (*map)(const void *, uint32_t), const void *map_data);

/* What the named character reference ENTITY ("&hellip;", with both its ends) stands for, in the arena; STR_NONE if HTML has
 * no such name. */
struct str html5_entity(struct arena *, struct str entity);

#endif
