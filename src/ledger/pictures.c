/* pictures: what became of pictures in earlier runs. SPDX-License-Identifier: MIT */
#include "ledger/pictures.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/zipdir.h"
#include "ledger/blocks.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { OPEN = 4 };              /* books that are read at a time */

struct row {
    struct str name;
    struct picture_made made;
    const char *book;           /* where it lies; NULL: in none yet */
    bool is_seen;               /* in a book of this run */
};

struct opened {                 /* a book that pictures are taken from */
    const char *path;           /* NULL: none */
    int fd;                     /* -1: it cannot be read */
    struct arena mem;
    struct map entries;
};

struct pictures {
    struct ledger *ledger;
    struct blocks *loaded;      /* or NULL; rows lie in it */
    pthread_mutex_t lock;
    struct arena mem;
    struct map by_name;         /* to struct row */
    struct map by_href;
    struct map books;           /* of this run, by their real paths */
    struct opened opened[OPEN]; size_t next;
    bool changed;               /* what is kept is no more what was read */
};

static const struct str owner = { "pictures", 8 };

/* ---- rows ------------------------------------------------------------------------------------------------------------- */

static void
add_row(struct pictures *p, struct str name, const struct picture_made *made, const char *book)
{
    struct row *row = ARENA_NEW(&p->mem, struct row);

    *row = (struct row){ .name = name, .made = *made, .book = book };
    *map_slot(&p->by_name, name) = row;
    *map_slot(&p->by_href, made->href) = row;
}

static void
learn(struct pictures *p, struct str name, struct str record)
{
    struct bytes b = bytes_of(record);
    struct picture_made made = { .href = bytes_str(&b) };
    struct str digest = bytes_raw(&b, sizeof made.digest.at), book;

    made.width = (uint32_t)bytes_uint(&b);
    made.height = (uint32_t)bytes_uint(&b);
    made.lost = bytes_str(&b);
    book = bytes_str(&b);
    if (!bytes_done(&b) || !book.at)
        return;
    memcpy(made.digest.at, digest.at, sizeof made.digest.at);
    add_row(p, name, &made, book.at);
}

static void
put_row(struct blocks_writer *w, const struct row *row)
{
    struct buf out;

    buf_init(&out);
    bytes_put_str(&out, row->made.href);
    bytes_put_raw(&out, row->made.digest.at, sizeof row->made.digest.at);
    bytes_put_uint(&out, row->made.width);
    bytes_put_uint(&out, row->made.height);
    bytes_put_str(&out, row->made.lost);
    bytes_put_str(&out, str_of(row->book));
    blocks_add(w, row->name, buf_str(&out), STR_NONE);
    buf_release(&out);
}

struct pictures *
pictures_open(struct ledger *ledger)
{
    struct pictures *p = mem_zalloc(sizeof *p);

    p->ledger = ledger;
    pthread_mutex_init(&p->lock, NULL);
    arena_init(&p->mem);
    map_init(&p->by_name);
    map_init(&p->by_href);
    map_init(&p->books);
    p->loaded = blocks_load(ledger, LEDGER_PICTURES, owner);
    for (size_t i = 0; p->loaded && i < blocks_count(p->loaded); i++) {
        struct str name, record = blocks_record(p->loaded, i, &name);
        learn(p, name, record);
    }
    return p;
}

/* ---- books that hold them --------------------------------------------------------------------------------------------- */

static void
close_book(struct opened *o)
{
    if (!o->path)
        return;
    if (o->fd >= 0)
        file_close(o->fd);
    map_release(&o->entries);
    arena_release(&o->mem);
    o->path = NULL;
}

static void
open_book(struct opened *o, const char *path)
{
    struct zip_entry *list;
    struct file_info info;
    size_t n;

    o->path = path;
    arena_init(&o->mem);
    map_init(&o->entries);
    o->fd = file_stat(path, &info) == 0 && info.type == FILE_REGULAR ? file_open(path) : -1;
    if (o->fd >= 0 && zipdir_read(&o->mem, o->fd, info.stamp.size, &list, &n) == 0)
        for (size_t i = 0; i < n; i++)
            *map_slot(&o->entries, list[i].name) = &list[i];
}

static struct opened *
book_at(struct pictures *p, const char *path)
{
    struct opened *o;

    for (size_t i = 0; i < OPEN; i++)
        if (p->opened[i].path && strcmp(p->opened[i].path, path) == 0)
            return &p->opened[i];
    o = &p->opened[p->next++ % OPEN];
    close_book(o);
    open_book(o, path);
    return o;
}

