/* plan: the names of everything in a book, fixed before a page is made. SPDX-License-Identifier: MIT
 *
 * Readers tie annotations to file names and manifest ids, so both come from the article's identity and never from its place
 * (EPUB-RULES 2.6): "text/SLUG-HASH.xhtml" and "art-HASH". Adding an article changes no other one's name. */
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "book/book.h"
#include "book/package.h"
#include "wrap/text.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SLUG = 40, ATTEMPTS = 4 };

/* ---- names ----------------------------------------------------------------------------------------------------------- */

/* The part of an identity that says most: "one" of "https://example.org/posts/one/?x=1", "2024/one.md" and "one/index.md". */
static struct str
telling_part(struct str identity)
{
    ptrdiff_t scheme = str_find(identity, STR("://"), 0);
    struct str path = str_from(identity, scheme == STR_NPOS ? 0 : (size_t)scheme + 3);
    struct str name;

    for (size_t i = 0; i < path.len; i++)
        if (path.at[i] == '?' || path.at[i] == '#')
            path.len = i;
    while (path.len > 0 && path.at[path.len - 1] == '/')
        path.len--;
    name = path_stem(path);
    if ((str_ieqc(name, "index") || str_ieqc(name, "_index")) && path_folder(path).len > 0)
        name = path_name(path_folder(path));
    return name;
}

/* What the hash of attempt N is taken of: the identity, and if all of that hash is taken, the place in the archive too. */
static struct digest
digest_for(struct arena *mem, const struct article *a, int attempt)
{
    struct str identity = a->identity;

    if (attempt == ATTEMPTS - 1)
        identity = arena_printf(mem, "%.*s\n%.*s\n%u\n%u", STR_ARG(identity), STR_ARG(a->file ? a->file->rel : STR_NONE),
            (unsigned)a->part, (unsigned)a->index);
    return digest_of(identity);
}

/* The texts of PARTS, the last of which is empty. */
static struct str
join(struct arena *mem, const struct str *parts)
{
    struct str all = { NULL, 0 };
    char *at;

    for (size_t i = 0; parts[i].len > 0; i++)
        all.len += parts[i].len;
    all.at = at = arena_text(mem, all.len + 1);
    for (size_t i = 0; parts[i].len > 0; at += parts[i++].len)
        memcpy(at, parts[i].at, parts[i].len);
    *at = '\0';
    return all;
}

/* Hashes of 8 and 12 digits; longer ones where another article of the book has the name already. */
static void
name_page(struct plan *plan, struct page *page, struct prints *taken, struct arena *scratch)
{
    static const struct { size_t href, id; } sizes[ATTEMPTS] = { { 4, 6 }, { 8, 10 }, { 32, 32 }, { 32, 32 } };
    const struct article *a = page->article;
    struct str slug = text_slug(scratch, telling_part(a->identity), SLUG);

    if (slug.len == 0)
        slug = STR("a");
    for (int i = 0; i < ATTEMPTS; i++) {
        struct digest digest = digest_for(scratch, a, i);
        struct str id = digest_hex(scratch, &digest, sizes[i].id), hash = str_sub(id, 0, 2 * sizes[i].href);
        page->href = join(&plan->mem, (struct str[]){ STR("text/"), slug, STR("-"), hash, STR(".xhtml"), STR("") });
        page->id = join(&plan->mem, (struct str[]){ STR("art-"), id, STR("") });
        if (!prints_has(taken, page->href) && !prints_has(taken, page->id))
            break;
    }
    *prints_slot(taken, page->href) = 1;
    *prints_slot(taken, page->id) = 1;
}

/* In the order of the catalogue, so that the reading order has no part in who gets the short name. */
static void
name_pages(struct plan *plan)
{
    struct arena scratch;
    struct prints taken;

    arena_init(&scratch);
    prints_init(&taken);
    for (size_t i = 0; i < plan->catalog->narticles; i++) {
        arena_clear(&scratch);
        if (plan->page_of[i])
            name_page(plan, plan->page_of[i], &taken, &scratch);
    }
    prints_release(&taken);
    arena_release(&scratch);
}

/* ---- pages ----------------------------------------------------------------------------------------------------------- */

static bool
is_author(const struct person *p)
{
    return p->role.len == 0 || str_eqc(p->role, "aut");
}

/* The authors; where the source calls nobody that, everyone it names. */
static struct str
names_of(struct arena *mem, const struct article *a)
{
    struct str names = STR("");
    bool has_author = false;

    for (size_t i = 0; i < a->nauthors; i++)
        has_author |= is_author(&a->authors[i]);
    for (size_t i = 0; i < a->nauthors; i++) {
        struct str name = str_trim(a->authors[i].name);
        if (name.len == 0 || (has_author && !is_author(&a->authors[i])))
            continue;
        names = names.len ? arena_printf(mem, "%.*s, %.*s", STR_ARG(names), STR_ARG(name)) : name;
    }
    return names;
}

