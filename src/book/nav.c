/* nav: the contents of a book, for new readers and for old ones. SPDX-License-Identifier: MIT
 *
 * nav.xhtml (EPUB 3.3, 7) and toc.ncx (for the Adobe engine, Nook and others) are written from one list of entries, so they
 * cannot differ. Two levels, because Kindle knows no more (EPUB-RULES 3.2): parts of the book and their articles, or articles
 * and their h2. */
#include "base/words.h"
#include "base/xhtml.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/package.h"

enum { LABEL = 100, MOST_HEADINGS = 30, MOST_ENTRIES = NAV_ENTRIES };

/* ---- the list --------------------------------------------------------------------------------------------------------- */

struct list {
    struct arena *mem;
    const struct plan *plan;
    struct nav nav;
    bool has_headings;
};

static void
add(struct list *l, struct str label, struct str href, struct str language, int level)
{
    *ARENA_PUSH(l->mem, l->nav.entries, l->nav.n) = (struct nav_entry){ label, href, language, level };
}

struct str
nav_label(struct arena *mem, const struct plan *plan, const struct page *page)
{
    const struct article *a = page->article;
    struct str label = label_cut(mem, label_typeset(mem, plan, a->short_title, page->language), LABEL);

    if (label.len == 0)
        label = label_cut(mem, label_typeset(mem, plan, a->title, page->language), LABEL);
    return label.len > 0 ? label : label_cut(mem, a->file ? a->file->rel : a->identity, LABEL);
}

static bool
has_entry(const struct page *page, const struct heading *h)
{
    return h->level == 2 && h->id.len > 0 && h->text.len > 0 && h->part < page->nparts;
}

static size_t
count_headings(const struct page *page)
{
    size_t n = 0;

    for (size_t i = 0; page_is_made(page) && i < page->nheadings; i++)
        n += has_entry(page, &page->headings[i]);
    return n <= MOST_HEADINGS ? n : 0;
}

/* "%" and what cannot stand in a fragment of ADE as it is: none of our own ids, but a fragment must never break the book. */
static struct str
with_fragment(struct arena *mem, struct str href, struct str id)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    buf_add(&out, href);
    buf_addc(&out, '#');
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        if (char_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':')
            buf_addc(&out, c);
        else
            buf_addf(&out, "%%%02X", (unsigned)(unsigned char)c);
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

static void
add_headings(struct list *l, const struct page *page, int level)
{
    if (!l->has_headings || count_headings(page) == 0)
        return;
    for (size_t i = 0; i < page->nheadings; i++) {
        const struct heading *h = &page->headings[i];
        struct str label = has_entry(page, h) ? label_cut(l->mem, h->text, LABEL) : STR_NONE;
        if (label.len > 0)
            add(l, label, with_fragment(l->mem, page->parts[h->part].href, h->id), page->language, level);
    }
}

static void
add_pages(struct list *l, size_t first, size_t end, int level)
{
    for (size_t i = first; i < end && i < l->plan->npages; i++) {
        const struct page *page = &l->plan->pages[i];
        if (!page_is_made(page))
            continue;
        add(l, nav_label(l->mem, l->plan, page), page->parts[0].href, page->language, level);
        add_headings(l, page, level + 1);
    }
}

/* A part of the book leads to its first article: a label that leads nowhere is dead text on many devices. */
static void
add_section(struct list *l, const struct section *s)
{
    struct str label = label_cut(l->mem, s->title, LABEL);

    for (size_t i = s->first; i < s->first + s->n && i < l->plan->npages; i++) {
        const struct page *page = &l->plan->pages[i];
        if (!page_is_made(page))
            continue;
        if (label.len == 0)
            label = nav_label(l->mem, l->plan, page);
        add(l, label, page->parts[0].href, book_language(l->plan->book), 1);
        add_pages(l, s->first, s->first + s->n, 2);
        return;
    }
}

/* h2 of articles only without parts, and only as long as the contents stay small enough for the Adobe engine (260 KB): what
 * plan_new() knows of this beforehand is plan->drops_headings. */
static bool
wants_headings(const struct plan *plan)
{
    size_t n = plan->npages;

    for (size_t i = 0; i < plan->npages && n <= MOST_ENTRIES; i++)
        n += count_headings(&plan->pages[i]);
    return plan->book->nsections == 0 && n <= MOST_ENTRIES;
}

struct nav
nav_pages(struct arena *mem, const struct plan *plan)
{
    struct list l = { .mem = mem, .plan = plan, .has_headings = wants_headings(plan) };
    size_t at = 0;

    for (size_t i = 0; i < plan->book->nsections; i++) {
        const struct section *s = &plan->book->sections[i];
        add_pages(&l, at, s->first, 1);
        add_section(&l, s);
        at = s->first + s->n;
    }
    add_pages(&l, at, plan->npages, 1);
    return l.nav;
}

void
nav_add_matter(struct nav *nav, struct arena *mem, const struct plan *plan, const struct matter *matter)
{
    struct list l = { .mem = mem, .plan = plan, .nav = *nav };

    for (size_t i = 0; i < matter->n; i++)
        if (!matter->documents[i].is_front && matter->documents[i].label.len)
            add(&l, matter->documents[i].label, matter->documents[i].href, book_language(plan->book), 1);
    *nav = l.nav;
}

