/* opf_test: the package document says what is known, and nothing else. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"
#include "wrap/text.h"

/* The package document of S, rendered, in OUT. */
static void
write_opf(struct shelf *s, struct buf *out, const char *css)
{
    struct matter matter;

    if (s->plan->npages > 0 && s->plan->pages[0].nparts == 0)
        shelf_render(s);
    matter = shelf_matter(s).all;
    buf_init(out);
    s->plan->style_sheet = str_of(css);
    opf_begin(out, &s->mem, s->plan);
    opf_end(out, &s->mem, s->plan, &matter);
}

static struct str
opf(struct shelf *s, struct buf *out)
{
    shelf_plan(s);
    write_opf(s, out, "p { margin: 0 }");
    return buf_str(out);
}

/* The texts stand in OUT in this order. */
static bool
has_in_order(const struct buf *out, const char *const *texts, size_t n)
{
    ptrdiff_t at = 0;

    for (size_t i = 0; i < n; i++) {
        at = str_find(buf_str(out), str_of(texts[i]), (size_t)at);
        if (at < 0) {
            printf("not there, or not in order: %s\n", texts[i]);
            return false;
        }
    }
    return true;
}

#define HAS_IN_ORDER(out, ...) \
    has_in_order((out), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void
set_author(struct shelf *s, size_t article, const char *name, const char *file_as, const char *role)
{
    struct article *a = &s->articles[article];

    *ARENA_PUSH(&s->mem, a->authors, a->nauthors) = (struct person){ str_of(name), str_of(file_as), str_of(role) };
}

TEST(metadata_come_in_their_order)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 1);
    s.book.publisher = STR("Society");
    s.book.editor = STR("Ed Itor");
    s.book.description = STR("Some\n  words.");
    s.book.rights = STR("CC & BY");
    s.book.collection = STR("Field Notes");
    s.book.position = STR("2024.03");
    s.articles[0].url = STR("https://example.org/one");
    s.articles[0].date = shelf_day(2024, 3, 2);
    set_author(&s, 0, "Ada", "", "");
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"pub-id\" "
        "xml:lang=\"en\" dir=\"ltr\">", "<dc:identifier id=\"pub-id\">urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11<",
        "<dc:title id=\"title\">Field Notes, March 2024<", "<dc:language>en<", "<dc:creator id=\"cre1\">Ada<",
        "<meta refines=\"#cre1\" property=\"role\" scheme=\"marc:relators\">aut<",
        "<dc:contributor id=\"edt1\">Ed Itor<", ">edt<", "<dc:contributor id=\"producer\">sheaf ", ">bkp<",
        "<dc:publisher>Society<", "<dc:date>2024-03-31<", "<dc:description>Some words.<", "<dc:rights>CC &amp; BY<",
        "<dc:source id=\"src1\">https://example.org/one<", "<meta property=\"dcterms:modified\">2024-04-01T08:00:00Z<",
        "<meta property=\"belongs-to-collection\" id=\"col1\">Field Notes<", ">series<", ">2024.03<", "dcterms:title",
        "issued\">2024-03-02<", "rel=\"dcterms:source\" href=\"https://example.org/one\"", "schema:accessMode",
        "name=\"calibre:series\" content=\"Field Notes\"",
        "name=\"calibre:series_index\" content=\"2024.03\"", "name=\"generator\" content=\"sheaf ", "</metadata>", "<manifest>",
        "<spine toc=\"ncx\" page-progression-direction=\"ltr\">", "<guide>"));
    buf_release(&out);
    shelf_close(&s);
}

TEST(what_is_not_given_is_not_written)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 1);
    s.book.title = STR(" \x01 ");
    s.book.publisher = STR("\n");
    s.book.date = (struct date){ 0 };
    opf(&s, &out);
    CHECK(!shelf_has(&out, "<dc:publisher") && !shelf_has(&out, "<dc:date") && !shelf_has(&out, "<dc:creator"));
    CHECK(!shelf_has(&out, "belongs-to") && !shelf_has(&out, "calibre") && !shelf_has(&out, "name=\"cover\""));
    CHECK(shelf_has(&out, "<dc:title id=\"title\">Articles<") && !shelf_has(&out, "></"));
    buf_release(&out);
    shelf_close(&s);
}

