/* template_attributes: attribute lists of kramdown, pandoc and goldmark. SPDX-License-Identifier: MIT
 *
 * `{#id .class}` after a heading or a picture is taken off the tree; kramdown's lines of their own, `{: .class #id}`, are taken
 * out here. Of an attribute list only the id means something to a book, and the width of a picture. */
#include "read/template_scan.h"

#include <string.h>

enum { LONGEST_LIST = 400 };

static bool
is_any(char c, const char *set)
{
    return c && strchr(set, c);
}

/* The end of a name: letters, digits, "-_:"; kramdown's end at a full stop, "{:#id.class}". */
static size_t
word_end(struct str s, size_t i, bool loose)
{
    while (i < s.len && (char_is_alnum(s.at[i]) || is_any(s.at[i], loose ? "-_:" : "-_:.") || (unsigned char)s.at[i] >= 0x80))
        i++;
    return i;
}

/* `="value"` at byte I: after it, or 0. */
static size_t
value_end(struct str s, size_t i, struct str *value)
{
    size_t start = i;

    if (i < s.len && is_any(s.at[i], "\"'")) {
        ptrdiff_t end = str_chr(s, s.at[i], i + 1);
        *value = end < 0 ? STR("") : str_sub(s, i + 1, (size_t)end);
        return end < 0 ? 0 : (size_t)end + 1;
    }
    while (i < s.len && !char_is_blank(s.at[i]) && s.at[i] != '}')
        i++;
    *value = str_sub(s, start, i);
    return i > start ? i : 0;
}

/* One attribute at byte I: after it, or 0. LOOSE: words alone are references to lists (kramdown). */
static size_t
attribute_end(struct str s, size_t i, bool loose, struct str *id, struct str *width)
{
    char sign = s.at[i];
    size_t start = is_any(sign, "#.") ? i + 1 : i, end = word_end(s, start, loose);
    struct str word = str_sub(s, start, end), value;

    if (end == start)
        return 0;
    if (sign == '#')
        *id = word;
    if (sign == '#' || sign == '.')
        return end;
    if (!char_is_alpha(word.at[0]) && !(word.len == 1 && word.at[0] == '-'))
        return 0;
    if (end < s.len && s.at[end] == '=') {
        end = value_end(s, end + 1, &value);
        if (end && str_ieqc(word, "width"))
            *width = value;
        if (end && str_ieqc(word, "id"))
            *id = value;
        return end;
    }
    return loose || str_eqc(word, "-") || str_eqc(word, "unnumbered") ? end : 0;
}

size_t
attributes_read(struct str text, size_t at, struct str *id, struct str *width)
{
    struct str s = str_sub(text, 0, at + LONGEST_LIST), none;
    bool loose = at + 1 < s.len && s.at[at + 1] == ':';
    size_t i = at + 1 + loose, found = 0;

    id = id ? id : &none;
    width = width ? width : &none;
    if (at >= s.len || s.at[at] != '{')
        return 0;
    for (;; found++) {
        while (i < s.len && (char_is_blank(s.at[i])))
            i++;
        if (i >= s.len)
            return 0;
        if (s.at[i] == '}')
            return found ? i + 1 : 0;
        i = attribute_end(s, i, loose, id, width);
        if (!i)
            return 0;
    }
}

struct str
template_heading(struct str heading)
{
    ptrdiff_t at = str_ends(heading, STR("}")) ? str_rchr(heading, '{') : -1;

    if (at < 0 || attributes_read(heading, (size_t)at, NULL, NULL) != heading.len)
        return heading;
    return str_trim(str_sub(heading, 0, (size_t)at));
}

/* ---- lines of their own ------------------------------------------------------------------------------------------------ */

/* The line before byte START, if it is a list's only item, "* TOC": its beginning, else START. */
static size_t
item_before(struct scan *s, size_t start)
{
    size_t end = start, begin;
    struct line line;

    while (end && s->text.at[end - 1] != '\n')
        end--;
    if (!end)
        return start;
    for (begin = end - 1; begin && s->text.at[begin - 1] != '\n'; begin--)
        continue;
    if (!line_at(&line, s->text, begin))
        return start;
    line_find_word(&line);
    return line_list_marker(&line, false) ? begin : start;
}

static bool
has_word(struct str list, const char *word)
{
    ptrdiff_t at = str_find(list, str_of(word), 0);

    return at > 0 && (size_t)at + strlen(word) < list.len && !char_is_alnum(list.at[at - 1]) && list.at[at - 1] != '.'
        && list.at[at - 1] != '#' && !char_is_alnum(list.at[(size_t)at + strlen(word)]);
}

/* {::comment}…{:/comment}, {::nomarkdown}…{:/}, {::options … /}. */
static size_t
scan_extension(struct scan *s, size_t i)
{
    ptrdiff_t end = str_chr(str_sub(s->text, i, i + LONGEST_LIST), '}', 0);
    size_t after = i + (size_t)end + 1;
    struct str rest = str_from(s->text, i);

    if (end < 0 || !(str_starts(rest, STR("{::")) || str_starts(rest, STR("{:/"))))
        return i;
    if (str_starts(rest, STR("{::comment}"))) {
        ptrdiff_t close = scan_ahead(s, NEEDLE_KRAMDOWN_END, after);
        ptrdiff_t brace = close < 0 ? -1 : str_chr(str_sub(s->text, 0, (size_t)close + LONGEST_LIST), '}', (size_t)close);
        after = brace < 0 ? after : (size_t)brace + 1;
    }
    scan_replace(s, i, after, STR(""));
    return after;
}

/* "{: …}": alone on its line it belongs to the block before it, which ends here. Right after an element it is left for the
 * tree; elsewhere nothing can be done with it. */
size_t
scan_attributes(struct scan *s, size_t i)
{
    struct str id = STR(""), width = STR(""), list;
    size_t end = scan_extension(s, i), start = i;
    char before = i ? s->text.at[i - 1] : '\n';
    bool is_line;

    if (end > i)
        return end;
    end = attributes_read(s->text, i, &id, &width);
    if (!end || end > s->end)
        return i;
    list = str_sub(s->text, i, end);
    is_line = str_is_blank(str_sub(s->text, s->content, i)) && str_is_blank(str_sub(s->text, end, s->end));
    if (!is_line && is_any(before, ")]*_`") && (id.len || width.len))
        return end;
    if (!is_line && id.len && s->lines.is_row && str_is_blank(str_sub(s->text, end, s->end))) {
        scan_replace(s, i, end, arena_printf(s->t->mem, " {#%.*s}", STR_ARG(id)));
        return end;
    }
    if (is_line && (has_word(list, "toc")))
        start = item_before(s, i);
    if (start < i) {
        scan_replace(s, start, end, STR(""));
        return end;
    }
    list = is_line && id.len ? lines_prefix(&s->lines, s->t->mem) : STR("");
    scan_replace(s, i, end, is_line && id.len ? arena_printf(s->t->mem, "\n%.*s{#%.*s}\n", STR_ARG(list), STR_ARG(id)) : list);
    return end;
}
