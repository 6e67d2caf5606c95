/* format: texts put together, without printf. SPDX-License-Identifier: MIT */
#include "base/format.h"

#include "base/str.h"

#include <string.h>

enum { DIGITS = 20 };           /* of the largest size_t */

/* The digits of N at the end of ROOM. */
static struct str
digits_of(size_t n, char room[DIGITS])
{
    char *at = room + DIGITS;

    do {
        *--at = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    return (struct str){ at, (size_t)(room + DIGITS - at) };
}

static size_t
plain_length(const char *format)
{
    size_t n = 0;

    while (format[n] && format[n] != '%')
        n++;
    return n;
}

ptrdiff_t
format_texts(char *to, const char *format, va_list args)
{
    size_t n = 0;

    for (const char *next; *format; format = next) {
        struct str part = { format, plain_length(format) };
        char room[DIGITS];
        next = format + part.len;
        if (part.len == 0 && format[1] == 's') {
            const char *text = va_arg(args, const char *);
            part = str_of(text ? text : "");
            next = format + 2;
        } else if (part.len == 0 && format[1] == '.' && format[2] == '*' && format[3] == 's') {
            int len = va_arg(args, int);
            part = (struct str){ va_arg(args, const char *), (size_t)len };
            next = format + 4;
            if (len < 0 || (len > 0 && memchr(part.at, '\0', part.len)))    /* printf would go on, or end there */
                return -1;
        } else if (part.len == 0 && format[1] == 'u') {
            part = digits_of(va_arg(args, unsigned), room);
            next = format + 2;
        } else if (part.len == 0 && format[1] == 'z' && format[2] == 'u') {
            part = digits_of(va_arg(args, size_t), room);
            next = format + 3;
        } else if (part.len == 0) {
            return -1;
        }
        if (to && part.len > 0)
            memcpy(to + n, part.at, part.len);
        n += part.len;
    }
    return (ptrdiff_t)n;
}
