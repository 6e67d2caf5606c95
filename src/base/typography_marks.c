/* typography_marks: the languages. SPDX-License-Identifier: MIT
 *
 * Quotes as CLDR (delimiters) has them, but for French, Swiss and Danish, where books differ from keyboards; elsewhere as the
 * style guides of the languages say. A language that is not here is left alone: Chinese, Japanese and Korean have no use for
 * straight quotes, in Hebrew they are letters' marks too. */
#include "base/typography.h"

#define ENGLISH_NUMBERED " no. nos. p. pp. fig. figs. vol. ch. sec. eq. "
#define ENGLISH_TITLES " mr. mrs. ms. dr. prof. st. "
#define ENGLISH_ELISIONS " tis twas twere twill "
#define GERMAN_NUMBERED " nr. s. bd. abb. kap. art. abs. tab. "
#define GERMAN_TITLES " dr. prof. hr. fr. st. "
#define FRENCH_NUMBERED " n\u00B0 n\u00BA p. pp. vol. chap. fig. art. t. "
#define FRENCH_TITLES " m. mm. mme mmes mlle mlles dr pr st ste "
#define DUTCH_ELISIONS " s t n k m ns "

static const struct typography rows[] = {
    { " en ", { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        ENGLISH_NUMBERED, ENGLISH_TITLES, "", ENGLISH_ELISIONS, 0 },
    { " de lb dsb hsb ", { "\u201E", "\u201C" }, { "\u201A", "\u2018" }, { "\u201A", "\u2018" },
        GERMAN_NUMBERED, GERMAN_TITLES, "", " s n ne nen ", 0 },
    { " de-ch de-li ", { "\u00AB", "\u00BB" }, { "\u2039", "\u203A" }, { "\u2039", "\u203A" },
        GERMAN_NUMBERED, GERMAN_TITLES, "", " s n ne nen ", 0 },
    { " fr br oc wa ", { "\u00AB\u00A0", "\u00A0\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" },
        FRENCH_NUMBERED, FRENCH_TITLES, "", "", TYPO_FRENCH | TYPO_THOUSANDS },
    { " fr-ca ", { "\u00AB\u00A0", "\u00A0\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" },
        FRENCH_NUMBERED, FRENCH_TITLES, "", "", TYPO_FRENCH | TYPO_CLOSE_MARKS | TYPO_THOUSANDS },
    { " fr-ch ", { "\u00AB\u202F", "\u202F\u00BB" }, { "\u2039\u202F", "\u202F\u203A" }, { "\u2018", "\u2019" },
        FRENCH_NUMBERED, FRENCH_TITLES, "", "", TYPO_FRENCH | TYPO_THOUSANDS },
    { " es ca gl ast eu ", { "\u00AB", "\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" },
        " n.\u00BA p\u00E1g. p\u00E1gs. vol. cap. fig. art. ", " sr. sra. srta. dr. dra. d. d.\u00AA ", "", "", TYPO_THOUSANDS },
    { " es-419 es-ar es-bo es-cl es-co es-cr es-cu es-do es-ec es-gt es-hn es-mx es-ni es-pa es-pe es-pr es-py es-sv es-us es-uy "
      "es-ve ", { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        " n.\u00BA p\u00E1g. p\u00E1gs. vol. cap. fig. art. ", " sr. sra. srta. dr. dra. ", "", "", 0 },
    { " it ", { "\u00AB", "\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" },
        " n. p. pp. vol. cap. fig. art. ", " sig. dott. prof. ing. avv. ", "", "", 0 },
    { " it-ch ", { "\u00AB", "\u00BB" }, { "\u2039", "\u203A" }, { "\u2018", "\u2019" },
        " n. p. pp. vol. cap. fig. art. ", " sig. dott. prof. ing. avv. ", "", "", 0 },
    { " pt pt-pt ", { "\u00AB", "\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" },
        " n.\u00BA p. pp. vol. cap. fig. art. ", " sr. sra. dr. dra. prof. ", "", "", TYPO_THOUSANDS },
    { " pt-br ", { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        " n.\u00BA p. pp. vol. cap. fig. art. ", " sr. sra. dr. dra. prof. ", "", "", 0 },
    { " nl fy ", { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        " nr. blz. p. art. fig. ", " dhr. mevr. mw. dr. prof. ", "", DUTCH_ELISIONS, 0 },
    { " af id ms tl vi cy ga gd eo la th tr az mt sw zu ", { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        " no. p. ", "", "", "", 0 },
    { " sv fi se ", { "\u201D", "\u201D" }, { "\u2019", "\u2019" }, { "\u2019", "\u2019" },
        " nr s. sid. kap. ", "", "", "", TYPO_THOUSANDS },
    { " da ", { "\u00BB", "\u00AB" }, { "\u203A", "\u2039" }, { "\u203A", "\u2039" }, " nr. s. kap. ", " hr. fru dr. ", "", "", 0 },
    { " nb no nn ", { "\u00AB", "\u00BB" }, { "\u2018", "\u2019" }, { "\u2018", "\u2019" },
        " nr. s. kap. ", " hr. fru dr. ", "", "", TYPO_THOUSANDS },
    { " is ", { "\u201E", "\u201C" }, { "\u201A", "\u2018" }, { "\u201A", "\u2018" }, " nr. bls. ", "", "", "", 0 },
    { " cs sk ", { "\u201E", "\u201C" }, { "\u201A", "\u2018" }, { "\u201A", "\u2018" },
        " \u010D. s. str. obr. kap. odst. ", "", " k o s u v z a i ", "", TYPO_THOUSANDS },
    { " pl ", { "\u201E", "\u201D" }, { "\u00AB", "\u00BB" }, { "\u201A", "\u2019" },
        " nr s. str. rys. art. ust. ", "", " a i o u w z ", "", TYPO_THOUSANDS },
    { " ro ", { "\u201E", "\u201D" }, { "\u00AB", "\u00BB" }, { "\u201A", "\u2019" }, " nr. p. art. ", "", "", "", 0 },
    { " hu ", { "\u201E", "\u201D" }, { "\u00BB", "\u00AB" }, { "\u201A", "\u2019" }, "", "", "", "", TYPO_THOUSANDS },
    { " hr bs sr-latn ", { "\u201E", "\u201D" }, { "\u2018", "\u2019" }, { "\u201A", "\u2019" }, " br. str. ", "", "", "", 0 },
    { " sr mk ", { "\u201E", "\u201C" }, { "\u2019", "\u2018" }, { "\u201A", "\u2018" }, "", "", "", "", 0 },
    { " sl bg lt et ka ", { "\u201E", "\u201C" }, { "\u201A", "\u2018" }, { "\u201A", "\u2018" }, "", "", "", "", TYPO_THOUSANDS },
    { " lv ", { "\u201E", "\u201D" }, { "\u201A", "\u2019" }, { "\u201A", "\u2019" }, "", "", "", "", TYPO_THOUSANDS },
    { " ru be kk ky tt ", { "\u00AB", "\u00BB" }, { "\u201E", "\u201C" }, { "\u201E", "\u201C" },
        " \u2116 \u0441. \u0441\u0442\u0440. \u0440\u0438\u0441. \u0433\u043B. \u0442. ",
        "", " \u0432 \u043A \u0441 \u0443 \u043E \u0438 \u0430 \u044F ", "", TYPO_EM_SPACED | TYPO_THOUSANDS },
    { " uk ", { "\u00AB", "\u00BB" }, { "\u201E", "\u201C" }, { "\u201E", "\u201C" },
        " \u2116 \u0441. \u0441\u0442\u043E\u0440. \u0440\u0438\u0441. ",
        "", " \u0432 \u0437 \u0443 \u043E \u0456 \u0439 \u0430 \u044F ", "", TYPO_EM_SPACED | TYPO_THOUSANDS },
    { " el sq hy ", { "\u00AB", "\u00BB" }, { "\u201C", "\u201D" }, { "\u2018", "\u2019" }, "", "", "", "", 0 },
};

/* The row that lists TAG, which is in lower case. */
static const struct typography *
row_of(struct str tag)
{
    char key[16] = " ";
    struct str word = { key, tag.len + 2 };

    if (tag.len == 0 || tag.len > sizeof key - 3)
        return NULL;
    memcpy(key + 1, tag.at, tag.len);
    key[tag.len + 1] = ' ';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_find(str_of(rows[i].languages), word, 0) >= 0)
            return &rows[i];
    return NULL;
}

const struct typography *
typography_of(struct str language)
{
    char lower[16];
    struct str tag = { lower, language.len < sizeof lower ? language.len : sizeof lower };
    const struct typography *row;
    ptrdiff_t cut;

    for (size_t i = 0; i < tag.len; i++)
        lower[i] = language.at[i] == '_' ? '-' : char_lower(language.at[i]);
    while (!(row = row_of(tag)) && (cut = str_rchr(tag, '-')) > 0)
        tag.len = (size_t)cut;
    return row;
}
