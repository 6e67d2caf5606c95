/* blocks: many named records as a set of blocks. SPDX-License-Identifier: MIT */
#include "ledger/blocks.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ABOUT = 64, LARGEST = 1 << 20 };     /* records, bytes of a block */

/* ---- as it was left -------------------------------------------------------------------------------------------------- */

struct known { struct str name, record; uint32_t block, more; };     /* MORE: how many bytes it has there */

struct block {                  /* as it lies in the ledger */
    struct ledger_block is;
    struct ledger_sum sum;      /* of the one beside it */
    size_t first, n;            /* its records */
    struct str *more;           /* theirs, when they are asked for; or NULL */
    bool is_asked;
};

struct blocks {
    struct arena mem;
    struct ledger *ledger;
    enum ledger_kind kind;
    struct str owner;
    struct digest context;      /* of all blocks */
    struct block *blocks; size_t nblocks;
    struct known *records; size_t n;
    struct map by_name;         /* to struct known: made when something is not where it is looked for */
};

static bool
has_more(enum ledger_kind kind)
{
    return kind == LEDGER_BOOK;
}

static bool
take_raw(struct bytes *b, void *at, size_t n)
{
    struct str raw = bytes_raw(b, n);

    if (raw.at)
        memcpy(at, raw.at, n);
    return raw.at;
}

/* What comes before the records. False if the block is not of the same set. */
static bool
learn_head(struct blocks *s, struct block *block, struct bytes *b)
{
    struct digest of;

    if (!take_raw(b, of.at, sizeof of.at) || !take_raw(b, block->sum.at, sizeof block->sum.at))
        return false;
    if (block == s->blocks)
        s->context = of;
    block->n = bytes_count(b, 3);
    return digest_eq(&of, &s->context);
}

static bool
learn_block(struct blocks *s, uint32_t index)
{
    struct block *block = &s->blocks[index];
    struct bytes b = bytes_of(block->is.data);

    if (!learn_head(s, block, &b))
        return false;
    for (size_t i = 0; i < block->n && !bytes_failed(&b); i++) {
        struct known *known = &s->records[block->first + i];
        known->name = bytes_str(&b);
        known->record = bytes_str(&b);
        known->more = (uint32_t)bytes_uint(&b);
        known->block = index;
    }
    return bytes_done(&b);
}

/* How many records there are is known by the heads. */
static bool
learn(struct blocks *s, const struct ledger_block *list)
{
    bool whole = true;

    s->blocks = arena_zalloc(&s->mem, (s->nblocks + 1) * sizeof *s->blocks);
    for (size_t i = 0; i < s->nblocks && whole; i++) {
        struct bytes b = bytes_of(list[i].data);
        s->blocks[i].is = list[i];
        s->blocks[i].first = s->n;
        whole = learn_head(s, &s->blocks[i], &b);
        s->n += s->blocks[i].n;
    }
    s->records = arena_alloc(&s->mem, (s->n + 1) * sizeof *s->records);
    for (uint32_t i = 0; i < s->nblocks && whole; i++)
        whole = learn_block(s, i);
    return whole;
}

struct blocks *
blocks_load(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct blocks *s = mem_zalloc(sizeof *s);
    struct ledger_block *list;

    arena_init(&s->mem);
    map_init(&s->by_name);
    s->ledger = l;
    s->kind = kind;
    s->owner = arena_str(&s->mem, owner);
    if (ledger_load(l, &s->mem, kind, owner, &list, &s->nblocks) && learn(s, list))
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
    if (s->by_name.n == 0) {
        map_reserve(&s->by_name, s->n);
        for (size_t i = 0; i < s->n; i++)
            *map_slot(&s->by_name, s->records[i].name) = &s->records[i];
    }
    return map_find(&s->by_name, name);
}

/* Some come in another order, but not far from where they were. */
static const struct known *
find_near(const struct blocks *s, struct str name, size_t expected)
{
    enum { NEAR = 64 };
    size_t i = expected > NEAR ? expected - NEAR : 0;

    for (; i < expected + NEAR && i < s->n; i++)
        if (str_eq(s->records[i].name, name))
            return &s->records[i];
    return NULL;
}

