/* node: a tree of markup. SPDX-License-Identifier: MIT */
#include "base/node.h"

#include "base/buf.h"

#include <string.h>

#define KEEP          TAG_KEEP
#define BLOCK         TAG_BLOCK
#define VOID          TAG_VOID
#define HEADING       TAG_HEADING
#define PHRASING_ONLY TAG_PHRASING_ONLY

static const struct { const char *name; } tags[TAG_COUNT] = {
#define TAG(NAME, name, flags) [TAG_##NAME] = { name },
#include "base/tags.h"
#undef TAG
};

const unsigned char tag_flags_of[TAG_COUNT] = {
#define TAG(NAME, name, flags) [TAG_##NAME] = flags,
#include "base/tags.h"
#undef TAG
};

enum { LONGEST_TAG = 10 };

/* Looking at the first letter before comparing keeps the search over a hundred rows short. */
enum tag
tag_of(struct str name)
{
    char first = name.len ? char_lower(name.at[0]) : '\0';

    if (name.len > LONGEST_TAG)
        return TAG_OTHER;
    for (int t = TAG_COMMENT + 1; t < TAG_OTHER; t++)
        if (tags[t].name[0] == first && str_ieqc(name, tags[t].name))
            return (enum tag)t;
    return TAG_OTHER;
}

const char *
tag_name(enum tag tag)
{
    return tags[tag].name;
}

struct node *
node_element(struct arena *a, enum tag tag, uint32_t offset)
{
    struct node *n = ARENA_NEW(a, struct node);

    n->tag = tag;
    n->name = tags[tag].name;
    n->offset = offset;
    return n;
}

struct node *
node_other(struct arena *a, enum node_space space, const char *name, uint32_t offset)
{
    struct node *n = node_element(a, TAG_OTHER, offset);

    n->space = space;
    n->name = name;
    return n;
}

struct node *
node_text(struct arena *a, struct str text, uint32_t offset)
{
    struct node *n = node_element(a, TAG_TEXT, offset);

    n->text = text;
    return n;
}

struct node *
node_copy(struct arena *a, const struct node *from)
{
    struct node *n = arena_alloc(a, sizeof *n);
    struct attr **end = &n->attrs;

    *n = *from;
    n->parent = n->first = n->last = n->prev = n->next = NULL;
    for (const struct attr *old = from->attrs; old; old = old->next, end = &(*end)->next) {
        *end = arena_alloc(a, sizeof **end);
        **end = *old;
    }
    *end = NULL;
    for (const struct node *c = from->first; c; c = c->next)
        node_append(n, node_copy(a, c));
    return n;
}

void
node_unlink(struct node *n)
{
    if (n->prev)
        n->prev->next = n->next;
    else if (n->parent)
        n->parent->first = n->next;
    if (n->next)
        n->next->prev = n->prev;
    else if (n->parent)
        n->parent->last = n->prev;
    n->parent = n->prev = n->next = NULL;
}

/* Links N below PARENT in front of NEXT (NULL: at the end). */
static void
link_before(struct node *parent, struct node *next, struct node *n)
{
    if (n == next)
        return;
    node_unlink(n);
    n->parent = parent;
    n->next = next;
    n->prev = next ? next->prev : parent->last;
    *(n->prev ? &n->prev->next : &parent->first) = n;
    *(next ? &next->prev : &parent->last) = n;
}

void
node_append(struct node *parent, struct node *child)
{
    link_before(parent, NULL, child);
}

void
node_prepend(struct node *parent, struct node *child)
{
    link_before(parent, parent->first, child);
}

void
node_insert_before(struct node *place, struct node *added)
{
    link_before(place->parent, place, added);
}

void
node_insert_after(struct node *place, struct node *added)
{
    link_before(place->parent, place->next, added);
}

void
node_unwrap(struct node *n)
{
    while (n->first)
        node_insert_before(n, n->first);
    node_unlink(n);
}

void
node_replace(struct node *old, struct node *added)
{
    node_insert_before(old, added);
    node_unlink(old);
}

void
node_move_children(struct node *from, struct node *to)
{
    while (from->first)
        node_append(to, from->first);
}

void
node_rename(struct node *n, enum tag tag)
{
    n->tag = tag;
    n->name = tags[tag].name;
    n->space = SPACE_HTML;
}

struct node *
node_wrap(struct arena *a, struct node *n, enum tag tag)
{
    struct node *around = node_element(a, tag, n->offset);

    node_insert_before(n, around);
    node_append(around, n);
    return around;
}

struct node *
node_ancestor(const struct node *n, enum tag tag, const struct node *limit)
{
    for (struct node *p = n->parent; p && p != limit; p = p->parent)
        if (p->tag == tag)
            return p;
    return NULL;
}

struct node *
node_find(const struct node *root, enum tag tag)
{
    for (struct node *n = root->first; n; n = node_next(n, root))
        if (n->tag == tag)
            return n;
    return NULL;
}

void
node_set_attr(struct arena *a, struct node *n, const char *name, struct str value)
{
    struct attr **end = &n->attrs;

    for (; *end; end = &(*end)->next) {
        if (attr_is(*end, name)) {
            (*end)->value = value;
            return;
        }
    }
    *end = ARENA_NEW(a, struct attr);
    (*end)->name = name;
    (*end)->value = value;
}

void
node_drop_attr(struct node *n, const char *name)
{
    for (struct attr **at = &n->attrs; *at; at = &(*at)->next) {
        if (attr_is(*at, name)) {
            *at = (*at)->next;
            return;
        }
    }
}

bool
node_has_class(const struct node *n, const char *class_name)
{
    struct str rest = node_attr(n, "class");

    while (rest.len) {
        size_t end = 0;
        while (end < rest.len && !char_is_blank(rest.at[end]))
            end++;
        if (str_eqc(str_sub(rest, 0, end), class_name))
            return true;
        rest = str_from(rest, end + 1);
    }
    return false;
}

void
node_add_class(struct arena *a, struct node *n, const char *class_name)
{
    struct str old = node_attr(n, "class");

    if (node_has_class(n, class_name))
        return;
    node_set_attr(a, n, "class",
        old.len ? arena_printf(a, "%.*s %s", STR_ARG(old), class_name) : str_of(class_name));
}

static void
collapse_into(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_blank(text.at[i]))
            buf_addc(out, text.at[i]);
        else if (out->len && out->at[out->len - 1] != ' ')
            buf_addc(out, ' ');
    }
}

struct str
node_text_of(struct arena *a, const struct node *n, bool collapse)
{
    struct buf out;
    struct str text;

    buf_init(&out);
    for (const struct node *c = n; c; c = node_next(c, n)) {
        if (c->tag == TAG_TEXT && collapse)
            collapse_into(&out, c->text);
        else if (c->tag == TAG_TEXT)
            buf_add(&out, c->text);
        else if (c->tag == TAG_BR || (collapse && c != n && node_is_block(c)))
            collapse_into(&out, STR(" "));
    }
    text = collapse ? str_trim(buf_str(&out)) : buf_str(&out);
    text = arena_str(a, text);
    buf_release(&out);
    return text;
}

bool
node_is_empty(const struct node *n)
{
    for (const struct node *c = n; c; c = node_next(c, n)) {
        switch (c->tag) {
        case TAG_TEXT:
            if (!str_is_blank(c->text))
                return false;
            break;
        case TAG_IMG: case TAG_SVG: case TAG_MATH: case TAG_HR: case TAG_TABLE: case TAG_X_NOTEREF:
            return false;
        default:
            break;
        }
    }
    return true;
}
