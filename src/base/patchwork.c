/* patchwork: a file that is laid out piece by piece, and then written by several hands at once. SPDX-License-Identifier: MIT
 *
 * Each worker takes a sheet, the pieces of about 256 KB, collects it in memory and writes it at its place. What is in a
 * file mostly stands close together there: it is read at once. */
#include "base/patchwork.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHEET = 1 << 18, RANGE = 3 * SHEET };        /* bytes */

struct piece {
    uint64_t place;             /* in the file */
    struct patch what;          /* without AT and with fd -1: put, at OFFSET of PUT; with fd -2: written already */
};

enum { PUT = -1, WRITTEN = -2 };

/* ---- laying out ------------------------------------------------------------------------------------------------------ */

int
patchwork_open(struct patchwork *p, const char *path)
{
    *p = (struct patchwork){ .fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) };
    buf_init(&p->put);
    buf_init(&p->waiting);
    return p->fd < 0 ? -1 : 0;
}

void
patchwork_part(struct patchwork *part, const struct patchwork *whole, uint64_t at)
{
    buf_clear(&part->put);
    buf_clear(&part->waiting);
    part->fd = whole->fd;
    part->is_part = true;
    part->n = 0;
    part->end = at;
    part->failed = NULL;
}

static void
add(struct patchwork *p, const struct patch *what)
{
    if (p->n == p->room) {
        p->room = p->room ? p->room / 2 * 3 : 256;
        p->pieces = mem_realloc(p->pieces, p->room * sizeof *p->pieces);
        mem_touch(p->pieces + p->n, (p->room - p->n) * sizeof *p->pieces);
    }
    p->pieces[p->n++] = (struct piece){ p->end, *what };
    p->end += what->n;
}

/* The piece that holds the byte at AT, which is below the end. */
static struct piece *
piece_at(const struct patchwork *p, uint64_t at)
{
    size_t low = 0, high = p->n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->pieces[middle].place <= at)
            low = middle;
        else
            high = middle;
    }
    return &p->pieces[low];
}

static int
put_again(struct patchwork *p, uint64_t at, struct str bytes)
{
    struct piece *piece = piece_at(p, at);
    uint64_t from = at - piece->place;

    if (piece->what.at || piece->what.fd != PUT || piece->what.n < from + bytes.len) {
        errno = EINVAL;
        return -1;
    }
    memcpy(p->put.at + piece->what.offset + from, bytes.at, bytes.len);
    return 0;
}

int
patchwork_put(struct patchwork *p, uint64_t at, struct str bytes)
{
    struct piece *last = p->n ? &p->pieces[p->n - 1] : NULL;

    if (bytes.len == 0)
        return 0;
    if (at < p->end)
        return put_again(p, at, bytes);
    if (at > p->end || p->put.failed) {
        errno = at > p->end ? EINVAL : ENOMEM;
        return -1;
    }
    if (last && !last->what.at && last->what.fd == PUT) {
        last->what.n += bytes.len;
        p->end += bytes.len;
    } else {
        add(p, &(struct patch){ .fd = PUT, .offset = p->put.len, .n = bytes.len });
    }
    buf_add(&p->put, bytes);
    return 0;
}

void
patchwork_place(struct patchwork *p, const struct patch *what)
{
    if (what->n)
        add(p, what);
}

static int
write_waiting(struct patchwork *p)
{
    int rc = file_write_at(p->fd, buf_str(&p->waiting), p->waiting_at);

    buf_clear(&p->waiting);
    return rc;
}

/* Many small parts of one large thing are gathered. */
static int
wait_for_more(struct patchwork *p, struct str bytes)
{
    if (p->waiting.len && p->waiting_at + p->waiting.len != p->end && write_waiting(p) < 0)
        return -1;
    if (!p->waiting.len)
        p->waiting_at = p->end;
    buf_add(&p->waiting, bytes);
    return p->waiting.len >= SHEET ? write_waiting(p) : 0;
}

