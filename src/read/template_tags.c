/* template_tags: the tags of Hugo, Liquid, Nunjucks, Zola, Go and kramdown. SPDX-License-Identifier: MIT */
#include "read/template_scan.h"

#include <string.h>

enum {
    LONGEST_TAG = 5000,         /* bytes; captions may run over several lines */
    LONGEST_VALUE = 2000
};

/* ---- where a tag ends -------------------------------------------------------------------------------------------------- */

/* A quoted text at byte I that ends before LIMIT, where a value may end: the byte after it; else I. */
static size_t
skip_quoted(struct str text, size_t i, size_t limit, struct str closer)
{
    char quote = text.at[i];
    size_t end = i + 1;

    while (end < limit && text.at[end] != quote)
        end += text.at[end] == '\\' && quote != '`' ? 2 : 1;
    if (end >= limit)
        return i;
    end++;
    if (str_find(str_sub(text, i, end), closer, 0) >= 0 && end < text.len
        && !strchr(" \t\r\n,)|/}%>-", text.at[end]))
        return i;
    return end;
}

/* The place of CLOSER for a tag whose content begins at byte I; STR_NPOS if it is never closed. A tag holds no other. */
static ptrdiff_t
find_closer(struct str text, size_t i, struct str opener, struct str closer)
{
    size_t limit = i + LONGEST_TAG < text.len ? i + LONGEST_TAG : text.len;

    while (i < limit) {
        char c = text.at[i];
        if (c == closer.at[0] && str_starts(str_from(text, i), closer))
            return (ptrdiff_t)i;
        if (c == '{' && str_starts(str_from(text, i), opener))
            return STR_NPOS;
        if (c == '"' || c == '\'' || c == '`') {
            size_t after = skip_quoted(text, i, limit, closer);
            i = after > i ? after : i + 1;
        } else {
            i++;
        }
    }
    return STR_NPOS;
}

/* The end of "{{ … }}", whose content begins at byte I. A text in backticks (Go) may be as long as it likes. */
static ptrdiff_t
find_value_end(struct scan *s, size_t i)
{
    size_t limit = i + LONGEST_VALUE < s->text.len ? i + LONGEST_VALUE : s->text.len;

    while (i < limit) {
        char c = s->text.at[i];
        ptrdiff_t end;
        if (c == '}' && i + 1 < s->text.len && s->text.at[i + 1] == '}')
            return (ptrdiff_t)i;
        if (c == '{' && i + 1 < s->text.len && (s->text.at[i + 1] == '{' || s->text.at[i + 1] == '%'))
            return STR_NPOS;
        if (c == '\n' && i + 1 < s->text.len && s->text.at[i + 1] == '\n')
            return STR_NPOS;
        if (c == '`' && (end = str_chr(s->text, '`', i + 1)) >= 0) {
            i = (size_t)end + 1;
            limit = i + LONGEST_VALUE < s->text.len ? i + LONGEST_VALUE : s->text.len;
            continue;
        }
        if (c == '`')
            return STR_NPOS;
        if (c == '"' || c == '\'') {
            size_t after = skip_quoted(s->text, i, limit, STR("}}"));
            i = after > i ? after : i + 1;
        } else {
            i++;
        }
    }
    return STR_NPOS;
}

/* ---- what goes on up to a tag of its own ------------------------------------------------------------------------------- */

struct closer {                 /* the next end of what NAME opens */
    bool is_known;
    ptrdiff_t start;            /* STR_NPOS: there is none */
    size_t end;
};

static bool
take(struct str text, size_t *i, char c)
{
    bool is_there = *i < text.len && text.at[*i] == c;

    *i += is_there;
    return is_there;
}

