/* page_trim: what is left of a page's furniture in the article that was found. SPDX-License-Identifier: MIT */
#ifndef READ_PAGE_TRIM_H
#define READ_PAGE_TRIM_H

#include "base/arena.h"
#include "base/node.h"
#include "model.h"

/* Takes out of CONTENT what the chapter's own head says already (title, byline, date before the first paragraph), labels, share
 * bars, notices and lists of other articles. Pictures, captions and anything that may be a sentence stay. Changes the tree. */
void page_trim(struct arena *, struct node *content, const struct article *);

/* The line above the first paragraph that says what the page's description says (a deck), or empty: the chapter shows it below its
 * title. Changes nothing. */
struct str page_deck(struct arena *, struct node *content, const struct article *);

#endif
