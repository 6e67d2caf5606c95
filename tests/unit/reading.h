/* reading: an archive of a few files, read as the program reads it. SPDX-License-Identifier: MIT
 *
 *     READ_TEST(name) { folder_write("a.md", "---\ntitle: x\n---\ntext"); read_here(r); CHECK_STR(only(r)->title, "x"); } */
#ifndef UNIT_READING_H
#define UNIT_READING_H

#include "read/read.h"
#include "unit/check.h"
#include "unit/folder.h"

struct read {
    struct folder folder;
    struct arena mem;
    struct config config;
    struct catalog catalog;
    struct diag diag;
};

static inline void
read_open(struct read *r)
{
    *r = (struct read){ .config.folder = STR(".") };
    folder_open(&r->folder);
    arena_init(&r->mem);
    arena_init(&r->catalog.mem);
    diag_init(&r->diag);
    r->catalog.config = &r->config;
}

static inline void
read_close(struct read *r)
{
    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    arena_release(&r->mem);
    diag_release(&r->diag);
    folder_close(&r->folder);
}

static inline int
read_here(struct read *r)
{
    struct read_options options = { .jobs = 2 };

    return read_archive(&r->catalog, &options, &r->diag);
}

/* The article at PATH; ends the program if there is none. */
static inline struct article *
article_at(struct read *r, const char *path)
{
    for (size_t i = 0; i < r->catalog.narticles; i++)
        if (strcmp(r->catalog.articles[i].file->path, path) == 0)
            return &r->catalog.articles[i];
    printf("no article at %s\n", path);
    exit(1);
}

/* Writes one article with FRONT as its YAML, reads it and gives it. */
static inline struct article *
article_of(struct read *r, const char *front)
{
    struct str text = arena_printf(&r->mem, "---\n%s\n---\n# A heading\n\nSome text.\n", front);

    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    diag_release(&r->diag);
    r->catalog = (struct catalog){ .config = &r->config, .is_jekyll = r->catalog.is_jekyll };
    folder_write_bytes("post.md", text);
    read_here(r);
    return article_at(r, "post.md");
}

/* The diagnostics with CODE. */
static inline size_t
count_code(const struct read *r, enum diag_code code)
{
    size_t n = 0;

    for (size_t i = 0; i < r->diag.n; i++)
        n += r->diag.entries[i].code == code;
    return n;
}

#define READ_TEST(name) \
    static void name##_inside(struct read *r); \
    TEST(name) \
    { \
        struct read r; \
        read_open(&r); \
        name##_inside(&r); \
        read_close(&r); \
    } \
    static void name##_inside(struct read *r)

#endif
