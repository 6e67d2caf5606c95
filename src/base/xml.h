/* xml: text safe in XML, into a buffer. SPDX-License-Identifier: MIT
 *
 * Characters that XML does not allow (utf8_is_xml) are left out; bytes that are no UTF-8 become U+FFFD. */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/buf.h"
#include "base/str.h"

/* Character data: & < > escaped, U+00A0 as &#160;. */
void xml_text(struct buf *, struct str text);

/* ` name="value"` with a blank before it; & < > " and control characters escaped. */
void xml_attr(struct buf *, const char *name, struct str value);

/* `<name>text</name>` and a line feed, indented by INDENT blanks. */
void xml_element(struct buf *, int indent, const char *name, struct str text);

#endif
