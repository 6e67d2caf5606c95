/* page_trim: what is left of a page's furniture in the article that was found. SPDX-License-Identifier: MIT
 *
 * The tree is looked at as lines: its innermost blocks, in order. The first and the last line that are running text part it into
 * head, body and tail. In the head stand title, byline, date and labels; in the tail headings with lists of other articles below
 * them; notices stand anywhere. Words are judged only where the place and the shape of a line agree: a line that ends like a
 * sentence is never taken for a label. */
#include "read/page_trim.h"

#include "base/buf.h"
#include "base/map.h"
#include "read/page_words.h"

struct line {
    struct node *n;
    struct str text;            /* blanks collapsed */
    size_t linked;              /* bytes of it in links */
    bool is_prose, is_caption, has_picture, is_cell;
};

struct trimming {
    struct arena *mem;
    const struct article *article;
    struct node *root;
    struct line *lines; size_t n;
    size_t first, last;         /* lines of running text: the first, and one past the last */
};

/* ---- lines ------------------------------------------------------------------------------------------------------------ */

static const struct node *
block_around(const struct node *n, const struct node *root)
{
    const struct node *p = n->parent;

    while (p && p != root && !node_is_block(p))
        p = p->parent;
    return p;
}

static bool
is_within(const struct node *n, enum tag tag, const struct node *root)
{
    return n->tag == tag || node_ancestor(n, tag, root) != NULL;
}

static size_t
linked_bytes(struct arena *mem, const struct node *root)
{
    size_t linked = 0;

    for (const struct node *n = root->first, *next; n; n = next) {
        bool is_link = n->tag == TAG_A && node_has_attr(n, "href");
        if (is_link)
            linked += node_text_of(mem, n, true).len;
        next = is_link ? node_next_skip(n, root) : node_next(n, root);
    }
    return linked;
}

/* Ends as sentences do, in any script, or is so long that it must be one. */
static bool
is_sentence(struct str text)
{
    static const char *const ends[] = { ".", "!", "?", "\"", ":", ")", "\u201D", "\u2019", "\u2026", "\u3002", "\uFF01",
        "\uFF1F", "\u0964" };
    enum { LONG = 200 };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, str_of(ends[i])))
            return true;
    return text.len >= LONG && (str_find(text, STR(". "), 0) > 0 || str_find(text, STR("\u3002"), 0) > 0);
}

static void
fill_line(struct trimming *t, struct line *l)
{
    enum { PROSE = 80 };
    static const enum tag quiet[] = { TAG_FIGCAPTION, TAG_CAPTION, TAG_FIGURE };
    static const enum tag pictures[] = { TAG_IMG, TAG_SVG, TAG_PICTURE, TAG_VIDEO, TAG_IFRAME, TAG_MATH };

    l->text = node_text_of(t->mem, l->n, true);
    l->linked = linked_bytes(t->mem, l->n);
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        l->has_picture |= node_find(l->n, pictures[i]) != NULL;
    l->is_cell = is_within(l->n, TAG_TABLE, t->root) || is_within(l->n, TAG_PRE, t->root);
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        l->is_caption |= is_within(l->n, quiet[i], t->root);
    l->is_prose = !l->is_caption && !node_is_heading(l->n) && l->text.len >= PROSE && l->linked * 3 < l->text.len
        && is_sentence(l->text);
}

static bool
has_block(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (node_is_block(c))
            return true;
    return false;
}

static bool
is_word(const struct node *n)
{
    return n->tag == TAG_TEXT ? !str_is_blank(n->text) : node_is_element(n) && n->tag != TAG_BR;
}

/* Words that stand bare between the blocks of N become lines too: XHTML will have them in paragraphs anyway. */
static void
wrap_bare(struct trimming *t, struct node *n)
{
    for (struct node *c = n->first, *next; c; c = next) {
        struct node *p;
        next = c->next;
        if (node_is_block(c) || !is_word(c))
            continue;
        p = node_element(t->mem, TAG_P, c->offset);
        node_insert_before(c, p);
        while (p->next && !node_is_block(p->next) && p->next->tag != TAG_BR)
            node_append(p, p->next);
        next = p->next;
    }
}

/* The innermost blocks: those that another block names as the one around it are none. */
static void
collect(struct trimming *t)
{
    size_t kept = 0;
    struct map outer;           /* the address of each block that holds others */

    map_init(&outer);
    if (has_block(t->root))
        wrap_bare(t, t->root);
    for (struct node *n = t->root->first; n; n = node_next(n, t->root)) {
        const struct node *around;
        if (n->space == SPACE_HTML && (n->tag == TAG_DIV || n->tag == TAG_SECTION || n->tag == TAG_ARTICLE) && has_block(n))
            wrap_bare(t, n);
        if (!node_is_block(n))
            continue;
        around = block_around(n, t->root);
        *map_slot(&outer, arena_str(t->mem, (struct str){ (const char *)&around, sizeof around })) = t;
        *ARENA_PUSH(t->mem, t->lines, t->n) = (struct line){ .n = n };
    }
    for (size_t i = 0; i < t->n; i++) {
        const struct node *n = t->lines[i].n;
        if (map_has(&outer, (struct str){ (const char *)&n, sizeof n }))
            continue;
        t->lines[kept] = t->lines[i];
        fill_line(t, &t->lines[kept++]);
    }
    t->n = kept;
    map_release(&outer);
}

