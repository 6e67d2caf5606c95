/* typography: quotes, dashes and spaces by language. SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#include "base/typography.h"

#define N "\u00A0"
#define T "\u202F"

struct example { const char *language, *typed, *set; };

static struct arena mem;

/* Every example, and that what is set stays so a second time. */
static bool
all_are_set(const struct example *examples, size_t n)
{
    bool good = true;

    for (size_t i = 0; i < n; i++) {
        const struct example *e = &examples[i];
        struct str set = typography_line(&mem, str_of(e->typed), str_of(e->language)), again = typography_line(&mem, set, str_of(e->language));
        if (!str_eqc(set, e->set) || !str_eq(again, set)) {
            printf("%s: %s\n  got   %.*s\n  again %.*s\n  want  %s\n", e->language, e->typed, STR_ARG(set), STR_ARG(again), e->set);
            good = false;
        }
    }
    return good;
}

#define CHECK_ALL(examples) CHECK(all_are_set(examples, sizeof examples / sizeof *examples))

TEST(each_language_has_its_quotes)
{
    static const struct example examples[] = {
        { "en", "\"a 'b' c\"", "“a ‘b’ c”" }, { "en-GB", "'a \"b\" c'", "‘a “b” c’" }, { "en_US", "\"a\"", "“a”" },
        { "de", "\"a 'b' c\"", "„a ‚b‘ c“" }, { "de-AT", "'a'", "‚a‘" }, { "de-CH", "\"a 'b' c\"", "«a ‹b› c»" },
        { "fr", "\"a 'b' c\"", "«" N "a “b” c" N "»" }, { "fr-CH", "\"a\"", "«" T "a" T "»" }, { "fr", "'a'", "‘a’" },
        { "es", "\"a 'b' c\"", "«a “b” c»" }, { "es-MX", "\"a 'b' c\"", "“a ‘b’ c”" }, { "it", "\"a 'b' c\"", "«a “b” c»" },
        { "pt-BR", "\"a\"", "“a”" }, { "pt", "\"a\"", "«a»" }, { "nl", "\"a 'b' c\"", "“a ‘b’ c”" },
        { "sv", "\"a 'b' c\"", "”a ’b’ c”" }, { "fi", "\"a\"", "”a”" }, { "da", "\"a 'b' c\"", "»a ›b‹ c«" },
        { "nb", "\"a 'b' c\"", "«a ‘b’ c»" }, { "cs", "\"a 'b' c\"", "„a ‚b‘ c“" }, { "pl", "\"a 'b' c\"", "„a «b» c”" },
        { "ro", "\"a\"", "„a”" }, { "hu", "\"a 'b' c\"", "„a »b« c”" }, { "ru", "\"a 'b' c\"", "«a „b“ c»" },
        { "uk", "\"a\"", "«a»" }, { "el", "\"a\"", "«a»" }, { "tr", "\"a\"", "“a”" },
        { "ja", "\"a\" -- b", "\"a\" -- b" }, { "zh-Hant", "\"a\"", "\"a\"" }, { "he", "\"א\" צה\"ל", "\"א\" צה\"ל" },
        { "", "\"a\"", "\"a\"" }, { "x", "\"a\"", "\"a\"" }, { "en-US-x-very-long-private-use-tag", "\"a\"", "“a”" },
    };

    CHECK_ALL(examples);
}

TEST(quotes_open_and_close_by_what_stands_around)
{
    static const struct example examples[] = {
        { "en", "(\"a\") [\"b\"], \"c\"-\"d\"; e/\"f\"/g", "(“a”) [“b”], “c”-“d”; e/“f”/g" },
        { "en", "\"'Yes,' he said\"", "“‘Yes,’ he said”" }, { "en", "She: \"He said 'no'\"", "She: “He said ‘no’”" },
        { "en", "\"a \"b\" c\"", "“a ‘b’ c”" }, { "en", "\"...\" \"?\"", "“…” “?”" }, { "fr", "l'\"amour\"", "l’«" N "amour" N "»" },
        { "en", "\"in 1999\" and '1999'", "“in 1999” and ‘1999’" }, { "en", "“a” \"b\"", "“a” “b”" },
    };

    CHECK_ALL(examples);
}

