/* polish: the last touch: what is empty goes, and the classes that the style sheet counts on. SPDX-License-Identifier: MIT
 *
 * The sheet has no child or sibling selectors (EPUB-RULES 8.1: they break old readers), so paragraphs say themselves that they
 * come first, tables that they are wide, cells that they hold numbers. */
#include "html/page.h"
#include "html/passes.h"

#include "base/utf8.h"

enum { BLOCK_GOES = 1, WORD_GOES = 2 };

/* What goes when it holds nothing. Not here: cells, items of numbered lists, summaries, whose place means something. */
static const unsigned char goes[TAG_COUNT] = {
    [TAG_P] = BLOCK_GOES, [TAG_DIV] = BLOCK_GOES, [TAG_SECTION] = BLOCK_GOES, [TAG_ARTICLE] = BLOCK_GOES,
    [TAG_ASIDE] = BLOCK_GOES, [TAG_NAV] = BLOCK_GOES, [TAG_HEADER] = BLOCK_GOES, [TAG_FOOTER] = BLOCK_GOES,
    [TAG_BLOCKQUOTE] = BLOCK_GOES, [TAG_PRE] = BLOCK_GOES, [TAG_UL] = BLOCK_GOES, [TAG_OL] = BLOCK_GOES,
    [TAG_DL] = BLOCK_GOES, [TAG_FIGURE] = BLOCK_GOES, [TAG_FIGCAPTION] = BLOCK_GOES, [TAG_TABLE] = BLOCK_GOES,
    [TAG_CAPTION] = BLOCK_GOES, [TAG_THEAD] = BLOCK_GOES, [TAG_TBODY] = BLOCK_GOES, [TAG_TFOOT] = BLOCK_GOES,
    [TAG_TR] = BLOCK_GOES,
    [TAG_A] = WORD_GOES, [TAG_SPAN] = WORD_GOES, [TAG_EM] = WORD_GOES, [TAG_STRONG] = WORD_GOES, [TAG_B] = WORD_GOES,
    [TAG_I] = WORD_GOES, [TAG_U] = WORD_GOES, [TAG_S] = WORD_GOES, [TAG_SMALL] = WORD_GOES, [TAG_SUB] = WORD_GOES,
    [TAG_SUP] = WORD_GOES, [TAG_CODE] = WORD_GOES, [TAG_KBD] = WORD_GOES, [TAG_SAMP] = WORD_GOES, [TAG_VAR] = WORD_GOES,
    [TAG_ABBR] = WORD_GOES, [TAG_CITE] = WORD_GOES, [TAG_DFN] = WORD_GOES, [TAG_Q] = WORD_GOES, [TAG_MARK] = WORD_GOES,
    [TAG_DEL] = WORD_GOES, [TAG_INS] = WORD_GOES, [TAG_BDI] = WORD_GOES, [TAG_BDO] = WORD_GOES, [TAG_TIME] = WORD_GOES,
    [TAG_RUBY] = WORD_GOES,
};

/* ---- what is empty --------------------------------------------------------------------------------------------------- */

/* The first byte tells nearly always. */
static inline bool
is_blank_text(const struct node *n)
{
    return n->tag == TAG_TEXT && (!n->text.len || (char_is_blank(*n->text.at) && str_is_blank(n->text)));
}

static bool
is_blank(const struct node *n)
{
    return n->tag == TAG_COMMENT || is_blank_text(n);
}

static bool
has_id(const struct node *n)
{
    return node_attr(n, "id").len > 0;
}

/* Nothing but blanks, line breaks and, counted in *MARKS, empty elements that carry an id. */
static bool
is_hollow(const struct node *n, size_t *marks)
{
    for (const struct node *c = n->first; c; c = c->next) {
        if (is_blank(c) || c->tag == TAG_BR)
            continue;
        if (c->first || !has_id(c) || c->tag == TAG_IMG)
            return false;
        ++*marks;
    }
    return true;
}

/* Only the id is left. */
static void
become_mark(struct node *n)
{
    node_rename(n, TAG_DIV);
    while (n->attrs && !str_eqc(str_of(n->attrs->name), "id"))
        n->attrs = n->attrs->next;
    if (n->attrs)
        n->attrs->next = NULL;
}

/* A place that links may lead to stays, as a div without height. */
static void
drop_block(struct node *n, size_t marks)
{
    struct str id = node_attr(n, "id");
    bool is_part = n->tag == TAG_TR || n->tag == TAG_TBODY || n->tag == TAG_THEAD || n->tag == TAG_TFOOT
        || n->tag == TAG_CAPTION || n->tag == TAG_FIGCAPTION;

    if ((id.len == 0 && marks == 0) || is_part) {
        node_unlink(n);
        return;
    }
    for (struct node *c = n->first, *next; c; c = next) {
        next = c->next;
        if (!has_id(c))
            node_unlink(c);
        else if (node_is_block(c))
            become_mark(c);     /* an item would be lost without its list */
    }
    become_mark(n);
}

