/* catalog_test: what is said of an archive as a whole. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/archive.h"

static struct archive a;
static struct arena mem;

static bool
leads(const struct prints *names, const char *key, const struct article *x)
{
    return catalog_named(&a.catalog, names, str_of(key)) == x;
}

static struct str
urn(const struct article *x)
{
    return uuid_urn(&mem, catalog_uuid(x, catalog_namespace(&a.catalog), &mem));
}

/* ---- identity ------------------------------------------------------------------------------------------------------- */

TEST(identity_is_address_or_permalink_or_path)
{
    struct article *url, *permalink, *path, *bundle, *index;

    archive_open(&a);
    url = archive_add(&a, "a.md", "A", "", "");
    url->url = STR("https://example.org/posts/one");
    url->permalink = STR("/x/");
    permalink = archive_add(&a, "b.md", "B", "", "");
    permalink->permalink = STR("/b/");
    path = archive_add(&a, "c/d.e.md", "C", "", "");
    bundle = archive_add(&a, "e/index.md", "E", "", "");
    index = archive_add(&a, "index.md", "I", "", "");
    archive_finish(&a);
    CHECK_STR(url->identity, "https://example.org/posts/one");
    CHECK_STR(permalink->identity, "/b/");
    CHECK_STR(path->identity, "c/d.e");
    CHECK_STR(bundle->identity, "e");
    CHECK_STR(index->identity, "index");
    CHECK_STR(urn(url), "urn:uuid:c12a10e2-f9e2-52fa-a5cc-6806d32f05e5");  /* EPUB-RULES 11.3 */
    CHECK(index->index == 4);
    archive_close(&a);
}

TEST(the_namespace_is_that_of_the_rules)
{
    archive_open(&a);
    a.config.id = STR("https://example.org/");
    CHECK_STR(uuid_urn(&mem, catalog_namespace(&a.catalog)), "urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11");
    a.config.id = STR("urn:uuid:4be1b2c3-0000-4000-8000-0123456789ab");
    CHECK_STR(uuid_urn(&mem, catalog_namespace(&a.catalog)), "urn:uuid:4be1b2c3-0000-4000-8000-0123456789ab");
    archive_close(&a);
}

TEST(identities_never_clash)
{
    struct article *x, *y, *draft, *post;

    archive_open(&a);
    draft = archive_add(&a, "0.md", "Draft", "", "");
    draft->permalink = STR("/p/");
    draft->why = WHY_DRAFT;
    x = archive_add(&a, "a.html", "A", "", "");
    y = archive_add(&a, "a.md", "A", "", "");
    post = archive_add(&a, "z.md", "Z", "", "");
    post->permalink = STR("/p/");
    archive_finish(&a);
    CHECK_STR(x->identity, "a");
    CHECK_STR(y->identity, "posts/a.md#1");
    CHECK_STR(post->identity, "/p/");
    CHECK_STR(draft->identity, "0");
    CHECK(!str_eq(urn(x), urn(y)));
    archive_close(&a);
}

TEST(parts_of_one_file_have_their_own)
{
    struct article *x, *y;

    archive_open(&a);
    x = archive_add(&a, "feed.xml", "One", "", "");
    y = archive_add(&a, "feed.xml", "Two", "", "");
    y->file = x->file;
    y->part = 1;
    archive_finish(&a);
    CHECK_STR(x->identity, "feed#1");
    CHECK_STR(y->identity, "feed#2");
    CHECK(leads(&a.catalog.by_path, "feed.xml", x));
    archive_close(&a);
}

TEST(a_site_gives_permalinks_an_address_but_no_other_name)
{
    struct article *x;

    archive_open(&a);
    a.config.site = STR("https://example.org/");
    x = archive_add(&a, "a.md", "A", "", "");
    x->permalink = STR("/a/");
    archive_finish(&a);
    CHECK_STR(x->identity, "/a/");
    CHECK_STR(x->url, "https://example.org/a/");
    archive_close(&a);
}

/* ---- tags ----------------------------------------------------------------------------------------------------------- */

TEST(tags_are_folded_and_not_repeated)
{
    struct article *x;

    archive_open(&a);
    x = archive_add(&a, "a.md", "A", "", "Água, C++, c++, A/B, \xC3\x81gua");
    archive_finish(&a);
    CHECK(x->ntags == 3);
    CHECK_STR(x->tags[0], "Água");
    CHECK_STR(x->folded_tags[0], "água");
    CHECK_STR(x->folded_tags[2], "a/b");
    archive_close(&a);
}

/* ---- time ----------------------------------------------------------------------------------------------------------- */

