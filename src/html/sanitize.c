/* sanitize: the allow-list of elements. SPDX-License-Identifier: MIT
 *
 * One walk over the tree. A table says what becomes of each element that is not on the list of EPUB-RULES 4.5; what is in no table
 * is unwrapped: its content stays. Attributes are judged in attributes.c, nesting is mended in structure.c. */
#include "html/clean.h"
#include "html/page.h"
#include "html/passes.h"
#include "html/svg.h"

#include <string.h>

enum {
    DEPTH = 200,                /* elements that may stand in each other; what is deeper loses its own element */
    INLINES = 24                /* inline elements of them: each may have to be opened again in each block below it */
};

enum action {
    BY_LIST,                    /* keep what has TAG_KEEP, unwrap others */
    UNWRAP,
    DROP,                       /* with its content */
    RENAME,                     /* to TO; keeps its attributes, so far as the new element may have them */
    REPLACE                     /* BY gives what stands in its place now: itself, another node, or NULL to drop it */
};

struct rule {
    enum action action;
    enum tag to;
    struct node *(*by)(struct cleaning *, struct node *);
    const char *report;         /* dropping it is worth a warning: its name there */
};

static struct node *clean_svg(struct cleaning *, struct node *);
static struct node *clean_input(struct cleaning *, struct node *);
static struct node *clean_label(struct cleaning *, struct node *);
static struct node *clean_button(struct cleaning *, struct node *);
static struct node *clean_dialog(struct cleaning *, struct node *);
static struct node *clean_form(struct cleaning *, struct node *);
static struct node *clean_script(struct cleaning *, struct node *);
static struct node *clean_link(struct cleaning *, struct node *);
static struct node *clean_bdo(struct cleaning *, struct node *);

static const struct rule rules[TAG_COUNT] = {
    [TAG_HGROUP] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_MAIN] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_ADDRESS] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_SEARCH] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_CENTER] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_FIELDSET] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_LEGEND] = { RENAME, TAG_P, NULL, NULL },
    [TAG_HTML] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_BODY] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_FRAMESET] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_NOFRAMES] = { RENAME, TAG_DIV, NULL, NULL },
    [TAG_DIR] = { RENAME, TAG_UL, NULL, NULL },
    [TAG_MENU] = { RENAME, TAG_UL, NULL, NULL },
    [TAG_TT] = { RENAME, TAG_CODE, NULL, NULL },
    [TAG_STRIKE] = { RENAME, TAG_S, NULL, NULL },
    [TAG_ACRONYM] = { RENAME, TAG_ABBR, NULL, NULL },
    [TAG_FORM] = { REPLACE, TAG_DIV, clean_form, NULL },
    [TAG_DIALOG] = { REPLACE, TAG_DIV, clean_dialog, NULL },
    [TAG_INPUT] = { REPLACE, TAG_TEXT, clean_input, NULL },
    [TAG_LABEL] = { REPLACE, TAG_TEXT, clean_label, NULL },
    [TAG_A] = { REPLACE, TAG_A, clean_link, NULL },
    [TAG_BDO] = { REPLACE, TAG_BDO, clean_bdo, NULL },
    [TAG_RP] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_IMG] = { REPLACE, TAG_IMG, sources_img, NULL },
    [TAG_PICTURE] = { REPLACE, TAG_IMG, sources_picture, NULL },
    [TAG_NOSCRIPT] = { REPLACE, TAG_IMG, sources_noscript, NULL },
    [TAG_VIDEO] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_AUDIO] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_IFRAME] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_FRAME] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_OBJECT] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_EMBED] = { REPLACE, TAG_P, embed_replace, NULL },
    [TAG_SVG] = { REPLACE, TAG_SVG, clean_svg, NULL },
    [TAG_MATH] = { REPLACE, TAG_MATH, mathml_clean, NULL },
    [TAG_SCRIPT] = { REPLACE, TAG_CODE, clean_script, NULL },
    [TAG_CANVAS] = { DROP, TAG_TEXT, NULL, "canvas" },
    [TAG_MAP] = { DROP, TAG_TEXT, NULL, "map" },
    [TAG_AREA] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_SOURCE] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_TRACK] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_PARAM] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_BUTTON] = { REPLACE, TAG_SPAN, clean_button, NULL },
    [TAG_SELECT] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_OPTION] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_OPTGROUP] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_DATALIST] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_TEXTAREA] = { DROP, TAG_TEXT, NULL, "textarea" },
    [TAG_PROGRESS] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_METER] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_TEMPLATE] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_STYLE] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_HEAD] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_TITLE] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_BASE] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_LINK] = { DROP, TAG_TEXT, NULL, NULL },
    [TAG_META] = { DROP, TAG_TEXT, NULL, NULL },
};

