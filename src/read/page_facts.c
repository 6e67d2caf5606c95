/* page_facts: collects what a saved page says of itself. SPDX-License-Identifier: MIT */
#include "read/page_facts.h"

#include "read/page_extract.h"
#include "wrap/html5.h"

#include <string.h>

enum { LONGEST_FACT = 2000, LONGEST_BYLINE = 200, LONGEST_DATE = 80, LONGEST_REFERENCE = 32 };

/* ---- a fact ---------------------------------------------------------------------------------------------------------- */

/* The reference at the beginning of TEXT, "&" to ";"; empty if there is none. */
static struct str
reference_at(struct str text)
{
    size_t n = 1;

    while (n < text.len && n < LONGEST_REFERENCE && (char_is_alnum(text.at[n]) || text.at[n] == '#'))
        n++;
    return n > 1 && n < text.len && text.at[n] == ';' ? str_sub(text, 0, n + 1) : STR_NONE;
}

static struct str
resolve_references(struct arena *a, struct str text)
{
    struct buf out;

    if (str_chr(text, '&', 0) < 0)
        return text;
    buf_init(&out);
    for (size_t i = 0; i < text.len;) {
        struct str reference = text.at[i] == '&' ? reference_at(str_from(text, i)) : STR_NONE;
        struct str meant = reference.len ? html5_entity(a, reference) : STR_NONE;
        buf_add(&out, meant.len ? meant : str_sub(text, i, i + 1));
        i += meant.len ? reference.len : 1;
    }
    text = buf_take(&out, a);
    buf_release(&out);
    return text;
}

void
page_facts_add(struct page_facts *f, enum page_field field, int rank, struct str text)
{
    if (f->n >= PAGE_MOST_FACTS || str_is_blank(text) || text.len > LONGEST_FACT)
        return;
    text = resolve_references(f->mem, resolve_references(f->mem, text));
    text = node_text_of(f->mem, node_text(f->mem, text, NODE_NOWHERE), true);
    if (text.len)
        *ARENA_PUSH(f->mem, f->all, f->n) = (struct page_fact){ field, rank, f->in_ld, text };
}

const struct page_fact *
page_facts_find(const struct page_facts *f, enum page_field field)
{
    const struct page_fact *best = NULL;

    for (size_t i = 0; i < f->n; i++)
        if (f->all[i].field == field && (!best || f->all[i].rank < best->rank))
            best = &f->all[i];
    return best;
}

/* ---- names ----------------------------------------------------------------------------------------------------------- */