/* ---- nav.xhtml -------------------------------------------------------------------------------------------------------- */

static void
open_nav(struct buf *out, const char *type, const char *attributes, const char *heading, enum word title, struct str language)
{
    buf_addf(out, "<nav epub:type=\"%s\" id=\"%s\"%s aria-labelledby=\"%s-title\">\n", type, type, attributes, type);
    buf_addf(out, "<%s id=\"%s-title\">%s</%s>\n<ol>\n", heading, type, word_get(title, language), heading);
}

static void
write_entry(struct buf *out, const struct nav_entry *e, struct str language)
{
    buf_adds(out, "<li><a");
    xml_attr(out, "href", e->href);
    if (!str_eq(e->language, language)) {
        xml_attr(out, "lang", e->language);
        xml_attr(out, "xml:lang", e->language);
    }
    buf_addc(out, '>');
    xml_text(out, e->label);
    buf_adds(out, "</a>");
}

static void
write_entries(struct buf *out, const struct nav *nav, struct str language)
{
    for (size_t i = 0; i < nav->n; i++) {
        int level = nav->entries[i].level, next = i + 1 < nav->n ? nav->entries[i + 1].level : 1;
        write_entry(out, &nav->entries[i], language);
        if (next > level)
            buf_adds(out, "\n<ol>\n");
        else
            buf_adds(out, "</li>\n");
        for (; next < level; level--)
            buf_adds(out, "</ol></li>\n");
    }
}

static void
write_landmark(struct buf *out, const char *type, struct str href, enum word title, struct str language)
{
    buf_addf(out, "<li><a epub:type=\"%s\"", type);
    xml_attr(out, "href", href);
    buf_addf(out, ">%s</a></li>\n", word_get(title, language));
}

/* One token in each epub:type: Apple ignores entries with more, and crengine compares the whole value. */
static void
write_landmarks(struct buf *out, const struct plan *plan, struct str language)
{
    const struct page *first = first_page(plan);

    if (has_cover_page(plan))
        write_landmark(out, "cover", STR(HREF_COVER), WORD_COVER, language);
    write_landmark(out, "titlepage", STR(HREF_TITLE), WORD_TITLE_PAGE, language);
    write_landmark(out, "toc", STR(HREF_CONTENTS), WORD_CONTENTS, language);
    if (first)
        write_landmark(out, "bodymatter", first->parts[0].href, WORD_START, language);
    write_landmark(out, "colophon", STR(HREF_COLOPHON), WORD_COLOPHON, language);
}

void
nav_xhtml(struct buf *out, struct arena *mem, const struct plan *plan, const struct nav *nav)
{
    struct str language = book_language(plan->book);

    (void)mem;
    xhtml_open(out, STR(HREF_NAV), str_of(word_get(WORD_CONTENTS, language)), language, book_direction(plan->book),
        plan->own_sheet.at);
    open_nav(out, "toc", " role=\"doc-toc\"", "h1", WORD_CONTENTS, language);
    write_entries(out, nav, language);
    buf_adds(out, "</ol>\n</nav>\n");
    open_nav(out, "landmarks", " hidden=\"hidden\"", "h2", WORD_LANDMARKS, language);
    write_landmarks(out, plan, language);
    buf_adds(out, "</ol>\n</nav>\n");
    xhtml_close(out);
}

/* ---- toc.ncx ---------------------------------------------------------------------------------------------------------- */

static void
write_points(struct buf *out, const struct nav *nav)
{
    size_t order = 0;

    for (size_t i = 0; i < nav->n; i++) {
        const struct nav_entry *e = &nav->entries[i];
        int level = e->level, next = i + 1 < nav->n ? nav->entries[i + 1].level : 1;
        /* One target, one playOrder: a part of the book and its first article. */
        order += i == 0 || !str_eq(e->href, nav->entries[i - 1].href);
        buf_addf(out, "<navPoint id=\"np-%zu\" playOrder=\"%zu\"><navLabel><text>", i + 1, order);
        xml_text(out, e->label);
        buf_adds(out, "</text></navLabel><content");
        xml_attr(out, "src", e->href);
        buf_adds(out, next > level ? "/>\n" : "/></navPoint>\n");
        for (; next < level; level--)
            buf_adds(out, "</navPoint>\n");
    }
}

static int
depth_of(const struct nav *nav)
{
    int depth = 1;

    for (size_t i = 0; i < nav->n; i++)
        if (nav->entries[i].level > depth)
            depth = nav->entries[i].level;
    return depth;
}

/* Without a DOCTYPE, which epubcheck 4.2.6 refuses (EPUB-RULES 3.4). */
void
nav_ncx(struct buf *out, struct arena *mem, const struct plan *plan, const struct nav *nav)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
    xml_attr(out, "xml:lang", book_language(plan->book));
    buf_adds(out, ">\n<head>\n<meta name=\"dtb:uid\"");
    xml_attr(out, "content", uuid_urn(mem, plan->book->id));
    buf_addf(out, "/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n", depth_of(nav));
    buf_adds(out, "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n"
                  "</head>\n<docTitle><text>");
    xml_text(out, book_title(mem, plan->book));
    buf_adds(out, "</text></docTitle>\n<navMap>\n");
    write_points(out, nav);
    buf_adds(out, "</navMap>\n</ncx>\n");
}
