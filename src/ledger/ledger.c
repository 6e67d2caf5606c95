/* ledger: what the program remembers from run to run. SPDX-License-Identifier: MIT
 *
 * The journal of SQLite guards against a run that is killed; that a disk loses power in the middle is left to the checksums, so
 * nothing waits for the disk. No write-ahead log: it does not work on network file systems and leaves files beside the file. */
#include "ledger/ledger.h"

#include "base/buf.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"
#include "wrap/sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SUM = 16, WAIT = 2000 };
enum { LARGE = 8 << 20 };       /* bytes that take longer to read than a tick of the clock to pass */

static const int64_t TICK = 10000000, COARSE = 2000000000;

struct ledger {
    struct arena mem;
    const char *path;
    struct table_file *file;
    bool writable, fresh, saving;
    int64_t now;
    struct hash program;        /* its fingerprint */
    struct map sums;            /* "kind owner name" to the sum of what was loaded: struct sum */
    char problem[256];
};

struct sum { uint8_t at[SUM]; };

/* ---- what the program is --------------------------------------------------------------------------------------------- */

struct digest
ledger_program(void)
{
    struct digest digest;
    struct buf text;

    buf_init(&text);
    program_describe(&text);
    digest = digest_of(buf_str(&text));
    buf_release(&text);
    return digest;
}

/* ---- opening --------------------------------------------------------------------------------------------------------- */

/* user_version is the version of this layout; another one is dropped. SUM comes before DATA: it is read without it. */
enum { LAYOUT = 1 };
static const char TABLES[] =
    "CREATE TABLE IF NOT EXISTS block (kind INTEGER, owner BLOB, name BLOB, sum BLOB, data BLOB,"
    " PRIMARY KEY (kind, owner, name));"
    "PRAGMA user_version = 1;";

static void
note_problem(struct ledger *l, const char *what)
{
    if (!l->problem[0])
        snprintf(l->problem, sizeof l->problem, "%s", what);
}

static int64_t
ask_number(struct table_file *f, const char *sql)
{
    struct table_query *q = table_query(f, sql);
    int64_t n = table_step(q) ? table_int(q, 0) : -1;

    table_end(q);
    return n;
}

/* True if the file can be used: of this layout, made if there is nothing in it. */
static bool
prepare(struct ledger *l)
{
    int64_t layout = ask_number(l->file, "PRAGMA user_version");

    if (layout == LAYOUT)
        return !l->writable || table_run(l->file, "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY");
    if (layout != 0 || !l->writable)
        return false;
    return table_run(l->file, "PRAGMA page_size = 32768; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
        " BEGIN IMMEDIATE") && table_run(l->file, TABLES) && table_run(l->file, "COMMIT");
}

static bool
try_open(struct ledger *l, enum table_mode mode)
{
    l->writable = mode == TABLE_WRITE;
    l->file = table_open(l->path, mode, WAIT);
    if (l->file && prepare(l))
        return true;
    if (l->file)
        note_problem(l, table_problem(l->file));
    table_close(l->file);
    l->file = NULL;
    return false;
}

/* What is no ledger, or a damaged one, makes room for a new one; a file that may only be read is read. */
static bool
open_file(struct ledger *l)
{
    if (l->now == 0)
        return try_open(l, TABLE_READ);
    if (try_open(l, TABLE_WRITE))
        return true;
    return file_remove(l->path) == 0 && try_open(l, TABLE_WRITE);
}

struct ledger *
ledger_open(const struct ledger_options *o)
{
    struct ledger *l = mem_zalloc(sizeof *l);
    struct digest name = digest_of(o->archive), program = ledger_program();

    arena_init(&l->mem);
    map_init(&l->sums);
    l->path = path_join(&l->mem, str_of(o->folder), arena_printf(&l->mem, "%.*s.db", STR_ARG(digest_hex(&l->mem, &name, 8)))).at;
    l->fresh = o->fresh;
    l->now = file_now(l->path);
    l->program = hash_of((struct str){ (const char *)program.at, sizeof program.at });
    if (open_file(l))
        return l;
    ledger_close(l);
    return NULL;
}

void
ledger_close(struct ledger *l)
{
    bool damaged;

    if (!l)
        return;
    damaged = l->file && l->writable && table_is_damaged(l->file);
    table_close(l->file);
    if (damaged)
        file_remove(l->path);           /* the next run begins a new one */
    map_release(&l->sums);
    arena_release(&l->mem);
    free(l);
}

const char *
ledger_path(const struct ledger *l)
{
    return l->path;
}

const char *
ledger_problem(const struct ledger *l)
{
    return l->problem[0] || !l->file ? l->problem : table_problem(l->file);
}

int64_t
ledger_now(const struct ledger *l)
{
    return l->now;
}

static bool
is_coarse(const struct file_stamp *s)
{
    return s->mtime % 1000000000 == 0 && s->ctime % 1000000000 == 0;
}

static int64_t
last_change(const struct file_stamp *s)
{
    return s->mtime > s->ctime ? s->mtime : s->ctime;
}

bool
ledger_is_settled(const struct file_stamp *s, int64_t now)
{
    return last_change(s) + (is_coarse(s) ? COARSE : TICK) < now;
}

/* Until a stamp of the clock's last tick is settled. */
static void
wait_for(const struct ledger *l, const struct file_stamp *s, int64_t *now)
{
    int64_t left = last_change(s) + TICK + TICK / 10 - *now;
    struct timespec span = { 0, (long)left };

    if (is_coarse(s) || left <= 0 || left > 2 * TICK)
        return;
    nanosleep(&span, NULL);
    *now = file_now(l->path);
}

