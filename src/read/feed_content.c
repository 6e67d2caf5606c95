/* feed_content: the text of one item, with what is enclosed. SPDX-License-Identifier: MIT */
#include "read/feed.h"

#include "base/uri.h"
#include "base/url.h"
#include "wrap/html5.h"

static uint32_t
same_place(const void *place, uint32_t offset)
{
    (void)offset;
    return *(const uint32_t *)place;
}

/* ---- forms of content -------------------------------------------------------------------------------------------------- */

/* Markup that stands in the feed as markup: XHTML, or HTML that nobody escaped and whose elements have no namespace. */
static struct node *
from_markup(const struct feed *f, struct node *n)
{
    struct node *div = node_element(f->mem, TAG_DIV, n->offset);

    node_move_children(n, div);
    for (struct node *c = div->first; c; c = node_next(c, div))
        if (c->tag == TAG_OTHER && c->space == SPACE_HTML && tag_of(str_of(c->name)) != TAG_OTHER)
            node_rename(c, tag_of(str_of(c->name)));
    return div;
}

static bool
has_markup(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (node_is_element(c))
            return true;
    return false;
}

/* Paragraphs of a text without markup. */
static struct node *
from_plain(const struct feed *f, struct str text, uint32_t place)
{
    struct node *div = node_element(f->mem, TAG_DIV, place), *p = NULL;
    struct str line;

    while (str_line(&text, &line)) {
        if (str_is_blank(line)) {
            p = NULL;
            continue;
        }
        if (!p) {
            p = node_element(f->mem, TAG_P, place);
            node_append(div, p);
        } else {
            node_append(p, node_text(f->mem, STR("\n"), place));
        }
        node_append(p, node_text(f->mem, line, place));
    }
    return div;
}

static bool
is_plain_type(struct str type)
{
    return type.len == 0 || str_ieqc(type, "text") || str_ieqc(type, "text/plain");
}

static struct node *
from_element(const struct feed *f, struct node *n, const struct source *source, struct diag *d)
{
    uint32_t place = 0;
    bool is_escaped = str_ieqc(node_attr(n, "mode"), "escaped");    /* Atom 0.3 */
    struct str type = node_attr(n, "type"), text;

    if (has_markup(n))
        return from_markup(f, n);
    text = node_text_of(f->mem, n, false);
    if ((f->kind == FEED_ATOM || feed_is(f, n, "media:description")) && is_plain_type(type) && !is_escaped)
        return from_plain(f, text, place);
    if (f->is_wordpress && source)
        text = wordpress_html(f->mem, text, source, d);
    return html5_parse_fragment(f->mem, text, same_place, &place);
}

/* The fullest that the item has; NULL if it has none. */
static struct node *
fullest(const struct feed *f, struct node *item)
{
    static const char *const names[] = { "content:encoded", "content", "atom:content", "description", "summary", "atom:summary",
        "dc:description", "media:description", "itunes:summary", "excerpt:encoded", NULL };

    for (struct node *n = item->first; n; n = n->next)
        if (n->tag == TAG_BODY && n->space == SPACE_HTML && has_markup(n))
            return n;
    for (const char *const *name = names; *name; name++) {
        struct node *n = feed_child(f, item, *name, NULL);
        if (n && !node_has_attr(n, "src") && (has_markup(n) || feed_text_of(f, n).len))
            return n;
    }
    item = feed_child(f, item, "media:group", NULL);    /* of a video: all it has */
    return item ? feed_child(f, item, "media:description", NULL) : NULL;
}

static struct node *
content_of(const struct feed *f, struct node *item, const struct source *source, struct diag *d)
{
    struct node *n = fullest(f, item);

    return n ? from_element(f, n, source, d) : node_element(f->mem, TAG_DIV, 0);
}

/* ---- addresses --------------------------------------------------------------------------------------------------------- */

/* Relative addresses count from the feed's or the item's. Those of pictures are resolved too: a feed has none beside it but by
 * its address on the web, under which they are looked for in the archive. */
static void
resolve(const struct feed *f, struct node *root, struct str base)
{
    static const char *const names[] = { "href", "src", "poster", "data-src" };

    if (!url_is_web(base))
        return;
    for (struct node *n = root->first; n; n = node_next(n, root))
        for (size_t i = 0; n->attrs && i < sizeof names / sizeof *names; i++) {
            struct str value = str_trim(node_attr(n, names[i]));
            struct uri u = uri_split(value);
            if (value.len && value.at[0] != '#' && !u.scheme.at)
                node_set_attr(f->mem, n, names[i], uri_resolve(f->mem, base, value));
        }
}

