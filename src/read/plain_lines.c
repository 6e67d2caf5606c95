/* plain_lines: a text without markup in lines. SPDX-License-Identifier: MIT */
#include "read/plain.h"

#include "base/utf8.h"
#include "base/width.h"

#include <string.h>

enum { TAB = 8, WIDEST = 100, NARROWEST = 45 };

/* Columns of the blanks that LINE begins with. */
static size_t
indent_of(struct str line)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.len && char_is_blank(line.at[i]); i++)
        columns = line.at[i] == '\t' ? (columns / TAB + 1) * TAB : columns + 1;
    return columns;
}

/* Without blanks at both ends, those of other scripts and of web pages too. */
static struct str
trim(struct str s)
{
    /* U+00A0, U+200B, U+3000, U+FEFF */
    static const char *const others[] = { "\xC2\xA0", "\xE2\x80\x8B", "\xE3\x80\x80", "\xEF\xBB\xBF" };
    size_t before;

    do {
        s = str_trim(s);
        before = s.len;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            struct str blank = str_of(others[i]);
            if (str_starts(s, blank))
                s = str_from(s, blank.len);
            if (str_ends(s, blank))
                s = str_sub(s, 0, s.len - blank.len);
        }
    } while (s.len < before);
    return s;
}

static void
add_line(struct plain *p, struct str line, bool is_page_break)
{
    struct plain_line *l = ARENA_PUSH(p->mem, p->lines, p->nlines);

    *l = (struct plain_line){ .text = trim(line), .is_page_break = is_page_break };
    if (l->text.len)
        l->indent = indent_of(line);
    l->columns = width_of(l->text);
}

/* The indentation of most lines, if hardly any has less: the whole text was indented. */
static size_t
common_indent(const struct plain *p)
{
    enum { DEEPEST = 16 };
    size_t lines[DEEPEST + 1] = { 0 }, total = 0, less = 0, common = 0;

    for (size_t i = 0; i < p->nlines; i++) {
        if (p->lines[i].text.len) {
            lines[p->lines[i].indent < DEEPEST ? p->lines[i].indent : DEEPEST]++;
            total++;
        }
    }
    for (size_t k = 1; k < DEEPEST; k++)
        if (lines[k] > lines[common])
            common = k;
    for (size_t k = 0; k < common; k++)
        less += lines[k];
    return less * 20 <= total ? common : 0;
}

void
plain_split(struct plain *p)
{
    struct str rest = p->text, line, part;
    size_t common;

    while (str_line(&rest, &line)) {
        size_t parts = 0;
        if (line.len == 0)
            add_line(p, line, false);
        for (bool more = line.len > 0; more && str_cut(&line, '\f', &part); parts++) {
            if (parts)
                add_line(p, STR(""), true);
            if (parts == 0 || !str_is_blank(part))
                add_line(p, part, false);
        }
    }
    common = common_indent(p);
    for (size_t i = 0; i < p->nlines; i++)
        p->lines[i].indent -= p->lines[i].indent < common ? p->lines[i].indent : common;
}

/* ---- how it is laid out ---------------------------------------------------------------------------------------------- */

static bool
is_blank_line(const struct plain *p, size_t i)
{
    return p->lines[i].text.len == 0;
}

/* The width that one in twenty of the lines before the last of a paragraph reaches. */
static size_t
usual_width(const struct plain *p)
{
    enum { MOST = 1024 };
    size_t lines[MOST + 1] = { 0 }, total = 0, seen = 0;

    for (size_t i = p->first; i + 1 < p->end; i++) {
        size_t width = p->lines[i].indent + p->lines[i].columns;
        if (is_blank_line(p, i) || is_blank_line(p, i + 1))
            continue;
        lines[width < MOST ? width : MOST]++;
        total++;
    }
    for (size_t width = MOST; width > 0; width--) {
        seen += lines[width];
        if (seen * 20 > total)
            return width;
    }
    return 0;
}

static size_t
long_lines(const struct plain *p)
{
    size_t n = 0;

    for (size_t i = p->first; i < p->end; i++)
        n += p->lines[i].columns > WIDEST;
    return n;
}

