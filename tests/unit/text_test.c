/* text_test: folding, slugs, charsets, dates and names of all languages. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/pool.h"
#include "wrap/text.h"
#include "wrap/text_letters.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;

static struct date
day(int year, int month, int d)
{
    return (struct date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)d, .precision = DATE_DAY };
}

static struct date
month_of(int year, int month)
{
    return (struct date){ .year = (int16_t)year, .month = (uint8_t)month, .day = 1, .precision = DATE_MONTH };
}

/* ---- names ----------------------------------------------------------------------------------------------------------- */

TEST(folding_makes_spellings_of_a_name_equal)
{
    CHECK_STR(text_fold(&mem, STR("  Open \t Source\n")), "open source");
    CHECK_STR(text_fold(&mem, STR("STRASSE")), "strasse");
    CHECK_STR(text_fold(&mem, STR("Straße")), "strasse");
    CHECK_STR(text_fold(&mem, STR("Cafe\xCC\x81")), "café");
    CHECK_STR(text_fold(&mem, STR("CAFÉ")), "café");
    CHECK_STR(text_fold(&mem, STR("\xC2\xA0 Ünder\xE3\x80\x80ground ")), "ünder ground");
    CHECK_STR(text_fold(&mem, STR("ΌΣΟΣ")), "όσοσ");
    CHECK_STR(text_fold(&mem, STR("")), "");
    CHECK_STR(text_fold(&mem, STR(" \n ")), "");
    CHECK_STR(text_fold(&mem, STR("\xFF" "A")), "\xEF\xBF\xBD" "a");
}

TEST(slugs_are_plain_ascii)
{
    CHECK_STR(text_slug(&mem, STR("Hello, World!"), 60), "hello-world");
    CHECK_STR(text_slug(&mem, STR("--A  B--"), 60), "a-b");
    CHECK_STR(text_slug(&mem, STR("Über Größe: Ærø & Łódź"), 60), "uber-grosse-aero-lodz");
    CHECK_STR(text_slug(&mem, STR("ﬁne ½ Ⅳ"), 60), "fine-1-2-iv");
    CHECK_STR(text_slug(&mem, STR("中文"), 60), "");
    CHECK_STR(text_slug(&mem, STR("東京 2020"), 60), "2020");
    CHECK_STR(text_slug(&mem, STR(""), 60), "");
}

TEST(slugs_are_cut_between_words)
{
    CHECK_STR(text_slug(&mem, STR("one two three"), 10), "one-two");
    CHECK_STR(text_slug(&mem, STR("one two three"), 7), "one-two");
    CHECK_STR(text_slug(&mem, STR("incomprehensibilities"), 10), "incomprehe");
    CHECK_STR(text_slug(&mem, STR("é incomprehensibilities"), 10), "e-incompre");
}

TEST(nfc_copies_only_what_is_not_composed)
{
    struct str latin = STR("naïve café"), han = STR("漢字 ἀρχή");

    CHECK(text_nfc(&mem, latin).at == latin.at);
    CHECK(text_nfc(&mem, han).at == han.at);
    CHECK_STR(text_nfc(&mem, STR("e\xCC\x81")), "é");
    CHECK_STR(text_nfc(&mem, STR("\xE2\x84\xAB")), "Å");
}

/* ---- charsets -------------------------------------------------------------------------------------------------------- */

static struct str
decoded(struct str bytes, const char *charset, size_t bad)
{
    struct str utf8;
    size_t n = 99;

    if (!text_decode(&mem, bytes, str_of(charset), &utf8, &n))
        return STR("unknown");
    return n == bad ? utf8 : STR("another number of bad bytes");
}

TEST(charsets_are_read_as_the_web_reads_them)
{
    CHECK_STR(decoded(STR("caf\xE9 \x93x\x94"), "ISO-8859-1", 0), "café “x”");
    CHECK_STR(decoded(STR("\xC4\x9F"), "utf8", 0), "ğ");
    CHECK_STR(decoded(STR("\xCF\xF0\xE8\xE2\xE5\xF2"), "windows-1251", 0), "Привет");
    CHECK_STR(decoded(STR("\x93\xFA\x96\x7B"), "Shift_JIS", 0), "日本");
    CHECK_STR(decoded(STR("\xC4\xE3\xBA\xC3"), " gb2312 ", 0), "你好");
    CHECK_STR(decoded(STR("\xC7\xD1"), "EUC-KR", 0), "한");
    CHECK_STR(decoded(STR("A\0\xE9\0"), "utf-16", 0), "Aé");
    CHECK_STR(decoded(STR("\x8E"), "macintosh", 0), "é");
}