/* "{% endNAME %}" or "{{< /NAME >}}" around WORD at byte AT; its first byte, or STR_NPOS. */
static ptrdiff_t
closing_at(struct str text, size_t at, size_t length, enum family family, size_t *end)
{
    size_t i = at, after = str_skip_blanks(text, at + length);
    char second = family == FAMILY_LIQUID ? '%' : '\0';

    while (i && char_is_blank(text.at[i - 1]))
        i--;
    if (second) {
        i -= i && text.at[i - 1] == '-';
        if (i < 2 || text.at[i - 1] != '%' || text.at[i - 2] != '{')
            return STR_NPOS;
        take(text, &after, '-');
        *end = after + 2;
        return take(text, &after, '%') && take(text, &after, '}') ? (ptrdiff_t)i - 2 : STR_NPOS;
    }
    if (i < 3 || (text.at[i - 1] != '<' && text.at[i - 1] != '%') || text.at[i - 2] != '{' || text.at[i - 3] != '{')
        return STR_NPOS;
    *end = after + 3;
    if (!take(text, &after, text.at[i - 1] == '<' ? '>' : '%') || !take(text, &after, '}') || !take(text, &after, '}'))
        return STR_NPOS;
    return (ptrdiff_t)i - 3;
}

/* Where the part that a tag NAME of FAMILY opens at byte FROM ends. */
static struct closer *
find_closing(struct scan *s, enum family family, struct str name, size_t from)
{
    struct str word = arena_printf(s->t->mem, family == FAMILY_LIQUID ? "end%.*s" : "/%.*s", STR_ARG(name));
    void **slot = map_slot(&s->closers, word);
    struct closer *c = *slot;

    if (!c)
        *slot = c = ARENA_NEW(s->t->mem, struct closer);
    if (c->is_known && (c->start < 0 || (size_t)c->start >= from))
        return c;
    c->is_known = true;
    c->start = STR_NPOS;
    for (ptrdiff_t at = str_find(s->text, word, from); at >= 0 && c->start < 0; at = str_find(s->text, word, (size_t)at + 1))
        c->start = closing_at(s->text, (size_t)at, word.len, family, &c->end);
    return c;
}

/* ---- tags -------------------------------------------------------------------------------------------------------------- */

/* The two tags around a part that is not looked into. */
static size_t
add_pair(struct scan *s, uint32_t opening, const struct closer *c)
{
    struct token *open = &s->t->tokens[opening], *close;

    if (open->shape->flags & SHAPE_CODE || !str_eqc(open->call.name, "comment"))
        scan_follow(s, (size_t)c->start);
    close = scan_add(s, (size_t)c->start, c->end, open->family);
    open = &s->t->tokens[opening];
    close->role = ROLE_CLOSE;
    close->shape = open->shape;
    close->call = open->call;
    close->mate = opening;
    open->role = ROLE_OPEN;
    open->mate = (uint32_t)s->t->ntokens - 1;
    return c->end;
}

/* Content without "-" and "~", which only trim blanks. */
static struct str
untrimmed(struct str inner)
{
    if (inner.len && (inner.at[0] == '-' || inner.at[0] == '~'))
        inner = str_from(inner, 1);
    if (inner.len && (inner.at[inner.len - 1] == '-' || inner.at[inner.len - 1] == '~'))
        inner.len--;
    return str_trim(inner);
}

static size_t
add_tag(struct scan *s, size_t start, size_t end, enum family family, struct str inner)
{
    struct token *token = scan_add(s, start, end, family);
    uint32_t index = (uint32_t)s->t->ntokens - 1;

    token->inner = inner;
    if (str_starts(inner, STR("/"))) {
        token->role = ROLE_CLOSE;
        inner = str_from(inner, 1);
    } else if (str_ends(inner, STR("/")) && family == FAMILY_HUGO) {
        token->closes_itself = true;
        inner.len--;
    }
    call_parse(s->t->mem, inner, &token->call);
    if (family == FAMILY_LIQUID && str_starts(token->call.name, STR("end")) && !str_eqc(token->call.name, "end-note")) {
        token->role = ROLE_CLOSE;
        token->call.name = str_from(token->call.name, 3);
    }
    if (family == FAMILY_CALL && str_eqc(token->call.name, "end"))
        token->role = ROLE_CLOSE;
    token->shape = shape_find(family, &token->call);
    if (token->shape->flags & SHAPE_BRANCH)
        token->role = ROLE_BRANCH;
    if ((token->shape->flags & SHAPE_CODE) && token->role == ROLE_ALONE && !token->closes_itself && !token->call.has_parentheses) {
        const struct closer *c = find_closing(s, family, token->call.written, end);
        if (c->start >= 0)
            return add_pair(s, index, c);
    }
    return end;
}

