/* bind_pages: the pages of a book under way. SPDX-License-Identifier: MIT
 *
 * A page is read, rendered and deflated by one worker and then holds only what the contents must know of it. Its bytes go into the
 * file of the book (book/ahead.c); those of pages that wait for others, and of a book that is only made to be looked at, stay in
 * memory, and above a budget in a nameless file. */
#include "bind_part.h"

#include "book/package.h"
#include "html/render.h"
#include "read/read.h"

#include <stdlib.h>

static void
put_away(struct binding *b, struct gathered *g)
{
    struct str pieces[GATHERED];
    uint64_t offset;

    for (size_t i = 0; i < g->n; i++)
        pieces[i] = (struct str){ g->parts[i]->data.at, g->parts[i]->data.len };
    if (spill_hold_all(&b->spill, pieces, g->n, &g->room, &offset))
        return;
    for (size_t i = 0; i < g->n; i++) {
        struct deflated *data = &g->parts[i]->data;
        deflated_move(data, b->spill.fd, offset);
        offset += data->len;
    }
}

/* Each worker writes what it has made in pieces of this size. */
static void
gather(struct binding *b, struct gathered *g, struct part *part)
{
    enum { ENOUGH = 1 << 18 };

    if (g->of != b) {
        g->of = b;
        g->n = g->bytes = 0;
    }
    g->parts[g->n++] = part;
    g->bytes += part->data.len;
    if (g->n < GATHERED && g->bytes < ENOUGH)
        return;
    put_away(b, g);
    g->n = g->bytes = 0;
}

static void
gather_page(struct binding *b, struct gathered *g, struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++)
        gather(b, g, &page->parts[i]);
}

static void
deflate_page(struct binding *b, struct worker *w, struct page *page)
{
    size_t bytes = 0;

    for (size_t i = 0; i < page->nparts; i++) {
        struct part *part = &page->parts[i];
        bytes += part->xhtml.len;
        part->data = deflate_bytes(w->deflater, book_effort(b->book), buf_str(&part->xhtml));
        buf_release(&part->xhtml);
    }
    watch_lap(&w->watch, TIMING_DEFLATE, bytes);
}

/* Puts the text of a page aside that waits for others. */
static void
put_aside(struct binding *b, struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++) {
        struct part *part = &page->parts[i];
        if (spill_hold(&b->spill, buf_str(&part->xhtml), &part->spilled))
            continue;
        part->nspilled = part->xhtml.len;
        buf_release(&part->xhtml);
    }
}

static void
take_back(struct binding *b, struct page *page, struct arena *scratch)
{
    for (size_t i = 0; i < page->nparts; i++) {
        struct part *part = &page->parts[i];
        if (part->nspilled == 0)
            spill_drop(&b->spill, part->xhtml.len);
        else
            buf_add(&part->xhtml, spill_read(&b->spill, scratch, part->spilled, part->nspilled));
        part->nspilled = 0;
    }
}

void
bind_count_pages(struct binder *binder, size_t n)
{
    const struct bind_job *job = binder->job;

    if (!job->on_progress)
        return;
    pthread_mutex_lock(&binder->lock);
    job->on_progress(job->payload, "render", binder->ndone += n, binder->npages);
    pthread_mutex_unlock(&binder->lock);
}

static void
note_page(struct binding *b, struct page *page)
{
    if (b->shelf)
        shelf_note(b->shelf, page);
    page->asked = STR_NONE;
}

static void
make_page(struct binder *binder, struct binding *b, size_t i, unsigned worker)
{
    struct page *page = &b->plan->pages[i];
    struct worker *w = &binder->workers[worker];
    struct arena *scratch = &w->scratch;
    struct source source = { 0 };
    struct node *root;

    arena_clear(scratch);
    page->mem = b->pages[worker];       /* what the pages of one worker keep fills the same blocks */
    root = read_body(scratch, page->article, &source, &page->diag);
    if (!root)                  /* it was there when the catalogue was made: the others count on its page */
        root = node_element(scratch, TAG_DIV, NODE_NOWHERE);
    watch_lap(&w->watch, TIMING_PARSE, source.bytes.len);
    render_page(b->plan, page, root, &source, scratch);
    page->link = matter_page_link(&page->mem, scratch, b->plan, page);
    watch_lap(&w->watch, TIMING_RENDER, source.bytes.len);
    b->pages[worker] = page->mem;
    arena_init(&page->mem);
    page->waits = page->ncrossrefs > 0;
    if (page->waits) {
        put_aside(b, page);
    } else {
        deflate_page(b, w, page);
        note_page(b, page);
    }
}

