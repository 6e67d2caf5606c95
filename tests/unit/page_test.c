/* page_test: what saved pages say of themselves, and the article in them. SPDX-License-Identifier: MIT */
#include "html/render.h"
#include "unit/reading.h"

/* Reads TEXT as the only file of an archive. */
static const struct article *
read_as(struct read *r, const char *name, struct str text)
{
    map_release(&r->catalog.pictures);
    arena_release(&r->catalog.mem);
    diag_release(&r->diag);
    r->catalog = (struct catalog){ .config = &r->config };
    folder_write_bytes(name, text);
    read_here(r);
    return article_at(r, name);
}

static const struct article *
page(struct read *r, const char *text)
{
    return read_as(r, "page.html", str_of(text));
}

/* A page with HEAD in its head and an article that is long enough to be one. */
#define BODY "<body><h1>The River</h1><p>It rained for three days, and on the fourth the water stood in the lower streets.</p></body>"

static const struct article *
head(struct read *r, const char *head)
{
    return read_as(r, "page.html", arena_printf(&r->mem, "<!DOCTYPE html><html><head>%s</head>" BODY "</html>", head));
}

static struct str
content_of(struct read *r, const struct article *a)
{
    struct source source;
    struct node *body = read_body(&r->mem, a, &source, &r->diag);
    struct buf out;
    struct str text;

    buf_init(&out);
    render_node(&out, body);
    text = buf_take(&out, &r->mem);
    buf_release(&out);
    return text;
}

static bool
has(struct str text, const char *part)
{
    return str_find(text, str_of(part), 0) >= 0;
}

static struct str
authors(struct read *r, const struct article *a)
{
    struct str all = STR("");

    for (size_t i = 0; i < a->nauthors; i++)
        all = arena_printf(&r->mem, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(a->authors[i].name));
    return all;
}

static struct str
tags(struct read *r, const struct article *a)
{
    struct str all = STR("");

    for (size_t i = 0; i < a->ntags; i++)
        all = arena_printf(&r->mem, "%.*s%s%.*s", STR_ARG(all), i ? "|" : "", STR_ARG(a->tags[i]));
    return all;
}

static struct str
date(struct read *r, const struct article *a)
{
    return date_iso(&r->mem, a->date);
}

/* ---- title ----------------------------------------------------------------------------------------------------------- */

READ_TEST(titles_count_in_the_order_of_the_rules)
{
    CHECK_STR(head(r, "<title>T</title><meta property='og:title' content='A &amp;amp; B'>")->title, "A & B");
    CHECK_STR(head(r, "<title>T</title><meta name='twitter:title' content='Tw'>")->title, "Tw");
    CHECK_STR(head(r, "<title>T</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Ld\"}</script>")
        ->title, "Ld");
    CHECK_STR(head(r, "<title>Some title</title>")->title, "Some title");
    CHECK_STR(head(r, "")->title, "The River");
}

READ_TEST(a_headline_that_the_page_prints_wins)
{
    CHECK_STR(head(r, "<meta property='og:title' content='You will not believe this river'>"
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"The River\"}</script>")->title, "The River");
}

READ_TEST(the_name_of_the_site_is_cut_off)
{
    CHECK_STR(head(r, "<title>A quiet day - Example News</title><meta property='og:site_name' content='Example News'>")->title,
        "A quiet day");
    CHECK_STR(head(r, "<title>Example News: A quiet - day</title><meta property='og:site_name' content='Example News'>")->title,
        "A quiet - day");
    CHECK_STR(head(r, "<title>The river | Section | Example</title>")->title, "The river");
    CHECK_STR(head(r, "<title>Something long enough | Example</title>")->title, "Something long enough");
    CHECK_STR(head(r, "<title>A tale of two rivers - Example</title>")->title, "A tale of two rivers");
}

