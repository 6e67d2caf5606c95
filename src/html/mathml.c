/* mathml: formulas as presentation MathML. SPDX-License-Identifier: MIT
 *
 * Elements and attributes are those of MathML 3's presentation part that both versions of epubcheck take; the schema counts
 * children (a fraction has two), so what has too few or too many is given an mrow. Formulas of content MathML, which no reader
 * shows, become their text. */
#include "html/clean.h"

#include <string.h>

enum { DEPTH = 100 };

enum model { ROW, TOKEN, ONE_OR_MORE_OF, EMPTY };

static const struct math_element {
    const char *name;
    enum model model;
    int children;               /* exactly so many; 0: any number */
    const char *only;           /* ONE_OR_MORE_OF: names of the children that may be */
} elements[] = {
    { "maction", ROW, 0, NULL }, { "math", ROW, 0, NULL }, { "menclose", ROW, 0, NULL }, { "merror", ROW, 0, NULL },
    { "mfenced", ROW, 0, NULL }, { "mfrac", ROW, 2, NULL }, { "mi", TOKEN, 0, NULL }, { "mlabeledtr", ONE_OR_MORE_OF, 0, "mtd" },
    { "mmultiscripts", ROW, 0, NULL }, { "mn", TOKEN, 0, NULL }, { "mo", TOKEN, 0, NULL }, { "mover", ROW, 2, NULL },
    { "mpadded", ROW, 0, NULL }, { "mphantom", ROW, 0, NULL }, { "mroot", ROW, 2, NULL }, { "mrow", ROW, 0, NULL },
    { "ms", TOKEN, 0, NULL }, { "mspace", EMPTY, 0, NULL }, { "msqrt", ROW, 0, NULL }, { "mstyle", ROW, 0, NULL },
    { "msub", ROW, 2, NULL }, { "msubsup", ROW, 3, NULL }, { "msup", ROW, 2, NULL },
    { "mtable", ONE_OR_MORE_OF, 0, "mtr" }, { "mtd", ROW, 0, NULL }, { "mtext", TOKEN, 0, NULL },
    { "mtr", ONE_OR_MORE_OF, 0, "mtd" }, { "munder", ROW, 2, NULL }, { "munderover", ROW, 3, NULL },
};

/* Values: a list with blanks between, or one of the forms below. */
#define LENGTH  "<length>"
#define TEXT    "<text>"
#define COUNT   "<count>"
#define NUMBER  "<number>"
#define WORDS   "<words>"

static const struct {
    const char *name, *elements, *values;
} attributes[] = {
    { "alttext", "math", TEXT },
    { "display", "math", "block inline" },
    { "dir", "math mrow mstyle mi mn mo mtext ms", "ltr rtl" },
    { "mathvariant", "mi mn mo mtext ms mstyle", "normal bold italic bold-italic double-struck bold-fraktur script bold-script "
        "fraktur sans-serif bold-sans-serif sans-serif-italic sans-serif-bold-italic monospace" },
    { "form", "mo", "prefix infix postfix" },
    { "fence", "mo", "true false" },
    { "separator", "mo", "true false" },
    { "stretchy", "mo", "true false" },
    { "symmetric", "mo", "true false" },
    { "largeop", "mo", "true false" },
    { "movablelimits", "mo", "true false" },
    { "accent", "mo mover munderover", "true false" },
    { "accentunder", "munder munderover", "true false" },
    { "lspace", "mo mpadded", LENGTH },
    { "rspace", "mo", LENGTH },
    { "minsize", "mo", LENGTH },
    { "maxsize", "mo", LENGTH },
    { "linethickness", "mfrac", LENGTH },
    { "bevelled", "mfrac", "true false" },
    { "open", "mfenced", TEXT },
    { "close", "mfenced", TEXT },
    { "separators", "mfenced", TEXT },
    { "notation", "menclose", WORDS },
    { "displaystyle", "mstyle mtable", "true false" },
    { "scriptlevel", "mstyle", NUMBER },
    { "width", "mspace mpadded", LENGTH },
    { "height", "mspace mpadded", LENGTH },
    { "depth", "mspace mpadded", LENGTH },
    { "voffset", "mpadded", LENGTH },
    { "columnspan", "mtd", COUNT },
    { "rowspan", "mtd", COUNT },
    { "columnalign", "mtable mtr mtd", WORDS },
    { "rowalign", "mtable mtr mtd", WORDS },
    { "columnlines", "mtable", WORDS },
    { "rowlines", "mtable", WORDS },
    { "frame", "mtable", "none solid dashed" },
};

static bool
is_in_list(struct str word, const char *list)
{
    struct str rest = str_of(list), item;

    while (str_cut(&rest, ' ', &item))
        if (str_eq(word, item))
            return true;
    return false;
}

