/* footnotes: notes made by generators of HTML, recognised by their links. SPDX-License-Identifier: MIT
 *
 * pandoc, kramdown, goldmark, cmark, MediaWiki and many editors each have names of their own for it, but the structure is one:
 * a short link in the text leads to a block further down, and a link in that block leads back to the first one.
 *     <sup id="fnref1"><a href="#fn1">1</a></sup> … <ol><li id="fn1"><p>Text <a href="#fnref1">↩</a></p></li></ol>
 * Such pairs become x-noteref and x-note, then notes.c treats them as those of Markdown. */
#include "html/page.h"

#include "base/utf8.h"
#include "wrap/text.h"

enum { MARK = 10, BACK = 30 };  /* most characters of a mark, of a link back */

struct note_link {                   /* a link within the page */
    struct node *a;
    struct str to;              /* its fragment */
    struct node *block;         /* the note that it refers to */
    bool is_mark;               /* short enough to be a reference */
    bool is_back;               /* leads from a note to its reference */
};

struct target {                 /* a block that references lead to */
    struct node *block;
    struct str id;
    struct str mark;            /* the text of its first reference */
    bool is_ambiguous;          /* several notes in one block: hands off */
};

struct finder {
    struct rendering *r;
    struct note_link *links; size_t n;
    struct map by_node;         /* address of a link's node to struct note_link */
    struct map by_id;           /* id in the source to struct node */
    struct map targets;         /* address of a block to struct target */
};

/* ---- texts ----------------------------------------------------------------------------------------------------------- */

/* More than CAP characters that are not blank, seen without reading much more. */
static bool
is_longer(const struct node *root, size_t cap)
{
    size_t n = 0;

    for (const struct node *at = root; at && n <= cap; at = node_next(at, root))
        for (size_t i = 0; at->tag == TAG_TEXT && i < at->text.len && n <= cap;)
            n += !(utf8_next(at->text, &i) <= ' ');
    return n > cap;
}

static struct str
strip_marks(struct str s)
{
    static const char brackets[] = " \t\n[](){}^.:";

    while (s.len && str_chr(STR(brackets), s.at[0], 0) >= 0)
        s = str_from(s, 1);
    while (s.len && str_chr(STR(brackets), s.at[s.len - 1], 0) >= 0)
        s = str_sub(s, 0, s.len - 1);
    return s;
}

/* "1", "[12]", "a", "*", "note 3": digits, one or two letters or signs, or a short word and digits. */
static bool
is_mark_text(struct str s)
{
    size_t digits = 0, letters = 0, others = 0;

    s = strip_marks(s);
    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        if (c < 0x80 && char_is_digit((char)c))
            digits++;
        else if (c < 0x80 && char_is_alpha((char)c))
            letters++;
        else
            others++;
    }
    if (digits)
        return digits <= 4 && letters <= 4 && others <= 1;
    return letters + others >= 1 && letters <= 2 && others <= 2;
}

/* ---- finding pairs --------------------------------------------------------------------------------------------------- */

static struct str
address_key(struct node *const *at)
{
    return (struct str){ (const char *)at, sizeof *at };
}

static void
find_links(struct finder *f)
{
    struct arena *a = f->r->scratch;
    struct str own = arena_printf(a, "%u", f->r->page->index);

    for (struct node *n = f->r->root->first; n; n = node_next(n, f->r->root)) {
        struct note_link *link;
        if (n->tag != TAG_A || !str_eq(node_attr(n, "x-page"), own) || !node_attr(n, "x-fragment").len)
            continue;
        link = ARENA_PUSH(a, f->links, f->n);
        *link = (struct note_link){ .a = n, .to = node_attr(n, "x-fragment") };
        link->is_mark = !is_longer(n, MARK) && is_mark_text(node_text_of(a, n, true));
    }
}

static void
find_ids(struct finder *f)
{
    for (size_t i = 0; i < f->n; i++)
        *map_slot(&f->by_node, address_key(&f->links[i].a)) = &f->links[i];
    for (struct node *n = f->r->root->first; n; n = node_next(n, f->r->root)) {
        struct str id = n->attrs ? node_attr(n, "id") : STR_NONE;
        void **slot;
        if (!id.len)
            continue;
        slot = map_slot(&f->by_id, id);
        if (!*slot)
            *slot = n;
    }
}

/* The link at or close behind the element that a way back leads to. */
static struct note_link *
link_at(struct finder *f, struct node *n)
{
    enum { NEAR = 8 };
    struct node *at = n;

    for (int i = 0; at && i < NEAR; i++, at = node_next(at, n)) {
        struct note_link *link = map_find(&f->by_node, address_key(&at));
        if (link)
            return link;
    }
    return n->next && !n->first ? map_find(&f->by_node, address_key(&n->next)) : NULL;
}

