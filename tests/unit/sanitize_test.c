/* sanitize_test: html/sanitize, attributes, datetime, sources, embeds, mathml. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/fragment.h"

#include "html/clean.h"

static struct fragment f;

#define BECOMES(from, to) \
    do { \
        struct str got = fragment_run(&f, (from), PASS_SANITIZE); \
        if (!str_eqc(got, (to))) { \
            check_failed = 1; \
            printf("%s:%d: \"%s\" became \"%.*s\", not \"%s\"\n", __FILE__, __LINE__, (from), STR_ARG(got), (to)); \
        } \
    } while (0)

TEST(old_elements_become_new_ones)
{
    fragment_open(&f);
    BECOMES("<tt>a</tt><strike>b</strike><acronym>c</acronym>", "<code>a</code><s>b</s><abbr>c</abbr>");
    BECOMES("<font color=red>a</font><big>b</big><nobr>c</nobr><foo>d</foo>", "abcd");
    BECOMES("<center>a</center>", "<div class=\"center\">a</div>");
    BECOMES("<dir><li>a</dir>", "<ul><li>a</li></ul>");
    BECOMES("<main><p>a</main>", "<div><p>a</p></div>");
    BECOMES("<xmp><b></xmp>", "<pre>&lt;b&gt;</pre>");
    BECOMES("<my-box><p>a</p></my-box>", "<p>a</p>");
    BECOMES("<marquee>a</marquee><blink>b</blink>", "ab");
}

TEST(what_is_no_content_goes)
{
    fragment_open(&f);
    BECOMES("a<script>x()</script><style>p{}</style><template><p>t</p></template><!-- c -->b", "ab");
    BECOMES("<p><button>Read this</button></p>", "<p><span>Read this</span></p>");
    BECOMES("<select><option>1</option></select><label>L</label><input value=x><progress></progress>", "");
    BECOMES("<p>a<meta itemprop=x><link rel=y></p><title>t</title>", "<p>a</p>");
    BECOMES("<dialog>closed</dialog><dialog open>open</dialog>", "<div>open</div>");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) == 0);
}

TEST(forms_keep_their_text)
{
    fragment_open(&f);
    BECOMES("<form action=x><p>a</p><input name=q></form>", "<div><p>a</p></div>");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) == 1);
}

TEST(tasks_become_characters)
{
    fragment_open(&f);
    BECOMES("<ul><li><input type=checkbox checked disabled> a<li><input type=checkbox disabled>b</ul>",
        "<ul><li>\xE2\x98\x91 a</li><li>\xE2\x98\x90 b</li></ul>");
    BECOMES("<ul><li><label><input type=checkbox>a</label></li></ul>", "<ul><li><span>\xE2\x98\x90 a</span></li></ul>");
    BECOMES("<ul><li>x <input type=checkbox> a</li></ul>", "<ul><li>x  a</li></ul>");
    BECOMES("<form><ul><li><input type=checkbox disabled>a</li></ul></form>", "<div><ul><li>a</li></ul></div>");
    BECOMES("<p><input type=checkbox disabled> a</p>", "<p> a</p>");
}

TEST(attributes_of_the_list_stay)
{
    fragment_open(&f);
    BECOMES("<p onclick=x style='color:red' data-x=1 itemprop=y tabindex=0 x-page=3 title='t'>a</p>", "<p title=\"t\">a</p>");
    BECOMES("<p title=' ' class='' id='' dir=RTL>a</p>", "<p dir=\"rtl\">a</p>");
    BECOMES("<p dir=up hidden aria-hidden=yes aria-label=' '>a</p>", "<p hidden=\"hidden\">a</p>");
    BECOMES("<ol start=-3 reversed type=a compact><li value=7>x<li value=x>y</ol>",
        "<ol start=\"-3\" reversed=\"reversed\" type=\"a\"><li value=\"7\">x</li><li>y</li></ol>");
    BECOMES("<ol type=disc start=1.5><li>x</ol>", "<ol><li>x</li></ol>");
    BECOMES("<blockquote cite='https://a.b/ c'>x</blockquote><q cite='javascript:x'>y</q><q cite=' a b '>z</q>",
        "<blockquote cite=\"https://a.b/%20c\">x</blockquote><q>y</q><q>z</q>");
    BECOMES("<div style='display:none'>x</div>", "<div hidden=\"hidden\">x</div>");
}

TEST(languages_are_written_twice)
{
    fragment_open(&f);
    BECOMES("<p lang=en_US>a</p>", "<p lang=\"en-US\" xml:lang=\"en-US\">a</p>");
    BECOMES("<p xml:lang=FR>a</p>", "<p lang=\"fr\" xml:lang=\"fr\">a</p>");
    BECOMES("<p lang=en xml:lang=fr>a</p>", "<p lang=\"en\" xml:lang=\"en\">a</p>");
    BECOMES("<p lang=english>a</p><p lang=''>b</p>", "<p>a</p><p>b</p>");
}

TEST(classes_of_the_sheet_stay)
{
    fragment_open(&f);
    BECOMES("<p class='lead caption  x'>a</p>", "<p class=\"caption\">a</p>");
    BECOMES("<pre class='language-c hl'><code class='language-c++'>x</code></pre><p class=language-c>y</p>",
        "<pre class=\"language-c\"><code class=\"language-c++\">x</code></pre><p>y</p>");
    BECOMES("<p class='first noteref footnote'>a</p>", "<p>a</p>");
    BECOMES("<table><tr><td align=right>1<td style='color:red;text-align: center'>2<td align=left>3</table>",
        "<table><tbody><tr><td class=\"num\">1</td><td class=\"center\">2</td><td>3</td></tr></tbody></table>");
}

TEST(roles_that_fit_their_element_stay)
{
    fragment_open(&f);
    BECOMES("<aside role=note>a</aside><p role=note>b</p><div role=button>c</div>",
        "<aside role=\"note\">a</aside><p>b</p><div>c</div>");
    BECOMES("<a epub:type=noteref href=#n>1</a><p epub:type='z3998:verse'>v</p><li epub:type=footnote>x",
        "<a epub:type=\"noteref\" href=\"#n\">1</a><p>v</p><li>x</li>");
    CHECK(role_is_allowed(TAG_SECTION, STR("doc-chapter")) == false);   /* ours, not a source's */
    CHECK(role_is_allowed(TAG_IMG, STR("presentation")));
    CHECK(!role_is_allowed(TAG_UL, STR("doc-endnotes")));
}