static void
drop_words(struct node *n)
{
    if (!has_id(n))
        node_unwrap(n);         /* the blanks in it may part two words */
    else if (n->tag == TAG_A)
        node_drop_attr(n, "href");
}

/* Of a blank text: does it stand between blocks? */
static bool
is_gap(const struct node *n)
{
    const struct node *p = n->parent;

    return node_is_block(p) && !(tag_flags(p->tag) & TAG_PHRASING_ONLY) && (!n->prev || node_is_block(n->prev))
        && (!n->next || node_is_block(n->next));
}

/* Or beside blanks, where something between them went away? */
static bool
is_echo(const struct node *n)
{
    return n->prev && is_blank_text(n->prev) && n->parent->tag != TAG_PRE && n->parent->tag != TAG_CODE;
}

static void
drop_if_empty(struct node *n)
{
    size_t marks = 0;
    bool item;

    if (!node_is_element(n)) {
        if (n->tag == TAG_COMMENT || (is_blank_text(n) && (is_gap(n) || is_echo(n))))
            node_unlink(n);
        return;
    }
    item = n->tag == TAG_LI && n->parent->tag == TAG_UL;
    if (n->space != SPACE_HTML || (!goes[n->tag] && !item) || !is_hollow(n, &marks))
        return;
    if (goes[n->tag] == BLOCK_GOES)
        drop_block(n, marks);
    else if (goes[n->tag] == WORD_GOES && marks == 0)
        drop_words(n);
    else if (item && marks == 0 && !has_id(n))
        node_unlink(n);
}

static struct node *
deepest(struct node *n)
{
    while (n->last)
        n = n->last;
    return n;
}

/* Backwards, so that what is in an element is judged before the element itself, and once. */
static void
drop_empty(struct node *root)
{
    struct node *n = deepest(root), *before;

    for (; n != root; n = before) {
        before = n->prev ? deepest(n->prev) : n->parent;
        drop_if_empty(n);
    }
}

/* ---- paragraphs ------------------------------------------------------------------------------------------------------ */

/* Where the sheet takes the indent from every paragraph. */
static bool
has_no_indent(const struct node *parent)
{
    switch (parent->tag) {
    case TAG_LI: case TAG_DD: case TAG_TD: case TAG_TH: case TAG_CAPTION: case TAG_FIGCAPTION:
        return true;
    default:
        return parent->tag == TAG_ASIDE && node_has_class(parent, "footnote");
    }
}

/* A paragraph, but no running text. */
static bool
is_line(const struct node *p)
{
    static const char *const classes[] = { "caption", "subtitle", "byline", "dateline", "attribution", "center", "about-author" };

    struct str rest = node_attr(p, "class"), class;

    while (str_cut(&rest, ' ', &class))
        for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
            if (str_eqc(class, classes[i]))
                return true;
    return false;
}

static bool
comes_first(const struct node *p)
{
    const struct node *before = p->prev;

    while (before && is_blank(before))
        before = before->prev;
    return !before || before->tag != TAG_P || is_line(before);
}

/* ---- tables ---------------------------------------------------------------------------------------------------------- */

enum { COLUMNS = 32, WIDE = 4 };

struct column { size_t numbers, others; bool is_set; };

/* What stands in, before and behind the digits of numbers. */
static bool
is_sign(uint32_t c)
{
    static const char ascii[] = "+-.,'%()/$:";
    static const uint32_t others[] = { 0xA0, 0xA3, 0xA5, 0xB1, 0x2009, 0x202F, 0x2013, 0x2014, 0x2030, 0x2212 };

    if (c < 0x80)
        return char_is_blank((char)c) || str_chr(STR(ascii), (char)c, 0) >= 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (c == others[i])
            return true;
    return c >= 0x20A0 && c <= 0x20CF;      /* currencies */
}

static int
is_number_text(struct str s)
{
    int digits = 0;

    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        bool digit = c < 0x80 && char_is_digit((char)c);
        if (!digit && !is_sign(c))
            return -1;
        digits |= digit;
    }
    return digits;
}

/* 1: digits and signs; 0: no digits; -1: words. */
static int
is_number(struct arena *scratch, const struct node *cell)
{
    const struct node *only = cell->first == cell->last ? cell->first : NULL;

    if (only && only->tag == TAG_TEXT && only->text.len && char_is_alpha(only->text.at[0]))
        return -1;
    if (only && only->tag == TAG_TEXT && only->text.len <= 40)
        return is_number_text(str_trim(only->text));
    for (const struct node *n = cell->first; n; n = node_next(n, cell))
        if (n->tag == TAG_IMG || (n->tag == TAG_TEXT && n->text.len > 40) || (node_is_block(n) && n->tag != TAG_P))
            return -1;
    return is_number_text(node_text_of(scratch, cell, true));
}

/* The next row of TABLE itself after N, in document order. */
static struct node *
next_row(const struct node *n, const struct node *table)
{
    struct node *at = n == table ? table->first : node_next_skip(n, table);

    while (at && at->tag != TAG_TR) {
        bool group = at->tag == TAG_THEAD || at->tag == TAG_TBODY || at->tag == TAG_TFOOT;
        at = group && at->first ? at->first : node_next_skip(at, table);
    }
    return at;
}

