/* xhtml: the frame of every XHTML file of a book. SPDX-License-Identifier: MIT */
#ifndef BASE_XHTML_H
#define BASE_XHTML_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

/* From the XML declaration to the start tag of the body (EPUB-RULES 4.1). HREF is the file's own name below EPUB/, from
 * which the way to css/sheaf.css, and to css/own.css if there is one, is worked out; TITLE is never empty, LANGUAGE a BCP 47
 * tag, DIR "ltr" or "rtl". */
void xhtml_open(struct buf *, struct str href, struct str title, struct str language, const char *dir,
    bool has_own_sheet);

/* The end tags of body and html. */
void xhtml_close(struct buf *);

#endif
