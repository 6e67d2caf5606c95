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

enum { MEM_LARGE = 2 << 20 };   /* bytes of a large page, as most machines have them */

/* N bytes, MEM_LARGE or more, not set, in large pages where the system has such: to get one is faster than to get 512 small ones.
 * Give back with free(). */
void *mem_alloc_large(size_t n);

/* The N bytes at AT will be used soon: their pages are asked from the system at once and not one by one, each when it is first
 * written to, which takes some ten times as long. What they hold stays. */
void mem_touch(void *at, size_t n);

/* For a program that works on thousands of things in a row: what is given back is kept for the next one, and the heap is made of
 * large pages where the system has such. To be called once, before there are threads; without it all works as everywhere. */
void mem_keep(void);
/* The same for the heap that a new thread has. The threads of base/ call it. */
void mem_begin_thread(void);

/* From now on memory is worth more than time: what is large goes back to the system when it is given back. */
void mem_spare(void);

/* After something that is larger than what is kept: the system gets back what is free. */
void mem_give_back(void);

#endif
