/* toml: TOML 1.0 documents as values, with toml++. SPDX-License-Identifier: MIT
 *
 * The only library of the program that is written in C++ stays behind this header. Typing is the reader's (base/value.h): numbers
 * and booleans become their text, the four kinds of dates and times the text that date_parse() reads. */
#ifndef WRAP_TOML_H
#define WRAP_TOML_H

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"

#include <stdint.h>

struct toml_problem {
    uint32_t line, col;         /* from 1, in the text that was given, LINE added */
    const char *what;           /* one line, in the arena */
};

/* TEXT (UTF-8) as a map whose keys stand in the order written. NULL with PROBLEM set if it cannot be read. LINE is added to all
 * line numbers (0 for a whole file). Copies what it keeps to the arena. toml++ refuses more than 256 levels itself; what lies
 * deeper than 64 is left out here. */
struct value *value_from_toml(struct arena *, struct str text, uint32_t line, struct toml_problem *problem);

#endif
