/* css: a style sheet of the user's as a book can hold it. SPDX-License-Identifier: MIT
 *
 * What epubcheck refuses is taken out with a warning, piece by piece, so that the rest stays as it was written; what old readers
 * stumble over stays and is told once (EPUB-RULES 8.1). The result is valid whatever comes in: UTF-8, closed blocks, no address
 * but those of fonts that the book holds. */
#ifndef BASE_CSS_H
#define BASE_CSS_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"

#include <stdbool.h>

/* The address, as seen from the sheet in the book, of a font that the sheet names ADDRESS; at == NULL: it is not taken, and
 * WHY says the reason. */
typedef struct str css_font(void *context, struct str address, const char **why);

struct css_lint {
    struct arena *mem;          /* holds the results */
    struct diag *diag;
    css_font *font;
    void *context;
    struct map classes;         /* out: the names of classes in selectors; its owner releases it */
    const struct source *source;    /* the rest is of css.c */
    struct str in;
    struct buf out;
    unsigned told;
    size_t ndropped;
    bool has_rules;
};

/* SOURCE as a sheet for a book. LINT has mem, diag, font, context and an empty map. */
struct str css_clean(struct css_lint *lint, const struct source *source);

/* css_value.c: what is wrong with a declaration, or NULL; what only some readers stumble over is added to RISKS. */
enum css_risk { CSS_FINE, CSS_FUNCTION, CSS_VARIABLE, CSS_LAYOUT, CSS_VIEWPORT, CSS_PIXELS, CSS_IMPORTANT, CSS_POSITION, CSS_SCROLL,
    CSS_BACKGROUND, CSS_MEDIA, CSS_SELECTOR, CSS_RISKS };
const char *css_judge_declaration(struct str property, struct str value, unsigned *risks);
/* What is wrong with a list of selectors, or NULL. Adds the classes. */
const char *css_judge_selector(struct arena *, struct str selector, struct map *classes, unsigned *risks);
const char *css_risk_text(enum css_risk);

/* The place after the comment, string, escape or single character at I; a string that does not end in its line sets *BROKEN. */
size_t css_skip(struct str, size_t i, bool *broken);

#endif
