/* volumes_test: large books in several files that stay as they are. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "book/select.h"

enum { MANY = 3000, HUNDREDS = 300 };

static const struct volume_limit MOST = { .articles = HUNDREDS };

struct cutting {
    struct arena mem;
    struct selecting s;
    struct bundle bundle;
    struct book whole, *books;
    size_t nbooks;
};

/* All articles but SKIPPED, in the order of their numbers. */
static void
gather(struct cutting *c, size_t skipped, struct volume_limit most)
{
    struct article *articles;

    *c = (struct cutting){ .bundle = { .volumes = most } };
    arena_init(&c->mem);
    arena_init(&c->s.scratch);
    c->s.mem = &c->mem;
    articles = arena_zalloc(&c->mem, MANY * sizeof *articles);
    c->whole.bundle = &c->bundle;
    c->whole.title = STR("Book");
    c->whole.output = "out/book.epub";
    c->whole.articles = arena_zalloc(&c->mem, MANY * sizeof(struct article *));
    for (size_t i = 0; i < MANY; i++) {
        articles[i].identity = arena_printf(&c->mem, "posts/%zu.md", i);
        if (i != skipped)
            c->whole.articles[c->whole.narticles++] = &articles[i];
    }
}

static void
cut_without(struct cutting *c, size_t skipped, struct volume_limit most)
{
    gather(c, skipped, most);
    volumes_cut(&c->s, &c->whole, NULL, &c->books, &c->nbooks);
}

enum { MEGABYTE = 1000000, PAGE = 4000, FIXED = 100000, LIST = 200, PICTURE = 50000 };

/* Every article has a page of PAGE bytes, and one in ten the same picture as the nine hundred before it. */
static void
cut_by_size(struct cutting *c, uint64_t most)
{
    struct weight_picture pictures[4] = { { STR("a"), PICTURE }, { STR("b"), PICTURE }, { STR("c"), PICTURE }, { STR("d"), PICTURE } };
    struct weight weight = { .fixed = FIXED, .lists = (uint64_t)LIST * MANY };

    gather(c, MANY, (struct volume_limit){ .bytes = most });
    weight.pages = arena_zalloc(&c->mem, MANY * sizeof *weight.pages);
    for (size_t i = 0; i < MANY; i++) {
        weight.pages[i] = (struct weight_page){ .bytes = PAGE, .files = 1 };
        if (i % 10 == 0)
            weight.pages[i].pictures = &pictures[i / 900], weight.pages[i].npictures = 1;
    }
    volumes_cut(&c->s, &c->whole, &weight, &c->books, &c->nbooks);
}

static void
release(struct cutting *c)
{
    arena_release(&c->s.scratch);
    arena_release(&c->mem);
}

TEST(every_article_is_in_one_volume_and_in_order)
{
    struct cutting c;
    size_t at = 0;

    cut_without(&c, MANY, MOST);
    CHECK(c.nbooks >= MANY / HUNDREDS && c.nbooks <= 2 * MANY / HUNDREDS + 1);
    for (size_t i = 0; i < c.nbooks; i++) {
        CHECK(c.books[i].volume == i && c.books[i].nvolumes == c.nbooks);
        CHECK(c.books[i].narticles <= HUNDREDS && (c.books[i].narticles >= HUNDREDS / 2 || i + 1 == c.nbooks));
        CHECK(c.books[i].articles == c.whole.articles + at);
        at += c.books[i].narticles;
    }
    CHECK(at == MANY);
    release(&c);
}

TEST(a_book_that_is_small_or_not_to_be_cut_is_one)
{
    static const struct volume_limit most[] = { { 0 }, { .articles = MANY }, { .is_auto = true }, { .bytes = 1 << 20 } };

    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        struct cutting c;
        cut_without(&c, MANY, most[i]);
        CHECK(c.nbooks == 1 && c.books[0].narticles == MANY && c.books[0].nvolumes == 1);
        volumes_imprint(&c.s, &c.books[0]);
        CHECK_STR(c.books[0].title, "Book");
        release(&c);
    }
}

TEST(a_size_counts_pages_lists_and_each_picture_once)
{
    struct cutting c;
    size_t at = 0;

    cut_by_size(&c, MEGABYTE);
    CHECK(c.nbooks > 12 && c.nbooks < 40);
    for (size_t i = 0; i < c.nbooks; i++) {
        uint64_t bytes = FIXED + c.books[i].narticles * (PAGE + LIST);
        size_t pictures = (at + c.books[i].narticles - 1) / 900 - at / 900 + 1;
        CHECK(bytes + (pictures > 1 ? pictures - 2 : 0) * PICTURE <= MEGABYTE);
        CHECK(bytes + pictures * PICTURE >= MEGABYTE / 2 - MEGABYTE / 20 || i + 1 == c.nbooks);
        at += c.books[i].narticles;
    }
    CHECK(at == MANY);
    release(&c);
}

