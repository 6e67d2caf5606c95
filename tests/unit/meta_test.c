/* meta_test: what front matter says of an article. SPDX-License-Identifier: MIT */
#include "read/meta.h"

#include "unit/reading.h"

/* Texts with "|" between. */
static struct str
joined(struct read *r, const struct str *at, size_t n)
{
    struct str all = STR("");

    for (size_t i = 0; i < n; i++)
        all = arena_printf(&r->mem, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(at[i]));
    return all;
}

static struct str
tags(struct read *r, const char *front)
{
    const struct article *a = article_of(r, front);

    return joined(r, a->tags, a->ntags);
}

static struct str
authors(struct read *r, const char *front)
{
    const struct article *a = article_of(r, front);
    struct str all = STR("");

    for (size_t i = 0; i < a->nauthors; i++)
        all = arena_printf(&r->mem, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(a->authors[i].name));
    return all;
}

static struct str
date(struct read *r, const char *front)
{
    return date_iso(&r->mem, article_of(r, front)->date);
}

static struct str
plain(struct read *r, const char *text)
{
    return meta_plain(&r->mem, str_of(text));
}

/* ---- texts ---- */

READ_TEST(titles_are_what_was_written)
{
    CHECK_STR(article_of(r, "title: 2024")->title, "2024");
    CHECK_STR(article_of(r, "title: no")->title, "no");
    CHECK_STR(article_of(r, "title: 1e3")->title, "1e3");
    CHECK_STR(article_of(r, "TITLE: \"A & B <3 \\\"q\\\"\"")->title, "A & B <3 \"q\"");
    CHECK_STR(article_of(r, "title: >\n  two\n  lines")->title, "two lines");
    CHECK_STR(article_of(r, "title: '  a   b\tc '")->title, "a b c");
    CHECK_STR(article_of(r, "title: \"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x98\x80\"")->title,
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x98\x80");
    CHECK_STR(article_of(r, "title:\n- type: main\n  text: Main\n- type: subtitle\n  text: Sub")->title, "Main");
    CHECK_STR(article_of(r, "title:\n- type: main\n  text: Main\n- type: subtitle\n  text: Sub")->subtitle, "Sub");
    CHECK(r->diag.n == 0);
}

READ_TEST(markup_is_taken_off_names)
{
    CHECK_STR(plain(r, "**Bold** and *it* and __two words__ and _it_"), "Bold and it and two words and it");
    CHECK_STR(plain(r, "The `code *x*` here"), "The code *x* here");
    CHECK_STR(plain(r, "[Go](https://go.dev/x(y)) and ![pic](a.png)"), "Go and pic");
    CHECK_STR(plain(r, "[[Note|Label]] and [[Note]]"), "Label and Note");
    CHECK_STR(plain(r, "a<br>b <b>c</b><!-- d -->"), "a b c");
    CHECK_STR(plain(r, "AT&amp;T &#8212; &eacute;"), "AT&T \xE2\x80\x94 \xC3\xA9");
    CHECK_STR(plain(r, "~~old~~ new"), "old new");
    CHECK_STR(plain(r, "\\*star\\*"), "*star*");
    CHECK_STR(plain(r, "***all***"), "all");
}

READ_TEST(what_is_no_markup_stays)
{
    static const char *const texts[] = { "2 * 3 * 4", "snake_case_name", "the __init__ method", "Vec<T> & List<B>", "a < b > c",
        "AT&T", "&nosuch;", "[draft] x", "C:\\dir", "O*NET today and *", "`open", "[x](y", "5 ~ 6", "Nutzer*innen",
        "**", "[[x", "![", "<", "&", "f(x) [y]" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STR(plain(r, texts[i]), texts[i]);
}

READ_TEST(a_title_of_a_million_marks_is_read_in_time)
{
    static const char *const marks[] = { "*a ", "[", "`", "<b", "&a", "[](", "_x", "*", "![" };
    struct buf b;

    buf_init(&b);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        buf_clear(&b);
        while (b.len < 1000000)
            buf_adds(&b, marks[k]);
        CHECK(meta_plain(&r->mem, buf_str(&b)).len > 0);
    }
    buf_release(&b);
}

READ_TEST(other_texts)
{
    struct article *a = article_of(r, "subtitle: Sub\nlinkTitle: Short\nsummary: A *summary*\nlicense: CC0\n"
        "publisher: {name: Press}\nsection: news");

    CHECK_STR(a->subtitle, "Sub");
    CHECK_STR(a->short_title, "Short");
    CHECK_STR(a->description, "A summary");
    CHECK_STR(a->rights, "CC0");
    CHECK_STR(a->publisher, "Press");
    CHECK_STR(a->section, "news");
    CHECK_STR(article_of(r, "summary: second\ndescription: first")->description, "first");
    CHECK_STR(article_of(r, "summary: second\ndescription:")->description, "second");
}

READ_TEST(languages)
{
    CHECK_STR(article_of(r, "lang: en_US")->language, "en-US");
    CHECK_STR(article_of(r, "language: zh-hant\ndir: RTL")->language, "zh-Hant");
    CHECK_STR(article_of(r, "dir: RTL")->direction, "rtl");
    CHECK(r->diag.n == 0);
    CHECK_STR(article_of(r, "lang: english")->language, "");
    CHECK(count_code(r, DIAG_LANGUAGE_INVALID) == 1 && r->diag.entries[0].line == 2 && r->diag.entries[0].col == 7);
}

READ_TEST(languages_of_file_names)
{
    folder_write("a.fr.md", "Texte");
    folder_write("b.pt-br.md", "Texto");
    folder_write("c.md.md", "text");
    folder_write("d.v2.md", "text");
    folder_write("e.fr.md", "---\nlang: de\n---\nText");
    folder_write("index.fr.md", "Texte");
    read_here(r);
    CHECK_STR(article_at(r, "a.fr.md")->language, "fr");
    CHECK_STR(article_at(r, "b.pt-br.md")->language, "pt-BR");
    CHECK_STR(article_at(r, "c.md.md")->language, "");
    CHECK_STR(article_at(r, "d.v2.md")->language, "");
    CHECK_STR(article_at(r, "e.fr.md")->language, "de");
    CHECK_STR(article_at(r, "index.fr.md")->language, "fr");
}

/* ---- tags ---- */

READ_TEST(tags_of_lists)
{
    CHECK_STR(tags(r, "tags: [a, b c]"), "a|b c");
    CHECK_STR(tags(r, "tags:\n- on\n- 2024\n- true\n- ~"), "on|2024|true");
    CHECK_STR(tags(r, "tags: ['#a', ' b ', '', '#', 'a/b/']"), "a|b|a/b");
    CHECK_STR(tags(r, "tags: [Go, go, GO, \"Caf\xC3\xA9\", \"CAFE\xCC\x81\"]"), "Go|Caf\xC3\xA9");
    CHECK_STR(tags(r, "tags: [\"a, b\", c]"), "a, b|c");
    CHECK_STR(tags(r, "tags: null"), "");
    CHECK_STR(tags(r, "tags: []\nkeywords: x, y"), "x|y");
    CHECK_STR(tags(r, "taxonomies:\n  tags: [a]\n"), "a");
    CHECK(r->diag.n == 0);
}

READ_TEST(tags_of_texts_in_a_hugo_tree)
{
    CHECK_STR(tags(r, "tags: a b"), "a b");
    CHECK_STR(tags(r, "tags: a, b"), "a|b");
    CHECK_STR(tags(r, "tags: a; b c"), "a|b c");
    CHECK_STR(tags(r, "tag: a b"), "a b");
    CHECK_STR(tags(r, "tags: C++"), "C++");
}

READ_TEST(tags_of_texts_in_a_jekyll_tree)
{
    folder_write("_config.yml", "");
    CHECK_STR(tags(r, "tags: a b"), "a|b");
    CHECK_STR(tags(r, "tag: a b"), "a b");
    CHECK_STR(tags(r, "tags: a, b c"), "a|b c");
    CHECK_STR(tags(r, "keywords: a b"), "a b");
    CHECK(article_of(r, "categories: x y")->ncategories == 2 && article_of(r, "category: x y")->ncategories == 1);
}

READ_TEST(tags_split_as_configured)
{
    r->config.tags_split = TAGS_SPACE;
    CHECK_STR(tags(r, "tags: a b, c"), "a|b|c");
    CHECK_STR(tags(r, "tag: a b"), "a b");
    r->config.tags_split = TAGS_COMMA;
    CHECK_STR(tags(r, "tags: a b, c"), "a b|c");
    r->config.tags_split = TAGS_NONE;
    CHECK_STR(tags(r, "tags: a b, c"), "a b, c");
}

READ_TEST(tags_that_are_none)
{
    CHECK_STR(tags(r, "tags: {a: b}"), "");
    CHECK(count_code(r, DIAG_FRONT_MATTER_KEY) == 1 && r->diag.entries[0].line == 2);
    CHECK_STR(tags(r, "tags: [a, {b: c}]"), "a");
    CHECK(count_code(r, DIAG_FRONT_MATTER_KEY) == 1);
}

READ_TEST(tags_that_are_no_yaml_are_read_as_words)
{
    struct article *a = article_of(r, "title: T\ntags: [C++: a, #x, plain]\ndate: 2024-01-05");

    CHECK_STR(joined(r, a->tags, a->ntags), "C++: a|x|plain");
    CHECK_STR(a->title, "T");
    CHECK_STR(date_iso(&r->mem, a->date), "2024-01-05");
    CHECK(count_code(r, DIAG_FRONT_MATTER) == 1);
}

READ_TEST(categories_are_apart_from_tags)
{
    struct article *a = article_of(r, "categories:\n- [Diary, Games]\n- Life");

    CHECK_STR(joined(r, a->categories, a->ncategories), "Diary/Games|Life");
    CHECK_STR(a->section, "Diary/Games");
    CHECK(a->ntags == 0);
}

/* ---- authors ---- */

READ_TEST(authors_in_all_forms)
{
    CHECK_STR(authors(r, "author: \"Doe, Jane\""), "Doe, Jane");
    CHECK_STR(authors(r, "author: A and B"), "A and B");
    CHECK_STR(authors(r, "authors: Ann A and Bob B; Cy C"), "Ann A|Bob B|Cy C");
    CHECK_STR(authors(r, "authors: Doe, Jane"), "Doe, Jane");
    CHECK_STR(authors(r, "authors:\n- Ann A\n- Bob and Co\n- Ann A"), "Ann A|Bob and Co");
    CHECK_STR(authors(r, "author: {name: Ann, email: a@b.c, url: https://x}"), "Ann");
    CHECK_STR(authors(r, "author:\n- name: Ann\n  role: editor\n- text: Bob\n- Cy"), "Ann|Bob|Cy");
    CHECK_STR(authors(r, "author: \"[[Ann A]]\""), "Ann A");
    CHECK_STR(authors(r, "author:\n- '[[Ann A]]'\n- '[[p/bob|Bob]]'"), "Ann A|Bob");
    CHECK_STR(authors(r, "byline: By Ann A"), "Ann A");
    CHECK_STR(authors(r, "by:\n- Rob Pike"), "Rob Pike");
    CHECK_STR(authors(r, "author: Ann <ann@example.org>"), "Ann");
    CHECK_STR(authors(r, "params:\n  author: Ann"), "Ann");
    CHECK_STR(authors(r, "author: {first: Ann, last: Archer}"), "Ann Archer");
    CHECK(r->diag.n == 0);
}

READ_TEST(authors_that_are_links)
{
    CHECK_STR(authors(r, "author: '[Ann](https://a.example)'"), "Ann");
    CHECK_STR(authors(r,
        "author: >\n  [Ann A](https://a.example) (Org, Inc.), [Bob\n  B](https://b.example) (Org), Cy C (Org)\n"
        "  and [Di](https://d.example)"), "Ann A|Bob B|Cy C|Di");
}

READ_TEST(roles_and_sort_names_of_authors)
{
    const struct article *a = article_of(r, "author:\n- name: Ann A\n  role: Translator\n  file-as: A, Ann");

    CHECK(a->nauthors == 1);
    CHECK_STR(a->authors[0].role, "trl");
    CHECK_STR(a->authors[0].file_as, "A, Ann");
}

READ_TEST(authors_without_a_name)
{
    CHECK_STR(authors(r, "author: {email: x}"), "");
    CHECK(count_code(r, DIAG_FRONT_MATTER_KEY) == 1);
    CHECK_STR(authors(r, "author:"), "");
    CHECK(r->diag.n == 0);
}

/* ---- dates ---- */

READ_TEST(the_first_date_key_counts)
{
    CHECK_STR(date(r, "created: 2024-01-01\ndate: 2024-02-02"), "2024-02-02");
    CHECK_STR(date(r, "created: 2024-01-01\npublished: 2023-03-03"), "2023-03-03");
    CHECK_STR(date(r, "created: 2024-01-01\npublished: true"), "2024-01-01");
    CHECK_STR(date(r, "published: 2023-03-03\npubDate: 2023-04-04"), "2023-04-04");
    CHECK_STR(date(r, "saved: 2024-01-01"), "2024-01-01");
    CHECK_STR(date(r, "date:\ncreated: 2024-01-01"), "2024-01-01");
    CHECK(r->diag.n == 0);
}

READ_TEST(other_dates)
{
    const struct article *a = article_of(r,
        "date: 2024-01-01\npublishDate: 2024-05-05\nlastmod: 2024-02-02\nexpiryDate: 2025-01-01");

    CHECK_STR(date_iso(&r->mem, a->modified), "2024-02-02");
    CHECK_STR(date_iso(&r->mem, a->publishes), "2024-05-05");
    CHECK_STR(date_iso(&r->mem, a->expires), "2025-01-01");
    a = article_of(r, "publishDate: 2024-05-05");
    CHECK(a->publishes.precision == DATE_NONE && a->date.month == 5);
}

READ_TEST(the_month_is_that_of_the_written_date)
{
    const struct article *a = article_of(r, "date: 2024-03-01T00:30:00+02:00");

    CHECK(a->date.month == 3 && a->date.day == 1 && a->date.offset == 120);
    r->config.zone = -300;
    CHECK(article_of(r, "date: 2024-03-01 23:30:00")->date.offset == -300);
}

READ_TEST(bad_dates_are_told_with_their_place)
{
    CHECK_STR(date(r, "title: x\ndate: 2024-02-30"), "");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_DATE_INVALID);
    CHECK(r->diag.entries[0].line == 3 && r->diag.entries[0].col == 7);
    CHECK_STR(date(r, "date: 01/02/2024"), "");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_DATE_AMBIGUOUS);
    CHECK_STR(date(r, "date: [2024]"), "");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_FRONT_MATTER_KEY);
    CHECK_STR(date(r, "date: git Created"), "");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_DATE_INVALID);
    CHECK_STR(date(r, "date: 2024-02-30\ncreated: 2024-01-01"), "");    /* not what was meant */
}

