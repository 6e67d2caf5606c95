/* styles: the style sheets of styles/, built into the program. SPDX-License-Identifier: MIT
 *
 * The table is made by the Makefile (.ci/embed) and ends with a row whose name is NULL. */
#ifndef BASE_STYLES_H
#define BASE_STYLES_H

#include "base/str.h"

struct style {
    const char *name;           /* "classic" of styles/classic.css */
    struct str  bytes;
};

extern const struct style styles[];

#endif
