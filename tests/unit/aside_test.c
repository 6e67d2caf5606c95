/* aside_test: small records that wait in a file. SPDX-License-Identifier: MIT */
#include "ledger/aside.h"

#include "unit/check.h"

#include <stdlib.h>
#include <unistd.h>

enum { MANY = 20000 };

static uint64_t places[MANY];
static size_t lengths[MANY];

/* The Ith: a number and as many signs as it takes to be of some length. */
static struct str
record_of(char *room, size_t i)
{
    size_t n = (size_t)sprintf(room, "%zu ", i);

    for (; n < 20 + i % 400; n++)
        room[n] = (char)('a' + (i + n) % 26);
    return (struct str){ room, n };
}

static void
put_all(struct aside *a)
{
    char room[500];

    for (size_t i = 0; i < MANY; i++) {
        struct str record = record_of(room, i);
        places[i] = aside_put(a, record);
        lengths[i] = record.len;
    }
}

static size_t
count_wrong(struct aside *a, size_t step)
{
    size_t wrong = 0;
    char room[500];

    for (size_t k = 0, i = 0; k < MANY; k++, i = (i + step) % MANY)
        wrong += !str_eq(aside_get(a, places[i], lengths[i]), record_of(room, i));
    return wrong;
}

TEST(what_was_put_in_comes_out_in_any_order)
{
    char folder[] = "/tmp/aside_test.XXXXXX", path[64];
    struct aside *a;

    CHECK(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/sub/book.epub", folder);
    a = aside_new(path);
    put_all(a);
    CHECK(count_wrong(a, 1) == 0);
    CHECK(count_wrong(a, 7919) == 0);
    CHECK(aside_get(a, places[MANY - 1], lengths[MANY - 1] + 1).at == NULL);
    CHECK(aside_get(a, (uint64_t)1000 << 32, 1).at == NULL);
    aside_free(a);
    snprintf(path, sizeof path, "%s/sub", folder);
    CHECK(rmdir(path) == 0 && rmdir(folder) == 0);      /* there was a file, and it had no name */
}

TEST(without_a_file_all_is_held)
{
    struct aside *a = aside_new("/dev/null/sub/book.epub");

    put_all(a);
    CHECK(count_wrong(a, 1) == 0);
    aside_free(a);
}

TEST(a_large_record_has_a_piece_of_its_own)
{
    struct aside *a = aside_new("/dev/null/sub/book.epub");
    size_t n = 1 << 20;
    char *large = malloc(n);
    uint64_t first, second, third;

    memset(large, 'x', n);
    first = aside_put(a, STR("first"));
    second = aside_put(a, (struct str){ large, n });
    third = aside_put(a, STR("third"));
    CHECK_STR(aside_get(a, first, 5), "first");
    CHECK(str_eq(aside_get(a, second, n), (struct str){ large, n }));
    CHECK_STR(aside_get(a, third, 5), "third");
    free(large);
    aside_free(a);
}

TESTS(CASE(what_was_put_in_comes_out_in_any_order), CASE(without_a_file_all_is_held), CASE(a_large_record_has_a_piece_of_its_own))
