/* group: one book per month, tag, author, ... SPDX-License-Identifier: MIT
 *
 * Dates count by the day that was written. An article with two tags is in two books; one tagged "a/b" is in that of "a" too. */
#include "book/select.h"

#include "base/words.h"
#include "wrap/text.h"

#include <stdlib.h>

enum { TAG_LEVELS = 8 };        /* of "a/b/c": more make no books of their own */

struct grouping {
    struct selecting *s;
    struct choice_of *c;
    struct map index;           /* key to number of book + 1 */
    const struct article *article;
    bool found;                 /* the article has a value */
};

/* ---- books ---------------------------------------------------------------------------------------------------------- */

bool
every_is_period(enum every every)
{
    return every == EVERY_MONTH || every == EVERY_WEEK || every == EVERY_QUARTER || every == EVERY_YEAR;
}

const char *
every_name(enum every every)
{
    static const char *const names[] = { "", "month", "week", "quarter", "year", "tag", "author", "section", "series", "lang" };

    return names[every];
}

bool
book_is_undated(const struct book *b)
{
    return every_is_period(b->bundle->every) && b->from.precision == DATE_NONE;
}

/* The book of KEY, new or old; KEY may be in scratch memory. */
static struct book *
book_of(struct grouping *g, struct str key)
{
    void **slot;
    struct book *b;

    if (map_has(&g->index, key))
        return &g->c->books[(uintptr_t)map_find(&g->index, key) - 1];
    key = arena_str(g->s->mem, key);
    b = ARENA_PUSH(g->s->mem, g->c->books, g->c->nbooks);
    *b = (struct book){ .bundle = g->c->bundle, .key = key, .language = g->c->language };
    slot = map_slot(&g->index, key);
    *slot = (void *)(uintptr_t)g->c->nbooks;
    return b;
}

static void
put(struct grouping *g, struct book *b)
{
    g->found = true;
    if (b->narticles == 0 || b->articles[b->narticles - 1] != g->article)
        *ARENA_PUSH(g->s->mem, b->articles, b->narticles) = g->article;
}

/* Into the book of a name; TEXT is how it is written, for people. */
static void
put_named(struct grouping *g, struct str folded, struct str text)
{
    struct book *b;

    if (folded.len == 0)
        return;
    b = book_of(g, folded);
    if (b->key_text.len == 0)
        b->key_text = text;
    put(g, b);
}

/* ---- by name -------------------------------------------------------------------------------------------------------- */

static void
by_tag(struct grouping *g)
{
    const struct article *a = g->article;

    for (size_t i = 0; i < a->ntags; i++) {
        struct str folded = a->folded_tags[i], text = a->tags[i];
        ptrdiff_t end = str_chr(folded, '/', 0), text_end = str_chr(text, '/', 0);
        for (int level = 1; end > 0 && text_end > 0 && level < TAG_LEVELS; level++) {
            put_named(g, str_sub(folded, 0, (size_t)end), str_sub(text, 0, (size_t)text_end));
            end = str_chr(folded, '/', (size_t)end + 1);
            text_end = str_chr(text, '/', (size_t)text_end + 1);
        }
        put_named(g, folded, text);
    }
}

static void
by_author(struct grouping *g)
{
    const struct article *a = g->article;

    for (size_t i = 0; i < a->nauthors; i++)
        put_named(g, text_fold(&g->s->scratch, a->authors[i].name), a->authors[i].name);
}

static void
by_section(struct grouping *g)
{
    put_named(g, text_fold(&g->s->scratch, g->article->section), g->article->section);
}

static void
by_series(struct grouping *g)
{
    put_named(g, text_fold(&g->s->scratch, g->article->series), g->article->series);
}

static void
by_lang(struct grouping *g)
{
    struct str language = g->article->language.len ? g->article->language : g->s->config->language;

    if (language.len == 0)
        return;
    put_named(g, language, language);
    book_of(g, language)->language = language;
}

/* ---- by date -------------------------------------------------------------------------------------------------------- */

/* The first and last day of the period that DATE lies in, and its key; false if the date is not exact enough. */
static bool
period_of(struct grouping *g, struct date date, struct date *from, struct date *to, struct str *key)
{
    static const enum date_precision needed[] = { [EVERY_MONTH] = DATE_MONTH, [EVERY_WEEK] = DATE_DAY,
        [EVERY_QUARTER] = DATE_MONTH, [EVERY_YEAR] = DATE_YEAR };
    enum every every = g->c->bundle->every;
    int year = date.year, first = every == EVERY_QUARTER ? (date.month - 1) / 3 * 3 + 1 : date.month;

    if (date.precision < needed[every])
        return false;
    *from = (struct date){ .year = date.year, .month = (uint8_t)first, .day = 1, .precision = DATE_MONTH };
    *to = *from;
    if (every == EVERY_MONTH) {
        *key = arena_printf(&g->s->scratch, "%04d-%02d", year, first);
    } else if (every == EVERY_QUARTER) {
        to->month = (uint8_t)(first + 2);
        *key = arena_printf(&g->s->scratch, "%04d-Q%d", year, (first + 2) / 3);
    } else if (every == EVERY_YEAR) {
        from->precision = to->precision = DATE_YEAR;
        from->month = to->month = 1;
        *key = arena_printf(&g->s->scratch, "%04d", year);
    } else {
        int week = date_week(date, &year);
        *from = date_of_week(year, week);
        *to = date_of_days(date_days(*from) + 6);
        *key = arena_printf(&g->s->scratch, "%04d-W%02d", year, week);
    }
    *from = date_first_day(*from);
    *to = date_last_day(*to);
    return true;
}

