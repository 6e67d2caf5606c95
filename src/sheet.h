/* sheet: the style sheets of a book, and the fonts they name. SPDX-License-Identifier: MIT */
#ifndef SHEET_H
#define SHEET_H

#include "model.h"

/* Fills plan->style_sheet, own_sheet, classes and fonts: a style of styles/ by its name; a sheet of the user's, in its place
 * (`style: x.css`) or behind it (`css:`), as base/css.h cleans it. -1 with a diagnostic if one cannot be read. */
int sheet_load(struct plan *, struct diag *);

/* Are they all of this program? */
bool sheet_is_built_in(const struct book *);

#endif
