/* bookshelf: small books made by hand, for the tests of book/. SPDX-License-Identifier: MIT
 *
 *     struct shelf s; shelf_open(&s, 3); s.articles[0].title = …; shelf_plan(&s); shelf_render(&s); … shelf_close(&s); */
#ifndef UNIT_BOOKSHELF_H
#define UNIT_BOOKSHELF_H

#include "base/file.h"
#include "base/mem.h"
#include "base/xhtml.h"
#include "base/xml.h"
#include "book/book.h"
#include "book/package.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct shelf {
    struct arena mem;
    struct diag diag;
    struct config config;
    struct catalog catalog;
    struct article *articles;
    struct book book;
    struct bundle bundle;
    struct plan *plan;
    char folder[64];            /* a temporary one, removed with the files that the tests name */
};

#define SHELF_CSS STR("p { margin: 0; text-indent: 1.2em; }\nnav ol { list-style-type: none; }\n")

static inline struct date
shelf_day(int year, int month, int day)
{
    return (struct date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day, .precision = DATE_DAY };
}

/* A catalogue of N articles "Article 1", … and a book of all of them, in order. */
static inline void
shelf_open(struct shelf *s, size_t n)
{
    const struct article **order;

    *s = (struct shelf){ 0 };
    arena_init(&s->mem);
    diag_init(&s->diag);
    strncpy(s->folder, "/tmp/sheaf_test.XXXXXX", sizeof s->folder - 1);
    if (!mkdtemp(s->folder))
        abort();
    s->config.title = STR("Field Notes");
    s->catalog.config = &s->config;
    s->articles = s->catalog.articles = arena_zalloc(&s->mem, (n + 1) * sizeof *s->articles);
    s->catalog.narticles = s->book.narticles = n;
    order = arena_zalloc(&s->mem, (n + 1) * sizeof(struct article *));
    for (size_t i = 0; i < n; i++) {
        s->articles[i].index = (uint32_t)i;
        s->articles[i].title = arena_printf(&s->mem, "Article %zu", i + 1);
        s->articles[i].identity = arena_printf(&s->mem, "2024/article-%zu.md", i + 1);
        order[i] = &s->articles[i];
    }
    s->book.bundle = &s->bundle;
    s->book.articles = order;
    s->book.title = STR("Field Notes, March 2024");
    s->book.language = STR("en");
    s->book.date = shelf_day(2024, 3, 31);
    s->book.modified = 1711958400;
    s->book.id = uuid_of(UUID_URL, STR("https://example.org/"));
    s->book.output = arena_printf(&s->mem, "%s/book.epub", s->folder).at;
}

/* In its folder. */
static inline size_t
shelf_count_files(struct shelf *s)
{
    struct file_name *names;
    size_t n = 0;

    return file_list(&s->mem, s->folder, 1, &names, &n) == 0 ? n : SIZE_MAX;
}

static inline void
shelf_plan(struct shelf *s)
{
    plan_free(s->plan);
    s->plan = plan_new(&s->catalog, &s->book);
    cover_plan(s->plan, NULL, NULL, &s->diag);
}

static inline void
shelf_heading(struct page *page, int level, const char *text, const char *id, uint32_t part)
{
    *ARENA_PUSH(&page->mem, page->headings, page->nheadings) = (struct heading){ level, str_of(text), str_of(id), part };
}