/* A shortcode whose content is a comment: what keeps it from being run, in code and out of it. */
static size_t
scan_hugo_escape(struct scan *s, size_t i)
{
    char sign = s->text.at[i + 2];
    ptrdiff_t end;
    struct str inner;

    if (!str_starts(str_from(s->text, i + 3), STR("/*")))
        return i;
    end = scan_ahead(s, NEEDLE_HUGO_ESCAPE_END, i + 5);
    if (end < 0 || (size_t)end > i + LONGEST_TAG)
        return i;
    if (!str_starts(str_from(s->text, (size_t)end + 2), sign == '<' ? STR(">}}") : STR("%}}")))
        return i;
    inner = str_sub(s->text, i + 5, (size_t)end);
    scan_replace(s, i, (size_t)end + 5, sign == '%' || s->kind == LINE_CODE
        ? arena_printf(s->t->mem, "{{%c%.*s%c}}", sign, STR_ARG(inner), sign == '<' ? '>' : '%')
        : arena_printf(s->t->mem, "{{&lt;%.*s>}}", STR_ARG(inner)));
    return (size_t)end + 5;
}

static size_t
scan_hugo(struct scan *s, size_t i)
{
    bool is_markdown = s->text.at[i + 2] == '%';
    size_t after = scan_hugo_escape(s, i);
    ptrdiff_t end;
    struct str inner;
    uint32_t index = (uint32_t)s->t->ntokens;

    if (after > i)
        return after;
    end = find_closer(s->text, i + 3, STR("{{"), is_markdown ? STR("%}}") : STR(">}}"));
    if (end < 0)
        return i;
    inner = untrimmed(str_sub(s->text, i + 3, (size_t)end));
    if (!inner.len || !(char_is_alpha(inner.at[0]) || strchr("/\"`_", inner.at[0]) || (unsigned char)inner.at[0] >= 0x80))
        return i;
    after = add_tag(s, i, (size_t)end + 3, FAMILY_HUGO, inner);
    s->t->tokens[index].is_markdown = is_markdown;
    return after;
}

static size_t
scan_liquid(struct scan *s, size_t i)
{
    ptrdiff_t end = find_closer(s->text, i + 2, STR("{%"), STR("%}"));
    struct str inner = end < 0 ? STR("") : untrimmed(str_sub(s->text, i + 2, (size_t)end));

    if (!inner.len || !(char_is_alpha(inner.at[0]) || inner.at[0] == '_' || inner.at[0] == '#'))
        return i;
    if (inner.at[0] == '#') {
        scan_replace(s, i, (size_t)end + 2, STR(""));
        return (size_t)end + 2;
    }
    return add_tag(s, i, (size_t)end + 2, FAMILY_LIQUID, inner);
}

/* Go's `{{raw "…"}}`: the text as it is. */
static size_t
scan_raw_text(struct scan *s, size_t i, size_t end, struct str inner)
{
    size_t at = str_skip_blanks(inner, 3);

    if (!str_starts(inner, STR("raw")) || at == 3 || at >= inner.len || (inner.at[at] != '"' && inner.at[at] != '`'))
        return i;
    scan_replace(s, i, end, quoted_text(s->t->mem, inner, &at));
    return end;
}

