/* mhtml: pages that browsers saved with all their parts in one file. SPDX-License-Identifier: MIT
 *
 * MIME, multipart/related (RFC 2557, RFC 2045, RFC 2046): the first part that is HTML is the page, pictures are found by their
 * Content-Location or Content-ID and become data: addresses, which every later step knows. Other parts are not looked at. */
#include "read/adapters.h"
#include "read/page.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/uri.h"
#include "base/url.h"
#include "read/decode.h"
#include "wrap/text.h"

struct mime_part {
    struct str type, encoding, location, id;    /* values of its headers, without parameters; ID without brackets */
    struct str charset;
    struct str bytes;           /* as they are encoded */
};

struct mhtml {
    struct arena *mem;
    struct str location;        /* of the page */
    struct mime_part *parts; size_t nparts;
    struct map by_address;      /* Content-Location, and "cid:" and Content-ID, to struct mime_part */
};

/* ---- headers ----------------------------------------------------------------------------------------------------------- */

/* The value of header NAME, folded lines joined; empty if it is not there. */
static struct str
header(struct arena *mem, struct str head, const char *name)
{
    struct str line, value = STR_NONE, want = str_of(name);

    while (str_line(&head, &line)) {
        bool goes_on = line.len && (line.at[0] == ' ' || line.at[0] == '\t');
        if (value.at && !goes_on)
            break;
        if (value.at)
            value = arena_printf(mem, "%.*s %.*s", STR_ARG(value), STR_ARG(str_trim(line)));
        else if (str_istarts(line, want) && line.len > want.len && line.at[want.len] == ':')
            value = str_trim(str_from(line, want.len + 1));
    }
    return value.at ? value : STR("");
}

/* "text/html" of `text/html; charset="utf-8"`; and the value of a parameter. */
static struct str
without_parameters(struct str value)
{
    ptrdiff_t end = str_chr(value, ';', 0);

    return str_trim(end < 0 ? value : str_sub(value, 0, (size_t)end));
}

static struct str
parameter(struct str value, const char *name)
{
    struct str part, want = str_of(name);

    while (str_cut(&value, ';', &part)) {
        part = str_trim(part);
        if (!str_istarts(part, want) || part.len <= want.len || part.at[want.len] != '=')
            continue;
        part = str_trim(str_from(part, want.len + 1));
        if (part.len >= 2 && part.at[0] == '"')
            part = str_sub(part, 1, (size_t)(str_chr(part, '"', 1) > 0 ? str_chr(part, '"', 1) : (ptrdiff_t)part.len));
        return part;
    }
    return STR("");
}

/* Cuts the header lines up to the first empty one from the front of REST. */
static struct str
cut_head(struct str *rest)
{
    struct str start = *rest, line;

    while (str_line(rest, &line))
        if (line.len == 0)
            return str_sub(start, 0, (size_t)(line.at - start.at));
    return start;
}

/* ---- encodings --------------------------------------------------------------------------------------------------------- */