TEST(a_byte_order_mark_is_dropped_and_obeyed)
{
    CHECK_STR(decoded(STR("\xEF\xBB\xBF" "a"), "UTF-8", 0), "a");
    CHECK_STR(decoded(STR("\xFE\xFF\0A"), "UTF-16", 0), "A");
    CHECK_STR(decoded(STR("\xFF\xFE" "A\0"), "UTF-16", 0), "A");
    CHECK_STR(decoded(STR("\xFF\xFE" "A\0"), "UTF-16LE", 0), "A");
}

TEST(bad_bytes_are_replaced_and_counted)
{
    CHECK_STR(decoded(STR("a\xFFz"), "UTF-8", 1), "a\xEF\xBF\xBDz");
    CHECK_STR(decoded(STR("a\xE2\x82"), "UTF-8", 1), "a\xEF\xBF\xBD");
    CHECK_STR(decoded(STR("A\0\0"), "utf-16le", 1), "A\xEF\xBF\xBD");
    CHECK_STR(decoded(STR(""), "UTF-8", 0), "");
}

TEST(unknown_charsets_are_said_so)
{
    CHECK_STR(decoded(STR("a"), "no-such-charset", 0), "unknown");
    CHECK_STR(decoded(STR("a"), "../../etc/passwd", 0), "unknown");
    CHECK_STR(decoded(STR("a"), "", 0), "unknown");
    CHECK_STR(decoded(STR("a"), "utf-8,version=1", 0), "unknown");
    CHECK_STR(decoded(STR("a"), "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", 0), "unknown");
}

/* A pair of UTF-16 at every place around the end of the converter's own chunks. */
TEST(long_text_is_decoded_whole)
{
    enum { N = 4200 };
    char *bytes = malloc(N + 8);
    size_t bad;
    struct str utf8;

    for (size_t before = 4085; before < 4105; before++) {
        memset(bytes, 'x', N);
        memcpy(bytes + before, "\xF0\x9F\x98\x80", 4);
        CHECK(text_decode(&mem, (struct str){ bytes, N }, STR("utf-8"), &utf8, &bad));
        CHECK(bad == 0 && str_eq(utf8, (struct str){ bytes, N }));
    }
    free(bytes);
}

/* ---- dates ----------------------------------------------------------------------------------------------------------- */

TEST(dates_are_written_as_the_language_writes_them)
{
    struct date d = day(2024, 3, 5);

    CHECK_STR(text_date(&mem, d, STR("en")), "5 March 2024");
    CHECK_STR(text_date(&mem, d, STR("en-US")), "March 5, 2024");
    CHECK_STR(text_date(&mem, d, STR("de")), "5. März 2024");
    CHECK_STR(text_date(&mem, d, STR("fr-CA")), "5 mars 2024");
    CHECK_STR(text_date(&mem, d, STR("ja")), "2024年3月5日");
    CHECK_STR(text_date(&mem, d, STR("ru")), "5 марта 2024\xC2\xA0г.");
    CHECK_STR(text_date(&mem, d, STR("es")), "5 de marzo de 2024");
    CHECK_STR(text_date(&mem, d, STR("ar")), "٥ مارس ٢٠٢٤");
    CHECK_STR(text_date(&mem, d, STR("nb")), "5. mars 2024");
}

TEST(dates_are_as_exact_as_they_are_known)
{
    struct date d = month_of(2024, 3);

    CHECK_STR(text_date(&mem, d, STR("de")), "März 2024");
    CHECK_STR(text_date(&mem, d, STR("ru")), "март 2024\xC2\xA0г.");
    d.precision = DATE_YEAR;
    CHECK_STR(text_date(&mem, d, STR("en")), "2024");
    CHECK_STR(text_date(&mem, d, STR("zh-Hant")), "2024年");
    d.precision = DATE_TIME;
    CHECK_STR(text_date(&mem, d, STR("en-GB")), "1 March 2024");
    d.precision = DATE_NONE;
    CHECK_STR(text_date(&mem, d, STR("en")), "");
    CHECK_STR(text_date(&mem, day(7, 3, 5), STR("en")), "5 March 7");
}

TEST(the_calendar_is_always_gregorian)
{
    CHECK_STR(text_date(&mem, day(2024, 3, 5), STR("fa")), "۵ مارس ۲۰۲۴");
    CHECK_STR(text_date(&mem, month_of(2024, 3), STR("ja-u-ca-japanese")), "2024年3月");
    CHECK(str_find(text_date(&mem, day(2024, 3, 5), STR("th")), STR("2024"), 0) >= 0);
}

