/* typography: quotes, dashes and spaces of the text, by its language, where the book wants them. SPDX-License-Identifier: MIT
 *
 * Each block's texts are set together (base/typography.h). After ids, which come from the headings as they were typed; before the
 * page is cut, which takes the contents' labels from the headings. */
#include "html/page.h"
#include "html/passes.h"

#include "base/typography.h"

struct setter {
    struct rendering *r;
    const struct node *block;   /* that the texts collected stand in */
    struct typo_run *runs; size_t nruns;
    struct node **nodes; size_t nnodes;     /* one for each run; NULL: of no text */
    const struct node *parent;  /* of the last text, and the rules there */
    const struct typography *rules;
};

struct str
page_typeset(const struct rendering *r, struct str text, struct str language)
{
    return r->plan->book->look.typography == TOGGLE_ON ? typography_line(r->scratch, text, language) : text;
}

/* ---- what stands as it is ---------------------------------------------------------------------------------------------- */

enum kind { KIND_WORDS, KIND_THING, KIND_NOTHING };

static bool
is_note_reference(const struct node *n)
{
    return n->attrs && (node_has_class(n, "noteref") || node_has_class(n, "linkref"));
}

/* A link whose text is its address. */
static bool
shows_address(const struct node *n)
{
    const struct node *text = n->first;

    return text && !text->next && text->tag == TAG_TEXT && text->text.len > 3 && str_chr(text->text, ' ', 0) < 0
        && (str_chr(text->text, '.', 0) >= 0 || str_chr(text->text, '/', 0) >= 0)
        && str_find(node_attr(n, "href"), text->text, 0) >= 0;
}

/* Code and formulas are things among words; numbers of notes are not there at all, so that a quote before one can close. */
static enum kind
kind_of(const struct node *n)
{
    if (n->space != SPACE_HTML)
        return KIND_THING;
    switch (n->tag) {
    case TAG_CODE: case TAG_KBD: case TAG_SAMP: case TAG_PRE: case TAG_SVG: case TAG_MATH: case TAG_IMG: case TAG_RUBY:
        return KIND_THING;
    case TAG_A:
        return is_note_reference(n) ? KIND_NOTHING : shows_address(n) ? KIND_THING : KIND_WORDS;
    case TAG_SUP:
        return is_note_reference(n) ? KIND_NOTHING : KIND_WORDS;
    default:
        return KIND_WORDS;
    }
}

/* ---- collecting ------------------------------------------------------------------------------------------------------ */

static void
flush(struct setter *s)
{
    typography_set(s->r->scratch, s->runs, s->nruns);
    for (size_t i = 0; i < s->nruns; i++)
        if (s->nodes[i])
            s->nodes[i]->text = s->runs[i].text;
    s->nruns = s->nnodes = 0;
}

static const struct typography *
rules_for(struct setter *s, const struct node *text)
{
    const struct node *n = text->parent;
    struct str language = STR_NONE;

    if (n == s->parent)
        return s->rules;
    s->parent = n;
    for (; n && !(language = node_attr(n, "lang")).at && n != s->r->root; n = n->parent)
        continue;
    return s->rules = typography_of(language.at ? language : s->r->page->language);
}

static void
add(struct setter *s, struct node *node, struct str text, const struct typography *rules)
{
    *ARENA_PUSH(s->r->scratch, s->runs, s->nruns) = (struct typo_run){ text, rules };
    *ARENA_PUSH(s->r->scratch, s->nodes, s->nnodes) = node;
}

static void
enter_block(struct setter *s, const struct node *n)
{
    while (n && n != s->r->root && !node_is_block(n))
        n = n->parent;
    if (n != s->block)
        flush(s);
    s->block = n;
}

/* Takes N in; the node to go on with. */
static struct node *
collect(struct setter *s, struct node *n)
{
    enum kind kind;

    if (n->tag == TAG_TEXT) {
        enter_block(s, n->parent);
        if (n->text.len)
            add(s, n, n->text, rules_for(s, n));
        return node_next(n, s->r->root);
    }
    kind = kind_of(n);
    if (node_is_block(n))
        flush(s);
    else if (n->tag == TAG_BR)
        add(s, NULL, STR("\n"), NULL);
    else if (kind == KIND_THING)
        add(s, NULL, STR(TYPO_THING), NULL);
    return kind == KIND_WORDS ? node_next(n, s->r->root) : node_next_skip(n, s->r->root);
}

void
pass_typography(struct rendering *r)
{
    struct setter s = { .r = r };

    if (r->plan->book->look.typography != TOGGLE_ON)
        return;
    for (struct node *n = r->root->first; n;)
        n = collect(&s, n);
    flush(&s);
}
