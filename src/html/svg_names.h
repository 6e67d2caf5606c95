/* svg_names: the elements and attributes of SVG 1.1 that a book may hold. SPDX-License-Identifier: MIT */
#ifndef HTML_SVG_NAMES_H
#define HTML_SVG_NAMES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum svg_kind {                 /* what an element may stand in */
    SVG_STRUCTURE = 1, SVG_SHAPE = 2, SVG_TEXT = 4, SVG_SPAN = 8, SVG_TEXT_PATH = 16, SVG_STOP = 32, SVG_FILTER_STEP = 64,
    SVG_MERGE_NODE = 128, SVG_FUNCTION = 256, SVG_USE = 512, SVG_IMAGE = 1024, SVG_STYLE = 2048, SVG_RESOURCE = 4096
};

struct svg_element {
    const char *name;
    unsigned kind;              /* one of enum svg_kind */
    unsigned children;          /* kinds that may stand in it */
    unsigned groups;            /* attributes that it has with others: svg_names.c */
    const char *own;            /* further attributes, blanks between them */
    const char *required;       /* without these it is dropped */
    bool has_text;
};

/* NULL: not allowed. */
const struct svg_element *svg_element_find(const char *name);

/* May E have attribute NAME with VALUE? */
bool svg_attribute_is_allowed(const struct svg_element *e, const char *name, struct str value);

/* A property that may stand in a style sheet: the presentation attributes. */
bool svg_property_is_allowed(struct str name);

/* ID as an XML name; the same for equal ids. */
struct str svg_id(struct arena *, struct str id);

/* svg_style.c: what is harmless and valid of declarations ("fill:red;…") and of a style sheet; empty if nothing is. */
struct str svg_style_declarations(struct arena *, struct str);
struct str svg_style_sheet(struct arena *, struct str);

/* True if VALUE refers to nothing, or only to ids in the same drawing: "url(#a)".
 * Then in RESULT with ids as svg_id() makes them. */
bool svg_value_is_local(struct arena *, struct str value, struct str *result);

#endif