TEST(nothing_is_in_the_future_by_default_but_things_expire)
{
    struct article *old, *newest, *draft, *expired, *kept;

    archive_open(&a);
    draft = archive_add(&a, "0.md", "D", "2030-01-01", "");
    draft->why = WHY_DRAFT;
    expired = archive_add(&a, "1.md", "E", "2024-01-01", "");
    expired->expires = archive_date("2024-02-01");
    kept = archive_add(&a, "2.md", "K", "2024-01-01", "");
    kept->expires = archive_date("2025-01-01");
    newest = archive_add(&a, "3.md", "N", "2024-03-05T23:30:00-05:00", "");
    old = archive_add(&a, "4.md", "O", "2024-03-05T22:00:00-07:00", "");   /* a later instant */
    archive_finish(&a);
    CHECK(date_cmp(a.catalog.as_of, newest->date) == 0);
    CHECK(newest->why == WHY_NOT && old->why == WHY_NOT && kept->why == WHY_NOT && draft->why == WHY_DRAFT);
    CHECK(expired->why == WHY_EXPIRED);
    CHECK_STR(expired->why_text, "expired on 2024-02-01");
    archive_close(&a);
}

TEST(a_given_day_counts_to_its_end)
{
    struct article *same, *next, *publishes;

    archive_open(&a);
    same = archive_add(&a, "1.md", "S", "2024-03-31T23:59:00Z", "");
    next = archive_add(&a, "2.md", "N", "2024-04-01", "");
    publishes = archive_add(&a, "3.md", "P", "2024-01-01", "");
    publishes->publishes = archive_date("2024-05-01");
    catalog_finish(&a.catalog, archive_date("2024-03"), &a.diag);
    CHECK(same->why == WHY_NOT);
    CHECK(next->why == WHY_FUTURE);
    CHECK_STR(next->why_text, "dated 2024-04-01");
    CHECK(publishes->why == WHY_FUTURE);
    archive_close(&a);
}

TEST(a_given_instant_is_compared_with_instants)
{
    struct article *before, *after;

    archive_open(&a);
    before = archive_add(&a, "1.md", "B", "2024-03-05T10:00:00+02:00", "");
    after = archive_add(&a, "2.md", "A", "2024-03-05T09:00:00Z", "");
    catalog_finish(&a.catalog, date_of_epoch(date_epoch(archive_date("2024-03-05T08:30:00Z"))), &a.diag);
    CHECK(before->why == WHY_NOT);
    CHECK(after->why == WHY_FUTURE);
    archive_close(&a);
}

/* ---- duplicates ----------------------------------------------------------------------------------------------------- */

TEST(the_same_address_is_a_duplicate_and_links_lead_to_the_first)
{
    struct article *x, *y;

    archive_open(&a);
    x = archive_add(&a, "a.md", "A", "", "");
    x->url = STR("https://example.org/a");
    y = archive_add(&a, "b.md", "a", "", "");
    y->url = STR("http://www.example.org/a/#top");
    archive_finish(&a);
    CHECK(x->why == WHY_NOT && y->why == WHY_DUPLICATE);
    CHECK_STR(y->why_text, "same as posts/a.md");
    CHECK(a.diag.n == 1 && a.diag.entries[0].code == DIAG_DUPLICATE);
    CHECK_STR(str_of(a.diag.entries[0].path), "posts/b.md");
    CHECK(leads(&a.catalog.by_path, "b.md", x));
    CHECK(leads(&a.catalog.by_slug, "b", x));
    CHECK(!str_eq(x->identity, y->identity));
    archive_close(&a);
}

TEST(entries_of_a_feed_that_share_its_address_are_none)
{
    struct article *x, *y, *z;

    archive_open(&a);
    x = archive_add(&a, "feed.xml", "One", "", "");
    y = archive_add(&a, "feed.xml", "Two", "", "");
    y->file = x->file;
    y->part = 1;
    x->url = y->url = STR("https://example.org/list");
    z = archive_add(&a, "z.md", "Z", "", "");
    z->url = STR("https://example.org/");
    archive_add(&a, "zz.md", "ZZ", "", "")->url = STR("https://example.org/");
    archive_finish(&a);
    CHECK(y->why == WHY_NOT && z->why == WHY_NOT && a.diag.n == 0);
    archive_close(&a);
}

TEST(translations_that_name_their_original_are_none)
{
    struct article *x, *y, *z;

    archive_open(&a);
    x = archive_add(&a, "en/a.md", "A", "", "");
    y = archive_add(&a, "ja/a.md", "A", "", "");
    z = archive_add(&a, "ja/b.md", "B", "", "");
    x->url = y->url = z->url = STR("https://example.org/list");
    archive_finish(&a);
    CHECK(x->why == WHY_NOT && y->why == WHY_NOT && z->why == WHY_NOT && a.diag.n == 0);
    CHECK_STR(x->identity, "https://example.org/list");
    CHECK_STR(y->identity, "ja/a");
    CHECK(leads(&a.catalog.by_url, "example.org/list", x));
    archive_close(&a);
}

