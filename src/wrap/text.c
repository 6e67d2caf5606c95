/* text: what needs Unicode's data, with ICU. SPDX-License-Identifier: MIT
 *
 * Dates are in text_date.c, charsets in text_decode.c, language tags (which need no data) in text_language.c. */
#include "wrap/text.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <unicode/ucol.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ICU counts in 32 bits, and UTF-8 may take three bytes for a unit of UTF-16. Longer text is left as it is. */
#define LONGEST ((size_t)INT32_MAX / 4)

/* ---- UTF-16 ---------------------------------------------------------------------------------------------------------- */

struct wide {
    UChar *at;                  /* from the heap */
    int32_t len;
};

static struct wide
widen(struct str s)
{
    UErrorCode status = U_ZERO_ERROR;
    struct wide w = { .at = mem_alloc((s.len + 1) * sizeof(UChar)) };

    u_strFromUTF8WithSub(w.at, (int32_t)s.len + 1, &w.len, s.at, (int32_t)s.len, 0xFFFD, NULL, &status);
    assert(U_SUCCESS(status));
    return w;
}

static struct str
narrow(struct arena *a, struct wide w)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;
    char *at;

    u_strToUTF8WithSub(NULL, 0, &len, w.at, w.len, 0xFFFD, NULL, &status);
    at = arena_alloc(a, (size_t)len + 1);
    status = U_ZERO_ERROR;
    u_strToUTF8WithSub(at, len + 1, &len, w.at, w.len, 0xFFFD, NULL, &status);
    assert(U_SUCCESS(status));
    return (struct str){ at, (size_t)len };
}

/* An operation of ICU on UTF-16 text: gives the length needed, as ICU's functions do. */
typedef int32_t wide_fn(UChar *to, int32_t room, const UChar *from, int32_t len, UErrorCode *);

/* W after FN, in new memory; that of W is given back. */
static struct wide
wide_map(struct wide w, wide_fn *fn)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = w.len + w.len / 4 + 32;
    struct wide to = { .at = mem_alloc((size_t)room * sizeof(UChar)) };

    to.len = fn(to.at, room, w.at, w.len, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        room = to.len + 1;
        to.at = mem_realloc(to.at, (size_t)room * sizeof(UChar));
        to.len = fn(to.at, room, w.at, w.len, &status);
    }
    assert(U_SUCCESS(status));
    free(w.at);
    return to;
}

static int32_t
to_nfc(UChar *to, int32_t room, const UChar *from, int32_t len, UErrorCode *status)
{
    return unorm2_normalize(unorm2_getNFCInstance(status), from, len, to, room, status);
}

static int32_t
to_nfkd(UChar *to, int32_t room, const UChar *from, int32_t len, UErrorCode *status)
{
    return unorm2_normalize(unorm2_getNFKDInstance(status), from, len, to, room, status);
}

static int32_t
to_folded(UChar *to, int32_t room, const UChar *from, int32_t len, UErrorCode *status)
{
    return u_strFoldCase(to, room, from, len, U_FOLD_CASE_DEFAULT, status);
}

static bool
is_ascii(struct str s)
{
    uint64_t word = 0;
    size_t i = 0;

    for (; i + sizeof word <= s.len && !(word & 0x8080808080808080u); i += sizeof word)
        memcpy(&word, s.at + i, sizeof word);
    for (; i < s.len; i++)
        word |= (unsigned char)s.at[i];
    return !(word & 0x8080808080808080u);
}

/* ---- comparing and naming -------------------------------------------------------------------------------------------- */

static struct str
fold_ascii(struct arena *a, struct str s)
{
    char *at = arena_alloc(a, s.len + 1);
    size_t n = 0;

    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] > ' ' || !char_is_blank(s.at[i]))
            at[n++] = char_lower(s.at[i]);
        else if (at[n - 1] != ' ')
            at[n++] = ' ';
    }
    at[n] = '\0';
    return (struct str){ at, n };
}

