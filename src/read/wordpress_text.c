/* wordpress_text: the text of a post as HTML. SPDX-License-Identifier: MIT
 *
 * WordPress keeps posts as HTML without paragraphs: an empty line ends one (wpautop), and what stands in square brackets is
 * replaced when the page is shown. Here a shortcode that is known becomes what it stands for; of one that is not known the tag
 * goes, what is between its tags stays, and one warning for each name says how often. Blocks ("<!-- wp:paragraph -->") have
 * their paragraphs. */
#include "read/feed.h"

#include "base/buf.h"
#include "base/xml.h"

#include <string.h>

struct shortcode {
    struct str name, attributes, inner;
    size_t length;              /* of all of it */
    bool has_end;
};

struct unknown { struct str name; size_t n; };

struct converting {
    struct arena *mem;
    struct buf out;
    struct unknown *unknown; size_t nunknown;
    int depth;
    size_t looked;              /* bytes that were searched for end tags */
};

static void convert(struct converting *, struct str text);

/* ---- reading a shortcode ----------------------------------------------------------------------------------------------- */

/* The value of NAME in attributes as WordPress reads them: a="b" a='b' a=b; STR_NONE if it is not there. */
static struct str
attribute(struct str list, const char *name)
{
    size_t i = 0;

    while (i < list.len) {
        size_t start = i, end;
        char quote;
        while (i < list.len && !char_is_blank(list.at[i]) && list.at[i] != '=')
            i++;
        end = i;
        if (i >= list.len || list.at[i] != '=') {
            i += i < list.len;
            continue;
        }
        quote = ++i < list.len && (list.at[i] == '"' || list.at[i] == '\'') ? list.at[i++] : 0;
        {
            size_t from = i;
            while (i < list.len && (quote ? list.at[i] != quote : !char_is_blank(list.at[i])))
                i++;
            if (str_ieqc(str_sub(list, start, end), name))
                return str_sub(list, from, i);
            i += i < list.len;
        }
    }
    return STR_NONE;
}

static size_t
name_length(struct str text)
{
    size_t n = 0;

    while (n < text.len && (char_is_alnum(text.at[n]) || text.at[n] == '_' || text.at[n] == '-'))
        n++;
    return n > 0 && char_is_alpha(text.at[0]) ? n : 0;
}

/* Names with more than words in brackets have: "[caption id=…]", "[gallery]"; a text such as "[sic]" has none of it. */
static bool
is_known(struct str name)
{
    static const char names[] = " caption wp_caption gallery embed audio video playlist code sourcecode more "
        "youtube vimeo soundcloud quote blockquote ";

    return str_is_listed(name, names);
}

/* The shortcode that TEXT begins with. What is longer than LONGEST is no tag; a post in which the search for ends took MOST_LOOKED
 * bytes is thousands of tags without one, and from there on none is looked for. */
static bool
read_shortcode(struct converting *c, struct str text, struct shortcode *s)
{
    enum { LONGEST = 2000, MOST_INNER = 1 << 16, MOST_LOOKED = 1 << 28 };
    struct str inside = str_from(text, 1);
    size_t n = name_length(inside);
    ptrdiff_t end = n ? str_chr(str_sub(text, 0, LONGEST), ']', 0) : -1, close;
    bool is_closed;

    if (end < 0 || (inside.at[n] != ']' && !char_is_blank(inside.at[n]) && inside.at[n] != '/'))
        return false;
    *s = (struct shortcode){ .name = str_sub(inside, 0, n), .length = (size_t)end + 1 };
    s->attributes = str_sub(text, n + 1, (size_t)end);
    is_closed = str_ends(str_trim(s->attributes), STR("/"));
    if (is_closed)
        s->attributes = str_sub(s->attributes, 0, s->attributes.len - 1);
    if (!is_known(s->name) && str_chr(s->attributes, '=', 0) < 0 && !is_closed)
        return false;
    text = str_sub(text, 0, MOST_INNER);
    close = is_closed || c->looked > MOST_LOOKED ? -1 : str_find(text, STR("[/"), s->length);
    for (; close >= 0; close = str_find(text, STR("[/"), (size_t)close + 2)) {
        struct str rest = str_from(text, (size_t)close + 2);
        if (!str_starts(rest, s->name) || rest.len <= n || rest.at[n] != ']')
            continue;
        s->inner = str_sub(text, s->length, (size_t)close);
        s->length = (size_t)close + 3 + n;
        s->has_end = true;
        break;
    }
    c->looked += is_closed ? 0 : s->has_end ? s->length : text.len;
    return true;
}

