/* template_tree: what depends on the block it stands in, done on the tree. SPDX-License-Identifier: MIT
 *
 * Callouts (`> [!note] Title`), attribute lists after headings and pictures, ==marks==, ids of blocks (` ^abc`), emoji. Code is
 * an element here: it is not looked into. */
#include "read/template_part.h"

#include <string.h>

enum { MOST_MARKED = 50 };      /* nodes between the two ends of a mark */

struct finishing {
    struct arena *mem;
    struct node *root;
    bool marks, attributes, callouts, block_ids, emoji, nowhere;
};

static bool
is_code(const struct node *n)
{
    return n->tag == TAG_CODE || n->tag == TAG_PRE || n->tag == TAG_KBD || n->tag == TAG_SAMP || n->tag == TAG_SCRIPT
        || n->tag == TAG_STYLE || n->tag == TAG_MATH || n->tag == TAG_SVG || n->tag == TAG_TEXTAREA || n->tag == TAG_TT;
}

static bool
is_blank(const struct node *n)
{
    return n->tag == TAG_COMMENT || (n->tag == TAG_TEXT && str_is_blank(n->text));
}

static struct node *
last_text(const struct node *n)
{
    struct node *last = n->last;

    while (last && is_blank(last))
        last = last->prev;
    return last && last->tag == TAG_TEXT ? last : NULL;
}

static void
set_id(struct finishing *f, struct node *n, struct str id)
{
    if (id.len && !node_attr(n, "id").len)
        node_set_attr(f->mem, n, "id", arena_str(f->mem, id));
}

