/* yaml: YAML 1.1 documents as values, with libyaml. SPDX-License-Identifier: MIT
 *
 * Typing is ours: every scalar keeps its text (base/value.h). Refused, as errors of the document: tags other than the
 * standard `!!str !!seq !!map !!int !!float !!bool !!null !!timestamp` and `!`, more than 10,000 nodes after aliases are
 * resolved, more than 64 levels. */
#ifndef WRAP_YAML_H
#define WRAP_YAML_H

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"

#include <stdbool.h>
#include <stdint.h>

struct yaml_problem {
    uint32_t line, col;         /* from 1, in the text that was given */
    const char *what;           /* one line, in the arena */
};

/* The first document of TEXT (UTF-8). NULL with PROBLEM set if it cannot be read; an empty document is VALUE_NULL. LINE is
 * added to all line numbers (0 for a whole file). Copies what it keeps to the arena. */
struct value *value_from_yaml(struct arena *, struct str text, uint32_t line, struct yaml_problem *problem);

#endif
