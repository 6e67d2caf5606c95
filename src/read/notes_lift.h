/* notes_lift: Markdown as md4c can read it: footnote definitions lifted out, tables mended. SPDX-License-Identifier: MIT */
#ifndef READ_NOTES_LIFT_H
#define READ_NOTES_LIFT_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/* From byte AT of a made text on, bytes came from byte SOURCE of the text that was given. */
struct notes_segment { uint32_t at, source; };

struct lifted_note {
    struct str label;           /* as written */
    uint32_t source;            /* where its definition begins */
};

struct lifted {
    struct str text;            /* what markdown_parse() gets: the notes as a loose list, a comment, the text */
    struct lifted_note *notes;  /* in the order of their definitions */
    size_t nnotes;
    struct notes_segment *map;  /* of TEXT; empty: TEXT is what was given */
    size_t nmap;
};

void notes_lift(struct arena *, struct str text, struct lifted *);

/* The byte of the text that was given which byte AT of the made text came from. */
uint32_t notes_source(const struct lifted *, uint32_t at);

#endif
