/* text_words: the words of a text, for searching. SPDX-License-Identifier: MIT
 *
 * Character by character: taken apart (NFKD), folded, marks that are no letters dropped. Most of a text is ASCII or one of a few
 * ranges that need no data. */
#include "wrap/text_words.h"

#include "base/utf8.h"
#include "wrap/text.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

static const char END[] = "\xC2\xB6 ";

enum { CLOSING_MARK = 0x3006, LONG_VOWEL = 0x30FC };       /* "〆", "ー": of no script, but Japanese */
enum { BREVE = 0x306, CYRILLIC_I = 0x438, VOICED = 0x3099, SEMIVOICED = 0x309A, TATWEEL = 0x640, ZERO_WIDTH_SPACE = 0x200B };

struct writer {
    struct buf *out;
    size_t word;                /* where the word begins that is being written */
    bool open;                  /* one is */
    bool is_sign;               /* it is one character of a script without blanks: only marks may follow */
    UChar32 last;
};

static void
end_word(struct writer *w)
{
    if (w->open)
        buf_addc(w->out, ' ');
    w->open = w->is_sign = false;
}

static void
begin_word(struct writer *w)
{
    w->word = w->out->len;
    w->open = true;
}

static void
put(struct writer *w, UChar32 c)
{
    const char *ascii = c >= 0x80 && c < 0x250 ? text_ascii_letter((uint32_t)c) : NULL;

    w->last = c;
    if (w->out->len - w->word + 4 > TEXT_WORD_MOST)
        return;
    if (ascii)
        buf_adds(w->out, ascii);
    else
        utf8_add(w->out, (uint32_t)c);
}

/* ---- what a character is --------------------------------------------------------------------------------------------- */

/* Accents, vowel points, joiners: what may be left out in writing. */
static bool
is_dropped(UChar32 c, int8_t type, UChar32 before)
{
    int32_t script;

    if (c == TATWEEL || (c != ZERO_WIDTH_SPACE && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)))
        return true;
    if (type != U_NON_SPACING_MARK || c == VOICED || c == SEMIVOICED || (c == BREVE && before == CYRILLIC_I))
        return false;
    script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
    return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC;
}

static bool
is_mark(int8_t type)
{
    return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK;
}

/* Is it a word by itself? */
static bool
is_sign(UChar32 c)
{
    if (c == CLOSING_MARK || c == LONG_VOWEL || u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
        return true;                    /* and Thai, Lao, Khmer, Burmese and others */
    switch (u_getIntPropertyValue(c, UCHAR_SCRIPT)) {
    case USCRIPT_HAN: case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_BOPOMOFO: case USCRIPT_HANGUL: case USCRIPT_YI:
    case USCRIPT_TIBETAN:
        return true;
    default:
        return false;
    }
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static void
add_sign(struct writer *w, UChar32 c)
{
    end_word(w);
    begin_word(w);
    put(w, c);
    w->is_sign = true;
}

static void
add_letter(struct writer *w, UChar32 c)
{
    if (w->is_sign)
        end_word(w);
    if (!w->open)
        begin_word(w);
    put(w, c);
}

/* One character that cannot be taken apart. */
static void
add_folded(struct writer *w, UChar32 c)
{
    int8_t type = u_charType(c);

    if (is_dropped(c, type, w->open ? w->last : 0))
        return;
    if (is_mark(type)) {
        if (w->open)
            put(w, c);
    } else if (!u_isalnum(c) && type != U_LETTER_NUMBER && type != U_OTHER_NUMBER) {
        end_word(w);
    } else if (is_sign(c)) {
        add_sign(w, c);
    } else {
        add_letter(w, u_foldCase(c, U_FOLD_CASE_DEFAULT));
    }
}

static bool
is_ideograph_or_hangul(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

static void
add_other(struct writer *w, uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd;
    UChar parts[32];
    int32_t n;

    if (is_ideograph_or_hangul(c)) {
        add_sign(w, (UChar32)c);
        return;
    }
    nfkd = unorm2_getNFKDInstance(&status);
    n = unorm2_getDecomposition(nfkd, (UChar32)c, parts, (int32_t)(sizeof parts / sizeof *parts), &status);
    if (n < 0 || U_FAILURE(status)) {
        add_folded(w, (UChar32)c);
        return;
    }
    for (int32_t i = 0; i < n; i++) {
        bool is_pair = U16_IS_LEAD(parts[i]) && i + 1 < n;
        add_folded(w, is_pair ? U16_GET_SUPPLEMENTARY(parts[i], parts[i + 1]) : parts[i]);
        i += is_pair;
    }
}

/* Hangul in single letters (U+1100 to U+11FF), as some file systems write it: put together first. */
static bool
has_jamo(struct str s)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if ((unsigned char)s.at[i] == 0xE1 && ((unsigned char)s.at[i + 1] & 0xFC) == 0x84)
            return true;
    return false;
}

static void
write_words(struct buf *out, struct str text)
{
    struct writer w = { .out = out };

    if (out->len == 0)
        buf_addc(out, ' ');
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c >= 0x80)
            add_other(&w, c);
        else if (char_is_alnum((char)c))
            add_letter(&w, (unsigned char)char_lower((char)c));
        else
            end_word(&w);
    }
    end_word(&w);
}

void
text_words(struct buf *out, struct str text)
{
    struct arena scratch;

    if (!has_jamo(text)) {
        write_words(out, text);
        return;
    }
    arena_init(&scratch);
    write_words(out, text_nfc(&scratch, text));
    arena_release(&scratch);
}

void
text_words_end(struct buf *out)
{
    if (out->len > 1 && !str_ends(buf_str(out), str_of(END)))
        buf_adds(out, END);
}

struct str
text_words_query(struct arena *mem, struct str text, bool open)
{
    struct buf out;
    struct str query;

    buf_init(&out);
    text_words(&out, text);
    query = out.len > 1 ? buf_take(&out, mem) : STR_NONE;
    buf_release(&out);
    if (open && query.len)
        query.len--;
    return query;
}
