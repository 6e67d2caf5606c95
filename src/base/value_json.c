/* value_json: JSON as values. SPDX-License-Identifier: MIT */
#include "base/value_json.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { DEEPEST = 64 };

struct json_in {
    struct arena *mem;
    struct str text;
    size_t at;
    uint32_t line, col;         /* of byte COUNTED */
    size_t counted;
};

static bool read_value(struct json_in *, struct value *, int depth);

/* Puts the place of the next byte into LINE and COL. Bytes are counted once, so all calls together cost O(n). */
static void
take_place(struct json_in *in, uint32_t *line, uint32_t *col)
{
    for (; in->counted < in->at; in->counted++) {
        unsigned char c = (unsigned char)in->text.at[in->counted];
        if (c == '\n') {
            in->line++;
            in->col = 1;
        } else if ((c & 0xC0) != 0x80) {
            in->col++;
        }
    }
    *line = in->line;
    *col = in->col;
}

static char
peek(const struct json_in *in)
{
    return in->at < in->text.len ? in->text.at[in->at] : '\0';
}

static bool
skip_comment(struct json_in *in)
{
    bool is_line = str_starts(str_from(in->text, in->at), STR("//"));
    ptrdiff_t end;

    if (!is_line && !str_starts(str_from(in->text, in->at), STR("/*")))
        return false;
    end = is_line ? str_chr(in->text, '\n', in->at) : str_find(in->text, STR("*/"), in->at + 2);
    in->at = end < 0 ? in->text.len : (size_t)end + (is_line ? 1 : 2);
    return true;
}

static char
skip_blanks(struct json_in *in)
{
    do {
        while (in->at < in->text.len && char_is_blank(in->text.at[in->at]))
            in->at++;
    } while (skip_comment(in));
    return peek(in);
}

/* Four hexadecimal digits after "\u"; false if they are not there. */
static bool
read_unit(struct json_in *in, uint32_t *unit)
{
    struct str s = str_sub(in->text, in->at, in->at + 4);

    *unit = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (char_hex(s.at[i]) < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)char_hex(s.at[i]);
    }
    if (s.len < 4)
        return false;
    in->at += 4;
    return true;
}

static bool
is_surrogate(uint32_t unit, uint32_t first)
{
    return unit >= first && unit < first + 0x400;
}

/* The character of an escape "\u…", with a second one where it is half of a pair (RFC 8259, 7). */
static uint32_t
read_code(struct json_in *in)
{
    uint32_t unit, low;
    size_t back;

    if (!read_unit(in, &unit))
        return 'u';
    if (!is_surrogate(unit, 0xD800))
        return unit == 0 || is_surrogate(unit, 0xDC00) ? UTF8_REPLACEMENT : unit;
    back = in->at;
    if (str_starts(str_from(in->text, in->at), STR("\\u"))) {
        in->at += 2;
        if (read_unit(in, &low) && is_surrogate(low, 0xDC00))
            return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    in->at = back;
    return UTF8_REPLACEMENT;
}

static void
read_escape(struct json_in *in, struct buf *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    char c = in->text.at[in->at++];

    if (c == 'u') {
        utf8_add(out, read_code(in));
        return;
    }
    for (size_t i = 0; from[i]; i++) {
        if (from[i] == c) {
            buf_addc(out, to[i]);
            return;
        }
    }
    buf_addc(out, c);
}

static bool
read_string(struct json_in *in, struct str *text)
{
    struct buf out;
    bool closed = false;

    if (peek(in) != '"')
        return false;
    buf_init(&out);
    for (in->at++; in->at < in->text.len && !closed;) {
        char c = in->text.at[in->at++];
        if (c == '"')
            closed = true;
        else if (c == '\\' && in->at < in->text.len)
            read_escape(in, &out);
        else
            buf_addc(&out, c);
    }
    *text = buf_take(&out, in->mem);
    buf_release(&out);
    return closed;
}

static bool
is_word_char(char c)
{
    return char_is_alnum(c) || c == '+' || c == '-' || c == '.' || c == '_';
}

/* A number, true, false or null. */
static bool
read_word(struct json_in *in, struct value *v)
{
    size_t from = in->at;

    while (is_word_char(peek(in)))
        in->at++;
    v->text = arena_str(in->mem, str_sub(in->text, from, in->at));
    v->kind = str_eqc(v->text, "null") ? VALUE_NULL : VALUE_SCALAR;
    return v->text.len > 0;
}

static bool
read_list(struct json_in *in, struct value *v, int depth)
{
    v->kind = VALUE_LIST;
    for (in->at++; skip_blanks(in) != ']';) {
        struct value item;
        if (!read_value(in, &item, depth + 1))
            return false;
        *ARENA_PUSH(in->mem, v->items, v->n) = item;
        if (skip_blanks(in) == ',')
            in->at++;
        else if (peek(in) != ']')
            return false;
    }
    in->at++;
    return true;
}

static bool
read_map(struct json_in *in, struct value *v, int depth)
{
    size_t nkeys = 0;

    v->kind = VALUE_MAP;
    for (in->at++; skip_blanks(in) != '}';) {
        struct value_key key = { 0 };
        struct value item;
        take_place(in, &key.line, &key.col);
        if (!read_string(in, &key.text) || skip_blanks(in) != ':')
            return false;
        in->at++;
        if (!read_value(in, &item, depth + 1))
            return false;
        *ARENA_PUSH(in->mem, v->keys, nkeys) = key;
        *ARENA_PUSH(in->mem, v->items, v->n) = item;
        if (skip_blanks(in) == ',')
            in->at++;
        else if (peek(in) != '}')
            return false;
    }
    in->at++;
    return true;
}

static bool
read_value(struct json_in *in, struct value *v, int depth)
{
    char c = skip_blanks(in);

    *v = (struct value){ 0 };
    take_place(in, &v->line, &v->col);
    if (depth > DEEPEST)
        return false;
    if (c == '{')
        return read_map(in, v, depth);
    if (c == '[')
        return read_list(in, v, depth);
    if (c != '"')
        return read_word(in, v);
    v->kind = VALUE_SCALAR;
    v->quoted = true;
    return read_string(in, &v->text);
}

struct value *
value_from_json(struct arena *a, struct str text)
{
    struct json_in in = { .mem = a, .text = text, .line = 1, .col = 1 };
    struct value *v = ARENA_NEW(a, struct value);

    return read_value(&in, v, 1) ? v : NULL;
}
