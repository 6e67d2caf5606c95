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

/* Bytes that no escape concerns: most of any text. */
static bool
is_plain(unsigned char c)
{
    return c >= ' ' && c < 0x80 && c != '&' && c != '<' && c != '>' && c != '"';
}

static void
escape(struct buf *out, struct str text, bool in_attribute)
{
    size_t done = 0;

    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        const char *instead;
        uint32_t code;
        if (is_plain((unsigned char)text.at[i])) {
            i++;
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
