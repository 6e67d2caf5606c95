/* markdown_tree: the sink that builds nodes. SPDX-License-Identifier: MIT */
#include "wrap/markdown_sink.h"

static struct markdown_tree *
tree(struct markdown_sink *s)
{
    return (struct markdown_tree *)s;
}

static void
part(struct markdown_sink *s, size_t index)
{
    tree(s)->at = tree(s)->roots[index];
}

/* What is opened waits here for the next text, most often only for a few nodes: the room is used again. */
static void
wait_for_place(struct markdown_tree *t, struct node *n)
{
    if (t->nunplaced == t->room) {
        struct node **larger = arena_alloc(t->mem, (t->room * 2 + 16) * sizeof *larger);
        for (size_t i = 0; i < t->nunplaced; i++)
            larger[i] = t->unplaced[i];
        t->unplaced = larger;
        t->room = t->room * 2 + 16;
    }
    t->unplaced[t->nunplaced++] = n;
}

static void
open(struct markdown_sink *s, enum tag tag)
{
    struct markdown_tree *t = tree(s);
    struct node *n = node_element(t->mem, tag, NODE_NOWHERE);

    node_append(t->at, n);
    wait_for_place(t, n);
    if (!(tag_flags(tag) & TAG_VOID))
        t->at = n;
}

static void
attr(struct markdown_sink *s, const char *name, struct str value)
{
    struct markdown_tree *t = tree(s);
    bool is_void = t->at->last && (tag_flags(t->at->last->tag) & TAG_VOID) != 0;

    node_set_attr(t->mem, is_void ? t->at->last : t->at, name, value);
}

static void
close(struct markdown_sink *s, enum tag tag)
{
    (void)tag;
    tree(s)->at = tree(s)->at->parent;
}

static void
place(struct markdown_sink *s, uint32_t offset)
{
    struct markdown_tree *t = tree(s);

    while (t->nunplaced)
        t->unplaced[--t->nunplaced]->offset = offset;
}

/* Text goes on with the node before it where it goes on in memory: lines of a paragraph are one node, nothing is copied. */
static void
text(struct markdown_sink *s, struct str words, uint32_t offset)
{
    struct markdown_tree *t = tree(s);
    struct node *last = t->at->last;

    place(s, offset);
    if (last && last->tag == TAG_TEXT && last->text.at + last->text.len == words.at)
        last->text.len += words.len;
    else
        node_append(t->at, node_text(t->mem, words, offset));
}

static bool
raw(struct markdown_sink *s, struct str html, uint32_t offset)
{
    (void)s;
    (void)offset;
    return str_is_blank(html);
}

void
markdown_tree_init(struct markdown_tree *t, struct arena *mem, struct node **roots)
{
    *t = (struct markdown_tree){
        .sink = { part, open, attr, close, place, text, raw },
        .mem = mem,
        .roots = roots,
        .at = roots[0],
    };
}
