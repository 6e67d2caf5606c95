/* blocks: many named records as a set of blocks. SPDX-License-Identifier: MIT */
#include "ledger/blocks.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ABOUT = 64, LARGEST = 1 << 20 };     /* records, bytes of a block */

/* ---- as it was left -------------------------------------------------------------------------------------------------- */

struct known { struct str name, record; size_t block; };

struct blocks {
    struct arena mem;
    struct digest context;      /* of all blocks */
    struct ledger_block *blocks; size_t nblocks;
    struct known *records; size_t n;
    struct map by_name;         /* to struct known: made when something is not where it is looked for */
};

static bool
learn_block(struct blocks *s, size_t block)
{
    struct bytes b = bytes_of(s->blocks[block].data);
    struct str of = bytes_raw(&b, sizeof s->context.at);

    if (of.at && block == 0)
        memcpy(s->context.at, of.at, of.len);
    if (!of.at || memcmp(of.at, s->context.at, of.len) != 0)
        return false;
    while (!bytes_failed(&b) && b.at < b.end) {
        struct str name = bytes_str(&b), record = bytes_str(&b);
        *ARENA_PUSH(&s->mem, s->records, s->n) = (struct known){ name, record, block };
    }
    return bytes_done(&b);
}

struct blocks *
blocks_load(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct blocks *s = mem_zalloc(sizeof *s);
    bool whole;

    arena_init(&s->mem);
    map_init(&s->by_name);
    whole = ledger_load(l, &s->mem, kind, owner, &s->blocks, &s->nblocks);
    for (size_t i = 0; i < s->nblocks && whole; i++)
        whole = learn_block(s, i);
    if (whole)
        return s;
    blocks_free(s);
    return NULL;
}

bool
blocks_is_of(const struct blocks *s, struct digest context)
{
    return s->nblocks == 0 || digest_eq(&s->context, &context);
}

void
blocks_free(struct blocks *s)
{
    if (!s)
        return;
    map_release(&s->by_name);
    arena_release(&s->mem);
    free(s);
}

size_t
blocks_count(const struct blocks *s)
{
    return s->n;
}

struct str
blocks_record(const struct blocks *s, size_t place, struct str *name)
{
    *name = s->records[place].name;
    return s->records[place].record;
}

static const struct known *
look_up(struct blocks *s, struct str name)
{
    if (s->by_name.n == 0)
        for (size_t i = 0; i < s->n; i++)
            *map_slot(&s->by_name, s->records[i].name) = &s->records[i];
    return map_find(&s->by_name, name);
}

/* Its place; the number of records if there is none of this NAME. */
static size_t
find(struct blocks *s, struct str name, size_t expected)
{
    const struct known *known;

    if (expected < s->n && str_eq(s->records[expected].name, name))
        return expected;
    known = look_up(s, name);
    return known ? (size_t)(known - s->records) : s->n;
}

struct str
blocks_find(struct blocks *s, struct str name, size_t *place)
{
    size_t at = find(s, name, *place);

    if (at == s->n)
        return STR_NONE;
    *place = at + 1;
    return s->records[at].record;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

struct piece { struct str name, record; size_t place; };    /* PLACE: in the old set, from 1; 0: it is new or another */

struct blocks_writer {
    struct arena mem;           /* of the block being filled */
    struct buf out;
    struct ledger_set *set;
    struct digest context;
    struct blocks *old;
    size_t next;                /* the record of OLD that is expected */
    struct piece *pieces; size_t npieces, room;     /* of the block being filled */
    size_t size;
};

struct blocks_writer *
blocks_begin(struct ledger *ledger, enum ledger_kind kind, struct str owner, struct digest context, struct blocks *old)
{
    struct blocks_writer *w = mem_zalloc(sizeof *w);

    arena_init(&w->mem);
    buf_init(&w->out);
    w->set = ledger_save_begin(ledger, kind, owner);
    w->context = context;
    w->old = old;
    return w;
}

/* Are the pieces all records of one old block, as they lie there? */
static bool
is_old_block(const struct blocks_writer *w)
{
    const struct known *records = w->old ? w->old->records : NULL;
    size_t first = w->pieces[0].place, end = first + w->npieces;

    for (size_t i = 0; i < w->npieces; i++)
        if (w->pieces[i].place == 0 || w->pieces[i].place != first + i || records[first + i - 1].block != records[first - 1].block)
            return false;
    return (first == 1 || records[first - 2].block != records[first - 1].block)
        && (end - 1 == w->old->n || records[end - 1].block != records[first - 1].block);
}

static struct ledger_block
put_together(struct blocks_writer *w)
{
    buf_clear(&w->out);
    bytes_put_raw(&w->out, w->context.at, sizeof w->context.at);
    for (size_t i = 0; i < w->npieces; i++) {
        bytes_put_str(&w->out, w->pieces[i].name);
        bytes_put_str(&w->out, w->pieces[i].record);
    }
    return (struct ledger_block){ .name = w->pieces[0].name, .data = buf_str(&w->out) };
}

static void
end_block(struct blocks_writer *w)
{
    struct ledger_block block;

    if (w->npieces == 0)
        return;
    block = is_old_block(w) ? w->old->blocks[w->old->records[w->pieces[0].place - 1].block] : put_together(w);
    ledger_save_block(w->set, &block);
    arena_clear(&w->mem);
    w->npieces = 0;
    w->size = 0;
}

/* Where OLD has the very same record. */
static size_t
old_place(struct blocks_writer *w, struct str name, struct str record)
{
    size_t at;

    if (!w->old)
        return 0;
    at = find(w->old, name, w->next);
    if (at == w->old->n)
        return 0;
    w->next = at + 1;
    return w->old->records[at].record.at == record.at ? at + 1 : 0;
}

void
blocks_add(struct blocks_writer *w, struct str name, struct str record)
{
    struct piece piece = { name, record, old_place(w, name, record) };

    if (w->npieces > 0 && (w->size > LARGEST || map_hash(name) % ABOUT == 0))
        end_block(w);
    if (piece.place == 0)
        piece = (struct piece){ arena_str(&w->mem, name), arena_str(&w->mem, record), 0 };
    else
        piece.name = w->old->records[piece.place - 1].name;
    w->size += name.len + record.len;
    if (w->npieces == w->room) {
        w->room = w->room ? 2 * w->room : 2 * ABOUT;
        w->pieces = mem_realloc(w->pieces, w->room * sizeof *w->pieces);
    }
    w->pieces[w->npieces++] = piece;
}

void
blocks_end(struct blocks_writer *w)
{
    end_block(w);
    ledger_save_end(w->set);
    free(w->pieces);
    buf_release(&w->out);
    arena_release(&w->mem);
    free(w);
}
