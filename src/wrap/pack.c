/* pack: a zip file of finished entries. SPDX-License-Identifier: MIT
 *
 * Entries are only noted while they are added. When all are known, so are their places: they are cut into parts, which several
 * threads write, each part by a libzip archive of its own (pack_part.h). libzip takes less for some hundred entries at a time than
 * for ten thousand, so there are parts also where there is one thread. The file is one of ours, so that libzip makes no temporary
 * file of its own that a kill would leave behind. */
#include "wrap/pack.h"

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/zipdir.h"
#include "wrap/pack_part.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PART_ITEMS = 256, PART_BYTES = 1 << 20 };        /* so many entries take about as long as so many bytes */
enum { MOST_ENTRIES = 65535 };                          /* without ZIP64, which old devices do not read */
static const uint64_t MOST_BYTES = 0xFFFFFFFE;
static const int64_t FIRST_TIME = 315532800;            /* 1980-01-01T00:00:00Z */
static const int64_t LAST_TIME = 4354819198;            /* 2107-12-31T23:59:58Z */

struct pack {
    struct arena mem;
    const char *path;
    struct patchwork file;
    unsigned workers;
    uint32_t time;              /* as DOS has it */
    struct pack_item *items; size_t n, room;
    size_t sorted;              /* those from here on are in order, by the bytes of their names */
    uint64_t total;             /* size of the zip when all is written */
    const char *what;           /* the first problem; NULL: none */
};

static void
fail(struct pack *p, const char *what)
{
    if (!p->what)
        p->what = arena_cstr(&p->mem, str_of(what));
}

/* The man page of libzip 1.7.3 has the two layouts swapped; these are right. */
uint32_t
pack_dos_time(int64_t epoch)
{
    struct date d = date_of_epoch(epoch < FIRST_TIME ? FIRST_TIME : epoch > LAST_TIME ? LAST_TIME : epoch);

    return (uint32_t)((d.year - 1980) << 9 | d.month << 5 | d.day) << 16
        | (uint32_t)(d.hour << 11 | d.minute << 5 | d.second / 2);
}

/* ---- noting ---------------------------------------------------------------------------------------------------------- */

struct pack *
pack_new(const char *path, int64_t epoch, unsigned workers)
{
    struct pack *p = mem_zalloc(sizeof *p);

    arena_init(&p->mem);
    p->file.fd = -1;
    p->workers = workers;
    p->path = arena_cstr(&p->mem, str_of(path));
    p->time = pack_dos_time(epoch);
    p->total = ZIPDIR_END;
    return p;
}

void
pack_expect(struct pack *p, size_t n)
{
    if (n <= p->room)
        return;
    p->room = n;
    p->items = mem_realloc(p->items, n * sizeof *p->items);
    mem_touch(p->items + p->n, (n - p->n) * sizeof *p->items);
}

/* Room without ZIP64: a local and a central header for each entry, and its name in both. */
static bool
has_room(struct pack *p, const struct pack_item *item)
{
    p->total += pack_room(item->name_length, item->size);
    if (p->n == MOST_ENTRIES)
        fail(p, "more than 65,535 files in one book: bind several, with `volumes:`, `every:` or `limit:`");
    if (item->size > MOST_BYTES || p->total > MOST_BYTES)
        fail(p, "more than 4 GiB in one book: bind several, with `volumes:`, `every:` or `limit:`");
    return !p->what;
}

static void
add(struct pack *p, struct pack_item item)
{
    item.name_length = (uint32_t)strlen(item.name);
    if (p->what || !has_room(p, &item))
        return;
    if (p->n == p->room)
        pack_expect(p, p->room ? p->room * 2 : 16);
    if (p->n > 0 && strcmp(p->items[p->n - 1].name, item.name) >= 0)
        p->sorted = p->n;
    p->items[p->n++] = item;
}

void
pack_add(struct pack *p, const char *name, const struct deflated *data)
{
    add(p, (struct pack_item){ .name = name, .size = data->len, .data = data });
}

