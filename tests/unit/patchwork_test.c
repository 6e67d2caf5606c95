/* patchwork_test: a file that is laid out piece by piece. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/patchwork.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct made {
    char folder[32];
    const char *path;
    struct arena mem;
    struct patchwork p;
};

static void
begin(struct made *m)
{
    strcpy(m->folder, "/tmp/patchwork.XXXXXX");
    CHECK(mkdtemp(m->folder) != NULL);
    arena_init(&m->mem);
    m->path = arena_printf(&m->mem, "%s/file", m->folder).at;
    CHECK(patchwork_open(&m->p, m->path) == 0);
}

static struct str
bytes_of(struct made *m)
{
    struct str bytes = STR_NONE;

    if (file_read(&m->mem, m->path, &bytes) < 0)
        return STR("cannot be read");
    return bytes;
}

static void
end(struct made *m)
{
    CHECK(patchwork_close(&m->p) == 0);
    unlink(m->path);
    rmdir(m->folder);
    arena_release(&m->mem);
}

static void
place(struct made *m, const char *text)
{
    patchwork_place(&m->p, &(struct patch){ .at = text, .fd = -1, .n = strlen(text), .name = text });
}

TEST(pieces_come_in_their_order)
{
    struct made m;

    begin(&m);
    CHECK(patchwork_put(&m.p, 0, STR("head")) == 0);
    CHECK(patchwork_put(&m.p, 4, STR(":")) == 0);
    place(&m, "placed ");
    CHECK(patchwork_write(&m.p, STR("written ")) == 0);
    CHECK(patchwork_write(&m.p, STR("at once")) == 0);
    CHECK(patchwork_put(&m.p, 27, STR("tail")) == 0);
    CHECK(m.p.end == 31);
    CHECK(patchwork_finish(&m.p, 2) == 0);
    CHECK_STR(bytes_of(&m), "head:placed written at oncetail");
    end(&m);
}

TEST(what_was_put_may_be_put_again_and_nothing_else)
{
    struct made m;

    begin(&m);
    CHECK(patchwork_put(&m.p, 0, STR("size: ?, sum: ?;")) == 0);
    place(&m, "text;");
    CHECK(patchwork_put(&m.p, 21, STR("size: ?;")) == 0);
    CHECK(patchwork_put(&m.p, 6, STR("5, sum: 7")) == 0);
    CHECK(patchwork_put(&m.p, 27, STR("8")) == 0);
    CHECK(patchwork_put(&m.p, 12, STR("too long")) == -1 && errno == EINVAL);
    CHECK(patchwork_put(&m.p, 17, STR("x")) == -1 && errno == EINVAL);
    CHECK(patchwork_put(&m.p, 100, STR("x")) == -1 && errno == EINVAL);
    CHECK(patchwork_finish(&m.p, 1) == 0);
    CHECK_STR(bytes_of(&m), "size: 5, sum: 7;text;size: 8;");
    end(&m);
}

/* As libzip gives what is stored: small parts, now and then something else between them. */
TEST(many_small_parts_are_written_together)
{
    enum { PART = 8192, PARTS = 400 };
    struct made m;
    char part[PART];
    struct str bytes;
    bool is_whole = true;

    begin(&m);
    for (int i = 0; i < PARTS; i++) {
        memset(part, 'a' + i % 26, sizeof part);
        CHECK(patchwork_write(&m.p, (struct str){ part, sizeof part }) == 0);
        if (i % 150 == 0)
            CHECK(patchwork_put(&m.p, m.p.end, STR("|")) == 0);
    }
    CHECK(patchwork_finish(&m.p, 2) == 0);
    bytes = bytes_of(&m);
    CHECK(bytes.len == PARTS * PART + 3);
    for (size_t i = 0, at = 0; i < PARTS; i++, at += PART) {
        is_whole = is_whole && bytes.at[at] == (char)('a' + i % 26) && bytes.at[at + PART - 1] == (char)('a' + i % 26);
        if (i % 150 == 0)
            is_whole = is_whole && bytes.at[at++ + PART] == '|';
    }
    CHECK(is_whole);
    end(&m);
}

