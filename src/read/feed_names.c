/* feed_names: names of elements without the accidents of prefixes. SPDX-License-Identifier: MIT */
#include "read/feed.h"

#include "base/buf.h"
#include "read/items.h"
#include "wrap/xmltree.h"

#include <string.h>

/* Namespaces by how they begin, since some have a version at their end, and what we call them; "" is the feed's own. */
static const struct { const char *uri, *usual; } spaces[] = {
    { "http://purl.org/rss/1.0/modules/content", "content" }, { "http://purl.org/dc/", "dc" },
    { "http://www.w3.org/2005/Atom", "atom" }, { "http://purl.org/atom/", "atom" }, { "http://search.yahoo.com/mrss", "media" },
    { "http://www.itunes.com/dtds/podcast", "itunes" }, { "http://wordpress.org/export/", "wp" },
    { "http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf" }, { "http://rssnamespace.org/feedburner", "feedburner" },
    { "http://purl.org/rss/1.0/modules/", "module" }, { "http://purl.org/rss/1.0/", "" },
    { "http://my.netscape.com/rdf/simple/0.9", "" }, { "http://channel.netscape.com/rdf/simple/0.9", "" },
    { "http://backend.userland.com/", "" }, { "http://blogs.law.harvard.edu/tech/rss", "" },
};

static const char *
usual_prefix(struct str uri, const char *own)
{
    ptrdiff_t excerpt = str_find(uri, STR("/excerpt/"), 0);

    if (excerpt >= 0)
        return "excerpt";       /* WordPress has it below wp's own */
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (str_istarts(uri, str_of(spaces[i].uri)))
            return strcmp(spaces[i].usual, own) == 0 ? "" : spaces[i].usual;
    return NULL;
}

static void
add_prefix(struct feed *f, struct str prefix, const char *usual)
{
    if (usual && f->nprefixes < FEED_PREFIXES) {
        f->prefixes[f->nprefixes].prefix = prefix;
        f->prefixes[f->nprefixes++].usual = usual;
    }
}

/* The declarations of a start tag: xmlns="…", xmlns:dc="…". */
static void
read_prefixes(struct feed *f, const struct node *root)
{
    const char *own = f->kind == FEED_ATOM ? "atom" : "rss";

    for (const struct attr *a = root->attrs; a; a = a->next) {
        struct str name = str_of(a->name);
        if (str_eqc(name, "xmlns"))
            add_prefix(f, STR(""), usual_prefix(a->value, own));
        else if (str_starts(name, STR("xmlns:")))
            add_prefix(f, str_from(name, 6), usual_prefix(a->value, own));
    }
}

static enum feed_kind
kind_of(struct str tag)
{
    static const struct { const char *name; enum feed_kind kind; } kinds[] = {
        { "rss", FEED_RSS }, { "channel", FEED_RSS }, { "RDF", FEED_RDF }, { "feed", FEED_ATOM }, { "entry", FEED_ATOM },
        { "item", FEED_RSS },
    };
    struct str name = str_from(tag, 1);
    size_t end = 0;
    ptrdiff_t colon;

    while (end < name.len && !char_is_blank(name.at[end]) && name.at[end] != '>' && name.at[end] != '/')
        end++;
    name = str_sub(name, 0, end);
    colon = str_chr(name, ':', 0);
    name = str_from(name, colon < 0 ? 0 : (size_t)colon + 1);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_ieqc(name, kinds[i].name))
            return kinds[i].kind;
    return FEED_NONE;
}

/* On one line, so that lines count as in the file; never empty ("<rss/>" is "<rss>"). */
static struct str
on_one_line(struct arena *mem, struct str tag)
{
    char *copy = arena_cstr(mem, tag);
    size_t len = tag.len;

    for (size_t i = 0; i < len; i++)
        if (copy[i] == '\n' || copy[i] == '\r')
            copy[i] = ' ';
    if (len > 2 && copy[len - 2] == '/')
        copy[len - 2] = ' ';
    return (struct str){ copy, len };
}

bool
feed_open(struct feed *f, struct arena *mem, struct str text)
{
    struct str tag = items_root_tag(text);
    struct xml_problem problem;
    struct node *root;

    *f = (struct feed){ .mem = mem, .kind = kind_of(tag) };
    if (f->kind == FEED_NONE || !str_ends(tag, STR(">")))
        return false;
    if (str_istarts(tag, STR("<entry")))
        tag = STR("<feed xmlns=\"http://www.w3.org/2005/Atom\">");   /* an entry by itself is its own feed */
    if (str_istarts(tag, STR("<item")))     /* cut out of an export, most likely WordPress' */
        tag = STR("<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
            " xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\">");
    f->root = on_one_line(mem, tag);
    root = xml_parse_loose(mem, f->root, &problem);
    if (!root)
        return false;
    f->root_name = str_of(root->name);
    f->language = node_attr(root, "xml:lang");
    f->base = node_attr(root, "xml:base");
    read_prefixes(f, root);
    return true;
}

