/* names: titles and file names out of patterns. SPDX-License-Identifier: MIT
 *
 * "{archive}, {month:%B %Y}": a field in braces, for dates with a format after a colon; "{{" and "}}" are braces. */
#include "book/book.h"

#include "base/buf.h"
#include "base/near.h"
#include "base/words.h"
#include "book/select.h"
#include "wrap/text.h"

enum field_kind { FIELD_ARCHIVE, FIELD_BUNDLE, FIELD_TITLE, FIELD_LANG, FIELD_DEVICE, FIELD_GROUP, FIELD_PERIOD, FIELD_FROM,
    FIELD_TO };

struct field {
    const char *name;
    enum field_kind kind;
    enum every every;           /* of the books that have it: FIELD_GROUP */
    const char *in_title;       /* the default format of a date; NULL: as the language writes such a date */
    const char *in_file;
    enum date_precision precision;  /* of a date without format in a title */
};

static const struct field fields[] = {
    { "archive", FIELD_ARCHIVE, EVERY_NONE, NULL, NULL, DATE_NONE },
    { "bundle", FIELD_BUNDLE, EVERY_NONE, NULL, NULL, DATE_NONE },
    { "title", FIELD_TITLE, EVERY_NONE, NULL, NULL, DATE_NONE },
    { "year", FIELD_PERIOD, EVERY_YEAR, NULL, "%Y", DATE_YEAR },
    { "quarter", FIELD_PERIOD, EVERY_QUARTER, "Q%q %Y", "%Y-Q%q", DATE_NONE },
    { "month", FIELD_PERIOD, EVERY_MONTH, NULL, "%Y-%m", DATE_MONTH },
    { "week", FIELD_PERIOD, EVERY_WEEK, "%G-W%V", "%G-W%V", DATE_NONE },
    { "tag", FIELD_GROUP, EVERY_TAG, NULL, NULL, DATE_NONE },
    { "author", FIELD_GROUP, EVERY_AUTHOR, NULL, NULL, DATE_NONE },
    { "section", FIELD_GROUP, EVERY_SECTION, NULL, NULL, DATE_NONE },
    { "series", FIELD_GROUP, EVERY_SERIES, NULL, NULL, DATE_NONE },
    { "lang", FIELD_LANG, EVERY_LANG, NULL, NULL, DATE_NONE },
    { "from", FIELD_FROM, EVERY_NONE, NULL, "%Y-%m-%d", DATE_DAY },
    { "to", FIELD_TO, EVERY_NONE, NULL, "%Y-%m-%d", DATE_DAY },
    { "device", FIELD_DEVICE, EVERY_NONE, NULL, NULL, DATE_NONE },
};
enum { FIELDS = sizeof fields / sizeof *fields, SLUG = 60 };

struct expanding {
    struct arena *mem;
    const struct config *config;
    const struct book *book;
    bool is_file;
    const char **what;
};

struct str
name_slug(struct arena *mem, struct str value)
{
    struct str slug = text_slug(mem, value, SLUG);
    struct digest digest;

    if (slug.len)
        return slug;
    digest = digest_of(text_fold(mem, value));
    return digest_hex(mem, &digest, 4);
}

/* ---- dates ---------------------------------------------------------------------------------------------------------- */

/* A date in a file name: what could end a name or begin a folder becomes "-". */
static struct str
date_in_file(const struct expanding *x, struct date date, struct str format)
{
    struct str text = arena_str(x->mem, text_format_date(x->mem, date, format, STR("en")));

    for (size_t i = 0; i < text.len; i++)
        if (!char_is_alnum(text.at[i]) && str_chr(STR("-_.+"), text.at[i], 0) == STR_NPOS)
            ((char *)text.at)[i] = '-';
    return text;
}

static struct str
date_text(const struct expanding *x, const struct field *f, struct date date, struct str format)
{
    if (format.len == 0)
        format = str_of(x->is_file ? f->in_file : f->in_title);
    if (x->is_file)
        return date_in_file(x, date, format);
    if (format.len)
        return text_format_date(x->mem, date, format, x->book->language);
    date.precision = (uint8_t)f->precision;
    return text_date(x->mem, date, x->book->language);
}

/* The days that the book covers; where EVERY and the selection leave them open, those of its articles. */
static void
days_of(const struct book *b, struct date *from, struct date *to)
{
    bool first_given = b->from.precision != DATE_NONE, last_given = b->to.precision != DATE_NONE;

    *from = b->from;
    *to = b->to;
    for (size_t i = 0; i < b->narticles; i++) {
        struct date date = b->articles[i]->date;
        if (date.precision == DATE_NONE)
            continue;
        if (!first_given && (from->precision == DATE_NONE || date_cmp(date, *from) < 0))
            *from = date;
        if (!last_given && (to->precision == DATE_NONE || date_cmp(date, *to) > 0))
            *to = date;
    }
}

/* Does the book lie in one year, quarter, month or week? RESULT is a day of it. A week belongs to the month of its Thursday,
 * as ISO 8601 has it for years. */