TEST(the_same_bytes_are_a_duplicate_unless_they_say_little)
{
    struct article *x, *copy, *tiny, *other_day, *translation;
    struct digest same = digest_of(STR("text"));

    archive_open(&a);
    x = archive_add(&a, "a.md", "A", "2024-01-01", "");
    copy = archive_add(&a, "copy.md", "copy", "2024-01-01", "");
    other_day = archive_add(&a, "day.md", "A", "2024-01-08", "");
    tiny = archive_add(&a, "tiny.md", "tiny", "2024-01-01", "");
    a.files[3].size = 20;
    translation = archive_add(&a, "fr.md", "A", "2024-01-01", "");
    translation->language = STR("fr");
    x->digest = copy->digest = other_day->digest = tiny->digest = translation->digest = same;
    archive_finish(&a);
    CHECK(x->why == WHY_NOT && copy->why == WHY_DUPLICATE && other_day->why == WHY_NOT && tiny->why == WHY_NOT);
    CHECK(translation->why == WHY_NOT);
    archive_close(&a);
}

/* ---- targets -------------------------------------------------------------------------------------------------------- */

TEST(paths_lead_with_and_without_extension)
{
    struct article *x, *y;

    archive_open(&a);
    x = archive_add(&a, "notes/a.md", "A", "", "");
    y = archive_add(&a, "notes/b/index.md", "B", "", "");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_path, "notes/a.md", x));
    CHECK(leads(&a.catalog.by_path, "notes/a", x));
    CHECK(leads(&a.catalog.by_path, "notes/b/index.md", y));
    CHECK(leads(&a.catalog.by_path, "notes/b", y));
    CHECK(!prints_has(&a.catalog.by_path, STR("a")));
    archive_close(&a);
}

TEST(dated_names_lead_as_jekyll_eleventy_and_wordpress_make_them)
{
    static const char *const keys[] = { "2024/01/05/the-title", "news/local/2024/01/05/the-title", "2024/01/the-title",
        "the-title", "2024-01-05-the-title", "news/local/the-title" };
    struct article *x;
    static struct str categories[2];

    archive_open(&a);
    x = archive_add(&a, "_posts/2024-01-05-the-title.md", "T", "2024-01-05 10:00", "");
    categories[0] = STR("News");
    categories[1] = STR("Local");
    x->categories = categories;
    x->ncategories = 2;
    archive_finish(&a);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        CHECK(leads(&a.catalog.by_permalink, keys[i], x));
    archive_close(&a);
}

TEST(the_folders_above_the_root_may_stand_in_an_address)
{
    struct article *x, *y;

    archive_open(&a);
    x = archive_add(&a, "Name.md", "N", "", "");
    y = archive_add(&a, "en/guide/start.md", "S", "", "");
    y->language = STR("en");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_permalink, "posts/Name", x));
    CHECK(leads(&a.catalog.by_permalink, "posts/name", x));
    CHECK(leads(&a.catalog.by_permalink, "content/posts/Name", x));
    CHECK(leads(&a.catalog.by_permalink, "guide/start", y));
    archive_close(&a);
}

TEST(what_is_stated_comes_before_what_is_guessed)
{
    struct article *guessed, *stated;

    archive_open(&a);
    guessed = archive_add(&a, "a/about.md", "G", "", "");
    stated = archive_add(&a, "b.md", "S", "", "");
    stated->permalink = STR("/about/");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_permalink, "about", stated));
    CHECK(leads(&a.catalog.by_path, "a/about", guessed));
    archive_close(&a);
}

TEST(aliases_addresses_and_html_names_lead)
{
    struct article *x;
    static struct str aliases[3];

    archive_open(&a);
    a.config.site = STR("https://example.org/blog/");
    x = archive_add(&a, "a.md", "A", "", "");
    aliases[0] = STR("/old/a%20b.html");
    aliases[1] = STR("https://example.org/blog/2020/a/");
    aliases[2] = STR("Other Name");
    x->aliases = aliases;
    x->naliases = 3;
    x->permalink = STR("/p/index.html");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_permalink, "old/a b.html", x));
    CHECK(leads(&a.catalog.by_permalink, "old/a b", x));
    CHECK(leads(&a.catalog.by_permalink, "p", x));
    CHECK(leads(&a.catalog.by_permalink, "2020/a", x));
    CHECK(leads(&a.catalog.by_permalink, "blog/2020/a", x));
    CHECK(leads(&a.catalog.by_url, "example.org/blog/2020/a", x));
    CHECK(leads(&a.catalog.by_slug, "other-name", x));
    archive_close(&a);
}

