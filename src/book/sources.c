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

/* All that write_source() looks at. */
static struct hash
hash_source(struct hash h, const struct page *page)
{
    const struct article *a = page->article;
    const struct str texts[] = { page->parts[0].href, page->language, page->date_text, a->short_title, a->title, a->identity,
        a->url, a->rights, a->file ? a->file->rel : STR_NONE, { (const char *)a->digest.at, sizeof a->digest.at } };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        h = hash_add(h, texts[i]);
    for (size_t i = 0; i < page->diag.n; i++)
        h = hash_number(hash_number(h, page->diag.entries[i].severity), page->diag.entries[i].code);
    return hash_number(h, page->diag.n);
}

/* One file of the list: of pages FROM to END. */
static void
write_sources(struct writing *w, size_t from, size_t end)
{
    const struct page *pages = w->plan->pages;
    struct hash of = { { 0 } };

    for (size_t i = from; i < end; i++)
        of = page_is_made(&pages[i]) ? hash_source(of, &pages[i]) : of;
    if (matter_is_known(w, of))
        return;
    buf_adds(&w->out, "<ol class=\"entries\">\n");
    for (size_t i = from; i < end; i++)
        if (page_is_made(&pages[i]))
            write_source(w, &pages[i]);
    buf_adds(&w->out, "</ol>\n");
}

/* The end of the pages of a file that begins at FROM. */
static size_t
end_of_file(const struct plan *plan, size_t from)
{
    for (size_t n = 0; from < plan->npages; from++)
        if (page_is_made(&plan->pages[from]) && n++ == MATTER_ITEMS)
            break;
    return from;
}

static unsigned
count_files(const struct plan *plan)
{
    unsigned n = 0;

    for (size_t from = 0; n == 0 || from < plan->npages; n++)
        from = end_of_file(plan, from);
    return n;
}

void
sources_pages(struct writing *w)
{
    unsigned nfiles = count_files(w->plan), file = nfiles * w->slice / w->nslices, last = nfiles * (w->slice + 1) / w->nslices;
    size_t from = 0;

    if (file == last)
        return;
    for (unsigned i = 0; i < file; i++)
        from = end_of_file(w->plan, from);
    matter_list_from(w, file, "sources", TYPE, str_of(word_get(WORD_SOURCES, w->language)));
    for (size_t end; file < last; file++, from = end) {
        if (w->nfiles <= file)
            matter_next(w, "sources", TYPE);
        end = end_of_file(w->plan, from);
        write_sources(w, from, end);
    }
    matter_list_end(w);
}
