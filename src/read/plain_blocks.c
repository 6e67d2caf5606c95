/* plain_blocks: paragraphs, verse, headings and lists of a text without markup. SPDX-License-Identifier: MIT
 *
 * Lines between two blank lines are a run. What a run is can be told from how its lines are broken, indented and marked. In
 * doubt it is a paragraph. */
#include "read/plain.h"

#include "base/width.h"

#include <string.h>

struct run {
    size_t first, n;            /* lines */
    size_t before;              /* blank lines */
    bool is_last;
};

static struct plain_block *
add(struct plain *p, enum plain_kind kind, size_t first, size_t n, const struct run *run)
{
    struct plain_block *b = ARENA_PUSH(p->mem, p->blocks, p->nblocks);

    *b = (struct plain_block){ .kind = kind, .first = first, .n = n, .before = first == run->first ? run->before : 0 };
    return b;
}

static struct str
line_at(const struct plain *p, size_t i)
{
    return p->lines[i].text;
}

/* ---- headings -------------------------------------------------------------------------------------------------------- */

/* The length of a Roman or Arabic number that LINE begins with; 0: none. */
static size_t
number_length(struct str line)
{
    size_t n = 0;

    while (n < line.len && strchr("IVXLCDM", line.at[n]))
        n++;
    if (n == 0)
        while (n < line.len && n < 3 && char_is_digit(line.at[n]))
            n++;
    return n < line.len && (char_is_alnum(line.at[n]) || (unsigned char)line.at[n] >= 0x80) ? 0 : n;
}

/* "CHAPTER I", "Chapitre 2. La mer", "PRÉFACE.": a word that heads parts of books, with a number or alone. */
static bool
is_part_name(struct str line)
{
    static const char *const numbered[] = { "chapter ", "chapitre ", "kapitel ", "capítulo ", "capitulo ",
        "capitolo ", "hoofdstuk ", "kapitola ", "rozdział ", "part ", "partie ", "teil ", "parte ", "book ", "livre ",
        "buch ", "libro ", "section ", "abschnitt ", "act ", "acte ", "akt ", "scene ", "canto ", "Глава ", "ГЛАВА ",
        "Часть ", "ЧАСТЬ ", "appendix " };
    static const char *const alone[] = { "preface", "introduction", "prologue", "epilogue", "foreword", "afterword",
        "contents", "conclusion", "bibliography", "appendix", "acknowledgments", "acknowledgements", "vorwort",
        "einleitung", "nachwort", "inhalt", "préface", "introduction", "épilogue", "table des matières" };
    struct str bare = str_ends(line, STR(".")) ? str_sub(line, 0, line.len - 1) : line;

    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
        if (str_istarts(line, str_of(numbered[i])) && number_length(str_from(line, strlen(numbered[i]))))
            return true;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (str_ieqc(bare, alone[i]))
            return true;
    return false;
}

static bool
is_capitals(struct str line)
{
    size_t capitals = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] >= 'a' && line.at[i] <= 'z')
            return false;
        capitals += line.at[i] >= 'A' && line.at[i] <= 'Z';
    }
    return capitals >= 3;
}

/* "III", "IV." */
static bool
is_number(struct str line)
{
    size_t n = number_length(line);

    return n > 0 && (n == line.len || (n + 1 == line.len && line.at[n] == '.'));
}

/* Capitals above and below are a title page, not headings; a number above is that of the heading. */
static bool
is_among_capitals(const struct plain *p, const struct run *run)
{
    size_t above = run->first, below = run->first + run->n;

    while (above > p->first && line_at(p, above - 1).len == 0)
        above--;
    while (below < p->end && line_at(p, below).len == 0)
        below++;
    if (above > p->first && is_capitals(line_at(p, above - 1)) && !is_number(line_at(p, above - 1)))
        return true;
    return below < p->end && is_capitals(line_at(p, below)) && !is_number(line_at(p, below));
}