TEST(a_language_without_data_gets_iso_dates)
{
    CHECK_STR(text_date(&mem, day(2024, 3, 5), STR("tlh")), "2024-03-05");
    CHECK_STR(text_date(&mem, month_of(2024, 3), STR("no such language")), "2024-03");
    CHECK_STR(text_format_date(&mem, month_of(2024, 3), STR("%B %Y"), STR("tlh")), "March 2024");
}

TEST(formats_take_the_letters_of_strftime)
{
    struct date d = day(2024, 12, 30);

    d.hour = 9;
    d.minute = 5;
    CHECK_STR(text_format_date(&mem, d, STR("%Y-%m-%d %y %e %j"), STR("en")), "2024-12-30 24 30 365");
    CHECK_STR(text_format_date(&mem, d, STR("%G-W%V q%q %H:%M"), STR("en")), "2025-W01 q4 09:05");
    CHECK_STR(text_format_date(&mem, d, STR("%A %a %B %b"), STR("en")), "Monday Mon December Dec");
    CHECK_STR(text_format_date(&mem, d, STR("100%% %k %"), STR("en")), "100% %k %");
    CHECK_STR(text_format_date(&mem, day(2024, 2, 29), STR("%j %A"), STR("de")), "060 Donnerstag");
    CHECK_STR(text_format_date(&mem, day(1969, 12, 31), STR("%A"), STR("en")), "Wednesday");
    CHECK_STR(text_format_date(&mem, d, STR(""), STR("en")), "");
}

TEST(a_month_by_itself_has_its_own_form)
{
    CHECK_STR(text_format_date(&mem, month_of(2024, 3), STR("%B %Y"), STR("ru")), "март 2024");
    CHECK_STR(text_format_date(&mem, day(2024, 3, 5), STR("%e %B %Y"), STR("ru")), "5 марта 2024");
    CHECK_STR(text_format_date(&mem, month_of(2024, 3), STR("%Y-%m"), STR("ar")), "2024-03");
}

static void
date_in_some_language(void *context, size_t i, unsigned worker)
{
    static const char *const languages[] = { "en", "de", "fr", "ru", "ja", "ar", "tlh" };
    static const char *const want[] = { "5 March 2024", "5. März 2024", "5 mars 2024", "5 марта 2024\xC2\xA0г.",
        "2024年3月5日", "٥ مارس ٢٠٢٤", "2024-03-05" };
    struct arena a;

    (void)worker;
    arena_init(&a);
    ((bool *)context)[i] = str_eqc(text_date(&a, day(2024, 3, 5), str_of(languages[i % 7])), want[i % 7]);
    arena_release(&a);
}

TEST(several_threads_may_ask_at_once)
{
    bool right[200] = { false };

    pool_run(4, 200, date_in_some_language, right);
    for (size_t i = 0; i < 200; i++)
        CHECK(right[i]);
}

/* ---- languages, order, hosts ----------------------------------------------------------------------------------------- */

static struct str
language(const char *tag)
{
    struct str normal;

    return text_language(&mem, str_of(tag), &normal) ? normal : STR("none");
}

TEST(language_tags_get_their_usual_spelling)
{
    CHECK_STR(language("en_US"), "en-US");
    CHECK_STR(language(" EN-us "), "en-US");
    CHECK_STR(language("zh-hant-tw"), "zh-Hant-TW");
    CHECK_STR(language("es-419"), "es-419");
    CHECK_STR(language("zh-cmn-hans"), "zh-cmn-Hans");
    CHECK_STR(language("de-CH-1996"), "de-CH-1996");
    CHECK_STR(language("ar-u-nu-latn"), "ar-u-nu-latn");
    CHECK_STR(language("en-x-US-a"), "en-x-us-a");
    CHECK_STR(language("gsw"), "gsw");
}

