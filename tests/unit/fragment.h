/* fragment: HTML through some passes, as text. SPDX-License-Identifier: MIT
 *
 *     static struct fragment f;
 *     fragment_open(&f);                   at the beginning of each test
 *     CHECK_STR(fragment_run(&f, "<p>…", PASS_STRUCTURE), "<p>…</p>"); ... CHECK(fragment_warned(&f, DIAG_…) == 1); */
#ifndef UNIT_FRAGMENT_H
#define UNIT_FRAGMENT_H

#include "unit/pages.h"
#include "wrap/html5.h"

enum pass { PASS_SANITIZE = 1, PASS_STRUCTURE, PASS_TITLE, PASS_LINKS, PASS_IMAGES };

struct fragment {
    struct pages p;
    bool is_open;
};

static inline void
fragment_close(struct fragment *f)
{
    struct catalog *c = &f->p.catalog;

    prints_release(&c->by_path);
    prints_release(&c->by_permalink);
    prints_release(&c->by_slug);
    prints_release(&c->by_url);
    map_release(&c->pictures);
    pages_release(&f->p);
    f->is_open = false;
}

/* Begins anew. */
static inline void
fragment_open(struct fragment *f)
{
    if (f->is_open)
        fragment_close(f);
    pages_init(&f->p);
    f->is_open = true;
}

/* The content of page 0 after the passes up to LAST, without line feeds. */
static inline struct str
fragment_run(struct fragment *f, const char *html, enum pass last)
{
    static render_pass *const passes[] = { pass_sanitize, pass_structure, pass_title, pass_links, pass_images };
    struct rendering *r = &f->p.r[0];

    f->p.sources[0].bytes = str_of(html);
    r->place.line = 0;
    r->root = html5_parse_fragment(&f->p.mem, str_of(html), NULL, NULL);
    for (int i = 0; i < (int)last; i++)
        passes[i](r);
    return pages_tree(&f->p, 0);
}

static inline size_t
fragment_warned(const struct fragment *f, enum diag_code code)
{
    const struct diag *d = &f->p.pages[0].diag;
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        n += d->entries[i].code == code;
    return n;
}

#endif
