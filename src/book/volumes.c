/* volumes: a book that is too large for one file, in several. SPDX-License-Identifier: MIT
 *
 * Readers keep volumes, so few of them should change when an article is added. Cuts at round numbers would move every article
 * after the new one. So a volume holds between half and all of what it may, and of the places where it could end that one is
 * taken whose next article has the smallest hash: an article more or less moves the cut at most once in a while, and the
 * volumes after it begin where they began. The first volume keeps the name and the identifier that the book has without.
 *
 * Where size counts, what an article takes is measured on the whole book. A volume's own lists are made later and may be larger
 * than their share of the whole book's (headings are left out of very long contents), so a twentieth is kept free for them. */
#include "book/select.h"

#include "base/path.h"
#include "wrap/pack.h"

/* What a zip may hold that old devices read: 65,535 files and 4 GiB. AUTO_ARTICLES leaves room for long articles in several
 * files; what is below LIGHT before deflate needs no measuring. */
enum { AUTO_ARTICLES = 20000, AUTO_FILES = 65000, LIGHT_FILES = 20000 };
#define AUTO_BYTES UINT64_C(4200000000)
#define LIGHT_BYTES UINT64_C(500000000)

struct load { uint64_t articles, bytes, files; };

static struct load
limit_of(const struct bundle *bundle)
{
    const struct volume_limit *v = &bundle->volumes;

    return (struct load){
        v->is_auto ? AUTO_ARTICLES : v->articles ? v->articles : UINT64_MAX,
        v->bytes ? v->bytes : AUTO_BYTES,
        AUTO_FILES,
    };
}

static bool
fits(struct load load, struct load limit, unsigned times)
{
    return load.articles <= limit.articles / times && load.bytes <= limit.bytes / times && load.files <= limit.files / times;
}

static bool
is_cut(const struct bundle *bundle)
{
    return bundle->volumes.is_auto || bundle->volumes.articles || bundle->volumes.bytes;
}

static uint64_t
bytes_of(const struct article *a)
{
    return a->item.len ? a->item.len : a->file->size;
}

/* No volume would be large. Only what stands on the disk is known yet: the articles that could be in one, and all pictures of the
 * archive, some of which grow when converted. */
static bool
is_light(const struct catalog *c, const struct book *whole, size_t most)
{
    uint64_t pictures = 0, bytes = 0, files = 0;

    for (size_t i = 0; i < c->nfiles; i++)
        if (c->files[i].role == FILE_PICTURE) {
            pictures += c->files[i].size;
            files++;
        }
    for (size_t i = 0; i < whole->narticles; i++) {
        bytes += bytes_of(whole->articles[i]);
        bytes -= i >= most ? bytes_of(whole->articles[i - most]) : 0;
        if (bytes + pictures >= LIGHT_BYTES)
            return false;
    }
    return files < LIGHT_FILES;
}

bool
volumes_need_weight(const struct selecting *s, const struct book *whole)
{
    const struct bundle *bundle = whole->bundle;

    return is_cut(bundle) && (bundle->volumes.bytes || !is_light(s->catalog, whole, limit_of(bundle).articles));
}

/* ---- where to cut ---------------------------------------------------------------------------------------------------- */

struct cutting {
    struct load limit, load;
    const struct weight *weight;
    uint64_t list;              /* bytes of the lists for each article */
    struct map seen;            /* pictures of this volume, by href */
};

static void
load_page(struct cutting *c, size_t i)
{
    const struct weight_page *page;

    c->load.articles++;
    if (!c->weight)
        return;
    page = &c->weight->pages[i];
    c->load.bytes += page->bytes + c->list;
    c->load.files += page->files;
    for (size_t k = 0; k < page->npictures; k++) {
        void **slot = map_slot(&c->seen, page->pictures[k].href);
        if (*slot)
            continue;
        *slot = c;
        c->load.bytes += pack_room(page->pictures[k].href.len, page->pictures[k].bytes);
        c->load.files++;
    }
}

static uint64_t
hash_of_article(const struct article *a)
{
    return map_hash(a->identity);
}

/* How many articles the volume takes that begins at AT. */
static size_t
cut(struct cutting *c, const struct book *whole, size_t at)
{
    size_t best = 0, n = whole->narticles - at;

    c->load = (struct load){ .bytes = c->weight ? c->weight->fixed : 0 };
    map_release(&c->seen);
    map_init(&c->seen);
    for (size_t i = 0; i < n; i++) {
        bool is_half = i > 0 && !fits(c->load, c->limit, 2);
        load_page(c, at + i);
        if (is_half && (best == 0 || hash_of_article(whole->articles[at + i]) < hash_of_article(whole->articles[at + best])))
            best = i;
        if (!fits(c->load, c->limit, 1))
            return best > 0 ? best : i > 0 ? i : 1;
    }
    return n;
}

size_t
volumes_cut(struct selecting *s, const struct book *whole, const struct weight *weight, struct book **books, size_t *nbooks)
{
    struct cutting c = { .limit = limit_of(whole->bundle), .weight = weight };
    size_t first = *nbooks;

    c.limit.bytes -= c.limit.bytes / 20;
    c.list = weight && whole->narticles ? weight->lists / whole->narticles : 0;
    map_init(&c.seen);
    for (size_t at = 0; at < whole->narticles;) {
        size_t n = is_cut(whole->bundle) ? cut(&c, whole, at) : whole->narticles - at;
        struct book *b = ARENA_PUSH(s->mem, *books, *nbooks);
        *b = *whole;
        b->articles = whole->articles + at;
        b->narticles = n;
        b->volume = (uint32_t)(*nbooks - first - 1);
        at += n;
    }
    map_release(&c.seen);
    for (size_t i = first; i < *nbooks; i++)
        (*books)[i].nvolumes = (uint32_t)(*nbooks - first);
    return *nbooks - first;
}

/* ---- what stands on them --------------------------------------------------------------------------------------------- */

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

static struct str
volume_title(struct selecting *s, const struct book *b, unsigned number)
{
    return arena_printf(s->mem, "%.*s (%u/%u)", STR_ARG(b->title), number, b->nvolumes);
}

void
volumes_imprint(struct selecting *s, struct book *b)
{
    if (b->nvolumes < 2)
        return;
    place(s, b);
    if (b->volume + 1 < b->nvolumes)
        b->next = volume_title(s, b, b->volume + 2);
    b->title = volume_title(s, b, b->volume + 1);
    if (b->volume == 0)
        return;
    b->id = uuid_of(b->id, arena_printf(&s->scratch, "volume:%u", b->volume + 1));
    b->output = numbered(s, b->output, b->volume + 1);
}