static bool
is_same_day(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day && a.precision == b.precision;
}

/* In the order of dates many in a row have the same. */
static struct str
date_of(struct plan *plan, const struct page *page)
{
    const struct page *before = page->index ? page - 1 : NULL;

    if (before && is_same_day(page->article->date, before->article->date) && str_eq(page->language, before->language))
        return before->date_text;
    return text_date(&plan->mem, page->article->date, page->language);
}

static void
page_init(struct plan *plan, size_t index)
{
    const struct book *book = plan->book;
    const struct article *a = book->articles[index];
    struct page *page = &plan->pages[index];

    page->article = a;
    page->index = (uint32_t)index;
    page->language = a->language.len > 0 ? a->language : book->language;
    if (page->language.len == 0)
        page->language = STR("en");
    page->names = names_of(&plan->mem, a);
    page->contents = index % MATTER_ITEMS ? page[-1].contents : contents_href(&plan->mem, page->index);
    if (a->date.precision != DATE_NONE)
        page->date_text = date_of(plan, page);
    arena_init(&page->mem);
    map_init(&page->anchors);
    diag_init(&page->diag);
    assert(!plan->page_of[a->index]);       /* an article stands in a book once */
    plan->page_of[a->index] = page;
}

static void
drop_bytes(struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++) {
        buf_release(&page->parts[i].xhtml);
        deflated_release(&page->parts[i].data);
    }
}

static void
page_release(struct page *page)
{
    drop_bytes(page);
    map_release(&page->anchors);
    diag_release(&page->diag);
    arena_release(&page->mem);
}

static void
note_hrefs(void *context)
{
    struct plan *plan = context;

    map_reserve(&plan->by_href, plan->npages);
    for (size_t i = 0; i < plan->npages; i++)
        *map_slot(&plan->by_href, plan->pages[i].href) = &plan->pages[i];
}

/* ---- the plan -------------------------------------------------------------------------------------------------------- */

struct plan *
plan_new(const struct catalog *catalog, const struct book *book)
{
    struct plan *plan = mem_zalloc(sizeof *plan);

    arena_init(&plan->mem);
    plan->catalog = catalog;
    map_init(&plan->classes);
    map_init(&plan->by_href);
    plan->hrefs = ARENA_NEW(&plan->mem, struct once);
    once_init(plan->hrefs, note_hrefs, plan);
    plan->book = book;
    plan->npages = book->narticles;
    plan->drops_headings = book->nsections > 0 || plan->npages > NAV_ENTRIES;
    plan->pages = arena_zalloc(&plan->mem, (plan->npages + 1) * sizeof *plan->pages);
    plan->page_of = arena_zalloc(&plan->mem, (catalog->narticles + 1) * sizeof *plan->page_of);
    for (size_t i = 0; i < plan->npages; i++)
        page_init(plan, i);
    name_pages(plan);
    return plan;
}

static int
by_href(const void *a, const void *b)
{
    return str_cmp(((const struct asset *)a)->href, ((const struct asset *)b)->href);
}

void
plan_gather(struct plan *plan)
{
    struct map seen;

    map_init(&seen);
    for (size_t i = 0; i < plan->npages; i++) {
        const struct page *page = &plan->pages[i];
        for (size_t k = 0; page->nparts > 0 && k < page->nassets; k++)
            if (!map_has(&seen, page->assets[k].href))
                *map_slot(&seen, page->assets[k].href) = &page->assets[k];
    }
    plan->nassets = seen.n;
    plan->assets = arena_alloc(&plan->mem, (seen.n + 1) * sizeof *plan->assets);
    for (size_t i = 0; i < seen.n; i++)
        plan->assets[i] = *(const struct asset *)seen.entries[i].value;
    qsort(plan->assets, plan->nassets, sizeof *plan->assets, by_href);
    map_release(&seen);
}

void
plan_drop_bytes(struct plan *plan)
{
    for (size_t i = 0; i < plan->npages; i++)
        drop_bytes(&plan->pages[i]);
}

void
plan_free(struct plan *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->npages; i++)
        page_release(&plan->pages[i]);
    if (plan->cover)
        deflated_release(&plan->cover->held);
    map_release(&plan->classes);
    map_release(&plan->by_href);
    once_release(plan->hrefs);
    arena_release(&plan->mem);
    free(plan);
}
