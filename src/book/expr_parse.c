/* expr_parse: the EXPR language. SPDX-License-Identifier: MIT
 *
 *     any  = all { "or" all }          field = tag author section category series lang title path
 *     all  = one { "and" one }         value = characters but blanks, ( and ), or "..." with \" \\ \* escaped;
 *     one  = "not" one                         * stands for anything
 *          | "(" any ")"               dates = A..B | A.. | ..B | A, where A and B are a year, a month or a day
 *          | field ":" value           words = value with a * only at its end: the last word may go on
 *          | "date:" dates | "untagged" | "undated"
 *          | [ "text:" ] words
 *
 * Keywords and fields may be written in any case. */
#include "book/expr.h"

#include "base/near.h"
#include "base/utf8.h"
#include "wrap/text_words.h"

enum { MAX_DEPTH = 100 };

/* Stands for an unescaped "*" in a value while it is read: no text holds it, XML 1.0 forbids it. */
static const char STAR = '\x01';

struct parsing {
    struct arena *mem;
    struct located text;
    size_t at;                  /* the next byte */
    int depth;
    int zone;
    struct diag *diag;
    bool failed;                /* only the first problem is reported */
};

/* ---- problems ------------------------------------------------------------------------------------------------------- */

/* The expression with a little of its surroundings, for the command line, where there is no line and column. */
static struct str
around(const struct parsing *p, size_t at)
{
    enum { BEFORE = 60, AFTER = 60 };
    struct str text = p->text.text;
    size_t from = at > BEFORE ? utf8_floor(text, at - BEFORE) : 0;

    return str_sub(text, from, at + AFTER < text.len ? utf8_floor(text, at + AFTER) : text.len);
}

