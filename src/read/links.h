/* links: lists of links without their texts. SPDX-License-Identifier: MIT
 *
 * Pocket, Instapaper, Pinboard and browsers export what was saved as addresses only. Nothing can be bound from them, nothing is
 * fetched; each entry is an article that is left out for that reason, so that `plan` and `list` account for it. */
#ifndef READ_LINKS_H
#define READ_LINKS_H

#include "read/read.h"

/* Is the page an export of bookmarks (Netscape's form) or of Pocket? By its beginning. */
bool links_is_page(struct str text);
/* Takes the entries of such a page. */
void links_scan_page(struct reading *);

/* One diagnostic for the links of a file that have no text, if there are any. */
void links_note(struct reading *);

#endif
