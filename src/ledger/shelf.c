/* shelf: what is known of the last edition of a book. SPDX-License-Identifier: MIT
 *
 * Records, by name: "book" (the file's stamp), "page HREF" (what it was made of, and what the contents must know of it) and
 * "entry NAME" (the digest of a document or picture). All are of one run: where a page leads into another one that is kept,
 * that one is as it was. */
#include "ledger/shelf_part.h"

#include "base/mem.h"
#include "base/pool.h"
#include "ledger/blocks.h"

#include <stdlib.h>
#include <string.h>

/* ---- the last book --------------------------------------------------------------------------------------------------- */

static struct str
owner_of(struct shelf *s)
{
    struct digest digest;
    struct str here;
    struct buf out;

    buf_init(&out);
    if (file_real(&s->mem, ".", &here) < 0)
        here = STR("");
    bytes_put_str(&out, here);
    bytes_put_str(&out, str_of(s->plan->book->output));
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest_hex(&s->mem, &digest, 16);
}

static void
learn(void *context, struct str name, struct str record)
{
    struct shelf *s = context;
    struct str *copy = ARENA_NEW(&s->mem, struct str);

    *copy = record;
    *map_slot(&s->known, name) = copy;
}

/* Is the file in the book's place the one that the records are about? */
static bool
is_last_book(struct shelf *s, struct file_stamp *stamp)
{
    const char *path = s->plan->book->output;
    const struct str *record = map_find(&s->known, STR("book"));
    struct digest digest, is;
    struct file_info info;
    struct bytes b;
    int64_t seen;

    if (!record)
        return false;
    b = bytes_of(*record);
    seen = bytes_int(&b);
    record_take(&record_stamp, stamp, &s->mem, &b);
    if (bytes_failed(&b) || file_stat(path, &info) < 0 || info.type != FILE_REGULAR || !file_stamp_eq(stamp, &info.stamp))
        return false;
    if (ledger_is_settled(stamp, seen))
        return true;
    if (b.end - b.at != sizeof digest.at)
        return false;
    memcpy(digest.at, b.at, sizeof digest.at);
    return ledger_digest_file(path, &is) && digest_eq(&is, &digest);
}

static void
open_book(struct shelf *s)
{
    if (!is_last_book(s, &s->stamp) || (s->fd = file_open(s->plan->book->output)) < 0)
        return;
    if (zipdir_read(&s->mem, s->fd, s->stamp.size, &s->list, &s->nlist) < 0) {
        file_close(s->fd);
        s->fd = -1;
        return;
    }
    for (size_t i = 0; i < s->nlist; i++)
        *map_slot(&s->entries, s->list[i].name) = &s->list[i];
}

struct shelf *
shelf_open(struct ledger *ledger, const struct plan *plan, struct digest context)
{
    struct shelf *s = mem_zalloc(sizeof *s);

    arena_init(&s->mem);
    map_init(&s->known);
    map_init(&s->entries);
    map_init(&s->documents);
    pthread_mutex_init(&s->lock, NULL);
    s->ledger = ledger;
    s->plan = plan;
    s->context = context;
    s->fd = -1;
    s->owner = owner_of(s);
    s->pages = mem_zalloc((plan->npages + 1) * sizeof *s->pages);
    s->references = mem_zalloc((plan->npages + 1) * sizeof *s->references);
    map_init(&s->by_href);
    for (size_t i = 0; i < plan->npages; i++)
        *map_slot(&s->by_href, plan->pages[i].href) = &plan->pages[i];
    s->was_known = blocks_load(ledger, &s->mem, LEDGER_BOOK, s->owner, (struct digest){ { 0 } }, learn, s);
    if (s->was_known)
        open_book(s);
    s->was_changed = s->was_known && s->fd < 0;
    return s;
}

void
shelf_close(struct shelf *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        file_close(s->fd);
    free(s->pages);
    free(s->references);
    map_release(&s->by_href);
    map_release(&s->known);
    map_release(&s->entries);
    map_release(&s->documents);
    pthread_mutex_destroy(&s->lock);
    arena_release(&s->mem);
    free(s);
}

struct str
shelf_page_name(struct arena *mem, struct str href)
{
    return arena_printf(mem, "page %.*s", STR_ARG(href));
}

struct str
shelf_entry_name(struct arena *mem, struct str href)
{
    return arena_printf(mem, "EPUB/%.*s", STR_ARG(href));
}

/* ---- other entries --------------------------------------------------------------------------------------------------- */

