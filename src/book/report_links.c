/* report_links: where links lead, as text or JSON. SPDX-License-Identifier: MIT */
#include "book/book.h"

#include "book/label.h"

#include <string.h>

static size_t *
counter(struct links_report *r, const char *kind)
{
    const struct { const char *kind; size_t *n; } counters[] = {
        { "page", &r->pages }, { "book", &r->books }, { "web", &r->web }, { "picture", &r->pictures }, { "outside", &r->outside },
    };

    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        if (strcmp(counters[i].kind, kind) == 0)
            return counters[i].n;
    return &r->dead;
}

void
report_links_begin(struct links_report *r)
{
    if (!r->as_json)
        return;
    json_init(&r->json, r->out);
    json_open(&r->json, '[');
}

static void
write_json(struct links_report *r, const struct book *book, const struct page *page, const struct link *link)
{
    struct json *j = &r->json;

    json_open(j, '{');
    json_key(j, "book");
    json_text(j, str_of(book->output));
    json_key(j, "path");
    json_text(j, str_of(page->article->file->path));
    json_key(j, "line");
    json_int(j, link->line);
    json_key(j, "column");
    json_int(j, link->col);
    json_key(j, "address");
    json_text(j, link->address);
    json_key(j, "kind");
    json_text(j, str_of(link->kind));
    json_key(j, "target");
    json_text(j, link->target);
    if (link->fragment.len) {
        json_key(j, "fragment");
        json_text(j, link->fragment);
    }
    if (link->elsewhere.len) {
        json_key(j, "elsewhere");
        json_text(j, link->elsewhere);
    }
    json_close(j);
}

/* "  12:5  b.md  →  page posts/b.md#part" */
static void
write_text(struct links_report *r, const struct link *link)
{
    buf_addf(r->out, "    %u:%u  %.*s  \u2192  %s", link->line, link->col, STR_ARG(link->address), link->kind);
    if (link->target.len)
        buf_addf(r->out, " %.*s", STR_ARG(link->target));
    if (link->fragment.len)
        buf_addf(r->out, " #%.*s", STR_ARG(link->fragment));
    if (link->elsewhere.len)
        buf_addf(r->out, " (%.*s)", STR_ARG(link->elsewhere));
    buf_addc(r->out, '\n');
}

void
report_links(struct links_report *r, const struct book *book, const struct page *page)
{
    if (!r->as_json && page->index == 0)
        buf_addf(r->out, "%.*s\n", STR_ARG(book->title));
    if (!r->as_json && page->nlinks)
        buf_addf(r->out, "  %s\n", page->article->file->path);
    for (size_t i = 0; i < page->nlinks; i++) {
        ++*counter(r, page->links[i].kind);
        if (r->as_json)
            write_json(r, book, page, &page->links[i]);
        else
            write_text(r, &page->links[i]);
    }
}

void
report_links_end(struct links_report *r)
{
    if (r->as_json) {
        json_close(&r->json);
        return;
    }
    buf_addf(r->out, "\n%zu links: %zu to pages of their book, %zu to other books, %zu to the web, ",
        r->pages + r->books + r->web + r->pictures + r->outside + r->dead, r->pages, r->books, r->web);
    buf_addf(r->out, "%zu to pictures, %zu to articles in no book, %zu dead\n", r->pictures, r->outside, r->dead);
}
