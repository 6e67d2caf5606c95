/* expr: what an article must be. SPDX-License-Identifier: MIT
 *
 * A tree of terms; `and` and `or` have any number of kids, so that long chains stay flat. Text is compared folded (NFC, no
 * case), values are folded once, when the term is made. */
#include "book/expr.h"

#include "wrap/text.h"

struct asking {                 /* one article being asked */
    const struct article *article;
    struct str language;        /* of an article that names none */
    struct arena *scratch;
    bool undated_passes;        /* what a date term says of an undated article */
};

struct expr_field_row {
    const char *name;
    bool (*matches)(const struct pattern *, const struct asking *);
};

/* ---- patterns ------------------------------------------------------------------------------------------------------- */

/* Folding trims; at a star the blanks count. */
static struct str
fold_piece(struct arena *mem, struct str piece, bool at_start, bool at_end)
{
    struct str folded = text_fold(mem, piece);
    bool before = !at_start && piece.len && char_is_blank(piece.at[0]);
    bool after = !at_end && folded.len && char_is_blank(piece.at[piece.len - 1]);

    if (!before && !after)
        return folded;
    folded = str_trim(folded);
    return arena_printf(mem, "%s%.*s%s", before ? " " : "", STR_ARG(folded), after ? " " : "");
}

static struct pattern
pattern_of(struct arena *mem, struct str text, char star)
{
    struct pattern p = { NULL, 0 };
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.at[i] != star)
            continue;
        *ARENA_PUSH(mem, p.pieces, p.npieces) = fold_piece(mem, str_sub(text, from, i), from == 0, i == text.len);
        from = i + 1;
    }
    return p;
}

/* The middle pieces one after the other, each at its first place: greedy is enough for stars. */
static bool
pattern_matches(const struct pattern *p, struct str text)
{
    const struct str *last = &p->pieces[p->npieces - 1];

    if (p->npieces == 1)
        return str_eq(text, *last);
    if (!str_starts(text, p->pieces[0]))
        return false;
    text = str_from(text, p->pieces[0].len);
    for (size_t i = 1; i + 1 < p->npieces; i++) {
        ptrdiff_t at = str_find(text, p->pieces[i], 0);
        if (at == STR_NPOS)
            return false;
        text = str_from(text, (size_t)at + p->pieces[i].len);
    }
    return str_ends(text, *last);
}

/* Matches TEXT, or a part of it that ends before a SEPARATOR: "a" matches "a/b". */
static bool
pattern_matches_above(const struct pattern *p, struct str text, char separator)
{
    ptrdiff_t end;

    if (pattern_matches(p, text))
        return true;
    for (end = str_chr(text, separator, 0); end != STR_NPOS; end = str_chr(text, separator, (size_t)end + 1))
        if (pattern_matches(p, str_sub(text, 0, (size_t)end)))
            return true;
    return false;
}

/* ---- fields --------------------------------------------------------------------------------------------------------- */

static bool
match_tag(const struct pattern *p, const struct asking *q)
{
    for (size_t i = 0; i < q->article->ntags; i++)
        if (pattern_matches_above(p, q->article->folded_tags[i], '/'))
            return true;
    return false;
}

static bool
match_author(const struct pattern *p, const struct asking *q)
{
    for (size_t i = 0; i < q->article->nauthors; i++)
        if (pattern_matches(p, text_fold(q->scratch, q->article->authors[i].name)))
            return true;
    return false;
}

static bool
match_category(const struct pattern *p, const struct asking *q)
{
    for (size_t i = 0; i < q->article->ncategories; i++)
        if (pattern_matches_above(p, text_fold(q->scratch, q->article->categories[i]), '/'))
            return true;
    return false;
}

static bool
match_section(const struct pattern *p, const struct asking *q)
{
    return pattern_matches(p, text_fold(q->scratch, q->article->section));
}

static bool
match_series(const struct pattern *p, const struct asking *q)
{
    return pattern_matches(p, text_fold(q->scratch, q->article->series));
}

static bool
match_title(const struct pattern *p, const struct asking *q)
{
    return pattern_matches(p, text_fold(q->scratch, q->article->title));
}

/* A path, or a folder that it lies in. */
static bool
match_path(const struct pattern *p, const struct asking *q)
{
    return pattern_matches_above(p, text_fold(q->scratch, q->article->file->rel), '/');
}

