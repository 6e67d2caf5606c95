/* page: what the files that finish a page share. SPDX-License-Identifier: MIT
 *
 * Attributes of ours whose names begin with "x-" carry what one step tells a later one; they are never written:
 *     x-page      of a link: index of the page in plan->pages it leads to     links.c  -> ids.c, serialize.c
 *     x-fragment  of such a link: the fragment, percent-decoded               links.c  -> notes.c, ids.c, serialize.c
 *     x-lead      of the article's own picture: "said" or "known" where it is   lead.c -> images.c
 *     x-id        an id that the book gives (a note's, a reference's)         notes.c  -> ids.c
 *     x-title     the heading that stands for the article's title             headings.c -> ids.c, header.c */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include "html/render.h"

#define PAGE_TITLE_ID "a-h"     /* of the article's h1 */

enum {
    PAGE_LABEL = 100,           /* most characters of a label in the contents (EPUB-RULES 3.1) */
    PAGE_LIMIT = 260 * 1024     /* most bytes of one XHTML file (EPUB-RULES 7) */
};

/* serialize.c: as render_node(), for a part of R's page: links into other pages become crossrefs of PART. VISIT sees all headings,
 * drawings, formulas and ruby below ROOT. */
typedef void part_visit(struct rendering *, const struct node *, const struct node *root, uint32_t part);
void serialize_part(struct rendering *, struct buf *out, const struct node *root, uint32_t part, part_visit *);

/* header.c: the `section` of the chapter with its `header`, nothing else yet. */
struct node *header_make(struct rendering *);
struct node *header_onward(struct rendering *);         /* the chapter's foot: ways to the next article and the contents; or NULL */
uint32_t     reading_minutes(const struct node *root);  /* minutes.c: that it takes to read, from 1; 0: it has no words */
struct str   page_title(const struct page *);           /* the article's, never empty */
struct str   page_typeset(const struct rendering *, struct str text, struct str language);   /* typography.c: a line, if wanted */
bool         page_is_rtl(const struct page *);          /* by the article's direction, else by the page's language */
void         page_mark_direction(struct rendering *, struct node *section);  /* if it runs from right to left */

/* headings.c: the text of a heading or caption for a label: no note references, blanks collapsed, at most CAP characters. */
struct str heading_label(struct arena *, const struct node *, size_t cap);
bool       heading_is_listed(const struct node *, const struct node *root);   /* is it one for the contents? */

/* anchors.c: page->anchors to what is kept of them; what KEY leads to (in SCRATCH or PAGE), before and after that, or NULL. */
void anchors_pack(struct page *);
const struct anchor *anchors_find(const struct page *, struct str key, struct arena *scratch);

/* alternative.c: counts an image, found at ADDRESS, in R's page, and notes it if it has no text that says something. An empty
 * alternative text says that the picture is decoration; a missing one says nothing, and an empty one is put in its place. */
void alternative_judge(struct rendering *, struct node *img, struct str address);

/* ids.c: where FRAGMENT leads in PAGE, however its generator made ids of headings; NULL: nowhere. An anchor with an empty id is
 * the top of the page. SCRATCH holds what is compared. */
const struct anchor *ids_find(const struct page *, struct str fragment, struct arena *scratch);

/* footnotes.c: notes that a generator of HTML made (links there and back) become x-noteref and x-note. */
void footnotes_recognize(struct rendering *);

/* pieces.c: cuts the children of ROOT that are heavier than MOST, as WEIGHT tells, where that does no harm: lists between
 * items, wrappers between blocks, code at empty lines. */
typedef size_t piece_weight(void *context, const struct node *);
void pieces_cut(struct arena *, struct node *root, size_t most, piece_weight *, void *context);

/* split.c: fills page->parts with CHAPTER (of header_make(), without content) and the children of R->root. */
void split_page(struct rendering *, struct node *chapter);

/* render.c: line and column of byte OFFSET of the source, from 1; 0 if it is NODE_NOWHERE. Counts on from the last call, so
 * that a hundred thousand calls in the order of the source cost one walk over it. */
void rendering_locate(struct rendering *, uint32_t offset, uint32_t *line, uint32_t *col);

/* render.c: adds a diagnostic at the place of N in the source. */
void rendering_warn(struct rendering *, enum diag_code, const struct node *n, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
