/* splice_test: a zip out of two others is the one that would be made anew. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/file.h"
#include "base/splice.h"
#include "wrap/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WHEN = 1700000000, MOST = 16 };

struct made {
    struct arena *mem;
    char path[32];
    int fd;
    struct zip_entry *entries; size_t n;
    bool is_made;
};

/* One entry for each letter: a text of that letter, and another one for a capital. ORDER: of the directory. */
static struct made
make_ordered(struct arena *mem, const char *letters, const uint32_t *order)
{
    struct made z = { .mem = mem, .path = "/tmp/splice_test.XXXXXX", .fd = -1 };
    struct deflated data[MOST];
    const char *what = "";
    struct file_info info;
    struct pack *p;
    size_t n = 0;

    close(mkstemp(z.path));
    p = pack_new(z.path, WHEN, 1);
    for (const char *c = letters; *c; c++, n++) {
        size_t len = (size_t)(*c % 7 + 1) * 1000;
        char *text = arena_alloc(mem, len);
        struct deflater *d = deflater_new();
        memset(text, *c, len);
        data[n] = n == 0 ? deflate_store((struct str){ text, 20 }) : deflate_bytes(d, DEFLATE_FAST, (struct str){ text, len });
        deflater_free(d);
        pack_add(p, arena_printf(mem, "EPUB/text/%c.xhtml", *c | 32).at, &data[n]);
    }
    pack_order(p, order);
    z.is_made = pack_close(p, mem, &what) == 0;
    for (size_t i = 0; i < n; i++)
        deflated_release(&data[i]);
    z.fd = file_open(z.path);
    z.is_made = z.is_made && z.fd >= 0 && file_stat(z.path, &info) == 0
        && zipdir_read(mem, z.fd, info.size, &z.entries, &z.n) == 0 && z.n == n;
    return z;
}

static struct made
make(struct arena *mem, const char *letters)
{
    return make_ordered(mem, letters, NULL);
}

static void
release(struct made *z)
{
    file_close(z->fd);
    unlink(z->path);
}

/* LETTERS: each out of A if it has it, else out of B. */
static bool
is_spliced(struct arena *mem, struct made *a, const char *in_a, struct made *b, const char *in_b, const char *letters)
{
    struct made wanted = make(mem, letters);
    struct splice parts[MOST];
    char path[] = "/tmp/splice_test.XXXXXX";
    size_t n = strlen(letters);
    bool same;

    close(mkstemp(path));
    for (size_t i = 0; i < n; i++) {
        const char *at = strchr(in_a, letters[i]);
        parts[i] = at ? (struct splice){ a->fd, &a->entries[at - in_a] }
            : (struct splice){ b->fd, &b->entries[strchr(in_b, letters[i]) - in_b] };
    }
    same = wanted.is_made && splice_write(path, parts, n, NULL, 2) == 0 && file_same(path, wanted.path);
    unlink(path);
    release(&wanted);
    return same;
}

TEST(entries_are_taken_from_both)
{
    struct arena mem;
    struct made a, b;

    arena_init(&mem);
    a = make(&mem, "abcdef");
    b = make(&mem, "mCx");
    CHECK(a.is_made && b.is_made);
    CHECK(is_spliced(&mem, &a, "abcdef", &b, "mCx", "abcdef"));
    CHECK(is_spliced(&mem, &a, "abcdef", &b, "mCx", "abCdef"));
    CHECK(is_spliced(&mem, &a, "abcdef", &b, "mCx", "abcdefx"));
    CHECK(is_spliced(&mem, &a, "abcdef", &b, "mCx", "acef"));
    CHECK(is_spliced(&mem, &a, "abcdef", &b, "mCx", "afxCb"));
    release(&a);
    release(&b);
    arena_release(&mem);
}

TEST(the_directory_may_have_an_order_of_its_own)
{
    static const uint32_t order[] = { 0, 3, 1, 4, 2 };
    struct arena mem;
    struct made a, wanted;
    struct splice parts[5];
    char path[] = "/tmp/splice_test.XXXXXX";

    arena_init(&mem);
    a = make(&mem, "abcde");
    wanted = make_ordered(&mem, "adbec", order);
    CHECK(a.is_made && wanted.is_made);
    CHECK_STR(wanted.entries[1].name, "EPUB/text/e.xhtml");
    for (size_t i = 0; i < 5; i++)
        parts[i] = (struct splice){ a.fd, &a.entries["adbec"[i] - 'a'] };
    close(mkstemp(path));
    CHECK(splice_write(path, parts, 5, order, 2) == 0 && file_same(path, wanted.path));
    unlink(path);
    release(&a);
    release(&wanted);
    arena_release(&mem);
}

/* One byte of where the header of an entry lies. */
TEST(a_zip_with_gaps_is_refused)
{
    struct arena mem;
    struct made a;
    struct str bytes, wrong;
    struct file_info info;
    struct zip_entry *entries;
    size_t n;

    arena_init(&mem);
    a = make(&mem, "abc");
    CHECK(a.is_made && file_read(&mem, a.path, &bytes) == 0);
    for (size_t i = 0; i < a.n; i++) {
        size_t place = (size_t)str_find(bytes, a.entries[i].record, 0) + 42;
        wrong = arena_str(&mem, bytes);
        ((char *)wrong.at)[place]++;
        CHECK(file_replace(a.path, wrong) == 0);
        file_close(a.fd);
        a.fd = file_open(a.path);
        CHECK(file_stat(a.path, &info) == 0 && zipdir_read(&mem, a.fd, info.size, &entries, &n) < 0);
    }
    release(&a);
    arena_release(&mem);
}

TEST(what_needs_zip64_is_refused)
{
    enum { TOO_MANY = 65536 };
    struct splice *parts = calloc(TOO_MANY, sizeof *parts);
    struct zip_entry small = { .record = STR("x"), .offset = 1 }, large = { .record = STR("x"), .offset = 1, .stored = 1u << 31 };

    for (size_t i = 0; i < TOO_MANY; i++)
        parts[i] = (struct splice){ -1, &small };
    CHECK(splice_write("/tmp/splice_test.none", parts, TOO_MANY, NULL, 1) == -1 && errno == EFBIG);
    parts[0].entry = parts[1].entry = &large;
    CHECK(splice_write("/tmp/splice_test.none", parts, 2, NULL, 1) == -1 && errno == EFBIG);
    CHECK(access("/tmp/splice_test.none", F_OK) < 0);
    free(parts);
}

TEST(what_cannot_be_read_or_written_is_an_error)
{
    struct arena mem;
    struct made a;

    arena_init(&mem);
    a = make(&mem, "ab");
    CHECK(a.is_made);
    CHECK(splice_write("/nonexistent/folder/file", &(struct splice){ a.fd, &a.entries[0] }, 1, NULL, 1) == -1 && errno == ENOENT);
    a.entries[1].stored += 100000;
    struct splice part = { a.fd, &a.entries[1] };
    char path[] = "/tmp/splice_test.XXXXXX";
    close(mkstemp(path));
    CHECK(splice_write(path, &part, 1, NULL, 1) == -1 && errno == EIO);
    unlink(path);
    release(&a);
    arena_release(&mem);
}

TESTS(CASE(entries_are_taken_from_both), CASE(the_directory_may_have_an_order_of_its_own), CASE(a_zip_with_gaps_is_refused),
    CASE(what_needs_zip64_is_refused), CASE(what_cannot_be_read_or_written_is_an_error))
