/* lists: ul, ol, li, dl, dt and dd in their places. SPDX-License-Identifier: MIT
 *
 * EPUB-RULES 4.4: items outside lists are put in one, what is no item in a list becomes one or part of one. */
#include "html/clean.h"

static bool
is_list(const struct node *n)
{
    return n && (n->tag == TAG_UL || n->tag == TAG_OL);
}

static bool
is_term(const struct node *n)
{
    return n->tag == TAG_DT || n->tag == TAG_DD;
}

/* A child that is there only to group: its own children take its place. */
static bool
is_group_of(const struct node *n, bool (*member)(const struct node *))
{
    if (n->tag != TAG_DIV && n->tag != TAG_SECTION && n->tag != TAG_SPAN)
        return false;
    for (const struct node *c = n->first; c; c = c->next)
        if (member(c))
            return true;
    return false;
}

static bool is_item(const struct node *n) { return n->tag == TAG_LI; }

/* The node after the run of such nodes as FIRST that FITS; blanks between them belong to it, at its end they do not. */
static struct node *
end_of_run(struct node *first, bool (*fits)(const struct node *))
{
    struct node *end = first->next;

    for (struct node *n = first; n && (fits(n) || node_is_blank_text(n)); n = n->next)
        if (fits(n))
            end = n->next;
    return end;
}

/* ---- ul and ol ------------------------------------------------------------------------------------------------------- */

static bool
is_loose(const struct node *n)
{
    return n->tag != TAG_LI && !is_list(n) && !is_group_of(n, is_item);
}

/* A list among items belongs to the item before it. */
static struct node *
mend_nested(struct arena *mem, struct node *list)
{
    struct node *item = list->prev;

    if (!item)
        return node_wrap(mem, list, TAG_LI);
    node_append(item, list);
    return item;
}

/* C and, if need be, what follows it are an item now: where to go on. */
static struct node *
mend_child(struct arena *mem, struct node *c)
{
    struct node *next = c->next;

    if (c->tag == TAG_LI)
        return next;
    if (node_is_blank_text(c)) {
        node_unlink(c);
        return next;
    }
    if (is_group_of(c, is_item)) {
        next = c->first;
        node_unwrap(c);
        return next;
    }
    return is_list(c) ? mend_nested(mem, c)->next : wrap_run(mem, c, end_of_run(c, is_loose), TAG_LI)->next;
}

static void
mend_list(struct arena *mem, struct node *list)
{
    for (struct node *c = list->first; c;)
        c = mend_child(mem, c);
    for (struct node *c = list->first; c && list->tag == TAG_UL; c = c->next)
        node_drop_attr(c, "value");
}

/* ---- dl -------------------------------------------------------------------------------------------------------------- */

static bool
is_between_terms(const struct node *n)
{
    return !is_term(n) && !is_group_of(n, is_term);
}

/* Only dt and dd are left in DL. */
static void
mend_terms(struct arena *mem, struct node *dl)
{
    struct node *next;

    for (struct node *c = dl->first; c; c = next) {
        next = c->next;
        if (node_is_blank_text(c)) {
            node_unlink(c);
        } else if (is_group_of(c, is_term)) {
            next = c->first;
            node_unwrap(c);
        } else if (!is_term(c)) {
            struct node *dd = wrap_run(mem, c, end_of_run(c, is_between_terms), TAG_DD);
            next = dd->next;
            if (dd->prev && dd->prev->tag == TAG_DD) {
                node_move_children(dd, dd->prev);
                node_unlink(dd);
            }
        }
    }
}

static bool
has_child(const struct node *n, enum tag tag)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (c->tag == tag)
            return true;
    return false;
}

/* Every group begins with a dt and ends with a dd; a list of only one kind is a plain list. */
static void
mend_dl(struct arena *mem, struct node *dl)
{
    mend_terms(mem, dl);
    if (!has_child(dl, TAG_DT) || !has_child(dl, TAG_DD)) {
        node_rename(dl, TAG_UL);
        node_drop_attr(dl, "role");
        for (struct node *c = dl->first; c; c = c->next)
            node_rename(c, TAG_LI);
        return;
    }
    if (dl->first->tag == TAG_DD)
        node_prepend(dl, node_element(mem, TAG_DT, dl->offset));
    if (dl->last->tag == TAG_DT)
        node_append(dl, node_element(mem, TAG_DD, dl->offset));
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

/* An item outside a list: with its neighbours it is put in one. */
static struct node *
gather(struct arena *mem, struct node *n)
{
    if (n->tag == TAG_LI && !is_list(n->parent))
        return wrap_run(mem, n, end_of_run(n, is_item), TAG_UL);
    if (is_term(n) && n->parent->tag != TAG_DL)
        return wrap_run(mem, n, end_of_run(n, is_term), TAG_DL);
    return n;
}

void
lists_mend(struct arena *mem, struct node *root)
{
    struct node *next;

    for (struct node *n = root->first; n; n = next) {
        n = gather(mem, n);
        if (is_list(n))
            mend_list(mem, n);
        else if (n->tag == TAG_DL)
            mend_dl(mem, n);
        if ((is_list(n) || n->tag == TAG_DL) && !n->first) {
            next = node_next_skip(n, root);
            node_unlink(n);
        } else {
            next = node_next(n, root);
        }
    }
}
