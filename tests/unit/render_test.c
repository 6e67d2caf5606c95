/* render: an article's tree to the finished files of its page. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#include "html/page.h"
#include "wrap/xmltree.h"

TEST(a_page_is_framed_as_the_rules_say)
{
    struct pages p;
    struct article *a;

    pages_init(&p);
    a = &p.articles[0];
    a->title = STR("First <article>");
    a->subtitle = STR("What we saw");
    a->date = (struct date){ .year = 2024, .month = 3, .day = 2, .precision = DATE_DAY };
    a->url = STR("https://www.example.org:8080/posts/one");
    p.pages[0].date_text = STR("2 March 2024");
    p.pages[0].names = STR("Ada Author, B & C");
    pages_set(&p, 0, "<p>Body.</p><h2>More</h2><p>x</p><p>y</p>");
    pages_render(&p);
    CHECK_STR(pages_part(&p, 0, 0),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\" xml:lang=\"en\""
        " dir=\"ltr\">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>First &lt;article&gt;</title>\n"
        "<link rel=\"stylesheet\" type=\"text/css\" href=\"../css/sheaf.css\"/>\n</head>\n<body>\n"
        "<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"a-h\">\n<header>\n"
        "<h1 id=\"a-h\">First &lt;article&gt;</h1>\n<p class=\"subtitle\" role=\"doc-subtitle\">What we saw</p>\n"
        "<p class=\"byline\">By Ada Author, B &amp; C</p>\n"
        "<p class=\"dateline\"><time datetime=\"2024-03-02\">2 March 2024</time> \u00B7 1 min \u00B7 "
        "<a href=\"https://www.example.org:8080/posts/one\">example.org</a></p>\n</header>\n"
        "<p class=\"first\">Body.</p>\n<h2 id=\"more\">More</h2>\n<p class=\"first\">x</p>\n<p>y</p>\n"
        "</section>\n</body>\n</html>\n");
    CHECK(p.pages[0].nheadings == 1 && p.pages[0].headings[0].level == 2);
    CHECK_STR(p.pages[0].headings[0].text, "More");
    pages_release(&p);
}

TEST(notes_beside_the_text_and_pull_quotes_have_one_form_wherever_they_come_from)
{
    static const struct { const char *source, *want; } cases[] = {
        { "<aside role=\"note\"><p>x</p></aside>", "<aside class=\"callout\" role=\"note\">\n<p class=\"first\">x</p>\n</aside>" },
        { "<div class=\"markdown-alert markdown-alert-tip\"><p class=\"markdown-alert-title\">Tip</p><p>x</p></div>",
            "<div class=\"callout\" role=\"note\">\n<p class=\"callout-title first\">Tip</p>\n<p>x</p>\n</div>" },
        { "<div class=\"theme-admonition admonition\"><p>x</p></div>",
            "<div class=\"callout\" role=\"note\">\n<p class=\"first\">x</p>\n</div>" },
        { "<figure class=\"wp-block-pullquote\"><blockquote><p>x</p></blockquote></figure>",
            "<figure class=\"pullquote\">\n<blockquote>\n<p class=\"first\">x</p>\n</blockquote>\n</figure>" },
        { "<aside class=\"pullquote\"><p>x</p></aside>",
            "<aside class=\"pullquote\" role=\"doc-pullquote\">\n<p class=\"first\">x</p>\n</aside>" },
        { "<aside><p>x</p></aside>", "<aside role=\"note\">\n<p class=\"first\">x</p>\n</aside>" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pages p;
        pages_init(&p);
        pages_set(&p, 0, cases[i].source);
        pages_render(&p);
        if (!pages_has(pages_part(&p, 0, 0), cases[i].want))
            CHECK_STR(pages_part(&p, 0, 0), cases[i].want);
        pages_release(&p);
    }
}

TEST(what_is_not_known_leaves_no_line)
{
    struct pages p;

    pages_init(&p);
    p.articles[0].title = STR(" ");
    p.articles[0].url = STR("javascript:alert(1)");
    pages_render(&p);
    CHECK(pages_has(pages_part(&p, 0, 0), "<header>\n<h1 id=\"a-h\">a.md</h1>\n</header>\n</section>"));
    pages_release(&p);
}

TEST(direction_comes_from_the_article_else_from_the_language)
{
    struct pages p;

    pages_init(&p);
    p.pages[0].language = STR("ar");
    p.pages[1].language = STR("ar");
    p.articles[1].direction = STR("ltr");
    pages_render(&p);
    CHECK(pages_has(pages_part(&p, 0, 0), "lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\""));
    CHECK(pages_has(pages_part(&p, 1, 0), "lang=\"ar\" xml:lang=\"ar\" dir=\"ltr\""));
    pages_release(&p);
}

/* As links.c leaves links into other pages. */
static void
add_link(struct pages *p, int from, const char *to, const char *fragment)
{
    struct node *a = node_element(&p->mem, TAG_A, 0), *para = node_element(&p->mem, TAG_P, 0);

    node_set_attr(&p->mem, a, "href", STR("#"));
    node_set_attr(&p->mem, a, "title", STR("t"));
    node_set_attr(&p->mem, a, "x-page", str_of(to));
    node_set_attr(&p->mem, a, "x-fragment", str_of(fragment));
    node_append(a, node_text(&p->mem, STR("go"), 0));
    node_append(para, a);
    node_append(p->r[from].root, para);
}