/* What no volume can be is light whatever the whole weighs: only articles that may stand in one are counted together. */
TEST(a_book_is_measured_only_if_a_volume_might_be_large)
{
    static struct file files[2] = { { .size = 300 * MEGABYTE }, { .size = MEGABYTE } };
    struct catalog catalog = { .files = files };
    struct cutting c;

    for (unsigned long most = 1; most <= 2; most++) {
        gather(&c, MANY, (struct volume_limit){ .articles = most });
        c.s.catalog = &catalog;
        for (size_t i = 0; i < MANY; i++)
            ((struct article *)c.whole.articles[i])->file = &files[0];
        CHECK(volumes_need_weight(&c.s, &c.whole) == (most > 1));
        arena_release(&c.mem);
    }
    gather(&c, MANY, (struct volume_limit){ .is_auto = true });
    c.s.catalog = &catalog;
    for (size_t i = 0; i < MANY; i++)
        ((struct article *)c.whole.articles[i])->file = &files[i > 0];
    CHECK(volumes_need_weight(&c.s, &c.whole));
    c.whole.narticles = 100;
    CHECK(!volumes_need_weight(&c.s, &c.whole));
    arena_release(&c.mem);
}

TEST(an_article_too_large_for_any_volume_has_one_of_its_own)
{
    struct cutting c;

    cut_by_size(&c, 1000);
    CHECK(c.nbooks == MANY);
    release(&c);
}

/* How many volumes of C begin with an article with which none of TO begins. */
static size_t
count_moved(const struct cutting *c, const struct cutting *to)
{
    size_t moved = 0;

    for (size_t i = 0; i < c->nbooks; i++) {
        bool found = false;
        for (size_t k = 0; k < to->nbooks; k++)
            found |= str_eq(c->books[i].articles[0]->identity, to->books[k].articles[0]->identity);
        moved += !found;
    }
    return moved;
}

TEST(one_article_more_moves_few_cuts)
{
    struct cutting whole;
    size_t moved = 0, tried = 0;

    cut_without(&whole, MANY, MOST);
    for (size_t skipped = 10; skipped < MANY; skipped += 250, tried++) {
        struct cutting c;
        cut_without(&c, skipped, MOST);
        moved += count_moved(&whole, &c);
        release(&c);
    }
    CHECK(moved <= tried * 2);                          /* round numbers would move all after it: 7 of 15 on average */
    release(&whole);
}

TEST(the_first_volume_keeps_the_name_of_the_book)
{
    struct cutting c;
    struct uuid id = { { 1 } };

    cut_without(&c, MANY, MOST);
    for (size_t i = 0; i < 3; i++) {
        c.books[i].id = id;
        volumes_imprint(&c.s, &c.books[i]);
    }
    CHECK(strcmp(c.books[0].output, "out/book.epub") == 0 && memcmp(&c.books[0].id, &id, sizeof id) == 0);
    CHECK(strcmp(c.books[2].output, "out/book-3.epub") == 0 && memcmp(&c.books[2].id, &id, sizeof id) != 0);
    CHECK_STR(c.books[1].collection, "Book");
    CHECK_STR(c.books[1].position, "2");
    CHECK(memcmp(&c.books[0].collection_id, &c.books[2].collection_id, sizeof id) == 0);
    CHECK(str_starts(c.books[1].title, STR("Book (2/")));
    CHECK(str_starts(c.books[1].next, STR("Book (3/")));
    release(&c);
}

TEST(a_volume_of_a_period_stands_between_the_periods)
{
    struct cutting c;

    cut_without(&c, MANY, MOST);
    c.books[2].collection = STR("Series");
    c.books[2].position = STR("2024.05");
    volumes_imprint(&c.s, &c.books[2]);
    CHECK_STR(c.books[2].position, "2024.0503");
    CHECK_STR(c.books[2].collection, "Series");
    release(&c);
}

TESTS(CASE(every_article_is_in_one_volume_and_in_order), CASE(a_book_that_is_small_or_not_to_be_cut_is_one),
    CASE(one_article_more_moves_few_cuts), CASE(a_size_counts_pages_lists_and_each_picture_once),
    CASE(a_book_is_measured_only_if_a_volume_might_be_large),
    CASE(an_article_too_large_for_any_volume_has_one_of_its_own), CASE(the_first_volume_keeps_the_name_of_the_book),
    CASE(a_volume_of_a_period_stands_between_the_periods))
