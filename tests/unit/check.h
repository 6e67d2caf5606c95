/* check: the smallest test frame. SPDX-License-Identifier: MIT
 *
 *     TEST(path_climbs_out) { CHECK(!path_clean(&a, STR("../x"), &s)); }
 *     TESTS(CASE(path_climbs_out), ...)   at the end of the file: main()
 *
 * The last line is "N passed, N failed"; the exit status is 1 if any failed. The first failing CHECK ends its test. */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include "base/str.h"

#include <stdio.h>

static int check_failed;

#define TEST(name) static void name(void)
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            check_failed = 1; \
            printf("%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            return; \
        } \
    } while (0)
#define CHECK_STR(got, want) \
    do { \
        struct str check_got = (got), check_want = str_of(want); \
        if (!str_eq(check_got, check_want)) { \
            check_failed = 1; \
            printf("%s:%d: got \"%.*s\", want \"%.*s\"\n", __FILE__, __LINE__, STR_ARG(check_got), STR_ARG(check_want)); \
            return; \
        } \
    } while (0)

struct check_case {
    const char *name;
    void (*run)(void);
};

#define CASE(name) { #name, name }
#define TESTS(...) \
    int main(void) \
    { \
        static const struct check_case cases[] = { __VA_ARGS__ }; \
        int passed = 0, failed = 0; \
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) { \
            check_failed = 0; \
            cases[i].run(); \
            if (check_failed) \
                printf("failed: %s\n", cases[i].name); \
            check_failed ? failed++ : passed++; \
        } \
        printf("%d passed, %d failed\n", passed, failed); \
        return failed > 0; \
    }

#endif
