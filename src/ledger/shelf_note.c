/* shelf_note: what a page was made of, for the next run. SPDX-License-Identifier: MIT */
#include "ledger/shelf_part.h"

#include <string.h>

/* ---- what a page is made of ------------------------------------------------------------------------------------------ */

static void
put_next(const struct page *next, struct buf *out)
{
    bytes_put_str(out, next->href);
    bytes_put_str(out, next->language);
    bytes_put_str(out, next->article->title);
    bytes_put_str(out, next->article->file->rel);
}

/* Of the book all that is not about which articles it holds: more than pages depend on today. */
void
shelf_put_book(const struct book *book, struct buf *out)
{
    const struct str texts[] = { book->title, book->language, book->publisher, book->description, book->rights, book->editor,
        book->style, book->css, book->device, book->key, book->key_text, book->collection, book->position, book->next };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bytes_put_str(out, texts[i]);
    record_put(&record_look, &book->look, out);
}

static struct hash
around(const struct shelf *s, const struct page *page)
{
    const struct str texts[] = { page->href, page->id, page->language, page->date_text, page->names, page->contents };
    struct hash h;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bytes_put_str(&out, texts[i]);
    if (page->index + 1 < s->plan->npages)
        put_next(&s->plan->pages[page->index + 1], &out);
    h = hash_add(s->book, buf_str(&out));
    buf_release(&out);
    return h;
}

struct inputs
shelf_inputs(const struct shelf *s, const struct page *page, const struct inputs *old)
{
    const struct article *a = page->article;
    struct inputs in;
    struct buf out;

    buf_init(&out);
    record_put(&record_text, a, &out);
    in.own = hash_add(s->told->articles[a->index], buf_str(&out));
    buf_release(&out);
    in.around = old && s->names_lead_there ? old->around : around(s, page);
    return in;
}

/* ---- the record of a page -------------------------------------------------------------------------------------------- */

static const struct record_field seen_fields[] = {
    { "path", RECORD_CSTR, offsetof(struct picture_seen, path), 0, 0, NULL, false },
    { "stamp", RECORD_THING, offsetof(struct picture_seen, stamp), 0, 0, &record_stamp, false },
    { "digest", RECORD_RAW, offsetof(struct picture_seen, digest), sizeof(struct digest), 0, NULL, false },
    { NULL, RECORD_ELSEWHERE, 0, 0, 0, NULL, false }
};
const struct record shelf_seen = RECORD(struct picture_seen, seen_fields);

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
    for (uint32_t i = 0; i < page->nanchor_keys; i++) {
        const struct anchor_key *key = &page->anchor_keys[i];
        bytes_put_raw(out, &key->hash, sizeof key->hash);
        bytes_put_uint(out, key->id);
        bytes_put_uint(out, key->part);
    }
    bytes_put_str(out, (struct str){ page->anchor_ids, length_of_ids(page) });
}

void
shelf_put_more(const struct more *more, struct buf *out)
{
    bytes_put_str(out, more->asked);
    bytes_put_int(out, more->when);
    record_put_list(&shelf_seen, more->seen, more->nseen, out);
    buf_add(out, more->anchors);
}

static uint64_t
flags_of(const struct page *page)
{
    uint64_t flags = 0;

    if (page->asks_for_more || page->nseen > 0)
        flags |= SHELF_ASKS;
    if (page->nparts == 1 && str_eq(page->parts[0].href, page->href) && str_eq(page->parts[0].id, page->id)
        && !page->parts[0].has_svg && !page->parts[0].has_mathml)
        flags |= SHELF_ONE_PART;
    if (page->nheadings + page->nassets + page->diag.n > 0)
        flags |= SHELF_LISTS;
    return flags | (page->has_ruby ? SHELF_RUBY : 0) | (page->has_mathml ? SHELF_MATHML : 0)
        | (page->has_skipped_level ? SHELF_SKIPPED_LEVEL : 0) | (page->waits ? SHELF_WAITS : 0);
}

static void
put_page(struct shelf *s, const struct page *page, struct buf *out)
{
    struct inputs in = shelf_inputs(s, page, NULL);
    uint64_t flags = flags_of(page);

    if (flags & SHELF_ASKS)
        atomic_store(&s->asks, true);
    bytes_put_raw(out, in.own.at, sizeof in.own.at);
    bytes_put_raw(out, in.around.at, sizeof in.around.at);
    bytes_put_raw(out, s->listed[page->index].at, sizeof s->listed->at);
    bytes_put_uint(out, flags);
    if (flags & SHELF_ONE_PART)
        record_put(&record_data, &page->parts[0].data, out);
    else
        record_put_list(&record_part, page->parts, page->nparts, out);
    if (flags & SHELF_LISTS) {
        record_put_list(&record_heading, page->headings, page->nheadings, out);
        record_put_list(&record_asset, page->assets, page->nassets, out);
        record_put_list(&record_diag_entry, page->diag.entries, page->diag.n, out);
    }
    bytes_put_uint(out, page->images);
    bytes_put_uint(out, page->images_without_alt);
    bytes_put_uint(out, page->minutes);
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
shelf_put_aside(struct shelf *s, const struct page *page, struct buf *both, size_t nrecord)
{
    uint32_t n = (uint32_t)nrecord;

    bytes_put_raw(both, &n, sizeof n);
    s->pages[page->index] = (struct str){ NULL, both->len };
    s->places[page->index] = aside_put(s->aside, buf_str(both));
}

void
shelf_note(struct shelf *s, const struct page *page)
{
    enum { ABOUT = 1000 };      /* bytes that most pages come to */
    int64_t when = page->nseen ? ledger_now(s->ledger) : 0;
    struct buf out;
    size_t nrecord;

    if (is_broken(page)) {
        atomic_store(&s->asks, true);
        return;
    }
    buf_init(&out);
    buf_reserve(&out, ABOUT);
    s->listed[page->index] = shelf_listed(page);
    put_page(s, page, &out);
    nrecord = out.len;
    shelf_put_more(&(struct more){ page->asked, when, page->seen, page->nseen, STR_NONE }, &out);
    put_anchors(page, &out);
    shelf_put_aside(s, page, &out, nrecord);
    buf_release(&out);
}
