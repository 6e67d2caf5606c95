/* decode: the bytes of a source as UTF-8. SPDX-License-Identifier: MIT */
#include "read/decode.h"

#include "base/utf8.h"
#include "wrap/text.h"

#include <stdint.h>
#include <string.h>

/* ---- what a page says of itself ----------------------------------------------------------------------------------- */

static bool
is_name_char(char c)
{
    return char_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

/* The value after NAME and "=" in a tag: `charset=utf-8"`, `encoding="utf-8"`. */
static struct str
value_after(struct str tag, struct str name)
{
    ptrdiff_t at = str_ifind(tag, name, 0);
    size_t n = 0;

    if (at == STR_NPOS)
        return STR_NONE;
    tag = str_trim(str_from(tag, (size_t)at + name.len));
    if (tag.len == 0 || *tag.at != '=')
        return STR_NONE;
    tag = str_trim(str_from(tag, 1));
    if (tag.len && (*tag.at == '"' || *tag.at == '\''))
        tag = str_trim(str_from(tag, 1));
    while (n < tag.len && is_name_char(tag.at[n]))
        n++;
    return str_sub(tag, 0, n);
}

struct str
decode_declared(struct str bytes)
{
    enum { LOOKED_AT = 1024 };                          /* HTML, "prescan a byte stream" */
    struct str head = str_sub(bytes, 0, LOOKED_AT), charset;
    ptrdiff_t at = 0;

    if (str_starts(head, STR("<?xml")))
        return value_after(str_sub(head, 0, (size_t)str_chr(head, '>', 0)), STR("encoding"));
    while ((at = str_ifind(head, STR("<meta"), (size_t)at)) != STR_NPOS) {
        ptrdiff_t end = str_chr(head, '>', (size_t)at);
        charset = value_after(str_sub(head, (size_t)at, end == STR_NPOS ? head.len : (size_t)end), STR("charset"));
        if (charset.len)
            return charset;
        at++;
    }
    return STR_NONE;
}

/* ---- decoding ----------------------------------------------------------------------------------------------------- */

/* By byte order mark: UTF-32 before UTF-16, whose mark it begins with. */
static struct str
marked_charset(struct str bytes)
{
    static const struct { struct str mark; const char *charset; } marks[] = {
        { { "\xFF\xFE\0\0", 4 }, "UTF-32LE" }, { { "\0\0\xFE\xFF", 4 }, "UTF-32BE" },
        { { "\xFF\xFE", 2 }, "UTF-16LE" }, { { "\xFE\xFF", 2 }, "UTF-16BE" },
        /* XML and HTML without a mark begin with "<" (XML 1.0, appendix F). */
        { { "<\0\0\0", 4 }, "UTF-32LE" }, { { "\0\0\0<", 4 }, "UTF-32BE" },
        { { "<\0", 2 }, "UTF-16LE" }, { { "\0<", 2 }, "UTF-16BE" },
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(bytes, marks[i].mark))
            return str_of(marks[i].charset);
    return STR_NONE;
}

/* Are more of the characters outside ASCII valid than not? Then it is UTF-8 with some bytes spoiled. */
static bool
is_mostly_utf8(struct str bytes)
{
    size_t good = 0, bad = 0;

    for (size_t i = 0; i < bytes.len;) {
        bool is_ascii = (unsigned char)bytes.at[i] < 0x80;
        bool is_bad = utf8_next(bytes, &i) == UTF8_REPLACEMENT;
        good += !is_ascii && !is_bad;
        bad += is_bad;
    }
    return good > bad;
}

/* At the place of the first one in TEXT, where U+FFFD stands for it. */
static void
tell_replaced(const char *path, struct str text, struct str charset, size_t bad, struct diag *d)
{
    struct source source = { .path = path, .bytes = text };
    ptrdiff_t first = str_find(text, STR("\uFFFD"), 0);

    diag_at(d, DIAG_ENCODING, &source, first < 0 ? 0 : (size_t)first, "%zu %s no %.*s; %s replaced", bad,
        bad == 1 ? "sequence is" : "sequences are", STR_ARG(charset), bad == 1 ? "it was" : "they were");
}

static bool
from_charset(struct arena *a, const char *path, struct str bytes, struct str charset, struct str *text, struct diag *d)
{
    size_t bad = 0;

    if (!text_decode(a, bytes, charset, text, &bad))
        return false;
    if (bad && d)
        tell_replaced(path, *text, charset, bad, d);
    return true;
}

/* What is neither marked nor UTF-8. */
static void
guess(struct arena *a, const char *path, struct str bytes, struct str declared, struct str *text, struct diag *d)
{
    struct source source = { .path = path, .bytes = bytes };
    size_t at = utf8_valid_length(bytes), bad;
    bool is_utf8 = is_mostly_utf8(bytes);

    /* A declaration that can be read byte by byte is not UTF-16. */
    if (declared.len && !str_istarts(declared, STR("utf")) && from_charset(a, path, bytes, declared, text, d))
        return;
    if (is_utf8) {
        from_charset(a, path, bytes, STR("UTF-8"), text, d);
        return;
    }
    if (d)
        diag_at(d, DIAG_ENCODING, &source, at, "byte 0x%02X is no UTF-8; the text was read as windows-1252",
            (unsigned)(unsigned char)bytes.at[at]);
    if (!text_decode(a, bytes, STR("windows-1252"), text, &bad))
        *text = STR_NONE;
}

/* The character of TEXT that begins at byte I, if XML cannot hold it; else 0. A form feed is a blank in every kind of source. */
static uint32_t
forbidden_at(struct str text, size_t i)
{
    unsigned char c = (unsigned char)text.at[i];

    if (c < ' ')
        return c == '\t' || c == '\n' || c == '\r' || c == '\f' ? 0 : c;
    if (c != 0xEF || i + 2 >= text.len || (unsigned char)text.at[i + 1] != 0xBF || (unsigned char)text.at[i + 2] < 0xBE)
        return 0;
    return 0xFF40 + (unsigned char)text.at[i + 2];      /* U+FFFE, U+FFFF */
}

/* Sixteen bytes at once: what a comparison gives has all bits of a lane, or none. */
typedef unsigned char lanes __attribute__((vector_size(16)));

enum { BLOCK = sizeof(lanes) };

static inline bool
may_be_forbidden(const unsigned char *at)
{
    lanes c;
    uint64_t half[2];

    memcpy(&c, at, sizeof c);
    c = (lanes)(((c < ' ') & (c != '\n')) | (c == 0xEF));
    memcpy(half, &c, sizeof half);
    return (half[0] | half[1]) != 0;
}

/* The place at or after I of a byte that has to be looked at. */
static size_t
skip_allowed(struct str text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.at;

    while (i + BLOCK <= text.len && !may_be_forbidden(at + i))
        i += BLOCK;
    while (i < text.len && (at[i] >= ' ' ? at[i] != 0xEF : at[i] == '\n'))
        i++;
    return i;
}

/* They are left out when the page is written. */
static void
warn_forbidden(const struct source *source, struct diag *d)
{
    size_t n = 0, first = 0;

    for (size_t i = 0; (i = skip_allowed(source->bytes, i)) < source->bytes.len; i++)
        if (forbidden_at(source->bytes, i) && n++ == 0)
            first = i;
    if (n)
        diag_at(d, DIAG_TEXT_INVALID, source, first, "%zu %s that no book can hold, the first U+%04X, %s taken out", n,
            n == 1 ? "character" : "characters", (unsigned)forbidden_at(source->bytes, first), n == 1 ? "is" : "are");
}

bool
decode_text(struct arena *a, const char *path, struct str bytes, bool is_page, struct str *text, struct diag *d)
{
    struct str mark = marked_charset(bytes), declared = is_page ? decode_declared(bytes) : STR_NONE;
    struct source source = { .path = path, .bytes = bytes };
    ptrdiff_t nul;

    *text = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_from(bytes, 3) : bytes;
    if (mark.len) {
        if (!from_charset(a, path, bytes, mark, text, d))
            return false;
    } else if (str_istarts(declared, STR("iso-2022"))) {    /* looks like ASCII */
        from_charset(a, path, bytes, declared, text, d);
    } else if (utf8_valid_length(*text) < text->len) {
        if (str_chr(bytes, '\0', 0) == STR_NPOS)
            guess(a, path, *text, declared, text, d);
    }
    nul = str_chr(*text, '\0', 0);
    if (nul != STR_NPOS && d)
        diag_at(d, DIAG_ARTICLE_UNREADABLE, &source, mark.len ? 0 : (size_t)nul, "is no text: it has NUL bytes");
    else if (d)
        warn_forbidden(&(struct source){ .path = path, .bytes = *text }, d);
    return nul == STR_NPOS;
}
