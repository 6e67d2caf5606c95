/* notes_line: a line of Markdown, and what can begin in it. SPDX-License-Identifier: MIT */
#include "read/notes_line.h"

#include <string.h>

enum { TAB = 4, LONGEST_NUMBER = 9, LONGEST_ATX = 6, SHORTEST_FENCE = 3 };

bool
line_at(struct line *l, struct str text, size_t start)
{
    *l = (struct line){ .text = text, .start = start, .end = str_line_end(text, start), .at = start };
    return start < text.len;
}

/* The next C at or after FROM; KNOWN is it already, if it lies behind. */
static size_t
next_place(struct str text, char c, size_t from, size_t known)
{
    ptrdiff_t at = known > from ? (ptrdiff_t)known : str_chr(text, c, from);

    return at < 0 ? text.len : (size_t)at;
}

bool
line_next(struct line *l, struct str text, size_t start, size_t *next)
{
    size_t feed, cr, end;

    if (start >= text.len)
        return false;
    feed = next_place(text, '\n', start, l->text.at == text.at ? l->feed : 0);
    cr = next_place(text, '\r', start, l->text.at == text.at ? l->cr : 0);
    end = feed < cr ? feed : cr;
    *l = (struct line){ .text = text, .start = start, .end = end, .feed = feed, .cr = cr, .at = start };
    *next = end + 1;
    if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n')
        *next = end + 2;
    return true;
}

size_t
line_end(const struct line *l, size_t start)
{
    size_t feed = next_place(l->text, '\n', start, l->feed), cr = next_place(l->text, '\r', start, l->cr);

    return feed < cr ? feed : cr;
}

static bool
is_blank(const struct line *l, size_t i)
{
    return i < l->end && (l->text.at[i] == ' ' || l->text.at[i] == '\t');
}

static size_t
width(const struct line *l, size_t i, size_t column)
{
    return l->text.at[i] == '\t' ? TAB - column % TAB : 1;
}

void
line_find_word(struct line *l)
{
    size_t column = l->column;

    for (l->word = l->at; is_blank(l, l->word); l->word++)
        column += width(l, l->word, column);
    l->indent = column - l->column;
    l->is_blank = l->word == l->end;
}

void
line_advance(struct line *l, size_t columns)
{
    while (columns > 0 && l->at < l->end) {
        size_t n = width(l, l->at, l->column);
        l->in_tab = n > columns;
        n = n > columns ? columns : n;
        l->column += n;
        columns -= n;
        l->at += !l->in_tab;
    }
}

void
line_advance_to(struct line *l, size_t at)
{
    while (l->at < at && l->at < l->end) {
        l->column += width(l, l->at, l->column);
        l->at++;
        l->in_tab = false;
    }
}

struct str
line_rest(const struct line *l)
{
    return str_sub(l->text, l->word, l->end);
}

static bool
is_any(char c, const char *set)
{
    return c && strchr(set, c);
}

static size_t
run_of(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.at[n] == c)
        n++;
    return n;
}

bool
line_is_atx(const struct line *l)
{
    struct str rest = line_rest(l);
    size_t n = run_of(rest, '#');

    return n > 0 && n <= LONGEST_ATX && (n == rest.len || is_blank(l, l->word + n));
}

bool
line_is_setext(const struct line *l)
{
    struct str rest = str_trim(line_rest(l));

    return rest.len && (run_of(rest, '=') == rest.len || run_of(rest, '-') == rest.len);
}

bool
line_is_thematic(const struct line *l)
{
    struct str rest = line_rest(l);
    size_t n = 0;

    if (!rest.len || !is_any(rest.at[0], "*-_"))
        return false;
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.at[i] == rest.at[0])
            n++;
        else if (rest.at[i] != ' ' && rest.at[i] != '\t')
            return false;
    }
    return n >= 3;
}

size_t
line_fence(const struct line *l, char *mark)
{
    struct str rest = line_rest(l);
    size_t n;

    if (!rest.len || (rest.at[0] != '`' && rest.at[0] != '~'))
        return 0;
    *mark = rest.at[0];
    n = run_of(rest, *mark);
    if (n < SHORTEST_FENCE || (*mark == '`' && str_chr(rest, '`', n) >= 0))
        return 0;
    return n;
}

bool
line_closes_fence(const struct line *l, char mark, size_t length)
{
    struct str rest = line_rest(l);
    size_t n = run_of(rest, mark);

    return n >= length && str_is_blank(str_from(rest, n));
}

size_t
line_list_marker(const struct line *l, bool interrupts_paragraph)
{
    struct str rest = line_rest(l);
    size_t n = 0;

    if (!rest.len)
        return 0;
    if (is_any(rest.at[0], "*-+")) {
        n = 1;
    } else {
        while (n < rest.len && n < LONGEST_NUMBER && char_is_digit(rest.at[n]))
            n++;
        if (!n || n == rest.len || (rest.at[n] != '.' && rest.at[n] != ')'))
            return 0;
        if (interrupts_paragraph && !(n == 1 && rest.at[0] == '1'))
            return 0;
        n++;
    }
    if (n < rest.len && !is_blank(l, l->word + n))
        return 0;
    return interrupts_paragraph && str_is_blank(str_from(rest, n)) ? 0 : n;
}

