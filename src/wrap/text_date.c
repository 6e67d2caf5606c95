/* text_date: dates as people of a language write them, with ICU. SPDX-License-Identifier: MIT
 *
 * ICU gives patterns, names and digits; the date is put together here, always in the Gregorian calendar (a book of one of its
 * months would make no sense in another). Opening ICU's formatters takes milliseconds and they may not be shared, so each
 * thread keeps what it took from them for the languages it saw last: plain bytes without anything to give back. */
#include "wrap/text.h"

#include "base/buf.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unumsys.h>
#include <unicode/ustring.h>

#include <stdio.h>
#include <string.h>

enum { TAG_ROOM = 40, NAME_ROOM = 64, PATTERN_ROOM = 96, DIGIT_ROOM = 5, LANGUAGES = 4 };
enum { MONTHS = 12, WEEKDAYS = 7 };
enum { IN_DATE, ALONE };        /* "5 марта", "март": the form that a name has beside a day, and by itself */
enum { WIDE, SHORT };

struct date_words {
    char tag[TAG_ROOM];         /* the language as it was asked for; "": not used yet */
    bool known;                 /* else dates are written as in ISO 8601 */
    char patterns[DATE_TIME][PATTERN_ROOM];         /* by precision: of a year, month, day (CLDR, TR 35 part 4) */
    char months[2][2][MONTHS][NAME_ROOM];           /* [IN_DATE or ALONE][WIDE or SHORT] */
    char weekdays[2][WEEKDAYS][NAME_ROOM];          /* from Sunday */
    char digits[10][DIGIT_ROOM];
};

static _Thread_local struct {
    struct date_words words[LANGUAGES];
    unsigned next;              /* the one to be replaced */
} seen;

/* ---- from ICU -------------------------------------------------------------------------------------------------------- */

/* ICU would fall back to the locale of the machine for a language that it has no data for. */
static bool
has_data(const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    char language[16];
    size_t n = (size_t)uloc_getLanguage(locale, language, sizeof language, &status);

    if (U_FAILURE(status) || n == 0 || n >= sizeof language)
        return false;
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        const char *available = uloc_getAvailable(i);
        if (strncmp(available, language, n) == 0 && (available[n] == '\0' || available[n] == '_'))
            return true;
    }
    return false;
}

/* ICU's name of the language, with our calendar. English of no country is that of the world: "5 March 2024". */
static bool
find_locale(const char *tag, char *locale, int32_t room)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t read = 0;

    if (str_ieqc(str_of(tag), "en"))
        tag = "en-001";
    uloc_forLanguageTag(tag, locale, room, &read, &status);
    if (U_FAILURE(status) || !has_data(locale))
        return false;
    uloc_setKeywordValue("calendar", "gregorian", locale, room, &status);
    return U_SUCCESS(status);
}

/* As UTF-8. The narrow no-break space, which fonts of e-readers lack, becomes a plain one (EPUB-RULES 8.4). */
static bool
take(char *to, int32_t room, UChar *from, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;

    for (int32_t i = 0; i < len; i++)
        if (from[i] == 0x202F)
            from[i] = 0xA0;
    u_strToUTF8(to, room - 1, NULL, from, len, &status);
    to[room - 1] = '\0';
    return U_SUCCESS(status);
}

static bool
take_symbols(const UDateFormat *format, UDateFormatSymbolType type, int32_t first, int32_t n, char (*names)[NAME_ROOM])
{
    for (int32_t i = 0; i < n; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar name[NAME_ROOM];
        int32_t len = udat_getSymbols(format, type, first + i, name, NAME_ROOM, &status);
        if (U_FAILURE(status) || !take(names[i], NAME_ROOM, name, len))
            return false;
    }
    return true;
}

