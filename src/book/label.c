/* label: text for places of a book that hold one line. SPDX-License-Identifier: MIT */
#include "book/label.h"

#include "base/buf.h"
#include "base/typography.h"
#include "base/utf8.h"

static bool
is_gap(uint32_t c)
{
    return c <= ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

/* Is it one line already, as most titles are? False where a closer look is wanted. */
static bool
is_line(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.at;

    for (size_t i = 0; i < text.len; i++) {
        bool is_end = i == 0 || i + 1 == text.len;
        if (at[i] > ' ' && at[i] < 0x7F)
            continue;
        if (at[i] < ' ' || at[i] == 0x7F || at[i] == 0xC2 || at[i] >= 0xED || (at[i] == ' ' && (is_end || at[i + 1] == ' ')))
            return false;
        if (at[i] == 0xE2 && i + 2 < text.len && at[i + 1] == 0x80 && (at[i + 2] & 0xFE) == 0xA8)   /* U+2028, U+2029 */
            return false;
    }
    return utf8_valid_length(text) == text.len;
}

struct str
label_line(struct arena *mem, struct str text)
{
    struct buf line;
    struct str result;
    bool gap = false;

    if (is_line(text))
        return arena_str(mem, text);
    buf_init(&line);
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (is_gap(c)) {
            gap = line.len > 0;
        } else if (utf8_is_xml(c)) {
            if (gap)
                buf_addc(&line, ' ');
            utf8_add(&line, c);
            gap = false;
        }
    }
    result = buf_take(&line, mem);
    buf_release(&line);
    return result;
}

struct str
label_cut(struct arena *mem, struct str text, size_t most)
{
    struct str line = label_line(mem, text);
    size_t end = 0, n = 0, space = 0;

    if (line.len <= most)       /* so many bytes are no more characters */
        return line;
    while (end < line.len && n + 1 < most) {
        if (line.at[end] == ' ')
            space = end;
        utf8_next(line, &end);
        n++;
    }
    if (utf8_count(str_from(line, end)) <= 1)
        return line;
    if (line.at[end] != ' ' && space > end / 2)
        end = space;
    return arena_printf(mem, "%.*s\xE2\x80\xA6", (int)end, line.at);
}

struct str
label_fill(struct arena *mem, const char *format, struct str a, struct str b)
{
    struct str rest = str_of(format), values[2] = { a, b };
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < 2; i++) {
        ptrdiff_t at = str_find(rest, STR("%s"), 0);
        if (at == STR_NPOS)
            break;
        buf_add(&out, str_sub(rest, 0, (size_t)at));
        buf_add(&out, values[i]);
        rest = str_from(rest, (size_t)at + 2);
    }
    buf_add(&out, rest);
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

struct str
label_typeset(struct arena *mem, const struct plan *plan, struct str text, struct str language)
{
    return plan->book->look.typography == TOGGLE_ON ? typography_line(mem, text, language) : text;
}
