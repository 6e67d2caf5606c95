/* text_letters: under which letter a term stands in an index, with ICU. SPDX-License-Identifier: MIT */
#ifndef WRAP_TEXT_LETTERS_H
#define WRAP_TEXT_LETTERS_H

#include "base/arena.h"
#include "base/str.h"

/* The headings that indexes in LANGUAGE have: "A" … "Z", "Å" for Swedish, "あ" … "わ" for Japanese; those of other
 * scripts follow. Never NULL; where ICU knows nothing, no term has a letter. Not to be shared by threads. */
struct text_letters;
struct text_letters *text_letters_new(struct str language);
void text_letters_free(struct text_letters *);

/* The heading of TERM, in the order that text_collate() gives; what begins with a digit or a sign stands under "#", what has no
 * letters of its own under "…". Empty where nothing is known. */
struct str text_letter(const struct text_letters *, struct arena *, struct str term);

#endif
