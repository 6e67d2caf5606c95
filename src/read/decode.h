/* decode: the bytes of a source as UTF-8. SPDX-License-Identifier: MIT */
#ifndef READ_DECODE_H
#define READ_DECODE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

/* BYTES of the file at PATH as UTF-8 without byte order mark: by its mark, by what a page declares (IS_PAGE), else UTF-8, else
 * windows-1252 (FRONT-MATTER.md, section 4, "Encodings"). Text that needs no change is not copied. What was guessed or
 * replaced, or cannot stand in XML, is a diagnostic in D (may be NULL). False, with a diagnostic, if it is no text: it has NUL
 * bytes. */
bool decode_text(struct arena *, const char *path, struct str bytes, bool is_page, struct str *text, struct diag *d);

/* The charset that a page declares in its first 1,024 bytes (`<meta charset>`, `http-equiv`, XML declaration), or empty. */
struct str decode_declared(struct str bytes);

#endif
