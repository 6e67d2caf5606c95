/* plain_top: title, byline, date, address, caption and dateline of a text without markup. SPDX-License-Identifier: MIT */
#include "read/plain.h"

#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

enum { LONGEST_TITLE = 100, LONGEST_BYLINE = 80, LONGEST_DATELINE = 60, LONGEST_CAPTION = 500 };

static bool
is_blank_at(const struct plain *p, size_t line)
{
    return line >= p->nlines || p->lines[line].text.len == 0;
}

static size_t
skip_blank(const struct plain *p, size_t line)
{
    while (line < p->nlines && p->lines[line].text.len == 0)
        line++;
    return line;
}

static void
note(struct plain *p, enum plain_role role, size_t line)
{
    if (p->nnotes < sizeof p->notes / sizeof *p->notes)
        p->notes[p->nnotes++] = (struct plain_note){ role, line };
}

/* TEXT after the first of WORDS (the last is NULL) that it begins with; STR_NONE if with none. */
static struct str
after_any(struct str text, const char *const *words)
{
    for (; *words; words++)
        if (str_istarts(text, str_of(*words)))
            return str_trim(str_from(text, strlen(*words)));
    return STR_NONE;
}

/* ---- byline ---------------------------------------------------------------------------------------------------------- */

static struct str
cut_word(struct str *rest)
{
    size_t n = 0;
    struct str word;

    *rest = str_trim(*rest);
    while (n < rest->len && !char_is_blank(rest->at[n]))
        n++;
    word = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n);
    return word;
}

/* "Ada Author", "ADA AUTHOR and Max van der Berg": all words are capitalised or small parts of names. */
static bool
is_names(struct str text)
{
    enum { MOST_WORDS = 10 };
    size_t words = 0, capitals = 0;

    if (text.len < 2 || text.len > LONGEST_BYLINE || strchr(".!?:;", text.at[text.len - 1]))
        return false;
    for (struct str word; (word = cut_word(&text)).len; words++) {
        if (!plain_is_capital(word) && !plain_is_particle(word))
            return false;
        capitals += plain_is_capital(word);
        for (size_t i = 0; i < word.len; i++)
            if (char_is_digit(word.at[i]) || strchr("!?:;/@", word.at[i]))
                return false;
    }
    return capitals > 0 && words <= MOST_WORDS;
}

/* The names in "By Ada Author"; empty if LINE is no byline. */
static struct str
byline_names(struct str line)
{
    static const char *const labels[] = { "by ", "by: ", "written by ", "written by: ", "author: ", "authors: ",
        "von ", "von: ", "autor: ", "autorin: ", "par ", "par: ", "auteur : ", "auteur: ", "por ", "por: ", "di ",
        "di: ", "autore: ", "door ", "door: ", "av ", "av: ", "af ", "text: ", "texte : ", "texte: ", "автор: ",
        "作者：", "作者:", NULL };
    struct str names = after_any(line, labels);

    return is_names(names) ? names : STR("");
}

/* ---- date and address ------------------------------------------------------------------------------------------------ */

static bool
read_date(struct plain *p, struct str line, int zone)
{
    static const char *const labels[] = { "date: ", "published: ", "published on ", "published ", "posted on ",
        "posted: ", "posted ", "updated: ", "updated ", "on ", "datum: ", "vom ", "le ", "fecha: ", NULL };
    struct str rest = after_any(line, labels);

    if (p->date.precision != DATE_NONE || line.len > LONGEST_BYLINE)
        return false;
    /* A number by itself is a page or a chapter sooner than a year. */
    return (line.len > 4 && date_parse(line, zone, &p->date) == DATE_OK) ||
        (rest.len > 4 && date_parse(rest, zone, &p->date) == DATE_OK);
}

static bool
read_address(struct plain *p, struct str line)
{
    static const char *const labels[] = { "url: ", "source: ", "link: ", "from: ", "original: ", "quelle: ",
        "fuente: ", NULL };
    struct str rest = after_any(line, labels);

    rest = rest.at ? rest : line;
    for (size_t i = 0; i < rest.len; i++)
        if (char_is_blank(rest.at[i]))
            return false;
    if (p->url.len || !url_is_web(rest))
        return false;
    p->url = rest;
    return true;
}

