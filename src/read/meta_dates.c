/* meta_dates: when it was written (FRONT-MATTER.md, sections 2 and 3). SPDX-License-Identifier: MIT */
#include "read/meta_part.h"

#include "base/path.h"

static int
zone_of(const struct reading *r)
{
    return r->catalog->config ? r->catalog->config->zone : 0;
}

/* Eleventy's words for times that a rebuild would change. */
static bool
is_date_word(struct str s)
{
    static const char *const words[] = { "last modified", "created", "git last modified", "git created", NULL };

    for (size_t i = 0; words[i]; i++)
        if (str_ieqc(str_trim(s), words[i]))
            return true;
    return false;
}

/* Reads V, which KEY gives; warns if it cannot be read. */
static enum date_result
read_date(const struct reading *r, const struct value *v, const char *key, struct date *date)
{
    enum { SHOWN = 60 };
    struct str text = v->kind == VALUE_SCALAR ? v->text : STR_NONE, shown = str_sub(text, 0, SHOWN);
    enum date_result result = v->kind == VALUE_SCALAR ? date_parse(text, zone_of(r), date) : DATE_BAD;

    if (v->kind != VALUE_SCALAR)
        meta_warn_kind(r, v, key, "a date");
    else if (result == DATE_AMBIGUOUS)
        meta_warn(r, DIAG_DATE_AMBIGUOUS, v, "'%s: %.*s' may be two days; write year-month-day", key, STR_ARG(shown));
    else if (result == DATE_BAD)
        meta_warn(r, DIAG_DATE_INVALID, v, "'%s: %.*s' is no date that can be read", key, STR_ARG(shown));
    return result;
}

static struct date
date_of_keys(const struct reading *r, const char *const *keys)
{
    const char *key;
    const struct value *v = meta_find(r, keys, &key);
    struct date date = { .precision = DATE_NONE };

    if (v && !(v->kind == VALUE_SCALAR && is_date_word(v->text)))
        read_date(r, v, key, &date);
    return date;
}

/* ---- the date of publication -------------------------------------------------------------------------------------- */

static const char *const publish_keys[] = { "publishDate", "pubDate", "publish_date", "date_published", "datePublished",
    "published_at", NULL };

/* `published` is a date in some tools and a boolean in others: the value decides (what is neither is judged in meta.c). */
static bool
is_no_date(const char *key, const struct value *v)
{
    struct date date;

    return str_ieqc(str_of(key), "published") && (v->kind != VALUE_SCALAR || date_parse(v->text, 0, &date) == DATE_BAD);
}

/* The first key that is there decides: where its date is bad, no other key is asked what was meant. */
static void
front_date(const struct reading *r, struct date *date)
{
    static const char *const keys[] = { "date", "publishDate", "pubDate", "publish_date", "date_published", "datePublished",
        "published_at", "published", "params.date", "extra.date", "created", "date_created", "created_at", "saved", NULL };

    for (const char *const *key = keys; *key; key++) {
        const char *const one[] = { *key, NULL };
        const struct value *v = meta_find(r, one, NULL);
        if (!v || is_no_date(*key, v))
            continue;
        if (v->kind == VALUE_SCALAR && is_date_word(v->text)) {
            meta_warn(r, DIAG_DATE_INVALID, v, "'%s: %.*s' changes with every copy of the file; it counts as no date", *key,
                STR_ARG(v->text));
            continue;
        }
        read_date(r, v, *key, date);
        return;
    }
}

/* ---- dates in names ----------------------------------------------------------------------------------------------- */

static bool
is_number(struct str s, size_t digits, unsigned long least, unsigned long most, unsigned long *n)
{
    return s.len <= digits && s.len > 0 && str_uint(s, most, n) && *n >= least;
}

/* "2024-03" as the name of a folder. */
static bool
month_of_name(struct str name, int zone, struct date *date)
{
    return name.len == 7 && name.at[4] == '-' && date_parse(name, zone, date) == DATE_OK && date->precision == DATE_MONTH;
}

