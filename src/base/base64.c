/* base64: bytes written as text (RFC 4648). SPDX-License-Identifier: MIT */
#include "base/base64.h"

#include <stdint.h>

static int
value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (char_is_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool
base64_decode(struct arena *a, struct str text, struct str *bytes)
{
    char *out = arena_alloc(a, text.len / 4 * 3 + 4);
    size_t n = 0;
    uint32_t bits = 0;
    int nbits = 0;

    while (text.len && (text.at[text.len - 1] == '=' || char_is_blank(text.at[text.len - 1])))
        text.len--;
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.at[i]);
        if (value < 0 && char_is_blank(text.at[i]))
            continue;
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        nbits += 6;
        if (nbits >= 8) {
            nbits -= 8;
            out[n++] = (char)(unsigned char)(bits >> nbits & 0xFF);
        }
    }
    out[n] = '\0';
    *bytes = (struct str){ out, n };
    return nbits < 6;
}
