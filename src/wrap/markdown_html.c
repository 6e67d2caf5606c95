/* markdown_html: the sink that writes HTML, with a map back to the source. SPDX-License-Identifier: MIT */
#include "wrap/markdown_sink.h"

#include "base/mem.h"

#include <stdlib.h>

static struct markdown_writer *
writer(struct markdown_sink *s)
{
    return (struct markdown_writer *)s;
}

void
markdown_html_init(struct markdown_html *h)
{
    *h = (struct markdown_html){ 0 };
    buf_init(&h->html);
}

void
markdown_html_release(struct markdown_html *h)
{
    buf_release(&h->html);
    free(h->marks);
    markdown_html_init(h);
}

uint32_t
markdown_source_offset(const struct markdown_html *h, uint32_t offset)
{
    size_t low = 0, high = h->nmarks;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (h->marks[middle].html <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || h->marks[low - 1].source == NODE_NOWHERE)
        return NODE_NOWHERE;
    offset = h->marks[low - 1].source + (offset - h->marks[low - 1].html);
    return offset < h->end ? offset : h->end;
}

/* From here on, what is written came from SOURCE. */
static void
mark(struct markdown_html *h, uint32_t source)
{
    uint32_t here = (uint32_t)h->html.len;

    if (h->nmarks && h->marks[h->nmarks - 1].html == here) {
        h->marks[h->nmarks - 1].source = source;
        return;
    }
    if (h->nmarks == h->marks_room) {
        h->marks_room = h->marks_room ? h->marks_room * 2 : 64;
        h->marks = mem_realloc(h->marks, h->marks_room * sizeof *h->marks);
    }
    h->marks[h->nmarks++] = (struct markdown_mark){ here, source };
}

static void
move_end(struct markdown_html *h, size_t end)
{
    if (h->end < end)
        h->end = (uint32_t)end;
}

/* LENGTH bytes of the source follow. */
static void
mark_words(struct markdown_writer *w, uint32_t source, size_t length)
{
    mark(w->at, source);
    w->placed = w->at->nmarks;
    move_end(w->at, source + length);
}

static void
end_tag_open(struct markdown_writer *w)
{
    if (w->in_tag)
        buf_addc(&w->at->html, '>');
    w->in_tag = false;
}

/* The characters that HTML would take for markup; all others are left to the serializer. */
static void
escaped(struct buf *out, struct str words)
{
    size_t done = 0;

    for (size_t i = 0; i < words.len; i++) {
        char c = words.at[i];
        const char *reference = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
        if (!reference)
            continue;
        buf_add(out, str_sub(words, done, i));
        buf_adds(out, reference);
        done = i + 1;
    }
    buf_add(out, str_from(words, done));
}

static const char *
name_of(const struct markdown_writer *w, enum tag tag)
{
    return tag == TAG_X_NOTEREF ? w->reference : tag_name(tag);
}

static void
place(struct markdown_sink *s, uint32_t offset)
{
    struct markdown_writer *w = writer(s);

    while (w->placed < w->at->nmarks)
        w->at->marks[w->placed++].source = offset;
    move_end(w->at, offset);
}

static void
part(struct markdown_sink *s, size_t index)
{
    struct markdown_writer *w = writer(s);

    end_tag_open(w);
    w->at = &w->results[index];
    w->placed = w->at->nmarks;
}

static void
open(struct markdown_sink *s, enum tag tag)
{
    struct markdown_writer *w = writer(s);

    end_tag_open(w);
    mark(w->at, NODE_NOWHERE);
    buf_addf(&w->at->html, "<%s", name_of(w, tag));
    w->in_tag = true;
}

static void
attr(struct markdown_sink *s, const char *name, struct str value)
{
    struct markdown_writer *w = writer(s);

    buf_addf(&w->at->html, " %s=\"", name);
    escaped(&w->at->html, value);
    buf_addc(&w->at->html, '"');
}

static void
close(struct markdown_sink *s, enum tag tag)
{
    struct markdown_writer *w = writer(s);

    end_tag_open(w);
    buf_addf(&w->at->html, "</%s>", name_of(w, tag));
}

static void
text(struct markdown_sink *s, struct str words, uint32_t offset)
{
    struct markdown_writer *w = writer(s);

    place(s, offset);
    end_tag_open(w);
    mark_words(w, offset, words.len);
    escaped(&w->at->html, words);
}

static bool
raw(struct markdown_sink *s, struct str html, uint32_t offset)
{
    struct markdown_writer *w = writer(s);

    place(s, offset);
    end_tag_open(w);
    mark_words(w, offset, html.len);
    buf_add(&w->at->html, html);
    return true;
}

void
markdown_writer_init(struct markdown_writer *w, const char *reference, struct markdown_html *results)
{
    *w = (struct markdown_writer){
        .sink = { part, open, attr, close, place, text, raw },
        .reference = reference,
        .results = results,
        .at = results,
    };
}
