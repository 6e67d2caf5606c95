/* links_test: html/links, target, address. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/folder.h"
#include "unit/fragment.h"

#include "html/address.h"
#include "html/target.h"

static struct fragment f;

/* The archive:
 *     posts/2024/a.md    page 0, of which the tests show links
 *     posts/b/index.md   page 1, permalink /blog/bee/
 *     c.md               in the archive, but not in this book */
static void
open_archive(void)
{
    struct catalog *c;

    fragment_open(&f);
    c = &f.p.catalog;
    f.p.files[0].rel = STR("posts/2024/a.md");
    f.p.files[1].rel = STR("posts/b/index.md");
    f.p.files[0].path = "posts/2024/a.md";
    f.p.files[1].path = "posts/b/index.md";
    f.p.articles[1].permalink = STR("/blog/bee/");
    f.p.page_of[2] = NULL;
    *prints_slot(&c->by_path, STR("posts/2024/a.md")) = article_name(&f.p.articles[0]);
    *prints_slot(&c->by_path, STR("posts/2024/a")) = article_name(&f.p.articles[0]);
    *prints_slot(&c->by_path, STR("posts/b/index.md")) = article_name(&f.p.articles[1]);
    *prints_slot(&c->by_path, STR("posts/b/index")) = article_name(&f.p.articles[1]);
    *prints_slot(&c->by_path, STR("posts/b")) = article_name(&f.p.articles[1]);
    *prints_slot(&c->by_path, STR("c.md")) = article_name(&f.p.articles[2]);
    *prints_slot(&c->by_path, STR("c")) = article_name(&f.p.articles[2]);
    *prints_slot(&c->by_permalink, STR("blog/bee")) = article_name(&f.p.articles[1]);
    *prints_slot(&c->by_slug, STR("bee")) = article_name(&f.p.articles[1]);
    *prints_slot(&c->by_url, STR("old.example/b")) = article_name(&f.p.articles[1]);
}

/* The link that <a href="ADDRESS">t</a> becomes: its href, "page N #fragment", or "text". */
static struct str
leads(const char *address)
{
    struct arena *mem = &f.p.mem;
    const struct node *a;

    fragment_run(&f, arena_printf(mem, "<p><a href=\"%s\">t</a></p>", address).at, PASS_LINKS);
    a = node_find(f.p.r[0].root, TAG_A);
    if (!a)
        return STR("text");
    if (node_has_attr(a, "x-page"))
        return arena_printf(mem, "page %.*s #%.*s", STR_ARG(node_attr(a, "x-page")), STR_ARG(node_attr(a, "x-fragment")));
    return node_attr(a, "href");
}

TEST(files_are_found_by_their_place)
{
    static const char *const ways[] = { "../b/index.md", "../b/", "../b", "../b/index", "../b/index.html", "/posts/b/index.md",
        "/posts/b/", "../../posts/./b/", "posts/b", "../%62/index.md?x=1", " ../b/\n" };

    open_archive();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        CHECK_STR(leads(ways[i]), "art-b.xhtml");
    CHECK(f.p.pages[0].diag.n == 0);
}

TEST(other_names_are_known_too)
{
    open_archive();
    CHECK_STR(leads("/blog/bee/"), "art-b.xhtml");
    CHECK_STR(leads("/blog/bee/index.html"), "art-b.xhtml");
    CHECK_STR(leads("https://www.old.example/b/"), "art-b.xhtml");
    CHECK_STR(leads("bee"), "art-b.xhtml");
    CHECK_STR(leads("../bee/"), "art-b.xhtml");
    CHECK_STR(leads("/tags/bee/"), "text");             /* a name in another place is another thing */
    f.p.config.site = STR("https://site.example/sub/");
    CHECK_STR(leads("https://site.example/sub/blog/bee/"), "art-b.xhtml");
    CHECK_STR(leads("http://www.site.example/blog/bee"), "art-b.xhtml");
    CHECK_STR(leads("/sub/blog/bee/"), "art-b.xhtml");
    CHECK_STR(leads("//site.example/sub/posts/b"), "art-b.xhtml");
}

TEST(fragments_wait_for_the_serializer)
{
    open_archive();
    CHECK_STR(leads("#sec%20x"), "page 0 #sec x");
    CHECK_STR(leads("a.md#s"), "page 0 #s");
    CHECK_STR(leads("../b/#s"), "page 1 #s");
    CHECK_STR(leads("../b/#"), "art-b.xhtml");
    CHECK_STR(leads("../b/#top"), "art-b.xhtml");
    CHECK_STR(leads("../b/#:~:text=x"), "art-b.xhtml");
    CHECK_STR(leads("#"), "text");
    CHECK_STR(leads("#top"), "text");
    CHECK_STR(leads("a.md"), "text");
    CHECK(f.p.pages[0].diag.n == 0);
}

TEST(what_is_elsewhere_keeps_its_web_address)
{
    open_archive();
    CHECK_STR(leads("/c.md"), "text");
    CHECK(fragment_warned(&f, DIAG_LINK_OUTSIDE) == 1);
    f.p.articles[2].url = STR("https://site.example/see");
    CHECK_STR(leads("/c.md#x y"), "https://site.example/see#x%20y");
    CHECK_STR(leads("nope.md"), "text");
    CHECK(fragment_warned(&f, DIAG_LINK_DEAD) == 1);
    f.p.articles[0].url = STR("https://site.example/2024/a/");
    CHECK_STR(leads("../nope/?q=1"), "https://site.example/2024/nope/?q=1");
    CHECK_STR(leads("/x.pdf"), "https://site.example/x.pdf");
    CHECK(f.p.pages[0].diag.n == 2);
}