TEST(people_are_named_once_in_order_of_appearance)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 3);
    set_author(&s, 0, "Bo Writer", "", "aut");
    set_author(&s, 0, "Tia", "", "TRL");
    set_author(&s, 1, "Ada Author", "", "");
    set_author(&s, 1, " ", "", "");
    set_author(&s, 2, "bo  WRITER", "Writer, Bo", "");
    set_author(&s, 2, "Zed", "", "chef");
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<dc:creator id=\"cre1\">Bo Writer<", "#cre1\" property=\"file-as\">Writer, Bo<",
        "<dc:creator id=\"cre2\">Ada Author<", "<dc:contributor id=\"con1\">Tia<", ">trl<", "<dc:contributor id=\"con2\">Zed<",
        ">ctb<", "\"dcterms:contributor\">Tia<"));
    CHECK(shelf_count(&out, "<dc:creator") == 2 && shelf_count(&out, "<dc:contributor") == 3);
    buf_release(&out);
    shelf_close(&s);
}

TEST(many_authors_give_way_to_the_publication)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 11);
    for (size_t i = 0; i < 11; i++)
        set_author(&s, i, arena_printf(&s.mem, "Author %zu", i).at, "", "");
    s.book.publisher = STR("Society");
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<dc:creator id=\"cre1\">Society<", ">com<", "\"dcterms:creator\">Author 10<"));
    CHECK(shelf_count(&out, "<dc:creator") == 1);
    buf_release(&out);
    s.book.editor = STR("Ed");
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<dc:creator id=\"cre1\">Ed<", ">edt<") && shelf_count(&out, ">Ed<") == 1);
    buf_release(&out);
    s.book.publisher = s.book.editor = STR("");
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<dc:creator id=\"cre1\">Field Notes<", ">com<"));
    buf_release(&out);
    s.articles[10].nauthors = 0;
    opf(&s, &out);
    CHECK(shelf_count(&out, "<dc:creator") == 10);
    buf_release(&out);
    shelf_close(&s);
}

TEST(tags_are_subjects_once_whatever_their_case)
{
    struct shelf s;
    struct buf out;
    struct str tags[] = { STR("Wasser"), STR("WASSER"), STR("Stra\xC3\x9F" "e"), STR("STRASSE"), STR("a/b"), STR(" ") };
    struct str folded[sizeof tags / sizeof *tags];

    shelf_open(&s, 2);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)     /* as the catalogue does */
        folded[i] = text_fold(&s.mem, tags[i]);
    s.articles[0].folded_tags = s.articles[1].folded_tags = folded;
    s.articles[0].tags = tags;
    s.articles[0].ntags = 3;
    s.articles[1].tags = tags;
    s.articles[1].ntags = 6;
    opf(&s, &out);
    CHECK(HAS_IN_ORDER(&out, "<dc:subject>Wasser<", "<dc:subject>Stra\xC3\x9F" "e<", "<dc:subject>a/b<"));
    CHECK(shelf_count(&out, "<dc:subject") == 3);
    buf_release(&out);
    shelf_close(&s);
}

TEST(sources_are_addresses_that_a_book_may_hold)
{
    static const struct { const char *url, *want; } rows[] = {
        { "https://example.org", "href=\"https://example.org\"" },
        { "HTTP://example.org:8080/a b|c?x=[1]#f#g", "href=\"http://example.org:8080/a%20b%7Cc?x=%5B1%5D#f%23g\"" },
        { "https://example.org/50%/%41?a=1&b=2", "href=\"https://example.org/50%25/%41?a=1&amp;b=2\"" },
        { "https://b\xC3\xBC" "cher.example/\xC3\xA4", "href=\"https://xn--bcher-kva.example/%C3%A4\"" },
        { "https://", NULL }, { "https://[::1]/", NULL }, { "https://user@example.org/", NULL }, { "https://a..b/", NULL },
        { "ftp://example.org/", NULL }, { "javascript:alert(1)", NULL }, { "/posts/one", NULL },
        { "https://example.org:99999/", NULL }, { "https://exa mple.org/", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shelf s;
        struct buf out;
        bool is_right;
        shelf_open(&s, 1);
        s.articles[0].url = str_of(rows[i].url);
        opf(&s, &out);
        is_right = rows[i].want ? shelf_has(&out, rows[i].want) : !shelf_has(&out, ":source");
        if (!is_right)
            printf("for %s\n", rows[i].url);
        CHECK(is_right);
        buf_release(&out);
        shelf_close(&s);
    }
}

TEST(more_than_200_sources_are_left_to_the_articles)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 201);
    for (size_t i = 0; i < 201; i++)
        s.articles[i].url = arena_printf(&s.mem, "https://example.org/%zu", i);
    opf(&s, &out);
    CHECK(shelf_count(&out, "<dc:source") == 0 && shelf_count(&out, "rel=\"dcterms:source\"") == 201);
    buf_release(&out);
    s.articles[0].url = STR("");
    opf(&s, &out);
    CHECK(shelf_count(&out, "<dc:source") == 200);
    buf_release(&out);
    shelf_close(&s);
}

