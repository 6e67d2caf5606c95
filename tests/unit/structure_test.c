/* structure_test: html/structure, flow, lists, tables, blocks. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/fragment.h"

static struct fragment f;

/* Trees as a sloppy reader or a page's script may have made them: nothing is mended by the HTML parser. */
#define TREE_BECOMES(from, to) \
    do { \
        struct str got; \
        f.p.r[0].root = tree_parse(&f.p.mem, (from)); \
        pass_structure(&f.p.r[0]); \
        got = pages_tree(&f.p, 0); \
        if (!str_eqc(got, (to))) { \
            check_failed = 1; \
            printf("%s:%d: \"%s\" became \"%.*s\", not \"%s\"\n", __FILE__, __LINE__, (from), STR_ARG(got), (to)); \
        } \
    } while (0)

TEST(paragraphs_are_split_around_blocks)
{
    fragment_open(&f);
    TREE_BECOMES("<p>a<ul><li>x</li></ul>b</p>", "<p>a</p><ul><li>x</li></ul><p>b</p>");
    TREE_BECOMES("<p><div>x</div></p>", "<p>x</p>");
    TREE_BECOMES("<p id=\"i\" title=\"t\">a<hr>b</hr>c</p>", "<p id=\"i\" title=\"t\">a</p><hr/><p title=\"t\">c</p>");
    TREE_BECOMES("<p> <figure><img src=\"x\"></img></figure> </p>", "<figure><img src=\"x\"/></figure>");
    TREE_BECOMES("<p>a<p>b</p>c</p>", "<p>a</p><p>b</p><p>c</p>");
}

TEST(inline_elements_go_down_into_blocks)
{
    fragment_open(&f);
    TREE_BECOMES("<b><p>x</p><p>y</p></b>", "<p><b>x</b></p><p><b>y</b></p>");
    TREE_BECOMES("<p>a <b>b<ul><li>c</li></ul>d</b></p>", "<p>a <b>b</b></p><ul><li><b>c</b></li></ul><p><b>d</b></p>");
    TREE_BECOMES("<a href=\"u\" id=\"i\"><div><h2>t</h2><p>x</p></div></a>",
        "<h2><a id=\"i\" href=\"u\">t</a></h2><p><a href=\"u\">x</a></p>");
    TREE_BECOMES("<del><p>x</p></del>", "<p><del>x</del></p>");
    TREE_BECOMES("<ul><span><li>x</li></span></ul>", "<ul><li><span>x</span></li></ul>");
    TREE_BECOMES("<p>a<b> </b>c</p>", "<p>a<b> </b>c</p>");
    TREE_BECOMES("<p><i></i>a<a id=\"x\"></a></p>", "<p>a<a id=\"x\"></a></p>");
}

TEST(headings_and_code_take_plain_blocks_in)
{
    fragment_open(&f);
    TREE_BECOMES("<h2><div>a</div><p>b</p></h2>", "<h2>a b</h2>");
    TREE_BECOMES("<h2>a <h3>b</h3></h2>", "<h2>a </h2><h3>b</h3>");
    TREE_BECOMES("<summary><h3>a</h3></summary>", "<p>a</p>");
    f.p.r[0].root = tree_parse(&f.p.mem, "<pre><code><div>a</div><div>b</div></code></pre>");
    pass_structure(&f.p.r[0]);
    CHECK_STR(node_text_of(&f.p.mem, f.p.r[0].root, false), "a\nb");
    CHECK(f.p.r[0].root->first == f.p.r[0].root->last && f.p.r[0].root->first->tag == TAG_PRE);
    TREE_BECOMES("<pre>a<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></pre>",
        "<pre>a</pre><table><tbody><tr><td><pre>1</pre></td><td><pre>2</pre></td></tr></tbody></table>");
}

TEST(lists_hold_items)
{
    fragment_open(&f);
    TREE_BECOMES("<ul>x<li>y</li></ul>", "<ul><li>x</li><li>y</li></ul>");
    TREE_BECOMES("<ul><p>x</p></ul>", "<ul><li><p>x</p></li></ul>");
    TREE_BECOMES("<ul><li>x</li><ul><li>y</li></ul></ul>", "<ul><li>x<ul><li>y</li></ul></li></ul>");
    TREE_BECOMES("<ul><ul><li>y</li></ul></ul>", "<ul><li><ul><li>y</li></ul></li></ul>");
    TREE_BECOMES("<ol><div><li>a</li><li>b</li></div>t <b>u</b></ol>", "<ol><li>a</li><li>b</li><li>t <b>u</b></li></ol>");
    TREE_BECOMES("<div><li>x</li> <li value=\"3\">y</li></div>", "<ul><li>x</li><li>y</li></ul>");
    TREE_BECOMES("<ul></ul><p>a</p><ol> </ol>", "<p>a</p>");
}