static bool
take_names(struct date_words *w, const char *locale)
{
    static const UChar utc[] = { 'U', 'T', 'C', 0 };
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_LONG, UDAT_LONG, locale, utc, -1, NULL, 0, &status);
    bool taken = U_SUCCESS(status)
        && take_symbols(format, UDAT_MONTHS, 0, MONTHS, w->months[IN_DATE][WIDE])
        && take_symbols(format, UDAT_SHORT_MONTHS, 0, MONTHS, w->months[IN_DATE][SHORT])
        && take_symbols(format, UDAT_STANDALONE_MONTHS, 0, MONTHS, w->months[ALONE][WIDE])
        && take_symbols(format, UDAT_STANDALONE_SHORT_MONTHS, 0, MONTHS, w->months[ALONE][SHORT])
        && take_symbols(format, UDAT_WEEKDAYS, 1, WEEKDAYS, w->weekdays[WIDE])
        && take_symbols(format, UDAT_SHORT_WEEKDAYS, 1, WEEKDAYS, w->weekdays[SHORT]);

    udat_close(format);
    return taken;
}

static bool
take_patterns(struct date_words *w, const char *locale)
{
    static const char *const skeletons[DATE_TIME] = { "", "y", "yMMMM", "yMMMMd" };
    UErrorCode status = U_ZERO_ERROR;
    UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
    bool taken = U_SUCCESS(status);

    for (int p = DATE_YEAR; taken && p <= DATE_DAY; p++) {
        UChar skeleton[8], pattern[PATTERN_ROOM];
        int32_t len;
        u_uastrcpy(skeleton, skeletons[p]);
        len = udatpg_getBestPattern(generator, skeleton, -1, pattern, PATTERN_ROOM, &status);
        taken = U_SUCCESS(status) && take(w->patterns[p], PATTERN_ROOM, pattern, len);
    }
    udatpg_close(generator);
    return taken;
}

static bool
take_digits(struct date_words *w, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberingSystem *numbers = unumsys_open(locale, &status);
    UChar digits[32] = { 0 };
    int32_t n = 0, at = 0;
    bool usual = U_SUCCESS(status) && !unumsys_isAlgorithmic(numbers) && unumsys_getRadix(numbers) == 10;

    if (usual)
        n = unumsys_getDescription(numbers, digits, 32, &status);
    for (int i = 0; i < 10; i++) {
        int32_t from = at;
        U16_FWD_1(digits, at, n);
        if (!usual || U_FAILURE(status) || at == from || !take(w->digits[i], DIGIT_ROOM, digits + from, at - from)) {
            w->digits[i][0] = (char)('0' + i);
            w->digits[i][1] = '\0';
        }
    }
    unumsys_close(numbers);
    return true;
}

static const struct date_words *
words_for(struct str language)
{
    struct date_words *w;
    char locale[2 * TAG_ROOM + 32];

    if (language.len == 0 || language.len >= TAG_ROOM)
        language = STR("en");
    for (size_t i = 0; i < LANGUAGES; i++)
        if (str_eqc(language, seen.words[i].tag))
            return &seen.words[i];
    w = &seen.words[seen.next];
    seen.next = (seen.next + 1) % LANGUAGES;
    memset(w, 0, sizeof *w);
    memcpy(w->tag, language.at, language.len);
    w->known = find_locale(w->tag, locale, sizeof locale) && take_names(w, locale) && take_patterns(w, locale) &&
        take_digits(w, locale);
    return w;
}

/* ---- to text --------------------------------------------------------------------------------------------------------- */

static void
add_number(struct buf *out, const struct date_words *w, unsigned number, int width)
{
    unsigned digits[10];
    int n = 0;

    do {
        digits[n++] = number % 10;
        number /= 10;
    } while (number > 0);
    for (int least = width > 4 ? 4 : width; n < least;)
        digits[n++] = 0;
    while (n > 0)
        buf_adds(out, w->digits[digits[--n]]);
}

/* A field of a pattern: N times LETTER (TR 35 part 4, "Date Field Symbol Table"). */
static void
add_field(struct buf *out, const struct date_words *w, struct date d, char letter, int n)
{
    int form = letter == 'L' ? ALONE : IN_DATE;

    if (letter == 'y' || letter == 'u')
        add_number(out, w, (unsigned)(n == 2 ? d.year % 100 : d.year), n);
    else if (letter == 'd')
        add_number(out, w, d.day, n);
    else if ((letter == 'M' || letter == 'L') && n <= 2)
        add_number(out, w, d.month, n);
    else if (letter == 'M' || letter == 'L')
        buf_adds(out, w->months[form][n == 3 ? SHORT : WIDE][d.month - 1]);
}

