/* hash: 128 bits that tell texts apart, many times faster than a digest. SPDX-License-Identifier: MIT
 *
 * For what the program compares with its own notes: damage and change show, forgery is nobody's aim. What others rely on, and
 * names that must not clash by intent, are digests (wrap/digest.h). The same on every machine of one byte order. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct hash { uint64_t at[2]; };

struct hash hash_of(struct str);
/* Of what H is of, and then S: hashes of rows of texts, where "a", "bc" and "ab", "c" differ. */
struct hash hash_add(struct hash h, struct str s);
struct hash hash_number(struct hash h, uint64_t n);     /* the same with a number */

static inline bool hash_eq(struct hash a, struct hash b) { return a.at[0] == b.at[0] && a.at[1] == b.at[1]; }

#endif
