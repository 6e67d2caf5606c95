/* headings: the title's, and the levels of all others. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#define MINUTE "<p class=\"dateline\">1 min</p>"  /* the head says how long reading takes */

static struct str
levels(struct pages *p, const char *text)
{
    pages_set(p, 0, text);
    pass_headings(&p->r[0]);
    return pages_tree(p, 0);
}

static struct str
titled(struct pages *p, const char *title, const char *text)
{
    p->articles[0].title = str_of(title);
    pages_set(p, 0, text);
    pass_title(&p->r[0]);
    node_append(p->r[0].root, header_make(&p->r[0])->first);
    return pages_tree(p, 0);
}

TEST(levels_begin_at_two_and_skip_none)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(levels(&p, "<h1>a</h1><h3>b</h3><h6>c</h6><h3>d</h3><h1>e</h1>"),
        "<h2>a</h2><h3>b</h3><h4>c</h4><h3>d</h3><h2>e</h2>");
    CHECK_STR(levels(&p, "<h4>a</h4><h2>b</h2>"), "<h2>a</h2><h2>b</h2>");
    CHECK_STR(levels(&p, "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>"),
        "<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6><h6>f</h6>");
    pages_release(&p);
}

TEST(empty_headings_go_but_places_stay)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(levels(&p, "<h2> <em></em></h2><h2><a id=\"x\"></a></h2><h2><img src=\"i\"/></h2>"),
        "<div><a id=\"x\"></a></div><h2><img src=\"i\"/></h2>");
    pages_release(&p);
}

TEST(a_first_heading_equal_to_the_title_is_printed_once)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(titled(&p, "Stra\u00DFe  nach", "<h1><em>STRASSE</em> nach</h1><p>x</p>"),
        "<p>x</p><header><h1 id=\"a-h\"><em>STRASSE</em> nach</h1>" MINUTE "</header>");
    CHECK_STR(titled(&p, "T", "<div><div><h2>T</h2></div><p>x</p></div>"),
        "<div><p>x</p></div><header><h1 id=\"a-h\">T</h1>" MINUTE "</header>");
    pages_release(&p);
}

TEST(another_heading_or_a_later_one_stays)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(titled(&p, "T", "<h1>Tea</h1>"), "<h1>Tea</h1><header><h1 id=\"a-h\">T</h1>" MINUTE "</header>");
    CHECK_STR(titled(&p, "T", "<p>x</p><h1>T</h1>"), "<p>x</p><h1>T</h1><header><h1 id=\"a-h\">T</h1>" MINUTE "</header>");
    p.articles[0].title_in_body = true;
    CHECK_STR(titled(&p, "T", "<p>x</p><h1>T</h1>"), "<p>x</p><header><h1 id=\"a-h\">T</h1>" MINUTE "</header>");
    pages_release(&p);
}

TEST(links_of_a_heading_to_itself_go)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<h2>A <a id=\"a\" href=\"#a\">\u00B6</a></h2><h2><a href=\"#toc\">B</a></h2>");
    pass_title(&p.r[0]);
    CHECK_STR(pages_tree(&p, 0), "<h2 id=\"a\">A </h2><h2><a href=\"#toc\">B</a></h2>");
    pages_release(&p);
}

TEST(labels_are_plain_short_and_without_notes)
{
    struct pages p;
    struct str label;

    pages_init(&p);
    pages_set(&p, 0, "<h2> A <b>b</b><a class=\"noteref\">1</a>\n<ruby>\u6F22<rt>kan</rt></ruby> </h2>");
    CHECK_STR(heading_label(&p.mem, p.r[0].root->first, 100), "A b \u6F22");
    pages_set(&p, 0, "<h2><img alt=\"Map\"/></h2>");
    CHECK_STR(heading_label(&p.mem, p.r[0].root->first, 100), "Map");
    pages_set(&p, 0, "<h2>\u00E4\u00E4\u00E4\u00E4 \u00E4\u00E4\u00E4\u00E4 \u00E4\u00E4</h2>");
    label = heading_label(&p.mem, p.r[0].root->first, 8);
    CHECK_STR(label, "\u00E4\u00E4\u00E4\u00E4 \u00E4\u00E4\u2026");
    label = heading_label(&p.mem, p.r[0].root->first, 11);
    CHECK_STR(label, "\u00E4\u00E4\u00E4\u00E4 \u00E4\u00E4\u00E4\u00E4\u2026");
    pages_release(&p);
}

/* 230 words are a minute, so one word more tells if any was missed or counted twice: of each length, with each rest behind it. */
TEST(words_are_counted_wherever_they_begin)
{
    struct pages p;

    pages_init(&p);
    for (size_t word = 1; word <= 40; word++)
        for (size_t n = 230; n <= 231; n++) {
            struct node *root = node_element(&p.mem, TAG_DIV, 0);
            struct buf b;
            buf_init(&b);
            for (size_t i = 0; i < n; i++) {
                for (size_t k = 0; k < (i % 40 + word) % 40 + 1; k++)
                    buf_adds(&b, k % 7 == 3 ? "\u2019" : "x");
                buf_addc(&b, i % 3 ? ' ' : '\n');
                if (i % word == 0)
                    node_append(root, node_text(&p.mem, buf_take(&b, &p.mem), 0));
            }
            node_append(root, node_text(&p.mem, buf_take(&b, &p.mem), 0));
            CHECK(reading_minutes(root) == n - 229);
            buf_release(&b);
        }
    pages_release(&p);
}

/* 500 signs are a minute, and with the word before them more. */
TEST(signs_are_seen_wherever_they_begin)
{
    struct pages p;

    pages_init(&p);
    for (size_t before = 1; before <= 40; before++) {
        struct node *root = node_element(&p.mem, TAG_DIV, 0);
        struct buf b;
        buf_init(&b);
        for (size_t i = 0; i < before + 500; i++)
            buf_adds(&b, i < before ? "x" : "\u6F22");
        node_append(root, node_text(&p.mem, buf_take(&b, &p.mem), 0));
        CHECK(reading_minutes(root) == 2);
        buf_release(&b);
    }
    pages_release(&p);
}

TESTS(CASE(words_are_counted_wherever_they_begin), CASE(signs_are_seen_wherever_they_begin), CASE(levels_begin_at_two_and_skip_none), CASE(empty_headings_go_but_places_stay),
    CASE(a_first_heading_equal_to_the_title_is_printed_once), CASE(another_heading_or_a_later_one_stays),
    CASE(links_of_a_heading_to_itself_go), CASE(labels_are_plain_short_and_without_notes))
