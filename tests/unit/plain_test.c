/* plain_test: what is told of texts without markup. SPDX-License-Identifier: MIT */
#include "html/render.h"
#include "unit/reading.h"

/* Reads TEXT as the file NAME. */
static const struct article *
read_text(struct read *r, const char *name, const char *text)
{
    folder_write(name, text);
    read_here(r);
    return article_at(r, name);
}

/* Without the line feeds between tags. */
static struct str
tight(struct arena *a, struct str s)
{
    char *at = arena_alloc(a, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] != '\n' || !n || at[n - 1] != '>')
            at[n++] = s.at[i];
    return (struct str){ at, n };
}

static struct str
content_of(struct read *r, const struct article *a)
{
    struct source source;
    struct node *body = read_body(&r->mem, a, &source, &r->diag);
    struct buf out;
    struct str text;

    buf_init(&out);
    for (const struct node *n = body->first; n; n = n->next)
        render_node(&out, n);
    text = tight(&r->mem, buf_str(&out));
    buf_release(&out);
    return text;
}

static struct str
tree(struct read *r, const char *text)
{
    return content_of(r, read_text(r, "3f2a9c01.txt", text));
}

static struct str
author(const struct article *a)
{
    return a->nauthors == 1 ? a->authors[0].name : STR("not one author");
}

#define LOREM \
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore " \
    "magna aliqua."

/* ---- title ----------------------------------------------------------------------------------------------------------- */

READ_TEST(a_short_line_without_a_full_stop_is_the_title)
{
    const struct article *a = read_text(r, "x.txt", "\nThe river at night\n\n" LOREM "\n");

    CHECK_STR(a->title, "The river at night");
    CHECK_STR(content_of(r, a), "<p>" LOREM "</p>");
    CHECK(count_code(r, DIAG_TITLE_GUESSED) == 0);
}

READ_TEST(an_underlined_line_is_the_title)
{
    const struct article *a = read_text(r, "x.txt", "The river\n=========\n" LOREM "\n");

    CHECK_STR(a->title, "The river");
    CHECK_STR(content_of(r, a), "<p>" LOREM "</p>");
}

READ_TEST(no_sentence_mark_list_or_address_is_a_title)
{
    static const char *const firsts[] = { "It rained.", "Who knows?", "As follows:", "Well,", "- one", "[Photo: Ada]",
        "(A picture)", "https://example.org/a", "* * *", "By Ada Author", "March 5, 2024", "12",
        "The dam, seen from the road (Courtesy of KRON4)" };

    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        struct read one;
        const char *name = "some-words.txt";
        read_open(&one);
        folder_write_bytes(name, arena_printf(&one.mem, "%s\n\n" LOREM "\n\n" LOREM "\n", firsts[i]));
        read_here(&one);
        if (!str_eqc(article_at(&one, name)->title, "Some words"))
            printf("title \"%.*s\"\n", STR_ARG(article_at(&one, name)->title));
        CHECK(str_eqc(article_at(&one, name)->title, "Some words") && count_code(&one, DIAG_TITLE_GUESSED) == 1);
        read_close(&one);
    }
    (void)r;
}

READ_TEST(a_title_needs_a_blank_line_and_a_text)
{
    CHECK_STR(read_text(r, "two-lines.txt", "First line\nsecond line of it.\n")->title, "Two lines");
}

READ_TEST(a_single_line_is_text)
{
    const struct article *a = read_text(r, "one.txt", "Only this line\n");

    CHECK_STR(a->title, "One");
    CHECK_STR(content_of(r, a), "<p>Only this line</p>");
}

READ_TEST(a_name_that_is_no_words_gives_way_to_the_first_sentence)
{
    const struct article *a = read_text(r, "000_5ebf08a0e5a20c76.txt", "Mr. Smith lives in the U.S. now. He is fine.\n");

    CHECK_STR(a->title, "Mr. Smith lives in the U.S. now");
    CHECK(count_code(r, DIAG_TITLE_GUESSED) == 1);
}

READ_TEST(a_guessed_title_is_cut_at_a_word)
{
    const struct article *a = read_text(r, "000_5ebf08a0e5a20c76.txt", LOREM "\n");

    CHECK_STR(a->title, "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor…");
}

