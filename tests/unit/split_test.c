/* split: a page to its files. SPDX-License-Identifier: MIT
 *
 * Trees go to split_page() directly, after ids.c, as in render_page(). */
#include "unit/check.h"
#include "unit/pages.h"

#include "wrap/xmltree.h"

static struct node *
add(struct pages *p, struct node *parent, enum tag tag, const char *text, size_t times)
{
    struct node *n = node_element(&p->mem, tag, 0);
    struct buf b;

    buf_init(&b);
    for (size_t i = 0; i < times; i++)
        buf_adds(&b, text);
    if (b.len)
        node_append(n, node_text(&p->mem, buf_take(&b, &p->mem), 0));
    node_append(parent, n);
    buf_release(&b);
    return n;
}

/* SIZE bytes of paragraphs of about a kilobyte. */
static void
fill(struct pages *p, struct node *parent, size_t size)
{
    for (size_t n = 0; n < size; n += 1000)
        add(p, parent, TAG_P, "water and ", 100);
}

static const struct page *
split_it(struct pages *p)
{
    pass_ids(&p->r[0]);
    split_page(&p->r[0], header_make(&p->r[0]));
    return &p->pages[0];
}

/* Every file is well-formed and not too large. */
static bool
all_good(struct pages *p)
{
    struct xml_problem problem;

    for (size_t k = 0; k < p->pages[0].nparts; k++)
        if (pages_part(p, 0, k).len > PAGE_LIMIT || !xml_is_well_formed(pages_part(p, 0, k), &p->mem, &problem))
            return false;
    return true;
}

static size_t
count(struct str text, const char *needle)
{
    size_t n = 0;

    for (ptrdiff_t at = 0; (at = str_find(text, str_of(needle), (size_t)at)) >= 0; at++)
        n++;
    return n;
}

TEST(a_small_page_is_one_file)
{
    struct pages p;
    const struct page *page;

    pages_init(&p);
    fill(&p, p.r[0].root, 200000);
    page = split_it(&p);
    CHECK(page->nparts == 1);
    CHECK_STR(page->parts[0].href, "text/art-a.xhtml");
    CHECK(pages_has(pages_part(&p, 0, 0), "<title>Title a</title>"));
    CHECK(all_good(&p));
    pages_release(&p);
}

TEST(cuts_stand_before_sections)
{
    struct pages p;
    const struct page *page;

    pages_init(&p);
    for (int i = 0; i < 4; i++) {
        add(&p, p.r[0].root, TAG_H2, "Part", 1);
        fill(&p, p.r[0].root, 100000);
        add(&p, p.r[0].root, TAG_H3, "Sub", 1);
        fill(&p, p.r[0].root, 20000);
    }
    page = split_it(&p);
    CHECK(page->nparts == 2 && all_good(&p));
    CHECK_STR(page->parts[1].href, "text/art-a-2.xhtml");
    CHECK_STR(page->parts[1].id, "art-a-2");
    CHECK(pages_has(pages_part(&p, 0, 0), "<title>Title a (1/2)</title>") && pages_has(pages_part(&p, 0, 0), "doc-chapter"));
    CHECK(pages_has(pages_part(&p, 0, 1), "<title>Title a (2/2)</title>") && !pages_has(pages_part(&p, 0, 1), "doc-chapter"));
    CHECK(pages_has(pages_part(&p, 0, 1), "<body>\n<section>\n<h2 id=\"part-2\">"));
    CHECK(page->nheadings == 8 && page->headings[3].part == 0 && page->headings[4].part == 1 && page->headings[4].level == 2);
    pages_release(&p);
}

TEST(a_long_section_is_cut_before_its_own_and_no_heading_is_left_behind)
{
    struct pages p;
    const struct page *page;

    pages_init(&p);
    add(&p, p.r[0].root, TAG_H2, "Long", 1);
    add(&p, p.r[0].root, TAG_H3, "One", 1);
    fill(&p, p.r[0].root, 150000);
    add(&p, p.r[0].root, TAG_H3, "Two", 1);
    fill(&p, p.r[0].root, 150000);
    add(&p, p.r[0].root, TAG_H2, "Flat", 1);
    add(&p, p.r[0].root, TAG_H4, "Deep", 1);
    fill(&p, p.r[0].root, 600000);
    page = split_it(&p);
    CHECK(all_good(&p));
    CHECK(page->nparts == 5);
    CHECK(pages_has(pages_part(&p, 0, 1), "<section>\n<h3 id=\"two\">"));
    CHECK(pages_has(pages_part(&p, 0, 2), "<section>\n<h2 id=\"flat\">"));
    for (size_t k = 0; k < page->nparts; k++)
        CHECK(!pages_has(pages_part(&p, 0, k), "</h2>\n</section>") && !pages_has(pages_part(&p, 0, k), "</h4>\n</section>"));
    pages_release(&p);
}