static void *
fail(struct parsing *p, size_t at, struct str what)
{
    uint32_t before = (uint32_t)utf8_count(str_sub(p->text.text, 0, at));

    if (p->failed)
        return NULL;
    p->failed = true;
    if (p->text.path)
        diag_add(p->diag, DIAG_SELECTION_SYNTAX, p->text.path, p->text.line, p->text.col ? p->text.col + before : 0, "%.*s",
            STR_ARG(what));
    else
        diag_add(p->diag, DIAG_SELECTION_SYNTAX, NULL, 0, 0, "%.*s (character %u of '%.*s')", STR_ARG(what),
            (unsigned)before + 1, STR_ARG(around(p, at)));
    return NULL;
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

static void
skip_blanks(struct parsing *p)
{
    while (p->at < p->text.text.len && char_is_blank(p->text.text.at[p->at]))
        p->at++;
}

static char
peek(struct parsing *p)
{
    skip_blanks(p);
    return p->at < p->text.text.len ? p->text.text.at[p->at] : '\0';
}

static bool
at_end(struct parsing *p)
{
    skip_blanks(p);
    return p->at == p->text.text.len;
}

/* The characters from FROM up to a blank or parenthesis. */
static struct str
bare_word(const struct parsing *p, size_t from)
{
    struct str text = p->text.text;
    size_t to = from;

    while (to < text.len && !char_is_blank(text.at[to]) && text.at[to] != '(' && text.at[to] != ')')
        to++;
    return str_sub(text, from, to);
}

/* Takes WORD if it stands next. */
static bool
take_word(struct parsing *p, const char *word)
{
    struct str next;

    skip_blanks(p);
    next = bare_word(p, p->at);
    if (!str_ieqc(next, word))
        return false;
    p->at += next.len;
    return true;
}

/* The word at AT, shortened for a message. */
static struct str
shown(const struct parsing *p, size_t at)
{
    struct str word = bare_word(p, at);

    if (word.len == 0)
        word = str_sub(p->text.text, at, at + 1);
    return str_sub(word, 0, word.len > 60 ? utf8_floor(word, 60) : word.len);
}

/* ---- values --------------------------------------------------------------------------------------------------------- */

/* Does the byte at I, a backslash, escape the one after it? */
static bool
escapes(struct str text, size_t i)
{
    return text.at[i] == '\\' && i + 1 < text.len && str_chr(STR("\"\\*"), text.at[i + 1], 0) != STR_NPOS;
}

static bool
quoted_value(struct parsing *p, struct str *value)
{
    struct str text = p->text.text;
    size_t start = p->at + 1, end = start, n = 0;
    char *out;

    while (end < text.len && text.at[end] != '"')
        end += escapes(text, end) ? 2 : 1;
    if (end >= text.len) {
        fail(p, p->at, STR("the quotation mark is not closed"));
        return false;
    }
    out = arena_alloc(p->mem, end - start + 1);
    for (size_t i = start; i < end; i++) {
        bool escaped = escapes(text, i);
        i += escaped;
        out[n++] = text.at[i] == '*' && !escaped ? STAR : text.at[i];
    }
    p->at = end + 1;
    *value = (struct str){ out, n };
    return true;
}

static bool
plain_value(struct parsing *p, struct str *value)
{
    struct str word = bare_word(p, p->at), copy = arena_str(p->mem, word);

    for (size_t i = 0; i < copy.len; i++)
        if (copy.at[i] == '*')
            ((char *)copy.at)[i] = STAR;
    p->at += word.len;
    *value = copy;
    return true;
}

/* The value after "FIELD:"; START is where the field stands. */
static bool
value_of(struct parsing *p, size_t start, struct str *value)
{
    struct str text = p->text.text, field = str_sub(text, start, p->at);
    bool quoted = p->at < text.len && text.at[p->at] == '"';

    if (quoted ? !quoted_value(p, value) : !plain_value(p, value))
        return false;
    if (!str_is_blank(*value))
        return true;
    fail(p, p->at, field.len ? arena_printf(p->mem, "a value is missing after '%.*s'", STR_ARG(field))
        : STR("there is nothing between the quotation marks"));
    return false;
}

/* ---- dates ---------------------------------------------------------------------------------------------------------- */

static bool
one_date(struct parsing *p, size_t at, struct str text, struct date *date)
{
    if (date_parse(text, p->zone, date) == DATE_OK && date->precision <= DATE_DAY)
        return true;
    fail(p, at, arena_printf(p->mem, "'%.*s' is no year, month or day such as 2024, 2024-03 or 2024-03-05",
        STR_ARG(str_sub(text, 0, 60))));
    return false;
}

static struct expr *
date_term(struct parsing *p, size_t start)
{
    struct date from = { .precision = DATE_NONE }, to = from;
    size_t at = p->at;
    struct str value;
    ptrdiff_t dots;

    if (!value_of(p, start, &value))
        return NULL;
    dots = str_find(value, STR(".."), 0);
    if (dots == STR_NPOS) {
        if (!one_date(p, at, value, &from))
            return NULL;
        return expr_date_range(p->mem, from, from);
    }
    if (value.len == 2)
        return fail(p, at, STR("a range needs a date before or after '..'"));
    if (dots > 0 && !one_date(p, at, str_sub(value, 0, (size_t)dots), &from))
        return NULL;
    if ((size_t)dots + 2 < value.len && !one_date(p, at + (size_t)dots + 2, str_from(value, (size_t)dots + 2), &to))
        return NULL;
    if (from.precision && to.precision && date_days(date_first_day(from)) > date_days(date_last_day(to)))
        return fail(p, at, STR("the range ends before it begins"));
    return expr_date_range(p->mem, from, to);
}

/* ---- words to search for --------------------------------------------------------------------------------------------- */

/* Takes the star that lets the last word go on off VALUE. False with a diagnostic for any other star. */
static bool
take_star(struct parsing *p, size_t at, struct str *value, bool *open)
{
    struct str text = p->text.text;

    *open = value->len && value->at[value->len - 1] == STAR;
    if (*open)
        value->len--;
    else if (p->at < text.len && text.at[p->at] == '*' && text.at[p->at - 1] == '"')
        *open = ++p->at;                /* "high wat"* */
    if (str_chr(*value, STAR, 0) == STR_NPOS && !(*open && value->len && char_is_blank(value->at[value->len - 1])))
        return true;
    fail(p, at, STR("in a search for words '*' may only stand at the end of the last word"));
    return false;
}

/* What stands at p->at; START is where the term begins. */
static struct expr *
words_term(struct parsing *p, size_t start)
{
    size_t at = p->at;
    struct expr *e = expr_new(p->mem, EXPR_WORDS);
    struct str value;
    bool open;

    if (!value_of(p, start, &value))
        return NULL;
    if (text_words_query(p->mem, value, false).len == 0)
        return fail(p, at, arena_printf(p->mem, "there is no letter or digit to search for in '%.*s'",
            STR_ARG(str_sub(p->text.text, at, utf8_floor(p->text.text, p->at < at + 60 ? p->at : at + 60)))));
    if (!take_star(p, at, &value, &open))
        return NULL;
    e->search.words = text_words_query(p->mem, value, open);
    return e;
}

/* ---- terms ---------------------------------------------------------------------------------------------------------- */

static struct expr *
unknown_field(struct parsing *p, size_t start, struct str name)
{
    struct near near;
    const char *candidate;

    near_init(&near, name);
    near_try(&near, "date");
    near_try(&near, "text");
    for (size_t i = 0; (candidate = expr_field_name(i)); i++)
        near_try(&near, candidate);
    return fail(p, start, arena_printf(p->mem, "unknown field '%.*s'%s%s%s", STR_ARG(str_sub(name, 0, 60)),
        near.best ? "; did you mean '" : ", expected one of tag, author, section, category, series, lang, title, path, date, text",
        near.best ? near.best : "", near.best ? "'?" : ""));
}

static struct expr *
term(struct parsing *p)
{
    const struct expr_field_row *field;
    struct str word, name, value;
    size_t start;
    ptrdiff_t colon;

    if (take_word(p, "untagged"))
        return expr_new(p->mem, EXPR_UNTAGGED);
    if (take_word(p, "undated"))
        return expr_new(p->mem, EXPR_UNDATED);
    start = p->at;
    word = bare_word(p, start);
    colon = str_chr(word, ':', 0);
    if (at_end(p))
        return fail(p, start, STR("a term is missing at the end"));
    if (word.len == 0 || str_ieqc(word, "and") || str_ieqc(word, "or"))
        return fail(p, start, arena_printf(p->mem, "a term is missing before '%.*s'", STR_ARG(shown(p, start))));
    if (colon == STR_NPOS || word.at[0] == '"')
        return words_term(p, start);
    name = str_sub(word, 0, (size_t)colon);
    p->at = start + (size_t)colon + 1;
    if (str_ieqc(name, "date"))
        return date_term(p, start);
    if (str_ieqc(name, "text"))
        return words_term(p, start);
    field = expr_field_find(name);
    if (!field)
        return unknown_field(p, start, name);
    if (!value_of(p, start, &value))
        return NULL;
    return expr_term(p->mem, field, str_ieqc(name, "tag") && value.at[0] == '#' ? str_from(value, 1) : value, STAR);
}

/* ---- the grammar ---------------------------------------------------------------------------------------------------- */

static struct expr *any(struct parsing *p);

static struct expr *
group(struct parsing *p)
{
    size_t open = p->at++;
    struct expr *e = any(p);

    if (!e)
        return NULL;
    if (peek(p) != ')')
        return fail(p, at_end(p) ? open : p->at, at_end(p) ? STR("the parenthesis is not closed")
            : arena_printf(p->mem, "'and' or 'or' is missing before '%.*s'", STR_ARG(shown(p, p->at))));
    p->at++;
    return e;
}

static struct expr *
one(struct parsing *p)
{
    struct expr *e;

    if (p->depth == MAX_DEPTH)
        return fail(p, p->at, STR("the expression is nested too deep"));
    p->depth++;
    if (take_word(p, "not")) {
        e = one(p);
        e = e ? expr_not(p->mem, e) : NULL;
    } else {
        e = peek(p) == '(' ? group(p) : term(p);
    }
    p->depth--;
    return e;
}

/* KID { WORD KID } as one node of KIND, or the only kid itself. */
static struct expr *
chain(struct parsing *p, enum expr_kind kind, const char *word, struct expr *(*kid)(struct parsing *))
{
    struct expr *first = kid(p), *e = NULL, *next;

    while (first && take_word(p, word)) {
        next = kid(p);
        if (!next)
            return NULL;
        if (!e) {
            e = expr_new(p->mem, kind);
            *ARENA_PUSH(p->mem, e->kids, e->nkids) = first;
        }
        *ARENA_PUSH(p->mem, e->kids, e->nkids) = next;
    }
    return e ? e : first;
}

static struct expr *
all(struct parsing *p)
{
    return chain(p, EXPR_AND, "and", one);
}

static struct expr *
any(struct parsing *p)
{
    return chain(p, EXPR_OR, "or", all);
}

struct expr *
expr_parse(struct arena *mem, struct located text, int zone, struct diag *d)
{
    struct parsing p = { .mem = mem, .text = text, .zone = zone, .diag = d };
    struct expr *e;

    if (at_end(&p))
        return fail(&p, 0, STR("the expression is empty"));
    e = any(&p);
    if (e && peek(&p) == ')')
        return fail(&p, p.at, STR("a parenthesis is closed that was not opened"));
    if (e && !at_end(&p))
        return fail(&p, p.at, arena_printf(mem, "'and' or 'or' is missing before '%.*s'", STR_ARG(shown(&p, p.at))));
    return e;
}