TEST(links_do_not_nest)
{
    fragment_open(&f);
    BECOMES("<p><a href=x name=n>a</a></p>", "<p><a id=\"n\" href=\"x\">a</a></p>");
    f.p.r[0].root = tree_parse(&f.p.mem, "<p><a href=\"x\">a <b><a href=\"y\" id=\"i\">b</a></b></a></p>");
    pass_sanitize(&f.p.r[0]);
    CHECK_STR(pages_tree(&f.p, 0), "<p><a href=\"x\">a <b><span id=\"i\">b</span></b></a></p>");
}

TEST(dates_of_time)
{
    fragment_open(&f);
    static const char *const good[] = { "2024", "2024-02", "2024-02-29", "2024-01-05T10:00", "2024-01-05 10:00:00.5Z",
        "2024-01-05T10:00:00+01:00", "23:59" };
    static const char *const bad[] = { "", "yesterday", "2023-02-29", "2024-13", "24:00", "2024-01-05T", "2024-1-5",
        "2024-01-05T10:00:00+25:00", "2024-01-05x", "02024", "2024-01-05T10:00:00.1234" };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(datetime_is_valid(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!datetime_is_valid(str_of(bad[i])));
    CHECK(datetime_is_instant(STR("2024-01-05")) && datetime_is_instant(STR("2024-01-05T10:00:00Z")));
    CHECK(!datetime_is_instant(STR("2024-01")) && !datetime_is_instant(STR("2024-01-05T10:00:00")));
}

static struct str
sources_of(const char *html)
{
    const struct node *img;

    fragment_run(&f, html, PASS_SANITIZE);
    img = node_find(f.p.r[0].root, TAG_IMG);
    return img ? node_attr(img, "x-sources") : STR("none");
}

TEST(the_best_of_many_sources_comes_first)
{
    fragment_open(&f);
    CHECK_STR(sources_of("<img src=a.png>"), "a.png");
    CHECK_STR(sources_of("<img src=s.png srcset='m.png 800w, l.png 1600w, xl.png 4000w'>"), "l.png\ns.png");
    CHECK_STR(sources_of("<img src=s.png srcset='xl.png 4000w, xxl.png 5000w'>"), "xl.png\ns.png");
    CHECK_STR(sources_of("<img src=s.png srcset='a.png, b,c.png 2x'>"), "b,c.png\ns.png");
    CHECK_STR(sources_of("<img src=blank.gif data-src=real.jpg>"), "real.jpg\nblank.gif");
    CHECK_STR(sources_of("<picture><source srcset=a.avif type=image/avif><source srcset=b.png><img src=c.png></picture>"),
        "b.png\nc.png\na.avif\nc.png");
    CHECK_STR(sources_of("<img src=blank.gif><noscript><img src=real.jpg></noscript>"), "blank.gif\nreal.jpg");
    CHECK_STR(sources_of("<noscript><img src=real.jpg></noscript>"), "real.jpg");
    CHECK_STR(sources_of("<noscript>Turn on scripts</noscript><img src=p.gif width=1 height=1><img alt=x>"), "none");
    CHECK_STR(sources_of("<img src='data:image/png;base64,AA\nBB'>"), "data:image/png;base64,AABB");
}

TEST(embeds_become_links)
{
    fragment_open(&f);
    BECOMES("<iframe src='https://www.youtube.com/embed/abc?x=1' title='A talk'></iframe>",
        "<p><a href=\"https://www.youtube.com/watch?v=abc\">Video: A talk (youtube.com)</a></p>");
    BECOMES("<video controls><source src=v.mp4></video>", "<p><a href=\"v.mp4\">Video: v.mp4</a></p>");
    BECOMES("<audio src='//x.org/a/b.mp3'></audio>", "<p><a href=\"https://x.org/a/b.mp3\">Audio: x.org</a></p>");
    BECOMES("<iframe srcdoc='<p>x'></iframe><iframe src='javascript:x'></iframe><object></object>", "");
    BECOMES("<iframe src='https://www.googletagmanager.com/ns.html'></iframe><iframe src=x width=0 height=0></iframe>", "");
    BECOMES("<lite-youtube videoid=xyz></lite-youtube>",
        "<p><a href=\"https://www.youtube.com/watch?v=xyz\">Video: youtube.com</a></p>");
    BECOMES("<object><p>fallback</p></object>", "<div><p>fallback</p></div>");
    CHECK_STR(sources_of("<video src=v.mp4 poster=p.jpg></video>"), "p.jpg");
    CHECK_STR(sources_of("<object data=d.svg type=image/svg+xml>a drawing</object>"), "d.svg");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) > 4);
}

