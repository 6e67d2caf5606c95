/* ahead_test: whoever makes the pages, and in whatever order, the book has the same bytes. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

#include "base/file.h"
#include "base/pool.h"
#include "base/zipdir.h"
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
write_book(struct shelf *s, struct ahead *ahead, const struct package_memory *memory)
{
    struct deflater *deflater = deflater_new();
    struct package *p = package_new(s->plan, memory);
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
    g.ahead = ahead_new(s->plan, NULL, bytes, 2);
    for (size_t i = 0; i < HANDS; i++)
        g.hands[i] = pack_hand_new();
    pool_run(workers, PAGES, give, &g);
    if (write_book(s, g.ahead, NULL) < 0 || file_read(&s->mem, s->book.output, &book) < 0)
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
    if (write_book(s, NULL, NULL) < 0 || file_read(&s->mem, s->book.output, &book) < 0)
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

TEST(a_book_that_is_given_up_leaves_nothing)
{
    struct shelf s;
    struct ahead *ahead;
    struct pack_hand *hand = pack_hand_new();

    shelf_open(&s, PAGES);
    make_pages(&s);
    ahead = ahead_new(s.plan, NULL, 3000, 1);
    for (size_t i = 0; i < PAGES; i++)
        ahead_give(ahead, &s.plan->pages[i], hand);
    ahead_free(ahead);
    CHECK(shelf_count_files(&s) == 0);
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
    ahead = ahead_new(s.plan, NULL, 3000, 1);
    for (size_t i = 0; i < PAGES; i++)
        ahead_give(ahead, &s.plan->pages[i], hand);
    CHECK(write_book(&s, ahead, NULL) == -1 && s.diag.n == 1);
    CHECK(strstr(s.diag.entries[0].text, "cannot be written: Not a directory"));
    ahead_free(ahead);
    pack_hand_free(hand);
    shelf_close(&s);
}

/* ---- a last edition -------------------------------------------------------------------------------------------------- */

struct edition { int fd; struct zip_entry *entries; size_t n; };

static bool
find_none(void *context, struct str name, const struct digest *digest, struct deflated *data)
{
    (void)context, (void)name, (void)digest, (void)data;
    return false;
}

static bool
is_never_unchanged(void *context, const struct str *names, const struct deflated *const *data, size_t n, uint32_t time,
    uint64_t *bytes)
{
    (void)context, (void)names, (void)data, (void)n, (void)time, (void)bytes;
    return false;
}

static bool
recall_none(void *context, struct str key, struct arena *mem, struct str *notes)
{
    (void)context, (void)key, (void)mem, (void)notes;
    return false;
}

static void
note_none(void *context, struct str key, struct str notes)
{
    (void)context, (void)key, (void)notes;
}

static bool
find_nothing(void *context, struct str name, struct deflated *data)
{
    (void)context, (void)name, (void)data;
    return false;
}

static bool
find_of_none(void *context, struct str name, struct hash of, struct deflated *data)
{
    (void)context, (void)name, (void)of, (void)data;
    return false;
}

static const struct zip_entry *
last_entry(void *context, struct str name, int *fd)
{
    const struct edition *e = context;

    *fd = e->fd;
    for (size_t i = 0; i < e->n; i++)
        if (str_eq(e->entries[i].name, name))
            return &e->entries[i];
    return NULL;
}

/* Its chapters are those of the last edition, but for one of EVERY. */
static void
keep_pages(struct shelf *s, const struct edition *e, size_t every)
{
    for (size_t i = 0; i < PAGES; i++) {
        struct page *page = &s->plan->pages[i];
        page->is_kept = i % every != every / 2 && page->nparts > 0;
        for (size_t k = 0; k < page->nparts && page->is_kept; k++) {
            struct part *part = &page->parts[k];
            int fd;
            const struct zip_entry *old = last_entry((void *)e, arena_printf(&s->mem, "EPUB/%.*s", STR_ARG(part->href)), &fd);
            deflated_move(&part->data, e->fd, old->offset);
        }
    }
}

static void
open_edition(struct shelf *s, struct edition *e, struct str book)
{
    const char *path = arena_printf(&s->mem, "%s/last", s->folder).at;
    struct file_info info;

    file_replace(path, book);
    e->fd = file_open(path);
    if (file_stat(path, &info) < 0 || zipdir_read(&s->mem, e->fd, info.size, &e->entries, &e->n) < 0)
        e->n = 0;
}

TEST(what_is_kept_is_copied_to_the_same_book)
{
    static const size_t every[] = { 2, 3, 40, 100 };
    static struct edition edition;
    struct package_memory memory = { find_none, is_never_unchanged, recall_none, note_none, find_nothing, find_of_none, last_entry,
        &edition };
    struct shelf s;
    struct str at_once;

    shelf_open(&s, PAGES);
    at_once = book_at_once(&s);
    open_edition(&s, &edition, at_once);
    CHECK(edition.n > PAGES / 2);
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
        for (int turn = FORWARDS; turn <= BY_THE_WAY; turn++)
            for (unsigned workers = 1; workers <= HANDS; workers++) {
                struct giving g = { .turn = (enum turn)turn };
                struct str book = STR_NONE;
                make_pages(&s);
                keep_pages(&s, &edition, every[i]);
                g.plan = s.plan;
                g.ahead = ahead_new(s.plan, &memory, 3000, workers);
                for (size_t k = 0; k < HANDS; k++)
                    g.hands[k] = pack_hand_new();
                pool_run(workers, PAGES, give, &g);
                CHECK(write_book(&s, g.ahead, &memory) == 0 && file_read(&s.mem, s.book.output, &book) == 0);
                CHECK(str_eq(book, at_once));
                ahead_free(g.ahead);
                for (size_t k = 0; k < HANDS; k++)
                    pack_hand_free(g.hands[k]);
                remove(s.book.output);
            }
    file_close(edition.fd);
    unlink(arena_printf(&s.mem, "%s/last", s.folder).at);
    shelf_close(&s);
}

/* Nobody does that; but then the book is written from its beginning. */
TEST(a_page_that_turns_out_another_one_is_where_it_belongs)
{
    struct shelf s;
    struct str wanted, book;
    struct pack_hand *hand = pack_hand_new();

    shelf_open(&s, PAGES);
    for (int what = 0; what < 3; what++) {
        struct ahead *ahead;
        for (int is_given = 0; is_given < 2; is_given++) {
            struct page *pages;
            make_pages(&s);
            pages = s.plan->pages;
            ahead = is_given ? ahead_new(s.plan, NULL, 3000, 1) : NULL;
            for (size_t i = 0; i < PAGES && is_given; i++)
                ahead_give(ahead, &pages[i], hand);
            if (what == 0)
                pages[14].waits = false;
            else if (what == 1)
                pages[15].waits = true;
            else
                pages[16].parts[0].href = STR("text/another.xhtml");
            CHECK(write_book(&s, ahead, NULL) == 0 && file_read(&s.mem, s.book.output, is_given ? &book : &wanted) == 0);
            ahead_free(ahead);
            remove(s.book.output);
        }
        CHECK(str_eq(book, wanted));
    }
    pack_hand_free(hand);
    shelf_close(&s);
}

TESTS(CASE(what_is_kept_is_copied_to_the_same_book), CASE(a_page_that_turns_out_another_one_is_where_it_belongs),
    CASE(the_order_in_which_pages_are_made_does_not_show),
    CASE(chapters_lie_as_they_are_read_and_those_that_wait_behind_them),
    CASE(a_book_that_is_given_up_leaves_nothing), CASE(where_nothing_can_be_written_the_book_says_so))
