/* notes_lift: Markdown as md4c can read it. SPDX-License-Identifier: MIT
 *
 * A definition is a container of blocks, like a list item: `[^label]:` where a block may begin, what follows on the line, and
 * the lines after it that are empty, indented by four columns, or go on with its paragraph lazily (cmark-gfm 0.29). Which lines
 * these are depends on all blocks around them, so the blocks of the text are followed here line by line, without their
 * content. Each line goes to a sheet: that of the note it belongs to, or the text's own, where a comment marks the place: like
 * a definition, a comment ends a paragraph and a list that it does not belong to.
 *
 * Tables are mended on the way: md4c 0.4.8 wants three characters in each cell of the line under the head, takes "||" for one
 * border, drops cells of the head that have none under them, and begins no table within a paragraph. */
#include "read/notes_lift.h"

#include "read/notes_rows.h"
#include "read/notes_sheet.h"

#include <string.h>

enum { INDENT = SHEET_INDENT, DEPTH = 100, WIDEST_PADDING = 5 };
enum { SPARE = 256 };           /* bytes that a text may grow by when it is written anew, without more room being asked for */
enum { AROUND_NOTE = 16 };      /* bytes */

enum container_kind { QUOTE, ITEM, NOTE };

struct container {
    enum container_kind kind;
    size_t columns;             /* ITEM: what its lines are indented by */
    bool has_child;
    size_t sheet;               /* where its content goes */
};

enum leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_TABLE, LEAF_FENCE, LEAF_INDENTED, LEAF_HTML };

struct lift {
    struct arena *mem;
    struct sheet *sheets;       /* [0]: the text's own */
    size_t nsheets;
    struct container containers[DEPTH];
    size_t ncontainers;
    enum leaf leaf;             /* in the innermost container */
    char fence;
    size_t fence_length;
    enum html_block html;
    size_t lines;               /* of the paragraph so far; 0 after one that is no part of the paragraph's own container */
    struct line before, before_from;    /* the last of them */
    bool has_changed;
    struct line line;
    struct line from;           /* the line where what belongs to SHEET begins */
    size_t sheet;
};

/* ---- lines of sheets -------------------------------------------------------------------------------------------------- */

/* What is left of the line belongs to the sheet that its containers lead to. */
static void
emit(struct lift *l)
{
    if (l->sheet && str_is_blank(str_sub(l->line.text, l->from.at, l->line.end))) {
        l->sheets[l->sheet].empty_lines++;
        return;
    }
    sheet_add_line(&l->sheets[l->sheet], &l->from, &l->line);
}

/* A line that goes on with a paragraph of a note without being indented. In the note it must stay text: a backslash keeps it
 * from underlining a heading or a table's head. */
static void
emit_lazy(struct lift *l, size_t sheet)
{
    char first = l->line.text.at[l->line.word];

    sheet_begin_line(&l->sheets[sheet]);
    if (first && strchr("=-|:", first))
        buf_addc(&l->sheets[sheet].text, '\\');
    l->line.at = l->line.word;
    l->line.column = 0;
    l->line.in_tab = false;
    sheet_add(&l->sheets[sheet], &l->line, l->line.end);
    sheet_end_line(&l->sheets[sheet], &l->line);
}

/* ---- tables ---------------------------------------------------------------------------------------------------------- */

/* The line before, of text, is the head of a table, but for md4c only the first one of a paragraph can be it: a comment ends
 * the paragraph. */
static void
part_header(struct lift *l)
{
    struct sheet *s = &l->sheets[l->sheet];
    const struct line *header = &l->before;

    sheet_drop_line(s);
    sheet_begin_line(s);
    sheet_add(s, &l->before_from, header->word);
    buf_adds(&s->text, "<!---->");
    sheet_end_line(s, header);
    sheet_begin_line(s);
    sheet_add(s, &l->before_from, header->end);
    sheet_end_line(s, header);
}

static void
emit_row(struct lift *l, void (*add)(struct buf *, struct str))
{
    struct sheet *s = &l->sheets[l->sheet];

    sheet_begin_line(s);
    sheet_add(s, &l->from, l->line.word);
    add(&s->text, line_rest(&l->line));
    sheet_end_line(s, &l->line);
    l->has_changed = true;
}

static void
add_escaped(struct buf *out, struct str row)
{
    buf_addc(out, '\\');
    buf_add(out, row);
}

