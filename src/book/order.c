/* order: the reading order of a book, and the parts of its contents. SPDX-License-Identifier: MIT */
#include "book/select.h"

#include "base/mem.h"
#include "base/value.h"
#include "base/words.h"
#include "wrap/text.h"

#include <math.h>
#include <stdlib.h>

/* ---- sorting -------------------------------------------------------------------------------------------------------- */

struct sorting {
    enum sort by;
    bool by_number;             /* the numbers of a series come before the dates */
    struct text_collator *collator;
};

struct sorted {                 /* qsort() has no context: each element brings it */
    const struct article *article;
    const struct sorting *how;
    int64_t when;               /* in the order of the dates */
    double number;              /* in its series; NAN: none */
};

static int
compare_flags(bool a, bool b)
{
    return (int)b - (int)a;     /* those that have it first */
}

static int
compare_numbers(double a, double b)
{
    return isnan(a) || isnan(b) ? compare_flags(!isnan(a), !isnan(b)) : (a > b) - (a < b);
}

static int
compare_weights(const struct article *a, const struct article *b)
{
    return compare_numbers(a->has_weight ? a->weight : (double)NAN, b->has_weight ? b->weight : (double)NAN);
}

/* Ties by path, which is the order of the catalogue. */
static int
compare_articles(const void *x, const void *y)
{
    const struct sorted *a = x, *b = y;
    int order = 0;

    if (a->how->by_number)
        order = compare_numbers(a->number, b->number);
    if (order == 0 && a->how->by == SORT_TITLE)
        order = text_collate(a->how->collator, a->article->title, b->article->title);
    else if (order == 0 && a->how->by == SORT_WEIGHT)
        order = compare_weights(a->article, b->article);
    else if (order == 0)
        order = (a->when > b->when) - (a->when < b->when);
    return order ? order : (a->article->index > b->article->index) - (a->article->index < b->article->index);
}

/* The written local day and time, as in date_cmp(); none is after all others, in either order. */
static int64_t
time_of(struct date date, bool down)
{
    enum { SECONDS = 24 * 60 * 60 };
    int64_t time = (int64_t)date_days(date) * SECONDS + date.hour * 3600 + date.minute * 60 + date.second;

    return date.precision == DATE_NONE ? INT64_MAX : down ? -time : time;
}

static double
number_of(const struct article *a)
{
    struct value number = { .kind = VALUE_SCALAR, .text = a->series_index };
    double n;

    return value_number(&number, &n) ? n : (double)NAN;
}

/* Files are often named by what they are sorted by. */
static bool
is_in_order(const struct sorted *all, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (compare_articles(&all[i - 1], &all[i]) > 0)
            return false;
    return true;
}

void
order_articles(struct book *b)
{
    struct sorting how = { .by = b->bundle->sort, .by_number = b->bundle->every == EVERY_SERIES && b->bundle->sort == SORT_DATE };
    struct sorted *all = mem_alloc(b->narticles * sizeof *all);

    if (how.by == SORT_TITLE)
        how.collator = text_collator_new(b->language);
    for (size_t i = 0; i < b->narticles; i++) {
        const struct article *a = b->articles[i];
        all[i] = (struct sorted){ a, &how, time_of(a->date, how.by == SORT_DATE_DOWN), how.by_number ? number_of(a) : 0 };
    }
    if (!is_in_order(all, b->narticles))
        qsort(all, b->narticles, sizeof *all, compare_articles);
    for (size_t i = 0; i < b->narticles; i++)
        b->articles[i] = all[i].article;
    if (how.collator)
        text_collator_free(how.collator);
    free(all);
}

/* ---- parts ---------------------------------------------------------------------------------------------------------- */

struct heap {                   /* the articles of one part */
    struct str key, title;
    size_t n, seen;             /* how many; which came first */
    bool is_rest;               /* those without a value: last */
    const struct text_collator *collator;   /* NULL: in the order of the first article of each */
};

struct sectioning {
    struct arena *mem;
    struct arena scratch;
    const struct book *book;
    struct heap *heaps; size_t nheaps;
    size_t *heap_of;            /* by place in the book */
    struct map index;
};

/* The first tag, but not the one that the whole book is about. */
static bool
first_tag(const struct sectioning *s, const struct article *a, struct str *key, struct str *title)
{
    for (size_t i = 0; i < a->ntags; i++) {
        if (s->book->bundle->every == EVERY_TAG && str_eq(a->folded_tags[i], s->book->key))
            continue;
        *key = a->folded_tags[i];
        *title = a->tags[i];
        return true;
    }
    return false;
}

