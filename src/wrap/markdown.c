/* markdown: CommonMark and GitHub's additions to a tree, with md4c. SPDX-License-Identifier: MIT
 *
 * md4c calls back for each block, span and run of text. Here it is decided what these become; a sink (markdown_sink.h)
 * makes nodes or HTML of it. */
#include "wrap/markdown_sink.h"

#include "wrap/markdown_entity.h"

#include <md4c.h>
#include <string.h>

enum { DEPTH = 400, HTML_REFUSED = -1 };   /* md4c goes on after a positive answer, but for one block */

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
    unsigned nimages;
    uint32_t image_place;
    size_t depth;               /* of open elements; those deeper than DEPTH are not sent */
    size_t level;               /* of blocks, below the document */
    size_t note;                /* the note that is being sent; 0: none */
    bool notes_done;
    const char *task;           /* the box of a task that waits for its item's first text */
    uint32_t last;              /* the last place that was looked up */
    const char *end;            /* where the last text from the source ended */
};

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static void
open_tag(struct sender *s, enum tag tag)
{
    if (s->depth++ < DEPTH)
        s->sink->open(s->sink, tag);
}

static void
open_with_attr(struct sender *s, enum tag tag, const char *name, struct str value)
{
    open_tag(s, tag);
    if (value.len && s->depth <= DEPTH)
        s->sink->attr(s->sink, name, value);
}

static void
close_tag(struct sender *s, enum tag tag)
{
    if (s->depth-- <= DEPTH)
        s->sink->close(s->sink, tag);
}

static uint32_t
source_offset(const struct sender *s, size_t offset)
{
    const struct markdown_input *in = s->input;

    return in->place ? in->place(in->data, (uint32_t)offset) : in->base + (uint32_t)offset;
}

/* Where AT lies in the source; text that md4c made up lies where the last one did. */
static uint32_t
place_of(struct sender *s, const char *at)
{
    const struct str *text = &s->input->text;

    if (at >= text->at && at < text->at + text->len)
        s->last = source_offset(s, (size_t)(at - text->at));
    return s->last;
}

