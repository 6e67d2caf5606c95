/* address: what may stand in a link of a book. SPDX-License-Identifier: MIT
 *
 * The two versions of epubcheck judge addresses with two different libraries, one by RFC 3987, one by the WHATWG URL standard; what
 * is written here passes both. Reading is as lenient as browsers are. */
#include "html/address.h"

#include "base/buf.h"
#include "base/uri.h"
#include "base/url.h"
#include "base/utf8.h"
#include "wrap/text.h"

#include <arpa/inet.h>
#include <string.h>

#define PATH_EXTRA  "!$&'()*+,;=:@/"
#define QUERY_EXTRA PATH_EXTRA "?"

enum { HOST_LENGTH = 253, LABEL_LENGTH = 63 };

typedef bool write_fn(struct arena *, struct buf *, struct str scheme, struct str rest);

/* Browsers drop controls and blanks at both ends, and line breaks and tabs anywhere. */
static struct str
without_breaks(struct arena *mem, struct str text)
{
    char *out;
    size_t n = 0;

    while (text.len && (unsigned char)text.at[0] <= ' ')
        text = str_from(text, 1);
    while (text.len && (unsigned char)text.at[text.len - 1] <= ' ')
        text.len--;
    out = arena_alloc(mem, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '\t' && text.at[i] != '\n' && text.at[i] != '\r')
            out[n++] = text.at[i];
    out[n] = '\0';
    return (struct str){ out, n };
}

/* ---- hosts ----------------------------------------------------------------------------------------------------------- */

static bool
labels_are_valid(struct str host)
{
    struct str rest = host, label = STR_NONE;
    unsigned char four[4];

    while (str_cut(&rest, '.', &label)) {
        if (label.len == 0 || label.len > LABEL_LENGTH || label.at[0] == '-' || label.at[label.len - 1] == '-')
            return false;
        for (size_t i = 0; i < label.len; i++)
            if (!char_is_alnum(label.at[i]) && label.at[i] != '-' && label.at[i] != '_')
                return false;
    }
    if (label.len && char_is_digit(label.at[0])) {
        char text[HOST_LENGTH + 1] = "";        /* then all of it must be an IPv4 address: no domain ends so */
        for (size_t i = 0; i < host.len && i < HOST_LENGTH; i++)
            text[i] = host.at[i];
        return inet_pton(AF_INET, text, four) == 1;
    }
    return true;
}

static bool
ipv6_is_valid(struct str host)
{
    char text[INET6_ADDRSTRLEN] = "";
    unsigned char sixteen[16];

    if (host.len < 4 || host.len - 2 >= sizeof text || host.at[host.len - 1] != ']')
        return false;
    for (size_t i = 0; i + 2 < host.len; i++)
        text[i] = host.at[i + 1];
    return inet_pton(AF_INET6, text, sixteen) == 1;
}

static bool
write_host(struct arena *mem, struct buf *out, struct str host)
{
    struct str ascii = url_unescape(mem, host);

    if (ascii.len && ascii.at[0] == '[') {
        buf_add(out, ascii);
        return ipv6_is_valid(ascii);
    }
    if (ascii.len && ascii.at[ascii.len - 1] == '.')
        ascii.len--;
    for (size_t i = 0; i < ascii.len; i++) {
        if ((unsigned char)ascii.at[i] >= 0x80) {
            if (!text_host_ascii(mem, ascii, &ascii))
                return false;
            break;
        }
    }
    if (ascii.len == 0 || ascii.len > HOST_LENGTH || !labels_are_valid(ascii))
        return false;
    for (size_t i = 0; i < ascii.len; i++)
        buf_addc(out, char_lower(ascii.at[i]));
    return true;
}

