/* images_test: html/images, picture, svg. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/folder.h"
#include "unit/fragment.h"

#include "base/base64.h"
#include "html/svg.h"

static struct fragment f;
static struct folder folder;

#define PNG_8 "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0Km)\xDC" \
    "\0\0\0\0IDATxxxx\0\0\0\0IEND\xAE\x42\x60\x82"
#define BYTES(literal) ((struct str){ literal, sizeof(literal) - 1 })

/* archive/posts/a.md is the article, static/ a folder for pictures, secret.png lies outside both. */
static void
open_archive(void)
{
    static struct root roots[2];

    folder_open(&folder);
    fragment_open(&f);
    folder_write_bytes("archive/posts/x.png", BYTES(PNG_8));
    folder_write_bytes("archive/posts/a b.png", BYTES(PNG_8 "2"));
    folder_write_bytes("static/img/s.png", BYTES(PNG_8 "3"));
    folder_write_bytes("secret.png", BYTES(PNG_8 "4"));
    folder_write("archive/posts/broken.png", "no picture");
    folder_write("archive/posts/d.svg", "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg' width='9' height='7' onload='x'>"
        "<script>x</script><path d='M0'/></svg>");
    roots[0] = (struct root){ STR("archive"), arena_printf(&f.p.mem, "%s/archive", folder.path), false };
    roots[1] = (struct root){ STR("static"), arena_printf(&f.p.mem, "%s/static", folder.path), true };
    f.p.catalog.roots = roots;
    f.p.catalog.nroots = 2;
    f.p.files[0].rel = STR("posts/a.md");
    f.p.files[0].path = "archive/posts/a.md";
}

static struct str
shows(const char *html)
{
    return fragment_run(&f, html, PASS_IMAGES);
}

TEST(a_file_becomes_an_asset)
{
    const struct asset *a;

    open_archive();
    shows("<p><img src=x.png alt=A></p>");
    CHECK(f.p.pages[0].nassets == 1);
    a = &f.p.pages[0].assets[0];
    CHECK(a->type == IMAGE_PNG && a->width == 8 && a->height == 8 && a->size == sizeof(PNG_8) - 1 && a->bytes.len == 0);
    CHECK(a->crc == deflate_crc(BYTES(PNG_8)));
    CHECK_STR(str_of(a->path), "archive/posts/x.png");
    CHECK(str_starts(a->href, STR("images/")) && str_ends(a->href, STR(".png")) && a->href.len == 7 + 16 + 4);
    CHECK_STR(shows("<p><img src=x.png alt=A></p>"), arena_printf(&f.p.mem,
        "<p><img src=\"../%.*s\" alt=\"A\" width=\"8\" height=\"8\"/></p>", STR_ARG(a->href)).at);
    folder_close(&folder);
}

TEST(one_picture_is_one_asset)
{
    open_archive();
    folder_write_bytes("archive/posts/copy.png", BYTES(PNG_8));
    shows("<p><img src=x.png alt=A><img src=./x.png alt=B><img src=copy.png alt=C><img src='a b.png' alt=D></p>");
    CHECK(f.p.pages[0].nassets == 2);
    CHECK(f.p.pages[0].images == 4 && f.p.pages[0].images_without_alt == 4);    /* one letter says nothing */
    folder_close(&folder);
}

TEST(places_where_a_file_may_be)
{
    static const char *const ways[] = { "x.png", "./x.png?v=2", "../posts/x.png#f", "/posts/x.png", "a%20b.png", "/img/s.png",
        "img/s.png", "https://site.example/img/s.png" };

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        open_archive();
        f.p.config.site = STR("https://site.example/");
        shows(arena_printf(&f.p.mem, "<img src=\"%s\" alt=\"a text\">", ways[i]).at);
        CHECK(f.p.pages[0].nassets == 1 && f.p.pages[0].diag.n == 0);
        folder_close(&folder);
    }
}

