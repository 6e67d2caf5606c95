/* config_test: what a sheaf.yaml may say, and what is said of a bad one. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/file.h"
#include "read/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/sheaf-config-XXXXXX";
static struct arena mem;
static struct config config;
static struct diag diag;
static char path[64];

/* Reads YAML as the sheaf.yaml of a folder. */
static int
read_yaml(const char *yaml)
{
    diag_release(&diag);
    diag_init(&diag);
    if (!path[0]) {
        if (!mkdtemp(folder))
            abort();
        snprintf(path, sizeof path, "%s/sheaf.yaml", folder);
    }
    if (file_replace(path, str_of(yaml)) < 0)
        abort();
    return config_read(&config, &mem, path, &diag);
}

/* Entry I as "code line:col text". */
static struct str
said(size_t i)
{
    const struct diag_entry *e = &diag.entries[i];

    if (i >= diag.n)
        return STR("nothing");
    return arena_printf(&mem, "%s %u:%u %s", diag_code_name(e->code), (unsigned)e->line, (unsigned)e->col, e->text);
}

TEST(every_key_is_read)
{
    const struct bundle *b;

    CHECK(read_yaml("title: Field   Notes\nid: urn:uuid:4BE1B2C3-0000-4000-8000-0123456789AB\nlanguage: en_GB\n"
        "publisher: Example Society\narticles: [posts, notes/*.md]\nstatic: static\noutput: books\ntimezone: +01:00\n"
        "site: https://example.org/blog\nstyle: classic\ndevice: kobo\ndescription: All of it\nrights: CC0\n"
        "editors: [Ada, Bob]\ntags-split: comma\nmodified: 2024-03-05 10:00\nbundles:\n  monthly:\n    every: month\n"
        "    title: '{archive}, {month:%B %Y}'\n    file: \"{bundle}/x.epub\"\n    where: tag:water\n    sort: -date\n"
        "    sections: tag\n    cover: c.jpg\n    limit: 10\n    undated: own\n    editor: Eve\n  all:\n") == 0);
    CHECK_STR(config.title, "Field Notes");
    CHECK_STR(config.id, "urn:uuid:4be1b2c3-0000-4000-8000-0123456789ab");
    CHECK_STR(config.language, "en-GB");
    CHECK(config.narticles == 2 && config.nstatics == 1);
    CHECK_STR(config.articles[1].text, "notes/*.md");
    CHECK(str_ends(config.output, STR("/books")) && str_starts(config.output, str_of(folder)));
    CHECK(config.zone == 60);
    CHECK_STR(config.site, "https://example.org/blog/");
    CHECK_STR(config.device, "kobo");
    CHECK_STR(config.editor, "Ada; Bob");
    CHECK(config.tags_split == TAGS_COMMA);
    CHECK_STR(config.modified, "2024-03-05T09:00:00Z");
    CHECK(config.nbundles == 2);
    b = &config.bundles[0];
    CHECK_STR(b->name, "monthly");
    CHECK(b->every == EVERY_MONTH && b->sort == SORT_DATE_DOWN && b->sections == SECTIONS_TAG && b->limit == 10);
    CHECK(b->undated_own);
    CHECK_STR(b->where.text, "tag:water");
    CHECK(b->where.line == 22 && b->where.col == 12);
    CHECK(b->title.line == 20 && b->title.col == 13);
    CHECK_STR(b->cover.text, "c.jpg");
    CHECK_STR(b->editor, "Eve");
    CHECK(config.bundles[1].every == EVERY_NONE && config.bundles[1].sort == SORT_DATE);
}

TEST(an_empty_file_has_defaults)
{
    CHECK(read_yaml("# nothing\n") == 0);
    CHECK(config.narticles == 1 && config.nbundles == 0 && config.zone == 0);
    CHECK_STR(config.articles[0].text, ".");
    CHECK(str_ends(config.output, STR("/out")));
    CHECK_STR(config.style, "classic");
    CHECK_STR(config.device, "generic");
}

TEST(the_namespace_is_id_or_site_or_title)
{
    CHECK(read_yaml("title: T\nsite: http://e.org\nid: my archive\n") == 0);
    CHECK_STR(config.id, "my archive");
    CHECK(read_yaml("title: T\nsite: HTTP://e.org//\n") == 0);
    CHECK_STR(config.id, "http://e.org/");
    CHECK(read_yaml("title: T\n") == 0);
    CHECK_STR(config.id, "T");
}

TEST(unknown_keys_have_a_place_and_a_suggestion)
{
    CHECK(read_yaml("titel: x\ncolour: red\nbundles:\n  a:\n    evry: month\n") == -1);
    CHECK(diag.n == 3);
    CHECK_STR(said(0), "config-key 1:1 unknown key 'titel'; did you mean 'title'?");
    CHECK_STR(said(1), "config-key 2:1 unknown key 'colour'");
    CHECK_STR(said(2), "config-key 5:5 unknown key 'evry' in bundle 'a'; did you mean 'every'?");
}

