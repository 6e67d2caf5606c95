/* ids: safe, unique and stable names of places, and what refers to them. SPDX-License-Identifier: MIT
 *
 * An id in a book is [A-Za-z][A-Za-z0-9_-]* (EPUB-RULES 4.3), does not depend on the place in the article (readers tie notes
 * and positions to it) and is unique in all files of the article, so that splitting renames nothing. page->anchors knows it by
 *     the id that the source gave,
 *     the id in the book, and
 *     "~" and a key of the heading's text (key_of), which all usual ways of generators to make ids of headings share. */
#include "html/page.h"
#include "html/passes.h"

#include "base/path.h"
#include "base/utf8.h"
#include "wrap/text.h"

#include <string.h>

enum { ID_CAP = 60 };

struct ids {
    struct rendering *r;
    struct map taken;           /* ids of the book */
    struct map counters;        /* of what is there more than once: size_t */
    struct node **nodes; size_t n;  /* those with more attributes than a class, headings and figures: few nodes are */
};

static const struct anchor TOP = { { "", 0 }, 0 };

/* ---- making ids ------------------------------------------------------------------------------------------------------ */

/* Notes and their references have these, and nothing else may. */
static bool
is_reserved(struct str id)
{
    struct str number = STR("");

    if (str_starts(id, STR("fn-")))
        number = str_from(id, 3);
    else if (str_starts(id, STR("fnref-")))
        number = str_from(id, 6);
    return number.len && char_is_digit(number.at[0]);
}

static bool
is_safe(struct str id)
{
    if (id.len == 0 || id.len > ID_CAP || !char_is_alpha(id.at[0]) || is_reserved(id))
        return false;
    for (size_t i = 0; i < id.len; i++)
        if (!char_is_alnum(id.at[i]) && id.at[i] != '-' && id.at[i] != '_')
            return false;
    return true;
}

static struct str
id_of_text(struct arena *a, struct str text)
{
    struct str slug = text_slug(a, text, ID_CAP);

    if (slug.len == 0)
        return arena_printf(a, "s-%08x", (unsigned)(map_hash(text) & 0xFFFFFFFF));
    return is_safe(slug) ? slug : arena_printf(a, "s-%.*s", STR_ARG(slug));
}

/* BASE, or with the next free number behind it: "intro", "intro-1", as GitHub and Hugo count. */
static struct str
unique(struct ids *ids, struct map *taken, struct str base)
{
    struct str name = base;
    size_t *counter;
    void **slot;

    if (map_has(taken, name)) {
        slot = map_slot(&ids->counters, arena_str(ids->r->scratch, base));
        if (!*slot)
            *slot = ARENA_NEW(ids->r->scratch, size_t);
        counter = *slot;
        do
            name = arena_printf(ids->r->scratch, "%.*s-%zu", STR_ARG(base), ++*counter);
        while (map_has(taken, name));
    }
    return name;
}

static struct str
take(struct ids *ids, struct str base)
{
    struct str id = unique(ids, &ids->taken, base);

    *map_slot(&ids->taken, id) = ids;
    return id;
}

/* ---- keys of headings ------------------------------------------------------------------------------------------------ */

static const struct { uint32_t first, last; } no_letters[] = {
    { 0x80, 0xA9 }, { 0xAB, 0xB4 }, { 0xB6, 0xB9 }, { 0xBB, 0xBF }, { 0xD7, 0xD7 }, { 0xF7, 0xF7 }, { 0x2000, 0x206F },
    { 0x20A0, 0x20CF }, { 0x2190, 0x2BFF }, { 0x2E00, 0x2E7F }, { 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0xFE00, 0xFE6F },
    { 0xFF01, 0xFF0F }, { 0xFF1A, 0xFF20 }, { 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 }, { 0xFFF0, 0xFFFF }, { 0x1F000, 0x1FAFF },
};

static bool
is_letter(uint32_t c)
{
    if (c < 0x80)
        return char_is_alnum((char)c) || c == '_';
    for (size_t i = 0; i < sizeof no_letters / sizeof *no_letters; i++)
        if (c >= no_letters[i].first && c <= no_letters[i].last)
            return false;
    return true;
}

/* Case folded, only letters, digits and "_", runs of blanks and "-" as one "-". GitHub keeps "--" of "a - b", pandoc the stop
 * of "1.2": that is one key. */
static struct str
key_of(struct arena *a, struct str text)
{
    struct str folded = text_fold(a, text);
    char *key = arena_text(a, 2 * folded.len + 2);
    size_t n = 0;
    bool gap = false;

    key[n++] = '~';
    for (size_t i = 0, start = 0; i < folded.len; start = i) {
        uint32_t c = utf8_next(folded, &i);
        if (c == ' ' || c == '-') {
            gap = true;
        } else if (is_letter(c)) {
            if (gap && n > 1)
                key[n++] = '-';
            gap = false;
            while (start < i)
                key[n++] = folded.at[start++];
        }
    }
    key[n] = '\0';
    return n > 1 ? (struct str){ key, n } : STR("");
}

