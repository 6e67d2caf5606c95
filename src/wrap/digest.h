/* digest: fingerprints of bytes, with libcrypto. SPDX-License-Identifier: MIT */
#ifndef WRAP_DIGEST_H
#define WRAP_DIGEST_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

struct digest { uint8_t at[32]; };                      /* SHA-256 */
struct uuid { uint8_t at[16]; };

struct digest digest_of(struct str bytes);
bool digest_eq(const struct digest *, const struct digest *);

/* The first N bytes (at most 32) as 2N lower-case hexadecimal digits. */
struct str digest_hex(struct arena *, const struct digest *, size_t n);

/* UUID version 5 (RFC 9562, 5.5) of NAME in the namespace SPACE. */
struct uuid uuid_of(struct uuid space, struct str name);
/* UUID version 4: a new one each time, for what a user keeps (`sheaf init`); never for what is built. */
struct uuid uuid_random(void);
extern const struct uuid UUID_URL;                      /* the namespace of URLs */
bool uuid_parse(struct str text, struct uuid *);        /* with or without "urn:uuid:", any case */
struct str uuid_urn(struct arena *, struct uuid);       /* "urn:uuid:…", lower case */

#endif
