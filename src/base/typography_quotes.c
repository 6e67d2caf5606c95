/* typography_quotes: which straight quote opens, which closes, which is an apostrophe. SPDX-License-Identifier: MIT
 *
 * By what stands on both sides (CommonMark's flanking, with classes of characters that are enough here), then by pairs on a
 * small stack: what finds no partner stays straight, but for apostrophes and a quote that opens a paragraph and is the only one
 * in it (speech that goes on in the next). */
#include "base/typography_part.h"

#include "base/utf8.h"

enum { DEPTH = 8 };             /* pairs in each other; what is deeper stays straight */

struct pairing {
    struct typo *t;
    size_t open[DEPTH];         /* indexes of quotes */
    unsigned depth;
};

/* ---- characters ------------------------------------------------------------------------------------------------------ */

static const struct { uint32_t first, last; enum typo_class class; } classes[] = {
    { 0x85, 0x85, TYPO_BLANK }, { 0xA0, 0xA0, TYPO_BLANK }, { 0xA1, 0xA1, TYPO_OPENS }, { 0xAB, 0xAB, TYPO_EITHER },
    { 0xB7, 0xB7, TYPO_EITHER }, { 0xBB, 0xBB, TYPO_EITHER }, { 0xBF, 0xBF, TYPO_OPENS }, { 0xD7, 0xD7, TYPO_EITHER },
    { 0x2000, 0x200A, TYPO_BLANK }, { 0x2010, 0x2015, TYPO_EITHER }, { 0x2018, 0x2018, TYPO_EITHER },
    { 0x2019, 0x2019, TYPO_EITHER }, { 0x201A, 0x201A, TYPO_OPENS }, { 0x201C, 0x201D, TYPO_EITHER },
    { 0x201E, 0x201E, TYPO_OPENS }, { 0x2026, 0x2026, TYPO_EITHER }, { 0x2028, 0x2029, TYPO_BLANK },
    { 0x202F, 0x202F, TYPO_BLANK }, { 0x2039, 0x203A, TYPO_EITHER }, { 0x205F, 0x205F, TYPO_BLANK },
    { 0x2190, 0x2BFF, TYPO_SIGN }, { 0x3000, 0x3000, TYPO_BLANK }, { 0x3001, 0x3002, TYPO_CLOSES },
    { 0x1F000, 0x1FAFF, TYPO_SIGN },
};

enum typo_class
typo_classify(uint32_t c)
{
    if (c == 0)
        return TYPO_EDGE;
    if (c < 0x80) {
        char a = (char)c;
        return char_is_alpha(a) ? TYPO_LETTER : char_is_digit(a) ? TYPO_DIGIT : char_is_blank(a) ? TYPO_BLANK
            : str_chr(STR("([{"), a, 0) >= 0 ? TYPO_OPENS : str_chr(STR(")]}.,;:!?"), a, 0) >= 0 ? TYPO_CLOSES
            : str_chr(STR("-/|=+~"), a, 0) >= 0 ? TYPO_EITHER : TYPO_SIGN;
    }
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (c >= classes[i].first && c <= classes[i].last)
            return classes[i].class;
    return TYPO_LETTER;
}

uint32_t
typo_after(struct str s, size_t i)
{
    return i < s.len ? utf8_next(s, &i) : 0;
}

uint32_t
typo_before(struct str s, size_t i)
{
    if (i == 0 || i > s.len)
        return 0;
    i = utf8_floor(s, i - 1);
    return utf8_next(s, &i);
}

static bool is_word(enum typo_class c) { return c == TYPO_LETTER || c == TYPO_DIGIT; }
static bool is_quote(char c) { return c == '"' || c == '\''; }

/* ---- one quote ------------------------------------------------------------------------------------------------------- */

/* The class of what follows the quotes that stand together at I. A run of them is short or no quotation: four are looked at. */
static enum typo_class
class_behind_quotes(struct str in, size_t i)
{
    for (int n = 0; n < 4 && i < in.len && is_quote(in.at[i]); n++)
        i++;
    return typo_class_at(in, i);
}

/* The same before I: a quote that opened counts as an opening bracket, an apostrophe as what may stand on either side. */
static enum typo_class
class_before_quote(const struct typo *t, size_t i)
{
    const struct typo_quote *last = t->nquotes ? &t->quotes[t->nquotes - 1] : NULL;

    if (i == 0 || !is_quote(t->in.at[i - 1]) || !last || last->at != i - 1)
        return typo_class_before(t->in, i);
    return last->role == TYPO_APOSTROPHE ? TYPO_EITHER : last->can_open ? TYPO_OPENS : TYPO_CLOSES;
}