/* Larger than a sheet, out of memory and out of a file, by any number of threads. */
TEST(many_threads_write_the_same)
{
    enum { N = 3 << 20, STEP = 100003 };
    char *bytes = malloc(N);

    for (size_t i = 0; i < N; i++)
        bytes[i] = (char)(i * 7 % 251);
    for (unsigned workers = 1; workers < 5; workers++) {
        struct made from, m;
        begin(&from);
        CHECK(patchwork_write(&from.p, (struct str){ bytes, N }) == 0);
        begin(&m);
        int fd = file_open(from.path);
        CHECK(fd >= 0);
        for (size_t at = 0; at < N; at += STEP) {
            size_t n = N - at < STEP ? N - at : STEP;
            patchwork_place(&m.p, &(struct patch){ .at = at % 2 ? bytes + at : NULL, .fd = fd, .offset = at, .n = n });
        }
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .n = N });
        CHECK(patchwork_finish(&m.p, workers) == 0);
        struct str made = bytes_of(&m);
        CHECK(made.len == 2 * N && memcmp(made.at, bytes, N) == 0 && memcmp(made.at + N, bytes, N) == 0);
        file_close(fd);
        end(&m);
        end(&from);
    }
    free(bytes);
}

/* What is as far apart in the old file as in the new one is read at once; what lies between is of the new one. */
TEST(neighbours_of_an_old_file_stay_neighbours)
{
    struct made old, m;

    begin(&old);
    CHECK(patchwork_write(&old.p, STR("<1>one<2>two<3>three<4>four<5>five")) == 0);
    CHECK(patchwork_finish(&old.p, 1) == 0);
    for (unsigned place = 0; place < 3; place++) {
        const char *third = place == 1 ? "THREE" : place == 2 ? "four and three" : NULL;
        begin(&m);
        int fd = file_open(old.path);
        CHECK(patchwork_put(&m.p, 0, STR("(a)")) == 0);
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 3, .n = 3 });
        CHECK(patchwork_put(&m.p, m.p.end, STR("(b)")) == 0);
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 9, .n = 3 });
        CHECK(patchwork_put(&m.p, m.p.end, STR("(c)")) == 0);
        patchwork_place(&m.p, &(struct patch){ .at = third, .fd = fd, .offset = 15, .n = third ? strlen(third) : 5 });
        CHECK(patchwork_put(&m.p, m.p.end, STR("(d)")) == 0);
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 23, .n = 4 });
        CHECK(patchwork_put(&m.p, m.p.end, STR("(e)")) == 0);
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 30, .n = 4 });
        CHECK(patchwork_finish(&m.p, 2) == 0);
        CHECK_STR(bytes_of(&m), place == 0 ? "(a)one(b)two(c)three(d)four(e)five"
            : place == 1 ? "(a)one(b)two(c)THREE(d)four(e)five" : "(a)one(b)two(c)four and three(d)four(e)five");
        file_close(fd);
        end(&m);
    }
    end(&old);
}

TEST(a_run_that_ends_too_early_names_the_patch)
{
    struct made old, m;

    begin(&old);
    CHECK(patchwork_write(&old.p, STR("one-two-thr")) == 0);
    CHECK(patchwork_finish(&old.p, 1) == 0);
    begin(&m);
    int fd = file_open(old.path);
    patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 0, .n = 3, .name = "first" });
    CHECK(patchwork_put(&m.p, 3, STR("+")) == 0);
    patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 4, .n = 3, .name = "second" });
    CHECK(patchwork_put(&m.p, 7, STR("+")) == 0);
    patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 8, .n = 5, .name = "third" });
    CHECK(patchwork_finish(&m.p, 1) == -1 && errno == EIO);
    CHECK(m.p.failed && strcmp(m.p.failed, "third") == 0);
    file_close(fd);
    end(&m);
    end(&old);
}