READ_TEST(dates_of_file_names)
{
    folder_write("2024-03-05-a.md", "x");
    folder_write("2024-03-06-b.md", "---\ndate: 2024-03-07\n---\nx");
    folder_write("2024-03-06-c.md", "---\ndate: 2024-03-06 23:00 -0800\n---\nx");
    folder_write("2024-03-08-d.md", "---\ndate: 2024-02-30\n---\nx");
    folder_write("2024-02-30-e.md", "x");
    read_here(r);
    CHECK_STR(date_iso(&r->mem, article_at(r, "2024-03-05-a.md")->date), "2024-03-05");
    CHECK_STR(date_iso(&r->mem, article_at(r, "2024-03-06-b.md")->date), "2024-03-07");
    CHECK_STR(date_iso(&r->mem, article_at(r, "2024-03-08-d.md")->date), "2024-03-08");
    CHECK(article_at(r, "2024-02-30-e.md")->date.precision == DATE_NONE);
    CHECK(count_code(r, DIAG_DATE_MISMATCH) == 1 && count_code(r, DIAG_DATE_INVALID) == 1);
}

READ_TEST(dates_of_folders)
{
    static const struct { const char *rel, *want; } places[] = {
        { "2024/03/x.md", "2024-03" }, { "2024/03/05/x.md", "2024-03-05" }, { "2024-03-05-x/index.md", "2024-03-05" },
        { "2024-03/x.md", "2024-03" }, { "2023/01/2024-03-05-x/index.md", "2024-03-05" },
        { "blog/2024/3/x/index.md", "2024-03" },
        { "2024/13/x.md", "" }, { "2024/02/30/x.md", "2024-02" }, { "03/05/x.md", "" }, { "2024/x.md", "" }, { "x.md", "" },
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct date d = { .precision = DATE_NONE };
        CHECK(meta_folder_date(str_of(places[i].rel), 0, &d) == (*places[i].want != '\0'));
        CHECK_STR(date_iso(&r->mem, d), places[i].want);
    }
}