/* "March 2024" and the like, in the book's language. */
static struct str
period_text(struct grouping *g, const struct book *b)
{
    struct date date = b->from;

    if (g->c->bundle->every == EVERY_WEEK)
        return b->key;
    if (g->c->bundle->every == EVERY_QUARTER)
        return text_format_date(g->s->mem, date, STR("Q%q %Y"), b->language);
    date.precision = g->c->bundle->every == EVERY_YEAR ? DATE_YEAR : DATE_MONTH;
    return text_date(g->s->mem, date, b->language);
}

static void
by_period(struct grouping *g)
{
    struct date from, to;
    struct str key;
    struct book *b;

    if (period_of(g, g->article->date, &from, &to, &key)) {
        b = book_of(g, key);
        b->from = from;
        b->to = to;
        if (b->key_text.len == 0)
            b->key_text = period_text(g, b);
    } else if (g->c->bundle->undated_own) {
        b = book_of(g, STR("undated"));
        b->key_text = str_of(word_get(WORD_UNDATED, b->language));
    } else {
        return;
    }
    put(g, b);
}

static void
all_in_one(struct grouping *g)
{
    put(g, book_of(g, STR_NONE));
}

/* ---- order and slugs ------------------------------------------------------------------------------------------------ */

struct ordered {                /* a book with what its place among the others comes from */
    struct book book;
    const struct text_collator *collator;
};

/* Periods by their keys, which are made to sort; names as the language sorts them; the undated ones last. */
static int
compare_books(const void *x, const void *y)
{
    const struct ordered *a = x, *b = y;
    bool undated = book_is_undated(&a->book);
    int order = 0;

    if (undated != book_is_undated(&b->book))
        return undated ? 1 : -1;
    if (a->collator)
        order = text_collate(a->collator, a->book.key_text, b->book.key_text);
    return order ? order : str_cmp(a->book.key, b->book.key);
}

static void
sort_books(struct grouping *g)
{
    struct choice_of *c = g->c;
    bool by_name = !every_is_period(c->bundle->every);
    struct text_collator *collator = by_name && c->nbooks > 1 ? text_collator_new(c->language) : NULL;
    struct ordered *all = arena_alloc(&g->s->scratch, c->nbooks * sizeof *all);

    for (size_t i = 0; i < c->nbooks; i++)
        all[i] = (struct ordered){ c->books[i], collator };
    qsort(all, c->nbooks, sizeof *all, compare_books);
    for (size_t i = 0; i < c->nbooks; i++)
        c->books[i] = all[i].book;
    if (collator)
        text_collator_free(collator);
}

/* Names that have one slug ("C++" and "C#" are both "c") get a hash; the one that is its own slug keeps it. */
static void
make_slugs(struct grouping *g)
{
    struct choice_of *c = g->c;
    struct map count;

    map_init(&count);
    for (size_t i = 0; i < c->nbooks; i++) {
        struct book *b = &c->books[i];
        void **slot;
        b->slug = every_is_period(b->bundle->every) || b->key.len == 0 ? b->key : name_slug(g->s->mem, b->key);
        slot = map_slot(&count, b->slug);
        *slot = (char *)*slot + 1;
    }
    for (size_t i = 0; i < c->nbooks; i++) {
        struct book *b = &c->books[i];
        struct digest digest = digest_of(b->key);
        if ((uintptr_t)map_find(&count, b->slug) > 1 && !str_eq(b->slug, b->key))
            b->slug = arena_printf(g->s->mem, "%.*s-%.*s", STR_ARG(b->slug), STR_ARG(digest_hex(g->s->mem, &digest, 3)));
    }
    map_release(&count);
}

/* ---- all ------------------------------------------------------------------------------------------------------------ */

void
group_articles(struct selecting *s, struct choice_of *c, group_lost_fn *lost, void *context)
{
    static void (*const by[])(struct grouping *) = { all_in_one, by_period, by_period, by_period, by_period, by_tag, by_author,
        by_section, by_series, by_lang };
    struct grouping g = { .s = s, .c = c };

    map_init(&g.index);
    for (size_t i = 0; i < c->narticles; i++) {
        g.article = c->articles[i];
        g.found = false;
        by[c->bundle->every](&g);
        if (!g.found)
            lost(context, g.article, every_is_period(c->bundle->every) ? WHY_UNDATED : WHY_NO_VALUE);
    }
    map_release(&g.index);
    sort_books(&g);
    make_slugs(&g);
}
