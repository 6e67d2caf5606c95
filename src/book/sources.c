/* sources: where each article of a book comes from, and what was done to it. SPDX-License-Identifier: MIT
 *
 * The part of the colophon that people can check: title, address, date, licence, the source file with its SHA-256 digest, and
 * what was changed or left out, as the diagnostics of the article say it. The same facts stand in the package document for
 * machines (EPUB-RULES 2.4). */
#include "base/url.h"
#include "base/words.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/matter.h"

#define TYPE "epub:type=\"backmatter\""

/* A fact that is an address on the web is a link. */
static void
write_value(struct writing *w, struct str text)
{
    struct str address = url_is_web(text) ? metadata_web_address(w->scratch, text) : STR_NONE;

    if (address.len) {
        buf_adds(&w->out, "<a");
        xml_attr(&w->out, "href", address);
        buf_addc(&w->out, '>');
    }
    xml_text(&w->out, text);
    buf_adds(&w->out, address.len ? "</a>" : "");
}

static void
write_facts(struct writing *w, const struct page *page)
{
    const struct article *a = page->article;
    struct str facts[3] = { label_line(w->scratch, a->url), page->date_text, label_line(w->scratch, a->rights) };
    bool any = false;

    for (size_t i = 0; i < 3; i++) {
        if (facts[i].len == 0)
            continue;
        buf_adds(&w->out, any ? " \u00B7 " : "<p class=\"facts\">");
        write_value(w, facts[i]);
        any = true;
    }
    buf_adds(&w->out, any ? "</p>\n" : "");
}

static void
write_digest(struct writing *w, const struct article *a)
{
    struct str path = a->file ? label_line(w->scratch, a->file->rel) : STR_NONE;

    buf_adds(&w->out, "<p class=\"digest\">");
    xml_text(&w->out, path);
    buf_addf(&w->out, "%s<code>SHA-256 %s</code></p>\n", path.len ? " " : "",
        digest_hex(w->scratch, &a->digest, sizeof a->digest.at).at);
}

/* Each kind of change once, with the number of places: the single ones are in the diagnostics of the run. They are in English. */
static void
write_changes(struct writing *w, const struct page *page)
{
    size_t counts[DIAG_CODES] = { 0 };
    bool any = false;

    for (size_t i = 0; i < page->diag.n; i++)
        if (page->diag.entries[i].severity != DIAG_NOTE)
            counts[page->diag.entries[i].code]++;
    for (size_t code = 0; code < DIAG_CODES; code++) {
        if (counts[code] == 0)
            continue;
        if (!any) {
            buf_adds(&w->out, "<p class=\"changes\">");
            xml_text(&w->out, str_of(word_get(WORD_CHANGED, w->language)));
            buf_adds(&w->out, ": <span");
            matter_lang(w, STR("en"));
            buf_addc(&w->out, '>');
        }
        buf_adds(&w->out, any ? "; " : "");
        xml_text(&w->out, str_of(diag_code_meaning((enum diag_code)code)));
        if (counts[code] > 1)
            buf_addf(&w->out, " (%zu)", counts[code]);
        any = true;
    }
    buf_adds(&w->out, any ? "</span></p>\n" : "");
}

static void
write_source(struct writing *w, const struct page *page)
{
    buf_adds(&w->out, "<li>\n<p class=\"entry\">");
    matter_link(w, page);
    buf_adds(&w->out, "</p>\n");
    write_facts(w, page);
    write_digest(w, page->article);
    write_changes(w, page);
    buf_adds(&w->out, "</li>\n");
}

void
sources_pages(struct writing *w)
{
    size_t n = 0;

    matter_list(w, "sources", TYPE, str_of(word_get(WORD_SOURCES, w->language)));
    buf_adds(&w->out, "<ol class=\"entries\">\n");
    for (size_t i = 0; i < w->plan->npages; i++) {
        if (!page_is_made(&w->plan->pages[i]))
            continue;
        if (n > 0 && n % MATTER_ITEMS == 0) {
            buf_adds(&w->out, "</ol>\n");
            matter_next(w, "sources", TYPE);
            buf_adds(&w->out, "<ol class=\"entries\">\n");
        }
        n++;
        write_source(w, &w->plan->pages[i]);
    }
    buf_adds(&w->out, "</ol>\n");
    matter_list_end(w);
}
