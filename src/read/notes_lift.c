/* notes_lift: Markdown as md4c can read it. SPDX-License-Identifier: MIT
 *
 * A definition is a container of blocks, like a list item: `[^label]:` where a block may begin, what follows on the line, and
 * the lines after it that are empty, indented by four columns, or go on with its paragraph lazily (cmark-gfm 0.29). Which lines
 * these are depends on all blocks around them, so the blocks of the text are followed here line by line, without their
 * content. Each line goes to a sheet: that of the note it belongs to, or the text's own, where a comment marks the place: like
 * a definition, a comment ends a paragraph and a list that it does not belong to.
 *
 * Tables are mended on the way: md4c 0.4.8 wants three characters in each cell of the line under the head, GitHub one. */
#include "read/notes_lift.h"

#include "base/buf.h"
#include "read/notes_line.h"
#include "read/notes_rows.h"

#include <string.h>

enum { INDENT = 4, DEPTH = 100, WIDEST_PADDING = 5 };

enum container_kind { QUOTE, ITEM, NOTE };

struct container {
    enum container_kind kind;
    size_t columns;             /* ITEM: what its lines are indented by */
    bool has_child;
    size_t sheet;               /* where its content goes */
};

enum leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_FENCE, LEAF_INDENTED, LEAF_HTML };

struct sheet {
    struct lifted_note note;
    struct buf text;
    struct notes_segment *map;
    size_t nmap;
    size_t empty_lines;         /* that came last: they belong to the note only if it goes on */
};

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
    struct str header;          /* the first line of a paragraph, while there is no second one */
    bool has_changed;
    struct line line;
    struct line from;           /* the line where what belongs to SHEET begins */
    size_t sheet;
};

/* ---- sheets ---------------------------------------------------------------------------------------------------------- */

static void
map_to(struct sheet *s, struct arena *mem, size_t source)
{
    uint32_t at = (uint32_t)s->text.len;

    if (s->nmap && s->map[s->nmap - 1].source + (at - s->map[s->nmap - 1].at) == source)
        return;
    *ARENA_PUSH(mem, s->map, s->nmap) = (struct notes_segment){ at, (uint32_t)source };
}

static void
add_blanks(struct buf *out, size_t n)
{
    while (n--)
        buf_addc(out, ' ');
}

static void
add_empty_lines(struct sheet *s)
{
    for (; s->empty_lines; s->empty_lines--)
        buf_addc(&s->text, '\n');
}

/* Begins a line of a sheet: notes are items of a list, indented by four. */
static void
begin_line(struct lift *l, size_t sheet)
{
    add_empty_lines(&l->sheets[sheet]);
    if (sheet)
        add_blanks(&l->sheets[sheet].text, INDENT);
}

/* Adds the line from FROM to before END. Tabs are made blanks where they would be of another width now. */
static void
add_line(struct lift *l, size_t sheet, const struct line *from, size_t end)
{
    struct sheet *s = &l->sheets[sheet];
    struct line rest = *from;

    if (rest.in_tab || rest.column % INDENT) {
        line_find_word(&rest);
        if (rest.word < end) {
            add_blanks(&s->text, rest.indent);
            rest.at = rest.word;
        }
    }
    map_to(s, l->mem, rest.at);
    buf_add(&s->text, str_sub(rest.text, rest.at, end));
}

static void
end_line(struct lift *l, size_t sheet)
{
    map_to(&l->sheets[sheet], l->mem, l->line.end);
    buf_addc(&l->sheets[sheet].text, '\n');
}

/* What is left of the line belongs to the sheet that its containers lead to. */
static void
emit(struct lift *l)
{
    if (l->sheet && str_is_blank(str_sub(l->line.text, l->from.at, l->line.end))) {
        l->sheets[l->sheet].empty_lines++;
        return;
    }
    begin_line(l, l->sheet);
    add_line(l, l->sheet, &l->from, l->line.end);
    end_line(l, l->sheet);
}

/* A line that goes on with a paragraph of a note without being indented. In the note it must stay text: a backslash keeps it
 * from underlining a heading or a table's head. */
static void
emit_lazy(struct lift *l, size_t sheet)
{
    char first = l->line.text.at[l->line.word];

    begin_line(l, sheet);
    if (first && strchr("=-|:", first))
        buf_addc(&l->sheets[sheet].text, '\\');
    l->line.at = l->line.word;
    l->line.column = 0;
    l->line.in_tab = false;
    add_line(l, sheet, &l->line, l->line.end);
    end_line(l, sheet);
}

