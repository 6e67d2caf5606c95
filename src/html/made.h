/* made: pictures that were converted, each once in a run. SPDX-License-Identifier: MIT
 *
 * The same picture stands in many articles, and an article in several books. What is made of it is kept here until the last book
 * is written, in a nameless file where it is much. Two workers that want the same picture at once get it from one: the other
 * waits. */
#ifndef HTML_MADE_H
#define HTML_MADE_H

#include "base/arena.h"
#include "base/str.h"
#include "wrap/deflate.h"
#include "wrap/digest.h"

#include <stdbool.h>
#include <stdint.h>

struct made_pictures;

struct made {
    struct deflated data;       /* it belongs to the struct made_pictures */
    struct digest digest;
    uint32_t width, height;
    const char *problem;        /* NULL: all went well; else what is wrong, as the end of a sentence */
    const char *lost;           /* NULL: nothing; else what is not in it that was there, in the same way */
    bool is_recalled;           /* it was not made in this run */
};

/* What earlier runs made, and what this one makes for later ones; from any thread. FIND: BYTES in MEM, and of MADE the digest, the
 * size and, as long as the memory, what was lost. */
struct made_memory {
    bool (*find)(void *context, struct str name, struct arena *mem, struct str *bytes, struct made *);
    void (*note)(void *context, struct str name, struct str href, const struct made *);
    void *context;
};

/* What becomes of a picture: BYTES, WIDTH and HEIGHT (untouched where they are as they were) and what it LOST, or a problem; all
 * live until the caller of made_get() ends them. */
typedef const char *made_fn(void *context, struct str *bytes, uint32_t *width, uint32_t *height, const char **lost);

/* NEAR: a path in the folder where the file is made. MEMORY: or NULL. */
struct made_pictures *made_new(const char *near, const struct made_memory *memory);
void made_free(struct made_pictures *);

/* What stands under NAME, which tells the picture and all that is done to it; it is made if it does not stand there yet. From any
 * thread. The result lives as long as the struct made_pictures and is not changed. HREF: of the picture in the book; empty: making
 * it is no work to be remembered. */
const struct made *made_get(struct made_pictures *, struct str name, struct str href, uint32_t width, uint32_t height, made_fn *,
    void *context);

#endif
