/* passes: the steps from a tree as it was read to a tree as a book needs it. SPDX-License-Identifier: MIT
 *
 * In the order of render.c. */
#ifndef HTML_PASSES_H
#define HTML_PASSES_H

#include "html/render.h"

render_pass pass_sanitize;      /* sanitize.c: allow-list of elements and attributes; embeds to links */
render_pass pass_structure;     /* structure.c: lists, tables, figures, paragraphs nest as XHTML wants them */
render_pass pass_title;         /* headings.c: drops a first heading that repeats the title */
render_pass pass_links;         /* links.c: hrefs to pages of this book, web addresses, or text */
render_pass pass_lead;          /* lead.c: the article's own picture at its top */
render_pass pass_images;        /* images.c: pictures to assets, or to their alternative text */
render_pass pass_linknotes;     /* linknotes.c: addresses of links to the web as numbered notes, where the book wants them */
render_pass pass_notes;         /* notes.c: x-noteref and x-note to the form of EPUB-RULES 5 */
render_pass pass_headings;      /* headings.c: levels from h2 without gaps */
render_pass pass_ids;           /* ids.c: safe, unique, stable ids; what refers to them */
render_pass pass_highlight;     /* highlight.c: spans with classes in code whose language is known */
render_pass pass_typography;    /* typography.c: quotes, dashes and spaces by language, where the book wants them */
render_pass pass_polish;        /* polish.c: p.first, table classes, empty blocks: what the style sheet counts on */

#endif