/* Of paragraphs, one in three begins with an indented line that others follow at the margin, or is one long indented line. */
static bool
indents_first_lines(const struct plain *p)
{
    size_t paragraphs = 0, indented = 0;

    for (size_t i = p->first; i < p->end; i++) {
        bool starts = !is_blank_line(p, i) && (i == p->first || is_blank_line(p, i - 1) || p->lines[i].indent > 1);
        bool goes_on = i + 1 < p->end && !is_blank_line(p, i + 1) && p->lines[i + 1].indent == 0;
        paragraphs += starts;
        indented += starts && p->lines[i].indent > 1 && (goes_on || p->lines[i].columns > WIDEST);
    }
    return indented * 3 > paragraphs;
}

void
plain_measure(struct plain *p)
{
    size_t single = 0, wide = 0, gap = 0, filled = 0;

    for (size_t i = p->first; i < p->end; i++) {
        if (is_blank_line(p, i)) {
            gap++;
            continue;
        }
        single += gap == 1;
        wide += gap > 1;
        gap = 0;
        filled++;
    }
    p->wide_gaps_mean = wide * 3 < single;
    p->indents_first = indents_first_lines(p);
    p->width = usual_width(p);
    /* Lines that no screen is wide enough for are paragraphs; very short ones were broken on purpose. */
    if (p->width > WIDEST + 20 || p->width < NARROWEST || long_lines(p) * 10 > filled)
        p->width = 0;
}

/* ---- a line ---------------------------------------------------------------------------------------------------------- */

bool
plain_is_rule(struct str line)
{
    size_t marks = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (char_is_blank(line.at[i]))
            continue;
        if (line.at[i] != line.at[0] || !strchr("*-_=~#.+", line.at[i]))
            return str_eqc(line, "\xE2\x81\x82");       /* U+2042, three asterisks */
        marks++;
    }
    return marks >= 3;
}

bool
plain_ends_sentence(struct str line)
{
    static const char *const marks[] = { "。", "！", "？", "…", "؟", "।", "：", "；", "，", "、" };

    line = str_trim(line);
    while (line.len && strchr("\"')]", line.at[line.len - 1]))
        line = str_sub(line, 0, line.len - 1);
    if (str_ends(line, STR("”")) || str_ends(line, STR("’")) || str_ends(line, STR("»")))
        line = str_sub(line, 0, line.len - (str_ends(line, STR("»")) ? 2 : 3));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends(line, str_of(marks[i])))
            return true;
    return line.len > 0 && strchr(".!?:;,", line.at[line.len - 1]);
}

/* ---- a word ---------------------------------------------------------------------------------------------------------- */

bool
plain_is_capital(struct str word)
{
    return word.len && ((word.at[0] >= 'A' && word.at[0] <= 'Z') || (unsigned char)word.at[0] >= 0x80);
}

bool
plain_is_particle(struct str word)
{
    static const char *const words[] = { "and", "und", "et", "y", "e", "i", "&", "de", "da", "do", "dos", "di", "del", "della",
        "der", "den", "la", "le", "van", "von", "zu", "zur", "af", "av", "bin", "ibn", "al", "ten", "ter", "with", "mit",
        "avec" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqc(word, words[i]))
            return true;
    return false;
}

/* ---- several lines --------------------------------------------------------------------------------------------------- */

static uint32_t
first_character(struct str s)
{
    size_t i = 0;

    return s.len ? utf8_next(s, &i) : 0;
}

static uint32_t
last_character(struct str s)
{
    size_t i = s.len ? utf8_floor(s, s.len - 1) : 0;

    return s.len ? utf8_next(s, &i) : 0;
}

/* Chinese and Japanese have no blanks between words. */
static bool
is_east_asian(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

/* Does the break between two lines stand for a blank? Not after "well-" and "he said--". */
static bool
is_blank_between(struct str before, struct str after)
{
    bool hyphen = str_ends(before, STR("-")) && before.len > 1 && !char_is_blank(before.at[before.len - 2]);

    if (is_east_asian(last_character(before)) && is_east_asian(first_character(after)))
        return false;
    return !hyphen || !(char_is_alpha(after.at[0]) || (unsigned char)after.at[0] >= 0x80);
}

struct str
plain_joined(const struct plain *p, struct arena *a, size_t first, size_t n)
{
    struct buf out;
    struct str text;

    if (n == 1)
        return p->lines[first].text;
    buf_init(&out);
    for (size_t i = first; i < first + n; i++) {
        if (i > first && is_blank_between(p->lines[i - 1].text, p->lines[i].text))
            buf_addc(&out, ' ');
        buf_add(&out, p->lines[i].text);
    }
    text = buf_take(&out, a);
    buf_release(&out);
    return text;
}