static void
find_body(struct trimming *t)
{
    t->first = t->n;
    for (size_t i = 0; i < t->n; i++) {
        if (!t->lines[i].is_prose)
            continue;
        t->first = i < t->first ? i : t->first;
        t->last = i + 1;
    }
}

/* Out it goes, with what held nothing else. */
static void
drop(struct trimming *t, struct line *l)
{
    struct node *n = l->n;

    if (!n)
        return;
    while (n->parent && n->parent != t->root) {
        bool alone = true;
        for (const struct node *c = n->parent->first; c; c = c->next)
            alone &= c == n || c->tag == TAG_COMMENT || (c->tag == TAG_TEXT && str_is_blank(c->text)) || c->tag == TAG_BR;
        if (!alone)
            break;
        n = n->parent;
    }
    if (n->next && n->next->tag == TAG_TEXT && str_is_blank(n->next->text))
        node_unlink(n->next);   /* or blanks would stand beside blanks */
    if (n->parent)
        node_unlink(n);
    l->n = NULL;
}

/* ---- the head ---------------------------------------------------------------------------------------------------------- */

/* One is the other, or the beginning of it and most of it: "A Title" and "A Title | Site". */
static bool
is_same(struct str a, struct str b)
{
    struct str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;

    return shorter.len > 0 && str_find(longer, shorter, 0) >= 0 && shorter.len * 10 >= longer.len * 6;
}

static bool
names_author(struct trimming *t, struct str words)
{
    for (size_t i = 0; i < t->article->nauthors; i++) {
        struct str name = words_plain(t->mem, t->article->authors[i].name);
        if (name.len > 3 && str_find(words, name, 0) >= 0 && words.len <= name.len + 60)
            return true;
    }
    return false;
}

/* A kicker, a count, a name: words that end in nothing. Points of a list may be the article's. */
static bool
is_label(const struct line *l)
{
    enum { LONG = 100 };

    return !node_is_heading(l->n) && l->text.len <= LONG && !is_sentence(l->text)
        && l->n->tag != TAG_LI && l->n->tag != TAG_DT && l->n->tag != TAG_DD;
}

static void
trim_head(struct trimming *t)
{
    struct str title = words_plain(t->mem, t->article->title), summary = words_plain(t->mem, t->article->subtitle);

    for (size_t i = 0; i <= t->first && t->first < t->n; i++) {
        struct line *l = &t->lines[i];
        struct str words;
        if (!l->n || l->is_caption || l->is_cell)
            continue;
        words = words_plain(t->mem, l->text);
        /* The author's face beside the byline says no more than the byline. */
        if (l->has_picture && (words_count(words) > 8 || !(names_author(t, words) || words_are_date(words))))
            continue;
        if (i == t->first) {    /* running text, but the head says it already */
            if (summary.len && str_eq(words, summary))
                drop(t, l);
            break;
        }
        if (words.len == 0 || is_same(words, title) || (summary.len && is_same(words, summary)) || names_author(t, words)
            || words_are_date(words) || words_are_byline(words)
            || is_label(l) || (l->linked * 2 >= l->text.len && !node_is_heading(l->n)))
            drop(t, l);
    }
}

/* ---- everywhere --------------------------------------------------------------------------------------------------------- */

static void
trim_notices(struct trimming *t)
{
    struct str title = words_plain(t->mem, t->article->title);

    for (size_t i = 0; i < t->n; i++) {
        struct line *l = &t->lines[i];
        struct str words;
        if (!l->n || l->has_picture || l->is_cell || l->text.len > 400)
            continue;
        words = words_plain(t->mem, l->text);
        if (l->is_prose) {
            if (l->text.len < 250 && words_are_appeal(words))
                drop(t, l);
            continue;
        }
        if (words_are_notice(words) || words_are_appeal(words) || words_are_gallery_count(l->text, words)
            || (words_count(words) <= 14 && words_are_share_bar(words))
            || (l->n->tag == TAG_H1 && is_same(words, title)))
            drop(t, l);
    }
}

/* The same words again: a caption for the large picture and for the small one. */
static void
trim_echoes(struct trimming *t)
{
    enum { LEAST = 40 };
    struct map seen;

    map_init(&seen);
    for (size_t i = 0; i < t->n; i++) {
        struct line *l = &t->lines[i];
        void **slot;
        if (!l->n || l->has_picture || l->is_cell || l->is_prose || l->text.len < LEAST)
            continue;
        slot = map_slot(&seen, l->text);
        if (*slot)
            drop(t, l);
        *slot = t;
    }
    map_release(&seen);
}

/* ---- the tail ---------------------------------------------------------------------------------------------------------- */

/* A heading, or a line that is written as one. */
static bool
looks_like_heading(const struct line *l)
{
    return node_is_heading(l->n) || (l->text.len <= 60 && !is_sentence(l->text)) || str_ends(l->text, STR(":"));
}

