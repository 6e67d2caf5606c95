/* nav_test: the contents, in both their forms. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

struct forms {
    struct nav nav;
    struct buf xhtml, ncx;
};

static void
write_forms(struct shelf *s, struct forms *f)
{
    struct matter matter = shelf_matter(s).all;

    f->nav = nav_pages(&s->mem, s->plan);
    nav_add_matter(&f->nav, &s->mem, s->plan, &matter);
    buf_init(&f->xhtml);
    buf_init(&f->ncx);
    nav_xhtml(&f->xhtml, &s->mem, s->plan, &f->nav);
    nav_ncx(&f->ncx, &s->mem, s->plan, &f->nav);
}

static void
forms_release(struct forms *f)
{
    buf_release(&f->xhtml);
    buf_release(&f->ncx);
}

/* "href|label" for each entry, a line each. */
static struct str
pairs(struct shelf *s, const struct buf *out, bool is_ncx)
{
    const char *end = is_ncx ? "</navMap>" : "</nav>";
    struct str toc = str_sub(buf_str(out), 0, (size_t)str_find(buf_str(out), str_of(end), 0));
    const char *label_start = is_ncx ? "<navLabel><text>" : "\">", *label_end = is_ncx ? "</text>" : "</a>";
    const char *href_start = is_ncx ? "<content src=\"" : "<a href=\"";
    struct buf lines;
    struct str result;

    buf_init(&lines);
    for (size_t at = 0;;) {
        ptrdiff_t item = str_find(toc, str_of(is_ncx ? "<navPoint" : "<li>"), at);
        ptrdiff_t href = item < 0 ? item : str_find(toc, str_of(href_start), (size_t)item);
        ptrdiff_t label = href < 0 ? href : str_find(toc, str_of(label_start), (size_t)(is_ncx ? item : href));
        if (label < 0)
            break;
        at = (size_t)href + strlen(href_start);
        buf_add(&lines, str_sub(toc, at, (size_t)str_chr(toc, '"', at)));
        buf_addc(&lines, '|');
        label += (ptrdiff_t)strlen(label_start);
        buf_add(&lines, str_sub(toc, (size_t)label, (size_t)str_find(toc, str_of(label_end), (size_t)label)));
        buf_addc(&lines, '\n');
    }
    result = buf_take(&lines, &s->mem);
    buf_release(&lines);
    return result;
}

TEST(articles_come_with_their_h2)
{
    struct shelf s;
    struct forms f;
    const char *first;

    shelf_open(&s, 2);
    shelf_plan(&s);
    shelf_heading(&s.plan->pages[0], 2, "One & more", "one", 0);
    shelf_heading(&s.plan->pages[0], 3, "Below", "below", 0);
    shelf_heading(&s.plan->pages[0], 2, "Without id", "", 0);
    shelf_heading(&s.plan->pages[0], 2, "\n\t ", "blank", 0);
    shelf_heading(&s.plan->pages[0], 2, "Two", "two", 0);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(f.nav.n == 6);
    first = arena_cstr(&s.mem, s.plan->pages[0].href);
    CHECK_STR(pairs(&s, &f.xhtml, false), arena_printf(&s.mem, "%s|Article 1\n%s#one|One &amp; more\n%s#two|Two\n"
        "%.*s|Article 2\ntext/sources.xhtml|Sources\n"
        "text/colophon.xhtml|About This Book\n", first, first, first, STR_ARG(s.plan->pages[1].href)).at);
    CHECK(shelf_has(&f.ncx, "name=\"dtb:depth\" content=\"2\""));
    forms_release(&f);
    shelf_close(&s);
}

TEST(parts_of_the_book_lead_to_their_first_article)
{
    struct shelf s;
    struct forms f;
    struct section sections[3] = { { { 0 }, 0, 2 }, { { 0 }, 2, 1 }, { { 0 }, 3, 1 } };

    shelf_open(&s, 5);
    sections[0].title = STR("March");
    sections[1].title = STR("April");
    sections[2].title = STR("May");
    s.book.sections = sections;
    s.book.nsections = 3;
    shelf_plan(&s);
    shelf_heading(&s.plan->pages[0], 2, "Not shown", "x", 0);
    shelf_render(&s);
    deflated_release(&s.plan->pages[2].parts[0].data);
    s.plan->pages[2].nparts = 0;                        /* could not be made: April is empty */
    write_forms(&s, &f);
    CHECK(f.nav.n == 8);
    CHECK_STR(f.nav.entries[0].label, "March");
    CHECK(str_eq(f.nav.entries[0].href, s.plan->pages[0].href) && f.nav.entries[0].level == 1);
    CHECK(f.nav.entries[1].level == 2 && f.nav.entries[2].level == 2);
    CHECK_STR(f.nav.entries[3].label, "May");
    CHECK_STR(f.nav.entries[5].label, "Article 5");     /* in no part */
    CHECK(f.nav.entries[5].level == 1);
    CHECK(!shelf_has(&f.xhtml, "April") && !shelf_has(&f.xhtml, "Not shown"));
    CHECK(shelf_has(&f.ncx, "id=\"np-1\" playOrder=\"1\"") && shelf_has(&f.ncx, "id=\"np-2\" playOrder=\"1\""));
    CHECK(shelf_has(&f.ncx, "id=\"np-3\" playOrder=\"2\"") && shelf_has(&f.ncx, "id=\"np-7\" playOrder=\"5\""));
    forms_release(&f);
    shelf_close(&s);
}

