/* opf: the package document of a book. SPDX-License-Identifier: MIT
 *
 * EPUB 3.3, 5: metadata (metadata.c, access.c), manifest, spine and the guide of EPUB 2. Ids are stable, because readers tie
 * annotations to them (EPUB-RULES 2.6). */
#include "base/path.h"
#include "base/words.h"
#include "base/xml.h"
#include "book/package.h"

#include <stdlib.h>

#define XHTML "application/xhtml+xml"

/* ---- manifest ---------------------------------------------------------------------------------------------------------- */

static void
item(struct buf *out, struct str id, struct str href, const char *type, const char *properties)
{
    buf_adds(out, "    <item");
    xml_attr(out, "id", id);
    xml_attr(out, "href", href);
    xml_attr(out, "media-type", str_of(type));
    if (properties)
        xml_attr(out, "properties", str_of(properties));
    buf_adds(out, "/>\n");
}

static const char *
part_properties(const struct part *part)
{
    if (part->has_svg && part->has_mathml)
        return "mathml svg";
    return part->has_svg ? "svg" : part->has_mathml ? "mathml" : NULL;
}

static int
by_href(const void *a, const void *b)
{
    return str_cmp((*(const struct part *const *)a)->href, (*(const struct part *const *)b)->href);
}

static void
write_parts(struct buf *out, struct arena *mem, const struct plan *plan)
{
    const struct part **parts = NULL;
    size_t n = 0;

    for (size_t i = 0; i < plan->npages; i++)
        for (size_t k = 0; k < plan->pages[i].nparts; k++)
            *ARENA_PUSH(mem, parts, n) = &plan->pages[i].parts[k];
    if (n > 0)
        qsort(parts, n, sizeof *parts, by_href);
    for (size_t i = 0; i < n; i++)
        item(out, parts[i]->id, parts[i]->href, XHTML, part_properties(parts[i]));
}

/* crengine knows the cover only if "cover-image" is all that its properties say. */
static void
write_manifest(struct buf *out, struct arena *mem, const struct plan *plan, const struct matter *matter)
{
    buf_adds(out, "  <manifest>\n");
    item(out, STR("nav"), STR(HREF_NAV), XHTML, "nav");
    item(out, STR("ncx"), STR(HREF_NCX), "application/x-dtbncx+xml", NULL);
    item(out, STR("css"), STR(HREF_CSS), "text/css", NULL);
    if (plan->own_sheet.at)
        item(out, STR("css-own"), STR(HREF_OWN_CSS), "text/css", NULL);
    for (size_t i = 0; i < plan->nfonts; i++)
        item(out, arena_printf(mem, "font-%.*s", STR_ARG(path_stem(plan->fonts[i].href))), plan->fonts[i].href,
            plan->fonts[i].media_type, NULL);
    if (plan->cover)
        item(out, STR("cover-image"), plan->cover->href, image_media_type(plan->cover->type), "cover-image");
    for (size_t i = 0; i < matter->n; i++)
        item(out, matter->documents[i].id, matter->documents[i].href, XHTML, NULL);
    write_parts(out, mem, plan);
    for (size_t i = 0; i < plan->nassets; i++) {
        const struct asset *a = &plan->assets[i];
        item(out, arena_printf(mem, "img-%.*s", STR_ARG(path_stem(a->href))), a->href, image_media_type(a->type), NULL);
    }
    buf_adds(out, "  </manifest>\n");
}

/* ---- spine and guide ---------------------------------------------------------------------------------------------------- */

static void
itemref(struct buf *out, struct str id)
{
    buf_adds(out, "    <itemref");
    xml_attr(out, "idref", id);
    buf_adds(out, "/>\n");
}

static void
write_matter(struct buf *out, const struct matter *matter, bool is_front)
{
    for (size_t i = 0; i < matter->n; i++)
        if (matter->documents[i].is_front == is_front)
            itemref(out, matter->documents[i].id);
}

/* Kobo treats the first item in its own way, whatever it is: a cover or title page must be there (EPUB-RULES 6.4). nav.xhtml is not
 * in it: the contents page says the same and more. */
static void
write_spine(struct buf *out, const struct plan *plan, const struct matter *matter)
{
    buf_addf(out, "  <spine toc=\"ncx\" page-progression-direction=\"%s\">\n", book_direction(plan->book));
    write_matter(out, matter, true);
    for (size_t i = 0; i < plan->npages; i++)
        for (size_t k = 0; k < plan->pages[i].nparts; k++)
            itemref(out, plan->pages[i].parts[k].id);
    write_matter(out, matter, false);
    buf_adds(out, "  </spine>\n");
}

static void
reference(struct buf *out, const char *type, struct str title, struct str href)
{
    buf_addf(out, "    <reference type=\"%s\"", type);
    xml_attr(out, "title", title);
    xml_attr(out, "href", href);
    buf_adds(out, "/>\n");
}

/* "text" decides where Kindle opens the book, and without it the current chapter is not shown (EPUB-RULES 2.8). */
static void
write_guide(struct buf *out, struct arena *mem, const struct plan *plan)
{
    struct str language = book_language(plan->book);
    const struct page *first = first_page(plan);

    buf_adds(out, "  <guide>\n");
    if (has_cover_page(plan))
        reference(out, "cover", str_of(word_get(WORD_COVER, language)), STR(HREF_COVER));
    else
        reference(out, "title-page", str_of(word_get(WORD_TITLE_PAGE, language)), STR(HREF_TITLE));
    reference(out, "toc", str_of(word_get(WORD_CONTENTS, language)), STR(HREF_CONTENTS));
    if (first)
        reference(out, "text", nav_label(mem, plan, first), first->parts[0].href);
    buf_adds(out, "  </guide>\n");
}

void
opf_begin(struct buf *out, struct arena *mem, const struct plan *plan)
{
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"pub-id\"");
    xml_attr(out, "xml:lang", book_language(plan->book));
    xml_attr(out, "dir", str_of(book_direction(plan->book)));
    buf_adds(out, ">\n");
    metadata_write(out, mem, plan);
}

void
opf_end(struct buf *out, struct arena *mem, const struct plan *plan, const struct matter *matter)
{
    write_manifest(out, mem, plan, matter);
    write_spine(out, plan, matter);
    write_guide(out, mem, plan);
    buf_adds(out, "</package>\n");
}
