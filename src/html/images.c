/* images: pictures become files of the book, or their alternative text. SPDX-License-Identifier: MIT */
#include "html/clean.h"
#include "html/loading.h"
#include "html/page.h"
#include "html/passes.h"
#include "html/picture.h"
#include "html/svg.h"
#include "html/target.h"

#include "base/path.h"

static void
set_source(struct loading *l, struct node *img, size_t index)
{
    const struct asset *a = &l->page->assets[index - 1];
    struct arena *mem = l->r->scratch;

    node_set_attr(mem, img, "src", path_relative(mem, path_folder(l->page->href), a->href));
    node_drop_attr(img, "x-sources");
    node_drop_attr(img, "x-optional");
    if (node_has_attr(img, "width") || !a->width || !a->height)
        return;
    node_set_attr(mem, img, "width", arena_printf(mem, "%u", (unsigned)a->width));
    node_set_attr(mem, img, "height", arena_printf(mem, "%u", (unsigned)a->height));
}

/* A paragraph that is only a picture with a title: the title is its caption. */
static void
make_figure(struct loading *l, struct node *img)
{
    struct arena *mem = l->r->scratch;
    struct str title = str_trim(node_attr(img, "title"));
    struct node *top = img->parent->tag == TAG_A ? img->parent : img, *p = top->parent, *caption;

    if (!title.len || p->tag != TAG_P)
        return;
    for (const struct node *c = p->first; c; c = c->next)
        if (c != top && !node_is_blank_text(c))
            return;
    if (top != img && (top->first != img || top->last != img))
        return;
    for (struct node *c = p->parent; c != l->r->root; c = c->parent)
        if (c->tag == TAG_FIGURE || c->tag == TAG_FIGCAPTION)
            return;
    node_rename(p, TAG_FIGURE);
    node_drop_attr(p, "class");
    node_drop_attr(p, "role");
    caption = node_element(mem, TAG_FIGCAPTION, img->offset);
    node_append(caption, node_text(mem, title, img->offset));
    node_append(p, caption);
    node_drop_attr(img, "title");
}

/* What became of one address; with PLACED the asset in INDEX. WEB is set if it is on the web. */
static enum outcome
try_address(struct loading *l, struct str address, size_t *index, struct str *web)
{
    struct picture p = picture_find(l->r, address);

    switch (p.status) {
    case PICTURE_FOUND:
        *index = loading_file(l, p.path);
        return *index ? PLACED : l->spacer ? SPACER : BROKEN;
    case PICTURE_DATA:
        *index = loading_data(l, p.address);
        return *index ? PLACED : l->spacer ? SPACER : BROKEN;
    case PICTURE_REMOTE:
        *web = p.address;
        return REMOTE;
    case PICTURE_OUTSIDE:
        return OUTSIDE;
    case PICTURE_MISSING:
        break;
    }
    return MISSING;
}

/* The file at INDEX of the page, and what is to be said of it. */
static void
put_picture(struct loading *l, struct node *img, size_t index, struct str address)
{
    if (l->cut_off)
        rendering_warn(l->r, DIAG_IMAGE_DAMAGED, img, "image '%.*s' is cut off: what is there of it is shown",
            STR_ARG(lost_address(address)));
    if (l->lost)
        rendering_warn(l->r, DIAG_IMAGE_DRAWING, img, "image '%.*s' %s", STR_ARG(lost_address(address)), l->lost);
    set_source(l, img, index);
    alternative_judge(l->r, img, address);
    make_figure(l, img);
}

/* The article's own picture, when all others are there: not twice. */
static void
place_lead(struct loading *l, struct node *img)
{
    struct str address = node_attr(img, "src"), web = STR_NONE;
    bool is_said = str_eqc(node_attr(img, "x-lead"), "said");
    size_t n = l->page->nassets, index = 0;
    enum outcome outcome;

    l->has_alt = !str_is_blank(node_attr(img, "alt"));
    outcome = try_address(l, address, &index, &web);
    node_drop_attr(img, "x-lead");
    if (outcome == PLACED && index > n) {
        put_picture(l, img, index, address);
        return;
    }
    if (is_said && outcome > SPACER && outcome < PLACED)
        lost_warn(l, img, outcome, address);
    node_unlink(img->parent);
}

static void
place_img(struct loading *l, struct node *img)
{
    struct str rest = node_attr(img, "x-sources"), address, told = node_attr(img, "src"), web = STR_NONE;
    enum outcome worst = SPACER;
    size_t index = 0;

    l->has_alt = !str_is_blank(node_attr(img, "alt"));
    rest = rest.len ? rest : told;
    while (worst != PLACED && str_cut(&rest, '\n', &address)) {
        enum outcome outcome = try_address(l, address, &index, &web);
        if (outcome <= worst)
            continue;
        worst = outcome;
        told = address;
    }
    if (worst == PLACED) {
        put_picture(l, img, index, told);
        return;
    }
    if (worst == SPACER || node_has_attr(img, "x-optional")) {
        lost_drop(img);
        return;
    }
    lost_warn(l, img, worst, told);
    if (!web.len)
        web = target_web_of(l->r, told);
    lost_put_text(l->r, img, web);
}

/* A drawing in the page becomes a file like any other. */
static void
place_svg(struct loading *l, struct node *svg)
{
    struct arena *mem = l->r->scratch;
    struct node *img = node_element(mem, TAG_IMG, svg->offset);
    struct str title = svg_title(mem, svg);
    size_t index = loading_drawing(l, svg);

    if (l->lost)
        rendering_warn(l->r, DIAG_IMAGE_DRAWING, svg, "the drawing %s", l->lost);
    node_replace(svg, img);
    if (title.len)
        node_set_attr(mem, img, "alt", title);
    set_source(l, img, index);
    alternative_judge(l->r, img, STR(""));
}

void
pass_images(struct rendering *r)
{
    struct loading l;
    struct node *next, *lead = NULL;

    if (!r->has_pictures)
        return;
    loading_init(&l, r);
    for (struct node *n = r->root->first; n; n = next) {
        next = n->tag == TAG_SVG ? node_next_skip(n, r->root) : node_next(n, r->root);
        if (n->tag == TAG_IMG && node_has_attr(n, "x-lead"))
            lead = n;
        else if (n->tag == TAG_IMG)
            place_img(&l, n);
        else if (n->tag == TAG_SVG)
            place_svg(&l, n);
    }
    if (lead)
        place_lead(&l, lead);
    loading_release(&l);
}
