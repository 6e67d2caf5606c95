/* markdown_sender: between md4c's callbacks and a sink. SPDX-License-Identifier: MIT */
#include "wrap/markdown_sender.h"

void
sender_open(struct sender *s, enum tag tag)
{
    if (s->depth++ < MARKDOWN_DEPTH)
        s->sink->open(s->sink, tag);
}

void
sender_attr(struct sender *s, const char *name, struct str value)
{
    if (s->depth <= MARKDOWN_DEPTH)
        s->sink->attr(s->sink, name, value);
}

void
sender_open_with(struct sender *s, enum tag tag, const char *name, struct str value)
{
    sender_open(s, tag);
    if (value.len)
        sender_attr(s, name, value);
}

void
sender_close(struct sender *s, enum tag tag)
{
    if (s->depth-- <= MARKDOWN_DEPTH)
        s->sink->close(s->sink, tag);
}

uint32_t
sender_source(const struct sender *s, size_t offset)
{
    const struct markdown_input *in = s->input;

    return in->place ? in->place(in->data, (uint32_t)offset) : in->base + (uint32_t)offset;
}

/* Where AT lies in the source; text that md4c made up lies where the last one did. */
uint32_t
sender_place(struct sender *s, const char *at)
{
    const struct str *text = &s->input->text;

    if (at >= text->at && at < text->at + text->len)
        s->last = sender_source(s, (size_t)(at - text->at));
    return s->last;
}

/* ---- text ------------------------------------------------------------------------------------------------------------ */

void
sender_task(struct sender *s)
{
    const char *box = s->task;

    s->task = NULL;
    if (box)
        s->sink->text(s->sink, str_of(box), s->last);
}

static void
send_piece(struct sender *s, struct str words, uint32_t offset)
{
    if (s->nimages)
        buf_add(&s->alt, words);
    else if (words.len)
        s->sink->text(s->sink, words, offset);
}

/* Where the "![" lies that stands before the WORDS of an alternative text, whose own place is OFFSET. */
static uint32_t
image_start(const struct sender *s, struct str words, uint32_t offset)
{
    const struct str *text = &s->input->text;

    if (words.at >= text->at + 2 && words.at < text->at + text->len)
        return sender_source(s, (size_t)(words.at - text->at) - 2);
    return offset >= 2 ? offset - 2 : NODE_NOWHERE;
}

void
sender_words(struct sender *s, struct str words, uint32_t offset)
{
    ptrdiff_t nul;

    if (!s->nimages && !s->has_nul) {
        if (s->task)
            sender_task(s);
        if (words.len)
            s->sink->text(s->sink, words, offset);
        return;
    }
    if (s->nimages && s->image_place == NODE_NOWHERE)
        s->image_place = image_start(s, words, offset);
    if (!s->nimages)
        sender_task(s);
    while ((nul = str_chr(words, '\0', 0)) >= 0) {
        send_piece(s, str_sub(words, 0, (size_t)nul), offset);
        send_piece(s, MARKDOWN_REPLACEMENT, offset + (uint32_t)nul);
        words = str_from(words, (size_t)nul + 1);
        offset += (uint32_t)nul + 1;
    }
    send_piece(s, words, offset);
}

void
sender_open_link(struct sender *s)
{
    if (!s->link.waits)
        return;
    s->link.waits = false;
    sender_open(s, TAG_A);
    sender_attr(s, "href", s->link.href);
    if (s->link.title.len)
        sender_attr(s, "title", s->link.title);
}

/* May references to notes be in WORDS? Most texts have none: where the next one may be is looked for in all of the source. */
static bool
may_have_note(struct sender *s, struct str words)
{
    struct str all = s->input->text;
    ptrdiff_t at;

    if (!s->input->is_note)
        return false;
    if (words.at < all.at || words.at > all.at + all.len)
        return true;                    /* md4c made it up */
    if (!s->mark.from || words.at < s->mark.from || words.at > s->mark.at) {
        at = str_find(all, STR("[^"), (size_t)(words.at - all.at));
        s->mark.from = words.at;
        s->mark.at = at < 0 ? all.at + all.len : all.at + at;
    }
    return s->mark.at < words.at + words.len;
}

/* A reference to a note at or after FROM in a run of text: its place, with LABEL and NAME; or STR_NPOS. */
static ptrdiff_t
find_note(struct sender *s, struct str words, size_t from, struct str *label, struct str *name)
{
    const struct markdown_input *in = s->input;

    for (ptrdiff_t at = str_chr(words, '[', from); at >= 0; at = str_chr(words, '[', from)) {
        size_t start = (size_t)at + 2, end = start;
        from = (size_t)at + 1;
        if (from >= words.len || words.at[from] != '^')
            continue;
        while (end < words.len && words.at[end] != ']' && words.at[end] != '[')
            end++;
        *label = str_sub(words, start, end);
        if (end < words.len && words.at[end] == ']' && label->len
            && in->is_note(in->data, *label, sender_place(s, words.at + at), name))
            return at;
        from = end;
    }
    return STR_NPOS;
}

/* The text of a link that stands for itself: `https://example.org/`, or in "<>". */
static bool
is_address(const struct sender *s, struct str words, bool in_brackets)
{
    char before = words.at > s->input->text.at ? words.at[-1] : '\n';

    return s->link.waits && str_ends(s->link.href, words) && (in_brackets ? before == '<' : before != '<' && before != '[');
}

/* "https://example.org/[^1]" as plain text: the reference at byte AT is no part of the address. True if the link ended there. */
static bool
cut_link(struct sender *s, struct str words, size_t at)
{
    if (!at || !is_address(s, words, false))
        return false;
    s->link.href.len -= words.len - at;
    sender_open_link(s);
    sender_words(s, str_sub(words, 0, at), sender_place(s, words.at));
    sender_close(s, TAG_A);
    return s->link.was_cut = true;
}

static void
send_reference(struct sender *s, struct str name, uint32_t offset)
{
    if (s->nimages || s->depth >= MARKDOWN_DEPTH)
        return;
    sender_task(s);
    sender_open_with(s, TAG_X_NOTEREF, "label", name);
    s->sink->place(s->sink, offset);
    sender_close(s, TAG_X_NOTEREF);
}

void
sender_text(struct sender *s, struct str words)
{
    struct str label, name;
    size_t done = 0;
    ptrdiff_t at = !may_have_note(s, words) || is_address(s, words, true) ? STR_NPOS : find_note(s, words, 0, &label, &name);

    if (at >= 0 && cut_link(s, words, (size_t)at))
        done = (size_t)at;
    sender_open_link(s);
    for (; at >= 0; at = find_note(s, words, done, &label, &name)) {
        sender_words(s, str_sub(words, done, (size_t)at), sender_place(s, words.at + done));
        send_reference(s, name, sender_place(s, words.at + at));
        done = (size_t)at + label.len + 3;
    }
    if (done < words.len)
        sender_words(s, str_from(words, done), sender_place(s, words.at + done));
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

bool
sender_raw(struct sender *s, struct str html)
{
    if (!s->comment.in_block && !s->comment.is_open)
        s->comment.at_start = str_starts(html, STR("<"));
    if (s->nimages || !drop_comment(&s->comment, &html))
        return true;
    sender_open_link(s);
    sender_task(s);
    return s->sink->raw(s->sink, html, sender_place(s, html.at));
}