static struct str
attribute(struct sender *s, const MD_ATTRIBUTE *a)
{
    struct buf out;
    struct str value;

    if (!a->text)
        return STR_NONE;
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

/* ---- text ------------------------------------------------------------------------------------------------------------ */

static void
send_task(struct sender *s)
{
    const char *box = s->task;

    s->task = NULL;
    if (box)
        s->sink->text(s->sink, str_of(box), s->last);
}

static void
send_words(struct sender *s, struct str words, uint32_t offset)
{
    if (s->nimages) {
        if (s->image_place == NODE_NOWHERE && offset >= 2)
            s->image_place = offset - 2;
        buf_add(&s->alt, words);
        return;
    }
    send_task(s);
    if (words.len)
        s->sink->text(s->sink, words, offset);
}

static void
open_link(struct sender *s)
{
    if (!s->link.waits)
        return;
    s->link.waits = false;
    open_tag(s, TAG_A);
    if (s->depth > DEPTH)
        return;
    s->sink->attr(s->sink, "href", s->link.href);
    if (s->link.title.len)
        s->sink->attr(s->sink, "title", s->link.title);
}

/* A reference to a note at or after FROM in a run of text: its place, with LABEL and NAME; or STR_NPOS. */
static ptrdiff_t
find_note(struct sender *s, struct str words, size_t from, struct str *label, struct str *name)
{
    const struct markdown_input *in = s->input;
    ptrdiff_t at = in->is_note ? str_find(words, STR("[^"), from) : STR_NPOS;

    while (at >= 0) {
        size_t start = (size_t)at + 2, end = start;
        while (end < words.len && words.at[end] != ']' && words.at[end] != '[')
            end++;
        *label = str_sub(words, start, end);
        if (end < words.len && words.at[end] == ']' && label->len
            && in->is_note(in->data, *label, place_of(s, words.at + at), name))
            return at;
        at = str_find(words, STR("[^"), end);
    }
    return STR_NPOS;
}

/* "https://example.org/[^1]" as plain text: the reference at byte AT is no part of the address. A link in brackets is one
 * whole. True if the link ended there. */
static bool
cut_link(struct sender *s, struct str words, size_t at)
{
    const char *begin = s->input->text.at;
    size_t tail = words.len - at;

    if (!at || !s->link.waits || !str_ends(s->link.href, words)
        || (words.at > begin && (words.at[-1] == '<' || words.at[-1] == '[')))
        return false;
    s->link.href.len -= tail;
    open_link(s);
    send_words(s, str_sub(words, 0, at), place_of(s, words.at));
    close_tag(s, TAG_A);
    return s->link.was_cut = true;
}

static void
send_reference(struct sender *s, struct str name, uint32_t offset)
{
    if (s->nimages || s->depth >= DEPTH)
        return;
    send_task(s);
    open_with_attr(s, TAG_X_NOTEREF, "label", name);
    s->sink->place(s->sink, offset);
    close_tag(s, TAG_X_NOTEREF);
}

static void
send_text(struct sender *s, struct str words)
{
    struct str label, name;
    size_t done = 0;
    ptrdiff_t at = find_note(s, words, 0, &label, &name);

    if (at >= 0 && cut_link(s, words, (size_t)at))
        done = (size_t)at;
    open_link(s);
    for (; at >= 0; at = find_note(s, words, done, &label, &name)) {
        send_words(s, str_sub(words, done, (size_t)at), place_of(s, words.at + done));
        send_reference(s, name, place_of(s, words.at + at));
        done = (size_t)at + label.len + 3;
    }
    if (done < words.len)
        send_words(s, str_from(words, done), place_of(s, words.at + done));
}

/* ---- raw HTML -------------------------------------------------------------------------------------------------------- */

/* Cuts a comment off the front of HTML where one is open or begins; true if something is left. */
static bool
drop_comment(struct comment *c, struct str *html)
{
    ptrdiff_t end;

    while (c->is_open || (c->at_start && str_starts(str_trim(*html), STR("<!--")))) {
        size_t from = c->is_open ? 0 : (size_t)str_find(*html, STR("<!--"), 0) + 4;
        c->at_start = c->is_open = true;
        if (from && (str_starts(str_from(*html, from), STR(">")) || str_starts(str_from(*html, from), STR("->"))))
            end = str_chr(*html, '>', from) - 2;
        else
            end = str_find(*html, STR("-->"), from);
        if (end < 0)
            return false;
        c->is_open = false;
        *html = str_from(*html, (size_t)end + 3);
    }
    if (c->at_start && str_is_blank(*html))
        return false;
    c->at_start = false;
    return true;
}

static bool
send_raw(struct sender *s, struct str html)
{
    if (!s->comment.in_block && !s->comment.is_open)
        s->comment.at_start = str_starts(html, STR("<"));
    if (s->nimages || !drop_comment(&s->comment, &html))
        return true;
    open_link(s);
    send_task(s);
    return s->sink->raw(s->sink, html, place_of(s, html.at));
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
    open_with_attr(s, TAG_LI, "class", d->is_task ? STR("task") : STR_NONE);
    if (d->is_task) {
        s->sink->place(s->sink, place_of(s, s->input->text.at + d->task_mark_offset));
        s->task = d->task_mark == ' ' ? "☐ " : "☑ ";
    }
}

static void
open_cell(struct sender *s, enum tag tag, const MD_BLOCK_TD_DETAIL *d)
{
    open_with_attr(s, tag, "scope", tag == TAG_TH ? STR("col") : STR_NONE);
    if (d->align >= MD_ALIGN_CENTER && s->depth <= DEPTH)
        s->sink->attr(s->sink, "class", d->align == MD_ALIGN_CENTER ? STR("center") : STR("num"));
}

static void
open_code(struct sender *s, const MD_BLOCK_CODE_DETAIL *d)
{
    struct str lang = attribute(s, &d->lang);

    open_tag(s, TAG_PRE);
    open_with_attr(s, TAG_CODE, "class", lang.len ? arena_printf(s->mem, "language-%.*s", STR_ARG(lang)) : STR_NONE);
}

static void
open_ordered(struct sender *s, const MD_BLOCK_OL_DETAIL *d)
{
    open_with_attr(s, TAG_OL, "start", d->start != 1 ? arena_printf(s->mem, "%u", d->start) : STR_NONE);
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
        open_tag(s, heading_tag(detail));
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
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
        open_tag(s, block_tags[type]);
    }
    return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct sender *s = data;
    bool is_note = is_note_block(s, type, true);

    s->level -= type != MD_BLOCK_DOC;
    s->comment = (struct comment){ 0 };
    if (is_note || type == MD_BLOCK_DOC || type == MD_BLOCK_HR || type == MD_BLOCK_HTML)
        return 0;
    if (type == MD_BLOCK_LI)
        send_task(s);
    if (type == MD_BLOCK_CODE) {
        close_tag(s, TAG_CODE);
        close_tag(s, TAG_PRE);
    } else {
        close_tag(s, type == MD_BLOCK_H ? heading_tag(detail) : block_tags[type]);
    }
    return 0;
}