/* A line of a paragraph that may be the line under the head of a table. True if it was. */
static bool
emit_underline(struct lift *l)
{
    struct str row = line_rest(&l->line);
    size_t n = l->lines ? row_delimiters(row) : 0;

    if (!n)
        return false;
    if (n > ROW_MOST_CELLS || n != row_cells(line_rest(&l->before))) {
        emit_row(l, add_escaped);
        return true;
    }
    if (l->lines > 1)
        part_header(l);
    emit_row(l, row_widen);
    l->leaf = LEAF_TABLE;
    return true;
}

/* ---- containers ------------------------------------------------------------------------------------------------------ */

static size_t
sheet_at(const struct lift *l, size_t ncontainers)
{
    return ncontainers ? l->containers[ncontainers - 1].sheet : 0;
}

/* Closes all containers but the first N. Empty lines after a note stand outside of it. */
static void
close_containers(struct lift *l, size_t n)
{
    while (l->ncontainers > n) {
        size_t inner = sheet_at(l, l->ncontainers), outer = sheet_at(l, l->ncontainers - 1);
        if (inner != outer) {
            l->sheets[outer].empty_lines += l->sheets[inner].empty_lines;
            l->sheets[inner].empty_lines = 0;
        }
        l->ncontainers--;
        l->leaf = LEAF_NONE;
    }
}

static void
push(struct lift *l, enum container_kind kind, size_t columns, size_t sheet)
{
    if (l->ncontainers)
        l->containers[l->ncontainers - 1].has_child = true;
    l->containers[l->ncontainers++] = (struct container){ kind, columns, false, sheet };
    l->leaf = LEAF_NONE;
}

static bool
matches_item(struct line *line, const struct container *c)
{
    if (line->indent >= c->columns)
        line_advance(line, c->columns);
    else if (line->is_blank && c->has_child)
        line_advance_to(line, line->word);
    else
        return false;
    return true;
}

static bool
matches_note(struct line *line)
{
    if (line->indent >= INDENT) {
        line_advance(line, INDENT);
        return true;
    }
    return line->start == line->end;
}

/* How many of the open containers the line goes on with. */
static size_t
match_containers(struct lift *l)
{
    size_t n;

    l->sheet = 0;
    l->from = l->line;
    for (n = 0; n < l->ncontainers; n++) {
        const struct container *c = &l->containers[n];
        line_find_word(&l->line);
        if (!(c->kind == QUOTE ? line_enter_quote(&l->line)
                : c->kind == ITEM ? matches_item(&l->line, c) : matches_note(&l->line)))
            break;
        if (c->kind == NOTE) {
            l->sheet = c->sheet;
            l->from = l->line;
        }
    }
    line_find_word(&l->line);
    return n;
}

static bool
leaf_goes_on(const struct lift *l)
{
    switch (l->leaf) {
    case LEAF_FENCE:
        return true;
    case LEAF_INDENTED:
        return l->line.indent >= INDENT || l->line.is_blank;
    case LEAF_HTML:
        return l->html < HTML_BLOCK || !l->line.is_blank;
    default:
        return (l->leaf == LEAF_PARAGRAPH || l->leaf == LEAF_TABLE) && !l->line.is_blank;
    }
}

/* ---- beginning blocks ------------------------------------------------------------------------------------------------ */

/* The columns that belong to a list item after its marker (spec, "list items", rules 1 to 3). */
static void
open_item(struct lift *l, size_t marker)
{
    size_t indent = l->line.indent, padding;
    struct line after;

    line_advance_to(&l->line, l->line.word + marker);
    after = l->line;
    line_find_word(&after);
    padding = after.is_blank || after.indent >= WIDEST_PADDING ? 1 : after.indent;
    line_advance(&l->line, padding);
    push(l, ITEM, indent + marker + padding, sheet_at(l, l->ncontainers));
}

static void
open_note(struct lift *l, size_t length, struct str label)
{
    size_t sheet = l->nsheets;
    struct sheet *s = ARENA_PUSH(l->mem, l->sheets, l->nsheets);

    sheet_init(s, l->mem);
    s->is_note = true;
    s->note = (struct lifted_note){ label, (uint32_t)l->line.word };
    sheet_begin_line(&l->sheets[l->sheet]);
    sheet_add(&l->sheets[l->sheet], &l->from, l->line.word);
    buf_adds(&l->sheets[l->sheet].text, "<!---->");
    sheet_end_line(&l->sheets[l->sheet], &l->line);
    line_advance_to(&l->line, l->line.word + length);
    push(l, NOTE, 0, sheet);
    l->sheet = sheet;
    l->from = l->line;
}

