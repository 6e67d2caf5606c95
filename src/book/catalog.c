/* catalog: what reading left to be said of the archive as a whole. SPDX-License-Identifier: MIT
 *
 * Readers see one file each. Here the articles are seen together: which are too new, too old or there twice, what each is
 * called for ever, and (targets.c) what a link may call it. */
#include "book/book.h"

#include "base/path.h"
#include "base/url.h"
#include "book/targets.h"
#include "wrap/text.h"

#include <string.h>

/* ---- time ----------------------------------------------------------------------------------------------------------- */

/* Is WHEN after AS_OF? Days are compared as written, instants as instants. */
static bool
is_after(struct date when, struct date as_of)
{
    if (as_of.precision == DATE_TIME && when.precision == DATE_TIME)
        return date_epoch(when) > date_epoch(as_of);
    return date_days(when) > date_days(as_of.precision == DATE_TIME ? as_of : date_last_day(as_of));
}

static struct date
newest_date(const struct catalog *c)
{
    struct date newest = { .precision = DATE_NONE };

    for (size_t i = 0; i < c->narticles; i++) {
        struct date date = c->articles[i].date;
        if (c->articles[i].why != WHY_NOT || date.precision == DATE_NONE)
            continue;
        if (newest.precision == DATE_NONE || date_cmp(date, newest) > 0)
            newest = date;
    }
    return newest;
}

static void
leave_out(struct catalog *c, struct article *a, enum why why, const char *what, struct date date)
{
    a->why = why;
    a->why_text = arena_printf(&c->mem, "%s %.*s", what, STR_ARG(date_iso(&c->mem, date)));
}

/* FRONT-MATTER.md, section 2, "visibility". */
static void
judge_time(struct catalog *c, struct article *a, bool future_counts)
{
    if (a->why != WHY_NOT || c->as_of.precision == DATE_NONE)
        return;
    if (a->expires.precision != DATE_NONE && !is_after(a->expires, c->as_of))
        leave_out(c, a, WHY_EXPIRED, "expired on", a->expires);
    else if (future_counts && a->publishes.precision != DATE_NONE && is_after(a->publishes, c->as_of))
        leave_out(c, a, WHY_FUTURE, "to be published on", a->publishes);
    else if (future_counts && a->date.precision != DATE_NONE && is_after(a->date, c->as_of))
        leave_out(c, a, WHY_FUTURE, "dated", a->date);
}

/* ---- duplicates ----------------------------------------------------------------------------------------------------- */

/* The article's web address as a key; empty if it has none, or only that of a site's front page, which many articles of a
 * feed may give. */
static struct str
address_key(struct arena *mem, const struct article *a)
{
    struct str path = url_path(a->url);

    if (!url_is_web(a->url) || (path.len <= 1 && str_chr(a->url, '?', 0) == STR_NPOS))
        return STR_NONE;
    return arena_printf(mem, "u %.*s", STR_ARG(url_key(mem, a->url)));
}

/* Equal bytes are one article twice, but for files too short to tell, and the same text for two days or in two languages. */
static struct str
content_key(struct arena *mem, const struct article *a)
{
    enum { TRIVIAL = 100 };
    struct date day = a->date;
    const uint8_t written[] = { 'd', day.precision < DATE_DAY ? day.precision : DATE_DAY, (uint8_t)(day.year >> 8),
        (uint8_t)day.year, day.precision < DATE_MONTH ? 0 : day.month, day.precision < DATE_DAY ? 0 : day.day };
    struct str key = { NULL, sizeof written + sizeof a->digest.at + sizeof a->part + a->language.len };
    char *at;

    if (a->file->size < TRIVIAL)
        return STR_NONE;
    key.at = at = arena_text(mem, key.len);
    memcpy(at, written, sizeof written);
    memcpy(at += sizeof written, a->digest.at, sizeof a->digest.at);
    memcpy(at += sizeof a->digest.at, &a->part, sizeof a->part);
    if (a->language.len)
        memcpy(at + sizeof a->part, a->language.at, a->language.len);
    return key;
}

/* "en/blog/a.md" and "ja/blog/a.md": one segment differs, and both are language tags. */
static bool
differ_in_language_folder(struct arena *mem, struct str a, struct str b)
{
    struct str x, y, tag, first = STR_NONE, second = STR_NONE;
    size_t differing = 0;

    while (str_cut(&a, '/', &x)) {
        if (!str_cut(&b, '/', &y))
            return false;
        if (str_eq(x, y))
            continue;
        first = x;
        second = y;
        differing++;
    }
    return b.len == 0 && differing == 1 && text_language(mem, first, &tag) && text_language(mem, second, &tag);
}

