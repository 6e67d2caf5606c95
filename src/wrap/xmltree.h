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

/* The root element of an XML document with all below it; comments, processing instructions and the DOCTYPE are left out, text in
 * CDATA is text. TEXT is UTF-8 or says by its byte order mark or declaration what it is. Names keep their case and prefix, but
 * elements of SVG, MathML and XHTML lose it and are of SPACE_SVG, SPACE_MATHML or (with their tag) SPACE_HTML; attributes
 * of XLink are always "xlink:…". All other elements are TAG_OTHER; declarations of namespaces stay as attributes. Entities
 * that the document declares are replaced if they are short plain text; others are an error. Offsets are bytes in TEXT (for UTF-8).
 * NULL with PROBLEM set if it is not well-formed. */
struct node *xml_parse(struct arena *, struct str text, struct xml_problem *);

/* The same for XML of the web, which is not always well-formed: what can be read is, entities of HTML ("&nbsp;") stand for their
 * characters. NULL if there is no element at all. PROBLEM->what is the first thing that is wrong, NULL if nothing is. */
struct node *xml_parse_loose(struct arena *, struct str text, struct xml_problem *);

/* True if TEXT is a well-formed XML document. */
bool xml_is_well_formed(struct str text, struct arena *, struct xml_problem *);

#endif
