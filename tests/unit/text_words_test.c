/* text_words_test: what is a word, and what is the same one. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "wrap/text_words.h"

#include <stdlib.h>

static struct arena mem;

static struct str
words(const char *text)
{
    return text_words_query(&mem, str_of(text), false);
}

TEST(words_are_runs_of_letters_and_digits)
{
    CHECK_STR(words("The tide, at 10:45!"), " the tide at 10 45 ");
    CHECK_STR(words("snake_case foo.bar(x)"), " snake case foo bar x ");
    CHECK_STR(words("don\xE2\x80\x99t l'eau"), " don t l eau ");
    CHECK_STR(words("\xE2\x80\x94 \xE2\x80\xA6 !"), "");
    CHECK_STR(words(""), "");
    CHECK_STR(words("a\xC2\xB6" "b \xC2\xB6 c"), " a b c ");
}

TEST(case_accents_and_forms_do_not_count)
{
    CHECK_STR(words("ÉLAN Élan e\xCC\x81lan"), " elan elan elan ");
    CHECK_STR(words("Straße STRASSE"), " strasse strasse ");
    CHECK_STR(words("Øre Łódź æther"), " ore lodz aether ");
    CHECK_STR(words("İstanbul ISTANBUL ıstanbul"), " istanbul istanbul istanbul ");
    CHECK_STR(words("ΟΔΟΣ οδός"), " οδοσ οδοσ ");
    CHECK_STR(words("\xEF\xAC\x81sh \xEF\xBC\xA1\xEF\xBC\xA2"), " fish ab ");               /* a ligature; full width */
    CHECK_STR(words("wa\xC2\xADter wa\xE2\x80\x8B" "ter"), " water wa ter ");     /* soft hyphen; zero-width space */
    CHECK_STR(words("مُدُن مـدن"), " مدن مدن ");
    CHECK_STR(words("שָׁלוֹם"), " שלום ");
}

TEST(letters_of_their_own_stay)
{
    CHECK_STR(words("Мой мои"), " мо\xD0\xB8\xCC\x86 мои ");
    CHECK_STR(words("мо\xD0\xB8\xCC\x86"), " мо\xD0\xB8\xCC\x86 ");
    CHECK(!str_eq(words("が"), words("か")));
    CHECK(str_eq(words("ガ"), words("\xEF\xBD\xB6\xEF\xBE\x9E")));                 /* half width */
    CHECK_STR(words("हिन्दी"), " हिन्दी ");
}

TEST(scripts_without_blanks_are_found_by_character)
{
    CHECK_STR(words("水道水です。"), " 水 道 水 て\xE3\x82\x99 す ");
    CHECK_STR(words("iPhone用カバー3個"), " iphone 用 カ ハ\xE3\x82\x99 ー 3 個 ");
    CHECK_STR(words("기후가"), " 기 후 가 ");
    CHECK_STR(words("\xE1\x84\x80\xE1\x85\xB5"), " 기 ");                         /* in single letters */
    CHECK(str_find(words("น้ำท่วมเมือง"), words("ท่วม"), 0) > 0);
    CHECK_STR(words("𠮷野"), " 𠮷 野 ");
}

TEST(paragraphs_end_phrases)
{
    struct buf out;

    buf_init(&out);
    text_words_end(&out);
    text_words(&out, STR("High water"));
    text_words_end(&out);
    text_words_end(&out);
    text_words(&out, STR("mark"));
    CHECK_STR(buf_str(&out), " high water \xC2\xB6 mark ");
    CHECK(str_find(buf_str(&out), words("high water"), 0) == 0);
    CHECK(str_find(buf_str(&out), words("water mark"), 0) == STR_NPOS);
    CHECK(str_find(buf_str(&out), text_words_query(&mem, STR("high wat"), true), 0) == 0);
    CHECK(str_find(buf_str(&out), text_words_query(&mem, STR("igh"), true), 0) == STR_NPOS);
    buf_release(&out);
}

TEST(long_words_are_cut_alike)
{
    char *text = malloc(100001);
    struct str query;

    memset(text, 'x', 100000);
    text[100000] = '\0';
    query = words(text);
    CHECK(query.len > 100 && query.len < 2 + TEXT_WORD_MOST + 1);
    text[5000] = '\0';
    CHECK(str_eq(query, words(text)));
    free(text);
}

TEST(bad_bytes_separate)
{
    CHECK_STR(words("a\xFF" "b\xC3"), " a b ");
}

TESTS(CASE(words_are_runs_of_letters_and_digits), CASE(case_accents_and_forms_do_not_count), CASE(letters_of_their_own_stay),
    CASE(scripts_without_blanks_are_found_by_character), CASE(paragraphs_end_phrases), CASE(long_words_are_cut_alike),
    CASE(bad_bytes_separate))
