/* tree: trees of markup for tests, written as XHTML. SPDX-License-Identifier: MIT
 *
 * Only what tests need: tags, attributes in double quotes, &lt; &gt; &amp; &quot;. Offsets are bytes in the text. */
#ifndef UNIT_TREE_H
#define UNIT_TREE_H

#include "base/arena.h"
#include "base/node.h"

#include <string.h>

static inline struct str
tree_unescape(struct arena *a, struct str s)
{
    static const struct { const char *name; char c; } entities[] = {
        { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' },
    };
    char *at = arena_alloc(a, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len;) {
        size_t k = 0;
        while (k < 4 && !str_starts(str_from(s, i), str_of(entities[k].name)))
            k++;
        at[n++] = k < 4 ? entities[k].c : s.at[i];
        i += k < 4 ? strlen(entities[k].name) : 1;
    }
    return (struct str){ at, n };
}

static inline struct node *
tree_element(struct arena *a, struct str name, uint32_t offset)
{
    enum tag tag = tag_of(name);

    return tag == TAG_OTHER ? node_other(a, SPACE_HTML, arena_cstr(a, name), offset) : node_element(a, tag, offset);
}

/* The attributes of TAG ("a href=\"x\" id=\"y\""). */
static inline void
tree_attrs(struct arena *a, struct node *n, struct str tag)
{
    for (ptrdiff_t eq; (eq = str_find(tag, STR("=\""), 0)) > 0;) {
        ptrdiff_t end = str_chr(tag, '"', (size_t)eq + 2);
        struct str name = str_trim(str_sub(tag, 0, (size_t)eq));
        node_set_attr(a, n, arena_cstr(a, name), tree_unescape(a, str_sub(tag, (size_t)eq + 2, (size_t)end)));
        tag = str_from(tag, (size_t)end + 1);
    }
}

/* A div that holds what TEXT says. */
static inline struct node *
tree_parse(struct arena *a, const char *text)
{
    struct str s = str_of(text), tag, name;
    struct node *root = node_element(a, TAG_DIV, 0), *n = root;
    size_t i = 0;

    while (i < s.len) {
        size_t end = i;
        if (s.at[i] != '<') {
            while (end < s.len && s.at[end] != '<')
                end++;
            node_append(n, node_text(a, tree_unescape(a, str_sub(s, i, end)), (uint32_t)i));
            i = end;
            continue;
        }
        end = (size_t)str_chr(s, '>', i);
        tag = name = str_sub(s, i + 1, end);
        if (tag.at[0] == '/') {
            n = n->parent;
        } else {
            struct node *child;
            for (name.len = 0; name.len < tag.len && tag.at[name.len] != ' ' && tag.at[name.len] != '/';)
                name.len++;
            child = tree_element(a, name, (uint32_t)i);
            tree_attrs(a, child, str_from(tag, name.len));
            node_append(n, child);
            if (tag.at[tag.len - 1] != '/')
                n = child;
        }
        i = end + 1;
    }
    return root;
}

#endif
