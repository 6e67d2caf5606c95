/* report_json: what is known of an archive and its books, for programs. SPDX-License-Identifier: MIT
 *
 * The names of members are stable; members without a value are left out. */
#include "book/report.h"

#include "book/select.h"

/* ---- names ---------------------------------------------------------------------------------------------------------- */

static const char *
why_name(enum why why)
{
    static const char *const names[WHY_COUNT] = {
        [WHY_NOT] = "in-a-book", [WHY_DRAFT] = "draft", [WHY_UNPUBLISHED] = "unpublished", [WHY_EXPIRED] = "expired",
        [WHY_FUTURE] = "future", [WHY_SECTION_PAGE] = "section-page", [WHY_RESOURCE] = "resource", [WHY_REDIRECT] = "redirect",
        [WHY_EMPTY] = "empty", [WHY_UNREADABLE] = "unreadable", [WHY_DUPLICATE] = "duplicate", [WHY_OUTSIDE] = "outside",
        [WHY_UNDATED] = "undated", [WHY_NO_VALUE] = "no-value", [WHY_LIMIT] = "limit",
    };

    return names[why];
}

static const char *
role_name(enum file_role role)
{
    static const char *const names[] = { [FILE_SOURCE] = "source", [FILE_SIDECAR] = "sidecar", [FILE_PICTURE] = "picture",
        [FILE_CONFIG] = "configuration", [FILE_UNKNOWN] = "other" };

    return names[role];
}

/* ---- members -------------------------------------------------------------------------------------------------------- */

static void
date_member(struct json *j, struct arena *scratch, const char *key, struct date date)
{
    json_member(j, key, date_iso(scratch, date));
}

static void
count_member(struct json *j, const char *key, size_t n)
{
    json_key(j, key);
    json_int(j, (long long)n);
}

static void
list_member(struct json *j, const char *key, const struct str *texts, size_t n)
{
    if (n == 0)
        return;
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_text(j, texts[i]);
    json_close(j);
}

static void
authors_member(struct json *j, const struct article *a)
{
    if (a->nauthors == 0)
        return;
    json_key(j, "authors");
    json_open(j, '[');
    for (size_t i = 0; i < a->nauthors; i++) {
        json_open(j, '{');
        json_member(j, "name", a->authors[i].name);
        json_member(j, "file_as", a->authors[i].file_as);
        json_member(j, "role", a->authors[i].role);
        json_close(j);
    }
    json_close(j);
}

/* ---- articles ------------------------------------------------------------------------------------------------------- */

/* What tells an article from others. */
static void
short_members(struct json *j, struct arena *scratch, const struct article *a)
{
    json_member(j, "path", str_of(a->file->path));
    if (a->part > 0)
        count_member(j, "part", a->part);
    json_member(j, "title", a->title);
    date_member(j, scratch, "date", a->date);
}

static void
why_members(struct json *j, enum why why, const struct article *a)
{
    json_member(j, "reason", str_of(why_name(why)));
    if (why == a->why)
        json_member(j, "detail", a->why_text);
}

static void
list_members(struct json *j, const struct article *a)
{
    authors_member(j, a);
    list_member(j, "tags", a->tags, a->ntags);
    json_member(j, "section", a->section);
    json_member(j, "series", a->series);
    json_member(j, "language", a->language);
    json_member(j, "url", a->url);
}

static void
all_members(struct json *j, struct arena *scratch, const struct article *a, struct uuid space)
{
    json_member(j, "subtitle", a->subtitle);
    json_member(j, "short_title", a->short_title);
    date_member(j, scratch, "modified", a->modified);
    date_member(j, scratch, "publishes", a->publishes);
    date_member(j, scratch, "expires", a->expires);
    list_members(j, a);
    list_member(j, "categories", a->categories, a->ncategories);
    json_member(j, "series_index", a->series_index);
    json_member(j, "description", a->description);
    json_member(j, "direction", a->direction);
    json_member(j, "slug", a->slug);
    json_member(j, "permalink", a->permalink);
    list_member(j, "aliases", a->aliases, a->naliases);
    json_member(j, "rights", a->rights);
    json_member(j, "publisher", a->publisher);
    if (a->has_weight)
        json_member(j, "weight", arena_printf(scratch, "%g", a->weight));
    json_member(j, "image", a->image);
    json_member(j, "image_alt", a->image_alt);
    json_member(j, "identity", a->identity);
    json_member(j, "uuid", uuid_urn(scratch, catalog_uuid(a, space, scratch)));
    json_member(j, "sha256", digest_hex(scratch, &a->digest, sizeof a->digest.at));
}

void
report_list_json(const struct report *r, struct buf *out)
{
    struct report_articles list;
    struct arena mem, scratch;
    struct json j;

    arena_init(&mem);
    arena_init(&scratch);
    json_init(&j, out);
    list = report_selected(r, &mem);
    json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++) {
        json_open(&j, '{');
        short_members(&j, &scratch, list.at[i]);
        list_members(&j, list.at[i]);
        json_close(&j);
        report_pour(r, out);
        arena_clear(&scratch);
    }
    json_close(&j);
    arena_release(&mem);
    arena_release(&scratch);
}

