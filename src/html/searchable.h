/* searchable: what a reader sees of an article's tree, as words for searching. SPDX-License-Identifier: MIT */
#ifndef HTML_SEARCHABLE_H
#define HTML_SEARCHABLE_H

#include "base/buf.h"
#include "base/node.h"

/* Appends the words (wrap/text_words.h) of the tree as a reader made it, before it is cleaned: text, code, notes, and texts that
 * stand for pictures; ruby after the paragraph it is in. Not what books never hold: scripts, styles, forms' choices, what stands
 * for films. */
void searchable_words(const struct node *root, struct buf *out);

#endif
