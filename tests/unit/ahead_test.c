/* ahead_test: whoever makes the pages, and in whatever order, the book has the same bytes. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

#include "base/file.h"
#include "base/pool.h"
#include "wrap/pack.h"

enum { PAGES = 120, HANDS = 4 };

enum turn { FORWARDS, BACKWARDS, BY_THE_WAY };          /* the order in which pages are given */

struct giving {
    struct ahead *ahead;
    struct plan *plan;
    struct pack_hand *hands[HANDS];
    enum turn turn;
};

/* Some pages wait, one was not made, one has two parts. */
static void
make_pages(struct shelf *s)
{
    struct page *pages;
    struct part *both;

    shelf_plan(s);
    s->plan->style_sheet = SHELF_CSS;
    shelf_render(s);
    pages = s->plan->pages;
    for (size_t i = 0; i < PAGES; i += 7)
        pages[i].waits = true;
    deflated_release(&pages[9].parts[0].data);
    pages[9].nparts = 0;
    both = arena_alloc(&pages[12].mem, 2 * sizeof *both);
    both[0] = pages[12].parts[0];
    both[1] = pages[13].parts[0];
    both[1].href = STR("text/article-13-2.xhtml");
    pages[12].parts = both;
    pages[12].nparts = 2;
    pages[13].nparts = 0;
}

static void
give(void *context, size_t i, unsigned worker)
{
    struct giving *g = context;
    size_t n = g->plan->npages, page = g->turn == FORWARDS ? i : g->turn == BACKWARDS ? n - 1 - i : i * 77 % n;

    ahead_give(g->ahead, &g->plan->pages[page], g->hands[worker]);
}

static int
write_book(struct shelf *s, struct ahead *ahead)
{
    struct deflater *deflater = deflater_new();
    struct package *p = package_new(s->plan, NULL);
    struct package_writing writing = { .workers = 2, .ahead = ahead };
    int rc;

    for (unsigned step = 0; step < PACKAGE_STEPS; step++)
        for (size_t i = 0, n = package_begin(p, step); i < n; i++)
            package_make(p, i, deflater);
    rc = package_write(p, &writing, &s->diag);
    package_free(p);
    deflater_free(deflater);
    return rc;
}

/* The book written with pages given in that order by so many workers; BYTES may wait. */
static struct str
book_given(struct shelf *s, enum turn turn, unsigned workers, size_t bytes)
{
    struct giving g = { .turn = turn };
    struct str book = STR_NONE;

    make_pages(s);
    g.plan = s->plan;
    g.ahead = ahead_new(s->plan, bytes, 2);
    for (size_t i = 0; i < HANDS; i++)
        g.hands[i] = pack_hand_new();
    pool_run(workers, PAGES, give, &g);
    if (write_book(s, g.ahead) < 0 || file_read(&s->mem, s->book.output, &book) < 0)
        book = STR_NONE;
    ahead_free(g.ahead);
    for (size_t i = 0; i < HANDS; i++)
        pack_hand_free(g.hands[i]);
    remove(s->book.output);
    return book;
}

static struct str
book_at_once(struct shelf *s)
{
    struct str book = STR_NONE;

    make_pages(s);
    if (write_book(s, NULL) < 0 || file_read(&s->mem, s->book.output, &book) < 0)
        book = STR_NONE;
    remove(s->book.output);
    return book;
}

TEST(the_order_in_which_pages_are_made_does_not_show)
{
    static const size_t bytes[] = { 1, 3000, 30000, 1 << 22 };
    struct shelf s;
    struct str at_once;

    shelf_open(&s, PAGES);
    at_once = book_at_once(&s);
    CHECK(at_once.len > 0);
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        for (int turn = FORWARDS; turn <= BY_THE_WAY; turn++)
            for (unsigned workers = 1; workers <= HANDS; workers++)
                CHECK(str_eq(book_given(&s, (enum turn)turn, workers, bytes[i]), at_once));
    CHECK(s.diag.n == 0);
    shelf_close(&s);
}

static long
place_of(struct str book, const char *name)
{
    return (long)str_find(book, str_of(name), 0);
}

/* The local headers come first: what is found first is one of them. */
TEST(chapters_lie_as_they_are_read_and_those_that_wait_behind_them)
{
    struct shelf s;
    struct str book;
    const struct page *pages;

    shelf_open(&s, PAGES);
    book = book_given(&s, BACKWARDS, 1, 3000);
    pages = s.plan->pages;
    CHECK(place_of(book, "mimetypeapplication/epub+zip") == 30);
    CHECK(place_of(book, pages[1].href.at) < place_of(book, pages[2].href.at));
    CHECK(place_of(book, pages[2].href.at) < place_of(book, pages[PAGES - 2].href.at));
    CHECK(place_of(book, pages[PAGES - 2].href.at) < place_of(book, "META-INF/container.xml"));
    CHECK(place_of(book, "META-INF/container.xml") < place_of(book, "EPUB/package.opf"));
    CHECK(place_of(book, "EPUB/package.opf") < place_of(book, pages[7].href.at));
    shelf_close(&s);
}

static size_t
count_files(struct shelf *s)
{
    struct file_name *names;
    size_t n = 0;

    return file_list(&s->mem, s->folder, 1, &names, &n) == 0 ? n : SIZE_MAX;
}

TEST(a_book_that_is_given_up_leaves_nothing)
{
    struct shelf s;
    struct ahead *ahead;
    struct pack_hand *hand = pack_hand_new();

    shelf_open(&s, PAGES);
    make_pages(&s);
    ahead = ahead_new(s.plan, 3000, 1);
    for (size_t i = 0; i < PAGES; i++)
        ahead_give(ahead, &s.plan->pages[i], hand);
    ahead_free(ahead);
    CHECK(count_files(&s) == 0);
    pack_hand_free(hand);
    shelf_close(&s);
}

TEST(where_nothing_can_be_written_the_book_says_so)
{
    struct shelf s;
    struct ahead *ahead;
    struct pack_hand *hand = pack_hand_new();

    shelf_open(&s, PAGES);
    make_pages(&s);
    s.book.output = "/dev/null/book.epub";
    ahead = ahead_new(s.plan, 3000, 1);
    for (size_t i = 0; i < PAGES; i++)
        ahead_give(ahead, &s.plan->pages[i], hand);
    CHECK(write_book(&s, ahead) == -1 && s.diag.n == 1);
    CHECK(strstr(s.diag.entries[0].text, "cannot be written: Not a directory"));
    ahead_free(ahead);
    pack_hand_free(hand);
    shelf_close(&s);
}

TESTS(CASE(the_order_in_which_pages_are_made_does_not_show), CASE(chapters_lie_as_they_are_read_and_those_that_wait_behind_them),
    CASE(a_book_that_is_given_up_leaves_nothing), CASE(where_nothing_can_be_written_the_book_says_so))
