/* made_test: html/made. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "html/made.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

static atomic_int ncalls;

static const char *
make(void *context, struct str *bytes, uint32_t *width, uint32_t *height, const char **lost)
{
    *lost = bytes ? "is smaller" : NULL;
    atomic_fetch_add(&ncalls, 1);
    *bytes = *(const struct str *)context;
    *width = *height = 7;
    return bytes->len > 0 ? NULL : "is no good";
}

TEST(made_once)
{
    struct made_pictures *m = made_new("made_test.none", NULL);
    struct str good = STR("pixels"), bad = STR_NONE;
    const struct made *first, *again;

    ncalls = 0;
    first = made_get(m, STR("a"), STR_NONE, 1, 2, make, &good);
    again = made_get(m, STR("a"), STR_NONE, 1, 2, make, &bad);
    CHECK(first == again && ncalls == 1);
    CHECK(!first->problem && first->data.original == 6 && first->width == 7 && strcmp(first->lost, "is smaller") == 0);
    first = made_get(m, STR("b"), STR_NONE, 1, 2, make, &bad);
    CHECK(first->problem && strcmp(first->problem, "is no good") == 0 && first->data.original == 0);
    CHECK(made_get(m, STR("b"), STR_NONE, 1, 2, make, &good) == first && ncalls == 2);
    made_free(m);
}

static void *
ask_all(void *context)
{
    static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
    struct str bytes = STR("pixels");

    for (int turn = 0; turn < 100; turn++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            made_get(context, str_of(names[i]), STR_NONE, 0, 0, make, &bytes);
    return NULL;
}

TEST(threads_share)
{
    struct made_pictures *m = made_new("made_test.none", NULL);
    pthread_t threads[4];

    ncalls = 0;
    for (size_t i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, ask_all, m) == 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    CHECK(ncalls == 8);
    made_free(m);
}

TESTS(CASE(made_once), CASE(threads_share))