/* <meta name>, <meta property>, <meta http-equiv> and itemprop alike: nobody keeps them apart. In lower case. */
static const struct {
    const char *name;
    enum page_field field;
    int rank;
} names[] = {
    { "og:title", PAGE_TITLE, 0 }, { "twitter:title", PAGE_TITLE, 1 }, { "headline", PAGE_TITLE, 3 },
    { "dc.title", PAGE_TITLE, 3 }, { "dcterms.title", PAGE_TITLE, 3 }, { "citation_title", PAGE_TITLE, 3 },
    { "parsely-title", PAGE_TITLE, 3 }, { "sailthru.title", PAGE_TITLE, 3 }, { "title", PAGE_TITLE, 5 },

    { "dc.creator", PAGE_AUTHOR, 1 }, { "dcterms.creator", PAGE_AUTHOR, 1 }, { "author", PAGE_AUTHOR, 2 },
    { "article:author", PAGE_AUTHOR, 3 }, { "citation_author", PAGE_AUTHOR, 3 }, { "parsely-author", PAGE_AUTHOR, 3 },
    { "sailthru.author", PAGE_AUTHOR, 3 }, { "article.author", PAGE_AUTHOR, 3 }, { "byl", PAGE_AUTHOR, 3 },
    { "creator", PAGE_AUTHOR, 3 },

    { "article:published_time", PAGE_DATE, 1 }, { "og:article:published_time", PAGE_DATE, 1 },
    { "og:published_time", PAGE_DATE, 1 }, { "datepublished", PAGE_DATE, 2 }, { "date", PAGE_DATE, 4 },
    { "dc.date", PAGE_DATE, 4 }, { "dc.date.issued", PAGE_DATE, 4 }, { "dc.date.created", PAGE_DATE, 4 },
    { "dcterms.date", PAGE_DATE, 4 }, { "dcterms.issued", PAGE_DATE, 4 }, { "dcterms.created", PAGE_DATE, 4 },
    { "pubdate", PAGE_DATE, 4 }, { "publishdate", PAGE_DATE, 4 }, { "publish-date", PAGE_DATE, 4 },
    { "publish_date", PAGE_DATE, 4 }, { "publication_date", PAGE_DATE, 4 }, { "published", PAGE_DATE, 4 },
    { "article.published", PAGE_DATE, 4 }, { "article:published", PAGE_DATE, 4 }, { "parsely-pub-date", PAGE_DATE, 4 },
    { "sailthru.date", PAGE_DATE, 4 }, { "citation_publication_date", PAGE_DATE, 4 }, { "citation_date", PAGE_DATE, 4 },
    { "citation_online_date", PAGE_DATE, 5 }, { "originalpublicationdate", PAGE_DATE, 4 }, { "displaydate", PAGE_DATE, 5 },
    { "datecreated", PAGE_DATE, 5 },

    { "article:modified_time", PAGE_MODIFIED, 1 }, { "datemodified", PAGE_MODIFIED, 1 },
    { "og:updated_time", PAGE_MODIFIED, 2 }, { "og:article:modified_time", PAGE_MODIFIED, 2 },
    { "dcterms.modified", PAGE_MODIFIED, 3 }, { "dc.date.modified", PAGE_MODIFIED, 3 }, { "last-modified", PAGE_MODIFIED, 3 },
    { "lastmod", PAGE_MODIFIED, 3 },

    { "og:locale", PAGE_LANGUAGE, 1 }, { "content-language", PAGE_LANGUAGE, 2 }, { "inlanguage", PAGE_LANGUAGE, 2 },
    { "dc.language", PAGE_LANGUAGE, 2 }, { "dcterms.language", PAGE_LANGUAGE, 2 }, { "language", PAGE_LANGUAGE, 3 },

    { "article:tag", PAGE_TAG, 0 }, { "og:article:tag", PAGE_TAG, 0 }, { "keywords", PAGE_KEYWORDS, 0 },
    { "news_keywords", PAGE_KEYWORDS, 0 }, { "sailthru.tags", PAGE_KEYWORDS, 1 }, { "parsely-tags", PAGE_KEYWORDS, 1 },
    { "dc.subject", PAGE_KEYWORDS, 1 }, { "citation_keywords", PAGE_KEYWORDS, 1 },

    { "og:url", PAGE_URL, 1 }, { "twitter:url", PAGE_URL, 4 }, { "parsely-link", PAGE_URL, 4 },
    { "og:description", PAGE_DESCRIPTION, 0 }, { "description", PAGE_DESCRIPTION, 1 },
    { "twitter:description", PAGE_DESCRIPTION, 2 }, { "dc.description", PAGE_DESCRIPTION, 3 },
    { "dcterms.abstract", PAGE_DESCRIPTION, 3 }, { "sailthru.description", PAGE_DESCRIPTION, 3 },
    { "og:site_name", PAGE_SITE, 0 }, { "application-name", PAGE_SITE, 2 }, { "dc.publisher", PAGE_SITE, 3 },
    { "citation_journal_title", PAGE_SITE, 3 }, { "apple-mobile-web-app-title", PAGE_SITE, 4 },
    { "article:section", PAGE_SECTION, 0 }, { "articlesection", PAGE_SECTION, 1 }, { "parsely-section", PAGE_SECTION, 2 },
    { "og:image", PAGE_IMAGE, 0 }, { "og:image:url", PAGE_IMAGE, 0 }, { "twitter:image", PAGE_IMAGE, 1 },
    { "twitter:image:src", PAGE_IMAGE, 1 }, { "og:image:alt", PAGE_IMAGE_ALT, 0 }, { "twitter:image:alt", PAGE_IMAGE_ALT, 1 },
    { "copyright", PAGE_RIGHTS, 1 }, { "dc.rights", PAGE_RIGHTS, 0 }, { "dcterms.rights", PAGE_RIGHTS, 0 },
    { "dcterms.license", PAGE_RIGHTS, 1 }, { "rights", PAGE_RIGHTS, 1 },
    { "refresh", PAGE_REFRESH, 0 },
};

/* "DC.title" and "dc:title" are one name. */
static bool
is_same_name(struct str said, const char *name)
{
    size_t i = 0;

    for (; i < said.len && name[i]; i++)
        if (char_lower(said.at[i]) != name[i] && !(said.at[i] == ':' && name[i] == '.'))
            return false;
    return i == said.len && !name[i];
}

/* LIST holds names between blanks: property="og:title twitter:title" has one value for both. */
static bool
add_named(struct page_facts *f, struct str list, struct str value)
{
    bool known = false;

    while (list.len) {
        size_t n = 0;
        while (n < list.len && !char_is_blank(list.at[n]))
            n++;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (is_same_name(str_sub(list, 0, n), names[i].name)) {
                page_facts_add(f, names[i].field, names[i].rank, value);
                known = true;
            }
        }
        list = str_from(list, n + 1);
    }
    return known;
}

