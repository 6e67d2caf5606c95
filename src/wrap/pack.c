/* pack: a zip file of finished entries. SPDX-License-Identifier: MIT
 *
 * Entries that are added are only noted. When all are known, so are their places: they are cut into parts, which several threads
 * write, each part by a libzip archive of its own (pack_part.h). What is taken ahead is such a part too. libzip takes less for some
 * hundred entries at a time than for ten thousand, so there are parts also where there is one thread. The file is one of ours, so
 * that libzip makes no temporary file of its own that a kill would leave behind. */
#include "wrap/pack.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/zipdir.h"
#include "wrap/pack_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PART_ITEMS = 256, PART_BYTES = 1 << 20 };        /* so many entries take about as long as so many bytes */
enum { COPIED_ITEMS = 64 };     /* fewer between others that go through libzip go through it with them */
enum { MOST_ENTRIES = 65535 };                          /* without ZIP64, which old devices do not read */
static const uint64_t MOST_BYTES = 0xFFFFFFFE;
static const int64_t FIRST_TIME = 315532800;            /* 1980-01-01T00:00:00Z */
static const int64_t LAST_TIME = 4354819198;            /* 2107-12-31T23:59:58Z */

struct pack {
    struct arena mem;
    const char *path;           /* that is opened when it is needed */
    int fd;                     /* -1: it is not open yet */
    bool is_own;                /* opened here; else it is the caller's */
    unsigned workers;
    uint32_t time;              /* as DOS has it */
        struct pack_part **runs; size_t nruns;      /* what was taken, in its order */
    size_t nahead;              /* entries of all of them */
    uint64_t end;               /* of them, in the file */
    struct pack_item *items; size_t n, room;    /* what was added */
    const uint32_t *order;      /* of the directory; NULL: that of the entries */
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
pack_into(int fd, int64_t epoch, unsigned workers)
{
    struct pack *p = mem_zalloc(sizeof *p);

    arena_init(&p->mem);
    p->fd = fd;
    p->workers = workers;
    p->time = pack_dos_time(epoch);
    p->total = ZIPDIR_END;
    return p;
}

struct pack *
pack_new(const char *path, int64_t epoch, unsigned workers)
{
    struct pack *p = pack_into(-1, epoch, workers);

    p->path = arena_cstr(&p->mem, str_of(path));
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
    if (p->nahead + p->n == MOST_ENTRIES)
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

void
pack_add_old(struct pack *p, const char *name, const struct deflated *data, const struct zip_entry *old)
{
    add(p, (struct pack_item){ .name = name, .size = data->len, .data = data, .old = old });
}

void
pack_order(struct pack *p, const uint32_t *order)
{
    p->order = order;
}

/* ---- writing ahead --------------------------------------------------------------------------------------------------- */

static bool
is_open(struct pack *p)
{
    if (p->fd < 0 && !p->what) {
        p->fd = open(p->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        p->is_own = p->fd >= 0;
        if (!p->is_own)
            fail(p, strerror(errno));
    }
    return !p->what;
}

struct pack_part *
pack_take(struct pack *p, const struct pack_given *given, size_t n)
{
    struct pack_part *run = ARENA_NEW(&p->mem, struct pack_part);

    if (!is_open(p))
        return NULL;
    *run = (struct pack_part){ .items = arena_zalloc(&p->mem, n * sizeof *run->items), .place = p->end, .end = p->end };
    for (; run->n < n; run->n++, p->nahead++) {
        struct pack_item *item = &run->items[run->n];
        *item = (struct pack_item){ .name = given[run->n].name, .name_length = (uint32_t)strlen(given[run->n].name),
            .size = given[run->n].data->len, .data = given[run->n].data, .old = given[run->n].old };
        if (!has_room(p, item))
            return NULL;
        run->is_copied = (run->n == 0 || run->is_copied) && item->old;
        run->end += ZIPDIR_LOCAL + item->name_length + item->size;
    }
    *ARENA_PUSH(&p->mem, p->runs, p->nruns) = run;
    p->end = run->end;
    return run;
}

void
pack_write(const struct pack *p, struct pack_part *run, struct pack_hand *hand)
{
    if (run->is_copied)
        pack_hand_copy(hand, p->fd, run);
    else
        pack_hand_write(hand, p->fd, p->time, run);
    file_hurry(p->fd, run->place, run->end - run->place);
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

struct work {
    struct pack *pack;
    struct pack_part *parts;
    struct pack_hand **hands;   /* of the workers */
};

void
pack_run_add(struct pack_run *run, uint64_t bytes, bool is_old)
{
    run->n++;
    run->nold = is_old ? run->nold + 1 : 0;
    run->bytes += bytes;
}

bool
pack_run_ends(const struct pack_run *run, bool next_is_old)
{
    bool is_copied = run->nold == run->n, is_turning = next_is_old != is_copied;

    if (run->n == 0)
        return false;
    return run->bytes >= PART_BYTES || (is_turning && run->nold >= COPIED_ITEMS) || (!is_copied && run->n >= PART_ITEMS);
}

/* Cuts the entries that were added into parts, and gives these their places. */
static size_t
cut(const struct pack *p, struct pack_part *parts)
{
    uint64_t end = p->end;
    struct pack_run run = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        const struct pack_item *item = &p->items[i];
        if (n == 0 || pack_run_ends(&run, item->old)) {
            parts[n++] = (struct pack_part){ .items = &p->items[i], .place = end, .is_copied = true };
            run = (struct pack_run){ 0 };
        }
        pack_run_add(&run, item->size, item->old);
        end += ZIPDIR_LOCAL + item->name_length + item->size;
        parts[n - 1].n++;
        parts[n - 1].end = end;
        parts[n - 1].is_copied &= item->old != NULL;
    }
    return n;
}

static void
write_part(void *context, size_t index, unsigned worker)
{
    struct work *w = context;

    if (!w->hands[worker])
        w->hands[worker] = pack_hand_new();
    pack_write(w->pack, &w->parts[index], w->hands[worker]);
}

static void
note_problems(struct pack *p, const struct pack_part *part)
{
    if (part->what)
        fail(p, part->what);
}

static void
write_parts(struct pack *p, struct pack_part *parts, size_t n)
{
    unsigned workers = pool_size(p->workers, n);
    struct work w = { p, parts, mem_zalloc(workers * sizeof *w.hands) };

    pool_run(workers, n, write_part, &w);
    for (size_t i = 0; i < n; i++)
        note_problems(p, &parts[i]);
    for (unsigned i = 0; i < workers; i++)
        pack_hand_free(w.hands[i]);
    free(w.hands);
}

/* ---- the directory --------------------------------------------------------------------------------------------------- */

/* All entries as they lie in the file. */
static const struct pack_item **
list_entries(struct pack *p)
{
    const struct pack_item **all = arena_alloc(&p->mem, (p->nahead + p->n) * sizeof *all), **to = all;

    for (size_t i = 0; i < p->nruns; i++)
        for (size_t k = 0; k < p->runs[i]->n; k++)
            *to++ = &p->runs[i]->items[k];
    for (size_t i = 0; i < p->n; i++)
        *to++ = &p->items[i];
    return all;
}

static const struct pack_item **
put_in_order(struct pack *p, const struct pack_item **laid, size_t n)
{
    const struct pack_item **ordered = arena_alloc(&p->mem, n * sizeof *ordered);

    for (size_t i = 0; i < n; i++)
        ordered[i] = laid[p->order[i]];
    return ordered;
}

static int
by_name(const void *a, const void *b)
{
    const struct pack_item *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

/* libzip refuses two entries of one name, if it sees them both. Most are in order, by the bytes of their names: these differ. */
static const struct pack_item *
find_twin(struct pack *p, const struct pack_item *const *entries, size_t n)
{
    const struct pack_item **others, *twin = NULL;
    size_t nothers = n > 0 ? n - 1 : 0;

    while (nothers > 0 && by_name(&entries[nothers - 1], &entries[nothers]) < 0)
        nothers--;
    others = arena_alloc(&p->mem, (nothers + 1) * sizeof *others);
    memcpy(others, entries, nothers * sizeof *others);
    qsort(others, nothers, sizeof *others, by_name);
    for (size_t i = 0; i < nothers && !twin; i++)
        if ((i > 0 && by_name(&others[i - 1], &others[i]) == 0)
            || bsearch(&others[i], entries + nothers, n - nothers, sizeof *entries, by_name))
            twin = others[i];
    return twin;
}

static int
write_directory(struct pack *p, const struct pack_item *const *entries, size_t n, uint64_t place)
{
    struct buf records;
    char end[ZIPDIR_END];
    int rc;

    buf_init(&records);
    buf_reserve(&records, (size_t)(p->total - place));
    for (size_t i = 0; i < n; i++)
        buf_add(&records, (struct str){ entries[i]->record, ZIPDIR_RECORD + entries[i]->name_length });
    zipdir_end(end, n, records.len, place);
    buf_add(&records, (struct str){ end, sizeof end });
    rc = file_write_at(p->fd, buf_str(&records), place);
    buf_release(&records);
    return rc;
}

static int
close_file(struct pack *p)
{
    int rc = p->is_own ? close(p->fd) : 0;

    p->fd = -1;
    p->is_own = false;
    return rc;
}

static void
write_all(struct pack *p)
{
    size_t most = p->n / COPIED_ITEMS + (size_t)(p->total / PART_BYTES) + 1;    /* but for the last */
    struct pack_part *parts = mem_alloc(most * sizeof *parts);
    size_t nparts = cut(p, parts), n = p->nahead + p->n;
    const struct pack_item **entries = list_entries(p), *twin;

    if (p->order)
        entries = put_in_order(p, entries, n);
    if ((twin = find_twin(p, entries, n)) != NULL)
        fail(p, arena_printf(&p->mem, "%s: two files of this name", twin->name).at);
    for (size_t i = 0; i < p->nruns; i++)
        note_problems(p, p->runs[i]);
    if (is_open(p))
        write_parts(p, parts, nparts);
    if (!p->what && (write_directory(p, entries, n, nparts ? parts[nparts - 1].end : p->end) < 0 || close_file(p) < 0))
        fail(p, strerror(errno));
    for (size_t i = 0; i < nparts; i++)
        free(parts[i].records);
    free(parts);
}

static void
release(struct pack *p)
{
    close_file(p);
    for (size_t i = 0; i < p->nruns; i++)
        free(p->runs[i]->records);
    free(p->items);
    arena_release(&p->mem);
    free(p);
}

int
pack_close(struct pack *p, struct arena *mem, const char **what)
{
    int rc;

    if (p->nahead + p->n == 0)
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
