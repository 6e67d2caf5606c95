/* page_trim: what is left of a page's furniture in the article that was found. SPDX-License-Identifier: MIT
 *
 * The tree is looked at as lines: its innermost blocks, in order. The first and the last line that are running text part it into
 * head, body and tail. In the head stand title, byline, date and labels; in the tail headings with lists of other articles below
 * them; notices stand anywhere. Words are judged only where the place and the shape of a line agree: a line that ends like a
 * sentence is never taken for a label. */
#include "read/page_trim.h"

#include "base/utf8.h"

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
    static const char *const ends[] = { ".", "!", "?", "\"", "\u201D", "\u2019", "\u2026", "\u3002", "\uFF01", "\uFF1F", "\u0964", ":", ")" };
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
    static const enum tag quiet[] = { TAG_FIGCAPTION, TAG_CAPTION };

    l->text = node_text_of(t->mem, l->n, true);
    l->linked = linked_bytes(t->mem, l->n);
    l->has_picture = node_find(l->n, TAG_IMG) || node_find(l->n, TAG_SVG) || node_find(l->n, TAG_PICTURE) || node_find(l->n, TAG_VIDEO)
        || node_find(l->n, TAG_IFRAME) || node_find(l->n, TAG_MATH);
    l->is_cell = is_within(l->n, TAG_TABLE, t->root) || is_within(l->n, TAG_PRE, t->root);
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        l->is_caption |= is_within(l->n, quiet[i], t->root);
    l->is_caption |= is_within(l->n, TAG_FIGURE, t->root);
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
    if (n->parent)
        node_unlink(n);
    l->n = NULL;
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

