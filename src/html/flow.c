/* flow: no block stands in a paragraph or in an inline element. SPDX-License-Identifier: MIT
 *
 * The tree is taken apart and built anew in one walk, much as a browser's tree builder works. What can hold only words (p,
 * headings, pre, summary: a "line" here) and inline elements are opened only when content comes for them. A block closes
 * them; content after or in the block opens those that are still wanted again, as copies:
 *     <p>a <b>b<ul><li>c</li></ul>d</b></p>   →   <p>a <b>b</b></p><ul><li><b>c</b></li></ul><p><b>d</b></p>
 * So each node is looked at once, and inline elements (at most 24 in each other, see sanitize.c) at most once for each block. */
#include "html/clean.h"

#include "base/mem.h"

#include <stdlib.h>

enum kind {
    CONTAINER,                  /* a block that may hold blocks */
    LINE,
    INLINE,
    MERGED                      /* a block in a heading or pre that has no need to be one: only its content */
};

struct frame {                  /* an element of the old tree, open */
    enum kind kind;
    struct node *n;
    struct node *next;          /* its child to come */
    bool used;                  /* the node itself is in the new tree: what is opened again is a copy */
    struct node *out;           /* LINE and INLINE: its element that is open in the new tree, or NULL */
    size_t line;                /* the frame of the line that was wanted before this one; 0: none */
};

struct flow {
    struct arena *mem;
    struct frame *frames; size_t n, room;   /* frames[0] is the root */
    struct node *container;     /* of the new tree */
    size_t line;                /* the frame of the line that is wanted; 0: none */
    size_t *inlines; size_t ninlines, inlines_room; /* frames of the inline elements that are wanted, outermost first */
    size_t nopen;               /* of them are open */
    bool apart;                 /* the next words are not to run into the last ones */
};

/* ---- opening and closing --------------------------------------------------------------------------------------------- */

static inline struct node *
place(const struct flow *f)
{
    if (f->nopen)
        return f->frames[f->inlines[f->nopen - 1]].out;
    return f->line && f->frames[f->line].out ? f->frames[f->line].out : f->container;
}

/* Everything but containers: the next content opens again what is wanted then. */
static void
close_all(struct flow *f)
{
    f->nopen = 0;
    f->apart = false;
    if (f->line)
        f->frames[f->line].out = NULL;
}

static struct node *
copy_without_id(struct arena *mem, const struct node *n)
{
    struct node *copy = ARENA_NEW(mem, struct node);

    copy->tag = n->tag;
    copy->space = n->space;
    copy->offset = n->offset;
    copy->name = n->name;
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (!str_eqc(str_of(a->name), "id"))
            node_set_attr(mem, copy, a->name, a->value);
    return copy;
}

static void
open_frame(struct flow *f, struct frame *frame)
{
    struct node *where = place(f);      /* before FRAME counts as open */

    frame->out = frame->used ? copy_without_id(f->mem, frame->n) : frame->n;
    frame->used = true;
    node_add(where, frame->out);
}

static void
open_wanted(struct flow *f)
{
    if (f->line && !f->frames[f->line].out)
        open_frame(f, &f->frames[f->line]);     /* no inline element is open then */
    for (; f->nopen < f->ninlines; f->nopen++)
        open_frame(f, &f->frames[f->inlines[f->nopen]]);
}

static bool
is_word(const struct node *n)
{
    return n && (n->tag == TAG_TEXT || !node_is_block(n));
}

/* Is something open that a blank would stand between? */
static bool
in_words(const struct flow *f)
{
    if (f->nopen)
        return true;
    return f->line ? f->frames[f->line].out != NULL : is_word(f->container->last);
}

static bool
is_pre(const struct flow *f)
{
    return f->line && f->frames[f->line].n->tag == TAG_PRE;
}

/* What stood in lines of its own is kept apart from what is around it. */
static void
keep_apart(struct flow *f)
{
    const struct node *last = place(f)->last;

    if (!(last && last->tag == TAG_TEXT && last->text.len && char_is_blank(last->text.at[last->text.len - 1])))
        node_append(place(f), node_text(f->mem, is_pre(f) ? STR("\n") : STR(" "), NODE_NOWHERE));
    f->apart = false;
}

static void
add_content(struct flow *f, struct node *n)
{
    if (node_is_blank_text(n) && !in_words(f) && !is_pre(f)) {
        if (!f->line && !f->ninlines)
            node_add(f->container, n);
        return;
    }
    if (f->apart)
        keep_apart(f);
    if (f->line || f->nopen < f->ninlines)
        open_wanted(f);
    node_add(place(f), n);
}

