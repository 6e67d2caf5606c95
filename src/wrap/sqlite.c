/* sqlite: one file of tables, with SQLite. SPDX-License-Identifier: MIT */
#include "wrap/sqlite.h"

#include "base/mem.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

struct table_file {
    sqlite3 *db;
    char problem[200];          /* the first one */
    bool damaged;
};

struct table_query {
    struct table_file *file;
    sqlite3_stmt *statement;
    sqlite3_blob *blob;         /* of table_read(), which goes from row to row with it; or NULL */
};

static bool
check(struct table_file *f, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
        return true;
    f->damaged = f->damaged || (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
    if (!f->problem[0])
        snprintf(f->problem, sizeof f->problem, "%s", f->db ? sqlite3_errmsg(f->db) : sqlite3_errstr(rc));
    return false;
}

struct table_file *
table_open(const char *path, enum table_mode mode, unsigned wait)
{
    struct table_file *f = mem_zalloc(sizeof *f);
    int flags = mode == TABLE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;

    /* One thread at a time: the mutexes of SQLite would only cost time. */
    if (check(f, sqlite3_open_v2(path, &f->db, flags | SQLITE_OPEN_NOMUTEX, NULL))) {
        sqlite3_busy_timeout(f->db, (int)wait);
        /* A hostile file may not make it call what it should not: schemas are data here. */
        sqlite3_db_config(f->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(f->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        return f;
    }
    table_close(f);
    return NULL;
}

void
table_close(struct table_file *f)
{
    if (!f)
        return;
    sqlite3_close(f->db);
    free(f);
}

bool
table_failed(const struct table_file *f)
{
    return f->problem[0] != '\0';
}

const char *
table_problem(const struct table_file *f)
{
    return f->problem;
}

bool
table_is_damaged(const struct table_file *f)
{
    return f->damaged;
}

bool
table_has_words(void)
{
    return sqlite3_compileoption_used("ENABLE_FTS5") != 0;
}

bool
table_run(struct table_file *f, const char *sql)
{
    return !table_failed(f) && check(f, sqlite3_exec(f->db, sql, NULL, NULL, NULL));
}

struct table_query *
table_query(struct table_file *f, const char *sql)
{
    struct table_query *q;
    sqlite3_stmt *statement = NULL;

    if (table_failed(f) || !check(f, sqlite3_prepare_v2(f->db, sql, -1, &statement, NULL)))
        return NULL;
    q = mem_zalloc(sizeof *q);
    q->file = f;
    q->statement = statement;
    return q;
}

void
table_bind_int(struct table_query *q, int place, int64_t n)
{
    if (q)
        check(q->file, sqlite3_bind_int64(q->statement, place, n));
}

void
table_bind_str(struct table_query *q, int place, struct str s)
{
    if (q)
        check(q->file, sqlite3_bind_text64(q->statement, place, s.len ? s.at : "", s.len, SQLITE_STATIC, SQLITE_UTF8));
}

void
table_bind_blob(struct table_query *q, int place, struct str s)
{
    if (q)
        check(q->file, sqlite3_bind_blob64(q->statement, place, s.len ? s.at : "", s.len, SQLITE_STATIC));
}

bool
table_step(struct table_query *q)
{
    int rc;

    if (!q || table_failed(q->file))
        return false;
    rc = sqlite3_step(q->statement);
    return check(q->file, rc) && rc == SQLITE_ROW;
}

int64_t
table_int(struct table_query *q, int column)
{
    return q ? sqlite3_column_int64(q->statement, column) : 0;
}

struct str
table_blob(struct table_query *q, int column)
{
    const void *at;
    int n;

    if (!q)
        return STR_NONE;
    at = sqlite3_column_blob(q->statement, column);
    n = sqlite3_column_bytes(q->statement, column);
    return (struct str){ at, at && n > 0 ? (size_t)n : 0 };
}

static bool
go_to(struct table_query *q, const char *table, const char *column, int64_t row)
{
    if (q->blob)
        return check(q->file, sqlite3_blob_reopen(q->blob, row));
    return check(q->file, sqlite3_blob_open(q->file->db, "main", table, column, row, 0, &q->blob));
}

bool
table_read(struct table_query *q, const char *table, const char *column, int64_t row, struct arena *mem, struct str *bytes)
{
    char *at;
    int n;

    if (!q || table_failed(q->file) || !go_to(q, table, column, row))
        return false;
    n = sqlite3_blob_bytes(q->blob);
    at = arena_text(mem, (size_t)n + 1);
    at[n] = '\0';
    *bytes = (struct str){ at, (size_t)n };
    return check(q->file, sqlite3_blob_read(q->blob, at, n, 0));
}

void
table_reset(struct table_query *q)
{
    if (!q)
        return;
    sqlite3_reset(q->statement);        /* repeats the error of the last step, which was told */
    sqlite3_clear_bindings(q->statement);
}

void
table_end(struct table_query *q)
{
    if (!q)
        return;
    sqlite3_blob_close(q->blob);
    sqlite3_finalize(q->statement);
    free(q);
}
