/* page_extract: the article in a saved page. SPDX-License-Identifier: MIT
 *
 * Two walks over the tree, each linear, elements judged when all below them is known:
 *     1. what is no article text by its element, role, class or id is dropped - unless it holds too much of the page's text
 *        for that to be true (pages wrap everything in a form, hide it until a script runs, or call it "comment-page");
 *     2. the element that is marked as the article and has most of the text that is left is chosen. */
#include "read/page_extract.h"

#include <string.h>

struct measure {                /* of all below an element */
    size_t text;                /* characters that are no blanks */
    size_t linked;              /* of these in links */
    size_t pictures;
    size_t paragraphs;          /* p elements with text worth a sentence */
    size_t prose;               /* characters of these, not counting links */
    size_t titles;              /* h1 elements */
    size_t articles, nested;    /* article elements, and the characters in them */
};

struct frame {
    struct node *node;
    struct measure sum;
};

struct extraction {
    struct frame *frames; size_t nframes;
    struct arena *mem;
    struct measure all;         /* of the page as the last walk left it */
    struct candidate { struct node *node; struct measure sum; } best[4];    /* enum mark */
    struct candidate prose;     /* the innermost element with nearly all paragraphs */
    struct candidate titled;    /* the innermost element with an h1 and some paragraphs below it */
};

/* True: take the element out. */
typedef bool leave_fn(struct extraction *, struct node *, const struct measure *);

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static size_t
count_characters(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += !char_is_blank(s.at[i]) && ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return n;
}

/* Adds M of the element N to that of the one around it. */
static void
add(struct measure *to, const struct measure *m, const struct node *n)
{
    bool is_article = n->tag == TAG_ARTICLE;

    to->text += m->text;
    to->linked += m->linked;
    to->pictures += m->pictures;
    to->paragraphs += m->paragraphs;
    to->prose += m->prose;
    to->titles += m->titles;
    to->articles += is_article ? 1 : m->articles;
    to->nested += is_article ? m->text : m->nested;
}

/* What N itself adds to what was counted below it. */
static void
count_element(const struct node *n, struct measure *m)
{
    enum { SENTENCE = 60 };

    if (n->tag == TAG_A && node_has_attr(n, "href"))
        m->linked = m->text;
    else if (n->tag == TAG_IMG || n->tag == TAG_PICTURE || n->tag == TAG_SVG || n->tag == TAG_VIDEO || n->tag == TAG_IFRAME)
        m->pictures++;
    else if (n->tag == TAG_H1)
        m->titles++;
    else if (n->tag == TAG_P && m->text - m->linked >= SENTENCE) {
        m->paragraphs++;
        m->prose += m->text - m->linked;
    }
}

static bool
is_mute(const struct node *n)
{
    return n->tag == TAG_SCRIPT || n->tag == TAG_STYLE || n->tag == TAG_TEMPLATE || n->tag == TAG_NOSCRIPT ||
        n->tag == TAG_SVG || n->tag == TAG_SELECT || n->tag == TAG_TEXTAREA || n->tag == TAG_DATALIST;
}

static void
enter(struct extraction *x, struct node *n)
{
    *ARENA_PUSH(x->mem, x->frames, x->nframes) = (struct frame){ .node = n };
}

/* Ends the element on top: its sum goes to the one around it, unless LEAVE takes it out. */
static void
leave_top(struct extraction *x, leave_fn *leave)
{
    struct frame *f = &x->frames[--x->nframes];
    struct measure sum = f->sum;

    count_element(f->node, &sum);
    if (is_mute(f->node))
        sum = (struct measure){ .pictures = sum.pictures };
    if (leave(x, f->node, &sum) && x->nframes)
        node_unlink(f->node);
    else if (x->nframes)
        add(&x->frames[x->nframes - 1].sum, &sum, f->node);
}

/* All below ROOT, and ROOT last. The sum of ROOT. */
static struct measure
walk(struct extraction *x, struct node *root, leave_fn *leave)
{
    struct node *n = root->first;

    enter(x, root);
    for (;;) {
        struct frame *top = &x->frames[x->nframes - 1];
        struct node *around = top->node, *next;
        if (!n) {
            struct measure sum = top->sum;
            next = around->next;
            leave_top(x, leave);
            if (around == root)
                return sum;
            n = next;
            continue;
        }
        next = n->next;
        if (n->tag == TAG_TEXT)
            top->sum.text += count_characters(n->text);
        else if (n->tag == TAG_COMMENT)
            node_unlink(n);
        else {
            enter(x, n);
            next = n->first;
        }
        n = next;
    }
}