TEST(links_into_other_pages_are_resolved_when_all_are_made)
{
    struct pages p;
    struct str text;
    struct xml_problem problem;

    pages_init(&p);
    for (int i = 0; i < PAGES; i++)
        pages_set(&p, i, i == 1 ? "<h1 x-title=\"\" id=\"top-of-b\">Title b</h1><h2>A section</h2>" : "");
    add_link(&p, 0, "1", "a-section");
    add_link(&p, 0, "1", "nowhere");
    add_link(&p, 0, "1", "top-of-b");
    add_link(&p, 0, "2", "");
    for (int i = 0; i < PAGES; i++) {
        pass_ids(&p.r[i]);
        split_page(&p.r[i], header_make(&p.r[i]));
    }
    CHECK(p.pages[0].ncrossrefs == 4 && p.pages[1].ncrossrefs == 0);
    render_resolve(&p.plan, &p.pages[0]);
    text = pages_part(&p, 0, 0);
    CHECK(pages_has(text, "<p><a href=\"art-b.xhtml#a-section\" title=\"t\">go</a></p>\n"
        "<p><a href=\"art-b.xhtml\" title=\"t\">go</a></p>\n<p><a href=\"art-b.xhtml\" title=\"t\">go</a></p>\n"
        "<p><a href=\"art-c.xhtml\" title=\"t\">go</a></p>\n</section>"));
    CHECK(p.pages[0].diag.n == 1 && p.pages[0].diag.entries[0].code == DIAG_LINK_DEAD);
    CHECK(xml_is_well_formed(text, &p.mem, &problem));
    pages_release(&p);
}

TEST(what_is_empty_goes_but_not_where_links_lead)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<div><p> <br/></p> <section><ul><li></li></ul></section></div>"
                     "<p>a<em> </em>b<b></b></p><p><a id=\"x\"></a></p>"
                     "<table><tr><td></td></tr></table><ol><li></li></ol><p><img src=\"i\"/></p><pre> </pre>");
    pass_polish(&p.r[0]);
    CHECK_STR(pages_tree(&p, 0), "<p class=\"first\">a b</p><div><a id=\"x\"></a></div>"
        "<table><tr><td></td></tr></table><ol><li></li></ol><p class=\"first\"><img src=\"i\"/></p>");
    pages_release(&p);
}

TEST(first_paragraphs_say_so)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<p>a</p> <p>b</p><hr/><p>c</p><blockquote><p>d</p><p>e</p></blockquote><p>f</p><ul><li><p>g</p></li></ul>"
                     "<div><p>h</p></div><p class=\"caption\">i</p><p>j</p>");
    pass_polish(&p.r[0]);
    CHECK_STR(pages_tree(&p, 0), "<p class=\"first\">a</p><p>b</p><hr/><p class=\"first\">c</p>"
        "<blockquote><p class=\"first\">d</p><p>e</p></blockquote><p class=\"first\">f</p><ul><li><p>g</p></li></ul>"
        "<div><p class=\"first\">h</p></div><p class=\"caption\">i</p><p class=\"first\">j</p>");
    pages_release(&p);
}