/* ---- the head -------------------------------------------------------------------------------------------------------- */

static void
add_meta(struct page_facts *f, const struct node *n)
{
    static const char *const kinds[] = { "property", "name", "http-equiv", "itemprop" };
    struct str value = node_attr(n, "content");

    for (size_t i = 0; value.len && i < sizeof kinds / sizeof *kinds; i++)
        if (add_named(f, node_attr(n, kinds[i]), value))
            return;
}

static bool
has_word(struct str list, const char *word)
{
    for (ptrdiff_t at = str_ifind(list, str_of(word), 0); at >= 0; at = str_ifind(list, str_of(word), (size_t)at + 1)) {
        size_t from = (size_t)at, to = from + strlen(word);
        if ((from == 0 || char_is_blank(list.at[from - 1])) && (to == list.len || char_is_blank(list.at[to])))
            return true;
    }
    return false;
}

static void
add_link(struct page_facts *f, const struct node *n)
{
    struct str rel = node_attr(n, "rel"), href = str_trim(node_attr(n, "href"));

    if (has_word(rel, "canonical"))
        page_facts_add(f, PAGE_URL, 0, href);
    else if (has_word(rel, "license"))
        page_facts_add(f, PAGE_RIGHTS, 2, href);
}

/* "saved from url=(0042)https://…" (browsers), or SingleFile's lines, one of them " url: https://…". */
static void
add_comment(struct page_facts *f, struct str text)
{
    struct str line, rest = text;

    text = str_trim(text);
    if (str_istarts(text, STR("saved from url=("))) {
        ptrdiff_t end = str_chr(text, ')', 0);
        if (end > 0)
            page_facts_add(f, PAGE_URL, 2, str_from(text, (size_t)end + 1));
        return;
    }
    if (str_find(text, STR("SingleFile"), 0) < 0)
        return;
    while (str_line(&rest, &line)) {
        line = str_trim(line);
        if (str_starts(line, STR("url:"))) {
            page_facts_add(f, PAGE_URL, 2, str_from(line, 4));
            return;
        }
    }
}

static void
add_html(struct page_facts *f, const struct node *n)
{
    struct str lang = node_attr(n, "lang");

    page_facts_add(f, PAGE_LANGUAGE, 0, lang.len ? lang : node_attr(n, "xml:lang"));
    page_facts_add(f, PAGE_DIRECTION, 0, node_attr(n, "dir"));
}

/* ---- the text -------------------------------------------------------------------------------------------------------- */

/* Whoever speaks there is not the author, and other articles are named there. */
static bool
is_about_others(const struct node *n)
{
    static const char *const words[] = { "comment", "related", "recommend", "recommended", "sidebar", "trending", "disqus",
        "teaser", "latest", "popular", "more-stories", NULL };

    if (n->tag == TAG_FOOTER || n->tag == TAG_NAV || n->tag == TAG_ASIDE)
        return n->tag != TAG_FOOTER || !node_ancestor(n, TAG_ARTICLE, NULL);
    if (n->tag == TAG_BODY || n->tag == TAG_HTML || n->tag == TAG_MAIN || n->tag == TAG_ARTICLE)
        return false;
    return page_is_named(n, words);
}

static struct str
text_below(struct page_facts *f, const struct node *n, size_t longest)
{
    struct str text = node_text_of(f->mem, n, true);

    return text.len <= longest ? text : STR("");
}

/* The name inside a byline: the element marked as one, else the only link, else all of it. */
static struct str
author_text(struct page_facts *f, const struct node *byline)
{
    const struct node *link = NULL;
    size_t links = 0;

    for (const struct node *n = byline->first; n; n = node_next(n, byline)) {
        if (has_word(node_attr(n, "itemprop"), "name") || has_word(node_attr(n, "rel"), "author") || node_has_class(n, "fn"))
            return node_has_attr(n, "content") ? node_attr(n, "content") : text_below(f, n, LONGEST_BYLINE);
        if (n->tag == TAG_A && links++ == 0)
            link = n;
    }
    return text_below(f, links == 1 ? link : byline, LONGEST_BYLINE);
}

/* By how it is marked: 3, 4 or 5; -1 if it is no byline. */
static int
byline_rank(const struct node *n)
{
    static const char *const bylines[] = { "byline", "writtenby", "p-author", NULL };
    static const char *const authors[] = { "author", NULL };

    if (has_word(node_attr(n, "itemprop"), "author") || has_word(node_attr(n, "rel"), "author"))
        return 3;
    return page_is_named(n, bylines) ? 4 : page_is_named(n, authors) ? 5 : -1;
}

