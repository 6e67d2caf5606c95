/* feed: feeds, exports and lists as archives of articles. SPDX-License-Identifier: MIT */
#include "unit/reading.h"

#include "base/node.h"

/* Article I of the only file. */
static const struct article *
at(struct read *r, size_t i)
{
    if (i >= r->catalog.narticles) {
        printf("only %zu articles\n", r->catalog.narticles);
        exit(1);
    }
    return &r->catalog.articles[i];
}

static const struct article *
only(struct read *r, const char *name, const char *text)
{
    folder_write(name, text);
    read_here(r);
    return at(r, 0);
}

/* The words of article A's text; with pictures and links as "[src]" and "(href)". */
static struct str
words(struct read *r, const struct article *a)
{
    struct source source = { 0 };
    struct node *root = read_body(&r->mem, a, &source, &r->diag);
    struct buf out;
    struct str text;

    buf_init(&out);
    for (const struct node *n = root ? root->first : NULL; n; n = node_next(n, root)) {
        if (n->tag == TAG_TEXT)
            buf_add(&out, str_is_blank(n->text) ? STR("") : n->text);
        else if (n->tag == TAG_IMG)
            buf_addf(&out, "[%.*s]", STR_ARG(node_attr(n, "src")));
        else if (n->tag == TAG_A)
            buf_addf(&out, "(%.*s)", STR_ARG(node_attr(n, "href")));
        else if (node_is_block(n))
            buf_addf(&out, "<%s>", n->name);
    }
    text = buf_take(&out, &r->mem);
    buf_release(&out);
    return text;
}

#define RSS(head, items) "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n" \
    " xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel>" head items "</channel></rss>\n"

READ_TEST(rss_with_all_its_fields)
{
    const struct article *a = only(r, "f.xml", RSS("<title>F</title><link>https://a.example/blog/</link><language>de</language>",
        "\n<item><title>One &amp;amp; two</title><link>https://a.example/1</link><guid isPermaLink=\"false\">g1</guid>"
        "<pubDate>Mon, 02 Jan 2006 15:04:05 -0700</pubDate><d:creator>Ada</d:creator><category>Eels</category>"
        "<description>Short.</description><content:encoded><![CDATA[<p>Long <a href=\"x\">x</a><img src=\"/i.png\"></p>]]></content:encoded>"
        "<enclosure url=\"https://a.example/e.mp3\" type=\"audio/mpeg\" length=\"2000000\"/></item>"));

    CHECK_STR(a->title, "One & two");
    CHECK_STR(a->url, "https://a.example/1");
    CHECK_STR(a->key, "g1");
    CHECK_STR(a->language, "de");
    CHECK_STR(a->description, "Short.");
    CHECK(a->nauthors == 1 && a->ntags == 1 && a->date.year == 2006 && a->date.offset == -7 * 60);
    CHECK_STR(a->authors[0].name, "Ada");
    CHECK(a->item.line == 3);
    CHECK_STR(words(r, a), "<p>Long (https://a.example/blog/x)x[https://a.example/i.png]<ul><li>(https://a.example/e.mp3)"
        "e.mp3 (audio/mpeg, 2 MB)");
}

READ_TEST(atom_of_three_kinds_of_content)
{
    only(r, "f.atom", "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><author><name>Bo</name></author>"
        "<entry><id>a</id><title type='html'>&lt;b>T&lt;/b></title><updated>2024-03-05T10:00:00Z</updated><category term='t'/>"
        "<link href='https://a.example/a'/><content type='html'>&lt;p>A&lt;/p></content></entry>"
        "<entry><id>b</id><title>B &lt;T></title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>B<br/>b</p></div>"
        "</content></entry><entry><id>c</id><title>C</title><content>C &lt;c>\n\nd</content></entry></feed>");
    CHECK(r->catalog.narticles == 3);
    CHECK_STR(at(r, 0)->title, "T");
    CHECK_STR(at(r, 0)->authors[0].name, "Bo");
    CHECK_STR(at(r, 0)->language, "fr");
    CHECK(at(r, 0)->ntags == 1 && at(r, 0)->date.day == 5);
    CHECK_STR(words(r, at(r, 0)), "<p>A");
    CHECK_STR(at(r, 1)->title, "B <T>");
    CHECK_STR(words(r, at(r, 1)), "<div><p>Bb");
    CHECK_STR(words(r, at(r, 2)), "<p>C <c><p>d");
}

