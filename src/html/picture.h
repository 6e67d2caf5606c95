/* picture: from an address to a file that may be read. SPDX-License-Identifier: MIT */
#ifndef HTML_PICTURE_H
#define HTML_PICTURE_H

#include "html/render.h"

enum picture_status { PICTURE_FOUND, PICTURE_MISSING, PICTURE_OUTSIDE, PICTURE_REMOTE, PICTURE_DATA };

struct picture {
    enum picture_status status;
    const char *path;           /* PICTURE_FOUND: in the scratch arena */
    struct str address;         /* PICTURE_REMOTE: valid web address, or empty; PICTURE_DATA: the data: address */
    bool is_elsewhere;          /* on the web, and not where the archive or the article is from: no file was looked for */
};

/* Finds the file that ADDRESS, written in R's article, names: relative to the article's folder, then below the roots. A file
 * whose real place, all symbolic links resolved, is below no root is PICTURE_OUTSIDE (DESIGN.md, law 5). */
struct picture picture_find(struct rendering *r, struct str address);

#endif