static struct node *
element_before(const struct node *n)
{
    struct node *p = n->prev;

    while (p && (p->tag == TAG_COMMENT || (p->tag == TAG_TEXT && str_is_blank(p->text))))
        p = p->prev;
    return p;
}

static bool
is_note_block(const struct node *n)
{
    return n->tag == TAG_LI || n->tag == TAG_P || n->tag == TAG_DIV || n->tag == TAG_ASIDE || n->tag == TAG_DD;
}

/* The block that a reference to N means: the nearest one, and the one around it if that holds no more than the mark or is an
 * item of a list. NULL if it cannot be a note. */
static struct node *
note_block(struct finder *f, struct node *n)
{
    const struct node *root = f->r->root;

    while (n != root && !node_is_block(n))
        n = n->parent;
    while (n != root && n->parent != root && is_note_block(n->parent)
           && (n->parent->tag == TAG_LI ? !element_before(n) : !is_longer(n, MARK)))
        n = n->parent;
    return n != root && is_note_block(n) ? n : NULL;
}

static bool
is_within(const struct node *n, const struct node *block, const struct node *root)
{
    while (n != root && n != block)
        n = n->parent;
    return n == block;
}

/* REF refers to BLOCK. */
static void
add_target(struct finder *f, struct note_link *ref, struct node *block)
{
    struct target *t = ARENA_NEW(f->r->scratch, struct target);
    void **slot;

    t->block = block;
    t->id = ref->to;
    t->mark = strip_marks(node_text_of(f->r->scratch, ref->a, true));
    slot = map_slot(&f->targets, address_key(&t->block));
    if (!*slot)
        *slot = t;
    else if (!str_eq(((struct target *)*slot)->id, ref->to))
        ((struct target *)*slot)->is_ambiguous = true;
}

/* BACK leads to a reference REF further up that leads to the block around BACK. */
static void
try_pair(struct finder *f, struct note_link *back)
{
    const struct node *root = f->r->root;
    struct node *to = map_find(&f->by_id, back->to), *block, *note;
    struct note_link *ref = to ? link_at(f, to) : NULL;

    if (!ref || ref >= back || !ref->is_mark || !(note = map_find(&f->by_id, ref->to)))
        return;
    block = note_block(f, note);
    if (!block || !is_within(back->a, block, root) || is_within(ref->a, block, root))
        return;
    back->is_back = true;
    back->block = block;
    add_target(f, ref, block);
}

/* ---- making notes of them -------------------------------------------------------------------------------------------- */

/* The target of a link's fragment, if it is a note that can be taken. */
static struct target *
target_of(struct finder *f, const struct note_link *link)
{
    struct node *n = map_find(&f->by_id, link->to), *block = n ? note_block(f, n) : NULL;
    struct target *t = block ? map_find(&f->targets, address_key(&block)) : NULL;

    return t && !t->is_ambiguous && str_eq(t->id, link->to) && !is_within(link->a, t->block, f->r->root) ? t : NULL;
}

/* A raised span or brackets around nothing but the reference are part of it. */
static void
take_frame(struct finder *f, struct node *ref)
{
    struct node *p = ref->parent;

    while (p != f->r->root && (p->tag == TAG_SUP || p->tag == TAG_SPAN) && p->first == p->last) {
        struct str id = node_attr(p, "id");
        if (id.len && !node_attr(ref, "id").len)
            node_set_attr(f->r->scratch, ref, "id", id);
        node_replace(p, ref);
        p = ref->parent;
    }
    if (p->tag == TAG_SUP && p != f->r->root)
        node_unwrap(p);
    if (ref->prev && ref->next && ref->prev->tag == TAG_TEXT && ref->next->tag == TAG_TEXT
        && str_ends(ref->prev->text, STR("[")) && str_starts(ref->next->text, STR("]"))) {
        ref->prev->text.len--;
        ref->next->text = str_from(ref->next->text, 1);
    }
}

static struct str
label_of(struct finder *f, struct str id)
{
    return arena_printf(f->r->scratch, "#%.*s", STR_ARG(id));   /* no label of Markdown: those are read without a "#" */
}

static void
make_reference(struct finder *f, struct note_link *link)
{
    struct node *ref = node_element(f->r->scratch, TAG_X_NOTEREF, link->a->offset);
    struct str id = node_attr(link->a, "id");

    node_set_attr(f->r->scratch, ref, "label", label_of(f, link->to));
    if (id.len)
        node_set_attr(f->r->scratch, ref, "id", id);
    node_replace(link->a, ref);
    take_frame(f, ref);
}

static struct node *
first_text(const struct node *block)
{
    struct node *n = block->first;

    while (n && !(n->tag == TAG_TEXT && !str_is_blank(n->text)))
        n = node_next(n, block);
    return n;
}

