/* attributes: the allow-list of attributes. SPDX-License-Identifier: MIT
 *
 * EPUB-RULES 4.5 as a table: each row names an attribute, the elements that may have it and the check that its value must pass.
 * A check may mend the value. What has no row goes. */
#include "html/clean.h"

#include "base/url.h"
#include "html/address.h"
#include "wrap/text.h"

#include <string.h>

struct checked {
    struct cleaning *c;
    struct node *n;
    struct attr *a;
};

typedef bool check_fn(struct checked *);

/* ---- checks ---------------------------------------------------------------------------------------------------------- */

static bool
as_it_is(struct checked *k)
{
    (void)k;
    return true;
}

static bool
not_blank(struct checked *k)
{
    return !str_is_blank(k->a->value);
}

static bool
trimmed(struct checked *k)
{
    k->a->value = str_trim(k->a->value);
    return k->a->value.len > 0;
}

/* One of the words of LIST (blanks between them), which it is then spelt like. */
static bool
one_of(struct checked *k, const char *list)
{
    struct str rest = str_of(list), word, value = str_trim(k->a->value);

    while (str_cut(&rest, ' ', &word)) {
        if (str_ieq(word, value)) {
            k->a->value = word;
            return true;
        }
    }
    return false;
}

static bool is_direction(struct checked *k) { return one_of(k, "ltr rtl auto"); }
static bool is_boolean(struct checked *k) { return one_of(k, "true false"); }
static bool is_scope(struct checked *k) { return one_of(k, "col row colgroup rowgroup"); }

/* The letter's case tells kinds of numbering apart. */
static bool
is_numbering(struct checked *k)
{
    return k->a->value.len == 1 && str_chr(STR("1aAiI"), k->a->value.at[0], 0) != STR_NPOS;
}

/* A boolean attribute: there or not. */
static bool
is_there(struct checked *k)
{
    k->a->value = str_of(k->a->name);
    return true;
}

static bool
is_pixels(struct checked *k)
{
    unsigned long n;

    return str_uint(str_trim(k->a->value), 100000, &n) && n > 0 && trimmed(k);
}

static bool
is_integer(struct checked *k)
{
    unsigned long n;

    return trimmed(k) && str_uint(str_from(k->a->value, k->a->value.at[0] == '-'), 1000000000, &n);
}

/* Tables clip it to their grid. */
static bool
is_span(struct checked *k)
{
    unsigned long n;

    if (!trimmed(k) || !str_uint(k->a->value, 1000000, &n))
        return false;
    return n > 0 || (strcmp(k->a->name, "rowspan") == 0 && n == 0);
}

static bool is_datetime(struct checked *k) { return trimmed(k) && datetime_is_valid(k->a->value); }
static bool is_instant(struct checked *k) { return trimmed(k) && datetime_is_instant(k->a->value); }

static bool
is_citation(struct checked *k)
{
    return address_clean(k->c->mem, k->a->value, &k->a->value) == ADDRESS_WEB && url_is_web(k->a->value);
}

static bool
is_language(struct checked *k)
{
    return text_language(k->c->mem, str_trim(k->a->value), &k->a->value);
}

static bool
is_role(struct checked *k)
{
    return trimmed(k) && role_is_allowed(k->n->tag, k->a->value);
}

