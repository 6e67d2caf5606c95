/* shelf_lists: documents that list the pages of a book, taken from its last edition. SPDX-License-Identifier: MIT
 *
 * Contents, indexes and the package document are made of what is known of all pages but for their texts, and of the book. As long
 * as a fingerprint of that is the same, they are. What is noted of a document beside it is the maker's own affair. */
#include "ledger/shelf_part.h"

#include <string.h>

/* ---- what lists know of a page --------------------------------------------------------------------------------------- */

#define SIZE(type, field) sizeof(((type *)0)->field)
#define NUMBER(type, field) { #field, RECORD_NUMBER, offsetof(type, field), SIZE(type, field), 0, NULL, false }
#define TEXT(type, field) { #field, RECORD_STR, offsetof(type, field), 0, 0, NULL, false }
#define THINGS(type, field, n, of) { #field, RECORD_THINGS, offsetof(type, field), 0, offsetof(type, n), &(of), false }
#define ELSEWHERE(type, field) { #field, RECORD_ELSEWHERE, offsetof(type, field), 0, 0, NULL, false }
#define END { NULL, RECORD_ELSEWHERE, 0, 0, 0, NULL, false }

static const struct record_field listed_part_fields[] = {
    TEXT(struct part, href), TEXT(struct part, id), NUMBER(struct part, has_svg), NUMBER(struct part, has_mathml),
    ELSEWHERE(struct part, xhtml), ELSEWHERE(struct part, spilled), ELSEWHERE(struct part, nspilled), ELSEWHERE(struct part, data),
    END
};
static const struct record listed_part = RECORD(struct part, listed_part_fields);

/* What is left out is the text itself, what it was made with, and what becomes of it. */
static const struct record_field listed_page_fields[] = {
    ELSEWHERE(struct page, article), ELSEWHERE(struct page, index),
    TEXT(struct page, href), TEXT(struct page, id), TEXT(struct page, language), TEXT(struct page, date_text),
    TEXT(struct page, names), TEXT(struct page, contents),
    ELSEWHERE(struct page, mem),
    THINGS(struct page, parts, nparts, listed_part), THINGS(struct page, headings, nheadings, record_heading),
    ELSEWHERE(struct page, anchors), ELSEWHERE(struct page, anchor_keys), ELSEWHERE(struct page, nanchor_keys),
    ELSEWHERE(struct page, anchor_ids),
    THINGS(struct page, assets, nassets, record_asset),
    ELSEWHERE(struct page, crossrefs), ELSEWHERE(struct page, ncrossrefs), ELSEWHERE(struct page, diag),
    NUMBER(struct page, images), NUMBER(struct page, images_without_alt),
    ELSEWHERE(struct page, waits),      /* says where the chapter lies in the file */
    NUMBER(struct page, has_ruby), NUMBER(struct page, has_mathml), NUMBER(struct page, has_skipped_level),
    ELSEWHERE(struct page, links), ELSEWHERE(struct page, nlinks),
    NUMBER(struct page, minutes),
    ELSEWHERE(struct page, link),       /* made of what is known here and of the article */
    ELSEWHERE(struct page, asked), ELSEWHERE(struct page, asks_for_more),
    ELSEWHERE(struct page, seen), ELSEWHERE(struct page, nseen), ELSEWHERE(struct page, is_kept),
    ELSEWHERE(struct page, asked_before),
    END
};
static const struct record listed_page = RECORD(struct page, listed_page_fields);

/* ---- what they know of the book ---------------------------------------------------------------------------------------- */

static void
put_date(struct date date, struct buf *out)
{
    bytes_put_int(out, date.precision == DATE_NONE ? 0 : date_days(date));
    bytes_put_uint(out, date.precision);
    bytes_put_int(out, date.hour * 3600 + date.minute * 60 + date.second);
    bytes_put_int(out, date.has_offset ? date.offset : -10000);
}

void
shelf_put_whole_book(const struct book *book, struct buf *out)
{
    shelf_put_book(book, out);
    bytes_put_str(out, str_of(book->output));
    bytes_put_str(out, str_of(book->cover));
    bytes_put_str(out, book->slug);
    bytes_put_raw(out, &book->id, sizeof book->id);
    bytes_put_raw(out, &book->collection_id, sizeof book->collection_id);
    put_date(book->from, out);
    put_date(book->to, out);
    put_date(book->date, out);
    bytes_put_int(out, book->modified);
    bytes_put_uint(out, book->narticles);
    bytes_put_uint(out, book->nsections);
    for (size_t i = 0; i < book->nsections; i++) {
        bytes_put_str(out, book->sections[i].title);
        bytes_put_uint(out, book->sections[i].first);
        bytes_put_uint(out, book->sections[i].n);
    }
    bytes_put_uint(out, book->volume);
    bytes_put_uint(out, book->nvolumes);
    bytes_put_uint(out, book->bundle->every);
    bytes_put_uint(out, book->bundle->sort);
    bytes_put_uint(out, book->bundle->sections);
    bytes_put_str(out, book->bundle->name);
}