TEST(bad_values_have_a_place_and_say_what_is_possible)
{
    CHECK(read_yaml("title: [a]\nlanguage: english\nsite: example.org\ntimezone: Berlin\ndevice: kobbo\nstyle: clasic\n"
        "articles: []\nmodified: yesterday\nbundles:\n  a: x\n  b: { every: montly, limit: 0, undated: maybe, sort: }\n") == -1);
    CHECK(diag.n == 13);
    CHECK_STR(said(0), "config-value 1:8 title: must be a text, not a list");
    CHECK_STR(said(1), "config-value 2:11 language: 'english' is no language tag such as en, pt-BR or zh-Hant");
    CHECK_STR(said(2), "config-value 3:7 site: 'example.org' is no address such as https://example.org/");
    CHECK_STR(said(3), "config-value 4:11 timezone: 'Berlin' is no offset such as +01:00 or UTC");
    CHECK_STR(said(4), "config-value 5:9 device: 'kobbo' is none of generic, kobo, kindle, apple, koreader, legacy; "
        "did you mean 'kobo'?");
    CHECK_STR(said(5), "config-value 6:8 style: 'clasic' is no style and no path of a .css file; did you mean 'classic'?");
    CHECK_STR(said(6), "config-value 7:11 articles: must be a text or a list of texts, not an empty list");
    CHECK_STR(said(8), "config-value 10:6 bundles: 'a' must be a map of keys, not a text");
    CHECK_STR(said(9), "config-value 11:15 every: 'montly' is none of month, week, quarter, year, tag, author, section, series, "
        "lang; did you mean 'month'?");
    CHECK_STR(said(10), "config-value 11:30 limit: '0' is no number from 1 to 1000000000");
}

TEST(sites_are_checked)
{
    struct str site;

    CHECK(!config_site(&mem, STR("http://"), &site));
    CHECK(!config_site(&mem, STR("https:///x"), &site));
    CHECK(!config_site(&mem, STR("https://a b/"), &site));
    CHECK(!config_site(&mem, STR("https://e.org/?a"), &site));
    CHECK(!config_site(&mem, STR("ftp://e.org/"), &site));
    CHECK(config_site(&mem, STR("https://e.org"), &site));
    CHECK_STR(site, "https://e.org/");
}

TEST(no_yaml_is_a_syntax_error_with_a_line)
{
    CHECK(read_yaml("title: x\n  bad: [\n") == -1);
    CHECK(diag.n == 1 && diag.entries[0].code == DIAG_CONFIG_SYNTAX && diag.entries[0].line >= 2);
    CHECK(read_yaml("- a\n- b\n") == -1);
    CHECK_STR(said(0), "config-syntax 1:1 must be a map of keys, not a list");
}

TEST(keys_that_stand_twice_are_errors)
{
    CHECK(read_yaml("title: a\ntitle: b\nbundles:\n  x:\n  x:\n  '':\n") == -1);
    CHECK(diag.n == 3);
    CHECK_STR(said(2), "config-key 6:3 a bundle has no name");
    CHECK_STR(said(0), "config-key 1:1 key 'title' stands twice");
    CHECK_STR(said(1), "config-key 4:3 bundle 'x' stands twice");
}

TEST(text_that_does_not_stand_so_in_the_file_has_no_column)
{
    CHECK(read_yaml("bundles:\n  a:\n    where: >\n      tag:a\n      and tag:b\n  b:\n    where: \"tag:\\x61\"\n") == 0);
    CHECK_STR(config.bundles[0].where.text, "tag:a and tag:b\n");
    CHECK(config.bundles[0].where.col == 0 && config.bundles[0].where.line == 3);
    CHECK_STR(config.bundles[1].where.text, "tag:a");
    CHECK(config.bundles[1].where.col == 0);
}

TEST(a_missing_file_is_an_error)
{
    diag_release(&diag);
    diag_init(&diag);
    CHECK(config_read(&config, &mem, "/nowhere/sheaf.yaml", &diag) == -1);
    CHECK(diag.n == 1 && diag.entries[0].code == DIAG_INPUT_UNREADABLE);
}

TEST(choices_for_the_command_line)
{
    const char *what = "";
    unsigned value = 99;

    CHECK(config_choose(&mem, "sort", STR("-date"), &value, &what) && value == SORT_DATE_DOWN);
    CHECK(!config_choose(&mem, "every", STR("day"), &value, &what));
    CHECK(strstr(what, "month, week"));
}

TEST(many_values_on_one_line_are_not_slow)
{
    struct buf yaml;
    int result;

    buf_init(&yaml);
    buf_adds(&yaml, "bundles: {");
    for (int i = 0; i < 2000; i++)
        buf_addf(&yaml, "b%d: {where: 'tag:%0400d'}, ", i, i);
    buf_adds(&yaml, "}\n");
    result = read_yaml(buf_str(&yaml).at);
    buf_release(&yaml);
    unlink(path);
    rmdir(folder);
    CHECK(result == 0);
    CHECK(config.nbundles == 2000);
}

TESTS(CASE(every_key_is_read), CASE(an_empty_file_has_defaults), CASE(the_namespace_is_id_or_site_or_title),
    CASE(unknown_keys_have_a_place_and_a_suggestion), CASE(bad_values_have_a_place_and_say_what_is_possible),
    CASE(sites_are_checked), CASE(no_yaml_is_a_syntax_error_with_a_line), CASE(keys_that_stand_twice_are_errors),
    CASE(text_that_does_not_stand_so_in_the_file_has_no_column), CASE(a_missing_file_is_an_error),
    CASE(choices_for_the_command_line), CASE(many_values_on_one_line_are_not_slow))