TEST(one_warning_for_each_kind)
{
    fragment_open(&f);
    fragment_run(&f, "<p>a</p><iframe src=https://a.b/></iframe><iframe src=https://a.c/></iframe><canvas></canvas>",
        PASS_SANITIZE);
    CHECK(f.p.pages[0].diag.n == 2);
    CHECK_STR(str_of(f.p.pages[0].diag.entries[0].text), "2 elements 'iframe' were replaced by a link");
    CHECK(f.p.pages[0].diag.entries[0].line == 1 && f.p.pages[0].diag.entries[0].col == 9);
}

TEST(formulas_are_presentation)
{
    fragment_open(&f);
    BECOMES("<math display=block class=k><semantics><mrow><mi>x</mi></mrow>"
        "<annotation encoding='application/x-tex'>x</annotation></semantics></math>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\" alttext=\"x\"><mrow><mi>x</mi></mrow></math>");
    BECOMES("<math alttext=f><mfrac><mi>a</mi></mfrac></math>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"f\"><mfrac><mi>a</mi><mrow></mrow></mfrac></math>");
    BECOMES("<math alttext=f><msup><mi>a</mi><mi>b</mi><mi>c</mi></msup>text<mi onclick=x><b>y</b></mi></math>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"f\"><msup><mi>a</mi>"
        "<mrow><mi>b</mi><mi>c</mi></mrow></msup><mtext>text</mtext><mi>y</mi></math>");
    CHECK(f.p.pages[0].has_mathml);
    BECOMES("<p>a <math><apply><plus/><ci>x</ci></apply></math></p>", "<p>a x</p>");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) == 1);
}

TEST(drawings_are_cleaned)
{
    fragment_open(&f);
    BECOMES("<svg viewBox='0 0 1 1' onload=x><script>x</script><path d='M0 0' foo=1 fill='url(http://x)'/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>");
    BECOMES("<p>a<svg aria-hidden=true><path d='M0 0'/></svg></p>", "<p>a</p>");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) == 0);
    BECOMES("<svg><foreignObject><p>x</p></foreignObject></svg>", "");
    CHECK(fragment_warned(&f, DIAG_MARKUP_DROPPED) == 1);
}

/* A thousand elements in each other, inline and block. */
TEST(depth_is_bounded)
{
    fragment_open(&f);
    static const char *const tags[] = { "<div>", "<b>" };
    static const size_t most[] = { 202, 26 };

    for (int k = 0; k < 2; k++) {
        struct node *root = node_element(&f.p.mem, TAG_DIV, 0), *at = root;
        size_t depth = 0;
        for (int i = 0; i < 1000; i++) {
            struct node *n = node_element(&f.p.mem, tags[k][1] == 'b' ? TAG_B : TAG_DIV, 0);
            node_append(at, n);
            at = n;
        }
        node_append(at, node_text(&f.p.mem, STR("deep"), 0));
        f.p.r[0].root = root;
        pass_sanitize(&f.p.r[0]);
        for (const struct node *n = root; n->first; n = n->first)
            depth++;
        CHECK(depth <= most[k] && depth > 20);
        CHECK_STR(node_text_of(&f.p.mem, root, true), "deep");
    }
}

TESTS(CASE(old_elements_become_new_ones), CASE(what_is_no_content_goes), CASE(forms_keep_their_text),
    CASE(tasks_become_characters), CASE(attributes_of_the_list_stay), CASE(languages_are_written_twice),
    CASE(classes_of_the_sheet_stay), CASE(roles_that_fit_their_element_stay), CASE(links_do_not_nest), CASE(dates_of_time),
    CASE(the_best_of_many_sources_comes_first), CASE(embeds_become_links), CASE(one_warning_for_each_kind),
    CASE(formulas_are_presentation), CASE(drawings_are_cleaned), CASE(depth_is_bounded))
