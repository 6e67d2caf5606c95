/* plan_test: names come from identities, and what else is fixed before rendering. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

TEST(a_name_is_made_of_the_telling_part_and_a_hash)
{
    static const struct { const char *identity, *start; } rows[] = {
        { "https://example.org/posts/One%20Two/", "text/one-20two-" },
        { "https://example.org/posts/one?page=2#top", "text/one-" },
        { "2024/03/Tidal Lagoon.md", "text/tidal-lagoon-" },
        { "2024/harbour/index.md", "text/harbour-" },
        { "https://example.org/", "text/example-" },
        { "\xE6\xB8\xAF/\xE6\xBD\xAE.md", "text/a-" },
        { "", "text/a-" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shelf s;
        struct digest d = digest_of(str_of(rows[i].identity));
        struct str name, id;
        shelf_open(&s, 1);
        s.articles[0].identity = str_of(rows[i].identity);
        shelf_plan(&s);
        name = arena_printf(&s.mem, "%s%.*s.xhtml", rows[i].start, STR_ARG(digest_hex(&s.mem, &d, 4)));
        id = arena_printf(&s.mem, "art-%.*s", STR_ARG(digest_hex(&s.mem, &d, 6)));
        CHECK_STR(s.plan->pages[0].href, name.at);
        CHECK_STR(s.plan->pages[0].id, id.at);
        shelf_close(&s);
    }
}

TEST(a_long_title_gives_a_short_name)
{
    struct shelf s;

    shelf_open(&s, 1);
    s.articles[0].identity = STR("a-very-long-name-of-an-article-that-would-not-end-by-itself-for-a-long-time-indeed.md");
    shelf_plan(&s);
    CHECK(s.plan->pages[0].href.len <= strlen("text/") + 40 + strlen("-12345678.xhtml"));
    shelf_close(&s);
}

TEST(the_place_in_the_book_does_not_matter)
{
    struct shelf s;
    struct str href, id;
    const struct article *reversed[3];

    shelf_open(&s, 3);
    shelf_plan(&s);
    href = arena_str(&s.mem, s.plan->pages[2].href);
    id = arena_str(&s.mem, s.plan->pages[2].id);
    for (size_t i = 0; i < 3; i++)
        reversed[i] = s.book.articles[2 - i];
    s.book.articles = reversed;
    shelf_plan(&s);
    CHECK(str_eq(s.plan->pages[0].href, href) && str_eq(s.plan->pages[0].id, id));
    CHECK(s.plan->page_of[2] == &s.plan->pages[0] && s.plan->page_of[0] == &s.plan->pages[2]);
    CHECK(s.plan->pages[0].index == 0 && s.plan->pages[0].article == &s.articles[2]);
    s.book.articles = &reversed[0];
    s.book.narticles = 1;
    shelf_plan(&s);
    CHECK(str_eq(s.plan->pages[0].href, href) && str_eq(s.plan->pages[0].id, id));
    CHECK(!s.plan->page_of[0] && !s.plan->page_of[1]);
    shelf_close(&s);
}

TEST(equal_identities_still_have_names_of_their_own)
{
    struct shelf s;
    struct str alone;

    shelf_open(&s, 4);
    s.book.narticles = 1;
    s.articles[0].identity = STR("same");
    shelf_plan(&s);
    alone = arena_str(&s.mem, s.plan->pages[0].href);
    s.book.narticles = 4;
    for (size_t i = 0; i < 4; i++)
        s.articles[i].identity = STR("same");
    shelf_plan(&s);
    CHECK(str_eq(s.plan->pages[0].href, alone));        /* the first one keeps the name it would have alone */
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++) {
            CHECK(!str_eq(s.plan->pages[i].href, s.plan->pages[k].href));
            CHECK(!str_eq(s.plan->pages[i].id, s.plan->pages[k].id));
        }
    shelf_close(&s);
}

