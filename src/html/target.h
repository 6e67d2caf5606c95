/* target: what an address in an article leads to. SPDX-License-Identifier: MIT */
#ifndef HTML_TARGET_H
#define HTML_TARGET_H

#include "html/render.h"

enum target_kind {
    TARGET_PAGE,                /* a page of this book, also the own one: PAGE and FRAGMENT */
    TARGET_WEB,                 /* HREF may be written as it is */
    TARGET_PICTURE,             /* a picture of the archive at PATH; HREF: its web address, if it has one */
    TARGET_OUTSIDE,             /* an article that is in the archive but neither in this book nor on the web: ARTICLE */
    TARGET_DEAD,                /* nothing known */
    TARGET_ACTIVE, TARGET_SCHEME, TARGET_BAD    /* address.h */
};

struct target {
    enum target_kind kind;
    const struct page *page;
    const struct article *article;
    struct str fragment;        /* percent-decoded; empty: the page as a whole */
    struct str href;
    const char *path;
    struct str elsewhere;       /* WEB, OUTSIDE: title of another book of the run that holds ARTICLE; or empty */
};

/* Looks for what TEXT, written in R's article, means: in the article itself, in the files of the archive, among permalinks and
 * aliases, web addresses and names, in this order; what is not found but has an address relative to one that is known
 * (the article's own or the site's) is TARGET_WEB. */
struct target target_find(struct rendering *r, struct str text);

/* The web address of A: its own, or the site's with its permalink; empty if neither is known. */
struct str target_web_address(struct arena *, const struct catalog *, const struct article *a);

/* The web address of what R's article calls ADDRESS, relative to its own; empty if that is not known. */
struct str target_web_of(struct rendering *r, struct str address);

/* Is ADDRESS, a full one, on the site of the archive or of the article? Then its path below that site in PATH. */
bool target_is_on_site(const struct rendering *, struct str address, struct str *path);

#endif
