/* indexes: the articles of a book by tag, author and month, at its end. SPDX-License-Identifier: MIT
 *
 * Terms stand in the order of the language's dictionaries (ICU), months in their own; many terms have headings by letter, as
 * the language has them. `indexes: auto` leaves out an index that would tell no more than the contents do. */
#include "base/words.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/matter.h"
#include "wrap/text.h"
#include "wrap/text_letters.h"

#include <stdlib.h>

#define TYPE "role=\"doc-index\""          /* epub:type "index" would want the structure of EPUB Indexes */

enum { LETTERS_FROM = 20 };     /* terms: fewer are found without headings */

struct term {
    struct str key;             /* equal for what is one term */
    struct str text;            /* as it was written first */
    uint32_t *pages; size_t npages;     /* their places in the book */
    const struct text_collator *collator;   /* qsort() has no context: each element brings it. NULL: in the order of the keys */
};

struct index {
    struct writing *w;
    struct map by_key;          /* to struct term */
    struct map as_written;      /* to the same, or to NOTHING */
    struct term **terms; size_t nterms;
};

/* ---- collecting ------------------------------------------------------------------------------------------------------- */

/* The term of KEY, new or old. */
static struct term *
term_of(struct index *x, struct str key, struct str text)
{
    struct term *t = map_find(&x->by_key, key);

    if (!t) {
        t = ARENA_NEW(x->w->mem, struct term);
        *t = (struct term){ .key = arena_str(x->w->mem, key), .text = arena_str(x->w->mem, text) };
        *map_slot(&x->by_key, t->key) = t;
        *ARENA_PUSH(x->w->mem, x->terms, x->nterms) = t;
    }
    return t;
}

static void
add_page(struct index *x, struct term *t, const struct page *page)
{
    if (t->npages == 0 || t->pages[t->npages - 1] != page->index)
        *ARENA_PUSH(x->w->mem, t->pages, t->npages) = page->index;
}

static struct term nothing;

static struct term *
look_up(struct index *x, struct str text)
{
    struct str line = label_line(x->w->scratch, text), key = text_fold(x->w->scratch, line);

    return key.len > 0 ? term_of(x, key, line) : &nothing;
}

/* Most are written as they were before: then nothing is folded. */
static void
add(struct index *x, struct str text, const struct page *page)
{
    struct term *t = map_find(&x->as_written, text);

    if (!t) {
        t = look_up(x, text);
        *map_slot(&x->as_written, text) = t;
    }
    if (t != &nothing)
        add_page(x, t, page);
}

static void
add_tags(struct index *x, const struct page *page)
{
    for (size_t i = 0; i < page->article->ntags; i++)
        add(x, page->article->tags[i], page);
}

/* Under the name that was given for filing ("Author, Ada"), else as it is written: nobody can tell a family name. */
static void
add_authors(struct index *x, const struct page *page)
{
    const struct article *a = page->article;

    for (size_t i = 0; i < a->nauthors; i++)
        add(x, str_is_blank(a->authors[i].file_as) ? a->authors[i].name : a->authors[i].file_as, page);
}

static void
add_date(struct index *x, const struct page *page)
{
    struct date date = page->article->date;
    struct term *t;

    if (date.precision == DATE_NONE)
        return;
    if (date.precision > DATE_MONTH)
        date.precision = DATE_MONTH;
    t = term_of(x, date_iso(x->w->scratch, date), STR_NONE);
    if (t->npages == 0)
        t->text = text_date(x->w->mem, date, x->w->language);
    add_page(x, t, page);
}

/* ---- order ------------------------------------------------------------------------------------------------------------ */

static int
compare_terms(const void *x, const void *y)
{
    const struct term *a = *(const struct term *const *)x, *b = *(const struct term *const *)y;
    int order = a->collator ? text_collate(a->collator, a->text, b->text) : 0;

    return order ? order : str_cmp(a->key, b->key);
}

static void
sort_terms(struct index *x, bool by_name)
{
    struct text_collator *collator = by_name ? text_collator_new(x->w->language) : NULL;

    for (size_t i = 0; i < x->nterms; i++)
        x->terms[i]->collator = collator;
    if (x->nterms)
        qsort(x->terms, x->nterms, sizeof *x->terms, compare_terms);
    if (collator)
        text_collator_free(collator);
}

/* ---- which ------------------------------------------------------------------------------------------------------------ */

