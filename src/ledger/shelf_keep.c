/* shelf_keep: takes the pages of the last book that would be made the same. SPDX-License-Identifier: MIT */
#include "ledger/shelf_part.h"

#include <string.h>

/* ---- keeping a page -------------------------------------------------------------------------------------------------- */

static bool
take_hash(struct bytes *b, struct hash *h)
{
    struct str raw = bytes_raw(b, sizeof h->at);

    if (raw.at)
        memcpy(h->at, raw.at, raw.len);
    return raw.at;
}

bool
shelf_take_listing(struct bytes *b, struct listing *l)
{
    bool whole = take_hash(b, &l->in.own) && take_hash(b, &l->in.around) && take_hash(b, &l->listed);

    l->flags = bytes_uint(b);
    return whole && !bytes_failed(b);
}

/* What the page's record has more. */
static bool
ask_for_more(struct shelf *s, const struct page *page, struct arena *mem, struct more *more)
{
    struct bytes b;
    struct str text = STR_NONE;
    bool is_there;

    pthread_mutex_lock(s->ledger_lock);
    is_there = blocks_more(s->known, s->old[page->index] - 1, &text);
    pthread_mutex_unlock(s->ledger_lock);
    b = bytes_of(text);
    more->asked = bytes_str(&b);
    more->when = bytes_int(&b);
    more->seen = record_take_list(&shelf_seen, &more->nseen, mem, &b);
    more->anchors = (struct str){ b.at, (size_t)(b.end - b.at) };
    return is_there && !bytes_failed(&b);
}

static bool
is_entry(const struct shelf *s, const struct zip_entry *e, struct deflated *data)
{
    if (!e || e->crc != data->crc || e->stored != data->len || e->original != data->original || e->is_stored != data->is_stored)
        return false;
    data->at = NULL;
    data->fd = s->fd;
    data->offset = e->offset;
    return true;
}

static struct part *
take_only_part(struct page *page, struct bytes *b)
{
    struct part *part = ARENA_NEW(&page->mem, struct part);

    part->href = page->href;
    part->id = page->id;
    record_take(&record_data, &part->data, &page->mem, b);
    page->nparts = 1;
    return part;
}

static bool
take_parts(const struct shelf *s, struct page *page, bool is_one, struct bytes *b)
{
    page->parts = is_one ? take_only_part(page, b) : record_take_list(&record_part, &page->nparts, &page->mem, b);
    for (size_t i = 0; i < page->nparts && !bytes_failed(b); i++)
        if (!is_entry(s, shelf_entry(s, page->parts[i].href), &page->parts[i].data))
            return false;
    return page->nparts > 0 && !bytes_failed(b);
}

static bool
take_assets(const struct shelf *s, struct page *page, struct bytes *b)
{
    page->assets = record_take_list(&record_asset, &page->nassets, &page->mem, b);
    for (size_t i = 0; i < page->nassets && !bytes_failed(b); i++)
        if (!shelf_entry_of(s, page->assets[i].href, &page->assets[i].digest))
            return false;
    return !bytes_failed(b);
}

/* What comes after the listing. */
static bool
take_page(const struct shelf *s, struct page *page, uint64_t flags, struct bytes *b, struct arena *scratch)
{
    if (!take_parts(s, page, flags & SHELF_ONE_PART, b))
        return false;
    if (flags & SHELF_LISTS) {
        page->headings = record_take_list(&record_heading, &page->nheadings, &page->mem, b);
        if (!take_assets(s, page, b))
            return false;
        record_take_diagnostics(b, scratch, &page->diag);
    }
    page->images = (uint32_t)bytes_uint(b);
    page->images_without_alt = (uint32_t)bytes_uint(b);
    page->minutes = (uint32_t)bytes_uint(b);
    page->has_ruby = flags & SHELF_RUBY;
    page->has_mathml = flags & SHELF_MATHML;
    page->has_skipped_level = flags & SHELF_SKIPPED_LEVEL;
    page->waits = flags & SHELF_WAITS;
    return !bytes_failed(b);
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
    page->has_ruby = page->has_mathml = page->has_skipped_level = page->waits = page->is_kept = false;
    diag_release(&page->diag);
}

