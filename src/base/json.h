/* json: writes JSON (RFC 8259) into a buffer. SPDX-License-Identifier: MIT
 *
 * Commas and line breaks are kept by the writer:
 *     json_open(&j, '{'); json_key(&j, "n"); json_int(&j, 3); json_close(&j);  */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

enum { JSON_DEPTH = 16 };

struct json {
    struct buf *out;
    int depth;
    char open[JSON_DEPTH];      /* '{' or '[' of each level */
    bool filled[JSON_DEPTH];    /* the level has an element already */
    bool after_key;
};

void json_init(struct json *, struct buf *out);
void json_open(struct json *, char bracket);            /* '{' or '[' */
void json_close(struct json *);                         /* the innermost; the outermost ends with a line feed */
void json_key(struct json *, const char *key);
void json_text(struct json *, struct str);              /* bytes that are no UTF-8 become U+FFFD */
void json_int(struct json *, long long);
void json_bool(struct json *, bool);
void json_null(struct json *);

/* A key with a text, or nothing at all if the text is empty. */
void json_member(struct json *, const char *key, struct str);

#endif
