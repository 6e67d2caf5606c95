/* contents: the page of contents that people read: each article with its authors, date and summary. SPDX-License-Identifier: MIT
 *
 * The navigation document (nav.c) is for reading systems, whose menus show nothing but labels; this one stands in the spine. Its
 * files hold MATTER_ITEMS articles each by their place in the book, so that a chapter knows where it is listed before it is
 * made (plan.c). */
#include "base/words.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/matter.h"

#include <stdio.h>

#define TYPE "epub:type=\"toc\" role=\"doc-toc\""

enum { SUMMARY = 220 };         /* characters */

struct str
contents_href(struct arena *mem, uint32_t index)
{
    if (index < MATTER_ITEMS)
        return STR(HREF_CONTENTS);
    return arena_printf(mem, "text/contents-%u.xhtml", index / MATTER_ITEMS + 1);
}

/* "Ada Author · 5 March 2024 · 4 min", what is known of it. */
static void
write_facts(struct writing *w, const struct page *page)
{
    char minutes[16];
    struct str facts[3] = { label_line(w->scratch, page->names), page->date_text, STR_NONE };
    bool any = false;

    snprintf(minutes, sizeof minutes, "%u", (unsigned)page->minutes);
    if (page->minutes)
        facts[2] = label_fill(w->scratch, word_get(WORD_MINUTES, page->language), str_of(minutes), STR_NONE);
    for (size_t i = 0; i < 3; i++) {
        if (facts[i].len == 0)
            continue;
        if (!any) {
            buf_adds(&w->out, "<p class=\"facts\"");
            matter_lang(w, page->language);
            buf_addc(&w->out, '>');
        }
        buf_adds(&w->out, any ? " \u00B7 " : "");
        xml_text(&w->out, facts[i]);
        any = true;
    }
    buf_adds(&w->out, any ? "</p>\n" : "");
}

static void
write_article(struct writing *w, const struct page *page)
{
    struct str summary = label_cut(w->scratch,
        label_typeset(w->scratch, w->plan, page->article->description, page->language), SUMMARY);

    buf_adds(&w->out, "<li>\n<p class=\"entry\">");
    matter_link(w, page);
    buf_adds(&w->out, "</p>\n");
    write_facts(w, page);
    if (summary.len) {
        buf_adds(&w->out, "<p class=\"summary\"");
        matter_lang(w, page->language);
        buf_addc(&w->out, '>');
        xml_text(&w->out, summary);
        buf_adds(&w->out, "</p>\n");
    }
    buf_adds(&w->out, "</li>\n");
}

struct list {                   /* where the list stands */
    struct writing *w;
    size_t section;             /* the part of the book that comes next */
    bool is_open;               /* an ol is */
};

static void
end_list(struct list *l)
{
    buf_adds(&l->w->out, l->is_open ? "</ol>\n" : "");
    l->is_open = false;
}

/* The heading of a part before its first article. */
static void
begin_section(struct list *l, size_t index)
{
    const struct book *book = l->w->book;
    struct str title;

    if (l->section >= book->nsections || book->sections[l->section].first > index)
        return;
    end_list(l);
    title = label_line(l->w->mem, book->sections[l->section++].title);
    if (title.len == 0)
        return;
    buf_adds(&l->w->out, "<h2>");
    xml_text(&l->w->out, title);
    buf_adds(&l->w->out, "</h2>\n");
}

void
contents_pages(struct writing *w)
{
    struct list l = { .w = w };

    matter_list(w, "contents", TYPE, str_of(word_get(WORD_CONTENTS, w->language)));
    w->label = STR("");         /* readers have it in their menus already */
    for (size_t i = 0; i < w->plan->npages; i++) {
        const struct page *page = &w->plan->pages[i];
        if (i > 0 && i % MATTER_ITEMS == 0) {
            end_list(&l);
            matter_next(w, "contents", TYPE);
        }
        begin_section(&l, i);
        if (!page_is_made(page))
            continue;
        buf_adds(&w->out, l.is_open ? "" : "<ol class=\"entries\">\n");
        l.is_open = true;
        write_article(w, page);
    }
    end_list(&l);
    matter_list_end(w);
}