/* One line, or up to three of capitals. */
static bool
is_one_heading(const struct plain *p, const struct run *run)
{
    enum { LONGEST = 72, DEEP = 12, MOST_LINES = 3 };

    for (size_t i = run->first; i < run->first + run->n; i++) {
        const struct plain_line *l = &p->lines[i];
        if (l->columns > LONGEST || l->indent > DEEP || strchr("([<\"*", l->text.at[0]) || str_find(l->text, STR("   "), 0) > 0)
            return false;
        if (run->n > 1 && !is_capitals(l->text))
            return false;
    }
    return run->n <= MOST_LINES && !run->is_last;
}

static bool
is_heading(const struct plain *p, const struct run *run)
{
    enum { FAR = 2 };
    const struct plain_line *l = &p->lines[run->first];
    size_t number = number_length(l->text);
    bool far = run->before >= FAR && p->wide_gaps_mean;
    bool ends = plain_ends_sentence(line_at(p, run->first + run->n - 1));
    bool below_number = p->nblocks && p->blocks[p->nblocks - 1].kind == PLAIN_HEADING;

    if (!is_one_heading(p, run))
        return false;
    if (run->n > 1)
        return !ends && (far || below_number);
    if (is_part_name(l->text))
        return true;
    if (is_capitals(l->text))
        return far ? !ends || str_ends(l->text, STR(".")) : !ends && !is_among_capitals(p, run);
    if (!far || l->indent)
        return false;
    if (number)
        return true;            /* "IV. The sea.", "12" */
    return !ends && ((l->text.at[0] >= 'A' && l->text.at[0] <= 'Z') || (unsigned char)l->text.at[0] >= 0x80);
}

/* "Title" over "=====". */
static bool
is_underlined(const struct plain *p, const struct run *run)
{
    struct str below = run->n > 1 ? line_at(p, run->first + 1) : STR("");

    return below.len >= 3 && strchr("=-~", below.at[0]) && plain_is_rule(below) && str_chr(below, ' ', 0) < 0 &&
        below.len * 2 >= p->lines[run->first].columns && below.len <= p->lines[run->first].columns * 2 + 2;
}

/* ---- lists ----------------------------------------------------------------------------------------------------------- */

size_t
plain_mark(struct str line, unsigned long *number)
{
    static const char *const bullets[] = { "-", "*", "+", "•", "·", "◦", "▪", "‣" };
    size_t n = 0, open = line.len && line.at[0] == '(';

    *number = 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t len = strlen(bullets[i]);
        if (str_starts(line, str_of(bullets[i])) && line.len > len + 1 && char_is_blank(line.at[len]))
            return len + 1;
    }
    for (n = open; n < line.len && n < open + 3 && char_is_digit(line.at[n]);)
        n++;
    if (!str_uint(str_sub(line, open, n), 999, number) || n + 2 >= line.len || !char_is_blank(line.at[n + 1]) ||
        !(line.at[n] == ')' || (line.at[n] == '.' && !open))) {
        *number = 0;
        return 0;
    }
    return n + 2;
}

bool
plain_follows(unsigned long number, unsigned long next)
{
    return number ? next == number + 1 || (number == 1 && next == 1) : next == 0;
}

/* Does the line I begin the item after one with NUMBER? */
static bool
is_next_item(const struct plain *p, size_t i, unsigned long number)
{
    unsigned long next;

    return i < p->end && plain_mark(line_at(p, i), &next) && plain_follows(number, next);
}

/* The first line of RUN from which on it is a list of two items at least, here or with the runs beside it; its end if none. An
 * item has at most MOST_LINES lines. */
static size_t
list_start(const struct plain *p, const struct run *run)
{
    enum { MOST_LINES = 60 };
    size_t end = run->first + run->n, after = end;
    const struct plain_block *last = p->nblocks ? &p->blocks[p->nblocks - 1] : NULL;

    while (after < p->end && line_at(p, after).len == 0)
        after++;
    for (size_t i = run->first; i < end; i++) {
        unsigned long number;
        if (!plain_mark(line_at(p, i), &number) || plain_is_rule(line_at(p, i)))
            continue;
        if (i == run->first && last && last->kind == PLAIN_ITEM && plain_follows(last->number, number))
            return i;
        for (size_t k = i + 1; k < end && k <= i + MOST_LINES; k++)
            if (is_next_item(p, k, number))
                return i;
        if (i == run->first && is_next_item(p, after, number))
            return i;
    }
    return end;
}

