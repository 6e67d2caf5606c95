/* digest_test: fingerprints against published vectors. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "wrap/digest.h"

static struct str
hex_of(struct arena *a, struct str bytes, size_t n)
{
    struct digest d = digest_of(bytes);

    return digest_hex(a, &d, n);
}

/* FIPS 180-4 examples. */
TEST(sha256_is_that_of_the_standard)
{
    struct arena a;

    arena_init(&a);
    CHECK_STR(hex_of(&a, STR("abc"), 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_STR(hex_of(&a, STR_NONE, 99), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(hex_of(&a, STR("abc"), 4), "ba7816bf");
    CHECK_STR(hex_of(&a, STR("abc"), 0), "");
    arena_release(&a);
}

TEST(digests_compare_by_all_bytes)
{
    struct digest one = digest_of(STR("a")), same = digest_of(STR("a")), other = one;

    CHECK(digest_eq(&one, &same));
    other.at[31] ^= 1;
    CHECK(!digest_eq(&one, &other));
}

/* EPUB-RULES 11.3. */
TEST(uuids_are_those_of_the_rules)
{
    struct arena a;
    struct uuid archive = uuid_of(UUID_URL, STR("https://example.org/"));

    arena_init(&a);
    CHECK_STR(uuid_urn(&a, archive), "urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11");
    CHECK_STR(uuid_urn(&a, uuid_of(archive, STR("collection:example-weekly"))),
        "urn:uuid:3d5b30c6-cc64-535f-a39a-0f7cf3101c21");
    CHECK_STR(uuid_urn(&a, uuid_of(archive, STR("bundle:example-weekly:2024-03"))),
        "urn:uuid:10bd2166-5d00-5bd6-a6b7-c67f310f63fd");
    CHECK_STR(uuid_urn(&a, uuid_of(UUID_URL, STR("https://example.org/posts/one"))),
        "urn:uuid:c12a10e2-f9e2-52fa-a5cc-6806d32f05e5");
    arena_release(&a);
}

TEST(a_uuid_is_read_in_any_case_with_or_without_urn)
{
    struct uuid id;
    struct arena a;

    arena_init(&a);
    CHECK(uuid_parse(STR("URN:UUID:527DDA32-a0de-5105-A042-cb475b5f7d11"), &id));
    CHECK_STR(uuid_urn(&a, id), "urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11");
    CHECK(uuid_parse(STR("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), &id));
    CHECK_STR(uuid_urn(&a, id), "urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8");
    arena_release(&a);
}

TEST(what_is_no_uuid_leaves_the_result_alone)
{
    static const char *const wrong[] = {
        "", "urn:uuid:", "527dda32a0de5105a042cb475b5f7d11", "527dda32-a0de-5105-a042-cb475b5f7d1",
        "527dda32-a0de-5105-a042-cb475b5f7d111", "527dda32-a0de-5105-a042-cb475b5f7d1g", "527dda3-2a0de-5105-a042-cb475b5f7d11",
        "{527dda32-a0de-5105-a042-cb475b5f7d11}", "urn:isbn:527dda32-a0de-5105-a042-cb475b5f7d11",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct uuid id = UUID_URL;
        CHECK(!uuid_parse(str_of(wrong[i]), &id));
        CHECK(id.at[0] == UUID_URL.at[0] && id.at[15] == UUID_URL.at[15]);
    }
}

TESTS(CASE(sha256_is_that_of_the_standard), CASE(digests_compare_by_all_bytes), CASE(uuids_are_those_of_the_rules),
    CASE(a_uuid_is_read_in_any_case_with_or_without_urn), CASE(what_is_no_uuid_leaves_the_result_alone))
