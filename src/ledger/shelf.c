/* shelf: what is known of the last edition of a book. SPDX-License-Identifier: MIT
 *
 * Records, by name: "book" (the file's stamp), the href of a page (what it was made of, and what the contents must know of it) and
 * the name of an entry that is none (the digest of a document or picture). All are of one run: where a page leads into another
 * one that is kept, that one is as it was. */
#include "ledger/shelf_part.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct digest any_context;

/* ---- the last book --------------------------------------------------------------------------------------------------- */

struct str
shelf_owner(struct arena *mem, const char *output)
{
    struct digest digest;
    struct str here;
    struct buf out;

    buf_init(&out);
    if (file_real(mem, ".", &here) < 0)
        here = STR("");
    bytes_put_str(&out, here);
    bytes_put_str(&out, str_of(output));
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest_hex(mem, &digest, 16);
}

static struct str
below_epub(struct str name)
{
    struct str epub = STR("EPUB/");

    return str_starts(name, epub) ? str_from(name, epub.len) : name;
}

static bool
is_page_name(struct str name)
{
    return str_starts(name, STR("text/"));
}

/* Records stand in the order of the pages of their time. */
static void
learn(struct shelf *s)
{
    size_t next = 0;

    for (size_t i = 0; i < blocks_count(s->known); i++) {
        struct str name, record = blocks_record(s->known, i, &name), *copy;
        const struct page *page = NULL;
        if (next < s->plan->npages && str_eq(s->plan->pages[next].href, name))
            page = &s->plan->pages[next];
        else if (is_page_name(name)) {
            once_do(s->plan->hrefs);
            page = map_find(&s->plan->by_href, name);
        }
        if (page) {
            s->old[page->index] = (uint32_t)i + 1;
            next = page->index + 1;
        } else if (!is_page_name(name)) {
            copy = ARENA_NEW(&s->mem, struct str);
            *copy = record;
            *map_slot(&s->others, below_epub(name)) = copy;
        }
    }
}

/* Is the file in the book's place the one that the records are about? */
static bool
is_last_book(struct shelf *s, struct file_stamp *stamp)
{
    const char *path = s->output;
    const struct str *record = map_find(&s->others, STR("book"));
    struct digest digest, is;
    struct bytes b;

    if (!record)
        return false;
    b = bytes_of(*record);
    s->is_known_by_stamp = bytes_uint(&b) == LEDGER_BY_STAMP;
    record_take(&record_stamp, stamp, &s->mem, &b);
    if (bytes_failed(&b) || !file_has_stamp(path, stamp))
        return false;
    if (s->is_known_by_stamp)
        return true;
    if (b.end - b.at != sizeof digest.at)
        return false;
    memcpy(digest.at, b.at, sizeof digest.at);
    return ledger_digest_file(path, &is) && digest_eq(&is, &digest);
}

void
shelf_close_file(struct shelf *s)
{
    if (s->fd >= 0)
        file_close(s->fd);
    s->fd = -1;
}

static void
close_book(struct shelf *s)
{
    shelf_close_file(s);
    s->list = NULL;
    s->nlist = 0;
    map_release(&s->entries);
    map_init(&s->entries);
}

/* The file in the book's place, whatever it is. */
static void
open_book(struct shelf *s)
{
    struct file_info info;

    if (file_stat(s->output, &info) < 0 || info.type != FILE_REGULAR || (s->fd = file_open(s->output)) < 0)
        return;
    s->found = info.stamp;
    if (zipdir_read(&s->mem, s->fd, s->found.size, &s->list, &s->nlist) < 0) {
        close_book(s);
        return;
    }
    map_reserve(&s->entries, s->nlist);
    for (size_t i = 0; i < s->nlist; i++)
        *map_slot(&s->entries, below_epub(s->list[i].name)) = &s->list[i];
}

