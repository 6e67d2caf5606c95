/* meta_plain: a line of Markdown or HTML as plain words. SPDX-License-Identifier: MIT
 *
 * Titles, names and descriptions of front matter are plain text for some generators and markup for others. Only markup that
 * is whole is taken off: "2 * 3", "snake_case", "Vec<T>" and "AT&T" stay as they are. */
#include "base/buf.h"
#include "base/node.h"
#include "read/meta_part.h"
#include "wrap/html5.h"

/* REACH: bytes in which a mark must be closed. It keeps the cost linear. */
enum { LONGEST = 1 << 16, REACH = 2000, LONGEST_RUN = 3, MOST_TICKS = 8, DEEPEST = 8 };

static void add_plain(struct arena *, struct buf *, struct str, int depth);

/* `<b>`, `</b>`, `<a href="…">`, `<!-- … -->`: its length, or 0. */
static size_t
tag_length(struct str s)
{
    size_t name = s.len > 1 && s.at[1] == '/' ? 2 : 1, n = name;
    ptrdiff_t end = str_chr(str_sub(s, 0, REACH), '>', 0);

    if (str_starts(s, STR("<!--"))) {
        end = str_find(str_sub(s, 0, REACH), STR("-->"), 4);
        return end == STR_NPOS ? 0 : (size_t)end + 3;
    }
    while (n < s.len && char_is_alnum(s.at[n]) && s.at[n] == char_lower(s.at[n]))
        n++;
    if (end == STR_NPOS || n == name || tag_of(str_sub(s, name, n)) == TAG_OTHER)
        return 0;
    if (s.at[n] != '>' && s.at[n] != '/' && !char_is_blank(s.at[n]))
        return 0;
    return (size_t)end + 1;
}

/* `&amp;`, `&#39;`: its length, with its text added; or 0. */
static size_t
add_entity(struct arena *a, struct buf *out, struct str s)
{
    enum { LONGEST_ENTITY = 33 };
    ptrdiff_t end = str_chr(str_sub(s, 0, LONGEST_ENTITY), ';', 0);
    struct str entity = str_sub(s, 0, end == STR_NPOS ? 0 : (size_t)end + 1), text;

    if (entity.len < 3)
        return 0;
    for (size_t i = 1; i + 1 < entity.len; i++)
        if (!char_is_alnum(entity.at[i]) && !(i == 1 && entity.at[i] == '#'))
            return 0;
    text = node_text_of(a, html5_parse_fragment(a, entity, NULL, NULL), false);
    if (text.len == 0 || str_eq(text, entity))
        return 0;
    buf_add(out, str_eqc(text, "\xC2\xA0") ? STR(" ") : text);
    return entity.len;
}

/* `` `code` ``: its length, with the code added as it is. */
static size_t
add_code(struct buf *out, struct str s)
{
    size_t ticks = 0;
    ptrdiff_t end;
    struct str code;

    while (ticks < s.len && ticks < MOST_TICKS && s.at[ticks] == '`')
        ticks++;
    end = str_find(str_sub(s, 0, REACH), str_sub(s, 0, ticks), ticks);
    if (end == STR_NPOS)
        return 0;
    code = str_sub(s, ticks, (size_t)end);
    buf_add(out, str_is_blank(code) ? code : str_trim(code));
    return (size_t)end + ticks;
}

/* The place of the bracket that closes the one at FROM, or STR_NPOS. */
static ptrdiff_t
closing(struct str s, size_t from, char open, char close)
{
    size_t depth = 0;

    for (size_t i = from; i < s.len && i < from + REACH; i++) {
        if (s.at[i] == '\\')
            i++;
        else if (s.at[i] == open)
            depth++;
        else if (s.at[i] == close && --depth == 0)
            return (ptrdiff_t)i;
    }
    return STR_NPOS;
}

/* `[text](address)`, `![alt](address)`, `[[Note]]`, `[[Note|text]]`: its length, with the text added; or 0. */
static size_t
add_link(struct arena *a, struct buf *out, struct str s, int depth)
{
    size_t from = *s.at == '!';
    ptrdiff_t end = closing(s, from, '[', ']'), last;
    struct str text = str_sub(s, from + 1, (size_t)end);

    if (end == STR_NPOS || depth >= DEEPEST)
        return 0;
    if (str_starts(text, STR("[")) && str_ends(text, STR("]"))) {
        ptrdiff_t bar = str_rchr(text, '|');
        add_plain(a, out, str_sub(text, bar == STR_NPOS ? 1 : (size_t)bar + 1, text.len - 1), depth + 1);
        return (size_t)end + 1;
    }
    if ((size_t)end + 1 >= s.len || s.at[end + 1] != '(')
        return 0;
    last = closing(s, (size_t)end + 1, '(', ')');
    if (last == STR_NPOS)
        return 0;
    add_plain(a, out, text, depth + 1);
    return (size_t)last + 1;
}

