/* template_pair: which tag closes which. SPDX-License-Identifier: MIT
 *
 * Whether a tag has content is known only from the tag that closes it, `/name`, `endname` or `end`. Of each name the open ones are
 * a chain, so that every closing tag finds its opening one at once, however deep they nest. */
#include "read/template_part.h"

struct pairing {
    struct template *t;
    struct map open;            /* "family name" to struct chain */
    uint32_t *below;            /* of each open token the one of its name that was open before */
    uint32_t *control; size_t ncontrol;     /* open ones of all names, for else and end */
};

struct chain { uint32_t top; };

static struct chain *
chain_of(struct pairing *p, const struct token *token)
{
    /* Whatever Zola and Go call it, their `end` closes the last one; ":::" has no name at its end. */
    bool has_name = token->family != FAMILY_FENCE;
    struct str key = arena_printf(p->t->mem, "%d %.*s", (int)token->family, has_name ? (int)token->call.name.len : 0,
        token->call.name.at ? token->call.name.at : "");
    void **slot = map_slot(&p->open, key);

    if (!*slot) {
        struct chain *chain = ARENA_NEW(p->t->mem, struct chain);
        chain->top = TEMPLATE_NONE;
        *slot = chain;
    }
    return *slot;
}

static bool
has_end(const struct token *token)
{
    return token->family == FAMILY_CALL ? (token->shape->flags & SHAPE_ENDED) != 0
        : token->family == FAMILY_LIQUID && token->call.has_parentheses;
}

static void
join(struct pairing *p, uint32_t opening, uint32_t closing)
{
    struct token *open = &p->t->tokens[opening], *close = &p->t->tokens[closing];

    open->role = ROLE_OPEN;
    open->mate = closing;
    close->mate = opening;
    close->shape = open->shape;
    close->call = open->call;
    close->is_markdown = open->is_markdown;
    if (close->begins_line)
        close->prefix = open->prefix;   /* not that of a paragraph which it seems to go on with */
    chain_of(p, open)->top = p->below[opening];
}

/* `end`: of Go what {{if}} and the like opened, of Zola the last tag with parentheses. */
static void
close_last(struct pairing *p, uint32_t closing)
{
    enum family family = p->t->tokens[closing].family;

    while (p->ncontrol > 0) {
        uint32_t last = p->control[--p->ncontrol];
        const struct token *open = &p->t->tokens[last];
        if (open->mate == TEMPLATE_NONE && open->family == family && has_end(open)) {
            join(p, last, closing);
            return;
        }
    }
}

static bool
is_end(const struct token *token)
{
    return (token->family == FAMILY_CALL && token->call.name.len == 3 && str_eqc(token->call.name, "end"))
        || (token->family == FAMILY_LIQUID && token->call.name.len == 0);
}

static void
close_named(struct pairing *p, uint32_t closing)
{
    struct chain *chain = chain_of(p, &p->t->tokens[closing]);

    if (chain->top != TEMPLATE_NONE)
        join(p, chain->top, closing);
}

/* What an `else` belongs to: the innermost open if, for or case. */
static void
join_branch(struct pairing *p, uint32_t branch)
{
    while (p->ncontrol > 0) {
        uint32_t last = p->control[p->ncontrol - 1];
        if (p->t->tokens[last].mate == TEMPLATE_NONE) {
            p->t->tokens[branch].mate = last;
            return;
        }
        p->ncontrol--;
    }
}

static void
pair_one(struct pairing *p, uint32_t i)
{
    struct token *token = &p->t->tokens[i];
    struct chain *chain;

    if (!token->shape || token->mate != TEMPLATE_NONE)
        return;
    if (token->role == ROLE_CLOSE && is_end(token)) {
        close_last(p, i);
    } else if (token->role == ROLE_CLOSE) {
        close_named(p, i);
    } else if (token->role == ROLE_BRANCH) {
        join_branch(p, i);
    } else if (!token->closes_itself) {
        chain = chain_of(p, token);
        p->below[i] = chain->top;
        chain->top = i;
        if (has_end(token) || (token->family == FAMILY_LIQUID && (token->shape->flags & SHAPE_ENDED)))
            p->control[p->ncontrol++] = i;
    }
}

void
template_pair(struct template *t)
{
    struct pairing p = { .t = t };

    map_init(&p.open);
    p.below = arena_alloc(t->mem, t->ntokens * sizeof *p.below);
    p.control = arena_alloc(t->mem, t->ntokens * sizeof *p.control);
    for (uint32_t i = 0; i < t->ntokens; i++)
        pair_one(&p, i);
    map_release(&p.open);
}