/* What will be asked for in any case is asked for here, where nobody waits for it yet. */
static void
fetch_more(struct shelf *s)
{
    for (size_t i = 0; i < blocks_count(s->known); i++) {
        struct str name, record = blocks_record(s->known, i, &name), more;
        struct bytes b = bytes_of(record);
        struct listing listing;
        if (is_page_name(name) && shelf_take_listing(&b, &listing) && listing.flags & SHELF_ASKS)
            blocks_more(s->known, i, &more);
    }
}

static struct hash
book_of(const struct shelf *s)
{
    struct buf out;
    struct hash h;

    buf_init(&out);
    bytes_put_raw(&out, s->context.at, sizeof s->context.at);
    shelf_put_book(s->plan->book, &out);
    h = hash_of(buf_str(&out));
    buf_release(&out);
    return h;
}

/* What names lead to, and what stands in their place: the pages of this book, or where an article is else. With the book that is
 * all that pages are made of, but for texts and pictures. */
static struct hash
names_of(const struct shelf *s)
{
    struct hash h = hash_number(hash_number(s->told->all, s->book.at[0]), s->book.at[1]);

    for (size_t i = 0; i < s->plan->npages; i++)
        h = hash_add(h, s->plan->pages[i].href);
    return h;
}

static struct str
bytes_of_hash(const struct hash *h)
{
    return (struct str){ (const char *)h->at, sizeof h->at };
}

static bool
has_names(const struct shelf *s)
{
    const struct str *record = map_find(&s->others, STR("names"));

    return record && str_eq(*record, bytes_of_hash(&s->names));
}

/* Entries deflated in another way have other bytes, though they hold the same. */
static struct str
compression_of(const struct shelf *s)
{
    const unsigned *way = &s->plan->book->look.compression;

    return (struct str){ (const char *)way, sizeof *way };
}

static bool
is_compressed_so(const struct shelf *s)
{
    const struct str *record = map_find(&s->others, STR("compression"));

    return record && str_eq(*record, compression_of(s));
}

struct shelf *
shelf_new(struct ledger *ledger, const char *output)
{
    struct shelf *s = mem_zalloc(sizeof *s);

    arena_init(&s->mem);
    map_init(&s->others);
    map_init(&s->entries);
    map_init(&s->documents);
    map_init(&s->lists_made);
    pthread_mutex_init(&s->lock, NULL);
    once_init(&s->lists_once, shelf_find_lists, s);
    s->fd = -1;
    s->ledger = ledger;
    s->output = arena_cstr(&s->mem, str_of(output));
    s->owner = shelf_owner(&s->mem, output);
    s->known = blocks_load(ledger, LEDGER_BOOK, s->owner);
    s->was_known = s->known;
    if (s->was_known) {
        open_book(s);
        fetch_more(s);
    }
    return s;
}

bool
shelf_is_of(const struct shelf *s, const char *output)
{
    return !s->plan && strcmp(s->output, output) == 0;
}

void
shelf_begin(struct shelf *s, const struct plan *plan, struct digest context, const struct told *told, pthread_mutex_t *ledger_lock)
{
    s->ledger_lock = ledger_lock;
    s->plan = plan;
    s->context = context;
    s->told = told;
    s->book = book_of(s);
    s->names = names_of(s);
    s->pages = mem_zalloc((plan->npages + 1) * sizeof *s->pages);
    s->aside = aside_new(plan->book->output);
    s->places = mem_zalloc((plan->npages + 1) * sizeof *s->places);
    s->references = mem_zalloc((plan->npages + 1) * sizeof *s->references);
    s->listed = mem_zalloc((plan->npages + 1) * sizeof *s->listed);
    s->old = mem_zalloc((plan->npages + 1) * sizeof *s->old);
    if (s->was_known) {
        learn(s);
        s->names_lead_there = has_names(s);
        s->is_compressed_so = is_compressed_so(s);
        if (!is_last_book(s, &s->stamp) || !file_stamp_eq(&s->stamp, &s->found))
            close_book(s);
    }
    s->was_changed = s->was_known && s->fd < 0;
}

