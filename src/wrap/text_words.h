/* text_words: the words of a text, for searching. SPDX-License-Identifier: MIT
 *
 * One definition for all that searches. A word is a run of letters, digits and their marks; all else separates words. They are
 * compared without regard to case, accents and vowel points ("Élan" is "elan", "مُدُن" is "مدن"), width and ligatures
 * (NFKD), soft hyphens and joiners. What is a letter of its own stays one: "й" is not "и", "が" not "か". In Chinese, Japanese,
 * Korean, Thai, Lao, Khmer, Burmese and others whose words cannot be told by blanks or carry endings, each character is a word:
 * several in a row are found as a phrase is, so any part of a text can be searched for.
 *
 * Words are kept as a text of their own: " ocean tides ¶ high water ", one blank between and around them and "¶", which is no
 * word, where a paragraph ends. A phrase occurs in it if " high water " does, words that begin so if " high wat" does. */
#ifndef WRAP_TEXT_WORDS_H
#define WRAP_TEXT_WORDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

enum { TEXT_WORD_MOST = 120 };  /* bytes of a word that count; the rest of a longer one is dropped */

/* Appends the words of TEXT to OUT, which is empty or holds words. */
void text_words(struct buf *out, struct str text);
/* Appends the end of a paragraph, unless there is one or nothing yet. */
void text_words_end(struct buf *out);

/* What is searched for as it would stand in such a text: " high water ", or " high wat" if it is OPEN, that is, if more letters
 * may follow. Empty if TEXT has no word. In the arena. */
struct str text_words_query(struct arena *, struct str text, bool open);

#endif