static bool
add_byline(struct page_facts *f, const struct node *n)
{
    int rank = n->tag == TAG_META || n->tag == TAG_LINK ? -1 : byline_rank(n);

    if (rank >= 0)
        page_facts_add(f, PAGE_AUTHOR, rank, author_text(f, n));
    return rank >= 0;
}

static void
add_time(struct page_facts *f, const struct node *n)
{
    struct str when = node_attr(n, "datetime"), itemprop = node_attr(n, "itemprop");
    static const char *const published[] = { "published", "publish", "entry-date", NULL };
    static const char *const updated[] = { "updated", "modified", NULL };
    bool is_published = node_has_attr(n, "pubdate") || page_is_named(n, published);

    if (!when.len)
        when = node_attr(n, "content");
    if (!when.len)
        when = text_below(f, n, LONGEST_BYLINE);
    if (page_is_named(n, updated) && !is_published)
        page_facts_add(f, PAGE_MODIFIED, 3, when);
    else if (!itemprop.len || !add_named(f, itemprop, when))
        page_facts_add(f, PAGE_DATE, is_published ? 3 : PAGE_RANK_TIME, when);
}

static void
add_item(struct page_facts *f, const struct node *n, struct str itemprop)
{
    struct str value = node_attr(n, "content");

    if (!value.len)
        value = node_attr(n, "datetime");
    if (!value.len && n->tag != TAG_IMG)
        value = text_below(f, n, LONGEST_FACT);
    add_named(f, itemprop, value);
}

/* A short text in an element that is named after dates; only below the title: mastheads have the day of saving. */
static void
add_date_text(struct page_facts *f, const struct node *n)
{
    static const char *const dates[] = { "date", "pubdate", "published", "publish-date", "timestamp", "posted-on",
        "dateline", NULL };
    const struct page_fact *title = page_facts_find(f, PAGE_HEADING);

    if (title && title->rank == 0 && page_is_named(n, dates))
        page_facts_add(f, PAGE_DATE, PAGE_RANK_DATE_TEXT, text_below(f, n, LONGEST_DATE));
}

static void
add_element(struct page_facts *f, const struct node *n)
{
    struct str itemprop = node_attr(n, "itemprop");

    if (n->tag == TAG_TIME)
        add_time(f, n);
    else if (n->tag == TAG_H1 || n->tag == TAG_H2)
        page_facts_add(f, PAGE_HEADING, n->tag == TAG_H1 ? 0 : 1, text_below(f, n, LONGEST_FACT));
    else if (n->tag == TAG_A && has_word(node_attr(n, "rel"), "tag"))
        page_facts_add(f, PAGE_TAG, 1, text_below(f, n, LONGEST_BYLINE));
    else
        add_date_text(f, n);
    if (!add_byline(f, n) && itemprop.len && n->tag != TAG_TIME)
        add_item(f, n, itemprop);
}

/* Scripts of other kinds, pictures and what is about others have nothing to say. True: do not look below N. */
static bool
collect(struct page_facts *f, const struct node *n)
{
    if (n->tag == TAG_TEXT)
        return true;
    if (n->tag == TAG_COMMENT)
        add_comment(f, n->text);
    else if (n->tag == TAG_META)
        add_meta(f, n);
    else if (n->tag == TAG_LINK)
        add_link(f, n);
    else if (n->tag == TAG_TITLE)
        page_facts_add(f, PAGE_TITLE, PAGE_RANK_ELEMENT, text_below(f, n, LONGEST_FACT));
    else if (n->tag == TAG_BASE && !f->base.len)
        f->base = str_trim(node_attr(n, "href"));
    else if (n->tag == TAG_SCRIPT && str_ifind(node_attr(n, "type"), STR("ld+json"), 0) >= 0)
        page_facts_add_ld(f, node_text_of(f->mem, n, false));
    else if (n->tag == TAG_BODY)
        page_facts_add(f, PAGE_DIRECTION, 1, node_attr(n, "dir"));
    else if (n->tag == TAG_SCRIPT || n->tag == TAG_STYLE || n->tag == TAG_TEMPLATE || n->tag == TAG_SVG || is_about_others(n))
        return true;
    else
        add_element(f, n);
    return n->tag == TAG_SCRIPT;
}

void
page_facts_collect(struct page_facts *f, const struct node *html)
{
    const struct node *n = html->first;

    add_html(f, html);
    while (n)
        n = collect(f, n) ? node_next_skip(n, html) : node_next(n, html);
}