/* Is it a call, `name "x"`, `name(x)`, and not an expression of Liquid? */
static bool
is_call(struct str inner)
{
    static const char words[] = " if else end with range define block template include partial ";
    size_t i = 0, after;

    while (i < inner.len && (char_is_alnum(inner.at[i]) || inner.at[i] == '_' || inner.at[i] == '-'))
        i++;
    if (!i || char_is_digit(inner.at[0]))
        return false;
    after = str_skip_blanks(inner, i);
    if (str_is_listed(str_sub(inner, 0, i), words) && (after == inner.len || after > i))
        return true;
    if (after >= inner.len)
        return false;
    return inner.at[after] == '(' || (after > i && (strchr("\"`.$", inner.at[after]) || char_is_digit(inner.at[after])));
}

static size_t
scan_value(struct scan *s, size_t i)
{
    bool is_triple = i + 2 < s->text.len && s->text.at[i + 2] == '{';
    ptrdiff_t at = find_value_end(s, i + 2 + is_triple);
    size_t end = (size_t)at + 2 + is_triple, after;
    struct str inner;

    if (at < 0)
        return i;
    inner = untrimmed(str_sub(s->text, i + 2 + is_triple, (size_t)at));
    if (is_triple && !str_starts(str_from(s->text, (size_t)at), STR("}}}")))
        return i;
    if (str_starts(inner, STR("/*")) || str_starts(inner, STR("!"))) {
        scan_replace(s, i, end, STR(""));
        return end;
    }
    if ((after = scan_raw_text(s, i, end, inner)) > i)
        return after;
    if (inner.len > 1 && strchr("#/^>&", inner.at[0]) && char_is_alpha(inner.at[1])) {     /* Handlebars */
        inner = inner.at[0] == '/' ? inner : str_from(inner, 1);
        return add_tag(s, i, end, FAMILY_CALL, inner);
    }
    if (is_call(inner))
        return add_tag(s, i, end, FAMILY_CALL, inner);
    if (!value_is_expression(inner))
        return i;
    scan_add(s, i, end, FAMILY_VALUE)->inner = inner;
    return end;
}

/* "{# … #}". What begins as an attribute list, "{#id}", is none. */
static size_t
scan_comment(struct scan *s, size_t i)
{
    ptrdiff_t brace, end;

    if (attributes_read(s->text, i, NULL, NULL))
        return i;
    brace = str_chr(str_sub(s->text, 0, s->end < i + LONGEST_VALUE ? s->end : i + LONGEST_VALUE), '}', i + 2);
    end = scan_ahead(s, NEEDLE_HASH_END, i + 2);
    if (end < 0 || (!char_is_blank(s->text.at[i + 2]) && brace >= 0 && brace < end))
        return i;
    scan_replace(s, i, (size_t)end + 2, STR(""));
    return (size_t)end + 2;
}

size_t
scan_braces(struct scan *s, size_t i)
{
    char second = i + 1 < s->text.len ? s->text.at[i + 1] : '\0', third = i + 2 < s->text.len ? s->text.at[i + 2] : '\0';

    if (second == '{' && (third == '<' || third == '%'))
        return scan_hugo(s, i);
    if (second == '{')
        return scan_value(s, i);
    if (second == '%')
        return scan_liquid(s, i);
    if (second == '#')
        return scan_comment(s, i);
    if (second == ':')
        return scan_attributes(s, i);
    return s->braces ? scan_expression(s, i) : i;
}

size_t
scan_escapes(struct scan *s, size_t i)
{
    struct str rest = str_from(s->text, i), inner;
    ptrdiff_t end;

    if (str_starts(rest, STR("{{</*")) || str_starts(rest, STR("{{%/*")))
        return scan_hugo_escape(s, i);
    if (str_starts(rest, STR("{{raw ")) && s->is_go && (end = find_value_end(s, i + 2)) >= 0)
        return scan_raw_text(s, i, (size_t)end + 2, untrimmed(str_sub(s->text, i + 2, (size_t)end)));
    if (!str_starts(rest, STR("{%")))
        return i;
    inner = str_trim(str_sub(rest, 2, 24));
    inner = inner.len && inner.at[0] == '-' ? str_trim(str_from(inner, 1)) : inner;
    if (!str_starts(inner, STR("raw")) && !str_starts(inner, STR("verbatim")))
        return i;
    return scan_liquid(s, i);
}