bool
shelf_find_entry(const struct shelf *s, struct str name, const struct digest *digest, struct arena *scratch,
    const struct zip_entry **e)
{
    const struct str *record = map_find(&s->known, arena_printf(scratch, "entry %.*s", STR_ARG(name)));

    *e = map_find(&s->entries, name);
    return *e && record && record->len == sizeof digest->at && memcmp(record->at, digest->at, record->len) == 0;
}

static void
note_document(struct shelf *s, struct str name, const struct digest *digest)
{
    struct digest *copy;

    pthread_mutex_lock(&s->lock);
    copy = ARENA_NEW(&s->mem, struct digest);
    *copy = *digest;
    *map_slot(&s->documents, arena_str(&s->mem, name)) = copy;
    pthread_mutex_unlock(&s->lock);
}

bool
shelf_find(void *shelf, struct str name, const struct digest *digest, struct deflated *data)
{
    struct shelf *s = shelf;
    const struct zip_entry *e;
    struct arena scratch;
    bool found;

    arena_init(&scratch);
    note_document(s, name, digest);
    found = shelf_find_entry(s, name, digest, &scratch, &e);
    if (found)
        *data = (struct deflated){ .len = e->stored, .original = e->original, .crc = e->crc, .is_stored = e->is_stored,
            .fd = s->fd, .offset = e->offset };
    arena_release(&scratch);
    return found;
}

bool
shelf_is_unchanged(void *shelf, const struct str *names, const struct deflated *const *data, size_t n, uint32_t dos_time,
    uint64_t *bytes)
{
    const struct shelf *s = shelf;
    struct file_info info;

    if (s->fd < 0 || n != s->nlist || file_stat(s->plan->book->output, &info) < 0 || !file_stamp_eq(&info.stamp, &s->stamp))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct zip_entry *e = &s->list[i];
        if (!data[i] || data[i]->at || data[i]->fd != s->fd || data[i]->offset != e->offset || e->time != dos_time
            || !str_eq(e->name, names[i]))
            return false;
    }
    *bytes = s->stamp.size;
    return true;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

static void
put_book_record(const struct shelf *s, const struct file_stamp *stamp, struct buf *out)
{
    int64_t now = file_now(ledger_path(s->ledger));
    struct digest digest;

    bytes_put_int(out, now);
    record_put(&record_stamp, stamp, out);
    if (!ledger_is_settled(stamp, now) && ledger_digest_file(s->plan->book->output, &digest))
        bytes_put_raw(out, digest.at, sizeof digest.at);
}

static void
add_records(const struct shelf *s, struct blocks_writer *w, struct arena *scratch)
{
    for (size_t i = 0; i < s->plan->npages; i++)
        if (s->pages[i].at)
            blocks_add(w, shelf_page_name(scratch, s->plan->pages[i].href), s->pages[i]);
    for (size_t i = 0; i < s->documents.n; i++)
        blocks_add(w, arena_printf(scratch, "entry %.*s", STR_ARG(s->documents.entries[i].key)),
            (struct str){ s->documents.entries[i].value, sizeof(struct digest) });
}

struct saving {
    struct shelf *s;
    const struct file_stamp *stamp;
    struct blocks_writer *records;
    struct buf book;
};

/* The book is read once more for its digest while the records of its pages are put together. */
static void
prepare(void *context, size_t task, unsigned worker)
{
    struct saving *saving = context;
    struct arena scratch;

    (void)worker;
    if (task == 0) {
        put_book_record(saving->s, saving->stamp, &saving->book);
        return;
    }
    arena_init(&scratch);
    add_records(saving->s, saving->records, &scratch);
    arena_release(&scratch);
}

void
shelf_save(struct shelf *s, const struct file_stamp *written, unsigned workers)
{
    struct saving saving = { .s = s };
    struct file_info info;

    if (!ledger_is_writable(s->ledger) || file_stat(s->plan->book->output, &info) < 0 || info.stamp.inode != written->inode
        || info.stamp.mtime != written->mtime || info.stamp.size != written->size)
        return;
    saving.stamp = &info.stamp;
    saving.records = blocks_begin((struct digest){ { 0 } });
    buf_init(&saving.book);
    pool_run(workers < 2 ? workers : 2, 2, prepare, &saving);
    blocks_add(saving.records, STR("book"), buf_str(&saving.book));
    blocks_save(saving.records, s->ledger, LEDGER_BOOK, s->owner);
    buf_release(&saving.book);
}