/* Whichever comes first, with the same memory again. */
TEST(parts_are_written_to_their_places)
{
    struct made m;
    struct patchwork part = { 0 };

    begin(&m);
    patchwork_part(&part, m.p.fd, 9);
    CHECK(patchwork_put(&part, 9, STR("(tail")) == 0 && patchwork_put(&part, 14, STR(")")) == 0);
    CHECK(patchwork_put(&part, 10, STR("T")) == 0 && part.end == 15);
    CHECK(patchwork_finish(&part, 1) == 0);
    patchwork_part(&part, m.p.fd, 0);
    CHECK(patchwork_write(&part, STR("one ")) == 0);
    patchwork_place(&part, &(struct patch){ .at = "two", .fd = -1, .n = 3 });
    CHECK(patchwork_put(&part, 7, STR(": ")) == 0 && part.end == 9);
    CHECK(patchwork_put(&part, 9, STR("")) == 0 && patchwork_put(&part, 12, STR("x")) == -1 && errno == EINVAL);
    CHECK(patchwork_finish(&part, 1) == 0);
    CHECK(patchwork_close(&part) == 0);
    CHECK_STR(bytes_of(&m), "one two: (Tail)");
    end(&m);
}

TEST(a_patch_that_cannot_be_read_is_named)
{
    struct made m, from;

    begin(&from);
    begin(&m);
    int fd = file_open(from.path);
    place(&m, "before");
    patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = 3, .n = 5, .name = "lost" });
    CHECK(patchwork_finish(&m.p, 2) == -1 && errno == EIO);
    CHECK(m.p.failed && strcmp(m.p.failed, "lost") == 0);
    file_close(fd);
    end(&m);
    end(&from);
}

TEST(a_file_that_cannot_be_made_is_an_error)
{
    struct patchwork p;

    CHECK(patchwork_open(&p, "/nonexistent/folder/file") == -1 && errno == ENOENT);
    CHECK(patchwork_close(&p) == 0);
}

/* As two workers leave them in a file, by turns: 0 2 4 ... and then 1 3 5 ...; one piece is too large to be read with others. */
TEST(runs_of_a_file_come_in_the_order_of_the_pieces)
{
    enum { PIECES = 3000, LENGTH = 101, LARGE = 600000 };
    struct made m;
    struct buf in, expected;
    struct str bytes;
    const char *file;
    int fd;

    begin(&m);
    buf_init(&in);
    buf_init(&expected);
    for (int odd = 0; odd < 2; odd++)
        for (int i = odd; i < PIECES; i += 2)
            buf_addf(&in, "%0101d", i);
    for (int i = 0; i < LARGE; i++)
        buf_addc(&in, (char)('a' + i % 23));
    file = arena_printf(&m.mem, "%s/source", m.folder).at;
    CHECK(file_replace(file, buf_str(&in)) == 0);
    fd = file_open(file);
    for (int i = 0; i < PIECES; i++) {
        size_t at = (size_t)(i % 2 * PIECES / 2 + i / 2) * LENGTH;
        patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = at, .n = LENGTH, .name = "piece" });
        buf_add(&expected, str_sub(buf_str(&in), at, at + LENGTH));
    }
    patchwork_place(&m.p, &(struct patch){ .fd = fd, .offset = PIECES * LENGTH, .n = LARGE, .name = "large" });
    buf_add(&expected, str_from(buf_str(&in), PIECES * LENGTH));
    CHECK(patchwork_finish(&m.p, 2) == 0);
    bytes = bytes_of(&m);
    CHECK(str_eq(bytes, buf_str(&expected)));
    file_close(fd);
    unlink(file);
    buf_release(&in);
    buf_release(&expected);
    end(&m);
}

TESTS(CASE(pieces_come_in_their_order), CASE(what_was_put_may_be_put_again_and_nothing_else), CASE(many_small_parts_are_written_together),
    CASE(many_threads_write_the_same),
    CASE(neighbours_of_an_old_file_stay_neighbours), CASE(a_run_that_ends_too_early_names_the_patch),
    CASE(a_patch_that_cannot_be_read_is_named), CASE(parts_are_written_to_their_places),
    CASE(runs_of_a_file_come_in_the_order_of_the_pieces),
    CASE(a_file_that_cannot_be_made_is_an_error))