TEST(each_article_has_its_provenance)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 2);
    s.articles[0].rights = STR("https://creativecommons.org/licenses/by/4.0/");
    s.articles[1].rights = STR("All rights reserved");
    s.articles[0].modified = shelf_day(2024, 3, 5);
    s.articles[1].modified = (struct date){ 2024, 3, 5, 10, 0, 0, DATE_TIME, true, 60 };
    opf(&s, &out);
    CHECK(shelf_has(&out, "rel=\"dcterms:license\" href=\"https://creativecommons.org/licenses/by/4.0/\""));
    CHECK(shelf_has(&out, "property=\"dcterms:rights\">All rights reserved<"));
    CHECK(shelf_has(&out, "schema:dateModified\">2024-03-05<"));
    CHECK(shelf_has(&out, "schema:dateModified\">2024-03-05T09:00:00Z<"));
    CHECK(shelf_count(&out, "dcterms:modified") == 1);
    buf_release(&out);
    shelf_close(&s);
}

TEST(the_manifest_is_in_groups_and_by_bytes_and_the_spine_in_reading_order)
{
    struct shelf s;
    struct buf out;
    const char *a, *z;

    shelf_open(&s, 2);
    s.articles[0].identity = STR("zebra.md");
    s.articles[1].identity = STR("apple.md");
    s.book.cover = shelf_file(&s, "cover.png", SHELF_PNG_STR);
    shelf_plan(&s);
    shelf_show(&s, 0, shelf_picture(&s, "images/0123.png", "a.png", SHELF_PNG_STR));
    shelf_render(&s);
    s.plan->pages[0].parts[0].has_svg = true;
    s.plan->pages[1].parts[0].has_svg = s.plan->pages[1].parts[0].has_mathml = true;
    write_opf(&s, &out, "");
    z = arena_cstr(&s.mem, s.plan->pages[0].id);
    a = arena_cstr(&s.mem, s.plan->pages[1].id);
    CHECK(HAS_IN_ORDER(&out, "<meta name=\"cover\" content=\"cover-image\"/>", "<item id=\"nav\" href=\"nav.xhtml\"",
        "properties=\"nav\"", "<item id=\"ncx\" href=\"toc.ncx\"", "<item id=\"css\"", "<item id=\"cover-image\" "
        "href=\"images/cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>", "<item id=\"cover\"",
        "<item id=\"title-page\"", "<item id=\"contents\"", "<item id=\"sources\"", "<item id=\"colophon\"", a, "properties=\"mathml svg\"", z, "properties=\"svg\"", "<item id=\"img-0123\"",
        "<itemref idref=\"cover\"/>", "<itemref idref=\"title-page\"/>", "<itemref idref=\"contents\"/>", z, a,
        "<itemref idref=\"sources\"/>", "<itemref idref=\"colophon\"/>", "<reference type=\"cover\"", "<reference type=\"toc\"", "<reference type=\"text\" "
        "title=\"Article 1\""));
    buf_release(&out);
    shelf_close(&s);
}

TEST(without_a_cover_the_title_page_is_first)
{
    struct shelf s;
    struct buf out;

    shelf_open(&s, 1);
    s.book.language = STR("he");
    opf(&s, &out);
    CHECK(shelf_has(&out, "page-progression-direction=\"rtl\">\n    <itemref idref=\"title-page\"/>"));
    CHECK(shelf_has(&out, "dir=\"rtl\"") && shelf_has(&out, "<reference type=\"title-page\""));
    CHECK(shelf_count(&out, "<reference ") == 3 && !shelf_has(&out, "cover"));
    buf_release(&out);
    shelf_close(&s);
}

/* ---- accessibility ------------------------------------------------------------------------------------------------------- */

struct looks {
    const char *css, *language;
    uint32_t images, missing;
    bool ruby, mathml, skips, animated;
};

static bool
claims(const struct looks *l, const char *value)
{
    struct shelf s;
    struct buf out;
    bool result;

    shelf_open(&s, 1);
    s.book.language = str_of(l->language ? l->language : "en");
    shelf_plan(&s);
    shelf_render(&s);
    s.plan->pages[0].images = l->images;
    s.plan->pages[0].images_without_alt = l->missing;
    s.plan->pages[0].has_ruby = l->ruby;
    s.plan->pages[0].has_mathml = l->mathml;
    s.plan->pages[0].has_skipped_level = l->skips;
    s.plan->nassets = l->animated;
    s.plan->assets = &(struct asset){ .href = STR("images/a.gif"), .type = IMAGE_GIF, .animated = true };
    write_opf(&s, &out, l->css ? l->css : "p { margin: 0; }");
    result = shelf_has(&out, arena_printf(&s.mem, ">%s<", value).at);
    buf_release(&out);
    shelf_close(&s);
    return result;
}

