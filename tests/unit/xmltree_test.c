/* xmltree_test: wrap/xmltree. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/buf.h"
#include "wrap/xmltree.h"

#include <string.h>

static struct arena a;

static struct node *
parsed(const char *text)
{
    struct xml_problem p;

    return xml_parse(&a, str_of(text), &p);
}

TEST(builds_a_tree)
{
    const char *text = "<?xml version='1.0'?><!-- c --><feed a='1'>\n"
        "<x:entry xmlns:x='urn:x' x:b='&lt;'>t<![CDATA[<u>]]>v</x:entry></feed>";
    struct node *root = parsed(text), *entry;

    CHECK(root && strcmp(root->name, "feed") == 0 && root->tag == TAG_OTHER);
    CHECK_STR(node_attr(root, "a"), "1");
    CHECK(text[root->offset] == '<' && text[root->offset + 1] == 'f');
    entry = root->last;
    CHECK(strcmp(entry->name, "x:entry") == 0);
    CHECK_STR(node_attr(entry, "x:b"), "<");
    CHECK_STR(node_text_of(&a, entry, false), "t<u>v");
    CHECK(entry->first == entry->last);
    CHECK(strncmp(text + entry->offset, "<x:entry", 8) == 0);
}

TEST(knows_three_namespaces)
{
    struct node *root = parsed("<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink'>"
        "<s:linearGradient l:href='#a'/><d:p xmlns:d='http://www.w3.org/1999/xhtml'/></s:svg>");

    CHECK(root && root->tag == TAG_SVG && root->space == SPACE_SVG);
    CHECK(strcmp(root->first->name, "linearGradient") == 0 && root->first->space == SPACE_SVG);
    CHECK_STR(node_attr(root->first, "xlink:href"), "#a");
    CHECK(root->last->tag == TAG_P && root->last->space == SPACE_HTML);
}

TEST(says_where_it_is_broken)
{
    struct xml_problem p = { 0 };

    CHECK(!xml_parse(&a, STR("<a>\n<b></a>"), &p));
    CHECK(p.line == 2 && p.col > 0 && strlen(p.what) > 3);
    CHECK(!xml_parse(&a, STR(""), &p));
    CHECK(!xml_parse(&a, STR("text"), &p));
    CHECK(!xml_parse(&a, STR("<a>&nbsp;</a>"), &p));
    CHECK(!xml_parse(&a, STR("<a>\x01</a>"), &p));
}

TEST(short_entities_are_replaced)
{
    struct node *root = parsed("<!DOCTYPE svg [<!ENTITY ns 'http://www.w3.org/2000/svg'><!ENTITY t 'two'>]>"
        "<svg xmlns='&ns;' a='1 &t;'>&t; &t;</svg>");

    CHECK(root && root->space == SPACE_SVG);
    CHECK_STR(node_attr(root, "a"), "1 two");
    CHECK_STR(node_text_of(&a, root, false), "two two");
}

TEST(no_entity_opens_a_file)
{
    const char *ways[] = {
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>",
        "<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><r>a</r>",
        "<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r>a</r>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r a='&x;'/>",
    };

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct node *root = parsed(ways[i]);
        CHECK(!root || str_find(node_text_of(&a, root, false), STR("root:"), 0) == STR_NPOS);
        CHECK(!root || str_find(node_attr(root, "a"), STR("root:"), 0) == STR_NPOS);
    }
}

/* Ten levels of ten entities each, and one entity a hundred thousand times. */
TEST(entities_cannot_explode)
{
    struct buf b;
    struct xml_problem p;

    buf_init(&b);
    buf_adds(&b, "<!DOCTYPE r [<!ENTITY l0 'lol'>");
    for (int i = 1; i < 10; i++) {
        buf_addf(&b, "<!ENTITY l%d '", i);
        for (int k = 0; k < 10; k++)
            buf_addf(&b, "&l%d;", i - 1);
        buf_adds(&b, "'>");
    }
    buf_adds(&b, "]><r a='&l9;'>&l9;</r>");
    CHECK(!xml_parse(&a, buf_str(&b), &p));
    buf_clear(&b);
    buf_adds(&b, "<!DOCTYPE r [<!ENTITY l '");
    for (int i = 0; i < 250; i++)
        buf_addc(&b, 'x');
    buf_adds(&b, "'>]><r>");
    for (int i = 0; i < 100000; i++)
        buf_adds(&b, "&l;");
    buf_adds(&b, "</r>");
    CHECK(!xml_parse(&a, buf_str(&b), &p));
    CHECK(!xml_is_well_formed(buf_str(&b), &a, &p));
    buf_release(&b);
}

TEST(depth_is_bounded)
{
    struct buf b;
    struct xml_problem p;

    buf_init(&b);
    for (int i = 0; i < 200000; i++)
        buf_adds(&b, "<a>");
    CHECK(!xml_parse(&a, buf_str(&b), &p));
    buf_release(&b);
}

TEST(encodings)
{
    struct node *root = parsed("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><r>\xC3\xA9</r>");

    CHECK(root && root->offset == 46);
    CHECK_STR(node_text_of(&a, root, false), "\xC3\xA9");       /* valid UTF-8 is UTF-8 */
    root = parsed("<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE9</r>");
    CHECK(root);
    CHECK_STR(node_text_of(&a, root, false), "\xC3\xA9");
}

TEST(judges)
{
    struct xml_problem p = { 0 };

    CHECK(xml_is_well_formed(STR("<a b='c'>&#160;</a>"), &a, &p));
    CHECK(!xml_is_well_formed(STR("<a><b/>"), &a, &p));
    CHECK(!xml_is_well_formed(STR("<a epub:type='x'/>"), &a, &p));      /* the prefix is not declared */
    CHECK(parsed("<a inkscape:x='y'/>"));                               /* but sloppy input can be read */
    CHECK(!xml_is_well_formed(STR("<a b='1' b='2'/>"), &a, &p));
}

TESTS(CASE(builds_a_tree), CASE(knows_three_namespaces), CASE(says_where_it_is_broken), CASE(short_entities_are_replaced),
    CASE(no_entity_opens_a_file), CASE(entities_cannot_explode), CASE(depth_is_bounded), CASE(encodings), CASE(judges))
