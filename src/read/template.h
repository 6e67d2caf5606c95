/* template: template code in Markdown (FRONT-MATTER.md, section 5). SPDX-License-Identifier: MIT
 *
 * Hugo, Zola, Jekyll, Eleventy, Hexo, Obsidian and others write more than Markdown in their texts. Nothing of it is run: what has
 * a meaning without its program (a figure, a link, a note) is rewritten as Markdown or HTML before the text is parsed, the tags
 * of everything else are dropped, their content kept, with one warning a name. Code is left alone. What depends on the block it
 * stands in (callouts, attribute lists) is done after, on the tree. */
#ifndef READ_TEMPLATE_H
#define READ_TEMPLATE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/node.h"
#include "base/str.h"
#include "model.h"
#include "read/places.h"

#include <stdbool.h>
#include <stdint.h>

struct template_input {
    const struct source *source;
    uint32_t body;              /* where the text begins in SOURCE, after the front matter */
    const struct article *article;  /* for `page.title` and the like; may be NULL */
    bool is_mdx;
    struct diag *diag;          /* NULL: nothing is told */
};

struct template_text {
    struct str text;            /* the source's own bytes if there was nothing to do */
    struct places places;       /* of TEXT; counted from the body */
};

/* Rewrites the text. Its links may have addresses `sheaf:KIND/TARGET#fragment` (TARGET percent-encoded), whose meaning is found
 * when the page is rendered: KIND is wiki (a note's name), ref or relref (Hugo), post (Jekyll's post_url, Hexo's post_link), link
 * (Jekyll's, a path of the archive), asset (Hexo's, a file beside the post). Linear in the length of the text. */
void template_resolve(struct arena *, const struct template_input *, struct template_text *);

/* The tree's part: callouts, attribute lists, ==marks==, block ids, :emoji:. TEXT is what was parsed. */
void template_finish(struct arena *, struct str text, struct node *root);

/* WORDS, a title or description, without template code; WORDS itself where there is none. */
struct str template_plain(struct arena *, struct str words);

/* A heading's text without the attribute list at its end: "Title" of "Title {#id .class}". */
struct str template_heading(struct str heading);

#endif