static void
forget(struct shelf *s, struct page *page)
{
    s->listed[page->index] = (struct hash){ { 0 } };
    s->references[page->index] = s->pages[page->index] = STR_NONE;
    forget_page(page);
}

/* It is to be made: what it asked the last time may answer what it asks now. */
static void
remake(struct shelf *s, struct page *page, struct arena *scratch)
{
    struct more more;

    forget(s, page);
    if (s->names_lead_there && !s->was_changed && s->old[page->index] && ask_for_more(s, page, scratch, &more))
        page->asked_before = more.asked;
}

/* Are the pictures that the page showed the same? Their stamps are those of now then; CERTAIN: these were enough to know. */
static bool
has_same_pictures(struct more *more, bool *certain)
{
    struct picture_seen *seen = more->seen;
    struct file_info info;
    struct digest digest;

    *certain = true;
    for (size_t i = 0; i < more->nseen; i++) {
        if (file_stat(seen[i].path, &info) < 0 || info.type != FILE_REGULAR)
            return false;
        if (file_stamp_eq(&info.stamp, &seen[i].stamp) && ledger_is_settled(&seen[i].stamp, more->when))
            continue;
        *certain = false;
        seen[i].stamp = info.stamp;
        if (!ledger_digest_file(seen[i].path, &digest) || !digest_eq(&digest, &seen[i].digest))
            return false;
    }
    return true;
}

/* The record with the pictures as they are now: their stamps will be enough the next time. */
static void
renew(struct shelf *s, const struct page *page, struct str record, struct more *more)
{
    struct buf both;

    more->when = ledger_now(s->ledger);
    buf_init(&both);
    buf_add(&both, record);
    shelf_put_more(more, &both);
    shelf_put_aside(s, page, &both, record.len);
    buf_release(&both);
}

static bool
refuse(const char **why, const char *text)
{
    *why = text;
    return false;
}

/* Is all that the page asked answered as it was, and are its pictures the same? */
static bool
is_answered(struct shelf *s, struct page *page, struct str record, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    struct more more;
    bool certain;

    if (!ask_for_more(s, page, scratch, &more))
        return refuse(why, "the ledger lacks a part of it");
    if (!is_same(s->plan, page, more.asked, s->names_lead_there, scratch))
        return refuse(why, "a link or picture leads elsewhere");
    if (!has_same_pictures(&more, &certain))
        return refuse(why, "a picture changed");
    if (!certain)
        renew(s, page, record, &more);
    return true;
}

static bool
keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    struct str record, name;
    struct listing listing;
    struct inputs in;
    struct bytes b;
    bool whole;

    if (!s->old[page->index])
        return refuse(why, s->was_known ? "it was not in the last book" : "nothing is known of the last book");
    if (s->was_changed)
        return refuse(why, "the last book is gone or changed");
    record = blocks_record(s->known, s->old[page->index] - 1, &name);
    b = bytes_of(record);
    whole = shelf_take_listing(&b, &listing);
    in = shelf_inputs(s, page, whole ? &listing.in : NULL);
    if (!whole || !hash_eq(in.own, listing.in.own))
        return refuse(why, "its source changed");
    if (!hash_eq(in.around, listing.in.around))
        return refuse(why, "options, or the article after it, changed");
    s->pages[page->index] = record;
    if ((!s->names_lead_there || listing.flags & SHELF_ASKS) && !is_answered(s, page, record, is_same, scratch, why))
        return false;
    if (!take_page(s, page, listing.flags, &b, scratch))
        return refuse(why, "the last book lacks a part of it");
    if (listing.flags & SHELF_ASKS)
        atomic_store(&s->asks, true);
    s->listed[page->index] = listing.listed;
    if (b.end - b.at != 1 || *b.at != 0)
        s->references[page->index] = (struct str){ b.at, (size_t)(b.end - b.at) };
    return true;
}