size_t
line_note(const struct line *l, struct str *label)
{
    struct str rest = line_rest(l);
    size_t n = 2;

    if (!str_starts(rest, STR("[^")))
        return 0;
    while (n < rest.len && rest.at[n] != ']' && rest.at[n] != ' ' && rest.at[n] != '\t' && rest.at[n] != '\0')
        n++;
    *label = str_sub(rest, 2, n);
    if (!label->len || !str_starts(str_from(rest, n), STR("]:")))
        return 0;
    for (n += 2; n < rest.len && (rest.at[n] == ' ' || rest.at[n] == '\t'); n++)
        ;
    return n;
}

/* ---- HTML blocks (CommonMark 0.29, section 4.6) ---------------------------------------------------------------------- */

static const char RAW_NAMES[] = " script pre style ";
static const char BLOCK_NAMES[] = " address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe "
    "legend li link main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th "
    "thead title tr track ul ";

static size_t
skip_blanks(struct str s, size_t i)
{
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t'))
        i++;
    return i;
}

/* After the attribute value at I; 0 if it is none. */
static size_t
skip_value(struct str s, size_t i)
{
    size_t start = i;

    if (i < s.len && (s.at[i] == '"' || s.at[i] == '\'')) {
        ptrdiff_t end = str_chr(s, s.at[i], i + 1);
        return end < 0 ? 0 : (size_t)end + 1;
    }
    while (i < s.len && !is_any(s.at[i], " \t\"'=<>`"))
        i++;
    return i > start ? i : 0;
}

/* After the attributes at I of a start tag that is all on its line, and after its ">"; 0 if it is none. */
static size_t
skip_attributes(struct str s, size_t i)
{
    for (;;) {
        size_t word = skip_blanks(s, i), equals;
        if (str_starts(str_from(s, word), STR("/>")))
            return word + 2;
        if (str_starts(str_from(s, word), STR(">")))
            return word + 1;
        if (word == i || word == s.len || (!char_is_alpha(s.at[word]) && s.at[word] != '_' && s.at[word] != ':'))
            return 0;
        while (word < s.len && (char_is_alnum(s.at[word]) || is_any(s.at[word], "_:.-")))
            word++;
        i = word;
        equals = skip_blanks(s, i);
        if (equals < s.len && s.at[equals] == '=' && !(i = skip_value(s, skip_blanks(s, equals + 1))))
            return 0;
    }
}

/* A line that is one whole tag of any name. */
static bool
is_lone_tag(struct str rest, size_t name_end, bool is_end_tag)
{
    size_t i = is_end_tag ? skip_blanks(rest, name_end) : skip_attributes(rest, name_end);

    if (is_end_tag)
        i = i < rest.len && rest.at[i] == '>' ? i + 1 : 0;
    return i && str_is_blank(str_from(rest, i));
}

enum html_block
line_html(const struct line *l, bool interrupts_paragraph)
{
    struct str rest = line_rest(l), name, after;
    bool is_end_tag = str_starts(rest, STR("</"));
    size_t start = is_end_tag ? 2 : 1, end = start;

    if (rest.len < 2 || rest.at[0] != '<')
        return HTML_NONE;
    if (str_starts(rest, STR("<!--")))
        return HTML_COMMENT;
    if (rest.at[1] == '?')
        return HTML_INSTRUCTION;
    if (str_starts(rest, STR("<![CDATA[")))
        return HTML_CDATA;
    if (rest.at[1] == '!')
        return rest.len > 2 && char_is_alpha(rest.at[2]) ? HTML_DECLARATION : HTML_NONE;
    while (end < rest.len && (char_is_alnum(rest.at[end]) || rest.at[end] == '-'))
        end++;
    name = str_sub(rest, start, end);
    if (!name.len || !char_is_alpha(name.at[0]))
        return HTML_NONE;
    after = str_from(rest, end);
    if (!is_end_tag && str_is_listed(name, RAW_NAMES) && (!after.len || is_any(after.at[0], " \t>")))
        return HTML_RAW;
    if (str_is_listed(name, BLOCK_NAMES) && (!after.len || is_any(after.at[0], " \t>") || str_starts(after, STR("/>"))))
        return HTML_BLOCK;
    return !interrupts_paragraph && is_lone_tag(rest, end, is_end_tag) ? HTML_TAG : HTML_NONE;
}

bool
line_ends_html(const struct line *l, enum html_block kind)
{
    static const char *const ends[] = {
        [HTML_COMMENT] = "-->", [HTML_INSTRUCTION] = "?>", [HTML_DECLARATION] = ">", [HTML_CDATA] = "]]>",
    };
    struct str rest = line_rest(l);

    if (kind == HTML_RAW)
        return str_ifind(rest, STR("</script>"), 0) >= 0 || str_ifind(rest, STR("</pre>"), 0) >= 0
            || str_ifind(rest, STR("</style>"), 0) >= 0;
    return kind <= HTML_CDATA && str_find(rest, str_of(ends[kind]), 0) >= 0;
}

bool
line_enter_quote(struct line *line)
{
    if (line->indent >= TAB || line->is_blank || line->text.at[line->word] != '>')
        return false;
    line_advance_to(line, line->word + 1);
    if (line->at < line->end && (line->text.at[line->at] == ' ' || line->text.at[line->at] == '\t'))
        line_advance(line, 1);
    return true;
}
