/* template_scan: what the files of the scanner share. SPDX-License-Identifier: MIT */
#ifndef READ_TEMPLATE_SCAN_H
#define READ_TEMPLATE_SCAN_H

#include "read/template_lines.h"
#include "read/template_part.h"

/* What is looked for ahead again and again: the answer is kept, so that all searches together are one pass. */
enum needle { NEEDLE_COMMENT_END, NEEDLE_HASH_END, NEEDLE_PERCENTS, NEEDLE_DOLLARS, NEEDLE_BACKTICK, NEEDLE_HUGO_ESCAPE_END,
    NEEDLE_KRAMDOWN_END, NEEDLES };

enum {
    LONGEST_RUN = 32,           /* of backticks that are told apart */
    SCAN_VERBATIM = 8           /* elements whose content is not looked into */
};

struct scan {
    struct template *t;
    struct str text;
    struct lines lines;
    enum line_kind kind;        /* of the line that is scanned */
    size_t content;             /* where its content begins, after the marks of its blocks */
    size_t end, next;           /* its end; the line after it */
    struct str prefix; bool has_prefix;
    bool only_tags;             /* so far nothing but tags stands in the line */
    bool after_tags;            /* nothing but tags stood in the line before */
    bool jsx, braces;           /* components, expressions of MDX */
    bool is_go;                 /* a Go template, by its front matter: {{raw}} in code is one, too */
    ptrdiff_t ahead[NEEDLES]; size_t asked[NEEDLES];
    struct map closers;         /* "liquid highlight" to struct closer */
    size_t no_closing[SCAN_VERBATIM];   /* the end of a line that has no end tag of these */
    size_t spans_from, spans_to;    /* of these bytes, the last run of backticks by its length: */
    size_t last_run[LONGEST_RUN + 1];
};

/* The next NEEDLE at or after FROM, or STR_NPOS. FROM may not go back. */
ptrdiff_t scan_ahead(struct scan *, enum needle, size_t from);

/* "$x^2$" from byte I on, on a line that ends at LINE_END: the place of its second sign, or STR_NPOS. */
ptrdiff_t scan_formula(struct str text, size_t i, size_t line_end);

/* A new token for the bytes from START to before END of the line that is scanned. */
struct token *scan_add(struct scan *, size_t start, size_t end, enum family family);

/* The same with MADE in its place. */
void scan_replace(struct scan *, size_t start, size_t end, struct str made);

/* Up to byte I nothing is looked for, but the lines are followed, for what they open and close. */
void scan_follow(struct scan *, size_t i);

/* Each gives the byte after the construct at byte I, or I if there is none. */
size_t scan_braces(struct scan *, size_t i);            /* template_tags.c: {{ {% {# {: */
size_t scan_escapes(struct scan *, size_t i);           /* the same in code: only what keeps it from being run */
size_t scan_wiki(struct scan *, size_t i);              /* template_wiki.c: [[ and %% */
size_t scan_percents(struct scan *, size_t i);
size_t scan_fence(struct scan *, size_t i);             /* template_fence.c: ::: */
size_t scan_info(struct scan *);                        /* what follows ``` */
size_t scan_attributes(struct scan *, size_t i);        /* template_attributes.c: {: */
size_t scan_jsx(struct scan *, size_t i);               /* template_mdx.c: < and import */
size_t scan_expression(struct scan *, size_t i);
size_t scan_module(struct scan *, size_t i);

#endif