/* In place: every run of white space of any script is one blank, none at the ends. Space is never a surrogate. */
static void
collapse(struct wide *w)
{
    int32_t n = 0;

    for (int32_t i = 0; i < w->len; i++) {
        if (!u_isUWhiteSpace(w->at[i]))
            w->at[n++] = w->at[i];
        else if (n > 0 && w->at[n - 1] != ' ')
            w->at[n++] = ' ';
    }
    w->len = n > 0 && w->at[n - 1] == ' ' ? n - 1 : n;
}

struct str
text_fold(struct arena *a, struct str s)
{
    struct wide w;
    struct str folded;

    if (is_ascii(s) || s.len > LONGEST)
        return fold_ascii(a, s);
    w = wide_map(wide_map(widen(s), to_folded), to_nfc);
    collapse(&w);
    folded = narrow(a, w);
    free(w.at);
    return folded;
}

const char *
text_ascii_letter(uint32_t c)
{
    static const struct {
        uint32_t code;
        const char *ascii;
    } letters[] = {
        { 0xDF, "ss" }, { 0xE6, "ae" }, { 0xF0, "d" }, { 0xF8, "o" }, { 0xFE, "th" }, { 0x111, "d" }, { 0x127, "h" },
        { 0x131, "i" }, { 0x142, "l" }, { 0x14B, "n" }, { 0x153, "oe" }, { 0x167, "t" }, { 0x1E9E, "ss" },
    };

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].code == c)
            return letters[i].ascii;
    return NULL;
}

/* Adds LETTERS to the slug of N bytes at AT; a run of what is no letter or digit is one "-". */
static size_t
slug_add(char *at, size_t n, struct str letters)
{
    for (size_t i = 0; i < letters.len; i++) {
        char c = char_lower(letters.at[i]);
        if ((c >= 'a' && c <= 'z') || char_is_digit(c))
            at[n++] = c;
        else if (n > 0 && at[n - 1] != '-')
            at[n++] = '-';
    }
    return n;
}

static size_t
slug_wide(char *at, struct str s)
{
    struct wide w = wide_map(widen(s), to_nfkd);
    size_t n = 0;

    /* Halves of pairs are neither marks nor letters: no letter up there gives one of ours that NFKD did not take apart. */
    for (int32_t i = 0; i < w.len; i++) {
        UChar32 c = w.at[i];
        char one[2] = "-";
        const char *letters;
        if (u_getIntPropertyValue(c, UCHAR_GENERAL_CATEGORY_MASK) & (int32_t)U_GC_M_MASK)
            continue;
        if (c > 0 && c < 0x80)
            one[0] = (char)c;
        letters = text_ascii_letter((uint32_t)u_tolower(c));
        n = slug_add(at, n, str_of(letters ? letters : one));
    }
    free(w.at);
    return n;
}

/* At most CAP bytes, at the last "-" where at least two thirds stay. */
static size_t
cut_slug(const char *at, size_t n, size_t cap)
{
    size_t end = cap;

    if (n <= cap)
        return n;
    while (end > cap * 2 / 3 && at[end] != '-')
        end--;
    return end > 0 && at[end] == '-' ? end : cap;
}

struct str
text_slug(struct arena *a, struct str s, size_t cap)
{
    struct str head = str_sub(s, 0, utf8_floor(s, s.len < 16 * cap ? s.len : 16 * cap));   /* more would be cut off */
    char *at;
    size_t n = 0;

    if (is_ascii(head)) {
        at = mem_alloc(head.len + 2);
        n = slug_add(at, n, head);
    } else {
        at = mem_alloc(18 * head.len + 2);      /* NFKD: at most 18 units for one */
        n = slug_wide(at, head);
    }
    n = cut_slug(at, n, cap);
    while (n > 0 && at[n - 1] == '-')
        n--;
    s = arena_str(a, (struct str){ at, n });
    free(at);
    return s;
}

/* All below U+0300 is NFC as it stands, and so is most text: its lead bytes are below 0xCC. */
static bool
is_surely_nfc(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] >= 0xCC)
            return false;
    return true;
}

struct str
text_nfc(struct arena *a, struct str s)
{
    UErrorCode status = U_ZERO_ERROR;
    struct wide w;
    struct str normal;

    if (is_surely_nfc(s) || s.len > LONGEST)
        return s;
    w = widen(s);
    if (unorm2_isNormalized(unorm2_getNFCInstance(&status), w.at, w.len, &status)) {
        free(w.at);
        return s;
    }
    w = wide_map(w, to_nfc);
    normal = narrow(a, w);
    free(w.at);
    return normal;
}

