/* page_words: words that web pages put around articles. SPDX-License-Identifier: MIT
 *
 * All but the first take a text as words_plain() gives it. */
#ifndef READ_PAGE_WORDS_H
#define READ_PAGE_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Letters and digits, those of ASCII in lower case, one blank between words: "Share this!" is "share this". In the arena. */
struct str words_plain(struct arena *, struct str text);
size_t words_count(struct str words);
bool words_begin_with(struct str words, const char *const *list);       /* one of LIST, which NULL ends */

bool words_are_notice(struct str words);        /* a whole line that is a button or notice: "advertisement", "share this" */
bool words_are_appeal(struct str words);        /* asks for an address, money or attention: newsletters, rights reserved */
bool words_are_share_bar(struct str words);     /* nothing but names of networks, words of share bars, counts */
bool words_are_end_heading(struct str words);   /* stands above lists of other articles: "related stories" */
bool words_are_date(struct str words);          /* a date or time with few other words */
bool words_are_byline(struct str words);        /* "by …", "von …" */
/* "Image 1 of 5", "3/12". TEXT is the line as it is written. */
bool words_are_gallery_count(struct str text, struct str words);

#endif
