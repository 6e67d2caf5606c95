/* plain: what can be told of a text without markup. SPDX-License-Identifier: MIT
 *
 * plain_parse() is used to catalogue a text and to make its tree, so that both see the same title, author and paragraphs:
 *     lines   the text in lines, how they were wrapped                                 plain_lines.c
 *     edges   title, byline, date and address at the top; tags, author at the end      plain_top.c, plain_end.c
 *     blocks  what lies between as paragraphs, verse, headings, lists                  plain_blocks.c
 *     tree    blocks as nodes, with links and _emphasis_                               plain_tree.c */
#ifndef READ_PLAIN_H
#define READ_PLAIN_H

#include "base/arena.h"
#include "base/date.h"
#include "base/node.h"
#include "base/str.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>

struct plain_line {
    struct str text;            /* a slice of the source without blanks around it; empty: a blank line */
    size_t indent;              /* columns before it, less those that all lines have */
    size_t columns;             /* characters */
    bool is_page_break;         /* a form feed */
};

enum plain_role { PLAIN_TITLE, PLAIN_BYLINE, PLAIN_DATE, PLAIN_ADDRESS };

struct plain_note {             /* a line at the top that tells something of the text */
    enum plain_role role;
    size_t line;
};

enum plain_kind {
    PLAIN_PARAGRAPH, PLAIN_LINES /* each line stands by itself: verse, addresses */, PLAIN_QUOTE, PLAIN_QUOTED_LINES,
    PLAIN_CENTERED, PLAIN_RIGHT, PLAIN_HEADING, PLAIN_RULE, PLAIN_ITEM, PLAIN_TABLE /* columns: as it is */, PLAIN_CAPTION,
    PLAIN_ABOUT                 /* the author's note at the end */
};

struct plain_block {
    enum plain_kind kind;
    size_t first, n;            /* lines */
    size_t skip;                /* PLAIN_ITEM: bytes of the mark in the first line */
    unsigned long number;       /* PLAIN_ITEM: of a numbered list; 0: none */
    size_t before;              /* blank lines before it */
};

struct plain {
    struct arena *mem;
    struct str text;
    struct plain_line *lines; size_t nlines;
    size_t width;               /* columns that the text is wrapped at; 0: it is not, a line is a paragraph */
    bool indents_first;         /* the first lines of its paragraphs are indented */
    bool wide_gaps_mean;        /* two blank lines are something else than one */

    struct plain_note notes[8]; size_t nnotes;
    struct str title;           /* empty: none was found */
    struct str author;          /* names as they were written; empty: none */
    struct str url;
    struct date date;           /* DATE_NONE: none */
    struct str tags, categories;        /* separated by commas */

    size_t first, end;          /* the lines between top and end */
    struct plain_block *blocks; size_t nblocks;
    size_t lead;                /* the block that the text begins with, after captions; nblocks: there is none */
    size_t dateline;            /* bytes of the lead's dateline, "STOCKTON, CA–" */
    struct str about_name;      /* the name in the author's note, a slice of the source */
};

/* TEXT is a part of the source. ZONE is for dates without one. */
void plain_parse(struct plain *, struct arena *, struct str text, int zone);

/* "The department last week issued a statement": the beginning of the first sentence, at most about 80 characters, ending with a
 * word; "…" where it was cut off. Empty if there is no text. */
struct str plain_first_words(const struct plain *);

/* The content below ROOT. Lines at the top that ARTICLE has as its title, author, date or address are left out. SOURCE is the
 * whole file, for offsets. */
void plain_tree(const struct plain *, const struct article *, struct str source, struct arena *, struct node *root);

/* plain_lines.c */
void plain_split(struct plain *);
void plain_measure(struct plain *);     /* width and gaps of the lines from first to end */
bool plain_is_rule(struct str line);    /* "* * *", "-----" */
bool plain_ends_sentence(struct str line);
bool plain_is_capital(struct str word); /* begins with a capital of ASCII, or with a letter beyond ASCII */
bool plain_is_particle(struct str word);        /* "van", "de", "and": small words in and between names */
/* The lines as one text: an arena copy, or a slice where it is one line. */
struct str plain_joined(const struct plain *, struct arena *, size_t first, size_t n);

/* plain_top.c, plain_end.c */
void plain_read_top(struct plain *, int zone);
void plain_read_end(struct plain *);    /* tags and categories; moves end */
/* What follows "Tags:" or "Categories:"; at == NULL if LINE is no such line. IS_TAGS says which. */
struct str plain_terms(struct str line, bool *is_tags);
bool plain_is_caption(const struct plain *, const struct plain_block *);
size_t plain_dateline_length(struct str line);
/* The name in "Author NAME Hello! My name is …", or empty if TEXT is no author's note. */
struct str plain_about_name(struct str text);

/* plain_blocks.c */
void plain_make_blocks(struct plain *);
/* The mark of a list item at the beginning of LINE: its bytes, or 0. NUMBER is 0 for a bullet. */
size_t plain_mark(struct str line, unsigned long *number);
/* May an item with the number NEXT come after one with NUMBER (0: a bullet)? Some people number all items 1. */
bool plain_follows(unsigned long number, unsigned long next);

#endif