/* Does it help? Some term has several articles, and the terms part the book otherwise than its order or its parts do. */
static bool
is_worth_it(const struct index *x, unsigned which)
{
    enum { FEWEST_TERMS = 2, FEWEST_ARTICLES = 6 };
    const struct book *book = x->w->book;
    bool has_several = false;

    for (size_t i = 0; i < x->nterms; i++)
        has_several |= x->terms[i]->npages > 1;
    if (!has_several || x->nterms < FEWEST_TERMS || book->narticles < FEWEST_ARTICLES)
        return false;
    if (which == INDEX_DATES)
        return book->bundle->sort != SORT_DATE && book->bundle->sort != SORT_DATE_DOWN;
    return book->bundle->sections != (which == INDEX_TAGS ? SECTIONS_TAG : SECTIONS_AUTHOR);
}

static bool
is_wanted(const struct index *x, unsigned which)
{
    unsigned wanted = x->w->book->look.indexes;

    return x->nterms > 0 && ((wanted & which) || ((wanted & INDEX_AUTO) && is_worth_it(x, which)));
}

/* ---- writing ---------------------------------------------------------------------------------------------------------- */

struct list {                   /* where the writing of an index stands */
    struct writing *w;
    const char *name;           /* of its file */
    const struct text_letters *letters;     /* NULL: no headings */
    struct str letter;          /* the last heading */
    size_t n;                   /* links so far */
    bool is_open;               /* a dl is */
};

static void
set_open(struct list *l, bool is_open)
{
    if (l->is_open != is_open)
        buf_adds(&l->w->out, is_open ? "<dl class=\"terms\">\n" : "</dl>\n");
    l->is_open = is_open;
}

static void
begin_letter(struct list *l, const struct term *t)
{
    struct str letter = l->letters ? text_letter(l->letters, l->w->mem, t->text) : STR_NONE;

    if (letter.len == 0 || str_eq(letter, l->letter))
        return;
    l->letter = letter;
    set_open(l, false);
    buf_adds(&l->w->out, "<h2 class=\"letter\">");
    xml_text(&l->w->out, letter);
    buf_adds(&l->w->out, "</h2>\n");
}

static void
begin_term(struct list *l, const struct term *t)
{
    set_open(l, true);
    buf_adds(&l->w->out, "<dt>");
    xml_text(&l->w->out, t->text);
    buf_adds(&l->w->out, "</dt>\n");
}

/* A file that is full ends before the link, also in the middle of a term, which is named again. */
static void
write_term(struct list *l, const struct term *t)
{
    for (size_t k = 0; k < t->npages; k++, l->n++) {
        bool is_full = l->n > 0 && l->n % MATTER_ITEMS == 0;
        if (is_full) {
            set_open(l, false);
            matter_next(l->w, l->name, TYPE);
        }
        if (k == 0)
            begin_letter(l, t);
        if (k == 0 || is_full)
            begin_term(l, t);
        buf_adds(&l->w->out, "<dd>");
        matter_link(l->w, &l->w->plan->pages[t->pages[k]]);
        buf_adds(&l->w->out, "</dd>\n");
    }
}

static void
write_terms(struct index *x, const char *name, bool by_name)
{
    struct text_letters *letters = by_name && x->nterms >= LETTERS_FROM ? text_letters_new(x->w->language) : NULL;
    struct list l = { .w = x->w, .name = name, .letters = letters };

    for (size_t i = 0; i < x->nterms; i++)
        write_term(&l, x->terms[i]);
    set_open(&l, false);
    text_letters_free(letters);
}

struct kind {
    unsigned which;
    const char *name;           /* of its file */
    enum word title;
    void (*add)(struct index *, const struct page *);
    bool by_name;
};

static void
write_index(struct writing *w, const struct kind *kind)
{
    struct index x = { .w = w };

    if (!(w->book->look.indexes & (kind->which | INDEX_AUTO)))
        return;
    map_init(&x.by_key);
    map_init(&x.as_written);
    for (size_t i = 0; i < w->plan->npages; i++) {
        if (page_is_made(&w->plan->pages[i]))
            kind->add(&x, &w->plan->pages[i]);
        arena_clear(w->scratch);
    }
    if (is_wanted(&x, kind->which)) {
        sort_terms(&x, kind->by_name);
        matter_list(w, kind->name, TYPE, str_of(word_get(kind->title, w->language)));
        write_terms(&x, kind->name, kind->by_name);
        matter_list_end(w);
    }
    map_release(&x.by_key);
    map_release(&x.as_written);
}

void
index_tags(struct writing *w)
{
    write_index(w, &(struct kind){ INDEX_TAGS, "index-tags", WORD_TAGS, add_tags, true });
}

void
index_authors(struct writing *w)
{
    write_index(w, &(struct kind){ INDEX_AUTHORS, "index-authors", WORD_AUTHORS, add_authors, true });
}

void
index_dates(struct writing *w)
{
    write_index(w, &(struct kind){ INDEX_DATES, "index-dates", WORD_DATES, add_date, false });
}
