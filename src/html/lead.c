/* lead: the picture that an article names for itself stands at its top. SPDX-License-Identifier: MIT
 *
 * `image:` of front matter (and its many other names), and what feeds and exports say of an entry. What the head of a saved page
 * names is for previews of links, often a logo: it is left alone. */
#include "html/passes.h"

#include "base/str.h"

enum { BOM = 3 };              /* bytes before the text that are no front matter */

/* Where the front matter names it, for the line of a warning. */
static uint32_t
find_place(const struct rendering *r)
{
    ptrdiff_t at = str_find(str_sub(r->source->bytes, 0, r->page->article->body), r->page->article->image, 0);

    return at == STR_NPOS ? NODE_NOWHERE : (uint32_t)at;
}

/* pass_images gives it its file, or takes it out again. */
void
pass_lead(struct rendering *r)
{
    const struct article *a = r->page->article;
    struct node *figure, *img;
    bool is_said = a->item.len == 0 && (a->body > BOM || a->file->sidecar);

    if (a->image.len == 0 || r->plan->book->look.lead == TOGGLE_OFF)
        return;
    if (!is_said && a->item.len == 0)
        return;
    figure = node_element(r->scratch, TAG_FIGURE, NODE_NOWHERE);
    img = node_element(r->scratch, TAG_IMG, is_said ? find_place(r) : NODE_NOWHERE);
    node_set_attr(r->scratch, figure, "class", STR("lead"));
    node_set_attr(r->scratch, img, "src", a->image);
    if (a->image_alt.len)
        node_set_attr(r->scratch, img, "alt", a->image_alt);
    node_set_attr(r->scratch, img, "x-lead", is_said ? STR("said") : STR("known"));
    node_append(figure, img);
    node_prepend(r->root, figure);
    r->has_pictures = true;
}
