/* pack_part_test: a zip made of parts is the one that libzip makes alone. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/file.h"
#include "wrap/pack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

enum { MOST = 3000 };
static const int64_t WHEN = 1711958400;                 /* 2024-04-01T08:00:00Z */

struct given {                  /* an entry, and how far libzip has read it */
    const char *name;
    struct deflated data;
    struct str text;            /* what it says, if it is read when it is written */
    size_t done;
};

struct shelf {
    struct arena mem;
    char folder[32];
    const char *path, *alone;
    struct given given[MOST]; size_t n;
};

static void
begin(struct shelf *s)
{
    s->n = 0;
    arena_init(&s->mem);
    strcpy(s->folder, "/tmp/pack_part.XXXXXX");
    CHECK(mkdtemp(s->folder) != NULL);
    s->path = arena_printf(&s->mem, "%s/parts", s->folder).at;
    s->alone = arena_printf(&s->mem, "%s/alone", s->folder).at;
}

static void
end(struct shelf *s)
{
    for (size_t i = 0; i < s->n; i++)
        deflated_release(&s->given[i].data);
    unlink(s->path);
    unlink(s->alone);
    rmdir(s->folder);
    arena_release(&s->mem);
}

/* ---- libzip alone ---------------------------------------------------------------------------------------------------- */

static zip_int64_t
give(void *user, void *to, zip_uint64_t len, zip_source_cmd_t command)
{
    struct given *g = user;
    struct zip_stat stat;
    size_t n;

    switch (command) {
    case ZIP_SOURCE_OPEN:
        g->done = 0;
        return 0;
    case ZIP_SOURCE_READ:
        n = len < g->data.len - g->done ? len : g->data.len - g->done;
        memcpy(to, (const char *)g->data.at + g->done, n);
        g->done += n;
        return (zip_int64_t)n;
    case ZIP_SOURCE_STAT:
        zip_stat_init(&stat);
        stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
        stat.size = g->data.original;
        stat.comp_size = g->data.len;
        stat.crc = g->data.crc;
        stat.comp_method = g->data.is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
        memcpy(to, &stat, sizeof stat);
        return sizeof stat;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        return 0;
    }
}

static bool
write_alone(struct shelf *s)
{
    zip_t *zip = zip_open(s->alone, ZIP_CREATE | ZIP_TRUNCATE, NULL);

    for (size_t i = 0; zip && i < s->n; i++) {
        struct given *g = &s->given[i];
        zip_int64_t at = zip_file_add(zip, g->name, zip_source_function(zip, give, g), ZIP_FL_ENC_UTF_8);
        if (at < 0 || (g->data.is_stored && zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) < 0)
            || zip_file_set_mtime(zip, (zip_uint64_t)at, WHEN, 0) < 0
            || zip_file_set_external_attributes(zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16) < 0)
            return false;
    }
    return zip && zip_close(zip) == 0;
}

/* ---- in parts -------------------------------------------------------------------------------------------------------- */

static int
give_text(void *context, struct arena *mem, struct str *bytes)
{
    const struct given *g = context;

    (void)mem;
    *bytes = g->text;
    return 0;
}

static int
write_parts(struct shelf *s, unsigned workers, const char **what)
{
    struct pack *p = pack_new(s->path, WHEN, workers);

    for (size_t i = 0; i < s->n; i++) {
        struct given *g = &s->given[i];
        if (g->text.at)
            pack_add_later(p, g->name, g->data.original, g->data.crc, give_text, g);
        else
            pack_add(p, g->name, &g->data);
    }
    return pack_close(p, &s->mem, what);
}

/* As a book begins, and then N more: of many lengths, some empty, some stored, some pictures, some names not ASCII. */
static void
fill(struct shelf *s, size_t n)
{
    static const char *const first[] = { "mimetype", "META-INF/container.xml", "EPUB/package.opf" };
    struct deflater *d = deflater_new();

    for (s->n = 0; s->n < n; s->n++) {
        struct given *g = &s->given[s->n];
        size_t i = s->n, len = i % 50 == 7 ? 0 : i % 500 == 20 ? 1500000 : i * 7919 % 4000;
        char *text = arena_alloc(&s->mem, len + 1);
        for (size_t k = 0; k < len; k++)
            text[k] = (char)('a' + (k * k + i) % 23);
        *g = (struct given){ .name = i < 3 ? first[i] : arena_printf(&s->mem, "EPUB/text/%05d%s", (int)i, i % 3 ? "" : "-\xC3\xA9").at };
        if (i % 10 == 0)
            g->data = deflate_store((struct str){ text, len });
        else
            g->data = deflate_bytes(d, DEFLATE_FAST, (struct str){ text, len });
        if (i % 20 == 0)
            g->text = (struct str){ text, len };
    }
    deflater_free(d);
}

