/* shelf: what is known of the last edition of a book. SPDX-License-Identifier: MIT
 *
 * Records, by name: "book" (the file's stamp), "page HREF" (what it was made of, and what the contents must know of it) and
 * "entry NAME" (the digest of a document or picture). All are of one run: where a page leads into another one that is kept,
 * that one is as it was. */
#include "ledger/shelf.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/zipdir.h"
#include "ledger/blocks.h"
#include "ledger/record.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct shelf {
    struct ledger *ledger;
    const struct plan *plan;
    struct arena mem;
    struct str owner;
    struct digest context;
    struct map known;           /* name to struct str: the record */
    struct map entries;         /* of the last book: name to struct zip_entry */
    struct zip_entry *list; size_t nlist;
    struct file_stamp stamp;    /* of the last book */
    int fd;                     /* the last book, or -1: nothing can be taken from it */
    bool was_known, was_changed;    /* there are records; the book is not the one they are about */
    /* of this run */
    pthread_mutex_t lock;       /* of what follows, and MEM */
    struct str *pages;          /* records, by the page's index */
    struct str *references;     /* of those kept: the pages that they lead into */
    struct map by_href;         /* to struct page */
    struct map documents;       /* entry's name to struct digest */
    atomic_size_t nkept;
};

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

static bool
digest_file(const char *path, struct digest *digest)
{
    struct arena scratch;
    struct str bytes;
    bool is_read;

    arena_init(&scratch);
    is_read = file_read(&scratch, path, &bytes) == 0;
    if (is_read)
        *digest = digest_of(bytes);
    arena_release(&scratch);
    return is_read;
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
    return digest_file(path, &is) && digest_eq(&is, &digest);
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

/* ---- what a page is made of ------------------------------------------------------------------------------------------ */

struct inputs { struct digest own, around; };   /* of its article; of what the plan and the configuration say */

static void
put_next(const struct page *next, struct buf *out)
{
    bytes_put_str(out, next->href);
    bytes_put_str(out, next->language);
    bytes_put_str(out, next->article->title);
    bytes_put_str(out, next->article->file->rel);
}

/* Of the book all that is not about which articles it holds: more than pages depend on today. */
static void
put_book(const struct book *book, struct buf *out)
{
    const struct str texts[] = { book->title, book->language, book->publisher, book->description, book->rights, book->editor,
        book->style, book->key, book->key_text, book->collection, book->position };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bytes_put_str(out, texts[i]);
    record_put(&record_look, &book->look, out);
}

static struct inputs
inputs_of(const struct shelf *s, const struct page *page)
{
    const struct article *a = page->article;
    const struct str texts[] = { page->href, page->id, page->language, page->date_text, page->names, page->contents };
    struct inputs in;
    struct buf out;

    buf_init(&out);
    bytes_put_str(&out, str_of(a->file->path));
    bytes_put_str(&out, a->file->rel);
    record_tell(&record_article, a, &out);
    in.own = digest_of(buf_str(&out));
    buf_clear(&out);
    bytes_put_raw(&out, s->context.at, sizeof s->context.at);
    put_book(s->plan->book, &out);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bytes_put_str(&out, texts[i]);
    if (page->index + 1 < s->plan->npages)
        put_next(&s->plan->pages[page->index + 1], &out);
    in.around = digest_of(buf_str(&out));
    buf_release(&out);
    return in;
}

static bool
take_inputs(struct bytes *b, struct inputs *in)
{
    struct str own = bytes_raw(b, sizeof in->own.at), around = bytes_raw(b, sizeof in->around.at);

    if (bytes_failed(b))
        return false;
    memcpy(in->own.at, own.at, own.len);
    memcpy(in->around.at, around.at, around.len);
    return true;
}

/* ---- the record of a page -------------------------------------------------------------------------------------------- */

static struct str
page_name(struct arena *mem, struct str href)
{
    return arena_printf(mem, "page %.*s", STR_ARG(href));
}

static struct str
entry_name(struct arena *mem, struct str href)
{
    return arena_printf(mem, "EPUB/%.*s", STR_ARG(href));
}

static const struct record_field seen_fields[] = {
    { "path", RECORD_CSTR, offsetof(struct picture_seen, path), 0, 0, NULL, false },
    { "stamp", RECORD_THING, offsetof(struct picture_seen, stamp), 0, 0, &record_stamp, false },
    { "digest", RECORD_RAW, offsetof(struct picture_seen, digest), sizeof(struct digest), 0, NULL, false },
    { NULL, RECORD_ELSEWHERE, 0, 0, 0, NULL, false }
};
static const struct record record_seen = { sizeof(struct picture_seen), seen_fields };

/* The pages that links with a fragment lead into, each once in a row. */
static void
put_references(const struct page *page, struct buf *out)
{
    const struct page *last = NULL;
    size_t n = 0;

    for (size_t i = 0; i < page->ncrossrefs; last = page->crossrefs[i++].target)
        n += page->crossrefs[i].target != last && page->crossrefs[i].target != page;
    bytes_put_uint(out, n);
    last = NULL;
    for (size_t i = 0; i < page->ncrossrefs; last = page->crossrefs[i++].target)
        if (page->crossrefs[i].target != last && page->crossrefs[i].target != page)
            bytes_put_str(out, page->crossrefs[i].target->href);
}

static size_t
length_of_ids(const struct page *page)
{
    size_t n = 0;

    for (uint32_t i = 0; i < page->nanchor_keys; i++) {
        size_t end = page->anchor_keys[i].id + strlen(page->anchor_ids + page->anchor_keys[i].id) + 1;
        n = end > n ? end : n;
    }
    return n;
}

static void
put_anchors(const struct page *page, struct buf *out)
{
    bytes_put_uint(out, page->nanchor_keys);
    bytes_put_raw(out, page->anchor_keys, page->nanchor_keys * sizeof *page->anchor_keys);
    bytes_put_str(out, (struct str){ page->anchor_ids, length_of_ids(page) });
}

/* What is compared; what comes after it is taken. */
static void
put_head(const struct shelf *s, const struct inputs *in, struct str asked, const struct picture_seen *seen, size_t nseen,
    struct buf *out)
{
    bytes_put_raw(out, in->own.at, sizeof in->own.at);
    bytes_put_raw(out, in->around.at, sizeof in->around.at);
    bytes_put_int(out, ledger_now(s->ledger));
    bytes_put_str(out, asked);
    record_put_list(&record_seen, seen, nseen, out);
}

static void
put_page(const struct shelf *s, const struct page *page, struct buf *out)
{
    struct inputs in = inputs_of(s, page);

    put_head(s, &in, page->asked, page->seen, page->nseen, out);
    record_put_list(&record_part, page->parts, page->nparts, out);
    record_put_list(&record_heading, page->headings, page->nheadings, out);
    record_put_list(&record_asset, page->assets, page->nassets, out);
    record_put_list(&record_diag_entry, page->diag.entries, page->diag.n, out);
    bytes_put_uint(out, page->images);
    bytes_put_uint(out, page->images_without_alt);
    bytes_put_uint(out, (uint64_t)(page->has_ruby | page->has_mathml << 1 | page->has_skipped_level << 2));
    bytes_put_uint(out, page->minutes);
    put_anchors(page, out);
    put_references(page, out);
}

/* A page whose source could not be read is not what its article says. */
static bool
is_broken(const struct page *page)
{
    for (size_t i = 0; i < page->diag.n; i++)
        if (page->diag.entries[i].code == DIAG_ARTICLE_UNREADABLE || page->diag.entries[i].code == DIAG_FILE_CHANGED)
            return true;
    return page->nparts == 0;
}

void
shelf_note(struct shelf *s, const struct page *page)
{
    struct buf out;

    if (is_broken(page))
        return;
    buf_init(&out);
    put_page(s, page, &out);
    pthread_mutex_lock(&s->lock);
    s->pages[page->index] = arena_str(&s->mem, buf_str(&out));
    pthread_mutex_unlock(&s->lock);
    buf_release(&out);
}

/* ---- keeping a page -------------------------------------------------------------------------------------------------- */

static bool
is_entry(const struct shelf *s, struct str href, const struct deflated *data, struct arena *scratch, struct deflated *found)
{
    const struct zip_entry *e = map_find(&s->entries, entry_name(scratch, href));

    if (!e || e->crc != data->crc || e->stored != data->len || e->original != data->original || e->is_stored != data->is_stored)
        return false;
    *found = *data;
    found->at = NULL;
    found->fd = s->fd;
    found->offset = e->offset;
    return true;
}

static bool
take_parts(const struct shelf *s, struct page *page, struct bytes *b, struct arena *scratch)
{
    struct part *parts = record_take_list(&record_part, &page->nparts, &page->mem, b);

    page->parts = parts;
    for (size_t i = 0; i < page->nparts && !bytes_failed(b); i++)
        if (!is_entry(s, parts[i].href, &parts[i].data, scratch, &parts[i].data))
            return false;
    return page->nparts > 0 && !bytes_failed(b);
}

static bool
find_entry(const struct shelf *s, struct str name, const struct digest *digest, struct arena *scratch, const struct zip_entry **e)
{
    const struct str *record = map_find(&s->known, arena_printf(scratch, "entry %.*s", STR_ARG(name)));

    *e = map_find(&s->entries, name);
    return *e && record && record->len == sizeof digest->at && memcmp(record->at, digest->at, record->len) == 0;
}

static bool
take_assets(const struct shelf *s, struct page *page, struct bytes *b, struct arena *scratch)
{
    const struct zip_entry *e;

    page->assets = record_take_list(&record_asset, &page->nassets, &page->mem, b);
    for (size_t i = 0; i < page->nassets && !bytes_failed(b); i++)
        if (!find_entry(s, entry_name(scratch, page->assets[i].href), &page->assets[i].digest, scratch, &e))
            return false;
    return !bytes_failed(b);
}

static bool
take_anchors(struct page *page, struct bytes *b)
{
    size_t n = bytes_count(b, sizeof *page->anchor_keys);
    struct str keys = bytes_raw(b, n * sizeof *page->anchor_keys), ids = bytes_str(b);

    page->nanchor_keys = (uint32_t)n;
    page->anchor_keys = arena_alloc(&page->mem, (n + 1) * sizeof *page->anchor_keys);
    page->anchor_ids = ids.at;
    if (keys.at && n)
        memcpy(page->anchor_keys, keys.at, keys.len);
    for (size_t i = 0; i < n && !bytes_failed(b); i++)
        if (page->anchor_keys[i].id >= ids.len)
            return false;
    return !bytes_failed(b);
}

static void
take_diagnostics(struct page *page, struct bytes *b, struct arena *scratch)
{
    size_t n;
    const struct diag_entry *entries = record_take_list(&record_diag_entry, &n, scratch, b);

    for (size_t i = 0; i < n && !bytes_failed(b); i++)
        diag_repeat(&page->diag, &entries[i]);
}

/* What comes after the questions and pictures. */
static bool
take_page(const struct shelf *s, struct page *page, struct bytes *b, struct arena *scratch)
{
    uint64_t flags;

    if (!take_parts(s, page, b, scratch))
        return false;
    page->headings = record_take_list(&record_heading, &page->nheadings, &page->mem, b);
    if (!take_assets(s, page, b, scratch))
        return false;
    take_diagnostics(page, b, scratch);
    page->images = (uint32_t)bytes_uint(b);
    page->images_without_alt = (uint32_t)bytes_uint(b);
    flags = bytes_uint(b);
    page->has_ruby = flags & 1;
    page->has_mathml = flags >> 1 & 1;
    page->has_skipped_level = flags >> 2 & 1;
    page->minutes = (uint32_t)bytes_uint(b);
    return take_anchors(page, b);
}

/* As it was before anything was tried. */
static void
forget_page(struct page *page)
{
    page->parts = NULL, page->nparts = 0;
    page->headings = NULL, page->nheadings = 0;
    page->assets = NULL, page->nassets = 0;
    page->anchor_keys = NULL, page->nanchor_keys = 0, page->anchor_ids = NULL;
    page->images = page->images_without_alt = page->minutes = 0;
    page->has_ruby = page->has_mathml = page->has_skipped_level = page->is_kept = false;
    diag_release(&page->diag);
}

/* Are the pictures that the page showed the same? Their stamps are those of now then; CERTAIN: these were enough to know. */
static bool
has_same_pictures(struct picture_seen *seen, size_t n, int64_t when, bool *certain)
{
    struct file_info info;
    struct digest digest;

    *certain = true;
    for (size_t i = 0; i < n; i++) {
        if (file_stat(seen[i].path, &info) < 0 || info.type != FILE_REGULAR)
            return false;
        if (file_stamp_eq(&info.stamp, &seen[i].stamp) && ledger_is_settled(&seen[i].stamp, when))
            continue;
        *certain = false;
        seen[i].stamp = info.stamp;
        if (!digest_file(seen[i].path, &digest) || !digest_eq(&digest, &seen[i].digest))
            return false;
    }
    return true;
}

/* The record with the pictures as they are now: their stamps will be enough the next time. REST is what follows them. */
static struct str
renew(struct shelf *s, const struct inputs *in, struct str asked, const struct picture_seen *seen, size_t n, struct str rest)
{
    struct str record;
    struct buf out;

    buf_init(&out);
    put_head(s, in, asked, seen, n, &out);
    buf_add(&out, rest);
    pthread_mutex_lock(&s->lock);
    record = arena_str(&s->mem, buf_str(&out));
    pthread_mutex_unlock(&s->lock);
    buf_release(&out);
    return record;
}

static bool
refuse(const char **why, const char *text)
{
    *why = text;
    return false;
}

static bool
keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    const struct str *record = map_find(&s->known, page_name(scratch, page->href));
    struct picture_seen *seen;
    struct inputs in, old;
    struct bytes b;
    struct str asked, rest;
    bool certain;
    int64_t when;
    size_t n;

    if (!record)
        return refuse(why, s->was_known ? "it was not in the last book" : "nothing is known of the last book");
    if (s->was_changed)
        return refuse(why, "the last book is gone or changed");
    b = bytes_of(*record);
    in = inputs_of(s, page);
    if (!take_inputs(&b, &old) || !digest_eq(&in.own, &old.own))
        return refuse(why, "its source changed");
    if (!digest_eq(&in.around, &old.around))
        return refuse(why, "options, or the article after it, changed");
    when = bytes_int(&b);
    asked = bytes_str(&b);
    seen = record_take_list(&record_seen, &n, scratch, &b);
    if (bytes_failed(&b) || !is_same(s->plan, page, asked, scratch))
        return refuse(why, "a link or picture leads elsewhere");
    if (!has_same_pictures(seen, n, when, &certain))
        return refuse(why, "a picture changed");
    rest = (struct str){ b.at, (size_t)(b.end - b.at) };
    if (!take_page(s, page, &b, scratch))
        return refuse(why, "the last book lacks a part of it");
    s->references[page->index] = (struct str){ b.at, (size_t)(b.end - b.at) };
    s->pages[page->index] = certain ? *record : renew(s, &in, asked, seen, n, rest);
    return true;
}

