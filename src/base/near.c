/* near: the word somebody may have meant. SPDX-License-Identifier: MIT */
#include "base/near.h"

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: Levenshtein's distance, and neighbours that changed places count once. */
size_t
near_distance(struct str a, struct str b)
{
    size_t row[3][NEAR_LENGTH + 1];

    if (a.len > NEAR_LENGTH || b.len > NEAR_LENGTH)
        return NEAR_LENGTH + 1;
    for (size_t j = 0; j <= b.len; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = row[i % 3], *before = row[(i - 1) % 3], *earlier = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = char_lower(a.at[i - 1]), y = char_lower(b.at[j - 1]);
            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == char_lower(b.at[j - 2]) && y == char_lower(a.at[i - 2]))
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return row[a.len % 3][b.len];
}

void
near_init(struct near *n, struct str word)
{
    *n = (struct near){ .word = word, .distance = word.len / 3 > 1 ? word.len / 3 + 1 : 2 };
}

void
near_try(struct near *n, const char *candidate)
{
    size_t distance = near_distance(n->word, str_of(candidate));

    if (distance >= n->distance)
        return;
    n->distance = distance;
    n->best = candidate;
}