TEST(definition_lists_alternate)
{
    fragment_open(&f);
    TREE_BECOMES("<dl><dd>x</dd></dl>", "<ul><li>x</li></ul>");
    TREE_BECOMES("<dl><dt>x</dt></dl>", "<ul><li>x</li></ul>");
    TREE_BECOMES("<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd>c</dd></dl>");
    TREE_BECOMES("<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd></dd></dl>");
    TREE_BECOMES("<dl><div><dt>a</dt><dd>x</dd></div></dl>", "<dl><dt>a</dt><dd>x</dd></dl>");
    TREE_BECOMES("<dl><dt>a</dt><dd>b</dd>text<p>c</p></dl>", "<dl><dt>a</dt><dd>btext<p>c</p></dd></dl>");
    TREE_BECOMES("<dt>a</dt><dd>b</dd>", "<dl><dt>a</dt><dd>b</dd></dl>");
    TREE_BECOMES("<dl></dl>", "");
    TREE_BECOMES("<dl><dt><h3>a</h3></dt><dd><h3>b</h3></dd></dl>", "<dl><dt>a</dt><dd><h3>b</h3></dd></dl>");
}

#define ROW(cells) "<table><tbody><tr>" cells "</tr></tbody></table>"

TEST(tables_are_put_in_order)
{
    fragment_open(&f);
    TREE_BECOMES("<table><td>x</td><td>y</td></table>", ROW("<td>x</td><td>y</td>"));
    TREE_BECOMES("<table>t<tr>u<td>a</td>v<b>w</b></tr></table>",
        "<p>t</p>" ROW("<td>u</td><td>a</td><td>v<b>w</b></td>"));
    TREE_BECOMES("<table><tbody><tr><td>y</td><td>z</td></tr></tbody><thead><tr><th>x</th></tr></thead></table>",
        "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>y</td><td>z</td></tr></tbody></table>");
    TREE_BECOMES("<table><tfoot><tr><td>f</td></tr></tfoot><tr><th>a</th></tr><tbody><tr><td>b</td></tr></tbody></table>",
        "<table><tbody><tr><th>a</th></tr></tbody><tbody><tr><td>b</td></tr></tbody>"
        "<tfoot><tr><td>f</td></tr></tfoot></table>");
    TREE_BECOMES("<table><caption>a</caption><caption>b</caption><tr><td>y</td></tr></table>",
        "<p>b</p><table><caption>a</caption><tbody><tr><td>y</td></tr></tbody></table>");
    TREE_BECOMES("<table><colgroup span=\"2\"><col></col></colgroup><tr><th>a</th></tr></table>",
        "<table><colgroup><col/></colgroup><tbody><tr><th>a</th></tr></tbody></table>");
    TREE_BECOMES("<table></table><table><tr></tr></table><table><caption>c</caption></table>", "<p>c</p>");
    TREE_BECOMES("<div><td>x</td></div><tr><td>y</td></tr>", "<p>x</p><p>y</p>");
    TREE_BECOMES("<table><tr><td>a</td><td><tr><td>b</td></tr></td></tr></table>", ROW("<td>a</td><td><p>b</p></td>"));
}

TEST(what_comes_out_of_a_table_is_mended_too)
{
    fragment_open(&f);
    TREE_BECOMES("<table><div><table><td>x</td><td>y</td></table></div><tr><th>a</th></tr></table>",
        ROW("<td>x</td><td>y</td>") ROW("<th>a</th>"));
}

TEST(spans_fit_the_grid)
{
    fragment_open(&f);
    TREE_BECOMES("<table><tr><td colspan=\"100000\">a</td></tr><tr><th>b</th><td rowspan=\"5\">c</td></tr></table>",
        "<table><tbody><tr><td colspan=\"2\">a</td></tr><tr><th>b</th><td>c</td></tr></tbody></table>");
    TREE_BECOMES("<table><tr><th rowspan=\"0\">a</th><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table><tbody><tr><th rowspan=\"2\">a</th><td>b</td></tr><tr><td>c</td></tr></tbody></table>");
    TREE_BECOMES("<table><tr><th id=\"h\">a</th><td headers=\"h\">b</td><td headers=\"h zz\">c</td></tr></table>",
        ROW("<th id=\"h\">a</th><td headers=\"h\">b</td><td>c</td>"));
    TREE_BECOMES("<p id=\"h\">x</p><table><tr><th id=\"h\">a</th><td headers=\"h\">b</td></tr></table>",
        "<p id=\"h\">x</p>" ROW("<th id=\"h\">a</th><td>b</td>"));
}

TEST(tables_for_layout_dissolve)
{
    fragment_open(&f);
    TREE_BECOMES("<table><tr><td>a</td></tr><tr><td><p>b</p></td></tr></table>", "<p>a</p><p>b</p>");
    TREE_BECOMES("<table x-layout=\"1\"><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>");
    TREE_BECOMES("<table><tr><td>m</td><td> <table><tr><th>x</th></tr></table></td></tr></table>",
        "<p>m</p> " ROW("<th>x</th>"));
    TREE_BECOMES("<table><tr><th>a</th></tr></table>", ROW("<th>a</th>"));
}

