/* feed_item: one item of a feed to the fields of its article. SPDX-License-Identifier: MIT
 *
 * RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, with the modules that real feeds use (Dublin Core, content, iTunes, Media RSS). */
#include "read/feed.h"

#include "base/uri.h"
#include "base/url.h"
#include "read/meta.h"
#include "wrap/html5.h"
#include "wrap/text.h"

/* ---- texts ------------------------------------------------------------------------------------------------------------ */

/* Atom says whether its texts are HTML; RSS does not, and people put both there. */
static struct str
plain_of(const struct feed *f, struct arena *mem, const struct node *n)
{
    struct str type = n ? node_attr(n, "type") : STR_NONE, text = feed_text_of(f, n);

    if (f->kind != FEED_ATOM)
        return meta_plain(mem, text);
    if (str_ieqc(type, "html") || str_ieqc(type, "text/html"))
        return arena_str(mem, node_text_of(f->mem, html5_parse_fragment(f->mem, text, NULL, NULL), true));
    return arena_str(mem, n ? node_text_of(f->mem, n, true) : STR(""));
}

static struct str
first_plain(const struct feed *f, struct arena *mem, const struct node *item, const char *const *names)
{
    for (; *names; names++) {
        struct str text = plain_of(f, mem, feed_child(f, item, *names, NULL));
        if (!str_is_blank(text))
            return text;
    }
    return STR("");
}

static struct str
first_text(const struct feed *f, const struct node *item, const char *const *names)
{
    for (; *names; names++) {
        struct str text = feed_text(f, item, *names);
        if (text.len)
            return text;
    }
    return STR("");
}

struct str
feed_title_of_words(struct arena *mem, struct str words)
{
    enum { LONGEST = 70 };
    size_t cut = 0;

    if (words.len <= LONGEST)
        return arena_str(mem, words);
    for (size_t i = 0; i < LONGEST; i++) {
        bool ends = words.at[i] == '.' || words.at[i] == '!' || words.at[i] == '?';
        if (ends && i > 20 && words.at[i + 1] == ' ')
            return arena_str(mem, str_sub(words, 0, i + (words.at[i] != '.')));
        if (words.at[i] == ' ')
            cut = i;
    }
    if (cut == 0)               /* a script without blanks: to the beginning of a character */
        for (cut = LONGEST; cut > 0 && ((unsigned char)words.at[cut] & 0xC0) == 0x80; cut--)
            ;
    return arena_printf(mem, "%.*s\u2026", (int)cut, words.at);
}

static void
fill_title(const struct feed *f, struct reading *r, struct article *a, struct node *item)
{
    static const char *const names[] = { "title", "dc:title", "media:title", "itunes:title", NULL };
    struct str words;

    a->title = first_plain(f, r->mem, item, names);
    if (a->title.len)
        return;
    words = feed_words(f, item);
    a->title = words.len ? feed_title_of_words(r->mem, words) : arena_str(r->mem, a->url.len ? a->url : a->key);
    if (words.len)
        diag_add(r->diag, DIAG_TITLE_GUESSED, r->file->path, a->item.line + 1, 1,
            "has no title; '%.*s' was made from its text", STR_ARG(str_sub(a->title, 0, 200)));
    if (a->title.len == 0)
        a->title = STR("\u2026");
}

/* ---- addresses --------------------------------------------------------------------------------------------------------- */

/* REF as an address of the web, resolved by the feed's; empty if it is none. */
static struct str
web(const struct feed *f, struct arena *mem, struct str base, struct str ref)
{
    struct str address = ref;

    if (ref.len == 0)
        return STR("");
    if (!url_is_web(ref) && url_is_web(base))
        address = uri_resolve(f->mem, base, ref);
    return url_is_web(address) ? arena_str(mem, address) : STR("");
}

/* Atom: the link without rel or with "alternate". */
static struct str
atom_link(const struct feed *f, const struct node *item, const char *name)
{
    for (struct node *n = feed_child(f, item, name, NULL); n; n = feed_child(f, item, name, n)) {
        struct str rel = node_attr(n, "rel"), href = str_trim(node_attr(n, "href"));
        if (href.len && (rel.len == 0 || str_ieqc(rel, "alternate")))
            return href;
    }
    return STR("");
}

static struct str
link_of(const struct feed *f, const struct node *item)
{
    static const char *const texts[] = { "feedburner:origLink", "link", NULL };
    const struct node *guid = feed_child(f, item, "guid", NULL);
    struct str link = f->kind == FEED_ATOM ? first_text(f, item, (const char *const[]){ "feedburner:origLink", NULL })
        : first_text(f, item, texts);

    if (link.len == 0)
        link = atom_link(f, item, f->kind == FEED_ATOM ? "link" : "atom:link");
    if (link.len == 0 && guid && !str_ieqc(node_attr(guid, "isPermaLink"), "false") && url_is_web(feed_text_of(f, guid)))
        link = feed_text_of(f, guid);
    return link.len ? link : node_attr(item, "rdf:about");
}

static void
fill_addresses(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    static const char *const ids[] = { "guid", "id", "atom:id", NULL };
    struct str base = node_attr(item, "xml:base"), key = first_text(f, item, ids);

    base = base.len && url_is_web(f->base) ? uri_resolve(f->mem, f->base, base) : base.len ? base : f->base;
    a->url = web(f, r->mem, base, link_of(f, item));
    a->base = url_is_web(base) ? arena_str(r->mem, base) : a->url;
    if (key.len == 0)
        key = a->url.len ? a->url : feed_text(f, item, "title");
    a->key = arena_str(r->mem, key);
}