static bool
leave_as_it_is(struct extraction *x, struct node *n, const struct measure *m)
{
    (void)x;
    (void)n;
    (void)m;
    return false;
}

/* ---- what is no article ---------------------------------------------------------------------------------------------- */

/* WORD in LIST between characters that are no letters, or as part of camelCase, or with an "s". */
static bool
list_has(struct str list, const char *word)
{
    size_t len = strlen(word);

    for (ptrdiff_t at = str_ifind(list, str_of(word), 0); at >= 0; at = str_ifind(list, str_of(word), (size_t)at + 1)) {
        size_t from = (size_t)at, to = from + len;
        bool starts = from == 0 || !char_is_alpha(list.at[from - 1]) ||
            (list.at[from - 1] >= 'a' && list.at[from] >= 'A' && list.at[from] <= 'Z');
        bool ends = to == list.len || !char_is_alpha(list.at[to]) || (list.at[to] >= 'A' && list.at[to] <= 'Z') ||
            (list.at[to] == 's' && (to + 1 == list.len || !char_is_alpha(list.at[to + 1])));
        if (starts && ends)
            return true;
    }
    return false;
}

bool
page_is_named(const struct node *n, const char *const *words)
{
    struct str class_names = node_attr(n, "class"), id = node_attr(n, "id");

    for (; *words && (class_names.len || id.len); words++)
        if (list_has(class_names, *words) || list_has(id, *words))
            return true;
    return false;
}

static bool
role_is(const struct node *n, const char *const *roles)
{
    struct str role = node_attr(n, "role");

    for (; *roles && role.len; roles++)
        if (str_ieqc(role, *roles))
            return true;
    return false;
}

static size_t
plain_text(const struct measure *m)
{
    return m->text - m->linked;
}

/* Most of its text is in links. */
static bool
is_links(const struct measure *m)
{
    return m->linked * 2 > m->text;
}

/* Does it hold so much of the page that it cannot be beside the article? */
static bool
is_large(const struct extraction *x, const struct measure *m)
{
    return m->text * 10 > x->all.text * 3;
}

static bool
is_hidden(const struct node *n)
{
    struct str style = node_attr(n, "style");

    if (node_has_attr(n, "hidden") && !str_ieqc(node_attr(n, "hidden"), "until-found"))
        return true;
    if (str_ifind(style, STR("display:none"), 0) >= 0 || str_ifind(style, STR("display: none"), 0) >= 0 ||
        str_ifind(style, STR("visibility:hidden"), 0) >= 0 || str_ifind(style, STR("visibility: hidden"), 0) >= 0)
        return true;
    return str_ieqc(node_attr(n, "aria-hidden"), "true");
}

/* Dropped whatever they hold. */
static bool
is_machinery(const struct node *n)
{
    static const enum tag tags[] = { TAG_SCRIPT, TAG_STYLE, TAG_TEMPLATE, TAG_LINK, TAG_META, TAG_BASE, TAG_TITLE, TAG_INPUT,
        TAG_BUTTON, TAG_SELECT, TAG_TEXTAREA, TAG_DATALIST, TAG_PROGRESS, TAG_METER };

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (n->tag == tags[i])
            return true;
    return false;
}

/* The header or footer of the page, not of an article. */
static bool
is_page_edge(const struct node *n)
{
    static const char *const roles[] = { "banner", "contentinfo", NULL };

    if (role_is(n, roles))
        return true;
    if (n->tag != TAG_HEADER && n->tag != TAG_FOOTER)
        return false;
    return !node_ancestor(n, TAG_ARTICLE, NULL) && !node_ancestor(n, TAG_MAIN, NULL);
}

/* A header of the page with the article's own beginning: its picture or some sentences. */
static bool
is_article_start(const struct node *n, const struct measure *m)
{
    return n->tag == TAG_HEADER && (m->paragraphs > 0 || node_find(n, TAG_H1)) && !is_links(m);
}