static void
look_around(const struct typo *t, struct typo_quote *q)
{
    enum typo_class before = class_before_quote(t, q->at), next = typo_class_at(t->in, q->at + 1);
    enum typo_class behind = class_behind_quotes(t->in, q->at + 1);

    q->can_open = behind != TYPO_EDGE && behind != TYPO_BLANK
        && (before == TYPO_EDGE || before == TYPO_BLANK || before == TYPO_OPENS || before == TYPO_EITHER || before == TYPO_SIGN);
    q->can_close = before != TYPO_EDGE && before != TYPO_BLANK && before != TYPO_OPENS && !is_word(next);
}

/* 5'10" or 51° 30' 26": a number of minutes or feet stands before the seconds or inches. */
static bool
is_second_prime(struct str in, size_t i)
{
    size_t at = i, least = i > 12 ? i - 12 : 0;

    while (at > least && (char_is_digit(in.at[at - 1]) || in.at[at - 1] == '.' || in.at[at - 1] == ' '))
        at--;
    return at > 1 && at < i && in.at[at - 1] == '\'' && char_is_digit(in.at[at - 2]);
}

static bool
has_open(const struct pairing *p, char straight)
{
    for (unsigned i = 0; i < p->depth; i++)
        if (p->t->in.at[p->t->quotes[p->open[i]].at] == straight)
            return true;
    return false;
}

static bool
is_prime(const struct pairing *p, const struct typo_quote *q)
{
    struct str in = p->t->in;
    char straight = in.at[q->at];

    if (typo_class_before(in, q->at) != TYPO_DIGIT || typo_class_at(in, q->at + 1) == TYPO_LETTER)
        return false;
    if (straight == '\'' && typo_class_at(in, q->at + 1) == TYPO_DIGIT)
        return true;
    return !has_open(p, straight) || (straight == '"' && is_second_prime(in, q->at));
}

/* The word at I, in lower case as far as it is ASCII, with a blank on both sides, in KEY. */
static struct str
word_at(struct str in, size_t i, char key[16])
{
    size_t n = 0;

    key[n++] = ' ';
    while (i < in.len && n < 14 && (char_is_alnum(in.at[i]) || (unsigned char)in.at[i] >= 0x80))
        key[n++] = char_lower(in.at[i++]);
    key[n++] = ' ';
    return (struct str){ key, n };
}

/* '90s, '99; never more digits. */
static bool
is_short_year(struct str in, size_t i)
{
    size_t end = i + 2;

    if (end > in.len || !char_is_digit(in.at[i]) || !char_is_digit(in.at[i + 1]))
        return false;
    end += end < in.len && in.at[end] == 's';
    return !is_word(typo_class_at(in, end));
}

/* Between letters, as in don't; before a word that is known to begin with one, '90s, and the 'n' of rock 'n' roll. */
static bool
is_apostrophe(const struct pairing *p, const struct typo_quote *q)
{
    struct str in = p->t->in;
    enum typo_class before = typo_class_before(in, q->at), next = typo_class_at(in, q->at + 1);
    char key[16];
    struct str word;

    if (in.at[q->at] != '\'')
        return false;
    if (q->at > 1 && in.at[q->at - 2] == '\'' && (in.at[q->at - 1] | 32) == 'n' && p->t->nquotes
        && p->t->quotes[p->t->nquotes - 1].role == TYPO_APOSTROPHE)
        return true;            /* the second one of 'n' */
    if (before == TYPO_LETTER)
        return is_word(next) || (is_word(class_behind_quotes(in, q->at + 1)));
    if (before == TYPO_DIGIT)
        return next == TYPO_LETTER;
    if (next == TYPO_DIGIT)
        return is_short_year(in, q->at + 1) && typo_after(in, q->at + 3) == 's';
    word = word_at(in, q->at + 1, key);
    if (str_eqc(word, " n ") && typo_after(in, q->at + 2) == '\'')
        return true;
    return next == TYPO_LETTER && word.len > 2 && str_find(str_of(q->rules->elisions), word, 0) >= 0;
}

/* class of '99 ... the dogs' bones: two apostrophes. */
static bool
is_year_and_owner(struct str in, size_t open, size_t close)
{
    return is_short_year(in, open + 1) && in.at[close] == '\'' && close + 1 < in.len && in.at[close - 1] == 's';
}

/* ---- pairs ----------------------------------------------------------------------------------------------------------- */

static bool
close(struct pairing *p, struct typo_quote *q)
{
    struct typo *t = p->t;

    for (unsigned i = p->depth; i-- > 0;) {
        struct typo_quote *open = &t->quotes[p->open[i]];
        if (t->in.at[open->at] != t->in.at[q->at] || is_year_and_owner(t->in, open->at, q->at))
            continue;
        open->role = TYPO_OPENING;
        q->role = TYPO_CLOSING;
        q->rules = open->rules;
        p->depth = i;           /* those above it have no partner */
        return true;
    }
    return false;
}