READ_TEST(a_dash_in_a_title_stays)
{
    CHECK_STR(head(r, "<title>One dam - the long story of how it came to be</title>")->title,
        "One dam - the long story of how it came to be");
    CHECK_STR(head(r, "<title>Dams - Example</title>")->title, "Dams - Example");
}

READ_TEST(the_name_of_the_site_alone_is_no_title)
{
    CHECK_STR(head(r, "<meta property='og:title' content='Example'><meta property='og:site_name' content='Example'>")->title,
        "The River");
}

READ_TEST(a_page_without_any_title_is_named_after_its_file)
{
    CHECK_STR(page(r, "<html><body><p>Text.</p></body></html>")->title, "Page");
    CHECK(count_code(r, DIAG_TITLE_GUESSED) == 1);
}

/* ---- authors --------------------------------------------------------------------------------------------------------- */

READ_TEST(authors_come_from_the_first_way_that_has_names)
{
    CHECK_STR(authors(r, head(r, "<meta name=author content='Ada Author'>")), "Ada Author");
    CHECK_STR(authors(r, head(r, "<meta name=author content='By Ada Author and Max Muster'>")), "Ada Author|Max Muster");
    CHECK_STR(authors(r, head(r, "<meta property='article:author' content='https://example.org/ada'>")), "");
    CHECK_STR(authors(r, head(r, "<meta property='article:author' content='Ada'><meta name=author content=admin>")), "Ada");
    CHECK_STR(authors(r, head(r, "<meta name=author content='Example'><meta property=og:site_name content=Example>")), "Example");
}