TEST(figures_have_one_caption)
{
    fragment_open(&f);
    TREE_BECOMES("<figure><figcaption>c</figcaption><img src=\"x\"></img><figcaption>d</figcaption></figure>",
        "<figure><figcaption><p>c</p><p>d</p></figcaption><img src=\"x\"/></figure>");
    TREE_BECOMES("<figure><img src=\"x\"></img><figcaption>c</figcaption><p>y</p></figure>",
        "<figure><img src=\"x\"/><p>y</p><figcaption>c</figcaption></figure>");
    TREE_BECOMES("<figure><div><img src=\"x\"></img><figcaption>c</figcaption></div></figure>",
        "<figure><p><img src=\"x\"/></p><figcaption>c</figcaption></figure>");
    TREE_BECOMES("<figcaption>c</figcaption><div><figcaption>d</figcaption></div>", "<p>c</p><p>d</p>");
    TREE_BECOMES("<figure><figcaption>c</figcaption></figure>", "<p>c</p>");
    TREE_BECOMES("<figure><img src=\"x\"></img><figcaption> </figcaption></figure>", "<figure><img src=\"x\"/></figure>");
}

TEST(details_begin_with_a_summary)
{
    fragment_open(&f);
    TREE_BECOMES("<details><p>x</p></details>", "<details><summary>Details</summary><p>x</p></details>");
    TREE_BECOMES("<details>a<summary>s</summary>b<summary>t</summary></details>",
        "<details><summary>s</summary><p>ab</p><p>t</p></details>");
}

TEST(small_rules)
{
    fragment_open(&f);
    TREE_BECOMES("<footer><header>x</header></footer>", "<footer><p>x</p></footer>");
    TREE_BECOMES("<p><time><b>x</b></time> <time>May</time> <time datetime=\"2024\"><b>y</b><time>z</time></time></p>",
        "<p><b>x</b> <time>May</time> <time datetime=\"2024\"><b>y</b>z</time></p>");
    TREE_BECOMES("<p><ruby>a<rt>b</rt>c</ruby><ruby>d</ruby><rt>e</rt></p>", "<p><ruby>a<rt>b</rt></ruby>cd(e)</p>");
    TREE_BECOMES("<p><dfn>a<dfn>b</dfn></dfn></p>", "<p><dfn>ab</dfn></p>");
    TREE_BECOMES("<table><tr><th><h3>a</h3>b</th><th><section>c</section></th></tr></table>",
        ROW("<th><p>a</p>b</th><th><div>c</div></th>"));
}

TEST(loose_words_become_paragraphs)
{
    fragment_open(&f);
    TREE_BECOMES("a <b>b</b><h2>c</h2>d", "<p>a <b>b</b></p><h2>c</h2><p>d</p>");
    TREE_BECOMES("<blockquote>x</blockquote>", "<blockquote><p>x</p></blockquote>");
    TREE_BECOMES("<div><div><div>x</div></div></div>", "<p>x</p>");
    TREE_BECOMES("<div id=\"i\"><p>a</p>b</div>", "<div id=\"i\"><p>a</p><p>b</p></div>");
    TREE_BECOMES("<ul><li><div>x</div></li><li>y<div>z</div></li></ul>", "<ul><li>x</li><li>y<p>z</p></li></ul>");
    TREE_BECOMES("<section role=\"region\">x</section>", "<section role=\"region\">x</section>");
}

/* Every tenth of a second counts: 20,000 of each, in each other or side by side, in one go. */
TEST(size_does_not_matter)
{
    static const char *const open[] = { "<p>", "<b><p>x", "<table>x<tr>", "<ul>x<ul>", "<dl><dd>", "<figure><figcaption>" };
    struct buf text;

    fragment_open(&f);
    buf_init(&text);
    for (size_t k = 0; k < sizeof open / sizeof *open; k++) {
        buf_clear(&text);
        for (int i = 0; i < 20000; i++)
            buf_adds(&text, open[k]);
        fragment_run(&f, text.at, PASS_STRUCTURE);
    }
    buf_release(&text);
    CHECK(f.p.r[0].root->first);
}

TESTS(CASE(paragraphs_are_split_around_blocks), CASE(inline_elements_go_down_into_blocks),
    CASE(headings_and_code_take_plain_blocks_in), CASE(lists_hold_items), CASE(definition_lists_alternate),
    CASE(tables_are_put_in_order), CASE(what_comes_out_of_a_table_is_mended_too), CASE(spans_fit_the_grid),
    CASE(tables_for_layout_dissolve), CASE(figures_have_one_caption), CASE(details_begin_with_a_summary), CASE(small_rules),
    CASE(loose_words_become_paragraphs), CASE(size_does_not_matter))
