/* text_decode: charsets to UTF-8, with ICU. SPDX-License-Identifier: MIT */
#include "wrap/text.h"

#include "base/buf.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_NAME = 60, CHUNK = 4096 };

/* What the web means by a name is often more than what it says (Encoding Standard, 4.2). ICU knows all other names. */
static const char *
charset_meant(const char *name)
{
    static const struct {
        const char *said, *meant;
    } names[] = {
        { "ansi", "windows-1252" }, { "ascii", "windows-1252" }, { "us-ascii", "windows-1252" },
        { "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" }, { "iso_8859-1", "windows-1252" },
        { "latin1", "windows-1252" }, { "latin-1", "windows-1252" }, { "l1", "windows-1252" },
        { "iso-8859-9", "windows-1254" }, { "latin5", "windows-1254" },
        { "iso-8859-11", "windows-874" }, { "tis-620", "windows-874" },
        { "gb2312", "gb18030" }, { "gb_2312-80", "gb18030" }, { "gbk", "gb18030" }, { "x-gbk", "gb18030" },
        { "shift_jis", "windows-31j" }, { "shift-jis", "windows-31j" }, { "sjis", "windows-31j" },
        { "x-sjis", "windows-31j" }, { "euc-kr", "windows-949" }, { "ks_c_5601-1987", "windows-949" },
        { "utf8", "utf-8" }, { "unicode-1-1-utf-8", "utf-8" }, { "utf-16", "utf-16le" }, { "unicode", "utf-16le" },
        { "x-mac-roman", "macintosh" },
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_ieqc(str_of(name), names[i].said))
            return names[i].meant;
    return name;
}

/* Only what names of charsets are made of: nothing that ICU could take for a path or an option. */
static bool
is_charset_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_alnum(s.at[i]) && !strchr("-_.:+()", s.at[i]))
            return false;
    return s.len > 0 && s.len < LONGEST_NAME;
}

/* ICU's callback for bytes that are no character: counts them and writes U+FFFD. */
static void
count_bad(const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t len, UConverterCallbackReason reason,
    UErrorCode *status)
{
    static const UChar replacement = 0xFFFD;
    size_t *bad = (size_t *)(uintptr_t)context;

    (void)bytes;
    (void)len;
    if (reason > UCNV_IRREGULAR)
        return;                 /* reset, close, clone */
    (*bad)++;
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

static void
add_utf8(struct buf *out, const UChar *from, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    char utf8[3 * (CHUNK + 2)];
    int32_t n = 0;

    u_strToUTF8WithSub(utf8, sizeof utf8, &n, from, len, 0xFFFD, NULL, &status);
    assert(U_SUCCESS(status));
    buf_add(out, (struct str){ utf8, (size_t)n });
}

static void
convert(UConverter *converter, struct str bytes, struct buf *out)
{
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    const char *from = bytes.len ? bytes.at : "", *end = from + bytes.len;
    UChar units[CHUNK + 2];
    int32_t held = 0;           /* 1: a chunk ended between two halves of a pair, and the first waits in units[0] */

    while (status == U_BUFFER_OVERFLOW_ERROR) {
        UChar *to = units + held;
        int32_t n;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &to, units + CHUNK, &from, end, NULL, true, &status);
        n = (int32_t)(to - units);
        held = status == U_BUFFER_OVERFLOW_ERROR && n > 0 && U16_IS_LEAD(units[n - 1]);
        add_utf8(out, units, n - held);
        if (held)
            units[0] = units[n - 1];
    }
}

static UConverter *
open_converter(struct str charset)
{
    UErrorCode status = U_ZERO_ERROR;
    char name[LONGEST_NAME];
    UConverter *converter;

    charset = str_trim(charset);
    if (!is_charset_name(charset))
        return NULL;
    memcpy(name, charset.at, charset.len);
    name[charset.len] = '\0';
    converter = ucnv_open(charset_meant(name), &status);
    return U_SUCCESS(status) ? converter : NULL;
}

/* UTF-16 without its byte order is that of its mark. */
static struct str
charset_of_mark(struct str bytes, struct str charset)
{
    if (!str_istarts(charset, STR("utf-16")) || bytes.len < 2)
        return charset;
    if (str_starts(bytes, STR("\xFE\xFF")))
        return STR("utf-16be");
    return str_starts(bytes, STR("\xFF\xFE")) ? STR("utf-16le") : charset;
}

bool
text_decode(struct arena *a, struct str bytes, struct str charset, struct str *utf8, size_t *bad)
{
    static const struct str mark = { "\xEF\xBB\xBF", 3 };
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = open_converter(charset_of_mark(bytes, str_trim(charset)));
    struct buf out;

    if (!converter)
        return false;
    *bad = 0;
    ucnv_setToUCallBack(converter, count_bad, bad, NULL, NULL, &status);
    buf_init(&out);
    convert(converter, bytes, &out);
    ucnv_close(converter);
    *utf8 = arena_str(a, str_from(buf_str(&out), str_starts(buf_str(&out), mark) ? mark.len : 0));
    buf_release(&out);
    return true;
}
