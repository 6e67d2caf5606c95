/* metadata: what the package document says of the book and of each article. SPDX-License-Identifier: MIT
 *
 * In the order of EPUB-RULES 2.2: identifier, title, language, people, publication, sources, subjects, series, provenance of
 * each article, accessibility, and what old readers look for. No element is written without text. */
#include "base/uri.h"
#include "base/version.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/package.h"
#include "wrap/text.h"

#include <string.h>

/* More creators than this make one unreadable line in every library; more sources help nobody, each article has its own. */
enum { MOST_CREATORS = 10, MOST_SOURCES = 200 };

struct writing {
    struct buf *out;
    struct arena *mem;
    const struct plan *plan;
    const struct book *book;
};

/* ---- elements --------------------------------------------------------------------------------------------------------- */

/* ID may be NULL. False, and nothing written, if there is no text. */
static bool
element(struct writing *w, const char *name, const char *id, struct str text)
{
    struct str line = label_line(w->mem, text);

    if (line.len == 0)
        return false;
    buf_addf(w->out, "    <%s", name);
    if (id)
        xml_attr(w->out, "id", str_of(id));
    buf_addc(w->out, '>');
    xml_text(w->out, line);
    buf_addf(w->out, "</%s>\n", name);
    return true;
}

static void
refine(struct writing *w, const char *id, const char *property, const char *scheme, struct str value)
{
    struct str line = label_line(w->mem, value);

    if (line.len == 0)
        return;
    buf_adds(w->out, "    <meta refines=\"#");
    buf_adds(w->out, id);
    buf_adds(w->out, "\" property=\"");
    buf_adds(w->out, property);
    buf_addc(w->out, '"');
    if (scheme)
        buf_addf(w->out, " scheme=\"%s\"", scheme);
    buf_addc(w->out, '>');
    xml_text(w->out, line);
    buf_adds(w->out, "</meta>\n");
}

/* The EPUB 2 way. NAME stands before CONTENT, for the Nook. */
static void
old_meta(struct writing *w, const char *name, struct str content)
{
    buf_addf(w->out, "    <meta name=\"%s\"", name);
    xml_attr(w->out, "content", content);
    buf_adds(w->out, "/>\n");
}

/* ---- people ----------------------------------------------------------------------------------------------------------- */

struct credit {
    struct str name, file_as;
    const char *role;
};

struct credits {
    struct map seen;            /* folded name and role to struct credit, in order of appearance */
    struct map as_written;      /* name and role to the same */
    size_t ncreators;
};

/* No checker knows the codes, so only these leave the house: MARC relators that articles need. Others become contributors. */
static const char *
role_of(struct str role)
{
    static const char *const roles[] = { "aut", "aft", "ann", "art", "aui", "bkp", "com", "cov", "ctb", "edt", "ill", "ive",
        "ivr", "pbl", "pht", "res", "rev", "rpt", "trc", "trl" };

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_ieqc(role, roles[i]))
            return roles[i];
    return role.len == 0 ? "aut" : "ctb";
}

static bool
is_author(const char *role)
{
    return strcmp(role, "aut") == 0;
}

static struct credit *
credit_of(struct writing *w, struct credits *all, struct str name, const char *role)
{
    void **slot = map_slot(&all->seen, arena_printf(w->mem, "%s %.*s", role, STR_ARG(text_fold(w->mem, name))));
    struct credit *c = *slot;

    if (!c) {
        c = ARENA_NEW(w->mem, struct credit);
        *c = (struct credit){ .name = name, .role = role };
        all->ncreators += is_author(c->role);
        *slot = c;
    }
    return c;
}

/* Most names are written as they were before: then nothing is folded. */
static void
credit(struct writing *w, struct credits *all, const struct person *person)
{
    struct str name = label_line(w->mem, person->name), written;
    const char *role = role_of(person->role);
    struct credit *c;

    if (name.len == 0)
        return;
    written = arena_printf(w->mem, "%s %.*s", role, STR_ARG(name));
    c = map_find(&all->as_written, written);
    if (!c) {
        c = credit_of(w, all, name, role);
        *map_slot(&all->as_written, written) = c;
    }
    if (c->file_as.len == 0)
        c->file_as = label_line(w->mem, person->file_as);
}

static void
write_credit(struct writing *w, const char *element_name, const char *id, const struct credit *c)
{
    if (!element(w, element_name, id, c->name))
        return;
    refine(w, id, "role", "marc:relators", str_of(c->role));
    refine(w, id, "file-as", NULL, c->file_as);
}

static void
write_credits(struct writing *w, const struct credits *all, bool authors)
{
    size_t n = 0;

    for (size_t i = 0; i < all->seen.n && n < MOST_CREATORS; i++) {
        const struct credit *c = all->seen.entries[i].value;
        if (is_author(c->role) != authors)
            continue;
        n++;
        write_credit(w, authors ? "dc:creator" : "dc:contributor",
            arena_printf(w->mem, authors ? "cre%zu" : "con%zu", n).at, c);
    }
}