READ_TEST(rdf_and_prefixes_of_any_name)
{
    const struct article *a = only(r, "f.rdf", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns='http://purl.org/rss/1.0/' xmlns:c='http://purl.org/rss/1.0/modules/content/'"
        " xmlns:k='http://purl.org/dc/elements/1.1/'><channel><title>F</title></channel><item r:about='https://a.example/'>"
        "<title>T</title><k:date>2024-03-05</k:date><k:subject>S</k:subject><c:encoded>&lt;p>Text&lt;/p></c:encoded></item></r:RDF>");

    CHECK_STR(a->title, "T");
    CHECK(a->date.month == 3 && a->ntags == 1);
    CHECK_STR(words(r, a), "<p>Text");
}

READ_TEST(what_is_broken_in_one_item_costs_that_item)
{
    only(r, "f.xml", RSS("<title>F</title>", "<item><title>A</title><description>a & b&nbsp;c</description></item>\n"
        "<item><title>B</title><description>x</wrong></description></item><item><title>C</title><description>c</description></item>"));
    CHECK(r->catalog.narticles == 3);
    CHECK_STR(at(r, 2)->title, "C");
    CHECK_STR(words(r, at(r, 2)), "c");
    CHECK(count_code(r, DIAG_MARKUP_BROKEN) == 2 && r->diag.entries[0].line == 3);
}

READ_TEST(bare_ampersands_are_kept)
{
    const struct article *a;

    only(r, "f.xml", "<rss><channel><item><title>Salt & pepper</title><link>https://a.example/?a=1&b=2</link>"
        "<description>AT&T &amp; &#38; <![CDATA[c & d]]></description></item></channel></rss>");
    a = at(r, 0);
    CHECK_STR(a->title, "Salt & pepper");
    CHECK_STR(a->url, "https://a.example/?a=1&b=2");
    CHECK_STR(words(r, a), "AT&T & & c & d");
    CHECK(count_code(r, DIAG_MARKUP_BROKEN) == 1);
}

READ_TEST(items_without_title_or_text)
{
    only(r, "f.xml", RSS("", "<item><description>Some words that stand here. And more of them after it, which are too many for a title.</description></item>"
        "<item><title>Nothing</title><link>https://a.example/</link></item>"));
    CHECK_STR(at(r, 0)->title, "Some words that stand here");
    CHECK(at(r, 1)->why == WHY_EMPTY && count_code(r, DIAG_TITLE_GUESSED) == 1);
}

READ_TEST(an_older_or_newer_item_changes_no_others_key)
{
    only(r, "f.xml", RSS("", "<item><guid>one</guid><title>A</title><description>a</description></item>"));
    CHECK_STR(at(r, 0)->key, "one");
    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    r->catalog = (struct catalog){ .config = &r->config };
    only(r, "f.xml", RSS("", "<item><guid>zero</guid><title>Z</title><description>z</description></item>"
        "<item><guid>one</guid><title>A</title><description>a</description></item>"));
    CHECK_STR(at(r, 1)->key, "one");
    CHECK_STR(words(r, at(r, 1)), "a");
}

#define WXR(items) "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/' xmlns:dc='http://purl.org/dc/elements/1.1/'" \
    " xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>" \
    "<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada A" \
    "</wp:author_display_name></wp:author>" items "</channel></rss>"
