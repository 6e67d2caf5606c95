/* select: which articles make which books. SPDX-License-Identifier: MIT
 *
 * For each bundle: filter, group, order, limit, parts, imprint, names; then nothing may clash. An article that is in no book
 * keeps the reason of the bundle that it came nearest to. */
#include "book/select.h"


struct reasons {                /* why an article is left out so far, by its index */
    enum why *why;
    bool *is_in;                /* some book */
};

static void
keep_reason(void *context, const struct article *a, enum why why)
{
    struct reasons *r = context;

    /* The reasons of a selection are listed in the order in which they are found: a later one is nearer. */
    if (why > r->why[a->index])
        r->why[a->index] = why;
}

/* ---- language ------------------------------------------------------------------------------------------------------- */

/* The language of most articles; those that name none are taken for English, so that one translation among hundreds of texts
 * without a language does not name the book's. Of two with as many, that of the first article. */
static struct str
main_language(const struct article **articles, size_t n)
{
    struct map count;
    struct str best = STR("en");
    uintptr_t most = 0;

    map_init(&count);
    for (size_t i = 0; i < n; i++) {
        void **slot = map_slot(&count, articles[i]->language.len ? articles[i]->language : STR("en"));
        *slot = (char *)*slot + 1;
    }
    for (size_t i = 0; i < count.n; i++)
        if ((uintptr_t)count.entries[i].value > most) {
            most = (uintptr_t)count.entries[i].value;
            best = count.entries[i].key;
        }
    map_release(&count);
    return best;
}

static void
find_language(const struct selecting *s, struct choice_of *c)
{
    if (c->bundle->language.len)
        c->language = c->bundle->language;
    else if (s->config->language.len)
        c->language = s->config->language;
    else
        c->language = main_language(c->articles, c->narticles);
}

/* ---- one bundle ----------------------------------------------------------------------------------------------------- */

static bool
find_expr(struct selecting *s, struct choice_of *c)
{
    struct expr *own = NULL;

    if (c->bundle->where.text.len) {
        own = expr_parse(s->mem, c->bundle->where, s->config->zone, s->diag);
        if (!own)
            return false;
    }
    c->expr = expr_and(s->mem, own, s->options->narrow);
    return true;
}

static void
filter(struct selecting *s, struct choice_of *c, struct reasons *r)
{
    struct str language = s->config->language;      /* the bundle's is that of its books: it makes no article Arabic */

    for (size_t i = 0; i < s->catalog->narticles; i++) {
        const struct article *a = &s->catalog->articles[i];
        if (a->why != WHY_NOT)
            continue;
        if (expr_matches(c->expr, a, language, &s->scratch))
            *ARENA_PUSH(&s->scratch, c->articles, c->narticles) = a;
        else
            keep_reason(r, a, expr_wants_date(c->expr, a, language, &s->scratch) ? WHY_UNDATED : WHY_OUTSIDE);
    }
}

static void
apply_limit(struct book *b, struct reasons *r)
{
    size_t limit = b->bundle->limit;

    for (size_t i = limit; limit && i < b->narticles; i++)
        keep_reason(r, b->articles[i], WHY_LIMIT);
    if (limit && b->narticles > limit)
        b->narticles = limit;
    for (size_t i = 0; i < b->narticles; i++)
        r->is_in[b->articles[i]->index] = true;
}

static void
report_empty(struct selecting *s, const struct bundle *b)
{
    bool named = b->name.len > 0;

    diag_add(s->diag, DIAG_SELECTION_EMPTY, b->where.path, b->where.line, b->where.col, "%s%.*s%s",
        named ? "bundle '" : "", STR_ARG(b->name), named ? "' takes no article" : "no article is in the selection");
}

/* What stands on the book, and its file; false with a diagnostic. */
static bool
finish_one(struct selecting *s, const struct choice_of *c, struct book *b)
{
    order_sections(s->mem, b);
    imprint_book(s, c, b);
    return imprint_title(s, b) && imprint_cover(s, b) && output_name(s, b);
}

/* Weighed as it would be if it were not cut. What is wrong with it is told of its volumes. */
static const struct weight *
weigh(const struct selecting *s, const struct choice_of *c, const struct book *whole)
{
    struct selecting apart = *s;
    struct book b = *whole;
    const struct weight *weight = NULL;
    struct diag unheard;

    if (!s->options->weigh || !volumes_need_weight(s, whole))
        return NULL;
    diag_init(&unheard);
    apart.diag = &unheard;
    b.nvolumes = 1;
    if (finish_one(&apart, c, &b))
        weight = s->options->weigh(s->options->weigh_context, s->mem, &b);
    diag_release(&unheard);
    return weight;
}