static bool
is_beside_article(const struct node *n, const struct measure *m)
{
    static const char *const roles[] = { "navigation", "search", "dialog", "alertdialog", "menu", "menubar",
        "toolbar", "tablist", "alert", "tooltip", NULL };
    static const char *const surely[] = { "cookie", "gdpr", "consent", "disqus", "disqus_thread", "comments",
        "commentlist", "comment-list", "comments-area", "respond", "breadcrumb", "outbrain", "taboola", "skip-link",
        "newsletter", "pagination", "social-share", "share-buttons", "sharedaddy", "jp-relatedposts", "addtoany",
        "advertisement", "adsbygoogle", "paywall", "sr-only", "screen-reader-text", "visually-hidden",
        "visuallyhidden", "print-only", "noprint", "mw-editsection", NULL };
    static const char *const maybe[] = { "share", "sharing", "social", "related", "recommended", "recommend",
        "sidebar", "promo", "subscribe", "signup", "sponsor", "sponsored", "popup", "modal", "masthead", "footer",
        "menu", "nav", "navbar", "navigation", "toolbar", "most-read", "mostread", "trending", "popular", "read-more",
        "readmore", "widget", "tags", "tag-list", "author-bio", "more-stories", "also-like", "teaser", "ad", "ads",
        "advert", "comment", "pager", "prev-next", "post-nav", "toc", NULL };

    if (n->tag == TAG_NAV || n->tag == TAG_DIALOG || role_is(n, roles) || page_is_named(n, surely))
        return true;
    if (n->tag == TAG_ASIDE)
        return is_links(m) || page_is_named(n, maybe);
    return m->paragraphs == 0 && (m->linked * 3 > m->text || m->text == 0) && m->text > m->pictures && page_is_named(n, maybe);
}

/* What readers wrote below an article, however much it is - unless it is the article: then the page has little else. */
static bool
is_comments(const struct extraction *x, const struct node *n, const struct measure *m)
{
    static const char *const names[] = { "comments", "commentlist", "comment-list", "comments-area", "comment-section",
        "disqus_thread", "respond", NULL };
    enum { LEAST_ARTICLE = 300 };

    return page_is_named(n, names) && plain_text(&x->all) >= plain_text(m) + LEAST_ARTICLE;
}

/* A noscript stays where it holds what a script would have shown: a picture. */
static bool
is_idle_noscript(const struct node *n)
{
    const struct node *first = n->tag == TAG_NOSCRIPT ? n->first : NULL;
    bool has_picture = node_find(n, TAG_IMG) || node_find(n, TAG_IFRAME) ||
        (first && first->tag == TAG_TEXT && str_ifind(first->text, STR("<img"), 0) >= 0);

    return n->tag == TAG_NOSCRIPT && !has_picture;
}

static bool
drop_clutter(struct extraction *x, struct node *n, const struct measure *m)
{
    if (n->tag == TAG_BODY || n->tag == TAG_HTML)
        return false;
    if (n->tag == TAG_HEAD || is_machinery(n) || is_idle_noscript(n))
        return true;
    if (n->tag != TAG_MAIN && n->tag != TAG_ARTICLE && is_comments(x, n, m))
        return true;
    if (is_large(x, m))
        return false;
    if (is_hidden(n))
        return n->tag != TAG_IMG && n->tag != TAG_PICTURE && n->tag != TAG_SVG && n->tag != TAG_MATH;
    if (n->tag == TAG_FORM)
        return m->paragraphs == 0;
    if (is_page_edge(n))
        return !is_article_start(n, m);
    return is_beside_article(n, m);
}

/* ---- which element it is --------------------------------------------------------------------------------------------- */

enum mark { MARK_BODY, MARK_ARTICLE, MARK_NAMED, MARK_MAIN, MARK_NONE };

static bool
property_has(const struct node *n, const char *word)
{
    return list_has(node_attr(n, "itemprop"), word);
}

static enum mark
mark_of(const struct node *n)
{
    static const char *const main_roles[] = { "main", NULL };
    static const char *const article_roles[] = { "article", NULL };
    static const char *const names[] = {
        "entry-content", "entrycontent", "post-content", "postcontent", "article-content", "article-body",
        "articlebody", "story-body", "storybody", "story-content", "post-body", "postbody", "entry-body",
        "article-text", "articletext", "post-text", "news-text", "body-text", "content-body", "single-content",
        "post_content", "entry_content", "article_content", "article_body", "article__content", "article__body",
        "post__content", "post__body", "the-content", "post-entry", "storytext", "story-text", "news-content",
        "news-body", "detail-content", "article-main", "main-article", "blog-content", "blogcontent", NULL };

    if (property_has(n, "articleBody"))
        return MARK_BODY;
    if (n->tag == TAG_ARTICLE || role_is(n, article_roles))
        return MARK_ARTICLE;
    if (page_is_named(n, names))
        return MARK_NAMED;
    return n->tag == TAG_MAIN || role_is(n, main_roles) ? MARK_MAIN : MARK_NONE;
}