/* Articles with one address are the same if they have the same title: feeds give all their entries that of a page, and a
 * translation that of its original. */
static bool
is_same(struct arena *mem, const struct article *a, const struct article *b)
{
    bool other_language = a->language.len && b->language.len && !str_eq(a->language, b->language);

    return !other_language && str_eq(text_fold(mem, a->title), text_fold(mem, b->title))
        && !differ_in_language_folder(mem, a->file->rel, b->file->rel);
}

typedef struct str key_fn(struct arena *, const struct article *);

/* The first article with A's key, which A takes if it is free; NULL if it is A's own, or has none. */
static const struct article *
find_first(const struct catalog *c, struct prints *firsts, key_fn *key_of, const struct article *a, struct arena *mem)
{
    struct str key = key_of(mem, a);
    uint32_t *slot = key.len ? prints_slot(firsts, key) : NULL;
    const struct article *first;

    if (!slot)
        return NULL;
    if (!*slot)
        *slot = article_name(a);
    first = &c->articles[*slot - 1];
    return first != a && str_eq(key_of(mem, first), key) ? first : NULL;
}

/* SAME, by index: the article that a duplicate is a duplicate of. */
static void
find_duplicates(struct catalog *c, const struct article **same, struct arena *scratch, struct diag *d)
{
    struct prints firsts;

    prints_init(&firsts);
    prints_reserve(&firsts, c->narticles);
    for (size_t i = 0; i < c->narticles; i++) {
        struct article *a = &c->articles[i];
        const struct article *first;
        if (a->why != WHY_NOT)
            continue;
        arena_clear(scratch);
        first = find_first(c, &firsts, address_key, a, scratch);
        if (!first || !is_same(scratch, first, a))
            first = find_first(c, &firsts, content_key, a, scratch);
        if (!first)
            continue;
        a->why = WHY_DUPLICATE;
        a->why_text = arena_printf(&c->mem, "same as %s", first->file->path);
        same[i] = first;
        diag_add(d, DIAG_DUPLICATE, a->file->path, 0, 0, "the same article as %s%s", first->file->path,
            str_eq(a->url, first->url) && a->url.len ? ": both have the same address" : "");
    }
    prints_release(&firsts);
}

/* ---- identity ------------------------------------------------------------------------------------------------------- */

struct uuid
catalog_namespace(const struct catalog *c)
{
    const struct config *config = c->config;
    struct str name = config->id.len ? config->id : config->site.len ? config->site : config->title;
    struct uuid uuid;

    if (uuid_parse(config->id, &uuid))
        return uuid;
    if (name.len == 0 && c->nroots)
        name = path_name(c->roots[0].real);
    return uuid_of(UUID_URL, name);
}

/* "x" of "x/index.md", "a/b" of "a/b.md"; where the file has several, with what the article is known by in it, else its number. */
static struct str
path_identity(struct arena *mem, const struct article *a, bool several)
{
    struct str path = path_without_extension(a->file->rel);

    if (str_eqc(path_name(path), "index") && path_folder(path).len)
        path = path_folder(path);
    if (several && a->key.len)
        return arena_printf(mem, "%.*s#%.*s", STR_ARG(path), STR_ARG(a->key));
    return several ? arena_printf(mem, "%.*s#%u", STR_ARG(path), (unsigned)a->part + 1) : path;
}

/* What the article may be called, best first; the last ones hardly clash. */
static struct str
identity_candidate(struct arena *mem, const struct article *a, bool several, unsigned n)
{
    struct str path;

    if (n == 0)
        return url_is_web(a->url) ? a->url : STR_NONE;
    if (n == 1)
        return a->permalink;
    if (n == 2)
        return path_identity(mem, a, several);
    path = arena_printf(mem, "%.*s/%.*s#%u", STR_ARG(path_name(a->file->root->real)), STR_ARG(a->file->rel), (unsigned)a->part + 1);
    return n == 3 ? path : arena_printf(mem, "%.*s~%u", STR_ARG(path), n);
}

static void
identify(struct catalog *c, struct article *a, bool several, struct prints *taken)
{
    for (unsigned n = 0; a->identity.len == 0; n++) {
        struct str candidate = identity_candidate(&c->mem, a, several, n);
        uint32_t *slot = candidate.len ? prints_slot(taken, candidate) : NULL;
        if (!slot || *slot)
            continue;
        *slot = article_name(a);
        a->identity = candidate;
    }
}

