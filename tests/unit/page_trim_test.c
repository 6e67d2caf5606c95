/* page_trim: furniture goes, sentences stay. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/fragment.h"

#include "read/page_trim.h"
#include "read/page_words.h"

#define LONG "It rained for three days, and on the fourth the water stood in the lower streets of the town. "

/* What is left of HTML, an article called "A Title" by Ada Author. */
static struct str
trimmed(struct arena *mem, const char *html)
{
    struct person ada = { .name = STR("Ada Author") };
    struct article article = { .title = STR("A Title"), .authors = &ada, .nauthors = 1, .subtitle = STR("What happened, told in one line") };
    struct node *root = html5_parse_fragment(mem, str_of(html), NULL, NULL);

    page_trim(mem, root, &article);
    return node_text_of(mem, root, true);
}

TEST(lines_go_by_place_shape_and_words)
{
    static const struct { const char *html, *want; } cases[] = {
        { "<h1>A Title</h1><p>By Ada Author</p><div>March 5, 2024</div><p>Health</p><p>" LONG "</p>", LONG },
        { "<p>What happened, told in one line</p><p>" LONG "</p>", LONG },
        { "<ul><li><a href=/>Home</a></li><li><a href=/a>News</a></li></ul><p>" LONG "</p>", LONG },
        { "<p>" LONG "</p><p>Advertisement</p><p>" LONG LONG "</p>", LONG LONG LONG },
        { "<p>" LONG "</p><div><span>Facebook</span> <span>Twitter</span> 12</div>", LONG },
        { "<p>" LONG "</p><h3>Related Stories</h3><ul><li>One thing</li><li><a href=/x>Another thing</a></li></ul>", LONG },
        { "<p>" LONG "</p><p>Sign up for our newsletter and get it all.</p>", LONG },
        { "<p>" LONG "</p><p><a href=/x>Read more: the other story</a></p><p>" LONG LONG "</p>", LONG LONG LONG },
        { "<p>" LONG "</p><div>\u00A9 2024 The Paper</div>", LONG },
        /* and what must stay */
        { "<p>A short beginning.</p><p>" LONG "</p>", "A short beginning. " LONG },
        { "<p>" LONG "</p><ul><li>Flour</li><li>Water</li></ul>", LONG "Flour Water" },
        { "<p>" LONG "</p><p>And so it ended</p>", LONG "And so it ended" },
        { "<p>" LONG "</p><h2>Sharing a river</h2><p>" LONG LONG "</p>", LONG "Sharing a river " LONG LONG },
        { "<p>" LONG "</p><table><tr><td>Share</td><td>2024</td></tr></table>", LONG "Share 2024" },
        { "<p>" LONG "</p><figure><img src=a.png><figcaption>By Ada Author</figcaption></figure>", LONG "By Ada Author" },
        { "<p>" LONG "</p><p>" LONG "</p>", LONG LONG },
        { "<p>Only a few words</p>", "Only a few words" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena mem;
        struct buf want, got;
        arena_init(&mem);
        buf_init(&want);
        buf_init(&got);
        buf_add(&want, words_plain(&mem, str_of(cases[i].want)));
        buf_add(&got, words_plain(&mem, trimmed(&mem, cases[i].html)));
        CHECK_STR(buf_str(&got), want.at);
        buf_release(&want);
        buf_release(&got);
        arena_release(&mem);
    }
}

TEST(words_are_told_apart)
{
    CHECK(words_are_date(STR("march 5 2024")) && words_are_date(STR("updated 10 02 am est nov 19 2019")));
    CHECK(!words_are_date(STR("in 2024 the river rose higher than anybody who lives there remembers")));
    CHECK(words_are_share_bar(STR("facebook twitter 195 shares")) && !words_are_share_bar(STR("1 2 3")));
    CHECK(!words_are_share_bar(STR("facebook and the river")));
    CHECK(words_are_end_heading(STR("you may also like")) && !words_are_end_heading(STR("the related question of who pays for all of this")));
    CHECK(words_are_gallery_count(STR("3/12"), STR("3 12")) && !words_are_gallery_count(STR("$139.00"), STR("139 00")));
}

TESTS(CASE(lines_go_by_place_shape_and_words), CASE(words_are_told_apart))
