/* css_value: which selectors and declarations a book can hold. SPDX-License-Identifier: MIT
 *
 * The grammar is narrower than that of CSS: what passes here passes epubcheck 4.2.6 too (tests/styles.sh asks it). */
#include "base/css.h"

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static bool
is_name_start(char c)
{
    return char_is_alpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of the identifier at I, which may hold escapes; I if there is none. */
static size_t
ident_end(struct str s, size_t i)
{
    size_t at = i;

    if (at < s.len && s.at[at] == '-')
        at++;
    if (at >= s.len || (!is_name_start(s.at[at]) && s.at[at] != '\\'))
        return i;
    while (at < s.len) {
        if (s.at[at] == '\\' && at + 1 < s.len && s.at[at + 1] != '\n')
            at += 2;
        else if (is_name_start(s.at[at]) || char_is_digit(s.at[at]) || s.at[at] == '-')
            at++;
        else
            break;
    }
    return at;
}

/* ---- selectors ------------------------------------------------------------------------------------------------------- */

struct selector {
    struct str s;
    size_t i;
    struct arena *mem;
    struct map *classes;
    unsigned *risks;
    bool is_bad;
};

static void
add_class(struct selector *k, struct str name)
{
    struct buf plain;

    buf_init(&plain);
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '\\')
            buf_addc(&plain, name.at[i]);
    if (plain.len)
        *map_slot(k->classes, arena_str(k->mem, buf_str(&plain))) = k;
    buf_release(&plain);
}

/* "[epub|type~='x']": a name, and a word or string that it is compared with; no flags. */
static bool
take_attribute(struct selector *k)
{
    struct str s = k->s;
    bool broken = false;
    size_t i = str_skip_blanks(s, k->i + 1), end = ident_end(s, i);

    if (end > i && end < s.len && s.at[end] == '|' && end + 1 < s.len && s.at[end + 1] != '=')
        end = ident_end(s, i = end + 1);
    if (end == i)
        return false;
    i = str_skip_blanks(s, end);
    if (i < s.len && s.at[i] != ']') {
        i += str_chr(STR("~|^$*"), s.at[i], 0) >= 0;
        if (i >= s.len || s.at[i] != '=')
            return false;
        i = str_skip_blanks(s, i + 1);
        if (i >= s.len)
            return false;
        end = s.at[i] == '"' || s.at[i] == '\'' ? css_skip(s, i, &broken) : ident_end(s, i);
        if (broken || end == i)
            return false;
        i = str_skip_blanks(s, end);
    }
    k->i = i + 1;
    *k->risks |= 1u << CSS_SELECTOR;
    return i < s.len && s.at[i] == ']';
}

/* ":hover", "::before", ":lang(de)", ":nth-child(2n+1)", ":not(.a)". */
static bool
take_pseudo(struct selector *k)
{
    struct str s = k->s, name, inner;
    size_t i = k->i + 1 + (k->i + 1 < s.len && s.at[k->i + 1] == ':'), end = ident_end(s, i);
    ptrdiff_t close;

    if (end == i)
        return false;
    name = str_sub(s, i, end);
    k->i = end;
    *k->risks |= 1u << CSS_SELECTOR;
    if (end >= s.len || s.at[end] != '(')
        return true;
    close = str_chr(s, ')', end);
    inner = close < 0 ? STR("") : str_trim(str_sub(s, end + 1, (size_t)close));
    k->i = (size_t)close + 1;
    if (inner.len == 0)
        return false;
    if (str_istarts(name, STR("nth-"))) {
        for (size_t n = 0; n < inner.len; n++)
            if (!char_is_alnum(inner.at[n]) && str_chr(STR("+- "), inner.at[n], 0) < 0)
                return false;
        return true;
    }
    if (str_ieqc(name, "lang"))
        return ident_end(inner, 0) == inner.len;
    return str_ieqc(name, "not") && ident_end(inner, str_chr(STR(".#"), inner.at[0], 0) >= 0) == inner.len;
}

