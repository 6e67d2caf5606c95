/* told: fingerprints of all that is known of the articles of a run. SPDX-License-Identifier: MIT */
#include "ledger/told.h"

#include "base/mem.h"
#include "base/pool.h"
#include "ledger/record.h"

#include <stdlib.h>

enum { AT_ONCE = 512 };

struct telling {
    const struct catalog *catalog;
    struct told *told;
};

struct hash
told_of(const struct article *article, struct buf *scratch)
{
    struct article a = *article;

    a.body = 0;
    a.item = (struct item){ 0 };
    a.digest = a.beside = (struct digest){ { 0 } };
    a.why = WHY_NOT;
    a.why_text = STR_NONE;
    buf_clear(scratch);
    record_put(&record_article, &a, scratch);
    return hash_of(buf_str(scratch));
}

/* With what the catalogue as a whole makes of it. */
static struct hash
tell(const struct article *a, struct buf *scratch)
{
    static const struct hash unknown;
    struct hash of = hash_eq(a->told, unknown) ? told_of(a, scratch) : a->told;
    struct hash h = hash_add(hash_add(hash_of(str_of(a->file->path)), a->file->rel), a->identity);

    h = hash_add(hash_number(h, a->why), a->why_text);
    return hash_number(hash_number(h, of.at[0]), of.at[1]);
}

static void
tell_some(void *context, size_t index, unsigned worker)
{
    const struct telling *t = context;
    struct buf scratch;

    (void)worker;
    buf_init(&scratch);
    for (size_t i = index * AT_ONCE; i < (index + 1) * AT_ONCE && i < t->catalog->narticles; i++)
        t->told->articles[i] = tell(&t->catalog->articles[i], &scratch);
    buf_release(&scratch);
}

static struct hash
tell_book(struct hash h, const struct book *book)
{
    return book ? hash_add(hash_add(h, str_of(book->output)), book->title) : h;
}

static struct hash
tell_all(const struct catalog *c, const struct hash *articles)
{
    struct hash h = { { 0 } };
    const struct book *last = NULL;

    for (size_t i = 0; i < c->nroots; i++)
        h = hash_number(hash_add(hash_add(h, c->roots[i].path), c->roots[i].real), c->roots[i].is_static);
    for (size_t i = 0; i < c->narticles; i++) {
        const struct book *book = c->book_of ? c->book_of[i] : NULL;
        h = hash_number(hash_number(h, articles[i].at[0]), articles[i].at[1]);
        h = hash_number(h, (uint64_t)(c->articles[i].file->root - c->roots));
        h = book != last ? tell_book(hash_number(h, i), book) : h;
        last = book;
    }
    return h;
}

struct told *
told_new(const struct catalog *catalog, unsigned jobs)
{
    struct told *told = mem_zalloc(sizeof *told);
    struct telling t = { catalog, told };
    size_t n = (catalog->narticles + AT_ONCE - 1) / AT_ONCE;

    told->articles = mem_alloc((catalog->narticles + 1) * sizeof *told->articles);
    pool_run(pool_size(jobs, n), n, tell_some, &t);
    told->all = tell_all(catalog, told->articles);
    return told;
}

void
told_free(struct told *told)
{
    if (!told)
        return;
    free(told->articles);
    free(told);
}
