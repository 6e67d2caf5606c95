/* typography: the walk over the texts of a block. SPDX-License-Identifier: MIT
 *
 * The runs are joined, so that every rule sees what stands before and behind it whatever element it is in; what a run became is
 * cut out again where the next one begins. A replacement never reaches from one run into another. */
#include "base/typography_part.h"

#include "base/utf8.h"

struct setting {
    struct typo *t;
    struct buf out;
    size_t i, end;              /* byte in t->in, and where the run ends */
    size_t skip, word;          /* up to there nothing changes, for it is an address; where the last word ends */
    size_t quote;               /* the next of t->quotes */
    const struct typography *rules;
};

/* ---- what is left alone ---------------------------------------------------------------------------------------------- */

static bool
is_address(struct str word)
{
    ptrdiff_t at;

    if (str_find(word, STR("://"), 0) >= 0 || str_istarts(word, STR("www.")) || str_chr(word, '\\', 0) >= 0)
        return true;
    if (word.at[0] == '/' || str_starts(word, STR("./")) || str_starts(word, STR("../")) || str_starts(word, STR("~/")))
        return true;
    if (word.at[0] == ':' && word.len > 2 && str_chr(word, ':', 1) == (ptrdiff_t)word.len - 1)
        return true;            /* :smile: */
    if (str_starts(word, STR("&")) && str_chr(word, ';', 0) >= 0)
        return true;
    at = str_chr(word, '@', 1);
    return at > 0 && str_chr(word, '.', (size_t)at) >= 0;
}

/* "$f'(x)$": a sign on both sides without a blank within, and what formulas have between them. */
static bool
is_formula(struct str in, size_t i, size_t *end)
{
    enum { LONGEST = 200 };
    struct str rest = str_sub(in, i + 1, i + LONGEST);
    ptrdiff_t close = str_chr(rest, '$', 0);

    if (close < 1 || char_is_blank(rest.at[0]) || char_is_blank(rest.at[close - 1]))
        return false;
    *end = i + 2 + (size_t)close;
    for (ptrdiff_t k = 0; k < close; k++)
        if (str_chr(STR("\\^_{=<>("), rest.at[k], 0) >= 0)
            return !char_is_digit((char)typo_after(in, *end));
    return false;
}

/* At the beginning of a word: is it an address, a path, a name of a picture? */
static void
begin_word(struct setting *s)
{
    struct str in = s->t->in;
    size_t from = s->i, to;

    while (from < in.len && str_chr(STR("(\"'["), in.at[from], 0) >= 0)
        from++;
    for (to = from; to < in.len && !char_is_blank(in.at[to]);)
        to++;
    s->word = to;
    if (to > from && is_address(str_sub(in, from, to)))
        s->skip = to;
}

/* ---- dashes and dots ------------------------------------------------------------------------------------------------- */

static void
put(struct setting *s, size_t n, const char *text)
{
    buf_adds(&s->out, text);
    s->i += n;
}

/* How many C stand here; 4 are many. */
static size_t
count(const struct setting *s, char c)
{
    size_t n = 0;

    while (n < 4 && s->i + n < s->t->in.len && s->t->in.at[s->i + n] == c)
        n++;
    return n;
}

/* May a dash follow what stands before I without a blank? Not what opens: (--all), "--all", a=--b. */
static bool
ends_word(struct str in, size_t i)
{
    uint32_t last = typo_before(in, i);
    enum typo_class class = typo_classify(last);

    if (last == '"' || last == '\'' || (class == TYPO_EITHER && last >= 0x80))
        return typo_class_before(in, utf8_floor(in, i - 1)) > TYPO_OPENS;
    return class >= TYPO_DIGIT || class == TYPO_CLOSES;
}

