/* front: where front matter begins and ends (FRONT-MATTER.md, section 1). SPDX-License-Identifier: MIT */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/value.h"

#include <stddef.h>
#include <stdint.h>

enum front_kind {
    FRONT_NONE,                 /* the text begins at once */
    FRONT_YAML, FRONT_TOML, FRONT_JSON,
    FRONT_LINES,                /* "Title: x" lines up to an empty one, without a fence; only where the archive says so */
    FRONT_CODE,                 /* `---js`: never run */
    FRONT_OPEN                  /* begins, but does not end: it is text */
};

struct front {
    enum front_kind kind;
    struct str text;            /* between the delimiters; of JSON with the braces */
    uint32_t line;              /* lines before TEXT */
    size_t body;                /* byte after the block; 0 without one */
};

/* Looks at the beginning of TEXT (UTF-8 without byte order mark). */
struct front front_find(struct str text);

/* The lines "Key: value" that TEXT begins with (Pelican, MultiMarkdown): kind FRONT_LINES, or FRONT_NONE. "Note: ..." in prose
 * looks the same, so nobody may ask without being told to. */
struct front front_find_lines(struct str text);

/* The block's keys as a map in the arena; NULL if it is empty, cannot be read or is of a form that is not supported (with a
 * diagnostic). BODY is the byte where the article's text begins: 0 if what looked like a block turned out to be text. LINES: take
 * front_find_lines() where there is no block. */
struct value *front_read(struct arena *, const struct source *, bool lines, size_t *body, struct diag *);

#endif