/* Only what means something to a reader at this element, one word (EPUB-RULES 5.3). */
static bool
is_semantic(struct checked *k)
{
    static const struct { const char *type; enum tag tags[4]; } types[] = {
        { "noteref", { TAG_A } },
        { "backlink", { TAG_A } },
        { "footnote", { TAG_ASIDE, TAG_DIV, TAG_P } },
        { "pagebreak", { TAG_SPAN, TAG_DIV, TAG_HR } },
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (size_t t = 0; t < 4 && types[i].tags[t] != TAG_TEXT; t++)
            if (types[i].tags[t] == k->n->tag && str_eqc(str_trim(k->a->value), types[i].type))
                return trimmed(k);
    return false;
}

/* The class that CLASS, of a source, is in the book; none if it says nothing there. Those that the style sheet knows and a source
 * may mean, others being set by later passes; what the sites and generators of pages call the same; and what a sheet of the
 * user's names. */
static struct str
class_in_book(const struct plan *plan, struct str class, enum tag tag)
{
    static const char *const classes[] = { "about-author", "attribution", "byline", "callout", "callout-title", "caption",
        "center", "dateline", "num", "pullquote", "subtitle", "task" };
    static const struct { const char *theirs, *ours; } same[] = {
        { "admonition", "callout" },                    /* docutils, MkDocs */
        { "admonition-title", "callout-title" },
        { "markdown-alert", "callout" },                /* GitHub */
        { "markdown-alert-title", "callout-title" },
        { "pull-quote", "pullquote" },
        { "theme-admonition", "callout" },              /* Docusaurus */
        { "wp-block-pullquote", "pullquote" },          /* WordPress */
    };

    if ((tag == TAG_CODE || tag == TAG_PRE) && str_starts(class, STR("language-")) && class.len > 9 && class.len < 40)
        return class;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (str_eqc(class, classes[i]))
            return class;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (str_eqc(class, same[i].theirs))
            return str_of(same[i].ours);
    return plan->classes.n && map_has(&plan->classes, class) ? class : STR_NONE;
}

static bool
is_class(struct checked *k)
{
    struct str value = k->a->value;
    size_t i = 0;

    k->a->value = STR_NONE;
    while (i < value.len) {
        size_t start = i;
        struct str class;
        while (i < value.len && !char_is_blank(value.at[i]))
            i++;
        class = class_in_book(k->c->r->plan, str_sub(value, start, i), k->n->tag);
        if (class.at == value.at && class.len == value.len) {
            k->a->value = value;        /* the only one, and it stays as it is */
            return true;
        }
        if (class.len)
            node_add_class(k->c->mem, k->n, arena_cstr(k->c->mem, class));
        i++;
    }
    return k->a->value.len > 0;
}

/* ---- roles ----------------------------------------------------------------------------------------------------------- */

/* Those that passed in both versions of epubcheck (EPUB-RULES 5.5). */
static const struct {
    const char *role;
    enum tag tags[3];
} roles[] = {
    { "doc-abstract",        { TAG_SECTION } },
    { "doc-acknowledgments", { TAG_SECTION } },
    { "doc-backlink",        { TAG_A } },
    { "doc-biblioref",       { TAG_A } },
    { "doc-bibliography",    { TAG_SECTION } },
    { "doc-conclusion",      { TAG_SECTION } },
    { "doc-credits",         { TAG_SECTION } },
    { "doc-endnotes",        { TAG_SECTION } },
    { "doc-epigraph",        { TAG_SECTION, TAG_DIV, TAG_P } },
    { "doc-example",         { TAG_DIV } },
    { "doc-footnote",        { TAG_ASIDE, TAG_DIV, TAG_P } },
    { "doc-foreword",        { TAG_SECTION } },
    { "doc-introduction",    { TAG_SECTION } },
    { "doc-notice",          { TAG_SECTION, TAG_DIV } },
    { "doc-noteref",         { TAG_A } },
    { "doc-pagebreak",       { TAG_SPAN, TAG_HR } },
    { "doc-preface",         { TAG_SECTION } },
    { "doc-pullquote",       { TAG_ASIDE, TAG_DIV, TAG_BLOCKQUOTE } },
    { "doc-subtitle",        { TAG_P } },
    { "doc-tip",             { TAG_ASIDE } },
    { "figure",              { TAG_FIGURE } },
    { "img",                 { TAG_IMG, TAG_SPAN } },
    { "note",                { TAG_ASIDE, TAG_DIV } },
    { "presentation",        { TAG_IMG } },
    { "region",              { TAG_SECTION, TAG_DIV } },
};

bool
role_is_allowed(enum tag tag, struct str role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        for (size_t t = 0; t < 3 && roles[i].tags[t] != TAG_TEXT; t++)
            if (roles[i].tags[t] == tag && str_eqc(role, roles[i].role))
                return true;
    return false;
}

/* ---- the table ------------------------------------------------------------------------------------------------------- */

static const struct row {
    const char *name;
    check_fn *check;
    enum tag tags[2];           /* none: every element */
} rows[] = {
    { "alt",              as_it_is,     { TAG_IMG } },
    { "aria-describedby", trimmed,      { TAG_TEXT } },
    { "aria-hidden",      is_boolean,   { TAG_TEXT } },
    { "aria-label",       not_blank,    { TAG_TEXT } },
    { "aria-labelledby",  trimmed,      { TAG_TEXT } },
    { "cite",             is_citation,  { TAG_BLOCKQUOTE, TAG_Q } },
    { "cite",             is_citation,  { TAG_DEL, TAG_INS } },
    { "class",            is_class,     { TAG_TEXT } },
    { "colspan",          is_span,      { TAG_TD, TAG_TH } },
    { "datetime",         is_datetime,  { TAG_TIME } },
    { "datetime",         is_instant,   { TAG_DEL, TAG_INS } },
    { "dir",              is_direction, { TAG_TEXT } },
    { "epub:type",        is_semantic,  { TAG_TEXT } },
    { "headers",          trimmed,      { TAG_TD, TAG_TH } },
    { "height",           is_pixels,    { TAG_IMG } },
    { "hidden",           is_there,     { TAG_TEXT } },
    { "href",             as_it_is,     { TAG_A } },
    { "hreflang",         is_language,  { TAG_A } },
    { "id",               trimmed,      { TAG_TEXT } },
    { "lang",             is_language,  { TAG_TEXT } },
    { "open",             is_there,     { TAG_DETAILS } },
    { "reversed",         is_there,     { TAG_OL } },
    { "role",             is_role,      { TAG_TEXT } },
    { "rowspan",          is_span,      { TAG_TD, TAG_TH } },
    { "scope",            is_scope,     { TAG_TH } },
    { "span",             is_span,      { TAG_COL, TAG_COLGROUP } },
    { "src",              trimmed,      { TAG_IMG } },
    { "start",            is_integer,   { TAG_OL } },
    { "title",            not_blank,    { TAG_TEXT } },
    { "type",             is_numbering, { TAG_OL } },
    { "value",            is_integer,   { TAG_LI } },
    { "width",            is_pixels,    { TAG_IMG } },
    { "x-form",           as_it_is,     { TAG_DIV } },
    { "x-layout",         as_it_is,     { TAG_TABLE } },
    { "x-optional",       as_it_is,     { TAG_IMG } },
    { "x-sources",        as_it_is,     { TAG_IMG } },
    { "xml:lang",         is_language,  { TAG_TEXT } },
};

/* The rows stand in the order of their names, and "class" is what most attributes are. */
static const struct row *
row_for(const char *name, enum tag tag)
{
    static const size_t at_c = 5;

    for (size_t i = name[0] < 'c' ? 0 : at_c; i < sizeof rows / sizeof *rows && rows[i].name[0] <= name[0]; i++) {
        const struct row *r = &rows[i];
        if (r->name[0] != name[0] || strcmp(r->name, name) != 0)
            continue;
        if (r->tags[0] == TAG_TEXT || r->tags[0] == tag || (r->tags[1] == tag && r->tags[1] != TAG_TEXT))
            return r;
    }
    return NULL;
}

/* ---- attributes that stand for others -------------------------------------------------------------------------------- */

/* The value of PROPERTY in a style attribute, e.g. "right" of text-align. */
static struct str
style_value(struct str style, const char *property)
{
    struct str declaration;

    while (str_cut(&style, ';', &declaration)) {
        ptrdiff_t colon = str_chr(declaration, ':', 0);
        if (colon != STR_NPOS && str_ieqc(str_trim(str_sub(declaration, 0, (size_t)colon)), property))
            return str_trim(str_from(declaration, (size_t)colon + 1));
    }
    return STR_NONE;
}

/* Cells of numbers stand right; a table for layout is marked; what the author's page hides is hidden. */
static void
translate_style(struct cleaning *c, struct node *n)
{
    struct str style = node_attr(n, "style"), align = node_attr(n, "align");

    if (n->tag == TAG_TD || n->tag == TAG_TH) {
        align = align.len ? align : style_value(style, "text-align");
        if (str_ieqc(align, "right") || str_ieqc(align, "center"))
            node_add_class(c->mem, n, str_ieqc(align, "right") ? "num" : "center");
    }
    if (n->tag == TAG_TABLE && (str_eqc(node_attr(n, "role"), "presentation") || str_eqc(node_attr(n, "role"), "none")))
        node_set_attr(c->mem, n, "x-layout", STR("1"));
    if (style.len && n->tag != TAG_IMG && str_ieqc(style_value(style, "display"), "none"))
        node_set_attr(c->mem, n, "hidden", STR("hidden"));
}

/* Both spellings, equal (EPUB-RULES 4.1). */
static void
write_both_languages(struct cleaning *c, struct node *n)
{
    struct str lang = node_attr(n, "lang");

    lang = lang.at ? lang : node_attr(n, "xml:lang");
    if (!lang.at)
        return;
    node_drop_attr(n, "lang");
    node_drop_attr(n, "xml:lang");
    node_set_attr(c->mem, n, "lang", lang);
    node_set_attr(c->mem, n, "xml:lang", lang);
}

void
clean_attributes(struct cleaning *c, struct node *n)
{
    if (!n->attrs)
        return;
    translate_style(c, n);
    for (struct attr **at = &n->attrs; *at;) {
        const struct row *row = row_for((*at)->name, n->tag);
        struct checked k = { c, n, *at };
        if (row && row->check(&k))
            at = &(*at)->next;
        else
            *at = (*at)->next;
    }
    write_both_languages(c, n);
    if (n->tag == TAG_IMG && !(node_has_attr(n, "width") && node_has_attr(n, "height"))) {
        node_drop_attr(n, "width");             /* both or none */
        node_drop_attr(n, "height");
    }
    if (n->tag == TAG_A && !node_has_attr(n, "href"))
        node_drop_attr(n, "hreflang");
}
