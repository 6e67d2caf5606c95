/* dump: pages that are made to be looked at, and forgotten. SPDX-License-Identifier: MIT */
#include "dump.h"

#include "book/book.h"
#include "book/report.h"
#include "html/render.h"
#include "read/read.h"

/* "feed.xml#3" is the third item of a file that holds many. */
static bool
is_called(const struct article *a, struct str name)
{
    struct str rel = a->file->rel;
    unsigned long number;

    if (str_eq(rel, name))
        return true;
    return str_starts(name, rel) && name.len > rel.len + 1 && name.at[rel.len] == '#'
        && str_uint(str_from(name, rel.len + 1), UINT32_MAX, &number) && number == (unsigned long)a->part + 1;
}

static struct page *
find_page(struct plan *plan, struct str rel)
{
    for (size_t i = 0; i < plan->npages; i++)
        if (is_called(plan->pages[i].article, rel))
            return &plan->pages[i];
    return NULL;
}

void
dump_links(const struct catalog *catalog, const struct book *books, size_t n, bool as_json, struct buf *out)
{
    struct links_report report = { .out = out, .as_json = as_json };

    report_links_begin(&report);
    for (size_t i = 0; i < n; i++) {
        struct plan *plan = plan_new(catalog, &books[i]);
        struct arena scratch;
        arena_init(&scratch);
        plan->lists_links = true;
        for (size_t k = 0; k < plan->npages; k++) {
            struct source source = { 0 };
            struct node *root = read_body(&scratch, plan->pages[k].article, &source, &plan->pages[k].diag);
            if (root)
                render_page(plan, &plan->pages[k], root, &source, &scratch);
            report_links(&report, &books[i], &plan->pages[k]);
            arena_clear(&scratch);
        }
        arena_release(&scratch);
        plan_free(plan);
    }
    report_links_end(&report);
}

bool
dump_page(const struct catalog *catalog, const struct book *books, size_t n, struct str rel, struct buf *out, struct diag *d)
{
    for (size_t i = 0; i < n; i++) {
        struct plan *plan = plan_new(catalog, &books[i]);
        struct page *page = find_page(plan, rel);
        struct source source = { 0 };
        struct arena scratch;
        struct node *root;
        arena_init(&scratch);
        root = page ? read_body(&scratch, page->article, &source, &page->diag) : NULL;
        if (root) {
            render_page(plan, page, root, &source, &scratch);
            for (size_t k = 0; k < page->nparts; k++)
                buf_add(out, buf_str(&page->parts[k].xhtml));
            diag_join(d, &page->diag);
        }
        arena_release(&scratch);
        plan_free(plan);
        if (root)
            break;
    }
    return out->len > 0;
}