void
report_catalog(const struct report *r, struct buf *out)
{
    struct uuid space = catalog_namespace(r->catalog);
    struct arena scratch;
    struct json j;

    arena_init(&scratch);
    json_init(&j, out);
    json_open(&j, '[');
    for (size_t i = 0; i < r->catalog->narticles; i++) {
        const struct article *a = &r->catalog->articles[i];
        json_open(&j, '{');
        short_members(&j, &scratch, a);
        if (a->why != WHY_NOT)
            why_members(&j, a->why, a);
        all_members(&j, &scratch, a, space);
        json_close(&j);
        report_pour(r, out);
        arena_clear(&scratch);
    }
    json_close(&j);
    arena_release(&scratch);
}

/* ---- the plan ------------------------------------------------------------------------------------------------------- */

static void
sections_member(struct json *j, const struct book *b)
{
    if (b->nsections == 0)
        return;
    json_key(j, "sections");
    json_open(j, '[');
    for (size_t i = 0; i < b->nsections; i++) {
        json_open(j, '{');
        json_member(j, "title", b->sections[i].title);
        count_member(j, "first", b->sections[i].first);
        count_member(j, "count", b->sections[i].n);
        json_close(j);
    }
    json_close(j);
}

static void
book_members(struct json *j, struct arena *scratch, const struct book *b)
{
    json_member(j, "title", b->title);
    json_member(j, "output", str_of(b->output));
    json_member(j, "bundle", b->bundle->name);
    json_member(j, "every", str_of(every_name(b->bundle->every)));
    json_member(j, "key", b->key);
    json_member(j, "id", uuid_urn(scratch, b->id));
    json_member(j, "language", b->language);
    json_member(j, "collection", b->collection);
    json_member(j, "position", b->position);
    date_member(j, scratch, "from", b->from);
    date_member(j, scratch, "to", b->to);
    date_member(j, scratch, "date", b->date);
    json_member(j, "modified", date_utc(scratch, date_of_epoch(b->modified)));
    count_member(j, "source_bytes", (size_t)report_source_bytes(b));
    sections_member(j, b);
}

static void
books_member(struct json *j, struct arena *scratch, const struct report *r)
{
    json_key(j, "books");
    json_open(j, '[');
    for (size_t i = 0; i < r->nbooks; i++) {
        const struct book *b = &r->books[i];
        json_open(j, '{');
        book_members(j, scratch, b);
        json_key(j, "articles");
        json_open(j, '[');
        for (size_t k = 0; k < b->narticles; k++) {
            json_open(j, '{');
            short_members(j, scratch, b->articles[k]);
            json_close(j);
        }
        json_close(j);
        json_close(j);
        arena_clear(scratch);
    }
    json_close(j);
}

static void
left_out_member(struct json *j, struct arena *scratch, const struct report *r)
{
    json_key(j, "left_out");
    json_open(j, '[');
    for (size_t i = 0; i < r->catalog->narticles; i++) {
        if (r->why[i] == WHY_NOT)
            continue;
        json_open(j, '{');
        short_members(j, scratch, &r->catalog->articles[i]);
        why_members(j, r->why[i], &r->catalog->articles[i]);
        json_close(j);
        arena_clear(scratch);
    }
    json_close(j);
}

static void
files_member(struct json *j, const struct report *r)
{
    const struct catalog *c = r->catalog;

    json_key(j, "files");
    json_open(j, '[');
    for (size_t i = 0; i < c->nfiles; i++) {
        json_open(j, '{');
        json_member(j, "path", str_of(c->files[i].path));
        json_member(j, "role", str_of(role_name(c->files[i].role)));
        if (c->files[i].role == FILE_SOURCE)
            count_member(j, "articles", report_articles_of(c, &c->files[i]));
        json_close(j);
    }
    json_close(j);
}

static void
counts_member(struct json *j, const struct report *r)
{
    struct report_files n = report_count_files(r->catalog);
    size_t left_out = 0;

    for (size_t i = 0; i < r->catalog->narticles; i++)
        left_out += r->why[i] != WHY_NOT;
    json_key(j, "counts");
    json_open(j, '{');
    count_member(j, "books", r->nbooks);
    count_member(j, "articles", n.articles);
    count_member(j, "left_out", left_out);
    count_member(j, "files", r->catalog->nfiles);
    for (int role = 0; role <= FILE_UNKNOWN; role++)
        count_member(j, role_name((enum file_role)role), n.by_role[role]);
    json_close(j);
}

void
report_plan_json(const struct report *r, struct buf *out)
{
    struct arena scratch;
    struct json j;

    arena_init(&scratch);
    json_init(&j, out);
    json_open(&j, '{');
    books_member(&j, &scratch, r);
    left_out_member(&j, &scratch, r);
    files_member(&j, r);
    counts_member(&j, r);
    json_close(&j);
    arena_release(&scratch);
}
