/* structure: blocks nest as XHTML wants them. SPDX-License-Identifier: MIT
 *
 * In this order: flow.c takes blocks out of lines, so that the others see lines that hold only words; lists.c and tables.c put
 * their parts in place; blocks.c does the rest, from the innermost element out. All are linear and use no recursion. */
#include "html/clean.h"
#include "html/passes.h"

struct node *
wrap_run(struct arena *mem, struct node *first, const struct node *stop, enum tag tag)
{
    struct node *around = node_element(mem, tag, first->offset);

    node_insert_before(first, around);
    while (around->next && around->next != stop)
        node_append(around, around->next);
    return around;
}

void
pass_structure(struct rendering *r)
{
    flow_split(r->scratch, r->root);
    lists_mend(r->scratch, r->root);
    tables_mend(r->scratch, r->root);
    blocks_mend(r, r->root);
}