/* User names are left out: they are nobody's business in a book, and one checker warns of passwords. */
static bool
write_authority(struct arena *mem, struct buf *out, struct str scheme, struct str authority)
{
    ptrdiff_t at = str_rchr(authority, '@'), colon;
    struct str host = str_from(authority, at == STR_NPOS ? 0 : (size_t)at + 1), port = STR_NONE;
    unsigned long n = 0;
    static const struct { const char *scheme; unsigned long port; } usual[] = { { "http", 80 }, { "https", 443 }, { "ftp", 21 } };

    colon = str_rchr(host, ':');
    if (colon != STR_NPOS && str_chr(host, ']', (size_t)colon) == STR_NPOS) {
        port = str_from(host, (size_t)colon + 1);
        host = str_sub(host, 0, (size_t)colon);
    }
    if (!write_host(mem, out, host) || (port.len && !str_uint(port, 65535, &n)))
        return false;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (str_eqc(scheme, usual[i].scheme) && usual[i].port == n)
            n = 0;
    if (n)
        buf_addf(out, ":%lu", n);
    return true;
}

/* ---- schemes --------------------------------------------------------------------------------------------------------- */

static struct str
slashes_forward(struct arena *mem, struct str text)
{
    char *out;
    bool before_query = true;

    if (str_chr(text, '\\', 0) == STR_NPOS)
        return text;
    out = arena_cstr(mem, text);
    for (size_t i = 0; i < text.len; i++) {
        before_query = before_query && out[i] != '?' && out[i] != '#';
        if (before_query && out[i] == '\\')
            out[i] = '/';
    }
    return (struct str){ out, text.len };
}

/* REST is what follows "http:"; browsers take any number of slashes, in either direction. */
static bool
write_web(struct arena *mem, struct buf *out, struct str scheme, struct str rest)
{
    struct uri u;

    rest = slashes_forward(mem, rest);
    while (rest.len && rest.at[0] == '/')
        rest = str_from(rest, 1);
    u = uri_split(arena_printf(mem, "//%.*s", STR_ARG(rest)));
    buf_add(out, scheme);
    buf_adds(out, "://");
    if (!write_authority(mem, out, scheme, u.authority))
        return false;
    uri_add_escaped(out, uri_without_dots(mem, u.path), PATH_EXTRA);
    if (u.query.at) {
        buf_addc(out, '?');
        uri_add_escaped(out, u.query, QUERY_EXTRA);
    }
    if (u.fragment.len) {
        buf_addc(out, '#');
        uri_add_escaped(out, u.fragment, QUERY_EXTRA);
    }
    return true;
}

/* Domains of addresses "a@b.c,d@e.f" are names as hosts have them. */
static bool
domains_are_valid(struct str to)
{
    struct str one;

    while (str_cut(&to, ',', &one)) {
        ptrdiff_t at = str_rchr(one, '@');
        struct str domain = at > 0 ? str_trim(str_from(one, (size_t)at + 1)) : STR_NONE;
        if (domain.len == 0)
            return false;
        for (size_t i = 0; i < domain.len; i++)
            if (!char_is_alnum(domain.at[i]) && domain.at[i] != '-' && domain.at[i] != '.')
                return false;
    }
    return true;
}

static bool
write_mail(struct arena *mem, struct buf *out, struct str scheme, struct str rest)
{
    ptrdiff_t query = str_chr(rest, '?', 0);
    struct str to = str_sub(rest, 0, query == STR_NPOS ? rest.len : (size_t)query);

    (void)mem;
    while (to.len && to.at[0] == '/')
        to = str_from(to, 1);
    buf_add(out, scheme);
    buf_addc(out, ':');
    uri_add_escaped(out, to, "!$&'*+,;:@");
    if (query != STR_NPOS) {
        buf_addc(out, '?');
        uri_add_escaped(out, str_from(rest, (size_t)query + 1), "!$&'()*+,;=:@/?");
    }
    return to.len ? domains_are_valid(to) : query != STR_NPOS;
}

/* RFC 3966: digits and visual separators, then perhaps parameters. */
static bool
write_phone(struct arena *mem, struct buf *out, struct str scheme, struct str rest)
{
    size_t ndigits = 0;

    rest = url_unescape(mem, rest);
    buf_add(out, scheme);
    buf_addc(out, ':');
    while (rest.len && rest.at[0] == '/')
        rest = str_from(rest, 1);
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.at[i];
        if (char_is_digit(c) || c == '*' || c == '#')
            ndigits++;
        if (char_is_alnum(c) || str_chr(STR("+-.();=*"), c, 0) != STR_NPOS)
            buf_addc(out, c);
    }
    return ndigits > 0;
}

