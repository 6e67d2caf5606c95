/* url: addresses of the web, as text. SPDX-License-Identifier: MIT */
#include "base/url.h"

/* What follows "//" of a web address; empty if it is none. */
static struct str
after_scheme(struct str url)
{
    if (url.len == 0 || char_lower(*url.at) != 'h')
        return STR_NONE;
    if (str_istarts(url, STR("https://")))
        return str_from(url, 8);
    if (str_istarts(url, STR("http://")))
        return str_from(url, 7);
    return STR_NONE;
}

/* The part before the first of the characters of ENDS. */
static struct str
before(struct str s, const char *ends)
{
    return str_sub(s, 0, str_before(s, ends));
}

bool
url_is_web(struct str url)
{
    return url_host(url).len > 0;
}

struct str
url_host(struct str url)
{
    struct str authority = before(after_scheme(url), "/?#");
    ptrdiff_t user = str_rchr(authority, '@');

    return str_from(authority, user == STR_NPOS ? 0 : (size_t)user + 1);
}

struct str
url_path(struct str url)
{
    struct str rest = after_scheme(url);

    return before(str_from(rest, before(rest, "/?#").len), "?#");
}

static struct str
without_slashes(struct str s)
{
    while (s.len && s.at[s.len - 1] == '/')
        s.len--;
    return s;
}

struct str
url_key(struct arena *a, struct str url)
{
    struct str rest = before(after_scheme(url), "#");
    struct str host = url_host(url), query = str_from(rest, before(rest, "?").len);
    struct str path = without_slashes(url_unescape(a, url_path(url)));
    char *lower;
    struct str key;

    if (str_istarts(host, STR("www.")))
        host = str_from(host, 4);
    key = arena_printf(a, "%.*s%.*s%.*s", STR_ARG(host), STR_ARG(path), STR_ARG(query));
    lower = (char *)key.at;
    for (size_t i = 0; i < host.len; i++)
        lower[i] = char_lower(lower[i]);
    return key;
}

struct str
url_path_key(struct arena *a, struct str path)
{
    struct str key = without_slashes(url_unescape(a, before(path, "?#")));

    while (key.len && key.at[0] == '/')
        key = str_from(key, 1);
    return key;
}

struct str
url_unescape(struct arena *a, struct str text)
{
    char *out;
    size_t n = 0;

    if (str_chr(text, '%', 0) == STR_NPOS)
        return text;
    out = arena_alloc(a, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        int high = text.at[i] == '%' && i + 2 < text.len ? char_hex(text.at[i + 1]) : -1;
        int low = high >= 0 ? char_hex(text.at[i + 2]) : -1;
        bool escaped = low >= 0 && high * 16 + low != 0;
        out[n++] = escaped ? (char)(high * 16 + low) : text.at[i];
        i += escaped ? 2 : 0;
    }
    out[n] = '\0';
    return (struct str){ out, n };
}

struct str
url_host_name(struct str url)
{
    struct str host = url_host(url);
    ptrdiff_t port = str_chr(host, ':', 0);

    if (port > 0)
        host = str_sub(host, 0, (size_t)port);
    return str_istarts(host, STR("www.")) ? str_from(host, 4) : host;
}
