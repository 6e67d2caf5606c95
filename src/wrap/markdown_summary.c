/* markdown_summary: what a catalogue needs of a text, without its tree. SPDX-License-Identifier: MIT */
#include "wrap/markdown.h"

#include "base/utf8.h"
#include "wrap/markdown_entity.h"

#include <md4c.h>

/* FOUND: md4c stops at a negative answer only. */
enum { FOUND = -1, LONGEST_CHARACTER = 4, MOST_ADDRESSES = 10000000, MOST_CELLS = 1000000 };

struct summary {
    struct markdown_summary *result;
    struct markdown_entities entities;
    struct arena *mem;
    struct buf text;
    size_t cap;                 /* in characters; 0: the heading is looked for */
    bool is_first;              /* no block was seen yet */
    bool in_heading, in_code, in_html, in_comment;
    unsigned level;             /* of the heading */
    size_t naddress, ncells;    /* bytes of addresses and cells of tables so far */
    size_t depth;               /* of block quotes and lists: their headings are not the text's own */
};

static void
add_words(struct summary *s, struct str words)
{
    for (size_t i = 0; i < words.len; i++) {
        char c = words.at[i];
        if (!char_is_blank(c))
            buf_addc(&s->text, c);
        else if (s->text.len && s->text.at[s->text.len - 1] != ' ')
            buf_addc(&s->text, ' ');
    }
}

static bool
is_container(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct summary *s = data;

    s->in_code = type == MD_BLOCK_CODE;
    s->in_html = type == MD_BLOCK_HTML;
    s->in_comment = false;
    s->depth += is_container(type);
    if (type == MD_BLOCK_H) {
        s->in_heading = true;
        s->level = ((MD_BLOCK_H_DETAIL *)detail)->level;
    } else if (type != MD_BLOCK_DOC && type != MD_BLOCK_HTML) {
        s->is_first = false;
    }
    add_words(s, STR(" "));
    s->ncells += type == MD_BLOCK_TD;
    return s->ncells > MOST_CELLS ? FOUND : 0;
}

/* A heading has ended; true if no better one can come. */
static bool
take_heading(struct summary *s)
{
    struct str words = str_trim(buf_str(&s->text));
    bool is_best = s->level == 1 && words.len && s->depth == 0;

    if (is_best || (s->is_first && words.len)) {
        s->result->heading = arena_str(s->mem, words);
        s->result->heading_is_first = s->is_first;
    }
    buf_clear(&s->text);
    return is_best;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct summary *s = data;
    bool is_found = type == MD_BLOCK_H && s->cap == 0 && take_heading(s);

    (void)detail;
    s->in_code = s->in_html = false;
    s->depth -= is_container(type);
    if (type == MD_BLOCK_H)
        s->in_heading = s->is_first = false;
    return is_found ? FOUND : 0;
}

/* Each reference to a long address costs its length, each row of a table the width of its head: after so many, what was found
 * must do. */
static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct summary *s = data;

    if (type == MD_SPAN_A)
        s->naddress += ((MD_SPAN_A_DETAIL *)detail)->href.size + ((MD_SPAN_A_DETAIL *)detail)->title.size;
    else if (type == MD_SPAN_IMG)
        s->naddress += ((MD_SPAN_IMG_DETAIL *)detail)->src.size + ((MD_SPAN_IMG_DETAIL *)detail)->title.size;
    return s->naddress > MOST_ADDRESSES ? FOUND : 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)type;
    (void)detail;
    (void)data;
    return 0;
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *data)
{
    struct summary *s = data;
    struct str words = { at, size };

    if (type == MD_TEXT_HTML) {
        s->in_comment = s->in_comment || str_starts(words, STR("<!--"));
        if (s->in_html && !s->in_comment && !str_is_blank(words))
            s->is_first = false;
        return 0;
    }
    if (s->in_code || s->in_heading != (s->cap == 0))
        return 0;
    if (type == MD_TEXT_ENTITY)
        words = markdown_entity(&s->entities, words);
    else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        words = STR(" ");
    add_words(s, type == MD_TEXT_NULLCHAR ? MARKDOWN_REPLACEMENT : words);
    return s->cap && s->text.len >= s->cap * LONGEST_CHARACTER ? FOUND : 0;
}

/* At most CAP characters, cut between words. */
static struct str
shortened(struct arena *mem, struct str words, size_t cap)
{
    size_t i = 0, n = 0, last = 0;
    ptrdiff_t blank;

    for (; i < words.len && n < cap; n++) {
        last = i;
        utf8_next(words, &i);
    }
    if (i == words.len)
        return arena_str(mem, words);
    blank = str_rchr(str_sub(words, 0, last + 1), ' ');
    return arena_printf(mem, "%.*s…", STR_ARG(str_sub(words, 0, blank > 0 ? (size_t)blank : last)));
}

void
markdown_summarize(struct arena *mem, struct str words, size_t text_cap, struct markdown_summary *result)
{
    static const MD_PARSER parser = {
        .flags = MD_DIALECT_GITHUB,
        .enter_block = enter_block, .leave_block = leave_block,
        .enter_span = enter_span, .leave_span = leave_span,
        .text = text,
    };
    struct summary s = { .result = result, .mem = mem, .cap = text_cap, .is_first = true };

    *result = (struct markdown_summary){ 0 };
    buf_init(&s.text);
    markdown_entities_init(&s.entities, mem);
    md_parse(words.at ? words.at : "", (MD_SIZE)words.len, &parser, &s);
    if (text_cap)
        result->text = shortened(mem, str_trim(buf_str(&s.text)), text_cap);
    markdown_entities_release(&s.entities);
    buf_release(&s.text);
}