TEST(parts_make_the_zip_that_libzip_makes_alone)
{
    static const size_t counts[] = { 1, 2, 3, 4, 255, 256, 257, 258, 511, 777, 1501, 3000 };
    static struct shelf s;
    const char *what = "";

    setenv("TZ", "UTC0", 1);
    tzset();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        begin(&s);
        fill(&s, counts[i]);
        CHECK(write_alone(&s));
        for (unsigned workers = 1; workers < 9; workers++) {
            CHECK(write_parts(&s, workers, &what) == 0);
            CHECK(file_same(s.path, s.alone));
        }
        end(&s);
    }
}

/* No part sees them both. */
TEST(two_entries_of_one_name_are_refused_however_far_apart)
{
    static const size_t places[] = { 0, 2, 3, 700, 1498, 1499 };
    static struct shelf s;
    const char *what = "";

    begin(&s);
    fill(&s, 1500);
    for (size_t a = 0; a < 6; a++)
        for (size_t b = a + 1; b < 6; b++) {
            const char *name = s.given[places[b]].name;
            s.given[places[b]].name = s.given[places[a]].name;
            CHECK(write_parts(&s, 2, &what) == -1);
            CHECK(strncmp(what, s.given[places[a]].name, strlen(s.given[places[a]].name)) == 0);
            s.given[places[b]].name = name;
        }
    CHECK(write_parts(&s, 2, &what) == 0);
    end(&s);
}

TEST(entries_may_come_in_any_order)
{
    static struct shelf s;
    const char *what = "";

    setenv("TZ", "UTC0", 1);
    tzset();
    begin(&s);
    fill(&s, 1000);
    for (size_t i = 0; i < 900; i++) {
        const char *name = s.given[i].name;
        s.given[i].name = s.given[i * 31 % 900].name;
        s.given[i * 31 % 900].name = name;
    }
    CHECK(write_alone(&s) && write_parts(&s, 2, &what) == 0);
    CHECK(file_same(s.path, s.alone));
    end(&s);
}

TEST(the_first_of_several_problems_is_told)
{
    static struct shelf s;
    const char *what = "";

    begin(&s);
    fill(&s, 1500);
    for (unsigned workers = 1; workers < 4; workers++) {
        s.given[1420].data.crc++;
        CHECK(write_parts(&s, workers, &what) == -1);
        CHECK_STR(str_of(what), "EPUB/text/01420: its file changed while the book was made");
        s.given[640].data.original++;
        CHECK(write_parts(&s, workers, &what) == -1);
        CHECK_STR(str_of(what), "EPUB/text/00640: its file changed while the book was made");
        s.given[640].data.original--;
        s.given[1420].data.crc--;
    }
    s.given[1001].data.len += 10;                       /* of bytes in a file that ends before them */
    free(s.given[1001].data.at);
    s.given[1001].data.at = NULL;
    s.given[1001].data.fd = file_open("/dev/null");
    CHECK(write_parts(&s, 2, &what) == -1);
    CHECK_STR(str_of(what), "EPUB/text/01001: Input/output error");
    file_close(s.given[1001].data.fd);
    end(&s);
}

/* The first NTAKEN ahead, in runs of RUN, the rest in the end. */
static int
write_ahead(struct shelf *s, size_t ntaken, size_t run, const uint32_t *order, const char **what)
{
    struct pack *p = pack_new(s->path, WHEN, 2);
    struct pack_hand *hand = pack_hand_new();
    struct pack_given given[MOST];
    int rc;

    for (size_t i = 0; i < ntaken; i++)
        given[i] = (struct pack_given){ s->given[i].name, &s->given[i].data, NULL };
    for (size_t i = 0, n; i < ntaken; i += n) {
        n = run < ntaken - i ? run : ntaken - i;
        struct pack_part *part = pack_take(p, &given[i], n);
        if (part)
            pack_write(p, part, hand);
    }
    for (size_t i = ntaken; i < s->n; i++)
        pack_add(p, s->given[i].name, &s->given[i].data);
    pack_order(p, order);
    rc = pack_close(p, &s->mem, what);
    pack_hand_free(hand);
    return rc;
}

TEST(what_is_taken_ahead_makes_the_same_zip)
{
    static const size_t taken[] = { 1, 2, 100, 899, 900 }, runs[] = { 1, 7, 1000 };
    static struct shelf s;
    const char *what = "";

    setenv("TZ", "UTC0", 1);
    tzset();
    begin(&s);
    fill(&s, 900);
    CHECK(write_alone(&s));
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < 3; k++) {
            CHECK(write_ahead(&s, taken[i], runs[k], NULL, &what) == 0);
            CHECK(file_same(s.path, s.alone));
        }
    end(&s);
}