TEST(pages_know_their_language_and_date)
{
    struct shelf s;

    shelf_open(&s, 3);
    s.articles[1].language = STR("de");
    s.articles[1].date = shelf_day(2024, 3, 5);
    shelf_plan(&s);
    CHECK_STR(s.plan->pages[0].language, "en");
    CHECK_STR(s.plan->pages[0].date_text, "");
    CHECK_STR(s.plan->pages[1].language, "de");
    CHECK_STR(s.plan->pages[1].date_text, "5. M\xC3\xA4rz 2024");
    s.book.language = STR("");
    shelf_plan(&s);
    CHECK_STR(s.plan->pages[2].language, "en");
    shelf_close(&s);
}

TEST(a_cover_is_taken_if_devices_can_show_it)
{
    struct shelf s;

    shelf_open(&s, 1);
    s.book.cover = shelf_file(&s, "cover.png", SHELF_PNG_STR);
    shelf_plan(&s);
    CHECK(s.plan->cover && s.diag.n == 0);
    CHECK_STR(s.plan->cover->href, "images/cover.png");
    CHECK(s.plan->cover->size == sizeof SHELF_PNG && s.plan->cover->crc == deflate_crc(SHELF_PNG_STR));
    CHECK(s.plan->cover->width == 1 && s.plan->cover->height == 1);
    shelf_close(&s);
}

static bool
cover_is_refused(const char *name, struct str bytes, enum diag_code code)
{
    struct shelf s;
    bool result;

    shelf_open(&s, 1);
    s.book.cover = name ? shelf_file(&s, name, bytes) : "/nonexistent/cover.jpg";
    shelf_plan(&s);
    result = !s.plan->cover && s.diag.n == 1 && s.diag.entries[0].code == code;
    shelf_close(&s);
    return result;
}

TEST(any_other_cover_is_refused_with_a_warning)
{
    CHECK(cover_is_refused("cover.png", STR("GIF89a\1\0\1\0\0\0\0;"), DIAG_IMAGE_TYPE));
    CHECK(cover_is_refused("cover.jpg", STR("no picture at all"), DIAG_IMAGE_TYPE));
    CHECK(cover_is_refused("cover.png", str_sub(SHELF_PNG_STR, 0, 20), DIAG_IMAGE_TYPE));
    CHECK(cover_is_refused(NULL, STR_NONE, DIAG_IMAGE_MISSING));
}

TEST(pictures_are_gathered_once_and_in_order)
{
    struct shelf s;
    struct asset a = { .href = STR("images/a.png") }, b = { .href = STR("images/b.png") }, c = { .href = STR("images/c.png") };

    shelf_open(&s, 3);
    shelf_plan(&s);
    shelf_show(&s, 0, c);
    shelf_show(&s, 0, a);
    shelf_show(&s, 1, a);
    shelf_show(&s, 2, b);
    s.plan->pages[0].nparts = s.plan->pages[1].nparts = 1;      /* the third page could not be made */
    s.plan->pages[0].parts = s.plan->pages[1].parts = ARENA_NEW(&s.mem, struct part);
    plan_gather(s.plan);
    CHECK(s.plan->nassets == 2);
    CHECK_STR(s.plan->assets[0].href, "images/a.png");
    CHECK_STR(s.plan->assets[1].href, "images/c.png");
    shelf_close(&s);
}

TEST(a_book_without_articles_can_be_planned)
{
    struct shelf s;

    shelf_open(&s, 0);
    shelf_plan(&s);
    plan_gather(s.plan);
    CHECK(s.plan->npages == 0 && s.plan->nassets == 0);
    shelf_close(&s);
    plan_free(NULL);
}

TESTS(CASE(a_name_is_made_of_the_telling_part_and_a_hash), CASE(a_long_title_gives_a_short_name),
    CASE(the_place_in_the_book_does_not_matter), CASE(equal_identities_still_have_names_of_their_own),
    CASE(pages_know_their_language_and_date), CASE(a_cover_is_taken_if_devices_can_show_it),
    CASE(any_other_cover_is_refused_with_a_warning), CASE(pictures_are_gathered_once_and_in_order),
    CASE(a_book_without_articles_can_be_planned))