static struct str
trim_end(struct str s)
{
    while (s.len && char_is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

/* ---- attribute lists --------------------------------------------------------------------------------------------------- */

/* "Title {#id}": off the heading's text. */
static void
finish_heading(struct finishing *f, struct node *heading)
{
    struct node *last = last_text(heading);
    struct str text = last ? trim_end(last->text) : STR(""), id = STR(""), width;
    ptrdiff_t at = str_ends(text, STR("}")) ? str_rchr(text, '{') : -1;

    if (at < 0 || attributes_read(text, (size_t)at, &id, &width) != text.len)
        return;
    text = trim_end(str_sub(text, 0, (size_t)at));
    last->text = text;
    while (str_ends(text, STR("#")))    /* "## Title ## {#id}" */
        text.len--;
    if (text.len && text.at[text.len - 1] == ' ')
        last->text = trim_end(text);
    set_id(f, heading, id);
}

static bool
is_pixels(struct str s)
{
    size_t i = 0;

    while (i < s.len && char_is_digit(s.at[i]))
        i++;
    return i > 0 && (i == s.len || str_eqc(str_from(s, i), "px"));
}

/* "![a](b){#id width=300}", "`x`{.language}". */
static void
finish_element(struct finishing *f, struct node *text, struct node *element)
{
    struct str id = STR(""), width = STR("");
    size_t end = attributes_read(text->text, 0, &id, &width);

    if (!end)
        return;
    text->text = str_from(text->text, end);
    text->offset += text->offset == NODE_NOWHERE ? 0 : (uint32_t)end;
    set_id(f, element, id);
    if (element->tag == TAG_IMG && is_pixels(width))
        node_set_attr(f->mem, element, "width", str_ends(width, STR("px")) ? str_sub(width, 0, width.len - 2) : width);
}

/* A paragraph that is only an attribute list belongs to what stands before it. True if it was one: then it is gone. */
static bool
finish_paragraph(struct finishing *f, struct node *p)
{
    struct str text = p->first && p->first == p->last && p->first->tag == TAG_TEXT ? str_trim(p->first->text) : STR("");
    struct str id = STR(""), width;
    struct node *before = p->prev;

    if (!str_starts(text, STR("{")) || attributes_read(text, 0, &id, &width) != text.len)
        return false;
    while (before && is_blank(before))
        before = before->prev;
    if (!before)
        for (before = p->next; before && is_blank(before); before = before->next)
            continue;
    if (before)
        set_id(f, before, id);
    node_unlink(p);
    return true;
}

/* ---- callouts ---------------------------------------------------------------------------------------------------------- */

/* "[!note]", "[!note|meta]-": its length, the kind in KIND; 0 if there is none. */
static size_t
callout_mark(struct str text, struct str *kind)
{
    size_t i = 2, end;

    if (!str_starts(text, STR("[!")))
        return 0;
    while (i < text.len && (char_is_alnum(text.at[i]) || text.at[i] == '-' || text.at[i] == '_'))
        i++;
    *kind = str_sub(text, 2, i);
    for (end = i; end < text.len && text.at[end] != ']' && text.at[end] != '\n'; end++)
        continue;
    if (!kind->len || end >= text.len || text.at[end] != ']' || (end > i && text.at[i] != '|'))
        return 0;
    end++;
    return end < text.len && (text.at[end] == '-' || text.at[end] == '+') ? end + 1 : end;
}

/* "note" to "Note", "NOTE" to "Note", "see-also" to "See also". */
static struct str
callout_title(struct arena *mem, struct str kind)
{
    char *out = arena_cstr(mem, kind);

    for (size_t i = 0; i < kind.len; i++)
        out[i] = kind.at[i] == '-' || kind.at[i] == '_' ? ' ' : char_lower(kind.at[i]);
    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 32);
    return (struct str){ out, kind.len };
}

/* What follows the first end of line in P goes to a paragraph of its own. */
static void
split_title(struct finishing *f, struct node *p)
{
    struct node *n = p->first, *rest;
    ptrdiff_t end = -1;

    for (; n; n = n->next)
        if (n->tag == TAG_BR || (n->tag == TAG_TEXT && (end = str_chr(n->text, '\n', 0)) >= 0))
            break;
    if (!n)
        return;
    rest = node_element(f->mem, TAG_P, n->offset);
    node_insert_after(p, rest);
    while (n->next)
        node_append(rest, n->next);
    if (n->tag == TAG_TEXT) {
        uint32_t offset = n->offset == NODE_NOWHERE ? NODE_NOWHERE : n->offset + (uint32_t)end + 1;
        node_prepend(rest, node_text(f->mem, str_from(n->text, (size_t)end + 1), offset));
        n->text = str_sub(n->text, 0, (size_t)end);
    } else {
        node_unlink(n);
    }
    if (!rest->first || (rest->first == rest->last && is_blank(rest->first)))
        node_unlink(rest);
}

/* The title in bold; without one, the kind. */
static void
mark_title(struct finishing *f, struct node *p, struct str kind)
{
    struct node *strong = node_element(f->mem, TAG_STRONG, p->offset);

    if (!p->first || (p->first == p->last && is_blank(p->first)))
        node_append(strong, node_text(f->mem, callout_title(f->mem, kind), p->offset));
    else
        node_move_children(p, strong);
    while (p->first)
        node_unlink(p->first);
    node_append(p, strong);
}

static void
finish_quote(struct finishing *f, struct node *quote)
{
    struct node *p = quote->first, *text;
    struct str kind;
    size_t mark;

    while (p && is_blank(p))
        p = p->next;
    text = p && p->tag == TAG_P ? p->first : NULL;
    mark = text && text->tag == TAG_TEXT ? callout_mark(text->text, &kind) : 0;
    if (!mark)
        return;
    text->text = str_from(text->text, mark);
    while (text->text.len && (text->text.at[0] == ' ' || text->text.at[0] == '\t'))
        text->text = str_from(text->text, 1);
    node_rename(quote, TAG_ASIDE);
    node_set_attr(f->mem, quote, "role", STR("note"));
    split_title(f, p);
    mark_title(f, p, kind);
}

/* ---- ids of blocks ----------------------------------------------------------------------------------------------------- */

/* " ^abc" at the end of a block: off its text, and its id, with the "^" that links to it have. */
static void
finish_block(struct finishing *f, struct node *block)
{
    struct node *last = last_text(block), *owner = block;
    struct str text = last ? trim_end(last->text) : STR(""), id;
    ptrdiff_t at = str_rchr(text, '^');
    bool has_letter = false;

    if (at < 0 || (at > 0 && !char_is_blank(text.at[at - 1])) || (at == 0 && last != block->first))
        return;
    id = str_from(text, (size_t)at + 1);
    for (size_t i = 0; i < id.len; i++) {
        if (!char_is_alnum(id.at[i]) && id.at[i] != '-')
            return;
        has_letter = has_letter || char_is_alpha(id.at[i]);
    }
    if (!has_letter)
        return;                         /* "x ^2" */
    last->text = trim_end(str_sub(text, 0, (size_t)at));
    if (!last->text.len && block->first == last) {
        for (owner = block->prev; owner && is_blank(owner); owner = owner->prev)
            continue;
        owner = owner ? owner : block;
    }
    set_id(f, owner, str_from(text, (size_t)at));
    if (owner != block && block->tag == TAG_P)
        node_unlink(block);
}

/* ---- marks ------------------------------------------------------------------------------------------------------------- */

/* The next "==" of exactly two signs at or after FROM. */
static ptrdiff_t
find_mark(struct str text, size_t from)
{
    ptrdiff_t at = str_find(text, STR("=="), from);

    while (at >= 0) {
        size_t end = (size_t)at;
        while (end < text.len && text.at[end] == '=')
            end++;
        if (end - (size_t)at == 2 && (at == 0 || text.at[at - 1] != '!'))
            return at;
        at = str_find(text, STR("=="), end);
    }
    return -1;
}

static uint32_t
offset_in(const struct node *text, size_t at)
{
    return text->offset == NODE_NOWHERE ? NODE_NOWHERE : text->offset + (uint32_t)at;
}

/* "==a *b* c==": the end of what begins at byte OPEN of TEXT in one of the next nodes. Gives the node to go on with. */
static struct node *
mark_across(struct finishing *f, struct node *text, size_t open)
{
    struct node *mark = node_element(f->mem, TAG_MARK, offset_in(text, open)), *last = text->next;
    ptrdiff_t close = -1;

    for (size_t n = 0; last && n < MOST_MARKED; n++, last = last->next)
        if (last->tag == TAG_TEXT && (close = find_mark(last->text, 0)) >= 0)
            break;
    if (!last || close < 0 || (close > 0 && char_is_blank(last->text.at[close - 1])))
        return text;
    node_insert_after(text, mark);
    node_append(mark, node_text(f->mem, str_from(text->text, open + 2), offset_in(text, open + 2)));
    while (mark->next != last)
        node_append(mark, mark->next);
    node_append(mark, node_text(f->mem, str_sub(last->text, 0, (size_t)close), last->offset));
    last->offset = offset_in(last, (size_t)close + 2);
    last->text = str_from(last->text, (size_t)close + 2);
    text->text = str_sub(text->text, 0, open);
    return text;
}

/* "a ==b== c"; gives the node to go on with. */
static struct node *
finish_marks(struct finishing *f, struct node *text)
{
    struct str all = text->text;
    ptrdiff_t open = find_mark(all, 0), close = -1;
    struct node *mark, *rest;

    for (; open >= 0; open = close) {
        size_t start = (size_t)open + 2;
        close = find_mark(all, start);
        if (start < all.len && char_is_blank(all.at[start]))
            continue;
        if (close < 0)
            return mark_across(f, text, (size_t)open);
        if (!char_is_blank(all.at[close - 1]))
            break;
    }
    if (open < 0)
        return text;
    mark = node_element(f->mem, TAG_MARK, offset_in(text, (size_t)open));
    node_append(mark, node_text(f->mem, str_sub(all, (size_t)open + 2, (size_t)close), offset_in(text, (size_t)open + 2)));
    rest = node_text(f->mem, str_from(all, (size_t)close + 2), offset_in(text, (size_t)close + 2));
    text->text = str_sub(all, 0, (size_t)open);
    node_insert_after(text, mark);
    node_insert_after(mark, rest);
    return rest;
}

/* ---- emoji ------------------------------------------------------------------------------------------------------------- */

static bool
is_emoji_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_alnum(s.at[i]) && !strchr("_+-", s.at[i]))
            return false;
    return s.len > 0 && s.len < 40;
}