/* The International DOI Foundation's resolver. */
static bool
write_doi(struct arena *mem, struct buf *out, struct str scheme, struct str rest)
{
    (void)scheme;
    return str_starts(rest, STR("10."))
        && write_web(mem, out, STR("https"), arena_printf(mem, "doi.org/%.*s", STR_ARG(rest)));
}

static const struct {
    const char *scheme;
    enum address_kind kind;
    write_fn *write;
} schemes[] = {
    { "http",       ADDRESS_WEB,    write_web },
    { "https",      ADDRESS_WEB,    write_web },
    { "ftp",        ADDRESS_WEB,    write_web },
    { "mailto",     ADDRESS_WEB,    write_mail },
    { "tel",        ADDRESS_WEB,    write_phone },
    { "doi",        ADDRESS_WEB,    write_doi },
    { "javascript", ADDRESS_ACTIVE, NULL },
    { "vbscript",   ADDRESS_ACTIVE, NULL },
    { "livescript", ADDRESS_ACTIVE, NULL },
    { "data",       ADDRESS_ACTIVE, NULL },
    { "blob",       ADDRESS_ACTIVE, NULL },
    { "about",      ADDRESS_ACTIVE, NULL },
};

static enum address_kind
clean_with(struct arena *mem, size_t i, struct str rest, struct str *result)
{
    struct buf out;
    bool ok = false;

    buf_init(&out);
    if (schemes[i].write)
        ok = schemes[i].write(mem, &out, str_of(schemes[i].scheme), rest);
    if (ok)
        *result = buf_take(&out, mem);
    buf_release(&out);
    return ok || schemes[i].kind != ADDRESS_WEB ? schemes[i].kind : ADDRESS_BAD;
}

/* Where the host that begins at I ends; I itself if it is not as plain as most are: labels of small letters, digits and hyphens
 * that begin with a letter, all together no longer than one may be. */
static size_t
plain_host_end(struct str url, size_t i)
{
    size_t start = i, label = i;

    for (; i < url.len && url.at[i] != '/'; i++) {
        char c = url.at[i];
        if (c >= 'a' && c <= 'z')
            continue;
        if (i == label || !(char_is_digit(c) || c == '-' || (c == '.' && url.at[i - 1] != '-')))
            return start;
        if (c == '.')
            label = i + 1;
    }
    return i == label || url.at[i - 1] == '-' || i - start > LABEL_LENGTH ? start : i;
}

/* Most addresses are written as they are found: is URL surely one of them, which write_web() would not change? */
static bool
is_written_alike(struct str url)
{
    size_t host = str_starts(url, STR("https://")) ? 8 : str_starts(url, STR("http://")) ? 7 : 0;
    size_t i = host ? plain_host_end(url, host) : 0;

    if (i == host)
        return false;
    for (; i < url.len; i++) {
        char c = url.at[i];
        bool is_dots = c == '.' && url.at[i - 1] == '/';        /* perhaps "/../" */
        if (!char_is_alnum(c) && (is_dots || !c || !strchr("/-_.~?=&", c)))
            return false;
    }
    return true;
}

enum address_kind
address_clean(struct arena *mem, struct str text, struct str *result)
{
    struct str clean, scheme;

    if (is_written_alike(text)) {
        *result = arena_str(mem, text);
        return ADDRESS_WEB;
    }
    clean = without_breaks(mem, text);
    scheme = uri_scheme(clean);
    if (!scheme.at && (str_starts(clean, STR("//")) || str_starts(clean, STR("\\\\"))))
        return clean_with(mem, 1, clean, result);
    if (!scheme.at) {
        *result = clean;
        return ADDRESS_LOCAL;
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_ieqc(scheme, schemes[i].scheme))
            return clean_with(mem, i, str_from(clean, scheme.len + 1), result);
    return ADDRESS_SCHEME;
}