/* Nearly all paragraphs, and enough of them to tell an article from a box. */
static bool
is_prose(const struct extraction *x, const struct node *n, const struct measure *m)
{
    enum { FEWEST = 3 };
    size_t fewest = x->all.paragraphs < FEWEST ? x->all.paragraphs : FEWEST;

    return n->tag != TAG_P && m->paragraphs > 0 && m->paragraphs >= fewest && m->prose * 10 >= x->all.prose * 9;
}

/* An article that only frames others is a list of them. */
static bool
is_list_of_articles(const struct node *n, const struct measure *m)
{
    enum { LEAST_OWN_TEXT = 250 };

    return n->tag == TAG_ARTICLE && m->articles > 1 && m->text < m->nested + LEAST_OWN_TEXT;
}

/* With the page's title in it an element counts for more than a longer one beside it. */
static size_t
weight(const struct measure *m)
{
    return plain_text(m) * (m->titles ? 3 : 1);
}

/* A title and what it is the title of: on a page of several articles the first. */
static bool
is_titled(const struct measure *m)
{
    enum { LEAST_TEXT = 600 };  /* not only in paragraphs: some sites have nothing but line breaks */

    return m->titles > 0 && plain_text(m) >= LEAST_TEXT;
}

/* Of several with one mark the one with most text; of equals the outer, which comes later. */
static bool
note_candidate(struct extraction *x, struct node *n, const struct measure *m)
{
    enum mark mark = mark_of(n);

    if (mark != MARK_NONE && !is_list_of_articles(n, m) &&
        (!x->best[mark].node || weight(m) >= weight(&x->best[mark].sum)))
        x->best[mark] = (struct candidate){ n, *m };
    if (!x->prose.node && is_prose(x, n, m))
        x->prose = (struct candidate){ n, *m };
    if (!x->titled.node && is_titled(m))
        x->titled = (struct candidate){ n, *m };
    return false;
}

/* A name is a weak mark: the element with the title counts for more if it has far more text and few links. */
static bool
has_more(const struct candidate *titled, const struct candidate *named)
{
    return titled->node && titled->sum.prose * 10 > named->sum.prose * 13 && titled->sum.linked * 3 < titled->sum.text;
}

/* The first mark, in the order of how exact it is, whose element has this part of the page's text. */
static struct candidate
choose(const struct extraction *x, struct node *body)
{
    static const struct {
        enum mark mark;
        size_t percent;
    } wanted[] = { { MARK_ARTICLE, 40 }, { MARK_BODY, 40 }, { MARK_NAMED, 40 }, { MARK_MAIN, 30 }, { MARK_ARTICLE, 25 },
        { MARK_BODY, 25 }, { MARK_NAMED, 20 } };
    bool is_one;

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct candidate *c = &x->best[wanted[i].mark];
        if (c->node && plain_text(&c->sum) > 0 && plain_text(&c->sum) * 100 >= plain_text(&x->all) * wanted[i].percent)
            return wanted[i].mark == MARK_NAMED && has_more(&x->titled, c) ? x->titled : *c;
    }
    /* One of several articles on the page: that with the title. */
    if (x->best[MARK_ARTICLE].node && is_titled(&x->best[MARK_ARTICLE].sum))
        return x->best[MARK_ARTICLE];
    is_one = !x->titled.node || x->titled.sum.prose * 10 >= x->all.prose * 9;
    /* An unmarked page: the prose, if there is hardly any other text that is not in links. */
    if (is_one && x->prose.node && plain_text(&x->prose.sum) * 2 >= plain_text(&x->all))
        return x->prose;
    if (x->titled.node && x->titled.node != body && !is_links(&x->titled.sum))
        return x->titled;
    return (struct candidate){ body, x->all };
}

struct node *
page_extract(struct arena *a, struct node *html, size_t *text)
{
    struct arena scratch = { 0 };
    struct extraction x = { .mem = &scratch };
    struct node *body = node_find(html, TAG_BODY);
    struct candidate chosen;

    if (!body) {
        *text = 0;
        return node_element(a, TAG_DIV, NODE_NOWHERE);
    }
    x.all = walk(&x, body, leave_as_it_is);
    x.all = walk(&x, body, drop_clutter);
    walk(&x, body, note_candidate);
    chosen = choose(&x, body);
    *text = chosen.sum.text;
    arena_release(&scratch);
    node_unlink(chosen.node);
    return chosen.node;
}
