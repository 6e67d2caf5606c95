/* notes: footnotes that pop up. SPDX-License-Identifier: MIT
 *
 * Readers leave <x-noteref label="x"> in the text and <x-note label="x"> anywhere; this makes of them the one form that all
 * reading systems know (EPUB-RULES 5): a link with the number, and at the end of the article an `aside` that begins with the
 * number as the way back. Numbers count from 1 in the order of the first references; a note that only another note refers to
 * comes after all notes that were known by then. A note without a reference would be invisible in Apple Books as an `aside`:
 * it becomes a paragraph. */
#include "html/page.h"
#include "html/passes.h"

#include "wrap/text.h"

struct note {
    struct node *node;          /* the x-note */
    struct str label;
    unsigned number;            /* from 1; 0: no reference so far */
    unsigned references;
    bool is_text;               /* it was made paragraphs */
};

struct notes {
    struct rendering *r;
    struct note *all; size_t n;
    struct map by_label;        /* text_fold(label) to struct note */
    struct note **numbered; size_t nnumbered;
};

/* ---- small helpers --------------------------------------------------------------------------------------------------- */

static void
set(struct notes *ns, struct node *n, const char *name, const char *value)
{
    node_set_attr(ns->r->scratch, n, name, str_of(value));
}

static struct str
number_text(struct notes *ns, unsigned number)
{
    return arena_printf(ns->r->scratch, "%u", number);
}

static bool
is_blank(const struct node *n)
{
    return n->tag == TAG_COMMENT || (n->tag == TAG_TEXT && str_is_blank(n->text));
}

/* ---- collecting ------------------------------------------------------------------------------------------------------ */

static struct str
label_key(struct notes *ns, const struct node *n)
{
    return text_fold(ns->r->scratch, node_attr(n, "label"));
}

/* Takes all notes out of the tree, notes in notes too. */
static void
collect(struct notes *ns)
{
    struct arena *a = ns->r->scratch;

    for (struct node *n = ns->r->root->first; n; n = node_next(n, ns->r->root))
        if (n->tag == TAG_X_NOTE)
            *ARENA_PUSH(a, ns->all, ns->n) = (struct note){ .node = n, .label = node_attr(n, "label") };
    for (size_t i = 0; i < ns->n; i++) {
        void **slot = map_slot(&ns->by_label, label_key(ns, ns->all[i].node));
        if (!*slot)
            *slot = &ns->all[i];
        node_unlink(ns->all[i].node);
    }
}

/* ---- references ------------------------------------------------------------------------------------------------------ */

static void
number_note(struct notes *ns, struct note *note)
{
    *ARENA_PUSH(ns->r->scratch, ns->numbered, ns->nnumbered) = note;
    note->number = (unsigned)ns->nnumbered;
}

/* Turns REF into the link; in note FROM (0: in the text). From one note only links forward are references: a pop-up that leads
 * back to a pop-up would never end, and Kobo opens only what comes later. */
static void
make_reference(struct notes *ns, struct node *ref, struct note *note, unsigned from)
{
    struct arena *a = ns->r->scratch;

    if (note->number == 0)
        number_note(ns, note);
    while (ref->first)
        node_unlink(ref->first);
    node_append(ref, node_text(a, number_text(ns, note->number), ref->offset));
    node_rename(ref, TAG_A);
    node_drop_attr(ref, "label");
    if (note->number > from) {
        set(ns, ref, "class", "noteref");
        set(ns, ref, "epub:type", "noteref");
        set(ns, ref, "role", "doc-noteref");
        node_set_attr(a, ref, "x-id", ++note->references == 1 ? arena_printf(a, "fnref-%u", note->number)
            : arena_printf(a, "fnref-%u-%u", note->number, note->references));
    }
    node_set_attr(a, ref, "href", arena_printf(a, "#fn-%u", note->number));
}

static void
make_text(struct notes *ns, struct node *ref)
{
    struct str label = node_attr(ref, "label");

    rendering_warn(ns->r, DIAG_NOTE_MISSING, ref, "there is no note '%.*s'", STR_ARG(label));
    node_replace(ref, node_text(ns->r->scratch, arena_printf(ns->r->scratch, "[^%.*s]", STR_ARG(label)), ref->offset));
}

/* A link cannot stand in a link, nor in a drawing or formula: the reference moves behind it. */
static void
move_out(struct node *ref, const struct node *root)
{
    struct node *place = NULL;

    for (struct node *p = ref->parent; p && p != root; p = p->parent)
        if (p->tag == TAG_A || p->tag == TAG_SVG || p->tag == TAG_MATH || p->tag == TAG_PRE)
            place = p;
    if (place)
        node_insert_after(place, ref);
}

static void
make_references(struct notes *ns, struct node *root, unsigned from)
{
    struct node **refs = NULL;
    size_t n = 0;

    for (struct node *at = root->first; at; at = node_next(at, root))
        if (at->tag == TAG_X_NOTEREF)
            *ARENA_PUSH(ns->r->scratch, refs, n) = at;
    /* Several that leave one link must keep their order: the last is put behind it first. */
    for (size_t i = n; i-- > 0;)
        move_out(refs[i], root);
    for (size_t i = 0; i < n; i++) {
        struct note *note = map_find(&ns->by_label, label_key(ns, refs[i]));
        if (!note || note->is_text)
            make_text(ns, refs[i]);
        else
            make_reference(ns, refs[i], note, from);
    }
}

/* ---- notes ----------------------------------------------------------------------------------------------------------- */

