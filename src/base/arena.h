/* arena: memory with one lifetime. SPDX-License-Identifier: MIT
 *
 * Allocate as much as you like, never free a piece, release the whole. There are four lifetimes in the program: the run,
 * the article, the page and scratch. A pointer may point into an arena that lives at least as long as what holds it.
 * An arena is used by one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

enum { ARENA_ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t used, cap;
    alignas(ARENA_ALIGN) char bytes[];
};

struct arena {
    struct arena_block *head;
    size_t total;               /* bytes asked from the heap so far */
};

void arena_init(struct arena *);
void arena_release(struct arena *);     /* gives everything back; the arena may be used again */
void arena_clear(struct arena *);       /* forgets everything, keeps one block for the next use */

/* Gives an empty arena its first block, of N bytes: where there are thousands that hold little, or nothing. */
void arena_begin(struct arena *, size_t n);

/* Moves all that FROM holds into TO, where it stays in place; FROM is empty then. */
void arena_adopt(struct arena *to, struct arena *from);

void *arena_alloc_block(struct arena *, size_t n);      /* for those below: out of a new block */

/* N bytes, not set, at the next multiple of ALIGN, a power of two up to ARENA_ALIGN. */
static inline void *
arena_take(struct arena *a, size_t n, size_t align)
{
    struct arena_block *b = a->head;
    size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;

    if (!b || b->cap - at < n)
        return arena_alloc_block(a, n);
    b->used = at + n;
    return b->bytes + at;
}

/* N bytes aligned for any type; arena_alloc leaves them as they are, arena_zalloc sets them to zero. */
static inline void *arena_alloc(struct arena *a, size_t n) { return arena_take(a, n, ARENA_ALIGN); }
static inline void *arena_zalloc(struct arena *a, size_t n) { return memset(arena_alloc(a, n), 0, n); }

/* N bytes for text, which needs no alignment: a catalogue has millions of short ones. */
static inline char *arena_text(struct arena *a, size_t n) { return (char *)arena_take(a, n, 1); }

/* One zeroed object of TYPE. */
#define ARENA_NEW(arena, type) ((type *)arena_zalloc((arena), sizeof(type)))

/* Room for one more at the end of the array AT of N elements of SIZE bytes: AT or a larger copy. The room doubles, so N
 * appends cost O(N). Only for arrays made with this function. */
void *arena_grow(struct arena *, void *at, size_t n, size_t size);

/* Appends to an array in an arena: a pointer to its new, unset last element; N counts up. */
#define ARENA_PUSH(arena, at, n) ((at) = arena_grow((arena), (at), (n), sizeof *(at)), &(at)[(n)++])

/* Copies; the bytes are followed by a NUL that does not count. */
char      *arena_cstr(struct arena *, struct str);
struct str arena_str(struct arena *, struct str);
struct str arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