static int
by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

TEST(the_directory_may_have_an_order_of_its_own)
{
    enum { N = 700 };
    static struct shelf s;
    static uint32_t order[N];
    static const char *names[N];
    struct zip_entry *found;
    struct pack_entry *entries;
    struct file_info info;
    const char *what = "";
    size_t n;
    int fd;

    begin(&s);
    fill(&s, N);
    for (size_t i = 0; i < N; i++)
        names[i] = s.given[i].name;
    for (size_t i = 0; i < N; i++)                      /* they lie there in another one */
        s.given[i * 31 % N].name = names[i];
    qsort(names, N, sizeof *names, by_name);
    for (size_t i = 0; i < N; i++)
        for (uint32_t k = 0; k < N; k++)
            if (names[i] == s.given[k].name)
                order[i] = k;
    CHECK(write_ahead(&s, 400, 60, order, &what) == 0);
    CHECK(pack_list(&s.mem, s.path, &entries, &n) == 0 && n == N);
    for (size_t i = 0; i < N; i++) {
        CHECK(strcmp(entries[i].name, names[i]) == 0);
        CHECK(entries[i].bytes.len == s.given[order[i]].data.original);
        CHECK(deflate_crc(entries[i].bytes) == s.given[order[i]].data.crc);
    }
    fd = file_open(s.path);
    CHECK(fd >= 0 && file_stat(s.path, &info) == 0 && zipdir_read(&s.mem, fd, info.size, &found, &n) == 0 && n == N);
    for (size_t i = 1; i < N; i++)
        CHECK((found[i].header > found[i - 1].header) == (order[i] > order[i - 1]));
    file_close(fd);
    s.given[650].name = s.given[20].name;               /* one taken, the other added */
    CHECK(write_ahead(&s, 400, 60, order, &what) == -1);
    CHECK(str_starts(str_of(what), str_of(s.given[20].name)));
    end(&s);
}

TEST(what_fails_ahead_is_told_in_the_end)
{
    static struct shelf s;
    const char *what = "";

    begin(&s);
    fill(&s, 300);
    free(s.given[71].data.at);
    s.given[71].data.at = NULL;
    s.given[71].data.fd = file_open("/dev/null");
    CHECK(write_ahead(&s, 200, 50, NULL, &what) == -1);
    CHECK_STR(str_of(what), "EPUB/text/00071: Input/output error");
    file_close(s.given[71].data.fd);
    s.path = "/nonexistent/folder/book";
    CHECK(write_ahead(&s, 200, 50, NULL, &what) == -1);
    CHECK_STR(str_of(what), "No such file or directory");
    end(&s);
}

TEST(a_hand_that_wrote_nothing_closes_nothing)
{
    int first = fcntl(0, F_GETFD);

    pack_hand_free(pack_hand_new());
    CHECK(fcntl(0, F_GETFD) == first);
}

/* When summer begins in Berlin, no clock shows what is between two and three. */
TEST(the_hour_that_summer_leaves_out_is_an_hour)
{
    static struct shelf s;
    struct str bytes;
    const char *what = "";
    struct pack *p;
    static const unsigned char wanted[] = { 0x60, 0x13, 0x7F, 0x58 };   /* 02:27:00, 31 March 2024 */

    setenv("TZ", "CET-1CEST,M3.5.0/2,M10.5.0/3", 1);
    tzset();
    begin(&s);
    fill(&s, 1);
    p = pack_new(s.path, 1711852020, 1);                /* 2024-03-31T02:27:00Z */
    pack_add(p, "mimetype", &s.given[0].data);
    CHECK(pack_close(p, &s.mem, &what) == 0 && file_read(&s.mem, s.path, &bytes) == 0);
    CHECK(memcmp(bytes.at + 10, wanted, 4) == 0);
    CHECK(memcmp(bytes.at + bytes.len - ZIPDIR_END - ZIPDIR_RECORD - 8 + 12, wanted, 4) == 0);
    end(&s);
}

TESTS(CASE(parts_make_the_zip_that_libzip_makes_alone), CASE(two_entries_of_one_name_are_refused_however_far_apart),
    CASE(entries_may_come_in_any_order), CASE(the_first_of_several_problems_is_told),
    CASE(what_is_taken_ahead_makes_the_same_zip), CASE(the_directory_may_have_an_order_of_its_own),
    CASE(what_fails_ahead_is_told_in_the_end), CASE(a_hand_that_wrote_nothing_closes_nothing),
    CASE(the_hour_that_summer_leaves_out_is_an_hour))