READ_TEST(front_matter_wins_and_is_not_said_twice)
{
    CHECK_STR(tree(r, "---\ntitle: The River\n---\nThe  river\n\nText.\n"), "<p>Text.</p>");
}

READ_TEST(a_first_line_other_than_the_given_title_is_kept)
{
    CHECK_STR(tree(r, "---\ntitle: Other\n---\nThe river\n\nText.\n"), "<h2>The river</h2><p>Text.</p>");
}

/* ---- what stands at the top ------------------------------------------------------------------------------------------ */

READ_TEST(byline_date_and_address_below_the_title_are_read)
{
    const struct article *a = read_text(r, "x.txt",
        "The river\nBy Ada Author and Max van der Berg\n\nMarch 5, 2024\nhttps://example.org/river\n\nText.\n");

    CHECK_STR(a->title, "The river");
    CHECK(a->nauthors == 2);
    CHECK_STR(a->authors[1].name, "Max van der Berg");
    CHECK_STR(date_iso(&r->mem, a->date), "2024-03-05");
    CHECK_STR(a->url, "https://example.org/river");
    CHECK_STR(content_of(r, a), "<p>Text.</p>");
}

READ_TEST(one_line_may_name_author_and_date)
{
    const struct article *a = read_text(r, "x.txt", "The river\n\nBy Ada Author | 5 March 2024\n\nText.\n");

    CHECK_STR(author(a), "Ada Author");
    CHECK_STR(date_iso(&r->mem, a->date), "2024-03-05");
    CHECK_STR(content_of(r, a), "<p>Text.</p>");
}

READ_TEST(bylines_of_other_languages_are_read)
{
    CHECK_STR(author(read_text(r, "x.txt", "Der Fluss\n\nVon Max Muster\n\nText.\n")), "Max Muster");
}

READ_TEST(a_sentence_is_no_byline)
{
    const struct article *a = read_text(r, "x.txt", "The river\n\nBy Monday the water had risen\n\nText.\n");

    CHECK(a->nauthors == 0);
    CHECK_STR(content_of(r, a), "<p>By Monday the water had risen</p><p>Text.</p>");
}

READ_TEST(a_date_that_is_not_the_articles_is_kept)
{
    CHECK_STR(tree(r, "---\ndate: 2020-01-01\n---\nThe river\n\nMarch 5, 2024\n\nText.\n"), "<p>March 5, "
        "2024</p><p>Text.</p>");
}

READ_TEST(an_ambiguous_date_is_text)
{
    const struct article *a = read_text(r, "x.txt", "The river\n\n01/02/2024\n\nText.\n");

    CHECK(a->date.precision == DATE_NONE);
    CHECK_STR(content_of(r, a), "<p>01/02/2024</p><p>Text.</p>");
}

/* ---- a pasted news page ------------------------------------------------------------------------------------------------ */

static const char news[] =
    "The court ruled last month in favor of the plaintiff. (Courtesy of KRON4)\n\n"
    "STOCKTON, CA– The Police Department last week issued a statement, according to KCRA, reaffirming its stance not "
        "to act.\n\n"
    "Later, it said more.\n\n"
    "Author Matalene Winters Hello! My name is Matalene, and I’m a student.\n\n"
    "Categories:\n\nTags:";

READ_TEST(a_pasted_news_page_is_understood)
{
    const struct article *a = read_text(r, "000_5ebf08a0e5a20c76.txt", news);

    CHECK_STR(a->title, "The Police Department last week issued a statement, according to KCRA…");
    CHECK_STR(author(a), "Matalene Winters");
    CHECK(a->ntags == 0 && a->ncategories == 0);
    CHECK_STR(content_of(r, a), "<p class=\"caption\">The court ruled last month in favor of the plaintiff. (Courtesy "
        "of KRON4)</p>"
        "<p><span class=\"dateline\">STOCKTON, CA–</span> The Police Department last week issued a statement, "
        "according to KCRA, "
        "reaffirming its stance not to act.</p><p>Later, it said more.</p>"
        "<aside class=\"about-author\"><p>Author <strong>Matalene Winters</strong> Hello! My name is Matalene, and "
        "I’m a student."
        "</p></aside>");
}