/* Elements without a row in tags.h whose content would be wrong, or lost, if they were just unwrapped. */
static const struct {
    const char *name;
    struct rule rule;
} others[] = {
    { "amp-anim",       { RENAME, TAG_IMG, NULL, NULL } },
    { "amp-audio",      { REPLACE, TAG_P, embed_replace, NULL } },
    { "amp-iframe",     { REPLACE, TAG_P, embed_replace, NULL } },
    { "amp-img",        { RENAME, TAG_IMG, NULL, NULL } },
    { "amp-video",      { REPLACE, TAG_P, embed_replace, NULL } },
    { "amp-vimeo",      { REPLACE, TAG_P, embed_replace, NULL } },
    { "amp-youtube",    { REPLACE, TAG_P, embed_replace, NULL } },
    { "bgsound",        { DROP, TAG_TEXT, NULL, NULL } },
    { "image",          { RENAME, TAG_IMG, NULL, NULL } },
    { "lite-vimeo",     { REPLACE, TAG_P, embed_replace, NULL } },
    { "lite-youtube",   { REPLACE, TAG_P, embed_replace, NULL } },
    { "listing",        { RENAME, TAG_PRE, NULL, NULL } },
    { "noembed",        { DROP, TAG_TEXT, NULL, NULL } },
    { "plaintext",      { RENAME, TAG_PRE, NULL, NULL } },
    { "rtc",            { RENAME, TAG_RT, NULL, NULL } },
    { "xmp",            { RENAME, TAG_PRE, NULL, NULL } },
};

static const struct rule *
rule_for(const struct node *n)
{
    static const struct rule unwrap = { UNWRAP, TAG_TEXT, NULL, NULL };

    if (n->space != SPACE_HTML && n->tag != TAG_SVG && n->tag != TAG_MATH)
        return &unwrap;                 /* of SVG or MathML, but not in one */
    if (n->tag != TAG_OTHER)
        return &rules[n->tag];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(n->name, others[i].name) == 0)
            return &others[i].rule;
    return &unwrap;
}

/* ---- single elements ------------------------------------------------------------------------------------------------- */

static struct node *
clean_svg(struct cleaning *c, struct node *n)
{
    struct str title = svg_title(c->mem, n), picture;

    if (str_eqc(node_attr(n, "aria-hidden"), "true"))
        return NULL;                    /* an icon beside words */
    picture = svg_picture(n);
    if (svg_clean_tree(c->mem, n))
        return n;
    if (picture.len) {
        struct node *img = node_element(c->mem, TAG_IMG, n->offset);
        node_set_attr(c->mem, img, "src", picture);
        if (title.len)
            node_set_attr(c->mem, img, "alt", title);
        node_replace(n, img);
        return img;
    }
    clean_note(c, n, "svg", "taken out");
    return NULL;
}

