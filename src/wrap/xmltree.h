/* xmltree: XML to a tree, and judging our own XML, with libxml2. SPDX-License-Identifier: MIT
 *
 * No network, no external entities, no DTD loading, entity expansion bounded. */
#ifndef WRAP_XMLTREE_H
#define WRAP_XMLTREE_H

#include "base/arena.h"
#include "base/node.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct xml_problem {
    uint32_t line, col;
    const char *what;           /* in the arena */
};

/* The root element of an XML document with all below it; comments, processing instructions and the DOCTYPE are left out.
 * Names keep their prefix; an element of the SVG namespace without prefix is SPACE_SVG. NULL with PROBLEM set if it is not
 * well-formed. */
struct node *xml_parse(struct arena *, struct str text, struct xml_problem *);

/* True if TEXT is a well-formed XML document. */
bool xml_is_well_formed(struct str text, struct arena *, struct xml_problem *);

#endif