/* One simple selector at K->i; false if there is none or it is bad. */
static bool
take_simple(struct selector *k)
{
    struct str s = k->s;
    char c = s.at[k->i];
    size_t from = k->i + (c == '.' || c == '#'), end = ident_end(s, from);

    if (c == '*') {
        k->i++;
        return true;
    }
    if (c == '[' || c == ':')
        return c == '[' ? take_attribute(k) : take_pseudo(k);
    if (end == from)
        return false;
    if (c == '.')
        add_class(k, str_sub(s, from, end));
    k->i = end;
    return true;
}

static bool
is_compound_end(char c)
{
    return char_is_blank(c) || c == ',' || c == '>' || c == '+' || c == '~';
}

const char *
css_judge_selector(struct arena *mem, struct str selector, struct map *classes, unsigned *risks)
{
    struct selector k = { .s = str_trim(selector), .mem = mem, .classes = classes, .risks = risks };
    bool wants = true;          /* a compound must come */

    if (k.s.len == 0)
        return "a rule without a selector";
    while (k.i < k.s.len) {
        char c = k.s.at[k.i];
        if (char_is_blank(c)) {
            k.i++;
        } else if (c == ',' || c == '>' || c == '+' || c == '~') {
            if (wants)
                return "a selector that cannot be read";
            *risks |= c == ',' ? 0 : 1u << CSS_SELECTOR;
            wants = true;
            k.i++;
        } else {
            while (k.i < k.s.len && !is_compound_end(k.s.at[k.i]))
                if (!take_simple(&k))
                    return "a selector that books cannot hold";
            wants = false;
        }
    }
    return wants ? "a selector that cannot be read" : NULL;
}

/* ---- declarations ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *property, *value;   /* VALUE: a word in it; NULL: any */
    const char *why;                /* it goes; NULL: a risk */
    enum css_risk risk;
} judgements[] = {
    { "direction", NULL, "books say this with the attribute dir", CSS_FINE },
    { "unicode-bidi", NULL, "books say this with the attribute dir", CSS_FINE },
    { "behavior", NULL, "a book holds no programs", CSS_FINE },
    { "-moz-binding", NULL, "a book holds no programs", CSS_FINE },
    { "position", "fixed", "nothing can be fixed to a page that the reader makes", CSS_FINE },
    { "position", "sticky", "nothing can be fixed to a page that the reader makes", CSS_FINE },
    { "position", "absolute", NULL, CSS_POSITION },
    { "display", "flex", NULL, CSS_LAYOUT }, { "display", "grid", NULL, CSS_LAYOUT },
    { "display", "inline-flex", NULL, CSS_LAYOUT },
    { "columns", NULL, NULL, CSS_LAYOUT }, { "column-count", NULL, NULL, CSS_LAYOUT },
    { "overflow", "auto", NULL, CSS_SCROLL }, { "overflow", "scroll", NULL, CSS_SCROLL },
    { "overflow-x", NULL, NULL, CSS_SCROLL },
};

static const char *const risks_text[CSS_RISKS] = {
    [CSS_FUNCTION] = "calc(), min(), max() and clamp() make a whole book unreadable in old Adobe readers",
    [CSS_VARIABLE] = "Kindle and old readers know no variables",
    [CSS_LAYOUT] = "KOReader and old readers know no flexible boxes, grids and columns",
    [CSS_VIEWPORT] = "units of the screen (vh, vw, rem) mean something else in each reader; em and % are safe",
    [CSS_PIXELS] = "a size of type in px or pt takes the size from the reader's hands; em and % are safe",
    [CSS_IMPORTANT] = "!important takes the choice from the reader",
    [CSS_POSITION] = "text that is placed by itself is lost or covers other text in many readers",
    [CSS_SCROLL] = "readers cannot scroll within a page: what does not fit is lost",
    [CSS_BACKGROUND] = "a background without a colour of its text, or the other way round, is unreadable in dark modes",
    [CSS_MEDIA] = "old Adobe readers drop a sheet with @media, @supports or @page",
    [CSS_SELECTOR] = "old readers know only selectors of elements and classes",
};

const char *
css_risk_text(enum css_risk risk)
{
    return risks_text[risk];
}

