/* ledger_blocks: the blocks of the ledger, each with a sum of all that it is. SPDX-License-Identifier: MIT */
#include "ledger/ledger_part.h"

#include "base/buf.h"
#include "base/bytes.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- sums ------------------------------------------------------------------------------------------------------------ */

/* The first block of a set has no name; its data are the names and sums of all others. */
static struct ledger_sum
sum_of(const struct ledger *l, enum ledger_kind kind, struct str owner, struct str name, struct str data)
{
    struct hash hash = hash_add(hash_add(hash_add(hash_number(l->program, kind), owner), name), data);
    struct ledger_sum sum;

    memcpy(sum.at, hash.at, sizeof sum.at);
    return sum;
}

static bool
is_sum(struct str bytes, const struct ledger_sum *sum)
{
    return bytes.len == sizeof sum->at && memcmp(bytes.at, sum->at, sizeof sum->at) == 0;
}

struct ledger_sum
ledger_sum(const struct ledger *l, enum ledger_kind kind, struct str owner, const struct ledger_block *b)
{
    return sum_of(l, kind, owner, b->name, b->data);
}

static struct str
sum_key(struct arena *mem, enum ledger_kind kind, struct str owner, struct str name)
{
    return arena_printf(mem, "%d %zu %.*s %.*s", (int)kind, owner.len, STR_ARG(owner), STR_ARG(name));
}

static void
remember(struct ledger *l, enum ledger_kind kind, struct str owner, struct str name, const struct ledger_sum *sum)
{
    struct ledger_sum *copy = ARENA_NEW(&l->mem, struct ledger_sum);

    *copy = *sum;
    *map_slot(&l->sums, sum_key(&l->mem, kind, owner, name)) = copy;
}

/* ---- loading --------------------------------------------------------------------------------------------------------- */

struct loading {                /* the blocks of one owner as they are in the file, in the order of their names */
    struct arena *mem;
    struct map by_name;         /* to struct ledger_block */
    struct str contents;        /* data of the block without a name */
    struct str sums;            /* of all */
};

static void
take_row(struct loading *in, struct str name, struct str data)
{
    struct ledger_block *b = ARENA_NEW(in->mem, struct ledger_block);

    *b = (struct ledger_block){ arena_str(in->mem, name), data, true };
    if (b->name.len == 0)
        in->contents = b->data;
    else
        *map_slot(&in->by_name, b->name) = b;
}

static bool
read_rows(struct ledger *l, struct loading *in, enum ledger_kind kind, struct str owner)
{
    struct table_query *q = table_query(l->file, "SELECT name, sum, rowid FROM block WHERE kind = ?1 AND owner = ?2");
    bool whole = true;

    table_bind_int(q, 1, kind);
    table_bind_blob(q, 2, owner);
    while (whole && table_step(q)) {
        struct str name = table_blob(q, 0), data;
        struct ledger_sum sum;
        whole = table_read(q, "block", "data", table_int(q, 2), in->mem, &data);
        if (!whole)
            break;
        sum = sum_of(l, kind, owner, name, data);
        whole = is_sum(table_blob(q, 1), &sum);
        if (!whole)
            break;
        remember(l, kind, owner, name, &sum);
        take_row(in, name, data);
    }
    table_end(q);
    return whole && !table_failed(l->file);
}

/* The blocks in the order of CONTENTS, if all are there as it says. */
static bool
arrange(struct ledger *l, struct loading *in, enum ledger_kind kind, struct str owner, struct ledger_block **blocks, size_t *n)
{
    struct bytes b = bytes_of(in->contents);
    size_t count = bytes_count(&b, sizeof(struct ledger_sum));

    *blocks = arena_alloc(in->mem, (count + 1) * sizeof **blocks);
    for (*n = 0; *n < count; ++*n) {
        struct str name = bytes_str(&b), sum = bytes_raw(&b, sizeof(struct ledger_sum));
        const struct ledger_block *block = map_find(&in->by_name, name);
        const struct ledger_sum *is = block ? map_find(&l->sums, sum_key(in->mem, kind, owner, name)) : NULL;
        if (!block || !is || !is_sum(sum, is))
            return false;
        (*blocks)[*n] = *block;
    }
    return bytes_done(&b);
}

bool
ledger_load(struct ledger *l, struct arena *mem, enum ledger_kind kind, struct str owner, struct ledger_block **blocks, size_t *n)
{
    struct loading in = { .mem = mem };
    bool loaded;

    if (l->fresh || table_failed(l->file))
        return false;
    map_init(&in.by_name);
    loaded = read_rows(l, &in, kind, owner) && in.contents.at && arrange(l, &in, kind, owner, blocks, n);
    map_release(&in.by_name);
    return loaded;
}

