/* markdown: CommonMark and GitHub's additions to a tree, with md4c. SPDX-License-Identifier: MIT
 *
 * md4c calls back for each block, span and run of text. Here it is decided what these become; a sink (markdown_sink.h)
 * makes nodes or HTML of it. */
#include "wrap/markdown_sender.h"

#include <md4c.h>
#include <string.h>

enum {
    STOP = -1,                  /* md4c goes on after a positive answer, but for one block */
    /* How many bytes of addresses and cells of tables may come of a text: so many for each byte, and so many in any case. */
    ADDRESSES_PER_BYTE = 16, FREE_ADDRESSES = 100000,
    CELLS_PER_BYTE = 4, FREE_CELLS = 10000
};

static int
stop(struct sender *s, enum markdown_outcome outcome)
{
    s->outcome = outcome;
    return STOP;
}

static struct str
attribute(struct sender *s, const MD_ATTRIBUTE *a)
{
    struct buf out;
    struct str value;

    if (!a->text)
        return STR_NONE;
    if (a->size > 0 && a->substr_offsets[1] == a->size && a->substr_types[0] == MD_TEXT_NORMAL)
        return arena_str(s->mem, (struct str){ a->text, a->size });
    buf_init(&out);
    for (size_t i = 0; a->substr_offsets[i] < a->size; i++) {
        MD_OFFSET from = a->substr_offsets[i], to = a->substr_offsets[i + 1];
        struct str piece = { a->text + from, to - from };
        if (a->substr_types[i] == MD_TEXT_ENTITY)
            piece = markdown_entity(&s->entities, piece);
        buf_add(&out, a->substr_types[i] == MD_TEXT_NULLCHAR ? MARKDOWN_REPLACEMENT : piece);
    }
    value = buf_take(&out, s->mem);
    buf_release(&out);
    return value;
}

/* ---- spans ----------------------------------------------------------------------------------------------------------- */

static const enum tag span_tags[] = {
    [MD_SPAN_EM] = TAG_EM, [MD_SPAN_STRONG] = TAG_STRONG, [MD_SPAN_CODE] = TAG_CODE, [MD_SPAN_DEL] = TAG_DEL,
    [MD_SPAN_A] = TAG_A,
};

/* One address can be referred to a hundred thousand times. As in cmark, what is made of a text is kept in proportion to it. */
static bool
may_add_address(struct sender *s, const MD_ATTRIBUTE *address, const MD_ATTRIBUTE *title)
{
    s->naddress += address->size + title->size;
    return s->naddress <= s->input->text.len * ADDRESSES_PER_BYTE + FREE_ADDRESSES;
}

static int
enter_link(struct sender *s, const MD_SPAN_A_DETAIL *d)
{
    if (s->nlinks++ > 0)
        return 0;
    if (!may_add_address(s, &d->href, &d->title))
        return stop(s, MARKDOWN_TOO_MUCH);
    s->link = (struct autolink){ .waits = true, .href = attribute(s, &d->href), .title = attribute(s, &d->title) };
    return 0;
}

static int
enter_image(struct sender *s, const MD_SPAN_IMG_DETAIL *d)
{
    if (s->nimages++ > 0)
        return 0;
    buf_clear(&s->alt);
    s->image_place = NODE_NOWHERE;
    return may_add_address(s, &d->src, &d->title) ? 0 : stop(s, MARKDOWN_TOO_MUCH);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct sender *s = data;

    buf_addc(&s->spans, (char)type);
    if (type == MD_SPAN_IMG)
        return enter_image(s, detail);
    if (s->nimages)
        return 0;
    sender_task(s);
    sender_open_link(s);
    if (type == MD_SPAN_A)
        return enter_link(s, detail);
    sender_open(s, span_tags[type]);
    return 0;
}

/* An image without alternative text lies where its address stands, or, if that is given elsewhere, after the text before. */
static uint32_t
address_place(const struct sender *s, const char *at)
{
    const struct str *all = &s->input->text;
    size_t offset = at >= all->at && at < all->at + all->len ? (size_t)(at - all->at) : 0;

    if (offset >= 4 && memcmp(at - 4, "![](", 4) == 0)
        return sender_source(s, offset - 4);
    if (offset >= 1 && (at[-1] == '(' || at[-1] == '<'))
        return sender_source(s, offset);
    return s->end ? sender_source(s, (size_t)(s->end - all->at)) : s->last;
}

static void
send_image(struct sender *s, const MD_SPAN_IMG_DETAIL *d)
{
    uint32_t place = s->image_place == NODE_NOWHERE ? address_place(s, d->src.text) : s->image_place;
    struct str alt = buf_take(&s->alt, s->mem), title = attribute(s, &d->title);

    sender_task(s);
    sender_open_link(s);
    s->sink->open(s->sink, TAG_IMG);
    s->sink->attr(s->sink, "src", attribute(s, &d->src));
    s->sink->attr(s->sink, "alt", alt);
    if (title.len)
        s->sink->attr(s->sink, "title", title);
    s->sink->place(s->sink, place);
}

