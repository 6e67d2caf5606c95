/* matter: contents, indexes, sources and colophon say what is known, in files that are not too long. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

/* The document NAME ("index-tags") of S; empty if there is none. */
static struct str
document(struct shelf *s, const char *name)
{
    struct shelf_matter m;

    if (s->plan->npages && s->plan->pages[0].nparts == 0)
        shelf_render(s);
    m = shelf_matter(s);
    for (size_t i = 0; i < m.all.n; i++)
        if (str_eqc(m.all.documents[i].id, name))
            return m.texts[i];
    return STR("");
}

static bool
has(struct str text, const char *needle)
{
    return str_find(text, str_of(needle), 0) >= 0;
}

static void
set_tag(struct shelf *s, size_t i, const char *tag)
{
    struct article *a = &s->articles[i];

    *ARENA_PUSH(&s->mem, a->tags, a->ntags) = str_of(tag);
}

TEST(contents_show_names_date_time_and_summary)
{
    struct person ada = { .name = STR("Ada & Co") };
    struct shelf s;
    struct str text;

    shelf_open(&s, 2);
    s.articles[0].authors = &ada;
    s.articles[0].nauthors = 1;
    s.articles[0].date = shelf_day(2024, 3, 5);
    s.articles[0].description = STR("About <eels>.");
    shelf_plan(&s);
    s.plan->pages[0].minutes = 4;
    text = document(&s, "contents");
    CHECK(has(text, "Article 1</a></p>\n<p class=\"facts\">Ada &amp; Co \u00B7 5 March 2024 \u00B7 4 min</p>\n"
        "<p class=\"summary\">About &lt;eels&gt;.</p>"));
    CHECK(has(text, "Article 2</a></p>\n</li>"));      /* nothing known, nothing said */
    shelf_close(&s);
}

TEST(contents_go_on_in_files_that_chapters_know)
{
    struct shelf s;

    shelf_open(&s, 401);
    shelf_plan(&s);
    CHECK_STR(s.plan->pages[0].contents, "text/contents.xhtml");
    CHECK_STR(s.plan->pages[199].contents, "text/contents.xhtml");
    CHECK_STR(s.plan->pages[200].contents, "text/contents-2.xhtml");
    CHECK_STR(s.plan->pages[400].contents, "text/contents-3.xhtml");
    CHECK(has(document(&s, "contents"), "Article 200</a>") && !has(document(&s, "contents"), "Article 201</a>"));
    CHECK(has(document(&s, "contents-3"), "Article 401</a>") && !has(document(&s, "contents-3"), "Article 400</a>"));
    shelf_close(&s);
}

TEST(parts_of_the_book_head_the_contents)
{
    struct section sections[] = { { STR("March"), 0, 1 }, { STR("April"), 1, 1 } };
    struct shelf s;
    struct str text;

    shelf_open(&s, 2);
    s.book.sections = sections;
    s.book.nsections = 2;
    shelf_plan(&s);
    text = document(&s, "contents");
    CHECK(str_find(text, STR("<h2>March</h2>"), 0) < str_find(text, STR("Article 1<"), 0));
    CHECK(str_find(text, STR("Article 1<"), 0) < str_find(text, STR("<h2>April</h2>"), 0));
    shelf_close(&s);
}

TEST(an_index_is_in_the_order_of_the_language)
{
    struct shelf s;
    struct str text;

    shelf_open(&s, 3);
    s.book.language = STR("sv");
    s.book.look.indexes = INDEX_TAGS;
    set_tag(&s, 0, "\u00C5l");                         /* after z in Swedish */
    set_tag(&s, 1, "Zander");
    set_tag(&s, 2, "abborre");
    set_tag(&s, 2, "zander");
    shelf_plan(&s);
    text = document(&s, "index-tags");
    CHECK(str_find(text, STR("<dt>abborre</dt>"), 0) < str_find(text, STR("<dt>Zander</dt>"), 0));
    CHECK(str_find(text, STR("<dt>Zander</dt>"), 0) < str_find(text, STR("<dt>\u00C5l</dt>"), 0));
    CHECK(!has(text, "<dt>zander</dt>"));
    CHECK(document(&s, "index-authors").len == 0);
    shelf_close(&s);
}

TEST(many_terms_have_headings_by_letter)
{
    struct shelf s;
    struct str text;

    shelf_open(&s, 201);
    s.book.look.indexes = INDEX_TAGS;
    for (size_t i = 0; i < 201; i++)
        set_tag(&s, i, arena_printf(&s.mem, "%c-%zu", (int)('a' + i % 25), i).at);
    shelf_plan(&s);
    text = document(&s, "index-tags");
    CHECK(has(text, "<h2 class=\"letter\">A</h2>\n<dl class=\"terms\">\n<dt>a-0</dt>"));
    CHECK(has(text, "</dd>\n</dl>\n<h2 class=\"letter\">Y</h2>\n"));
    CHECK(str_find(str_from(text, (size_t)str_find(text, STR(">A</h2>"), 0) + 1), STR(">A</h2>"), 0) == STR_NPOS);
    CHECK(has(document(&s, "index-tags-2"), "<h1 id=\"title\">Tags (2)</h1>\n<dl class=\"terms\">\n<dt>y-99</dt>"));
    shelf_close(&s);
}

TEST(indexes_come_by_themselves_only_where_they_help)
{
    struct shelf s;

    shelf_open(&s, 6);
    s.book.look.indexes = INDEX_AUTO;
    for (size_t i = 0; i < 6; i++)
        set_tag(&s, i, i % 2 ? "odd" : "even");
    shelf_plan(&s);
    CHECK(document(&s, "index-tags").len > 0);
    s.bundle.sections = SECTIONS_TAG;                   /* the contents are by tag already */
    CHECK(document(&s, "index-tags").len == 0);
    s.bundle.sections = SECTIONS_NONE;
    s.book.look.indexes = INDEX_NONE;
    CHECK(document(&s, "index-tags").len == 0);
    shelf_close(&s);
}

TEST(sources_say_where_an_article_comes_from_and_what_was_changed)
{
    struct file file = { .rel = STR("posts/a.md") };
    struct shelf s;
    struct str text;

    shelf_open(&s, 1);
    s.articles[0].file = &file;
    s.articles[0].url = STR("https://example.org/a");
    s.articles[0].rights = STR("CC BY");
    s.articles[0].digest = digest_of(STR("abc"));
    shelf_plan(&s);
    diag_add(&s.plan->pages[0].diag, DIAG_IMAGE_MISSING, "a", 1, 1, "one");
    diag_add(&s.plan->pages[0].diag, DIAG_IMAGE_MISSING, "a", 2, 1, "two");
    text = document(&s, "sources");
    CHECK(has(text, "<a href=\"https://example.org/a\">https://example.org/a</a> \u00B7 CC BY"));
    CHECK(has(text, "posts/a.md <code>SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad</code>"));
    CHECK(has(text, "Changed or left out: <span>") && has(text, "(2)</span>"));
    shelf_close(&s);
}

TESTS(CASE(contents_show_names_date_time_and_summary), CASE(contents_go_on_in_files_that_chapters_know),
    CASE(parts_of_the_book_head_the_contents), CASE(an_index_is_in_the_order_of_the_language),
    CASE(many_terms_have_headings_by_letter), CASE(indexes_come_by_themselves_only_where_they_help),
    CASE(sources_say_where_an_article_comes_from_and_what_was_changed))
