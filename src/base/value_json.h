/* value_json: JSON as values. SPDX-License-Identifier: MIT */
#ifndef BASE_VALUE_JSON_H
#define BASE_VALUE_JSON_H

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"

/* The first value in TEXT (RFC 8259), copied to the arena; what follows it is not looked at. NULL if there is none or it is
 * damaged. Taken as well, since pages of the web have it: control characters in strings, commas before a closing bracket,
 * escapes that do not exist (the character itself), comments as in C. Numbers keep their text. At most 64 levels. */
struct value *value_from_json(struct arena *, struct str text);

#endif