static bool
read_picture(struct pictures *p, const struct row *row, struct arena *mem, struct str *bytes)
{
    const struct opened *o = book_at(p, row->book);
    const struct zip_entry *e = map_find(&o->entries, arena_printf(mem, "EPUB/%.*s", STR_ARG(row->made.href)));
    char *at;

    if (o->fd < 0 || !e || !e->is_stored)
        return false;
    at = arena_alloc(mem, (size_t)e->stored + 1);
    *bytes = (struct str){ at, e->stored };
    return file_read_at(o->fd, at, e->stored, e->offset) == 0;
}

void
pictures_close(struct pictures *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < OPEN; i++)
        close_book(&p->opened[i]);
    map_release(&p->by_name);
    map_release(&p->by_href);
    map_release(&p->books);
    if (p->loaded)
        blocks_free(p->loaded);
    arena_release(&p->mem);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

/* ---- the run ---------------------------------------------------------------------------------------------------------- */

bool
pictures_find(struct pictures *p, struct str name, struct arena *mem, struct str *bytes, struct picture_made *made)
{
    const struct row *row;
    struct digest digest;
    bool is_read;

    pthread_mutex_lock(&p->lock);
    row = map_find(&p->by_name, name);
    is_read = row && row->book && read_picture(p, row, mem, bytes);
    if (is_read)
        *made = row->made;
    pthread_mutex_unlock(&p->lock);
    if (!is_read)
        return false;
    digest = digest_of(*bytes);
    return digest_eq(&digest, &made->digest);
}

void
pictures_note(struct pictures *p, struct str name, const struct picture_made *made)
{
    struct picture_made copy = *made;

    pthread_mutex_lock(&p->lock);
    copy.href = arena_str(&p->mem, made->href);
    copy.lost = arena_str(&p->mem, made->lost);
    add_row(p, arena_str(&p->mem, name), &copy, NULL);
    p->changed = true;
    pthread_mutex_unlock(&p->lock);
}

/* Where the book lies, however the program is started the next time; as long as P. */
static const char *
place_of(struct pictures *p, const char *output)
{
    struct str real;

    return arena_cstr(&p->mem, file_real(&p->mem, output, &real) == 0 ? real : str_of(output));
}

void
pictures_note_book(struct pictures *p, const struct plan *plan)
{
    const char *place;

    pthread_mutex_lock(&p->lock);
    if (p->by_href.n > 0) {
        place = place_of(p, plan->book->output);
        *map_slot(&p->books, str_of(place)) = p;
        for (size_t i = 0; i < plan->nassets; i++) {
            struct row *row = map_find(&p->by_href, plan->assets[i].href);
            if (!row || row->is_seen || !digest_eq(&row->made.digest, &plan->assets[i].digest))
                continue;
            p->changed |= !row->book || strcmp(row->book, place) != 0;
            row->book = place;
            row->is_seen = true;
        }
    }
    pthread_mutex_unlock(&p->lock);
}

/* Does it lie in a book? That of another run is taken at its word while its file is there. */
static bool
is_kept(const struct pictures *p, const struct row *row)
{
    struct file_info info;

    if (row->is_seen || !row->book)
        return row->is_seen;
    return !map_has(&p->books, str_of(row->book)) && file_stat(row->book, &info) == 0;
}

static int
compare_names(const void *a, const void *b)
{
    return str_cmp((*(struct row *const *)a)->name, (*(struct row *const *)b)->name);
}

void
pictures_save(struct pictures *p)
{
    struct blocks_writer *w;
    struct arena scratch;
    struct row **rows;
    size_t n = 0;

    arena_init(&scratch);
    rows = arena_alloc(&scratch, (p->by_name.n + 1) * sizeof *rows);
    for (size_t i = 0; i < p->by_name.n; i++) {
        struct row *row = p->by_name.entries[i].value;
        if (is_kept(p, row))
            rows[n++] = row;
    }
    if (p->changed || n < p->by_name.n) {
        qsort(rows, n, sizeof *rows, compare_names);
        ledger_begin(p->ledger);
        w = blocks_begin(p->ledger, LEDGER_PICTURES, owner, (struct digest){ { 0 } }, NULL);
        for (size_t i = 0; i < n; i++)
            put_row(w, rows[i]);
        blocks_end(w);
        ledger_commit(p->ledger);
    }
    arena_release(&scratch);
}
