/* markdown_entity: character references in Markdown (CommonMark 0.30, section 2.5). SPDX-License-Identifier: MIT */
#ifndef WRAP_MARKDOWN_ENTITY_H
#define WRAP_MARKDOWN_ENTITY_H

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

#define MARKDOWN_REPLACEMENT STR("\xEF\xBF\xBD")

struct markdown_entities {
    struct arena *mem;
    struct map known;           /* names that were looked up, to struct str */
};

void markdown_entities_init(struct markdown_entities *, struct arena *);
void markdown_entities_release(struct markdown_entities *);

/* What REFERENCE ("&amp;", "&#65;", "&#x41;") stands for, or itself if there is no such name; in the arena. */
struct str markdown_entity(struct markdown_entities *, struct str reference);

#endif
