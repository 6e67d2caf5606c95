/* embeds: players and frames become labelled links. SPDX-License-Identifier: MIT
 *
 * A book has no network and most readers no video: what was there is named, with its address (EPUB-RULES 4.4). Whether the
 * address can stand in a book is judged later, in links.c, as for any other link. */
#include "html/clean.h"

#include "base/uri.h"
#include "base/url.h"
#include "base/words.h"
#include "html/address.h"

#include <string.h>

/* The kinds of elements and where each has its address. */
static const struct kind {
    const char *name;
    enum word word;
    const char *const attrs[6];
} kinds[] = {
    { "video",        WORD_VIDEO, { "src", "data-src", "data-video-src" } },
    { "audio",        WORD_AUDIO, { "src", "data-src" } },
    { "iframe",       WORD_EMBED, { "src", "data-src", "data-lazy-src", "data-litespeed-src", "data-url" } },
    { "frame",        WORD_EMBED, { "src" } },
    { "object",       WORD_EMBED, { "data" } },
    { "embed",        WORD_EMBED, { "src" } },
    { "amp-video",    WORD_VIDEO, { "src" } },
    { "amp-audio",    WORD_AUDIO, { "src" } },
    { "amp-iframe",   WORD_EMBED, { "src" } },
    { "amp-youtube",  WORD_VIDEO, { "data-videoid" } },
    { "amp-vimeo",    WORD_VIDEO, { "data-videoid" } },
    { "lite-youtube", WORD_VIDEO, { "videoid" } },
    { "lite-vimeo",   WORD_VIDEO, { "videoid" } },
};

/* Players: the page that a person would open instead of the frame, but for the part of the path after PREFIX. */
static const struct player {
    const char *host, *prefix, *page;
    enum word word;
} players[] = {
    { "youtube.com",                "/embed/videoseries",   NULL, WORD_VIDEO },
    { "youtube.com",                "/embed/",  "https://www.youtube.com/watch?v=", WORD_VIDEO },
    { "youtube.com",                "/v/",      "https://www.youtube.com/watch?v=", WORD_VIDEO },
    { "youtube-nocookie.com",       "/embed/",  "https://www.youtube.com/watch?v=", WORD_VIDEO },
    { "player.vimeo.com",           "/video/",  "https://vimeo.com/", WORD_VIDEO },
    { "dailymotion.com",            "/embed/video/",    "https://www.dailymotion.com/video/", WORD_VIDEO },
    { "open.spotify.com",           "/embed/",  "https://open.spotify.com/", WORD_AUDIO },
    { "w.soundcloud.com",           "/",        NULL, WORD_AUDIO },
    { "embed.ted.com",              "/",        "https://www.ted.com/", WORD_VIDEO },
    { "archive.org",                "/embed/",  "https://archive.org/details/", WORD_VIDEO },
};

/* Frames that show no content: counters, buttons, advertisements. */
static const char *const idle[] = { "googletagmanager.com", "doubleclick.net", "googlesyndication.com", "google.com/recaptcha",
    "facebook.com/plugins/like", "facebook.com/tr", "platform.twitter.com/widgets", "disqus.com/embed" };

static const struct kind *
kind_of(const struct node *n)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(n->name, kinds[i].name) == 0)
            return &kinds[i];
    return NULL;
}

/* The element's own address, else the first of its source elements, else of an embed in an object. */
static struct str
address_of(const struct node *n, const struct kind *kind)
{
    struct str address = STR_NONE;

    for (size_t i = 0; i < 6 && kind->attrs[i] && !address.len; i++)
        address = str_trim(node_attr(n, kind->attrs[i]));
    for (const struct node *m = n->first; m && !address.len; m = node_next(m, n))
        if (m->tag == TAG_SOURCE || m->tag == TAG_EMBED || m->tag == TAG_IFRAME)
            address = str_trim(node_attr(m, "src"));
    return address;
}

static struct str
host_of(struct str address)
{
    struct str host = url_host(address);

    return str_istarts(host, STR("www.")) ? str_from(host, 4) : host;
}

static bool
is_idle(struct str address)
{
    for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
        if (str_ifind(str_sub(address, 0, 200), str_of(idle[i]), 0) != STR_NPOS)
            return true;
    return false;
}

/* The page to link to; WORD becomes what plays there. */
static struct str
page_of(struct arena *mem, struct str address, enum word *word)
{
    struct str host = host_of(address), path = url_path(address);

    for (size_t i = 0; i < sizeof players / sizeof *players; i++) {
        const struct player *p = &players[i];
        struct str rest = str_from(path, strlen(p->prefix));
        if (!str_ieqc(host, p->host) || !str_starts(path, str_of(p->prefix)))
            continue;
        *word = p->word;
        if (!p->page)
            return address;
        return arena_printf(mem, "%s%.*s", p->page, STR_ARG(rest));
    }
    return address;
}