static bool
read_one(struct ledger *l, struct arena *mem, enum ledger_kind kind, struct str owner, struct str name, struct str *data)
{
    struct table_query *q = table_query(l->file, "SELECT rowid FROM block WHERE kind = ?1 AND owner = ?2 AND name = ?3");
    bool is_read;

    table_bind_int(q, 1, kind);
    table_bind_blob(q, 2, owner);
    table_bind_blob(q, 3, name);
    is_read = table_step(q) && table_read(q, "block", "data", table_int(q, 0), mem, data);
    table_end(q);
    return is_read;
}

bool
ledger_load_one(struct ledger *l, struct arena *mem, enum ledger_kind kind, struct str owner, struct str name,
    const struct ledger_sum *sum, struct str *data)
{
    struct ledger_sum is;

    if (table_failed(l->file) || !read_one(l, mem, kind, owner, name, data))
        return false;
    is = sum_of(l, kind, owner, name, *data);
    if (memcmp(is.at, sum->at, sizeof is.at) != 0)
        return false;
    remember(l, kind, owner, name, &is);
    return true;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

void
ledger_begin(struct ledger *l)
{
    l->saving = l->writable && !table_failed(l->file) && table_run(l->file, "BEGIN IMMEDIATE");
}

static void
write_block(struct table_query *q, enum ledger_kind kind, struct str owner, struct str name, struct str data,
    const struct ledger_sum *sum)
{
    table_bind_int(q, 1, kind);
    table_bind_blob(q, 2, owner);
    table_bind_blob(q, 3, name);
    table_bind_blob(q, 4, (struct str){ (const char *)sum->at, sizeof sum->at });
    table_bind_blob(q, 5, data);
    table_step(q);
    table_reset(q);
}

/* Is what was loaded still what is in the file? Another run may have saved since: then all blocks are written. */
static bool
is_as_loaded(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct arena scratch;
    const struct ledger_sum *sum;
    struct table_query *q;
    bool same;

    arena_init(&scratch);
    sum = map_find(&l->sums, sum_key(&scratch, kind, owner, STR_NONE));
    arena_release(&scratch);
    if (!sum)
        return false;
    q = table_query(l->file, "SELECT sum FROM block WHERE kind = ?1 AND owner = ?2 AND name = x''");
    table_bind_int(q, 1, kind);
    table_bind_blob(q, 2, owner);
    same = table_step(q) && is_sum(table_blob(q, 0), sum);
    table_end(q);
    return same;
}

static void
delete_others(struct ledger *l, enum ledger_kind kind, struct str owner, const struct map *kept)
{
    struct table_query *q = table_query(l->file, "SELECT name FROM block WHERE kind = ?1 AND owner = ?2"), *drop;
    struct arena scratch;
    struct str *names = NULL;
    size_t n = 0;

    arena_init(&scratch);
    table_bind_int(q, 1, kind);
    table_bind_blob(q, 2, owner);
    while (table_step(q))
        if (!map_has(kept, table_blob(q, 0)) && table_blob(q, 0).len)
            *ARENA_PUSH(&scratch, names, n) = arena_str(&scratch, table_blob(q, 0));
    table_end(q);
    drop = n ? table_query(l->file, "DELETE FROM block WHERE kind = ?1 AND owner = ?2 AND name = ?3") : NULL;
    for (size_t i = 0; i < n; i++) {
        table_bind_int(drop, 1, kind);
        table_bind_blob(drop, 2, owner);
        table_bind_blob(drop, 3, names[i]);
        table_step(drop);
        table_reset(drop);
    }
    table_end(drop);
    arena_release(&scratch);
}

struct ledger_set {             /* being saved */
    struct ledger *ledger;
    enum ledger_kind kind;
    struct str owner;
    struct arena mem, scratch;
    struct table_query *insert; /* NULL: nothing can be saved */
    struct map names;           /* of the blocks so far */
    struct buf sums;            /* their names and sums */
    bool as_loaded;
    bool is_beside;             /* another one, which says what is in it */
};

static struct ledger_set *
new_set(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct ledger_set *set = mem_zalloc(sizeof *set);

    set->ledger = l;
    set->kind = kind;
    arena_init(&set->mem);
    arena_init(&set->scratch);
    map_init(&set->names);
    buf_init(&set->sums);
    set->owner = arena_str(&set->mem, owner);
    if (l->saving && !table_failed(l->file))
        set->insert = table_query(l->file,
            "INSERT OR REPLACE INTO block (kind, owner, name, sum, data) VALUES (?1, ?2, ?3, ?4, ?5)");
    return set;
}

struct ledger_set *
ledger_save_begin(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct ledger_set *set = new_set(l, kind, owner);

    set->as_loaded = set->insert && is_as_loaded(l, kind, owner);
    return set;
}

struct ledger_set *
ledger_save_beside(const struct ledger_set *of, enum ledger_kind kind)
{
    struct ledger_set *set = new_set(of->ledger, kind, of->owner);

    set->as_loaded = of->as_loaded;
    set->is_beside = true;
    return set;
}

bool
ledger_set_is_as_loaded(const struct ledger_set *set)
{
    return set->as_loaded;
}

void
ledger_save_kept(struct ledger_set *set, struct str name)
{
    *map_slot(&set->names, arena_str(&set->mem, name)) = set;
}

void
ledger_save_block(struct ledger_set *set, const struct ledger_block *block)
{
    struct ledger *l = set->ledger;
    const struct ledger_sum *old;
    struct ledger_sum sum;

    if (!set->insert)
        return;
    arena_clear(&set->scratch);
    old = map_find(&l->sums, sum_key(&set->scratch, set->kind, set->owner, block->name));
    sum = old && block->is_loaded ? *old : sum_of(l, set->kind, set->owner, block->name, block->data);
    bytes_put_str(&set->sums, block->name);
    bytes_put_raw(&set->sums, sum.at, sizeof sum.at);
    ledger_save_kept(set, block->name);
    if (!set->as_loaded || !old || memcmp(old->at, sum.at, sizeof sum.at) != 0)
        write_block(set->insert, set->kind, set->owner, block->name, block->data, &sum);
}

/* Of these kinds ledger_keep_newest() tells by the contents which owner was saved last. */
static bool
is_aged(enum ledger_kind kind)
{
    return kind == LEDGER_RUN || kind == LEDGER_LIST || kind == LEDGER_TEXT;
}

static bool
has_same_contents(struct ledger_set *set, const struct ledger_sum *sum)
{
    const struct ledger_sum *old;

    arena_clear(&set->scratch);
    old = map_find(&set->ledger->sums, sum_key(&set->scratch, set->kind, set->owner, STR_NONE));
    return set->as_loaded && old && memcmp(old->at, sum->at, sizeof old->at) == 0;
}

static void
write_contents(struct ledger_set *set)
{
    struct buf contents;
    struct ledger_sum sum;

    buf_init(&contents);
    bytes_put_uint(&contents, set->names.n);
    buf_add(&contents, buf_str(&set->sums));
    sum = sum_of(set->ledger, set->kind, set->owner, STR_NONE, buf_str(&contents));
    if (is_aged(set->kind) || !has_same_contents(set, &sum))
        write_block(set->insert, set->kind, set->owner, STR_NONE, buf_str(&contents), &sum);
    buf_release(&contents);
}

void
ledger_save_end(struct ledger_set *set)
{
    if (set->insert) {
        delete_others(set->ledger, set->kind, set->owner, &set->names);
        if (!set->is_beside)
            write_contents(set);
    }
    table_end(set->insert);
    buf_release(&set->sums);
    map_release(&set->names);
    arena_release(&set->scratch);
    arena_release(&set->mem);
    free(set);
}

void
ledger_save(struct ledger *l, enum ledger_kind kind, struct str owner, const struct ledger_block *blocks, size_t n)
{
    struct ledger_set *set = ledger_save_begin(l, kind, owner);

    for (size_t i = 0; i < n; i++)
        ledger_save_block(set, &blocks[i]);
    ledger_save_end(set);
}

void
ledger_keep_newest(struct ledger *l, enum ledger_kind kind, unsigned n)
{
    struct table_query *q;

    if (!l->saving || table_failed(l->file))
        return;
    q = table_query(l->file, "DELETE FROM block WHERE kind = ?1 AND owner NOT IN"
        " (SELECT owner FROM block WHERE kind = ?1 AND name = x'' ORDER BY rowid DESC LIMIT ?2)");
    table_bind_int(q, 1, kind);
    table_bind_int(q, 2, n);
    table_step(q);
    table_end(q);
}

void
ledger_commit(struct ledger *l)
{
    if (l->saving && !table_failed(l->file))
        table_run(l->file, "COMMIT");
    l->saving = false;
}

void
ledger_roll_back(struct ledger *l)
{
    if (l->saving && !table_failed(l->file))
        table_run(l->file, "ROLLBACK");
    l->saving = false;
}