static void
add_items(struct plain *p, const struct run *run, size_t first)
{
    size_t end = run->first + run->n;

    for (size_t i = first; i < end;) {
        struct plain_block *b = add(p, PLAIN_ITEM, i, 1, run);
        b->skip = plain_mark(line_at(p, i), &b->number);
        for (i++; i < end && !is_next_item(p, i, b->number); i++)
            b->n++;
    }
}

/* ---- lines or a paragraph -------------------------------------------------------------------------------------------- */

static size_t
first_word_width(struct str line)
{
    size_t n = 0;

    while (n < line.len && !char_is_blank(line.at[n]))
        n++;
    return width_of(str_sub(line, 0, n));
}

/* Most lines end although the next word had room: they were broken on purpose. */
static bool
is_broken_on_purpose(const struct plain *p, size_t first, size_t n)
{
    size_t early = 0;

    for (size_t i = first; i + 1 < first + n; i++) {
        size_t used = p->lines[i].indent + p->lines[i].columns + 1 + first_word_width(line_at(p, i + 1));
        early += used * 100 < p->width * 85;
    }
    return early * 3 >= (n - 1) * 2 && n > 1;
}

/* In a text that is not wrapped lines are paragraphs, unless all of a run are short. */
static bool
are_short(const struct plain *p, const struct run *run)
{
    enum { SHORT = 65 };

    for (size_t i = run->first; i < run->first + run->n; i++)
        if (p->lines[i].columns > SHORT)
            return false;
    return run->n > 1;
}

/* Columns: half of the lines have a tab or three blanks between words. */
static bool
is_table(const struct plain *p, const struct run *run)
{
    size_t lines = 0;

    for (size_t i = run->first; i < run->first + run->n; i++)
        lines += str_find(line_at(p, i), STR("   "), 0) > 0 || str_chr(line_at(p, i), '\t', 0) > 0;
    return run->n > 1 && lines * 2 >= run->n;
}

static size_t
least_indent(const struct plain *p, const struct run *run)
{
    size_t least = p->lines[run->first].indent;

    for (size_t i = run->first; i < run->first + run->n; i++)
        if (p->lines[i].indent < least)
            least = p->lines[i].indent;
    return least;
}

/* As many blanks before a line as would be after it. */
static bool
is_centered(const struct plain *p, const struct run *run)
{
    enum { LEAST = 6, SLACK = 8 };

    for (size_t i = run->first; i < run->first + run->n; i++) {
        const struct plain_line *l = &p->lines[i];
        size_t sum = 2 * l->indent + l->columns;
        if (l->indent < LEAST || sum + SLACK < p->width || sum > p->width + SLACK)
            return false;
    }
    return true;
}

/* Of a run whose lines are all indented, in a text that is wrapped. */
static enum plain_kind
kind_of_indented(const struct plain *p, const struct run *run)
{
    const struct plain_line *l = &p->lines[run->first];
    size_t right = l->indent + l->columns;

    if (is_centered(p, run))
        return PLAIN_CENTERED;
    if (run->n > 1)
        return is_broken_on_purpose(p, run->first, run->n) ? PLAIN_QUOTED_LINES : PLAIN_QUOTE;
    if (l->indent * 5 > p->width * 2 && right * 10 > p->width * 8)
        return PLAIN_RIGHT;
    if (p->indents_first)
        return PLAIN_PARAGRAPH;
    return right * 4 < p->width * 3 ? PLAIN_QUOTED_LINES : PLAIN_QUOTE;
}

/* Paragraphs without blank lines between them, each with an indented first line. */
static void
add_paragraphs(struct plain *p, const struct run *run)
{
    size_t end = run->first + run->n;

    for (size_t first = run->first, i = first + 1; i <= end; i++) {
        if (i < end && !(p->lines[i].indent > 1 && p->lines[i - 1].indent <= 1))
            continue;
        add(p, PLAIN_PARAGRAPH, first, i - first, run);
        first = i;
    }
}