static const struct math_element *
find_element(const struct node *n)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(n->name, elements[i].name) == 0)
            return &elements[i];
    return NULL;
}

/* ---- attributes ------------------------------------------------------------------------------------------------------ */

/* "0.5em", "-2px", "10%". */
static bool
is_length(struct str value)
{
    size_t i = value.len && value.at[0] == '-', ndigits = 0, npoints = 0;

    for (; i < value.len && (char_is_digit(value.at[i]) || value.at[i] == '.'); i++) {
        ndigits += char_is_digit(value.at[i]);
        npoints += value.at[i] == '.';
    }
    return ndigits && npoints <= 1 && char_is_digit(value.at[i - 1]) && is_in_list(str_from(value, i), "em ex px pt pc cm mm in %");
}

/* Of alignment, lines and notations: words that the schema knows all or some of. */
static bool
are_words(const char *name, struct str value)
{
    static const struct { const char *attribute, *words; } known[] = {
        { "columnalign", "left center right" },
        { "rowalign", "top bottom center baseline axis" },
        { "columnlines", "none solid dashed" },
        { "rowlines", "none solid dashed" },
        { "notation", "longdiv actuarial radical box roundedbox circle left right top bottom updiagonalstrike "
            "downdiagonalstrike verticalstrike horizontalstrike" },
    };
    struct str word;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct str rest = value;
        if (strcmp(name, known[i].attribute) != 0)
            continue;
        while (str_cut(&rest, ' ', &word))
            if (word.len && !is_in_list(word, known[i].words))
                return false;
        return value.len > 0;
    }
    return false;
}

static bool
value_is_valid(const char *name, struct str value, const char *form)
{
    unsigned long n;

    if (strcmp(form, TEXT) == 0)
        return true;
    if (strcmp(form, LENGTH) == 0)
        return is_length(value);
    if (strcmp(form, COUNT) == 0)
        return str_uint(value, 1000, &n) && n > 0;
    if (strcmp(form, NUMBER) == 0)
        return str_uint(str_from(value, value.len && (value.at[0] == '-' || value.at[0] == '+')), 1000, &n);
    if (strcmp(form, WORDS) == 0)
        return are_words(name, value);
    return is_in_list(value, form);
}

static bool
attribute_is_allowed(const struct node *n, const struct attr *a)
{
    if (strcmp(a->name, "id") == 0)
        return !str_is_blank(a->value);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (strcmp(a->name, attributes[i].name) == 0 && is_in_list(str_of(n->name), attributes[i].elements))
            return value_is_valid(a->name, a->value, attributes[i].values);
    return false;
}

static void
clean_attributes_of(struct node *n)
{
    for (struct attr **at = &n->attrs; *at;) {
        if (strcmp((*at)->name, "alttext") != 0)
            (*at)->value = str_trim((*at)->value);
        if (attribute_is_allowed(n, *at))
            at = &(*at)->next;
        else
            *at = (*at)->next;
    }
}

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static struct node *
make(struct arena *mem, const char *name, uint32_t offset)
{
    return node_other(mem, SPACE_MATHML, name, offset);
}

static struct node *
wrap(struct arena *mem, struct node *n, const char *name)
{
    struct node *around = make(mem, name, n->offset);

    node_insert_before(n, around);
    node_append(around, n);
    return around;
}

/* Only text is left in N. */
static void
make_token(struct arena *mem, struct node *n)
{
    struct str text = node_text_of(mem, n, true);

    while (n->first)
        node_unlink(n->first);
    node_append(n, node_text(mem, text, n->offset));
}

/* Text that stands between elements is a text element of the formula. */
static void
clean_texts(struct arena *mem, struct node *n)
{
    struct node *next;

    for (struct node *c = n->first; c; c = next) {
        next = c->next;
        if (c->tag == TAG_COMMENT || node_is_blank_text(c))
            node_unlink(c);
        else if (c->tag == TAG_TEXT)
            wrap(mem, c, "mtext");
    }
}

/* Fewer or more children than the element must have. */
static void
fix_count(struct arena *mem, struct node *n, int wanted)
{
    int count = 0;

    for (struct node *c = n->first; c; c = c->next)
        count++;
    for (; count < wanted; count++)
        node_append(n, make(mem, "mrow", n->offset));
    if (count > wanted) {
        struct node *row = make(mem, "mrow", n->offset), *first = n->first;
        for (int i = 1; i < wanted; i++)
            first = first->next;
        node_insert_before(first, row);
        while (row->next)
            node_append(row, row->next);
    }
}

