/* uri: addresses in their parts (RFC 3986). SPDX-License-Identifier: MIT
 *
 * Works on what people wrote, valid or not: nothing is judged or decoded here. For what two spellings of a web address have in
 * common see url.h. */
#ifndef BASE_URI_H
#define BASE_URI_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

struct uri {                    /* slices of the text it was split from, without the delimiters */
    struct str scheme;          /* at == NULL: there is none; so for the others, but for the path, which is always there */
    struct str authority;
    struct str path;
    struct str query;
    struct str fragment;
};

/* RFC 3986, appendix B; a scheme must begin with a letter (3.1). */
struct str uri_scheme(struct str text);                 /* only that part */
struct uri uri_split(struct str text);
struct str uri_join(struct arena *, const struct uri *);

/* REF as seen from BASE (5.2); BASE has a scheme. */
struct str uri_resolve(struct arena *, struct str base, struct str ref);

/* PATH without its "." and ".." segments (5.2.4), as many bytes or fewer. */
struct str uri_without_dots(struct arena *, struct str path);

/* Appends TEXT so that it may stand in a part of an address: letters, digits, "-._~", the characters of EXTRA and whole
 * escapes ("%2F") stay, all other bytes are escaped. */
void uri_add_escaped(struct buf *, struct str text, const char *extra);

#endif