bool
ledger_prove(const struct ledger *l, const char *path, const struct file_stamp *s, int64_t *now, enum ledger_proof *proof,
    struct digest *digest)
{
    *now = file_now(l->path);
    if (!ledger_is_settled(s, *now) && s->size > LARGE)
        wait_for(l, s, now);
    *proof = ledger_is_settled(s, *now) ? LEDGER_BY_STAMP : LEDGER_BY_DIGEST;
    return *proof == LEDGER_BY_STAMP || ledger_digest_file(path, digest);
}

bool
ledger_digest_file(const char *path, struct digest *digest)
{
    struct arena scratch;
    struct str bytes;
    bool is_read;

    arena_init(&scratch);
    is_read = file_read(&scratch, path, &bytes) == 0;
    if (is_read)
        *digest = digest_of(bytes);
    arena_release(&scratch);
    return is_read;
}

struct table_file *
ledger_file(struct ledger *l)
{
    return table_failed(l->file) ? NULL : l->file;
}

bool
ledger_is_writable(const struct ledger *l)
{
    return l->writable && !table_failed(l->file);
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

/* The first block of a set has no name; its data are the names and sums of all others. */
static struct sum
sum_of(const struct ledger *l, enum ledger_kind kind, struct str owner, struct str name, struct str data)
{
    struct hash hash = hash_add(hash_add(hash_add(hash_number(l->program, kind), owner), name), data);
    struct sum sum;

    memcpy(sum.at, hash.at, sizeof sum.at);
    return sum;
}

static bool
is_sum(struct str bytes, const struct sum *sum)
{
    return bytes.len == sizeof sum->at && memcmp(bytes.at, sum->at, sizeof sum->at) == 0;
}

static struct str
sum_key(struct arena *mem, enum ledger_kind kind, struct str owner, struct str name)
{
    return arena_printf(mem, "%d %zu %.*s %.*s", (int)kind, owner.len, STR_ARG(owner), STR_ARG(name));
}

static void
remember(struct ledger *l, enum ledger_kind kind, struct str owner, struct str name, const struct sum *sum)
{
    struct sum *copy = ARENA_NEW(&l->mem, struct sum);

    *copy = *sum;
    *map_slot(&l->sums, sum_key(&l->mem, kind, owner, name)) = copy;
}

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
        struct sum sum;
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
    size_t count = bytes_count(&b, SUM);

    *blocks = arena_alloc(in->mem, (count + 1) * sizeof **blocks);
    for (*n = 0; *n < count; ++*n) {
        struct str name = bytes_str(&b), sum = bytes_raw(&b, SUM);
        const struct ledger_block *block = map_find(&in->by_name, name);
        const struct sum *is = block ? map_find(&l->sums, sum_key(in->mem, kind, owner, name)) : NULL;
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

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

void
ledger_begin(struct ledger *l)
{
    l->saving = l->writable && !table_failed(l->file) && table_run(l->file, "BEGIN IMMEDIATE");
}

static void
write_block(struct table_query *q, enum ledger_kind kind, struct str owner, struct str name, struct str data,
    const struct sum *sum)
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
    const struct sum *sum;
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
};

struct ledger_set *
ledger_save_begin(struct ledger *l, enum ledger_kind kind, struct str owner)
{
    struct ledger_set *set = mem_zalloc(sizeof *set);

    set->ledger = l;
    set->kind = kind;
    arena_init(&set->mem);
    arena_init(&set->scratch);
    map_init(&set->names);
    buf_init(&set->sums);
    set->owner = arena_str(&set->mem, owner);
    if (!l->saving || table_failed(l->file))
        return set;
    set->as_loaded = is_as_loaded(l, kind, owner);
    set->insert = table_query(l->file, "INSERT OR REPLACE INTO block (kind, owner, name, sum, data) VALUES (?1, ?2, ?3, ?4, ?5)");
    return set;
}

void
ledger_save_block(struct ledger_set *set, const struct ledger_block *block)
{
    struct ledger *l = set->ledger;
    const struct sum *old;
    struct sum sum;

    if (!set->insert)
        return;
    arena_clear(&set->scratch);
    old = map_find(&l->sums, sum_key(&set->scratch, set->kind, set->owner, block->name));
    sum = old && block->is_loaded ? *old : sum_of(l, set->kind, set->owner, block->name, block->data);
    bytes_put_str(&set->sums, block->name);
    bytes_put_raw(&set->sums, sum.at, sizeof sum.at);
    *map_slot(&set->names, arena_str(&set->mem, block->name)) = set;
    if (!set->as_loaded || !old || memcmp(old->at, sum.at, SUM) != 0)
        write_block(set->insert, set->kind, set->owner, block->name, block->data, &sum);
}

static void
write_contents(struct ledger_set *set)
{
    struct buf contents;
    struct sum sum;

    buf_init(&contents);
    bytes_put_uint(&contents, set->names.n);
    buf_add(&contents, buf_str(&set->sums));
    sum = sum_of(set->ledger, set->kind, set->owner, STR_NONE, buf_str(&contents));
    write_block(set->insert, set->kind, set->owner, STR_NONE, buf_str(&contents), &sum);
    buf_release(&contents);
}

void
ledger_save_end(struct ledger_set *set)
{
    if (set->insert) {
        delete_others(set->ledger, set->kind, set->owner, &set->names);
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