/* The line under a table's head, with its cells as wide as md4c wants them. */
static void
emit_row(struct lift *l)
{
    struct sheet *s = &l->sheets[l->sheet];

    begin_line(l, l->sheet);
    add_line(l, l->sheet, &l->from, l->line.word);
    row_widen(&s->text, line_rest(&l->line));
    end_line(l, l->sheet);
    l->has_changed = true;
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
matches_quote(struct line *line)
{
    if (line->indent >= INDENT || line->is_blank || line->text.at[line->word] != '>')
        return false;
    line_advance_to(line, line->word + 1);
    if (line->at < line->end && (line->text.at[line->at] == ' ' || line->text.at[line->at] == '\t'))
        line_advance(line, 1);
    return true;
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
        if (!(c->kind == QUOTE ? matches_quote(&l->line)
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
        return l->leaf == LEAF_PARAGRAPH && !l->line.is_blank;
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

    *s = (struct sheet){ .note = { label, (uint32_t)l->line.word } };
    buf_init(&s->text);
    begin_line(l, l->sheet);
    add_line(l, l->sheet, &l->from, l->line.word);
    buf_adds(&l->sheets[l->sheet].text, "<!---->");
    end_line(l, l->sheet);
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
    if (l->line.text.at[l->line.word] != '>' && open_leaf(l, matched, in_paragraph))
        return OPENED_LEAF;
    if (matched == DEPTH)
        return OPENED_NOTHING;
    if (l->line.text.at[l->line.word] == '>') {
        close_containers(l, matched);
        matches_quote(&l->line);
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
continue_text(struct lift *l, size_t matched, bool in_paragraph)
{
    size_t tip = sheet_at(l, l->ncontainers);

    if (!l->line.is_blank && !in_paragraph && l->leaf == LEAF_PARAGRAPH) {
        if (tip == l->sheet)
            emit(l);
        else
            emit_lazy(l, tip);
        return;
    }
    close_containers(l, matched);
    if (in_paragraph && row_underlines(line_rest(&l->line), l->header)) {
        emit_row(l);
        l->header = STR_NONE;
        return;
    }
    l->header = in_paragraph ? STR_NONE : line_rest(&l->line);
    if (l->line.is_blank)
        l->leaf = LEAF_NONE;
    else
        begin_leaf(l, LEAF_PARAGRAPH);
    emit(l);
}

static void
lift_line(struct lift *l)
{
    size_t matched = match_containers(l);
    bool goes_on = matched == l->ncontainers && leaf_goes_on(l);
    bool in_paragraph = goes_on && l->leaf == LEAF_PARAGRAPH, may_be_lazy = l->leaf == LEAF_PARAGRAPH;
    enum opened opened;

    if (goes_on && !in_paragraph) {
        continue_leaf(l);
        return;
    }
    while ((opened = open_block(l, matched, in_paragraph, may_be_lazy)) == OPENED_CONTAINER) {
        in_paragraph = may_be_lazy = false;
        matched = l->ncontainers;
    }
    if (opened == OPENED_LEAF)
        emit(l);
    else
        continue_text(l, matched, in_paragraph);
}

static void
append(struct lifted *all, struct arena *mem, struct buf *out, const struct sheet *s)
{
    for (size_t i = 0; i < s->nmap; i++)
        *ARENA_PUSH(mem, all->map, all->nmap) = (struct notes_segment){ (uint32_t)out->len + s->map[i].at, s->map[i].source };
    buf_add(out, buf_str(&s->text));
}

/* The notes as the items of a list, which is loose because of the empty lines, then the text. */
static void
compose(struct lift *l, struct lifted *result)
{
    struct buf out;

    buf_init(&out);
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
    if (!may_have_notes(text) && !rows_may_be_narrow(text))
        return;
    l = ARENA_NEW(mem, struct lift);
    l->mem = mem;
    *ARENA_PUSH(mem, l->sheets, l->nsheets) = (struct sheet){ 0 };
    while (line_next(&l->line, text, start, &start))
        lift_line(l);
    close_containers(l, 0);
    if (l->nsheets > 1 || l->has_changed)
        compose(l, result);
    for (size_t i = 0; i < l->nsheets; i++)
        buf_release(&l->sheets[i].text);
}

uint32_t
notes_source(const struct lifted *all, uint32_t at)
{
    size_t low = 0, high = all->nmap;

    if (!high)
        return at;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all->map[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? all->map[low - 1].source + (at - all->map[low - 1].at) : all->map[0].source;
}