/* ---- what elements are ----------------------------------------------------------------------------------------------- */

static bool
is_atom(const struct node *n)
{
    return !node_is_element(n) || n->space != SPACE_HTML || n->tag == TAG_SVG || n->tag == TAG_MATH || n->tag == TAG_X_NOTEREF
        || (tag_flags(n->tag) & TAG_VOID);
}

static bool
is_plain_block(enum tag tag)
{
    return tag == TAG_P || tag == TAG_DIV || tag == TAG_SECTION || tag == TAG_ARTICLE || tag == TAG_HEADER || tag == TAG_FOOTER
        || tag == TAG_ASIDE || tag == TAG_NAV;
}

static enum kind
kind_of(const struct flow *f, const struct node *n)
{
    const struct node *line = f->line ? f->frames[f->line].n : NULL;

    if (!node_is_block(n))
        return INLINE;
    if (line && line->tag != TAG_P && is_plain_block(n->tag))
        return MERGED;
    if (line && (line->tag == TAG_SUMMARY || line->tag == TAG_PRE) && (node_is_heading(n) || n->tag == line->tag))
        return MERGED;
    return tag_flags(n->tag) & TAG_PHRASING_ONLY ? LINE : CONTAINER;
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static struct frame *
push(struct flow *f, struct node *n, enum kind kind)
{
    struct frame *frame;

    if (f->n == f->room) {
        f->room = f->room ? f->room * 2 : 64;
        f->frames = mem_realloc(f->frames, f->room * sizeof *f->frames);
    }
    frame = &f->frames[f->n++];
    *frame = (struct frame){ .kind = kind, .n = n, .next = n->first, .line = f->line };
    n->first = n->last = NULL;
    return frame;
}

static void
push_inline(struct flow *f)
{
    if (f->ninlines == f->inlines_room) {
        f->inlines_room = f->inlines_room ? f->inlines_room * 2 : 64;
        f->inlines = mem_realloc(f->inlines, f->inlines_room * sizeof *f->inlines);
    }
    f->inlines[f->ninlines++] = f->n - 1;
}

/* What is preformatted stays so in the cells of a table in it. */
static void
enter(struct flow *f, struct node *n)
{
    enum kind kind = kind_of(f, n);

    if (kind == MERGED)
        f->apart = in_words(f);
    if (kind == CONTAINER || kind == LINE)
        close_all(f);
    push(f, n, kind);
    if (kind == INLINE) {
        push_inline(f);
    } else if (kind == LINE) {
        f->line = f->n - 1;
    } else if (kind == CONTAINER) {
        node_add(f->container, n);
        f->container = n;
        f->line = is_pre(f) ? f->line : 0;
    }
}

/* An element that never had content is only worth something as a target. */
static bool
is_worth_opening(const struct frame *frame)
{
    return !frame->used && (node_has_attr(frame->n, "id") || node_has_attr(frame->n, "epub:type"));
}

static void
leave(struct flow *f)
{
    struct frame *frame = &f->frames[f->n - 1];

    if ((frame->kind == LINE || frame->kind == INLINE) && is_worth_opening(frame))
        open_wanted(f);
    if (frame->kind == MERGED)
        f->apart = in_words(f);
    if (frame->kind == INLINE) {
        f->nopen -= f->nopen == f->ninlines;
        f->ninlines--;
    } else if (frame->kind != MERGED) {
        close_all(f);
        f->line = frame->line;
    }
    if (frame->kind == CONTAINER)
        f->container = f->container->parent;
    f->n--;
}

/* Takes the next child out of the old tree; NULL: there is none. */
static struct node *
take_child(struct frame *frame)
{
    struct node *n = frame->next;

    if (n) {
        frame->next = n->next;
        n->parent = n->prev = n->next = NULL;
    }
    return n;
}

void
flow_split(struct arena *mem, struct node *root)
{
    struct flow f = { .mem = mem, .container = root };

    push(&f, root, CONTAINER);
    while (f.n) {
        struct node *n = take_child(&f.frames[f.n - 1]);
        if (!n && f.n == 1)
            break;
        if (!n) {
            leave(&f);
        } else if (!is_atom(n)) {
            enter(&f, n);
        } else if (node_is_block(n)) {
            close_all(&f);
            node_add(f.container, n);
        } else {
            add_content(&f, n);
        }
    }
    free(f.frames);
    free(f.inlines);
}