TEST(columns_of_numbers_and_wide_tables_are_marked)
{
    struct pages p;
    struct str tree;

    pages_init(&p);
    pages_set(&p, 0, "<table><thead><tr><th>n</th><th>w</th></tr></thead><tbody><tr><td>1,5 %</td><td>x</td></tr>"
                     "<tr><td>\u22122</td><td>3</td></tr></tbody></table>");
    pass_polish(&p.r[0]);
    CHECK_STR(pages_tree(&p, 0), "<table><thead><tr><th class=\"num\">n</th><th>w</th></tr></thead><tbody><tr>"
        "<td class=\"num\">1,5 %</td><td>x</td></tr><tr><td class=\"num\">\u22122</td><td>3</td></tr></tbody></table>");
    pages_set(&p, 0, "<table><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td></tr>"
                     "<tr><td colspan=\"5\">6</td></tr></table>");
    pass_polish(&p.r[0]);
    tree = pages_tree(&p, 0);
    CHECK(str_starts(tree, STR("<table class=\"wide\">")) && !pages_has(tree, "num"));
    pages_release(&p);
}

TEST(deep_nesting_does_no_harm)
{
    enum { LEVELS = 50000 };
    struct pages p;
    struct node *n;

    pages_init(&p);
    n = p.r[0].root;
    for (int i = 0; i < LEVELS; i++) {
        struct node *child = node_element(&p.mem, i % 2 ? TAG_DIV : TAG_BLOCKQUOTE, 0);
        node_append(n, child);
        n = child;
    }
    node_append(n, node_text(&p.mem, STR("x"), 0));
    pass_title(&p.r[0]);
    pass_notes(&p.r[0]);
    pass_headings(&p.r[0]);
    pass_polish(&p.r[0]);
    pass_ids(&p.r[0]);
    split_page(&p.r[0], header_make(&p.r[0]));
    CHECK(pages_has(pages_part(&p, 0, 0), "x</div>\n</blockquote>"));
    pages_release(&p);
}

/* 230 words or 500 signs a minute, begun ones counted. */
TEST(reading_time_counts_words_and_signs)
{
    static const struct { int n; const char *text; unsigned minutes; } cases[] = {
        { 230, "word ", 1 }, { 231, "word ", 2 }, { 460, "don't\n", 2 }, { 500, "\u6F22", 1 }, { 501, "\u6F22", 2 }, { 1, " \n", 0 },
        { 231, "caf\u00E9 ", 2 }, { 501, "\u0E01", 2 }, { 231, "\u201Cso\u201D\u00A0x ", 2 }, { 231, "\uD55C\uAD6D\n", 2 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pages p;
        struct buf html;
        pages_init(&p);
        buf_init(&html);
        buf_adds(&html, "<p>");
        for (int k = 0; k < cases[i].n; k++)
            buf_adds(&html, cases[i].text);
        buf_adds(&html, "</p>");
        pages_set(&p, 0, html.at);
        header_make(&p.r[0]);
        CHECK(p.pages[0].minutes == cases[i].minutes);
        buf_release(&html);
        pages_release(&p);
    }
}

TEST(a_chapter_ends_with_the_way_on)
{
    struct book book = { .look.onward = TOGGLE_ON };
    struct pages p;

    pages_init(&p);
    p.plan.book = &book;
    for (size_t i = 0; i < PAGES; i++)
        p.pages[i].contents = STR("text/contents.xhtml");
    p.pages[1].language = STR("de");
    pages_render(&p);
    CHECK(pages_has(pages_part(&p, 0, 0), "<footer class=\"onward\">\n<p>Next: <a href=\"art-b.xhtml\" lang=\"de\" xml:lang=\"de\">"
        "Title b</a></p>\n<p><a href=\"contents.xhtml\">Contents</a></p>\n</footer>\n</section>"));
    CHECK(pages_has(pages_part(&p, PAGES - 1, 0), "<footer class=\"onward\">\n<p><a href=\"contents.xhtml\">Contents</a></p>\n"));
    pages_release(&p);
}

TESTS(CASE(notes_beside_the_text_and_pull_quotes_have_one_form_wherever_they_come_from),
    CASE(reading_time_counts_words_and_signs), CASE(a_chapter_ends_with_the_way_on), CASE(a_page_is_framed_as_the_rules_say),
    CASE(what_is_not_known_leaves_no_line),
    CASE(direction_comes_from_the_article_else_from_the_language), CASE(links_into_other_pages_are_resolved_when_all_are_made),
    CASE(what_is_empty_goes_but_not_where_links_lead), CASE(first_paragraphs_say_so),
    CASE(columns_of_numbers_and_wide_tables_are_marked), CASE(deep_nesting_does_no_harm))
