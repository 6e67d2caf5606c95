/* words_test: every language has every word. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/utf8.h"
#include "base/words.h"

#include <string.h>

static const char *const languages[] = { "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "pl", "cs",
    "ru", "uk", "tr", "el", "ar", "fa", "he", "hi", "ta", "zh", "zh-Hant", "ja", "ko", "fi", "hu", "ro" };
enum { LANGUAGES = sizeof languages / sizeof *languages };

TEST(every_word_is_there_in_every_language)
{
    for (size_t i = 0; i < LANGUAGES; i++) {
        for (int w = 0; w < WORD_COUNT; w++) {
            const char *word = word_get((enum word)w, str_of(languages[i]));
            CHECK(word && *word);
            CHECK(utf8_valid_length(str_of(word)) == strlen(word));
            CHECK(utf8_count(str_of(word)) < 70);
        }
    }
}

/* A word that is a format would be dangerous where it is none, and the other way round. */
TEST(only_formats_hold_percent_signs)
{
    static const int wanted[WORD_COUNT] = { [WORD_BY] = 1, [WORD_MADE_WITH] = 1, [WORD_NO_ALTERNATIVE] = 2,
        [WORD_MINUTES] = 1 };

    for (size_t i = 0; i < LANGUAGES; i++) {
        for (int w = 0; w < WORD_COUNT; w++) {
            struct str word = str_of(word_get((enum word)w, str_of(languages[i])));
            int found = 0;
            for (ptrdiff_t at = str_chr(word, '%', 0); at >= 0; at = str_chr(word, '%', (size_t)at + 1), found++)
                CHECK((size_t)at + 1 < word.len && word.at[at + 1] == 's');
            CHECK(found == wanted[w]);
        }
    }
}

TEST(each_language_has_its_own_words)
{
    for (size_t i = 1; i < LANGUAGES; i++)
        CHECK(strcmp(word_get(WORD_UNDATED, str_of(languages[i])), "Undated") != 0);
}

TEST(the_first_subtag_decides)
{
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("de-AT"))), "Inhalt");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("FR_ca"))), "Table des matières");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("no"))), "Innhold");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("zh-TW"))), "目錄");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("zh-CN"))), "目录");
}

TEST(an_unknown_language_is_english)
{
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR(""))), "Contents");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR_NONE)), "Contents");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("tlh"))), "Contents");
    CHECK_STR(str_of(word_get(WORD_CONTENTS, STR("d"))), "Contents");
}

TEST(direction_is_that_of_the_script_then_of_the_language)
{
    CHECK(word_is_rtl(STR("ar")) && word_is_rtl(STR("fa-IR")) && word_is_rtl(STR("HE")) && word_is_rtl(STR("ckb")));
    CHECK(word_is_rtl(STR("az-Arab")) && word_is_rtl(STR("pa-arab-PK")));
    CHECK(!word_is_rtl(STR("en")) && !word_is_rtl(STR("")) && !word_is_rtl(STR("zh-Hant")) && !word_is_rtl(STR("de-1996")));
    CHECK(!word_is_rtl(STR("ar-Latn")) && !word_is_rtl(STR("ku-Latn")));
}

TESTS(CASE(every_word_is_there_in_every_language), CASE(only_formats_hold_percent_signs),
    CASE(each_language_has_its_own_words), CASE(the_first_subtag_decides), CASE(an_unknown_language_is_english),
    CASE(direction_is_that_of_the_script_then_of_the_language))