bool
shelf_keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    page->is_kept = keep(s, page, is_same, scratch, why);
    if (page->is_kept)
        atomic_fetch_add(&s->nkept, 1);
    else
        forget_page(page);
    return page->is_kept;
}

size_t
shelf_kept(const struct shelf *s)
{
    return s->nkept;
}

/* ---- links into other pages ------------------------------------------------------------------------------------------ */

bool
shelf_is_torn(struct shelf *s, const struct page *page)
{
    struct bytes b = bytes_of(s->references[page->index]);
    size_t n;

    if (!page->is_kept)
        return false;
    n = bytes_count(&b, 1);
    for (size_t i = 0; i < n && !bytes_failed(&b); i++) {
        const struct page *target = map_find(&s->by_href, bytes_str(&b));
        if (!target || !target->is_kept)
            return true;
    }
    return !bytes_done(&b);
}

void
shelf_give_up(struct shelf *s, struct page *page)
{
    forget_page(page);
    s->pages[page->index] = STR_NONE;
    atomic_fetch_sub(&s->nkept, 1);
}

/* ---- other entries --------------------------------------------------------------------------------------------------- */

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
    found = find_entry(s, name, digest, &scratch, &e);
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
    if (!ledger_is_settled(stamp, now) && digest_file(s->plan->book->output, &digest))
        bytes_put_raw(out, digest.at, sizeof digest.at);
}

