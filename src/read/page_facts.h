/* page_facts: what a saved page says of itself, all of it, before anything is decided. SPDX-License-Identifier: MIT
 *
 *     page_facts_collect()   every <meta>, JSON-LD, microdata and byline as a fact with a rank      page_facts.c, page_ld.c
 *     page_facts_apply()     the best usable fact of each field goes to the article                 page_meta.c
 *
 * A page says the same thing in several ways, and some of them are wrong: the rank (0 is best) is how far one way is trusted
 * (FRONT-MATTER.md, section 4, "Saved HTML"). */
#ifndef READ_PAGE_FACTS_H
#define READ_PAGE_FACTS_H

#include "base/arena.h"
#include "base/node.h"
#include "base/str.h"
#include "model.h"
#include "read/read.h"

#include <stdbool.h>
#include <stddef.h>

enum page_field {
    PAGE_TITLE, PAGE_HEADING,   /* a heading: not a title by itself, but it shows which part of <title> is one */
    PAGE_AUTHOR, PAGE_DATE, PAGE_MODIFIED, PAGE_LANGUAGE, PAGE_DIRECTION, PAGE_TAG,
    PAGE_KEYWORDS,              /* several tags in one text */
    PAGE_URL, PAGE_DESCRIPTION, PAGE_SITE, PAGE_SECTION, PAGE_IMAGE, PAGE_IMAGE_ALT, PAGE_RIGHTS, PAGE_REFRESH
};

enum {
    PAGE_RANKS = 8,
    PAGE_RANK_HEAD = 2,         /* PAGE_TITLE: below it are those for time lines (og:title, twitter:title) */
    PAGE_RANK_ELEMENT = 4,      /* PAGE_TITLE: the <title> element, which may hold the site's name too */
    PAGE_RANK_TIME = 6,         /* PAGE_DATE: some <time> of the page; from here on it is a guess */
    PAGE_RANK_DATE_TEXT = 7,    /* PAGE_DATE: text in an element that is named after dates */
    PAGE_MOST_FACTS = 1000      /* what a page says beyond that is not heard */
};

struct page_fact {
    enum page_field field;
    int rank;
    bool is_ld;                 /* from JSON-LD */
    struct str text;            /* blanks collapsed, never empty */
};

struct page_facts {
    struct arena *mem;
    struct page_fact *all;      /* in the order of the page */
    size_t n;
    struct str base;            /* href of <base>, or empty */
    bool in_ld;                 /* what is added now comes from JSON-LD */
};

/* Adds TEXT, with its references such as "&amp;" resolved (many a generator escapes twice), unless it is blank. */
void page_facts_add(struct page_facts *, enum page_field, int rank, struct str text);

/* All that the page below the element HTML says. */
void page_facts_collect(struct page_facts *, const struct node *html);

/* What one <script type="application/ld+json"> says of the article; JSON that is damaged says nothing. */
void page_facts_add_ld(struct page_facts *, struct str json);

/* The first fact of FIELD with the best rank; NULL if there is none. */
const struct page_fact *page_facts_find(const struct page_facts *, enum page_field);

/* The page's own address on the web, or empty. */
struct str page_facts_url(const struct page_facts *);

/* Fills what front matter left empty in the article. */
void page_facts_apply(const struct page_facts *, struct reading *, struct article *);

/* The title among the facts without the name of the site, or empty. */
struct str page_facts_title(const struct page_facts *);

#endif
