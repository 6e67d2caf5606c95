/* markdown: CommonMark and GitHub's additions to a tree, with md4c. SPDX-License-Identifier: MIT
 *
 * The tree is built straight from md4c's callbacks. Where the text holds raw HTML the same callbacks write HTML instead,
 * which wrap/html5.h parses: HTML that opens in one block and closes in another nests as a browser would nest it. Footnotes are
 * not md4c's: see read/notes.h. */
#ifndef WRAP_MARKDOWN_H
#define WRAP_MARKDOWN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/node.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct markdown_html {
    struct buf html;            /* the rendered HTML, raw parts as they were */
    struct markdown_mark { uint32_t html, source; } *marks;  /* from byte HTML on, text came from byte SOURCE; ascending */
    size_t nmarks, marks_room;
};

/* Appends the content of TEXT (UTF-8) to PARENT. BASE is added to the offsets of all nodes. False, with PARENT untouched, if
 * the text has raw HTML: then use markdown_to_html(). */
bool markdown_to_tree(struct arena *, struct str text, uint32_t base, struct node *parent);

void markdown_html_init(struct markdown_html *);
void markdown_html_release(struct markdown_html *);

/* Renders TEXT as HTML with a map back to the source. */
void markdown_to_html(struct str text, uint32_t base, struct markdown_html *result);

/* The source offset for byte HTML_OFFSET of the rendered HTML. */
uint32_t markdown_source_offset(const struct markdown_html *, uint32_t html_offset);

#endif
