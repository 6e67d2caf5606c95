/* feed: feeds and WordPress exports as archives of articles. SPDX-License-Identifier: MIT */
#include "read/adapters.h"
#include "read/feed.h"

#include "base/file.h"
#include "base/url.h"
#include "read/items.h"

#include <string.h>

/* ---- what it is -------------------------------------------------------------------------------------------------------- */

/* In any encoding that holds ASCII, and in UTF-16, whose other bytes are zero. */
static bool
match(struct str head)
{
    enum { LONGEST_PREFIX = 12 };
    static const char *const begins[] = { "<rss", "<feed", "<rdf:RDF", "<channel", "<entry xmlns" };
    static const char *const locals[] = { ":rss", ":feed", ":RDF" };
    char text[4096];
    size_t n = 0;
    struct str tag;

    for (size_t i = 0; i < head.len && n < sizeof text; i++)
        if (head.at[i] != '\0')
            text[n++] = head.at[i];
    tag = items_root_tag((struct str){ text, n });
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (str_istarts(tag, str_of(begins[i])))
            return true;
    for (size_t i = 0; i < sizeof locals / sizeof *locals; i++)
        if (str_find(str_sub(tag, 0, LONGEST_PREFIX), str_of(locals[i]), 0) > 0)
            return true;
    return str_eqc(tag, "<item>");
}

/* ---- its head ---------------------------------------------------------------------------------------------------------- */

static struct node *
find_channel(const struct feed *f, struct node *root)
{
    struct node *channel = f->kind == FEED_ATOM ? root : feed_child(f, root, "channel", NULL);

    return channel ? channel : root;
}

static struct str
head_link(const struct feed *f, const struct node *channel)
{
    struct str link = f->kind == FEED_ATOM ? STR("") : feed_text(f, channel, "link");

    for (struct node *n = feed_child(f, channel, "link", NULL); n && link.len == 0; n = feed_child(f, channel, "link", n))
        if (!node_has_attr(n, "rel") || str_ieqc(node_attr(n, "rel"), "alternate"))
            link = str_trim(node_attr(n, "href"));
    return link;
}

/* All before the first item: the parser makes up the ends that are missing there. */
static void
read_head(struct feed *f, struct str head)
{
    struct xml_problem problem;
    struct node *root = xml_parse_loose(f->mem, head, &problem), *channel, *author;
    struct str base;

    if (!root)
        return;
    channel = find_channel(f, root);
    base = node_attr(channel, "xml:base");
    if (!url_is_web(f->base))
        f->base = url_is_web(base) ? base : head_link(f, channel);
    if (f->language.len == 0)
        f->language = node_attr(channel, "xml:lang");
    if (f->language.len == 0)
        f->language = feed_text(f, channel, "language");
    if (f->language.len == 0)
        f->language = feed_text(f, channel, "dc:language");
    f->rights = feed_text(f, channel, f->kind == FEED_ATOM ? "rights" : "copyright");
    author = f->kind == FEED_ATOM ? feed_child(f, channel, "author", NULL) : NULL;
    f->author = author ? feed_text(f, author, "name") : STR("");
    f->is_wordpress = feed_child(f, channel, "wp:wxr_version", NULL) || feed_child(f, channel, "wp:base_site_url", NULL)
        || str_find(f->root, STR("wordpress.org/export/"), 0) >= 0;
    if (f->is_wordpress)
        wordpress_head(f, channel);
}

/* ---- its items --------------------------------------------------------------------------------------------------------- */

/* Blogger exports comments, pages and settings as entries too. */
static bool
is_blogger_other(const struct feed *f, const struct node *item)
{
    for (struct node *n = feed_child(f, item, "category", NULL); n; n = feed_child(f, item, "category", n)) {
        struct str term = node_attr(n, "term");
        ptrdiff_t kind = str_find(term, STR("schemas.google.com/blogger/2008/kind#"), 0);
        if (kind >= 0)
            return !str_ends(term, STR("#post")) && !str_ends(term, STR("#page"));
    }
    return false;
}

static bool
is_draft(const struct feed *f, const struct node *item)
{
    const struct node *control = feed_child(f, item, "app:control", NULL);

    return control && str_ieqc(feed_text(f, control, "app:draft"), "yes");
}

struct others { size_t n; };    /* items that are no articles */