/* ":tada:" to its character where the name is one that GitHub knows; all else, "10:30:15", is text. */
static void
finish_emoji(struct finishing *f, struct node *text)
{
    struct str all = text->text;
    struct buf out;
    size_t done = 0;

    if (str_chr(all, ':', 0) < 0)
        return;
    buf_init(&out);
    for (ptrdiff_t at = str_chr(all, ':', 0); at >= 0;) {
        ptrdiff_t end = str_chr(all, ':', (size_t)at + 1);
        struct str name = end < 0 ? STR("") : str_sub(all, (size_t)at + 1, (size_t)end), sign = STR("");
        bool stands_free = (at == 0 || (!char_is_alnum(all.at[at - 1]) && all.at[at - 1] != ':'))
            && ((size_t)end + 1 >= all.len || all.at[end + 1] != ':');
        if (end < 0)
            break;
        if (stands_free && is_emoji_name(name))
            sign = emoji_find(name);
        if (sign.len) {
            buf_add(&out, str_sub(all, done, (size_t)at));
            buf_add(&out, sign);
            done = (size_t)end + 1;
            end = str_chr(all, ':', done);
        }
        at = end;
    }
    if (done) {
        buf_add(&out, str_from(all, done));
        text->text = buf_take(&out, f->mem);
    }
    buf_release(&out);
}

