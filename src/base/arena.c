/* arena: memory with one lifetime. SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "base/format.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 18, LARGEST_KEPT = 1 << 20,
    LARGE_BLOCK = MEM_LARGE - sizeof(struct arena_block) };     /* what an arena that holds megabytes grows by */

void
arena_init(struct arena *a)
{
    *a = (struct arena){ 0 };
}

void
arena_release(struct arena *a)
{
    while (a->head) {
        struct arena_block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
    a->total = 0;
}

/* All caps are multiples of ARENA_ALIGN: what is aligned does not go past one. */
static struct arena_block *
push_block(struct arena *a, size_t cap)
{
    struct arena_block *b;

    cap = (cap + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (sizeof *b + cap >= MEM_LARGE) {
        b = mem_alloc_large(sizeof *b + cap);
    } else {
        b = mem_alloc(sizeof *b + cap);
        mem_touch(b, sizeof *b + cap);
    }
    b->next = a->head;
    b->used = 0;
    b->cap = cap;
    a->head = b;
    a->total += sizeof *b + cap;
    return b;
}

static struct arena_block *
add_block(struct arena *a, size_t n)
{
    size_t cap = a->head ? a->head->cap * 2 : FIRST_BLOCK;

    if (cap > LARGEST_BLOCK)
        cap = a->total < MEM_LARGE / 2 ? LARGEST_BLOCK : LARGE_BLOCK;
    return push_block(a, cap < n ? n : cap);
}

void
arena_begin(struct arena *a, size_t n)
{
    if (!a->head)
        push_block(a, n);
}

/* What did not fit one block gets a larger one: an arena that is cleared for each article soon asks the heap for nothing. */
void
arena_clear(struct arena *a)
{
    struct arena_block *b = a->head;
    size_t total = a->total;

    if (b && b->next && b->cap < LARGEST_KEPT) {
        arena_release(a);
        add_block(a, total < LARGEST_KEPT ? total : LARGEST_KEPT);
    } else if (b) {
        a->head = b->next;
        arena_release(a);
        b->next = NULL;
        a->head = b;
    }
    if (a->head) {
        a->head->used = 0;
        a->total = sizeof *a->head + a->head->cap;
    }
}

/* The blocks of FROM go behind the one that TO is filling. */
void
arena_adopt(struct arena *to, struct arena *from)
{
    struct arena_block *last = from->head;

    if (!last)
        return;
    while (last->next)
        last = last->next;
    if (to->head) {
        last->next = to->head->next;
        to->head->next = from->head;
    } else {
        to->head = from->head;
    }
    to->total += from->total;
    arena_init(from);
}

void *
arena_alloc_block(struct arena *a, size_t n)
{
    struct arena_block *b = add_block(a, n);

    b->used = n;
    return b->bytes;
}

void *
arena_grow(struct arena *a, void *at, size_t n, size_t size)
{
    enum { SMALL = 32 };
    size_t first = size <= SMALL ? 4 : 1;       /* most lists of large things have one */
    void *larger;

    /* The room is FIRST, then each power of two: it is full exactly when N is one of these. */
    if (n != 0 && (n < first || (n & (n - 1)) != 0))
        return at;
    larger = arena_alloc(a, (n ? n * 2 : first) * size);
    if (n)
        memcpy(larger, at, n * size);
    return larger;
}

char *
arena_cstr(struct arena *a, struct str s)
{
    char *copy = arena_text(a, s.len + 1);

    if (s.len)
        memcpy(copy, s.at, s.len);
    copy[s.len] = '\0';
    return copy;
}

struct str
arena_str(struct arena *a, struct str s)
{
    return (struct str){ arena_cstr(a, s), s.len };
}

struct str
arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    ptrdiff_t n;
    bool only_texts;
    char *at;

    va_start(args, format);
    n = format_texts(NULL, format, args);
    va_end(args);
    only_texts = n >= 0;
    if (!only_texts) {
        va_start(args, format);
        n = vsnprintf(NULL, 0, format, args);
        va_end(args);
    }
    at = arena_text(a, (size_t)n + 1);
    va_start(args, format);
    if (only_texts)
        format_texts(at, format, args);
    else
        vsnprintf(at, (size_t)n + 1, format, args);
    va_end(args);
    at[n] = '\0';
    return (struct str){ at, (size_t)n };
}