TEST(apostrophes_are_known)
{
    static const struct example examples[] = {
        { "en", "don't, it's, dogs' bones, 1990's", "don’t, it’s, dogs’ bones, 1990’s" },
        { "en", "'tis the '90s, class of '99, rock 'n' roll, 'em", "’tis the ’90s, class of ’99, rock ’n’ roll, ’em" },
        { "en", "class of '99, the dogs' bones", "class of ’99, the dogs’ bones" },
        { "nl", "'s avonds in 't veld", "’s avonds in ’t veld" }, { "fr", "l'été d'11 ans qu'il", "l’été d’11 ans qu’il" },
        { "de", "Hans' Haus, geht's", "Hans’ Haus, geht’s" }, { "it", "dell'arte", "dell’arte" },
        { "uk", "м'ята", "м’ята" },
    };

    CHECK_ALL(examples);
}

TEST(what_is_doubtful_stays)
{
    static const struct example examples[] = {
        { "en", "5'10\" tall, 12\" vinyl, 51° 30' 26\" N", "5'10\" tall, 12\" vinyl, 51° 30' 26\" N" },
        { "en", "\"He is 5'10\" tall\"", "“He is 5'10\" tall”" },
        { "en", "a \"quoted phrase", "a \"quoted phrase" }, { "en", "a \" b", "a \" b" }, { "en", "foo\"bar\"baz", "foo\"bar\"baz" },
        { "en", "\"Speech goes on", "“Speech goes on" }, { "en", "\"Speech \"twice", "\"Speech \"twice" },
        { "en", "use --force (--all) \"--x\" a=--b C--, i-- <!-- -->", "use --force (--all) “--x” a=--b C--, i-- <!-- -->" },
        { "en", "---- .... ../.. ./a--b f(...) 1...9", "---- .... ../.. ./a--b f(...) 1...9" },
        { "en", "https://a.org/b--c?'d' www.a--b.org c:\\d--e a--b@c.org :a--b:", "https://a.org/b--c?'d' www.a--b.org c:\\d--e a--b@c.org :a--b:" },
        { "en", "$f'(x)=\"a\"$ costs $5 -- no", "$f'(x)=\"a\"$ costs $5 – no" }, { "fr", ":-) ;-) a != b, 12:30, ::", ":-) ;-) a != b, 12:30, ::" },
        { "en", "5 - 3, x = - y, a -b", "5 - 3, x = - y, a -b" },
    };

    CHECK_ALL(examples);
}

TEST(dashes_and_dots)
{
    static const struct example examples[] = {
        { "en", "a -- b, a--b, a---b, 1914--1918, a - b", "a – b, a–b, a—b, 1914–1918, a – b" },
        { "en", "\"But I--\" \"yes\"--no -- \"x\"", "“But I–” “yes”–no – “x”" }, { "ru", "a - b -- c", "a — b — c" },
        { "de", "-- Goethe", "– Goethe" }, { "en", "wait... [...] well...no", "wait… […] well…no" },
    };

    CHECK_ALL(examples);
}

TEST(spaces_do_not_break)
{
    static const struct example examples[] = {
        { "en", "5 km, 20 °C (10 %). 5 men 5 A", "5" N "km, 20" N "°C (10" N "%). 5 men 5 A" },
        { "en", "p. 5, No. 7, § 3, Mr. Fox, Dr. No", "p." N "5, No." N "7, §" N "3, Mr." N "Fox, Dr." N "No" },
        { "en", "at 5 p.m. 10 000", "at 5" N "p.m. 10 000" }, { "fr", "10 000 et 2020 300", "10" N "000 et 2020 300" },
        { "cs", "k domu v Praze", "k" N "domu v" N "Praze" }, { "de", "S. 12", "S." N "12" },
    };

    CHECK_ALL(examples);
}