TEST(a_little_rest_is_not_worth_a_file)
{
    struct pages p;

    pages_init(&p);
    fill(&p, p.r[0].root, 200000);
    add(&p, p.r[0].root, TAG_H2, "Big", 1);
    fill(&p, p.r[0].root, 252000);
    add(&p, p.r[0].root, TAG_H2, "Small", 1);
    fill(&p, p.r[0].root, 4000);
    split_it(&p);
    CHECK(p.pages[0].nparts == 2 && all_good(&p));
    CHECK(pages_has(pages_part(&p, 0, 1), ">Big<") && pages_has(pages_part(&p, 0, 1), ">Small<"));
    fill(&p, p.r[1].root, 4000);
    add(&p, p.r[1].root, TAG_H2, "Big", 1);
    fill(&p, p.r[1].root, 252000);
    add(&p, p.r[1].root, TAG_H2, "Next", 1);
    fill(&p, p.r[1].root, 20000);
    split_page(&p.r[1], header_make(&p.r[1]));
    CHECK(p.pages[1].nparts == 2 && pages_has(pages_part(&p, 1, 0), ">Big<"));
    pages_release(&p);
}

TEST(links_between_files_name_the_file)
{
    struct pages p;
    struct node *a;
    const struct anchor *anchor;

    pages_init(&p);
    add(&p, p.r[0].root, TAG_H2, "First", 1);
    fill(&p, p.r[0].root, 200000);
    add(&p, p.r[0].root, TAG_H2, "Second", 1);
    fill(&p, p.r[0].root, 200000);
    a = add(&p, p.r[0].root->last, TAG_A, "up", 1);
    node_set_attr(&p.mem, a, "href", STR("#"));
    node_set_attr(&p.mem, a, "x-page", STR("0"));
    node_set_attr(&p.mem, a, "x-fragment", STR("first"));
    a = node_copy(&p.mem, a);
    node_set_attr(&p.mem, a, "x-fragment", STR("second"));
    node_append(p.r[0].root->last, a);
    split_it(&p);
    CHECK(p.pages[0].nparts == 2 && all_good(&p));
    CHECK(pages_has(pages_part(&p, 0, 1), "<a href=\"art-a.xhtml#first\">up</a><a href=\"#second\">up</a>"));
    anchor = ids_find(&p.pages[0], STR("second"), &p.mem);
    CHECK(anchor && anchor->part == 1);
    pages_release(&p);
}

TEST(a_text_of_headings_is_cut_like_any_other)
{
    struct pages p;

    pages_init(&p);
    for (int i = 0; i < 20000; i++)
        add(&p, p.r[0].root, i % 2 ? TAG_H2 : TAG_H4, "Heading", 1);
    split_it(&p);
    CHECK(p.pages[0].nparts > 1 && p.pages[0].nparts < 10 && all_good(&p));
    CHECK(p.pages[0].nheadings == 20000);
    pages_release(&p);
}

static void
add_reference(struct pages *p, struct node *parent, const char *label)
{
    node_set_attr(&p->mem, add(p, parent, TAG_X_NOTEREF, "", 0), "label", str_of(label));
}

TEST(notes_stand_in_the_file_of_their_first_reference)
{
    struct pages p;
    struct node *root, *n;

    pages_init(&p);
    root = p.r[0].root;
    add_reference(&p, add(&p, root, TAG_P, "x", 1), "a");
    fill(&p, root, 200000);
    add(&p, root, TAG_H2, "Second", 1);
    fill(&p, root, 200000);
    add_reference(&p, add(&p, root, TAG_P, "y", 1), "b");
    add_reference(&p, root->last, "a");
    for (int i = 0; i < 3; i++) {
        n = add(&p, root, TAG_X_NOTE, i == 0 ? "Note A" : i == 1 ? "Note B" : "Note C", 1);
        node_set_attr(&p.mem, n, "label", i == 0 ? STR("a") : i == 1 ? STR("b") : STR("c"));
        if (i == 1)
            add_reference(&p, n, "c");
    }
    pass_notes(&p.r[0]);
    split_it(&p);
    CHECK(p.pages[0].nparts == 2 && all_good(&p));
    CHECK(pages_has(pages_part(&p, 0, 0), "Note A") && !pages_has(pages_part(&p, 0, 0), "Note B"));
    CHECK(pages_has(pages_part(&p, 0, 1), "Note B") && pages_has(pages_part(&p, 0, 1), "Note C"));
    CHECK(count(pages_part(&p, 0, 0), "<hr class=\"notes\"/>") == 1);
    CHECK(count(pages_part(&p, 0, 1), "<hr class=\"notes\"/>") == 1);
    CHECK(pages_has(pages_part(&p, 0, 1), "href=\"#fn-2\">2</a><a id=\"fnref-1-2\" class=\"noteref\""));
    CHECK(pages_has(pages_part(&p, 0, 1), "href=\"art-a.xhtml#fn-1\">1</a>"));
    pages_release(&p);
}

