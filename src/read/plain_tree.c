/* plain_tree: a text without markup as a tree. SPDX-License-Identifier: MIT */
#include "read/plain.h"

#include "base/url.h"
#include "wrap/text.h"

#include <string.h>

struct growing {
    const struct plain *p;
    struct arena *mem;
    struct str source;
    struct node *root;
};

static uint32_t
offset_of(const struct growing *g, struct str text)
{
    bool inside = text.at >= g->source.at && text.at < g->source.at + g->source.len;

    return inside ? (uint32_t)(text.at - g->source.at) : NODE_NOWHERE;
}

static struct node *
grow(const struct growing *g, struct node *parent, enum tag tag, uint32_t offset)
{
    struct node *n = node_element(g->mem, tag, offset);

    node_append(parent, n);
    return n;
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static void
add_plain(const struct growing *g, struct node *parent, struct str text, uint32_t offset)
{
    if (text.len)
        node_append(parent, node_text(g->mem, text, offset));
}

static bool
is_word_char(char c)
{
    return char_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Without the marks of the sentence around an address; a bracket stays if it was opened in it. */
static size_t
trim_address(struct str s, size_t n)
{
    static const char *const quotes[] = { "”", "’", "»", "…", "“", "。", "、", "）", "」" };

    for (bool cut = true; cut && n > 0;) {
        struct str s_n = str_sub(s, 0, n);
        char last = s.at[n - 1];
        cut = strchr(".,;:!?'\"*_", last) || (last == ')' && str_chr(s_n, '(', 0) < 0) ||
            (last == ']' && str_chr(s_n, '[', 0) < 0);
        n -= cut;
        for (size_t i = 0; i < sizeof quotes / sizeof *quotes && !cut; i++) {
            if (str_ends(s_n, str_of(quotes[i]))) {
                n -= strlen(quotes[i]);
                cut = true;
            }
        }
    }
    return n;
}

/* The web address at the beginning of TEXT: its bytes, or 0. */
static size_t
address_length(struct str text)
{
    bool is_bare = str_istarts(text, STR("www."));
    size_t n = 0;

    if (!is_bare && !str_istarts(text, STR("http://")) && !str_istarts(text, STR("https://")))
        return 0;
    while (n < text.len && !char_is_blank(text.at[n]) && !strchr("<>\"`|\\^{}", text.at[n]))
        n++;
    n = trim_address(text, n);
    if (is_bare)
        return str_chr(str_sub(text, 0, n), '.', 4) > 4 ? n : 0;
    return url_is_web(str_sub(text, 0, n)) ? n : 0;
}

static bool
is_mail_char(char c)
{
    return char_is_alnum(c) || (c && strchr(".+-_", c));
}

static bool
is_host_char(char c)
{
    return char_is_alnum(c) || c == '.' || c == '-';
}

/* The mail address around the "@" at byte AT of TEXT, not before FROM. False if it is none. */
static bool
find_mail(struct str text, size_t at, size_t from, size_t *start, size_t *end)
{
    *start = *end = at;
    while (*start > from && at - *start < 64 && is_mail_char(text.at[*start - 1]))
        (*start)--;
    for ((*end)++; *end < text.len && *end - at < 255 && is_host_char(text.at[*end]); (*end)++)
        ;
    while (*end > at + 1 && !char_is_alnum(text.at[*end - 1]))
        (*end)--;
    return *start < at && char_is_alnum(text.at[*start]) && str_chr(str_sub(text, at + 1, *end), '.', 1) > 0 &&
        char_is_alpha(text.at[*end - 1]);
}

static void
add_link(const struct growing *g, struct node *parent, struct str text, const char *scheme, uint32_t offset)
{
    struct node *a = grow(g, parent, TAG_A, offset);

    node_set_attr(g->mem, a, "href", *scheme ? arena_printf(g->mem, "%s%.*s", scheme, STR_ARG(text)) : text);
    add_plain(g, a, text, offset);
}

/* A letter, digit or "_" at byte I; both ends of TEXT are none. */
static bool
is_name_at(struct str text, size_t i)
{
    return i < text.len && (is_word_char(text.at[i]) || text.at[i] == '_');
}

/* The "_" that ends the emphasis which the one at byte I begins, or 0. */
static size_t
emphasis_end(struct str text, size_t i)
{
    enum { LONGEST = 400 };
    bool opens = (i == 0 || !is_name_at(text, i - 1)) && i + 2 < text.len && !char_is_blank(text.at[i + 1]) &&
        text.at[i + 1] != '_';

    for (size_t k = i + 2; opens && k < text.len && k < i + LONGEST; k++)
        if (text.at[k] == '_')
            return char_is_blank(text.at[k - 1]) || is_name_at(text, k + 1) ? 0 : k;
    return 0;
}

/* TEXT with links, and _emphasis_ if IN_EMPHASIS is not set. */
static void
add_words(const struct growing *g, struct node *parent, struct str text, uint32_t offset, bool in_emphasis)
{
    size_t done = 0;

    for (size_t i = 0; i < text.len;) {
        bool starts = i == 0 || !is_word_char(text.at[i - 1]);
        size_t n = starts ? address_length(str_from(text, i)) : 0, start = i, end = i + n;
        size_t em = !n && text.at[i] == '_' && !in_emphasis ? emphasis_end(text, i) : 0;
        bool is_mail = !n && text.at[i] == '@' && find_mail(text, i, done, &start, &end);
        if (!n && !em && !is_mail) {
            i++;
            continue;
        }
        add_plain(g, parent, str_sub(text, done, start), offset);
        if (em) {
            add_words(g, grow(g, parent, TAG_EM, offset), str_sub(text, i + 1, em), offset, true);
            end = em + 1;
        } else {
            const char *scheme = is_mail ? "mailto:" : char_lower(text.at[i]) == 'w' ? "http://" : "";
            add_link(g, parent, str_sub(text, start, end), scheme, offset);
        }
        i = done = end;
    }
    add_plain(g, parent, str_from(text, done), offset);
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

static struct node *
add_block(const struct growing *g, struct node *parent, enum tag tag, const struct plain_block *b, const char *class_name)
{
    struct node *n = grow(g, parent, tag, offset_of(g, g->p->lines[b->first].text));

    if (class_name)
        node_set_attr(g->mem, n, "class", str_of(class_name));
    return n;
}

/* All lines of B as running text. */
static void
add_running(const struct growing *g, struct node *parent, const struct plain_block *b)
{
    struct str text = plain_joined(g->p, g->mem, b->first, b->n);
    uint32_t offset = offset_of(g, g->p->lines[b->first].text);
    size_t skip = b->kind == PLAIN_ITEM ? b->skip : 0;

    if (b == &g->p->blocks[g->p->lead] && g->p->dateline) {
        struct node *span = grow(g, parent, TAG_SPAN, offset);
        node_set_attr(g->mem, span, "class", STR("dateline"));
        skip = g->p->dateline;
        add_plain(g, span, str_sub(text, 0, skip), offset);
    }
    text = str_from(text, skip);
    add_words(g, parent, skip && b->kind == PLAIN_ITEM ? str_trim(text) : text, offset, false);
}

static size_t
least_indent(const struct plain *p, const struct plain_block *b)
{
    size_t least = p->lines[b->first].indent;

    for (size_t i = b->first; i < b->first + b->n; i++)
        if (p->lines[i].indent < least)
            least = p->lines[i].indent;
    return least;
}

/* Columns that a line is indented beside the others of its block, as spaces of a kind that does not collapse. */
static void
add_indent(const struct growing *g, struct node *parent, size_t columns, const char *space)
{
    enum { MOST = 40 };
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < columns && i < MOST; i++)
        buf_adds(&out, space);
    if (columns)
        add_plain(g, parent, buf_take(&out, g->mem), NODE_NOWHERE);
    buf_release(&out);
}

static void
add_lines(const struct growing *g, struct node *parent, const struct plain_block *b)
{
    size_t least = least_indent(g->p, b);

    for (size_t i = b->first; i < b->first + b->n; i++) {
        const struct plain_line *l = &g->p->lines[i];
        if (i > b->first)
            grow(g, parent, TAG_BR, NODE_NOWHERE);
        if (b->kind == PLAIN_LINES || b->kind == PLAIN_QUOTED_LINES)
            add_indent(g, parent, l->indent - least, "\xC2\xA0");
        add_words(g, parent, l->text, offset_of(g, l->text), false);
    }
}

/* The last child of PARENT if it is a TAG, else a new one: stanzas share a quotation, items a list. */
static struct node *
last_or_new(const struct growing *g, struct node *parent, enum tag tag, const struct plain_block *b)
{
    return parent->last && parent->last->tag == tag ? parent->last : add_block(g, parent, tag, b, NULL);
}

static void
add_table(const struct growing *g, struct node *parent, const struct plain_block *b)
{
    struct node *pre = add_block(g, parent, TAG_PRE, b, NULL);
    size_t least = least_indent(g->p, b);

    for (size_t i = b->first; i < b->first + b->n; i++) {
        add_indent(g, pre, g->p->lines[i].indent - least, " ");
        add_plain(g, pre, g->p->lines[i].text, offset_of(g, g->p->lines[i].text));
        if (i + 1 < b->first + b->n)
            add_plain(g, pre, STR("\n"), NODE_NOWHERE);
    }
}

static void
add_item(const struct growing *g, struct node *parent, const struct plain_block *b)
{
    const struct plain_block *before = b > g->p->blocks ? b - 1 : NULL;
    bool goes_on = before && before->kind == PLAIN_ITEM && plain_follows(before->number, b->number);
    struct node *list = goes_on ? parent->last : add_block(g, parent, b->number ? TAG_OL : TAG_UL, b, NULL);

    if (!goes_on && b->number > 1)
        node_set_attr(g->mem, list, "start", arena_printf(g->mem, "%lu", b->number));
    add_running(g, add_block(g, list, TAG_LI, b, NULL), b);
}

/* The author's note, the name in it emphasised. */
static void
add_about(const struct growing *g, struct node *parent, const struct plain_block *b)
{
    struct node *p = add_block(g, add_block(g, parent, TAG_ASIDE, b, "about-author"), TAG_P, b, NULL);
    struct str text = plain_joined(g->p, g->mem, b->first, b->n), name = g->p->about_name;
    uint32_t offset = offset_of(g, g->p->lines[b->first].text);
    ptrdiff_t at = str_find(text, name, 0);
    size_t end = at < 0 ? 0 : (size_t)at + name.len;

    if (at >= 0) {
        add_words(g, p, str_sub(text, 0, (size_t)at), offset, false);
        add_plain(g, grow(g, p, TAG_STRONG, offset), name, offset);
    }
    add_words(g, p, str_from(text, end), offset, false);
}

static void
add_plain_block(const struct growing *g, const struct plain_block *b)
{
    switch (b->kind) {
    case PLAIN_PARAGRAPH:
        add_running(g, add_block(g, g->root, TAG_P, b, NULL), b);
        break;
    case PLAIN_LINES:
        add_lines(g, add_block(g, g->root, TAG_P, b, NULL), b);
        break;
    case PLAIN_QUOTE:
        add_running(g, add_block(g, last_or_new(g, g->root, TAG_BLOCKQUOTE, b), TAG_P, b, NULL), b);
        break;
    case PLAIN_QUOTED_LINES:
        add_lines(g, add_block(g, last_or_new(g, g->root, TAG_BLOCKQUOTE, b), TAG_P, b, NULL), b);
        break;
    case PLAIN_CENTERED:
        add_lines(g, add_block(g, g->root, TAG_P, b, "center"), b);
        break;
    case PLAIN_RIGHT:
        add_lines(g, add_block(g, g->root, TAG_P, b, "attribution"), b);
        break;
    case PLAIN_HEADING:
        add_running(g, add_block(g, g->root, TAG_H2, b, NULL), b);
        break;
    case PLAIN_RULE:
        add_block(g, g->root, TAG_HR, b, NULL);
        break;
    case PLAIN_ITEM:
        add_item(g, g->root, b);
        break;
    case PLAIN_TABLE:
        add_table(g, g->root, b);
        break;
    case PLAIN_CAPTION:
        add_running(g, add_block(g, g->root, TAG_P, b, "caption"), b);
        break;
    case PLAIN_ABOUT:
        add_about(g, g->root, b);
        break;
    }
}

/* ---- what stands at the top ------------------------------------------------------------------------------------------ */

static bool
is_author_named(const struct article *article, struct str line)
{
    for (size_t i = 0; i < article->nauthors; i++)
        if (str_ifind(line, article->authors[i].name, 0) >= 0)
            return true;
    return false;
}

/* Does the head of the chapter say it anyway? */
static bool
is_said(const struct growing *g, const struct article *article, enum plain_role role, struct str line)
{
    const struct plain *p = g->p;
    bool same_day = p->date.precision != DATE_NONE && p->date.year == article->date.year &&
        p->date.month == article->date.month && p->date.day == article->date.day;

    switch (role) {
    case PLAIN_TITLE:
        return str_eq(text_fold(g->mem, line), text_fold(g->mem, article->title));
    case PLAIN_BYLINE:
        return is_author_named(article, line) &&
            (p->date.precision == DATE_NONE || same_day || str_find(line, STR(" | "), 0) < 0);
    case PLAIN_DATE:
        return same_day;
    case PLAIN_ADDRESS:
        return str_eq(p->url, article->url);
    }
    return false;
}

static void
add_notes(const struct growing *g, const struct article *article, bool titles)
{
    for (size_t i = 0; i < g->p->nnotes; i++) {
        enum plain_role role = g->p->notes[i].role;
        struct plain_block b = { .first = g->p->notes[i].line, .n = 1 };
        struct str line = g->p->lines[b.first].text;
        if ((role == PLAIN_TITLE) != titles || is_said(g, article, role, line))
            continue;
        add_words(g, add_block(g, g->root, titles ? TAG_H2 : TAG_P, &b, role == PLAIN_BYLINE ? "byline" : NULL), line,
            offset_of(g, line), false);
    }
}

void
plain_tree(const struct plain *p, const struct article *article, struct str source, struct arena *mem, struct node *root)
{
    struct growing g = { p, mem, source, root };

    add_notes(&g, article, true);
    add_notes(&g, article, false);
    for (size_t i = 0; i < p->nblocks; i++)
        add_plain_block(&g, &p->blocks[i]);
}
