/* value: data as YAML, TOML or JSON write it. SPDX-License-Identifier: MIT
 *
 * A scalar keeps its text: `2024`, `no` and `1e3` are what was written, and whoever asks for a number or a boolean decides
 * what counts as one (FRONT-MATTER.md, "YAML traps"). Made by wrap/yaml.h into an arena. */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind { VALUE_NULL, VALUE_SCALAR, VALUE_LIST, VALUE_MAP };

struct value {
    enum value_kind kind;
    bool quoted;                /* a scalar in quotes or a block: never null, boolean or number */
    uint32_t line, col;         /* where it stands in its file, from 1 */
    struct str text;            /* VALUE_SCALAR */
    struct value *items;        /* VALUE_LIST: n elements; VALUE_MAP: n values */
    struct value_key *keys;     /* VALUE_MAP: n keys, in the order written */
    size_t n;
};

struct value_key {
    struct str text;
    uint32_t line, col;
    bool repeated;              /* a later key has the same text (case-insensitively); the later one counts */
};

/* The value of KEY in a map, by ASCII-case-insensitive comparison, the last one if it stands twice; NULL if there is none
 * or V is NULL or no map. */
const struct value *value_get(const struct value *v, const char *key);

/* `true`/`yes`/`on`/`1` or `false`/`no`/`off`/`0` in any case; false when it is neither (or not a scalar). */
bool value_bool(const struct value *v, bool *result);

/* An optionally signed decimal number; fractions are accepted. False when it is none. */
bool value_number(const struct value *v, double *result);

const char *value_kind_name(enum value_kind);           /* "nothing", "a text", "a list", "a map" */

#endif