static bool
period_of(const struct expanding *x, const struct field *f, struct date *result)
{
    struct str format = str_of(f->in_file);
    struct date from, to;

    days_of(x->book, &from, &to);
    if (from.precision == DATE_NONE || to.precision == DATE_NONE)
        return false;
    *result = from;
    if (x->book->bundle->every == EVERY_WEEK && f->every != EVERY_WEEK) {
        *result = date_of_days(date_days(from) + 3);
        return true;
    }
    return str_eq(text_format_date(x->mem, from, format, STR("en")), text_format_date(x->mem, to, format, STR("en")));
}

static bool
no_value(const struct expanding *x, const struct field *f)
{
    if (f->kind == FIELD_GROUP)
        *x->what = arena_printf(x->mem, "{%s} has no value: the books are not made by 'every: %s'", f->name, f->name).at;
    else if (f->kind == FIELD_PERIOD)
        *x->what = arena_printf(x->mem, "{%s} has no value: the articles lie in more than one %s", f->name, f->name).at;
    else
        *x->what = arena_printf(x->mem, "{%s} has no value here", f->name).at;
    return false;
}

static bool
date_value(const struct expanding *x, const struct field *f, struct str format, struct str *value)
{
    struct date from, to;

    if (book_is_undated(x->book)) {
        *value = x->is_file ? STR("undated") : str_of(word_get(WORD_UNDATED, x->book->language));
        return true;
    }
    days_of(x->book, &from, &to);
    if (f->kind == FIELD_TO)
        from = to;
    if (f->kind == FIELD_PERIOD ? !period_of(x, f, &from) : from.precision == DATE_NONE)
        return no_value(x, f);
    *value = date_text(x, f, from, format);
    return true;
}

/* ---- other fields --------------------------------------------------------------------------------------------------- */

static struct str
plain_value(const struct expanding *x, const struct field *f)
{
    const struct book *b = x->book;

    switch (f->kind) {
    case FIELD_ARCHIVE: return x->config->title;
    case FIELD_BUNDLE: return b->bundle->name.len ? b->bundle->name : x->config->title;
    case FIELD_TITLE: return b->title;
    case FIELD_LANG: return b->language;
    case FIELD_DEVICE: return b->device;
    case FIELD_GROUP: return b->bundle->every == f->every ? b->key_text : STR_NONE;
    default: return STR_NONE;
    }
}

static bool
field_value(const struct expanding *x, const struct field *f, struct str format, struct str *value)
{
    if (f->in_file)
        return date_value(x, f, format, value);
    if (format.len) {
        *x->what = arena_printf(x->mem, "{%s} is no date and takes no format", f->name).at;
        return false;
    }
    *value = plain_value(x, f);
    if (value->len == 0)
        return no_value(x, f);
    if (x->is_file)
        *value = f->kind == FIELD_GROUP ? x->book->slug : name_slug(x->mem, *value);
    return true;
}

static bool
unknown_field(const struct expanding *x, struct str name)
{
    struct near near;

    near_init(&near, name);
    for (size_t i = 0; i < FIELDS; i++)
        near_try(&near, fields[i].name);
    *x->what = arena_printf(x->mem, "unknown field {%.*s}%s%s%s", STR_ARG(str_sub(name, 0, 60)),
        near.best ? "; did you mean {" : "", near.best ? near.best : "", near.best ? "}?" : "").at;
    return false;
}

/* INSIDE is what stands between the braces. */
static bool
expand_field(const struct expanding *x, struct str inside, struct str *value)
{
    ptrdiff_t colon = str_chr(inside, ':', 0);
    struct str name = str_trim(str_sub(inside, 0, colon == STR_NPOS ? inside.len : (size_t)colon));
    struct str format = colon == STR_NPOS ? STR_NONE : str_from(inside, (size_t)colon + 1);

    for (size_t i = 0; i < FIELDS; i++)
        if (str_eqc(name, fields[i].name))
            return field_value(x, &fields[i], format, value);
    return unknown_field(x, name);
}

/* The next piece of the pattern at I; false with X->what. */
static bool
expand_piece(const struct expanding *x, struct str pattern, size_t *i, struct buf *out)
{
    char c = pattern.at[*i];
    bool doubled = *i + 1 < pattern.len && pattern.at[*i + 1] == c;
    ptrdiff_t end;
    struct str value;

    if (c != '{' || doubled) {
        buf_addc(out, c);
        *i += (c == '{' || c == '}') && doubled ? 2 : 1;
        return true;
    }
    end = str_chr(pattern, '}', *i);
    if (end == STR_NPOS) {
        *x->what = "a '{' is not closed; write '{{' for a brace";
        return false;
    }
    if (!expand_field(x, str_sub(pattern, *i + 1, (size_t)end), &value))
        return false;
    buf_add(out, value);
    *i = (size_t)end + 1;
    return true;
}

bool
name_expand(struct arena *mem, struct str pattern, const struct config *config, const struct book *book, bool is_file,
    struct str *result, const char **what)
{
    struct expanding x = { mem, config, book, is_file, what };
    struct buf out;
    bool ok = true;

    buf_init(&out);
    for (size_t i = 0; ok && i < pattern.len;)
        ok = expand_piece(&x, pattern, &i, &out);
    if (ok)
        *result = buf_take(&out, mem);
    buf_release(&out);
    return ok;
}