static bool
is_word_char(struct str s, size_t i)
{
    return i < s.len && (char_is_alnum(s.at[i]) || (unsigned char)s.at[i] >= 0x80);
}

/* `*x*`, `**x**`, `_x_`, `__x y__`, `~~x~~` at I, where no word ends: its length, with what is inside added; or 0. */
static size_t
add_emphasis(struct arena *a, struct buf *out, struct str all, size_t i, int depth)
{
    struct str s = str_from(all, i), inside;
    char mark = *s.at;
    size_t run = 0;
    ptrdiff_t end;

    while (run < s.len && run <= LONGEST_RUN && s.at[run] == mark)
        run++;
    if (run > LONGEST_RUN || (mark == '~' && run != 2) || run >= s.len || char_is_blank(s.at[run]) || depth >= DEEPEST
        || (i > 0 && (all.at[i - 1] == mark || (mark == '_' && is_word_char(all, i - 1)))))
        return 0;
    end = str_find(str_sub(s, 0, REACH), str_sub(s, 0, run), run);
    while (end != STR_NPOS && (char_is_blank(s.at[end - 1]) || (mark == '_' && is_word_char(s, (size_t)end + run))))
        end = str_find(str_sub(s, 0, REACH), str_sub(s, 0, run), (size_t)end + 1);
    if (end == STR_NPOS)
        return 0;
    inside = str_sub(s, run, (size_t)end);
    if (mark == '_' && run == 2 && str_chr(inside, ' ', 0) == STR_NPOS)     /* __init__ */
        return 0;
    add_plain(a, out, inside, depth + 1);
    return (size_t)end + run;
}

/* A tag leaves nothing, or the blank of a line break. */
static size_t
add_tag(struct buf *out, struct str s)
{
    size_t n = tag_length(s);

    if (str_starts(s, STR("<br")))
        buf_adds(out, n ? " " : "");
    return n;
}

/* What stands at I if it is markup: its length, with its words added to OUT; or 0. */
static size_t
add_markup(struct arena *a, struct buf *out, struct str s, size_t i, int depth)
{
    struct str rest = str_from(s, i);

    switch (*rest.at) {
    case '<': return add_tag(out, rest);
    case '&': return add_entity(a, out, rest);
    case '`': return add_code(out, rest);
    case '!': return rest.len > 1 && rest.at[1] == '[' ? add_link(a, out, rest, depth) : 0;
    case '[': return add_link(a, out, rest, depth);
    case '*': case '_': case '~': return add_emphasis(a, out, s, i, depth);
    case '\\':
        if (rest.len < 2 || str_chr(STR("\\`*_{}[]()#+-.!~<>|"), rest.at[1], 0) == STR_NPOS)
            return 0;
        buf_addc(out, rest.at[1]);
        return 2;
    default: return 0;
    }
}

static void
add_plain(struct arena *a, struct buf *out, struct str s, int depth)
{
    for (size_t i = 0; i < s.len;) {
        size_t n = add_markup(a, out, s, i, depth);
        if (n == 0)
            buf_addc(out, s.at[i]);
        i += n ? n : 1;
    }
}

static struct str
collapse(struct arena *a, struct str s)
{
    char *copy = arena_cstr(a, str_trim(s));
    size_t n = 0;

    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_blank(s.at[i]) || !char_is_blank(s.at[i - 1]))
            copy[n++] = char_is_blank(s.at[i]) ? ' ' : s.at[i];
    copy[n] = '\0';
    return (struct str){ copy, n };
}

/* Words as they are, as most names and titles are: none of what add_markup() looks at, and single blanks between words. */
static bool
is_words(struct str s)
{
    static const bool may_be_markup[256] = { ['<'] = true, ['&'] = true, ['`'] = true, ['!'] = true, ['['] = true, ['*'] = true,
        ['_'] = true, ['~'] = true, ['\\'] = true };

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c < ' ' || may_be_markup[c] || (c == ' ' && (i == 0 || i + 1 == s.len || s.at[i + 1] == ' ')))
            return false;
    }
    return true;
}

struct str
meta_plain(struct arena *a, struct str text)
{
    struct buf out;
    struct str plain;

    if (is_words(text))
        return arena_str(a, text);
    buf_init(&out);
    add_plain(a, &out, str_sub(text, 0, LONGEST), 0);
    buf_add(&out, str_from(text, LONGEST));
    plain = collapse(a, buf_str(&out));
    buf_release(&out);
    return plain;
}
