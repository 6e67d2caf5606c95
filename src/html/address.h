/* address: what may stand in a link of a book. SPDX-License-Identifier: MIT */
#ifndef HTML_ADDRESS_H
#define HTML_ADDRESS_H

#include "base/arena.h"
#include "base/str.h"

enum address_kind {
    ADDRESS_WEB,                /* http, https, ftp, mailto or tel: RESULT is valid for both versions of epubcheck */
    ADDRESS_LOCAL,              /* has no scheme: RESULT is the text without blanks around it and line breaks in it */
    ADDRESS_ACTIVE,             /* javascript, data and the like: nothing that anybody would follow */
    ADDRESS_SCHEME,             /* some other scheme */
    ADDRESS_BAD                 /* a web address that cannot be mended */
};

/* What TEXT, as an author wrote it, is, and how it can be written (EPUB-RULES 4.4): forbidden characters are escaped, host names
 * put in ASCII, "//host" and "doi:" made addresses of https. RESULT is set for WEB and LOCAL. */
enum address_kind address_clean(struct arena *, struct str text, struct str *result);

#endif
