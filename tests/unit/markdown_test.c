/* markdown_test: Markdown to trees, both ways. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/buf.h"
#include "wrap/html5.h"
#include "wrap/markdown.h"

#include <string.h>

static struct arena mem;

static struct str
taken(struct buf *out)
{
    struct str text = buf_take(out, &mem);

    buf_release(out);
    return text;
}

/* A compact form: <p a="b">text</p>, empty elements as <br>, with offsets as <p@3> if asked for. */
static struct str
shown(const struct node *root, bool offsets)
{
    struct buf out;

    buf_init(&out);
    for (const struct node *n = root->first; n;) {
        if (n->tag == TAG_TEXT)
            buf_add(&out, n->text);
        else
            buf_addf(&out, "<%s", n->name);
        if (n->tag != TAG_TEXT && offsets)
            buf_addf(&out, "@%u", n->offset);
        for (const struct attr *a = n->attrs; a; a = a->next)
            buf_addf(&out, " %s=\"%.*s\"", a->name, STR_ARG(a->value));
        if (n->tag != TAG_TEXT)
            buf_addc(&out, '>');
        if (n->first) {
            n = n->first;
            continue;
        }
        for (bool is_done = false; !is_done && n;) {
            if (n->tag != TAG_TEXT && !(tag_flags(n->tag) & TAG_VOID))
                buf_addf(&out, "</%s>", n->name);
            is_done = n->next != NULL;
            n = n->next ? n->next : n->parent == root ? NULL : n->parent;
        }
    }
    return taken(&out);
}

static struct node *
new_root(void)
{
    return node_element(&mem, TAG_DIV, NODE_NOWHERE);
}

static struct str
tree(const char *text, bool offsets)
{
    struct node *root = new_root();
    struct markdown_input input = { .text = str_of(text), .base = 100 };

    return markdown_to_tree(&mem, &input, &root) ? shown(root, offsets) : STR("raw");
}

static uint32_t
map(const void *html, uint32_t offset)
{
    return markdown_source_offset(html, offset);
}

static struct str
through_html(const char *text, bool offsets)
{
    struct markdown_input input = { .text = str_of(text), .base = 100 };
    struct markdown_html html;
    struct node *root;

    markdown_html_init(&html);
    markdown_to_html(&input, "x-ref", &html);
    root = html5_parse_fragment(&mem, buf_str(&html.html), map, &html);
    markdown_html_release(&html);
    return shown(root, offsets);
}

static struct str
parsed(const char *text)
{
    struct node *root = new_root();
    struct markdown_input input = { .text = str_of(text) };

    markdown_parse(&mem, &input, &root);
    return shown(root, false);
}