bool
shelf_keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    page->is_kept = keep(s, page, is_same, scratch, why);
    if (page->is_kept)
        atomic_fetch_add(&s->nkept, 1);
    else
        remake(s, page, scratch);
    return page->is_kept;
}

bool
shelf_asks(const struct shelf *s)
{
    return atomic_load(&s->asks);
}

size_t
shelf_kept(const struct shelf *s)
{
    return s->nkept;
}

/* ---- links into other pages ------------------------------------------------------------------------------------------ */

enum { FEW = 8 };

/* The pages that are made, if it is enough to know these: there are few, and all that others led into are there. */
struct made { const struct page *few[FEW]; size_t n; bool is_all; };

static struct made
list_made(const struct shelf *s)
{
    struct made made = { .is_all = s->names_lead_there && s->plan->npages - s->nkept <= FEW };

    for (size_t i = 0; made.is_all && i < s->plan->npages; i++)
        if (!s->plan->pages[i].is_kept)
            made.few[made.n++] = &s->plan->pages[i];
    return made;
}

static bool
is_made(const struct shelf *s, const struct made *made, struct str href)
{
    const struct page *target;

    for (size_t i = 0; made->is_all && i < made->n; i++)
        if (str_eq(made->few[i]->href, href))
            return true;
    if (made->is_all)
        return false;
    once_do(s->plan->hrefs);
    target = map_find(&s->plan->by_href, href);
    return !target || !target->is_kept;
}

static bool
is_torn(const struct shelf *s, const struct page *page, const struct made *made)
{
    struct bytes b = bytes_of(s->references[page->index]);
    size_t n;

    if (!page->is_kept || b.at == NULL)
        return false;
    n = bytes_count(&b, 1);
    for (size_t i = 0; i < n && !bytes_failed(&b); i++)
        if (is_made(s, made, bytes_str(&b)))
            return true;
    return !bytes_done(&b);
}

size_t
shelf_list_torn(const struct shelf *s, size_t *torn)
{
    struct made made = list_made(s);
    size_t n = 0;

    for (size_t i = 0; i < s->plan->npages; i++)
        if (is_torn(s, &s->plan->pages[i], &made))
            torn[n++] = i;
    return n;
}

void
shelf_give_up(struct shelf *s, struct page *page, struct arena *scratch)
{
    remake(s, page, scratch);
    atomic_fetch_sub(&s->nkept, 1);
}

static bool
take_anchors(struct page *page, struct arena *mem, struct str from)
{
    struct bytes b = bytes_of(from);
    size_t n = bytes_count(&b, sizeof page->anchor_keys->hash + 2);
    struct anchor_key *keys = arena_zalloc(mem, (n + 1) * sizeof *keys);
    struct str ids;

    for (size_t i = 0; i < n; i++) {
        struct str hash = bytes_raw(&b, sizeof keys->hash);
        if (hash.at)
            memcpy(&keys[i].hash, hash.at, hash.len);
        keys[i].id = (uint32_t)bytes_uint(&b);
        keys[i].part = (uint32_t)bytes_uint(&b);
    }
    ids = bytes_str(&b);
    for (size_t i = 0; i < n; i++)
        if (keys[i].id >= ids.len)
            return false;
    page->anchor_keys = keys;
    page->nanchor_keys = (uint32_t)n;
    page->anchor_ids = ids.len ? ids.at : "";
    return bytes_done(&b);
}

bool
shelf_know_anchors(struct shelf *s, struct page *page)
{
    struct arena scratch;
    struct more more;
    bool is_known;

    if (!page->is_kept || page->anchor_ids)
        return true;
    arena_init(&scratch);
    is_known = ask_for_more(s, page, &scratch, &more) && take_anchors(page, &s->mem, more.anchors);
    arena_release(&scratch);
    return is_known;
}