/* ---- caption and dateline -------------------------------------------------------------------------------------------- */

/* TEXT ends in brackets with the name of who made a picture. */
static bool
ends_in_credit(struct str text)
{
    static const char *const words[] = { "courtesy", "photo", "foto", "image", "picture", "getty", "credit", "crédit",
        "reuters", "afp", "ap ", "ap)", "/ap", "shutterstock", "wikimedia", "via ", "bild", "illustration",
        "screenshot" };
    ptrdiff_t open = str_ends(text, STR(")")) ? str_rchr(text, '(') : str_ends(text, STR("]")) ? str_rchr(text, '[') : -1;
    struct str inside = open < 0 ? STR("") : str_from(text, (size_t)open + 1);

    for (size_t i = 0; i < sizeof words / sizeof *words && inside.len < 120; i++)
        if (str_ifind(inside, str_of(words[i]), 0) >= 0)
            return true;
    return false;
}

/* "[…]" or "(…)" as a whole, with no such bracket closed on the way. */
static bool
is_bracketed(struct str text)
{
    char close = text.len > 2 && text.at[0] == '[' ? ']' : text.len > 2 && text.at[0] == '(' ? ')' : '\0';

    return close && str_chr(text, close, 0) == (ptrdiff_t)text.len - 1;
}

static bool
is_caption(struct str text)
{
    static const char *const labels[] = { "photo: ", "caption: ", "image: ", "picture: ", "foto: ", "photo by ",
        "photo courtesy ", "bild: ", NULL };

    return text.len && text.len <= LONGEST_CAPTION &&
        (is_bracketed(text) || ends_in_credit(text) || after_any(text, labels).len);
}

bool
plain_is_caption(const struct plain *p, const struct plain_block *b)
{
    return b->kind == PLAIN_PARAGRAPH && is_caption(plain_joined(p, p->mem, b->first, b->n));
}

/* The dash at byte I of LINE, in bytes; a single "-" counts only between blanks. */
static size_t
dash_at(struct str line, size_t i)
{
    struct str rest = str_from(line, i);

    if (str_starts(rest, STR("–")) || str_starts(rest, STR("—")))
        return 3;
    if (str_starts(rest, STR("--")))
        return 2;
    return str_starts(rest, STR("- ")) && i && char_is_blank(line.at[i - 1]) ? 1 : 0;
}

/* Capitals, at least three, in the first word, and no small letter up to a comma or bracket. */
static bool
is_place(struct str s)
{
    size_t letters = 0;

    for (size_t i = 0; i < s.len && !strchr(",(/", s.at[i]); i++) {
        if ((s.at[i] >= 'a' && s.at[i] <= 'z') || char_is_digit(s.at[i]) || strchr("!?:;\"", s.at[i]))
            return false;
        letters += char_is_alpha(s.at[i]) || (unsigned char)s.at[i] >= 0x80;
    }
    return letters >= 3 && s.at[0] >= 'A' && s.at[0] <= 'Z';
}

/* AP style: "STOCKTON, Calif. (AP) —", "LONDON, March 5 (Reuters) -", "BERLIN –". */
size_t
plain_dateline_length(struct str line)
{
    for (size_t i = 3; i < line.len && i < LONGEST_DATELINE; i++) {
        size_t dash = dash_at(line, i);
        if (dash)
            return is_place(str_sub(line, 0, i)) ? i + dash : 0;
    }
    return 0;
}

/* ---- title ----------------------------------------------------------------------------------------------------------- */

/* Under LINE stands a line of "=" or "-", as wide as the title or nearly so. */
static bool
is_underlined(const struct plain *p, size_t line)
{
    struct str below = is_blank_at(p, line + 1) ? STR("") : p->lines[line + 1].text;

    return below.len >= 3 && strchr("=-", below.at[0]) && plain_is_rule(below) && str_chr(below, ' ', 0) < 0 &&
        below.len * 2 >= p->lines[line].columns;
}

/* Letters beside whatever else: "12" and "* * *" are no titles. */
static bool
has_letters(struct str line)
{
    size_t letters = 0;

    for (size_t i = 0; i < line.len; i++)
        letters += char_is_alpha(line.at[i]) || (unsigned char)line.at[i] >= 0x80;
    return letters > 1;
}