READ_TEST(json_ld_names_authors_in_many_ways)
{
    static const struct { const char *json, *names; } cases[] = {
        { "{\"@type\":\"Article\",\"author\":\"Ada\"}", "Ada" },
        { "[{\"@type\":[\"BlogPosting\"],\"author\":[{\"name\":\"Ada\"},{\"name\":\"Max\"}]}]", "Ada|Max" },
        { "{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},{\"@id\":\"#a\",\"name\":\"Ada\"}]}", "Ada" },
        { "{\"@type\":\"Article\",\"author\":{\"name\":[\"Ada\",\"Max\"]}}", "Ada|Max" },
        { "//<![CDATA[\n{\"@type\":\"Article\",\"author\":\"A\nda\",}\n//]]>", "A da" },
        { "{\"@type\":\"Organization\",\"author\":\"Ada\"}", "" }, { "{\"@type\":\"Article\",\"author\":", "" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(authors(r, head(r, arena_printf(&r->mem, "<script type='application/ld+json'>%s</script>", cases[i].json).at)),
            cases[i].names);
}

READ_TEST(bylines_are_read_from_the_page)
{
    CHECK_STR(authors(r, page(r, "<article><h1>T</h1><p class=byline>By <a href=/a>Ada Author</a>, Reporter</p></article>")), "Ada Author");
    CHECK_STR(authors(r, page(r, "<article><h1>T</h1><p class=byline>By Ada Author March 5, 2024</p></article>")), "Ada Author");
    CHECK_STR(authors(r, page(r, "<article><a rel=author href=/a>Ada</a> <a rel=author href=/b>Max</a></article>")), "Ada|Max");
    CHECK_STR(authors(r, page(r, "<article><p>Text</p></article><div class=comments><b class=author>Troll</b></div>")), "");
    CHECK_STR(authors(r, page(r, "<article><b class=author>Ada</b><h2>T</h2></article><article><b class=author>Max</b></article>")), "Ada");
}

/* ---- dates ----------------------------------------------------------------------------------------------------------- */

READ_TEST(dates_count_in_the_order_of_the_rules)
{
    CHECK_STR(date(r, head(r, "<meta name=date content=2020-01-01><meta property='article:published_time' content=2021-02-03>")),
        "2021-02-03");
    CHECK_STR(date(r, head(r, "<meta property='article:published_time' content=2021-02-03>"
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2022-03-04T23:30:00-05:00\"}</script>")),
        "2022-03-04");
    CHECK_STR(date(r, head(r, "<meta name='DC.date.issued' content='5 March 2024'>")), "2024-03-05");
    CHECK_STR(date(r, page(r, "<h1>T</h1><time datetime=2019-01-02 pubdate>x</time><p>Text.</p>")), "2019-01-02");
    CHECK_STR(date(r, page(r, "<h1>T</h1><span class=post-date>Posted on March 5, 2024</span><p>Text.</p>")), "2024-03-05");
    CHECK_STR(date(r, page(r, "<div class=date>March 6, 2024</div><h1>T</h1><p>Text.</p>")), "");
}

READ_TEST(the_address_may_have_the_date)
{
    CHECK_STR(date(r, head(r, "<link rel=canonical href='https://example.org/2019/11/18/river'>")), "2019-11-18");
}

READ_TEST(the_first_day_of_a_calendar_is_no_date)
{
    CHECK_STR(date(r, head(r, "<meta name=date content=0001-01-01T00:00:00Z>")), "");
    CHECK_STR(date(r, head(r, "<meta name=date content=1970-01-01T00:00:00Z>")), "");
}

READ_TEST(a_date_that_cannot_be_read_is_said)
{
    CHECK_STR(date(r, head(r, "<meta name=date content='01/02/2024'>")), "");
    CHECK(count_code(r, DIAG_DATE_AMBIGUOUS) == 1);
    CHECK_STR(date(r, head(r, "<meta name=date content='01/02/2024'><meta name=pubdate content=2024-02-01>")), "2024-02-01");
    CHECK(count_code(r, DIAG_DATE_AMBIGUOUS) == 0);
}

READ_TEST(the_page_counts_for_more_than_the_name_of_its_file)
{
    struct str text = STR("<html><head><meta name=date content=2020-05-06></head>" BODY);

    CHECK_STR(date(r, read_as(r, "2024-03-05-x.html", text)), "2020-05-06");
    CHECK_STR(date(r, read_as(r, "2024-03-05-x.html", STR("<h1>T</h1><time>May 1, 2020</time><p>Text."))), "2024-03-05");
}

/* ---- what else ------------------------------------------------------------------------------------------------------- */

READ_TEST(tags_are_joined_from_tags_and_keywords)
{
    CHECK_STR(tags(r, head(r, "<meta property='article:tag' content=Water><meta property='article:tag' content='Washington, D.C.'>"
        "<meta name=keywords content='rivers, water , ,_x'>")), "Water|Washington, D.C.|rivers");
    CHECK_STR(tags(r, head(r, "<meta name=keywords content='one; two'>")), "one|two");
    CHECK_STR(tags(r, head(r, "<script type='application/ld+json'>{\"@type\":\"Article\",\"keywords\":[\"a\",\"b, c\"]}</script>")),
        "a|b, c");
    CHECK_STR(tags(r, page(r, "<p>Text</p><a rel=tag href=/t>Water</a>")), "Water");
}

READ_TEST(the_canonical_address_is_found)
{
    CHECK_STR(head(r, "<link rel=canonical href='https://example.org/a#top'><meta property=og:url content='https://x.org/b'>")->url,
        "https://example.org/a");
    CHECK_STR(head(r, "<meta property=og:url content='https://x.org/b?id=1'>")->url, "https://x.org/b?id=1");
    CHECK_STR(page(r, "<!DOCTYPE html><!-- saved from url=(0022)https://example.org/a -->\n<html>" BODY)->url, "https://example.org/a");
    CHECK_STR(page(r, "<html><!--\n Page saved with SingleFile \n url: https://example.org/b \n saved date: x\n-->" BODY)->url,
        "https://example.org/b");
    CHECK_STR(head(r, "<link rel=canonical href='/a'><base href='https://example.org/x/'>"
        "<meta property=og:url content='https://example.org/'>")->url, "https://example.org/a");
    CHECK_STR(head(r, "<link rel=canonical href='https://example.org/'><meta property=og:url content='https://example.org/a'>")->url,
        "https://example.org/a");
    CHECK_STR(head(r, "<link rel=canonical href='file:///home/me/a.html'>")->url, "");
}

READ_TEST(language_and_direction_are_read)
{
    CHECK_STR(page(r, "<html lang=de_AT dir=rtl>" BODY)->language, "de-AT");
    CHECK_STR(page(r, "<html lang=de dir=rtl>" BODY)->direction, "rtl");
    CHECK_STR(head(r, "<meta property='og:locale' content='pt_BR'>")->language, "pt-BR");
    CHECK_STR(head(r, "<meta http-equiv='Content-Language' content='fr, en'>")->language, "fr");
    CHECK_STR(page(r, "<html lang=klingonisch>" BODY)->language, "");
    CHECK(count_code(r, DIAG_LANGUAGE_INVALID) == 1);
}

READ_TEST(description_site_section_and_picture_are_read)
{
    const struct article *a = head(r, "<meta name=description content='About a river.'><meta property=og:site_name content=Example>"
        "<meta property='article:section' content=Nature><meta property=og:image content='https://example.org/a.jpg'>"
        "<meta property='og:image:alt' content='A river'><meta name=copyright content='© Ada'>");

    CHECK_STR(a->description, "About a river.");
    CHECK_STR(a->publisher, "Example");
    CHECK_STR(a->section, "Nature");
    CHECK_STR(a->image, "https://example.org/a.jpg");
    CHECK_STR(a->image_alt, "A river");
    CHECK_STR(a->rights, "© Ada");
}

READ_TEST(front_matter_wins)
{
    const struct article *a = page(r, "---\ntitle: Mine\nauthor: Me\ndate: 2001-01-01\ntags: [own]\n---\n<h1>The River</h1>\n"
        "<p class=byline>By Ada Author</p><a rel=tag>x</a><p>Text <a href='https://example.org/'>link</a>.</p>");

    CHECK_STR(a->title, "Mine");
    CHECK_STR(authors(r, a), "Me");
    CHECK_STR(date(r, a), "2001-01-01");
    CHECK_STR(tags(r, a), "own");
    CHECK(has(content_of(r, a), "<p>Text <a href=\"https://example.org/\">link</a>.</p>"));
    CHECK(!has(content_of(r, a), "title:"));
}

READ_TEST(a_sidecar_wins)
{
    folder_write("page.html.yaml", "title: Mine\ndate: 2001-01-01\n");
    CHECK_STR(head(r, "<title>Theirs</title><meta name=date content=2020-01-01><meta name=author content=Ada>")->title, "Mine");
    CHECK_STR(date(r, article_at(r, "page.html")), "2001-01-01");
    CHECK_STR(authors(r, article_at(r, "page.html")), "Ada");
}

/* ---- the article in the page ----------------------------------------------------------------------------------------- */

#define SENTENCE "It rained for three days, and on the fourth the water stood in the lower streets of the town. "
#define TEXT "<p>" SENTENCE "</p><p>" SENTENCE SENTENCE "</p><p>" SENTENCE "</p>"

READ_TEST(what_surrounds_the_article_is_left_out)
{
    struct str text = content_of(r, page(r, "<body><header><a href=/>Home</a> <nav>Menu</nav></header><nav><a href=/x>Nav</a></nav>"
        "<article><header><h1>Title</h1></header>" TEXT "<figure><img src=a.jpg alt=x><figcaption>Cap</figcaption></figure>"
        "<div class=share-buttons><a href=/s>Share</a></div><table><tr><td>1</td></tr></table><pre>code</pre>"
        "<script>evil()</script><style>p{}</style><template><p>Tpl</p></template><form><input><button>Send</button></form>"
        "<p hidden>Secret</p><p style='display: none'>Secret</p><p aria-hidden=true>Secret</p><!-- c -->"
        "<img aria-hidden=true src=b.jpg><noscript><img src=c.jpg></noscript><noscript>No script</noscript></article>"
        "<aside><a href=/r>Related</a></aside><section id=comments><p>" SENTENCE "Comment</p></section>"
        "<div id=cookie-banner>We use cookies</div><footer>Imprint</footer></body>"));
    static const char *const kept[] = { "lower streets", "a.jpg", "Cap", "<table>", "code", "b.jpg", "c.jpg" };
    static const char *const dropped[] = { "Title", "Home", "Menu", "Nav", "Share", "evil", "p{}", "Tpl", "Send", "Secret",
        "No script", "Related", "Comment", "cookies", "Imprint", "<!--" };

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        CHECK(has(text, kept[i]));
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        CHECK(!has(text, dropped[i]));
}

READ_TEST(the_article_with_most_text_is_taken)
{
    struct str text = content_of(r, page(r, "<body><article><p>Teaser one</p></article><article>" TEXT "</article>"
        "<article><p>Teaser two</p></article></body>"));

    CHECK(has(text, "lower streets") && !has(text, "Teaser"));
}

READ_TEST(the_article_with_the_title_beats_a_list_of_others)
{
    struct str text = content_of(r, page(r, "<body><article><h1>Title</h1><p>" SENTENCE SENTENCE SENTENCE "</p></article><article><h3>More</h3>"
        "<article>" TEXT "</article><article>" TEXT "</article></article></body>"));

    CHECK(has(text, "lower streets") && !has(text, "More"));
}

READ_TEST(marked_text_is_found_without_an_article_element)
{
    CHECK(!has(content_of(r, page(r, "<body><div>Around</div><div itemprop=articleBody>" TEXT "</div></body>")), "Around"));
    CHECK(!has(content_of(r, page(r, "<body><div>Around</div><div role=main>" TEXT "</div></body>")), "Around"));
    CHECK(!has(content_of(r, page(r, "<body><div>Around</div><div><div class=x>" TEXT "</div></div></body>")), "Around"));
}

READ_TEST(large_parts_are_kept_whatever_they_are_called)
{
    CHECK(has(content_of(r, page(r, "<body><form>" TEXT "</form></body>")), "lower streets"));
    CHECK(has(content_of(r, page(r, "<body><div style='display:none'>" TEXT "</div></body>")), "lower streets"));
    CHECK(has(content_of(r, page(r, "<body><div class=comments>" TEXT "</div></body>")), "lower streets"));
    CHECK(has(content_of(r, page(r, "<body><aside>" TEXT "</aside><p>x</p></body>")), "lower streets"));
    CHECK(has(content_of(r, page(r, "<body class=nav>" TEXT "</body>")), "lower streets"));
    CHECK(has(content_of(r, page(r, "plain text, no tags at all")), "no tags"));
}

READ_TEST(a_shareholder_is_not_a_share_button)
{
    CHECK(has(content_of(r, page(r, "<body>" TEXT "<div class=shareholders><p>It is held by Ada.</p></div></body>")), "Ada"));
    CHECK(!has(content_of(r, page(r, "<body>" TEXT "<div class=postShareBox><a href=/x>Ada</a></div></body>")), "Ada"));
}

READ_TEST(a_base_moves_links_but_not_pictures)
{
    struct str text = content_of(r, page(r, "<head><base href='https://example.org/a/'></head><body><p><a href='b'>x</a>"
        "<a href='#n'>y</a><img src='page_files/c.jpg'></p></body>"));

    CHECK(has(text, "href=\"https://example.org/a/b\"") && has(text, "href=\"#n\"") && has(text, "src=\"page_files/c.jpg\""));
}

READ_TEST(an_empty_page_and_a_redirect_are_left_out)
{
    CHECK(page(r, "<html><head><title>T</title></head><body><script>x()</script><p> </p></body></html>")->why == WHY_EMPTY);
    CHECK(count_code(r, DIAG_ARTICLE_EMPTY) == 1);
    CHECK(page(r, "<meta http-equiv=refresh content='0; url=https://example.org/new'><p>Moved</p>")->why == WHY_REDIRECT);
    CHECK_STR(article_at(r, "page.html")->why_text, "leads to https://example.org/new");
    CHECK(page(r, "<p><img src=a.jpg></p>")->why == WHY_NOT);
}

READ_TEST(xhtml_is_read_as_xml)
{
    const struct article *a = read_as(r, "page.xhtml", STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"de\"><head><title/><meta name=\"author\" content=\"Ada\"/>"
        "<script src=\"x.js\"/></head><body><h1>Titel</h1><p>Text.</p></body></html>"));

    CHECK_STR(a->title, "Titel");
    CHECK_STR(authors(r, a), "Ada");
    CHECK_STR(a->language, "de");
    CHECK(has(content_of(r, a), "<p>Text.</p>"));
    a = read_as(r, "page.xhtml", STR("<?xml version=\"1.0\"?>\n<html><body><h1>Not well-formed<p>Text &nbsp;</body></html>"));
    CHECK(has(content_of(r, a), "Text"));
}

READ_TEST(a_page_is_told_by_its_first_bytes)
{
    CHECK(read_as(r, "saved.aspx", STR("<!DOCTYPE html><title>T</title><p>Text"))->why == WHY_NOT);
}

/* Nothing here may take more than linear time or a deep stack. */
READ_TEST(hostile_pages_are_read)
{
    enum { N = 200000 };
    static const char *const units[] = { "<div class=share>", "<article>", "<p>a", "<a href=x>a", "<", "&amp",
        "<h1>t", "<!--", "<b class=author>a", "<meta name=author content=a>", "<meta name=date content=x>",
        "<time>a</time>", "<title>a - b | c</title>", "<table>", "<i>x", "<script type=application/ld+json>[{",
        "<div itemprop='author articleBody'>a", "<form><p>a", "<meta name=keywords content='a,b'>" };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf text;
        buf_init(&text);
        while (text.len < N)
            buf_adds(&text, units[i]);
        content_of(r, read_as(r, "page.html", buf_str(&text)));
        buf_release(&text);
    }
    CHECK(r->catalog.narticles == 1);
}

