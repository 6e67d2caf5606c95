/* archive: small catalogues made by hand, for the tests of selection. SPDX-License-Identifier: MIT
 *
 *     struct archive a; archive_open(&a); archive_add(&a, "x.md", "Title", "2024-03-05", "tag, tag"); archive_finish(&a);
 *     archive_close(&a); */
#ifndef UNIT_ARCHIVE_H
#define UNIT_ARCHIVE_H

#include "book/book.h"

#include <stdlib.h>
#include <string.h>

enum { ARCHIVE_ROOM = 64 };

struct archive {
    struct config config;
    struct catalog catalog;
    struct diag diag;
    struct root root;
    struct file files[ARCHIVE_ROOM];
    struct article articles[ARCHIVE_ROOM];
};

static inline void
archive_open(struct archive *a)
{
    *a = (struct archive){ .root = { STR("posts"), STR("/srv/content/posts"), false } };
    a->config.folder = STR(".");
    a->config.output = STR("out");
    a->config.title = STR("Field Notes");
    arena_init(&a->catalog.mem);
    diag_init(&a->diag);
    a->catalog.config = &a->config;
    a->catalog.roots = &a->root;
    a->catalog.nroots = 1;
    a->catalog.files = a->files;
    a->catalog.articles = a->articles;
}

static inline struct date
archive_date(const char *text)
{
    struct date date = { .precision = DATE_NONE };

    if (text && *text && date_parse(str_of(text), 0, &date) != DATE_OK)
        abort();
    return date;
}

static inline void
archive_list(struct archive *a, const char *texts, struct str **list, size_t *n)
{
    struct str rest = str_of(texts), part;

    while (str_cut(&rest, ',', &part))
        *ARENA_PUSH(&a->catalog.mem, *list, *n) = str_trim(part);
}

/* One more article, in a file of its own; DATE and TAGS (with commas) may be "". */
static inline struct article *
archive_add(struct archive *a, const char *rel, const char *title, const char *date, const char *tags)
{
    struct file *f = &a->files[a->catalog.nfiles++];
    struct article *x = &a->articles[a->catalog.narticles++];

    if (a->catalog.nfiles > ARCHIVE_ROOM)
        abort();
    *f = (struct file){ .root = &a->root, .rel = str_of(rel), .size = 1000, .role = FILE_SOURCE };
    f->path = arena_printf(&a->catalog.mem, "posts/%s", rel).at;
    *x = (struct article){ .file = f, .title = str_of(title), .date = archive_date(date) };
    x->digest = digest_of(str_of(rel));
    archive_list(a, tags, &x->tags, &x->ntags);
    return x;
}

static inline void
archive_author(struct archive *a, struct article *x, const char *name)
{
    *ARENA_PUSH(&a->catalog.mem, x->authors, x->nauthors) = (struct person){ .name = str_of(name) };
}

static inline void
archive_finish(struct archive *a)
{
    catalog_finish(&a->catalog, (struct date){ .precision = DATE_NONE }, &a->diag);
    once_do(a->catalog.names);
}

static inline void
archive_close(struct archive *a)
{
    catalog_release_names(&a->catalog);
    arena_release(&a->catalog.mem);
    diag_release(&a->diag);
}

#endif
