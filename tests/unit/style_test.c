/* style: the sheets hold nothing that breaks a reader. SPDX-License-Identifier: MIT
 *
 * EPUB-RULES 8.1 to 8.3, for every sheet of styles/. */
#include "unit/check.h"

#include "base/arena.h"
#include "base/styles.h"

#include <string.h>

/* SHEET without its comments. */
static struct str
without_comments(struct arena *a, struct str sheet)
{
    char *at = arena_alloc(a, sheet.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < sheet.len; i++) {
        if (str_starts(str_from(sheet, i), STR("/*")))
            i = (size_t)str_find(sheet, STR("*/"), i) + 1;
        else
            at[n++] = sheet.at[i];
    }
    return (struct str){ at, n };
}

static bool
has(struct str text, const char *needle)
{
    return str_ifind(text, str_of(needle), 0) >= 0;
}

/* Type, class and descendant selectors; not of html, body, and not of bare div or span, which Kobo adds. */
static bool
is_good_selector(struct str selector)
{
    struct str rest = selector, word;

    for (size_t i = 0; i < selector.len; i++)
        if (!char_is_alnum(selector.at[i]) && !strchr("., -\n", selector.at[i]))
            return false;
    while (str_cut(&rest, ',', &word)) {
        word = str_trim(word);
        if (word.len == 0 || str_eqc(word, "html") || str_eqc(word, "body") || str_eqc(word, "div") || str_eqc(word, "span"))
            return false;
    }
    return true;
}

/* No functions, colours, variables, importance or lengths but em, % and 1px. */
static bool
is_good_block(struct str block)
{
    static const char *const bad[] = { "(", "!", "--", "#", "color", "background", "inherit", "direction", "unicode-bidi",
        "flex", "position", "float", "rem", "pt;", "overflow:", "content:", " transform", "display: none" };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (has(block, bad[i]))
            return false;
    for (ptrdiff_t at = 0; (at = str_find(block, STR("px"), (size_t)at)) >= 0; at++)
        if (at < 2 || block.at[at - 1] != '1' || block.at[at - 2] != ' ')
            return false;
    return true;
}

static bool
is_good_sheet(struct str sheet)
{
    struct str block, selector;

    if (!str_starts(sheet, STR("@charset \"UTF-8\";\n")))
        return false;
    sheet = str_from(sheet, 17);
    while (str_cut(&sheet, '{', &selector) && sheet.len > 0) {
        if (!str_cut(&sheet, '}', &block) || !is_good_selector(selector) || !is_good_block(block))
            return false;
    }
    return str_is_blank(selector);
}

TEST(sheets_hold_only_what_every_reader_knows)
{
    struct arena a;

    arena_init(&a);
    for (const struct style *s = styles; s->name; s++)
        CHECK(is_good_sheet(without_comments(&a, s->bytes)));
    arena_release(&a);
}

TEST(bad_sheets_are_noticed)
{
    static const char *const bad[] = {
        "p { margin: 0; }", "@charset \"UTF-8\";\n@media print { p { margin: 0; } }",
        "@charset \"UTF-8\";\np > b { margin: 0; }",
        "@charset \"UTF-8\";\nbody { margin: 0; }", "@charset \"UTF-8\";\np { margin: 10px; }",
        "@charset \"UTF-8\";\np { width: calc(1em); }", "@charset \"UTF-8\";\np:hover { margin: 0; }",
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!is_good_sheet(str_of(bad[i])));
}

TESTS(CASE(sheets_hold_only_what_every_reader_knows), CASE(bad_sheets_are_noticed))