static bool
month_of(struct sectioning *s, const struct article *a, struct str *key, struct str *title)
{
    struct date date = a->date;

    if (date.precision == DATE_NONE)
        return false;
    if (date.precision > DATE_MONTH)
        date.precision = DATE_MONTH;
    *key = date_iso(&s->scratch, date);
    if (!map_has(&s->index, *key))
        *title = text_date(s->mem, date, s->book->language);
    return true;
}

static bool
first_author(struct sectioning *s, const struct article *a, struct str *key, struct str *title)
{
    if (a->nauthors == 0)
        return false;
    *key = text_fold(&s->scratch, a->authors[0].name);
    *title = a->authors[0].name;
    return true;
}

static bool
section_of(struct sectioning *s, const struct article *a, struct str *key, struct str *title)
{
    *key = text_fold(&s->scratch, a->section);
    *title = a->section;
    return key->len > 0;
}

/* The part that A belongs to; false if it has no value. */
static bool
part_of(struct sectioning *s, const struct article *a, struct str *key, struct str *title)
{
    switch (s->book->bundle->sections) {
    case SECTIONS_TAG: return first_tag(s, a, key, title);
    case SECTIONS_MONTH: return month_of(s, a, key, title);
    case SECTIONS_AUTHOR: return first_author(s, a, key, title);
    case SECTIONS_SECTION: return section_of(s, a, key, title);
    case SECTIONS_NONE: break;
    }
    return false;
}

static struct str
rest_title(const struct book *b)
{
    static const enum word words[] = { [SECTIONS_TAG] = WORD_UNTAGGED, [SECTIONS_MONTH] = WORD_UNDATED,
        [SECTIONS_SECTION] = WORD_ARTICLES, [SECTIONS_AUTHOR] = WORD_NO_AUTHOR };

    return str_of(word_get(words[b->bundle->sections], b->language));
}

static void
put(struct sectioning *s, size_t place, const struct text_collator *collator)
{
    struct str key = STR_NONE, title = STR_NONE;
    bool has_value = part_of(s, s->book->articles[place], &key, &title);
    void **slot;

    /* No folded name is empty: that key is free for the rest. */
    slot = map_slot(&s->index, has_value ? arena_str(&s->scratch, key) : STR(""));
    if (!*slot) {
        struct heap *h = ARENA_PUSH(&s->scratch, s->heaps, s->nheaps);
        *h = (struct heap){ .key = key, .title = has_value ? title : rest_title(s->book), .seen = s->nheaps,
            .is_rest = !has_value, .collator = collator };
        *slot = (void *)(uintptr_t)s->nheaps;
    }
    s->heap_of[place] = (uintptr_t)*slot - 1;
    s->heaps[s->heap_of[place]].n++;
}

static int
compare_heaps(const void *x, const void *y)
{
    const struct heap *a = x, *b = y;
    int order = 0;

    if (a->is_rest != b->is_rest)
        return a->is_rest ? 1 : -1;
    if (a->collator)
        order = text_collate(a->collator, a->title, b->title);
    return order ? order : (a->seen > b->seen) - (a->seen < b->seen);
}

/* Puts the articles part by part, each part in the order it had. */
static void
regroup(struct sectioning *s, struct book *b)
{
    size_t *next = arena_alloc(&s->scratch, (s->nheaps + 1) * sizeof *next), first = 0;
    const struct article **articles = arena_alloc(s->mem, b->narticles * sizeof *articles);

    qsort(s->heaps, s->nheaps, sizeof *s->heaps, compare_heaps);
    b->sections = arena_alloc(s->mem, s->nheaps * sizeof *b->sections);
    b->nsections = s->nheaps;
    for (size_t i = 0; i < s->nheaps; i++) {
        b->sections[i] = (struct section){ s->heaps[i].title, first, s->heaps[i].n };
        next[s->heaps[i].seen - 1] = first;
        first += s->heaps[i].n;
    }
    for (size_t i = 0; i < b->narticles; i++)
        articles[next[s->heap_of[i]]++] = b->articles[i];
    b->articles = articles;
}

void
order_sections(struct arena *mem, struct book *b)
{
    struct sectioning s = { .mem = mem, .book = b };
    struct text_collator *collator = NULL;

    if (b->bundle->sections == SECTIONS_NONE)
        return;
    if (b->bundle->sections != SECTIONS_MONTH)
        collator = text_collator_new(b->language);
    arena_init(&s.scratch);
    map_init(&s.index);
    s.heap_of = arena_alloc(&s.scratch, (b->narticles + 1) * sizeof *s.heap_of);
    for (size_t i = 0; i < b->narticles; i++)
        put(&s, i, collator);
    regroup(&s, b);
    map_release(&s.index);
    arena_release(&s.scratch);
    if (collator)
        text_collator_free(collator);
}
