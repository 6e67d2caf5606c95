/* html5_nesting: keeps hostile HTML from costing quadratic time. SPDX-License-Identifier: MIT
 *
 * A rough tokenizer with a stack of names. Elements whose end tag may be left out close each other, so they cannot nest
 * without others between them: they are not counted. */
#include "wrap/html5_nesting.h"

#include <string.h>

struct open {
    struct str name;
    bool is_foreign;            /* what it holds is SVG or MathML */
};

struct scan {
    struct arena *mem;
    struct str text;
    char *copy;                 /* NULL until something is blanked */
    struct open stack[HTML5_DEPTH];
    size_t n;
    size_t hidden;              /* start tags that were blanked and not closed since */
};

struct tag_token {
    size_t start, end;          /* "<" and after ">" */
    struct str name;
    bool is_end, is_closed;     /* </name>, <name/> */
};

/* Names in order of nothing but kind, between blanks. */
static const char UNCOUNTED[] = " p li dt dd option tr td th tbody thead tfoot colgroup caption a nobr html head body "
    "area base basefont bgsound br col command embed frame hr image img input isindex keygen link meta param source track wbr ";
static const char FORMATTING[] = " b big code em font i s small strike strong tt u ";
static const char RAW[] = " script style textarea title xmp iframe noembed noframes plaintext ";
/* HTML, "the rules for parsing tokens in foreign content": these start tags end it. */
static const char BREAKOUT[] = " b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var ";
/* SVG and MathML elements that hold HTML again. */
static const char INTEGRATION[] = " foreignobject desc annotation-xml mi mo mn ms mtext ";

static void
blank(struct scan *s, size_t from, size_t to)
{
    if (!s->copy)
        s->copy = arena_cstr(s->mem, s->text);
    memset(s->copy + from, ' ', to - from);
}

static bool
in_foreign(const struct scan *s)
{
    return s->n && s->stack[s->n - 1].is_foreign;
}

/* The end of the tag that begins at I, after its ">"; 0 if it has none. Blanks what is too much of its attributes. */
static size_t
tag_end(struct scan *s, size_t i)
{
    bool value_next = false, was_blank = false;
    size_t nattributes = 0, too_much = 0;

    for (; i < s->text.len; i++) {
        char c = s->text.at[i];
        if (c == '>') {
            if (too_much)
                blank(s, too_much, i);
            return i + 1;
        }
        if (value_next && (c == '"' || c == '\'')) {
            ptrdiff_t close = str_chr(s->text, c, i + 1);
            if (close < 0)
                return 0;
            i = (size_t)close;
            c = ' ';
        }
        if (was_blank && !char_is_blank(c) && c != '/' && ++nattributes == HTML5_ATTRIBUTES)
            too_much = i;
        was_blank = char_is_blank(c) || c == '/';
        value_next = c == '=' || (value_next && char_is_blank(c));
    }
    return 0;
}

/* The tag at I, where there is a "<"; false if it is none or does not end. */
static bool
read_tag(struct scan *s, size_t i, struct tag_token *t)
{
    size_t name = i + 1;

    *t = (struct tag_token){ .start = i };
    if (name < s->text.len && s->text.at[name] == '/') {
        t->is_end = true;
        name++;
    }
    if (name >= s->text.len || !char_is_alpha(s->text.at[name]))
        return false;
    for (i = name; i < s->text.len && !char_is_blank(s->text.at[i]) && s->text.at[i] != '/' && s->text.at[i] != '>'; i++)
        ;
    t->name = str_sub(s->text, name, i);
    t->end = tag_end(s, i);
    t->is_closed = t->end > t->start + 2 && s->text.at[t->end - 2] == '/';
    return t->end != 0;
}

/* An end tag takes away all that is open in its element but formatting, which HTML opens again after it. */
static void
close_element(struct scan *s, const struct tag_token *t)
{
    size_t at = s->n, kept;

    while (at && !str_ieq(s->stack[at - 1].name, t->name))
        at--;
    if (!at)
        return;
    kept = at - 1;
    for (size_t i = at; i < s->n; i++)
        if (str_is_listed(t->name, FORMATTING) || str_is_listed(s->stack[i].name, FORMATTING))
            s->stack[kept++] = s->stack[i];
    s->n = kept;
}

