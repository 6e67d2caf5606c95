/* linknotes: addresses of links as numbered notes, where the book wants them. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#include "html/passes.h"

static struct str
noted(struct pages *p, struct book *book, const char *html)
{
    book->look.link_notes = TOGGLE_ON;
    p->plan.book = book;
    pages_set(p, 0, html);
    pass_linknotes(&p->r[0]);
    return pages_tree(p, 0);
}

TEST(each_address_has_one_number_and_one_line)
{
    struct pages p;
    struct book book = { 0 };
    struct str tree;

    pages_init(&p);
    tree = noted(&p, &book, "<p><a href=\"https://a.example/x\">x</a>, <a href=\"https://b.example/\">b</a>, "
        "<a href=\"https://a.example/x\">again</a></p>");
    CHECK(pages_has(tree, "x</a><sup class=\"linkref\"><a href=\"#link-1\">[1]</a></sup>"));
    CHECK(pages_has(tree, "again</a><sup class=\"linkref\"><a href=\"#link-1\">[1]</a></sup>"));
    CHECK(pages_has(tree, "<section class=\"links\"><h2>Links</h2><ol><li><a href=\"https://a.example/x\">https://a.example/x</a>"
        "</li><li><a href=\"https://b.example/\">https://b.example/</a></li></ol></section>"));
    pages_release(&p);
}

TEST(a_link_that_says_its_address_and_one_in_the_book_need_none)
{
    struct pages p;
    struct book book = { 0 };
    struct str tree;

    pages_init(&p);
    tree = noted(&p, &book, "<p><a href=\"https://www.a.example/\">A.example</a> <a href=\"b.xhtml\">b</a> "
        "<a href=\"mailto:x@a.example\">mail</a></p>");
    CHECK(!pages_has(tree, "linkref") && !pages_has(tree, "section"));
    pages_release(&p);
}

TEST(a_book_that_does_not_ask_has_none)
{
    struct pages p;

    pages_init(&p);
    pages_set(&p, 0, "<p><a href=\"https://a.example/x\">x</a></p>");
    pass_linknotes(&p.r[0]);
    CHECK(!pages_has(pages_tree(&p, 0), "linkref"));
    pages_release(&p);
}

TESTS(CASE(each_address_has_one_number_and_one_line), CASE(a_link_that_says_its_address_and_one_in_the_book_need_none),
    CASE(a_book_that_does_not_ask_has_none))