/* "yes--no", "yes -- no", "-- Author"; not --all, i--, <!-- or -->. */
static bool
is_dash(const struct setting *s, size_t n)
{
    struct str in = s->t->in;
    uint32_t last = typo_before(in, s->i), next = typo_after(in, s->i + n);
    bool gap_before = typo_classify(last) <= TYPO_BLANK, gap_behind = typo_classify(next) <= TYPO_BLANK;

    if (last == '<' || last == '>' || last == '!' || next == '>' || next == '<' || last == '|' || next == '|' || last == '+'
        || next == '+' || last == '-')
        return false;
    if (next == 0 || typo_classify(next) == TYPO_CLOSES)
        return last != 0 && !gap_before && n == 3;  /* speech that breaks off, but not "C--," */
    return gap_before ? gap_behind : !gap_behind && ends_word(in, s->i);
}

static bool
is_of_words(uint32_t c)
{
    enum typo_class class = typo_classify(c);

    return c == '"' || c == '\'' || (class != TYPO_SIGN && (class != TYPO_EITHER || c >= 0x80));
}

/* " - " between words; between numbers it may be a minus. */
static bool
is_spaced_hyphen(const struct setting *s)
{
    struct str in = s->t->in;
    size_t i = s->i;

    if (i < 2 || i + 2 >= in.len || in.at[i - 1] != ' ' || in.at[i + 1] != ' ')
        return false;
    if (typo_class_before(in, i - 1) <= TYPO_BLANK || typo_class_at(in, i + 2) <= TYPO_BLANK)
        return false;
    if (typo_class_before(in, i - 1) == TYPO_DIGIT && typo_class_at(in, i + 2) == TYPO_DIGIT)
        return false;
    return is_of_words(typo_before(in, i - 1)) && is_of_words(typo_after(in, i + 2));
}

static void
set_hyphens(struct setting *s)
{
    size_t n = count(s, '-');
    const char *spaced = s->rules->flags & TYPO_EM_SPACED ? "\u2014" : "\u2013";
    bool fits = s->i + n <= s->end;

    if (fits && n == 1 && is_spaced_hyphen(s)) {
        put(s, 1, spaced);
    } else if (fits && (n == 2 || n == 3) && is_dash(s, n)) {
        bool em_gap = n == 2 && typo_class_before(s->t->in, s->i) == TYPO_BLANK;
        put(s, n, n == 3 ? "\u2014" : em_gap ? spaced : "\u2013");
    } else {
        buf_add(&s->out, str_sub(s->t->in, s->i, s->i + n < s->end ? s->i + n : s->end));
        s->i = s->i + n < s->end ? s->i + n : s->end;
    }
}