/* Is the "&" at AT the beginning of a reference: "&amp;", "&#38;"? */
static bool
is_reference(struct str text, size_t at)
{
    enum { LONGEST = 40 };
    size_t i = at + 1, end;

    i += i < text.len && text.at[i] == '#';
    for (end = i; end < text.len && end - i < LONGEST && char_is_alnum(text.at[end]); end++)
        ;
    return end > i && end < text.len && text.at[end] == ';';
}

/* Many write "Salt & pepper" and "?a=1&b=2", of which the parser would drop more than the sign. CDATA and comments are as they
 * are. */
static struct str
with_references(struct arena *mem, struct str text)
{
    struct buf out;
    struct str result;
    size_t done = 0;

    buf_init(&out);
    for (size_t at = 0; at < text.len; at++) {
        bool is_cdata = text.at[at] == '<' && str_starts(str_from(text, at), STR("<![CDATA["));
        if (is_cdata || (text.at[at] == '<' && str_starts(str_from(text, at), STR("<!--")))) {
            ptrdiff_t end = str_find(text, is_cdata ? STR("]]>") : STR("-->"), at);
            if (end < 0)
                break;
            at = (size_t)end;
        } else if (text.at[at] == '&' && !is_reference(text, at)) {
            buf_add(&out, str_sub(text, done, at));
            buf_adds(&out, "&amp;");
            done = at + 1;
        }
    }
    buf_add(&out, str_from(text, done));
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

struct node *
feed_parse(const struct feed *f, struct str item, struct xml_problem *problem)
{
    struct str text = arena_printf(f->mem, "%.*s%.*s</%.*s>", STR_ARG(f->root), STR_ARG(item), STR_ARG(f->root_name));
    struct node *root = xml_parse_loose(f->mem, text, problem);
    struct str mended = problem->what ? with_references(f->mem, text) : text;
    struct xml_problem second;

    if (mended.len != text.len)
        root = xml_parse_loose(f->mem, mended, &second);
    for (struct node *n = root ? root->first : NULL; n; n = n->next)
        if (node_is_element(n))
            return n;
    return NULL;
}

/* ---- asking ---------------------------------------------------------------------------------------------------------- */

static const char *
usual_of(const struct feed *f, struct str prefix)
{
    for (size_t i = f->nprefixes; i > 0; i--)
        if (str_eq(f->prefixes[i - 1].prefix, prefix))
            return f->prefixes[i - 1].usual;
    return NULL;
}

bool
feed_is(const struct feed *f, const struct node *n, const char *name)
{
    struct str is = node_is_element(n) && n->name ? str_of(n->name) : STR_NONE, want = str_of(name);
    ptrdiff_t colon = str_chr(is, ':', 0), want_colon = str_chr(want, ':', 0);
    struct str prefix = colon < 0 ? STR("") : str_sub(is, 0, (size_t)colon), own = node_attr(n, "xmlns");
    struct str want_prefix = want_colon < 0 ? STR("") : str_sub(want, 0, (size_t)want_colon);
    const char *usual = usual_of(f, prefix);

    is = str_from(is, colon < 0 ? 0 : (size_t)colon + 1);
    if (!is.at || !str_ieq(is, str_from(want, want_colon < 0 ? 0 : (size_t)want_colon + 1)))
        return false;
    if (own.len && prefix.len == 0)
        usual = usual_prefix(own, f->kind == FEED_ATOM ? "atom" : "rss");
    return usual ? str_eqc(want_prefix, usual) : str_eq(want_prefix, prefix);
}

struct node *
feed_child(const struct feed *f, const struct node *n, const char *name, const struct node *after)
{
    struct node *c = after ? after->next : n ? n->first : NULL;

    while (c && !feed_is(f, c, name))
        c = c->next;
    return c;
}

struct str
feed_text_of(const struct feed *f, const struct node *n)
{
    return n ? str_trim(node_text_of(f->mem, n, false)) : STR("");
}

struct str
feed_text(const struct feed *f, const struct node *n, const char *name)
{
    return feed_text_of(f, feed_child(f, n, name, NULL));
}