/* All books of one bundle; false if something in the configuration is wrong. */
static bool
bind_bundle(struct selecting *s, struct choice_of *c, struct reasons *r)
{
    bool ok = true;
    struct book *volumes = NULL;
    size_t nvolumes = 0;

    filter(s, c, r);
    find_language(s, c);
    group_articles(s, c, keep_reason, r);
    if (c->nbooks == 0)
        report_empty(s, c->bundle);
    for (size_t i = 0; i < c->nbooks; i++) {
        order_articles(&c->books[i]);
        apply_limit(&c->books[i], r);
        volumes_cut(s, &c->books[i], weigh(s, c, &c->books[i]), &volumes, &nvolumes);
    }
    c->books = volumes;
    c->nbooks = nvolumes;
    for (size_t i = 0; ok && i < c->nbooks; i++) {
        ok = finish_one(s, c, &c->books[i]);
        if (ok)
            volumes_imprint(s, &c->books[i]);
    }
    return ok;
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static bool
is_open(struct selecting *s, const struct choice_of *choices, size_t n, const struct article *a)
{
    for (size_t i = 0; i < n; i++)
        if (expr_is_open(choices[i].expr, a, s->config->language, &s->scratch))
            return true;
    return false;
}

/* Searches for the words of all bundles at once, where the rest of their expressions leaves it open whether they matter. */
static void
search(struct selecting *s, struct choice_of *choices, size_t n)
{
    struct search **searches = NULL;
    const struct article **articles = NULL;
    size_t nsearches = 0, narticles = 0;

    for (size_t i = 0; i < n; i++)
        expr_searches(choices[i].expr, &s->scratch, &searches, &nsearches);
    if (nsearches == 0 || !s->options->search)
        return;
    for (size_t i = 0; i < nsearches; i++)
        searches[i]->found = arena_zalloc(s->mem, s->catalog->narticles + 1);
    for (size_t i = 0; i < s->catalog->narticles; i++)
        if (s->catalog->articles[i].why == WHY_NOT && is_open(s, choices, n, &s->catalog->articles[i]))
            *ARENA_PUSH(&s->scratch, articles, narticles) = &s->catalog->articles[i];
    s->options->search(s->options->search_context, searches, nsearches, articles, narticles);
}

/* ---- all ------------------------------------------------------------------------------------------------------------ */

static void
settle_reasons(const struct catalog *c, const struct reasons *r)
{
    for (size_t i = 0; i < c->narticles; i++) {
        if (c->articles[i].why != WHY_NOT)
            r->why[i] = c->articles[i].why;
        else if (r->is_in[i])
            r->why[i] = WHY_NOT;
    }
}

/* Only the archive's own title can be missing: a default has the folder's name in it. */
static struct config
titled(const struct selecting *s, const struct bundle *bundles, size_t n)
{
    struct config config = *s->catalog->config;
    bool missing = false;

    if (config.title.len)
        return config;
    for (size_t i = 0; i < n; i++)
        missing |= bundles[i].title.text.len == 0;
    config.title = str_of(s->options->folder_name);
    if (config.title.len == 0)
        config.title = STR("Articles");
    if (missing && config.path)
        diag_add(s->diag, DIAG_TITLE_MISSING, config.path, 0, 0, "the archive has no title; '%.*s' is used", STR_ARG(config.title));
    return config;
}

int
select_books(struct arena *mem, const struct catalog *catalog, const struct bundle *bundles, size_t nbundles,
    const struct select_options *options, struct book **books, size_t *nbooks, enum why *why, struct diag *d)
{
    struct selecting s = { .mem = mem, .catalog = catalog, .options = options, .diag = d };
    struct config config = titled(&s, bundles, nbundles);
    struct reasons r = { .why = why };
    struct choice_of *choices;
    bool ok = true;

    s.config = &config;
    *books = NULL;
    *nbooks = 0;
    arena_init(&s.scratch);
    r.is_in = arena_zalloc(&s.scratch, catalog->narticles + 1);
    choices = arena_zalloc(&s.scratch, (nbundles + 1) * sizeof *choices);
    for (size_t i = 0; i < nbundles; i++) {
        choices[i].bundle = &bundles[i];
        ok &= find_expr(&s, &choices[i]);
    }
    if (ok)
        search(&s, choices, nbundles);
    for (size_t i = 0; ok && i < nbundles; i++) {
        struct choice_of *c = &choices[i];
        ok &= bind_bundle(&s, c, &r);
        for (size_t k = 0; k < c->nbooks; k++)
            *ARENA_PUSH(mem, *books, *nbooks) = c->books[k];
    }
    ok = ok && output_check(&s, *books, *nbooks);
    settle_reasons(catalog, &r);
    arena_release(&s.scratch);
    return ok ? 0 : -1;
}