enum opened { OPENED_NOTHING, OPENED_CONTAINER, OPENED_LEAF };

static void
begin_leaf(struct lift *l, enum leaf leaf)
{
    if (l->ncontainers)
        l->containers[l->ncontainers - 1].has_child = true;
    l->leaf = leaf;
}

/* What a heading, a fence, HTML or a break begins with, or the line under a heading. */
static bool
may_begin_leaf(char c)
{
    return c == '#' || c == '`' || c == '~' || c == '<' || c == '*' || c == '-' || c == '_' || c == '=';
}

/* A leaf that can begin at the word: heading, fence, HTML, break. */
static bool
open_leaf(struct lift *l, size_t matched, bool in_paragraph)
{
    size_t fence = line_fence(&l->line, &l->fence);
    enum html_block html = fence ? HTML_NONE : line_html(&l->line, in_paragraph);
    enum leaf leaf = fence ? LEAF_FENCE : html ? LEAF_HTML : LEAF_NONE;

    if (!fence && !html && !line_is_atx(&l->line) && !(in_paragraph && line_is_setext(&l->line))
        && !line_is_thematic(&l->line))
        return false;
    close_containers(l, matched);
    l->fence_length = fence;
    l->html = html;
    begin_leaf(l, html && line_ends_html(&l->line, html) ? LEAF_NONE : leaf);
    return true;
}

/* One block at the word; all but MATCHED containers are closed for it. */
static enum opened
open_block(struct lift *l, size_t matched, bool in_paragraph, bool may_be_lazy)
{
    struct str label;
    size_t n;

    line_find_word(&l->line);
    if (l->line.is_blank)
        return OPENED_NOTHING;
    if (l->line.indent >= INDENT) {
        if (may_be_lazy)
            return OPENED_NOTHING;
        close_containers(l, matched);
        begin_leaf(l, LEAF_INDENTED);
        return OPENED_LEAF;
    }
    if (may_begin_leaf(l->line.text.at[l->line.word]) && open_leaf(l, matched, in_paragraph))
        return OPENED_LEAF;
    if (matched == DEPTH)
        return OPENED_NOTHING;
    if (l->line.text.at[l->line.word] == '>') {
        close_containers(l, matched);
        line_enter_quote(&l->line);
        push(l, QUOTE, 0, sheet_at(l, l->ncontainers));
    } else if ((n = line_note(&l->line, &label)) != 0) {
        close_containers(l, matched);
        open_note(l, n, label);
    } else if ((n = line_list_marker(&l->line, in_paragraph)) != 0) {
        close_containers(l, matched);
        open_item(l, n);
    } else {
        return OPENED_NOTHING;
    }
    return OPENED_CONTAINER;
}

/* ---- lines ----------------------------------------------------------------------------------------------------------- */

/* A line of code or HTML that goes on. */
static void
continue_leaf(struct lift *l)
{
    if (l->leaf == LEAF_FENCE && l->line.indent < INDENT && line_closes_fence(&l->line, l->fence, l->fence_length))
        l->leaf = LEAF_NONE;
    if (l->leaf == LEAF_HTML && line_ends_html(&l->line, l->html))
        l->leaf = LEAF_NONE;
    emit(l);
}

/* A line of text, or an empty one. */
static void
continue_text(struct lift *l, size_t matched, bool goes_on)
{
    size_t tip = sheet_at(l, l->ncontainers);

    if (!l->line.is_blank && !goes_on && l->leaf == LEAF_PARAGRAPH) {
        if (tip == l->sheet)
            emit(l);
        else
            emit_lazy(l, tip);
        l->lines = 0;
        return;
    }
    close_containers(l, matched);
    if (goes_on && l->leaf == LEAF_TABLE) {
        emit_row(l, row_add);
        return;
    }
    if (goes_on && emit_underline(l))
        return;
    l->lines = goes_on && l->lines ? l->lines + 1 : !goes_on;
    l->before = l->line;
    l->before_from = l->from;
    if (l->line.is_blank)
        l->leaf = LEAF_NONE;
    else
        begin_leaf(l, LEAF_PARAGRAPH);
    emit(l);
}