TEST(blocks_become_elements)
{
    CHECK_STR(tree("# a\n\nb *c* **d** `e`\n\n> q\n\n---\n", false),
        "<h1>a</h1><p>b <em>c</em> <strong>d</strong> <code>e</code></p><blockquote><p>q</p></blockquote><hr>");
    CHECK_STR(tree("3. a\n4. b\n", false), "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    CHECK_STR(tree("- a\n\n- b\n", false), "<ul><li><p>a</p></li><li><p>b</p></li></ul>");
    CHECK_STR(tree("", false), "");
}

TEST(code_keeps_its_language_and_lines)
{
    CHECK_STR(tree("```rust,ignore x\na\n  b\n\nc\n```\n", false),
        "<pre><code class=\"language-rust,ignore\">a\n  b\n\nc\n</code></pre>");
    CHECK_STR(tree("    a\n    <b>\n", false), "<pre><code>a\n<b>\n</code></pre>");
    CHECK_STR(tree("```\n&amp;\n```", false), "<pre><code>&amp;\n</code></pre>");
}

TEST(tables_have_scope_and_alignment)
{
    CHECK_STR(tree("|a|b|c|\n|:--|:-:|--:|\n|1|2|3|\n", false),
        "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"center\">b</th><th scope=\"col\" class=\"num\">c</th>"
        "</tr></thead><tbody><tr><td>1</td><td class=\"center\">2</td><td class=\"num\">3</td></tr></tbody></table>");
}

TEST(tasks_are_boxes)
{
    CHECK_STR(tree("- [ ] a\n- [x] *b*\n- c\n", false),
        "<ul><li class=\"task\">☐ a</li><li class=\"task\">☑ <em>b</em></li><li>c</li></ul>");
    CHECK_STR(tree("- [X] a\n\n  b\n", false), "<ul><li class=\"task\"><p>☑ a</p><p>b</p></li></ul>");
}

TEST(images_have_plain_alternatives)
{
    CHECK_STR(tree("![a *b* `c` [d](e)](f.png \"t &amp; u\")", false),
        "<p><img src=\"f.png\" alt=\"a b c d\" title=\"t & u\"></p>");
    CHECK_STR(tree("![a\nb ![c](d)](e)", false), "<p><img src=\"e\" alt=\"a b c\"></p>");
    CHECK_STR(tree("![](e)", false), "<p><img src=\"e\" alt=\"\"></p>");
    CHECK_STR(tree("[![a](b)](c)", false), "<p><a href=\"c\"><img src=\"b\" alt=\"a\"></a></p>");
}

TEST(links_keep_their_address)
{
    CHECK_STR(tree("[a](<b c> \"t\") [](d) [e]()", false),
        "<p><a href=\"b c\" title=\"t\">a</a> <a href=\"d\"></a> <a href=\"\">e</a></p>");
    CHECK_STR(tree("<http://a.b/c> www.d.ef x@y.zz https://g.hi/j_k_l", false),
        "<p><a href=\"http://a.b/c\">http://a.b/c</a> <a href=\"http://www.d.ef\">www.d.ef</a> "
        "<a href=\"mailto:x@y.zz\">x@y.zz</a> <a href=\"https://g.hi/j_k_l\">https://g.hi/j_k_l</a></p>");
}

TEST(entities_are_resolved)
{
    CHECK_STR(tree("&hellip;&nbsp;&#65;&#x42;&notit;&nosuch;&#0;&Aacute;", false),
        "<p>…\xC2\xA0""AB&notit;&nosuch;\xEF\xBF\xBDÁ</p>");
    CHECK_STR(tree("[a](b?c&amp;d&hellip;)", false), "<p><a href=\"b?c&d…\">a</a></p>");
}

TEST(breaks_are_kept)
{
    CHECK_STR(tree("a\nb  \nc\\\nd", false), "<p>a\nb<br>c<br>d</p>");
}

TEST(nul_becomes_a_replacement)
{
    static const char bytes[] = "a\0b `c\0d`";
    struct node *root = new_root();
    struct markdown_input input = { .text = { bytes, sizeof bytes - 1 } };

    CHECK(markdown_to_tree(&mem, &input, &root));
    CHECK_STR(shown(root, false), "<p>a\xEF\xBF\xBD""b <code>c\xEF\xBF\xBD""d</code></p>");
}

TEST(raw_html_is_refused_by_the_tree)
{
    CHECK_STR(tree("a <b>c</b>", false), "raw");
    CHECK_STR(tree("<div>\n\na\n\n</div>", false), "raw");
    CHECK_STR(parsed("a <b>c</b>"), "<p>a <b>c</b></p>");
    CHECK_STR(parsed("<div class=x>\n\n*a*\n\n</div>\n\nb\n"), "<div class=\"x\">\n<p><em>a</em></p></div>\n<p>b</p>");
    CHECK_STR(parsed("<table><tr><td>\n\n- x\n\n</td></tr></table>\n"),
        "<table><tbody><tr><td>\n<ul><li>x</li></ul></td></tr></tbody></table>\n");
}

TEST(comments_leave_no_trace)
{
    static const char *const texts[] = { "a<!-- x -->b", "<!-- x -->\n\na<!-- y\nz -->b", "a<!---->b\n\n<!--more-->\n",
        "<!-- x\n\n*y* -->\n\nab", "ab\n\n<!-- not closed\n\n*y*", "a<!-- <b> -->b" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(str_find(tree(texts[i], false), STR("raw"), 0) < 0);
        CHECK(str_find(tree(texts[i], false), STR("x"), 0) < 0);
        CHECK_STR(str_trim(tree(texts[i], false)), "<p>ab</p>");
    }
    CHECK_STR(tree("a <!-- x --> <i>b</i>", false), "raw");
    CHECK_STR(parsed("a<!-- x --><i>b</i>\n\n<!-- y -->\n\nc"), "<p>a<i>b</i></p><p>c</p>");
    CHECK_STR(parsed("> <!-- y\n\nc<!-- z --> <i>d</i>"), "<blockquote></blockquote><p>c <i>d</i></p>");
}

TEST(a_comment_before_html_is_dropped_alone)
{
    CHECK_STR(parsed("<!-- a --><div>b</div>\n"), "<div>b</div>\n");
    CHECK_STR(parsed("<div title='<!-- a -->'>b</div>"), "<div title=\"<!-- a -->\">b</div>\n");
}

static const char *const constructs[] = {
    "# a\n\nb\nc  \nd *e* **f** ~~g~~ `h<i>`\n\n1. x\n2. y\n\n   z\n",
    "> a\n> > b\n\n***\n\n- c\n  - d\n    e\n\nf\n===\n",
    "- [ ] a\n- [x] b\n\n- [X]  c\n",
    "|a|b|\n|--:|:-:|\n|c \\| d|`e`|\n|f\n",
    "```a&b \"c\n<d> & \"e\"\n\n\tf\n```\n\n    g\n\n    h\n",
    "![a \"b\" & <c](d?e&f \"g\") [h](<i j> 'k') [l][m] <http://n.o/?p&q> www.r.st u@v.wx\n\n[m]: /n \"o\"\n",
    "&hellip; &lt;b&gt; &amp;amp; \\<b> \\& \"quoted\" 'so' &notit; &#9;x\n",
    "\n\n   a\n\n\n***b** c*\n",
    "a\\\nb  \n![](c)\n[](d)\n[]()\n",
    "## \n\n-\n\n- \n  a\n\n>\n",
    "中文 *强调*。\xC2\xA0x \xF0\x9F\x98\x80 \xEF\xBB\xBFy\n",
    "[a](http://b.cd/e)f*g* h\n",
    "\r\nline\r\nline\r\n\r\n    code\r\n    code\r\n",
};

TEST(both_ways_make_the_same_tree)
{
    for (size_t i = 0; i < sizeof constructs / sizeof *constructs; i++) {
        struct str straight = tree(constructs[i], false);
        CHECK(!str_eqc(straight, "raw"));
        CHECK(str_eq(straight, through_html(constructs[i], false)));
    }
}

TEST(both_ways_know_the_same_places)
{
    for (size_t i = 0; i < sizeof constructs / sizeof *constructs; i++) {
        struct str straight = tree(constructs[i], true);
        struct str other = through_html(constructs[i], true);
        if (!str_eq(straight, other))
            printf("%.*s\n%.*s\n", STR_ARG(straight), STR_ARG(other));
        CHECK(str_eq(straight, other));
    }
}

TEST(places_count_in_the_source)
{
    CHECK_STR(tree("# a\n\nb *c* ![d](e) ![](f)", true),
        "<h1@102>a</h1><p@105>b <em@108>c</em> <img@111 src=\"e\" alt=\"d\"> <img@119 src=\"f\" alt=\"\"></p>");
    CHECK_STR(tree("- a\n  - b\n", true), "<ul@102><li@102>a<ul@108><li@108>b</li></ul></li></ul>");
    CHECK_STR(tree("a ![][b] c\n\n[b]: d.png\n", true), "<p@100>a <img@102 src=\"d.png\" alt=\"\"> c</p>");
    CHECK_STR(through_html("<div>\n<img src=x>\n</div>\n\nq *r*", true),
        "<div@100>\n<img@106 src=\"x\">\n</div>\n<p@126>q <em@129>r</em></p>");
}

static bool
is_letter(void *data, struct str label, uint32_t offset, struct str *name)
{
    (void)data;
    (void)offset;
    *name = label;
    return label.len == 1 && char_is_alpha(label.at[0]);
}

static struct str
with_notes(const char *text)
{
    struct node *root = new_root();
    struct markdown_input input = { .text = str_of(text), .is_note = is_letter };

    markdown_parse(&mem, &input, &root);
    return shown(root, true);
}

TEST(note_references_are_found_in_text)
{
    CHECK_STR(with_notes("a[^b] [^1] `[^c]` \\[^d] [[^e]] [^f][g]"),
        "<p@0>a<x-noteref@1 label=\"b\"></x-noteref> [^1] <code@12>[^c]</code> [^d] [<x-noteref@25 label=\"e\"></x-noteref>] "
        "<x-noteref@31 label=\"f\"></x-noteref>[g]</p>");
    CHECK_STR(with_notes("[^a](b) ![^c] ![d[^e]](f)"),
        "<p@1><a@1 href=\"b\">^a</a> !<x-noteref@9 label=\"c\"></x-noteref> <img@14 src=\"f\" alt=\"d\"></p>");
}

TEST(note_references_end_bare_links)
{
    CHECK_STR(with_notes("http://a.bc/d[^e]. <http://a.bc/[^e]> [http://a.bc[^e]](http://a.bc[^e])"),
        "<p@0><a@0 href=\"http://a.bc/d\">http://a.bc/d</a><x-noteref@13 label=\"e\"></x-noteref>. "
        "<a@20 href=\"http://a.bc/[^e]\">http://a.bc/[^e]</a> "
        "<a@39 href=\"http://a.bc[^e]\">http://a.bc<x-noteref@50 label=\"e\"></x-noteref></a></p>");
}

TEST(html_cannot_imitate_a_reference)
{
    CHECK_STR(with_notes("[^a] <x-noteref label=a></x-noteref> <x-ref-0 label=a></x-ref-0>"),
        "<p@0><x-noteref@0 label=\"a\"></x-noteref> <x-noteref@5 label=\"a\"></x-noteref> <x-ref-0@37 label=\"a\"></x-ref-0></p>");
    {
        struct node *root = new_root();
        struct markdown_input input = { .text = STR("[^a] <x-noteref label=b></x-noteref>"), .is_note = is_letter };
        markdown_parse(&mem, &input, &root);
        CHECK(root->first->first->tag == TAG_X_NOTEREF);
        CHECK(root->first->last->tag == TAG_OTHER);
    }
}

TEST(the_notes_of_the_text_are_parts)
{
    struct node *roots[3] = { new_root(), new_root(), new_root() };
    struct markdown_input input = {
        .text = STR("-   <!---->\n\n    a [r]\n\n-   <!---->\n\n    - b\n    - c\n\n<!---->\n- d\n\n[r]: e\n"), .nnotes = 2 };

    CHECK(markdown_to_tree(&mem, &input, roots));
    CHECK_STR(shown(roots[0], false), "<ul><li>d</li></ul>");
    CHECK_STR(shown(roots[1], false), "<p>a <a href=\"e\">r</a></p>");
    CHECK_STR(shown(roots[2], false), "<ul><li>b</li><li>c</li></ul>");
}

/* md4c 0.4.8 gives the end of the emphasis without its beginning here. */
TEST(unbalanced_spans_are_mended)
{
    CHECK_STR(tree("[a](http://b.cd/e)f*g* h", false), "<p><a href=\"http://b.cd/e\">a</a>f<em>g</em> h</p>");
    CHECK(str_find(tree("[]<\nhttp://a.b/*_~~a> <<~~]", false), STR("http://a.b/"), 0) >= 0);
}

static struct str
repeated(const char *what, size_t times, const char *then)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < times; i++)
        buf_adds(&out, what);
    buf_adds(&out, then);
    return taken(&out);
}