int
patchwork_write(struct patchwork *p, struct str bytes)
{
    struct piece *last = p->n ? &p->pieces[p->n - 1] : NULL;

    if (wait_for_more(p, bytes) < 0)
        return -1;
    if (last && !last->what.at && last->what.fd == WRITTEN) {
        last->what.n += bytes.len;
        p->end += bytes.len;
    } else if (bytes.len) {
        add(p, &(struct patch){ .fd = WRITTEN, .n = bytes.len });
    }
    return 0;
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

struct sheet { size_t first, n; };      /* pieces that follow each other */

struct work {
    struct patchwork *p;
    struct sheet *sheets; size_t n;
    char **rooms;               /* of each worker, SHEET and RANGE bytes */
    atomic_int error;           /* errno of one that failed; 0: none */
    _Atomic(const char *) failed;
};

struct range {                  /* bytes of a file, read at once */
    int fd;                     /* -1: there are none */
    uint64_t from, to, bytes;   /* BYTES: of the N pieces that lie there */
    size_t n;
    const char *at;
};

struct out {                    /* a sheet on its way into the file */
    int fd;
    char *room;
    size_t n;
    uint64_t place;             /* of the first byte in ROOM */
};

static int
flush(struct out *o)
{
    int rc = file_write_at(o->fd, (struct str){ o->room, o->n }, o->place);

    o->place += o->n;
    o->n = 0;
    return rc;
}

/* NULL: they are in a file. */
static const char *
bytes_of(const struct patchwork *p, const struct patch *what, const struct range *r)
{
    if (what->at)
        return what->at;
    if (what->fd == PUT)
        return p->put.at + what->offset;
    return what->fd == r->fd ? r->at + (what->offset - r->from) : NULL;
}

/* *READING: what failed, if something did, was reading. */
static int
copy(const struct patchwork *p, struct out *o, const struct patch *what, const struct range *r, bool *reading)
{
    const char *at = bytes_of(p, what, r);

    for (size_t done = 0; done < what->n;) {
        size_t n = what->n - done < SHEET - o->n ? what->n - done : SHEET - o->n;
        if (at)
            memcpy(o->room + o->n, at + done, n);
        else if ((*reading = file_read_at(what->fd, o->room + o->n, n, what->offset + done) < 0))
            return -1;
        o->n += n;
        done += n;
        if (o->n == SHEET && flush(o) < 0)
            return -1;
    }
    return 0;
}

static bool
is_in_file(const struct piece *piece)
{
    return !piece->what.at && piece->what.fd >= 0;
}

/* What the pieces of a sheet take of the file that the first of them in a file is in, from the first byte to the last. */
static struct range
range_of(const struct piece *pieces, size_t n)
{
    struct range r = { .fd = -1 };

    for (size_t i = 0; i < n; i++) {
        const struct patch *what = &pieces[i].what;
        if (!is_in_file(&pieces[i]) || (r.fd >= 0 && what->fd != r.fd))
            continue;
        if (r.fd < 0)
            r = (struct range){ .fd = what->fd, .from = what->offset, .to = what->offset };
        r.from = what->offset < r.from ? what->offset : r.from;
        r.to = what->offset + what->n > r.to ? what->offset + what->n : r.to;
        r.bytes += what->n;
        r.n++;
    }
    return r;
}

/* Reads it at once, if that is less work than to read the pieces; else, or if it cannot be read, R is empty. */
static void
read_range(struct range *r, char *room)
{
    enum { FEW = 3 };           /* bytes read for one that is needed */
    bool is_dense = r->fd >= 0 && r->n > 1 && r->to - r->from <= RANGE && r->to - r->from < FEW * r->bytes;

    if (is_dense)
        mem_touch(room, (size_t)(r->to - r->from));
    if (is_dense && file_read_at(r->fd, room, (size_t)(r->to - r->from), r->from) == 0)
        r->at = room;
    else
        r->fd = -1;
}

static void
write_sheet(void *context, size_t index, unsigned worker)
{
    struct work *w = context;
    const struct sheet *s = &w->sheets[index];
    const struct piece *pieces = &w->p->pieces[s->first];
    struct out out = { .fd = w->p->fd, .room = w->rooms[worker], .place = pieces[0].place };
    struct range range = range_of(pieces, s->n);
    bool reading = false;
    int rc = 0;

    read_range(&range, out.room + SHEET);
    for (size_t i = 0; i < s->n && rc == 0; i++) {
        rc = copy(w->p, &out, &pieces[i].what, &range, &reading);
        if (rc < 0 && reading)
            atomic_store(&w->failed, pieces[i].what.name);
    }
    if (rc == 0)
        rc = flush(&out);
    if (rc < 0)
        atomic_store(&w->error, errno);
}

static bool
is_written(const struct piece *piece)
{
    return !piece->what.at && piece->what.fd == WRITTEN;
}

/* Cuts the pieces into sheets; what is written already parts them. */
static void
cut(struct work *w)
{
    const struct patchwork *p = w->p;
    uint64_t bytes = 0;

    w->sheets = mem_alloc((p->n + 1) * sizeof *w->sheets);
    for (size_t i = 0; i < p->n; i++) {
        struct sheet *last = w->n ? &w->sheets[w->n - 1] : NULL;
        if (is_written(&p->pieces[i]))
            continue;
        if (last && last->first + last->n == i && bytes + p->pieces[i].what.n <= SHEET) {
            last->n++;
        } else {
            w->sheets[w->n++] = (struct sheet){ i, 1 };
            bytes = 0;
        }
        bytes += p->pieces[i].what.n;
    }
}

static char *
new_room(const struct patchwork *p)
{
    uint64_t bytes = p->n > 0 ? p->end - p->pieces[0].place : 0;
    char *room = mem_alloc(SHEET + RANGE);

    mem_touch(room, bytes < SHEET ? (size_t)bytes : SHEET);
    return room;
}

int
patchwork_finish(struct patchwork *p, unsigned workers)
{
    struct work w = { .p = p };
    unsigned n;

    if (p->put.failed || p->waiting.failed) {
        errno = ENOMEM;
        return -1;
    }
    if (write_waiting(p) < 0)
        return -1;
    cut(&w);
    n = pool_size(workers, w.n);
    w.rooms = mem_alloc(n * sizeof *w.rooms);
    for (unsigned i = 0; i < n; i++)
        w.rooms[i] = i == 0 && p->sheet ? p->sheet : new_room(p);
    pool_run(n, w.n, write_sheet, &w);
    p->sheet = w.rooms[0];
    for (unsigned i = 1; i < n; i++)
        free(w.rooms[i]);
    free(w.rooms);
    free(w.sheets);
    p->failed = atomic_load(&w.failed);
    errno = atomic_load(&w.error);
    return errno ? -1 : 0;
}

int
patchwork_close(struct patchwork *p)
{
    int rc = p->fd >= 0 && !p->is_part ? close(p->fd) : 0;

    buf_release(&p->put);
    buf_release(&p->waiting);
    free(p->pieces);
    free(p->sheet);
    *p = (struct patchwork){ .fd = -1 };
    return rc;
}
