/* render: an article's tree to the finished files of its page. SPDX-License-Identifier: MIT */
#include "html/render.h"

#include "html/page.h"
#include "html/passes.h"

#include "base/path.h"

#include <stdarg.h>
#include <stdio.h>

/* Why in this order:
 *   sanitize   first: the others see only elements and attributes of the allow-list, at a bounded depth;
 *   structure  then, so that blocks stand where XHTML wants them before anyone asks what a block's neighbour is;
 *   title      before links, which rewrite the `#` addresses by which a heading's link to itself is known;
 *   links, images  before notes: the links of notes made by HTML generators are recognised by where they lead;
 *   lead       before images, after sanitize: it is the article's, not the text's;
 *   linknotes  before notes, whose list stands last: a page is cut by it;
 *   notes      before headings and ids: it adds blocks and ids, and no heading is left inside a note;
 *   headings   before polish and ids, which depend on what is a heading;
 *   highlight  before polish, which it gives nothing to do;
 *   polish     takes out what is empty after all this: afterwards no element goes away,
 *   ids        so what an id refers to is there in the end, or the reference is dropped;
 *   typography  last: ids come from headings as they were typed, and links must find them. */
static render_pass *const passes[] = {
    pass_sanitize,
    pass_structure,
    pass_title,
    pass_links,
    pass_lead,
    pass_images,
    pass_linknotes,
    pass_notes,
    pass_headings,
    pass_highlight,
    pass_polish,
    pass_ids,
    pass_typography,
};

void
rendering_locate(struct rendering *r, uint32_t offset, uint32_t *line, uint32_t *col)
{
    struct str bytes = r->source->bytes;

    *line = *col = 0;
    if (offset == NODE_NOWHERE || offset > bytes.len)
        return;
    if (r->place.line == 0 || offset < r->place.offset) {
        r->place.offset = 0;
        r->place.line = r->place.col = 1;
    }
    for (size_t *i = &r->place.offset; *i < offset; ++*i) {
        unsigned char c = (unsigned char)bytes.at[*i];
        if (c == '\n' || (c == '\r' && *i + 1 < bytes.len && bytes.at[*i + 1] != '\n')) {
            r->place.line++;
            r->place.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            r->place.col++;
        }
    }
    *line = r->place.line + r->source->before;
    *col = r->place.col;
}

void
rendering_warn(struct rendering *r, enum diag_code code, const struct node *n, const char *format, ...)
{
    char text[1024];
    va_list args;
    uint32_t line, col;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    while (n && n->offset == NODE_NOWHERE)
        n = n->parent;
    rendering_locate(r, n ? n->offset : NODE_NOWHERE, &line, &col);
    diag_add(&r->page->diag, code, r->source->path, line, col, "%s", text);
}

void
render_page(const struct plan *plan, struct page *page, struct node *root, const struct source *source, struct arena *scratch)
{
    struct rendering r = { .scratch = scratch, .plan = plan, .page = page, .root = root, .source = source };

    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        passes[i](&r);
    split_page(&r, header_make(&r));
    anchors_pack(page);
    if (plan->remembers)
        page->asked = buf_take(&r.asked, page->ncrossrefs ? &page->mem : scratch);
    buf_release(&r.asked);
}

/* ---- links into other pages ------------------------------------------------------------------------------------------ */

/* The address of C as seen from its own file, with a warning if the place is not there. */
static struct str
resolve(struct page *page, const struct crossref *c, struct arena *scratch)
{
    const struct anchor *anchor = ids_find(c->target, c->fragment, scratch);
    uint32_t part = anchor ? anchor->part : 0;
    struct str to = part < c->target->nparts ? c->target->parts[part].href : c->target->href;
    struct str from = page->parts[c->part].href;

    if (!anchor)
        diag_add(&page->diag, DIAG_LINK_DEAD, page->article->file->path, c->line, c->col,
            "there is no '#%.*s' in %s; the link leads to its beginning", STR_ARG(c->fragment), c->target->article->file->path);
    to = path_relative(scratch, path_folder(from), to);
    if (!anchor || anchor->id.len == 0)
        return to;
    return arena_printf(scratch, "%.*s#%.*s", STR_ARG(to), STR_ARG(anchor->id));
}

/* Writes the text of one part anew, each placeholder replaced. C counts up. */
static void
patch_part(struct page *page, uint32_t part, size_t *c, struct arena *scratch)
{
    struct buf old = page->parts[part].xhtml, out;
    size_t done = 0;

    buf_init(&out);
    for (; *c < page->ncrossrefs && page->crossrefs[*c].part == part; ++*c) {
        const struct crossref *ref = &page->crossrefs[*c];
        buf_add(&out, str_sub(buf_str(&old), done, ref->at));
        buf_add(&out, resolve(page, ref, scratch));
        done = ref->at + ref->len;
    }
    buf_add(&out, str_from(buf_str(&old), done));
    buf_release(&old);
    page->parts[part].xhtml = out;
}

/* The crossrefs stand in the order of parts and places: the serializer made them so. */
void
render_resolve(const struct plan *plan, struct page *page)
{
    struct arena scratch;
    size_t c = 0;

    (void)plan;
    arena_init(&scratch);
    while (c < page->ncrossrefs)
        patch_part(page, page->crossrefs[c].part, &c, &scratch);
    arena_release(&scratch);
}