/* Is the page in the last book as it would be made? */
static bool
keep_page(struct binder *binder, struct binding *b, size_t i, unsigned worker)
{
    struct page *page = &b->plan->pages[i];
    bool is_kept;

    if (!b->shelf)
        return false;
    arena_clear(&binder->workers[worker].scratch);
    page->mem = b->pages[worker];
    is_kept = shelf_keep(b->shelf, page, render_would_be_same, &binder->workers[worker].scratch, &b->why[i]);
    b->pages[worker] = page->mem;
    arena_init(&page->mem);
    return is_kept;
}

void
bind_cover(struct binder *binder, struct binding *b, unsigned worker)
{
    cover_make(b->plan, b->shelf ? &b->memory : NULL, &b->cover_diag);
    watch_lap(&binder->workers[worker].watch, TIMING_COVER, 0);
}

void
bind_render(struct binder *binder, struct binding *b, size_t i, unsigned worker)
{
    struct page *page;

    if (b->cover_time == COVER_BESIDE_PAGES && i-- == 0) {
        bind_cover(binder, b, worker);
        return;
    }
    page = &b->plan->pages[i];
    if (!keep_page(binder, b, i, worker))
        make_page(binder, b, i, worker);
    if (b->ahead)
        ahead_give(b->ahead, page, binder->workers[worker].hand);
    else if (!page->is_kept && !page->waits)
        gather_page(b, &binder->workers[worker].gathered, page);
    bind_count_pages(binder, 1);
}

/* The pages that were kept and lead to places in pages that were not. */
size_t
bind_list_torn(struct binding *b)
{
    b->ntorn = b->shelf ? shelf_list_torn(b->shelf, b->torn) : 0;
    return b->ntorn;
}

static void
make_after_all(struct binder *binder, struct binding *b, size_t index, unsigned worker)
{
    struct page *page = &b->plan->pages[index];

    shelf_give_up(b->shelf, page, &binder->workers[worker].scratch);
    make_page(binder, b, index, worker);
    if (!page->waits)
        gather_page(b, &binder->workers[worker].gathered, page);
}

void
bind_mend(struct binder *binder, struct binding *b, size_t i, unsigned worker)
{
    size_t index = b->torn[i];

    b->why[index] = "an article that it leads into changed";
    make_after_all(binder, b, index, worker);
}

/* A page that was kept and leads nowhere that anybody can tell is made as it was. It may wait for others itself. */
static void
know_anchors(struct binder *binder, struct binding *b, const struct page *target, unsigned worker)
{
    struct page *page = &b->plan->pages[target->index];

    if (shelf_know_anchors(b->shelf, page))
        return;
    b->why[page->index] = "the ledger lacks a part of it";
    make_after_all(binder, b, page->index, worker);
    if (page->ncrossrefs > 0)
        b->waiting[b->nwaiting++] = page->index;
}

/* The pages that wait for others: their links with a fragment. */
size_t
bind_list_waiting(struct binder *binder, struct binding *b, unsigned worker)
{
    for (size_t i = 0; i < b->plan->npages; i++)
        if (b->plan->pages[i].ncrossrefs > 0)
            b->waiting[b->nwaiting++] = i;
    for (size_t i = 0; b->shelf && i < b->nwaiting; i++) {
        const struct page *page = &b->plan->pages[b->waiting[i]];
        for (size_t k = 0; k < page->ncrossrefs; k++)
            know_anchors(binder, b, page->crossrefs[k].target, worker);
    }
    return b->nwaiting;
}

void
bind_resolve(struct binder *binder, struct binding *b, size_t i, unsigned worker)
{
    struct page *page = &b->plan->pages[b->waiting[i]];
    struct worker *w = &binder->workers[worker];

    arena_clear(&w->scratch);
    take_back(b, page, &w->scratch);
    render_resolve(b->plan, page);
    deflate_page(b, w, page);
    note_page(b, page);
    gather_page(b, &w->gathered, page);
}