static void
put_plan(const struct plan *plan, struct buf *out)
{
    shelf_put_whole_book(plan->book, out);
    bytes_put_uint(out, plan->drops_headings);
    bytes_put_str(out, plan->style_sheet);
    bytes_put_str(out, plan->own_sheet);
    for (size_t i = 0; i < plan->nfonts; i++) {
        bytes_put_str(out, plan->fonts[i].href);
        bytes_put_str(out, str_of(plan->fonts[i].media_type));
    }
    bytes_put_uint(out, plan->cover != NULL);
    if (plan->cover) {          /* its bytes may not be at hand */
        bytes_put_str(out, plan->cover->href);
        bytes_put_uint(out, plan->cover->type);
    }
}

struct hash
shelf_listed(const struct page *page)
{
    enum { ABOUT = 500 };       /* bytes */
    struct hash h;
    struct buf out;

    buf_init(&out);
    buf_reserve(&out, ABOUT);
    record_tell(&listed_page, page, &out);
    h = hash_of(buf_str(&out));
    buf_release(&out);
    return h;
}

static struct hash
lists_of(const struct shelf *s)
{
    static const struct hash nobody;
    struct hash h;
    struct buf out;

    buf_init(&out);
    bytes_put_raw(&out, s->context.at, sizeof s->context.at);
    put_plan(s->plan, &out);
    h = hash_of(buf_str(&out));
    for (size_t i = 0; i < s->plan->npages; i++) {
        const struct page *page = &s->plan->pages[i];
        const struct hash *article = &s->told->articles[page->article->index];
        struct hash listed = hash_eq(s->listed[i], nobody) ? shelf_listed(page) : s->listed[i];
        h = hash_number(hash_number(h, article->at[0]), article->at[1]);
        h = hash_number(hash_number(h, listed.at[0]), listed.at[1]);
    }
    buf_release(&out);
    return h;
}

void
shelf_find_lists(void *context)
{
    struct shelf *s = context;

    s->lists = lists_of(s);
}

/* ---- documents --------------------------------------------------------------------------------------------------------- */

static struct str
hash_bytes(const struct hash *h)
{
    return (struct str){ (const char *)h->at, sizeof h->at };
}

static struct str
list_name(struct arena *mem, struct str key)
{
    return arena_printf(mem, "list %.*s", STR_ARG(key));
}

bool
shelf_recall(void *shelf, struct str key, struct arena *mem, struct str *notes)
{
    struct shelf *s = shelf;
    const struct str *record = map_find(&s->others, list_name(mem, key));
    size_t n = sizeof s->lists;

    if (s->fd < 0 || !record || record->len < n)
        return false;
    once_do(&s->lists_once);
    if (memcmp(record->at, &s->lists, n) != 0)
        return false;
    *notes = str_from(*record, n);
    return true;
}

/* That the list KEY is made of what has the hash OF, and NOTES. */
static void
note_list(struct shelf *s, struct str key, const struct hash *of, struct str notes)
{
    struct str *record;
    struct buf out;

    buf_init(&out);
    buf_add(&out, hash_bytes(of));
    buf_add(&out, notes);
    pthread_mutex_lock(&s->lock);
    record = ARENA_NEW(&s->mem, struct str);
    *record = arena_str(&s->mem, buf_str(&out));
    *map_slot(&s->lists_made, list_name(&s->mem, key)) = record;
    pthread_mutex_unlock(&s->lock);
    buf_release(&out);
}

void
shelf_note_list(void *shelf, struct str key, struct str notes)
{
    struct shelf *s = shelf;

    once_do(&s->lists_once);
    note_list(s, key, &s->lists, notes);
}

bool
shelf_find_of(void *shelf, struct str name, struct hash of, struct deflated *data)
{
    struct shelf *s = shelf;
    struct hash of_all = hash_number(hash_number(s->book, of.at[0]), of.at[1]);
    struct arena scratch;
    const struct str *record;

    arena_init(&scratch);
    record = map_find(&s->others, list_name(&scratch, name));
    arena_release(&scratch);
    note_list(s, name, &of_all, STR_NONE);
    return s->fd >= 0 && record && str_eq(*record, hash_bytes(&of_all)) && shelf_find_last(s, name, data);
}
