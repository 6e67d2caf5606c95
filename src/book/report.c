/* report: what is known of an archive and its books, for people. SPDX-License-Identifier: MIT
 *
 * Every file of the archive is accounted for: its articles are in a book, or left out with a reason, or it is no article. */
#include "book/report.h"

#include "base/width.h"

enum { TITLE_WIDTH = 60, DATE_WIDTH = 10 };

const char *
why_text(enum why why)
{
    static const char *const texts[WHY_COUNT] = {
        [WHY_NOT] = "in a book", [WHY_DRAFT] = "draft", [WHY_UNPUBLISHED] = "not published", [WHY_EXPIRED] = "expired",
        [WHY_FUTURE] = "in the future", [WHY_SECTION_PAGE] = "page of a section, no article",
        [WHY_RESOURCE] = "part of another article", [WHY_REDIRECT] = "only a redirect", [WHY_EMPTY] = "empty",
        [WHY_UNREADABLE] = "cannot be read", [WHY_LINK_ONLY] = "a link without its text",
        [WHY_DUPLICATE] = "duplicate", [WHY_OUTSIDE] = "outside the selection",
        [WHY_UNDATED] = "has no date", [WHY_NO_VALUE] = "has no value to be sorted by", [WHY_LIMIT] = "beyond the limit",
    };

    return texts[why];
}

/* ---- counting ------------------------------------------------------------------------------------------------------- */

static const char *
plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* "1,204" */
static void
add_count(struct buf *out, size_t n)
{
    if (n >= 1000) {
        add_count(out, n / 1000);
        buf_addf(out, ",%03zu", n % 1000);
    } else {
        buf_addf(out, "%zu", n);
    }
}

static void
add_counted(struct buf *out, size_t n, const char *noun)
{
    add_count(out, n);
    buf_addf(out, " %s%s", noun, plural(n));
}

/* "820 bytes", "3.4 KB", "1.2 MB" */
static void
add_size(struct buf *out, uint64_t bytes)
{
    if (bytes < 1000)
        buf_addf(out, "%u byte%s", (unsigned)bytes, plural((size_t)bytes));
    else if (bytes < 1000000)
        buf_addf(out, "%.1f KB", (double)bytes / 1e3);
    else
        buf_addf(out, "%.1f MB", (double)bytes / 1e6);
}

uint64_t
report_source_bytes(const struct book *b)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < b->narticles; i++)
        if (i == 0 || b->articles[i]->file != b->articles[i - 1]->file)
            bytes += b->articles[i]->item.len ? b->articles[i]->item.len : b->articles[i]->file->size;
    return bytes;
}

void
report_pour(const struct report *r, struct buf *out)
{
    enum { MUCH = 1 << 16 };

    if (r->pour && out->len >= MUCH)
        r->pour(r->context, out);
}

/* ---- tables of articles --------------------------------------------------------------------------------------------- */

struct rows {                   /* of one table */
    const struct article **at; size_t n;
    bool with_detail;           /* a last column with why_text */
    const struct report *report;    /* of a table that may be long; or NULL */
};

static void
add_row(struct buf *out, struct arena *scratch, const struct article *a, size_t title_width, bool with_detail)
{
    bool detailed = with_detail && a->why_text.len;

    width_add(out, date_iso(scratch, a->date), DATE_WIDTH, 0);
    buf_adds(out, "  ");
    width_add(out, a->title, title_width, TITLE_WIDTH);
    buf_adds(out, "  ");
    width_add(out, str_of(a->file->path), 0, 0);
    if (detailed) {
        buf_adds(out, " (");
        width_add(out, a->why_text, 0, 0);
        buf_addc(out, ')');
    }
    buf_addc(out, '\n');
}

/* DATE, TITLE and PATH in columns; each line begins with INDENT blanks. */
static void
add_table(struct buf *out, const struct rows *rows, int indent, bool with_head)
{
    struct arena scratch;
    size_t width = 5;

    arena_init(&scratch);
    for (size_t i = 0; i < rows->n && width < TITLE_WIDTH; i++) {
        size_t w = width_of(rows->at[i]->title);
        width = w > width ? w : width;
    }
    if (width > TITLE_WIDTH)
        width = TITLE_WIDTH;
    if (with_head)
        buf_addf(out, "%*s%-*s  %-*s  PATH\n", indent, "", DATE_WIDTH, "DATE", (int)width, "TITLE");
    for (size_t i = 0; i < rows->n; i++) {
        width_add(out, STR_NONE, (size_t)indent, 0);
        add_row(out, &scratch, rows->at[i], width, rows->with_detail);
        if (rows->report)
            report_pour(rows->report, out);
        arena_clear(&scratch);
    }
    arena_release(&scratch);
}

/* The articles of all books, each once, in reading order. */
struct report_articles
report_selected(const struct report *r, struct arena *mem)
{
    struct report_articles list = { NULL, 0 };
    bool *seen = arena_zalloc(mem, r->catalog->narticles + 1);

    for (size_t i = 0; i < r->nbooks; i++)
        for (size_t k = 0; k < r->books[i].narticles; k++) {
            const struct article *a = r->books[i].articles[k];
            if (seen[a->index])
                continue;
            seen[a->index] = true;
            *ARENA_PUSH(mem, list.at, list.n) = a;
        }
    return list;
}

static void
list_text(const struct report *r, struct buf *out)
{
    struct report_articles list;
    struct arena mem;

    arena_init(&mem);
    list = report_selected(r, &mem);
    add_table(out, &(struct rows){ list.at, list.n, false, r }, 0, true);
    add_counted(out, list.n, "article");
    buf_addc(out, '\n');
    arena_release(&mem);
}

