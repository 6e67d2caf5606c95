/* pieces: blocks too large for a file, cut where it does no harm. SPDX-License-Identifier: MIT
 *
 * Only a block that is too large alone is touched (EPUB-RULES 7): its wrapper is repeated around groups of its children. What
 * cannot be cut soundly, a table or a paragraph, stays whole. */
#include "html/page.h"

enum { DEEPEST = 8 };

struct cutter {
    struct arena *arena;
    size_t most;
    piece_weight *weight;
    void *context;
};

static void cut(struct cutter *, struct node *n, size_t weight, int depth);

/* An empty copy of N for what follows in the next file. An id stays with the first piece. */
static struct node *
continuation(struct arena *a, const struct node *n)
{
    struct node *copy = node_element(a, n->tag, n->offset);

    for (const struct attr *at = n->attrs; at; at = at->next)
        if (!str_eqc(str_of(at->name), "id"))
            node_set_attr(a, copy, at->name, at->value);
    return copy;
}

/* ---- numbered lists -------------------------------------------------------------------------------------------------- */

/* A decimal number, maybe negative; FALLBACK if it is none. */
static long
number_of(struct str s, long fallback)
{
    unsigned long n;
    bool minus = str_starts(s, STR("-"));

    if (!s.at || !str_uint(minus ? str_from(s, 1) : s, 1000000000, &n))
        return fallback;
    return minus ? -(long)n : (long)n;
}

static long
first_number(const struct node *ol)
{
    long items = 0;

    for (const struct node *li = ol->first; li; li = li->next)
        items += li->tag == TAG_LI;
    return number_of(node_attr(ol, "start"), node_has_attr(ol, "reversed") ? items : 1);
}

/* The number of the item after LI, whose own is *NUMBER unless it says another. */
static void
count_item(const struct node *ol, const struct node *li, long *number)
{
    if (li->tag == TAG_LI)
        *number = number_of(node_attr(li, "value"), *number) + (node_has_attr(ol, "reversed") ? -1 : 1);
}

/* ---- wrappers -------------------------------------------------------------------------------------------------------- */

static bool
holds_words(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (c->tag == TAG_TEXT ? !str_is_blank(c->text) : node_is_element(c) && !node_is_block(c))
            return true;
    return false;
}

/* Moves the children that follow the first MOST of weight to continuations behind N. */
static void
distribute(struct cutter *k, struct node *n)
{
    struct node *piece = n;
    long number = n->tag == TAG_OL ? first_number(n) : 0;
    size_t filled = 0;

    if (n->tag == TAG_OL && node_has_attr(n, "reversed"))
        node_set_attr(k->arena, n, "start", arena_printf(k->arena, "%ld", number));
    for (struct node *c = n->first, *next; c; c = next) {
        size_t weight = k->weight(k->context, c);
        next = c->next;
        if (filled && filled + weight > k->most) {
            struct node *more = continuation(k->arena, n);
            if (n->tag == TAG_OL)
                node_set_attr(k->arena, more, "start", arena_printf(k->arena, "%ld", number));
            node_insert_after(piece, more);
            piece = more;
            filled = 0;
        }
        filled += weight;
        count_item(n, c, &number);
        if (piece != n)
            node_append(piece, c);
    }
}

/* A plain div is no more than its children. Where links lead to stays, as a div without height. */
static void
unwrap(struct cutter *k, struct node *div)
{
    if (div->attrs) {
        struct node *place = node_element(k->arena, TAG_DIV, div->offset);
        place->attrs = div->attrs;
        node_insert_before(div, place);
    }
    node_unwrap(div);
}

static void
cut_wrapper(struct cutter *k, struct node *n, int depth)
{
    bool is_list = n->tag == TAG_OL || n->tag == TAG_UL;

    if (holds_words(n))
        return;
    for (struct node *c = n->first, *next; !is_list && c; c = next) {
        next = c->next;
        cut(k, c, k->weight(k->context, c), depth + 1);
    }
    if (n->tag == TAG_DIV && (!n->attrs || (!n->attrs->next && node_has_attr(n, "id"))))
        unwrap(k, n);
    else
        distribute(k, n);
}

/* ---- code ------------------------------------------------------------------------------------------------------------ */

/* The one text in PRE, directly or in its one `code`; NULL if there is more. */
static struct node *
only_text(const struct node *pre)
{
    struct node *n = pre->first;

    if (n && n->tag == TAG_CODE && n == pre->last)
        n = n->first;
    return n && n->tag == TAG_TEXT && !n->next && !n->prev ? n : NULL;
}

/* The end of a first piece of at most ROOM bytes: after the last empty line, else after the last line. 0: there is none. */
static size_t
end_of_piece(struct str text, size_t room)
{
    size_t line = 0;

    for (size_t i = room; i > 1; i--) {
        if (text.at[i - 1] != '\n')
            continue;
        if (line == 0)
            line = i;
        if (text.at[i - 2] == '\n')
            return i;
    }
    return line;
}

static struct str
without_empty_lines(struct str text)
{
    while (text.len > 1 && text.at[text.len - 1] == '\n' && text.at[text.len - 2] == '\n')
        text.len--;
    return text;
}

/* Takes the next piece from the front of REST; all of it if it cannot be cut. False at the end. */
static bool
take_piece(struct str *rest, size_t room, struct str *piece)
{
    size_t end = rest->len <= room ? rest->len : end_of_piece(*rest, room);

    if (rest->len == 0)
        return false;
    if (end == 0)
        end = rest->len;
    *piece = str_sub(*rest, 0, end);
    *rest = str_from(*rest, end);
    if (rest->len)
        *piece = without_empty_lines(*piece);
    return true;
}

static void
cut_code(struct cutter *k, struct node *pre, size_t weight)
{
    struct node *text = only_text(pre), *last = pre, *code;
    struct str rest = text ? text->text : STR(""), piece;
    /* Escapes make more of some bytes than of others: hence the quarter left free. */
    size_t room = rest.len / (weight / k->most + 1) * 3 / 4;

    if (room == 0 || !take_piece(&rest, room, &text->text))
        return;
    while (take_piece(&rest, room, &piece)) {
        struct node *more = continuation(k->arena, pre);
        node_insert_after(last, more);
        last = code = more;
        if (text->parent != pre)
            node_append(more, code = continuation(k->arena, text->parent));
        node_append(code, node_text(k->arena, piece, text->offset));
    }
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

static void
cut(struct cutter *k, struct node *n, size_t weight, int depth)
{
    if (weight <= k->most || depth > DEEPEST)
        return;
    switch (n->tag) {
    case TAG_DIV: case TAG_SECTION: case TAG_ARTICLE: case TAG_BLOCKQUOTE: case TAG_UL: case TAG_OL:
        cut_wrapper(k, n, depth);
        break;
    case TAG_PRE:
        cut_code(k, n, weight);
        break;
    default:
        break;
    }
}

void
pieces_cut(struct arena *a, struct node *root, size_t most, piece_weight *weight, void *context)
{
    struct cutter k = { a, most, weight, context };

    for (struct node *n = root->first, *next; n; n = next) {
        next = n->next;
        cut(&k, n, weight(context, n), 0);
    }
}
