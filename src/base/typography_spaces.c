/* typography_spaces: where a line must not break, and the spaces of French. SPDX-License-Identifier: MIT
 *
 * A blank between two words becomes a no-break space where the two belong together in every reading: number and unit,
 * abbreviation and number, title and name. French has a no-break space within guillemets and before the colon, and a narrow one
 * before ; ! ? (Lexique des r\u00E8gles typographiques, Imprimerie nationale). */
#include "base/typography_part.h"

#define NO_BREAK "\u00A0"
#define NARROW "\u202F"

enum { WORD = 12 };             /* bytes of the longest word of the lists */

/* Units by their symbols, letter for letter. Not those that are words or other abbreviations somewhere: A, V, N, s, t, l, in. */
static const char units[] =
    " % \u2030 \u00B0C \u00B0F \u00B0 \u20AC \u00A3 km m dm cm mm \u00B5m \u03BCm nm kg g mg \u00B5g \u03BCg hl dl cl ml mL kL "
    "h min ms \u00B5s \u03BCs ns Hz kHz MHz GHz THz kW MW GW TW kWh MWh GWh TWh kV mV mA kJ MJ kcal hPa kPa MPa kN dB dpi ppm "
    "px km/h m/s kB KB MB GB TB PB KiB MiB GiB TiB kbit Mbit Gbit kbit/s Mbit/s Gbit/s Mbps Gbps km\u00B2 m\u00B2 cm\u00B2 "
    "m\u00B3 cm\u00B3 "
    "p.m. a.m. pm am ";

/* ---- words around a blank -------------------------------------------------------------------------------------------- */

static bool
is_blank_at(struct str s, size_t i)
{
    return typo_class_at(s, i) <= TYPO_BLANK;
}

/* The word that ends before I with what opens it left out, or an empty one if it is longer than those of the lists. */
static struct str
word_before(struct str s, size_t i)
{
    size_t from = i;

    while (from > 0 && i - from <= WORD && !char_is_blank(s.at[from - 1]) && s.at[from - 1] != '(' && s.at[from - 1] != '['
        && s.at[from - 1] != '"' && s.at[from - 1] != '\'')
        from--;
    return i - from > WORD ? STR("") : str_sub(s, from, i);
}

static struct str
word_behind(struct str s, size_t i)
{
    size_t to = i;

    while (to < s.len && to - i <= WORD && !char_is_blank(s.at[to]))
        to++;
    return to - i > WORD ? STR("") : str_sub(s, i, to);
}

static bool
is_in(struct str word, const char *list, bool fold)
{
    char key[WORD + 2] = " ";
    size_t n = 1;

    if (word.len == 0 || word.len > WORD)
        return false;
    for (size_t i = 0; i < word.len; i++)
        key[n++] = fold ? char_lower(word.at[i]) : word.at[i];
    key[n++] = ' ';
    return str_find(str_of(list), (struct str){ key, n }, 0) >= 0;
}

/* "5 km", also with what ends a clause behind the unit. */
static bool
is_unit(struct str word)
{
    if (is_in(word, units, false))
        return true;
    while (word.len > 1 && str_chr(STR(".,;:!?)\"'"), word.at[word.len - 1], 0) >= 0)
        word.len--;
    return is_in(word, units, false);
}

static bool
is_capital(struct str s, size_t i)
{
    uint32_t c = typo_after(s, i);

    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F);
}

/* "10 000": one to three digits before the blank, three behind it and then none. */
static bool
is_thousands(struct str in, size_t i)
{
    size_t n = 0;

    while (n < 4 && n < i && char_is_digit(in.at[i - 1 - n]))
        n++;
    if (n == 0 || n > 3 || i + 3 >= in.len)
        return false;
    if (n < i && (in.at[i - 1 - n] == '.' || in.at[i - 1 - n] == ',' || typo_class_before(in, i - n) == TYPO_LETTER))
        return false;
    for (size_t k = 1; k <= 3; k++)
        if (!char_is_digit(in.at[i + k]))
            return false;
    return i + 4 >= in.len || !char_is_digit(in.at[i + 4]);
}

static bool
belong_together(struct str in, size_t i, const struct typography *rules)
{
    enum typo_class before = typo_class_before(in, i), next = typo_class_at(in, i + 1);
    uint32_t sign = typo_before(in, i);

    if (before == TYPO_DIGIT && (is_unit(word_behind(in, i + 1)) || ((rules->flags & TYPO_THOUSANDS) && is_thousands(in, i))))
        return true;
    if (next == TYPO_DIGIT)
        return sign == 0xA7 || sign == 0xB6 || sign == 0x2116 || is_in(word_before(in, i), rules->numbered, true);
    if (next != TYPO_LETTER)
        return false;
    return (is_capital(in, i + 1) && is_in(word_before(in, i), rules->titles, true))
        || (*rules->clitics && is_in(word_before(in, i), rules->clitics, true));
}

/* ---- French ---------------------------------------------------------------------------------------------------------- */

/* After the marks at I there is a blank, the end, or what closes: no smiley, no time of day. */
static bool
ends_there(struct str in, size_t i)
{
    for (int n = 0; n < 4 && i < in.len && str_chr(STR(";:!?.\"')]"), in.at[i], 0) >= 0; n++)
        i++;
    return is_blank_at(in, i) || (typo_class_at(in, i) == TYPO_EITHER && typo_after(in, i) >= 0x80);
}

/* The space that belongs before the mark at I, or NULL. */
static const char *
french_space(struct str in, size_t i, const struct typography *rules)
{
    uint32_t mark = typo_after(in, i);

    if (mark == 0xBB)
        return NO_BREAK;
    if (mark == ':')
        return is_blank_at(in, i + 1) ? NO_BREAK : NULL;
    if ((mark == ';' || mark == '!' || mark == '?') && !(rules->flags & TYPO_CLOSE_MARKS) && ends_there(in, i))
        return NARROW;
    return NULL;
}

const char *
typo_space_before(struct str in, size_t i, const struct typography *rules)
{
    enum typo_class before = typo_class_before(in, i);
    uint32_t last = typo_before(in, i);

    if (!(rules->flags & TYPO_FRENCH) || before <= TYPO_OPENS || (last < 0x80 && str_chr(STR(";:!?"), (char)last, 0) >= 0))
        return NULL;
    if (before == TYPO_SIGN && last != '"' && last != '\'')
        return NULL;
    return french_space(in, i, rules);
}

const char *
typo_space_behind(struct str in, size_t i, const struct typography *rules)
{
    if (!(rules->flags & TYPO_FRENCH) || typo_after(in, i) != 0xAB || is_blank_at(in, i + 2))
        return NULL;
    return NO_BREAK;
}

const char *
typo_blank(struct str in, size_t i, const struct typography *rules)
{
    const char *space = NULL;

    if (i == 0 || i + 1 >= in.len || typo_class_before(in, i) <= TYPO_BLANK || is_blank_at(in, i + 1))
        return NULL;
    if (rules->flags & TYPO_FRENCH)
        space = typo_before(in, i) == 0xAB ? NO_BREAK : french_space(in, i + 1, rules);
    return space ? space : belong_together(in, i, rules) ? NO_BREAK : NULL;
}
