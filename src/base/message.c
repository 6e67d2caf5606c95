/* message: named values in a row of bytes, as sheaf and sheaf-image send them to each other. SPDX-License-Identifier: MIT */
#include "base/message.h"

enum { LONGEST_LINE = 64 };

void
message_begin(struct buf *m)
{
    buf_clear(m);
    buf_add(m, (struct str){ "\0\0\0\0", MESSAGE_HEAD });
}

void
message_add(struct buf *m, const char *name, struct str value)
{
    buf_addf(m, "%s %zu\n", name, value.len);
    buf_add(m, value);
}

void
message_add_number(struct buf *m, const char *name, uint64_t value)
{
    char text[24];
    size_t i = sizeof text;

    do
        text[--i] = (char)('0' + value % 10);
    while (value /= 10);
    message_add(m, name, (struct str){ text + i, sizeof text - i });
}

void
message_end(struct buf *m)
{
    size_t n = m->len - MESSAGE_HEAD;

    for (int i = 0; i < MESSAGE_HEAD; i++)
        m->at[i] = (char)(n >> (24 - 8 * i) & 0xFF);
}

uint32_t
message_length(const char *head)
{
    const unsigned char *h = (const unsigned char *)head;

    return (uint32_t)h[0] << 24 | (uint32_t)h[1] << 16 | (uint32_t)h[2] << 8 | h[3];
}

bool
message_next(struct str *rest, struct str *name, struct str *value)
{
    struct str line = str_sub(*rest, 0, LONGEST_LINE);
    ptrdiff_t end = str_chr(line, '\n', 0), blank = str_chr(line, ' ', 0);
    unsigned long n;

    if (end == STR_NPOS || blank == STR_NPOS || blank > end
        || !str_uint(str_sub(line, (size_t)blank + 1, (size_t)end), MESSAGE_MOST, &n) || n > rest->len - (size_t)end - 1)
        return false;
    *name = str_sub(*rest, 0, (size_t)blank);
    *value = str_sub(*rest, (size_t)end + 1, (size_t)end + 1 + n);
    *rest = str_from(*rest, (size_t)end + 1 + n);
    return true;
}

struct str
message_get(struct str message, const char *name)
{
    struct str key, value;

    while (message_next(&message, &key, &value))
        if (str_eqc(key, name))
            return value;
    return STR("");
}

uint64_t
message_number(struct str message, const char *name)
{
    unsigned long n = 0;

    return str_uint(message_get(message, name), (unsigned long)-1, &n) ? n : 0;
}
