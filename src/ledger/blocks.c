/* blocks: many named records as a set of blocks. SPDX-License-Identifier: MIT */
#include "ledger/blocks.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ABOUT = 64, LARGEST = 1 << 20 };     /* records, bytes of a block */

/* ---- loading --------------------------------------------------------------------------------------------------------- */

static bool
learn_block(struct str data, const struct digest *context, blocks_learn_fn *learn, void *payload)
{
    struct bytes b = bytes_of(data);
    struct str of = bytes_raw(&b, sizeof context->at);

    if (!of.at || memcmp(of.at, context->at, sizeof context->at) != 0)
        return false;
    while (!bytes_failed(&b) && b.at < b.end) {
        struct str name = bytes_str(&b), record = bytes_str(&b);
        if (!bytes_failed(&b) && learn)
            learn(payload, name, record);
    }
    return bytes_done(&b);
}

bool
blocks_load(struct ledger *l, struct arena *mem, enum ledger_kind kind, struct str owner, struct digest context,
    blocks_learn_fn *learn, void *payload)
{
    struct ledger_block *blocks;
    size_t n;

    if (!ledger_load(l, mem, kind, owner, &blocks, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!learn_block(blocks[i].data, &context, NULL, NULL))
            return false;
    for (size_t i = 0; i < n; i++)
        learn_block(blocks[i].data, &context, learn, payload);
    return true;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

struct blocks_writer {
    struct arena mem;
    struct digest context;
    struct ledger_block *blocks; size_t n;
    struct str name;            /* of the block being filled */
    struct buf data;            /* empty: none is begun */
};

struct blocks_writer *
blocks_begin(struct digest context)
{
    struct blocks_writer *w = mem_zalloc(sizeof *w);

    arena_init(&w->mem);
    buf_init(&w->data);
    w->context = context;
    return w;
}

static void
end_block(struct blocks_writer *w)
{
    if (w->data.len > 0)
        *ARENA_PUSH(&w->mem, w->blocks, w->n) = (struct ledger_block){ w->name, buf_take(&w->data, &w->mem) };
}

void
blocks_add(struct blocks_writer *w, struct str name, struct str record)
{
    if (w->data.len == 0 || w->data.len > LARGEST || map_hash(name) % ABOUT == 0) {
        end_block(w);
        w->name = arena_str(&w->mem, name);
        bytes_put_raw(&w->data, w->context.at, sizeof w->context.at);
    }
    bytes_put_str(&w->data, name);
    bytes_put_str(&w->data, record);
}

void
blocks_save(struct blocks_writer *w, struct ledger *l, enum ledger_kind kind, struct str owner)
{
    end_block(w);
    ledger_save(l, kind, owner, w->blocks, w->n);
    buf_release(&w->data);
    arena_release(&w->mem);
    free(w);
}