void
report_list(const struct report *r, bool as_json, struct buf *out)
{
    if (as_json)
        report_list_json(r, out);
    else
        list_text(r, out);
}

/* ---- the plan ------------------------------------------------------------------------------------------------------- */

static void
add_period(struct buf *out, struct arena *scratch, const struct book *b)
{
    if (b->from.precision == DATE_NONE && b->to.precision == DATE_NONE)
        return;
    buf_adds(out, ", ");
    buf_add(out, date_iso(scratch, b->from));
    buf_adds(out, " to ");
    buf_add(out, date_iso(scratch, b->to));
}

static void
add_book(struct buf *out, const struct book *b)
{
    struct arena scratch;

    arena_init(&scratch);
    width_add(out, b->title, 0, 0);
    buf_adds(out, "\n  ");
    width_add(out, str_of(b->output), 0, 0);
    buf_adds(out, "\n  ");
    add_counted(out, b->narticles, "article");
    add_period(out, &scratch, b);
    buf_adds(out, ", ");
    add_size(out, report_source_bytes(b));
    buf_adds(out, " of text\n");
    if (b->nsections == 0)
        add_table(out, &(struct rows){ b->articles, b->narticles, false, NULL }, 4, false);
    for (size_t i = 0; i < b->nsections; i++) {
        const struct section *part = &b->sections[i];
        buf_adds(out, "    ");
        width_add(out, part->title, 0, 0);
        buf_addc(out, '\n');
        add_table(out, &(struct rows){ b->articles + part->first, part->n, false, NULL }, 6, false);
    }
    buf_addc(out, '\n');
    arena_release(&scratch);
}

static void
add_left_out(struct buf *out, const struct report *r)
{
    struct arena mem;
    size_t total = 0;

    arena_init(&mem);
    for (size_t i = 0; i < r->catalog->narticles; i++)
        total += r->why[i] != WHY_NOT;
    add_counted(out, total, "article");
    buf_adds(out, " left out\n");
    for (int why = WHY_NOT + 1; why < WHY_COUNT; why++) {
        struct rows rows = { .with_detail = true };
        for (size_t i = 0; i < r->catalog->narticles; i++)
            if (r->why[i] == (enum why)why)
                *ARENA_PUSH(&mem, rows.at, rows.n) = &r->catalog->articles[i];
        if (rows.n == 0)
            continue;
        buf_addf(out, "  %s: ", why_text((enum why)why));
        add_count(out, rows.n);
        buf_addc(out, '\n');
        add_table(out, &rows, 4, false);
    }
    buf_addc(out, '\n');
    arena_release(&mem);
}

struct report_files
report_count_files(const struct catalog *c)
{
    struct report_files n = { .articles = c->narticles };

    for (size_t i = 0; i < c->nfiles; i++)
        n.by_role[c->files[i].role]++;
    for (size_t i = 0; i < c->narticles; i++)
        n.with_articles += i == 0 || c->articles[i].file != c->articles[i - 1].file;
    return n;
}

size_t
report_articles_of(const struct catalog *c, const struct file *file)
{
    size_t from = 0, to = c->narticles, n = 0;

    /* Articles stand in the order of their files. */
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (c->articles[middle].file < file)
            from = middle + 1;
        else
            to = middle;
    }
    while (from + n < c->narticles && c->articles[from + n].file == file)
        n++;
    return n;
}

static void
add_file_list(struct buf *out, const struct catalog *c, enum file_role role, const char *head)
{
    bool any = false;

    for (size_t i = 0; i < c->nfiles; i++) {
        const struct file *f = &c->files[i];
        if (f->role != role || (role == FILE_SOURCE && report_articles_of(c, f) > 0))
            continue;
        if (!any)
            buf_addf(out, "  %s\n", head);
        any = true;
        buf_adds(out, "    ");
        width_add(out, str_of(f->path), 0, 0);
        buf_addc(out, '\n');
    }
}

static void
add_files(struct buf *out, const struct report *r)
{
    static const struct { enum file_role role; const char *noun; } kinds[] = { { FILE_SIDECAR, "sidecar" },
        { FILE_PICTURE, "picture" }, { FILE_CONFIG, "configuration" }, { FILE_UNKNOWN, "other" } };
    struct report_files n = report_count_files(r->catalog);

    add_counted(out, r->catalog->nfiles, "file");
    buf_adds(out, ": ");
    add_counted(out, n.articles, "article");
    if (n.articles != n.with_articles) {
        buf_adds(out, " in ");
        add_counted(out, n.with_articles, "file");
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (n.by_role[kinds[i].role] == 0)
            continue;
        buf_adds(out, ", ");
        add_counted(out, n.by_role[kinds[i].role], kinds[i].noun);
    }
    buf_addc(out, '\n');
    add_file_list(out, r->catalog, FILE_SOURCE, "no article in");
    add_file_list(out, r->catalog, FILE_UNKNOWN, "not read");
}

static void
plan_text(const struct report *r, struct buf *out)
{
    for (size_t i = 0; i < r->nbooks; i++)
        add_book(out, &r->books[i]);
    add_counted(out, r->nbooks, "book");
    buf_adds(out, ", ");
    add_left_out(out, r);
    add_files(out, r);
}

void
report_plan(const struct report *r, bool as_json, struct buf *out)
{
    if (as_json)
        report_plan_json(r, out);
    else
        plan_text(r, out);
}
