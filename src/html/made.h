/* made: pictures that were converted, each once in a run. SPDX-License-Identifier: MIT
 *
 * The same picture stands in many articles, and an article in several books. What is made of it is kept here until the last book
 * is written, in a nameless file where it is much. Two workers that want the same picture at once get it from one: the other
 * waits. */
#ifndef HTML_MADE_H
#define HTML_MADE_H

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
};

/* What becomes of a picture: BYTES, WIDTH and HEIGHT (untouched where they are as they were), or a problem; both live until the
 * caller of made_get() ends them. */
typedef const char *made_fn(void *context, struct str *bytes, uint32_t *width, uint32_t *height);

/* NEAR: a path in the folder where the file is made. */
struct made_pictures *made_new(const char *near);
void made_free(struct made_pictures *);

/* What stands under NAME, which tells the picture and all that is done to it; it is made if it does not stand there yet. From any
 * thread. The result lives as long as the struct made_pictures and is not changed. */
const struct made *made_get(struct made_pictures *, struct str name, uint32_t width, uint32_t height, made_fn *, void *context);

#endif