/* ---- what they stand for ------------------------------------------------------------------------------------------------ */

static void
add_link(struct converting *c, struct str url, struct str text)
{
    if (url.len == 0)
        return;
    buf_adds(&c->out, "<p><a");
    xml_attr(&c->out, "href", url);
    buf_addc(&c->out, '>');
    xml_text(&c->out, text.len ? text : url);
    buf_adds(&c->out, "</a></p>");
}

/* `[caption caption="Words"]<img>[/caption]`, or the words behind the picture. */
static void
do_caption(struct converting *c, const struct shortcode *s)
{
    struct str words = attribute(s->attributes, "caption"), inner = s->inner;
    ptrdiff_t img = str_ifind(inner, STR("<img"), 0), end = img < 0 ? -1 : str_chr(inner, '>', (size_t)img);
    ptrdiff_t link = end < 0 ? -1 : str_ifind(inner, STR("</a>"), (size_t)end);

    if (end >= 0 && link >= 0 && str_ifind(str_sub(inner, 0, (size_t)img), STR("<a"), 0) >= 0)
        end = link + 3;
    buf_adds(&c->out, "<figure>");
    buf_add(&c->out, end < 0 ? inner : str_sub(inner, 0, (size_t)end + 1));
    if (words.len == 0 && end >= 0)
        words = str_trim(str_from(inner, (size_t)end + 1));
    if (words.len) {
        buf_adds(&c->out, "<figcaption>");
        buf_add(&c->out, words);
        buf_adds(&c->out, "</figcaption>");
    }
    buf_adds(&c->out, "</figure>");
}

static void
do_media(struct converting *c, const struct shortcode *s)
{
    static const char *const names[] = { "src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav", "url", "id" };
    struct str url = str_trim(s->inner);

    for (size_t i = 0; i < sizeof names / sizeof *names && url.len == 0; i++)
        url = attribute(s->attributes, names[i]);
    if (url.len == 0)           /* `[youtube https://…]` */
        url = str_trim(s->attributes);
    if (str_istarts(url, STR("http")))
        add_link(c, url, STR(""));
}

static void
do_code(struct converting *c, const struct shortcode *s)
{
    struct str language = attribute(s->attributes, "language");

    if (language.len == 0)
        language = attribute(s->attributes, "lang");
    buf_adds(&c->out, "<pre><code");
    if (language.len)
        xml_attr(&c->out, "class", arena_printf(c->mem, "language-%.*s", STR_ARG(language)));
    buf_addc(&c->out, '>');
    buf_add(&c->out, str_trim(s->inner));   /* escaped as HTML is */
    buf_adds(&c->out, "</code></pre>");
}

static void
do_quote(struct converting *c, const struct shortcode *s)
{
    buf_adds(&c->out, "<blockquote>");
    convert(c, s->inner);
    buf_adds(&c->out, "</blockquote>");
}

static void
do_nothing(struct converting *c, const struct shortcode *s)
{
    (void)c;
    (void)s;
}

static const struct { const char *name; void (*act)(struct converting *, const struct shortcode *); } known[] = {
    { "caption", do_caption }, { "wp_caption", do_caption }, { "embed", do_media }, { "audio", do_media }, { "video", do_media },
    { "youtube", do_media }, { "vimeo", do_media }, { "soundcloud", do_media }, { "code", do_code }, { "sourcecode", do_code },
    { "quote", do_quote }, { "blockquote", do_quote }, { "more", do_nothing },
};

static void
count_unknown(struct converting *c, struct str name)
{
    for (size_t i = 0; i < c->nunknown; i++)
        if (str_eq(c->unknown[i].name, name)) {
            c->unknown[i].n++;
            return;
        }
    *ARENA_PUSH(c->mem, c->unknown, c->nunknown) = (struct unknown){ name, 1 };
}

static void
apply(struct converting *c, const struct shortcode *s)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eqc(s->name, known[i].name)) {
            known[i].act(c, s);
            return;
        }
    count_unknown(c, s->name);
    if (s->has_end)
        convert(c, s->inner);
}

/* ---- all -------------------------------------------------------------------------------------------------------------- */

