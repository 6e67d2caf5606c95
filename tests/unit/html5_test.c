/* html5_test: HTML to trees. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/buf.h"
#include "wrap/html5.h"
#include "wrap/html5_nesting.h"

#include <string.h>

static struct arena mem;

/* A compact form for comparing: <p a="b">text</p>, comments as {…}, foreign names with their space. */
static void
show(struct buf *out, const struct node *n)
{
    static const char *const spaces[] = { "", "svg:", "math:" };

    if (n->tag == TAG_TEXT) {
        buf_add(out, n->text);
        return;
    }
    if (n->tag == TAG_COMMENT) {
        buf_addf(out, "{%.*s}", STR_ARG(n->text));
        return;
    }
    buf_addf(out, "<%s%s", spaces[n->space], n->name);
    for (const struct attr *a = n->attrs; a; a = a->next)
        buf_addf(out, " %s=\"%.*s\"", a->name, STR_ARG(a->value));
    buf_addc(out, '>');
    for (const struct node *child = n->first; child; child = child->next)
        show(out, child);
    buf_addf(out, "</%s>", n->name);
}

static struct str
taken(struct buf *out)
{
    struct str text = buf_take(out, &mem);

    buf_release(out);
    return text;
}

static struct str
shown(const struct node *n)
{
    struct buf out;

    buf_init(&out);
    show(&out, n);
    return taken(&out);
}

static struct str
fragment(const char *html)
{
    return shown(html5_parse_fragment(&mem, str_of(html), NULL, NULL));
}

static size_t
depth_of(const struct node *root)
{
    size_t depth = 0, deepest = 0;

    for (const struct node *n = root->first; n;) {
        depth++;
        deepest = depth > deepest ? depth : deepest;
        if (n->first) {
            n = n->first;
            continue;
        }
        for (; n && n != root && !n->next; n = n->parent)
            depth--;
        depth--;
        n = n && n != root ? n->next : NULL;
    }
    return deepest;
}

static struct str
repeated(const char *what, size_t times)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < times; i++)
        buf_adds(&out, what);
    return taken(&out);
}

TEST(a_page_has_head_and_body)
{
    struct node *html = html5_parse_page(&mem, STR("<!DOCTYPE html><title>A &amp; B</title><p>x"));

    CHECK_STR(shown(html), "<html><head><title>A & B</title></head><body><p>x</p></body></html>");
    CHECK(html->offset == NODE_NOWHERE);
    CHECK(node_find(html, TAG_TITLE)->offset == 15);
    CHECK(node_find(html, TAG_BODY)->offset == NODE_NOWHERE);
    CHECK(node_find(html, TAG_P)->offset == 39);
    CHECK(node_find(html, TAG_P)->first->offset == 42);
}

TEST(comments_around_the_page_are_kept)
{
    CHECK_STR(shown(html5_parse_page(&mem, STR("<!-- saved from url=(1)x --><html lang=en>a</html><!--z-->"))),
        "<html lang=\"en\">{ saved from url=(1)x }<head></head><body>a</body>{z}</html>");
}

TEST(an_empty_text_is_a_page)
{
    CHECK_STR(shown(html5_parse_page(&mem, STR_NONE)), "<html><head></head><body></body></html>");
    CHECK_STR(fragment(""), "<div></div>");
}

TEST(tags_are_mended_as_browsers_do)
{
    CHECK_STR(fragment("<p>a<p>b"), "<div><p>a</p><p>b</p></div>");
    CHECK_STR(fragment("<b>x<p>y</b>z"), "<div><b>x</b><p><b>y</b>z</p></div>");
    CHECK_STR(fragment("<ul><li>a<li>b</ul>"), "<div><ul><li>a</li><li>b</li></ul></div>");
    CHECK_STR(fragment("<table><tr><td>a<td>b</table>"),
        "<div><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table></div>");
    CHECK_STR(fragment("a<br>b<IMG SRC=x ALT>"), "<div>a<br></br>b<img src=\"x\" alt=\"\"></img></div>");
}

TEST(unknown_elements_keep_their_name)
{
    CHECK_STR(fragment("<Amp-Img src=a></Amp-Img>"), "<div><amp-img src=\"a\"></amp-img></div>");
    CHECK_STR(fragment("<dialog>a</dialog><picture><source srcset=b></picture>"),
        "<div><dialog>a</dialog><picture><source srcset=\"b\"></source></picture></div>");
}

TEST(a_page_cannot_imitate_our_elements)
{
    struct node *div = html5_parse_fragment(&mem, STR("<x-note label=a>b</x-note>"), NULL, NULL);

    CHECK(div->first->tag == TAG_OTHER);
    CHECK(strcmp(div->first->name, "x-note") == 0);
}

TEST(svg_and_math_keep_case_and_prefixes)
{
    CHECK_STR(fragment("<svg viewbox='0 0 1 1' xmlns='s' xmlns:xlink='l'><use xlink:href='#a' xml:lang=de />"
                       "<foreignobject><p>h</p></foreignobject></svg>"),
        "<div><svg:svg viewBox=\"0 0 1 1\" xmlns=\"s\" xmlns:xlink=\"l\"><svg:use xlink:href=\"#a\" xml:lang=\"de\"></use>"
        "<svg:foreignObject><p>h</p></foreignObject></svg></div>");
    CHECK_STR(fragment("<math><mi definitionurl=x>a</mi></math>"),
        "<div><math:math><math:mi definitionURL=\"x\">a</mi></math></div>");
}

