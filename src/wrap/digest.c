/* digest: fingerprints of bytes, with libcrypto. SPDX-License-Identifier: MIT */
#include "wrap/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <assert.h>
#include <pthread.h>
#include <string.h>

/* 6ba7b811-9dad-11d1-80b4-00c04fd430c8 (RFC 9562, 6.6). */
const struct uuid UUID_URL = { {
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8
} };

/* Found once: libcrypto looks for an algorithm by its name at each use, which for a short text is most of the work. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static EVP_MD *sha256, *sha1;
/* Each thread keeps what an algorithm is run in: to make it anew is the other half of that work. */
static pthread_key_t sha256_of_thread, sha1_of_thread;

static void
forget_run(void *run)
{
    EVP_MD_CTX_free(run);
}

static void
find_algorithms(void)
{
    int failed;

    /* Its configuration says nothing about sums, and to read it takes longer than many of these. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS, NULL);
    sha256 = EVP_MD_fetch(NULL, "SHA2-256", NULL);
    sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
    failed = pthread_key_create(&sha256_of_thread, forget_run) | pthread_key_create(&sha1_of_thread, forget_run);
    assert(sha256 && sha1 && !failed);
    (void)failed;
}

/* The sum of A and then B, in SUM. */
static void
run(pthread_key_t of_thread, const EVP_MD *algorithm, struct str a, struct str b, uint8_t *sum)
{
    EVP_MD_CTX *run = pthread_getspecific(of_thread);
    int done = 1;

    if (!run) {
        run = EVP_MD_CTX_new();
        done = run && pthread_setspecific(of_thread, run) == 0;
    }
    done = done && EVP_DigestInit_ex(run, algorithm, NULL) && EVP_DigestUpdate(run, a.at, a.len)
        && EVP_DigestUpdate(run, b.len ? b.at : "", b.len) && EVP_DigestFinal_ex(run, sum, NULL);
    assert(done);
    (void)done;
}

struct digest
digest_of(struct str bytes)
{
    struct digest d;

    pthread_once(&once, find_algorithms);
    run(sha256_of_thread, sha256, STR(""), bytes, d.at);
    return d;
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
    return memcmp(a->at, b->at, sizeof a->at) == 0;
}

static char *
add_hex(char *out, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    return out;
}

struct str
digest_hex(struct arena *a, const struct digest *d, size_t n)
{
    size_t bytes = n < sizeof d->at ? n : sizeof d->at;
    char *at = arena_alloc(a, 2 * bytes + 1);

    *add_hex(at, d->at, bytes) = '\0';
    return (struct str){ at, 2 * bytes };
}

struct uuid
uuid_of(struct uuid space, struct str name)
{
    uint8_t sum[SHA_DIGEST_LENGTH];
    struct uuid id;

    pthread_once(&once, find_algorithms);
    run(sha1_of_thread, sha1, (struct str){ (const char *)space.at, sizeof space.at }, name, sum);
    memcpy(id.at, sum, sizeof id.at);
    id.at[6] = (uint8_t)((id.at[6] & 0x0F) | 0x50);     /* version 5 */
    id.at[8] = (uint8_t)((id.at[8] & 0x3F) | 0x80);     /* variant 10 */
    return id;
}

static bool
is_dash_place(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool
uuid_parse(struct str text, struct uuid *result)
{
    struct uuid id = { { 0 } };
    size_t digits = 0;

    if (str_istarts(text, STR("urn:uuid:")))
        text = str_from(text, 9);
    if (text.len != 36)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int digit = char_hex(text.at[i]);
        if (is_dash_place(i) ? text.at[i] != '-' : digit < 0)
            return false;
        if (!is_dash_place(i)) {
            id.at[digits / 2] = (uint8_t)(id.at[digits / 2] << 4 | digit);
            digits++;
        }
    }
    *result = id;
    return true;
}

struct str
uuid_urn(struct arena *a, struct uuid id)
{
    static const uint8_t groups[] = { 4, 2, 2, 2, 6 };
    char text[45], *out = text;
    size_t from = 0;

    memcpy(out, "urn:uuid:", 9);
    out += 9;
    for (size_t g = 0; g < sizeof groups; from += groups[g++]) {
        if (g)
            *out++ = '-';
        out = add_hex(out, id.at + from, groups[g]);
    }
    return arena_str(a, (struct str){ text, sizeof text });
}

struct uuid
uuid_random(void)
{
    struct uuid id;
    int done = RAND_bytes(id.at, sizeof id.at);

    assert(done == 1);
    (void)done;
    id.at[6] = (uint8_t)((id.at[6] & 0x0F) | 0x40);
    id.at[8] = (uint8_t)((id.at[8] & 0x3F) | 0x80);
    return id;
}
