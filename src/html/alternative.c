/* alternative: what stands for a picture where it cannot be seen. SPDX-License-Identifier: MIT */
#include "html/page.h"

#include "base/path.h"
#include "base/uri.h"
#include "base/utf8.h"

enum { SHOWN = 120 };

/* Words that say nothing, and names of files (EPUB-RULES 2.5). */
static bool
is_meaningless(struct str alt, struct str address)
{
    static const char *const words[] = { "image", "photo", "picture", "img", "untitled", "placeholder", "figure", "screenshot" };
    struct str name = path_name(uri_split(address).path);

    if (utf8_count(alt) <= 1 || str_ieq(alt, name) || str_ieq(alt, path_stem(name)) || str_eq(alt, address))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_ieqc(alt, words[i]))
            return true;
    return false;
}

void
alternative_judge(struct rendering *r, struct node *img, struct str address)
{
    struct str alt = node_attr(img, "alt");
    bool decorative = (alt.at && str_is_blank(alt)) || str_eqc(node_attr(img, "role"), "presentation")
        || str_eqc(node_attr(img, "aria-hidden"), "true");

    if (!alt.at)
        node_set_attr(r->scratch, img, "alt", STR(""));
    if (decorative)
        return;
    r->page->images++;
    if (alt.at && !is_meaningless(str_trim(alt), address))
        return;
    r->page->images_without_alt++;
    address = str_istarts(address, STR("data:")) ? STR("data:") : str_sub(address, 0, utf8_floor(address,
        address.len < SHOWN ? address.len : SHOWN));
    if (!alt.at)
        rendering_warn(r, DIAG_IMAGE_ALT, img, "image '%.*s' has no alternative text", STR_ARG(address));
    else
        rendering_warn(r, DIAG_IMAGE_ALT, img, "the alternative text of image '%.*s' says nothing: '%.*s'", STR_ARG(address),
            STR_ARG(str_sub(alt, 0, utf8_floor(alt, alt.len < SHOWN ? alt.len : SHOWN))));
}