/* A box that may be ticked is one of a task list if it opens an item and cannot really be ticked; pandoc puts it in a label. */
static bool
is_task(const struct cleaning *c, const struct node *n)
{
    const struct node *item = n->parent;

    if (!str_ieqc(node_attr(n, "type"), "checkbox") || (n->prev && !node_is_blank_text(n->prev)))
        return false;
    while (item != c->r->root && item->tag != TAG_LI && !item->prev)
        item = item->parent;
    if (item->tag != TAG_LI)
        return false;
    for (const struct node *p = item; p && p != c->r->root; p = p->parent)
        if (node_has_attr(p, "x-form"))
            return false;
    return node_has_attr(n, "disabled") || str_find(node_attr(n, "class"), STR("task"), 0) != STR_NPOS
        || (n->parent->tag == TAG_SPAN && n->parent->parent == item);
}

/* The box stays as a character. */
static struct node *
clean_input(struct cleaning *c, struct node *n)
{
    struct node *box, *next = n->next;
    bool glued = next && next->tag == TAG_TEXT && next->text.len && !char_is_blank(next->text.at[0]);

    if (!is_task(c, n))
        return NULL;
    box = node_text(c->mem, str_of(node_has_attr(n, "checked") ? "\xE2\x98\x91 " : "\xE2\x98\x90 "), n->offset);
    if (!glued)
        box->text.len--;                /* the blank is there already */
    node_replace(n, box);
    return box;
}

static struct node *
clean_label(struct cleaning *c, struct node *n)
{
    (void)c;
    if (n->parent->tag != TAG_LI || (n->prev && !node_is_blank_text(n->prev)) || !n->first || n->first->tag != TAG_INPUT)
        return NULL;
    node_rename(n, TAG_SPAN);           /* a task of pandoc's */
    return n;
}

/* What is written on it stays, but for the buttons of forms, which there is nothing to send with. */
static struct node *
clean_button(struct cleaning *c, struct node *n)
{
    for (const struct node *p = n->parent; p && p != c->r->root; p = p->parent)
        if (node_has_attr(p, "x-form"))
            return NULL;
    node_rename(n, TAG_SPAN);
    return n;
}

static struct node *
clean_dialog(struct cleaning *c, struct node *n)
{
    (void)c;
    if (!node_has_attr(n, "open"))
        return NULL;
    node_rename(n, TAG_DIV);
    return n;
}

static struct node *
clean_form(struct cleaning *c, struct node *n)
{
    clean_note(c, n, "form", "taken out but for its text");
    node_set_attr(c->mem, n, "x-form", STR("1"));
    node_rename(n, TAG_DIV);
    return n;
}

/* MathJax keeps formulas in scripts that never run. */
static struct node *
clean_script(struct cleaning *c, struct node *n)
{
    struct str type = node_attr(n, "type");

    (void)c;
    if (!str_istarts(type, STR("math/tex")) || node_is_empty(n))
        return NULL;
    node_rename(n, TAG_CODE);
    return n;
}

static struct node *
clean_link(struct cleaning *c, struct node *n)
{
    struct str name = node_attr(n, "name");

    if (name.len && !node_has_attr(n, "id"))
        node_set_attr(c->mem, n, "id", name);
    if (!node_ancestor(n, TAG_A, c->r->root))
        return n;
    node_rename(n, TAG_SPAN);           /* no link in a link; its id may be a target */
    node_drop_attr(n, "href");
    return n;
}