/* Its place; the number of records if there is none of this NAME. */
static size_t
find(struct blocks *s, struct str name, size_t expected)
{
    const struct known *known = NULL;

    if (expected < s->n && str_eq(s->records[expected].name, name))
        return expected;
    if (s->by_name.n == 0)
        known = find_near(s, name, expected);
    if (!known)
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

static void
load_more(struct blocks *s, struct block *block)
{
    struct str data, *more;
    struct bytes b;

    block->is_asked = true;
    if (!has_more(s->kind) || !ledger_load_one(s->ledger, &s->mem, LEDGER_MORE, s->owner, block->is.name, &block->sum, &data))
        return;
    b = bytes_of(data);
    more = arena_alloc(&s->mem, (block->n + 1) * sizeof *more);
    for (size_t i = 0; i < block->n; i++)
        more[i] = bytes_raw(&b, s->records[block->first + i].more);
    if (bytes_done(&b))
        block->more = more;
}

bool
blocks_more(struct blocks *s, size_t place, struct str *more)
{
    struct block *block = &s->blocks[s->records[place].block];

    if (!block->is_asked)
        load_more(s, block);
    if (block->more)
        *more = block->more[place - block->first];
    return block->more;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

/* PLACE: in the old set, from 1, with MORE as it lies there; 0: it is new or another. */
struct piece { struct str name, record, more; size_t nmore, place; };

struct blocks_writer {
    struct arena mem;           /* of the block being filled */
    struct buf out, out_beside;
    struct ledger *ledger;
    struct str owner;
    struct ledger_set *set, *beside;    /* BESIDE: of what is more; or NULL */
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
    buf_init(&w->out_beside);
    w->ledger = ledger;
    w->owner = owner;
    w->set = ledger_save_begin(ledger, kind, owner);
    w->beside = has_more(kind) ? ledger_save_beside(w->set, LEDGER_MORE) : NULL;
    w->context = context;
    w->old = old;
    return w;
}

/* Are the pieces all records of one old block, as they lie there? */
static const struct block *
old_block(const struct blocks_writer *w)
{
    size_t first = w->pieces[0].place;
    const struct block *block = first ? &w->old->blocks[w->old->records[first - 1].block] : NULL;

    if (!block || block->first != first - 1 || block->n != w->npieces)
        return NULL;
    for (size_t i = 0; i < w->npieces; i++)
        if (w->pieces[i].place != first + i)
            return NULL;
    return block;
}

/* What there is more of old records is needed after all. Those of which it is lost are left out. */
static void
fetch_more(struct blocks_writer *w)
{
    size_t n = 0;

    for (size_t i = 0; i < w->npieces; i++) {
        struct piece *p = &w->pieces[i];
        if (p->place == 0 || blocks_more(w->old, p->place - 1, &p->more))
            w->pieces[n++] = *p;
    }
    w->npieces = n;
}

static struct ledger_block
put_beside(struct blocks_writer *w)
{
    buf_clear(&w->out_beside);
    for (size_t i = 0; i < w->npieces; i++)
        buf_add(&w->out_beside, w->pieces[i].more);
    return (struct ledger_block){ .name = w->pieces[0].name, .data = buf_str(&w->out_beside) };
}

static struct ledger_block
put_together(struct blocks_writer *w, const struct ledger_sum *sum)
{
    buf_clear(&w->out);
    bytes_put_raw(&w->out, w->context.at, sizeof w->context.at);
    bytes_put_raw(&w->out, sum->at, sizeof sum->at);
    bytes_put_uint(&w->out, w->npieces);
    for (size_t i = 0; i < w->npieces; i++) {
        bytes_put_str(&w->out, w->pieces[i].name);
        bytes_put_str(&w->out, w->pieces[i].record);
        bytes_put_uint(&w->out, w->pieces[i].nmore);
    }
    return (struct ledger_block){ .name = w->pieces[0].name, .data = buf_str(&w->out) };
}

/* Some of the pieces are new, or what is in the file is not what was loaded. */
static void
save_anew(struct blocks_writer *w)
{
    struct ledger_sum sum = { { 0 } };
    struct ledger_block block;

    if (w->beside) {
        fetch_more(w);
        if (w->npieces == 0)
            return;
        block = put_beside(w);
        sum = ledger_sum(w->ledger, LEDGER_MORE, w->owner, &block);
        ledger_save_block(w->beside, &block);
    }
    block = put_together(w, &sum);
    ledger_save_block(w->set, &block);
}

static void
end_block(struct blocks_writer *w)
{
    const struct block *old;

    if (w->npieces == 0)
        return;
    old = old_block(w);
    if (old && (!w->beside || ledger_set_is_as_loaded(w->set))) {
        ledger_save_block(w->set, &old->is);
        if (w->beside)
            ledger_save_kept(w->beside, old->is.name);
    } else {
        save_anew(w);
    }
    arena_clear(&w->mem);
    w->npieces = 0;
    w->size = 0;
}

/* Where OLD has the very same record. */
static size_t
old_place(struct blocks_writer *w, struct str name, struct str record)
{
    size_t at;

    if (!w->old || !record.at)
        return 0;
    if (w->next < w->old->n && w->old->records[w->next].record.at == record.at)
        return ++w->next;
    at = find(w->old, name, w->next);
    if (at == w->old->n)
        return 0;
    w->next = at + 1;
    return w->old->records[at].record.at == record.at ? at + 1 : 0;
}

/* An old record does where it did. */
static bool
begins_block(const struct blocks_writer *w, struct str name, size_t place)
{
    if (place > 0)
        return w->old->blocks[w->old->records[place - 1].block].first == place - 1;
    return map_hash(name) % ABOUT == 0;
}

static struct piece
piece_of(struct blocks_writer *w, struct str name, struct str record, struct str more, size_t place)
{
    const struct known *old = place ? &w->old->records[place - 1] : NULL;

    if (old)
        return (struct piece){ old->name, record, STR_NONE, old->more, place };
    return (struct piece){ arena_str(&w->mem, name), arena_str(&w->mem, record), arena_str(&w->mem, more), more.len, 0 };
}

void
blocks_add(struct blocks_writer *w, struct str name, struct str record, struct str more)
{
    size_t place = old_place(w, name, record);

    if (w->npieces > 0 && (w->size > LARGEST || begins_block(w, name, place)))
        end_block(w);
    if (w->npieces == w->room) {
        w->room = w->room ? 2 * w->room : 2 * ABOUT;
        w->pieces = mem_realloc(w->pieces, w->room * sizeof *w->pieces);
    }
    w->pieces[w->npieces] = piece_of(w, name, record, more, place);
    w->size += name.len + record.len + w->pieces[w->npieces++].nmore;
}

void
blocks_end(struct blocks_writer *w)
{
    end_block(w);
    if (w->beside)
        ledger_save_end(w->beside);
    ledger_save_end(w->set);
    free(w->pieces);
    buf_release(&w->out);
    buf_release(&w->out_beside);
    arena_release(&w->mem);
    free(w);
}
