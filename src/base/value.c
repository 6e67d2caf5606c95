/* value: data as YAML, TOML or JSON write it. SPDX-License-Identifier: MIT */
#include "base/value.h"

const struct value *
value_get(const struct value *v, const char *key)
{
    if (!v || v->kind != VALUE_MAP)
        return NULL;
    for (size_t i = v->n; i > 0; i--)
        if (str_ieqc(v->keys[i - 1].text, key))
            return &v->items[i - 1];
    return NULL;
}

static bool
is_one_of(struct str s, const char *const *words)
{
    for (; *words; words++)
        if (str_ieqc(s, *words))
            return true;
    return false;
}

bool
value_bool(const struct value *v, bool *result)
{
    static const char *const yes[] = { "true", "yes", "on", "1", NULL };
    static const char *const no[] = { "false", "no", "off", "0", NULL };

    if (!v || v->kind != VALUE_SCALAR)
        return false;
    *result = is_one_of(str_trim(v->text), yes);
    return *result || is_one_of(str_trim(v->text), no);
}

bool
value_number(const struct value *v, double *result)
{
    double value = 0, unit = 1;
    size_t i = 0, digits = 0;
    bool minus;
    struct str s;

    if (!v || v->kind != VALUE_SCALAR)
        return false;
    s = str_trim(v->text);
    minus = s.len && s.at[0] == '-';
    i = s.len && (s.at[0] == '-' || s.at[0] == '+');
    for (; i < s.len && char_is_digit(s.at[i]); i++, digits++)
        value = value * 10 + (s.at[i] - '0');
    if (i < s.len && s.at[i] == '.')
        for (i++; i < s.len && char_is_digit(s.at[i]); i++, digits++)
            value += (s.at[i] - '0') * (unit /= 10);
    *result = minus ? -value : value;
    return digits > 0 && i == s.len;
}

const char *
value_kind_name(enum value_kind kind)
{
    static const char *const names[] = { "nothing", "a text", "a list", "a map" };

    return names[kind];
}
