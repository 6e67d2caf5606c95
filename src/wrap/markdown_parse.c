/* markdown_parse: the two ways from Markdown to a tree. SPDX-License-Identifier: MIT */
#include "wrap/html5.h"
#include "wrap/markdown_sink.h"

#include "base/mem.h"

#include <stdlib.h>

/* What is to be done after OUTCOME; false if nothing. */
static bool
next_mode(enum markdown_outcome outcome, enum markdown_mode *mode)
{
    if (*mode == MARKDOWN_FRUGAL || (outcome != MARKDOWN_UNBALANCED && outcome != MARKDOWN_TOO_MUCH))
        return false;
    *mode = outcome == MARKDOWN_UNBALANCED ? MARKDOWN_NO_AUTOLINKS : MARKDOWN_FRUGAL;
    return true;
}

/* The input for MODE. A text that refers to long addresses very often gets no link definitions: "]:" becomes "] ". */
static struct markdown_input
input_for(struct arena *mem, const struct markdown_input *input, enum markdown_mode mode)
{
    struct markdown_input changed = *input;
    char *text;

    if (mode != MARKDOWN_FRUGAL)
        return changed;
    text = arena_cstr(mem, input->text);
    for (ptrdiff_t at = 0; (at = str_find(input->text, STR("]:"), (size_t)at)) >= 0; at++)
        text[at + 1] = ' ';
    changed.text.at = text;
    return changed;
}

static enum markdown_outcome
build(struct arena *mem, const struct markdown_input *input, struct node **made, enum markdown_mode mode)
{
    struct markdown_tree tree;

    for (size_t i = 0; i <= input->nnotes; i++)
        made[i] = node_element(mem, TAG_DIV, NODE_NOWHERE);
    markdown_tree_init(&tree, mem, made);
    return markdown_send(mem, input, &tree.sink, mode);
}

bool
markdown_to_tree(struct arena *mem, const struct markdown_input *input, struct node **roots)
{
    struct node **made = arena_alloc(mem, (input->nnotes + 1) * sizeof *made);
    enum markdown_mode mode = MARKDOWN_FULL;
    enum markdown_outcome outcome;

    do {
        struct markdown_input in = input_for(mem, input, mode);
        outcome = build(mem, &in, made, mode);
    } while (next_mode(outcome, &mode));
    if (outcome == MARKDOWN_HAS_HTML)
        return false;
    for (size_t i = 0; i <= input->nnotes; i++)
        node_move_children(made[i], roots[i]);
    return true;
}

static enum markdown_outcome
write_html(const struct markdown_input *input, const char *reference, struct markdown_html *results, enum markdown_mode mode)
{
    struct arena scratch = { 0 };
    struct markdown_input in = input_for(&scratch, input, mode);
    uint32_t length = (uint32_t)input->text.len, end = in.place ? in.place(in.data, length) : in.base + length;
    struct markdown_writer writer;
    enum markdown_outcome outcome;

    for (size_t i = 0; i <= input->nnotes; i++) {
        results[i].end = 0;
        buf_clear(&results[i].html);
        results[i].nmarks = 0;
    }
    markdown_writer_init(&writer, reference, results);
    outcome = markdown_send(&scratch, &in, &writer.sink, mode);
    for (size_t i = 0; i <= input->nnotes; i++)
        if (results[i].end > end)
            results[i].end = end;
    arena_release(&scratch);
    return outcome;
}

void
markdown_to_html(const struct markdown_input *input, const char *reference, struct markdown_html *results)
{
    enum markdown_mode mode = MARKDOWN_FULL;

    while (next_mode(write_html(input, reference, results, mode), &mode))
        ;
}

static uint32_t
map_offset(const void *html, uint32_t offset)
{
    return markdown_source_offset(html, offset);
}

/* A name for references to notes that the text itself does not hold, so that its own HTML cannot imitate one. */
static const char *
reference_name(struct arena *mem, struct str text)
{
    for (unsigned i = 0;; i++) {
        struct str name = arena_printf(mem, "x-ref-%u", i);
        if (str_ifind(text, name, 0) < 0)
            return name.at;
    }
}

static void
name_references(struct node *root, const char *reference)
{
    for (struct node *n = root->first; n; n = node_next(n, root))
        if (n->tag == TAG_OTHER && str_eqc(str_of(n->name), reference))
            node_rename(n, TAG_X_NOTEREF);
}

void
markdown_parse(struct arena *mem, const struct markdown_input *input, struct node **roots)
{
    size_t n = input->nnotes + 1;
    const char *reference;
    struct markdown_html *results;

    if (markdown_to_tree(mem, input, roots))
        return;
    reference = reference_name(mem, input->text);
    results = mem_alloc(n * sizeof *results);
    for (size_t i = 0; i < n; i++)
        markdown_html_init(&results[i]);
    markdown_to_html(input, reference, results);
    for (size_t i = 0; i < n; i++) {
        struct node *parsed = html5_parse_fragment(mem, buf_str(&results[i].html), map_offset, &results[i]);
        name_references(parsed, reference);
        node_move_children(parsed, roots[i]);
        markdown_html_release(&results[i]);
    }
    free(results);
}
