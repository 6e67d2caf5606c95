/* weigh: what a book takes before it is cut into volumes. SPDX-License-Identifier: MIT */
#include "weigh.h"

#include "wrap/pack.h"

struct scales {
    struct arena *mem;
    struct weight *weight;
};

static void
weigh_page(struct arena *mem, const struct page *page, struct weight_page *w)
{
    for (size_t i = 0; i < page->nparts; i++)
        w->bytes += pack_room(page->parts[i].href.len + STR("EPUB/").len, page->parts[i].data.len);
    w->files = (uint32_t)page->nparts;
    w->pictures = arena_alloc(mem, page->nassets * sizeof *w->pictures);
    for (size_t i = 0; i < page->nassets; i++)
        w->pictures[w->npictures++] = (struct weight_picture){ arena_str(mem, page->assets[i].href), page->assets[i].size };
}

static void
weigh_made(void *payload, const struct plan *plan, struct package *package)
{
    struct scales *s = payload;

    s->weight = ARENA_NEW(s->mem, struct weight);
    *s->weight = (struct weight){ .pages = arena_zalloc(s->mem, plan->npages * sizeof *s->weight->pages) };
    package_weigh(package, &s->weight->fixed, &s->weight->lists);
    for (size_t i = 0; i < plan->npages; i++)
        weigh_page(s->mem, &plan->pages[i], &s->weight->pages[i]);
}

const struct weight *
weigh_book(void *context, struct arena *mem, const struct book *whole)
{
    struct weighing *w = context;
    struct scales scales = { .mem = mem };
    struct bind_job job = w->job;
    struct str id = { (const char *)&whole->id, sizeof whole->id };
    struct weight *known = map_find(&w->known, id);
    struct diag unheard;

    if (known)
        return known;
    diag_init(&unheard);
    job.books = whole;
    job.nbooks = 1;
    job.diag = &unheard;
    job.on_made = weigh_made;
    job.payload = &scales;
    bind_books(&job);
    diag_release(&unheard);
    if (scales.weight)
        *map_slot(&w->known, arena_str(mem, id)) = scales.weight;
    return scales.weight;
}
