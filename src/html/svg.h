/* svg: drawings that can do no harm. SPDX-License-Identifier: MIT
 *
 * What is left of a drawing is valid for epubcheck 4.2.6, whose schema is that of SVG 1.1: no scripts, animations, foreign objects,
 * links, external references or editors' own elements; ids are names as XML wants them. */
#ifndef HTML_SVG_H
#define HTML_SVG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/node.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Cleans the drawing ROOT (an svg element) in place. False if nothing that can be seen is left of it. */
bool svg_clean_tree(struct arena *, struct node *root);

/* The drawing in the file BYTES, cleaned. NULL if it is no SVG, is damaged or shows nothing. */
struct node *svg_read(struct arena *, struct str bytes);

/* Cleans a file: CLEAN is a whole XML document in the arena. False if BYTES are no SVG, are damaged or show nothing. */
bool svg_clean(struct arena *, struct str bytes, struct str *clean);

/* svg_lengths.c: millimetres, points and the like become pixels of CSS, in attributes and style sheets: what draws drawings counts
 * 72 of them to the inch. */
void svg_to_pixels(struct arena *, struct node *root);

/* Writes a cleaned drawing as a document of its own. */
void svg_write(struct buf *, const struct node *root);

/* What its author calls it: aria-label or title; empty if nothing. */
struct str svg_title(struct arena *, const struct node *root);

/* The address of the first picture that the drawing shows, as it was written; empty if it shows none. Before it is cleaned. */
struct str svg_picture(const struct node *root);

/* Pixels of its width and height, else of its viewBox; 0 where neither says. */
void svg_size(const struct node *root, uint32_t *width, uint32_t *height);

#endif
