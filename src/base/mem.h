/* mem: heap memory that is there or ends the program. SPDX-License-Identifier: MIT
 *
 * Out of memory is not a result anyone can use (DESIGN.md, "Errors"): these functions say so on standard error and
 * exit with status 3. None returns NULL. What lives as long as a run, an article or a page belongs in an arena. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* N bytes, not set. Give back with free(). */
void *mem_alloc(size_t n);

/* N bytes, all zero. Give back with free(). */
void *mem_zalloc(size_t n);

/* AT resized to N bytes; AT may be NULL. */
void *mem_realloc(void *at, size_t n);

#endif
