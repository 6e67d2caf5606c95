/* template_value: `{{ expression | filter }}` of Liquid, Nunjucks, Zola and Go. SPDX-License-Identifier: MIT
 *
 * Texts in quotes, the page's own front matter and the address of the site have a value; everything else is dropped. Filters
 * that only prepare an address or a text for the page change nothing here, where addresses are resolved later. */
#include "read/template_part.h"

#include "base/url.h"

#include <string.h>

enum { MOST_FILTERS = 20, LONGEST_ADDRESS = 300 };

static size_t
skip_blanks(struct str s, size_t i)
{
    while (i < s.len && char_is_blank(s.at[i]))
        i++;
    return i;
}

static bool
is_name(char c)
{
    return char_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '$' || c == '@' || (unsigned char)c >= 0x80;
}

/* The end of a name with its indexes, `a.b["c"]`. */
static size_t
skip_path(struct str s, size_t i)
{
    while (i < s.len && is_name(s.at[i]))
        i++;
    while (i < s.len && s.at[i] == '[') {
        ptrdiff_t end = str_chr(s, ']', i);
        if (end < 0)
            return i;
        for (i = (size_t)end + 1; i < s.len && is_name(s.at[i]); i++)
            continue;
    }
    return i;
}

bool
value_is_expression(struct str inner)
{
    size_t i;

    if (!inner.len)
        return true;
    if (inner.at[0] == '"' || inner.at[0] == '\'' || inner.at[0] == '`')
        return str_chr(inner, inner.at[0], 1) > 0;
    if (!char_is_alpha(inner.at[0]) && !strchr("_.$@(", inner.at[0]))
        return false;
    i = skip_blanks(inner, skip_path(inner, inner.at[0] == '(' ? 1 : 0));
    if (inner.at[0] == '.' || inner.at[0] == '$')       /* Go */
        return true;
    return i >= inner.len || inner.at[0] == '(' || strchr("|?+-*/=!<>~", inner.at[i]) || char_is_alpha(inner.at[i])
        || inner.at[i] == '\'' || inner.at[i] == '(';
}

/* ---- names ------------------------------------------------------------------------------------------------------------- */

static const char *const bases[] = { "site.baseurl", "site.url", "site.base-url", "site.baseurl", "site.github.url", "baseurl",
    "base_url", "baseUrl", "config.base_url", ".site.baseurl", "$.site.baseurl", ".baseurl", "root", "relative_root",
    "page.baseurl", "site.root", "pathprefix", "page.preview_baseurl" };

static const char *const page_prefixes[] = { "page.extra.", "page.", "frontmatter.", ".params.", ".page.params.", ".page.",
    "$.page.", "$.params.", "$.", "props.", "this.", "params.", "meta." };

/* The front matter's key for NAME; empty if it is none of the page's. */
static struct str
page_key(struct str name)
{
    for (size_t i = 0; i < sizeof page_prefixes / sizeof *page_prefixes; i++)
        if (str_istarts(name, str_of(page_prefixes[i])))
            return str_from(name, strlen(page_prefixes[i]));
    if (str_starts(name, STR(".")))
        return str_from(name, 1);
    return str_istarts(name, STR("site.")) ? STR("") : name;
}

static bool
named_value(struct template *t, struct str name, struct str *value)
{
    const struct str *assigned = map_find(&t->assigned, name);
    const struct article *a = t->in->article;
    struct str key = page_key(name);

    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (str_ieqc(name, bases[i])) {
            *value = STR("");
            return true;
        }
    }
    if (assigned) {
        *value = *assigned;
        return true;
    }
    *value = key.len ? front_text(t, key) : STR_NONE;
    if (!value->at && a && (str_ieqc(key, "url") || str_ieqc(key, "permalink") || str_ieqc(key, "relpermalink")))
        *value = a->permalink.len ? a->permalink : a->url;
    return value->at != NULL;
}

/* ---- filters ----------------------------------------------------------------------------------------------------------- */