#define CLAIMS(value, ...) claims(&(struct looks){ __VA_ARGS__ }, (value))

TEST(a_book_of_text_claims_what_text_can)
{
    CHECK(CLAIMS("textual", 0) && CLAIMS("tableOfContents", 0) && CLAIMS("readingOrder", 0) && CLAIMS("ARIA", 0));
    CHECK(CLAIMS("structuralNavigation", 0) && CLAIMS("displayTransformability", 0) && CLAIMS("noFlashingHazard", 0));
    CHECK(CLAIMS("noMotionSimulationHazard", 0) && CLAIMS("noSoundHazard", 0));
    CHECK(!CLAIMS("visual", 0) && !CLAIMS("textual,visual", 0) && !CLAIMS("alternativeText", 0) && !CLAIMS("MathML", 0));
    CHECK(!CLAIMS("rubyAnnotations", 0) && !CLAIMS("horizontalWriting", 0) && !CLAIMS("none", 0));
}

TEST(pictures_change_what_is_claimed)
{
    CHECK(CLAIMS("visual", .images = 2) && CLAIMS("alternativeText", .images = 2));
    CHECK(!CLAIMS("textual,visual", .images = 2) && !CLAIMS("displayTransformability", .images = 2));
    CHECK(CLAIMS("textual,visual", .images = 2, .missing = 1) && !CLAIMS("alternativeText", .images = 2, .missing = 1));
    CHECK(CLAIMS("1 of 2 images have no text alternative: Article 1 (1)", .images = 2, .missing = 1));
    CHECK(CLAIMS("unknownFlashingHazard", .animated = true) && !CLAIMS("noFlashingHazard", .animated = true));
}

TEST(content_changes_what_is_claimed)
{
    CHECK(CLAIMS("MathML", .mathml = true) && !CLAIMS("structuralNavigation", .skips = true));
    CHECK(CLAIMS("rubyAnnotations", .ruby = true, .language = "ja") && !CLAIMS("rubyAnnotations", .ruby = true));
    CHECK(CLAIMS("horizontalWriting", .language = "zh-Hant") && !CLAIMS("horizontalWriting", .language = "koi"));
    CHECK(!CLAIMS("horizontalWriting", .language = "ja", .css = "html { -epub-writing-mode: vertical-rl; }"));
}

TEST(the_style_sheet_changes_what_is_claimed)
{
    static const char *const moving[] = { "img{float:left}", "p { color: red; Float : right }", "a{position:absolute}",
        "@media screen { div { order: 2 } }", "/* x */ p { /* y */ float/**/: left; }", "section { columns: 2 }" };
    static const char *const still[] = { "p { border: 1px }", "/* float: left; */ p { margin: 0 }", "p { position: relative }",
        "a:hover { color: red }", ".float { margin: 0 }", "p { margin: 0 } /* float: left;", ":" };

    for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
        CHECK(!CLAIMS("readingOrder", .css = moving[i]));
    for (size_t i = 0; i < sizeof still / sizeof *still; i++)
        CHECK(CLAIMS("readingOrder", .css = still[i]));
    CHECK(!CLAIMS("displayTransformability", .css = "p { color: red ! important }"));
}

TEST(a_summary_stays_short)
{
    struct shelf s;
    struct buf out;
    ptrdiff_t start, end;

    shelf_open(&s, 100);
    shelf_plan(&s);
    shelf_render(&s);
    for (size_t i = 0; i < 100; i++)
        s.plan->pages[i].images = s.plan->pages[i].images_without_alt = 3;
    write_opf(&s, &out, "");
    start = str_find(buf_str(&out), STR("accessibilitySummary\">300 of 300 images"), 0);
    end = str_find(buf_str(&out), STR("\xE2\x80\xA6</meta>"), start > 0 ? (size_t)start : 0);
    CHECK(start > 0 && end > start && end - start < 500);
    buf_release(&out);
    shelf_close(&s);
}

TESTS(CASE(metadata_come_in_their_order), CASE(what_is_not_given_is_not_written),
    CASE(people_are_named_once_in_order_of_appearance), CASE(many_authors_give_way_to_the_publication),
    CASE(tags_are_subjects_once_whatever_their_case), CASE(sources_are_addresses_that_a_book_may_hold),
    CASE(more_than_200_sources_are_left_to_the_articles), CASE(each_article_has_its_provenance),
    CASE(the_manifest_is_in_groups_and_by_bytes_and_the_spine_in_reading_order), CASE(without_a_cover_the_title_page_is_first),
    CASE(a_book_of_text_claims_what_text_can), CASE(pictures_change_what_is_claimed), CASE(content_changes_what_is_claimed),
    CASE(the_style_sheet_changes_what_is_claimed), CASE(a_summary_stays_short))