TEST(what_is_no_language_tag_is_refused)
{
    static const char *const wrong[] = { "", "e", "english", "en-", "-en", "en--US", "en US", "en_US.UTF-8", "C",
        "de-DE-DE", "x-private", "en-u", "en-a-bb-a-cc", "sl-rozaj-rozaj", "de,en", "dé", "e1", "en-toolongsubtag",
        "en-x", "en-aaaaa-bbbbb-ccccc-ddddd-eeeee-fffff-ggggg-hhhhh-iiiii-jjjjj-kkkkk" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_STR(language(wrong[i]), "none");
}

static int
order(const char *lang, const char *a, const char *b)
{
    struct text_collator *c = text_collator_new(str_of(lang));
    int result = text_collate(c, str_of(a), str_of(b));

    text_collator_free(c);
    return result;
}

TEST(order_is_that_of_the_languages_dictionaries)
{
    CHECK(order("en", "apple", "Banana") < 0);
    CHECK(order("de", "Äpfel", "Zebra") < 0);
    CHECK(order("sv", "Äpple", "Zebra") > 0);
    CHECK(order("cs", "chata", "hora") > 0);
    CHECK(order("tlh", "Äpfel", "Zebra") < 0);
    CHECK(order("", "a", "B") < 0);
    CHECK(order("en", "a", "a") == 0);
    CHECK(order("en", "e\xCC\x81", "é") < 0);      /* equal as text: by bytes */
    CHECK(order("en", "", "a") < 0);
    text_collator_free(NULL);
}

static struct str
host(const char *name)
{
    struct str ascii;

    return text_host_ascii(&mem, str_of(name), &ascii) ? ascii : STR("none");
}

TEST(hosts_have_an_ascii_form)
{
    CHECK_STR(host("Example.ORG"), "example.org");
    CHECK_STR(host("bücher.example"), "xn--bcher-kva.example");
    CHECK_STR(host("faß.de"), "xn--fa-hia.de");
    CHECK_STR(host("例え。テスト"), "xn--r8jz45g.xn--zckzah");
    CHECK_STR(host("r3---sn_a.example"), "r3---sn_a.example");
    CHECK_STR(host("[::1]"), "[::1]");
    CHECK_STR(host(""), "none");
    CHECK_STR(host("a b"), "none");
    CHECK_STR(host("a..b"), "none");
    CHECK_STR(host("a/b"), "none");
    CHECK_STR(host("\xFF"), "none");
}

TEST(languages_have_names_in_languages)
{
    CHECK_STR(text_language_name(&mem, STR("de"), STR("en")), "German");
    CHECK_STR(text_language_name(&mem, STR("de"), STR("de")), "Deutsch");
    CHECK_STR(text_language_name(&mem, STR("en-GB"), STR("en")), "English (United Kingdom)");
    CHECK_STR(text_language_name(&mem, STR("qqz"), STR("en")), "qqz");
    CHECK_STR(text_language_name(&mem, STR("de"), STR("qqz")), "de");       /* never in the user's own language */
    CHECK(text_knows_language(STR("ja-JP")));
    CHECK(!text_knows_language(STR("")));
}

static struct str
letter(const char *language, const char *term)
{
    struct text_letters *letters = text_letters_new(str_of(language));
    struct str text = text_letter(letters, &mem, str_of(term));

    text_letters_free(letters);
    return text;
}

TEST(terms_stand_under_the_letters_of_the_language)
{
    CHECK_STR(letter("en", "eels"), "E");
    CHECK_STR(letter("en", "Ångström"), "A");
    CHECK_STR(letter("sv", "Ångström"), "Å");
    CHECK_STR(letter("de", "Österreich"), "O");
    CHECK_STR(letter("ja", "うなぎ"), "あ");
    CHECK_STR(letter("en", "вода"), "В");
    CHECK_STR(letter("ar", "بحر"), "ب");
    CHECK_STR(letter("en", "2024"), "#");
    CHECK_STR(letter("qqz", "water"), "W");
    CHECK_STR(letter("", "water"), "W");
    text_letters_free(NULL);
}

TEST(the_end_gives_memory_back)
{
    arena_release(&mem);
    CHECK(mem.head == NULL);
}

TEST(scripts_have_names)
{
    CHECK_STR(text_scripts(&mem, STR("a漢b字")), "Latin, Han");
    CHECK_STR(text_scripts(&mem, STR("न☂")), "Devanagari");
    CHECK_STR(text_scripts(&mem, STR("☂")), "Common");
}

TESTS(CASE(folding_makes_spellings_of_a_name_equal), CASE(slugs_are_plain_ascii), CASE(slugs_are_cut_between_words),
    CASE(nfc_copies_only_what_is_not_composed), CASE(charsets_are_read_as_the_web_reads_them),
    CASE(a_byte_order_mark_is_dropped_and_obeyed), CASE(bad_bytes_are_replaced_and_counted),
    CASE(unknown_charsets_are_said_so), CASE(long_text_is_decoded_whole), CASE(dates_are_written_as_the_language_writes_them),
    CASE(dates_are_as_exact_as_they_are_known), CASE(the_calendar_is_always_gregorian),
    CASE(a_language_without_data_gets_iso_dates), CASE(formats_take_the_letters_of_strftime),
    CASE(a_month_by_itself_has_its_own_form), CASE(several_threads_may_ask_at_once),
    CASE(language_tags_get_their_usual_spelling), CASE(what_is_no_language_tag_is_refused),
    CASE(order_is_that_of_the_languages_dictionaries), CASE(hosts_have_an_ascii_form),
    CASE(languages_have_names_in_languages), CASE(terms_stand_under_the_letters_of_the_language), CASE(scripts_have_names), CASE(the_end_gives_memory_back))
