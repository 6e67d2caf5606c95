/* svg_style: what is harmless of the style sheets in drawings. SPDX-License-Identifier: MIT
 *
 * Drawing programs put colours in `.st0{fill:#FFF;}`. Rules are read by a grammar narrower than that of CSS and written anew, so
 * that nothing but known properties with plain values comes through: no @rules, no addresses, no hacks. */
#include "html/svg_names.h"

#include "base/buf.h"

static bool
is_value_char(char c)
{
    return char_is_alnum(c) || char_is_blank(c) || str_chr(STR("#%.,-+_()'\""), c, 0) != STR_NPOS || (unsigned char)c >= 0x80;
}

/* Quotes and parentheses come in pairs; only known characters. */
static bool
is_plain(struct str value)
{
    int depth = 0;
    char quote = '\0';

    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (!is_value_char(c) || (c == '(' && quote))
            return false;
        if (c == quote)
            quote = '\0';
        else if (!quote && (c == '\'' || c == '"'))
            quote = c;
        depth += (c == '(') - (c == ')');
        if (depth < 0)
            return false;
    }
    return depth == 0 && !quote;
}

bool
svg_value_is_local(struct arena *mem, struct str value, struct str *result)
{
    struct buf out;
    size_t done = 0;
    bool ok = true;

    *result = value;
    if (str_ifind(value, STR("url"), 0) == STR_NPOS)
        return true;
    buf_init(&out);
    for (ptrdiff_t at; ok && (at = str_ifind(value, STR("url"), done)) != STR_NPOS;) {
        ptrdiff_t open = str_chr(value, '(', (size_t)at), close = str_chr(value, ')', (size_t)at);
        struct str target;
        ok = open == at + 3 && close > open;
        if (!ok)
            break;
        target = str_trim(str_sub(value, (size_t)open + 1, (size_t)close));
        if (target.len > 1 && (target.at[0] == '"' || target.at[0] == '\'') && target.at[target.len - 1] == target.at[0])
            target = str_sub(target, 1, target.len - 1);
        ok = target.len > 1 && target.at[0] == '#';
        buf_add(&out, str_sub(value, done, (size_t)at));
        buf_addf(&out, "url(#%.*s)", STR_ARG(svg_id(mem, str_from(target, 1))));
        done = (size_t)close + 1;
    }
    buf_add(&out, str_from(value, done));
    *result = buf_take(&out, mem);
    buf_release(&out);
    return ok;
}

struct str
svg_style_declarations(struct arena *mem, struct str text)
{
    struct str declaration, result;
    struct buf out;

    buf_init(&out);
    while (str_cut(&text, ';', &declaration)) {
        ptrdiff_t colon = str_chr(declaration, ':', 0);
        struct str name, value;
        if (colon == STR_NPOS)
            continue;
        name = str_trim(str_sub(declaration, 0, (size_t)colon));
        value = str_trim(str_from(declaration, (size_t)colon + 1));
        if (value.len && svg_property_is_allowed(name) && is_plain(value) && svg_value_is_local(mem, value, &value))
            buf_addf(&out, "%s%.*s:%.*s", out.len ? ";" : "", STR_ARG(name), STR_ARG(value));
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

/* Names, ".class" and "#id" with blanks, commas and ">" between them. */
static bool
is_plain_selector(struct str s)
{
    bool after_sign = true;             /* a name has to come */

    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '.' || c == '#') {
            if (i + 1 == s.len || !(char_is_alpha(s.at[i + 1]) || s.at[i + 1] == '_'))
                return false;
        } else if (c == ',' || c == '>') {
            if (after_sign)
                return false;
        } else if (!char_is_alnum(c) && !char_is_blank(c) && c != '-' && c != '_' && c != '*') {
            return false;
        } else if (after_sign && char_is_digit(c)) {
            return false;
        }
        if (!char_is_blank(c))
            after_sign = c == ',' || c == '>';
    }
    return s.len && !after_sign;
}

static struct str
without_comments(struct arena *mem, struct str text)
{
    char *out = arena_alloc(mem, text.len + 1);
    size_t n = 0, i = 0;

    while (i < text.len) {
        ptrdiff_t end = str_starts(str_from(text, i), STR("/*")) ? str_find(text, STR("*/"), i + 2) : -2;
        if (end == STR_NPOS)
            break;
        if (end >= 0)
            i = (size_t)end + 2;
        else
            out[n++] = text.at[i++];
    }
    out[n] = '\0';
    return (struct str){ out, n };
}

/* The byte after the block that opens at I. */
static size_t
past_block(struct str s, size_t i)
{
    int depth = 0;

    for (; i < s.len; i++) {
        depth += (s.at[i] == '{') - (s.at[i] == '}');
        if (s.at[i] == '}' && depth <= 0)
            return i + 1;
    }
    return i;
}

struct str
svg_style_sheet(struct arena *mem, struct str text)
{
    struct str s = without_comments(mem, text), result;
    struct buf out;
    size_t i = 0;

    buf_init(&out);
    while (i < s.len) {
        ptrdiff_t open = str_chr(s, '{', i), semicolon = str_chr(s, ';', i);
        struct str selector, block;
        if (semicolon != STR_NPOS && (open == STR_NPOS || semicolon < open)) {
            i = (size_t)semicolon + 1;  /* @import and the like */
            continue;
        }
        if (open == STR_NPOS)
            break;
        selector = str_trim(str_sub(s, i, (size_t)open));
        i = past_block(s, (size_t)open);
        block = svg_style_declarations(mem, str_sub(s, (size_t)open + 1, i ? i - 1 : 0));
        if (block.len && is_plain_selector(selector))
            buf_addf(&out, "%.*s{%.*s}\n", STR_ARG(selector), STR_ARG(block));
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}
