/* render: an article's tree to the finished XHTML of its page. SPDX-License-Identifier: MIT
 *
 * The passes stand in one array in render.c and run in its order, the same for every kind of source (DESIGN.md, "One road for
 * all markup"). They change the tree in place and know the plan, in which every name and link target is fixed. */
#ifndef HTML_RENDER_H
#define HTML_RENDER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/node.h"
#include "model.h"

struct rendering {
    struct arena *scratch;      /* the tree and all that ends with the page */
    const struct plan *plan;
    struct page *page;          /* what survives goes to page->mem; diagnostics to page->diag */
    struct node *root;          /* a div that holds the article's content */
    const struct source *source;
    struct buf asked;           /* for page->asked; see asked.h */
    struct { size_t offset; uint32_t line, col; } place;    /* render.c: how far the lines of the source are counted */
    bool has_title;             /* headings.c: one of them stands for the article's title */
    bool has_pictures;          /* links.c, lead.c: there may be work for images.c */
    bool has_own_links;         /* links.c: some lead to places of this page, as notes made by HTML generators do */
};

typedef void render_pass(struct rendering *);

/* Runs all passes and serializes ROOT into page->parts, headings, anchors, assets, crossrefs. */
void render_page(const struct plan *, struct page *, struct node *root, const struct source *, struct arena *scratch);

/* After all pages are rendered: resolves page->crossrefs. Fragments that do not exist lead to the top, with a warning. Must not
 * change any other page. */
void render_resolve(const struct plan *, struct page *);

/* Would the questions of ASKED (page->asked of an earlier run) be answered as they were? PAGE is planned, not made. With
 * NAMES_LEAD_THERE all names of articles lead to what they led to then: only files are looked for again. */
bool render_would_be_same(const struct plan *, struct page *, struct str asked, bool names_lead_there, struct arena *scratch);

/* Serializes N and all below it: void elements `<br/>`, all others with an end tag, fixed escapes (EPUB-RULES 4.2). */
void render_node(struct buf *out, const struct node *);

#endif
