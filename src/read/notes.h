/* notes: Markdown with footnotes. SPDX-License-Identifier: MIT
 *
 * md4c knows no footnotes. The definitions (`[^label]: …`, GitHub's reading) are lifted out of the text before it is parsed,
 * and go in front of it as items of a list: so both are parsed at once and share their link definitions. */
#ifndef READ_NOTES_H
#define READ_NOTES_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/node.h"
#include "base/str.h"
#include "read/places.h"

#include <stdint.h>

/* Parses TEXT, which was made from the part of SOURCE (UTF-8) from byte BODY on, and appends it to ROOT. PLACES leads from TEXT to
 * bytes after BODY; NULL: TEXT is that part itself. A reference to a note is an element x-noteref in its place, a note an element
 * x-note with its blocks at the end of ROOT, both with the attribute label: first the notes with a reference, in the order of the
 * first references in the source, then those without. Labels are those of the definitions. A second definition of a label is a
 * note without reference. The tree points into the text. */
void notes_parse(struct arena *, const struct source *, uint32_t body, struct str text, const struct places *,
    struct node *root, struct diag *);

#endif