/* ---- finding --------------------------------------------------------------------------------------------------------- */

const struct anchor *
ids_find(const struct page *page, struct str fragment, struct arena *scratch)
{
    ptrdiff_t text = str_find(fragment, STR(":~:"), 0);
    const struct anchor *found;

    if (text >= 0)              /* a text fragment: browsers look for words there */
        fragment = str_sub(fragment, 0, (size_t)text);
    if ((found = anchors_find(page, fragment, scratch)))
        return found;
    if (fragment.len == 0 || str_ieqc(fragment, "top"))
        return &TOP;
    if (str_starts(fragment, STR("user-content-")))     /* GitHub puts it before the ids of rendered files */
        return ids_find(page, str_from(fragment, 13), scratch);
    if ((found = anchors_find(page, key_of(scratch, fragment), scratch)))
        return found;
    return anchors_find(page, id_of_text(scratch, fragment), scratch);
}

/* ---- registering ----------------------------------------------------------------------------------------------------- */

/* KEY leads to ID (the top of the page if it is empty); what was there first stays. */
static void
add_anchor(struct ids *ids, struct str key, struct str id)
{
    struct page *page = ids->r->page;
    struct anchor *anchor;

    if (key.len == 0 || map_has(&page->anchors, key))
        return;
    anchor = ARENA_NEW(ids->r->scratch, struct anchor);
    anchor->id = id;
    *map_slot(&page->anchors, arena_str(ids->r->scratch, key)) = anchor;
}

static void
set_id(struct ids *ids, struct node *n, struct str id)
{
    node_set_attr(ids->r->scratch, n, "id", id);
}

/* Our own ids first, so that no other element takes them. */
static void
take_own(struct ids *ids)
{
    *map_slot(&ids->taken, STR(PAGE_TITLE_ID)) = ids;
    for (size_t i = 0; i < ids->n; i++) {
        struct node *n = ids->nodes[i];
        struct str own = node_attr(n, "x-id");
        if (own.len == 0)
            continue;
        own = take(ids, own);
        add_anchor(ids, node_attr(n, "id"), own);
        set_id(ids, n, own);
    }
}

/* The id of the source. Of two elements with one id the first keeps it, as in browsers. */
static void
take_given(struct ids *ids, struct node *n)
{
    struct str given = node_attr(n, "id"), id;

    node_drop_attr(n, "id");
    if (node_has_attr(n, "x-title")) {
        add_anchor(ids, given, STR(""));
        return;
    }
    if (given.len == 0 || map_has(&ids->r->page->anchors, given))
        return;
    id = take(ids, is_safe(given) ? given : id_of_text(ids->r->scratch, given));
    add_anchor(ids, given, id);
    set_id(ids, n, id);
}

/* pandoc and kramdown begin an id with the first letter: "~1-2-intro" is also "~intro". */
static struct str
without_number(struct arena *a, struct str key)
{
    size_t i = 1;

    while (i < key.len && (char_is_digit(key.at[i]) || key.at[i] == '-'))
        i++;
    return i > 1 && i < key.len ? arena_printf(a, "~%.*s", STR_ARG(str_from(key, i))) : STR("");
}

static void
take_heading(struct ids *ids, struct node *n)
{
    struct arena *scratch = ids->r->scratch;
    bool is_title = node_has_attr(n, "x-title");
    struct str label = heading_label(scratch, n, SIZE_MAX / 2), key = key_of(scratch, label), id = node_attr(n, "id");

    if (is_title)
        id = STR("");
    else if (id.len == 0)
        set_id(ids, n, id = take(ids, id_of_text(scratch, label)));
    if (key.len)
        add_anchor(ids, unique(ids, &ids->r->page->anchors, key), id);
    add_anchor(ids, without_number(scratch, key), id);
}

/* The first picture names a figure: its file name comes from its content. */
static void
take_figure(struct ids *ids, struct node *n)
{
    const struct node *img = node_find(n, TAG_IMG);
    struct str name;

    if (!img || !node_find(n, TAG_FIGCAPTION))
        return;
    name = text_slug(ids->r->scratch, path_stem(node_attr(img, "src")), 8);
    if (name.len)
        set_id(ids, n, take(ids, arena_printf(ids->r->scratch, "fig-%.*s", STR_ARG(name))));
}

/* Of most that have attributes a class is all. */
static bool
has_only_class(const struct node *n)
{
    return !n->attrs->next && attr_is(n->attrs, "class");
}

static void
list_nodes(struct ids *ids)
{
    const struct node *root = ids->r->root;

    for (struct node *n = root->first; n; n = node_next(n, root))
        if ((n->attrs && !has_only_class(n)) || node_is_heading(n) || n->tag == TAG_FIGURE)
            *ARENA_PUSH(ids->r->scratch, ids->nodes, ids->n) = n;
}

