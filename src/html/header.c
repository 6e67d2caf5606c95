/* header: the head of a chapter (title, subtitle, names, date, source), and its foot. SPDX-License-Identifier: MIT */
#include "html/address.h"
#include "html/page.h"

#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/words.h"

#include <string.h>

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
    for (struct node *n = r->has_title ? r->root->first : NULL; n; n = node_next(n, r->root))
        if (node_is_heading(n) && node_has_attr(n, "x-title"))
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
        add_text(r, h1, page_typeset(r, page_title(r->page), r->page->language));
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
    add_text(r, p, page_typeset(r, text, r->page->language));
}

static void
add_byline(struct rendering *r, struct node *header)
{
    struct str names = r->page->names, by = str_of(word_get(WORD_BY, r->page->language));
    ptrdiff_t place = str_find(by, STR("%s"), 0);

    if (names.len == 0)
        return;
    if (place >= 0)
        names = arena_printf(r->scratch, "%.*s%.*s%.*s", (int)place, by.at, STR_ARG(names),
            STR_ARG(str_from(by, (size_t)place + 2)));
    add_text(r, add(r, header, TAG_P, "byline"), names);
}

/* A mark between two facts of a line. */
static void
part_facts(struct rendering *r, struct node *p)
{
    if (p->first)
        add_text(r, p, STR(" \u00B7 "));
}

static void
add_date(struct rendering *r, struct node *p)
{
    struct node *time;

    if (r->page->date_text.len == 0)
        return;
    time = add(r, p, TAG_TIME, NULL);
    node_set_attr(r->scratch, time, "datetime", date_iso(r->scratch, r->page->article->date));
    add_text(r, time, r->page->date_text);
}

static void
add_minutes(struct rendering *r, struct node *p)
{
    const char *format = word_get(WORD_MINUTES, r->page->language);
    const char *place = strstr(format, "%s");

    if (r->page->minutes == 0 || !place)
        return;
    part_facts(r, p);
    add_text(r, p, arena_printf(r->scratch, "%.*s%u%s", (int)(place - format), format, r->page->minutes, place + 2));
}

static void
add_host(struct rendering *r, struct node *p)
{
    struct str url = r->page->article->url, host;
    struct node *a;

    if (!url_is_web(url) || address_clean(r->scratch, url, &url) != ADDRESS_WEB || (host = url_host_name(url)).len == 0)
        return;
    part_facts(r, p);
    a = add(r, p, TAG_A, NULL);
    node_set_attr(r->scratch, a, "href", url);
    add_text(r, a, host);
}

/* "5 March 2024 · 4 min · example.org", what is known of it. */
static void
add_dateline(struct rendering *r, struct node *header)
{
    struct node *p = add(r, header, TAG_P, "dateline");

    add_date(r, p);
    add_minutes(r, p);
    add_host(r, p);
    if (!p->first)
        node_unlink(p);
}

/* ---- the way on ------------------------------------------------------------------------------------------------------- */

static struct node *
add_way(struct rendering *r, struct node *p, struct str href, struct str text)
{
    struct node *a = add(r, p, TAG_A, NULL);

    node_set_attr(r->scratch, a, "href", path_relative(r->scratch, path_folder(r->page->href), href));
    add_text(r, a, text);
    return a;
}

/* Links go to files, not to places in them: Kobo shows those as pop-ups. */
struct node *
header_onward(struct rendering *r)
{
    const struct plan *plan = r->plan;
    const struct page *page = r->page, *next = page->index + 1 < plan->npages ? &plan->pages[page->index + 1] : NULL;
    struct str language = page->language;
    struct node *footer, *p, *a;

    if (plan->book->look.onward != TOGGLE_ON)
        return NULL;
    footer = node_element(r->scratch, TAG_FOOTER, NODE_NOWHERE);
    node_set_attr(r->scratch, footer, "class", STR("onward"));
    p = add(r, footer, TAG_P, NULL);
    if (next) {
        add_text(r, p, arena_printf(r->scratch, "%s: ", word_get(WORD_NEXT, language)));
        a = add_way(r, p, next->href, page_typeset(r, page_title(next), next->language));
        if (!str_eq(next->language, language)) {
            node_set_attr(r->scratch, a, "lang", next->language);
            node_set_attr(r->scratch, a, "xml:lang", next->language);
        }
        p = add(r, footer, TAG_P, NULL);
    } else if (plan->book->next.len) {          /* another book: it can be named, not reached */
        add_text(r, p, arena_printf(r->scratch, "%s: %.*s", word_get(WORD_NEXT, language), STR_ARG(plan->book->next)));
        p = add(r, footer, TAG_P, NULL);
    }
    add_way(r, p, page->contents, str_of(word_get(WORD_CONTENTS, language)));
    return footer;
}

struct node *
header_make(struct rendering *r)
{
    struct node *section = node_element(r->scratch, TAG_SECTION, NODE_NOWHERE);
    struct node *header = add(r, section, TAG_HEADER, NULL);

    r->page->minutes = reading_minutes(r->root);
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
