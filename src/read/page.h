/* page: what other adapters of pages need of page.c. SPDX-License-Identifier: MIT */
#ifndef READ_PAGE_H
#define READ_PAGE_H

#include "read/read.h"

/* Takes the article out of the page HTML (UTF-8): its fields at scan time, its content for the chapter. BODY is the byte after
 * front matter. */
void page_scan(struct reading *, struct str html, uint32_t body);
struct node *page_content(struct arena *, const struct article *, struct str html);

#endif