static const char neutral[] = " url relative-url absolute-url relurl absurl safe escape xml-escape strip trim markdownify md html "
    "strip-html strip-newlines htmlescape safehtml safeurl uri-escape url-encode cgi-escape smartify escape-once lstrip rstrip "
    "date htmlbaseurl locale-url localeurl dump string newline-to-br slugify ";

struct filter { struct str name, written, first, second; bool has_first; };

/* The argument at byte I, after ":" or "(" or ","; texts in quotes only. */
static struct str
filter_argument(struct template *t, struct str s, size_t *i, bool *is_there)
{
    *i = skip_blanks(s, *i);
    *is_there = *i < s.len && (s.at[*i] == '"' || s.at[*i] == '\'' || s.at[*i] == '`');
    if (*is_there)
        return quoted_text(t->mem, s, i);
    while (*i < s.len && s.at[*i] != ',' && s.at[*i] != '|' && s.at[*i] != ')')
        ++*i;
    return STR("");
}

/* The next filter at byte I; false if there is none. */
static bool
next_filter(struct template *t, struct str s, size_t *i, struct filter *f)
{
    size_t start;
    bool is_there;

    *i = skip_blanks(s, *i);
    if (*i >= s.len || s.at[*i] != '|')
        return false;
    *i = start = skip_blanks(s, *i + 1);
    while (*i < s.len && is_name(s.at[*i]))
        ++*i;
    *f = (struct filter){ .written = str_sub(s, start, *i), .first = STR(""), .second = STR("") };
    f->name = call_plain_name(t->mem, f->written);
    *i = skip_blanks(s, *i);
    if (*i < s.len && (s.at[*i] == ':' || s.at[*i] == '(' || s.at[*i] == '"' || s.at[*i] == '\'')) {
        *i += s.at[*i] == ':' || s.at[*i] == '(';
        f->first = filter_argument(t, s, i, &f->has_first);
        if (*i < s.len && s.at[*i] == ',') {
            ++*i;
            f->second = filter_argument(t, s, i, &is_there);
        }
        while (*i < s.len && s.at[*i] != '|')
            ++*i;
    }
    return *i > start;
}

static struct str
in_case(struct arena *mem, struct str s, bool upper)
{
    char *out = arena_cstr(mem, s);

    for (size_t i = 0; i < s.len; i++)
        out[i] = upper && s.at[i] >= 'a' && s.at[i] <= 'z' ? (char)(s.at[i] - 32) : upper ? s.at[i] : char_lower(s.at[i]);
    return (struct str){ out, s.len };
}

static struct str
replaced(struct arena *mem, struct str s, struct str from, struct str to)
{
    struct buf out;
    size_t done = 0;
    ptrdiff_t at;

    if (!from.len)
        return s;
    buf_init(&out);
    while ((at = str_find(s, from, done)) >= 0) {
        buf_add(&out, str_sub(s, done, (size_t)at));
        buf_add(&out, to);
        done = (size_t)at + from.len;
    }
    buf_add(&out, str_from(s, done));
    s = buf_take(&out, mem);
    buf_release(&out);
    return s;
}

/* False if the filter is not known. */
static bool
apply(struct template *t, const struct filter *f, struct str *value)
{
    if (str_is_listed(f->name, neutral))
        return true;
    if (str_eqc(f->name, "upcase") || str_eqc(f->name, "upper"))
        *value = in_case(t->mem, *value, true);
    else if (str_eqc(f->name, "downcase") || str_eqc(f->name, "lower"))
        *value = in_case(t->mem, *value, false);
    else if (str_eqc(f->name, "append"))
        *value = arena_printf(t->mem, "%.*s%.*s", STR_ARG(*value), STR_ARG(f->first));
    else if (str_eqc(f->name, "prepend"))
        *value = arena_printf(t->mem, "%.*s%.*s", STR_ARG(f->first), STR_ARG(*value));
    else if (str_eqc(f->name, "replace") && value->len < 4096 && f->second.len < 4096)
        *value = replaced(t->mem, *value, f->first, f->second);
    else if (str_eqc(f->name, "default"))
        *value = value->len ? *value : f->first;
    else
        return false;
    return true;
}

