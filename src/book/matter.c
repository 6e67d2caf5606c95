/* matter: front and back matter of a book, in the order of the spine. SPDX-License-Identifier: MIT */
#include "book/matter.h"

#include "base/path.h"
#include "base/xhtml.h"
#include "base/xml.h"
#include "book/label.h"

void
matter_open(struct writing *w, const char *name, const char *id, struct str title, struct str label)
{
    w->href = arena_printf(w->mem, "text/%s.xhtml", name);
    w->id = str_of(id);
    w->label = label;
    xhtml_open(&w->out, w->href, title, w->language, book_direction(w->book), w->plan->own_sheet.at);
}

bool
matter_is_known(struct writing *w, struct hash of)
{
    const struct document d = { w->href, w->id, w->label, w->is_front };

    w->is_there = w->taker->is_there && w->taker->is_there(w->taker->context, &d, hash_add(of, buf_str(&w->out)));
    return w->is_there;
}

void
matter_close(struct writing *w)
{
    const struct document d = { w->href, w->id, w->label, w->is_front };

    xhtml_close(&w->out);
    if (!w->is_there)
        w->taker->made(w->taker->context, &d, buf_str(&w->out));
    w->is_there = false;
    buf_clear(&w->out);
    arena_clear(w->scratch);
}

/* ---- lists ------------------------------------------------------------------------------------------------------------ */

/* File N of a list has its number in name and id, but for the first. */
static void
open_file(struct writing *w, const char *name, const char *type)
{
    const char *file = ++w->nfiles == 1 ? name : arena_printf(w->mem, "%s-%u", name, w->nfiles).at;
    struct str title = w->heading;

    if (w->nfiles > 1)
        title = arena_printf(w->mem, "%.*s (%u)", STR_ARG(title), w->nfiles);
    matter_open(w, file, file, title, w->nfiles == 1 ? title : STR(""));
    buf_addf(&w->out, "<section class=\"%s%s\" %s aria-labelledby=\"title\">\n<h1 id=\"title\">",
        str_starts(str_of(name), STR("index-")) ? "index " : "", name, type);
    xml_text(&w->out, title);
    buf_adds(&w->out, "</h1>\n");
}

void
matter_list(struct writing *w, const char *name, const char *type, struct str title)
{
    matter_list_from(w, 0, name, type, title);
}

void
matter_list_from(struct writing *w, unsigned nfiles, const char *name, const char *type, struct str title)
{
    w->heading = title;
    w->nfiles = nfiles;
    open_file(w, name, type);
}

void
matter_list_end(struct writing *w)
{
    buf_adds(&w->out, "</section>\n");
    matter_close(w);
}

void
matter_next(struct writing *w, const char *name, const char *type)
{
    matter_list_end(w);
    open_file(w, name, type);
}

/* ---- pieces ----------------------------------------------------------------------------------------------------------- */

void
matter_paragraph(struct writing *w, const char *class_name, struct str text)
{
    struct str line = label_line(w->mem, text);

    if (line.len == 0)
        return;
    buf_addf(&w->out, "<p class=\"%s\">", class_name);
    xml_text(&w->out, line);
    buf_adds(&w->out, "</p>\n");
}

static void
put_language(struct buf *out, struct str language, struct str around)
{
    if (language.len == 0 || str_eq(language, around))
        return;
    xml_attr(out, "lang", language);
    xml_attr(out, "xml:lang", language);
}

void
matter_lang(struct writing *w, struct str language)
{
    put_language(&w->out, language, w->language);
}

static void
put_link(struct buf *out, struct arena *scratch, const struct plan *plan, const struct page *page)
{
    buf_adds(out, "<a");
    xml_attr(out, "href", path_relative(scratch, STR("text"), page->parts[0].href));
    put_language(out, page->language, book_language(plan->book));
    buf_addc(out, '>');
    xml_text(out, nav_label(scratch, plan, page));
    buf_adds(out, "</a>");
}

struct str
matter_page_link(struct arena *mem, struct arena *scratch, const struct plan *plan, const struct page *page)
{
    struct str link = STR_NONE;
    struct buf out;

    if (!page_is_made(page))
        return link;
    buf_init(&out);
    put_link(&out, scratch, plan, page);
    link = arena_str(mem, buf_str(&out));
    buf_release(&out);
    return link;
}

void
matter_link(struct writing *w, const struct page *page)
{
    if (page->link.len > 0)
        buf_add(&w->out, page->link);
    else
        put_link(&w->out, w->scratch, w->plan, page);
}

/* ---- all -------------------------------------------------------------------------------------------------------------- */

static const struct { void (*write)(struct writing *); bool is_front; const char *key; unsigned slices; } groups[MATTER_GROUPS] = {
    { cover_page, true, "", 1 }, { title_page, true, "", 1 }, { contents_pages, true, "contents", 1 },
    { index_tags, false, "tags", 1 }, { index_authors, false, "authors", 1 }, { index_dates, false, "dates", 1 },
    { sources_pages, false, "", 4 }, { colophon_page, false, "", 1 },
};

unsigned
matter_slices(size_t group)
{
    return groups[group].slices;
}

struct str
matter_key(size_t group)
{
    return str_of(groups[group].key);
}

void
matter_group(struct arena *mem, const struct plan *plan, size_t group, unsigned slice, const struct matter_taker *taker)
{
    struct arena scratch;
    struct writing w = { .mem = mem, .scratch = &scratch, .plan = plan, .book = plan->book, .slice = slice,
        .nslices = groups[group].slices, .language = book_language(plan->book), .is_front = groups[group].is_front,
        .taker = taker };

    arena_init(&scratch);
    buf_init(&w.out);
    groups[group].write(&w);
    buf_release(&w.out);
    arena_release(&scratch);
}

void
matter_add(struct arena *mem, struct matter *m, const struct document *d)
{
    *ARENA_PUSH(mem, m->documents, m->n) = (struct document){ arena_str(mem, d->href), arena_str(mem, d->id),
        arena_str(mem, d->label), d->is_front };
}

void
matter_join(struct arena *mem, struct matter *all, const struct matter *group)
{
    for (size_t i = 0; i < group->n; i++)
        matter_add(mem, all, &group->documents[i]);
}
