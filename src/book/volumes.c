/* volumes: a book that is too large for one file, in several. SPDX-License-Identifier: MIT
 *
 * Readers keep volumes, so few of them should change when an article is added. Cuts at round numbers would move every article
 * after the new one. So a volume holds between half and all of what it may, and of the places where it could end that one is
 * taken whose next article has the smallest hash: an article more or less moves the cut at most once in a while, and the
 * volumes after it begin where they began. The first volume keeps the name and the identifier that the book has without. */
#include "book/select.h"

#include "base/path.h"

static uint64_t
weight(const struct article *a)
{
    return map_hash(a->identity);
}

/* How many of the N articles the first volume takes. */
static size_t
cut(const struct article *const *articles, size_t n, size_t most)
{
    size_t best = most;

    if (n <= most)
        return n;
    for (size_t i = most / 2 > 0 ? most / 2 : 1; i <= most; i++)
        if (weight(articles[i]) < weight(articles[best]))
            best = i;
    return best;
}

size_t
volumes_cut(struct selecting *s, const struct book *whole, struct book **books, size_t *nbooks)
{
    size_t most = whole->bundle->volumes == VOLUMES_AUTO ? VOLUMES_ARTICLES : whole->bundle->volumes, first = *nbooks;

    for (size_t at = 0; at < whole->narticles;) {
        size_t left = whole->narticles - at, n = most ? cut(whole->articles + at, left, most) : left;
        struct book *b = ARENA_PUSH(s->mem, *books, *nbooks);
        *b = *whole;
        b->articles = whole->articles + at;
        b->narticles = n;
        b->volume = (uint32_t)(*nbooks - first - 1);
        at += n;
    }
    for (size_t i = first; i < *nbooks; i++)
        (*books)[i].nvolumes = (uint32_t)(*nbooks - first);
    return *nbooks - first;
}

/* Numbers within a series are read as fractions: volume 3 of 2024.05 is 2024.0503. */
static void
place(struct selecting *s, struct book *b)
{
    struct uuid space = b->id;

    if (b->position.len) {
        b->position = arena_printf(s->mem, "%.*s%02u", STR_ARG(b->position), b->volume + 1);
        return;
    }
    b->collection = b->title;
    b->collection_id = uuid_of(space, STR("volumes"));
    b->position = arena_printf(s->mem, "%u", b->volume + 1);
}

static const char *
numbered(struct selecting *s, const char *output, unsigned number)
{
    struct str path = str_of(output), stem = path_without_extension(path);

    return arena_printf(s->mem, "%.*s-%u%.*s", STR_ARG(stem), number, STR_ARG(str_from(path, stem.len))).at;
}

void
volumes_imprint(struct selecting *s, struct book *b)
{
    if (b->nvolumes < 2)
        return;
    place(s, b);
    b->title = arena_printf(s->mem, "%.*s (%u/%u)", STR_ARG(b->title), b->volume + 1, b->nvolumes);
    if (b->volume == 0)
        return;
    b->id = uuid_of(b->id, arena_printf(&s->scratch, "volume:%u", b->volume + 1));
    b->output = numbered(s, b->output, b->volume + 1);
}
