/* loading: the pictures of one page on their way into the book. SPDX-License-Identifier: MIT
 *
 * images.c finds them in the page, loading.c makes files of the book of them, lost.c says what stands where one cannot be had. */
#ifndef HTML_LOADING_H
#define HTML_LOADING_H

#include "base/image.h"
#include "base/map.h"
#include "html/render.h"

/* How it went with a picture; of several addresses the last in this order is told. A spacer is a single pixel: it holds a place
 * for a picture that a script loads, or for nothing, unless it is described. */
enum outcome { SPACER, MISSING, REMOTE, OUTSIDE, BROKEN, PLACED };

struct loading {                /* all pictures of one page */
    struct rendering *r;
    struct page *page;
    struct map by_path;         /* path to index + 1 in page->assets */
    struct map by_href;
    bool has_alt;               /* the picture in question is described: then it is no spacer */
    bool spacer;                /* the last picture was one */
    struct image_info broken;   /* the last picture that no book can hold */
    const char *problem;        /* with it, where one is known */
    bool cut_off;               /* the last picture lacks its end */
    const char *lost;           /* what else it lacks that was there, as the end of a sentence; NULL: nothing */
};

void loading_init(struct loading *, struct rendering *);
void loading_release(struct loading *);

/* The picture of the file PATH, of a data: ADDRESS, or the cleaned drawing SVG of the page: its index + 1 in page->assets, or 0 if
 * no book can hold it. */
size_t loading_file(struct loading *, const char *path);
size_t loading_data(struct loading *, struct str address);
size_t loading_drawing(struct loading *, struct node *svg);

/* lost.c: a warning that tells what became of the picture at ADDRESS; the beginning of ADDRESS, as it is told. */
void lost_warn(struct loading *, const struct node *img, enum outcome, struct str address);
struct str lost_address(struct str address);
/* Puts "[Image: its alternative text]" in the place of IMG, a link to WEB if there is such an address; or nothing. */
void lost_put_text(struct rendering *, struct node *img, struct str web);
void lost_drop(struct node *img);

#endif