/* One element for each: several are joined by "; " (read/config.h). */
static void
write_editors(struct writing *w, const char *element_name, const char *prefix)
{
    struct str rest = w->book->editor, name;

    for (size_t n = 1; str_cut(&rest, ';', &name); n++)
        write_credit(w, element_name, arena_printf(w->mem, "%s%zu", prefix, n).at, &(struct credit){ .name = name, .role = "edt" });
}

/* Who stands for a book without authors or with too many to name, and without an editor: the publication itself. */
static struct credit
stand_in(const struct writing *w, const struct credits *all)
{
    if (w->book->publisher.len > 0 || all->ncreators == 0)
        return (struct credit){ .name = w->book->publisher, .role = "com" };
    return (struct credit){ .name = w->plan->catalog->config->title, .role = "com" };
}

static void
write_people(struct writing *w)
{
    struct credits all = { 0 };
    struct credit first;
    bool are_named;

    map_init(&all.seen);
    map_init(&all.as_written);
    for (size_t i = 0; i < w->plan->npages; i++)
        for (size_t k = 0; page_is_made(&w->plan->pages[i]) && k < w->plan->pages[i].article->nauthors; k++)
            credit(w, &all, &w->plan->pages[i].article->authors[k]);
    first = stand_in(w, &all);
    are_named = all.ncreators > 0 && all.ncreators <= MOST_CREATORS;
    if (!are_named && label_line(w->mem, w->book->editor).len > 0)
        write_editors(w, "dc:creator", "cre");
    else if (!are_named && label_line(w->mem, first.name).len > 0)
        write_credit(w, "dc:creator", "cre1", &first);
    else
        write_credits(w, &all, true);
    write_credits(w, &all, false);
    if (are_named)
        write_editors(w, "dc:contributor", "edt");
    write_credit(w, "dc:contributor", "producer", &(struct credit){ .name = STR("sheaf " VERSION), .role = "bkp" });
    map_release(&all.as_written);
    map_release(&all.seen);
}

/* ---- sources and subjects ---------------------------------------------------------------------------------------------- */

/* A name or number with a port or without: "example.org", "example.org:8080". */
static bool
is_plain_host(struct str host)
{
    struct str rest = host, label;
    ptrdiff_t colon = str_chr(host, ':', 0);
    unsigned long port;

    if (colon != STR_NPOS) {
        if (!str_uint(str_from(host, (size_t)colon + 1), 65535, &port))
            return false;
        rest = str_sub(host, 0, (size_t)colon);
    }
    if (rest.len == 0)
        return false;
    while (str_cut(&rest, '.', &label)) {
        if (label.len == 0 || label.at[0] == '-' || label.at[label.len - 1] == '-')
            return false;
        for (size_t i = 0; i < label.len; i++)
            if (!char_is_alnum(label.at[i]) && label.at[i] != '-')
                return false;
    }
    return true;
}

static void
add_url_part(struct buf *out, const char *mark, struct str part)
{
    if (!part.at)
        return;
    buf_adds(out, mark);
    uri_add_escaped(out, part, "/:@!$&'()*+,;=?");
}

