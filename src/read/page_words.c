/* page_words: words that web pages put around articles. SPDX-License-Identifier: MIT
 *
 * Lists of whole lines and of beginnings, in the languages that the web is full of. They are judged together with the place and the
 * shape of a line (page_trim.c), never alone. */
#include "read/page_words.h"

#include "base/buf.h"

/* Letters and digits in lower case, one blank between words: "Share this!" is "share this". */
struct str
words_plain(struct arena *mem, struct str text)
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

size_t
words_count(struct str text)
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

bool
words_begin_with(struct str text, const char *const *list)
{
    for (; *list; list++)
        if (str_starts(text, str_of(*list)))
            return true;
    return false;
}

/* Whole lines that are buttons and notices of web pages. */
bool
words_are_notice(struct str words)
{
    static const char *const whole[] = {
        "advertisement", "advertisements", "ad", "ads", "sponsored", "sponsored content", "promoted",
        "continue reading below", "continue reading", "story continues below advertisement",
        "article continues below", "article continues after ad", "share", "share this", "share this story",
        "share this article", "share this post", "share on facebook", "share on twitter", "share via email", "tweet",
        "tweet this", "pin it", "print", "print this", "email this", "submit", "copy link", "link copied",
        "copy link url copied", "show more sharing options", "facebook", "twitter", "whatsapp", "linkedin",
        "pinterest", "reddit", "telegram", "email", "e mail", "google", "google plus", "flipboard", "tumblr",
        "pocket", "save", "bookmark", "comment", "comments", "leave a comment", "no comments", "view comments",
        "add a comment", "post a comment", "close", "open", "menu", "search", "subscribe", "subscribe now", "sign in",
        "log in", "sign up", "register", "follow us", "follow", "read more", "learn more", "more", "load more",
        "loading", "loading content", "show more", "see more", "view more", "view gallery", "next", "previous",
        "back", "back to top", "top", "home", "related", "related news", "related stories", "related articles",
        "recommended", "trending", "most read", "most popular", "you may also like", "tags", "tag", "filed under",
        "topics", "categories", "caption", "image", "video", "gallery", "photos", "play", "pause", "mute", "unmute",
        "fullscreen", "to read the full story", "get the app", "download", "skip to content", "skip advertisement",
        "jump to content", "minute read", "min read", "anzeige", "werbung", "teilen", "drucken", "kommentare", "mehr",
        "publicidad", "compartir", "comentarios", "publicidade", "compartilhar", "compartilhe", "partager",
        "publicite", "commentaires", "condividi", "pubblicita", "commenti", "delen", "reklama", "udostepnij", NULL };
    static const char *const begins[] = {
        "share this ", "share on ", "follow us on ", "sign up for our ", "sign up to our ", "subscribe to our ",
        "click here to subscribe", "click to share", "click here to share", "get our newsletter",
        "this site is protected by recaptcha", "by signing up you agree", "we use cookies",
        "this website uses cookies", "enable javascript", "please enable javascript", "thank you for subscribing",
        "download the app", "image copyright ", "copy link ", "advertisement ", "tags ", "filed to ", "filed under ",
        "posted in ", "categories ", "topics ", NULL };

    return is_any_of(words, whole) || (words_count(words) <= 12 && words_begin_with(words, begins));
}

/* "Image 1 of 5", "3/12". */
bool
words_are_gallery_count(struct str text, struct str words)
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
bool
words_are_appeal(struct str words)
{
    static const char *const parts[] = {
        "your inbox", "our newsletter", "sign up for our", "sign up to our", "subscribe to our", "our newsletters",
        "got a tip for us", "got a tip", "privacy policy", "terms of service", "join our ", "follow us on",
        "support our journalism", "become a member", "become a subscriber", "download our app", "like us on facebook",
        "unsubscribe at any", "delivered to your", "all rights reserved", "all right reserved", "copyright c ", NULL };

    for (const char *const *part = parts; *part; part++)
        if (str_find(words, str_of(*part), 0) >= 0)
            return true;
    return false;
}

/* Nothing but names of networks and words of share bars. */
bool
words_are_share_bar(struct str words)
{
    static const char names[] = " facebook twitter whatsapp linkedin pinterest reddit telegram email e mail google plus flipboard "
        "tumblr pocket share shares tweet pin it print save copy link sms messenger viber line vk weibo wechat mix digg "
        "stumbleupon submit "
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
bool
words_are_end_heading(struct str words)
{
    /* Also those of Japanese, Korean, Chinese and Russian pages: related, popular and recommended articles, "read also". */
    static const char *const whole[] = {
        "related", "recommended", "comments", "most read", "most popular", "popular", "trending", "latest",
        "top stories", "more stories", "read next", "up next", "see also on", "share", "tags", "about the author",
        "newsletter", "sponsored", "around the web", "from the web", "more", "also read", "also on", "editors picks",
        "dont miss", "more news", "latest news", "recent posts", "popular posts", "random posts", "leave a reply",
        "leave a comment", "you might like", "more from us", "discussion", "social plugin", "followers",
        "follow by email", "something to consider", "explore more", "keep reading", "what to read next",
        "post navigation", "tagged", "categories", "archives", "aehnliche artikel", "kommentare", "verwandte artikel",
        "mehr zum thema", "articles similaires", "commentaires", "\u95A2\u9023\u8A18\u4E8B",
        "\u4EBA\u6C17\u8A18\u4E8B", "\u304A\u3059\u3059\u3081\u8A18\u4E8B", "\uAD00\uB828\uAE30\uC0AC",
        "\u76F8\u5173\u9605\u8BFB", "\u76F8\u5173\u6587\u7AE0", "\u63A8\u8350\u9605\u8BFB",
        "\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043A\u0436\u0435", "notas relacionadas",
        "comentarios", "leia tambem", "veja tambem", "articoli correlati", "commenti", NULL };
    static const char *const begins[] = {
        "related ", "recommended ", "more from ", "more on ", "more great ", "more in ", "you may also",
        "you might also", "you may like", "read more", "read also", "popular ", "trending ", "most popular",
        "most read", "most viewed", "latest from", "latest news", "latest in ", "recent ", "sponsored ", "share this",
        "leave a ", "comments ", "add a comment", "what others", "sign up", "subscribe", "get the ", "stay ",
        "join our ", "follow us", "more stories", "top stories", "best of ", "also in ", "you may be interested",
        "people also ", "about the author", "view comments", "voce pode gostar", "relacionad", "lesen sie auch",
        "mehr aus", "mehr von", "lire aussi", "a lire aussi", "leia mais", "saiba mais", "te puede interesar", NULL };

    return words_count(words) <= 8 && (is_any_of(words, whole) || words_begin_with(words, begins));
}

/* A year, or a time of day with the name of a day or zone, in few words. */
bool
words_are_date(struct str words)
{
    static const char marks[] = " am pm et est edt pst pdt gmt utc ago updated published posted uhr monday tuesday wednesday "
        "thursday "
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

bool
words_are_byline(struct str words)
{
    static const char *const begins[] = {
        "by ", "written by ", "posted by ", "von ", "par ", "por ", "autor ", "author ", "di ", NULL };

    return words_count(words) <= 8 && words_begin_with(words, begins);
}