#define POST(type, status, more) "<item><title>T</title><link>https://a.example/t</link><dc:creator>ada</dc:creator>" \
    "<wp:post_type>" type "</wp:post_type><wp:status>" status "</wp:status>" more "</item>"

READ_TEST(wordpress_posts_pages_and_what_is_none)
{
    only(r, "w.xml", WXR(POST("post", "publish", "<content:encoded>One\ntwo\n\nthree</content:encoded><wp:post_id>1</wp:post_id>"
        "<category domain='category' nicename='c'>Cat</category><category domain='post_tag' nicename='t'>Tag</category>"
        "<wp:post_date>2024-03-01 00:30:00</wp:post_date><wp:post_date_gmt>2024-02-29 23:30:00</wp:post_date_gmt>"
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>")
        POST("page", "draft", "<content:encoded>x</content:encoded>") POST("nav_menu_item", "publish", "")
        POST("attachment", "inherit", "<wp:post_id>7</wp:post_id><wp:attachment_url>https://a.example/i.jpg</wp:attachment_url>")));
    CHECK(r->catalog.narticles == 2 && count_code(r, DIAG_LEFT_OUT) == 1);
    CHECK_STR(at(r, 0)->authors[0].name, "Ada A");
    CHECK_STR(at(r, 0)->categories[0], "Cat");
    CHECK_STR(at(r, 0)->tags[0], "Tag");
    CHECK_STR(at(r, 0)->image, "https://a.example/i.jpg");
    CHECK(at(r, 0)->ntags == 1 && at(r, 0)->ncategories == 1 && at(r, 0)->date.month == 3 && at(r, 0)->date.offset == 60);
    CHECK_STR(words(r, at(r, 0)), "<p>One\ntwo<p>three");
    CHECK(at(r, 1)->why == WHY_DRAFT);
}

READ_TEST(wordpress_shortcodes)
{
    static const struct { const char *text, *want; } cases[] = {
        { "[caption id=\"a\" align=\"b\"]&lt;img src=\"https://a.example/i.png\"/> Words[/caption]",
            "<figure>[https://a.example/i.png]<figcaption>Words" },
        { "[embed]https://a.example/v[/embed]", "<p>(https://a.example/v)https://a.example/v" },
        { "[audio src=\"https://a.example/a.mp3\"]", "<p>(https://a.example/a.mp3)https://a.example/a.mp3" },
        { "[gallery ids=\"1,2\"]Text", "<p>Text" },
        { "[box color=\"red\"]In it[/box]", "<p>In it" },
        { "A [sic] b[1] and [[caption]]", "<p>A [sic] b[1] and [[caption]]" },
        { "[code lang=\"c\"]a[0][/code]", "<pre>a[0]" },
        { "&lt;code>[gallery]&lt;/code>", "<p>[gallery]" },
        { "&lt;!-- wp:paragraph -->\n&lt;p>A&lt;/p>\n&lt;!-- /wp:paragraph -->", "<p>A" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read one;
        read_open(&one);
        only(&one, "w.xml", arena_printf(&one.mem, WXR(POST("post", "publish", "<content:encoded>%s</content:encoded>")), cases[i].text).at);
        CHECK_STR(str_trim(words(&one, at(&one, 0))), str_trim(str_of(cases[i].want)).at);
        CHECK(count_code(&one, DIAG_TEMPLATE_DROPPED) == (i == 3 || i == 4));
        read_close(&one);
    }
    (void)r;
}

READ_TEST(json_feed)
{
    only(r, "f.json", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"home_page_url\": \"https://a.example/\", \"language\": \"en\",\n"
        "\"authors\": [{\"name\": \"Ada\"}], \"items\": [\n{\"id\": \"1\", \"title\": \"T\", \"url\": \"/1\", \"content_html\": \"<p>H <a href='x'>x</a></p>\","
        " \"date_published\": \"2024-03-05T10:00:00Z\", \"tags\": [\"a\", \"b\"], \"attachments\": [{\"url\": \"https://a.example/a.mp3\","
        " \"mime_type\": \"audio/mpeg\"}]},\n{\"id\": \"2\", \"content_text\": \"One\"}]}");
    CHECK(r->catalog.narticles == 2 && at(r, 0)->item.line == 2 && at(r, 1)->item.line == 3);
    CHECK_STR(at(r, 0)->url, "https://a.example/1");
    CHECK_STR(at(r, 0)->authors[0].name, "Ada");
    CHECK(at(r, 0)->ntags == 2 && at(r, 0)->date.day == 5);
    CHECK_STR(words(r, at(r, 0)), "<p>H (https://a.example/x)x<ul><li>(https://a.example/a.mp3)https://a.example/a.mp3 (audio/mpeg)");
    CHECK_STR(at(r, 1)->title, "One");
    CHECK_STR(words(r, at(r, 1)), "<p>One");
}

READ_TEST(exports_of_readers)
{
    only(r, "w.json", "[{\"id\": 3, \"title\": \"W\", \"url\": \"https://a.example/w\", \"is_archived\": true, \"content\": \"<p>w</p>\","
        " \"created_at\": \"2016-09-08T11:55:58+0200\", \"tags\": [\"t\"], \"language\": \"fr\"},"
        "{\"id\": 4, \"title\": \"L\", \"url\": \"https://a.example/l\", \"savedAt\": 1700000000}]");
    CHECK_STR(words(r, at(r, 0)), "<p>w");
    CHECK_STR(at(r, 0)->language, "fr");
    CHECK(at(r, 0)->date.year == 2016 && at(r, 1)->why == WHY_LINK_ONLY && count_code(r, DIAG_LINK_ONLY) == 1);
}

READ_TEST(omnivores_texts_stand_beside_its_lists)
{
    folder_write("metadata_0_to_20.json", "[{\"slug\": \"s\", \"title\": \"O\", \"url\": \"https://a.example/o\", \"savedAt\": \"2024-03-05T10:00:00Z\"}]");
    folder_write("content/s.html", "<p>From beside</p>");
    read_here(r);
    CHECK(article_at(r, "content/s.html")->why == WHY_RESOURCE);
    CHECK_STR(words(r, article_at(r, "metadata_0_to_20.json")), "<p>From beside");
}

READ_TEST(lists_of_links_are_told_as_such)
{
    folder_write("a.csv", "title,url,time_added,tags,status\n\"A, \"\"b\"\"\nc\",https://a.example/,1600322788,x|y,unread\n");
    folder_write("b.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='https://b.example/' ADD_DATE='1600322788' TAGS='z'>B</A></DL>");
    folder_write("c.csv", "name,size\na,1\n");
    folder_write("d.json", "[{\"title\": \"Nav\", \"url\": \"/x\"}]");
    read_here(r);
    CHECK(r->catalog.narticles == 2 && count_code(r, DIAG_LINK_ONLY) == 2);
    CHECK_STR(at(r, 0)->title, "A, \"b\" c");
    CHECK(at(r, 0)->ntags == 2 && at(r, 0)->date.year == 2020 && at(r, 0)->why == WHY_LINK_ONLY);
    CHECK(at(r, 1)->ntags == 1 && at(r, 1)->why == WHY_LINK_ONLY);
}

TESTS(CASE(rss_with_all_its_fields), CASE(atom_of_three_kinds_of_content), CASE(rdf_and_prefixes_of_any_name),
    CASE(what_is_broken_in_one_item_costs_that_item), CASE(bare_ampersands_are_kept),
    CASE(items_without_title_or_text),
    CASE(an_older_or_newer_item_changes_no_others_key), CASE(wordpress_posts_pages_and_what_is_none), CASE(wordpress_shortcodes),
    CASE(json_feed), CASE(exports_of_readers), CASE(omnivores_texts_stand_beside_its_lists), CASE(lists_of_links_are_told_as_such))