READ_TEST(closing_lines_give_tags_and_categories)
{
    const struct article *a = read_text(r, "x.txt", "Title\n\nText.\n\nCategories: Police, Courts\nTags:\nwater\nrivers\n");

    CHECK(a->ncategories == 2 && a->ntags == 2);
    CHECK_STR(a->categories[1], "Courts");
    CHECK_STR(a->tags[1], "rivers");
    CHECK_STR(content_of(r, a), "<p>Text.</p>");
}

READ_TEST(a_label_in_the_middle_is_text)
{
    CHECK_STR(tree(r, "Tags: a\n\nThe text goes on after that, for a whole long sentence.\n"),
        "<p>Tags: a</p><p>The text goes on after that, for a whole long sentence.</p>");
}

READ_TEST(names_of_authors_end_where_a_sentence_begins)
{
    static const struct { const char *text, *name; } cases[] = {
        { "Author Ada B. Author is a writer.", "Ada B. Author" }, { "Author: Ada Author", "Ada Author" },
        { "About the author: Ludwig van der Berg lives in Ghent.", "Ludwig van der Berg" },
        { "Author Ada Author, a writer, has a cat.", "Ada Author" }, { "Author A. N. Other I write.", "A. N. Other" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read one;
        read_open(&one);
        folder_write_bytes("x.txt", arena_printf(&one.mem, "Title\n\nText.\n\n%s\n", cases[i].text));
        read_here(&one);
        CHECK_STR(author(article_at(&one, "x.txt")), cases[i].name);
        read_close(&one);
    }
    (void)r;
}

READ_TEST(news_about_an_author_is_no_note)
{
    const struct article *a = read_text(r, "x.txt", "Title\n\nText.\n\nAuthor Stephen King said on Monday that he agrees.\n");

    CHECK(a->nauthors == 0);
    CHECK_STR(content_of(r, a), "<p>Text.</p><p>Author Stephen King said on Monday that he agrees.</p>");
}

READ_TEST(a_dateline_has_capitals_and_a_dash)
{
    CHECK_STR(tree(r, "Title\n\nMÜNCHEN (dpa) – Es regnet.\n"),
        "<p><span class=\"dateline\">MÜNCHEN (dpa) –</span> Es regnet.</p>");
}

READ_TEST(a_dash_in_a_sentence_is_no_dateline)
{
    CHECK_STR(tree(r, "Title\n\nThe USA – a land of rain – is wet.\n"), "<p>The USA – a land of rain – is wet.</p>");
}

/* ---- lines and paragraphs ---------------------------------------------------------------------------------------------- */

READ_TEST(wrapped_lines_are_joined)
{
    CHECK_STR(tree(r, "Title\r\n\r\nThe quick brown fox jumps over the lazy dog and runs a well-\r\n"
        "known way through the wood until it comes to the river and--\r\n"
        "without a word--jumps over that too, as foxes in stories do.\r\n"),
        "<p>The quick brown fox jumps over the lazy dog and runs a well-known way through the wood until it comes to "
        "the river "
        "and--without a word--jumps over that too, as foxes in stories do.</p>");
}

READ_TEST(each_long_line_is_a_paragraph)
{
    CHECK_STR(tree(r, LOREM " " LOREM "\n" LOREM " " LOREM "\nThe end.\n"),
        "<p>" LOREM " " LOREM "</p><p>" LOREM " " LOREM "</p><p>The end.</p>");
}

READ_TEST(verse_keeps_its_lines)
{
    CHECK_STR(tree(r, "Title\n\nThe quick brown fox jumps over the lazy dog and runs off\nto the wood where it lives "
        "with all of its "
        "many cousins\nand there it tells them of the dog.\n\nThe moon is up,\n  the night is long,\nI hear a song.\n\n"
        "    Far off\n    a bell\n\n    rings.\n"),
        "<p>The quick brown fox jumps over the lazy dog and runs off to the wood where it lives with all of its many "
        "cousins and "
        "there it tells them of the dog.</p><p>The moon is up,<br/>&#160;&#160;the night is long,<br/>I hear a song.</p>"
        "<blockquote><p>Far off<br/>a bell</p><p>rings.</p></blockquote>");
}

READ_TEST(paragraphs_may_begin_with_an_indented_line)
{
    CHECK_STR(tree(r, "    The quick brown fox jumps over the lazy dog and runs\noff to the wood where it lives with "
        "many cousins.\n"
        "    They laugh at the dog, and then they all go to bed, for\nit is late, and foxes are tired too.\n"),
        "<p>The quick brown fox jumps over the lazy dog and runs off to the wood where it lives with many cousins.</p>"
        "<p>They laugh at the dog, and then they all go to bed, for it is late, and foxes are tired too.</p>");
}

READ_TEST(lists_are_recognised)
{
    CHECK_STR(tree(r, "Title\n\nWe need:\n- bread and\n  butter\n- salt\n\n3. boil\n4. eat\n\n- not a list\n"),
        "<p>We need:</p><ul><li>bread and butter</li><li>salt</li></ul><ol start=\"3\"><li>boil</li><li>eat</li></ol>"
        "<p>- not a list</p>");
}

READ_TEST(items_apart_are_one_list)
{
    CHECK_STR(tree(r, "Title\n\n1. one\n\n2. two\n\n1998. A year.\n"),
        "<ol><li>one</li><li>two</li></ol><p>1998. A year.</p>");
}

READ_TEST(rules_and_page_breaks_part_the_text)
{
    CHECK_STR(tree(r, "Title\n\nOne.\n\n* * *\n\nTwo.\n\f\nThree.\n-----\n\nFour.\n"),
        "<p>One.</p><hr/><p>Two.</p><hr/><h2>Three.</h2><p>Four.</p>");
}

READ_TEST(headings_are_capitals_or_named_parts)
{
    CHECK_STR(tree(r, "Title\n\nOne.\n\nCHAPTER I\n\nTwo.\n\nTHE SEA AND THE HILL\n\nThree.\n\nNO!\n\nChapter 2. The "
        "lake\n\nFour.\n\n"
        "A short line\n\nFive.\n"),
        "<p>One.</p><h2>CHAPTER I</h2><p>Two.</p><h2>THE SEA AND THE HILL</h2><p>Three.</p><p>NO!</p>"
        "<h2>Chapter 2. The lake</h2><p>Four.</p><p>A short line</p><p>Five.</p>");
}

READ_TEST(columns_stay_as_they_are)
{
    CHECK_STR(tree(r, "Title\n\n  Ada      12\n  Max       7\n\nThe end.\n"), "<pre>Ada      12\nMax       "
        "7</pre><p>The end.</p>");
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

READ_TEST(addresses_become_links)
{
    CHECK_STR(tree(r, "Title\n\nSee https://example.org/a_(b), (http://x.org), www.x.org/?a=1&b=2. Write to "
        "ada.b@x.co.uk! No a@b or "
        "http:// or foo@.\n"),
        "<p>See <a href=\"https://example.org/a_(b)\">https://example.org/a_(b)</a>, (<a "
        "href=\"http://x.org\">http://x.org</a>), "
        "<a href=\"http://www.x.org/?a=1&amp;b=2\">www.x.org/?a=1&amp;b=2</a>. Write to "
        "<a href=\"mailto:ada.b@x.co.uk\">ada.b@x.co.uk</a>! No a@b or http:// or foo@.</p>");
}

READ_TEST(underscores_around_words_are_emphasis)
{
    CHECK_STR(tree(r, "Title\n\nThe dog that came out of the house in the wood was a _big\nred_ dog, _ruff_; "
        "snake_case_name, _ no _, "
        "__init__, a_b.\n"),
        "<p>The dog that came out of the house in the wood was a <em>big red</em> dog, <em>ruff</em>; snake_case_name, "
        "_ no _, __init__, a_b.</p>");
}

READ_TEST(markup_in_a_text_is_text)
{
    CHECK_STR(tree(r, "Title\n\nA <b>bold</b> & *plain* text.\n"), "<p>A &lt;b&gt;bold&lt;/b&gt; &amp; *plain* text.</p>");
}

/* ---- files ------------------------------------------------------------------------------------------------------------- */

READ_TEST(an_empty_text_is_left_out)
{
    const struct article *a = read_text(r, "empty.txt", " \n\n");

    CHECK(a->why == WHY_EMPTY && count_code(r, DIAG_ARTICLE_EMPTY) == 1);
}

READ_TEST(a_text_of_tags_alone_is_left_out)
{
    const struct article *a = read_text(r, "tags.txt", "Tags: a, b\n");

    CHECK(a->why == WHY_EMPTY && count_code(r, DIAG_ARTICLE_EMPTY) == 1);
}

READ_TEST(a_file_without_extension_may_be_a_text)
{
    CHECK_STR(read_text(r, "letter", "Dear Max,\n\nit was a fine day, and we went to the sea.\n")->title, "Letter");
    folder_write("program", "#!/bin/sh\necho hello to all of you\n");
    folder_write("data", "{ \"a\": 1, \"b\": [2, 3] }\n");
    folder_write("rules", "*.o\n*.d\nbuild/\n/out/\n");
    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    r->catalog = (struct catalog){ .config = &r->config };
    read_here(r);
    CHECK(r->catalog.narticles == 1);
}

READ_TEST(gutenberg_texts_name_title_and_author_in_their_header)
{
    const struct article *a = read_text(r, "123-0.txt", "The Project Gutenberg EBook of Us, by Ada\n\nThis eBook is "
        "free.\n\nTitle: Us\n\n"
        "Author: Ada Author\n\nCHAPTER I\n\nWe met.\n");

    CHECK_STR(a->title, "Us");
    CHECK_STR(author(a), "Ada Author");
    CHECK(str_find(content_of(r, a), STR("<p>Title: Us</p>"), 0) >= 0);
}

/* Nothing here may take more than linear time or a deep stack. */
READ_TEST(hostile_texts_are_read)
{
    enum { N = 300000 };
    static const char *const units[] = { "_", "_a ", "@", "a@", "www.", "http://", "- a\n", "1. a\n", "(", "a\n\n",
        "\f", "\t", "=\n", "I\n\n", "A \n  b\n", "\xC2\xA0", "Tags:\n", "Author ", "a ", "--" };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct read one;
        struct buf text;
        read_open(&one);
        buf_init(&text);
        while (text.len < N)
            buf_adds(&text, units[i]);
        folder_write_bytes("x.txt", buf_str(&text));
        read_here(&one);
        if (article_at(&one, "x.txt")->why == WHY_NOT)
            CHECK(content_of(&one, article_at(&one, "x.txt")).len > 0);
        buf_release(&text);
        read_close(&one);
    }
    (void)r;
}

TESTS(CASE(a_short_line_without_a_full_stop_is_the_title), CASE(an_underlined_line_is_the_title),
    CASE(no_sentence_mark_list_or_address_is_a_title), CASE(a_title_needs_a_blank_line_and_a_text), CASE(a_single_line_is_text),
    CASE(a_name_that_is_no_words_gives_way_to_the_first_sentence), CASE(a_guessed_title_is_cut_at_a_word),
    CASE(front_matter_wins_and_is_not_said_twice), CASE(a_first_line_other_than_the_given_title_is_kept),
    CASE(byline_date_and_address_below_the_title_are_read), CASE(one_line_may_name_author_and_date),
    CASE(bylines_of_other_languages_are_read), CASE(a_sentence_is_no_byline), CASE(a_date_that_is_not_the_articles_is_kept),
    CASE(an_ambiguous_date_is_text), CASE(a_pasted_news_page_is_understood), CASE(closing_lines_give_tags_and_categories),
    CASE(a_label_in_the_middle_is_text), CASE(names_of_authors_end_where_a_sentence_begins),
    CASE(news_about_an_author_is_no_note), CASE(a_dateline_has_capitals_and_a_dash), CASE(a_dash_in_a_sentence_is_no_dateline),
    CASE(wrapped_lines_are_joined), CASE(each_long_line_is_a_paragraph), CASE(verse_keeps_its_lines),
    CASE(paragraphs_may_begin_with_an_indented_line), CASE(lists_are_recognised), CASE(items_apart_are_one_list),
    CASE(rules_and_page_breaks_part_the_text), CASE(headings_are_capitals_or_named_parts), CASE(columns_stay_as_they_are),
    CASE(addresses_become_links), CASE(underscores_around_words_are_emphasis), CASE(markup_in_a_text_is_text),
    CASE(an_empty_text_is_left_out), CASE(a_text_of_tags_alone_is_left_out), CASE(a_file_without_extension_may_be_a_text),
    CASE(gutenberg_texts_name_title_and_author_in_their_header), CASE(hostile_texts_are_read))
