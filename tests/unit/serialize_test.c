/* serialize: a tree as XHTML. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

static struct str
written(struct pages *p, const char *text)
{
    pages_set(p, 0, text);
    return pages_tree(p, 0);
}

TEST(empty_elements_have_an_end_tag_and_void_ones_none)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(written(&p, "<p><i></i><br/><img src=\"x\"/></p><td></td>"), "<p><i></i><br/><img src=\"x\"/></p><td></td>");
    pages_release(&p);
}

TEST(id_and_class_come_first_and_ours_never)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(written(&p, "<p lang=\"de\" x-id=\"q\" class=\"first\" id=\"i\" title=\"t\">x</p>"),
        "<p id=\"i\" class=\"first\" lang=\"de\" title=\"t\">x</p>");
    pages_release(&p);
}

TEST(text_is_escaped_and_stays_xml)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(written(&p, "<p title=\"&quot;&lt;\">a &amp;&amp; b &lt;c&gt; \xC2\xA0\x01\xEF\xBF\xBE.</p>"),
        "<p title=\"&quot;&lt;\">a &amp;&amp; b &lt;c&gt; &#160;.</p>");
    pages_release(&p);
}

TEST(blocks_stand_on_lines_of_their_own)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<ul><li>a<ol><li>b</li></ol></li></ul><pre><code> x\n\n y</code></pre>");
    render_node(&p.out, p.r[0].root);
    CHECK_STR(buf_str(&p.out), "<div>\n<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"
                               "<pre><code> x\n\n y</code></pre>\n</div>\n");
    pages_release(&p);
}

TEST(comments_are_not_written)
{
    struct pages p;
    struct node *comment;

    pages_init(&p);
    comment = node_text(&p.mem, STR("a -- b"), 0);
    comment->tag = TAG_COMMENT;
    node_append(p.r[0].root, comment);
    CHECK_STR(pages_tree(&p, 0), "");
    pages_release(&p);
}

TEST(svg_and_mathml_declare_their_namespace_once)
{
    struct pages p;
    struct node *svg, *use, *math;

    pages_init(&p);
    svg = node_element(&p.mem, TAG_SVG, 0);
    svg->space = SPACE_SVG;
    use = node_other(&p.mem, SPACE_SVG, "use", 0);
    node_set_attr(&p.mem, use, "xlink:href", STR("#x"));
    node_append(svg, use);
    node_append(p.r[0].root, svg);
    math = node_element(&p.mem, TAG_MATH, 0);
    node_append(math, node_other(&p.mem, SPACE_MATHML, "mi", 0));
    node_append(p.r[0].root, math);
    CHECK_STR(pages_tree(&p, 0), "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
        "<use xlink:href=\"#x\"></use></svg><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi></mi></math>");
    pages_release(&p);
}

TEST(a_tree_of_fifty_thousand_levels_is_written)
{
    enum { LEVELS = 50000 };
    struct pages p;
    struct node *n;

    pages_init(&p);
    n = p.r[0].root;
    for (int i = 0; i < LEVELS; i++) {
        struct node *child = node_element(&p.mem, TAG_SPAN, 0);
        node_append(n, child);
        n = child;
    }
    CHECK(pages_tree(&p, 0).len == LEVELS * strlen("<span></span>"));
    pages_release(&p);
}

TESTS(CASE(empty_elements_have_an_end_tag_and_void_ones_none), CASE(id_and_class_come_first_and_ours_never),
    CASE(text_is_escaped_and_stays_xml), CASE(blocks_stand_on_lines_of_their_own), CASE(comments_are_not_written),
    CASE(svg_and_mathml_declare_their_namespace_once), CASE(a_tree_of_fifty_thousand_levels_is_written))
