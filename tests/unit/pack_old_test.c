/* pack_old_test: a zip out of entries of others is the one that would be made anew. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/file.h"
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

/* The entry of a letter: a text of it, and another one for a capital. The first one of a zip is stored. */
static struct deflated
entry_of(struct arena *mem, char letter, bool is_first)
{
    size_t len = (size_t)(letter % 7 + 1) * 1000;
    char *text = arena_alloc(mem, len);
    struct deflater *d = deflater_new();
    struct deflated data;

    memset(text, letter, len);
    data = is_first ? deflate_store((struct str){ text, 20 }) : deflate_bytes(d, DEFLATE_FAST, (struct str){ text, len });
    deflater_free(d);
    return data;
}

static const char *
name_of(struct arena *mem, char letter)
{
    return arena_printf(mem, "EPUB/text/%c.xhtml", letter | 32).at;
}

/* One entry for each letter. ORDER: of the directory. */
static struct made
make_ordered(struct arena *mem, const char *letters, const uint32_t *order)
{
    struct made z = { .mem = mem, .path = "/tmp/pack_old.XXXXXX", .fd = -1 };
    struct deflated data[MOST];
    const char *what = "";
    struct file_info info;
    struct pack *p;
    size_t n = 0;

    close(mkstemp(z.path));
    p = pack_new(z.path, WHEN, 1);
    for (; letters[n]; n++) {
        data[n] = entry_of(mem, letters[n], n == 0);
        pack_add(p, name_of(mem, letters[n]), &data[n]);
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

/* LETTERS: each out of A if it has it, or out of B, or made anew. */
static bool
is_taken(struct arena *mem, const struct made *a, const char *in_a, const struct made *b, const char *in_b, const char *letters,
    const uint32_t *order)
{
    struct made wanted = make_ordered(mem, letters, order);
    struct deflated data[MOST];
    char path[] = "/tmp/pack_old.XXXXXX";
    const char *what = "";
    struct pack *p;
    bool same;
    size_t n = strlen(letters);

    close(mkstemp(path));
    p = pack_new(path, WHEN, 2);
    for (size_t i = 0; i < n; i++) {
        const char *at = strchr(in_a, letters[i]), *there = strchr(in_b, letters[i]), *name = name_of(mem, letters[i]);
        const struct zip_entry *old = at ? &a->entries[at - in_a] : there ? &b->entries[there - in_b] : NULL;
        data[i] = entry_of(mem, letters[i], i == 0);
        if (old)
            deflated_move(&data[i], at ? a->fd : b->fd, old->offset);
        pack_add_old(p, name, &data[i], old);
    }
    pack_order(p, order);
    same = pack_close(p, mem, &what) == 0 && wanted.is_made && file_same(path, wanted.path);
    for (size_t i = 0; i < n; i++)
        deflated_release(&data[i]);
    unlink(path);
    release(&wanted);
    return same;
}

TEST(entries_are_taken_from_both)
{
    static const char *const wanted[] = { "abcdef", "abCdef", "abcdefx", "acef", "afxCb", "ayefz", "mbxdef", "afyedCbx" };
    static const uint32_t backwards[] = { 7, 6, 5, 4, 3, 2, 1, 0 };
    struct arena mem;
    struct made a, b;

    arena_init(&mem);
    a = make(&mem, "abcdef");
    b = make(&mem, "mCx");
    CHECK(a.is_made && b.is_made);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        CHECK(is_taken(&mem, &a, "abcdef", &b, "mCx", wanted[i], NULL));
        CHECK(is_taken(&mem, &a, "abcdef", &b, "mCx", wanted[i], backwards + 8 - strlen(wanted[i])));
    }
    release(&a);
    release(&b);
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

TEST(what_cannot_be_read_is_an_error)
{
    struct arena mem;
    struct made a;
    struct deflated data[2];
    struct pack *p;
    char path[] = "/tmp/pack_old.XXXXXX";
    const char *what = "";

    arena_init(&mem);
    a = make(&mem, "ab");
    CHECK(a.is_made);
    a.entries[1].stored += 100000;
    close(mkstemp(path));
    p = pack_new(path, WHEN, 1);
    for (size_t i = 0; i < 2; i++) {
        data[i] = (struct deflated){ .len = a.entries[i].stored };
        deflated_move(&data[i], a.fd, a.entries[i].offset);
        pack_add_old(p, name_of(&mem, "ab"[i]), &data[i], &a.entries[i]);
    }
    CHECK(pack_close(p, &mem, &what) == -1);
    CHECK_STR(str_of(what), "EPUB/text/a.xhtml: Input/output error");
    unlink(path);
    release(&a);
    arena_release(&mem);
}

TESTS(CASE(entries_are_taken_from_both), CASE(a_zip_with_gaps_is_refused), CASE(what_cannot_be_read_is_an_error))
