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
#include "book/matter.h"
#include "wrap/text.h"

enum { SUBTITLE = 160 };        /* a longer description is a paragraph, no subtitle */

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
    buf_adds(&w->out, text.len <= SUBTITLE ? "<p class=\"subtitle\" role=\"doc-subtitle\">" : "<p class=\"description\">");
    xml_text(&w->out, text);
    buf_adds(&w->out, "</p>\n");
}

void
title_page(struct writing *w)
{
    struct str title = book_title(w->mem, w->book), editor = label_line(w->mem, w->book->editor);

    matter_open(w, "title", "title-page", title, STR(""));
    buf_adds(&w->out, "<section class=\"title-page\" epub:type=\"titlepage\" aria-labelledby=\"title\">\n"
                      "<h1 class=\"title\" id=\"title\">");
    xml_text(&w->out, title);
    buf_adds(&w->out, "</h1>\n");
    matter_paragraph(w, "period", period_of(w));
    write_description(w);
    if (editor.len > 0)
        matter_paragraph(w, "editor", arena_printf(w->mem, "%s: %.*s", word_get(WORD_EDITOR, w->language), STR_ARG(editor)));
    matter_paragraph(w, "publisher", w->book->publisher);
    buf_adds(&w->out, "</section>\n");
    matter_close(w);
}

/* ---- cover -------------------------------------------------------------------------------------------------------------- */

/* Nothing but the picture: Kobo opens this file in its reader for fixed layouts (EPUB-RULES 6.4). */
void
cover_page(struct writing *w)
{
    struct str word = str_of(word_get(WORD_COVER, w->language)), title = book_title(w->mem, w->book);

    if (!has_cover_page(w->plan))
        return;
    matter_open(w, "cover", "cover", word, STR(""));
    buf_adds(&w->out, "<section class=\"cover\" epub:type=\"cover\"");
    xml_attr(&w->out, "aria-label", word);
    buf_adds(&w->out, ">\n<img class=\"cover\"");
    xml_attr(&w->out, "src", arena_printf(w->mem, "../%.*s", STR_ARG(w->plan->cover->href)));
    xml_attr(&w->out, "alt", arena_printf(w->mem, "%.*s: %.*s", STR_ARG(word), STR_ARG(title)));
    buf_adds(&w->out, " role=\"doc-cover\"/>\n</section>\n");
    matter_close(w);
}

/* ---- colophon ----------------------------------------------------------------------------------------------------------- */

static void
fact(struct writing *w, enum word word, struct str text)
{
    struct str line = label_line(w->mem, text);

    if (line.len == 0)
        return;
    buf_addf(&w->out, "<dt>%s</dt>\n<dd>", word_get(word, w->language));
    xml_text(&w->out, line);
    buf_adds(&w->out, "</dd>\n");
}

void
colophon_page(struct writing *w)
{
    const struct book *book = w->book;
    struct str title = book_title(w->mem, book), archive = w->plan->catalog->config->title;
    const char *word = word_get(WORD_COLOPHON, w->language);

    matter_open(w, "colophon", "colophon", str_of(word), str_of(word));
    buf_adds(&w->out, "<section class=\"colophon\" epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"colophon\">\n");
    buf_addf(&w->out, "<h1 id=\"colophon\">%s</h1>\n", word);
    matter_paragraph(w, "book", title);
    if (!str_eq(label_line(w->mem, archive), title))
        matter_paragraph(w, "archive", archive);
    buf_adds(&w->out, "<dl class=\"facts\">\n");
    fact(w, WORD_PUBLISHER, book->publisher);
    fact(w, WORD_EDITOR, book->editor);
    fact(w, WORD_LANGUAGE, text_language_name(w->mem, w->language, w->language));
    fact(w, WORD_RIGHTS, book->rights);
    fact(w, WORD_IDENTIFIER, uuid_urn(w->mem, book->id));
    buf_adds(&w->out, "</dl>\n");
    buf_adds(&w->out, "<p class=\"made\"><a href=\"sources.xhtml\">");
    xml_text(&w->out, str_of(word_get(WORD_SOURCES_NAMED, w->language)));
    buf_adds(&w->out, "</a></p>\n");
    matter_paragraph(w, "made", label_fill(w->mem, word_get(WORD_MADE_WITH, w->language), STR("sheaf " VERSION), STR_NONE));
    buf_adds(&w->out, "</section>\n");
    matter_close(w);
}
