/* url: addresses of the web, as text. SPDX-License-Identifier: MIT */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* Begins with "http://" or "https://" (in any case) and has a host after it. */
bool url_is_web(struct str url);

/* "example.org:80" of "https://example.org:80/a/b?c#d", "/a/b" of the same; slices of URL. Empty where there is none. */
struct str url_host(struct str url);
struct str url_host_name(struct str url);              /* the same for people: without port and "www." */
struct str url_path(struct str url);

/* What two spellings of one web address have in common, as a key of catalog->by_url: without scheme, user, "www.", fragment
 * and slashes at the end, the host in lower case, the path percent-decoded. The query stays. */
struct str url_key(struct arena *, struct str url);

/* The key of a path below a site (catalog->by_permalink): percent-decoded, without query, fragment and outer slashes. */
struct str url_path_key(struct arena *, struct str path);

/* "%20" and the like to bytes; what is no two hexadecimal digits, and %00, stays. Gives back TEXT uncopied if it has none. */
struct str url_unescape(struct arena *, struct str text);

#endif