/* Closes the innermost span; an image only if its DETAIL is known. */
static void
close_span(struct sender *s, const MD_SPAN_IMG_DETAIL *detail)
{
    MD_SPANTYPE type = (MD_SPANTYPE)s->spans.at[--s->spans.len];

    if (type == MD_SPAN_IMG && --s->nimages == 0 && detail)
        send_image(s, detail);
    if (s->nimages || type == MD_SPAN_IMG || (type == MD_SPAN_A && --s->nlinks > 0))
        return;
    sender_open_link(s);
    if (type != MD_SPAN_A || !s->link.was_cut)
        sender_close(s, span_tags[type]);
    if (type == MD_SPAN_A)
        s->link.was_cut = false;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct sender *s = data;

    if (s->spans.len && s->spans.at[s->spans.len - 1] == (char)type)
        close_span(s, type == MD_SPAN_IMG ? detail : NULL);
    else if (s->is_strict)
        return stop(s, MARKDOWN_UNBALANCED);
    return 0;
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

static const enum tag block_tags[] = {
    [MD_BLOCK_QUOTE] = TAG_BLOCKQUOTE, [MD_BLOCK_UL] = TAG_UL, [MD_BLOCK_OL] = TAG_OL, [MD_BLOCK_LI] = TAG_LI,
    [MD_BLOCK_P] = TAG_P, [MD_BLOCK_TABLE] = TAG_TABLE, [MD_BLOCK_THEAD] = TAG_THEAD, [MD_BLOCK_TBODY] = TAG_TBODY,
    [MD_BLOCK_TR] = TAG_TR, [MD_BLOCK_TH] = TAG_TH, [MD_BLOCK_TD] = TAG_TD,
};

/* The list of notes that begins the text: each item is a part of its own. True if the block is of that list. */
static bool
is_note_block(struct sender *s, MD_BLOCKTYPE type, bool is_end)
{
    bool is_item = type == MD_BLOCK_LI && s->level == 2;

    if (s->notes_done || s->note > s->input->nnotes || !(is_item || (type == MD_BLOCK_UL && s->level == 1)))
        return false;
    if (is_item && !is_end)
        s->sink->part(s->sink, ++s->note);
    if (!is_item && is_end) {
        s->notes_done = true;
        s->sink->part(s->sink, 0);
    }
    return true;
}

static void
open_list_item(struct sender *s, const MD_BLOCK_LI_DETAIL *d)
{
    sender_open_with(s, TAG_LI, "class", d->is_task ? STR("task") : STR_NONE);
    if (d->is_task) {
        s->sink->place(s->sink, sender_place(s, s->input->text.at + d->task_mark_offset));
        s->task = d->task_mark == ' ' ? "☐ " : "☑ ";
    }
}

/* md4c fills each row of a table up to the width of its head. */
static bool
may_add_cell(struct sender *s)
{
    return ++s->ncells <= s->input->text.len * CELLS_PER_BYTE + FREE_CELLS;
}

static void
open_cell(struct sender *s, enum tag tag, const MD_BLOCK_TD_DETAIL *d)
{
    s->in_cell = true;
    sender_open_with(s, tag, "scope", tag == TAG_TH ? STR("col") : STR_NONE);
    if (d->align >= MD_ALIGN_CENTER)
        sender_attr(s, "class", d->align == MD_ALIGN_CENTER ? STR("center") : STR("num"));
}

static void
open_code(struct sender *s, const MD_BLOCK_CODE_DETAIL *d)
{
    struct str lang = attribute(s, &d->lang);

    sender_open(s, TAG_PRE);
    sender_open_with(s, TAG_CODE, "class", lang.len ? arena_printf(s->mem, "language-%.*s", STR_ARG(lang)) : STR_NONE);
}

static void
open_ordered(struct sender *s, const MD_BLOCK_OL_DETAIL *d)
{
    sender_open_with(s, TAG_OL, "start", d->start != 1 ? arena_printf(s->mem, "%u", d->start) : STR_NONE);
}

static enum tag
heading_tag(const MD_BLOCK_H_DETAIL *d)
{
    return (enum tag)(TAG_H1 + (int)d->level - 1);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct sender *s = data;

    if (type == MD_BLOCK_DOC)
        return 0;
    s->level++;
    if (is_note_block(s, type, false))
        return 0;
    switch (type) {
    case MD_BLOCK_LI:
        open_list_item(s, detail);
        break;
    case MD_BLOCK_OL:
        open_ordered(s, detail);
        break;
    case MD_BLOCK_H:
        sender_open(s, heading_tag(detail));
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        if (!may_add_cell(s))
            return stop(s, MARKDOWN_TOO_MUCH);
        open_cell(s, block_tags[type], detail);
        break;
    case MD_BLOCK_CODE:
        open_code(s, detail);
        break;
    case MD_BLOCK_HR:
        s->sink->open(s->sink, TAG_HR);
        break;
    case MD_BLOCK_HTML:
        s->comment = (struct comment){ .in_block = true, .at_start = true };
        break;
    default:
        sender_open(s, block_tags[type]);
    }
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct sender *s = data;
    bool is_note = is_note_block(s, type, true);

    if (s->spans.len && s->is_strict)
        return stop(s, MARKDOWN_UNBALANCED);
    while (s->spans.len)
        close_span(s, NULL);
    s->level -= type != MD_BLOCK_DOC;
    s->comment = (struct comment){ 0 };
    s->in_cell = false;
    if (is_note || type == MD_BLOCK_DOC || type == MD_BLOCK_HR || type == MD_BLOCK_HTML)
        return 0;
    if (type == MD_BLOCK_LI)
        sender_task(s);
    if (type == MD_BLOCK_CODE) {
        sender_close(s, TAG_CODE);
        sender_close(s, TAG_PRE);
    } else {
        sender_close(s, type == MD_BLOCK_H ? heading_tag(detail) : block_tags[type]);
    }
    return 0;
}

/* ---- the parser ------------------------------------------------------------------------------------------------------ */

static void
send_break(struct sender *s)
{
    if (s->nimages) {
        buf_addc(&s->alt, ' ');
        return;
    }
    sender_task(s);
    s->sink->open(s->sink, TAG_BR);
}

/* md4c says "\n" for the end of a line. Where nothing was cut off the line, the one in the source goes on with the text before
 * it, and a sink can make one run of both. */
static struct str
line_end(const struct sender *s)
{
    const struct str *all = &s->input->text;

    return s->end && s->end < all->at + all->len && *s->end == '\n' ? (struct str){ s->end, 1 } : STR("\n");
}

/* Notes where text from the source ends. */
static void
move_end(struct sender *s, struct str words)
{
    const struct str *all = &s->input->text;

    if (words.at >= all->at && words.at <= all->at + all->len)
        s->end = words.at + words.len;
}

/* In code, md4c leaves the backslash of a "|" that is no border of a cell. Gives what comes after the last of them. */
static struct str
send_up_to_pipe(struct sender *s, struct str words)
{
    ptrdiff_t at;

    while ((at = str_find(words, STR("\\|"), 0)) >= 0) {
        sender_words(s, str_sub(words, 0, (size_t)at), sender_place(s, words.at));
        sender_words(s, str_sub(words, (size_t)at + 1, (size_t)at + 2), sender_place(s, words.at + at + 1));
        words = str_from(words, (size_t)at + 2);
    }
    return words;
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data)
{
    struct sender *s = data;
    struct str words = { at, size };

    if (type == MD_TEXT_SOFTBR || (type == MD_TEXT_CODE && str_eq(words, STR("\n"))))
        words = line_end(s);
    move_end(s, words);
    if (type == MD_TEXT_HTML)
        return sender_raw(s, words) ? 0 : stop(s, MARKDOWN_HAS_HTML);
    if (type == MD_TEXT_NORMAL) {
        /* Where a bare address ends a line, md4c may give the line's end twice: as a break and again with the next text. */
        while (words.len && (words.at[0] == '\n' || words.at[0] == '\r'))
            words = str_from(words, 1);
        sender_text(s, words);
        return 0;
    }
    sender_open_link(s);
    switch (type) {
    case MD_TEXT_NULLCHAR:
        sender_words(s, MARKDOWN_REPLACEMENT, s->last);
        break;
    case MD_TEXT_BR:
        send_break(s);
        break;
    case MD_TEXT_SOFTBR:
        sender_words(s, s->nimages ? STR(" ") : words, s->last);
        break;
    case MD_TEXT_ENTITY:
        sender_words(s, markdown_entity(&s->entities, words), sender_place(s, at));
        break;
    default:
        if (s->in_cell)
            words = send_up_to_pipe(s, words);
        sender_words(s, words, sender_place(s, words.at));
    }
    return 0;
}

enum markdown_outcome
markdown_send(struct arena *mem, const struct markdown_input *input, struct markdown_sink *sink, enum markdown_mode mode)
{
    static const unsigned flags[] = {
        [MARKDOWN_FULL] = MD_DIALECT_GITHUB,
        [MARKDOWN_NO_AUTOLINKS] = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        [MARKDOWN_FRUGAL] = MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
    };
    const MD_PARSER parser = {
        .flags = flags[mode],
        .enter_block = enter_block, .leave_block = leave_block,
        .enter_span = enter_span, .leave_span = leave_span,
        .text = text,
    };
    struct sender s = { .mem = mem, .input = input, .sink = sink, .is_strict = mode == MARKDOWN_FULL };

    s.notes_done = input->nnotes == 0;
    s.has_nul = str_chr(input->text, '\0', 0) >= 0;
    buf_init(&s.alt);
    buf_init(&s.spans);
    markdown_entities_init(&s.entities, mem);
    s.last = sender_source(&s, 0);
    md_parse(input->text.at ? input->text.at : "", (MD_SIZE)input->text.len, &parser, &s);
    sink->place(sink, s.last);
    sink->part(sink, 0);
    markdown_entities_release(&s.entities);
    buf_release(&s.spans);
    buf_release(&s.alt);
    return s.outcome;
}
