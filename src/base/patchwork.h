/* patchwork: a file that is laid out piece by piece, and then written by several hands at once. SPDX-License-Identifier: MIT
 *
 * Small pieces are put: they are kept, and may be put again. Large ones that are somewhere already are placed: only where they
 * are is noted. patchwork_finish() brings them all into the file, neighbours together.
 *     patchwork_open(&p, path); patchwork_put(...); patchwork_place(...); ... patchwork_finish(&p, 4); patchwork_close(&p)
 * Of a file of which is known where its parts will lie, several threads can lay out one each:
 *     struct patchwork part = { 0 }; patchwork_part(&part, p.fd, at); ... patchwork_finish(&part, 1); ... patchwork_close(&part) */
#ifndef BASE_PATCHWORK_H
#define BASE_PATCHWORK_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that belong to somebody else: in memory, or in a file. */
struct patch {
    const char *at;             /* NULL: they are in the file */
    int fd;
    uint64_t offset;            /* in it */
    size_t n;
    const char *name;           /* for who reports that they could not be read */
};

struct piece;

struct patchwork {
    int fd;                     /* -1: not open */
    bool is_part;               /* the file is another's */
    uint64_t end;               /* of all pieces */
    struct buf put;             /* bytes of the small ones */
    struct buf waiting;         /* bytes that are to be written next, and their place */
    uint64_t waiting_at;
    struct piece *pieces; size_t n, room;
    char *sheet;                /* that pieces are brought together in; kept from part to part */
    const char *failed;         /* NAME of a patch that could not be read, once patchwork_finish() failed; or NULL */
};

/* Makes PATH, or empties it. Those that may fail give 0, or -1 with errno set. */
int patchwork_open(struct patchwork *, const char *path);

/* Begins a part, at AT, of the file FD, which stays open until the part is finished. The part is empty (all zero), or was
 * finished before: then its memory is used again. */
void patchwork_part(struct patchwork *part, int fd, uint64_t at);

/* BYTES at AT: the end, or within what was put there before. */
int patchwork_put(struct patchwork *, uint64_t at, struct str bytes);

/* The patch comes next, at the end. It must be there until patchwork_finish(). */
void patchwork_place(struct patchwork *, const struct patch *);

/* BYTES come next, at the end, and are written soon: no more than a megabyte is kept of them. */
int patchwork_write(struct patchwork *, struct str bytes);

/* Writes what was put and placed, by up to WORKERS threads. */
int patchwork_finish(struct patchwork *, unsigned workers);

int patchwork_close(struct patchwork *);

#endif