void
shelf_close(struct shelf *s)
{
    if (!s)
        return;
    close_book(s);
    free(s->pages);
    free(s->places);
    aside_free(s->aside);
    free(s->references);
    free(s->listed);
    free(s->old);
    map_release(&s->lists_made);
    once_release(&s->lists_once);
    map_release(&s->others);
    map_release(&s->entries);
    map_release(&s->documents);
    pthread_mutex_destroy(&s->lock);
    blocks_free(s->known);
    arena_release(&s->mem);
    free(s);
}

/* ---- other entries --------------------------------------------------------------------------------------------------- */

const struct zip_entry *
shelf_entry(const struct shelf *s, struct str href)
{
    return map_find(&s->entries, href);
}

const struct zip_entry *
shelf_entry_of(const struct shelf *s, struct str href, const struct digest *digest)
{
    const struct str *record = s->is_compressed_so ? map_find(&s->others, href) : NULL;

    return record && record->len == sizeof digest->at && memcmp(record->at, digest->at, record->len) == 0 ? shelf_entry(s, href)
        : NULL;
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
    const struct zip_entry *e = shelf_entry_of(s, below_epub(name), digest);

    note_document(s, name, digest);
    if (e)
        *data = (struct deflated){ .len = e->stored, .original = e->original, .crc = e->crc, .is_stored = e->is_stored,
            .fd = s->fd, .offset = e->offset };
    return e;
}

bool
shelf_find_last(void *shelf, struct str name, struct deflated *data)
{
    struct shelf *s = shelf;
    const struct str *record = map_find(&s->others, below_epub(name));
    struct digest digest;

    if (!record || record->len != sizeof digest.at)
        return false;
    memcpy(digest.at, record->at, sizeof digest.at);
    return shelf_find(s, name, &digest, data);
}

const struct zip_entry *
shelf_last(void *shelf, struct str name, int *fd)
{
    const struct shelf *s = shelf;

    *fd = s->fd;
    return shelf_entry(s, below_epub(name));
}