/* "en" matches "en-GB" (RFC 4647, 3.3.1). */
static bool
match_lang(const struct pattern *p, const struct asking *q)
{
    struct str language = q->article->language.len ? q->article->language : q->language;

    return pattern_matches_above(p, text_fold(q->scratch, language), '-');
}

static const struct expr_field_row fields[] = {
    { "tag", match_tag }, { "author", match_author }, { "section", match_section }, { "category", match_category },
    { "series", match_series }, { "lang", match_lang }, { "title", match_title }, { "path", match_path },
};
enum { FIELDS = sizeof fields / sizeof *fields };

const struct expr_field_row *
expr_field_find(struct str name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (str_ieqc(name, fields[i].name))
            return &fields[i];
    return NULL;
}

const char *
expr_field_name(size_t i)
{
    return i < FIELDS ? fields[i].name : NULL;
}

/* ---- making --------------------------------------------------------------------------------------------------------- */

struct expr *
expr_new(struct arena *mem, enum expr_kind kind)
{
    struct expr *e = ARENA_NEW(mem, struct expr);

    e->kind = kind;
    return e;
}

struct expr *
expr_term(struct arena *mem, const struct expr_field_row *field, struct str text, char star)
{
    struct expr *e = expr_new(mem, EXPR_FIELD);

    e->field = field;
    e->pattern = pattern_of(mem, text, star);
    return e;
}

struct expr *
expr_field(struct arena *mem, const char *field, struct str value)
{
    return expr_term(mem, expr_field_find(str_of(field)), value, '*');
}

/* "#water" is how some write a tag. */
struct expr *
expr_tag(struct arena *mem, struct str tag)
{
    return expr_field(mem, "tag", str_starts(tag, STR("#")) ? str_from(tag, 1) : tag);
}

struct expr *
expr_date_range(struct arena *mem, struct date from, struct date to)
{
    struct expr *e = expr_new(mem, EXPR_DATES);

    e->from = from.precision == DATE_NONE ? from : date_first_day(from);
    e->to = to.precision == DATE_NONE ? to : date_last_day(to);
    return e;
}

/* A chain of one kind is one node: its kids are moved up. */
static void
add_kids(struct arena *mem, struct expr *e, struct expr *kid)
{
    if (kid->kind != e->kind) {
        *ARENA_PUSH(mem, e->kids, e->nkids) = kid;
        return;
    }
    for (size_t i = 0; i < kid->nkids; i++)
        *ARENA_PUSH(mem, e->kids, e->nkids) = kid->kids[i];
}

static struct expr *
join(struct arena *mem, enum expr_kind kind, struct expr *a, struct expr *b)
{
    struct expr *e = expr_new(mem, kind);

    add_kids(mem, e, a);
    add_kids(mem, e, b);
    return e;
}

struct expr *
expr_and(struct arena *mem, struct expr *a, struct expr *b)
{
    return !a ? b : !b ? a : join(mem, EXPR_AND, a, b);
}

struct expr *
expr_or(struct arena *mem, struct expr *a, struct expr *b)
{
    return !a ? b : !b ? a : join(mem, EXPR_OR, a, b);
}

struct expr *
expr_not(struct arena *mem, struct expr *a)
{
    struct expr *e = expr_new(mem, EXPR_NOT);

    *ARENA_PUSH(mem, e->kids, e->nkids) = a ? a : expr_new(mem, EXPR_AND);
    return e;
}

/* ---- asking --------------------------------------------------------------------------------------------------------- */

enum answer { ANSWER_NO, ANSWER_OPEN, ANSWER_YES };     /* in this order: `and` takes the least, `or` the most */

static enum answer
answer_of(bool yes)
{
    return yes ? ANSWER_YES : ANSWER_NO;
}

static enum answer
words_found(const struct search *s, const struct article *a)
{
    enum found found = s->found ? s->found[a->index] : FOUND_OPEN;

    return found == FOUND_OPEN ? ANSWER_OPEN : answer_of(found == FOUND_YES);
}

static bool
dates_match(const struct expr *e, const struct asking *q)
{
    int32_t day;

    if (q->article->date.precision == DATE_NONE)
        return q->undated_passes;
    day = date_days(q->article->date);
    return (e->from.precision == DATE_NONE || day >= date_days(e->from))
        && (e->to.precision == DATE_NONE || day <= date_days(e->to));
}

static enum answer ask(const struct expr *e, const struct asking *q);

