/* xml: text safe in XML, into a buffer. SPDX-License-Identifier: MIT */
#include "base/xml.h"

#include "base/utf8.h"

static const char *
escape_of(uint32_t c, bool in_attribute)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case 0xA0: return "&#160;";
    case '"': return in_attribute ? "&quot;" : NULL;
    case '\t': return in_attribute ? "&#9;" : NULL;
    case '\n': return in_attribute ? "&#10;" : NULL;
    case '\r': return "&#13;";
    default: return utf8_is_xml(c) ? NULL : "";
    }
}

/* What an escape may concern: control characters, & < > " and all above ASCII; most of any text is other bytes. */
static const unsigned char special[256] = {
#define EIGHT(n) [n] = 1, [(n) + 1] = 1, [(n) + 2] = 1, [(n) + 3] = 1, [(n) + 4] = 1, [(n) + 5] = 1, [(n) + 6] = 1, [(n) + 7] = 1
#define MANY(n) EIGHT(n), EIGHT((n) + 8), EIGHT((n) + 16), EIGHT((n) + 24)
    MANY(0), MANY(0x80), MANY(0xA0), MANY(0xC0), MANY(0xE0), ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1,
#undef MANY
#undef EIGHT
};

/* Sixteen bytes at once, without a branch: compilers make a few vector instructions of it. "<" and ">" differ in one bit, "&" and
 * the quote too. LINE_END is the one control character that is plain; a blank: none is. */
static bool
are_plain(const unsigned char *at, unsigned char line_end)
{
    unsigned char any = 0;

    for (int i = 0; i < 16; i++) {
        signed char c = (signed char)at[i];             /* above ASCII: below 0 */
        any |= (unsigned char)(((c < 0x20) & (at[i] != line_end)) | ((at[i] & 0xFD) == '<') | ((at[i] & 0xFB) == '"'));
    }
    return !any;
}

static size_t
skip_plain(struct str text, size_t i, bool in_attribute)
{
    const unsigned char *at = (const unsigned char *)text.at;
    unsigned char line_end = in_attribute ? ' ' : '\n';

    while (i + 16 <= text.len && are_plain(at + i, line_end))
        i += 16;
    if (i + 16 > text.len && text.len >= 16 && i < text.len && are_plain(at + text.len - 16, line_end))
        return text.len;
    while (i < text.len && (!special[at[i]] || at[i] == line_end))
        i++;
    return i;
}

/* How many bytes a character at I has that needs no look: most letters and signs above ASCII. 0: have a look. Not here: what
 * begins with C2 (U+00A0, controls), ED (surrogates), EF (U+FFFE) and F0 or above. */
static size_t
plain_length(struct str text, size_t i)
{
    const unsigned char *at = (const unsigned char *)text.at + i;
    size_t left = text.len - i;

    if (at[0] >= 0xC3 && at[0] <= 0xDF && left >= 2 && (at[1] & 0xC0) == 0x80)
        return 2;
    if (at[0] >= 0xE1 && at[0] <= 0xEC && left >= 3 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80)
        return 3;
    return 0;
}

static void
escape(struct buf *out, struct str text, bool in_attribute)
{
    size_t done = 0, from = 0;

    for (size_t i; (i = skip_plain(text, from, in_attribute)) < text.len; from = i) {
        size_t start = i, plain = plain_length(text, i);
        const char *instead;
        uint32_t code;
        if (plain) {
            i += plain;
            continue;
        }
        code = utf8_next(text, &i);
        instead = escape_of(code, in_attribute);
        if (code == UTF8_REPLACEMENT && !str_eq(str_sub(text, start, i), STR("\xEF\xBF\xBD")))
            instead = "\xEF\xBF\xBD";        /* bytes that are no UTF-8 */
        if (!instead)
            continue;
        buf_add(out, str_sub(text, done, start));
        buf_adds(out, instead);
        done = i;
    }
    buf_add(out, str_from(text, done));
}

void
xml_text(struct buf *out, struct str text)
{
    escape(out, text, false);
}

void
xml_attr(struct buf *out, const char *name, struct str value)
{
    buf_addc(out, ' ');
    buf_adds(out, name);
    buf_adds(out, "=\"");
    escape(out, value, true);
    buf_addc(out, '"');
}

void
xml_element(struct buf *out, int indent, const char *name, struct str text)
{
    buf_addf(out, "%*s<%s>", indent, "", name);
    xml_text(out, text);
    buf_addf(out, "</%s>\n", name);
}