static void
open_element(struct scan *s, const struct tag_token *t)
{
    bool is_foreign = in_foreign(s);

    if (is_foreign && str_is_listed(t->name, BREAKOUT))
        while (in_foreign(s))
            s->n--;
    if (str_is_listed(t->name, UNCOUNTED))
        return;
    is_foreign = str_ieqc(t->name, "svg") || str_ieqc(t->name, "math")
        || (in_foreign(s) && !str_is_listed(t->name, INTEGRATION));
    if (t->is_closed && (is_foreign || in_foreign(s)))
        return;
    if (s->n == HTML5_DEPTH) {
        s->hidden++;
        blank(s, t->start, t->end);
        return;
    }
    s->stack[s->n++] = (struct open){ t->name, is_foreign };
}

/* After the end tag of the raw text element NAME that opened before I: what stands in it is no markup. */
static size_t
skip_raw(const struct scan *s, struct str name, size_t i)
{
    while (i < s->text.len && !str_ieqc(name, "plaintext")) {
        ptrdiff_t at = str_find(s->text, STR("</"), i);
        if (at < 0)
            break;
        i = (size_t)at + 2;
        if (str_istarts(str_from(s->text, i), name))
            return i + name.len;
    }
    return s->text.len;
}

/* After the comment, declaration or stray "<" at I. */
static size_t
skip_other(const struct scan *s, size_t i)
{
    struct str rest = str_from(s->text, i);
    ptrdiff_t end;

    if (str_starts(rest, STR("<!-->")) || str_starts(rest, STR("<!--->")))
        return i + 5;
    if (str_starts(rest, STR("<!--"))) {
        end = str_find(s->text, STR("-->"), i + 4);
        return end < 0 ? s->text.len : (size_t)end + 3;
    }
    if (str_starts(rest, STR("<!")) || str_starts(rest, STR("<?")) || str_starts(rest, STR("</"))) {
        end = str_chr(s->text, '>', i);
        return end < 0 ? s->text.len : (size_t)end + 1;
    }
    return i + 1;
}

static size_t
scan_one(struct scan *s, size_t i)
{
    struct tag_token t;

    if (!read_tag(s, i, &t))
        return t.name.len ? s->text.len : skip_other(s, i);
    if (!t.is_end) {
        bool is_raw = str_is_listed(t.name, RAW) && !in_foreign(s);
        if (is_raw)
            return skip_raw(s, t.name, t.end);
        open_element(s, &t);
    } else if (s->hidden && !str_is_listed(t.name, UNCOUNTED)) {
        s->hidden--;
        blank(s, t.start, t.end);
    } else {
        close_element(s, &t);
    }
    return t.end;
}

static bool
is_harmless(struct str text)
{
    size_t tags = 0, blanks = 0;

    for (ptrdiff_t i = str_chr(text, '<', 0); i >= 0 && tags <= HTML5_DEPTH; i = str_chr(text, '<', (size_t)i + 1))
        tags++;
    if (tags > HTML5_DEPTH)
        return false;
    for (size_t i = 0; i < text.len; i++)
        blanks += char_is_blank(text.at[i]) || text.at[i] == '/' || text.at[i] == '"' || text.at[i] == '\'';
    return blanks < HTML5_ATTRIBUTES;
}

struct str
html5_bound_nesting(struct arena *mem, struct str text)
{
    struct scan *s;

    if (is_harmless(text))
        return text;
    s = ARENA_NEW(mem, struct scan);
    s->mem = mem;
    s->text = text;
    for (ptrdiff_t i = str_chr(text, '<', 0); i >= 0; i = str_chr(text, '<', scan_one(s, (size_t)i)))
        ;
    return s->copy ? (struct str){ s->copy, text.len } : text;
}
