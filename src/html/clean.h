/* clean: what the files that clean a tree share. SPDX-License-Identifier: MIT
 *
 * Attributes of ours from sanitize.c to images.c (see page.h for the others; none is ever written):
 *     x-sources   of an img: the addresses it may be read from, best first, a line feed between two
 *     x-form      of a div: it was a form (sanitize.c)
 *     x-layout    of a table: it holds no data, only places things on a page (attributes.c -> tables.c)
 *     x-optional  of an img: drop it without a word if it cannot be had (a video's poster) */
#ifndef HTML_CLEAN_H
#define HTML_CLEAN_H

#include "html/render.h"

struct dropped {                /* elements of one kind that a book cannot hold */
    const char *what;           /* static: "iframe" */
    const char *fate;           /* static: "replaced by a link" */
    const struct node *place;   /* of the first */
    unsigned n;
};

enum { DROPPED_KINDS = 24 };

struct cleaning {               /* one article on its way through sanitize.c */
    struct rendering *r;
    struct arena *mem;          /* the rendering's scratch */
    struct dropped dropped[DROPPED_KINDS]; size_t ndropped;
    size_t depth, inlines;      /* of the node that is looked at: elements and inline elements around it */
};

/* sanitize.c: counts N as one of the elements WHAT that met FATE; one warning for each kind is given at the end. */
void clean_note(struct cleaning *, const struct node *n, const char *what, const char *fate);

/* attributes.c: leaves only attributes of EPUB-RULES 4.5 with valid values, mends what can be mended. */
void clean_attributes(struct cleaning *, struct node *);
/* May an element TAG have ROLE? (EPUB-RULES 5.5) */
bool role_is_allowed(enum tag, struct str role);
/* datetime.c: a value of time@datetime; of ins@datetime and del@datetime, which need a day and with a time a zone. */
bool datetime_is_valid(struct str);
bool datetime_is_instant(struct str);

/* What follows gives the node that stands in the place of N: N itself (whose attributes are cleaned then), another one (which
 * is judged then), or NULL: nothing does. */
struct node *sources_img(struct cleaning *, struct node *n);        /* sources.c: src, srcset and others to x-sources */
struct node *sources_picture(struct cleaning *, struct node *n);    /* its img */
struct node *sources_noscript(struct cleaning *, struct node *n);   /* the picture that a script would have loaded */
struct node *embed_replace(struct cleaning *, struct node *n);      /* embeds.c: video, iframe and the like: a labelled link */
struct node *mathml_clean(struct cleaning *, struct node *n);       /* mathml.c: valid presentation MathML, or a text */

/* structure.c and its parts. Each works on the whole tree below ROOT. */
void flow_split(struct arena *, struct node *root);     /* flow.c: no block stands in a paragraph or an inline element */
void lists_mend(struct arena *, struct node *root);     /* lists.c: ul, ol, li, dl, dt, dd */
void tables_mend(struct arena *, struct node *root);    /* tables.c */
void blocks_mend(struct rendering *, struct node *root);    /* blocks.c: figure, details, header, ruby and others */

/* A run of inline nodes from FIRST on is put into a new element TAG: the new element. STOP is the node after the run. */
struct node *wrap_run(struct arena *, struct node *first, const struct node *stop, enum tag);
static inline bool
node_is_blank_text(const struct node *n)
{
    return n->tag == TAG_TEXT && (!n->text.len || (char_is_blank(*n->text.at) && str_is_blank(n->text)));
}

#endif