/* The byte after a stretch where brackets are no shortcodes: code and comments; 0 if none begins at AT. */
static size_t
behind_shield(struct str text, size_t at)
{
    static const struct { const char *open; struct str close; } shields[] = {
        { "<!--", { "-->", 3 } }, { "<pre", { "</pre>", 6 } }, { "<code", { "</code>", 7 } }, { "<script", { "</script>", 9 } },
        { "<style", { "</style>", 8 } },
    };

    for (size_t i = 0; i < sizeof shields / sizeof *shields; i++) {
        ptrdiff_t end;
        if (!str_istarts(str_from(text, at), str_of(shields[i].open)))
            continue;
        end = str_ifind(text, shields[i].close, at);
        return end < 0 ? text.len : (size_t)end + shields[i].close.len;
    }
    return 0;
}

static void
convert(struct converting *c, struct str text)
{
    enum { DEEPEST = 8 };
    size_t done = 0, at = 0;

    if (++c->depth > DEEPEST)
        buf_add(&c->out, text);
    while (c->depth <= DEEPEST && at < text.len) {
        struct shortcode s;
        size_t end = text.at[at] == '<' ? behind_shield(text, at) : 0;
        if (end) {
            at = end;
        } else if (text.at[at] == '[' && at + 1 < text.len && text.at[at + 1] == '[') {
            at += 2;            /* "[[caption]]" is how one writes of them */
        } else if (text.at[at] == '[' && read_shortcode(c, str_from(text, at), &s)) {
            buf_add(&c->out, str_sub(text, done, at));
            apply(c, &s);
            done = at += s.length;
        } else {
            at++;
        }
    }
    if (c->depth <= DEEPEST)
        buf_add(&c->out, str_from(text, done));
    c->depth--;
}

static bool
begins_block(struct str line)
{
    static const char names[] = " p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th blockquote pre figure "
        "figcaption hr form section article aside header footer address details summary iframe video audio object style script ";
    struct str rest = str_from(line, 1);
    size_t n = 0;

    if (line.len == 0 || line.at[0] != '<')
        return false;
    if (str_starts(rest, STR("!--")))
        return true;
    if (str_starts(rest, STR("/")))
        rest = str_from(rest, 1);
    while (n < rest.len && char_is_alnum(rest.at[n]))
        n++;
    return n <= 16 && str_is_listed(str_sub(rest, 0, n), names);
}

static void
end_paragraph(struct buf *out, bool *is_open)
{
    buf_adds(out, *is_open ? "</p>\n" : "");
    *is_open = false;
}

/* Lines of words are paragraphs, a single line's end in one is a break; blocks, and all within pre, stay as they are. */
static struct str
with_paragraphs(struct arena *mem, struct str text)
{
    struct buf out;
    struct str line, result;
    bool is_open = false, in_pre = false;

    buf_init(&out);
    while (str_line(&text, &line)) {
        struct str words = str_trim(line);
        if (in_pre || str_ifind(line, STR("<pre"), 0) >= 0) {
            end_paragraph(&out, &is_open);
            in_pre = str_ifind(line, STR("</pre>"), 0) < 0;
            buf_add(&out, line);
            buf_addc(&out, '\n');
        } else if (words.len == 0) {
            end_paragraph(&out, &is_open);
        } else if (begins_block(words)) {
            end_paragraph(&out, &is_open);
            buf_add(&out, words);
            buf_addc(&out, '\n');
        } else {
            buf_adds(&out, is_open ? "<br/>\n" : "<p>");
            buf_add(&out, words);
            is_open = true;
        }
    }
    end_paragraph(&out, &is_open);
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

static bool
has_paragraphs(struct str text)
{
    return str_find(text, STR("<!-- wp:"), 0) >= 0 || str_ifind(text, STR("<p>"), 0) >= 0 || str_ifind(text, STR("<p "), 0) >= 0;
}

struct str
wordpress_html(struct arena *mem, struct str text, const struct source *source, struct diag *d)
{
    struct converting c = { .mem = mem };
    struct str result;

    buf_init(&c.out);
    convert(&c, text);
    result = buf_take(&c.out, mem);
    buf_release(&c.out);
    for (size_t i = 0; i < c.nunknown && d; i++)
        diag_add(d, DIAG_TEMPLATE_DROPPED, source->path, source->before + 1, 0, "shortcode '%.*s' is not known; %s (%zu)",
            STR_ARG(c.unknown[i].name), "its tag was dropped", c.unknown[i].n);
    return has_paragraphs(result) ? result : with_paragraphs(mem, result);
}
