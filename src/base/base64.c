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

void
base64_encode(struct buf *out, struct str bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i;
        uint32_t bits = (uint32_t)(unsigned char)bytes.at[i] << 16;
        if (left > 1)
            bits |= (uint32_t)(unsigned char)bytes.at[i + 1] << 8;
        if (left > 2)
            bits |= (unsigned char)bytes.at[i + 2];
        buf_addc(out, letters[bits >> 18]);
        buf_addc(out, letters[bits >> 12 & 63]);
        buf_addc(out, left > 1 ? letters[bits >> 6 & 63] : '=');
        buf_addc(out, left > 2 ? letters[bits & 63] : '=');
    }
}