/* In a text that is not wrapped. */
static void
add_unwrapped(struct plain *p, const struct run *run)
{
    bool is_indented = least_indent(p, run) >= 2 && !p->indents_first;

    if (are_short(p, run)) {
        add(p, is_indented ? PLAIN_QUOTED_LINES : PLAIN_LINES, run->first, run->n, run);
        return;
    }
    for (size_t i = run->first; i < run->first + run->n; i++)
        add(p, PLAIN_PARAGRAPH, i, 1, run);
}

static void
add_text(struct plain *p, const struct run *run)
{
    if (is_table(p, run))
        add(p, PLAIN_TABLE, run->first, run->n, run);
    else if (!p->width)
        add_unwrapped(p, run);
    else if (least_indent(p, run) >= 2)
        add(p, kind_of_indented(p, run), run->first, run->n, run);
    else if (is_broken_on_purpose(p, run->first, run->n))
        add(p, PLAIN_LINES, run->first, run->n, run);
    else
        add_paragraphs(p, run);
}

/* The first N lines of RUN are done. */
static struct run
rest_of(const struct run *run, size_t n)
{
    return (struct run){ run->first + n, run->n - n, 0, run->is_last };
}

static void
add_run(struct plain *p, struct run run)
{
    size_t list, before;

    if (is_underlined(p, &run)) {
        add(p, PLAIN_HEADING, run.first, 1, &run);
        run = rest_of(&run, 2);
    }
    while (run.n && plain_is_rule(line_at(p, run.first))) {
        add(p, PLAIN_RULE, run.first, 1, &run);
        run = rest_of(&run, 1);
    }
    if (run.n == 0)
        return;
    list = list_start(p, &run);
    before = list - run.first;
    if (before == run.n && is_heading(p, &run))
        add(p, PLAIN_HEADING, run.first, run.n, &run);
    else if (before)
        add_text(p, &(struct run){ run.first, before, run.before, run.is_last });
    add_items(p, &run, list);
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

/* Captions before the text, its first paragraph, and the author's note at its end. */
static void
mark_edges(struct plain *p)
{
    struct plain_block *last = p->nblocks ? &p->blocks[p->nblocks - 1] : NULL;

    p->lead = 0;
    while (p->lead + 1 < p->nblocks && plain_is_caption(p, &p->blocks[p->lead]))
        p->blocks[p->lead++].kind = PLAIN_CAPTION;
    while (p->lead < p->nblocks && p->blocks[p->lead].kind != PLAIN_PARAGRAPH)
        p->lead++;
    if (p->lead < p->nblocks)
        p->dateline = plain_dateline_length(line_at(p, p->blocks[p->lead].first));
    if (p->nblocks < 2 || last->kind != PLAIN_PARAGRAPH)
        return;
    p->about_name = plain_about_name(plain_joined(p, p->mem, last->first, last->n));
    if (p->about_name.len)
        last->kind = PLAIN_ABOUT;
}

void
plain_make_blocks(struct plain *p)
{
    size_t before = 0;

    for (size_t i = p->first; i < p->end;) {
        struct run run = { .first = i, .before = before };
        bool breaks = false;
        while (i < p->end && line_at(p, i).len)
            i++;
        run.n = i - run.first;
        for (before = 0; i < p->end && line_at(p, i).len == 0; i++, before++)
            breaks = breaks || p->lines[i].is_page_break;
        run.is_last = i >= p->end;
        if (run.n)
            add_run(p, run);
        if (breaks && p->nblocks && !run.is_last)
            add(p, PLAIN_RULE, i, 0, &run);
    }
    mark_edges(p);
}

/* ---- from the outside ------------------------------------------------------------------------------------------------ */

void
plain_parse(struct plain *p, struct arena *mem, struct str text, int zone)
{
    *p = (struct plain){ .mem = mem, .text = text, .title = STR(""), .author = STR(""), .url = STR(""), .tags = STR(""),
        .categories = STR(""), .about_name = STR("") };
    plain_split(p);
    plain_read_top(p, zone);
    plain_read_end(p);
    plain_measure(p);
    plain_make_blocks(p);
    if (!p->author.len)
        p->author = p->about_name;
}