/* Is WORD in VALUE with neither a letter, digit nor "-" beside it? */
static bool
has_word(struct str value, const char *word)
{
    size_t len = str_of(word).len;

    for (ptrdiff_t at = 0; (at = str_ifind(value, str_of(word), (size_t)at)) >= 0; at++) {
        size_t end = (size_t)at + len;
        bool before = at == 0 || (!char_is_alnum(value.at[at - 1]) && value.at[at - 1] != '-');
        if (before && (end >= value.len || (!char_is_alnum(value.at[end]) && value.at[end] != '-')))
            return true;
    }
    return false;
}

/* A number with UNIT behind it. */
static bool
has_unit(struct str value, const char *unit)
{
    size_t len = str_of(unit).len;

    for (ptrdiff_t at = 0; (at = str_ifind(value, str_of(unit), (size_t)at)) >= 0; at++)
        if (at > 0 && char_is_digit(value.at[at - 1])
            && ((size_t)at + len >= value.len || !char_is_alpha(value.at[(size_t)at + len])))
            return true;
    return false;
}

static unsigned
risks_of(struct str property, struct str value)
{
    static const char *const functions[] = { "calc", "min", "max", "clamp" };
    unsigned risks = 0;

    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_chr(value, '(', 0) >= 0 && has_word(value, functions[i]))
            risks |= 1u << CSS_FUNCTION;
    if (str_starts(property, STR("--")) || has_word(value, "var"))
        risks |= 1u << CSS_VARIABLE;
    if (has_unit(value, "vh") || has_unit(value, "vw") || has_unit(value, "rem"))
        risks |= 1u << CSS_VIEWPORT;
    if ((str_ieqc(property, "font-size") || str_ieqc(property, "font")) && (has_unit(value, "px") || has_unit(value, "pt")))
        risks |= 1u << CSS_PIXELS;
    if (str_ifind(value, STR("important"), 0) >= 0)
        risks |= 1u << CSS_IMPORTANT;
    return risks;
}

/* Balanced, of characters that values have, "!" only before important, no escapes but in strings. */
static const char *
check_value(struct str value, bool is_range)
{
    int depth = 0;
    bool broken = false;

    for (size_t i = 0; i < value.len; i = css_skip(value, i, &broken)) {
        char c = value.at[i];
        if (c == '"' || c == '\'' || char_is_alnum(c) || char_is_blank(c) || (unsigned char)c >= 0x80)
            continue;
        depth += (c == '(') - (c == ')');
        if (c == '!' && !str_ieqc(str_trim(str_from(value, i + 1)), "important"))
            return "a value that cannot be read";
        if (depth < 0 || (str_chr(STR("_-+.,/%#()!*"), c, 0) < 0 && !(is_range && c == '?')))
            return "a value that cannot be read";
        if (c == '#' && (i + 1 >= value.len || !char_is_alnum(value.at[i + 1])))
            return "a value that cannot be read";
    }
    return depth != 0 || broken || str_is_blank(value) ? "a value that cannot be read" : NULL;
}

const char *
css_judge_declaration(struct str property, struct str value, unsigned *risks)
{
    size_t hyphens = str_starts(property, STR("--")) ? 2 : 0;
    const char *wrong;

    if (property.len == 0 || ident_end(property, hyphens) != property.len || str_chr(property, '\\', 0) >= 0
        || property.at[0] == '_')
        return "no property";
    if (str_ifind(value, STR("url("), 0) >= 0 || str_ifind(value, STR("image-set("), 0) >= 0)
        return "pictures in style sheets are not taken into books";
    if (str_ifind(value, STR("expression("), 0) >= 0 || str_ifind(value, STR("javascript:"), 0) >= 0)
        return "a book holds no programs";
    wrong = check_value(value, str_ieqc(property, "unicode-range"));
    if (wrong)
        return wrong;
    for (size_t i = 0; i < sizeof judgements / sizeof *judgements; i++) {
        if (!str_ieqc(property, judgements[i].property) || (judgements[i].value && !has_word(value, judgements[i].value)))
            continue;
        if (judgements[i].why)
            return judgements[i].why;
        *risks |= 1u << judgements[i].risk;
    }
    *risks |= risks_of(property, value);
    return NULL;
}