/* ---- enclosures -------------------------------------------------------------------------------------------------------- */

struct enclosing {
    const struct feed *f;
    struct node *root, *list;
    struct map seen;            /* addresses that are listed or shown already */
};

static struct str
label_of(struct arena *mem, struct str url, struct str type, struct str size)
{
    struct str path = url_path(url), name = path;
    ptrdiff_t slash = str_rchr(path, '/');
    unsigned long bytes;

    name = slash >= 0 ? str_from(path, (size_t)slash + 1) : path;
    if (name.len == 0)
        name = url;
    if (str_uint(size, 1UL << 40, &bytes) && bytes >= 1000000)
        return arena_printf(mem, "%.*s (%.*s, %lu MB)", STR_ARG(name), STR_ARG(type), (bytes + 500000) / 1000000);
    return type.len ? arena_printf(mem, "%.*s (%.*s)", STR_ARG(name), STR_ARG(type)) : name;
}

/* A picture is shown, all else is a labelled link: nothing is fetched. */
static void
add_enclosure(struct enclosing *e, struct str url, struct str type, struct str size)
{
    struct arena *mem = e->f->mem;
    struct node *item, *n;

    if (!url_is_web(url) || map_has(&e->seen, url))
        return;
    *map_slot(&e->seen, url) = e;
    if (!e->list) {
        e->list = node_element(mem, TAG_UL, 0);
        node_append(e->root, e->list);
    }
    item = node_element(mem, TAG_LI, 0);
    n = node_element(mem, TAG_A, 0);
    node_set_attr(mem, n, "href", url);
    node_append(n, node_text(mem, label_of(mem, url, type, size), 0));
    node_append(item, n);
    node_append(e->list, item);
}

static void
note_shown(struct enclosing *e)
{
    for (struct node *n = e->root->first; n; n = node_next(n, e->root)) {
        struct str src = n->attrs ? node_attr(n, "src") : STR_NONE, href = n->attrs ? node_attr(n, "href") : STR_NONE;
        if (src.len)
            *map_slot(&e->seen, src) = e;
        if (href.len)
            *map_slot(&e->seen, href) = e;
    }
}

static void
add_enclosures(const struct feed *f, struct node *root, const struct node *item)
{
    struct enclosing e = { .f = f, .root = root };
    const char *link = f->kind == FEED_ATOM ? "link" : "atom:link";

    map_init(&e.seen);
    note_shown(&e);
    for (struct node *n = feed_child(f, item, "enclosure", NULL); n; n = feed_child(f, item, "enclosure", n)) {
        struct str url = node_attr(n, "url");
        add_enclosure(&e, str_trim(url.len ? url : node_attr(n, "rdf:resource")), node_attr(n, "type"), node_attr(n, "length"));
    }
    for (struct node *n = feed_child(f, item, link, NULL); n; n = feed_child(f, item, link, n))
        if (str_ieqc(node_attr(n, "rel"), "enclosure"))
            add_enclosure(&e, str_trim(node_attr(n, "href")), node_attr(n, "type"), node_attr(n, "length"));
    for (struct node *n = feed_child(f, item, "media:content", NULL); n; n = feed_child(f, item, "media:content", n))
        if (!str_istarts(node_attr(n, "type"), STR("image/")) && !str_ieqc(node_attr(n, "medium"), "image"))
            add_enclosure(&e, str_trim(node_attr(n, "url")), node_attr(n, "type"), node_attr(n, "fileSize"));
    map_release(&e.seen);
}

/* ---- all --------------------------------------------------------------------------------------------------------------- */

struct node *
feed_content(const struct feed *f, struct node *item, const struct article *a, const struct source *source, struct diag *d)
{
    struct node *root = content_of(f, item, source, d);

    resolve(f, root, a->base);
    add_enclosures(f, root, item);
    return root;
}

struct str
feed_words(const struct feed *f, struct node *item)
{
    return node_text_of(f->mem, content_of(f, item, NULL, NULL), true);
}

/* A long text has words in it; a short one may be nothing but a tag or two. */
bool
feed_has_text(const struct feed *f, struct node *item, const struct article *a)
{
    enum { SHORT = 1000 };
    struct node *n = fullest(f, item);

    if (n && feed_text_of(f, n).len >= SHORT)
        return true;
    return !node_is_empty(feed_content(f, item, a, NULL, NULL));
}
