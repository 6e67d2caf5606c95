/* sources: which file an image of a web page really is. SPDX-License-Identifier: MIT
 *
 * Pages name one picture many times: src, srcset, picture, attributes that a script would move to src, an img in noscript. All
 * are put in one list, best first (x-sources); images.c takes the first one that it can have. */
#include "html/clean.h"

#include <string.h>

enum { WIDE = 2000 };           /* pixels: a wider file is only taken if there is no other (EPUB-RULES 6.2) */

struct sources {
    struct arena *mem;
    struct buf list;
};

/* Line breaks in an address mean nothing: long ones of data: are often broken. */
static void
add(struct sources *s, struct str address)
{
    struct str line;

    address = str_trim(address);
    if (address.len && s->list.len)
        buf_addc(&s->list, '\n');
    while (str_line(&address, &line))
        buf_add(&s->list, line);
}

/* ---- srcset ---------------------------------------------------------------------------------------------------------- */

struct candidate {
    struct str address;
    double size;                /* pixels of width, or 1000 for each "x" */
};

/* "480w", "1.5x"; a candidate without is 1x. */
static double
size_of(struct str descriptor)
{
    double n = 0, scale = 1;
    size_t i = 0;
    bool point = false;

    descriptor = str_trim(descriptor);
    for (; i < descriptor.len && i < 12 && (char_is_digit(descriptor.at[i]) || descriptor.at[i] == '.'); i++) {
        point = point || descriptor.at[i] == '.';
        if (descriptor.at[i] != '.') {
            n = n * 10 + (descriptor.at[i] - '0');
            scale *= point ? 10 : 1;
        }
    }
    if (i == 0)
        return 1000;
    return i < descriptor.len && descriptor.at[i] == 'x' ? n / scale * 1000 : n / scale;
}

/* The next candidate of REST (HTML, "parse a srcset attribute"): addresses may hold commas, but not at their end. */
static bool
next_candidate(struct str *rest, struct candidate *c)
{
    size_t i = 0, start, end;

    while (i < rest->len && (char_is_blank(rest->at[i]) || rest->at[i] == ','))
        i++;
    for (start = i; i < rest->len && !char_is_blank(rest->at[i]); i++)
        continue;
    if (i == start)
        return false;
    c->address = str_sub(*rest, start, i);
    for (end = i; rest->at[end - 1] == ','; end--)
        c->address.len--;
    if (end == i) {
        for (start = i; i < rest->len && rest->at[i] != ','; i++)
            continue;
        c->size = size_of(str_sub(*rest, start, i));
    } else {
        c->size = 1000;
    }
    *rest = str_from(*rest, i);
    return true;
}

/* The widest that is not too wide, else the least wide. */
static bool
is_better(const struct candidate *a, const struct candidate *b)
{
    if (b->address.len == 0)
        return true;
    if (a->size > WIDE || b->size > WIDE)
        return a->size < b->size;
    return a->size > b->size;
}

static void
add_srcset(struct sources *s, struct str srcset)
{
    struct candidate best = { STR_NONE, 0 }, c;
    struct str rest = srcset;

    while (next_candidate(&rest, &c))
        if (is_better(&c, &best))
            best = c;
    add(s, best.address);
}

/* ---- img ------------------------------------------------------------------------------------------------------------- */

static const char *const lazy[] = { "data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file", "data-full-src",
    "data-hi-res-src", "data-echo" };

/* A picture of one pixel is there for a counter, not for readers. */
static bool
is_pixel(const struct node *n)
{
    struct str width = node_attr(n, "width"), height = node_attr(n, "height");

    return (str_eqc(width, "1") || str_eqc(width, "0")) && (str_eqc(height, "1") || str_eqc(height, "0"));
}

static void
add_all(struct sources *s, const struct node *n)
{
    add_srcset(s, node_attr(n, "data-srcset"));
    add_srcset(s, node_attr(n, "data-lazy-srcset"));
    for (size_t i = 0; i < sizeof lazy / sizeof *lazy; i++)
        add(s, node_attr(n, lazy[i]));
    add_srcset(s, node_attr(n, "srcset"));
    add(s, node_attr(n, "src"));
}

static void
begin(struct sources *s, struct arena *mem, const struct node *n)
{
    s->mem = mem;
    buf_init(&s->list);
    buf_add(&s->list, node_attr(n, "x-sources"));
}

static void
finish(struct sources *s, struct node *n)
{
    node_set_attr(s->mem, n, "x-sources", buf_take(&s->list, s->mem));
    buf_release(&s->list);
}

struct node *
sources_img(struct cleaning *c, struct node *n)
{
    struct sources s;

    if (is_pixel(n))
        return NULL;
    begin(&s, c->mem, n);
    add_all(&s, n);
    finish(&s, n);
    return node_attr(n, "x-sources").len ? n : NULL;
}

/* ---- picture --------------------------------------------------------------------------------------------------------- */

static bool
is_core_type(const struct node *source)
{
    struct str type = str_trim(node_attr(source, "type"));

    return type.len == 0 || str_ieqc(type, "image/jpeg") || str_ieqc(type, "image/png") || str_ieqc(type, "image/gif")
        || str_ieqc(type, "image/svg+xml");
}

struct node *
sources_picture(struct cleaning *c, struct node *n)
{
    struct node *img = node_find(n, TAG_IMG);
    struct sources s;

    if (!img && !node_find(n, TAG_SOURCE))
        return NULL;
    img = img ? img : node_element(c->mem, TAG_IMG, n->offset);
    begin(&s, c->mem, img);
    for (const struct node *m = n->first; m; m = node_next(m, n))
        if (m->tag == TAG_SOURCE && is_core_type(m))
            add_all(&s, m);
    add_all(&s, img);
    for (const struct node *m = n->first; m; m = node_next(m, n))
        if (m->tag == TAG_SOURCE && !is_core_type(m))
            add_all(&s, m);
    finish(&s, img);
    node_replace(n, img);
    return img;
}

/* ---- noscript -------------------------------------------------------------------------------------------------------- */

static struct node *
element_before(const struct node *n)
{
    struct node *before = n->prev;

    while (before && node_is_blank_text(before))
        before = before->prev;
    return before;
}

/* The img that stands right before N, alone or in an element of its own. */
static struct node *
img_before(const struct node *n)
{
    struct node *before = element_before(n);

    if (before && before->tag == TAG_IMG)
        return before;
    return before && node_is_element(before) && node_is_blank_text(before) == false && !node_is_block(before)
        ? node_find(before, TAG_IMG) : NULL;
}

/* What a browser without scripts would show beside a picture that a script loads is that picture; anything else in noscript
 * asks for scripts. */
struct node *
sources_noscript(struct cleaning *c, struct node *n)
{
    struct node *img = node_find(n, TAG_IMG), *before = img_before(n);
    struct sources s;

    if (!img)
        return NULL;
    if (!before) {
        node_rename(n, TAG_SPAN);
        return n;
    }
    begin(&s, c->mem, before);
    add_all(&s, img);
    finish(&s, before);
    if (!node_attr(before, "alt").len && node_attr(img, "alt").len)
        node_set_attr(c->mem, before, "alt", node_attr(img, "alt"));
    return NULL;
}
