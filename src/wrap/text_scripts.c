/* text_scripts: the names of scripts. SPDX-License-Identifier: MIT */
#include "wrap/text.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <unicode/uscript.h>

/* SIGNS: those that belong to no script too. */
static void
add_scripts(struct buf *out, struct str text, bool signs)
{
    UScriptCode last = USCRIPT_INVALID_CODE;

    for (size_t i = 0; i < text.len;) {
        UErrorCode error = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript((UChar32)utf8_next(text, &i), &error);
        struct str name = str_of(U_SUCCESS(error) ? uscript_getName(script) : "");
        if (script == last || name.len == 0 || (!signs && script <= USCRIPT_INHERITED) || str_find(buf_str(out), name, 0) >= 0)
            continue;
        buf_addf(out, "%s%.*s", out->len ? ", " : "", STR_ARG(name));
        last = script;
    }
}

struct str
text_scripts(struct arena *mem, struct str text)
{
    struct str names;
    struct buf out;

    buf_init(&out);
    add_scripts(&out, text, false);
    if (out.len == 0)
        add_scripts(&out, text, true);
    for (size_t i = 0; i < out.len; i++)
        if (out.at[i] == '_')
            out.at[i] = ' ';
    names = buf_take(&out, mem);
    buf_release(&out);
    return names;
}