/* The year that the last folder of PATH is called. */
static bool
year_of_folder(struct str path, unsigned long *year)
{
    struct str name = path_name(path);

    return name.len == 4 && is_number(name, 4, 1000, 2999, year);
}

/* PATH ends in year/month or year/month/day. */
static bool
date_of_levels(struct str path, int zone, struct date *date)
{
    unsigned long year, month, day;
    struct date d = { .month = 1, .day = 1, .precision = DATE_MONTH, .offset = (int16_t)zone };
    struct str above = path_folder(path);

    if (!is_number(path_name(path), 2, 1, 31, &month))
        return false;
    if (!year_of_folder(above, &year)) {
        day = month;
        if (!is_number(path_name(above), 2, 1, 12, &month) || !year_of_folder(path_folder(above), &year))
            return false;
        d.day = (uint8_t)day;
        d.precision = DATE_DAY;
    }
    d.year = (int16_t)year;
    d.month = (uint8_t)month;
    if (month > 12 || d.day > date_days_in_month((int)year, (int)month))
        return false;
    *date = d;
    return true;
}

bool
meta_folder_date(struct str rel, int zone, struct date *date)
{
    struct str rest;

    for (struct str folder = path_folder(rel); folder.len; folder = path_folder(folder)) {
        struct str name = path_name(folder);
        if (date_from_name(name, zone, date, &rest) || month_of_name(name, zone, date) || date_of_levels(folder, zone, date))
            return true;
        if (name.len == folder.len)
            break;
    }
    return false;
}

static bool
name_date(const struct reading *r, struct date *date)
{
    struct str rest;

    return date_from_name(path_stem(r->file->rel), zone_of(r), date, &rest) || meta_folder_date(r->file->rel, zone_of(r), date);
}

/* "/2023/12/15/name" as the address that front matter gives: Zola's posts often have no other date. */
static bool
address_date(const struct reading *r, const struct article *article, struct date *date)
{
    struct str path = article->permalink;

    if (meta_is_address(path)) {
        ptrdiff_t slash = str_chr(path, '/', 8);
        path = slash < 0 ? STR("") : str_from(path, (size_t)slash);
    }
    while (path.len && *path.at == '/')
        path = str_from(path, 1);
    return meta_folder_date(path, zone_of(r), date);
}

/* ---- all ---------------------------------------------------------------------------------------------------------- */

static bool
same_day(struct date a, struct date b)
{
    uint8_t precision = a.precision < b.precision ? a.precision : b.precision;

    return a.year == b.year && (precision < DATE_MONTH || a.month == b.month) && (precision < DATE_DAY || a.day == b.day);
}

static void
note_mismatch(const struct reading *r, struct date written, struct date named)
{
    struct str a = date_iso(r->scratch, written), b = date_iso(r->scratch, named);

    if (written.precision != DATE_NONE && !same_day(written, named))
        diag_add(r->diag, DIAG_DATE_MISMATCH, r->file->path, 0, 0, "front matter says %.*s, the name says %.*s", STR_ARG(a),
            STR_ARG(b));
}

static void
set(struct date *to, struct date date)
{
    if (date.precision != DATE_NONE)
        *to = date;
}

void
meta_dates(struct reading *r, struct article *article)
{
    static const char *const modified[] = { "lastmod", "modified", "updated", "last_modified_at", "last_modified",
        "lastUpdated", "last_updated", "date_modified", "dateModified", "modified_at", "updated_at", NULL };
    static const char *const expires[] = { "expiryDate", "unpublishDate", "expires", "expiry_date", NULL };
    struct date written = { .precision = DATE_NONE }, named = { .precision = DATE_NONE };

    front_date(r, &written);
    if (written.precision == DATE_NONE)
        address_date(r, article, &written);
    if (name_date(r, &named))
        note_mismatch(r, written, named);
    set(&article->date, written.precision != DATE_NONE ? written : named);
    set(&article->modified, date_of_keys(r, modified));
    set(&article->expires, date_of_keys(r, expires));
    if (value_get(r->meta, "date"))
        set(&article->publishes, date_of_keys(r, publish_keys));
}