static bool
looks_like_title(const struct plain *p, size_t line)
{
    struct str text = p->lines[line].text;
    unsigned long number;
    struct plain scratch = *p;
    bool is_tags;

    if (utf8_count(text) > LONGEST_TITLE || plain_ends_sentence(text) || !has_letters(text) || plain_is_rule(text))
        return false;
    if (strchr("([{<", text.at[0]) || (plain_mark(text, &number) && number == 0) || byline_names(text).len)
        return false;
    if (is_caption(text) || plain_terms(text, &is_tags).at)
        return false;
    return !plain_dateline_length(text) && !read_address(&scratch, text) && !read_date(&scratch, text, 0);
}

/* "The Project Gutenberg EBook of …": its own header has the title and author. Nothing of it is taken out. */
static bool
read_gutenberg(struct plain *p)
{
    enum { HEADER = 60 };
    size_t first = skip_blank(p, 0);

    if (first >= p->nlines || str_find(p->lines[first].text, STR("Project Gutenberg"), 0) < 0)
        return false;
    for (size_t i = first; i < p->nlines && i < first + HEADER; i++) {
        struct str line = p->lines[i].text;
        if (!p->title.len && str_starts(line, STR("Title: ")))
            p->title = str_trim(str_from(line, 7));
        else if (!p->author.len && str_starts(line, STR("Author: ")))
            p->author = str_trim(str_from(line, 8));
    }
    return p->title.len > 0;
}

static bool
read_byline(struct plain *p, struct str part)
{
    struct str names = p->author.len ? STR("") : byline_names(part);

    if (names.len)
        p->author = names;
    return names.len > 0;
}

/* A line that says who, when or where; "By Ada Author | March 5, 2024" says two things. */
static bool
read_line(struct plain *p, size_t line, int zone)
{
    struct str text = p->lines[line].text;
    ptrdiff_t bar = str_find(text, STR(" | "), 0);
    struct str head = bar < 0 ? text : str_trim(str_sub(text, 0, (size_t)bar));
    struct str tail = bar < 0 ? STR("") : str_trim(str_from(text, (size_t)bar + 3));
    struct plain before = *p;

    if (bar >= 0 && read_byline(p, head) && read_date(p, tail, zone)) {
        note(p, PLAIN_BYLINE, line);
        return true;
    }
    if (bar >= 0) {
        *p = before;
        return false;
    }
    if (read_byline(p, text))
        note(p, PLAIN_BYLINE, line);
    else if (read_date(p, text, zone))
        note(p, PLAIN_DATE, line);
    else if (read_address(p, text))
        note(p, PLAIN_ADDRESS, line);
    else
        return false;
    return true;
}

/* The lines after the title at LINE that belong to it; the line after them. */
static size_t
read_below_title(struct plain *p, size_t line, int zone)
{
    for (size_t next = skip_blank(p, line); next < p->nlines; next = skip_blank(p, line)) {
        struct plain before = *p;
        bool stands_alone = is_blank_at(p, next + 1);
        if (!read_line(p, next, zone))
            break;
        /* The first line of a paragraph is none, unless such a line follows too. */
        if (!stands_alone && !read_line(&(struct plain){ .lines = p->lines, .nlines = p->nlines }, next + 1, zone)) {
            *p = before;
            break;
        }
        line = next + 1;
    }
    return line;
}

void
plain_read_top(struct plain *p, int zone)
{
    size_t first = skip_blank(p, 0), after;
    bool underlined;

    p->end = p->nlines;
    p->first = first;
    if (read_gutenberg(p) || first >= p->nlines)
        return;
    underlined = is_underlined(p, first);
    after = first + (underlined ? 2 : 1);
    if (looks_like_title(p, first)) {
        size_t below = read_below_title(p, after, zone);
        bool stands_alone = underlined || is_blank_at(p, after) || (below > after && p->notes[0].line == after);
        if (stands_alone && skip_blank(p, below) < p->nlines) {
            p->title = p->lines[first].text;
            note(p, PLAIN_TITLE, first);
            p->first = below;
            return;
        }
        p->nnotes = 0;
        p->author = p->url = STR("");
        p->date = (struct date){ 0 };
    }
    p->first = read_below_title(p, first, zone);
}
