/* blocks: the small rules of nesting, element by element. SPDX-License-Identifier: MIT
 *
 * One walk from the innermost elements out, so that each is judged when all in it is in order. A table says who judges what. Last,
 * words that stand beside blocks become paragraphs. */
#include "html/clean.h"

#include "base/words.h"

struct mending {
    struct rendering *r;
    struct arena *mem;
};

typedef void mend_fn(struct mending *, struct node *);

static struct node *
first_element(const struct node *n)
{
    struct node *c = n->first;

    while (c && !node_is_element(c))
        c = c->next;
    return c;
}

static struct node *
child(const struct node *n, enum tag tag)
{
    struct node *c = n->first;

    while (c && c->tag != tag)
        c = c->next;
    return c;
}

/* Another element than it was: a role or type that does not fit it goes. */
static void
become(struct node *n, enum tag tag)
{
    node_rename(n, tag);
    if (!role_is_allowed(tag, node_attr(n, "role")))
        node_drop_attr(n, "role");
}

/* ---- words and blocks ------------------------------------------------------------------------------------------------ */

static bool
is_word(const struct node *n)
{
    return n->tag == TAG_TEXT || (node_is_element(n) && !node_is_block(n));
}

static bool
has_blocks(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (node_is_element(c) && node_is_block(c))
            return true;
    return false;
}

static bool
has_words(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (is_word(c) && !node_is_blank_text(c))
            return true;
    return false;
}

/* Runs of words in N become paragraphs; blanks between blocks go. */
static void
wrap_words(struct mending *m, struct node *n)
{
    struct node *next;

    for (struct node *c = n->first; c; c = next) {
        struct node *end = c;
        next = c->next;
        if (node_is_blank_text(c))
            node_unlink(c);
        if (!is_word(c) || node_is_blank_text(c))
            continue;
        while (end && is_word(end))
            end = end->next;
        next = wrap_run(m->mem, c, end, TAG_P)->next;
    }
}

/* In these only blocks stand, where there is one. */
static void
mend_section(struct mending *m, struct node *n)
{
    if (has_blocks(n) && has_words(n))
        wrap_words(m, n);
}

/* In these only blocks stand. */
static void
mend_quote(struct mending *m, struct node *n)
{
    if (has_words(n))
        wrap_words(m, n);
}

/* ---- div ------------------------------------------------------------------------------------------------------------- */

static bool
holds_words_of_its_own(enum tag tag)
{
    return tag == TAG_LI || tag == TAG_TD || tag == TAG_TH || tag == TAG_DD || tag == TAG_DT || tag == TAG_FIGCAPTION
        || tag == TAG_CAPTION;
}

static bool
is_alone(const struct node *n)
{
    const struct node *before = n->prev, *after = n->next;

    while (before && node_is_blank_text(before))
        before = before->prev;
    while (after && node_is_blank_text(after))
        after = after->next;
    return !before && !after;
}

/* Most div elements of web pages only carry classes: those of words are paragraphs, those of blocks are nothing. */
static void
mend_div(struct mending *m, struct node *n)
{
    node_drop_attr(n, "x-form");
    if (has_words(n) && has_blocks(n))
        wrap_words(m, n);
    if (!n->first)
        return;
    if (!has_words(n) && !n->attrs)
        node_unwrap(n);
    else if (has_words(n) && !n->attrs && holds_words_of_its_own(n->parent->tag) && is_alone(n))
        node_unwrap(n);
    else if (has_words(n))
        become(n, TAG_P);
}

/* ---- figures --------------------------------------------------------------------------------------------------------- */

static bool
has_more(const struct node *n, bool before)
{
    for (n = before ? n->prev : n->next; n; n = before ? n->prev : n->next)
        if (!node_is_blank_text(n))
            return true;
    return false;
}

/* Further captions are paragraphs of the first. */
static void
join_captions(struct mending *m, struct node *caption)
{
    struct node *next;

    for (struct node *c = caption->next; c; c = next) {
        next = c->next;
        if (c->tag != TAG_FIGCAPTION)
            continue;
        if (has_words(caption))
            wrap_words(m, caption);
        become(c, has_blocks(c) ? TAG_DIV : TAG_P);
        node_append(caption, c);
    }
}

/* One caption, the first or last thing in the figure. */
static void
mend_figure(struct mending *m, struct node *n)
{
    struct node *caption = child(n, TAG_FIGCAPTION);

    if (!caption)
        return;
    join_captions(m, caption);
    if (has_more(caption, true) && has_more(caption, false))
        node_append(n, caption);
    if (node_is_empty(caption) && !node_has_attr(caption, "id")) {
        node_unlink(caption);
    } else if (is_alone(caption)) {
        become(n, TAG_DIV);
        become(caption, has_blocks(caption) ? TAG_DIV : TAG_P);
        mend_div(m, n);
    }
}

/* In a div that will be unwrapped it may come to stand in a figure: see blocks_mend(). */
static void
mend_figcaption(struct mending *m, struct node *n)
{
    (void)m;
    if (n->parent->tag != TAG_FIGURE && (n->parent->tag != TAG_DIV || n->parent->attrs))
        become(n, has_blocks(n) ? TAG_DIV : TAG_P);
}

