/* page: saved HTML pages. SPDX-License-Identifier: MIT */
#include "read/adapters.h"
#include "read/links.h"
#include "read/page.h"
#include "read/page_extract.h"
#include "read/page_facts.h"
#include "read/page_trim.h"

#include "base/uri.h"
#include "base/url.h"
#include "wrap/html5.h"
#include "wrap/xmltree.h"

enum { LEAST_TEXT_BESIDE_REDIRECT = 400 };

static bool
match(struct str head)
{
    return str_ifind(head, STR("<!DOCTYPE html"), 0) >= 0 || str_ifind(head, STR("<html"), 0) >= 0;
}

/* FRAGMENT is what stands behind front matter. */
static uint32_t
behind_front_matter(const void *body, uint32_t offset)
{
    return offset + *(const uint32_t *)body;
}

/* A page that is XML and says so: there `<script/>` is a whole element. NULL if it is none, or its declaration names a charset
 * that it no longer has (the bytes were converted). */
static struct node *
parse_xhtml(struct arena *a, struct str bytes)
{
    ptrdiff_t end = str_starts(bytes, STR("<?xml")) ? str_find(bytes, STR("?>"), 0) : -1;
    struct str declaration = str_sub(bytes, 0, end < 0 ? 0 : (size_t)end);
    bool is_utf8 = str_ifind(declaration, STR("encoding"), 0) < 0 || str_ifind(declaration, STR("utf-8"), 0) >= 0;
    struct xml_problem problem;
    struct node *html = end > 0 && is_utf8 ? xml_parse(a, bytes, &problem) : NULL;

    return html && html->tag == TAG_HTML ? html : NULL;
}

/* The page, or what stands behind its front matter (a post of a site generator, which has no head of its own). */
static struct node *
parse(struct arena *a, struct str bytes, const uint32_t *body)
{
    struct node *html = *body ? NULL : parse_xhtml(a, bytes);

    if (html)
        return html;
    if (*body == 0)
        return html5_parse_page(a, bytes);
    html = node_element(a, TAG_HTML, NODE_NOWHERE);
    node_append(html, html5_parse_fragment(a, str_from(bytes, *body), behind_front_matter, body));
    node_rename(html->first, TAG_BODY);
    return html;
}

/* "0; url=https://…": the address, or empty. */
static struct str
refresh_target(const struct page_facts *f)
{
    const struct page_fact *refresh = page_facts_find(f, PAGE_REFRESH);
    ptrdiff_t at = refresh ? str_ifind(refresh->text, STR("url="), 0) : -1;

    return at < 0 ? STR("") : str_trim(str_from(refresh->text, (size_t)at + 4));
}

void
page_scan(struct reading *r, struct str bytes, uint32_t body)
{
    struct article *article = reading_add(r);
    struct page_facts facts = { .mem = r->scratch };
    struct node *html, *content;
    struct str target;
    size_t text;

    html = parse(r->scratch, bytes, &body);
    page_facts_collect(&facts, html);
    page_facts_apply(&facts, r, article);
    content = page_extract(r->scratch, html, &text);
    if (article->subtitle.len == 0 && body == 0)
        article->subtitle = arena_str(r->mem, page_deck(r->scratch, content, article));
    target = refresh_target(&facts);
    if (target.len && text < LEAST_TEXT_BESIDE_REDIRECT) {
        article->why = article->why ? article->why : WHY_REDIRECT;
        article->redirect = arena_str(r->mem, target);
        article->why_text = arena_printf(r->mem, "leads to %.*s", STR_ARG(target));
    } else if (node_is_empty(content) && article->why == WHY_NOT) {
        article->why = WHY_EMPTY;
        diag_add(r->diag, DIAG_ARTICLE_EMPTY, r->file->path, 0, 0, "has no text; it is left out");
    }
}

static void
scan(struct reading *r)
{
    if (links_is_page(r->source.bytes))
        links_scan_page(r);
    else
        page_scan(r, r->source.bytes, r->body);
}

/* Links are resolved by the article's address later on; a <base> says otherwise. Pictures are left alone: those that were saved
 * with the page lie beside the file, whatever its base is. */
static void
resolve_by_base(struct arena *a, struct node *content, struct str base)
{
    if (!url_is_web(base))
        return;
    for (struct node *n = content->first; n; n = node_next(n, content)) {
        struct str href = n->tag == TAG_A ? str_trim(node_attr(n, "href")) : STR_NONE;
        if (href.len && href.at[0] != '#')
            node_set_attr(a, n, "href", uri_resolve(a, base, href));
    }
}

static struct str
base_of(const struct node *html)
{
    const struct node *head = node_find(html, TAG_HEAD), *base = head ? node_find(head, TAG_BASE) : NULL;

    return base ? str_trim(node_attr(base, "href")) : STR("");
}

struct node *
page_content(struct arena *a, const struct article *article, struct str bytes)
{
    struct node *html = parse(a, bytes, &article->body), *content;
    struct str base = base_of(html);
    size_t text;

    content = page_extract(a, html, &text);
    if (article->body == 0)     /* a post of a site generator has no furniture around it */
        page_trim(a, content, article);
    resolve_by_base(a, content, base);
    return content;
}

static struct node *
body(struct arena *a, const struct article *article, const struct source *source, struct diag *d)
{
    (void)d;
    return page_content(a, article, source->bytes);
}

const struct adapter page_adapter = {
    .name = "page",
    .extensions = "html htm xhtml",
    .has_front_matter = true,
    .declares_charset = true,
    .match = match,
    .scan = scan,
    .body = body,
};
