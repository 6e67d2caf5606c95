/* markdown: CommonMark and GitHub's additions to a tree, with md4c. SPDX-License-Identifier: MIT
 *
 * The tree is built straight from md4c's callbacks. Where the text holds raw HTML the same callbacks write HTML instead,
 * which wrap/html5.h parses: HTML that opens in one block and closes in another nests as a browser would nest it. Footnotes are
 * not md4c's: read/notes.h lifts them out and says here which `[^label]` are references. HTML comments leave no trace. */
#ifndef WRAP_MARKDOWN_H
#define WRAP_MARKDOWN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/node.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct markdown_input {
    struct str text;            /* UTF-8; must live as long as the tree, whose texts point into it */
    size_t nnotes;              /* the text begins with a loose list of so many items, a note each, and a comment */
    /* The source offset of a byte of TEXT; NULL: BASE is added. */
    uint32_t (*place)(const void *data, uint32_t offset);
    uint32_t base;
    /* Is `[^label]` a reference to a note? NAME is then what x-noteref gets as its label. NULL: there are no notes. */
    bool (*is_note)(void *data, struct str label, uint32_t source_offset, struct str *name);
    void *data;
};

struct markdown_html {
    struct buf html;            /* the rendered HTML, raw parts as they were */
    struct markdown_mark { uint32_t html, source; } *marks;  /* from byte HTML on, text came from byte SOURCE; ascending */
    size_t nmarks, marks_room;
    uint32_t end;               /* no offset lies behind this */
};

/* Appends the text's content to roots[0] and that of each note to roots[1] to roots[nnotes], by the shorter of the two ways
 * below. */
void markdown_parse(struct arena *, const struct markdown_input *, struct node **roots);

/* The same, but false, with ROOTS untouched, if the text has raw HTML: then use markdown_to_html(). */
bool markdown_to_tree(struct arena *, const struct markdown_input *, struct node **roots);

void markdown_html_init(struct markdown_html *);
void markdown_html_release(struct markdown_html *);

/* Renders the text to results[0] and each note to results[1] and so on, as HTML with a map back to the source. A reference to a
 * note is an element named REFERENCE with the attribute label. */
void markdown_to_html(const struct markdown_input *, const char *reference, struct markdown_html *results);

/* The source offset for byte HTML_OFFSET of the rendered HTML. */
uint32_t markdown_source_offset(const struct markdown_html *, uint32_t html_offset);

/* What can be said of a text without its tree. All are plain text with blanks collapsed, in the arena. */
struct markdown_summary {
    struct str heading;         /* the first heading of level 1, else a heading that is the first block; or empty */
    bool heading_is_first;      /* nothing but comments comes before it */
    struct str text;            /* the text outside headings and code blocks, at most TEXT_CAP characters, cut with … */
};
/* Fills HEADING if TEXT_CAP is 0, else only TEXT; reads no further than it must. */
void markdown_summarize(struct arena *, struct str text, size_t text_cap, struct markdown_summary *);

#endif