TEST(more_than_five_hundred_notes_are_several_files)
{
    struct pages p;

    pages_init(&p);
    for (int i = 0; i < 1200; i++) {
        const char *label = arena_printf(&p.mem, "n%d", i).at;
        add_reference(&p, add(&p, p.r[0].root, TAG_P, "x", 1), label);
        node_set_attr(&p.mem, add(&p, p.r[0].root, TAG_X_NOTE, "n", 1), "label", str_of(label));
    }
    pass_notes(&p.r[0]);
    split_it(&p);
    CHECK(p.pages[0].nparts == 3 && all_good(&p));
    for (size_t k = 0; k < p.pages[0].nparts; k++) {
        CHECK(count(pages_part(&p, 0, k), "<aside") <= 500);
        CHECK(count(pages_part(&p, 0, k), "<aside") == count(pages_part(&p, 0, k), "doc-noteref"));
    }
    pages_release(&p);
}

TEST(a_huge_list_goes_on_with_its_numbers)
{
    struct pages p;
    struct node *ol;

    pages_init(&p);
    ol = add(&p, add(&p, p.r[0].root, TAG_DIV, "", 0), TAG_OL, "", 0);
    node_set_attr(&p.mem, ol, "start", STR("5"));
    node_set_attr(&p.mem, ol, "id", STR("list"));
    for (int i = 0; i < 600; i++)
        add(&p, ol, TAG_LI, "water and ", 100);
    split_it(&p);
    CHECK(p.pages[0].nparts == 3 && all_good(&p));
    CHECK(pages_has(pages_part(&p, 0, 0), "<ol id=\"list\" start=\"5\">"));
    CHECK(pages_has(pages_part(&p, 0, 1), arena_cstr(&p.mem,
        arena_printf(&p.mem, "<ol start=\"%zu\">", 5 + count(pages_part(&p, 0, 0), "<li>")))));
    CHECK(pages_has(pages_part(&p, 0, 2), arena_cstr(&p.mem,
        arena_printf(&p.mem, "<ol start=\"%zu\">", 605 - count(pages_part(&p, 0, 2), "<li>")))));
    pages_release(&p);
}

TEST(a_huge_listing_is_cut_at_empty_lines)
{
    struct pages p;
    struct node *code;
    size_t lines = 0;

    pages_init(&p);
    code = add(&p, add(&p, p.r[0].root, TAG_PRE, "", 0), TAG_CODE, "if (a < b)\n    x &= 1;\n\n", 30000);
    node_set_attr(&p.mem, code, "class", STR("language-c"));
    split_it(&p);
    CHECK(p.pages[0].nparts > 2 && all_good(&p));
    for (size_t k = 0; k < p.pages[0].nparts; k++) {
        CHECK(pages_has(pages_part(&p, 0, k), "<pre><code class=\"language-c\">if (a"));
        lines += count(pages_part(&p, 0, k), "x &amp;= 1;\n");
    }
    CHECK(lines == 30000);
    pages_release(&p);
}

TEST(what_cannot_be_cut_stays_whole)
{
    struct pages p;
    struct node *table;

    pages_init(&p);
    add(&p, p.r[0].root, TAG_P, "x", 1);
    table = add(&p, add(&p, p.r[0].root, TAG_TABLE, "", 0), TAG_TBODY, "", 0);
    for (int i = 0; i < 400; i++)
        add(&p, add(&p, table, TAG_TR, "", 0), TAG_TD, "water and ", 100);
    fill(&p, p.r[0].root, 10000);
    split_it(&p);
    CHECK(p.pages[0].nparts == 2);
    CHECK(count(pages_part(&p, 0, 0), "<tr>") == 400 && count(pages_part(&p, 0, 1), "<p>") == 10);
    pages_release(&p);
}

TEST(another_page_with_the_name_of_a_part_is_no_clash)
{
    struct pages p;

    pages_init(&p);
    p.pages[1].href = STR("text/art-a-2.xhtml");
    fill(&p, p.r[0].root, 400000);
    split_it(&p);
    CHECK(p.pages[0].nparts == 2);
    CHECK_STR(p.pages[0].parts[1].href, "text/art-a--2.xhtml");
    CHECK_STR(p.pages[0].parts[1].id, "art-a--2");
    pages_release(&p);
}

TESTS(CASE(a_small_page_is_one_file), CASE(cuts_stand_before_sections),
    CASE(a_long_section_is_cut_before_its_own_and_no_heading_is_left_behind), CASE(a_little_rest_is_not_worth_a_file),
    CASE(links_between_files_name_the_file),
    CASE(a_text_of_headings_is_cut_like_any_other), CASE(notes_stand_in_the_file_of_their_first_reference),
    CASE(more_than_five_hundred_notes_are_several_files), CASE(a_huge_list_goes_on_with_its_numbers),
    CASE(a_huge_listing_is_cut_at_empty_lines), CASE(what_cannot_be_cut_stays_whole),
    CASE(another_page_with_the_name_of_a_part_is_no_clash))
