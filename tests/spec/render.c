/* render: texts to the XHTML of their trees, as they leave the readers, many in one run. SPDX-License-Identifier: MIT
 *
 *     render markdown|templates|html <records >trees
 *
 * A line that holds only U+001E ends a record, in the input and in the output. No pass of html/ has run over the trees, so
 * names that XML cannot hold, which the sanitizer drops, are dropped here. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/node.h"
#include "html/render.h"
#include "read/front.h"
#include "read/notes.h"
#include "read/template.h"
#include "wrap/html5.h"

#include <stdio.h>
#include <string.h>

static bool
is_xml_name(const char *name)
{
    if (!char_is_alpha(*name))
        return false;
    for (name++; *name; name++)
        if (!char_is_alnum(*name) && !strchr("-_.", *name))
            return false;
    return true;
}

static bool
is_attribute_name(const char *name)
{
    return is_xml_name(name) || strcmp(name, "xml:lang") == 0 || strcmp(name, "xlink:href") == 0;
}

static void
drop_bad_names(struct node *root)
{
    for (struct node *n = root->first, *next; n; n = next) {
        for (struct attr **at = &n->attrs; *at;) {
            if (is_attribute_name((*at)->name))
                at = &(*at)->next;
            else
                *at = (*at)->next;
        }
        next = node_next(n, root);
        if (node_is_element(n) && !is_xml_name(n->name))
            node_unwrap(n);
    }
}

static struct node *
parse(struct arena *mem, const char *kind, struct str text)
{
    struct source source = { .path = "-", .bytes = text };
    struct template_input in = { .source = &source, .is_mdx = strcmp(kind, "mdx") == 0 };
    struct template_text resolved;
    struct node *root;

    if (strcmp(kind, "html") == 0)
        return html5_parse_fragment(mem, text, NULL, NULL);
    root = node_element(mem, TAG_DIV, 0);
    if (strcmp(kind, "markdown") == 0) {
        notes_parse(mem, &source, 0, text, NULL, root, NULL);
        return root;
    }
    in.body = (uint32_t)front_find(text).body;
    template_resolve(mem, &in, &resolved);
    notes_parse(mem, &source, in.body, resolved.text, &resolved.places, root, NULL);
    template_finish(mem, resolved.text, root);
    return root;
}

static void
render(const char *kind, struct str text)
{
    struct arena mem;
    struct node *root;
    struct buf out;

    arena_init(&mem);
    buf_init(&out);
    root = parse(&mem, kind, text);
    drop_bad_names(root);
    render_node(&out, root);
    buf_adds(&out, "\n\x1e\n");
    fwrite(out.at, 1, out.len, stdout);
    buf_release(&out);
    arena_release(&mem);
}

int
main(int argc, char **argv)
{
    struct buf in;
    char block[1 << 16];
    size_t n;
    struct str rest;

    if (argc != 2)
        return 2;
    buf_init(&in);
    while ((n = fread(block, 1, sizeof block, stdin)) > 0)
        buf_add(&in, (struct str){ block, n });
    rest = buf_str(&in);
    while (rest.len) {
        ptrdiff_t end = str_find(rest, STR("\x1e\n"), 0);
        render(argv[1], str_sub(rest, 0, end < 0 ? rest.len : (size_t)end));
        rest = str_from(rest, end < 0 ? rest.len : (size_t)end + 2);
    }
    buf_release(&in);
    return 0;
}