/* Three dots, but those of 1...9, f(...) and ../... */
static void
set_dots(struct setting *s)
{
    struct str in = s->t->in;
    size_t n = count(s, '.'), end = s->i + n;
    uint32_t last = typo_before(in, s->i), next = typo_after(in, end);
    bool is_range = typo_classify(last) == TYPO_DIGIT && typo_classify(next) == TYPO_DIGIT;
    bool is_call = last == '(' && next == ')' && s->i > 1 && typo_class_before(in, s->i - 1) >= TYPO_DIGIT;

    if (n == 3 && end <= s->end && !is_range && !is_call && last != '/' && next != '/' && last != '.') {
        put(s, 3, "\u2026");
        return;
    }
    end = end < s->end ? end : s->end;
    buf_add(&s->out, str_sub(in, s->i, end));
    s->i = end;
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static void
set_quote(struct setting *s)
{
    struct typo *t = s->t;
    const char *text = NULL;

    while (s->quote < t->nquotes && t->quotes[s->quote].at < s->i)
        s->quote++;
    if (s->quote < t->nquotes && t->quotes[s->quote].at == s->i)
        text = typo_quote_text(&t->quotes[s->quote]);
    if (text)
        put(s, 1, text);
    else
        buf_addc(&s->out, t->in.at[s->i++]);
}

static void
set_blank(struct setting *s)
{
    const char *text = typo_blank(s->t->in, s->i, s->rules);

    if (text)
        put(s, 1, text);
    else
        buf_addc(&s->out, s->t->in.at[s->i++]);
}

/* A character, with the spaces that French puts around it. */
static void
set_character(struct setting *s)
{
    struct str in = s->t->in;
    const char *before = typo_space_before(in, s->i, s->rules), *behind = typo_space_behind(in, s->i, s->rules);
    size_t from = s->i;

    if (before)
        buf_adds(&s->out, before);
    utf8_next(in, &s->i);
    buf_add(&s->out, str_sub(in, from, s->i));
    if (behind)
        buf_adds(&s->out, behind);
}

static void
set_next(struct setting *s)
{
    struct str in = s->t->in;
    char c = in.at[s->i];
    size_t formula;

    if (s->i >= s->word && !char_is_blank(c))
        begin_word(s);
    if (c == '$' && s->i >= s->skip && is_formula(in, s->i, &formula))
        s->skip = formula;
    if (s->i < s->skip)
        buf_addc(&s->out, in.at[s->i++]);
    else if (c == '"' || c == '\'')
        set_quote(s);
    else if (c == '-')
        set_hyphens(s);
    else if (c == '.')
        set_dots(s);
    else if (c == ' ' || c == '\n')
        set_blank(s);
    else if (s->rules->flags & TYPO_FRENCH)
        set_character(s);
    else
        buf_addc(&s->out, in.at[s->i++]);
}

/* Is there anything in TEXT that a rule might change? Digits for units, blanks for what a language has of its own. */
static bool
has_work(const struct typo_run *run)
{
    const struct typography *rules = run->rules;
    bool always = rules && ((rules->flags & (TYPO_FRENCH | TYPO_THOUSANDS)) || *rules->clitics || *rules->titles);

    for (size_t i = 0; rules && i < run->text.len; i++) {
        char c = run->text.at[i];
        if (c == '"' || c == '\'' || c == '-' || (c == '.' && i + 1 < run->text.len && run->text.at[i + 1] == '.')
            || (c == ' ' && (always || (i && char_is_digit(run->text.at[i - 1])))) || (always && c == ':'))
            return true;
    }
    return false;
}

static struct str
join(struct arena *mem, const struct typo_run *runs, size_t n)
{
    struct buf all;
    struct str text;

    if (n == 1)
        return runs[0].text;
    buf_init(&all);
    for (size_t i = 0; i < n; i++)
        buf_add(&all, runs[i].text);
    text = buf_take(&all, mem);
    buf_release(&all);
    return text;
}

static void
set_run(struct setting *s, struct typo_run *run)
{
    size_t from = s->i;

    s->end = from + run->text.len;
    s->rules = run->rules;
    buf_clear(&s->out);
    if (!run->rules) {
        s->i = s->end;
        return;
    }
    while (s->i < s->end)
        set_next(s);
    if (!str_eq(buf_str(&s->out), run->text))
        run->text = arena_str(s->t->mem, buf_str(&s->out));
}

void
typography_set(struct arena *mem, struct typo_run *runs, size_t n)
{
    struct typo t = { .mem = mem, .runs = runs, .nruns = n };
    struct setting s = { .t = &t };
    bool any = false;

    for (size_t i = 0; i < n && !any; i++)
        any = has_work(&runs[i]) || (runs[i].rules && runs[i].rules->flags & TYPO_FRENCH);
    if (!any)
        return;
    t.in = join(mem, runs, n);
    typo_find_quotes(&t);
    buf_init(&s.out);
    for (size_t i = 0; i < n; i++)
        set_run(&s, &runs[i]);
    buf_release(&s.out);
}

struct str
typography_line(struct arena *mem, struct str text, struct str language)
{
    struct typo_run run = { text, typography_of(language) };

    if (run.rules && text.len)
        typography_set(mem, &run, 1);
    return run.text;
}
