/* places: where the bytes of a made text came from. SPDX-License-Identifier: MIT
 *
 * Markdown is rewritten before it is parsed (template code, footnotes), but diagnostics name lines of the file. So each rewriter
 * leaves a map from its text to the one it was given; two maps one after the other lead back to the file. */
#ifndef READ_PLACES_H
#define READ_PLACES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From byte AT of a made text on, bytes came one by one from byte SOURCE on of the text that was given; if they were MADE up, all
 * of them stand for that one place. */
struct place { uint32_t at, source; bool made; };

struct places {
    struct place *map;          /* ascending by AT */
    size_t n;                   /* 0: the text is what was given */
};

/* The byte of the text that was given which byte AT of the made text came from. */
uint32_t places_source(const struct places *, uint32_t at);
/* The same for who asks for places in their order: *NEAR, 0 at first, is where the last one was found. */
uint32_t places_source_near(const struct places *, uint32_t at, size_t *near);

/* Says that what is appended to OUT next came from SOURCE, or, with MADE, stands for it. Nothing is added where that is known. */
void places_mark(struct arena *, struct places *, const struct buf *out, size_t source, bool made);

#endif