/* A bare id is no address. */
static struct str
address_of_id(struct arena *mem, const struct node *n, struct str id)
{
    if (strcmp(n->name, "amp-youtube") == 0 || strcmp(n->name, "lite-youtube") == 0)
        return arena_printf(mem, "https://www.youtube.com/watch?v=%.*s", STR_ARG(id));
    if (strcmp(n->name, "amp-vimeo") == 0 || strcmp(n->name, "lite-vimeo") == 0)
        return arena_printf(mem, "https://vimeo.com/%.*s", STR_ARG(id));
    return id;
}

/* "Video: title (host)", so far as each is known. */
static struct str
label_of(struct cleaning *c, const struct node *n, enum word word, struct str address)
{
    const char *what = word_get(word, c->r->page->language);
    struct str title = str_trim(node_attr(n, "title")), host = host_of(address);

    if (!title.len)
        title = str_trim(node_attr(n, "aria-label"));
    if (!host.len)                      /* a local file */
        host = str_from(uri_split(address).path, (size_t)(str_rchr(uri_split(address).path, '/') + 1));
    if (title.len && host.len)
        return arena_printf(c->mem, "%s: %.*s (%.*s)", what, STR_ARG(title), STR_ARG(host));
    return arena_printf(c->mem, "%s: %.*s", what, STR_ARG(title.len ? title : host));
}

/* figure(img, figcaption(a)) for a video with a poster, else p(a). */
static struct node *
make_block(struct cleaning *c, const struct node *n, struct node *link)
{
    struct str poster = str_trim(node_attr(n, "poster"));
    struct node *block = node_element(c->mem, poster.len ? TAG_FIGURE : TAG_P, n->offset), *caption = block;

    if (poster.len) {
        struct node *img = node_element(c->mem, TAG_IMG, n->offset);
        node_set_attr(c->mem, img, "src", poster);
        node_set_attr(c->mem, img, "alt", STR(""));
        node_set_attr(c->mem, img, "x-optional", STR("1"));
        node_append(block, img);
        caption = node_element(c->mem, TAG_FIGCAPTION, n->offset);
        node_append(block, caption);
    }
    node_append(caption, link);
    return block;
}

static bool
is_picture(const struct node *n)
{
    return str_istarts(str_trim(node_attr(n, "type")), STR("image/")) || str_ends(node_attr(n, "data"), STR(".svg"));
}

/* An object may hold a picture as well as a player. */
static struct node *
replace_picture(struct cleaning *c, struct node *n)
{
    struct node *img = node_element(c->mem, TAG_IMG, n->offset);
    struct str text = node_text_of(c->mem, n, true);

    node_set_attr(c->mem, img, "src", node_has_attr(n, "data") ? node_attr(n, "data") : node_attr(n, "src"));
    node_set_attr(c->mem, img, "alt", text.len ? text : str_trim(node_attr(n, "title")));
    node_replace(n, img);
    return img;
}

static bool
is_invisible(const struct node *n)
{
    struct str width = str_trim(node_attr(n, "width")), height = str_trim(node_attr(n, "height"));

    return n->tag == TAG_IFRAME && (str_eqc(width, "0") || str_eqc(width, "1") || str_eqc(height, "0") || str_eqc(height, "1"));
}

static bool
leads_somewhere(struct arena *mem, struct str address)
{
    struct str clean;
    enum address_kind kind = address_clean(mem, address, &clean);

    return kind == ADDRESS_WEB || (kind == ADDRESS_LOCAL && clean.len > 0);
}

struct node *
embed_replace(struct cleaning *c, struct node *n)
{
    const struct kind *kind = kind_of(n);
    struct str address = kind ? address_of_id(c->mem, n, address_of(n, kind)) : STR_NONE;
    enum word word = kind ? kind->word : WORD_EMBED;
    struct node *link, *block;

    if ((n->tag == TAG_OBJECT || n->tag == TAG_EMBED) && is_picture(n))
        return replace_picture(c, n);
    if (is_idle(address) || is_invisible(n))
        return NULL;
    if (!address.len && n->tag == TAG_OBJECT && !node_is_empty(n)) {
        node_rename(n, TAG_DIV);        /* what it shows where it cannot be played */
        return n;
    }
    if (!leads_somewhere(c->mem, address)) {
        clean_note(c, n, n->name, "taken out");
        return NULL;
    }
    if (str_starts(address, STR("//")))
        address = arena_printf(c->mem, "https:%.*s", STR_ARG(address));
    address = page_of(c->mem, address, &word);
    link = node_element(c->mem, TAG_A, n->offset);
    node_set_attr(c->mem, link, "href", address);
    node_append(link, node_text(c->mem, label_of(c, n, word, address), n->offset));
    block = make_block(c, n, link);
    clean_note(c, n, n->name, "replaced by a link");
    node_replace(n, block);
    return block;
}
