/* finder: which articles hold the words that a selection asks for. SPDX-License-Identifier: MIT */
#include "finder.h"

#include "base/flow.h"
#include "base/mem.h"
#include "base/pool.h"
#include "html/searchable.h"
#include "read/read.h"
#include "wrap/text_words.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 16, KEYS_AT_ONCE = 512, WORKERS = 64 };

void
finder_init(struct finder *f, struct ledger *ledger, const struct catalog *catalog)
{
    f->ledger = ledger;
    f->catalog = catalog;
    arena_init(&f->mem);
    map_init(&f->asked);
}

/* Most runs search for nothing: what a search needs is made for the first one. */
static void
make_ready(struct finder *f)
{
    if (f->keys)
        return;
    f->keys = mem_zalloc((f->catalog->narticles + 1) * sizeof *f->keys);
    f->has_key = mem_zalloc(f->catalog->narticles + 1);
    f->words = f->ledger ? catalogue_open(f->ledger, f->catalog) : NULL;
}

void
finder_release(struct finder *f)
{
    catalogue_close(f->words);
    free(f->keys);
    free(f->has_key);
    map_release(&f->asked);
    arena_release(&f->mem);
}

/* ---- one search ------------------------------------------------------------------------------------------------------ */

struct query {
    struct str words;
    unsigned char *found;       /* enum found by article->index */
};

struct searching {
    struct finder *f;
    struct query *queries; size_t nqueries;
    const struct article *const *articles; size_t narticles;    /* that are asked about */
    const struct article **missing; size_t nmissing;            /* of them, those whose words are not known */
    struct slot *slots;         /* a ring */
    size_t nslots;
    struct worker { struct arena mem; } workers[WORKERS];
    bool keeps;                 /* what is read goes into the catalogue */
    size_t nadded;
};

/* What an article under way has given. */
struct slot {
    struct buf words;
    struct diag diag;
    bool is_read;
};

static struct query
query_of(struct finder *f, struct str words)
{
    void **slot = map_slot(&f->asked, words);

    if (!*slot) {
        *slot = arena_zalloc(&f->mem, f->catalog->narticles + 1);
        /* The query may live shorter than this. */
        f->asked.entries[f->asked.n - 1].key = arena_str(&f->mem, words);
    }
    return (struct query){ words, *slot };
}