static bool
has_parts(const struct catalog *c, size_t i)
{
    const struct file *file = c->articles[i].file;

    return (i > 0 && c->articles[i - 1].file == file) || (i + 1 < c->narticles && c->articles[i + 1].file == file);
}

/* Articles that may be in a book choose first: a draft does not take the name of a post. */
static void
identify_all(struct catalog *c)
{
    struct prints taken;

    prints_init(&taken);
    prints_reserve(&taken, c->narticles);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < c->narticles; i++)
            if ((c->articles[i].why != WHY_NOT) == (round == 1))
                identify(c, &c->articles[i], has_parts(c, i), &taken);
    prints_release(&taken);
    for (size_t i = 0; i < c->narticles; i++) {
        struct article *a = &c->articles[i];
        /* Only now: the names above must not change when a site is given to the archive. */
        if (a->url.len == 0 && c->config->site.len && a->permalink.len && a->permalink.at[0] == '/')
            a->url = arena_printf(&c->mem, "%.*s%.*s", STR_ARG(c->config->site), STR_ARG(str_from(a->permalink, 1)));
    }
}

struct uuid
catalog_uuid(const struct article *a, struct uuid space, struct arena *scratch)
{
    if (url_is_web(a->identity))
        return uuid_of(UUID_URL, a->identity);
    return uuid_of(space, arena_printf(scratch, "article:%.*s", STR_ARG(a->identity)));
}

/* ---- tags ----------------------------------------------------------------------------------------------------------- */

enum { FEW = 16 };              /* tags that are compared one with the other */

/* Is FOLDED, which was given first by another tag if it is in SEEN or among the first N, of no use? */
static bool
is_told(const struct article *a, size_t n, struct map *seen, struct str folded)
{
    void **slot;
    bool was_there = folded.len == 0;

    for (size_t i = 0; a->ntags <= FEW && i < n && !was_there; i++)
        was_there = str_eq(a->folded_tags[i], folded);
    if (a->ntags <= FEW || was_there)
        return was_there;
    slot = map_slot(seen, folded);
    was_there = *slot != NULL;
    *slot = seen;
    return was_there;
}

/* Folds the tags, and drops those that differ only in case or form from an earlier one. */
static void
fold_tags(struct catalog *c, struct article *a)
{
    struct map seen;
    size_t n = 0;

    if (a->ntags == 0)
        return;
    a->folded_tags = arena_alloc(&c->mem, a->ntags * sizeof *a->folded_tags);
    map_init(&seen);
    for (size_t i = 0; i < a->ntags; i++) {
        struct str folded = text_fold(&c->mem, a->tags[i]);
        if (is_told(a, n, &seen, folded))
            continue;
        a->tags[n] = a->tags[i];
        a->folded_tags[n++] = folded;
    }
    a->ntags = n;
    map_release(&seen);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

static void
give_paths(void *context)
{
    targets_register_paths(context);
}

static void
give_names(void *context)
{
    struct catalog *c = context;

    once_do(c->paths);
    targets_register_names(c);
}

void
catalog_finish(struct catalog *c, struct date as_of, struct diag *d)
{
    bool given = as_of.precision != DATE_NONE;
    struct arena scratch;

    arena_init(&scratch);
    c->same = arena_zalloc(&c->mem, (c->narticles + 1) * sizeof *c->same);
    c->as_of = given ? as_of : newest_date(c);
    for (size_t i = 0; i < c->narticles; i++) {
        c->articles[i].index = (uint32_t)i;
        judge_time(c, &c->articles[i], given);
        fold_tags(c, &c->articles[i]);
        targets_expand_permalink(c, &c->articles[i]);
    }
    find_duplicates(c, c->same, &scratch, d);
    identify_all(c);
    arena_release(&scratch);
    c->paths = ARENA_NEW(&c->mem, struct once);
    once_init(c->paths, give_paths, c);
    c->names = ARENA_NEW(&c->mem, struct once);
    once_init(c->names, give_names, c);
}

void
catalog_release_names(struct catalog *c)
{
    struct prints *all[] = { &c->by_path, &c->by_permalink, &c->by_slug, &c->by_url };

    if (c->names) {
        once_release(c->names);
        once_release(c->paths);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        prints_release(all[i]);
}
