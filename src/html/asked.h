/* asked: what a page asked of the world outside its article. SPDX-License-Identifier: MIT
 *
 * A page is made of its article, of what the plan says of it, and of answers: where each of its addresses leads, which file a
 * picture is. When plan->remembers is set they are noted in page->asked while it is made, so that a later run can ask the same
 * again, without making the page, and knows by the answers whether it would come out the same. */
#ifndef HTML_ASKED_H
#define HTML_ASKED_H

#include "html/picture.h"
#include "html/target.h"

void asked_target(struct rendering *, struct str address, const struct target *);
/* Was the same asked for the page in the last book, with an answer that stands without another look? Then it is T. */
bool asked_before(const struct rendering *, struct str address, struct target *t);

void asked_picture(struct rendering *, struct str address, const struct picture *);

#endif