TEST(only_the_roots_of_foreign_trees_have_tags)
{
    struct node *div = html5_parse_fragment(&mem, STR("<svg><a><svg></svg></a></svg>"), NULL, NULL);
    struct node *svg = div->first;

    CHECK(svg->tag == TAG_SVG && svg->space == SPACE_SVG);
    CHECK(svg->first->tag == TAG_OTHER && svg->first->space == SPACE_SVG);
    CHECK(svg->first->first->tag == TAG_OTHER);
}

static uint32_t
add_thousand(const void *data, uint32_t offset)
{
    return offset + *(const uint32_t *)data;
}

TEST(offsets_go_through_the_map)
{
    uint32_t thousand = 1000;
    struct node *div = html5_parse_fragment(&mem, STR("ab<i>c</i>"), add_thousand, &thousand);

    CHECK(div->first->offset == 1000);
    CHECK(div->last->offset == 1002);
    CHECK(div->last->first->offset == 1005);
}

TEST(entities_are_whole_names)
{
    CHECK_STR(html5_entity(&mem, STR("&hellip;")), "\xE2\x80\xA6");
    CHECK_STR(html5_entity(&mem, STR("&amp;")), "&");
    CHECK_STR(html5_entity(&mem, STR("&semi;")), ";");
    CHECK_STR(html5_entity(&mem, STR("&ngE;")), "\xE2\x89\xA7\xCC\xB8");
    CHECK_STR(html5_entity(&mem, STR("&Tab;")), "\t");
    CHECK(html5_entity(&mem, STR("&notit;")).at == NULL);
    CHECK(html5_entity(&mem, STR("&nosuchname;")).at == NULL);
}

TEST(deep_nesting_is_cut_and_text_kept)
{
    static const char *const tags[] = { "<div>", "<b>", "<span>", "<blockquote>", "<svg>", "<ul><li>", "<font>", "<table><td>",
        "<a><b>", "<svg><div/>", "<rt>", "<optgroup>", "<object><p>", "<template>", "<frameset>", "<foo/>" };

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct str deep = repeated(tags[i], 100000);
        struct str html = arena_printf(&mem, "%.*sinside", STR_ARG(deep));
        struct node *div = html5_parse_fragment(&mem, html, NULL, NULL);
        CHECK(depth_of(div) <= HTML5_DEPTH + 1);
        CHECK(strcmp(tags[i], "<frameset>") == 0 || str_find(node_text_of(&mem, div, false), STR("inside"), 0) >= 0);
        arena_clear(&mem);
    }
}

TEST(closed_and_implied_nesting_is_no_depth)
{
    static const char *const texts[] = { "<div>a</div>", "<p>a", "<li>a", "<br>", "<a name=x>", "<p><b>a</b>",
        "<table><tr><td>a</table>", "<svg><path d='x'/><foreignObject><p>a</p></foreignObject><g/></svg>", "<!-- <div> -->",
        "<script>'<div>'</script>", "<div><font>a</div></font>" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str html = repeated(texts[i], 1000);
        CHECK(html5_bound_nesting(&mem, html).at == html.at);
    }
}

TEST(attributes_of_one_tag_are_bounded)
{
    struct buf out;
    struct node *div;
    size_t n = 0;

    buf_init(&out);
    buf_adds(&out, "<p");
    for (int i = 0; i < 100000; i++)
        buf_addf(&out, " a%d=\"%d\"", i, i);
    buf_adds(&out, ">text");
    div = html5_parse_fragment(&mem, buf_str(&out), NULL, NULL);
    for (const struct attr *a = div->first->attrs; a; a = a->next)
        n++;
    CHECK(n >= HTML5_ATTRIBUTES - 1 && n <= HTML5_ATTRIBUTES);
    CHECK_STR(node_text_of(&mem, div, false), "text");
    buf_release(&out);
}

TEST(bad_bytes_do_no_harm)
{
    static const char bytes[] = "a\0b\xFF\xC3<p\0>\xE2\x82</p><\xFF";
    struct node *div = html5_parse_fragment(&mem, (struct str){ bytes, sizeof bytes - 1 }, NULL, NULL);

    CHECK(div->first != NULL);
    CHECK(str_starts(node_text_of(&mem, div, false), STR("a")));
}

TEST(unclosed_everything_ends)
{
    static const char *const tails[] = { "<!--", "<script>", "<p a=\"", "</", "<", "<!", "<?", "<textarea>", "<plaintext>", "&" };

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct str before = repeated("<i>x</i> ", 500);
        struct str html = arena_printf(&mem, "%.*s%s", STR_ARG(before), tails[i]);
        CHECK(html5_parse_fragment(&mem, html, NULL, NULL)->first->tag == TAG_I);
    }
}

TESTS(CASE(a_page_has_head_and_body), CASE(comments_around_the_page_are_kept), CASE(an_empty_text_is_a_page),
    CASE(tags_are_mended_as_browsers_do), CASE(unknown_elements_keep_their_name), CASE(a_page_cannot_imitate_our_elements),
    CASE(svg_and_math_keep_case_and_prefixes), CASE(only_the_roots_of_foreign_trees_have_tags),
    CASE(offsets_go_through_the_map), CASE(entities_are_whole_names), CASE(deep_nesting_is_cut_and_text_kept),
    CASE(closed_and_implied_nesting_is_no_depth), CASE(attributes_of_one_tag_are_bounded), CASE(bad_bytes_do_no_harm),
    CASE(unclosed_everything_ends))