/* Teasers of other articles: most of it links, or short lines that are no sentences. */
static bool
is_teaser(const struct line *l)
{
    return !l->is_prose && (l->linked * 2 >= l->text.len || !is_sentence(l->text) || l->text.len < 80);
}

/* From a heading such as "Related" on: all teasers, up to the next line of running text. */
static void
trim_lists(struct trimming *t)
{
    for (size_t i = t->first; i < t->n; i++) {
        struct line *l = &t->lines[i];
        if (!l->n || l->is_cell || !looks_like_heading(l) || !words_are_end_heading(words_plain(t->mem, l->text)))
            continue;
        drop(t, l);
        for (size_t k = i + 1; k < t->n && (k >= t->last || is_teaser(&t->lines[k])); k++) {
            bool is_new_heading = t->lines[k].n && node_is_heading(t->lines[k].n) && k < t->last;
            if (is_new_heading && t->lines[k].linked * 2 < t->lines[k].text.len)
                break;
            drop(t, &t->lines[k]);
        }
    }
}

/* Stands beside running text: its own container holds some of it. */
static bool
is_beside_prose(const struct trimming *t, const struct line *l)
{
    for (size_t i = t->first; i < t->last; i++)
        if (t->lines[i].is_prose && t->lines[i].n && t->lines[i].n->parent == l->n->parent)
            return true;
    return false;
}

/* What follows the last running text: links to elsewhere, and labels. */
static void
trim_tail(struct trimming *t)
{
    for (size_t i = t->last; t->last > 0 && i < t->n; i++) {
        struct line *l = &t->lines[i];
        struct str words;
        if (!l->n || l->has_picture || l->is_caption || l->is_cell)
            continue;
        words = words_plain(t->mem, l->text);
        if (words.len == 0 || l->linked * 10 >= l->text.len * 8 || words_are_date(words) || names_author(t, words)
            || (l->n->tag != TAG_LI && !is_sentence(l->text) && l->text.len < 70 && !is_beside_prose(t, l))
            || str_find(l->text, STR("\u00A9"), 0) >= 0 || str_find(l->text, STR("\u24D2"), 0) >= 0 || words_are_appeal(words))
            drop(t, l);
    }
}

/* Shouted: no small letter of ASCII, and some large ones. */
static bool
is_upper(struct str text)
{
    size_t large = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] >= 'a' && text.at[i] <= 'z')
            return false;
        large += text.at[i] >= 'A' && text.at[i] <= 'Z';
    }
    return large >= 12;
}

/* "Related: …", "[Read more: …]", "READ MORE ON …": one link in a line that says so. */
static void
trim_pointers(struct trimming *t)
{
    static const char *const begins[] = {
        "related ", "read more", "see also ", "also read", "read also", "more ", "watch ", "click here",
        "recommended ", "dont miss", "read ", "listen ", "get ", "follow ", "lesen sie auch", "lire aussi",
        "leggi anche", "leia tambem", "lee tambien", NULL };

    for (size_t i = 0; i < t->n; i++) {
        struct line *l = &t->lines[i];
        if (!l->n || l->has_picture || l->is_cell || l->is_caption || l->text.len > 200 || l->linked * 2 < l->text.len
            || l->n->tag == TAG_LI)
            continue;
        if (words_begin_with(words_plain(t->mem, l->text), begins) || (is_upper(l->text) && l->linked * 10 >= l->text.len * 9))
            drop(t, l);
    }
}

void
page_trim(struct arena *mem, struct node *content, const struct article *article)
{
    struct trimming t = { .mem = mem, .article = article, .root = content };

    collect(&t);
    find_body(&t);
    trim_head(&t);
    trim_lists(&t);             /* before notices: the same words are a heading above a list and a label without one */
    trim_notices(&t);
    trim_echoes(&t);
    trim_pointers(&t);
    trim_tail(&t);
}

/* The page's description is often made of its first paragraph: one that stands among the others is no deck. */
static bool
stands_apart(const struct trimming *t, size_t i)
{
    enum { MANY = 4 };
    size_t n = 0;

    for (size_t k = i + 1; k < t->last; k++) {
        if (t->lines[k].is_prose && t->lines[k].n->parent == t->lines[i].n->parent)
            return false;
        n += t->lines[k].is_prose;
    }
    return n >= MANY || !t->lines[i].is_prose;
}

struct str
page_deck(struct arena *mem, struct node *content, const struct article *article)
{
    enum { LEAST = 30, MOST = 300 };
    struct trimming t = { .mem = mem, .article = article, .root = content };
    struct str summary = words_plain(mem, article->description);

    if (summary.len < LEAST)
        return STR("");
    collect(&t);
    find_body(&t);
    for (size_t i = 0; i <= t.first && t.first < t.n; i++) {
        const struct line *l = &t.lines[i];
        if (l->text.len < LEAST || l->text.len > MOST || str_ends(l->text, STR(":")) || l->has_picture || l->is_caption
            || l->is_cell || !stands_apart(&t, i))
            continue;
        if (is_same(words_plain(mem, l->text), summary))
            return l->text;
    }
    return STR("");
}
