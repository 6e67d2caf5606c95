/* meta_part: what the files of meta share. SPDX-License-Identifier: MIT */
#include "read/meta_part.h"

#include <stdarg.h>
#include <stdio.h>

static const struct value *
get_dotted(const struct value *map, const char *key)
{
    enum { LONGEST_KEY = 64 };
    ptrdiff_t dot = str_chr(str_of(key), '.', 0);
    char first[LONGEST_KEY];

    if (dot == STR_NPOS)
        return value_get(map, key);
    snprintf(first, sizeof first, "%.*s", (int)dot, key);
    return value_get(value_get(map, first), key + dot + 1);
}

static uint32_t
initial_bit(char c)
{
    return char_is_alpha(c) ? UINT32_C(2) << (char_lower(c) - 'a') : 1;
}

uint32_t
meta_initials(const struct value *meta)
{
    uint32_t bits = 0;

    for (size_t i = 0; meta && i < meta->n; i++)
        bits |= initial_bit(meta->keys[i].text.len ? meta->keys[i].text.at[0] : ' ');
    return bits;
}

/* Most of the keys that are looked for are not there: their first letters tell. */
const struct value *
meta_find(const struct reading *r, const char *const *keys, const char **key)
{
    for (; r->meta && *keys; keys++) {
        const struct value *v = r->initials & initial_bit(**keys) ? get_dotted(r->meta, *keys) : NULL;
        if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_SCALAR && str_is_blank(v->text)))
            continue;
        if (key)
            *key = *keys;
        return v;
    }
    return NULL;
}

/* Which of the two files V stands in is told by the key that it lies below: the last one in that file before it. */
static const char *
path_of(const struct reading *r, const struct value *v)
{
    for (size_t i = r->nown; r->file->sidecar && r->meta && i < r->meta->n; i++) {
        const struct value *top = &r->meta->items[i];
        if (v == top || (v >= top->items && v < top->items + top->n))
            return r->file->sidecar->path;
    }
    return r->file->path;
}

void
meta_warn(const struct reading *r, enum diag_code code, const struct value *v, const char *format, ...)
{
    enum { LONGEST = 512 };
    char text[LONGEST];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    diag_add(r->diag, code, path_of(r, v), v->line, v->col, "%s", text);
}

void
meta_warn_kind(const struct reading *r, const struct value *v, const char *key, const char *wanted)
{
    meta_warn(r, DIAG_FRONT_MATTER_KEY, v, "'%s' must be %s, not %s", key, wanted, value_kind_name(v->kind));
}

static const struct value *
scalar_of(const struct value *v)
{
    static const char *const names[] = { "name", "text", "title", "src", "url" };
    const struct value *inner;

    if (v->kind == VALUE_LIST && v->n)
        v = &v->items[0];
    if (v->kind == VALUE_SCALAR)
        return v;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        inner = value_get(v, names[i]);
        if (inner && inner->kind == VALUE_SCALAR)
            return inner;
    }
    return NULL;
}

struct str
meta_scalar(const struct reading *r, const struct value *v, const char *key)
{
    const struct value *scalar = scalar_of(v);

    if (scalar)
        return scalar->text;
    if (v->kind != VALUE_NULL && !(v->kind == VALUE_LIST && v->n == 0))
        meta_warn_kind(r, v, key, "a text");
    return STR_NONE;
}

struct str
meta_name(const struct reading *r, const char *const *keys)
{
    const char *key;
    const struct value *v = meta_find(r, keys, &key);

    return v ? meta_plain(r->mem, meta_scalar(r, v, key)) : STR_NONE;
}

bool
meta_is_address(struct str s)
{
    return str_istarts(s, STR("http://")) || str_istarts(s, STR("https://"));
}
