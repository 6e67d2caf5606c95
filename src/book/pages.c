/* pages: the cover, title page and colophon of a book. SPDX-License-Identifier: MIT
 *
 * What they say comes from the configuration and the period only, so they stay the same when an article is added. Classes for
 * the style sheet: section.title-page with h1.title, p.period, p.subtitle (a short description) or p.description, p.publisher,
 * p.editor; section.cover with img.cover; section.colophon with p.book, p.archive, dl.facts (dt, dd), p.made. */
#include "base/version.h"
#include "base/words.h"
#include "base/xhtml.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/package.h"
#include "wrap/text.h"

enum { SUBTITLE = 160 };        /* a longer description is a paragraph, no subtitle */

struct writing {
    struct buf *out;
    struct arena *mem;
    const struct book *book;
    struct str language;
};

static struct writing
begin(struct buf *out, struct arena *mem, const struct plan *plan, const char *href, struct str title)
{
    struct writing w = { out, mem, plan->book, book_language(plan->book) };

    xhtml_open(out, str_of(href), title, w.language, book_direction(plan->book));
    return w;
}

/* A paragraph, if there is text. */
static void
paragraph(struct writing *w, const char *class, struct str text)
{
    struct str line = label_line(w->mem, text);

    if (line.len == 0)
        return;
    buf_addf(w->out, "<p class=\"%s\">", class);
    xml_text(w->out, line);
    buf_adds(w->out, "</p>\n");
}

/* ---- title page --------------------------------------------------------------------------------------------------------- */

/* "March 2024", or the two ends of the period; nothing where the title says it already. */
static struct str
period_of(const struct writing *w)
{
    const struct book *book = w->book;
    struct str text = book->key_text, from, to;

    if (text.len == 0 && book->from.precision != DATE_NONE && book->to.precision != DATE_NONE) {
        from = text_date(w->mem, book->from, w->language);
        to = text_date(w->mem, book->to, w->language);
        text = str_eq(from, to) ? from : arena_printf(w->mem, "%.*s \xE2\x80\x93 %.*s", STR_ARG(from), STR_ARG(to));
    }
    text = label_line(w->mem, text);
    return str_find(book_title(w->mem, book), text, 0) == STR_NPOS ? text : STR("");
}

static void
write_description(struct writing *w)
{
    struct str text = label_line(w->mem, w->book->description);

    if (text.len == 0)
        return;
    buf_adds(w->out, text.len <= SUBTITLE ? "<p class=\"subtitle\" role=\"doc-subtitle\">" : "<p class=\"description\">");
    xml_text(w->out, text);
    buf_adds(w->out, "</p>\n");
}

void
title_page(struct buf *out, struct arena *mem, const struct plan *plan)
{
    struct str title = book_title(mem, plan->book), editor = label_line(mem, plan->book->editor);
    struct writing w = begin(out, mem, plan, HREF_TITLE, title);

    buf_adds(out, "<section class=\"title-page\" epub:type=\"titlepage\" aria-labelledby=\"title\">\n"
                  "<h1 class=\"title\" id=\"title\">");
    xml_text(out, title);
    buf_adds(out, "</h1>\n");
    paragraph(&w, "period", period_of(&w));
    write_description(&w);
    if (editor.len > 0)
        paragraph(&w, "editor", arena_printf(mem, "%s: %.*s", word_get(WORD_EDITOR, w.language), STR_ARG(editor)));
    paragraph(&w, "publisher", plan->book->publisher);
    buf_adds(out, "</section>\n");
    xhtml_close(out);
}

/* ---- cover -------------------------------------------------------------------------------------------------------------- */

/* Nothing but the picture: Kobo opens this file in its reader for fixed layouts (EPUB-RULES 6.4). */
void
cover_page(struct buf *out, struct arena *mem, const struct plan *plan)
{
    struct str word = str_of(word_get(WORD_COVER, book_language(plan->book))), title = book_title(mem, plan->book);

    begin(out, mem, plan, HREF_COVER, word);
    buf_adds(out, "<section class=\"cover\" epub:type=\"cover\"");
    xml_attr(out, "aria-label", word);
    buf_adds(out, ">\n<img class=\"cover\"");
    xml_attr(out, "src", arena_printf(mem, "../%.*s", STR_ARG(plan->cover->href)));
    xml_attr(out, "alt", arena_printf(mem, "%.*s: %.*s", STR_ARG(word), STR_ARG(title)));
    buf_adds(out, " role=\"doc-cover\"/>\n</section>\n");
    xhtml_close(out);
}

/* ---- colophon ----------------------------------------------------------------------------------------------------------- */

static void
fact(struct writing *w, enum word word, struct str text)
{
    struct str line = label_line(w->mem, text);

    if (line.len == 0)
        return;
    buf_addf(w->out, "<dt>%s</dt>\n<dd>", word_get(word, w->language));
    xml_text(w->out, line);
    buf_adds(w->out, "</dd>\n");
}

void
colophon_page(struct buf *out, struct arena *mem, const struct plan *plan)
{
    const struct book *book = plan->book;
    struct str language = book_language(book), title = book_title(mem, book), archive = plan->catalog->config->title;
    const char *word = word_get(WORD_COLOPHON, language);
    struct writing w = begin(out, mem, plan, HREF_COLOPHON, str_of(word));

    buf_adds(out, "<section class=\"colophon\" epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"colophon\">\n");
    buf_addf(out, "<h1 id=\"colophon\">%s</h1>\n", word);
    paragraph(&w, "book", title);
    if (!str_eq(label_line(mem, archive), title))
        paragraph(&w, "archive", archive);
    buf_adds(out, "<dl class=\"facts\">\n");
    fact(&w, WORD_PUBLISHER, book->publisher);
    fact(&w, WORD_EDITOR, book->editor);
    fact(&w, WORD_LANGUAGE, language);
    fact(&w, WORD_RIGHTS, book->rights);
    fact(&w, WORD_IDENTIFIER, uuid_urn(mem, book->id));
    buf_adds(out, "</dl>\n");
    paragraph(&w, "made", str_of(word_get(WORD_SOURCES_NAMED, language)));
    paragraph(&w, "made", label_fill(mem, word_get(WORD_MADE_WITH, language), STR("sheaf " VERSION), STR_NONE));
    buf_adds(out, "</section>\n");
    xhtml_close(out);
}
