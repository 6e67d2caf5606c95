/* header: the head of a chapter: title, subtitle, names, date and source. SPDX-License-Identifier: MIT */
#include "html/address.h"
#include "html/page.h"

#include "base/url.h"
#include "base/words.h"

static struct node *
add(struct rendering *r, struct node *parent, enum tag tag, const char *class_name)
{
    struct node *n = node_element(r->scratch, tag, NODE_NOWHERE);

    if (class_name)
        node_set_attr(r->scratch, n, "class", str_of(class_name));
    node_append(parent, n);
    return n;
}

static void
add_text(struct rendering *r, struct node *parent, struct str text)
{
    node_append(parent, node_text(r->scratch, text, NODE_NOWHERE));
}

struct str
page_title(const struct page *page)
{
    const struct article *a = page->article;

    if (!str_is_blank(a->title))
        return a->title;
    return a->file && a->file->rel.len ? a->file->rel : page->href;
}

bool
page_is_rtl(const struct page *page)
{
    struct str direction = page->article->direction;

    return direction.len ? str_eqc(direction, "rtl") : word_is_rtl(page->language);
}

/* A class for the sheet, which may not ask for attributes; and MuPDF does not look at the dir of html. */
void
page_mark_direction(struct rendering *r, struct node *section)
{
    if (!page_is_rtl(r->page))
        return;
    node_add_class(r->scratch, section, "rtl");
    node_set_attr(r->scratch, section, "dir", STR("rtl"));
}

/* ---- the title ------------------------------------------------------------------------------------------------------- */

static struct node *
find_title(const struct rendering *r)
{
    for (struct node *n = r->root->first; n; n = node_next(n, r->root))
        if (node_has_attr(n, "x-title"))
            return n;
    return NULL;
}

/* Takes the heading out of the body, with the wrappers that held nothing else. */
static void
take_out(struct node *n, const struct node *root)
{
    struct node *parent = n->parent;

    node_unlink(n);
    while (parent != root && node_is_empty(parent) && !node_has_attr(parent, "id")) {
        struct node *empty = parent;
        parent = empty->parent;
        node_unlink(empty);
    }
}

static void
add_title(struct rendering *r, struct node *header)
{
    struct node *h1 = add(r, header, TAG_H1, NULL), *heading = find_title(r);

    node_set_attr(r->scratch, h1, "id", STR(PAGE_TITLE_ID));
    if (!heading) {
        add_text(r, h1, page_title(r->page));
        return;
    }
    take_out(heading, r->root);
    node_move_children(heading, h1);
}

/* ---- the lines below it ---------------------------------------------------------------------------------------------- */

static void
add_subtitle(struct rendering *r, struct node *header)
{
    struct str text = r->page->article->subtitle;
    struct node *p;

    if (str_is_blank(text))
        return;
    p = add(r, header, TAG_P, "subtitle");
    node_set_attr(r->scratch, p, "role", STR("doc-subtitle"));
    add_text(r, p, text);
}

static bool
is_author(const struct person *p)
{
    return p->role.len == 0 || str_eqc(p->role, "aut");
}

/* The authors; where the source calls nobody that, everyone it names. */
static struct str
names_of(struct arena *scratch, const struct article *a)
{
    struct buf names;
    struct str result;
    bool has_author = false;

    for (size_t i = 0; i < a->nauthors; i++)
        has_author |= is_author(&a->authors[i]);
    buf_init(&names);
    for (size_t i = 0; i < a->nauthors; i++) {
        struct str name = str_trim(a->authors[i].name);
        if (has_author && !is_author(&a->authors[i]))
            continue;
        if (name.len && names.len)
            buf_adds(&names, ", ");
        buf_add(&names, name);
    }
    result = buf_take(&names, scratch);
    buf_release(&names);
    return result;
}

static void
add_byline(struct rendering *r, struct node *header)
{
    struct str names = names_of(r->scratch, r->page->article), by = str_of(word_get(WORD_BY, r->page->language));
    ptrdiff_t place = str_find(by, STR("%s"), 0);

    if (names.len == 0)
        return;
    if (place >= 0)
        names = arena_printf(r->scratch, "%.*s%.*s%.*s", (int)place, by.at, STR_ARG(names),
            STR_ARG(str_from(by, (size_t)place + 2)));
    add_text(r, add(r, header, TAG_P, "byline"), names);
}

/* "example.org" of "https://www.example.org:8080/a". */
static struct str
host_of(struct str url)
{
    struct str host = url_host(url);
    ptrdiff_t port = str_chr(host, ':', 0);

    if (port > 0)
        host = str_sub(host, 0, (size_t)port);
    return str_istarts(host, STR("www.")) ? str_from(host, 4) : host;
}

static void
add_dateline(struct rendering *r, struct node *header)
{
    const struct page *page = r->page;
    struct str url = page->article->url, host = STR("");
    struct node *p, *n;

    if (url_is_web(url) && address_clean(r->scratch, url, &url) == ADDRESS_WEB)
        host = host_of(url);
    if (page->date_text.len == 0 && host.len == 0)
        return;
    p = add(r, header, TAG_P, "dateline");
    if (page->date_text.len) {
        n = add(r, p, TAG_TIME, NULL);
        node_set_attr(r->scratch, n, "datetime", date_iso(r->scratch, page->article->date));
        add_text(r, n, page->date_text);
    }
    if (page->date_text.len && host.len)
        add_text(r, p, STR(" \u00B7 "));
    if (host.len) {
        n = add(r, p, TAG_A, NULL);
        node_set_attr(r->scratch, n, "href", url);
        add_text(r, n, host);
    }
}

struct node *
header_make(struct rendering *r)
{
    struct node *section = node_element(r->scratch, TAG_SECTION, NODE_NOWHERE);
    struct node *header = add(r, section, TAG_HEADER, NULL);

    page_mark_direction(r, section);
    node_set_attr(r->scratch, section, "epub:type", STR("chapter"));
    node_set_attr(r->scratch, section, "role", STR("doc-chapter"));
    node_set_attr(r->scratch, section, "aria-labelledby", STR(PAGE_TITLE_ID));
    add_title(r, header);
    add_subtitle(r, header);
    add_byline(r, header);
    add_dateline(r, header);
    return section;
}