TEST(french_spaces)
{
    static const struct example examples[] = {
        { "fr", "Oui ! Non? Si; a : b. c: d", "Oui" T "! Non" T "? Si" T "; a" N ": b. c" N ": d" },
        { "fr", "« a » «b» : ?!", "«" N "a" N "» «" N "b" N "»" N ":" T "?!" }, { "fr", "\"Quoi ?\"", "«" N "Quoi" T "?" N "»" },
        { "fr-CA", "Oui! Non ? a : b", "Oui! Non ? a" N ": b" }, { "fr", "http://a.fr/?b;c! a&nbsp;b", "http://a.fr/?b;c! a&nbsp;b" },
    };

    CHECK_ALL(examples);
}

static struct str
set_page(struct pages *p, const char *text)
{
    pages_set(p, 0, text);
    pass_typography(&p->r[0]);
    return pages_tree(p, 0);
}

TEST(elements_of_a_block_are_set_together)
{
    struct pages p;

    pages_init(&p);
    p.book.look.typography = TOGGLE_ON;
    p.pages[0].language = STR("en");
    CHECK_STR(set_page(&p, "<p>\"<em>a</em>\" <em>\"b\"</em> \"c<strong>d\"</strong> don<i>'t</i></p>"),
        "<p>“<em>a</em>” <em>“b”</em> “c<strong>d”</strong> don<i>’t</i></p>");
    CHECK_STR(set_page(&p, "<p>\"a</p><p>b\" <em>x\" y</em></p>"), "<p>“a</p><p>b\" <em>x\" y</em></p>");
    CHECK_STR(set_page(&p, "<p>\"a\"<a class=\"noteref\">1</a> <code>\"--\"</code>'s \"<code>x</code>\"<br></br>\"b\"</p>"),
        "<p>“a”<a class=\"noteref\">1</a> <code>\"--\"</code>’s “<code>x</code>”<br/>“b”</p>");
    CHECK_STR(set_page(&p, "<pre>\"a\"</pre><p><kbd>--</kbd><samp>...</samp><a href=\"http://a.org/b--c\">a.org/b--c</a></p>"),
        "<pre>\"a\"</pre><p><kbd>--</kbd><samp>...</samp><a href=\"http://a.org/b--c\">a.org/b--c</a></p>");
    CHECK_STR(set_page(&p, "<p>\"a <span lang=\"de\">\"b\"</span> c\"</p>"), "<p>“a <span lang=\"de\">‚b‘</span> c”</p>");
    CHECK_STR(set_page(&p, "<ul><li>\"a\"<ul><li>\"b\"</li></ul></li></ul>"), "<ul><li>“a”<ul><li>“b”</li></ul></li></ul>");
    p.book.look.typography = TOGGLE_OFF;
    CHECK_STR(set_page(&p, "<p>\"a\"</p>"), "<p>\"a\"</p>");
    pages_release(&p);
}

/* Each is work for a second or for ever if it is not linear. */
TEST(hostile_texts_are_linear)
{
    static const char *const parts[] = { "\"", "'", "\"'", "-", "- ", ".", "a\u00A0", "$a", "'9", "9' ", "\"a ", " \"", "1 ", "\u00AB", "?" };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct buf text;
        struct arena own;
        arena_init(&own);
        buf_init(&text);
        for (int k = 0; k < 200000; k++)
            buf_adds(&text, parts[i]);
        CHECK(typography_line(&own, buf_str(&text), STR("fr")).len > 0);
        buf_release(&text);
        arena_release(&own);
    }
}

TESTS(CASE(each_language_has_its_quotes), CASE(quotes_open_and_close_by_what_stands_around), CASE(apostrophes_are_known),
    CASE(what_is_doubtful_stays), CASE(dashes_and_dots), CASE(spaces_do_not_break), CASE(french_spaces),
    CASE(elements_of_a_block_are_set_together), CASE(hostile_texts_are_linear))
