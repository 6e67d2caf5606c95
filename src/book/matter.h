/* matter: what the writers of front and back matter share. SPDX-License-Identifier: MIT
 *
 * Internal to matter.c, which calls the others in the order of the spine: pages.c (cover, title page, colophon), contents.c,
 * indexes.c, sources.c. Long lists go on in a file of their own after MATTER_ITEMS items, because the Adobe engine fails above
 * 300 KB (EPUB-RULES 7). */
#ifndef BOOK_MATTER_H
#define BOOK_MATTER_H

#include "book/package.h"

struct writing {                /* the front and back matter of one book */
    struct arena *mem;          /* until all documents of the group are made */
    struct arena *scratch;      /* until the open document ends */
    const struct plan *plan;
    const struct book *book;
    struct str language;
    const struct matter_taker *taker;
    unsigned slice, nslices;    /* of the files of its group SLICE of NSLICES is made, from 0 */
    bool is_front, is_there;    /* the open document need not be made */
    struct buf out;             /* the document that is open */
    struct str href, id, label;
    struct str heading;         /* of the list that goes on in file NFILES */
    unsigned nfiles;
};

/* Opens a document NAME ("title": text/title.xhtml); TITLE is never empty. LABEL as in struct document. */
void matter_open(struct writing *, const char *name, const char *id, struct str title, struct str label);
void matter_close(struct writing *);
/* Of a document that was just opened: will it be as it is in the last edition, if what is added is made of what has the hash OF?
 * Then nothing need be added. */
bool matter_is_known(struct writing *, struct hash of);

/* A document that is a list: `<section class="NAME" TYPE …><h1>TITLE</h1>`; TYPE is its other attributes. matter_next() ends
 * the file and begins the next one, "NAME-2". */
void matter_list(struct writing *, const char *name, const char *type, struct str title);
void matter_next(struct writing *, const char *name, const char *type);
void matter_list_from(struct writing *, unsigned nfiles, const char *name, const char *type, struct str title);  /* after NFILES */
void matter_list_end(struct writing *);

/* A paragraph on one line, if there is text. */
void matter_paragraph(struct writing *, const char *class_name, struct str text);
/* ` lang="…" xml:lang="…"` if LANGUAGE is not the book's. */
void matter_lang(struct writing *, struct str language);
/* A link to PAGE's chapter with its title. */
void matter_link(struct writing *, const struct page *page);

/* Each adds its documents; those that would say nothing are left out. */
void cover_page(struct writing *);
void title_page(struct writing *);
void contents_pages(struct writing *);
void index_tags(struct writing *);
void index_authors(struct writing *);
void index_dates(struct writing *);
void sources_pages(struct writing *);
void colophon_page(struct writing *);

#endif
