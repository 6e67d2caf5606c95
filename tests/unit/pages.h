/* pages: a small plan for tests of html/. SPDX-License-Identifier: MIT
 *
 *     struct pages p;
 *     pages_init(&p);                      three articles "a", "b", "c" without text
 *     pages_set(&p, 0, "<p>Text</p>");     the content of page 0
 *     ... passes on &p.r[0], or pages_render(&p) ...
 *     pages_release(&p); */
#ifndef UNIT_PAGES_H
#define UNIT_PAGES_H

#include "html/page.h"
#include "html/passes.h"
#include "unit/tree.h"

enum { PAGES = 3 };

struct pages {
    struct arena mem;
    struct config config;
    struct catalog catalog;
    struct book book;
    struct root root;
    struct file files[PAGES];
    struct article articles[PAGES];
    struct page pages[PAGES];
    struct page *page_of[PAGES];
    struct plan plan;
    struct source sources[PAGES];
    struct rendering r[PAGES];
    struct buf out;
};

static inline void
pages_set(struct pages *p, int i, const char *text)
{
    p->sources[i].bytes = str_of(text);
    p->r[i].root = tree_parse(&p->mem, text);
}

static inline void
pages_init(struct pages *p)
{
    static const char *const names[PAGES] = { "a", "b", "c" };

    memset(p, 0, sizeof *p);
    p->root.path = p->root.real = STR(".");
    p->catalog.config = &p->config;
    p->catalog.articles = p->articles;
    p->catalog.narticles = PAGES;
    p->catalog.files = p->files;
    p->catalog.nfiles = PAGES;
    p->catalog.roots = &p->root;
    p->catalog.nroots = 1;
    p->plan = (struct plan){ .catalog = &p->catalog, .book = &p->book, .pages = p->pages, .npages = PAGES,
        .page_of = p->page_of };
    for (int i = 0; i < PAGES; i++) {
        struct page *page = &p->pages[i];
        p->files[i].root = &p->root;
        p->files[i].rel = arena_printf(&p->mem, "%s.md", names[i]);
        p->files[i].path = p->files[i].rel.at;
        p->articles[i].file = &p->files[i];
        p->articles[i].index = (uint32_t)i;
        p->articles[i].title = arena_printf(&p->mem, "Title %s", names[i]);
        page->article = &p->articles[i];
        page->index = (uint32_t)i;
        page->href = arena_printf(&p->mem, "text/art-%s.xhtml", names[i]);
        page->id = arena_printf(&p->mem, "art-%s", names[i]);
        page->language = STR("en");
        p->page_of[i] = page;
        diag_init(&page->diag);
        p->sources[i].path = p->files[i].path;
        p->r[i] = (struct rendering){ .scratch = &p->mem, .plan = &p->plan, .page = page, .source = &p->sources[i] };
        pages_set(p, i, "");
    }
    buf_init(&p->out);
}

static inline void
pages_release(struct pages *p)
{
    for (int i = 0; i < PAGES; i++) {
        for (size_t k = 0; k < p->pages[i].nparts; k++)
            buf_release(&p->pages[i].parts[k].xhtml);
        map_release(&p->pages[i].anchors);
        arena_release(&p->pages[i].mem);
        diag_release(&p->pages[i].diag);
    }
    buf_release(&p->out);
    arena_release(&p->mem);
}

/* What page I's tree holds now, serialized, without line feeds. */
static inline struct str
pages_tree(struct pages *p, int i)
{
    size_t kept = 0;

    buf_clear(&p->out);
    for (const struct node *n = p->r[i].root->first; n; n = n->next)
        render_node(&p->out, n);
    for (size_t k = 0; k < p->out.len; k++)
        if (p->out.at[k] != '\n')
            p->out.at[kept++] = p->out.at[k];
    return (struct str){ p->out.at ? p->out.at : "", kept };
}

static inline void
pages_render(struct pages *p)
{
    for (int i = 0; i < PAGES; i++)
        render_page(&p->plan, &p->pages[i], p->r[i].root, &p->sources[i], &p->mem);
    for (int i = 0; i < PAGES; i++)
        render_resolve(&p->plan, &p->pages[i]);
}

static inline struct str
pages_part(const struct pages *p, int i, size_t part)
{
    return buf_str(&p->pages[i].parts[part].xhtml);
}

static inline bool
pages_has(struct str text, const char *needle)
{
    return str_find(text, str_of(needle), 0) >= 0;
}

#endif