static void
add_records(const struct shelf *s, struct blocks_writer *w, struct arena *scratch)
{
    for (size_t i = 0; i < s->plan->npages; i++)
        if (s->pages[i].at)
            blocks_add(w, page_name(scratch, s->plan->pages[i].href), s->pages[i]);
    for (size_t i = 0; i < s->documents.n; i++)
        blocks_add(w, arena_printf(scratch, "entry %.*s", STR_ARG(s->documents.entries[i].key)),
            (struct str){ s->documents.entries[i].value, sizeof(struct digest) });
}

void
shelf_save(struct shelf *s, const struct file_stamp *written)
{
    struct blocks_writer *w;
    struct arena scratch;
    struct file_info info;
    struct buf book;

    if (!ledger_is_writable(s->ledger) || file_stat(s->plan->book->output, &info) < 0 || info.stamp.inode != written->inode
        || info.stamp.mtime != written->mtime || info.stamp.size != written->size)
        return;
    arena_init(&scratch);
    buf_init(&book);
    w = blocks_begin((struct digest){ { 0 } });
    add_records(s, w, &scratch);
    put_book_record(s, &info.stamp, &book);
    blocks_add(w, STR("book"), buf_str(&book));
    blocks_save(w, s->ledger, LEDGER_BOOK, s->owner);
    buf_release(&book);
    arena_release(&scratch);
}
