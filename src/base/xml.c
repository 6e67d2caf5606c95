/* xml: text safe in XML, into a buffer. SPDX-License-Identifier: MIT */
#include "base/xml.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

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

/* Sixteen bytes at once: what a comparison gives has all bits of a lane, or none. "<" and ">" differ in one bit, "&" and the quote
 * too. LINE_END is the one control character that is plain; a blank: none is. */
typedef signed char lanes __attribute__((vector_size(16)));

static inline bool
are_plain(const unsigned char *at, signed char line_end)
{
    lanes c, plain;
    uint64_t halves[2];

    memcpy(&c, at, sizeof c);                           /* above ASCII: below 0 */
    plain = ((c > 0x1F) | (c == line_end)) & ((c & ~2) != '<') & ((c & ~4) != '"');
    memcpy(halves, &plain, sizeof halves);
    return (halves[0] & halves[1]) == UINT64_MAX;
}

/* The same of the eight bytes of a word: most attributes, and many texts, are shorter than sixteen. A sum here has the highest bit
 * of each byte for which something holds; none is carried on, as long as no byte has that bit itself. */
static inline bool
word_is_plain(uint64_t word, signed char line_end)
{
    static const uint64_t each = 0x0101010101010101u;
    uint64_t from_blank = word + each * (0x80 - ' '), no_line_end = (word ^ each * (unsigned char)line_end) + each * 0x7F;
    uint64_t no_angle = ((word | each * 2) ^ each * '>') + each * 0x7F, no_quote = ((word | each * 4) ^ each * '&') + each * 0x7F;

    return ((from_blank | ~no_line_end) & no_angle & no_quote & ~word & each * 0x80) == each * 0x80;
}

/* A text of four to fifteen bytes: its beginning and its end overlap. */
static inline bool
short_is_plain(const unsigned char *at, size_t n, signed char line_end)
{
    uint64_t first, last;
    uint32_t begin, end;

    if (n >= sizeof first) {
        memcpy(&first, at, sizeof first);
        memcpy(&last, at + n - sizeof last, sizeof last);
        return word_is_plain(first, line_end) && word_is_plain(last, line_end);
    }
    memcpy(&begin, at, sizeof begin);
    memcpy(&end, at + n - sizeof end, sizeof end);
    return word_is_plain((uint64_t)begin << 32 | end, line_end);
}

/* The first byte at or after I that is not plain, or the end. */
static inline size_t
skip_plain(struct str text, size_t i, signed char line_end)
{
    const unsigned char *at = (const unsigned char *)text.at;

    if (text.len >= 16) {
        while (i + 16 <= text.len && are_plain(at + i, line_end))
            i += 16;
        if (i + 16 > text.len && are_plain(at + text.len - 16, line_end))
            return text.len;
    } else if (text.len >= i + 4 && short_is_plain(at + i, text.len - i, line_end)) {
        return text.len;
    }
    while (i < text.len && (!special[at[i]] || at[i] == line_end))
        i++;
    return i;
}

static size_t skip_in_text(struct str text, size_t i) { return skip_plain(text, i, '\n'); }
static size_t skip_in_attribute(struct str text, size_t i) { return skip_plain(text, i, ' '); }

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

/* TEXT, of which FROM bytes are known to be plain. */
static void
escape_from(struct buf *out, struct str text, size_t from, bool in_attribute)
{
    size_t done = 0;

    for (size_t i = from; i < text.len; i = in_attribute ? skip_in_attribute(text, from) : skip_in_text(text, from)) {
        size_t start = i, plain = plain_length(text, i);
        const char *instead;
        uint32_t code;
        if (plain) {
            from = i + plain;
            continue;
        }
        code = utf8_next(text, &i);
        from = i;
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
    size_t plain = skip_in_text(text, 0);

    if (plain == text.len)
        buf_add(out, text);
    else
        escape_from(out, text, plain, false);
}

/* ` name="`, and VALUE and the quote behind it where nothing in it is to be escaped, at one go. */
static bool
write_attr(struct buf *out, struct str name, struct str value, bool is_plain)
{
    char *at = buf_extend(out, name.len + 3 + (is_plain ? value.len + 1 : 0));

    if (!at)
        return false;
    *at++ = ' ';
    memcpy(at, name.at, name.len);
    at += name.len;
    *at++ = '=';
    *at++ = '"';
    if (is_plain && value.len)
        memcpy(at, value.at, value.len);
    if (is_plain)
        at[value.len] = '"';
    return true;
}

void
xml_attr(struct buf *out, const char *name, struct str value)
{
    size_t plain = skip_in_attribute(value, 0);

    if (write_attr(out, str_of(name), value, plain == value.len) && plain != value.len) {
        escape_from(out, value, plain, true);
        buf_addc(out, '"');
    }
}

void
xml_element(struct buf *out, int indent, const char *name, struct str text)
{
    buf_addf(out, "%*s<%s>", indent, "", name);
    xml_text(out, text);
    buf_addf(out, "</%s>\n", name);
}
