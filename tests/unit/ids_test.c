/* ids: safe, unique and stable names of places, and what refers to them. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

static struct str
with_ids(struct pages *p, const char *text)
{
    pages_set(p, 0, text);
    pass_ids(&p->r[0]);
    return pages_tree(p, 0);
}

static struct str
found(struct pages *p, const char *fragment)
{
    const struct anchor *a = ids_find(&p->pages[0], str_of(fragment), &p->mem);

    return !a ? STR("nowhere") : a->id.len ? a->id : STR("top");
}

TEST(headings_are_named_by_their_text)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<h2>Caf\u00E9 &amp; Bar</h2><h2>2024</h2><h2>Intro</h2><h2>Intro</h2><h2 id=\"Own_1\">Intro</h2>"),
        "<h2 id=\"cafe-bar\">Caf\u00E9 &amp; Bar</h2><h2 id=\"s-2024\">2024</h2><h2 id=\"intro\">Intro</h2>"
        "<h2 id=\"intro-1\">Intro</h2><h2 id=\"Own_1\">Intro</h2>");
    pages_release(&p);
}

TEST(headings_without_latin_letters_have_a_stable_name)
{
    struct pages p;
    struct str first;

    pages_init(&p);
    first = arena_str(&p.mem, with_ids(&p, "<h2>\u6C34</h2><h2>\u706B</h2>"));
    CHECK(str_starts(first, STR("<h2 id=\"s-")) && first.len == strlen("<h2 id=\"s-12345678\">abc</h2>") * 2);
    CHECK(!str_eq(str_sub(first, 10, 18), str_sub(first, first.len / 2 + 10, first.len / 2 + 18)));
    map_release(&p.pages[0].anchors);
    CHECK(str_eq(str_sub(with_ids(&p, "<p>x</p><h2>\u6C34</h2>"), 8, 36), str_sub(first, 0, 28)));
    CHECK_STR(found(&p, "\u6C34"), arena_cstr(&p.mem, str_sub(first, 8, 18)));
    pages_release(&p);
}

TEST(links_of_all_generators_find_a_heading)
{
    static const char *const fragments[] = {
        "whats-new-in-v12--more", "whats-new-in-v1.2-more", "what-s-new-in-v1-2-more", "user-content-whats-new-in-v12--more",
        "Whats-New-in-v12--More", "whats-new-in-v12--more:~:text=a",
    };
    struct pages p;

    pages_init(&p);
    with_ids(&p, "<h2>What\u2019s new in v1.2 - more?</h2><h2>\u0414\u043E\u043C \u043D\u0430</h2><h2>1. First</h2>");
    for (size_t i = 0; i < sizeof fragments / sizeof *fragments; i++)
        CHECK_STR(found(&p, fragments[i]), "what-s-new-in-v1-2-more");
    CHECK(!str_eqc(found(&p, "\u0434\u043E\u043C-\u043D\u0430"), "nowhere"));
    CHECK_STR(found(&p, "first"), "s-1-first");
    CHECK_STR(found(&p, "1-first"), "s-1-first");
    CHECK_STR(found(&p, "second"), "nowhere");
    CHECK_STR(found(&p, "title-a"), "top");     /* the article's */
    CHECK_STR(found(&p, ""), "top");
    CHECK_STR(found(&p, "top"), "top");
    pages_release(&p);
}

TEST(the_numbers_of_equal_headings_are_those_of_their_links)
{
    struct pages p;

    pages_init(&p);
    with_ids(&p, "<h2>\u00C4 \u00D6!</h2><h2>\u00C4 \u00D6?</h2>");
    CHECK_STR(found(&p, "\u00E4-\u00F6"), "a-o");
    CHECK_STR(found(&p, "\u00E4-\u00F6-1"), "a-o-1");
    pages_release(&p);
}

