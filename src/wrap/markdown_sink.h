/* markdown_sink: what the callbacks of markdown.c write to. SPDX-License-Identifier: MIT
 *
 * There are two: one builds the tree, one writes HTML for html5.h. Both get the same calls, so both ways give the same tree. A
 * place goes to everything that was opened since the last one: an element lies where its first text lies. */
#ifndef WRAP_MARKDOWN_SINK_H
#define WRAP_MARKDOWN_SINK_H

#include "base/node.h"
#include "base/str.h"
#include "wrap/markdown.h"

#include <stdbool.h>
#include <stdint.h>

struct markdown_sink {
    void (*part)(struct markdown_sink *, size_t index);     /* what follows belongs to that note; 0: to the text */
    void (*open)(struct markdown_sink *, enum tag);
    void (*attr)(struct markdown_sink *, const char *name, struct str value);  /* after open(); VALUE lives in the arena */
    void (*close)(struct markdown_sink *, enum tag);        /* for elements with content only */
    void (*place)(struct markdown_sink *, uint32_t source_offset);
    void (*text)(struct markdown_sink *, struct str text, uint32_t source_offset);  /* TEXT lives as long as the input */
    bool (*raw)(struct markdown_sink *, struct str html, uint32_t source_offset);   /* false: cannot take it */
};

struct markdown_tree {
    struct markdown_sink sink;
    struct arena *mem;
    struct node **roots;
    struct node *at;            /* the innermost open element */
    struct node **unplaced;     /* opened since the last place */
    size_t nunplaced, room;
};

void markdown_tree_init(struct markdown_tree *, struct arena *, struct node **roots);

struct markdown_writer {
    struct markdown_sink sink;
    const char *reference;      /* the name that stands for x-noteref */
    struct markdown_html *results, *at;
    bool in_tag;                /* a start tag waits for its ">" */
    size_t placed;              /* marks before this one have a source */
};

void markdown_writer_init(struct markdown_writer *, const char *reference, struct markdown_html *results);

enum markdown_mode {
    MARKDOWN_FULL,
    MARKDOWN_NO_AUTOLINKS,      /* bare addresses are text; spans that do not nest are mended */
    MARKDOWN_FRUGAL             /* nor are there tables; the caller has taken care of link definitions */
};

enum markdown_outcome {
    MARKDOWN_SENT,
    MARKDOWN_HAS_HTML,          /* the sink refused it */
    /* md4c 0.4.8 loses the beginning of a span where the end of a bare address that it makes a link of comes too late
     * (`[a](http://a.org/b)c*d*`): all is to be done again with MARKDOWN_NO_AUTOLINKS. */
    MARKDOWN_UNBALANCED,
    MARKDOWN_TOO_MUCH           /* the text is made to blow up: again with MARKDOWN_FRUGAL */
};

/* Sends all of INPUT to SINK. MEM keeps what its text does not hold. */
enum markdown_outcome markdown_send(struct arena *mem, const struct markdown_input *, struct markdown_sink *, enum markdown_mode);

#endif
