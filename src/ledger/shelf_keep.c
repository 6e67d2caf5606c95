/* shelf_keep: takes the pages of the last book that would be made the same. SPDX-License-Identifier: MIT */
#include "ledger/shelf_part.h"

#include <string.h>

/* ---- keeping a page -------------------------------------------------------------------------------------------------- */

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

static bool
is_entry(const struct shelf *s, struct str href, const struct deflated *data, struct deflated *found)
{
    const struct zip_entry *e = shelf_entry(s, href);

    if (!e || e->crc != data->crc || e->stored != data->len || e->original != data->original || e->is_stored != data->is_stored)
        return false;
    *found = *data;
    found->at = NULL;
    found->fd = s->fd;
    found->offset = e->offset;
    return true;
}

static bool
take_parts(const struct shelf *s, struct page *page, struct bytes *b)
{
    struct part *parts = record_take_list(&record_part, &page->nparts, &page->mem, b);

    page->parts = parts;
    for (size_t i = 0; i < page->nparts && !bytes_failed(b); i++)
        if (!is_entry(s, parts[i].href, &parts[i].data, &parts[i].data))
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

/* What comes after the questions and pictures. */
static bool
take_page(const struct shelf *s, struct page *page, struct bytes *b, struct arena *scratch)
{
    struct str listed = bytes_raw(b, sizeof s->listed->at);
    uint64_t flags;

    if (listed.at)
        memcpy(s->listed[page->index].at, listed.at, listed.len);
    if (!take_parts(s, page, b))
        return false;
    page->headings = record_take_list(&record_heading, &page->nheadings, &page->mem, b);
    if (!take_assets(s, page, b))
        return false;
    record_take_diagnostics(b, scratch, &page->diag);
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

static void
forget(struct shelf *s, struct page *page)
{
    s->listed[page->index] = (struct hash){ { 0 } };
    forget_page(page);
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
        if (!ledger_digest_file(seen[i].path, &digest) || !digest_eq(&digest, &seen[i].digest))
            return false;
    }
    return true;
}

/* The record with the pictures as they are now: their stamps will be enough the next time. REST is what follows them. */
static struct str
renew(struct shelf *s, const struct inputs *in, const struct head *head, struct str rest)
{
    struct str record;
    struct buf out;

    buf_init(&out);
    shelf_put_head(s, in, head, &out);
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

/* Is all that the page asked answered as it was? */
static bool
is_answered(const struct shelf *s, struct page *page, const struct head *head, shelf_ask_fn *is_same, struct arena *scratch)
{
    return (s->names_lead_there && !head->asks_for_more)
        || is_same(s->plan, page, head->asked, s->names_lead_there, scratch);
}

static bool
keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    struct str record = s->old[page->index], rest;
    struct picture_seen *seen;
    struct inputs in, old;
    struct head head;
    struct bytes b;
    bool certain, whole;
    int64_t when;

    if (!record.at)
        return refuse(why, s->was_known ? "it was not in the last book" : "nothing is known of the last book");
    if (s->was_changed)
        return refuse(why, "the last book is gone or changed");
    b = bytes_of(record);
    whole = take_inputs(&b, &old);
    in = shelf_inputs(s, page, whole ? &old : NULL);
    when = bytes_int(&b);
    head.asked = bytes_str(&b);
    head.asks_for_more = bytes_uint(&b) != 0;
    if (s->names_lead_there && !bytes_failed(&b))
        page->asked_before = head.asked;
    if (!whole || !hash_eq(in.own, old.own))
        return refuse(why, "its source changed");
    if (!hash_eq(in.around, old.around))
        return refuse(why, "options, or the article after it, changed");
    head.seen = seen = record_take_list(&shelf_seen, &head.nseen, scratch, &b);
    if (bytes_failed(&b) || !is_answered(s, page, &head, is_same, scratch))
        return refuse(why, "a link or picture leads elsewhere");
    if (!has_same_pictures(seen, head.nseen, when, &certain))
        return refuse(why, "a picture changed");
    rest = (struct str){ b.at, (size_t)(b.end - b.at) };
    if (!take_page(s, page, &b, scratch))
        return refuse(why, "the last book lacks a part of it");
    s->references[page->index] = (struct str){ b.at, (size_t)(b.end - b.at) };
    s->pages[page->index] = certain ? record : renew(s, &in, &head, rest);
    return true;
}

bool
shelf_keep(struct shelf *s, struct page *page, shelf_ask_fn *is_same, struct arena *scratch, const char **why)
{
    page->is_kept = keep(s, page, is_same, scratch, why);
    if (page->is_kept)
        atomic_fetch_add(&s->nkept, 1);
    else
        forget(s, page);
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
    if (n > 0)
        once_do(s->plan->hrefs);
    for (size_t i = 0; i < n && !bytes_failed(&b); i++) {
        const struct page *target = map_find(&s->plan->by_href, bytes_str(&b));
        if (!target || !target->is_kept)
            return true;
    }
    return !bytes_done(&b);
}

void
shelf_give_up(struct shelf *s, struct page *page)
{
    forget(s, page);
    s->pages[page->index] = STR_NONE;
    atomic_fetch_sub(&s->nkept, 1);
}