TEST(depth_is_bounded_and_text_kept)
{
    static const char *const openers[] = { "> ", "- ", "*a **b ", "1) " };

    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        struct node *root = new_root();
        struct markdown_input input = { .text = repeated(openers[i], 20000, "inside") };
        size_t depth = 0, deepest = 0;

        CHECK(markdown_to_tree(&mem, &input, &root));
        for (const struct node *n = root->first; n; n = n->last) {
            depth++;
            deepest = depth > deepest ? depth : deepest;
        }
        CHECK(deepest <= 402);
        CHECK(str_ends(node_text_of(&mem, root, false), STR("inside")));
        arena_clear(&mem);
    }
}

static struct markdown_summary
summary(const char *text, size_t cap)
{
    struct markdown_summary s;

    markdown_summarize(&mem, str_of(text), cap, &s);
    return s;
}

TEST(the_first_heading_of_level_one_is_the_title)
{
    CHECK_STR(summary("# A *b* `c` &amp; [d](e) ![f](g)\n\nh", 0).heading, "A b c & d f");
    CHECK(summary("# A\n", 0).heading_is_first);
    CHECK(summary("<!-- x\ny -->\n\nA\n=\n", 0).heading_is_first);
    CHECK_STR(summary("a\n\n# B\n", 0).heading, "B");
    CHECK(!summary("a\n\n# B\n", 0).heading_is_first);
    CHECK_STR(summary("## A\n\n# B\n", 0).heading, "B");
    CHECK(!summary("## A\n\n# B\n", 0).heading_is_first);
    CHECK_STR(summary("## A\n\n## B\n", 0).heading, "A");
    CHECK(summary("## A\n\n## B\n", 0).heading_is_first);
    CHECK_STR(summary("a\n\n## B\n", 0).heading, "");
    CHECK_STR(summary("<div></div>\n\n## B\n", 0).heading, "");
    CHECK_STR(summary("> # A\n\n# B\n", 0).heading, "B");
    CHECK_STR(summary("    # A\n\n```\n# B\n```\n", 0).heading, "");
    CHECK_STR(summary("#\n\n# B\n", 0).heading, "B");
    CHECK_STR(summary("", 0).heading, "");
}

