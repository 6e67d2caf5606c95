/* designs: the designs of a cover that is drawn. SPDX-License-Identifier: MIT
 *
 * DESIGN(NAME, "name", shows of the articles, "what it looks like"). sheaf asks for one by its name, sheaf-image draws
 * it. The first one is the default. */
#ifdef DESIGN
DESIGN(CONTOURS, "contours", NOTHING,  "a landscape in layers of paper, the title above it")
DESIGN(WOVEN,    "woven",    NOTHING,  "woven bands with a label, as on a notebook")
DESIGN(NUMERAL,  "numeral",  NOTHING,  "the number of the month or the first letter, as large as the page")
DESIGN(FRONT,    "front",    TITLES,   "the front page of a newspaper with the articles' titles")
DESIGN(MOSAIC,   "mosaic",   PICTURES, "the articles' pictures around the title, in the tones of the cover")
#endif