/* Rows of a table, cells of a row: what is none is put into one. */
static void
fix_kind(struct arena *mem, struct node *n, const char *only)
{
    for (struct node *c = n->first; c; c = c->next)
        if (strcmp(c->name, only) != 0 && !(strcmp(only, "mtr") == 0 && strcmp(c->name, "mlabeledtr") == 0))
            c = wrap(mem, c, only);
}

/* Cells and rows outside tables are rows of a formula. */
static void
fix_strays(struct node *n, const struct math_element *e)
{
    for (struct node *c = n->first; c && e->model == ROW; c = c->next)
        if (strcmp(c->name, "mtr") == 0 || strcmp(c->name, "mtd") == 0 || strcmp(c->name, "mlabeledtr") == 0)
            c->name = "mrow";
}

static void
fix_element(struct arena *mem, struct node *n, const struct math_element *e)
{
    clean_attributes_of(n);
    if (e->model == TOKEN) {
        make_token(mem, n);
        return;
    }
    if (e->model == EMPTY)
        while (n->first)
            node_unlink(n->first);
    clean_texts(mem, n);
    if (e->model == ONE_OR_MORE_OF)
        fix_kind(mem, n, e->only);
    fix_strays(n, e);
    if (e->children)
        fix_count(mem, n, e->children);
    if (strcmp(n->name, "mmultiscripts") == 0 || strcmp(n->name, "maction") == 0)
        n->name = "mrow", n->attrs = NULL;
}

/* ---- the formula ----------------------------------------------------------------------------------------------------- */

/* The TeX that most converters keep beside the formula. */
static struct str
tex_of(struct arena *mem, const struct node *math)
{
    for (const struct node *n = math->first; n; n = node_next(n, math))
        if (node_is_element(n) && strcmp(n->name, "annotation") == 0
            && str_find(node_attr(n, "encoding"), STR("tex"), 0) != STR_NPOS)
            return node_text_of(mem, n, true);
    return STR_NONE;
}

static bool
is_annotation(const struct node *n)
{
    return strcmp(n->name, "annotation") == 0 || strcmp(n->name, "annotation-xml") == 0;
}

/* Elements of content MathML, which have no form that could be shown. */
static bool
has_content_markup(const struct node *math)
{
    const struct node *n = math->first;

    while (n) {
        bool skip = node_is_element(n) && is_annotation(n);
        if (node_is_element(n) && !skip
            && is_in_list(str_of(n->name), "apply ci cn csymbol bind lambda piecewise vector matrix interval declare reln"))
            return true;
        n = skip ? node_next_skip(n, math) : node_next(n, math);
    }
    return false;
}

/* Unwraps what is not of presentation MathML; drops annotations. */
static void
drop_unknown(struct node *math)
{
    struct node *next;
    size_t depth = 0;

    for (struct node *n = math->first; n; n = next) {
        depth = 0;
        for (const struct node *p = n; p != math; p = p->parent)
            depth++;
        if (!node_is_element(n)) {
            next = node_next(n, math);
        } else if (is_annotation(n)) {
            next = node_next_skip(n, math);
            node_unlink(n);
        } else if (n->space != SPACE_MATHML || !find_element(n) || n->tag == TAG_MATH || depth > DEPTH) {
            next = n->first ? n->first : node_next_skip(n, math);
            node_unwrap(n);
        } else {
            next = node_next(n, math);
        }
    }
}

static struct node *
deepest(struct node *n)
{
    while (n->first)
        n = n->first;
    return n;
}

/* From the innermost out: an element is only judged when all in it is in order. */
static void
fix_all(struct arena *mem, struct node *math)
{
    for (struct node *n = deepest(math), *next; n != math; n = next) {
        next = n->next ? deepest(n->next) : n->parent;
        if (node_is_element(n))
            fix_element(mem, n, find_element(n));
    }
    fix_element(mem, math, find_element(math));
}

struct node *
mathml_clean(struct cleaning *c, struct node *n)
{
    struct str text = str_trim(node_attr(n, "alttext"));
    struct node *plain;

    if (!text.len)
        text = tex_of(c->mem, n);
    if (has_content_markup(n)) {
        clean_note(c, n, "math", "replaced by its text");
        plain = node_text(c->mem, text.len ? text : node_text_of(c->mem, n, true), n->offset);
        node_replace(n, plain);
        return plain;
    }
    drop_unknown(n);
    if (!n->first)
        return NULL;
    if (!text.len)
        text = node_text_of(c->mem, n, true);
    fix_all(c->mem, n);
    n->space = SPACE_MATHML;
    if (text.len)
        node_set_attr(c->mem, n, "alttext", text);
    c->r->page->has_mathml = true;
    return n;
}
