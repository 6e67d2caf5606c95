/* template_lines: what the lines of a Markdown text are, block by block. SPDX-License-Identifier: MIT
 *
 * Template code is left alone in code, so it must be known which lines are code. This follows block quotes, list items, notes,
 * fences and HTML blocks as CommonMark does, without the content of anything. */
#ifndef READ_TEMPLATE_LINES_H
#define READ_TEMPLATE_LINES_H

#include "base/arena.h"
#include "read/notes_line.h"

enum { LINES_DEPTH = 64 };

enum line_kind {
    LINE_TEXT,
    LINE_HTML,                  /* in a block of HTML, where Markdown is not read */
    LINE_CODE,                  /* fenced or indented code, <pre>, <script>, <style>, a comment */
    LINE_FENCE                  /* the line that opens or closes fenced code */
};

struct lines {
    struct line line;           /* the last one; its word is the first one after the marks of its containers */
    struct { bool is_quote; size_t columns; bool has_child; } containers[LINES_DEPTH];
    size_t ncontainers;
    enum { BLOCK_NONE, BLOCK_PARAGRAPH, BLOCK_FENCE, BLOCK_INDENTED, BLOCK_HTML } block;
    char fence;
    size_t fence_length;
    enum html_block html;
    bool opens_fence;           /* the last line is a LINE_FENCE that opens */
    bool is_row;                /* the last line is a heading or a row of a table */
};

/* Reads the line at START; false at the end of TEXT. */
bool lines_next(struct lines *, struct str text, size_t start, size_t *next, enum line_kind *kind);

/* What a further line of the blocks that the last line stands in begins with: "> " and blanks. */
struct str lines_prefix(const struct lines *, struct arena *);

#endif