void
pack_add_later(struct pack *p, const char *name, uint64_t size, uint32_t crc, pack_read_fn *read, void *context)
{
    add(p, (struct pack_item){ .name = name, .size = size, .crc = crc, .read = read, .context = context });
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

struct work {
    struct pack *pack;
    struct pack_part *parts;
    struct pack_hand **hands;   /* of the workers */
};

static int
by_name(const void *a, const void *b)
{
    const struct pack_item *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* libzip refuses two entries of one name, if it sees them both. Those that are in order differ; those before them, which are few
 * in a book, are all in the first part. */
static bool
may_be_parted(const struct pack *p)
{
    for (size_t i = 0; i < p->sorted; i++)
        if (bsearch(&p->items[i], p->items + p->sorted, p->n - p->sorted, sizeof *p->items, by_name))
            return false;
    return true;
}

static bool
is_full(const struct pack_part *part)
{
    return part->n >= PART_ITEMS || part->end - part->place >= PART_BYTES;
}

/* Cuts the entries into parts, and gives these their places: first all headers and bytes, then all records. */
static size_t
cut(const struct pack *p, struct pack_part *parts)
{
    size_t first = may_be_parted(p) ? p->sorted : p->n, n = 0;
    uint64_t end = 0, directory = 0;

    for (size_t i = 0; i < p->n; i++) {
        const struct pack_item *item = &p->items[i];
        if (n == 0 || (i >= first && is_full(&parts[n - 1])))
            parts[n++] = (struct pack_part){ .items = &p->items[i], .place = end, .directory = directory };
        end += ZIPDIR_LOCAL + item->name_length + item->size;
        directory += ZIPDIR_RECORD + item->name_length;
        parts[n - 1].n++;
        parts[n - 1].end = end;
        parts[n - 1].directory_end = directory;
    }
    for (size_t i = 0; i < n; i++) {
        parts[i].directory += end;
        parts[i].directory_end += end;
    }
    return n;
}

static void
write_part(void *context, size_t index, unsigned worker)
{
    struct work *w = context;
    const struct pack_part *part = &w->parts[index];

    if (!w->hands[worker])
        w->hands[worker] = pack_hand_new(&w->pack->file, w->pack->time);
    pack_hand_write(w->hands[worker], &w->parts[index]);
    file_hurry(w->pack->file.fd, part->place, part->end - part->place);
}

static void
write_parts(struct pack *p, struct pack_part *parts, size_t n)
{
    unsigned workers = pool_size(p->workers, n);
    struct work w = { p, parts, mem_zalloc(workers * sizeof *w.hands) };

    pool_run(workers, n, write_part, &w);
    for (size_t i = 0; i < n && !p->what; i++)
        if (parts[i].what)
            fail(p, parts[i].what);
    for (unsigned i = 0; i < workers; i++)
        pack_hand_free(w.hands[i]);
    free(w.hands);
}

static int
write_end(struct pack *p, const struct pack_part *last)
{
    uint64_t length = p->total - ZIPDIR_END - last->end;
    char end[ZIPDIR_END];

    zipdir_end(end, p->n, length, last->end);
    return file_write_at(p->file.fd, (struct str){ end, sizeof end }, last->directory_end);
}

static void
write_all(struct pack *p)
{
    size_t most = p->n / PART_ITEMS + (size_t)(p->total / PART_BYTES) + 1;      /* for all but the last are full */
    struct pack_part *parts = mem_alloc(most * sizeof *parts);
    size_t n = cut(p, parts);

    if (patchwork_open(&p->file, p->path) < 0) {
        fail(p, strerror(errno));
    } else {
        write_parts(p, parts, n);
        if (!p->what && (write_end(p, &parts[n - 1]) < 0 || patchwork_close(&p->file) < 0))
            fail(p, strerror(errno));
    }
    free(parts);
}

static void
release(struct pack *p)
{
    patchwork_close(&p->file);
    free(p->items);
    arena_release(&p->mem);
    free(p);
}

int
pack_close(struct pack *p, struct arena *mem, const char **what)
{
    int rc;

    if (p->n == 0)
        fail(p, "a zip without entries");
    if (!p->what)
        write_all(p);
    rc = p->what ? -1 : 0;
    if (rc < 0)
        *what = arena_cstr(mem, str_of(p->what));
    release(p);
    return rc;
}

void
pack_abandon(struct pack *p)
{
    release(p);
}
