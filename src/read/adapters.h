/* adapters: the kinds of sources there are, one file each. SPDX-License-Identifier: MIT */
#ifndef READ_ADAPTERS_H
#define READ_ADAPTERS_H

#include "read/read.h"

extern const struct adapter feed_adapter;       /* feed.c: feeds, WordPress exports */
extern const struct adapter export_adapter;     /* export.c: JSON Feed, exports of read-later services */
extern const struct adapter links_adapter;      /* links.c: lists of links without texts */
extern const struct adapter markdown_adapter;   /* markdown.c */
extern const struct adapter mhtml_adapter;      /* mhtml.c: pages with all their parts in one file */
extern const struct adapter page_adapter;       /* page.c: saved HTML pages */
extern const struct adapter plain_adapter;      /* plain.c: texts without markup */

#endif