/* ---- dates ------------------------------------------------------------------------------------------------------------- */

static struct date
date_of(const struct feed *f, struct reading *r, struct article *a, const struct node *item, const char *const *names)
{
    struct date date = { .precision = DATE_NONE };
    int zone = r->catalog->config ? r->catalog->config->zone : 0;
    struct str text = STR("");

    for (; *names; names++) {
        text = feed_text(f, item, *names);
        if (text.len && date_parse(text, zone, &date) == DATE_OK)
            return date;
        if (text.len)
            diag_add(r->diag, DIAG_DATE_INVALID, r->file->path, a->item.line + 1, 1, "'%s: %.*s' is no date that can be read",
                *names, STR_ARG(str_sub(text, 0, 60)));
    }
    return date;
}

static void
fill_dates(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    static const char *const written[] = { "pubDate", "published", "issued", "dc:date", "dc:issued", "created", "dc:created",
        NULL };
    static const char *const changed[] = { "updated", "modified", "dc:modified", "atom:updated", NULL };

    if (a->date.precision == DATE_NONE)         /* WordPress says it better */
        a->date = date_of(f, r, a, item, written);
    a->modified = date_of(f, r, a, item, changed);
    if (a->date.precision == DATE_NONE)
        a->date = a->modified;
}

/* ---- people ------------------------------------------------------------------------------------------------------------ */

void
feed_add_author(const struct feed *f, struct arena *mem, struct article *a, struct str text)
{
    ptrdiff_t open = str_chr(text, '(', 0), at = str_chr(text, '@', 0);
    const char *name;

    text = str_trim(text);
    if (at >= 0 && open > at && str_ends(text, STR(")")))
        text = str_sub(text, (size_t)open + 1, text.len - 1);
    else if (at > 0 && open < 0 && str_chr(text, ' ', 0) < 0)
        return;                 /* nothing but an address */
    name = map_find(&f->people, text);
    meta_add_authors(mem, a, name ? str_of(name) : text, false);
}

static void
fill_authors(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    static const char *const names[] = { "author", "dc:creator", "itunes:author", "dc:contributor", NULL };

    for (const char *const *name = names; *name && a->nauthors == 0; name++)
        for (struct node *n = feed_child(f, item, *name, NULL); n; n = feed_child(f, item, *name, n)) {
            struct node *inner = feed_child(f, n, "name", NULL);
            if (!inner)
                inner = feed_child(f, n, "atom:name", NULL);
            feed_add_author(f, r->mem, a, inner ? feed_text_of(f, inner) : feed_text_of(f, n));
        }
    if (a->nauthors == 0 && f->author.len)
        feed_add_author(f, r->mem, a, f->author);
}

/* ---- tags -------------------------------------------------------------------------------------------------------------- */

static void
fill_tags(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    static const char *const names[] = { "category", "dc:subject", "atom:category", NULL };
    struct str keywords, word;

    for (const char *const *name = names; *name; name++)
        for (struct node *n = feed_child(f, item, *name, NULL); n; n = feed_child(f, item, *name, n)) {
            struct str label = node_attr(n, "label"), term = node_attr(n, "term"), scheme = node_attr(n, "scheme");
            if (str_starts(scheme, STR("http://schemas.google.com/g/")))
                continue;       /* Blogger's kinds of entries */
            meta_add_tag(r->mem, a, label.len ? label : term.len ? term : feed_text_of(f, n));
        }
    keywords = feed_text(f, item, "media:keywords");
    if (keywords.len == 0)
        keywords = feed_text(f, item, "itunes:keywords");
    while (str_cut(&keywords, ',', &word))
        meta_add_tag(r->mem, a, word);
}

/* ---- all --------------------------------------------------------------------------------------------------------------- */

static void
fill_language(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    const struct node *content = feed_child(f, item, "content", NULL);
    struct str language = content ? node_attr(content, "xml:lang") : STR("");

    if (language.len == 0)
        language = node_attr(item, "xml:lang");
    if (language.len == 0)
        language = feed_text(f, item, "dc:language");
    if (language.len == 0)
        language = f->language;
    if (language.len && !text_language(r->mem, language, &a->language))
        a->language = STR("");
}

/* What RSS calls a description is the text where there is no other. */
static void
fill_description(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    enum { LONGEST = 500 };
    bool has_content = feed_child(f, item, "content:encoded", NULL) || feed_child(f, item, "content", NULL);
    struct node *n = feed_child(f, item, f->kind == FEED_ATOM ? "summary" : "description", NULL);
    struct str words;

    if (!has_content || !n || a->description.len)
        return;
    words = node_text_of(f->mem, html5_parse_fragment(f->mem, feed_text_of(f, n), NULL, NULL), true);
    if (words.len <= LONGEST)
        a->description = arena_str(r->mem, words);
}

void
feed_fill(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    static const char *const rights[] = { "rights", "dc:rights", "copyright", NULL };

    fill_addresses(f, r, a, item);
    fill_dates(f, r, a, item);
    fill_authors(f, r, a, item);
    if (!f->is_wordpress)
        fill_tags(f, r, a, item);
    fill_language(f, r, a, item);
    fill_description(f, r, a, item);
    a->rights = first_plain(f, r->mem, item, rights);
    if (a->rights.len == 0)
        a->rights = arena_str(r->mem, f->rights);
    fill_title(f, r, a, (struct node *)item);
}
