/* text_letters: under which letter a term stands in an index, with ICU. SPDX-License-Identifier: MIT
 *
 * In C++ because ICU has its index of letters in no other language. */
#include <unicode/alphaindex.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

extern "C" {
#include "wrap/text.h"
#include "wrap/text_letters.h"
}

#include <string>

using icu::AlphabeticIndex;
using icu::Locale;
using icu::UnicodeString;

struct text_letters {
    AlphabeticIndex::ImmutableIndex *index;
};

/* An archive has names in more scripts than its own: these come behind it. */
static AlphabeticIndex *
letters_of(const Locale &locale, UErrorCode &status)
{
    static const char *const others[] = { "en", "el", "ru", "he", "ar", "ko" };
    AlphabeticIndex *letters = new AlphabeticIndex(locale, status);

    for (const char *other : others)
        letters->addLabels(Locale(other), status);
    letters->setMaxLabelCount(1000, status);     /* else some of them are left out */
    letters->setUnderflowLabel(UnicodeString(static_cast<UChar>('#')), status);
    return letters;
}

text_letters *
text_letters_new(str language)
{
    UErrorCode status = U_ZERO_ERROR;
    Locale locale = Locale::forLanguageTag(icu::StringPiece(language.at, static_cast<int32_t>(language.len)), status);
    text_letters *result = new text_letters{ nullptr };

    if (U_FAILURE(status) || locale.isBogus() || !text_knows_language(language))
        locale = Locale::getRoot();
    status = U_ZERO_ERROR;
    AlphabeticIndex *letters = letters_of(locale, status);
    if (U_SUCCESS(status))
        result->index = letters->buildImmutableIndex(status);
    delete letters;
    return result;
}

void
text_letters_free(text_letters *letters)
{
    if (letters)
        delete letters->index;
    delete letters;
}

str
text_letter(const text_letters *letters, arena *mem, str term)
{
    UErrorCode status = U_ZERO_ERROR;
    str none = { "", 0 };

    if (!letters->index || term.len > INT32_MAX / 4)
        return none;
    UnicodeString name = UnicodeString::fromUTF8(icu::StringPiece(term.at, static_cast<int32_t>(term.len)));
    int32_t place = letters->index->getBucketIndex(name, status);
    const AlphabeticIndex::Bucket *bucket = U_SUCCESS(status) ? letters->index->getBucket(place) : nullptr;
    if (!bucket)
        return none;
    std::string label;
    bucket->getLabel().toUTF8String(label);
    return arena_str(mem, str{ label.data(), label.size() });
}