static void
scan_item(struct feed *f, struct reading *r, const struct items *x, struct others *others)
{
    struct xml_problem problem = { 0 };
    struct node *item = feed_parse(f, x->item, &problem);
    struct article *a;

    if (item && is_blogger_other(f, item)) {
        others->n++;
        return;
    }
    a = reading_add_item(r, x->item, x->line);
    if (problem.what)
        diag_add(r->diag, DIAG_MARKUP_BROKEN, r->file->path, x->line + (problem.line ? problem.line : 1), 1, "%s", problem.what);
    if (!item) {
        a->why = WHY_UNREADABLE;
        a->title = arena_printf(r->mem, "%.*s %u", STR_ARG(r->file->rel), a->part + 1);
        return;
    }
    if (f->is_wordpress && !wordpress_fill(f, r, a, item)) {
        wordpress_note_attachment(f, item);
        r->narticles--;
        others->n++;
        return;
    }
    feed_fill(f, r, a, item);
    if (is_draft(f, item) && a->why == WHY_NOT)
        a->why = WHY_DRAFT;
    if (a->why == WHY_NOT && !feed_has_text(f, item, a)) {
        a->why = WHY_EMPTY;
        diag_add(r->diag, DIAG_ARTICLE_EMPTY, r->file->path, x->line + 1, 1, "'%.*s' has no text; it is left out",
            STR_ARG(str_sub(a->title, 0, 120)));
    }
}

/* The pictures that WordPress shows above posts are attachments, which may come later in the file. */
static void
take_pictures(const struct feed *f, struct reading *r)
{
    for (size_t i = 0; i < r->narticles; i++) {
        const struct str *address = r->articles[i].image.len ? map_find(&f->attachments, r->articles[i].image) : NULL;
        r->articles[i].image = address ? arena_str(r->mem, *address) : STR("");
    }
}

static void
scan(struct reading *r)
{
    struct items x = { .text = r->source.bytes };
    struct others others = { 0 };
    struct arena item_mem;
    struct feed f;
    bool has_head = false;

    if (!feed_open(&f, r->scratch, r->source.bytes))
        return;
    f.keep = r->scratch;
    map_init(&f.people);
    map_init(&f.attachments);
    arena_init(&item_mem);
    while (items_next_xml(&x)) {
        if (!has_head)
            read_head(&f, str_sub(x.text, 0, (size_t)(x.item.at - x.text.at)));
        has_head = true;
        f.mem = &item_mem;
        scan_item(&f, r, &x, &others);
        arena_clear(&item_mem);
    }
    if (!has_head)
        diag_add(r->diag, DIAG_ARTICLE_EMPTY, r->file->path, 0, 0, "is a feed without items");
    if (f.is_wordpress)
        take_pictures(&f, r);
    if (others.n)
        diag_add(r->diag, DIAG_LEFT_OUT, r->file->path, 0, 0, "%zu %s no articles (attachments, menus, comments, settings)",
            others.n, others.n == 1 ? "entry is" : "entries are");
    map_release(&f.people);
    map_release(&f.attachments);
    arena_release(&item_mem);
}

/* ---- its texts --------------------------------------------------------------------------------------------------------- */

/* The start tag of the file again: it says what the prefixes mean. */
static bool
open_again(struct feed *f, struct arena *mem, const struct article *a)
{
    enum { HEAD = 16 * 1024 };
    struct str head;

    if (file_head(mem, a->file->path, HEAD, &head) == 0 && feed_open(f, mem, head))
        return true;
    return feed_open(f, mem, STR("<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"));
}

static struct node *
body(struct arena *mem, const struct article *a, const struct source *source, struct diag *d)
{
    struct xml_problem problem;
    struct node *item = NULL;
    struct feed f;

    if (a->item.len && open_again(&f, mem, a)) {
        f.is_wordpress = str_find(f.root, STR("wordpress.org/export/"), 0) >= 0;
        item = feed_parse(&f, source->bytes, &problem);
    }
    return item ? feed_content(&f, item, a, source, d) : node_element(mem, TAG_DIV, 0);
}

const struct adapter feed_adapter = {
    .name = "feed",
    .extensions = "rss atom rdf",
    .is_export = true,
    .declares_charset = true,
    .match = match,
    .scan = scan,
    .body = body,
};
