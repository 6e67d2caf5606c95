/* width: how much room text takes on a terminal. SPDX-License-Identifier: MIT */
#ifndef BASE_WIDTH_H
#define BASE_WIDTH_H

#include "base/buf.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/* Columns of a character: 2 for East Asian wide ones and emoji, 0 for marks that combine, else 1. */
int width_of_char(uint32_t code);
size_t width_of(struct str);

/* Appends TEXT for a terminal, cut to MOST columns (with an ellipsis as the last of them) and filled with blanks to LEAST.
 * Control characters and bytes that are no UTF-8 become U+FFFD. MOST 0: not cut. */
void width_add(struct buf *, struct str text, size_t least, size_t most);

#endif