TEST(unsafe_reserved_and_double_ids_get_others)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<p id=\"fn:1\">a</p><p id=\"fn-1\">b</p><p id=\"a-h\">c</p><p id=\"x\">d</p>"
                           "<p id=\"x\">e</p><p id=\"\">f</p>"),
        "<p id=\"s-fn-1\">a</p><p id=\"s-fn-1-1\">b</p><p id=\"a-h-1\">c</p><p id=\"x\">d</p><p>e</p><p>f</p>");
    CHECK_STR(found(&p, "fn:1"), "s-fn-1");
    CHECK_STR(found(&p, "fn-1"), "s-fn-1-1");
    pages_release(&p);
}

TEST(the_heading_of_the_title_is_the_top)
{
    struct pages p;

    pages_init(&p);
    with_ids(&p, "<h1 x-title=\"\" id=\"here\">My title</h1><h2>My title</h2>");
    CHECK_STR(found(&p, "here"), "top");
    CHECK_STR(found(&p, "my-title-1"), "my-title");
    pages_release(&p);
}

TEST(links_within_the_page_lead_somewhere_or_are_text)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<p id=\"1a\">x <a x-page=\"0\" x-fragment=\"1a\" href=\"#\">y</a> "
                           "<a x-page=\"0\" x-fragment=\"no\" href=\"#\">z</a> <a x-page=\"0\" href=\"#\">top</a></p>"),
        "<p id=\"s-1a\">x <a href=\"#s-1a\">y</a> z <a href=\"#a-h\">top</a></p>");
    CHECK(p.pages[0].diag.n == 1 && p.pages[0].diag.entries[0].code == DIAG_LINK_DEAD);
    CHECK(p.pages[0].diag.entries[0].line == 1 && p.pages[0].diag.entries[0].col == 59);
    map_release(&p.pages[0].anchors);
    CHECK_STR(with_ids(&p, "<p><a id=\"q\" x-page=\"0\" x-fragment=\"no\" href=\"#\" role=\"doc-noteref\">z</a></p>"),
        "<p><span id=\"q\">z</span></p>");
    pages_release(&p);
}

TEST(references_to_ids_follow_or_go)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<p id=\"1a\">x</p><section aria-labelledby=\"1a no\">y</section><td headers=\"no\">z</td>"),
        "<p id=\"s-1a\">x</p><section aria-labelledby=\"s-1a\">y</section><td>z</td>");
    pages_release(&p);
}

TEST(notes_keep_their_names)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<p id=\"fn-1\">x</p><aside x-id=\"fn-1\" id=\"note:a\">n</aside>"),
        "<p id=\"s-fn-1\">x</p><aside id=\"fn-1\">n</aside>");
    CHECK_STR(found(&p, "note:a"), "fn-1");
    pages_release(&p);
}

TEST(figures_are_named_by_their_picture)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(with_ids(&p, "<figure><img src=\"../images/0123456789abcdef.png\"/><figcaption>c</figcaption></figure>"),
        "<figure id=\"fig-01234567\"><img src=\"../images/0123456789abcdef.png\"/><figcaption>c</figcaption></figure>");
    pages_release(&p);
}

TEST(a_hundred_thousand_equal_headings_take_no_time)
{
    struct pages p;

    pages_init(&p);
    for (int i = 0; i < 100000; i++) {
        struct node *h = node_element(&p.mem, TAG_H2, 0);
        node_append(h, node_text(&p.mem, STR("Same"), 0));
        node_append(p.r[0].root, h);
    }
    pass_ids(&p.r[0]);
    CHECK_STR(node_attr(p.r[0].root->last, "id"), "same-99999");
    pages_release(&p);
}

TESTS(CASE(headings_are_named_by_their_text), CASE(headings_without_latin_letters_have_a_stable_name),
    CASE(links_of_all_generators_find_a_heading), CASE(the_numbers_of_equal_headings_are_those_of_their_links),
    CASE(unsafe_reserved_and_double_ids_get_others), CASE(the_heading_of_the_title_is_the_top),
    CASE(links_within_the_page_lead_somewhere_or_are_text), CASE(references_to_ids_follow_or_go), CASE(notes_keep_their_names),
    CASE(figures_are_named_by_their_picture), CASE(a_hundred_thousand_equal_headings_take_no_time))