/* Letters and digits in lower case, one blank between words: "Share this!" is "share this". */
static struct str
plain_words(struct arena *mem, struct str text)
{
    struct buf out;
    struct str result;
    bool gap = false;

    buf_init(&out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c >= 0x80 || char_is_alnum((char)c)) {
            if (gap && out.len)
                buf_addc(&out, ' ');
            buf_addc(&out, char_lower((char)c));
            gap = false;
        } else {
            gap = c != '\'' || gap;
        }
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

static size_t
count_words(struct str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += text.at[i] != ' ' && (i == 0 || text.at[i - 1] == ' ');
    return n;
}

static bool
is_any_of(struct str text, const char *const *list)
{
    for (; *list; list++)
        if (str_eqc(text, *list))
            return true;
    return false;
}

static bool
begins_with_any(struct str text, const char *const *list)
{
    for (; *list; list++)
        if (str_starts(text, str_of(*list)))
            return true;
    return false;
}

/* Whole lines that are buttons and notices of web pages. */
static bool
is_notice(struct str words)
{
    static const char *const whole[] = { "advertisement", "advertisements", "ad", "ads", "sponsored", "sponsored content", "promoted",
        "continue reading below", "continue reading", "story continues below advertisement", "article continues below",
        "article continues after ad", "share", "share this", "share this story", "share this article", "share this post",
        "share on facebook", "share on twitter", "share via email", "tweet", "tweet this", "pin it", "print", "print this",
        "email this", "submit", "copy link", "link copied", "copy link url copied", "show more sharing options", "facebook", "twitter",
        "whatsapp", "linkedin", "pinterest", "reddit", "telegram", "email", "e mail", "google", "google plus", "flipboard", "tumblr",
        "pocket", "save", "bookmark", "comment", "comments", "leave a comment", "no comments", "view comments", "add a comment",
        "post a comment", "close", "open", "menu", "search", "subscribe", "subscribe now", "sign in", "log in", "sign up",
        "register", "follow us", "follow", "read more", "learn more", "more", "load more", "loading", "loading content",
        "show more", "see more", "view more", "view gallery", "next", "previous", "back", "back to top", "top", "home",
        "related", "related news", "related stories", "related articles", "recommended", "trending", "most read", "most popular",
        "you may also like", "tags", "tag", "filed under", "topics", "categories", "caption", "image", "video", "gallery", "photos",
        "play", "pause", "mute", "unmute", "fullscreen", "to read the full story", "get the app", "download",
        "skip to content", "skip advertisement", "jump to content", "minute read", "min read",
        /* other languages that the web is full of */
        "anzeige", "werbung", "teilen", "drucken", "kommentare", "mehr", "publicidad", "compartir", "comentarios", "publicidade",
        "compartilhar", "compartilhe", "partager", "publicite", "commentaires", "condividi", "pubblicita", "commenti", "delen",
        "reklama", "udostepnij", NULL };
    static const char *const begins[] = { "share this ", "share on ", "follow us on ", "sign up for our ", "sign up to our ",
        "subscribe to our ", "click here to subscribe", "click to share", "click here to share", "get our newsletter",
        "this site is protected by recaptcha", "by signing up you agree", "we use cookies", "this website uses cookies",
        "enable javascript", "please enable javascript", "thank you for subscribing", "download the app", "image copyright ",
        "copy link ", "advertisement ", "tags ", "filed to ", "filed under ", "posted in ", "categories ", "topics ", NULL };

    return is_any_of(words, whole) || (count_words(words) <= 12 && begins_with_any(words, begins));
}

/* "Image 1 of 5", "3/12". */
static bool
is_count_of_gallery(struct str text, struct str words)
{
    struct str rest = words, word;
    size_t n = 0, numbers = 0;

    while (str_cut(&rest, ' ', &word)) {
        n++;
        numbers += word.len && char_is_digit(*word.at);
    }
    return numbers == 2 && n <= 4 && (str_find(words, STR(" of "), 0) > 0 || (n == 2 && str_chr(text, '/', 0) > 0));
}

/* Boxes that ask for an address or money. */
static bool
is_appeal(struct str words)
{
    static const char *const parts[] = { "your inbox", "our newsletter", "sign up for our", "sign up to our", "subscribe to our",
        "our newsletters", "got a tip for us", "got a tip", "privacy policy", "terms of service", "join our ", "follow us on",
        "support our journalism", "become a member", "become a subscriber", "download our app", "like us on facebook", "unsubscribe at any",
        "delivered to your", "all rights reserved", "all right reserved", "copyright c ", NULL };

    for (const char *const *part = parts; *part; part++)
        if (str_find(words, str_of(*part), 0) >= 0)
            return true;
    return false;
}

/* Nothing but names of networks and words of share bars. */
static bool
is_share_bar(struct str words)
{
    static const char names[] = " facebook twitter whatsapp linkedin pinterest reddit telegram email e mail google plus flipboard tumblr "
        "pocket share shares tweet pin it print save copy link sms messenger viber line vk weibo wechat mix digg stumbleupon submit "
        "instagram youtube on this via x mastodon threads bluesky ";
    struct str rest = words, word;
    size_t n = 0, numbers = 0;

    while (str_cut(&rest, ' ', &word)) {
        bool is_number = word.len > 0 && char_is_digit(*word.at);
        if (!is_number && (word.len > 16 || !str_is_listed(word, names)))
            return false;
        n++;
        numbers += is_number;
    }
    return n > 0 && numbers < n;
}

/* What stands above lists of other articles. */
static bool
is_end_heading(struct str words)
{
    static const char *const whole[] = { "related", "recommended", "comments", "most read", "most popular", "popular", "trending",
        "latest", "top stories", "more stories", "read next", "up next", "see also on", "share", "tags", "about the author",
        "newsletter", "sponsored", "around the web", "from the web", "more", "also read", "also on", "editors picks", "dont miss",
        "more news", "latest news", "recent posts", "popular posts", "random posts", "leave a reply", "leave a comment", "you might like",
        "more from us", "discussion", "social plugin", "followers", "follow by email", "something to consider", "explore more",
        "keep reading", "what to read next", "post navigation", "tagged", "categories", "archives",
        "aehnliche artikel", "kommentare", "verwandte artikel", "mehr zum thema", "articles similaires", "commentaires",
        "notas relacionadas", "comentarios", "leia tambem", "veja tambem", "articoli correlati", "commenti", NULL };
    static const char *const begins[] = { "related ", "recommended ", "more from ", "more on ", "more great ", "more in ", "you may also",
        "you might also", "you may like", "read more", "read also", "popular ", "trending ", "most popular", "most read", "most viewed",
        "latest from", "latest news", "latest in ", "recent ", "sponsored ", "share this", "leave a ", "comments ", "add a comment", "what others",
        "sign up", "subscribe", "get the ", "stay ", "join our ", "follow us", "more stories", "top stories", "best of ", "also in ",
        "you may be interested", "people also ", "about the author", "view comments", "voce pode gostar", "relacionad",
        "lesen sie auch", "mehr aus", "mehr von", "lire aussi", "a lire aussi", "leia mais", "saiba mais", "te puede interesar", NULL };

    return count_words(words) <= 8 && (is_any_of(words, whole) || begins_with_any(words, begins));
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
        struct str name = plain_words(t->mem, t->article->authors[i].name);
        if (name.len > 3 && str_find(words, name, 0) >= 0 && words.len <= name.len + 60)
            return true;
    }
    return false;
}