/* ---- expressions ------------------------------------------------------------------------------------------------------- */

bool
value_of(struct template *t, struct str s, struct str *value, struct str *name)
{
    size_t i = skip_blanks(s, 0), start = i, after;

    *name = s;
    if (i >= s.len)
        return false;
    if (s.at[i] == '"' || s.at[i] == '\'' || s.at[i] == '`') {
        *value = quoted_text(t->mem, s, &i);
    } else {
        i = skip_path(s, i);
        *name = str_sub(s, start, i);
        after = skip_blanks(s, i);
        if (!name->len || (after < s.len && s.at[after] != '|'))
            return false;
        if (!named_value(t, *name, value)) {
            struct filter f;
            if (!next_filter(t, s, &after, &f) || !str_eqc(f.name, "default") || !f.has_first)
                return false;
            *value = f.first;
            i = after;
        }
    }
    *name = STR("");
    for (size_t n = 0; n < MOST_FILTERS; n++) {
        struct filter f;
        if (!next_filter(t, s, &i, &f))
            break;
        if (apply(t, &f, value))
            continue;
        *name = f.written;
        t->hint = f.first;
    }
    return true;
}

/* A filter of the site's own that would have drawn a picture. */
static bool
draws(struct str filter)
{
    static const char *const words[] = { "photo", "image", "img", "avatar", "icon", "svg", "picture" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(filter, str_of(words[i]), 0) >= 0)
            return true;
    return false;
}

/* Words for one line. */
static struct str
on_one_line(struct arena *mem, struct str value)
{
    char *out;

    if (str_chr(value, '\n', 0) < 0)
        return value;
    out = arena_cstr(mem, str_trim(value));
    for (char *c = out; *c; c++)
        *c = char_is_blank(*c) ? ' ' : *c;
    return str_of(out);
}

/* In the middle of an address, "https://example.org/{{ x }}/y", that a link or an element has. */
static bool
is_within_address(const struct template *t)
{
    struct str out = buf_str(&t->out);
    size_t n = out.len, least = n > LONGEST_ADDRESS ? n - LONGEST_ADDRESS : 0;

    while (n > least && !char_is_blank(out.at[n - 1]) && !strchr("(<\"'", out.at[n - 1]))
        n--;
    if (n == least || n == out.len)
        return false;
    out.len = n;
    return str_ends(out, STR("](")) || str_ends(out, STR("](<")) || str_ends(out, STR("=\"")) || str_ends(out, STR("='"))
        || ends_definition(str_from(out, n > LONGEST_ADDRESS ? n - LONGEST_ADDRESS : 0));
}

/* An address of which a part is not known leads nowhere: template_finish() takes the link away. */
static void
drop_value(struct template *t, struct token *token, struct str name)
{
    ptrdiff_t blank = str_chr(name, '\n', 0);

    template_drop(t, token, "expression", blank > 0 ? str_sub(name, 0, (size_t)blank) : name.len ? name : STR("{{}}"));
    if (is_in_address(t, token) || is_within_address(t))
        emit(t, token, STR("sheaf:none/"));
}

void
handle_value(struct template *t, struct token *token)
{
    struct str value = STR(""), name;
    bool is_text = token->inner.len && (token->inner.at[0] == '"' || token->inner.at[0] == '`');

    if (!value_of(t, token->inner, &value, &name)) {
        drop_value(t, token, name);
        return;
    }
    if (is_text && name.len && url_is_web(value)) {
        emit_player(t, token, value, t->hint);
        return;
    }
    if (name.len)
        template_drop(t, token, "filter", name);
    if (name.len && draws(name) && !is_in_address(t, token))
        return;
    if (is_text && str_chr(token->inner, '|', 0) < 0)
        emit_words(t, token, value);
    else
        emit(t, token, on_one_line(t->mem, value));
}