TEST(a_summary_is_plain_and_short)
{
    CHECK_STR(summary("# T\n\na *b*\nc <i>d</i>\n\n- e\n\n```\nf\n```\n", 100).text, "a b c d e");
    CHECK_STR(summary("one two three", 9).text, "one two…");
    CHECK_STR(summary("é é é", 5).text, "é é é");
}

TESTS(CASE(blocks_become_elements), CASE(code_keeps_its_language_and_lines), CASE(tables_have_scope_and_alignment),
    CASE(tasks_are_boxes), CASE(images_have_plain_alternatives), CASE(links_keep_their_address), CASE(entities_are_resolved),
    CASE(breaks_are_kept), CASE(nul_becomes_a_replacement), CASE(raw_html_is_refused_by_the_tree), CASE(comments_leave_no_trace),
    CASE(a_comment_before_html_is_dropped_alone), CASE(both_ways_make_the_same_tree), CASE(both_ways_know_the_same_places),
    CASE(places_count_in_the_source), CASE(note_references_are_found_in_text), CASE(note_references_end_bare_links),
    CASE(html_cannot_imitate_a_reference), CASE(the_notes_of_the_text_are_parts), CASE(unbalanced_spans_are_mended),
    CASE(depth_is_bounded_and_text_kept), CASE(the_first_heading_of_level_one_is_the_title), CASE(a_summary_is_plain_and_short))
