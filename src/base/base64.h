/* base64: bytes written as text (RFC 4648). SPDX-License-Identifier: MIT */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

/* The bytes that TEXT stands for; blanks in it are skipped, the alphabet for addresses ("-_") is taken too, padding may be
 * missing. False if there is anything else in it. */
bool base64_decode(struct arena *, struct str text, struct str *bytes);

/* BYTES as text, padded. */
void base64_encode(struct buf *, struct str bytes);

#endif
