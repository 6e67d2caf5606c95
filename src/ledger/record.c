/* record: the nouns of model.h as bytes and back. SPDX-License-Identifier: MIT
 *
 * Of a thing there is a number first, whose bits say which fields are not all zero or empty: most are, and only the others
 * follow, in the order of the table. So a table has at most 64 rows. */
#include "ledger/record.h"

#include "base/file.h"
#include "model.h"

#include <string.h>

/* ---- tables ---------------------------------------------------------------------------------------------------------- */

#define SIZE(type, field) sizeof(((type *)0)->field)
#define NUMBER(type, field) { #field, RECORD_NUMBER, offsetof(type, field), SIZE(type, field), 0, NULL, false }
#define RAW(type, field) { #field, RECORD_RAW, offsetof(type, field), SIZE(type, field), 0, NULL, false }
#define TEXT(type, field) { #field, RECORD_STR, offsetof(type, field), 0, 0, NULL, false }
#define NAME(type, field) { #field, RECORD_CSTR, offsetof(type, field), 0, 0, NULL, false }
#define TEXTS(type, field, n) { #field, RECORD_STRS, offsetof(type, field), 0, offsetof(type, n), NULL, false }
#define THING(type, field, of) { #field, RECORD_THING, offsetof(type, field), 0, 0, &(of), false }
#define THINGS(type, field, n, of) { #field, RECORD_THINGS, offsetof(type, field), 0, offsetof(type, n), &(of), false }
#define ELSEWHERE(type, field) { #field, RECORD_ELSEWHERE, offsetof(type, field), 0, 0, NULL, false }
#define DERIVED_NUMBER(type, field) { #field, RECORD_NUMBER, offsetof(type, field), SIZE(type, field), 0, NULL, true }
#define DERIVED_TEXT(type, field) { #field, RECORD_STR, offsetof(type, field), 0, 0, NULL, true }
#define DERIVED_TEXTS(type, field, n) { #field, RECORD_STRS, offsetof(type, field), 0, offsetof(type, n), NULL, true }
#define END { NULL, RECORD_ELSEWHERE, 0, 0, 0, NULL, false }

static const struct record_field date_fields[] = {
    NUMBER(struct date, year), NUMBER(struct date, month), NUMBER(struct date, day), NUMBER(struct date, hour),
    NUMBER(struct date, minute), NUMBER(struct date, second), NUMBER(struct date, precision), NUMBER(struct date, has_offset),
    NUMBER(struct date, offset), END
};
static const struct record record_date = RECORD(struct date, date_fields);

static const struct record_field person_fields[] = {
    TEXT(struct person, name), TEXT(struct person, file_as), TEXT(struct person, role), END
};
static const struct record record_person = RECORD(struct person, person_fields);

static const struct record_field item_fields[] = {
    NUMBER(struct item, at), NUMBER(struct item, len), NUMBER(struct item, line), NUMBER(struct item, is_decoded), END
};
static const struct record record_item = RECORD(struct item, item_fields);

/* In the order of model.h. What book/catalog.c sets is derived; the place in the catalogue and what was read just now are no facts
 * about the article. */