static struct str
from_quoted_printable(struct arena *mem, struct str text)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < text.len; i++) {
        int high = text.at[i] == '=' && i + 2 < text.len ? char_hex(text.at[i + 1]) : -1;
        int low = high >= 0 ? char_hex(text.at[i + 2]) : -1;
        if (text.at[i] != '=') {
            buf_addc(&out, text.at[i]);
        } else if (low >= 0) {
            buf_addc(&out, (char)(high * 16 + low));
            i += 2;
        } else {                /* a soft line break: drop it with the line's end */
            i += i + 1 < text.len && text.at[i + 1] == '\r';
            i += i + 1 < text.len && text.at[i + 1] == '\n';
        }
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

static struct str
decoded(struct arena *mem, const struct mime_part *p)
{
    struct str bytes;

    if (str_ieqc(p->encoding, "quoted-printable"))
        return from_quoted_printable(mem, p->bytes);
    if (str_ieqc(p->encoding, "base64") && base64_decode(mem, p->bytes, &bytes))
        return bytes;
    return p->bytes;
}

/* ---- parts ------------------------------------------------------------------------------------------------------------- */

static void
add_part(struct mhtml *m, struct str text)
{
    struct mime_part *p = ARENA_PUSH(m->mem, m->parts, m->nparts);
    struct str head = cut_head(&text), type = header(m->mem, head, "Content-Type"), id = header(m->mem, head, "Content-ID");

    *p = (struct mime_part){ .type = without_parameters(type), .charset = parameter(type, "charset"), .bytes = text,
        .encoding = without_parameters(header(m->mem, head, "Content-Transfer-Encoding")),
        .location = header(m->mem, head, "Content-Location") };
    p->id = id.len >= 2 && id.at[0] == '<' ? str_sub(id, 1, id.len - 1) : id;
}

/* What stands between the lines that begin with "--" and the boundary. */
static void
split_parts(struct mhtml *m, struct str text, struct str boundary)
{
    struct str mark = arena_printf(m->mem, "--%.*s", STR_ARG(boundary));
    ptrdiff_t at = boundary.len ? str_find(text, mark, 0) : -1;

    while (at >= 0) {
        size_t start = (size_t)at + mark.len;
        ptrdiff_t end = str_find(text, mark, start), line = str_chr(text, '\n', start);
        if (str_starts(str_from(text, start), STR("--")) || line < 0)
            return;
        if (end > line)
            add_part(m, str_sub(text, (size_t)line + 1, (size_t)end));
        else if (end < 0)
            add_part(m, str_from(text, (size_t)line + 1));      /* cut off */
        at = end;
    }
}

static void
index_parts(struct mhtml *m)
{
    for (size_t i = 0; i < m->nparts; i++) {
        struct mime_part *p = &m->parts[i];
        if (p->location.len)
            *map_slot(&m->by_address, p->location) = p;
        if (p->id.len)
            *map_slot(&m->by_address, arena_printf(m->mem, "cid:%.*s", STR_ARG(p->id))) = p;
    }
}

/* The page's HTML as UTF-8; STR_NONE if the file has none. */
static struct str
open_file(struct mhtml *m, struct arena *mem, const char *path, struct str text)
{
    struct str head = cut_head(&text), type = header(mem, head, "Content-Type"), html, utf8;
    size_t bad;

    *m = (struct mhtml){ .mem = mem, .location = header(mem, head, "Snapshot-Content-Location") };
    map_init(&m->by_address);
    split_parts(m, text, parameter(type, "boundary"));
    index_parts(m);
    for (size_t i = 0; i < m->nparts; i++) {
        const struct mime_part *p = &m->parts[i];
        if (!str_ieqc(p->type, "text/html") && !str_ieqc(p->type, "application/xhtml+xml"))
            continue;
        if (m->location.len == 0)
            m->location = p->location;
        html = decoded(mem, p);
        if (p->charset.len && !str_ieqc(p->charset, "utf-8") && text_decode(mem, html, p->charset, &utf8, &bad))
            return utf8;
        return decode_text(mem, path, html, true, &utf8, NULL) ? utf8 : STR_NONE;
    }
    return STR_NONE;
}

/* ---- pictures ---------------------------------------------------------------------------------------------------------- */

static void
add_base64(struct buf *out, struct str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t bits = (uint32_t)(unsigned char)bytes.at[i] << 16;
        if (n > 1)
            bits |= (uint32_t)(unsigned char)bytes.at[i + 1] << 8;
        if (n > 2)
            bits |= (uint32_t)(unsigned char)bytes.at[i + 2];
        for (size_t k = 0; k < 4; k++)
            buf_addc(out, k > n ? '=' : digits[bits >> (18 - 6 * k) & 63]);
    }
}

static struct str
data_address(struct mhtml *m, const struct mime_part *p)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    buf_addf(&out, "data:%.*s;base64,", STR_ARG(p->type));
    add_base64(&out, decoded(m->mem, p));
    result = buf_take(&out, m->mem);
    buf_release(&out);
    return result;
}

static void
put_pictures(struct mhtml *m, struct node *content)
{
    for (struct node *n = content->first; n; n = node_next(n, content)) {
        struct str src = n->tag == TAG_IMG ? str_trim(node_attr(n, "src")) : STR_NONE;
        const struct mime_part *p = src.len ? map_find(&m->by_address, src) : NULL;
        if (src.len && !p && url_is_web(m->location))
            p = map_find(&m->by_address, uri_resolve(m->mem, m->location, src));
        if (!p || !str_istarts(p->type, STR("image/")))
            continue;
        node_set_attr(m->mem, n, "src", data_address(m, p));
        node_drop_attr(n, "srcset");
    }
}

/* ---- the adapter ------------------------------------------------------------------------------------------------------- */

static bool
match(struct str head)
{
    return str_ifind(head, STR("multipart/related"), 0) >= 0 && str_ifind(head, STR("MIME-Version"), 0) >= 0;
}

static void
scan(struct reading *r)
{
    struct mhtml m;
    struct str html = open_file(&m, r->scratch, r->file->path, r->source.bytes);

    if (html.at) {
        page_scan(r, html, 0);
        if (r->narticles && r->articles[0].url.len == 0 && url_is_web(m.location))
            r->articles[0].url = arena_str(r->mem, m.location);
    }
    map_release(&m.by_address);
}

/* Places in the decoded page are none in the file. */
static void
forget_places(struct node *content)
{
    for (struct node *n = content; n; n = node_next(n, content))
        n->offset = NODE_NOWHERE;
}

static struct node *
body(struct arena *mem, const struct article *a, const struct source *source, struct diag *d)
{
    struct mhtml m;
    struct str html = open_file(&m, mem, a->file->path, source->bytes);
    struct node *content = html.at ? page_content(mem, a, html) : node_element(mem, TAG_DIV, NODE_NOWHERE);

    (void)d;
    put_pictures(&m, content);
    forget_places(content);
    map_release(&m.by_address);
    return content;
}

const struct adapter mhtml_adapter = {
    .name = "mhtml",
    .extensions = "mht mhtml",
    .match = match,
    .scan = scan,
    .body = body,
};