/* One part for PAGE with its headings and pictures, deflated. */
static inline void
shelf_render_page(struct shelf *s, struct page *page, struct deflater *deflater)
{
    struct part *part;
    struct buf out;
    (void)s;

    buf_init(&out);
    page->parts = part = ARENA_NEW(&page->mem, struct part);
    page->nparts = 1;
    part->href = page->href;
    part->id = page->id;
    xhtml_open(&out, part->href, page->article->title, page->language, "ltr", false);
    buf_adds(&out, "<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    xml_text(&out, page->article->title);
    buf_adds(&out, "</h1>\n<p>Some words about it.</p>\n");
    for (size_t i = 0; i < page->nheadings; i++)
        buf_addf(&out, "<h%d id=\"%.*s\">%.*s</h%d>\n<p>More.</p>\n", page->headings[i].level, STR_ARG(page->headings[i].id),
            STR_ARG(page->headings[i].text), page->headings[i].level);
    for (size_t i = 0; i < page->nassets; i++)
        buf_addf(&out, "<p><img src=\"../%.*s\" alt=\"A small square\"/></p>\n", STR_ARG(page->assets[i].href));
    buf_adds(&out, "</section>\n");
    xhtml_close(&out);
    part->data = deflate_bytes(deflater, DEFLATE_FAST, buf_str(&out));
    buf_release(&out);
}

static inline void
shelf_render(struct shelf *s)
{
    struct deflater *deflater = deflater_new();

    for (size_t i = 0; i < s->plan->npages; i++)
        shelf_render_page(s, &s->plan->pages[i], deflater);
    deflater_free(deflater);
    plan_gather(s->plan);
}

struct shelf_matter { struct arena *mem; struct matter all; struct str *texts; size_t ntexts; };

static inline void
shelf_add_matter(void *context, const struct document *d, struct str bytes)
{
    struct shelf_matter *m = context;

    matter_add(m->mem, &m->all, d);
    *ARENA_PUSH(m->mem, m->texts, m->ntexts) = arena_str(m->mem, bytes);
}

/* All front and back matter. */
static inline struct shelf_matter
shelf_matter(struct shelf *s)
{
    struct shelf_matter m = { .mem = &s->mem };

    for (size_t i = 0; i < MATTER_GROUPS; i++)
        for (unsigned slice = 0; slice < matter_slices(i); slice++)
            matter_group(&s->mem, s->plan, i, slice, &(struct matter_taker){ .made = shelf_add_matter, .context = &m });
    return m;
}

/* A file in the shelf's folder: its path. */
static inline const char *
shelf_file(struct shelf *s, const char *name, struct str bytes)
{
    const char *path = arena_printf(&s->mem, "%s/%s", s->folder, name).at;
    FILE *f = fopen(path, "wb");

    if (!f || fwrite(bytes.at, 1, bytes.len, f) != bytes.len || fclose(f) != 0)
        abort();
    return path;
}

static inline void
shelf_close(struct shelf *s)
{
    static const char *const names[] = { "book.epub", "a.png", "cover.png", "cover.jpg", "sub/deep/book.epub", "sub/deep",
        "sub" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(arena_printf(&s->mem, "%s/%s", s->folder, names[i]).at);
    rmdir(s->folder);           /* stays, to be seen, if something was left behind */
    plan_free(s->plan);
    diag_release(&s->diag);
    arena_release(&s->mem);
}

/* A PNG of one black pixel. */
static const unsigned char SHELF_PNG[] = {
    0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
    0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 'I', 'D', 'A', 'T', 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4,
    0x71, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82 };
#define SHELF_PNG_STR ((struct str){ (const char *)SHELF_PNG, sizeof SHELF_PNG })

static inline struct asset
shelf_picture(struct shelf *s, const char *href, const char *name, struct str bytes)
{
    struct asset a = { .href = str_of(href), .digest = digest_of(bytes), .type = IMAGE_PNG, .size = bytes.len,
        .crc = deflate_crc(bytes), .width = 1, .height = 1 };

    a.path = shelf_file(s, name, bytes);
    return a;
}

static inline void
shelf_show(struct shelf *s, size_t page, struct asset a)
{
    struct page *p = &s->plan->pages[page];

    *ARENA_PUSH(&p->mem, p->assets, p->nassets) = a;
    p->images++;
}

static inline bool
shelf_has(const struct buf *out, const char *text)
{
    return str_find(buf_str(out), str_of(text), 0) != STR_NPOS;
}

static inline size_t
shelf_count(const struct buf *out, const char *text)
{
    size_t n = 0;

    for (ptrdiff_t at = 0; (at = str_find(buf_str(out), str_of(text), (size_t)at)) != STR_NPOS; at++)
        n++;
    return n;
}

#endif