/* ---- all --------------------------------------------------------------------------------------------------------------- */

static bool
has_any(struct str text, const char *needle)
{
    return str_find(text, str_of(needle), 0) >= 0;
}

/* A link to an address of which nobody knows all. */
static bool
leads_nowhere(const struct node *n)
{
    return (n->tag == TAG_A && has_any(node_attr(n, "href"), "sheaf:none/"))
        || (n->tag == TAG_IMG && has_any(node_attr(n, "src"), "sheaf:none/"));
}

static struct node *
drop_nowhere(struct finishing *f, struct node *n)
{
    struct node *next = n->first ? n->first : node_next_skip(n, f->root);

    if (n->tag == TAG_IMG) {
        struct str alt = node_attr(n, "alt");
        if (alt.len)
            node_insert_before(n, node_text(f->mem, alt, n->offset));
        node_unlink(n);
    } else {
        node_unwrap(n);
    }
    return next;
}

static bool
can_have_attributes(const struct node *n)
{
    return n && (n->tag == TAG_IMG || n->tag == TAG_A || n->tag == TAG_CODE || n->tag == TAG_EM || n->tag == TAG_STRONG
        || n->tag == TAG_DEL || n->tag == TAG_SPAN);
}

static struct node *
finish_text(struct finishing *f, struct node *text)
{
    if (f->attributes && can_have_attributes(text->prev) && str_starts(text->text, STR("{")))
        finish_element(f, text, text->prev);
    if (f->emoji)
        finish_emoji(f, text);
    return f->marks ? finish_marks(f, text) : text;
}

/* N and, if it is text, what it was made; gives the node that comes after. */
static struct node *
finish_node(struct finishing *f, struct node *n)
{
    struct node *next = node_next_skip(n, f->root);

    if (n->tag == TAG_TEXT) {
        struct node *last = finish_text(f, n);
        return last == n ? next : last;         /* the text after a mark may hold others */
    }
    if (is_code(n))
        return next;
    if (f->nowhere && leads_nowhere(n))
        return drop_nowhere(f, n);
    if (f->attributes && node_is_heading(n))
        finish_heading(f, n);
    if (f->attributes && n->tag == TAG_P && finish_paragraph(f, n))
        return next;
    if (f->callouts && n->tag == TAG_BLOCKQUOTE)
        finish_quote(f, n);
    if (f->block_ids && (n->tag == TAG_P || n->tag == TAG_LI || node_is_heading(n)))
        finish_block(f, n);
    return n->parent ? node_next(n, f->root) : next;
}

/* Is there a word between colons? */
static bool
may_have_emoji(struct str text)
{
    for (ptrdiff_t at = str_chr(text, ':', 0); at >= 0; at = str_chr(text, ':', (size_t)at + 1)) {
        size_t end = (size_t)at + 1;
        while (end < text.len && (char_is_alnum(text.at[end]) || strchr("_+-", text.at[end])) && text.at[end])
            end++;
        if (end > (size_t)at + 1 && end < text.len && text.at[end] == ':')
            return true;
    }
    return false;
}

void
template_finish(struct arena *mem, struct str text, struct node *root)
{
    struct finishing f = { .mem = mem, .root = root };

    if (!text.len)
        return;
    f.attributes = memchr(text.at, '{', text.len) != NULL;
    f.callouts = has_any(text, "[!");
    f.marks = has_any(text, "==");
    f.block_ids = has_any(text, " ^") || has_any(text, "\n^");
    f.emoji = may_have_emoji(text);
    f.nowhere = has_any(text, "sheaf:none");
    if (!f.attributes && !f.callouts && !f.marks && !f.block_ids && !f.emoji && !f.nowhere)
        return;
    for (struct node *n = root->first; n; n = finish_node(&f, n))
        continue;
}
