/* hash: 128 bits that tell texts apart. SPDX-License-Identifier: MIT
 *
 * Four lanes take eight bytes each in turn. A step of a lane is a one-to-one mapping of the lane for every word, and of the
 * word for every lane, so a single word that differs always shows; both halves of the result take in all lanes. */
#include "base/hash.h"

#include <string.h>

enum { LANES = 4, WORD = 8, STRIDE = LANES * WORD };

static const uint64_t STEP = 0xD6E8FEB86659FD93u, OTHER = 0xC2B2AE3D27D4EB4Fu;
static const uint64_t SEEDS[LANES] = { 0x243F6A8885A308D3u, 0x13198A2E03707344u, 0xA4093822299F31D0u, 0x082EFA98EC4E6C89u };

static inline uint64_t
step(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * STEP;
    return lane ^ lane >> 32;
}

static inline uint64_t
word_at(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* Up to seven bytes. */
static uint64_t
last_word(const char *at, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word = word << 8 | (unsigned char)at[i];
    return word;
}

struct hash
hash_add(struct hash h, struct str s)
{
    uint64_t lanes[LANES] = { SEEDS[0] ^ h.at[0], SEEDS[1] ^ h.at[1], SEEDS[2], SEEDS[3] ^ s.len };
    size_t i = 0;

    for (; i + STRIDE <= s.len; i += STRIDE)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] = step(lanes[k], word_at(s.at + i + k * WORD));
    for (size_t k = 0; i + WORD <= s.len; i += WORD, k++)
        lanes[k] = step(lanes[k], word_at(s.at + i));
    if (i < s.len)
        lanes[3] = step(lanes[3], last_word(s.at + i, s.len - i));
    h.at[0] = step(step(step(lanes[0], lanes[1]), lanes[2]), lanes[3]);
    h.at[1] = step(step(step(lanes[3] * OTHER, lanes[2]), lanes[1]), lanes[0]);
    h.at[0] = step(h.at[0], OTHER);
    h.at[1] = step(h.at[1], SEEDS[0]);
    return h;
}

struct hash
hash_of(struct str s)
{
    return hash_add((struct hash){ { 0 } }, s);
}

struct hash
hash_number(struct hash h, uint64_t n)
{
    h.at[0] = step(h.at[0] ^ SEEDS[2], n);
    h.at[1] = step(h.at[1] ^ SEEDS[1], n * OTHER);
    return h;
}