static bool
is_open(const struct searching *s, const struct article *a)
{
    for (size_t i = 0; i < s->nqueries; i++)
        if (s->queries[i].found[a->index] == FOUND_OPEN)
            return true;
    return false;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static void
add_title(struct buf *out, struct str title)
{
    text_words(out, title);
    text_words_end(out);
}

/* What cannot be read any more has a title. */
static void
read_words(struct searching *s, const struct article *a, struct slot *slot, struct arena *scratch)
{
    struct source source = { 0 };
    struct diag found;
    struct node *root;

    diag_init(&found);
    buf_clear(&slot->words);
    add_title(&slot->words, a->title);
    add_title(&slot->words, a->subtitle);
    root = read_body(scratch, a, &source, &found);
    slot->is_read = root != NULL;
    if (root)
        searchable_words(root, &slot->words);
    else
        diag_join(&slot->diag, &found);     /* else it is told when its page is made */
    diag_release(&found);
    arena_clear(scratch);
    for (size_t i = 0; i < s->nqueries; i++)
        s->queries[i].found[a->index] = str_find(buf_str(&slot->words), s->queries[i].words, 0) == STR_NPOS ? FOUND_NO
            : FOUND_YES;
}

static void
keep_words(struct searching *s, size_t i)
{
    struct slot *slot = &s->slots[i % s->nslots];
    const struct article *a = s->missing[i];

    if (s->keeps && slot->is_read) {
        catalogue_add(s->f->words, &s->f->keys[a->index], buf_str(&slot->words));
        s->nadded++;
    }
    if (slot->diag.n && s->f->diag)
        diag_join(s->f->diag, &slot->diag);
    diag_release(&slot->diag);
    diag_init(&slot->diag);
    if (s->f->progress)
        s->f->progress(s->f->payload, "search", i + 1, s->nmissing);
}

enum { READ, KEEP, PHASES };

static size_t
begin_phase(void *context, size_t thing, unsigned phase, unsigned worker)
{
    (void)context, (void)thing, (void)phase, (void)worker;
    return 1;
}

static void
run_phase(void *context, size_t thing, unsigned phase, size_t task, unsigned worker)
{
    struct searching *s = context;

    (void)task;
    if (phase == READ)
        read_words(s, s->missing[thing], &s->slots[thing % s->nslots], &s->workers[worker].mem);
    else
        keep_words(s, thing);
}

static void
read_missing(struct searching *s)
{
    unsigned workers = pool_size(s->f->jobs, s->nmissing);
    struct flow flow = { .things = s->nmissing, .phases = PHASES, .at_once = AT_ONCE * workers, .begin = begin_phase,
        .run = run_phase, .context = s };

    if (s->nmissing == 0)
        return;
    s->nslots = flow.at_once;
    s->slots = mem_zalloc(s->nslots * sizeof *s->slots);
    for (size_t i = 0; i < s->nslots; i++) {
        buf_init(&s->slots[i].words);
        diag_init(&s->slots[i].diag);
    }
    for (unsigned w = 0; w < workers; w++)
        arena_init(&s->workers[w].mem);
    flow_run(&flow, workers);
    for (unsigned w = 0; w < workers; w++)
        arena_release(&s->workers[w].mem);
    for (size_t i = 0; i < s->nslots; i++) {
        buf_release(&s->slots[i].words);
        diag_release(&s->slots[i].diag);
    }
    free(s->slots);
}

/* ---- the catalogue --------------------------------------------------------------------------------------------------- */

struct keying { struct finder *f; const struct article *const *articles; size_t n; };

static void
make_keys_from(void *context, size_t chunk, unsigned worker)
{
    const struct keying *k = context;
    size_t end = (chunk + 1) * KEYS_AT_ONCE < k->n ? (chunk + 1) * KEYS_AT_ONCE : k->n;
    struct buf scratch;

    (void)worker;
    buf_init(&scratch);
    for (size_t i = chunk * KEYS_AT_ONCE; i < end; i++) {
        const struct article *a = k->articles ? k->articles[i] : &k->f->catalog->articles[i];
        if (!k->f->has_key[a->index])
            k->f->keys[a->index] = catalogue_key(a, &scratch);
        k->f->has_key[a->index] = true;
    }
    buf_release(&scratch);
}

/* Of N ARTICLES, each there once, or of all. */
static void
make_keys(struct finder *f, const struct article *const *articles, size_t n)
{
    struct keying keying = { f, articles, n };
    size_t chunks = (n + KEYS_AT_ONCE - 1) / KEYS_AT_ONCE;

    if (n)
        pool_run(pool_size(f->jobs, chunks), chunks, make_keys_from, &keying);
}

struct hits {
    const uint32_t *by_number;  /* article->index + 1, or 0 */
    uint64_t most;
    unsigned char *found;
};

static void
take_hit(void *context, uint64_t number)
{
    const struct hits *h = context;

    if (number <= h->most && h->by_number[number])
        h->found[h->by_number[number] - 1] = FOUND_YES;
}

/* Answers for all articles that the catalogue knows, gathers the others. False if the file failed: then no answer counts. */
static bool
ask_catalogue(struct searching *s)
{
    struct finder *f = s->f;
    uint64_t most = catalogue_most(f->words);
    uint32_t *by_number = mem_zalloc((most + 1) * sizeof *by_number);
    bool ok = true;

    s->nmissing = 0;
    for (size_t i = 0; i < s->narticles; i++) {
        const struct article *a = s->articles[i];
        uint64_t number = catalogue_find(f->words, &f->keys[a->index]);
        if (number)
            by_number[number] = a->index + 1;
        else
            s->missing[s->nmissing++] = a;
    }
    for (size_t k = 0; k < s->nqueries && ok && s->nmissing < s->narticles; k++) {
        struct hits hits = { by_number, most, s->queries[k].found };
        for (uint64_t number = 1; number <= most; number++)
            if (by_number[number])
                hits.found[by_number[number] - 1] = FOUND_NO;
        ok = catalogue_match(f->words, s->queries[k].words, take_hit, &hits);
    }
    free(by_number);
    return ok;
}

static bool
has_missing(const struct searching *s)
{
    for (size_t i = 0; i < s->narticles; i++)
        if (!catalogue_find(s->f->words, &s->f->keys[s->articles[i]->index]))
            return true;
    return false;
}

/* To read if all is there, else to write, where that can be. */
static bool
begin(struct searching *s)
{
    size_t removed;

    if (!s->f->words)
        return false;
    make_keys(s->f, s->articles, s->narticles);
    if (!catalogue_begin(s->f->words, false))
        return false;
    if (!has_missing(s))
        return true;
    catalogue_end(s->f->words, NULL, 0, &removed);
    s->keeps = catalogue_begin(s->f->words, true);
    return s->keeps || catalogue_begin(s->f->words, false);
}

/* Ends it; how many articles are in it no more. False if nothing was kept. */
static bool
end(struct searching *s, size_t *removed)
{
    if (s->keeps)
        make_keys(s->f, NULL, s->f->catalog->narticles);
    return catalogue_end(s->f->words, s->f->keys, s->f->catalog->narticles, removed) || !s->keeps;
}

static void
miss_all(struct searching *s)
{
    if (s->narticles)
        memcpy(s->missing, s->articles, s->narticles * sizeof *s->missing);
    s->nmissing = s->narticles;
}

/* ---- searching ------------------------------------------------------------------------------------------------------- */

static void
answer(struct searching *s)
{
    bool begun = begin(s);
    size_t removed;

    s->missing = mem_alloc((s->narticles + 1) * sizeof *s->missing);
    if (!begun || !ask_catalogue(s))
        miss_all(s);
    read_missing(s);
    if (begun)
        end(s, &removed);
    free(s->missing);
}

void
finder_search(void *finder, struct search *const *searches, size_t nsearches, const struct article *const *articles,
    size_t narticles)
{
    struct finder *f = finder;
    struct searching s = { .f = f };
    const struct article **open;

    make_ready(f);
    s.queries = mem_alloc((nsearches + 1) * sizeof *s.queries);
    for (size_t i = 0; i < nsearches; i++)
        s.queries[s.nqueries++] = query_of(f, searches[i]->words);
    open = mem_alloc((narticles + 1) * sizeof *open);
    for (size_t i = 0; i < narticles; i++)
        if (is_open(&s, articles[i]))
            open[s.narticles++] = articles[i];
    s.articles = open;
    if (s.narticles)
        answer(&s);
    for (size_t i = 0; i < nsearches; i++)
        memcpy(searches[i]->found, s.queries[i].found, f->catalog->narticles);
    free(open);
    free(s.queries);
}

/* ---- ahead ----------------------------------------------------------------------------------------------------------- */

bool
finder_index(struct finder *f, struct finder_counts *counts)
{
    struct searching s = { .f = f };
    const struct article **all = mem_alloc((f->catalog->narticles + 1) * sizeof *all);
    bool ok;

    make_ready(f);
    for (size_t i = 0; i < f->catalog->narticles; i++)
        if (f->catalog->articles[i].why == WHY_NOT)
            all[s.narticles++] = &f->catalog->articles[i];
    s.articles = all;
    s.missing = mem_alloc((s.narticles + 1) * sizeof *s.missing);
    make_keys(f, all, s.narticles);
    s.keeps = f->words && catalogue_begin(f->words, true);
    ok = s.keeps && ask_catalogue(&s);
    *counts = (struct finder_counts){ .articles = s.narticles };
    if (ok) {
        read_missing(&s);
        ok = end(&s, &counts->removed);
        counts->added = s.nadded;
        counts->kept = s.narticles - s.nmissing;
    }
    free(s.missing);
    free(all);
    return ok;
}