static struct node *
clean_bdo(struct cleaning *c, struct node *n)
{
    struct str dir = node_attr(n, "dir");

    (void)c;
    if (!str_ieqc(dir, "ltr") && !str_ieqc(dir, "rtl"))
        node_rename(n, TAG_SPAN);
    return n;
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static bool
is_inline(const struct node *n)
{
    return node_is_element(n) && !node_is_block(n);
}

/* The node after N and all below it. */
static struct node *
step_over(struct cleaning *c, struct node *n)
{
    struct node *root = c->r->root;

    while (n != root && !n->next) {
        n = n->parent;
        if (n == root)
            return NULL;
        c->depth--;
        c->inlines -= is_inline(n);
    }
    return n->next;
}

static struct node *
step_into(struct cleaning *c, struct node *n)
{
    if (!n->first)
        return step_over(c, n);
    c->depth++;
    c->inlines += is_inline(n);
    return n->first;
}

/* A void element that came with content (a picture's img, in what libraries made of it) gives it back. */
static void
empty_void(struct node *n)
{
    while ((tag_flags(n->tag) & TAG_VOID) && n->last)
        node_insert_after(n, n->last);
}

static struct node *
unwrap(struct cleaning *c, struct node *n)
{
    struct node *first = n->first, *next = first ? first : step_over(c, n);

    node_unwrap(n);
    return next;
}

static struct node *
drop(struct cleaning *c, struct node *n)
{
    struct node *next = step_over(c, n);

    node_unlink(n);
    return next;
}

static struct node *
keep(struct cleaning *c, struct node *n)
{
    bool is_deep = c->depth >= DEPTH || (c->inlines >= INLINES && is_inline(n));

    clean_attributes(c, n);
    empty_void(n);
    if (is_deep && !(tag_flags(n->tag) & TAG_VOID))
        return unwrap(c, n);
    return step_into(c, n);
}

/* Another element that BY put in the place of N is judged like one that was there from the beginning. */
static struct node *
replace(struct cleaning *c, struct node *n, const struct rule *rule)
{
    struct node *now = rule->by(c, n);

    if (!now)
        return drop(c, n);
    if (now->tag == TAG_TEXT || now->space != SPACE_HTML)
        return step_over(c, now);
    return now == n ? keep(c, n) : now;
}

static struct node *
clean_element(struct cleaning *c, struct node *n)
{
    const struct rule *rule = rule_for(n);

    if (n->tag == TAG_X_NOTEREF || n->tag == TAG_X_NOTE)
        return step_into(c, n);
    switch (rule->action) {
    case UNWRAP:
        return unwrap(c, n);
    case DROP:
        if (rule->report)
            clean_note(c, n, rule->report, "taken out");
        return drop(c, n);
    case RENAME:
        if (n->tag == TAG_CENTER)
            node_set_attr(c->mem, n, "class", STR("center"));
        node_rename(n, rule->to);
        return clean_element(c, n);
    case REPLACE:
        return replace(c, n, rule);
    case BY_LIST:
        break;
    }
    return tag_flags(n->tag) & TAG_KEEP ? keep(c, n) : unwrap(c, n);
}

/* ---- what is reported ------------------------------------------------------------------------------------------------ */

void
clean_note(struct cleaning *c, const struct node *n, const char *what, const char *fate)
{
    size_t i = 0;

    while (i < c->ndropped && (strcmp(c->dropped[i].what, what) != 0 || strcmp(c->dropped[i].fate, fate) != 0))
        i++;
    if (i == DROPPED_KINDS)
        return;
    if (i == c->ndropped) {
        struct node *place = node_text(c->mem, STR_NONE, n->offset);
        c->dropped[c->ndropped++] = (struct dropped){ .what = what, .fate = fate, .place = place };
    }
    c->dropped[i].n++;
}

static void
report(struct cleaning *c)
{
    for (size_t i = 0; i < c->ndropped; i++) {
        const struct dropped *d = &c->dropped[i];
        if (d->n == 1)
            rendering_warn(c->r, DIAG_MARKUP_DROPPED, d->place, "element '%s' was %s", d->what, d->fate);
        else
            rendering_warn(c->r, DIAG_MARKUP_DROPPED, d->place, "%u elements '%s' were %s", d->n, d->what, d->fate);
    }
}

void
pass_sanitize(struct rendering *r)
{
    struct cleaning c = { .r = r, .mem = r->scratch };

    for (struct node *n = r->root->first; n;) {
        if (n->tag == TAG_TEXT)
            n = step_over(&c, n);
        else if (n->tag == TAG_COMMENT)
            n = drop(&c, n);
        else
            n = clean_element(&c, n);
    }
    report(&c);
}