/* ---- spans ----------------------------------------------------------------------------------------------------------- */

static const enum tag span_tags[] = {
    [MD_SPAN_EM] = TAG_EM, [MD_SPAN_STRONG] = TAG_STRONG, [MD_SPAN_CODE] = TAG_CODE, [MD_SPAN_DEL] = TAG_DEL,
    [MD_SPAN_A] = TAG_A,
};

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct sender *s = data;

    if (type == MD_SPAN_IMG && s->nimages++ == 0) {
        buf_clear(&s->alt);
        s->image_place = NODE_NOWHERE;
    }
    if (s->nimages)
        return 0;
    send_task(s);
    open_link(s);
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *d = detail;
        s->link = (struct autolink){ .waits = true, .href = attribute(s, &d->href), .title = attribute(s, &d->title) };
    } else {
        open_tag(s, span_tags[type]);
    }
    return 0;
}

/* An image without alternative text: where its address stands, if that comes after the text before it (the address of a
 * reference stands elsewhere). */
static uint32_t
address_place(const struct sender *s, const char *at)
{
    const struct str *all = &s->input->text;
    size_t offset;

    if (at < all->at || at >= all->at + all->len)
        return s->last;
    offset = (size_t)(at - all->at);
    if (offset >= 4 && memcmp(at - 4, "![](", 4) == 0)
        offset -= 4;
    return s->end && all->at + offset < s->end ? s->last : source_offset(s, offset);
}

static void
send_image(struct sender *s, const MD_SPAN_IMG_DETAIL *d)
{
    uint32_t place = s->image_place == NODE_NOWHERE ? address_place(s, d->src.text) : s->image_place;
    struct str title = attribute(s, &d->title);

    send_task(s);
    open_link(s);
    s->sink->open(s->sink, TAG_IMG);
    s->sink->attr(s->sink, "src", attribute(s, &d->src));
    s->sink->attr(s->sink, "alt", buf_take(&s->alt, s->mem));
    if (title.len)
        s->sink->attr(s->sink, "title", title);
    s->sink->place(s->sink, place);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct sender *s = data;

    if (type == MD_SPAN_IMG && --s->nimages == 0)
        send_image(s, detail);
    if (s->nimages || type == MD_SPAN_IMG)
        return 0;
    open_link(s);
    if (type != MD_SPAN_A || !s->link.was_cut)
        close_tag(s, span_tags[type]);
    if (type == MD_SPAN_A)
        s->link.was_cut = false;
    return 0;
}

static void
send_break(struct sender *s)
{
    if (s->nimages) {
        buf_addc(&s->alt, ' ');
        return;
    }
    send_task(s);
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

static int
text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data)
{
    struct sender *s = data;
    struct str words = { at, size };

    if (type == MD_TEXT_SOFTBR || (type == MD_TEXT_CODE && str_eq(words, STR("\n"))))
        words = line_end(s);
    move_end(s, words);
    if (type == MD_TEXT_HTML)
        return send_raw(s, words) ? 0 : HTML_REFUSED;
    if (type == MD_TEXT_NORMAL) {
        send_text(s, words);
        return 0;
    }
    open_link(s);
    switch (type) {
    case MD_TEXT_NULLCHAR:
        send_words(s, MARKDOWN_REPLACEMENT, s->last);
        break;
    case MD_TEXT_BR:
        send_break(s);
        break;
    case MD_TEXT_SOFTBR:
        send_words(s, s->nimages ? STR(" ") : words, s->last);
        break;
    case MD_TEXT_ENTITY:
        send_words(s, markdown_entity(&s->entities, words), place_of(s, at));
        break;
    default:
        send_words(s, words, place_of(s, words.at));
    }
    return 0;
}

bool
markdown_send(struct arena *mem, const struct markdown_input *input, struct markdown_sink *sink)
{
    static const MD_PARSER parser = {
        .flags = MD_DIALECT_GITHUB,
        .enter_block = enter_block, .leave_block = leave_block,
        .enter_span = enter_span, .leave_span = leave_span,
        .text = text,
    };
    struct sender s = { .mem = mem, .input = input, .sink = sink, .notes_done = input->nnotes == 0 };
    int rc;

    buf_init(&s.alt);
    markdown_entities_init(&s.entities, mem);
    s.last = source_offset(&s, 0);
    rc = md_parse(input->text.at ? input->text.at : "", (MD_SIZE)input->text.len, &parser, &s);
    sink->place(sink, s.last);
    sink->part(sink, 0);
    markdown_entities_release(&s.entities);
    buf_release(&s.alt);
    return rc == 0;
}
