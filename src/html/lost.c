/* lost: what stands for a picture that cannot be had, and what is said of it. SPDX-License-Identifier: MIT */
#include "html/loading.h"

#include "base/utf8.h"
#include "base/words.h"
#include "html/page.h"

enum { SHOWN = 120 };

static bool
is_in_link(const struct node *n, const struct node *root)
{
    return node_ancestor(n, TAG_A, root) != NULL;
}

void
lost_put_text(struct rendering *r, struct node *img, struct str web)
{
    const char *word = word_get(WORD_IMAGE, r->page->language);
    struct str alt = str_trim(node_attr(img, "alt"));
    struct node *n;

    alt = alt.len ? arena_printf(r->scratch, "[%s: %.*s]", word, STR_ARG(alt)) : arena_printf(r->scratch, "[%s]", word);
    n = node_text(r->scratch, alt, img->offset);
    node_replace(img, n);
    if (web.len && !is_in_link(n, r->root))
        node_set_attr(r->scratch, node_wrap(r->scratch, n, TAG_A), "href", web);
    if (n->parent->tag == TAG_FIGURE)
        node_wrap(r->scratch, n, TAG_P);
    else if (n->parent->tag == TAG_A && n->parent->parent->tag == TAG_FIGURE)
        node_wrap(r->scratch, n->parent, TAG_P);
}

/* The caption of a figure without its picture is a paragraph. */
void
lost_drop(struct node *img)
{
    struct node *figure = img->parent, *caption;

    node_unlink(img);
    if (figure->tag != TAG_FIGURE || node_find(figure, TAG_IMG))
        return;
    caption = node_find(figure, TAG_FIGCAPTION);
    if (caption && caption->parent == figure) {
        node_rename(caption, TAG_P);
        node_unwrap(figure);
    }
}

struct str
lost_address(struct str address)
{
    return str_sub(address, 0, utf8_floor(address, address.len < SHOWN ? address.len : SHOWN));
}

/* What is wrong with a picture that was found. */
static void
warn_broken(struct loading *l, const struct node *img, struct str address)
{
    enum image_type type = l->broken.type;

    if (type == IMAGE_UNKNOWN)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "'%.*s' is no picture that is known here", STR_ARG(address));
    else if (l->problem)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' %s", STR_ARG(address), l->problem);
    else if (l->broken.damaged)
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' is damaged", STR_ARG(address));
    else
        rendering_warn(l->r, DIAG_IMAGE_TYPE, img, "image '%.*s' is of a type that books cannot hold (%s)", STR_ARG(address),
            image_media_type(type));
}

void
lost_warn(struct loading *l, const struct node *img, enum outcome outcome, struct str address)
{
    struct rendering *r = l->r;

    address = lost_address(address);
    switch (outcome) {
    case REMOTE:
        rendering_warn(r, DIAG_IMAGE_REMOTE, img, "image '%.*s' is on the web", STR_ARG(address));
        break;
    case OUTSIDE:
        rendering_warn(r, DIAG_IMAGE_OUTSIDE, img, "image '%.*s' lies outside the archive", STR_ARG(address));
        break;
    case BROKEN:
        warn_broken(l, img, address);
        break;
    default:
        rendering_warn(r, DIAG_IMAGE_MISSING, img, "image '%.*s' was not found", STR_ARG(address));
        break;
    }
}