TEST(both_forms_say_the_same)
{
    struct shelf s;
    struct forms f;
    struct section sections[2] = { { { 0 }, 0, 2 }, { { 0 }, 2, 2 } };

    shelf_open(&s, 4);
    s.articles[1].title = STR("<b>\"Quoted\"</b> & so on");
    sections[0].title = sections[1].title = STR("Part");
    s.book.sections = sections;
    s.book.nsections = 2;
    shelf_plan(&s);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(pairs(&s, &f.xhtml, false).len > 100);
    CHECK(str_eq(pairs(&s, &f.xhtml, false), pairs(&s, &f.ncx, true)));
    CHECK(shelf_count(&f.ncx, "<navPoint ") == shelf_count(&f.ncx, "</navPoint>"));
    CHECK(shelf_count(&f.xhtml, "<li>") == shelf_count(&f.xhtml, "</li>"));
    CHECK(shelf_count(&f.xhtml, "<ol>") == shelf_count(&f.xhtml, "</ol>"));
    forms_release(&f);
    shelf_close(&s);
}

TEST(labels_are_short_plain_and_never_empty)
{
    struct shelf s;
    struct forms f;
    char title[301];

    for (size_t i = 0; i < 300; i++)
        title[i] = i % 6 == 5 ? ' ' : 'x';
    title[300] = '\0';
    shelf_open(&s, 4);
    s.articles[0].title = str_of(title);
    s.articles[1].title = STR(" two\n\tlines \x01 here ");
    s.articles[2].short_title = STR("Short");
    s.articles[3].title = STR(" \n");
    s.articles[3].language = STR("de");
    shelf_plan(&s);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(f.nav.entries[0].label.len < 104 && str_ends(f.nav.entries[0].label, STR("x\xE2\x80\xA6")));
    CHECK_STR(f.nav.entries[1].label, "two lines here");
    CHECK_STR(f.nav.entries[2].label, "Short");
    CHECK_STR(f.nav.entries[3].label, "2024/article-4.md");
    CHECK(shelf_has(&f.xhtml, "lang=\"de\" xml:lang=\"de\">2024/article-4.md"));
    forms_release(&f);
    shelf_close(&s);
}

TEST(an_article_of_very_many_sections_shows_none)
{
    struct shelf s;
    struct forms f;

    shelf_open(&s, 2);
    shelf_plan(&s);
    for (int i = 0; i < 31; i++)
        shelf_heading(&s.plan->pages[0], 2, "Section", "s", 0);
    for (int i = 0; i < 30; i++)
        shelf_heading(&s.plan->pages[1], 2, "Section", "s", 0);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(f.nav.n == 2 + 30 + 2);
    forms_release(&f);
    shelf_close(&s);
}

TEST(landmarks_have_one_type_each_and_are_hidden)
{
    struct shelf s;
    struct forms f;

    shelf_open(&s, 2);
    s.book.cover = shelf_file(&s, "cover.png", SHELF_PNG_STR);
    shelf_plan(&s);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(shelf_has(&f.xhtml, "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\""));
    CHECK(shelf_has(&f.xhtml, "<nav epub:type=\"toc\" id=\"toc\" role=\"doc-toc\""));
    CHECK(shelf_has(&f.xhtml, "<a epub:type=\"cover\" href=\"text/cover.xhtml\">"));
    CHECK(shelf_has(&f.xhtml, "<a epub:type=\"titlepage\" href=\"text/title.xhtml\">"));
    CHECK(shelf_has(&f.xhtml, "<a epub:type=\"toc\" href=\"text/contents.xhtml\">"));
    CHECK(shelf_has(&f.xhtml, arena_printf(&s.mem, "<a epub:type=\"bodymatter\" href=\"%.*s\">",
        STR_ARG(s.plan->pages[0].href)).at));
    CHECK(shelf_has(&f.xhtml, "<a epub:type=\"colophon\" href=\"text/colophon.xhtml\">"));
    forms_release(&f);
    shelf_close(&s);
}

TEST(the_ncx_names_the_book_as_the_package_does)
{
    struct shelf s;
    struct forms f;

    shelf_open(&s, 1);
    s.book.language = STR("ar");
    shelf_plan(&s);
    shelf_render(&s);
    write_forms(&s, &f);
    CHECK(shelf_has(&f.ncx, "<meta name=\"dtb:uid\" content=\"urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11\"/>"));
    CHECK(shelf_has(&f.ncx, "<docTitle><text>Field Notes, March 2024</text></docTitle>"));
    CHECK(!shelf_has(&f.ncx, "DOCTYPE") && shelf_has(&f.ncx, "xml:lang=\"ar\""));
    CHECK(shelf_has(&f.xhtml, "lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\""));
    CHECK(shelf_has(&f.ncx, "name=\"dtb:depth\" content=\"1\""));
    forms_release(&f);
    shelf_close(&s);
}

TESTS(CASE(articles_come_with_their_h2), CASE(parts_of_the_book_lead_to_their_first_article), CASE(both_forms_say_the_same),
    CASE(labels_are_short_plain_and_never_empty), CASE(an_article_of_very_many_sections_shows_none),
    CASE(landmarks_have_one_type_each_and_are_hidden), CASE(the_ncx_names_the_book_as_the_package_does))