TEST(nothing_outside_the_archive_is_read)
{
    open_archive();
    CHECK_STR(shows("<p>a <img src=../../secret.png alt=S></p>"), "<p>a [Image: S]</p>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_OUTSIDE) == 1);
    CHECK(symlink("../../secret.png", "archive/posts/link.png") == 0);
    shows("<img src=link.png>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_OUTSIDE) == 2);
    shows("<img src=/etc/passwd><img src=file:///etc/passwd>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_MISSING) == 1 && fragment_warned(&f, DIAG_IMAGE_OUTSIDE) == 3);
    CHECK(f.p.pages[0].nassets == 0);
    folder_close(&folder);
}

TEST(a_text_stands_for_what_is_not_there)
{
    open_archive();
    CHECK_STR(shows("<p><img src=no.png alt='A cat'></p>"), "<p>[Image: A cat]</p>");
    CHECK_STR(shows("<p><img src=no.png></p>"), "<p>[Image]</p>");
    CHECK_STR(shows("<p><img src=broken.png alt=B></p>"), "<p>[Image: B]</p>");
    CHECK_STR(shows("<p><img src=https://a.b/c.png alt=C></p>"), "<p><a href=\"https://a.b/c.png\">[Image: C]</a></p>");
    CHECK_STR(shows("<p><a href=https://d.e/><img src=https://a.b/c.png></a></p>"),
        "<p><a href=\"https://d.e/\">[Image]</a></p>");
    CHECK_STR(shows("<figure><img src=no.png alt=N><figcaption>c</figcaption></figure>"),
        "<figure><p>[Image: N]</p><figcaption>c</figcaption></figure>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_MISSING) == 3 && fragment_warned(&f, DIAG_IMAGE_TYPE) == 1
        && fragment_warned(&f, DIAG_IMAGE_REMOTE) == 2);
    f.p.articles[0].url = STR("https://site.example/p/");
    CHECK_STR(shows("<p><img src=no.png alt=N></p>"), "<p><a href=\"https://site.example/p/no.png\">[Image: N]</a></p>");
    f.p.pages[0].language = STR("de");
    CHECK_STR(shows("<p><img src='http://x:99999/'></p>"), "<p>[Bild]</p>");
    CHECK(f.p.pages[0].images == 0);
    folder_close(&folder);
}

TEST(the_first_source_that_can_be_had)
{
    open_archive();
    shows("<img src=https://a.b/c.png srcset='broken.png 800w, no.png 100w' data-src=x.png alt='a text'>");
    CHECK(f.p.pages[0].nassets == 1 && f.p.pages[0].diag.n == 0);
    CHECK_STR(shows("<video src=https://a.b/v.mp4 poster=no.jpg></video>"),
        "<p><a href=\"https://a.b/v.mp4\">Video: a.b</a></p>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_MISSING) == 0);
    folder_close(&folder);
}

TEST(pictures_in_the_page_itself)
{
    open_archive();
    shows("<p><img alt='a text' src='data:image/jpeg;base64,"
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAAElEQVR4eHh4AAAAAElFTkSuQmCC'>"
        "<img alt='b text' src=\"data:image/svg+xml,"
        "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cpath d='M0'/%3E%3C/svg%3E\"></p>");
    CHECK(f.p.pages[0].nassets == 2 && f.p.pages[0].diag.n == 0);
    CHECK(f.p.pages[0].assets[0].type == IMAGE_PNG && f.p.pages[0].assets[0].bytes.len == sizeof(PNG_8) - 1);
    CHECK(f.p.pages[0].assets[1].type == IMAGE_SVG);
    /* one pixel holds a place */
    CHECK_STR(shows("<p>a<img src='data:image/gif;base64,"
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'></p>"), "<p>a</p>");
    CHECK(f.p.pages[0].diag.n == 0);
    shows("<img src='data:image/png;base64,!'>");
    CHECK(fragment_warned(&f, DIAG_IMAGE_TYPE) == 1);
    folder_close(&folder);
}

TEST(drawings_are_cleaned_and_kept_in_memory)
{
    const struct asset *a;

    open_archive();
    shows("<p><img src=d.svg alt='a drawing'> <svg viewBox='0 0 24 12'><title>T</title><path d='M0'/></svg></p>");
    CHECK(f.p.pages[0].nassets == 2);
    a = &f.p.pages[0].assets[0];
    CHECK(a->type == IMAGE_SVG && a->width == 9 && a->height == 7 && a->size == a->bytes.len);
    CHECK(str_find(a->bytes, STR("script"), 0) == STR_NPOS && str_find(a->bytes, STR("onload"), 0) == STR_NPOS);
    CHECK(str_find(a->bytes, STR("DOCTYPE"), 0) == STR_NPOS && str_find(a->bytes, STR("<path d=\"M0\"/>"), 0) != STR_NPOS);
    CHECK(str_find(pages_tree(&f.p, 0), STR("alt=\"T\" "), 0) != STR_NPOS
        || str_find(pages_tree(&f.p, 0), STR("alt=\"T\""), 0) != STR_NPOS);
    CHECK(str_find(pages_tree(&f.p, 0), STR("width=\"24\" height=\"12\""), 0) != STR_NPOS);
    folder_close(&folder);
}

TEST(alternative_texts_are_counted)
{
    open_archive();
    shows("<p><img src=x.png alt='A cat on a mat'><img src=x.png alt=''><img src=x.png><img src=x.png alt=x.png>"
        "<img src=x.png alt=Image><img src=x.png role=presentation></p>");
    CHECK(f.p.pages[0].images == 4 && f.p.pages[0].images_without_alt == 3);
    CHECK(str_find(pages_tree(&f.p, 0), STR("alt=\"\""), 0) != STR_NPOS);
    folder_close(&folder);
}

TEST(a_title_becomes_a_caption)
{
    open_archive();
    CHECK(str_ends(shows("<p><img src=x.png alt='A cat' title='My cat' width=4 height=4></p>"),
        STR("alt=\"A cat\" width=\"4\" height=\"4\"/><figcaption>My cat</figcaption></figure>")));
    CHECK(str_find(shows("<p>See <img src=x.png alt='A cat' title='My cat'></p>"), STR("<figure>"), 0) == STR_NPOS);
    folder_close(&folder);
}

/* ---- drawings --------------------------------------------------------------------------------------------------------- */

#define SVG(content) "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>" content "</svg>"
#define CLEAN(content) "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\">" content "</svg>\n"

static struct str
cleaned(const char *bytes)
{
    struct str clean = STR("nothing");

    svg_clean(&f.p.mem, str_of(bytes), &clean);
    return clean;
}

TEST(harm_is_taken_out_of_drawings)
{
    fragment_open(&f);
    CHECK_STR(cleaned(SVG("<script>x</script><path d='M0' onclick='x' style='fill:url(http://x);stroke:red'/>"
        "<foreignObject><p/></foreignObject><animate/><image width='1' height='1' xlink:href='http://x/y.png'/>")),
        CLEAN("<path d=\"M0\" style=\"stroke:red\"/>"));
    CHECK_STR(cleaned(SVG("<style>@import url(x); .a{fill:#fff;behavior:url(x)} p:hover{fill:red}</style>"
        "<path class='a' d='M0'/>")),
        CLEAN("<style type=\"text/css\">.a{fill:#fff}\n</style><path class=\"a\" d=\"M0\"/>"));
    CHECK_STR(cleaned(SVG("<a xlink:href='javascript:x'><path d='M0'/></a>")), CLEAN("<g><path d=\"M0\"/></g>"));
    CHECK_STR(cleaned(SVG("<script>x</script>")), "nothing");
    CHECK_STR(cleaned("<html xmlns='http://www.w3.org/1999/xhtml'/>"), "nothing");
    CHECK_STR(cleaned("<svg"), "nothing");
}

TEST(references_in_drawings_lead_somewhere)
{
    fragment_open(&f);
    CHECK_STR(cleaned(SVG("<linearGradient id='a:1'/><path d='M0' fill='url(#a:1)' stroke='url(#no)'/><use href='#no'/>"
        "<path id='2' d='M1'/><use xlink:href='#2'/><path id='2' d='M2'/>")),
        CLEAN("<linearGradient id=\"a_1\"/><path d=\"M0\" fill=\"url(#a_1)\"/>"
            "<path id=\"i-2\" d=\"M1\"/><use xlink:href=\"#i-2\"/><path d=\"M2\"/>"));
    CHECK_STR(cleaned(SVG("<switch><foreignObject/><g><path d='M0'/></g><path d='M1'/></switch>")),
        CLEAN("<g><g><path d=\"M0\"/></g></g>"));
    CHECK_STR(cleaned(SVG("<title>T</title><metadata/><g inkscape:x='1'><title>x</title><rect width='1'/>"
        "<path d='M0' fill-rule='foo'/></g>")),
        CLEAN("<title>T</title><g><path d=\"M0\"/></g>"));
}

TEST(lengths_become_pixels)
{
    struct arena mem;
    struct node *root;
    struct buf out;

    arena_init(&mem);
    root = svg_read(&mem, STR("<svg xmlns='http://www.w3.org/2000/svg' width='3in'><style>.a{font-size:12pt;x:1}</style>"
        "<rect class='1pt' width='25.4mm' height='.5cm' style='stroke-width:1pc' transform='translate(1)'/>"
        "<path d='M1 1h2' stroke-dasharray='3pt 2px,1in'/></svg>"));
    svg_to_pixels(&mem, root);
    buf_init(&out);
    svg_write(&out, root);
    CHECK(str_find(buf_str(&out), STR("width=\"288.0000\""), 0) > 0);
    CHECK(str_find(buf_str(&out), STR(".a{font-size:16.0000"), 0) > 0);
    CHECK(str_find(buf_str(&out), STR("width=\"96.0000\" height=\"18.8976\" style=\"stroke-width:16.0000\""), 0) > 0);
    CHECK(str_find(buf_str(&out), STR("stroke-dasharray=\"4.0000 2px,96.0000\""), 0) > 0);
    CHECK(str_find(buf_str(&out), STR("d=\"M1 1h2\""), 0) > 0);
    buf_release(&out);
    arena_release(&mem);
}

TEST(bytes_as_text_and_back)
{
    struct arena mem;
    struct str back;

    arena_init(&mem);
    for (size_t n = 0; n < 5; n++) {
        struct str bytes = str_sub(STR("\xFF\x80q\0"), 0, n);
        struct buf text;
        buf_init(&text);
        base64_encode(&text, bytes);
        CHECK(text.len == (n + 2) / 3 * 4 && base64_decode(&mem, buf_str(&text), &back) && str_eq(back, bytes));
        buf_release(&text);
    }
    arena_release(&mem);
}

TESTS(CASE(a_file_becomes_an_asset), CASE(one_picture_is_one_asset), CASE(places_where_a_file_may_be),
    CASE(nothing_outside_the_archive_is_read), CASE(a_text_stands_for_what_is_not_there),
    CASE(the_first_source_that_can_be_had), CASE(pictures_in_the_page_itself), CASE(drawings_are_cleaned_and_kept_in_memory),
    CASE(alternative_texts_are_counted), CASE(a_title_becomes_a_caption), CASE(harm_is_taken_out_of_drawings),
    CASE(references_in_drawings_lead_somewhere),
    CASE(lengths_become_pixels), CASE(bytes_as_text_and_back))
