/* markdown_sender: between md4c's callbacks and a sink. SPDX-License-Identifier: MIT
 *
 * Keeps what spans several callbacks: how deep elements nest, where text came from, links and tasks that wait for their first
 * text, comments that are being dropped. */
#ifndef WRAP_MARKDOWN_SENDER_H
#define WRAP_MARKDOWN_SENDER_H

#include "base/buf.h"
#include "wrap/markdown_entity.h"
#include "wrap/markdown_sink.h"

enum { MARKDOWN_DEPTH = 400 };  /* elements that nest deeper are not sent; their content is */

struct comment {                /* raw HTML is watched for comments, which are dropped */
    bool in_block;
    bool at_start;              /* of a block or span of raw HTML, or only comments came since */
    bool is_open;
};

struct autolink {               /* a link that stands for itself ends before a reference to a note */
    bool waits;                 /* an element a is to be opened with the next text */
    bool was_cut;               /* it was closed already */
    struct str href, title;
};

struct sender {
    struct arena *mem;
    const struct markdown_input *input;
    struct markdown_sink *sink;
    struct markdown_entities entities;
    struct comment comment;
    struct autolink link;
    struct buf alt;             /* the text of an image, while nimages > 0 */
    unsigned nimages, nlinks;   /* open ones; what is in a link is no link */
    uint32_t image_place;
    size_t depth;               /* of open elements; those deeper than MARKDOWN_DEPTH are not sent */
    size_t level;               /* of blocks, below the document */
    size_t note;                /* the note that is being sent; 0: none */
    bool notes_done;
    bool has_nul;               /* the input holds a NUL somewhere, which is sent as U+FFFD */
    bool in_cell;               /* of a table */
    size_t ncells, naddress;    /* cells and bytes of addresses and titles so far */
    const char *task;           /* the box of a task that waits for its item's first text */
    uint32_t last;              /* the last place that was looked up */
    const char *end;            /* where the last text from the source ended */
    struct { const char *from, *at; } mark;     /* of a reference to a note: AT is the first one behind FROM */
    struct buf spans;           /* open ones, as bytes */
    bool is_strict;             /* spans that do not nest end it; otherwise they are mended */
    enum markdown_outcome outcome;
};

/* Elements with content; the first goes with the last. An attribute without value is left out. */
void sender_open(struct sender *, enum tag);
void sender_open_with(struct sender *, enum tag, const char *name, struct str value);
void sender_attr(struct sender *, const char *name, struct str value);
void sender_close(struct sender *, enum tag);

/* Where byte OFFSET of the input came from; where AT did. AT may be text that md4c made up: then it is where the last was. */
uint32_t sender_source(const struct sender *, size_t offset);
uint32_t sender_place(struct sender *, const char *at);

/* The box of a task and the start tag of a link, where they wait. */
void sender_task(struct sender *);
void sender_open_link(struct sender *);

/* Text as it is; with references to notes; raw HTML without its comments: false if the sink refuses it. */
void sender_words(struct sender *, struct str words, uint32_t source);
void sender_text(struct sender *, struct str words);
bool sender_raw(struct sender *, struct str html);

#endif