static void
add_pattern(struct buf *out, const struct date_words *w, struct date d, const char *pattern)
{
    bool quoted = false;

    for (const char *c = pattern; *c;) {
        int n = 1;
        if (*c == '\'' && c[1] == '\'') {
            buf_addc(out, '\'');
            n = 2;
        } else if (*c == '\'') {
            quoted = !quoted;
        } else if (!quoted && char_is_alpha(*c)) {
            while (c[n] == *c)
                n++;
            add_field(out, w, d, *c, n);
        } else {
            buf_addc(out, *c);
        }
        c += n;
    }
}

static bool
is_sound(struct date d)
{
    return d.precision > DATE_NONE && d.precision <= DATE_TIME && d.month >= 1 && d.month <= MONTHS && d.year >= 0;
}

struct str
text_date(struct arena *a, struct date d, struct str language)
{
    const struct date_words *w;
    struct buf out;
    struct str text;

    if (!is_sound(d))
        return STR("");
    w = words_for(language);
    if (!w->known)
        return date_iso(a, d);
    buf_init(&out);
    add_pattern(&out, w, d, w->patterns[d.precision < DATE_TIME ? d.precision : DATE_DAY]);
    text = buf_take(&out, a);
    buf_release(&out);
    return text;
}

static unsigned
weekday(struct date d)
{
    return (unsigned)(((date_days(d) + 4) % WEEKDAYS + WEEKDAYS) % WEEKDAYS);   /* 1970-01-01 was a Thursday */
}

static unsigned
day_of_year(struct date d)
{
    struct date first = d;

    first.month = first.day = 1;
    return (unsigned)(date_days(d) - date_days(first)) + 1;
}

static bool
add_numeric(struct buf *out, struct date d, char letter)
{
    int year = d.year, week = letter == 'V' || letter == 'G' ? date_week(d, &year) : 0;
    const struct {
        char letter;
        const char *format;
        int value;
    } fields[] = {
        { 'Y', "%04d", d.year }, { 'y', "%02d", d.year % 100 }, { 'm', "%02d", d.month }, { 'd', "%02d", d.day },
        { 'e', "%d", d.day }, { 'j', "%03d", (int)day_of_year(d) }, { 'V', "%02d", week }, { 'G', "%04d", year },
        { 'H', "%02d", d.hour }, { 'M', "%02d", d.minute }, { 'q', "%d", (d.month + 2) / 3 },
    };
    char text[16];

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].letter == letter) {
            snprintf(text, sizeof text, fields[i].format, fields[i].value);
            buf_adds(out, text);
            return true;
        }
    }
    return false;
}

static bool
add_name(struct buf *out, const struct date_words *w, struct date d, int form, char letter)
{
    int length = letter == 'b' || letter == 'a' ? SHORT : WIDE;

    if (letter == 'B' || letter == 'b')
        buf_adds(out, w->months[form][length][d.month - 1]);
    else if (letter == 'A' || letter == 'a')
        buf_adds(out, w->weekdays[length][weekday(d)]);
    else
        return false;
    return true;
}

struct str
text_format_date(struct arena *a, struct date d, struct str format, struct str language)
{
    bool with_day = str_find(format, STR("%d"), 0) >= 0 || str_find(format, STR("%e"), 0) >= 0;
    const struct date_words *w = words_for(language);
    struct buf out;
    struct str text;

    if (!is_sound(d))
        return STR("");
    if (!w->known)
        w = words_for(STR("en"));
    buf_init(&out);
    for (size_t i = 0; i < format.len; i++) {
        char letter = format.at[i] == '%' && i + 1 < format.len ? format.at[i + 1] : '\0';
        if (letter && (add_numeric(&out, d, letter) || add_name(&out, w, d, with_day ? IN_DATE : ALONE, letter)))
            i++;
        else if (letter == '%')
            buf_addc(&out, format.at[i++]);
        else
            buf_addc(&out, format.at[i]);
    }
    text = buf_take(&out, a);
    buf_release(&out);
    return text;
}
