/* cover_pictures: what of the articles' pictures a cover shows. SPDX-License-Identifier: MIT */
#include "book/cover_pictures.h"

#include "base/file.h"
#include "base/image_tool.h"
#include "base/map.h"


/* A picture below is a button or a rule; one of a stranger shape has nothing left when it is cut. */
enum { LEAST = 200, MOST_RATIO = 3, ROUNDS = 8 };

/* ---- choice ----------------------------------------------------------------------------------------------------------- */

struct choosing {
    struct map shown;           /* href to how many pages show it */
    struct arena mem;
    struct cover_pictures chosen;
};

static uintptr_t
times_shown(const struct choosing *c, const struct asset *a)
{
    return (uintptr_t)map_find(&c->shown, a->href);
}

static void
count_shown(struct choosing *c, const struct plan *plan)
{
    for (size_t i = 0; i < plan->npages; i++) {
        const struct page *page = &plan->pages[i];
        for (size_t k = 0; k < page->nassets; k++)
            *map_slot(&c->shown, page->assets[k].href) = (void *)(times_shown(c, &page->assets[k]) + 1);
    }
}

static bool
is_worth_it(const struct choosing *c, const struct asset *a)
{
    return a->type != IMAGE_SVG && a->width >= LEAST && a->height >= LEAST && a->width / MOST_RATIO < a->height
        && a->height / MOST_RATIO < a->width && times_shown(c, a) == 1;
}

/* The picture number N of the page that is worth it, from 0; or NULL. */
static const struct asset *
find_picture(const struct choosing *c, const struct page *page, size_t n)
{
    for (size_t i = 0; page->nparts > 0 && i < page->nassets; i++)
        if (is_worth_it(c, &page->assets[i]) && n-- == 0)
            return &page->assets[i];
    return NULL;
}

/* Number ROUND of every page; where that is too much, at even distances, with the first and the last. */
static bool
choose_round(struct choosing *c, const struct plan *plan, size_t round)
{
    size_t room = MOSAIC_MOST - c->chosen.n, n = 0;
    const struct asset **found = arena_alloc(&c->mem, (plan->npages + 1) * sizeof *found);

    for (size_t i = 0; i < plan->npages; i++) {
        found[n] = find_picture(c, &plan->pages[i], round);
        n += found[n] != NULL;
    }
    room = room < n ? room : n;
    for (size_t i = 0; i < room; i++)
        c->chosen.of[c->chosen.n++] = found[room > 1 ? i * (n - 1) / (room - 1) : 0];
    return n > 0 && c->chosen.n < MOSAIC_MOST;
}

struct cover_pictures
cover_pictures_choose(const struct plan *plan)
{
    struct choosing c = { .chosen = { .n = 0 } };

    map_init(&c.shown);
    arena_init(&c.mem);
    count_shown(&c, plan);
    for (size_t round = 0; round < ROUNDS && choose_round(&c, plan, round); round++)
        continue;
    arena_release(&c.mem);
    map_release(&c.shown);
    return c.chosen;
}

/* ---- pixels ----------------------------------------------------------------------------------------------------------- */

static bool
read_stored(struct arena *mem, const struct deflated *data, struct str *bytes)
{
    char *at = arena_alloc(mem, data->len + 1);

    if (!data->is_stored)
        return false;
    *bytes = (struct str){ data->at ? data->at : at, data->len };
    return data->at || file_read_at(data->fd, at, data->len, data->offset) == 0;
}

/* As it is in the book. */
static bool
read_picture(const struct package_memory *memory, const struct asset *a, struct arena *mem, struct str *bytes)
{
    struct str name = arena_printf(mem, "EPUB/%.*s", STR_ARG(a->href));
    struct deflated data;

    if (memory && memory->find(memory->context, name, &a->digest, &data))
        return read_stored(mem, &data, bytes);
    if (a->held.original > 0)
        return read_stored(mem, &a->held, bytes);
    *bytes = a->bytes;
    return bytes->len > 0 || file_read(mem, a->path, bytes) == 0;
}

static bool
cut(const struct plan *plan, const struct package_memory *memory, const struct asset *a, const struct mosaic_place *place,
    struct arena *mem, struct str *tile)
{
    struct arena scratch;
    struct str bytes;
    bool is_cut;

    arena_init(&scratch);
    is_cut = read_picture(memory, a, &scratch, &bytes)
        && image_tool_cut(plan->images, mem, bytes, (uint32_t)place->width, (uint32_t)place->height, tile);
    arena_release(&scratch);
    return is_cut;
}

/* Where one is missing the places are others: all is begun again, each time with one picture less. */
size_t
cover_pictures_cut(const struct plan *plan, const struct package_memory *memory, struct cover_pictures chosen, struct arena *mem,
    struct str tiles[MOSAIC_MOST])
{
    while (chosen.n > 0) {
        struct mosaic m = mosaic_layout(chosen.n);
        size_t i = 0;
        while (i < m.n && cut(plan, memory, chosen.of[i], &m.at[i], mem, &tiles[i]))
            i++;
        if (i == m.n)
            return m.n;
        for (chosen.n--; i < chosen.n; i++)
            chosen.of[i] = chosen.of[i + 1];
    }
    return 0;
}