bool
shelf_is_unchanged(void *shelf, const struct str *names, const struct deflated *const *data, size_t n, uint32_t dos_time,
    uint64_t *bytes)
{
    const struct shelf *s = shelf;
    struct file_info info;

    if (s->fd < 0 || n != s->nlist || file_stat(s->output, &info) < 0 || !file_stamp_eq(&info.stamp, &s->stamp))
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

static struct str
of_digest(const void *digest)
{
    return (struct str){ digest, sizeof(struct digest) };
}

static struct str
of_text(const void *text)
{
    return *(const struct str *)text;
}

/* Has each key of MAP the same record as the last time? VALUE_OF gives that of this time. */
static bool
are_known(const struct shelf *s, const struct map *map, struct str (*value_of)(const void *))
{
    for (size_t i = 0; i < map->n; i++) {
        const struct str *record = map_find(&s->others, below_epub(map->entries[i].key));
        if (!record || !str_eq(*record, value_of(map->entries[i].value)))
            return false;
    }
    return true;
}

bool
shelf_is_as_saved(const struct shelf *s, const struct file_stamp *stamp)
{
    enum { BESIDE = 3 };        /* names, compression, book */
    size_t n = s->plan->npages;

    if (s->fd < 0 || !s->is_known_by_stamp || !file_stamp_eq(stamp, &s->stamp) || !s->names_lead_there || !s->is_compressed_so
        || blocks_count(s->known) != n + s->documents.n + s->lists_made.n + BESIDE)
        return false;
    for (size_t i = 0; i < n; i++)
        if (s->old[i] != i + 1 || !s->pages[i].at)      /* it is new, elsewhere, or has new stamps of pictures */
            return false;
    return are_known(s, &s->documents, of_digest) && are_known(s, &s->lists_made, of_text);
}

const struct file_stamp *
shelf_stamp(const struct shelf *s)
{
    return s->is_known_by_stamp ? &s->stamp : NULL;
}

static bool
put_book_record(struct shelf *s, const struct file_stamp *stamp, struct buf *out)
{
    enum ledger_proof proof;
    struct digest digest;

    s->is_known_by_stamp = false;
    if (!ledger_prove(s->ledger, s->output, stamp, &proof, &digest))
        return false;
    s->stamp = *stamp;
    s->is_known_by_stamp = proof == LEDGER_BY_STAMP;
    bytes_put_uint(out, proof);
    record_put(&record_stamp, stamp, out);
    if (proof == LEDGER_BY_DIGEST)
        bytes_put_raw(out, digest.at, sizeof digest.at);
    return true;
}

static void
add_page(const struct shelf *s, size_t i, struct blocks_writer *w)
{
    struct str record = s->pages[i], more = STR_NONE;
    uint32_t n = 0;

    if (!record.at && record.len) {
        struct str both = aside_get(s->aside, s->places[i], record.len);
        if (both.len >= sizeof n)
            memcpy(&n, both.at + both.len - sizeof n, sizeof n);
        record = n ? str_sub(both, 0, n) : STR_NONE;
        more = n ? str_sub(both, n, both.len - sizeof n) : STR_NONE;
    }
    if (record.at)
        blocks_add(w, s->plan->pages[i].href, record, more);
}

static int
by_key(const void *a, const void *b)
{
    const struct map_entry *const *x = a, *const *y = b;

    return str_cmp((*x)->key, (*y)->key);
}

/* Workers put them in by turns, and what comes in another order than the last time would be written again. */
static const struct map_entry **
in_order(struct arena *mem, const struct map *map)
{
    const struct map_entry **list = arena_alloc(mem, (map->n + 1) * sizeof *list);

    for (size_t i = 0; i < map->n; i++)
        list[i] = &map->entries[i];
    qsort(list, map->n, sizeof *list, by_key);
    return list;
}

static void
add_records(struct shelf *s, struct blocks_writer *w)
{
    const struct map_entry **documents = in_order(&s->mem, &s->documents), **lists = in_order(&s->mem, &s->lists_made);

    for (size_t i = 0; i < s->plan->npages; i++)
        add_page(s, i, w);
    for (size_t i = 0; i < s->documents.n; i++)
        blocks_add(w, documents[i]->key, of_digest(documents[i]->value), STR_NONE);
    for (size_t i = 0; i < s->lists_made.n; i++)
        blocks_add(w, lists[i]->key, of_text(lists[i]->value), STR_NONE);
    blocks_add(w, STR("names"), bytes_of_hash(&s->names), STR_NONE);
    blocks_add(w, STR("compression"), compression_of(s), STR_NONE);
}

void
shelf_save_begin(struct shelf *s)
{
    if (!ledger_is_writable(s->ledger))
        return;
    s->saving = blocks_begin(s->ledger, LEDGER_BOOK, s->owner, any_context, s->known);
    add_records(s, s->saving);
}

static bool
is_in_place(const struct shelf *s, const struct file_stamp *written, struct file_stamp *is)
{
    struct file_info info;

    if (!written || file_stat(s->output, &info) < 0)
        return false;
    *is = info.stamp;
    return is->inode == written->inode && is->mtime == written->mtime && is->size == written->size;
}

bool
shelf_save_end(struct shelf *s, const struct file_stamp *written)
{
    struct file_stamp stamp;
    struct buf book;
    bool is_there = is_in_place(s, written, &stamp);

    if (!s->saving)
        return false;
    buf_init(&book);
    if (is_there && put_book_record(s, &stamp, &book))      /* last: by now its time may be over */
        blocks_add(s->saving, STR("book"), buf_str(&book), STR_NONE);
    blocks_end(s->saving);
    s->saving = NULL;
    buf_release(&book);
    return is_there;
}