TESTS(CASE(titles_count_in_the_order_of_the_rules), CASE(a_headline_that_the_page_prints_wins),
    CASE(the_name_of_the_site_is_cut_off), CASE(a_dash_in_a_title_stays), CASE(the_name_of_the_site_alone_is_no_title),
    CASE(a_page_without_any_title_is_named_after_its_file), CASE(authors_come_from_the_first_way_that_has_names),
    CASE(json_ld_names_authors_in_many_ways), CASE(bylines_are_read_from_the_page), CASE(dates_count_in_the_order_of_the_rules),
    CASE(the_address_may_have_the_date), CASE(the_first_day_of_a_calendar_is_no_date), CASE(a_date_that_cannot_be_read_is_said),
    CASE(the_page_counts_for_more_than_the_name_of_its_file), CASE(tags_are_joined_from_tags_and_keywords),
    CASE(the_canonical_address_is_found), CASE(language_and_direction_are_read),
    CASE(description_site_section_and_picture_are_read), CASE(front_matter_wins), CASE(a_sidecar_wins),
    CASE(what_surrounds_the_article_is_left_out), CASE(the_article_with_most_text_is_taken),
    CASE(the_article_with_the_title_beats_a_list_of_others), CASE(marked_text_is_found_without_an_article_element),
    CASE(large_parts_are_kept_whatever_they_are_called), CASE(a_shareholder_is_not_a_share_button),
    CASE(a_base_moves_links_but_not_pictures), CASE(an_empty_page_and_a_redirect_are_left_out),
    CASE(xhtml_is_read_as_xml),
    CASE(a_page_is_told_by_its_first_bytes), CASE(hostile_pages_are_read))
