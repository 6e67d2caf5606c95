/* patchwork: a file that is laid out piece by piece, and then written by several hands at once. SPDX-License-Identifier: MIT
 *
 * Each worker takes a sheet, the pieces of about 256 KB, collects it in memory and writes it at its place. */
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

enum { SHEET = 1 << 18, ASIDE = SHEET };            /* bytes */
enum { MOST = 1024 };                               /* pieces of a sheet */

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
patchwork_part(struct patchwork *part, int fd, uint64_t at)
{
    buf_clear(&part->put);
    buf_clear(&part->waiting);
    part->fd = fd;
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

struct spot { int fd; uint64_t offset; size_t n, piece; };     /* where the bytes of a piece of a sheet are */

struct hand {                   /* of a worker */
    char *room;                 /* SHEET and ASIDE bytes */
    struct spot spots[MOST];
    const char *at[MOST];       /* of each piece of a sheet: its bytes, if they were read with others */
};

struct work {
    struct patchwork *p;
    struct sheet *sheets; size_t n;
    struct hand *hands;         /* of each worker */
    atomic_int error;           /* errno of one that failed; 0: none */
    _Atomic(const char *) failed;
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
bytes_of(const struct patchwork *p, const struct patch *what, const char *fetched)
{
    if (what->at)
        return what->at;
    return what->fd == PUT ? p->put.at + what->offset : fetched;
}

/* *READING: what failed, if something did, was reading. */
static int
copy(const struct patchwork *p, struct out *o, const struct patch *what, const char *fetched, bool *reading)
{
    const char *at = bytes_of(p, what, fetched);

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

static int
by_spot(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    if (x->fd != y->fd)
        return x->fd < y->fd ? -1 : 1;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

/* The spots of pieces that are in files, in the order in which they are there; how many. */
static size_t
find_spots(const struct piece *pieces, size_t n, struct spot *spots)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        if (!pieces[i].what.at && pieces[i].what.fd >= 0)
            spots[found++] = (struct spot){ pieces[i].what.fd, pieces[i].what.offset, pieces[i].what.n, i };
    qsort(spots, found, sizeof *spots, by_spot);
    return found;
}

/* The spots from the first on that lie one behind the other, in BYTES, no more than MOST_BYTES. */
static size_t
count_run(const struct spot *spots, size_t n, size_t most_bytes, size_t *bytes)
{
    size_t run = 0;

    for (*bytes = 0; run < n && spots[run].n <= most_bytes - *bytes; *bytes += spots[run++].n)
        if (run > 0 && (spots[run].fd != spots[0].fd || spots[run].offset != spots[0].offset + *bytes))
            break;
    return run;
}

/* What several workers have put into a file by turns lies there in a few runs, each in another order: one is read at once. What
 * cannot be is read piece by piece. */
static void
fetch(struct hand *h, const struct piece *pieces, size_t n)
{
    size_t nspots = find_spots(pieces, n, h->spots), left = ASIDE, bytes;
    char *to = h->room + SHEET;

    for (size_t i = 0; i < n; i++)
        h->at[i] = NULL;
    for (size_t i = 0, run; i < nspots; i += run > 0 ? run : 1) {
        const struct spot *first = &h->spots[i];
        run = count_run(first, nspots - i, left, &bytes);
        if (run < 2 || file_read_at(first->fd, to, bytes, first->offset) < 0)
            continue;
        for (size_t k = 0; k < run; to += first[k++].n)
            h->at[first[k].piece] = to;
        left -= bytes;
    }
}

static void
write_sheet(void *context, size_t index, unsigned worker)
{
    struct work *w = context;
    const struct sheet *s = &w->sheets[index];
    const struct piece *pieces = &w->p->pieces[s->first];
    struct hand *hand = &w->hands[worker];
    struct out out = { .fd = w->p->fd, .room = hand->room, .place = pieces[0].place };
    bool reading = false;
    int rc = 0;

    fetch(hand, pieces, s->n);
    for (size_t i = 0; i < s->n && rc == 0; i++) {
        rc = copy(w->p, &out, &pieces[i].what, hand->at[i], &reading);
        if (rc < 0 && reading)
            atomic_store(&w->failed, pieces[i].what.name);
    }
    if (rc == 0)
        rc = flush(&out);
    if (rc < 0)
        atomic_store(&w->error, errno);
    if (!w->p->is_part)
        file_hurry(out.fd, pieces[0].place, out.place - pieces[0].place);
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
        if (last && last->first + last->n == i && last->n < MOST && bytes + p->pieces[i].what.n <= SHEET) {
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
    char *room = mem_alloc(SHEET + ASIDE);

    mem_touch(room, bytes < SHEET ? (size_t)bytes : SHEET + ASIDE);
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
    w.hands = mem_alloc(n * sizeof *w.hands);
    for (unsigned i = 0; i < n; i++)
        w.hands[i].room = i == 0 && p->sheet ? p->sheet : new_room(p);
    pool_run(n, w.n, write_sheet, &w);
    p->sheet = w.hands[0].room;
    for (unsigned i = 1; i < n; i++)
        free(w.hands[i].room);
    free(w.hands);
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