TEST(placeholders_of_permalinks_are_filled_in)
{
    struct article *x, *template, *unknown;

    archive_open(&a);
    x = archive_add(&a, "2024-03-05-my-post.md", "M", "2024-03-05", "");
    x->permalink = STR("/blog/:year/:i_month/:title:output_ext");
    template = archive_add(&a, "t.md", "T", "", "");
    template->permalink = STR("/{{ page.fileSlug }}/");
    unknown = archive_add(&a, "u.md", "U", "", "");
    unknown->permalink = STR("/:frobnicate/");
    archive_finish(&a);
    CHECK_STR(x->permalink, "/blog/2024/3/my-post");
    CHECK_STR(x->identity, "/blog/2024/3/my-post");
    CHECK_STR(template->identity, "t");
    CHECK_STR(unknown->identity, "u");
    archive_close(&a);
}

TEST(a_slug_of_two_articles_leads_nowhere_and_names_win_over_titles)
{
    struct article *x, *y, *z;

    archive_open(&a);
    x = archive_add(&a, "a/same.md", "X", "", "");
    y = archive_add(&a, "b/same.md", "Y", "", "");
    z = archive_add(&a, "c/My Note.md", "X", "", "");
    archive_finish(&a);
    CHECK(x != y && prints_has(&a.catalog.by_slug, STR("same")) && leads(&a.catalog.by_slug, "same", NULL));
    CHECK(leads(&a.catalog.by_slug, "My Note", z));
    CHECK(leads(&a.catalog.by_slug, "my-note", z));
    CHECK(leads(&a.catalog.by_slug, "my note", z));
    CHECK(leads(&a.catalog.by_slug, "y", y));
    CHECK(leads(&a.catalog.by_slug, "x", NULL));
    archive_close(&a);
}

TEST(drafts_do_not_take_links_from_posts)
{
    struct article *draft, *post;

    archive_open(&a);
    draft = archive_add(&a, "a/post.md", "P", "", "");
    draft->why = WHY_DRAFT;
    post = archive_add(&a, "b/post.md", "P", "", "");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_slug, "post", post));
    CHECK(leads(&a.catalog.by_path, "a/post", draft));
    archive_close(&a);
}

TEST(links_to_a_redirect_go_where_it_leads)
{
    struct article *from, *beside, *lost, *to;

    archive_open(&a);
    from = archive_add(&a, "two-years.md", "two-years", "", "");
    from->redirect = STR("/posts/2years");
    beside = archive_add(&a, "a/beside.html", "beside", "", "");
    beside->redirect = STR("../2years.md");
    lost = archive_add(&a, "lost.md", "lost", "", "");
    lost->redirect = STR("https://example.com/posts/2years");
    from->why = beside->why = lost->why = WHY_REDIRECT;
    to = archive_add(&a, "2years.md", "Two Years", "", "");
    archive_finish(&a);
    CHECK(leads(&a.catalog.by_permalink, "posts/two-years", to));
    CHECK(leads(&a.catalog.by_path, "two-years", to));
    CHECK(leads(&a.catalog.by_path, "a/beside", to));
    CHECK(leads(&a.catalog.by_path, "lost", lost));
    archive_close(&a);
}

TESTS(CASE(identity_is_address_or_permalink_or_path), CASE(the_namespace_is_that_of_the_rules), CASE(identities_never_clash),
    CASE(parts_of_one_file_have_their_own), CASE(a_site_gives_permalinks_an_address_but_no_other_name),
    CASE(tags_are_folded_and_not_repeated), CASE(nothing_is_in_the_future_by_default_but_things_expire),
    CASE(a_given_day_counts_to_its_end), CASE(a_given_instant_is_compared_with_instants),
    CASE(the_same_address_is_a_duplicate_and_links_lead_to_the_first), CASE(entries_of_a_feed_that_share_its_address_are_none),
    CASE(translations_that_name_their_original_are_none), CASE(the_same_bytes_are_a_duplicate_unless_they_say_little), CASE(paths_lead_with_and_without_extension),
    CASE(dated_names_lead_as_jekyll_eleventy_and_wordpress_make_them), CASE(the_folders_above_the_root_may_stand_in_an_address),
    CASE(what_is_stated_comes_before_what_is_guessed), CASE(aliases_addresses_and_html_names_lead),
    CASE(placeholders_of_permalinks_are_filled_in), CASE(a_slug_of_two_articles_leads_nowhere_and_names_win_over_titles),
    CASE(drafts_do_not_take_links_from_posts), CASE(links_to_a_redirect_go_where_it_leads))
