/* feed: feeds and exports in XML: RSS, RDF (RSS 1.0), Atom and WordPress' WXR. SPDX-License-Identifier: MIT
 *
 *     feed.c          the adapter: finds the items of a file and what its head says of all of them
 *     feed_names.c    names of elements without the accidents of prefixes
 *     feed_item.c     one item to the fields of its article
 *     feed_content.c  one item to its text
 *     wordpress.c     what WordPress adds: kinds and states of posts; wordpress_text.c: paragraphs and shortcodes */
#ifndef READ_FEED_H
#define READ_FEED_H

#include "base/map.h"
#include "base/node.h"
#include "read/read.h"
#include "wrap/xmltree.h"

enum feed_kind { FEED_NONE, FEED_RSS, FEED_RDF, FEED_ATOM };

enum { FEED_PREFIXES = 32 };

struct feed {                   /* one file on its way in */
    struct arena *mem;          /* scratch of the item */
    struct arena *keep;         /* scratch of the file */
    enum feed_kind kind;
    bool is_wordpress;
    struct str root;            /* its start tag on one line, as the document that each item is parsed in begins */
    struct str root_name;
    struct { struct str prefix; const char *usual; } prefixes[FEED_PREFIXES]; size_t nprefixes;
    /* what the head says of all items; feed.c */
    struct str base, language, rights;
    struct str author;          /* of Atom's feed: for entries without one */
    struct map people;          /* WordPress: login to name, char * */
    struct map attachments;     /* WordPress: id of an attachment to its address, struct str * */
};

/* feed_names.c: what kind of feed the text is by its first tag, and the prefixes that it declares. False if it is none. */
bool feed_open(struct feed *, struct arena *, struct str text);
/* The item as an element, with PROBLEM->what set if it is not well-formed; NULL if nothing can be read. */
struct node *feed_parse(const struct feed *, struct str item, struct xml_problem *);
/* Is N the element NAME ("title", "content:encoded", "dc:creator"), whatever prefix the file gives it? */
bool feed_is(const struct feed *, const struct node *n, const char *name);
/* The first child NAME of N at or after FROM (NULL: the first), or NULL; its text, trimmed; empty if there is none. */
struct node *feed_child(const struct feed *, const struct node *n, const char *name, const struct node *after);
struct str feed_text(const struct feed *, const struct node *n, const char *name);
/* All text of N, trimmed; NULL gives an empty one. */
struct str feed_text_of(const struct feed *, const struct node *n);

/* feed_item.c */
void feed_fill(const struct feed *, struct reading *, struct article *, const struct node *item);
/* The first of the WORDS of an article that has no title, to a sentence's end where one is near. */
struct str feed_title_of_words(struct arena *, struct str words);
/* The persons that RSS writes as "ada@example.org (Ada Author)" and others as names. */
void feed_add_author(const struct feed *, struct arena *, struct article *, struct str text);

/* feed_content.c: the item's text below a new div, with its enclosures; an empty one if it has none. OFFSET is where it stands in
 * the source, for diagnostics. */
struct node *feed_content(const struct feed *, struct node *item, const struct article *, const struct source *, struct diag *);
/* The text as one line of words, for titles. */
struct str feed_words(const struct feed *, struct node *item);
bool feed_has_text(const struct feed *, struct node *item, const struct article *);

/* wordpress.c: fields and state of a post; false if the item is no article (an attachment, a menu). */
bool wordpress_fill(const struct feed *, struct reading *, struct article *, const struct node *item);
void wordpress_head(struct feed *, const struct node *channel);
void wordpress_note_attachment(struct feed *, const struct node *item);

/* wordpress_text.c: the text of a post as HTML: paragraphs out of empty lines, shortcodes as what they stand for. */
struct str wordpress_html(struct arena *, struct str text, const struct source *, struct diag *);

#endif