/* Of `and` and `or`: the answer of a kid that decides, WANTED, else open if one is. */
static enum answer
ask_kids(const struct expr *e, const struct asking *q, enum answer wanted)
{
    enum answer result = ANSWER_YES - wanted;

    for (size_t i = 0; i < e->nkids && result != wanted; i++) {
        enum answer answer = ask(e->kids[i], q);
        if (answer == wanted || answer == ANSWER_OPEN)
            result = answer;
    }
    return result;
}

/* As deep as the expression was nested, which expr_parse bounds. */
static enum answer
ask(const struct expr *e, const struct asking *q)
{
    switch (e->kind) {
    case EXPR_AND: return ask_kids(e, q, ANSWER_NO);
    case EXPR_OR: return ask_kids(e, q, ANSWER_YES);
    case EXPR_NOT: return ANSWER_YES - ask(e->kids[0], q);
    case EXPR_FIELD: return answer_of(e->field->matches(&e->pattern, q));
    case EXPR_DATES: return answer_of(dates_match(e, q));
    case EXPR_UNTAGGED: return answer_of(q->article->ntags == 0);
    case EXPR_UNDATED: return answer_of(q->article->date.precision == DATE_NONE);
    case EXPR_WORDS: return words_found(&e->search, q->article);
    }
    return ANSWER_NO;
}

bool
expr_matches(const struct expr *e, const struct article *a, struct str language, struct arena *scratch)
{
    struct asking q = { a, language, scratch, false };

    return !e || ask(e, &q) == ANSWER_YES;
}

bool
expr_wants_date(const struct expr *e, const struct article *a, struct str language, struct arena *scratch)
{
    struct asking q = { a, language, scratch, true };

    return e && a->date.precision == DATE_NONE && ask(e, &q) == ANSWER_YES;
}

bool
expr_is_open(const struct expr *e, const struct article *a, struct str language, struct arena *scratch)
{
    struct asking q = { a, language, scratch, false };

    if (e && ask(e, &q) == ANSWER_OPEN)
        return true;
    q.undated_passes = true;
    return e && a->date.precision == DATE_NONE && ask(e, &q) == ANSWER_OPEN;
}

void
expr_searches(struct expr *e, struct arena *mem, struct search ***list, size_t *n)
{
    if (e && e->kind == EXPR_WORDS)
        *ARENA_PUSH(mem, *list, *n) = &e->search;
    for (size_t i = 0; e && i < e->nkids; i++)
        expr_searches(e->kids[i], mem, list, n);
}

/* ---- telling -------------------------------------------------------------------------------------------------------- */

static void
narrow_period(const struct expr *e, struct date *from, struct date *to)
{
    if (e->from.precision && (!from->precision || date_cmp(e->from, *from) > 0))
        *from = e->from;
    if (e->to.precision && (!to->precision || date_cmp(e->to, *to) < 0))
        *to = e->to;
}

void
expr_period(const struct expr *e, struct date *from, struct date *to)
{
    *from = *to = (struct date){ .precision = DATE_NONE };
    if (e && e->kind == EXPR_DATES)
        narrow_period(e, from, to);
    if (e && e->kind == EXPR_AND)
        for (size_t i = 0; i < e->nkids; i++)
            if (e->kids[i]->kind == EXPR_DATES)
                narrow_period(e->kids[i], from, to);
}

static void
describe_date(struct date date, struct buf *out)
{
    if (date.precision != DATE_NONE)
        buf_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void
expr_describe(const struct expr *e, struct buf *out)
{
    static const char *const words[] = { "and", "or", "not", "", "date", "untagged", "undated", "text" };

    if (!e)
        return;
    buf_addf(out, "(%s", e->kind == EXPR_FIELD ? e->field->name : words[e->kind]);
    for (size_t i = 0; i < e->pattern.npieces; i++)
        buf_addf(out, "%s%zu:%.*s", i ? "*" : " ", e->pattern.pieces[i].len, STR_ARG(e->pattern.pieces[i]));
    if (e->kind == EXPR_WORDS)
        buf_addf(out, "%.*s|", STR_ARG(e->search.words));
    if (e->kind == EXPR_DATES) {
        buf_addc(out, ' ');
        describe_date(e->from, out);
        buf_adds(out, "..");
        describe_date(e->to, out);
    }
    for (size_t i = 0; i < e->nkids; i++)
        expr_describe(e->kids[i], out);
    buf_addc(out, ')');
}
