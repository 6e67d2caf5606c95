/* notes: Markdown with footnotes. SPDX-License-Identifier: MIT */
#include "read/notes.h"

#include "base/map.h"
#include "read/notes_lift.h"
#include "read/notes_shield.h"
#include "wrap/markdown.h"
#include "wrap/text.h"

#include <stdlib.h>

enum { LONGEST_LABEL = 1000 };  /* of a reference (CommonMark 0.29, section 4.7: 999 characters) */

struct note {
    struct str label;           /* what its references are called; unlike that of all other notes */
    uint32_t source;            /* in the file */
    size_t first;               /* place of its first reference in the order of the source; SIZE_MAX: none */
    struct node *element;
};

struct notes {
    struct arena *mem;
    const struct source *source;
    uint32_t body;
    const struct places *places;    /* from the text to the source after BODY; NULL: they are one */
    size_t *near;               /* two: what was asked last of PLACES, and of those of LIFTED */
    struct diag *diag;
    struct lifted lifted;
    struct shield shield;
    struct note *notes;         /* lifted.nnotes of them */
    struct map by_key;          /* folded label to struct note */
    struct map missing;         /* labels that were complained of */
};

/* The byte of the source that byte AT of the text came from. */
static size_t
in_source(const struct notes *n, uint32_t at)
{
    return n->body + (n->places ? places_source_near(n->places, at, &n->near[0]) : at);
}

static uint32_t
place(const void *data, uint32_t at)
{
    const struct notes *n = data;
    size_t source = in_source(n, places_source_near(&n->lifted.places, at, &n->near[1]));

    /* What was made up at the end of the text would lie behind it. */
    return (uint32_t)(source < n->source->bytes.len ? source : n->source->bytes.len);
}

/* "[^a-z]" in a text is as likely to be a regular expression as a note that was forgotten. */
static bool
is_word(struct str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (!char_is_alnum(label.at[i]) && label.at[i] != '_' && (unsigned char)label.at[i] < 0x80)
            return false;
    return true;
}

static void
complain(struct notes *n, struct str label, uint32_t offset)
{
    void **seen;

    if (!n->diag || !is_word(label))
        return;
    seen = map_slot(&n->missing, arena_str(n->mem, label));
    if (!*seen)
        diag_at(n->diag, DIAG_NOTE_MISSING, n->source, offset, "there is no note '%.*s'", STR_ARG(label));
    *seen = n;
}

static const struct note *
find_note(const struct notes *n, struct str label)
{
    return label.len <= LONGEST_LABEL ? map_find(&n->by_key, text_fold(n->mem, label)) : NULL;
}

static bool
is_known(const void *data, struct str label)
{
    return find_note(data, label) != NULL;
}

static bool
is_note(void *data, struct str label, uint32_t offset, struct str *name)
{
    struct notes *n = data;
    const struct note *note = find_note(n, shield_label(&n->shield, label));

    if (note)
        *name = note->label;
    else
        complain(n, label, offset);
    return note != NULL;
}

/* A label that was defined before names the first definition. The later one gets a name that no reference can have: labels hold
 * no blanks. */
static void
collect(struct notes *n)
{
    n->notes = arena_zalloc(n->mem, n->lifted.nnotes * sizeof *n->notes);
    for (size_t i = 0; i < n->lifted.nnotes; i++) {
        struct note *note = &n->notes[i];
        struct str label = n->lifted.notes[i].label;
        void **slot = map_slot(&n->by_key, text_fold(n->mem, label));

        *note = (struct note){ label, (uint32_t)in_source(n, n->lifted.notes[i].source), SIZE_MAX, NULL };
        if (*slot)
            note->label = arena_printf(n->mem, "%.*s %zu", STR_ARG(label), i);
        else
            *slot = note;
        note->element = node_element(n->mem, TAG_X_NOTE, note->source);
        node_set_attr(n->mem, note->element, "label", note->label);
    }
}

struct reference {
    uint32_t source;
    struct note *note;
};

static int
by_source(const void *a, const void *b)
{
    const struct reference *x = a, *y = b;

    return (x->source > y->source) - (x->source < y->source);
}

static int
by_first(const void *a, const void *b)
{
    const struct note *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

static struct reference *
add_references(struct notes *n, const struct node *root, struct reference *all, size_t *count)
{
    for (const struct node *at = root->first; at; at = node_next(at, root)) {
        struct note *note = at->tag == TAG_X_NOTEREF
            ? map_find(&n->by_key, text_fold(n->mem, node_attr(at, "label"))) : NULL;
        if (note)
            *ARENA_PUSH(n->mem, all, *count) = (struct reference){ at->offset, note };
    }
    return all;
}

/* Notes are numbered in the order in which the source refers to them, also from within notes (cmark-gfm 0.29). */
static void
sort_notes(struct notes *n, const struct node *root)
{
    struct reference *all = NULL;
    size_t count = 0;

    all = add_references(n, root, all, &count);
    for (size_t i = 0; i < n->lifted.nnotes; i++)
        all = add_references(n, n->notes[i].element, all, &count);
    if (count)
        qsort(all, count, sizeof *all, by_source);
    for (size_t i = 0; i < count; i++)
        if (all[i].note->first == SIZE_MAX)
            all[i].note->first = i;
    qsort(n->notes, n->lifted.nnotes, sizeof *n->notes, by_first);
}

void
notes_parse(struct arena *mem, const struct source *source, uint32_t body, struct str text, const struct places *places,
    struct node *root, struct diag *diag)
{
    size_t near[2] = { 0 };
    struct notes n = { .mem = mem, .source = source, .body = body, .places = places, .near = near, .diag = diag };
    struct markdown_input input = { .place = place, .data = &n };
    struct node **roots;

    map_init(&n.by_key);
    map_init(&n.missing);
    notes_lift(mem, text, &n.lifted);
    collect(&n);
    shield_raise(mem, &n.lifted, is_known, &n, &n.shield);
    roots = arena_alloc(mem, (n.lifted.nnotes + 1) * sizeof *roots);
    roots[0] = node_element(mem, TAG_DIV, NODE_NOWHERE);
    for (size_t i = 0; i < n.lifted.nnotes; i++)
        roots[i + 1] = n.notes[i].element;
    input.text = n.lifted.text;
    input.nnotes = n.lifted.nnotes;
    if (str_find(input.text, STR("[^"), 0) >= 0)
        input.is_note = is_note;
    markdown_parse(mem, &input, roots);
    for (size_t i = 0; i <= n.lifted.nnotes; i++)
        shield_lower(mem, &n.shield, roots[i]);
    if (n.lifted.nnotes)
        sort_notes(&n, roots[0]);
    node_move_children(roots[0], root);
    for (size_t i = 0; i < n.lifted.nnotes; i++)
        node_append(root, n.notes[i].element);
    map_release(&n.by_key);
    map_release(&n.missing);
}
