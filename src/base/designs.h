/* designs: the designs of a cover that is drawn. SPDX-License-Identifier: MIT
 *
 * DESIGN(NAME, "name", draws titles, "what it looks like"). sheaf asks for one by its name, sheaf-image draws it. The first one is
 * the default. */
#ifdef DESIGN
DESIGN(CONTOURS, "contours", false, "a landscape in layers of paper, the title above it")
DESIGN(WOVEN,    "woven",    false, "woven bands with a label, as on a notebook")
DESIGN(NUMERAL,  "numeral",  false, "the number of the month or the first letter, as large as the page")
DESIGN(FRONT,    "front",    true,  "the front page of a newspaper with the articles' titles")
#endif