static void
take(struct pairing *p, size_t index)
{
    struct typo_quote *q = &p->t->quotes[index];

    look_around(p->t, q);
    if (is_prime(p, q))
        q->can_open = q->can_close = false;
    else if (is_apostrophe(p, q))
        q->role = TYPO_APOSTROPHE;
    else if (q->can_close && close(p, q))
        q->can_open = false;
    else if (q->can_open && p->depth < DEPTH)
        p->open[p->depth++] = index;
}

/* Words that are cut at their beginning in speech, but mean something with a quote before them too. */
static bool
may_be_short(struct str in, size_t i)
{
    static const char words[] = " em til round bout cause cuz cos nuff ";
    char key[16];
    struct str word = word_at(in, i, key);

    return word.len > 2 && str_find(STR(words), word, 0) >= 0;
}

/* The marks of a pair in one of form OUTER: the two kinds take turns, but '..."..."...' keeps the double ones within. */
static enum typo_form
form_within(enum typo_form outer, char straight)
{
    if (outer == TYPO_QUOTE)
        return TYPO_NESTED;
    return straight == '"' || outer == TYPO_NESTED ? TYPO_QUOTE : TYPO_NESTED;
}

/* When all pairs are known: which marks each has. */
static void
choose_forms(struct typo *t)
{
    enum typo_form forms[DEPTH + 2];    /* of the pairs that are open; speech that goes on may be one more */
    unsigned depth = 0;

    for (size_t i = 0; i < t->nquotes; i++) {
        struct typo_quote *q = &t->quotes[i];
        char straight = t->in.at[q->at];
        if (q->role == TYPO_OPENING && depth < DEPTH + 2) {
            q->form = depth ? form_within(forms[depth - 1], straight) : straight == '"' ? TYPO_QUOTE : TYPO_SINGLE;
            forms[depth++] = q->form;
        } else if (q->role == TYPO_CLOSING && depth > 0) {
            q->form = forms[--depth];
        }
    }
}

/* What is left: an apostrophe at a word's end, a year, speech that goes on. */
static void
judge_single(struct typo *t, size_t index, bool is_only)
{
    struct typo_quote *q = &t->quotes[index];
    bool is_double = t->in.at[q->at] == '"';

    if (q->role != TYPO_STRAIGHT)
        return;
    if (!is_double && q->can_close && !q->can_open && typo_class_before(t->in, q->at) == TYPO_LETTER)
        q->role = TYPO_APOSTROPHE;
    else if (!is_double && q->can_open && (is_short_year(t->in, q->at + 1) || may_be_short(t->in, q->at + 1)))
        q->role = TYPO_APOSTROPHE;
    else if (is_double && is_only && q->can_open && str_is_blank(str_sub(t->in, 0, q->at)))
        q->role = TYPO_OPENING;
}

/* The rules of the run that byte AT stands in; RUN and its END only go forward. */
static const struct typography *
rules_at(const struct typo *t, size_t at, size_t *run, size_t *end)
{
    while (*run + 1 < t->nruns && at >= *end)
        *end += t->runs[++*run].text.len;
    return t->runs[*run].rules;
}

void
typo_find_quotes(struct typo *t)
{
    struct pairing p = { .t = t };
    size_t run = 0, end = t->nruns ? t->runs[0].text.len : 0, doubles = 0;

    for (size_t i = 0; i < t->in.len; i++) {
        const struct typography *rules;
        if (!is_quote(t->in.at[i]) || !(rules = rules_at(t, i, &run, &end)))
            continue;
        doubles += t->in.at[i] == '"';
        *ARENA_PUSH(t->mem, t->quotes, t->nquotes) = (struct typo_quote){ .at = i, .rules = rules };
        t->nquotes--;           /* those before it are what take() looks at */
        take(&p, t->nquotes);
        t->nquotes++;
    }
    for (size_t i = 0; i < t->nquotes; i++)
        judge_single(t, i, doubles == 1);
    choose_forms(t);
}

const char *
typo_quote_text(const struct typo_quote *q)
{
    int side = q->role == TYPO_CLOSING;

    if (q->role == TYPO_STRAIGHT)
        return NULL;
    if (q->role == TYPO_APOSTROPHE)
        return "\u2019";
    return q->form == TYPO_QUOTE ? q->rules->quote[side] : q->form == TYPO_NESTED ? q->rules->nested[side] : q->rules->single[side];
}
