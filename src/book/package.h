/* package: the documents of a book that are not articles. SPDX-License-Identifier: MIT
 *
 * package.c calls these when all pages are made. A page without parts could not be made (its source vanished, say) and is in
 * none of them. The title page, the cover page and the colophon must not depend on the list of articles: adding an article
 * changes its chapter, the way to it at the end of the one before, what lists articles (contents, indexes, sources) and the
 * package document, and nothing else. */
#ifndef BOOK_PACKAGE_H
#define BOOK_PACKAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "model.h"

/* Names below EPUB/. */
#define HREF_NAV "nav.xhtml"
#define HREF_NCX "toc.ncx"
#define HREF_CSS "css/sheaf.css"
#define HREF_OWN_CSS "css/own.css"
#define HREF_COVER "text/cover.xhtml"
#define HREF_TITLE "text/title.xhtml"
#define HREF_CONTENTS "text/contents.xhtml"
#define HREF_COLOPHON "text/colophon.xhtml"

#define PACKAGE_MIMETYPE "application/epub+zip"        /* the bytes of the first entry (EPUB 3.3, 4.2.2) */

static inline bool page_is_made(const struct page *page) { return page->nparts > 0; }
const struct page *first_page(const struct plan *);     /* the first one that is made, or NULL */

/* The file that shows the cover; Kindle shows the picture itself and takes such a file for a second one (EPUB-RULES 6.4). */
bool has_cover_page(const struct plan *);

/* What is never empty in a book: its title on one line, and its language. */
struct str book_title(struct arena *, const struct book *);
struct str book_language(const struct book *);
const char *book_direction(const struct book *);        /* "ltr" or "rtl" */

/* matter.c: the XHTML files of the book that are no articles, in the order of the spine: first those before the articles. The
 * contents page and the lists at the end are cut into several files where they are long. */
struct document {
    struct str href, id;        /* below EPUB/, and in the manifest */
    struct str label;           /* in the contents; empty: not there */
    bool is_front;              /* before the articles */
};
struct matter { struct document *documents; size_t n; };

enum { MATTER_ITEMS = 200 };    /* articles in one file of a list */

/* contents.c: the file that lists the article at place INDEX of the book. */
struct str contents_href(struct arena *, uint32_t index);

/* The documents are made group by group (cover, contents, sources, ...), in any order; joined in the order of the groups they
 * are in that of the spine. Each is given to MADE when it is made: document and bytes are there until that returns, for a list of
 * a large book has hundreds of files. */
enum { MATTER_GROUPS = 8 };
typedef void matter_made(void *context, const struct document *, struct str bytes);
/* Asked of a document before it is made: OF is a hash of what it would be made of. True if it is there, and need not be. */
typedef bool matter_is_there(void *context, const struct document *, struct hash of);
struct matter_taker { matter_made *made; matter_is_there *is_there; void *context; };
void matter_group(struct arena *, const struct plan *, size_t group, unsigned slice, const struct matter_taker *);
unsigned matter_slices(size_t group);   /* that GROUP is made in: one of many files takes long */
void matter_add(struct arena *, struct matter *, const struct document *);     /* a copy */
/* Lists lead to most pages several times: how they do that, made once, while the page is at hand. */
struct str matter_page_link(struct arena *, struct arena *scratch, const struct plan *, const struct page *);
/* What a group is called of which nothing is said but what stands in the pages' articles, the book and the plan (not: in
 * diagnostics and digests of texts); else empty. */
struct str matter_key(size_t group);
void matter_join(struct arena *, struct matter *all, const struct matter *group);

/* nav.c: the entries of the contents, of which both nav.xhtml and toc.ncx are made. */
struct nav_entry {
    struct str label;           /* one line of plain text, not empty */
    struct str href;            /* below EPUB/, with a fragment or without */
    struct str language;        /* of the label */
    int level;                  /* 1 or 2; the first has 1, none is more than one deeper than the one before */
};
struct nav { struct nav_entry *entries; size_t n; };
enum { NAV_ENTRIES = 2000 };    /* no headings are listed where there would be more */

/* The articles; what comes after them, in the same memory. */
struct nav nav_pages(struct arena *, const struct plan *);
void nav_add_matter(struct nav *, struct arena *, const struct plan *, const struct matter *);
void nav_xhtml(struct buf *out, struct arena *, const struct plan *, const struct nav *);
void nav_ncx(struct buf *out, struct arena *, const struct plan *, const struct nav *);

/* The label of an article in the contents. */
struct str nav_label(struct arena *, const struct plan *, const struct page *);

/* opf.c: the package document, up to its metadata and from there on. */
void opf_begin(struct buf *out, struct arena *, const struct plan *);
void opf_end(struct buf *out, struct arena *, const struct plan *, const struct matter *);

/* metadata.c: its metadata element; what it says of accessibility is from access.c, which asks the style sheet whether it moves
 * text about. */
void metadata_write(struct buf *out, struct arena *, const struct plan *);
/* URL as it may stand in an href; empty if it is no address on the web. */
struct str metadata_web_address(struct arena *, struct str url);
void access_write(struct buf *out, struct arena *, const struct plan *);

#endif