/* The number of columns, counted in COLUMNS; 0 if cells span several or somebody has set them already. */
static size_t
count_cells(struct arena *scratch, const struct node *table, struct column *columns)
{
    size_t most = 0;

    for (const struct node *row = next_row(table, table); row; row = next_row(row, table)) {
        size_t i = 0;
        for (const struct node *cell = row->first; cell && i < COLUMNS; cell = cell->next) {
            int number;
            if (cell->tag != TAG_TD && cell->tag != TAG_TH)
                continue;
            if (node_has_attr(cell, "colspan") || node_has_attr(cell, "rowspan"))
                return 0;
            columns[i].is_set |= node_has_attr(cell, "class");
            number = cell->tag == TAG_TD ? is_number(scratch, cell) : 0;
            columns[i].numbers += number > 0;
            columns[i++].others += number < 0;
        }
        most = i > most ? i : most;
    }
    return most;
}

static void
set_numbers(struct arena *scratch, struct node *table, const struct column *columns)
{
    for (struct node *row = next_row(table, table); row; row = next_row(row, table)) {
        size_t i = 0;
        for (struct node *cell = row->first; cell && i < COLUMNS; cell = cell->next) {
            if (cell->tag != TAG_TD && cell->tag != TAG_TH)
                continue;
            if (columns[i].numbers > 1 && columns[i].others == 0 && !columns[i].is_set)
                node_add_class(scratch, cell, "num");
            i++;
        }
    }
}

static size_t
first_row_length(const struct node *table)
{
    const struct node *row = next_row(table, table);
    size_t n = 0;

    for (const struct node *cell = row ? row->first : NULL; cell; cell = cell->next)
        n += cell->tag == TAG_TD || cell->tag == TAG_TH;
    return n;
}

static void
polish_table(struct arena *scratch, struct node *table)
{
    struct column columns[COLUMNS] = { { 0 } };

    if (first_row_length(table) > WIDE)
        node_add_class(scratch, table, "wide");
    if (count_cells(scratch, table, columns) > 1)
        set_numbers(scratch, table, columns);
}

/* The sheet may not ask for attributes; and code runs from left to right in any language. */
static void
polish_direction(struct arena *scratch, struct node *n, bool is_rtl)
{
    if (str_eqc(node_attr(n, "dir"), "rtl") && n->space == SPACE_HTML)
        node_add_class(scratch, n, "rtl");
    else if (is_rtl && n->tag == TAG_PRE && !node_has_attr(n, "dir"))
        node_set_attr(scratch, n, "dir", STR("ltr"));
}

/* What stands beside the text says what it is, to the ear and to the sheet. An aside without a role would be a landmark, of which
 * a page has one of a kind (Ace: landmark-unique). */
static void
polish_aside(struct arena *scratch, struct node *n)
{
    bool is_callout = str_eqc(node_attr(n, "role"), "note") || node_has_class(n, "callout");

    if (is_callout)
        node_add_class(scratch, n, "callout");
    if ((is_callout || n->tag == TAG_ASIDE) && !node_has_attr(n, "role"))
        node_set_attr(scratch, n, "role", node_has_class(n, "pullquote") ? STR("doc-pullquote") : STR("note"));
}

/* Has N as many bytes of text? Blanks are one each. */
static bool
is_as_long(struct arena *scratch, const struct node *n, size_t least)
{
    const struct node *text = n->first;
    size_t i = 0, solid = 0;

    for (; text && text->tag == TAG_TEXT && i < text->text.len && solid < least; i++)
        solid += !char_is_blank(text->text.at[i]);
    return solid >= least || node_text_of(scratch, n, true).len >= least;
}

/* The paragraph that leads in: the first thing of the text, or right behind a picture that is. */
static void
mark_lead(struct rendering *r)
{
    enum { LEAST = 40 };        /* bytes: a shorter one is a line, no paragraph */
    struct node *n = r->root->first;

    while (n && (is_blank(n) || n->tag == TAG_FIGURE))
        n = n->next;
    if (n && n->tag == TAG_P && !is_line(n) && is_as_long(r->scratch, n, LEAST))
        node_add_class(r->scratch, n, "lead");
}

void
pass_polish(struct rendering *r)
{
    bool is_rtl = page_is_rtl(r->page);

    drop_empty(r->root);
    for (struct node *n = r->root->first; n; n = node_next(n, r->root)) {
        if (n->attrs || is_rtl)
            polish_direction(r->scratch, n, is_rtl);
        if (n->tag == TAG_ASIDE || (n->tag == TAG_DIV && n->attrs))
            polish_aside(r->scratch, n);
        if (n->tag == TAG_P && !has_no_indent(n->parent) && !is_line(n) && comes_first(n))
            node_add_class(r->scratch, n, "first");
        else if (n->tag == TAG_TABLE)
            polish_table(r->scratch, n);
    }
    mark_lead(r);
}
