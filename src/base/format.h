/* format: texts put together, without printf. SPDX-License-Identifier: MIT
 *
 * Most formats are texts and small numbers, and printf is slow at those. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes what printf would for a FORMAT of texts, %s, %.*s, %u and %zu to TO, without a NUL; with TO NULL it only counts. The
 * length, or -1 if the format has more: then printf must do it, with the arguments from their beginning. */
ptrdiff_t format_texts(char *to, const char *format, va_list args);

#endif
