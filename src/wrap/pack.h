/* pack: a zip file of finished entries, with libzip. SPDX-License-Identifier: MIT
 *
 * Same entries, same bytes: order as added, times as given, no extra fields, constant attributes (EPUB-RULES 1.1, 11).
 *     struct pack *p = pack_new(temp, when); pack_add(...)...; pack_close(p) */
#ifndef WRAP_PACK_H
#define WRAP_PACK_H

#include "base/arena.h"
#include "base/str.h"
#include "base/zipdir.h"
#include "wrap/deflate.h"

#include <stdint.h>

struct pack;
struct pack_part;
struct pack_hand;

/* What an entry takes in a zip: a local and a central header, its name in both, and its BYTES as they are kept. */
static inline uint64_t
pack_room(size_t name_length, uint64_t bytes)
{
    return ZIPDIR_LOCAL + ZIPDIR_RECORD + 2 * name_length + bytes;
}

/* A zip to be written to PATH, which holds nothing or an old file. EPOCH is the time of all entries (seconds since 1970 UTC,
 * clamped to what DOS times can say). It is written by up to WORKERS threads. */
struct pack *pack_new(const char *path, int64_t epoch, unsigned workers);
/* The same to the open file FD, which is empty and stays the caller's. */
struct pack *pack_into(int fd, int64_t epoch, unsigned workers);

/* About N entries will be added. */
void pack_expect(struct pack *, size_t n);

/* The date (upper half) and time that the entries of such a zip have. */
uint32_t pack_dos_time(int64_t epoch);

/* Adds an entry. NAME, DATA and the bytes, or the file that holds them, must live until pack_close(). Problems are sticky. */
void pack_add(struct pack *, const char *name, const struct deflated *data);

/* Adds an entry, stored, whose bytes are fetched when it is written: READ gives them into an arena that is cleared after
 * each entry; SIZE and CRC are what they must have. READ gives 0, or -1 with errno set; several threads call it for several
 * entries at once. */
typedef int pack_read_fn(void *context, struct arena *, struct str *bytes);
void pack_add_later(struct pack *, const char *name, uint64_t size, uint32_t crc, pack_read_fn *, void *context);

/* The same of an entry whose DATA are in another zip, where it is OLD, with this name and the time of this zip: it may be copied as
 * it stands there, header, bytes and record. */
void pack_add_old(struct pack *, const char *name, const struct deflated *data, const struct zip_entry *old);

/* The order of the directory, if it is not that in which the entries were taken and added: the places in that of each. ORDER must
 * live until pack_close(). */
void pack_order(struct pack *, const uint32_t *order);

/* Entries can be written before the others are known: they come first in the file, in the order in which they are taken. One
 * thread at a time takes some; whoever took them writes them, while others do the same; names must live until pack_close(), the
 * data until they are written. NULL: something failed; pack_close() says what. */
struct pack_given {
    const char *name;
    const struct deflated *data;
    const struct zip_entry *old;        /* as pack_add_old(), or NULL */
};
struct pack_part *pack_take(struct pack *, const struct pack_given *, size_t n);
void pack_write(const struct pack *, struct pack_part *, struct pack_hand *);

/* How long it is good to take entries together: what can be copied as it stands elsewhere is faster by itself, unless it is
 * little. */
struct pack_run {
    size_t n, nold;             /* entries; old ones since the last other one */
    uint64_t bytes;
};
void pack_run_add(struct pack_run *, uint64_t bytes, bool is_old);
bool pack_run_ends(const struct pack_run *, bool next_is_old);

/* What one thread needs for that, for one zip after the other. It must live as long as they are not closed. */
struct pack_hand *pack_hand_new(void);
void pack_hand_free(struct pack_hand *);

/* Writes everything and frees P. 0, or -1 with *WHAT (static or in ARENA) saying what failed; then PATH is not to be used. */
int pack_close(struct pack *, struct arena *, const char **what);
void pack_abandon(struct pack *);

/* For tests and `check`: the entries of a zip. 0, or -1 if it is none. */
struct pack_entry { const char *name; struct str bytes; uint64_t stored_size; uint16_t method; };
int pack_list(struct arena *, const char *path, struct pack_entry **entries, size_t *n);

#endif