/* The number that the generator wrote in front, since ours stands there. */
static void
drop_mark(const struct node *block, struct str mark)
{
    struct node *n = first_text(block);
    struct str rest = n ? n->text : STR("");

    while (rest.len && (char_is_blank(rest.at[0]) || rest.at[0] == '[' || rest.at[0] == '^'))
        rest = str_from(rest, 1);
    if (str_starts(rest, mark) && (rest.len == mark.len || !char_is_alnum(rest.at[mark.len])))
        rest = str_from(rest, mark.len);
    else if (n && rest.len && (rest.at[0] == '.' || rest.at[0] == ')' || rest.at[0] == ']' || rest.at[0] == ':'))
        ;                       /* what stood behind the mark, when that was the link back */
    else if (n && rest.len == n->text.len)
        return;
    while (rest.len && str_chr(STR(" \t\n.)]:"), rest.at[0], 0) >= 0)
        rest = str_from(rest, 1);
    if (n)
        n->text = rest;
}

static void
drop_backlink(struct node *a)
{
    struct node *before = a->prev;

    if (is_longer(a, BACK)) {
        node_unwrap(a);
        return;
    }
    while (before && before->tag == TAG_TEXT && before->text.len) {
        if (char_is_blank(before->text.at[before->text.len - 1]))
            before->text.len--;
        else if (str_ends(before->text, STR("\u00A0")))
            before->text.len -= 2;
        else
            break;
    }
    node_unlink(a);
}

/* What generators put in front of their lists of notes. */
static bool
is_announcement(struct finder *f, const struct node *n)
{
    struct arena *a = f->r->scratch;

    return n->tag == TAG_HR || (node_is_heading(n) && str_eqc(text_fold(a, heading_label(a, n, PAGE_LABEL)), "footnotes"));
}

static bool
holds_nothing(struct finder *f, const struct node *n)
{
    for (n = n->first; n; n = n->next)
        if (n->tag == TAG_TEXT ? !str_is_blank(n->text) : n->tag != TAG_COMMENT && !is_announcement(f, n))
            return false;
    return true;
}

/* LIST, out of which a note was taken: if nothing is left it goes, with its wrappers and what announced it. */
static void
drop_list(struct finder *f, struct node *list)
{
    struct node *before = NULL;

    while (list != f->r->root && list->parent && holds_nothing(f, list)) {
        struct node *empty = list;
        before = element_before(list);
        list = list->parent;
        node_unlink(empty);
    }
    while (before && is_announcement(f, before)) {
        struct node *announcement = before;
        before = element_before(before);
        node_unlink(announcement);
    }
}

static void
make_note(struct finder *f, struct target *t)
{
    struct arena *a = f->r->scratch;
    struct node *old = map_find(&f->by_id, t->id), *list = t->block->parent, *note = t->block;

    node_drop_attr(old, "id");
    drop_mark(t->block, t->mark);
    if (t->block->tag == TAG_P)
        note = node_wrap(a, t->block, TAG_X_NOTE);
    else
        node_rename(note, TAG_X_NOTE);
    note->attrs = NULL;
    node_set_attr(a, note, "label", label_of(f, t->id));
    node_set_attr(a, note, "id", t->id);
    /* Blanks that stood between notes would be walked over again for each note that is left. */
    if (note->prev && note->prev->tag == TAG_TEXT && str_is_blank(note->prev->text))
        node_unlink(note->prev);
    node_append(f->r->root, note);
    drop_list(f, list);
}

static void
make_notes(struct finder *f)
{
    struct target **of = arena_zalloc(f->r->scratch, f->n * sizeof *of);

    for (size_t i = 0; i < f->n; i++)
        if (f->links[i].is_mark && !f->links[i].is_back)
            of[i] = target_of(f, &f->links[i]);
    for (size_t i = 0; i < f->n; i++) {
        const struct target *t;
        if (of[i])
            make_reference(f, &f->links[i]);
        else if (f->links[i].is_back && (t = map_find(&f->targets, address_key(&f->links[i].block))) && !t->is_ambiguous)
            drop_backlink(f->links[i].a);
    }
    for (size_t i = 0; i < f->targets.n; i++) {
        struct target *t = f->targets.entries[i].value;
        if (!t->is_ambiguous)
            make_note(f, t);
    }
}

void
footnotes_recognize(struct rendering *r)
{
    struct finder f = { .r = r };

    if (!r->has_own_links)
        return;
    find_links(&f);
    if (f.n < 2)
        return;
    map_init(&f.by_node);
    map_init(&f.by_id);
    map_init(&f.targets);
    find_ids(&f);
    for (size_t i = 0; i < f.n; i++)
        try_pair(&f, &f.links[i]);
    if (f.targets.n)
        make_notes(&f);
    map_release(&f.by_node);
    map_release(&f.by_id);
    map_release(&f.targets);
}
