/* article_test: what is told of articles in Markdown. SPDX-License-Identifier: MIT */
#include "unit/reading.h"

/* Reads TEXT as a new file. */
static struct article *
read_text(struct read *r, const char *text)
{
    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    diag_release(&r->diag);
    r->catalog = (struct catalog){ .config = &r->config };
    folder_write("file-name.md", text);
    read_here(r);
    return article_at(r, "file-name.md");
}

static struct str
body_text(struct read *r, const struct article *a)
{
    struct source source;

    return node_text_of(&r->mem, read_body(&r->mem, a, &source, &r->diag), true);
}

READ_TEST(front_matter_gives_the_title)
{
    struct article *a = read_text(r, "---\ntitle: Given\n---\n# Heading\n\nText.\n");

    CHECK_STR(a->title, "Given");
    CHECK(!a->title_in_body);
    CHECK_STR(body_text(r, a), "Heading Text.");
}

READ_TEST(the_first_heading_is_the_title_and_is_not_printed_twice)
{
    struct article *a = read_text(r,
        "---\ndate: 2024-03-05\n---\n<!-- x -->\n\nA *b* [c](d)[^1] &amp; [^a-z]\n===\n\nText[^1].\n\n[^1]: e\n");

    CHECK_STR(a->title, "A b c & [^a-z]");
    CHECK(a->title_in_body);
    CHECK_STR(body_text(r, a), "Text. e");
}

READ_TEST(a_heading_after_text_is_a_title_but_stays)
{
    struct article *a = read_text(r, "Text.\n\n# Heading\n");

    CHECK_STR(a->title, "Heading");
    CHECK(!a->title_in_body);
    CHECK_STR(body_text(r, a), "Text. Heading");
}

READ_TEST(a_lower_heading_counts_where_it_is_first)
{
    struct article *a = read_text(r, "### Heading\n\nText.\n");

    CHECK_STR(a->title, "Heading");
    CHECK_STR(body_text(r, a), "Text.");
    a = read_text(r, "Text.\n\n### Heading\n");
    CHECK(!str_eqc(a->title, "Heading"));
}

READ_TEST(what_stands_before_the_rest_is_the_description)
{
    CHECK_STR(read_text(r, "# T\n\nOne *two*\n[three](x).\n\n<!-- more -->\n\nFour.\n")->description, "One two three.");
    CHECK_STR(read_text(r, "One.\n<!--more-->\nTwo.\n")->description, "One.");
    CHECK_STR(read_text(r, "---\ndescription: D\n---\nOne.\n<!--more-->\nTwo.\n")->description, "D");
    CHECK_STR(read_text(r, "One.\n\nTwo.\n")->description, "");
}

READ_TEST(an_article_without_text_is_empty)
{
    CHECK(read_text(r, "---\ntitle: a\n---\n\n  \n")->why == WHY_EMPTY);
    CHECK(read_text(r, "---\ntitle: a\n---\n<!-- b -->\n<!-- c -->\n")->why == WHY_EMPTY);
    CHECK(read_text(r, "---\ntitle: a\nredirect_to: /b\n---\n")->why == WHY_REDIRECT);
    CHECK(read_text(r, "---\ntitle: a\ndraft: true\n---\n")->why == WHY_DRAFT);
    CHECK(read_text(r, "---\ntitle: a\n---\n<!-- b -->c\n")->why == WHY_NOT);
}

READ_TEST(places_count_in_the_whole_file)
{
    struct article *a = read_text(r, "---\ntitle: a\n---\nb *c*\n");
    struct source source;
    struct node *body = read_body(&r->mem, a, &source, &r->diag);

    CHECK(node_find(body, TAG_EM)->offset == 20);
    CHECK(source.bytes.at[20] == 'c');
}

TESTS(CASE(front_matter_gives_the_title), CASE(the_first_heading_is_the_title_and_is_not_printed_twice),
    CASE(a_heading_after_text_is_a_title_but_stays), CASE(a_lower_heading_counts_where_it_is_first),
    CASE(what_stands_before_the_rest_is_the_description), CASE(an_article_without_text_is_empty),
    CASE(places_count_in_the_whole_file))
