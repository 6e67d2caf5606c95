/* program: what is running. SPDX-License-Identifier: MIT */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/buf.h"

/* Appends a text that is another one when the program was compiled from other sources, or is, or runs with, another file of code:
 * the stamps (base/file.h) of the program's file and of all libraries it has loaded. */
void program_describe(struct buf *out);

#endif
