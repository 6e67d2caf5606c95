/* template_lines: what the lines of a Markdown text are. SPDX-License-Identifier: MIT */
#include "read/template_lines.h"

#include "base/buf.h"

enum { INDENT = 4, WIDEST_PADDING = 5 };

static bool
goes_on_with(struct lines *l, size_t i)
{
    struct line *line = &l->line;

    if (l->containers[i].is_quote)
        return line_enter_quote(line);
    if (line->is_blank && l->containers[i].has_child) {
        line_advance_to(line, line->word);
        return true;
    }
    if (line->indent < l->containers[i].columns)
        return false;
    line_advance(line, l->containers[i].columns);
    return true;
}

static void
push(struct lines *l, bool is_quote, size_t columns)
{
    if (l->ncontainers)
        l->containers[l->ncontainers - 1].has_child = true;
    l->containers[l->ncontainers].is_quote = is_quote;
    l->containers[l->ncontainers].columns = columns;
    l->containers[l->ncontainers++].has_child = false;
    l->block = BLOCK_NONE;
}

static void
close_to(struct lines *l, size_t n)
{
    if (l->ncontainers > n)
        l->block = BLOCK_NONE;
    l->ncontainers = n;
}

static void
open_item(struct lines *l, size_t marker)
{
    size_t indent = l->line.indent, padding;
    struct line after;

    line_advance_to(&l->line, l->line.word + marker);
    after = l->line;
    line_find_word(&after);
    padding = after.is_blank || after.indent >= WIDEST_PADDING ? 1 : after.indent;
    line_advance(&l->line, padding);
    push(l, false, indent + marker + padding);
}

/* A container that begins at the word; all but MATCHED are closed for it. */
static bool
open_container(struct lines *l, size_t matched, bool in_paragraph)
{
    struct str label;
    size_t n;

    if (matched >= LINES_DEPTH || l->line.is_blank || l->line.indent >= INDENT)
        return false;
    if (l->line.text.at[l->line.word] == '>') {
        close_to(l, matched);
        line_enter_quote(&l->line);
        push(l, true, 0);
    } else if ((n = line_note(&l->line, &label)) != 0) {
        close_to(l, matched);
        line_advance_to(&l->line, l->line.word + n);
        push(l, false, INDENT);
    } else if (!line_is_thematic(&l->line) && (n = line_list_marker(&l->line, in_paragraph)) != 0) {
        close_to(l, matched);
        open_item(l, n);
    } else {
        return false;
    }
    line_find_word(&l->line);
    return true;
}

static enum line_kind
html_line(struct lines *l)
{
    enum line_kind kind = l->html < HTML_BLOCK ? LINE_CODE : LINE_HTML;

    if (line_ends_html(&l->line, l->html))
        l->block = BLOCK_NONE;
    return kind;
}

/* A line that goes on with code or HTML; false if it does not. */
static bool
continues_block(struct lines *l, enum line_kind *kind)
{
    switch (l->block) {
    case BLOCK_FENCE:
        *kind = LINE_CODE;
        if (l->line.indent < INDENT && line_closes_fence(&l->line, l->fence, l->fence_length)) {
            l->block = BLOCK_NONE;
            *kind = LINE_FENCE;
        }
        return true;
    case BLOCK_INDENTED:
        *kind = LINE_CODE;
        return l->line.indent >= INDENT || l->line.is_blank;
    case BLOCK_HTML:
        if (l->html >= HTML_BLOCK && l->line.is_blank)
            return false;
        *kind = html_line(l);
        return true;
    default:
        return false;
    }
}

/* What begins at the word, containers apart. */
static enum line_kind
begin_block(struct lines *l, bool in_paragraph)
{
    char first = l->line.text.at[l->line.word];
    enum html_block html;

    if (l->line.indent >= INDENT && l->block != BLOCK_PARAGRAPH) {
        l->block = BLOCK_INDENTED;
        return LINE_CODE;
    }
    if (l->line.indent < INDENT && (l->fence_length = line_fence(&l->line, &l->fence)) != 0) {
        l->block = BLOCK_FENCE;
        l->opens_fence = true;
        return LINE_FENCE;
    }
    html = l->line.indent < INDENT ? line_html(&l->line, in_paragraph) : HTML_NONE;
    if (html) {
        l->block = BLOCK_HTML;
        l->html = html;
        return html_line(l);
    }
    l->is_row = first == '|' || line_is_atx(&l->line);
    l->block = line_is_atx(&l->line) || line_is_thematic(&l->line) ? BLOCK_NONE : BLOCK_PARAGRAPH;
    return LINE_TEXT;
}

bool
lines_next(struct lines *l, struct str text, size_t start, size_t *next, enum line_kind *kind)
{
    size_t matched = 0;
    bool in_paragraph;

    if (!line_next(&l->line, text, start, next))
        return false;
    l->opens_fence = l->is_row = false;
    line_find_word(&l->line);
    if (!l->ncontainers && (l->block == BLOCK_NONE || l->block == BLOCK_PARAGRAPH) && line_is_words(&l->line)) {
        l->block = BLOCK_PARAGRAPH;
        *kind = LINE_TEXT;
        return true;
    }
    while (matched < l->ncontainers && goes_on_with(l, matched)) {
        matched++;
        line_find_word(&l->line);
    }
    if (matched == l->ncontainers && continues_block(l, kind))
        return true;
    if (l->block != BLOCK_PARAGRAPH && !l->line.is_blank)
        close_to(l, matched);
    in_paragraph = l->block == BLOCK_PARAGRAPH && matched == l->ncontainers;
    while (open_container(l, matched, in_paragraph)) {
        in_paragraph = false;
        matched = l->ncontainers;
    }
    *kind = LINE_TEXT;
    if (l->line.is_blank) {
        close_to(l, matched);
        l->block = BLOCK_NONE;
        return true;
    }
    if (l->ncontainers)
        l->containers[l->ncontainers - 1].has_child = true;
    *kind = begin_block(l, in_paragraph);
    if (l->block != BLOCK_PARAGRAPH && l->ncontainers > matched)
        l->ncontainers = matched;       /* only text goes on with a paragraph lazily */
    return true;
}

struct str
lines_prefix(const struct lines *l, struct arena *mem)
{
    struct buf out;
    struct str prefix;

    if (!l->ncontainers)
        return STR("");
    buf_init(&out);
    for (size_t i = 0; i < l->ncontainers; i++) {
        if (l->containers[i].is_quote)
            buf_adds(&out, "> ");
        for (size_t n = 0; n < l->containers[i].columns; n++)
            buf_addc(&out, ' ');
    }
    prefix = buf_take(&out, mem);
    buf_release(&out);
    return prefix;
}
