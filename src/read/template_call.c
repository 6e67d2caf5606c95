/* template_call: a tag's name and arguments, as Hugo, Zola, Liquid, Hexo and Go write them. SPDX-License-Identifier: MIT */
#include "read/template_part.h"

#include "base/path.h"

#include <string.h>

enum { MOST_ARGUMENTS = 64, LONGEST_NAME = 80 };

static bool
is_any(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool
is_separator(char c)
{
    return char_is_blank(c) || c == ',';
}

static size_t
skip_separators(struct str s, size_t i)
{
    while (i < s.len && is_separator(s.at[i]))
        i++;
    return i;
}

struct str
quoted_text(struct arena *mem, struct str s, size_t *i)
{
    char quote = s.at[*i];
    size_t start = *i + 1, end = start;
    bool escaped = false;
    struct str raw;
    char *out;
    size_t n = 0;

    while (end < s.len && s.at[end] != quote) {
        bool is_escape = s.at[end] == '\\' && quote != '`' && end + 1 < s.len;
        escaped = escaped || is_escape;
        end += is_escape ? 2 : 1;
    }
    end = end < s.len ? end : s.len;
    *i = end < s.len ? end + 1 : end;
    raw = str_sub(s, start, end);
    if (!escaped)
        return raw;
    out = arena_alloc(mem, raw.len);
    for (size_t k = 0; k < raw.len; k++) {
        if (raw.at[k] == '\\' && k + 1 < raw.len && is_any(raw.at[k + 1], "\"'\\nt"))
            k++, out[n++] = raw.at[k] == 'n' ? '\n' : raw.at[k] == 't' ? '\t' : raw.at[k];
        else
            out[n++] = raw.at[k];
    }
    return (struct str){ out, n };
}

/* "name=", "name:" at byte I: its length without the sign, which is at *SIGN; 0 if there is none. */
static size_t
key_length(struct str s, size_t i, size_t *sign)
{
    size_t end = i;

    while (end < s.len && (char_is_alnum(s.at[end]) || is_any(s.at[end], "_-.@")))
        end++;
    if (end == i || char_is_digit(s.at[i]))
        return 0;
    *sign = str_skip_blanks(s, end);
    if (*sign >= s.len)
        return 0;
    if (s.at[*sign] == '=' && !(*sign + 1 < s.len && s.at[*sign + 1] == '='))
        return end - i;
    if (*sign == end && s.at[end] == ':' && end + 1 < s.len && s.at[end + 1] != '/' && s.at[end + 1] != ':')
        return end - i;
    return 0;
}

/* A value without quotes; brackets and braces are kept whole. */
static struct str
bare_text(struct str s, size_t *i, bool in_parentheses)
{
    size_t start = *i, depth = 0;

    for (; *i < s.len; ++*i) {
        char c = s.at[*i];
        if (is_any(c, "[{"))
            depth++;
        else if (is_any(c, "]}") && depth)
            depth--;
        else if (!depth && (is_separator(c) || (in_parentheses && c == ')')))
            break;
    }
    return str_sub(s, start, *i);
}

static void
parse_arguments(struct arena *mem, struct str s, size_t i, struct call *call)
{
    while ((i = skip_separators(s, i)) < s.len && call->nargs < MOST_ARGUMENTS) {
        struct argument *a;
        bool after_comma = (i > 0 && s.at[i - 1] == ',') || (i > 1 && s.at[i - 1] == ' ' && s.at[i - 2] == ',');
        size_t sign, length;
        if (call->has_parentheses && s.at[i] == ')')
            return;
        a = ARENA_PUSH(mem, call->args, call->nargs);
        *a = (struct argument){ .name = STR(""), .after_comma = after_comma };
        if ((length = key_length(s, i, &sign)) != 0) {
            a->name = str_sub(s, i, i + length);
            i = str_skip_blanks(s, sign + 1);
        }
        if (i < s.len && is_any(s.at[i], "\"'`")) {
            a->value = quoted_text(mem, s, &i);
            a->quoted = true;
        } else {
            size_t before = i;
            a->value = bare_text(s, &i, call->has_parentheses);
            i += i == before;
        }
        if (!a->value.at)
            a->value = STR("");
    }
}

struct str
call_plain_name(struct arena *mem, struct str written)
{
    struct str name = path_name(written);
    ptrdiff_t dot = str_chr(name, '.', 1);
    char *out;

    if (dot > 0)
        name = str_sub(name, 0, (size_t)dot);
    name = str_sub(name, 0, LONGEST_NAME);
    out = arena_cstr(mem, name);
    for (size_t i = 0; i < name.len; i++)
        out[i] = name.at[i] == '_' ? '-' : char_lower(name.at[i]);
    return (struct str){ out, name.len };
}

void
call_parse(struct arena *mem, struct str inner, struct call *call)
{
    size_t i = str_skip_blanks(inner, 0), start = i;

    *call = (struct call){ .name = STR("") };
    while (i < inner.len && !is_separator(inner.at[i]) && !is_any(inner.at[i], "(\"'`"))
        i++;
    call->written = str_sub(inner, start, i);
    if (call->written.len && str_ends(call->written, STR(":")))
        call->written.len--;
    call->name = call_plain_name(mem, call->written);
    start = str_skip_blanks(inner, i);
    if (start < inner.len && inner.at[start] == '(') {
        call->has_parentheses = true;
        i = start + 1;
    }
    parse_arguments(mem, inner, i, call);
}

static const struct argument *
named(const struct call *call, const char *names)
{
    struct str rest = str_of(names), name;

    while (str_cut(&rest, ' ', &name))
        for (size_t i = 0; i < call->nargs; i++)
            if (call->args[i].name.len && str_ieq(call->args[i].name, name))
                return &call->args[i];
    return NULL;
}

struct str
call_get(const struct call *call, const char *names, int place)
{
    const struct argument *a = named(call, names);

    for (size_t i = 0; !a && place >= 0 && i < call->nargs; i++)
        if (!call->args[i].name.len && place-- == 0)
            a = &call->args[i];
    return a ? str_trim(a->value) : STR("");
}

bool
call_has(const struct call *call, const char *names)
{
    return named(call, names) != NULL;
}