/* A year, or a time of day with the name of a day or zone, in few words. */
static bool
is_date_line(struct str words)
{
    static const char marks[] = " am pm et est edt pst pdt gmt utc ago updated published posted uhr monday tuesday wednesday thursday "
        "friday saturday sunday jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august "
        "september october november december ";
    struct str rest = words, word;
    size_t n = 0, years = 0, numbers = 0, named = 0;

    while (str_cut(&rest, ' ', &word)) {
        unsigned long number;
        bool is_number = str_uint(word, 3000, &number);
        years += is_number && word.len == 4 && number >= 1990 && number < 2100;
        numbers += is_number || (word.len && char_is_digit(*word.at));
        named += word.len <= 16 && str_is_listed(word, marks);
        n++;
    }
    return n <= 12 && ((years && numbers * 3 >= n) || (named >= 1 && numbers >= 1 && numbers + named >= n / 2));
}

static bool
is_byline(struct str words)
{
    static const char *const begins[] = { "by ", "written by ", "posted by ", "von ", "par ", "por ", "autor ", "author ", "di ", NULL };

    return count_words(words) <= 8 && begins_with_any(words, begins);
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
    struct str title = plain_words(t->mem, t->article->title), summary = plain_words(t->mem, t->article->subtitle);

    for (size_t i = 0; i <= t->first && t->first < t->n; i++) {
        struct line *l = &t->lines[i];
        struct str words;
        if (!l->n || l->has_picture || l->is_caption || l->is_cell)
            continue;
        words = plain_words(t->mem, l->text);
        if (i == t->first) {    /* running text, but the head says it already */
            if (summary.len && str_eq(words, summary))
                drop(t, l);
            break;
        }
        if (words.len == 0 || is_same(words, title) || (summary.len && is_same(words, summary)) || names_author(t, words) || is_date_line(words) || is_byline(words)
            || is_label(l) || (l->linked * 2 >= l->text.len && !node_is_heading(l->n)))
            drop(t, l);
    }
}

/* ---- everywhere --------------------------------------------------------------------------------------------------------- */

static void
trim_notices(struct trimming *t)
{
    struct str title = plain_words(t->mem, t->article->title);

    for (size_t i = 0; i < t->n; i++) {
        struct line *l = &t->lines[i];
        struct str words;
        if (!l->n || l->has_picture || l->is_cell || l->text.len > 400)
            continue;
        words = plain_words(t->mem, l->text);
        if (l->is_prose) {
            if (l->text.len < 250 && is_appeal(words))
                drop(t, l);
            continue;
        }
        if (is_notice(words) || is_appeal(words) || is_count_of_gallery(l->text, words) || (count_words(words) <= 14 && is_share_bar(words))
            || (node_is_heading(l->n) && l->n->tag <= TAG_H2 && is_same(words, title) && words.len + 4 >= title.len))
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
        if (!l->n || l->is_cell || !looks_like_heading(l) || !is_end_heading(plain_words(t->mem, l->text)))
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
        words = plain_words(t->mem, l->text);
        if (words.len == 0 || l->linked * 10 >= l->text.len * 8 || is_date_line(words) || names_author(t, words)
            || (l->n->tag != TAG_LI && !is_sentence(l->text) && l->text.len < 100 && !is_beside_prose(t, l))
            || str_find(l->text, STR("\u00A9"), 0) >= 0)
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
    static const char *const begins[] = { "related ", "read more", "see also ", "also read", "read also", "more ", "watch ", "click here",
        "recommended ", "dont miss", "read ", "listen ", "get ", "follow ", "lesen sie auch", "lire aussi", "leggi anche", "leia tambem", "lee tambien", NULL };

    for (size_t i = 0; i < t->n; i++) {
        struct line *l = &t->lines[i];
        if (!l->n || l->has_picture || l->is_cell || l->is_caption || l->text.len > 200 || l->linked * 2 < l->text.len
            || l->n->tag == TAG_LI)
            continue;
        if (begins_with_any(plain_words(t->mem, l->text), begins) || (is_upper(l->text) && l->linked * 10 >= l->text.len * 9))
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
    trim_notices(&t);
    trim_echoes(&t);
    trim_lists(&t);
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
    struct str summary = plain_words(mem, article->description);

    if (summary.len < LEAST)
        return STR("");
    collect(&t);
    find_body(&t);
    for (size_t i = 0; i <= t.first && t.first < t.n; i++) {
        const struct line *l = &t.lines[i];
        if (l->text.len < LEAST || l->text.len > MOST || l->has_picture || l->is_caption || l->is_cell || !stands_apart(&t, i))
            continue;
        if (is_same(plain_words(mem, l->text), summary))
            return l->text;
    }
    return STR("");
}
