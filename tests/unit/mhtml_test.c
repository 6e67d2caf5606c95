/* mhtml: pages with all their parts in one file. SPDX-License-Identifier: MIT */
#include "unit/reading.h"

#include "base/node.h"

READ_TEST(a_page_its_address_and_its_picture)
{
    struct source source = { 0 };
    const struct article *a;
    struct node *root, *img;

    folder_write("p.mhtml", "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/x\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B\"\r\n\r\n"
        "----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><head><title>Caf=C3=A9</title></head><body><p>The water stood in the lower streets of the town, and it =\r\n"
        "rained for three days without an end.</p><img src=3D\"i.png\" alt=3D\"x\"></body></html>\r\n"
        "----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/i.png\r\n\r\n"
        "iVBORw0K\r\nGgo=\r\n----B--\r\n");
    read_here(r);
    a = article_at(r, "p.mhtml");
    CHECK_STR(a->title, "Caf\xC3\xA9");
    CHECK_STR(a->url, "https://a.example/x");
    root = read_body(&r->mem, a, &source, &r->diag);
    CHECK(root && str_find(node_text_of(&r->mem, root, true), STR("and it rained for"), 0) > 0);
    img = node_find(root, TAG_IMG);
    CHECK(img != NULL);
    CHECK_STR(node_attr(img, "src"), "data:image/png;base64,iVBORw0KGgo=");
}

READ_TEST(what_is_cut_off_or_empty_does_no_harm)
{
    folder_write("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>Some words");
    folder_write("b.mht", "MIME-Version: 1.0\nContent-Type: multipart/related\n\nx");
    folder_write("c.mht", "");
    read_here(r);
    CHECK(article_at(r, "a.mht")->why == WHY_NOT && article_at(r, "b.mht")->why == WHY_EMPTY);
}

TESTS(CASE(a_page_its_address_and_its_picture), CASE(what_is_cut_off_or_empty_does_no_harm))
