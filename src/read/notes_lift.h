/* notes_lift: Markdown as md4c can read it: footnote definitions lifted out, tables mended. SPDX-License-Identifier: MIT */
#ifndef READ_NOTES_LIFT_H
#define READ_NOTES_LIFT_H

#include "base/arena.h"
#include "base/str.h"
#include "read/places.h"

#include <stddef.h>
#include <stdint.h>

struct lifted_note {
    struct str label;           /* as written */
    uint32_t source;            /* where its definition begins */
};

struct lifted {
    struct str text;            /* what markdown_parse() gets: the notes as a loose list, a comment, the text */
    struct lifted_note *notes;  /* in the order of their definitions */
    size_t nnotes;
    struct places places;       /* of TEXT */
};

void notes_lift(struct arena *, struct str text, struct lifted *);

#endif