/* Puts what stands in NODE without a paragraph into one. */
static void
wrap_words(struct notes *ns, struct node *node)
{
    struct node *p = NULL;

    for (struct node *n = node->first, *next; n; n = next) {
        next = n->next;
        if (node_is_block(n) || (!p && is_blank(n))) {
            p = NULL;
            continue;
        }
        if (p)
            node_append(p, n);
        else
            p = node_wrap(ns->r->scratch, n, TAG_P);
    }
}

/* Headings in a note would stand in no order with those of the text. */
static void
flatten_headings(struct notes *ns, struct node *node)
{
    for (struct node *n = node->first; n; n = node_next(n, node)) {
        struct node *strong;
        if (!node_is_heading(n))
            continue;
        strong = node_element(ns->r->scratch, TAG_STRONG, n->offset);
        node_move_children(n, strong);
        node_append(n, strong);
        node_rename(n, TAG_P);
    }
}

/* The first block that shows, without plain wrappers around it and blanks in it; what is empty before it goes. */
static struct node *
first_block(struct node *node)
{
    struct node *n;

    while ((n = node->first)) {
        if (n->tag == TAG_DIV && !n->attrs)
            node_unwrap(n);
        else if (is_blank(n) || (n->tag == TAG_P && node_is_empty(n)))
            node_unlink(n);
        else
            break;
    }
    while (n && n->tag == TAG_P && node_is_empty(n->first) && !node_has_attr(n->first, "id"))
        node_unlink(n->first);
    return n;
}

/* "1. " in front, the number being the way back to the first reference. */
static void
add_backlink(struct notes *ns, struct node *aside, unsigned number)
{
    struct arena *a = ns->r->scratch;
    struct node *p = first_block(aside), *link = node_element(a, TAG_A, NODE_NOWHERE);

    if (!p || p->tag != TAG_P) {
        p = node_element(a, TAG_P, NODE_NOWHERE);
        node_prepend(aside, p);
    }
    if (p->first && p->first->tag == TAG_TEXT)
        while (p->first->text.len && char_is_blank(p->first->text.at[0]))
            p->first->text = str_from(p->first->text, 1);
    set(ns, link, "epub:type", "backlink");
    set(ns, link, "role", "doc-backlink");
    node_set_attr(a, link, "href", arena_printf(a, "#fnref-%u", number));
    node_append(link, node_text(a, number_text(ns, number), NODE_NOWHERE));
    node_prepend(p, node_text(a, STR(". "), NODE_NOWHERE));
    node_prepend(p, link);
}

static void
make_note(struct notes *ns, struct note *note)
{
    struct node *n = note->node;

    node_rename(n, TAG_ASIDE);
    node_drop_attr(n, "label");
    set(ns, n, "class", "footnote");
    set(ns, n, "epub:type", "footnote");
    set(ns, n, "role", "doc-footnote");
    node_set_attr(ns->r->scratch, n, "x-id", arena_printf(ns->r->scratch, "fn-%u", note->number));
    add_backlink(ns, n, note->number);
}

static void
make_paragraphs(struct notes *ns, struct note *note)
{
    struct node *root = ns->r->root;
    ptrdiff_t blank = str_chr(note->label, ' ', 0);     /* made by read/notes.c: a second note of that name */

    if (blank > 0)
        rendering_warn(ns->r, DIAG_NOTE_UNUSED, note->node, "the note '%.*s' stands twice; the first one counts", (int)blank,
            note->label.at);
    else
        rendering_warn(ns->r, DIAG_NOTE_UNUSED, note->node, "nothing refers to the note '%.*s'", STR_ARG(note->label));
    while (note->node->first) {
        struct node *n = note->node->first;
        if (n->tag == TAG_P)
            node_add_class(ns->r->scratch, n, "note");
        node_append(root, n);
    }
}

/* References in notes number further notes: DONE of the numbered ones have been worked on. */
static void
follow_notes(struct notes *ns, size_t *done)
{
    for (; *done < ns->nnumbered; ++*done)
        make_references(ns, ns->numbered[*done]->node, (unsigned)*done + 1);
}

static void
place_notes(struct notes *ns)
{
    struct node *root = ns->r->root, *rule = node_element(ns->r->scratch, TAG_HR, NODE_NOWHERE);

    while (root->last && (is_blank(root->last) || root->last->tag == TAG_HR))
        node_unlink(root->last);
    set(ns, rule, "class", "notes");
    node_append(root, rule);
    for (size_t i = 0; i < ns->nnumbered; i++) {
        node_append(root, ns->numbered[i]->node);
        make_note(ns, ns->numbered[i]);
    }
}

void
pass_notes(struct rendering *r)
{
    struct notes ns = { .r = r };
    size_t done = 0;

    footnotes_recognize(r);
    map_init(&ns.by_label);
    collect(&ns);
    for (size_t i = 0; i < ns.n; i++) {
        wrap_words(&ns, ns.all[i].node);
        flatten_headings(&ns, ns.all[i].node);
    }
    make_references(&ns, r->root, 0);
    follow_notes(&ns, &done);
    for (size_t i = 0; i < ns.n; i++) {
        if (ns.all[i].number)
            continue;
        ns.all[i].is_text = true;
        make_references(&ns, ns.all[i].node, 0);
        make_paragraphs(&ns, &ns.all[i]);
        follow_notes(&ns, &done);
    }
    if (ns.nnumbered)
        place_notes(&ns);
    map_release(&ns.by_label);
}
