/* splice: a zip out of entries of others, copied whole. SPDX-License-Identifier: MIT
 *
 * Header, bytes and record in the directory are copied as they are, but for the one number that says where the header lies. What
 * lies together in one file is copied together: ten thousand entries of which one is new are two or three pieces. */
#ifndef BASE_SPLICE_H
#define BASE_SPLICE_H

#include "base/zipdir.h"

struct splice { int fd; const struct zip_entry *entry; };       /* an entry, and the open file that holds it */

/* Writes the N entries to PATH, by up to WORKERS threads. The directory has them in the ORDER of these places among them; NULL: as
 * they come. 0, or -1 with errno: EFBIG if they would need ZIP64. */
int splice_write(const char *path, const struct splice *, size_t n, const uint32_t *order, unsigned workers);

#endif