static const struct record_field article_fields[] = {
    ELSEWHERE(struct article, index), ELSEWHERE(struct article, crc), ELSEWHERE(struct article, told),
    ELSEWHERE(struct article, file),
    NUMBER(struct article, part),
    NUMBER(struct article, body),
    THING(struct article, item, record_item),
    TEXT(struct article, key),
    TEXT(struct article, base),
    RAW(struct article, digest),
    RAW(struct article, beside),
    NUMBER(struct article, why),
    TEXT(struct article, why_text),
    TEXT(struct article, title), TEXT(struct article, subtitle), TEXT(struct article, short_title),
    NUMBER(struct article, title_in_body),
    THING(struct article, date, record_date), THING(struct article, modified, record_date),
    THING(struct article, expires, record_date), THING(struct article, publishes, record_date),
    THINGS(struct article, authors, nauthors, record_person),
    TEXTS(struct article, tags, ntags),
    DERIVED_TEXTS(struct article, folded_tags, ntags),
    TEXTS(struct article, categories, ncategories),
    TEXT(struct article, section),
    TEXT(struct article, description),
    TEXT(struct article, language), TEXT(struct article, direction),
    TEXT(struct article, slug), TEXT(struct article, permalink),
    TEXTS(struct article, aliases, naliases),
    TEXT(struct article, url),
    TEXT(struct article, redirect),
    TEXT(struct article, rights), TEXT(struct article, publisher),
    TEXT(struct article, series), TEXT(struct article, series_index),
    RAW(struct article, weight), NUMBER(struct article, has_weight),
    TEXT(struct article, image), TEXT(struct article, image_alt),
    DERIVED_TEXT(struct article, identity),
    END
};
_Static_assert(sizeof article_fields / sizeof *article_fields <= 64 + 1, "a bit for each");
const struct record record_article = RECORD(struct article, article_fields);

static const struct record_field text_fields[] = {
    NUMBER(struct article, body), THING(struct article, item, record_item),
    RAW(struct article, digest), RAW(struct article, beside), END
};
const struct record record_text = RECORD(struct article, text_fields);

static const struct record_field heading_fields[] = {
    NUMBER(struct heading, level), TEXT(struct heading, text), TEXT(struct heading, id), NUMBER(struct heading, part), END
};
const struct record record_heading = RECORD(struct heading, heading_fields);

/* The bytes of an asset are in the last book. */
static const struct record_field asset_fields[] = {
    TEXT(struct asset, href),
    NAME(struct asset, path),
    ELSEWHERE(struct asset, bytes),
    ELSEWHERE(struct asset, held),
    RAW(struct asset, digest),
    NUMBER(struct asset, type),
    NUMBER(struct asset, size),
    NUMBER(struct asset, crc),
    NUMBER(struct asset, width), NUMBER(struct asset, height),
    NUMBER(struct asset, animated),
    ELSEWHERE(struct asset, making),
    END
};
const struct record record_asset = RECORD(struct asset, asset_fields);

static const struct record_field data_fields[] = {
    ELSEWHERE(struct deflated, at),
    NUMBER(struct deflated, len), NUMBER(struct deflated, original), NUMBER(struct deflated, crc),
    NUMBER(struct deflated, is_stored),
    ELSEWHERE(struct deflated, fd), ELSEWHERE(struct deflated, offset),
    END
};
const struct record record_data = RECORD(struct deflated, data_fields);

static const struct record_field part_fields[] = {
    TEXT(struct part, href), TEXT(struct part, id),
    ELSEWHERE(struct part, xhtml), ELSEWHERE(struct part, spilled), ELSEWHERE(struct part, nspilled),
    THING(struct part, data, record_data),
    NUMBER(struct part, has_svg), NUMBER(struct part, has_mathml),
    END
};
const struct record record_part = RECORD(struct part, part_fields);

static const struct record_field wishes_fields[] = {
    NUMBER(struct image_wishes, colors), NUMBER(struct image_wishes, quality), NUMBER(struct image_wishes, max_width),
    NUMBER(struct image_wishes, max_height), NUMBER(struct image_wishes, animation),
    END
};
static const struct record record_wishes = RECORD(struct image_wishes, wishes_fields);

static const struct record_field look_fields[] = {
    NUMBER(struct look, indexes), NUMBER(struct look, link_notes), NUMBER(struct look, typography), NUMBER(struct look, onward),
    NUMBER(struct look, compression), NUMBER(struct look, lead), THING(struct look, images, record_wishes),
    END
};
const struct record record_look = RECORD(struct look, look_fields);

static const struct record_field stamp_fields[] = {
    NUMBER(struct file_stamp, size), RAW(struct file_stamp, mtime), RAW(struct file_stamp, ctime),
    NUMBER(struct file_stamp, inode), END
};
const struct record record_stamp = RECORD(struct file_stamp, stamp_fields);