/* ---- details --------------------------------------------------------------------------------------------------------- */

static void
mend_details(struct mending *m, struct node *n)
{
    struct node *summary = child(n, TAG_SUMMARY), *next;

    if (!summary) {
        const char *word = word_get(WORD_DETAILS, m->r->page->language);
        summary = node_element(m->mem, TAG_SUMMARY, n->offset);
        node_append(summary, node_text(m->mem, str_of(word), n->offset));
    }
    for (struct node *c = summary->next; c; c = next) {
        next = c->next;
        if (c->tag == TAG_SUMMARY)
            become(c, TAG_P);
    }
    node_unlink(summary);
    if (has_words(n))
        wrap_words(m, n);
    node_prepend(n, summary);
}

static void
mend_summary(struct mending *m, struct node *n)
{
    (void)m;
    if (n->parent->tag != TAG_DETAILS)
        become(n, TAG_P);
}

/* ---- heads, feet, cells ---------------------------------------------------------------------------------------------- */

static void
mend_header(struct mending *m, struct node *n)
{
    struct node *root = m->r->root;

    if (node_ancestor(n, TAG_HEADER, root) || node_ancestor(n, TAG_FOOTER, root)) {
        become(n, TAG_DIV);
        mend_div(m, n);
        return;
    }
    mend_section(m, n);
}

/* A term or header cell is a heading already, and holds no sections (HTML, 4.4.10 and 4.9.10). */
static void
mend_term(struct mending *m, struct node *n)
{
    struct node *next;

    (void)m;
    for (struct node *c = n->first; c; c = next) {
        next = node_next(c, n);
        if (node_is_heading(c) && c->parent == n && is_alone(c)) {
            next = c->first ? c->first : next;
            node_unwrap(c);
        } else if (node_is_heading(c)) {
            become(c, TAG_P);
        } else if (c->tag == TAG_SECTION || c->tag == TAG_ARTICLE || c->tag == TAG_ASIDE || c->tag == TAG_NAV
            || c->tag == TAG_HEADER || c->tag == TAG_FOOTER) {
            become(c, TAG_DIV);
        }
    }
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static void
mend_time(struct mending *m, struct node *n)
{
    if (node_ancestor(n, TAG_TIME, m->r->root) || (!node_has_attr(n, "datetime") && first_element(n)))
        node_unwrap(n);
}

static void
mend_dfn(struct mending *m, struct node *n)
{
    if (node_ancestor(n, TAG_DFN, m->r->root))
        node_unwrap(n);
}

/* Reading aids end a ruby; what follows them has none. */
static void
mend_ruby(struct mending *m, struct node *n)
{
    struct node *reading = n->last;

    (void)m;
    while (reading && reading->tag != TAG_RT)
        reading = reading->prev;
    if (!reading) {
        node_unwrap(n);
        return;
    }
    while (reading->next)
        node_insert_after(n, n->last);
}

static void
mend_rt(struct mending *m, struct node *n)
{
    if (n->parent->tag == TAG_RUBY)
        return;
    node_prepend(n, node_text(m->mem, STR("("), n->offset));
    node_append(n, node_text(m->mem, STR(")"), n->offset));
    node_unwrap(n);
}

static mend_fn *const menders[TAG_COUNT] = {
    [TAG_DIV] = mend_div,
    [TAG_SECTION] = mend_section,
    [TAG_ARTICLE] = mend_section,
    [TAG_NAV] = mend_section,
    [TAG_ASIDE] = mend_quote,
    [TAG_BLOCKQUOTE] = mend_quote,
    [TAG_X_NOTE] = mend_section,
    [TAG_HEADER] = mend_header,
    [TAG_FOOTER] = mend_header,
    [TAG_FIGURE] = mend_figure,
    [TAG_FIGCAPTION] = mend_figcaption,
    [TAG_DETAILS] = mend_details,
    [TAG_SUMMARY] = mend_summary,
    [TAG_DT] = mend_term,
    [TAG_TH] = mend_term,
    [TAG_TIME] = mend_time,
    [TAG_DFN] = mend_dfn,
    [TAG_RUBY] = mend_ruby,
    [TAG_RT] = mend_rt,
};

static struct node *
deepest(struct node *n)
{
    while (n->first)
        n = n->first;
    return n;
}

/* The node after N in a walk from the innermost out. */
static struct node *
next_outwards(struct node *n)
{
    return n->next ? deepest(n->next) : n->parent;
}

void
blocks_mend(struct rendering *r, struct node *root)
{
    struct mending m = { .r = r, .mem = r->scratch };
    struct node *next;
    bool has_captions = false;          /* those of figures are made where a figure is */

    for (struct node *n = deepest(root); n != root; n = next) {
        next = next_outwards(n);
        has_captions |= n->tag == TAG_FIGCAPTION || n->tag == TAG_FIGURE;
        if (menders[n->tag] && n->space == SPACE_HTML)
            menders[n->tag](&m, n);
    }
    if (has_words(root))
        wrap_words(&m, root);
    for (struct node *n = has_captions ? root->first : NULL; n; n = node_next(n, root))
        if (n->tag == TAG_FIGCAPTION && n->parent->tag != TAG_FIGURE)
            become(n, has_blocks(n) ? TAG_DIV : TAG_P);
}
