/* tables: each table rebuilt as caption, colgroup, thead, tbody and tfoot. SPDX-License-Identifier: MIT
 *
 * The parts are sorted into a new order in one walk over a table's own parts (not those of tables in its cells). What is no part of
 * a table is put before it, as browsers do. Tables that only place things on a page become blocks (EPUB-RULES 4.4). */
#include "html/clean.h"

enum { WIDEST = 1000 };         /* columns a cell may span (HTML, 4.9.11) */

struct table {
    struct arena *mem;
    struct node *n;
    struct node *caption, *columns, *head, *foot;
    struct node *bodies;        /* a holder of tbody elements */
    struct node *row;           /* that loose cells go to */
    struct node *body;          /* that loose rows go to */
    struct node *before;        /* the first node that was put before the table */
};

static bool
is_cell(const struct node *n)
{
    return n->tag == TAG_TD || n->tag == TAG_TH;
}

static bool
is_section(const struct node *n)
{
    return n->tag == TAG_THEAD || n->tag == TAG_TBODY || n->tag == TAG_TFOOT;
}

static bool
is_part(const struct node *n)
{
    return is_cell(n) || is_section(n) || n->tag == TAG_TR || n->tag == TAG_CAPTION || n->tag == TAG_COLGROUP || n->tag == TAG_COL;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------ */

/* Only cells are left in ROW. */
static void
mend_row(struct arena *mem, struct node *row)
{
    struct node *next;

    for (struct node *c = row->first; c; c = next) {
        next = c->next;
        if (is_cell(c))
            continue;
        if (node_is_blank_text(c)) {
            node_unlink(c);
        } else if (is_part(c)) {        /* a row in a row: its cells are this row's */
            next = c->first ? c->first : next;
            node_unwrap(c);
        } else {
            struct node *cell = node_wrap(mem, c, TAG_TD);
            while (cell->next && !is_part(cell->next))
                node_append(cell, cell->next);
            next = cell->next;
        }
    }
}

static void
put_before(struct table *t, struct node *n)
{
    if (node_is_blank_text(n)) {
        node_unlink(n);
        return;
    }
    if (n->tag == TAG_CAPTION)
        node_rename(n, TAG_DIV);
    node_insert_before(t->n, n);
    if (!t->before)
        t->before = n;
}

static struct node *
loose_body(struct table *t)
{
    if (!t->body) {
        t->body = node_element(t->mem, TAG_TBODY, t->n->offset);
        node_append(t->bodies, t->body);
    }
    return t->body;
}

static void
take_loose_cell(struct table *t, struct node *cell)
{
    if (!t->row) {
        t->row = node_element(t->mem, TAG_TR, cell->offset);
        node_append(loose_body(t), t->row);
    }
    node_append(t->row, cell);
}

/* Only rows are left in SECTION. */
static void
mend_section(struct table *t, struct node *section)
{
    struct node *next, *row = NULL;

    for (struct node *c = section->first; c; c = next) {
        next = c->next;
        if (c->tag == TAG_TR) {
            mend_row(t->mem, c);
            row = NULL;
            if (!c->first)
                node_unlink(c);
        } else if (is_cell(c)) {
            if (!row)
                row = node_wrap(t->mem, c, TAG_TR);
            else
                node_append(row, c);
        } else if (is_section(c)) {
            next = c->first ? c->first : next;
            node_unwrap(c);
        } else if (c->tag == TAG_COL || c->tag == TAG_COLGROUP) {
            node_unlink(c);
        } else {
            put_before(t, c);
        }
    }
}

/* ---- columns --------------------------------------------------------------------------------------------------------- */

/* A colgroup has cols or a span, not both. */
static void
take_columns(struct table *t, struct node *n)
{
    struct node *next;

    if (n->tag == TAG_COL) {
        if (!t->columns->last || !t->columns->last->first)
            node_append(t->columns, node_element(t->mem, TAG_COLGROUP, n->offset));
        node_append(t->columns->last, n);
        return;
    }
    for (struct node *c = n->first; c; c = next) {
        next = c->next;
        if (c->tag != TAG_COL)
            node_unlink(c);
    }
    if (n->first)
        node_drop_attr(n, "span");
    node_append(t->columns, n);
}

/* ---- sorting --------------------------------------------------------------------------------------------------------- */

static void
take_section(struct table *t, struct node *n)
{
    mend_section(t, n);
    t->row = t->body = NULL;
    if (!n->first) {
        node_unlink(n);
    } else if (n->tag == TAG_THEAD && !t->head) {
        t->head = n;
        node_unlink(n);
    } else if (n->tag == TAG_TFOOT && !t->foot) {
        t->foot = n;
        node_unlink(n);
    } else {
        node_rename(n, TAG_TBODY);
        node_append(t->bodies, n);
    }
}

static void
take_caption(struct table *t, struct node *n)
{
    if (node_is_empty(n)) {
        node_unlink(n);
    } else if (!t->caption) {
        t->caption = n;
        node_unlink(n);
    } else {
        put_before(t, n);
    }
}

static void
take(struct table *t, struct node *n)
{
    if (n->tag == TAG_CAPTION) {
        take_caption(t, n);
    } else if (n->tag == TAG_COLGROUP || n->tag == TAG_COL) {
        take_columns(t, n);
    } else if (is_section(n)) {
        take_section(t, n);
    } else if (n->tag == TAG_TR) {
        mend_row(t->mem, n);
        t->row = NULL;
        if (n->first)
            node_append(loose_body(t), n);
        else
            node_unlink(n);
    } else if (is_cell(n)) {
        take_loose_cell(t, n);
    } else {
        put_before(t, n);
    }
}

static void
put_together(struct table *t)
{
    if (t->caption)
        node_append(t->n, t->caption);
    node_move_children(t->columns, t->n);
    if (t->head)
        node_append(t->n, t->head);
    node_move_children(t->bodies, t->n);
    if (t->foot)
        node_append(t->n, t->foot);
}

/* The first node that came out of the table and stands before it now, or NULL. */
static struct node *
rebuild(struct arena *mem, struct node *n)
{
    struct table t = { .mem = mem, .n = n };

    t.columns = node_element(mem, TAG_DIV, n->offset);
    t.bodies = node_element(mem, TAG_DIV, n->offset);
    while (n->first)
        take(&t, n->first);
    put_together(&t);
    return t.before;
}

/* ---- the grid -------------------------------------------------------------------------------------------------------- */

static bool
has_span(const struct node *cell)
{
    return node_has_attr(cell, "colspan") || node_has_attr(cell, "rowspan");
}

static unsigned long
span_of(const struct node *cell, const char *name)
{
    unsigned long n = 1;

    return str_uint(node_attr(cell, name), 1000000, &n) ? n : 1;
}

static void
set_span(struct arena *mem, struct node *cell, const char *name, unsigned long n)
{
    if (n == 1)
        node_drop_attr(cell, name);
    else if (n != span_of(cell, name))
        node_set_attr(mem, cell, name, arena_printf(mem, "%lu", n));
}

/* Columns of the widest row; a row's last cell counts as one: pages give it any number to mean "the rest". */
static unsigned long
width_of(const struct node *table)
{
    unsigned long width = 1;

    for (const struct node *s = table->first; s; s = s->next) {
        for (const struct node *row = is_section(s) ? s->first : NULL; row; row = row->next) {
            unsigned long n = 1;
            for (const struct node *c = row->first; c && c->next; c = c->next)
                n += !c->attrs ? 1 : span_of(c, "colspan") < WIDEST ? span_of(c, "colspan") : WIDEST;
            width = n > width ? n : width;
        }
    }
    return width;
}

static void
clip_spans(struct arena *mem, struct node *table)
{
    unsigned long width = width_of(table), columns, rows;

    for (struct node *s = table->first; s; s = s->next) {
        rows = 0;
        for (struct node *row = is_section(s) ? s->first : NULL; row; row = row->next)
            rows++;
        for (struct node *row = is_section(s) ? s->first : NULL; row; row = row->next, rows--) {
            for (struct node *c = row->first; c; c = c->next) {
                unsigned long down;
                if (!has_span(c))
                    continue;
                down = span_of(c, "rowspan");
                columns = span_of(c, "colspan");
                columns = columns < width ? columns : width;
                set_span(mem, c, "colspan", columns < WIDEST ? columns : WIDEST);
                set_span(mem, c, "rowspan", down == 0 || down > rows ? rows : down);
            }
        }
    }
}

/* ---- headers of cells ------------------------------------------------------------------------------------------------ */

/* All ids of the tree; what two elements are called leads to none. */
static void
collect_ids(struct map *ids, struct node *root)
{
    for (struct node *n = root->first; n; n = node_next(n, root)) {
        struct str id = node_attr(n, "id");
        bool is_second = map_has(ids, id);
        if (id.len)
            *map_slot(ids, id) = is_second ? NULL : n;
    }
}

static bool
is_header_of(const struct map *ids, struct str id, const struct node *cell, const struct node *root)
{
    const struct node *th = map_find(ids, id);

    return th && th->tag == TAG_TH && node_ancestor(th, TAG_TABLE, root) == node_ancestor(cell, TAG_TABLE, root);
}

/* "headers" may only name th elements of the same table. */
static void
check_headers(const struct map *ids, struct node *cell, const struct node *root)
{
    struct str list = node_attr(cell, "headers");

    for (size_t i = 0; i < list.len; i++) {
        size_t start = i;
        while (i < list.len && !char_is_blank(list.at[i]))
            i++;
        if (i > start && !is_header_of(ids, str_sub(list, start, i), cell, root)) {
            node_drop_attr(cell, "headers");
            return;
        }
    }
}

static void
check_all_headers(struct node *root)
{
    struct map ids;

    map_init(&ids);
    collect_ids(&ids, root);
    for (struct node *n = ids.n ? root->first : NULL; n; n = node_next(n, root))
        if (is_cell(n))
            check_headers(&ids, n, root);
    map_release(&ids);
}

/* ---- tables for layout ----------------------------------------------------------------------------------------------- */

static const struct node *
only_child(const struct node *n)
{
    const struct node *only = NULL;

    for (const struct node *c = n->first; c; c = c->next) {
        if (node_is_blank_text(c))
            continue;
        if (only)
            return NULL;
        only = c;
    }
    return only;
}

/* What a table says of itself: it holds data if it has a caption, a head or header cells. */
static bool
is_layout(const struct node *table)
{
    size_t widest = 0;
    bool nested = false;

    if (node_has_attr(table, "x-layout"))
        return true;
    for (const struct node *s = table->first; s; s = s->next) {
        if (s->tag == TAG_CAPTION || s->tag == TAG_THEAD)
            return false;
        for (const struct node *row = is_section(s) ? s->first : NULL; row; row = row->next) {
            size_t n = 0;
            for (const struct node *c = row->first; c; c = c->next, n++) {
                if (c->tag == TAG_TH)
                    return false;
                nested = nested || (only_child(c) && only_child(c)->tag == TAG_TABLE);
            }
            widest = n > widest ? n : widest;
        }
    }
    return widest <= 1 || nested;
}

static void
make_block(struct node *n)
{
    node_rename(n, TAG_DIV);
    node_drop_attr(n, "colspan");
    node_drop_attr(n, "rowspan");
    node_drop_attr(n, "headers");
    node_drop_attr(n, "scope");
    node_drop_attr(n, "class");
    node_drop_attr(n, "x-layout");
}

/* Cells become blocks one after the other. */
static void
dissolve(struct node *table)
{
    struct node *next;

    for (struct node *s = table->first; s; s = next) {
        next = s->next;
        if (s->tag == TAG_COLGROUP)
            node_unlink(s);
        else if (s->tag == TAG_CAPTION)
            make_block(s);
        else if (is_section(s)) {
            next = s->first;
            node_unwrap(s);
        } else if (s->tag == TAG_TR) {
            next = s->first ? s->first : next;
            node_unwrap(s);
        } else if (is_cell(s)) {
            make_block(s);
        }
    }
    make_block(table);
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

static bool
is_in_place(const struct node *n)
{
    const struct node *p = n->parent;

    if (is_cell(n))
        return p->tag == TAG_TR;
    if (n->tag == TAG_COL)
        return p->tag == TAG_COLGROUP;
    return n->tag == TAG_TR ? is_section(p) : p->tag == TAG_TABLE;
}

/* A table, or a part of one outside all tables: where to go on. */
static struct node *
mend(struct arena *mem, struct node *n, struct node *root)
{
    struct node *next;

    if (n->tag != TAG_TABLE) {
        make_block(n);
        node_drop_attr(n, "span");
        return node_next(n, root);
    }
    next = rebuild(mem, n);
    if (next)
        return next;                    /* and come back here, when nothing will come out any more */
    if (!node_find(n, TAG_TR)) {
        struct node *caption = n->first && n->first->tag == TAG_CAPTION ? n->first : NULL;
        next = caption ? caption : node_next_skip(n, root);
        if (caption)
            node_insert_before(n, caption);
        node_unlink(n);
        return next;
    }
    if (is_layout(n) || node_ancestor(n, TAG_CAPTION, root)) {
        dissolve(n);
        return node_next(n, root);
    }
    clip_spans(mem, n);
    return node_next(n, root);
}

void
tables_mend(struct arena *mem, struct node *root)
{
    bool has_headers = false;

    for (struct node *n = root->first; n;) {
        has_headers = has_headers || (is_cell(n) && node_has_attr(n, "headers"));
        n = n->tag == TAG_TABLE || (is_part(n) && !is_in_place(n)) ? mend(mem, n, root) : node_next(n, root);
    }
    if (has_headers)
        check_all_headers(root);
}
