/* xml_test: text safe in XML. SPDX-License-Identifier: MIT */
#include "base/xml.h"

#include "unit/check.h"

static struct buf b;

static struct str
text(struct str s)
{
    buf_clear(&b);
    xml_text(&b, s);
    return buf_str(&b);
}

static struct str
attr(struct str s)
{
    buf_clear(&b);
    xml_attr(&b, "a", s);
    return buf_str(&b);
}

TEST(markup_characters_are_escaped)
{
    CHECK_STR(text(STR("a < b && c > \"d\"")), "a &lt; b &amp;&amp; c &gt; \"d\"");
    CHECK_STR(attr(STR("<\"&'>")), " a=\"&lt;&quot;&amp;'&gt;\"");
    CHECK_STR(text(STR("]]>")), "]]&gt;");
}

TEST(blanks_survive_where_a_parser_would_change_them)
{
    CHECK_STR(text(STR("a\tb\nc\rd\xC2\xA0")), "a\tb\nc&#13;d&#160;");
    CHECK_STR(attr(STR("a\tb\nc\r")), " a=\"a&#9;b&#10;c&#13;\"");
}

TEST(what_xml_forbids_is_left_out)
{
    CHECK_STR(text((struct str){ "a\0b\x01\x0B\x1F\xEF\xBF\xBE" "c", 10 }), "abc");
    CHECK_STR(text(STR("\xF0\x9F\x98\x80\xE6\x97\xA5")), "\xF0\x9F\x98\x80\xE6\x97\xA5");
}

#define LONG "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

/* C at place AT of N letters. */
static void
check_at(size_t n, size_t at, char c, const char *in_text, const char *in_attr)
{
    char given[] = LONG;
    struct buf want;

    given[at] = c;
    buf_init(&want);
    buf_addf(&want, "%.*s%s%.*s", (int)at, LONG, in_text, (int)(n - at - 1), LONG);
    CHECK_STR(text((struct str){ given, n }), want.at);
    buf_clear(&want);
    buf_addf(&want, " a=\"%.*s%s%.*s\"", (int)at, LONG, in_attr, (int)(n - at - 1), LONG);
    CHECK_STR(attr((struct str){ given, n }), want.at);
    buf_release(&want);
}

TEST(a_character_is_escaped_wherever_it_stands)
{
    static const struct { char c; const char *in_text, *in_attr; } rows[] = {
        { '&', "&amp;", "&amp;" }, { '<', "&lt;", "&lt;" }, { '>', "&gt;", "&gt;" }, { '"', "\"", "&quot;" }, { '\n', "\n", "&#10;" },
        { '\t', "\t", "&#9;" }, { '\r', "&#13;", "&#13;" }, { '\x1F', "", "" }, { '\x7F', "\x7F", "\x7F" }, { ' ', " ", " " },
        { '!', "!", "!" }, { '=', "=", "=" }, { '$', "$", "$" }, { '\x80', "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
    };

    for (size_t n = 1; n <= sizeof LONG - 1; n++)
        for (size_t at = 0; at < n; at++)
            for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
                check_at(n, at, rows[k].c, rows[k].in_text, rows[k].in_attr);
}

TEST(elements_are_indented)
{
    buf_clear(&b);
    xml_element(&b, 2, "dc:title", STR("A & B"));
    CHECK_STR(buf_str(&b), "  <dc:title>A &amp; B</dc:title>\n");
    buf_release(&b);
}

TESTS(CASE(markup_characters_are_escaped), CASE(blanks_survive_where_a_parser_would_change_them),
    CASE(what_xml_forbids_is_left_out), CASE(a_character_is_escaped_wherever_it_stands), CASE(elements_are_indented))