/* ---- order ----------------------------------------------------------------------------------------------------------- */

struct text_collator {
    UCollator *icu;             /* NULL: the order of bytes */
};

/* The name that ICU has for TAG; "" if it is too long or no tag. */
static void
locale_of(struct str tag, char locale[static 64])
{
    UErrorCode status = U_ZERO_ERROR;
    char text[64] = "";

    if (tag.len && tag.len < sizeof text)
        memcpy(text, tag.at, tag.len);
    uloc_forLanguageTag(text, locale, 64, NULL, &status);
    if (U_FAILURE(status))
        locale[0] = '\0';
}

/* ICU looks at the user's locale for a language that it does not know, which must not reach a book. */
bool
text_knows_language(struct str tag)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[64] = "", language[16] = "";

    locale_of(tag, locale);
    uloc_getLanguage(locale, language, sizeof language, &status);
    for (int32_t i = 0; U_SUCCESS(status) && language[0] && i < uloc_countAvailable(); i++)
        if (strcmp(uloc_getAvailable(i), language) == 0)
            return true;
    return false;
}

struct str
text_language_name(struct arena *a, struct str tag, struct str language)
{
    UErrorCode status = U_ZERO_ERROR;
    char of[64] = "", in[64] = "";
    UChar name[128];
    int32_t n;

    locale_of(tag, of);
    locale_of(language, in);
    n = of[0] && text_knows_language(language) ? uloc_getDisplayName(of, in, name, sizeof name / sizeof *name, &status) : 0;
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || n <= 0)
        return tag;
    return narrow(a, (struct wide){ name, n });
}

struct text_collator *
text_collator_new(struct str language)
{
    struct text_collator *c = mem_zalloc(sizeof *c);
    UErrorCode status = U_ZERO_ERROR;
    char locale[64] = "";

    locale_of(language, locale);
    c->icu = ucol_open(locale[0] ? locale : "root", &status);
    if (c->icu)
        ucol_setAttribute(c->icu, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    return c;
}

void
text_collator_free(struct text_collator *c)
{
    if (c && c->icu)
        ucol_close(c->icu);
    free(c);
}

int
text_collate(const struct text_collator *c, struct str a, struct str b)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollationResult order = UCOL_EQUAL;

    if (c->icu && a.len < LONGEST && b.len < LONGEST)
        order = ucol_strcollUTF8(c->icu, a.len ? a.at : "", (int32_t)a.len, b.len ? b.at : "", (int32_t)b.len, &status);
    return U_SUCCESS(status) && order != UCOL_EQUAL ? (int)order : str_cmp(a, b);
}

/* ---- host names ------------------------------------------------------------------------------------------------------ */

/* Letters, digits, "-", "_" and single dots; or an address in brackets. */
static bool
is_plain_host(struct str host)
{
    bool brackets = host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']';
    struct str s = brackets ? str_sub(host, 1, host.len - 1) : host;

    for (size_t i = 0; i < s.len; i++) {
        if (char_is_alnum(s.at[i]) || (brackets ? s.at[i] == ':' || s.at[i] == '.' : s.at[i] == '-' || s.at[i] == '_'))
            continue;
        if (s.at[i] != '.' || i == 0 || s.at[i - 1] == '.')
            return false;
    }
    return s.len > 0;
}

bool
text_host_ascii(struct arena *a, struct str host, struct str *ascii)
{
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    char out[256];
    UIDNA *idna;
    int32_t n;

    if (is_plain_host(host)) {
        *ascii = fold_ascii(a, host);
        return true;
    }
    if (host.len == 0 || host.len > 1000 || is_ascii(host))
        return false;
    idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status);
    n = uidna_nameToASCII_UTF8(idna, host.at, (int32_t)host.len, out, sizeof out, &info, &status);
    uidna_close(idna);
    if (U_FAILURE(status) || info.errors || n <= 0 || !is_plain_host((struct str){ out, (size_t)n }))
        return false;
    *ascii = arena_str(a, (struct str){ out, (size_t)n });
    return true;
}