static void
take_ids(struct ids *ids)
{
    take_own(ids);
    for (size_t i = 0; i < ids->n; i++)
        if (node_has_attr(ids->nodes[i], "id") && !node_has_attr(ids->nodes[i], "x-id"))
            take_given(ids, ids->nodes[i]);
    for (size_t i = 0; i < ids->n; i++) {
        struct node *n = ids->nodes[i];
        if (node_is_heading(n))
            take_heading(ids, n);
        else if (n->tag == TAG_FIGURE && !node_has_attr(n, "id"))
            take_figure(ids, n);
    }
    for (size_t i = 0, n = ids->taken.n; i < n; i++)
        if (!str_eqc(ids->taken.entries[i].key, PAGE_TITLE_ID))
            add_anchor(ids, ids->taken.entries[i].key, ids->taken.entries[i].key);
    /* The title's own heading, where there is none in the text or the reader took it out. */
    add_anchor(ids, key_of(ids->r->scratch, page_title(ids->r->page)), STR(""));
}

/* ---- what refers to ids ---------------------------------------------------------------------------------------------- */

/* The ids of the book for a list of ids of the source; what is not there is left out. */
static struct str
map_list(struct ids *ids, struct str list)
{
    struct buf out;
    struct str word, result;

    buf_init(&out);
    while (str_cut(&list, ' ', &word)) {
        const struct anchor *anchor = map_find(&ids->r->page->anchors, str_trim(word));
        if (!anchor || anchor->id.len == 0)
            continue;
        if (out.len)
            buf_addc(&out, ' ');
        buf_add(&out, anchor->id);
    }
    result = out.len ? buf_take(&out, ids->r->scratch) : STR("");
    buf_release(&out);
    return result;
}

static void
map_references(struct ids *ids, struct node *n)
{
    static const char *const names[] = { "aria-labelledby", "aria-describedby", "headers", "for" };
    bool may_refer = false;

    for (const struct attr *a = n->attrs; a; a = a->next)
        may_refer = may_refer || *a->name == 'a' || *a->name == 'h' || *a->name == 'f';
    for (size_t i = 0; may_refer && i < sizeof names / sizeof *names; i++) {
        struct str list = node_attr(n, names[i]);
        if (!list.at)
            continue;
        list = map_list(ids, list);
        if (list.len)
            node_set_attr(ids->r->scratch, n, names[i], list);
        else
            node_drop_attr(n, names[i]);
    }
}

/* `#x` and `url(#x)` in the attributes of an SVG; what leads nowhere stays empty, which draws as nothing. */
static void
map_svg(struct ids *ids, struct node *n)
{
    struct arena *scratch = ids->r->scratch;

    for (struct attr *a = n->attrs; a; a = a->next) {
        bool is_link = strcmp(a->name, "href") == 0 || strcmp(a->name, "xlink:href") == 0;
        if (is_link && str_starts(a->value, STR("#")))
            a->value = arena_printf(scratch, "#%.*s", STR_ARG(map_list(ids, str_from(a->value, 1))));
        else if (str_starts(a->value, STR("url(#")) && str_ends(a->value, STR(")")))
            a->value = arena_printf(scratch, "url(#%.*s)", STR_ARG(map_list(ids, str_sub(a->value, 5, a->value.len - 1))));
    }
}

/* A link into this page gets its address; one that leads nowhere becomes its text. */
static void
map_link(struct ids *ids, struct node *n)
{
    struct arena *scratch = ids->r->scratch;
    struct str fragment = node_attr(n, "x-fragment");
    const struct anchor *anchor = ids_find(ids->r->page, fragment, scratch);

    node_drop_attr(n, "x-page");
    if (anchor) {
        struct str id = anchor->id.len ? anchor->id : STR(PAGE_TITLE_ID);
        node_set_attr(scratch, n, "href", arena_printf(scratch, "#%.*s", STR_ARG(id)));
        return;
    }
    rendering_warn(ids->r, DIAG_LINK_DEAD, n, "there is no '#%.*s' in this article; the link's text is kept",
        STR_ARG(fragment));
    if (node_attr(n, "id").len) {       /* links may still lead here; what else it has is that of a link */
        struct str id = node_attr(n, "id");
        n->attrs = NULL;
        set_id(ids, n, id);
        node_rename(n, TAG_SPAN);
    } else {
        node_unwrap(n);
    }
}

static bool
is_own_link(const struct ids *ids, const struct node *n)
{
    struct str page = node_attr(n, "x-page");
    unsigned long index;

    return page.len && str_uint(page, UINT32_MAX, &index) && index == ids->r->page->index;
}

void
pass_ids(struct rendering *r)
{
    struct ids ids = { .r = r };

    map_init(&ids.taken);
    map_init(&ids.counters);
    list_nodes(&ids);
    take_ids(&ids);
    for (size_t i = 0; i < ids.n; i++) {
        struct node *n = ids.nodes[i];
        map_references(&ids, n);
        if (n->space == SPACE_SVG)
            map_svg(&ids, n);
        else if (n->tag == TAG_A && is_own_link(&ids, n))
            map_link(&ids, n);
    }
    map_release(&ids.taken);
    map_release(&ids.counters);
}