/* Most lines: in no container words of a paragraph, which nothing else can be made of, and empty lines. */
static bool
is_plain(struct str text, size_t i)
{
    return text_is_words(text, i) || (i < text.len && text.at[i] == '\n');
}

/* Those that follow on each other are copied at once. */
static void
lift_plain(struct lift *l, size_t *next)
{
    struct line *line = &l->line;
    size_t start = line->start, last = start, end = line->end;

    for (;;) {
        bool is_empty = last == end, goes_on = l->leaf == LEAF_PARAGRAPH && !is_empty;
        l->lines = !goes_on ? 1 : l->lines ? l->lines + 1 : 0;
        l->leaf = is_empty ? LEAF_NONE : LEAF_PARAGRAPH;
        if (end == line->text.len || line->text.at[end] != '\n' || !is_plain(line->text, end + 1))
            break;
        last = end + 1;
        end = line_end(line, last);
    }
    if (last != start)
        line_next(line, line->text, last, next);
    line->word = line->start;
    l->before = l->before_from = *line;
    sheet_add_lines(&l->sheets[0], start, line);
}

static void
lift_line(struct lift *l, size_t *next)
{
    size_t matched;
    bool goes_on, in_paragraph, may_be_lazy;
    enum opened opened;

    if (!l->ncontainers && l->leaf <= LEAF_PARAGRAPH && is_plain(l->line.text, l->line.start)) {
        lift_plain(l, next);
        return;
    }
    matched = match_containers(l);
    goes_on = matched == l->ncontainers && leaf_goes_on(l);
    in_paragraph = goes_on && l->leaf == LEAF_PARAGRAPH;
    may_be_lazy = l->leaf == LEAF_PARAGRAPH || l->leaf == LEAF_TABLE;
    if (goes_on && l->leaf > LEAF_TABLE) {
        continue_leaf(l);
        return;
    }
    while ((opened = open_block(l, matched, in_paragraph, may_be_lazy)) == OPENED_CONTAINER) {
        goes_on = in_paragraph = may_be_lazy = false;
        matched = l->ncontainers;
    }
    if (opened == OPENED_LEAF)
        emit(l);
    else
        continue_text(l, matched, goes_on);
}

static void
append(struct lifted *all, struct arena *mem, struct buf *out, const struct sheet *s)
{
    for (size_t i = 0; i < s->places.n; i++) {
        struct place place = s->places.map[i];
        place.at += (uint32_t)out->len;
        *ARENA_PUSH(mem, all->places.map, all->places.n) = place;
    }
    buf_add(out, buf_str(&s->text));
}

/* The notes as the items of a list, which is loose because of the empty lines, then the text. */
static void
compose(struct lift *l, struct lifted *result)
{
    struct buf out;
    size_t size = SPARE;

    for (size_t i = 0; i < l->nsheets; i++)
        size += l->sheets[i].text.len + AROUND_NOTE;
    buf_init(&out);
    buf_reserve(&out, size);
    for (size_t i = 1; i < l->nsheets; i++) {
        *ARENA_PUSH(l->mem, result->notes, result->nnotes) = l->sheets[i].note;
        buf_adds(&out, "-   <!---->\n\n");
        append(result, l->mem, &out, &l->sheets[i]);
        buf_addc(&out, '\n');
    }
    if (result->nnotes)
        buf_adds(&out, "<!---->\n");
    append(result, l->mem, &out, &l->sheets[0]);
    result->text = buf_take(&out, l->mem);
    buf_release(&out);
}

static bool
may_have_notes(struct str text)
{
    ptrdiff_t at = str_find(text, STR("[^"), 0);

    return at >= 0 && str_find(text, STR("]:"), (size_t)at) >= 0;
}

void
notes_lift(struct arena *mem, struct str text, struct lifted *result)
{
    struct lift *l;
    size_t start = 0;

    *result = (struct lifted){ .text = text };
    if (!may_have_notes(text) && !rows_need_mending(text))
        return;
    l = ARENA_NEW(mem, struct lift);
    l->mem = mem;
    sheet_init(ARENA_PUSH(mem, l->sheets, l->nsheets), mem);
    buf_reserve(&l->sheets[0].text, text.len + SPARE);
    while (line_next(&l->line, text, start, &start))
        lift_line(l, &start);
    close_containers(l, 0);
    if (l->nsheets > 1 || l->has_changed)
        compose(l, result);
    for (size_t i = 0; i < l->nsheets; i++)
        buf_release(&l->sheets[i].text);
}
