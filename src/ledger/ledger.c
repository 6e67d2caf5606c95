/* ledger: what the program remembers from run to run. SPDX-License-Identifier: MIT
 *
 * The journal of SQLite guards against a run that is killed; that a disk loses power in the middle is left to the checksums, so
 * nothing waits for the disk. No write-ahead log: it does not work on network file systems and leaves files beside the file. */
#include "ledger/ledger_part.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WAIT = 2000 };
enum { LARGE = 8 << 20 };       /* bytes that take longer to read than a tick of the clock to pass */

static const int64_t TICK = 10000000, COARSE = 2000000000;

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

/* Of a file that was just put in its place. That gave it a new ctime; who changes it afterwards gives it a new mtime too. */
static int64_t
settles_at(const struct file_stamp *s)
{
    return s->mtime + (s->mtime % 1000000000 == 0 ? COARSE : TICK);
}

/* Until such a file is settled, if it is a matter of one tick of the clock. */
static void
wait_for(const struct ledger *l, const struct file_stamp *s, int64_t *now)
{
    int64_t left = settles_at(s) + TICK / 10 - *now;
    struct timespec span = { 0, (long)left };

    if (left <= 0 || left > 2 * TICK)
        return;
    nanosleep(&span, NULL);
    *now = file_now(l->path);
}

bool
ledger_prove(const struct ledger *l, const char *path, const struct file_stamp *s, enum ledger_proof *proof, struct digest *digest)
{
    int64_t now = l->now;

    if (settles_at(s) >= now)
        now = file_now(l->path);
    if (settles_at(s) >= now && s->size > LARGE)
        wait_for(l, s, &now);
    *proof = settles_at(s) < now ? LEDGER_BY_STAMP : LEDGER_BY_DIGEST;
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
