/* uri: addresses in their parts (RFC 3986). SPDX-License-Identifier: MIT */
#include "base/uri.h"

#include <string.h>

/* The length of the scheme at the beginning, without its colon; 0 if there is none. */
static size_t
scheme_length(struct str s)
{
    size_t n = 0;

    if (s.len == 0 || !char_is_alpha(s.at[0]))
        return 0;
    while (n < s.len && (char_is_alnum(s.at[n]) || s.at[n] == '+' || s.at[n] == '-' || s.at[n] == '.'))
        n++;
    return n < s.len && s.at[n] == ':' ? n : 0;
}

/* Cuts REST at the first of STOPS. */
static struct str
cut_before(struct str *rest, const char *stops)
{
    size_t n = str_before(*rest, stops);
    struct str part = str_sub(*rest, 0, n);

    *rest = str_from(*rest, n);
    return part.at ? part : STR("");
}

struct str
uri_scheme(struct str text)
{
    size_t n = scheme_length(text);

    return n ? str_sub(text, 0, n) : STR_NONE;
}

struct uri
uri_split(struct str text)
{
    struct uri u = { .scheme = STR_NONE };
    size_t scheme = scheme_length(text);

    if (scheme) {
        u.scheme = str_sub(text, 0, scheme);
        text = str_from(text, scheme + 1);
    }
    if (str_starts(text, STR("//"))) {
        text = str_from(text, 2);
        u.authority = cut_before(&text, "/?#");
    }
    u.path = cut_before(&text, "?#");
    if (text.len && text.at[0] == '?') {
        text = str_from(text, 1);
        u.query = cut_before(&text, "#");
    }
    if (text.len)
        u.fragment = str_from(text, 1).at ? str_from(text, 1) : STR("");
    return u;
}

struct str
uri_join(struct arena *a, const struct uri *u)
{
    struct buf out;

    buf_init(&out);
    if (u->scheme.at) {
        buf_add(&out, u->scheme);
        buf_addc(&out, ':');
    }
    if (u->authority.at) {
        buf_adds(&out, "//");
        buf_add(&out, u->authority);
    }
    buf_add(&out, u->path);
    if (u->query.at) {
        buf_addc(&out, '?');
        buf_add(&out, u->query);
    }
    if (u->fragment.at) {
        buf_addc(&out, '#');
        buf_add(&out, u->fragment);
    }
    struct str whole = arena_str(a, buf_str(&out));
    buf_release(&out);
    return whole;
}

struct str
uri_without_dots(struct arena *a, struct str path)
{
    char *out = arena_alloc(a, path.len + 1);
    size_t n = 0, i = 0;

    while (i < path.len) {              /* at a "/", or at the beginning of a path without one */
        size_t start = i + (path.at[i] == '/'), end = start;
        while (end < path.len && path.at[end] != '/')
            end++;
        struct str segment = str_sub(path, start, end);
        bool is_up = str_eqc(segment, "..");
        if (is_up)
            while (n > 0 && out[--n] != '/')
                continue;
        if (!is_up && !str_eqc(segment, ".")) {
            memcpy(out + n, path.at + i, end - i);
            n += end - i;
        } else if (end == path.len && start > i && (n > 0 || path.at[0] == '/')) {
            out[n++] = '/';             /* "a/." and "a/.." are folders */
        }
        i = end;
    }
    out[n] = '\0';
    return (struct str){ out, n };
}

/* 5.2.3: the path of REF in the folder of BASE. */
static struct str
merge(struct arena *a, const struct uri *base, struct str path)
{
    ptrdiff_t slash = str_rchr(base->path, '/');
    struct str folder = str_sub(base->path, 0, slash == STR_NPOS ? 0 : (size_t)slash + 1);

    if (base->authority.at && base->path.len == 0)
        folder = STR("/");
    return arena_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
}

struct str
uri_resolve(struct arena *a, struct str base_text, struct str ref)
{
    struct uri base = uri_split(base_text), u = uri_split(ref);

    if (u.scheme.at) {
        u.path = u.authority.at ? uri_without_dots(a, u.path) : u.path;
        return uri_join(a, &u);
    }
    u.scheme = base.scheme;
    if (u.authority.at) {
        u.path = uri_without_dots(a, u.path);
        return uri_join(a, &u);
    }
    u.authority = base.authority;
    if (u.path.len == 0) {
        u.path = base.path;
        u.query = u.query.at ? u.query : base.query;
    } else {
        u.path = uri_without_dots(a, u.path.at[0] == '/' ? u.path : merge(a, &base, u.path));
    }
    return uri_join(a, &u);
}

/* May the byte at I stand as it is? */
static bool
is_plain(struct str text, size_t i, const char *extra)
{
    char c = text.at[i];

    if (char_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~')
        return true;
    if (c == '%' && i + 2 < text.len && char_hex(text.at[i + 1]) >= 0 && char_hex(text.at[i + 2]) >= 0)
        return true;
    return c && strchr(extra, c);
}

void
uri_add_escaped(struct buf *out, struct str text, const char *extra)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t done = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (is_plain(text, i, extra))
            continue;
        buf_add(out, str_sub(text, done, i));
        buf_addc(out, '%');
        buf_addc(out, hex[c >> 4]);
        buf_addc(out, hex[c & 15]);
        done = i + 1;
    }
    buf_add(out, str_from(text, done));
}
