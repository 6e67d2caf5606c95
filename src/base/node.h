/* node: a tree of markup. SPDX-License-Identifier: MIT
 *
 * Every reader makes one, every pass of html/ changes one, the serializer writes one (DESIGN.md, "One road for all markup").
 * A tree lives in one arena and is never freed piece by piece; what is unlinked is simply forgotten. Names are lower-case
 * for HTML; SVG and MathML keep their case. Text is UTF-8, entities resolved. */
#ifndef BASE_NODE_H
#define BASE_NODE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum tag {
    TAG_TEXT,                   /* no element: a run of text */
    TAG_COMMENT,                /* no element: text is what stands between <!-- and --> */
#define TAG(NAME, name, flags) TAG_##NAME,
#include "base/tags.h"
#undef TAG
    TAG_OTHER,                  /* an element without a row in tags.h, or of SVG or MathML below its root; see name */
    TAG_COUNT
};

enum tag_flags {
    TAG_KEEP = 1,               /* on the allow-list */
    TAG_BLOCK = 2,              /* flow content that cannot stand in a paragraph */
    TAG_VOID = 4,               /* never has content */
    TAG_HEADING = 8,
    TAG_PHRASING_ONLY = 16      /* may not contain blocks */
};

enum node_space { SPACE_HTML, SPACE_SVG, SPACE_MATHML };

struct attr {
    struct attr *next;
    const char *name;           /* as written in the book: "href", "xml:lang", "epub:type", "viewBox" */
    struct str value;
};

struct node {
    enum tag tag;
    enum node_space space;
    uint32_t offset;            /* byte in the article's source where it begins; NODE_NOWHERE if not known */
    const char *name;           /* elements: "p"; NULL for text */
    struct str text;            /* TAG_TEXT, TAG_COMMENT */
    struct attr *attrs;         /* in the order written */
    struct node *parent, *first, *last, *prev, *next;
};

#define NODE_NOWHERE UINT32_MAX

enum tag tag_of(struct str name);                       /* by ASCII-case-insensitive name; TAG_OTHER if there is no row */
const char *tag_name(enum tag);
extern const unsigned char tag_flags_of[TAG_COUNT];
static inline unsigned tag_flags(enum tag tag) { return tag_flags_of[tag]; }    /* 0 for text, comments and TAG_OTHER */

struct node *node_element(struct arena *, enum tag, uint32_t offset);
struct node *node_other(struct arena *, enum node_space, const char *name, uint32_t offset);
struct node *node_text(struct arena *, struct str text, uint32_t offset);   /* TEXT is not copied */
struct node *node_copy(struct arena *, const struct node *);    /* with all below it; unlinked; texts are shared */

static inline bool node_is_element(const struct node *n) { return n->tag != TAG_TEXT && n->tag != TAG_COMMENT; }
static inline bool node_is_block(const struct node *n) { return (tag_flags(n->tag) & TAG_BLOCK) != 0; }
static inline bool node_is_heading(const struct node *n) { return (tag_flags(n->tag) & TAG_HEADING) != 0; }

/* Putting nodes in place. The node that is added is first taken from where it was. */
void node_append(struct node *parent, struct node *child);
void node_prepend(struct node *parent, struct node *child);
static inline void
node_add(struct node *parent, struct node *child)       /* as node_append(), for one that is nowhere yet */
{
    child->parent = parent;
    child->prev = parent->last;
    *(child->prev ? &child->prev->next : &parent->first) = child;
    parent->last = child;
}
void node_insert_before(struct node *place, struct node *added);
void node_insert_after(struct node *place, struct node *added);
void node_unlink(struct node *);                        /* takes it and all below it out */
void node_unwrap(struct node *);                        /* its children take its place */
void node_replace(struct node *old, struct node *added);
void node_move_children(struct node *from, struct node *to);    /* to the end of TO */
void node_rename(struct node *, enum tag);              /* makes it an HTML element of that name; attributes stay */
struct node *node_wrap(struct arena *, struct node *, enum tag);    /* puts a new element around it: the new element */

/* A walk in document order below ROOT (ROOT itself is not visited first, but is the limit):
 *     for (struct node *n = root->first; n; n = node_next(n, root))
 * node_next_skip() goes on after N without its children. Both give NULL at the end. */
static inline struct node *
node_next_skip(const struct node *n, const struct node *root)
{
    for (; n && n != root; n = n->parent)
        if (n->next)
            return n->next;
    return NULL;
}

static inline struct node *
node_next(const struct node *n, const struct node *root)
{
    return n->first ? n->first : node_next_skip(n, root);
}

/* The nearest ancestor with that tag below LIMIT (not including LIMIT), or NULL. */
struct node *node_ancestor(const struct node *, enum tag, const struct node *limit);
struct node *node_find(const struct node *root, enum tag);      /* the first one below ROOT, or NULL */

/* Attributes. node_attr gives STR_NONE (at == NULL) if there is none; an empty value has at != NULL. NAME is not copied. */
static inline bool
attr_is(const struct attr *a, const char *name)
{
    return a->name[0] == name[0] && (a->name == name || strcmp(a->name, name) == 0);
}

static inline struct str
node_attr(const struct node *n, const char *name)
{
    const struct attr *a = n->attrs;

    while (a && !attr_is(a, name))
        a = a->next;
    return !a ? STR_NONE : a->value.at ? a->value : STR("");
}
static inline bool node_has_attr(const struct node *n, const char *name) { return node_attr(n, name).at != NULL; }
void node_set_attr(struct arena *, struct node *, const char *name, struct str value);
void node_drop_attr(struct node *, const char *name);
bool node_has_class(const struct node *, const char *class_name);
void node_add_class(struct arena *, struct node *, const char *class_name);

/* All text below N (and of N), in the arena. With COLLAPSE each run of blanks is one space and the ends are trimmed. */
struct str node_text_of(struct arena *, const struct node *, bool collapse);
/* No text but blanks below it, and no img, svg, math, hr, table or noteref either. */
bool node_is_empty(const struct node *);

#endif
