/* searchable_test: which words of a tree are found. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/tree.h"

#include "base/buf.h"
#include "html/searchable.h"

static struct arena mem;

static struct str
words(const char *text)
{
    struct node *root = tree_parse(&mem, text);
    struct buf out;
    struct str result;

    buf_init(&out);
    searchable_words(root, &out);
    result = buf_take(&out, &mem);
    buf_release(&out);
    return result;
}

#define P " \xC2\xB6 "

TEST(markup_inside_a_word_does_not_cut_it)
{
    CHECK_STR(words("<p><b>wa</b>ter H<sub>2</sub>O</p>"), " water h2o" P);
    CHECK_STR(words("<p>tide<sup>1</sup> a<br/>b</p>"), " tide 1 a b" P);
    CHECK_STR(words("<p>see <a href=\"x\">it</a>.</p>"), " see it" P);
}

TEST(blocks_end_phrases)
{
    CHECK_STR(words("<h2>High</h2><p>water</p>"), " high" P "water" P);
    CHECK_STR(words("<ul><li>a<p>b</p>c</li><li>d</li></ul>e"), " a" P "b" P "c" P "d" P "e" P);
}

TEST(texts_of_pictures_and_code_are_found)
{
    CHECK_STR(words("<p>x<img src=\"i\" alt=\"A heron\"/>y</p>"), " x a heron y" P);
    CHECK_STR(words("<pre><code>int main(void)</code></pre>"), " int main void" P);
}

TEST(what_no_book_shows_is_not_found)
{
    CHECK_STR(words("<p>a</p><script>b</script><style>c</style><p>d</p>"), " a" P "d" P);
    CHECK_STR(words("<select><option>b</option></select><noscript>c</noscript><p>d</p>"), " d" P);
}

TEST(ruby_stands_behind_its_paragraph)
{
    CHECK_STR(words("<p><ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby> x</p>"), " 漢 字 x" P "kan ji" P);
}

TEST(an_empty_tree_has_none)
{
    CHECK_STR(words(""), " ");
    CHECK_STR(words("<p></p>"), " ");
}

TESTS(CASE(markup_inside_a_word_does_not_cut_it), CASE(blocks_end_phrases), CASE(texts_of_pictures_and_code_are_found),
    CASE(what_no_book_shows_is_not_found), CASE(ruby_stands_behind_its_paragraph), CASE(an_empty_tree_has_none))
