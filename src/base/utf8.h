/* utf8: code points in bytes (RFC 3629). SPDX-License-Identifier: MIT */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Reads the code point at byte I (below s.len) and moves I past it. Bytes that are no UTF-8 (overlong, surrogate, above
 * U+10FFFF, cut off) give UTF8_REPLACEMENT and move I by the maximal bad part, at least 1. */
uint32_t utf8_next_long(struct str s, size_t *i);       /* for utf8_next() */
static inline uint32_t
utf8_next(struct str s, size_t *i)
{
    unsigned char byte = (unsigned char)s.at[*i];

    return byte < 0x80 ? ++*i, byte : utf8_next_long(s, i);
}

/* The place of the first byte at or after I that is no printable ASCII: a control character or a part of a longer one. */
size_t utf8_plain_run(struct str s, size_t i);

/* The place of the first byte that is no UTF-8, or s.len. */
size_t utf8_valid_length(struct str s);

void utf8_add(struct buf *, uint32_t code);             /* CODE must be a scalar value */
size_t utf8_count(struct str s);                        /* code points */

/* The start of the character that byte I lies in: never cuts a sequence in two. */
size_t utf8_floor(struct str s, size_t i);

/* May stand in an XML 1.0 document (XML 1.0, production 2). */
bool utf8_is_xml(uint32_t code);

#endif
