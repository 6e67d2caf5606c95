/* json: writes JSON (RFC 8259) into a buffer. SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/utf8.h"

#include <assert.h>

void
json_init(struct json *j, struct buf *out)
{
    *j = (struct json){ .out = out };
}

static void
new_line(struct json *j)
{
    buf_addf(j->out, "\n%*s", 2 * j->depth, "");
}

/* What stands before a value: nothing after its key, else a comma and a new line. */
static void
begin_value(struct json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->depth == 0)
        return;
    if (j->filled[j->depth - 1])
        buf_addc(j->out, ',');
    j->filled[j->depth - 1] = true;
    new_line(j);
}

void
json_open(struct json *j, char bracket)
{
    assert(j->depth < JSON_DEPTH);
    begin_value(j);
    buf_addc(j->out, bracket);
    j->open[j->depth] = bracket;
    j->filled[j->depth++] = false;
}

void
json_close(struct json *j)
{
    bool filled;

    assert(j->depth > 0);
    filled = j->filled[--j->depth];
    if (filled)
        new_line(j);
    buf_addc(j->out, j->open[j->depth] == '{' ? '}' : ']');
    if (j->depth == 0)
        buf_addc(j->out, '\n');
}

static void
quote(struct buf *out, struct str s)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", (char)c);
        else if (c == '\n')
            buf_adds(out, "\\n");
        else if (c == '\t')
            buf_adds(out, "\\t");
        else if (c < ' ' || c == 0x7F)
            buf_addf(out, "\\u%04x", (unsigned)c);
        else
            utf8_add(out, c);
    }
    buf_addc(out, '"');
}

void
json_key(struct json *j, const char *key)
{
    begin_value(j);
    quote(j->out, str_of(key));
    buf_adds(j->out, ": ");
    j->after_key = true;
}

void
json_text(struct json *j, struct str s)
{
    begin_value(j);
    quote(j->out, s);
}

void
json_int(struct json *j, long long n)
{
    begin_value(j);
    buf_addf(j->out, "%lld", n);
}

void
json_bool(struct json *j, bool b)
{
    begin_value(j);
    buf_adds(j->out, b ? "true" : "false");
}

void
json_null(struct json *j)
{
    begin_value(j);
    buf_adds(j->out, "null");
}

void
json_member(struct json *j, const char *key, struct str s)
{
    if (s.len == 0)
        return;
    json_key(j, key);
    json_text(j, s);
}