/* ---- what is left out ---- */

READ_TEST(drafts_and_the_unpublished)
{
    static const struct { const char *front; enum why why; } cases[] = {
        { "draft: true", WHY_DRAFT }, { "draft: \"true\"", WHY_DRAFT }, { "draft: yes", WHY_DRAFT },
        { "draft: false", WHY_NOT },
        { "published: false", WHY_UNPUBLISHED }, { "published: true", WHY_NOT }, { "published: 2024-01-01", WHY_NOT },
        { "status: draft", WHY_DRAFT }, { "status: hidden", WHY_UNPUBLISHED }, { "status: published", WHY_NOT },
        { "publish: false", WHY_UNPUBLISHED }, { "headless: true", WHY_UNPUBLISHED }, { "layout: draft", WHY_NOT },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK(article_of(r, cases[i].front)->why == cases[i].why && r->diag.n == 0);
    CHECK_STR(article_of(r, "draft: yes")->why_text, "draft: true");
    CHECK(article_of(r, "draft: maybe")->why == WHY_NOT && count_code(r, DIAG_FRONT_MATTER_KEY) == 1);
    CHECK(article_of(r, "published: maybe")->why == WHY_NOT && count_code(r, DIAG_FRONT_MATTER_KEY) == 1 && r->diag.n == 1);
}

READ_TEST(places_that_hold_no_articles)
{
    folder_write("_drafts/a.md", "x");
    folder_write("_index.md", "---\ntitle: Section\n---\nlong text");
    folder_write("bundle/index.md", "---\ntitle: B\n---\nx");
    folder_write("bundle/notes.md", "a resource");
    folder_write("bundle/deep/more.md", "a resource");
    folder_write("plain/a.md", "x");
    read_here(r);
    CHECK(article_at(r, "_drafts/a.md")->why == WHY_DRAFT);
    CHECK(article_at(r, "_index.md")->why == WHY_SECTION_PAGE);
    CHECK_STR(article_at(r, "_index.md")->title, "Section");
    CHECK(article_at(r, "bundle/index.md")->why == WHY_NOT);
    CHECK(article_at(r, "bundle/notes.md")->why == WHY_RESOURCE && article_at(r, "bundle/deep/more.md")->why == WHY_RESOURCE);
    CHECK(article_at(r, "plain/a.md")->why == WHY_NOT);
}

READ_TEST(an_index_is_no_bundle_in_other_trees)
{
    folder_write("index.md", "---\ntitle: Home\n---\nx");
    folder_write("a.md", "x");
    folder_write("vault/index.md", "# Home");
    folder_write("vault/b.md", "x");
    folder_write("site/index.md", "---\ntitle: Home\n---\nx");
    folder_write("site/c.md", "---\ntitle: C\n---\nx");
    folder_write("post/index.md", "---\ntitle: P\n---\nx");
    folder_write("post/d.md", "x");
    read_here(r);
    CHECK(article_at(r, "a.md")->why == WHY_NOT && article_at(r, "vault/b.md")->why == WHY_NOT);
    CHECK(article_at(r, "site/c.md")->why == WHY_NOT);
    CHECK(article_at(r, "post/d.md")->why == WHY_RESOURCE);
}

READ_TEST(redirects_and_the_empty)
{
    folder_write("a.md", "---\nredirect: /blog/b\n---\n");
    folder_write("b.md", "---\nredirect: /blog/b\n---\nBut there is text.\n");
    folder_write("c.md", "---\ntitle: C\n---\n\n");
    folder_write("d.md", "");
    read_here(r);
    CHECK(article_at(r, "a.md")->why == WHY_REDIRECT);
    CHECK_STR(article_at(r, "a.md")->why_text, "to /blog/b");
    CHECK(article_at(r, "b.md")->why == WHY_NOT);
    CHECK(article_at(r, "c.md")->why == WHY_EMPTY && article_at(r, "d.md")->why == WHY_EMPTY);
    CHECK(count_code(r, DIAG_ARTICLE_EMPTY) == 2);
}

/* ---- addresses, order, pictures ---- */

READ_TEST(addresses)
{
    CHECK_STR(article_of(r, "permalink: /2015/05/21/x/")->permalink, "/2015/05/21/x/");
    CHECK_STR(article_of(r, "permalink: x.html")->permalink, "/x.html");
    CHECK_STR(article_of(r, "permalink: pretty")->permalink, "");
    CHECK_STR(article_of(r, "permalink: /blog/:title/")->permalink, "");
    CHECK_STR(article_of(r, "path: 2025/06/26/Rust")->permalink, "/2025/06/26/Rust");
    CHECK_STR(article_of(r, "url: /a/b/")->permalink, "/a/b/");
    CHECK_STR(article_of(r, "url: https://x.example/a")->url, "https://x.example/a");
    CHECK_STR(article_of(r, "url: https://x.example/a")->permalink, "");
    CHECK_STR(article_of(r, "source: https://x.example/a\nauthor: A")->url, "https://x.example/a");
    CHECK_STR(article_of(r, "source: Wikipedia")->url, "");
    CHECK_STR(article_of(r, "canonical_url: https://c.example\nurl: https://u.example")->url, "https://c.example");
    CHECK_STR(article_of(r, "slug: my-slug")->slug, "my-slug");
    CHECK(article_of(r, "aliases: [/a/, /b/]\nredirect_from: /c/")->naliases == 3);
    CHECK(r->diag.n == 0);
}

READ_TEST(weights)
{
    CHECK(article_of(r, "weight: -5")->has_weight && article_of(r, "weight: -5")->weight < -4.9);
    CHECK(!article_of(r, "weight: 0")->has_weight);
    CHECK(article_of(r, "order: 0")->has_weight);
    CHECK(!article_of(r, "title: x")->has_weight && r->diag.n == 0);
    CHECK(!article_of(r, "weight: heavy")->has_weight && count_code(r, DIAG_FRONT_MATTER_KEY) == 1);
}

READ_TEST(series)
{
    const struct article *a = article_of(r, "series: [Rivers]\nseries_order: 2");

    CHECK_STR(a->series, "Rivers");
    CHECK_STR(a->series_index, "2");
    a = article_of(r, "series: {name: Rivers, index: 3}");
    CHECK_STR(a->series, "Rivers");
    CHECK_STR(a->series_index, "3");
}

READ_TEST(pictures)
{
    CHECK_STR(article_of(r, "image: a.png\nimage_alt: A *fine* one")->image, "a.png");
    CHECK_STR(article_of(r, "image: a.png\nimage_alt: A *fine* one")->image_alt, "A fine one");
    CHECK_STR(article_of(r, "image:\ncover: {src: b.png, alt: B}")->image, "b.png");
    CHECK_STR(article_of(r, "cover: {image: b.png, caption: B}")->image_alt, "B");
    CHECK_STR(article_of(r, "images: [c.png, d.png]")->image, "c.png");
    CHECK_STR(article_of(r, "header:\n  teaser: e.png")->image, "e.png");
    CHECK_STR(article_of(r, "resources:\n- {src: f.png, name: thumb}\n- {src: g.png, name: cover}")->image, "g.png");
    CHECK_STR(article_of(r, "image: false")->image, "");
    CHECK(r->diag.n == 0);
}

/* ---- the last fallbacks ---- */

READ_TEST(titles_made_of_names)
{
    folder_write("2024-03-05-my_first-post.md", "x");
    folder_write("Already Words - part 2.md", "x");
    folder_write("a/2024-01-01-trip/index.md", "x");
    folder_write("slugged.md", "---\nslug: from-the-slug\n---\nx");
    folder_write("3f2a9c01b7.md", "x");
    folder_write("note.fr.md", "x");
    folder_write("\xE6\x97\xA5\xE6\x9C\xAC.md", "x");
    read_here(r);
    CHECK_STR(article_at(r, "2024-03-05-my_first-post.md")->title, "My first post");
    CHECK_STR(article_at(r, "Already Words - part 2.md")->title, "Already Words - part 2");
    CHECK_STR(article_at(r, "a/2024-01-01-trip/index.md")->title, "Trip");
    CHECK_STR(article_at(r, "slugged.md")->title, "From the slug");
    CHECK_STR(article_at(r, "3f2a9c01b7.md")->title, "3f2a9c01b7");
    CHECK_STR(article_at(r, "note.fr.md")->title, "Note");
    CHECK_STR(article_at(r, "\xE6\x97\xA5\xE6\x9C\xAC.md")->title, "\xE6\x97\xA5\xE6\x9C\xAC");
    CHECK(count_code(r, DIAG_TITLE_GUESSED) == 7);
}

READ_TEST(sections_of_folders)
{
    folder_write("news/2024/a.md", "x");
    folder_write("_posts/b.md", "x");
    folder_write("water/_posts/c.md", "x");
    folder_write("d.md", "x");
    folder_write("trip/index.md", "x");
    folder_write("news/f.md", "---\ncategory: rivers\n---\nx");
    read_here(r);
    CHECK_STR(article_at(r, "news/2024/a.md")->section, "news");
    CHECK_STR(article_at(r, "_posts/b.md")->section, "");
    CHECK_STR(article_at(r, "water/_posts/c.md")->section, "water");
    CHECK_STR(article_at(r, "d.md")->section, "");
    CHECK_STR(article_at(r, "trip/index.md")->section, "");
    CHECK_STR(article_at(r, "news/f.md")->section, "rivers");
}

READ_TEST(repeated_keys_are_told)
{
    CHECK_STR(article_of(r, "title: a\nTitle: b")->title, "b");
    CHECK(r->diag.n == 1 && r->diag.entries[0].code == DIAG_FRONT_MATTER_KEY && r->diag.entries[0].line == 2);
}

READ_TEST(unknown_keys_are_ignored_without_a_word)
{
    article_of(r, "title: x\nlayout: post\ntype: [a]\ncascade: {x: y}\nmenu: {main: {weight: x}}\ncssclasses: wide");
    CHECK(r->diag.n == 0);
}

TESTS(CASE(titles_are_what_was_written), CASE(markup_is_taken_off_names), CASE(what_is_no_markup_stays),
    CASE(a_title_of_a_million_marks_is_read_in_time), CASE(other_texts), CASE(languages), CASE(languages_of_file_names),
    CASE(tags_of_lists), CASE(tags_of_texts_in_a_hugo_tree), CASE(tags_of_texts_in_a_jekyll_tree),
        CASE(tags_split_as_configured),
    CASE(tags_that_are_none), CASE(tags_that_are_no_yaml_are_read_as_words), CASE(categories_are_apart_from_tags),
    CASE(authors_in_all_forms), CASE(authors_that_are_links), CASE(roles_and_sort_names_of_authors),
    CASE(authors_without_a_name), CASE(the_first_date_key_counts), CASE(other_dates),
        CASE(the_month_is_that_of_the_written_date),
    CASE(bad_dates_are_told_with_their_place), CASE(dates_of_file_names), CASE(dates_of_folders),
    CASE(drafts_and_the_unpublished), CASE(places_that_hold_no_articles), CASE(an_index_is_no_bundle_in_other_trees),
    CASE(redirects_and_the_empty), CASE(addresses), CASE(weights), CASE(series), CASE(pictures), CASE(titles_made_of_names),
    CASE(sections_of_folders), CASE(repeated_keys_are_told), CASE(unknown_keys_are_ignored_without_a_word))