struct str
metadata_web_address(struct arena *mem, struct str url)
{
    struct uri u = uri_split(label_line(mem, url));
    bool is_secure = str_ieqc(u.scheme, "https");
    struct str host = u.authority, result;
    struct buf out;

    if (!is_secure && !str_ieqc(u.scheme, "http"))
        return STR("");
    if (!is_plain_host(host) && (!text_host_ascii(mem, u.authority, &host) || !is_plain_host(host)))
        return STR("");
    buf_init(&out);
    buf_addf(&out, "%s://%.*s", is_secure ? "https" : "http", STR_ARG(host));
    add_url_part(&out, "", u.path);
    add_url_part(&out, "?", u.query);
    add_url_part(&out, "#", u.fragment);
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

static void
write_sources(struct writing *w)
{
    size_t n = 0;

    for (size_t i = 0; i < w->plan->npages; i++)
        n += page_is_made(&w->plan->pages[i]) && w->plan->pages[i].article->url.len > 0;
    if (n > MOST_SOURCES)
        return;
    n = 0;
    for (size_t i = 0; i < w->plan->npages; i++) {
        const struct page *page = &w->plan->pages[i];
        struct str url = page_is_made(page) ? metadata_web_address(w->mem, page->article->url) : STR_NONE;
        if (url.len > 0)
            element(w, "dc:source", arena_printf(w->mem, "src%zu", ++n).at, url);
    }
}

static void
write_subjects_of(struct writing *w, struct map *seen, const struct article *a)
{
    for (size_t i = 0; i < a->ntags; i++) {
        void **slot = map_slot(seen, a->folded_tags[i]);
        if (*slot)
            continue;
        *slot = w;
        element(w, "dc:subject", NULL, a->tags[i]);
    }
}

static void
write_subjects(struct writing *w)
{
    struct map seen;

    map_init(&seen);
    for (size_t i = 0; i < w->plan->npages; i++)
        if (page_is_made(&w->plan->pages[i]))
            write_subjects_of(w, &seen, w->plan->pages[i].article);
    map_release(&seen);
}

/* ---- series ------------------------------------------------------------------------------------------------------------ */

/* Books by tag or author stand in no order: those are a set (EPUB 3.3, D.3.1). */
static bool
is_series(const struct book *book)
{
    return book->position.len || (book->bundle->every >= EVERY_MONTH && book->bundle->every <= EVERY_YEAR);
}

/* Calibre needs the id, KOReader honours only the first collection (EPUB-RULES 2.3). */
static void
write_series(struct writing *w)
{
    struct str name = label_line(w->mem, w->book->collection);

    if (name.len == 0)
        return;
    buf_adds(w->out, "    <meta property=\"belongs-to-collection\" id=\"col1\">");
    xml_text(w->out, name);
    buf_adds(w->out, "</meta>\n");
    refine(w, "col1", "collection-type", NULL, is_series(w->book) ? STR("series") : STR("set"));
    refine(w, "col1", "group-position", NULL, w->book->position);
    refine(w, "col1", "dcterms:identifier", NULL, uuid_urn(w->mem, w->book->collection_id));
}

static void
write_old_series(struct writing *w)
{
    struct str name = label_line(w->mem, w->book->collection), position = label_line(w->mem, w->book->position);

    if (name.len == 0 || position.len == 0)     /* calibre would number a series without positions 1, 1, 1 */
        return;
    old_meta(w, "calibre:series", name);
    old_meta(w, "calibre:series_index", position);      /* after the name: crengine reads it only then */
}

/* ---- provenance of each article ----------------------------------------------------------------------------------------- */

static void
link_from(struct writing *w, const char *id, const char *rel, struct str address)
{
    buf_addf(w->out, "    <link refines=\"#%s\" rel=\"%s\"", id, rel);
    xml_attr(w->out, "href", address);
    buf_adds(w->out, "/>\n");
}

static struct str
exact_date(struct arena *mem, struct date date)
{
    return date.precision == DATE_TIME ? date_utc(mem, date) : date_iso(mem, date);
}

/* Not dcterms:modified: epubcheck wants an instant there, and its TypeScript port counts every one as the book's own. */
static void
write_provenance_of(struct writing *w, const struct page *page)
{
    const struct article *a = page->article;
    const char *id = arena_cstr(w->mem, page->parts[0].id);
    struct str source = metadata_web_address(w->mem, a->url), license = metadata_web_address(w->mem, a->rights);

    refine(w, id, "dcterms:title", NULL, a->title);
    for (size_t i = 0; i < a->nauthors; i++)
        refine(w, id, is_author(role_of(a->authors[i].role)) ? "dcterms:creator" : "dcterms:contributor", NULL,
            a->authors[i].name);
    refine(w, id, "dcterms:issued", NULL, date_iso(w->mem, a->date));
    refine(w, id, "schema:dateModified", NULL, exact_date(w->mem, a->modified));
    if (license.len == 0)
        refine(w, id, "dcterms:rights", NULL, a->rights);
    if (source.len > 0)
        link_from(w, id, "dcterms:source", source);
    if (license.len > 0)
        link_from(w, id, "dcterms:license", license);
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static void
write_publication(struct writing *w)
{
    element(w, "dc:publisher", NULL, w->book->publisher);
    element(w, "dc:date", NULL, date_iso(w->mem, w->book->date));
    element(w, "dc:description", NULL, w->book->description);
    element(w, "dc:rights", NULL, w->book->rights);
}

void
metadata_write(struct buf *out, struct arena *mem, const struct plan *plan)
{
    struct writing w = { out, mem, plan, plan->book };

    buf_adds(out, "  <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    element(&w, "dc:identifier", "pub-id", uuid_urn(mem, plan->book->id));
    element(&w, "dc:title", "title", book_title(mem, plan->book));
    element(&w, "dc:language", NULL, book_language(plan->book));
    write_people(&w);
    write_publication(&w);
    write_sources(&w);
    write_subjects(&w);
    buf_addf(out, "    <meta property=\"dcterms:modified\">%s</meta>\n",
        date_utc(mem, date_of_epoch(plan->book->modified)).at);
    write_series(&w);
    for (size_t i = 0; i < plan->npages; i++)
        if (page_is_made(&plan->pages[i]))
            write_provenance_of(&w, &plan->pages[i]);
    access_write(out, mem, plan);
    if (plan->cover)
        old_meta(&w, "cover", STR("cover-image"));
    write_old_series(&w);
    old_meta(&w, "generator", STR("sheaf " VERSION));
    buf_adds(out, "  </metadata>\n");
}