static const struct record_field diag_entry_fields[] = {
    NUMBER(struct diag_entry, code), NUMBER(struct diag_entry, severity), NAME(struct diag_entry, path),
    NUMBER(struct diag_entry, line), NUMBER(struct diag_entry, col), NAME(struct diag_entry, text), END
};
const struct record record_diag_entry = RECORD(struct diag_entry, diag_entry_fields);

/* ---- numbers of any size --------------------------------------------------------------------------------------------- */

static uint64_t
number_at(const void *at, size_t size)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;

    switch (size) {
    case 1: memcpy(&one, at, size); return one;
    case 2: memcpy(&two, at, size); return two;
    case 4: memcpy(&four, at, size); return four;
    default: memcpy(&eight, at, sizeof eight); return eight;
    }
}

static void
set_number(void *at, size_t size, uint64_t n)
{
    uint8_t one = (uint8_t)n;
    uint16_t two = (uint16_t)n;
    uint32_t four = (uint32_t)n;

    memcpy(at, size == 1 ? (void *)&one : size == 2 ? (void *)&two : size == 4 ? (void *)&four : (void *)&n, size);
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static size_t
count_at(const char *thing, const struct record_field *f)
{
    size_t n;

    memcpy(&n, thing + f->count, sizeof n);
    return n;
}

static uint64_t fields_of(const struct record *, const char *thing, bool all);

static bool
has_bytes(const char *at, size_t n)
{
    uint64_t word;

    for (; n >= sizeof word; n -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        if (word != 0)
            return true;
    }
    for (size_t i = 0; i < n; i++)
        if (at[i] != 0)
            return true;
    return false;
}

static bool
is_there(const struct record_field *f, const char *thing, bool all)
{
    const char *at = thing + f->at;

    switch (f->kind) {
    case RECORD_NUMBER: return number_at(at, f->size) != 0;
    case RECORD_RAW: return has_bytes(at, f->size);
    case RECORD_STR: return ((const struct str *)(const void *)at)->at != NULL;
    case RECORD_CSTR: return *(const char *const *)(const void *)at != NULL;
    case RECORD_THING: return has_bytes(at, f->of->size) && fields_of(f->of, at, all) != 0;
    case RECORD_STRS:
    case RECORD_THINGS: return count_at(thing, f) != 0;
    case RECORD_ELSEWHERE: break;
    }
    return false;
}

static uint64_t
fields_of(const struct record *r, const char *thing, bool all)
{
    uint64_t there = 0, bit = 1;

    for (const struct record_field *f = r->fields; f->name; f++, bit <<= 1)
        if ((all || !f->derived) && is_there(f, thing, all))
            there |= bit;
    return there;
}

static void put(const struct record *, const char *thing, bool all, struct buf *out);

static void
put_list(const struct record *r, const char *things, size_t n, bool all, struct buf *out)
{
    bytes_put_uint(out, n);
    for (size_t i = 0; i < n; i++)
        put(r, things + i * r->size, all, out);
}

static void
put_field(const struct record_field *f, const char *thing, bool all, struct buf *out)
{
    const char *at = thing + f->at;
    const void *list;

    switch (f->kind) {
    case RECORD_NUMBER: bytes_put_uint(out, number_at(at, f->size)); break;
    case RECORD_RAW: bytes_put_raw(out, at, f->size); break;
    case RECORD_STR: bytes_put_str(out, *(const struct str *)(const void *)at); break;
    case RECORD_CSTR: bytes_put_str(out, str_of(*(const char *const *)(const void *)at)); break;
    case RECORD_STRS:
        memcpy(&list, at, sizeof list);
        bytes_put_uint(out, count_at(thing, f));
        for (size_t i = 0; i < count_at(thing, f); i++)
            bytes_put_str(out, ((const struct str *)list)[i]);
        break;
    case RECORD_THING: put(f->of, at, all, out); break;
    case RECORD_THINGS:
        memcpy(&list, at, sizeof list);
        put_list(f->of, list, count_at(thing, f), all, out);
        break;
    case RECORD_ELSEWHERE: break;
    }
}

static void
put(const struct record *r, const char *thing, bool all, struct buf *out)
{
    uint64_t there = fields_of(r, thing, all);

    bytes_put_uint(out, there);
    for (const struct record_field *f = r->fields; there; f++, there >>= 1)
        if (there & 1)
            put_field(f, thing, all, out);
}

void
record_put(const struct record *r, const void *thing, struct buf *out)
{
    put(r, thing, false, out);
}

void
record_tell(const struct record *r, const void *thing, struct buf *out)
{
    put(r, thing, true, out);
}

void
record_put_list(const struct record *r, const void *things, size_t n, struct buf *out)
{
    put_list(r, things, n, false, out);
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static void take(const struct record *, char *thing, struct arena *, struct bytes *);

/* The place of the lowest bit of N, which is not 0. */
static unsigned
lowest_bit(uint64_t n)
{
    return (unsigned)__builtin_ctzll(n);
}

static void *
take_list(const struct record *r, size_t *n, struct arena *mem, struct bytes *b)
{
    char *list;

    *n = bytes_count(b, 1);
    list = *n ? arena_alloc(mem, *n * r->size) : NULL;
    for (size_t i = 0; i < *n; i++)
        take(r, list + i * r->size, mem, b);
    return list;
}

static struct str *
take_strs(size_t *n, struct arena *mem, struct bytes *b)
{
    struct str *list;

    *n = bytes_count(b, 1);
    list = *n ? arena_alloc(mem, *n * sizeof *list) : NULL;
    for (size_t i = 0; i < *n; i++)
        list[i] = bytes_str(b);
    return list;
}

static void
take_field(const struct record_field *f, char *thing, struct arena *mem, struct bytes *b)
{
    char *at = thing + f->at;
    void *list = NULL;
    struct str text;
    size_t n = 0;

    switch (f->kind) {
    case RECORD_NUMBER:
        set_number(at, f->size, bytes_uint(b));
        return;
    case RECORD_RAW:
        text = bytes_raw(b, f->size);
        if (text.at)
            memcpy(at, text.at, f->size);
        return;
    case RECORD_STR:
        text = bytes_str(b);
        memcpy(at, &text, sizeof text);
        return;
    case RECORD_CSTR:
        text = bytes_str(b);
        memcpy(at, &text.at, sizeof text.at);
        return;
    case RECORD_STRS: list = take_strs(&n, mem, b); break;
    case RECORD_THING: take(f->of, at, mem, b); return;
    case RECORD_THINGS: list = take_list(f->of, &n, mem, b); break;
    case RECORD_ELSEWHERE: return;
    }
    memcpy(at, &list, sizeof list);
    memcpy(thing + f->count, &n, sizeof n);
}

static void
take(const struct record *r, char *thing, struct arena *mem, struct bytes *b)
{
    uint64_t there = bytes_uint(b);

    memset(thing, 0, r->size);
    if (r->n < 64 && there >> r->n != 0) {
        b->failed = true;
        return;
    }
    for (; there; there &= there - 1)
        take_field(&r->fields[lowest_bit(there)], thing, mem, b);
}

void
record_take(const struct record *r, void *thing, struct arena *mem, struct bytes *b)
{
    take(r, thing, mem, b);
}

void *
record_take_list(const struct record *r, size_t *n, struct arena *mem, struct bytes *b)
{
    return take_list(r, n, mem, b);
}

void
record_take_diagnostics(struct bytes *b, struct arena *scratch, struct diag *d)
{
    size_t n;
    const struct diag_entry *entries = take_list(&record_diag_entry, &n, scratch, b);

    for (size_t i = 0; i < n && !bytes_failed(b); i++)
        diag_repeat(d, &entries[i]);
}