TEST(what_is_in_another_book_of_the_run_says_so)
{
    struct book other = { .title = STR("March") };
    const struct book *book_of[8] = { NULL, NULL, &other };

    open_archive();
    f.p.articles[2].url = STR("https://site.example/see");
    f.p.catalog.book_of = book_of;
    CHECK_STR(fragment_run(&f, "<p><a href=/c.md>x</a>.</p><h2><a href=/c.md>y</a></h2>", PASS_LINKS),
        "<p><a href=\"https://site.example/see\">x</a><span class=\"elsewhere\"> (March)</span>.</p>"
        "<h2><a href=\"https://site.example/see\">y</a></h2>");
    f.p.catalog.book_of = NULL;
}

TEST(web_addresses_are_mended)
{
    static const struct { const char *from, *to; } rows[] = {
        { "https://ex.com/a b", "https://ex.com/a%20b" },
        { "https://ex.com/?a[]=1|2", "https://ex.com/?a%5B%5D=1%7C2" },
        { "https://ex.com/100%", "https://ex.com/100%25" },
        { "https://ex.com\\foo", "https://ex.com/foo" },
        { "https://ex.com/a#b#c", "https://ex.com/a#b%23c" },
        { "HTTPS://EX.com:443", "https://ex.com" },
        { "//ex.com/x", "https://ex.com/x" },
        { "https:ex.com", "https://ex.com" },
        { "https://ex\u00E4mple.com/\u00FC", "https://xn--exmple-cua.com/%C3%BC" },
        { "https://me:pw@ex.com/", "https://ex.com/" },
        { "http://[::1]:8080/", "http://[::1]:8080/" },
        { "mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y" },
        { "tel:+1 (2) 3", "tel:+1(2)3" },
        { "doi:10.1/a b", "https://doi.org/10.1/a%20b" },
        { "www.ex.com/a", "https://www.ex.com/a" },
        { "https://a-b.ex2.com/x.y/z_~-?q=a.b&c=/?", "https://a-b.ex2.com/x.y/z_~-?q=a.b&c=/?" },
        { "https://ex.com", "https://ex.com" },
        { "https://ex.com/a/../b/./c", "https://ex.com/b/c" },
        { "https://ex.com./../.c", "https://ex.com/.c" },
        { "https:///ex.com/", "https://ex.com/" },
        { "https://ex.com./a", "https://ex.com/a" },
        { "https://EX.com/A", "https://ex.com/A" },
        { "https://ex.com/a#", "https://ex.com/a" },
        { "http://ex.com:80/", "http://ex.com/" },
    };

    open_archive();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(leads(rows[i].from), rows[i].to);
    CHECK(f.p.pages[0].diag.n == 0);
}

TEST(what_cannot_be_followed_is_text)
{
    static const char *const silent[] = { "javascript:x()", "java\nscript:x()", " JAVASCRIPT:x", "data:text/html,x",
        "vbscript:x", "about:blank", "" };
    static const char *const schemes[] = { "file:///etc/passwd", "C:/x", "magnet:?x", "gemini://x/" };
    static const char *const bad[] = { "https://", "http://exa mple/", "http://x:99999/", "http://1.2.3/", "mailto:x", "tel:x",
        "https://a..b/", "http://[x]/", "https://a.1b/", "https://a-/", "https://a-.b/", "https://-a.b/",
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b/" };

    open_archive();
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        CHECK_STR(leads(silent[i]), "text");
    CHECK(f.p.pages[0].diag.n == 0);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        CHECK_STR(leads(schemes[i]), "text");
    CHECK(fragment_warned(&f, DIAG_LINK_SCHEME) == 4);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_STR(leads(bad[i]), "text");
    CHECK(fragment_warned(&f, DIAG_LINK_DEAD) == sizeof bad / sizeof *bad);
}

TEST(a_link_that_goes_leaves_its_text_and_id)
{
    open_archive();
    CHECK_STR(fragment_run(&f, "<p><a href=nope.md id=i title=t>x <b>y</b></a></p>", PASS_LINKS),
        "<p><span id=\"i\">x <b>y</b></span></p>");
    CHECK_STR(fragment_run(&f, "<p><a href=nope.md title=t>x</a><a href=https://a.b/></a></p>", PASS_LINKS), "<p>x</p>");
    CHECK_STR(fragment_run(&f, "<p><a href=https://a.b/ hreflang=de rel=x target=y>x</a></p>", PASS_LINKS),
        "<p><a href=\"https://a.b/\" hreflang=\"de\">x</a></p>");
}

TEST(a_picture_that_leads_to_a_larger_one)
{
    struct folder folder;
    const struct node *img;

    folder_open(&folder);
    open_archive();
    f.p.root.path = STR(".");
    f.p.root.real = arena_str(&f.p.mem, str_of(folder.path));
    folder_write("posts/2024/big.jpg", "x");
    fragment_run(&f, "<p><a href=big.jpg><img src=small.jpg></a> <a href=big.jpg>words</a></p>", PASS_LINKS);
    img = node_find(f.p.r[0].root, TAG_IMG);
    CHECK(!node_find(f.p.r[0].root, TAG_A));
    CHECK_STR(node_attr(img, "x-sources"), "big.jpg\nsmall.jpg");
    CHECK(fragment_warned(&f, DIAG_LINK_DEAD) == 1);
    folder_close(&folder);
}

TESTS(CASE(files_are_found_by_their_place), CASE(other_names_are_known_too), CASE(fragments_wait_for_the_serializer),
    CASE(what_is_elsewhere_keeps_its_web_address), CASE(what_is_in_another_book_of_the_run_says_so),
    CASE(web_addresses_are_mended), CASE(what_cannot_be_followed_is_text),
    CASE(a_link_that_goes_leaves_its_text_and_id), CASE(a_picture_that_leads_to_a_larger_one))
