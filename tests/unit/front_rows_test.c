/* front_rows: every row of FRONT-MATTER.md, sections 1 to 3 and 6, that one file can show. SPDX-License-Identifier: MIT
 *
 * A row is a file and what the catalogue must know of it: "field=value" with " | " between; "why=" is the reason that it is left out
 * with, "codes=" its diagnostics. The forms that need a tree of files are in meta_test, read_test, walk_test and the golden archive. */
#include "unit/reading.h"

#include "base/diag.h"
#include "book/book.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const char *what;           /* section and row */
    const char *name;           /* of the file */
    const char *text;
    const char *want;
};

static const struct row rows[] = {
    /* 1. Delimiters and parsing */
    { "1 ---", "a.md", "---  \ntitle: x\n---\t\ntext", "title=x" },
    { "1 ...", "a.md", "---\ntitle: x\n...\ntext", "title=x" },
    { "1 BOM", "a.md", "\xEF\xBB\xBF---\ntitle: x\n---\ntext", "title=x" },
    { "1 CRLF", "a.md", "---\r\ntitle: x\r\ntags: [a, b]\r\n---\r\ntext", "title=x | tags=a,b" },
    { "1 empty block", "a.md", "---\n---\n# H\n\ntext", "title=H | codes=" },
    { "1 rule in the body", "a.md", "---\ntitle: x\n---\ntext\n\n---\ntitle: y\n---\n", "title=x" },
    { "1 no end", "a.md", "---\ntitle: x\n\ntext", "codes=front-matter,title-guessed" },
    { "1 TOML", "a.md", "+++\ntitle = \"x\"\ntags = [\"a\", \"b\"]\n+++\ntext", "title=x | tags=a,b | codes=" },
    { "1 TOML offset date-time", "a.md", "+++\ntitle = \"x\"\ndate = 2024-03-01T00:30:00+02:00\n+++\ntext", "date=2024-03-01T00:30:00+02:00" },
    { "1 TOML local date-time", "a.md", "+++\ntitle = \"x\"\ndate = 2024-03-01T10:30:00\n+++\ntext", "date=2024-03-01T10:30:00" },
    { "1 TOML local date", "a.md", "+++\ntitle = \"x\"\ndate = 2024-03-01\n+++\ntext", "date=2024-03-01" },
    { "1 TOML local time", "a.md", "+++\ntitle = \"x\"\ndate = 10:30:00\n+++\ntext", "date= | codes=date-invalid" },
    { "1 TOML [taxonomies]", "a.md", "+++\ntitle = \"x\"\n[taxonomies]\ntags = [\"a\"]\ncategories = [\"c\"]\n+++\ntext", "tags=a | categories=c" },
    { "1 TOML [params] [extra]", "a.md", "+++\ntitle = \"x\"\n[params]\nauthor = \"Ada\"\n[extra]\ndate = 2024-03-01\n+++\ntext", "authors=Ada | date=2024-03-01" },
    { "1 TOML arrays of tables", "a.md", "+++\ntitle = \"x\"\n[[resources]]\nname = \"cover\"\nsrc = \"a.jpg\"\n+++\ntext", "image=a.jpg" },
    { "1 TOML numbers are texts", "a.md", "+++\ntitle = 2024\ndraft = false\nweight = 3\n+++\ntext", "title=2024 | why= | weight=3" },
    { "1 TOML that fails", "a.md", "+++\ntitle = \n+++\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 JSON", "a.md", "{\"title\": \"x\", \"tags\": [\"a\"], \"s\": \"{\"}\ntext", "title=x | tags=a" },
    { "1 ---json", "a.md", "---json\n{\"title\": \"x\"}\n---\ntext", "title=x" },
    { "1 ---toml", "a.md", "---toml\ntitle = \"x\"\n---\ntext", "title=x" },
    { "1 ---js", "a.md", "---js\n{ title: run() }\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 JSON inside ---", "a.md", "---\n{\"title\": \"x\", \"tags\": [\"a\"]}\n---\ntext", "title=x | tags=a" },
    { "1 lines only by option", "a.md", "Title: x\nDate: 2024-03-01\n\ntext", "title=a | date= | codes=title-guessed" },
    { "1 unquoted colon", "a.md", "---\ntitle: Foo: bar\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 tab", "a.md", "---\ntitle: x\n\ttags: y\n---\n# H\n\ntext", "codes=front-matter" },
    { "1 [draft] x", "a.md", "---\ntitle: [draft] x\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 @x", "a.md", "---\ntitle: @x\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 !x", "a.md", "---\ntitle: !x y\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    { "1 traps: texts stay texts", "a.md", "---\ntitle: 1e3\ntags: [on, 2024, no]\n---\ntext", "title=1e3 | tags=on,2024,no" },
    { "1 traps: title: no", "a.md", "---\ntitle: no\n---\ntext", "title=no" },
    { "1 traps: duplicate keys", "a.md", "---\ntitle: x\ntitle: y\n---\ntext", "title=y | codes=front-matter-key" },
    { "1 traps: python", "a.md", "---\ntitle: !!python/object x\n---\n# H\n\ntext", "title=H | codes=front-matter" },
    /* 2. Keys */
    { "2 case", "a.md", "---\nTITLE: x\nTags: [a]\n---\ntext", "title=x | tags=a" },
    { "2 title: first H1", "a.md", "# One *two*\n\ntext", "title=One two" },
    { "2 title: file name", "2024-03-01-a-walk.md", "text", "title=A walk | date=2024-03-01" },
    { "2 title: pandoc's list", "a.md", "---\ntitle:\n- {type: main, text: M}\n- {type: subtitle, text: S}\n---\ntext", "title=M | subtitle=S" },
    { "2 title: markup", "a.md", "---\ntitle: \"A *b* <i>c</i> &amp; d\"\n---\ntext", "title=A b c & d" },
    { "2 subtitle, short title", "a.md", "---\ntitle: x\nsubtitle: s\nlinkTitle: l\n---\ntext", "subtitle=s | short=l" },
    { "2 date outranks", "a.md", "---\ntitle: x\ncreated: 2024-01-01\ndate: 2024-03-01\n---\ntext", "date=2024-03-01" },
    { "2 published outranks created", "a.md", "---\ntitle: x\ncreated: 2024-05-01\npublished: 2024-03-01\n---\ntext", "date=2024-03-01" },
    { "2 pubDate", "a.md", "---\ntitle: x\npubDate: 2024-03-01\n---\ntext", "date=2024-03-01" },
    { "2 saved", "a.md", "---\ntitle: x\nsaved: 2024-03-01\n---\ntext", "date=2024-03-01" },
    { "2 modified", "a.md", "---\ntitle: x\nlastmod: 2024-03-02\n---\ntext", "modified=2024-03-02" },
    { "2 last_modified_at", "a.md", "---\ntitle: x\nlast_modified_at: 2024-03-02\n---\ntext", "modified=2024-03-02" },
    { "2 draft", "a.md", "---\ntitle: x\ndraft: \"true\"\n---\ntext", "why=draft" },
    { "2 published: false", "a.md", "---\ntitle: x\npublished: false\n---\ntext", "why=not published | codes=" },
    { "2 published: a date", "a.md", "---\ntitle: x\npublished: 2024-01-05\n---\ntext", "why= | date=2024-01-05" },
    { "2 status", "a.md", "---\ntitle: x\nstatus: hidden\n---\ntext", "why=not published" },
    { "2 publish: false", "a.md", "---\ntitle: x\npublish: false\n---\ntext", "why=not published" },
    { "2 headless", "a.md", "---\ntitle: x\nheadless: true\n---\ntext", "why=not published" },
    { "2 keywords", "a.md", "---\ntitle: x\nkeywords: a, b\n---\ntext", "tags=a,b" },
    { "2 subject", "a.md", "---\ntitle: x\nsubject: [a]\n---\ntext", "tags=a" },
    { "2 Hexo's hierarchy", "a.md", "---\ntitle: x\ncategories:\n- [Diary, Games]\n- Life\n---\ntext", "categories=Diary/Games,Life" },
    { "2 authors", "a.md", "---\ntitle: x\nauthors: Ada Author; Bob and Cy\n---\ntext", "authors=Ada Author,Bob,Cy" },
    { "2 author with a comma", "a.md", "---\ntitle: x\nauthor: \"Doe, Jane\"\n---\ntext", "authors=Doe, Jane" },
    { "2 author map", "a.md", "---\ntitle: x\nauthor: {name: Ada, email: a@b.example}\n---\ntext", "authors=Ada" },
    { "2 author list of maps", "a.md", "---\ntitle: x\nauthor:\n- {text: Ada, role: aut}\n- {name: Bob}\n---\ntext", "authors=Ada,Bob" },
    { "2 Clipper's author", "a.md", "---\ntitle: x\nauthor: [\"[[Ada Author]]\"]\n---\ntext", "authors=Ada Author" },
    { "2 byline", "a.md", "---\ntitle: x\nbyline: By Ada\n---\ntext", "authors=Ada" },
    { "2 description", "a.md", "---\ntitle: x\nexcerpt: >\n  Two\n  lines\n---\ntext", "description=Two lines" },
    { "2 <!--more-->", "a.md", "---\ntitle: x\n---\nAbout *it*.\n\n<!-- more -->\n\ntext", "description=About it." },
    { "2 language", "a.md", "---\ntitle: x\nlocale: en_US\n---\ntext", "language=en-US" },
    { "2 language of the file", "a.fr.md", "---\ntitle: x\n---\ntext", "language=fr" },
    { "2 no language", "a.md", "---\ntitle: x\nlang: english\n---\ntext", "language= | codes=language-invalid" },
    { "2 direction", "a.md", "---\ntitle: x\ndir: rtl\n---\ntext", "direction=rtl" },
    { "2 permalink, aliases", "a.md", "---\ntitle: x\npermalink: /p/\naliases: [/o/, /q/]\nslug: s\n---\ntext", "permalink=/p/ | aliases=/o/,/q/ | slug=s" },
    { "2 source", "a.md", "---\ntitle: x\nsource: https://a.example/x\n---\ntext", "url=https://a.example/x" },
    { "2 weight 0 is none", "a.md", "---\ntitle: x\nweight: 0\n---\ntext", "weight=" },
    { "2 nav_order", "a.md", "---\ntitle: x\nnav_order: 2.5\n---\ntext", "weight=2.5" },
    { "2 series", "a.md", "---\ntitle: x\nseries: {name: S, index: 2}\n---\ntext", "series=S | index=2" },
    { "2 series_order", "a.md", "---\ntitle: x\nseries: [S]\nseries_order: 3\n---\ntext", "series=S | index=3" },
    { "2 image map", "a.md", "---\ntitle: x\ncover: {image: a.jpg, alt: An eel}\n---\ntext", "image=a.jpg | alt=An eel" },
    { "2 images[0]", "a.md", "---\ntitle: x\nimages: [a.jpg, b.jpg]\n---\ntext", "image=a.jpg" },
    { "2 header.teaser", "a.md", "---\ntitle: x\nheader: {teaser: a.jpg}\n---\ntext", "image=a.jpg" },
    { "2 rights, publisher", "a.md", "---\ntitle: x\nlicense: CC BY\npublisher: P\n---\ntext", "rights=CC BY | publisher=P" },
    { "2 layout etc.", "a.md", "---\ntitle: x\nlayout: post\ncascade: {a: b}\nbuild: {list: never}\n---\ntext", "title=x | codes=" },
    /* 2. Tags, exactly (a tree that is not Jekyll's; Jekyll's is in meta_test) */
    { "2 tags [a, b c]", "a.md", "---\ntitle: x\ntags: [a, b c]\n---\ntext", "tags=a,b c" },
    { "2 tags: a b", "a.md", "---\ntitle: x\ntags: a b\n---\ntext", "tags=a b" },
    { "2 tag: a b", "a.md", "---\ntitle: x\ntag: a b\n---\ntext", "tags=a b" },
    { "2 tags: a, b", "a.md", "---\ntitle: x\ntags: a, b\n---\ntext", "tags=a,b" },
    { "2 \"#a\" a/b", "a.md", "---\ntitle: x\ntags: [\"#a\", a/b]\n---\ntext", "tags=a,a/b" },
    { "2 first spelling", "a.md", "---\ntitle: x\ntags: [Tea, TEA, \"\", tea ]\n---\ntext", "tags=Tea" },
    { "2 tags: null", "a.md", "---\ntitle: x\ntags:\n---\ntext", "tags= | codes=" },
    { "2 MarkDownload's tags", "a.md", "---\ntitle: x\ntags: [C++: a, #x]\n---\ntext", "title=x | tags=C++: a,x | codes=front-matter" },
    /* 3. Dates */
    { "3 -0700", "a.md", "---\ntitle: x\ndate: 2023-10-15T13:18:50-0700\n---\ntext", "date=2023-10-15T13:18:50-07:00" },
    { "3 lower case, fraction", "a.md", "---\ntitle: x\ndate: 2023-10-15t13:18:50.123z\n---\ntext", "date=2023-10-15T13:18:50Z" },
    { "3 Jekyll", "a.md", "---\ntitle: x\ndate: 2024-01-05 10:00:00 +0200\n---\ntext", "date=2024-01-05T10:00:00+02:00" },
    { "3 Jekyll, short", "a.md", "---\ntitle: x\ndate: 2024-01-05 10:00\n---\ntext", "date=2024-01-05T10:00:00" },
    { "3 MarkDownload", "a.md", "---\ntitle: x\ncreated: 2024-01-05T10:00:00 (UTC +01:00)\n---\ntext", "date=2024-01-05T10:00:00+01:00" },
    { "3 short", "a.md", "---\ntitle: x\ndate: 2024-1-5\n---\ntext", "date=2024-01-05" },
    { "3 slashes", "a.md", "---\ntitle: x\ndate: 2024/01/05\n---\ntext", "date=2024-01-05" },
    { "3 month", "a.md", "---\ntitle: x\ndate: 2024-01\n---\ntext", "date=2024-01" },
    { "3 year", "a.md", "---\ntitle: x\ndate: 2024\n---\ntext", "date=2024" },
    { "3 words", "a.md", "---\ntitle: x\ndate: 15 Oct 2023\n---\ntext", "date=2023-10-15" },
    { "3 American words", "a.md", "---\ntitle: x\ndate: October 15, 2023\n---\ntext", "date=2023-10-15" },
    { "3 RFC 2822", "a.md", "---\ntitle: x\ndate: Mon, 02 Jan 2006 15:04:05 -0700\n---\ntext", "date=2006-01-02T15:04:05-07:00" },
    { "3 @seconds", "a.md", "---\ntitle: x\ndate: \"@1700000000\"\n---\ntext", "date=2023-11-14T22:13:20Z" },
    { "3 eight digits", "a.md", "---\ntitle: x\ndate: 20240105\n---\ntext", "date=2024-01-05" },
    { "3 Eleventy's words", "a.md", "---\ntitle: x\ndate: Last Modified\n---\ntext", "date= | codes=date-invalid" },
    { "3 ambiguous", "a.md", "---\ntitle: x\ndate: 01/02/2024\n---\ntext", "date= | codes=date-ambiguous" },
    { "3 30 February", "a.md", "---\ntitle: x\ndate: 2024-02-30\n---\ntext", "date= | codes=date-invalid" },
    { "3 leap second", "a.md", "---\ntitle: x\ndate: 2016-12-31T23:59:60Z\n---\ntext", "date=2016-12-31T23:59:59Z" },
    { "3 local day stays", "a.md", "---\ntitle: x\ndate: 2024-03-01T00:30:00+02:00\n---\ntext", "date=2024-03-01T00:30:00+02:00" },
    { "3 file name", "2024-3-5_a walk.md", "---\ntitle: x\n---\ntext", "date=2024-03-05" },
    { "3 Hugo's file name", "2024-03-05-10-30-00.md", "---\ntitle: x\n---\ntext", "date=2024-03-05T10:30:00" },
    { "3 two-digit year", "24-03-05-a.md", "---\ntitle: x\n---\ntext", "date=" },
    { "3 folder", "2024/03/x.md", "---\ntitle: x\n---\ntext", "date=2024-03" },
    { "3 bundle", "2024-03-05-x/index.md", "---\ntitle: x\n---\ntext", "date=2024-03-05" },
    { "3 address", "a.md", "---\ntitle: x\npermalink: /2024/03/05/x/\n---\ntext", "date=2024-03-05" },
    { "3 front matter wins", "2024-03-05-a.md", "---\ntitle: x\ndate: 2024-03-06\n---\ntext", "date=2024-03-06 | codes=date-mismatch" },
    /* 6. What the sections above do not hold */
    { "6 signs in a title", "a.md", "---\ntitle: 'A & B < \"C\" \xF0\x9F\x8C\x8A \xD7\xA9'\n---\ntext", "title=A & B < \"C\" \xF0\x9F\x8C\x8A \xD7\xA9" },
};

static void
add_list(struct buf *out, const struct str *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%.*s", i ? "," : "", STR_ARG(at[i]));
}

/* The codes of all diagnostics, each once, in the order of the alphabet of their table. */
static void
add_codes(struct buf *out, const struct diag *d)
{
    bool any = false;

    for (int code = 0; code < DIAG_CODES; code++) {
        bool found = false;
        for (size_t i = 0; i < d->n; i++)
            found |= (int)d->entries[i].code == code;
        if (found)
            buf_addf(out, "%s%s", any ? "," : "", diag_code_name((enum diag_code)code));
        any |= found;
    }
}

static void
add_date(struct read *r, struct buf *out, struct date d)
{
    buf_add(out, date_iso(&r->mem, d));
    if (d.precision < DATE_TIME)
        return;
    buf_addf(out, "T%02u:%02u:%02u", d.hour, d.minute, d.second);
    if (d.has_offset && d.offset)
        buf_addf(out, "%c%02d:%02d", d.offset < 0 ? '-' : '+', abs(d.offset) / 60, abs(d.offset) % 60);
    else if (d.has_offset)
        buf_addc(out, 'Z');
}

/* The value of FIELD as the rows write it. */
static struct str
field_of(struct read *r, const struct article *a, struct str field)
{
    const struct { const char *name; struct str text; } texts[] = {
        { "title", a->title }, { "subtitle", a->subtitle }, { "short", a->short_title }, { "description", a->description },
        { "language", a->language }, { "direction", a->direction }, { "permalink", a->permalink }, { "slug", a->slug },
        { "url", a->url }, { "series", a->series }, { "index", a->series_index }, { "image", a->image }, { "alt", a->image_alt },
        { "rights", a->rights }, { "publisher", a->publisher },
    };
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eqc(field, texts[i].name))
            buf_add(&out, texts[i].text);
    if (str_eqc(field, "date"))
        add_date(r, &out, a->date);
    else if (str_eqc(field, "modified"))
        add_date(r, &out, a->modified);
    else if (str_eqc(field, "tags"))
        add_list(&out, a->tags, a->ntags);
    else if (str_eqc(field, "categories"))
        add_list(&out, a->categories, a->ncategories);
    else if (str_eqc(field, "aliases"))
        add_list(&out, a->aliases, a->naliases);
    else if (str_eqc(field, "codes"))
        add_codes(&out, &r->diag);
    else if (str_eqc(field, "weight") && a->has_weight)
        buf_addf(&out, "%g", a->weight);
    else if (str_eqc(field, "why") && a->why != WHY_NOT)
        buf_adds(&out, why_text(a->why));
    for (size_t i = 0; str_eqc(field, "authors") && i < a->nauthors; i++)
        buf_addf(&out, "%s%.*s", i ? "," : "", STR_ARG(a->authors[i].name));
    result = buf_take(&out, &r->mem);
    buf_release(&out);
    return result;
}

static bool
row_holds(struct read *r, const struct row *row)
{
    struct str want = str_of(row->want);
    const struct article *a = article_at(r, row->name);
    bool holds = true;

    while (want.len) {
        ptrdiff_t end = str_find(want, STR(" | "), 0), equals = str_chr(want, '=', 0);
        struct str one = str_sub(want, 0, end < 0 ? want.len : (size_t)end);
        struct str is = field_of(r, a, str_sub(one, 0, (size_t)equals));
        if (!str_eq(is, str_from(one, (size_t)equals + 1))) {
            printf("row '%s': wanted %.*s, is '%.*s'\n", row->what, STR_ARG(one), STR_ARG(is));
            holds = false;
        }
        want = str_from(want, one.len + 3);
    }
    return holds;
}

TEST(every_row_holds)
{
    size_t broken = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct read r;
        read_open(&r);
        folder_write(rows[i].name, rows[i].text);
        read_here(&r);
        broken += !row_holds(&r, &rows[i]);
        read_close(&r);
    }
    CHECK(broken == 0);
}

/* One located diagnostic, whatever is wrong in the block. */
TEST(bad_front_matter_is_one_located_diagnostic)
{
    static const struct { const char *text; unsigned line; } bad[] = {
        { "---\ntitle: x\ntags: [a\nauthor: @y\n---\ntext", 4 }, { "---\na: b\nFoo: bar: baz\n---\ntext", 3 },
        { "+++\ntitle = \"x\"\nbad line\nworse\n+++\ntext", 4 },
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct read r;
        size_t n = 0;
        read_open(&r);
        folder_write("2024-03-05-a.md", bad[i].text);
        read_here(&r);
        for (size_t k = 0; k < r.diag.n; k++)
            if (r.diag.entries[k].code == DIAG_FRONT_MATTER) {
                n++;
                CHECK(r.diag.entries[k].line >= 2 && r.diag.entries[k].line <= bad[i].line && r.diag.entries[k].col > 0);
            }
        CHECK(n == 1 && article_at(&r, "2024-03-05-a.md")->why == WHY_NOT);
        CHECK(article_at(&r, "2024-03-05-a.md")->date.year == 2024);
        read_close(&r);
    }
}

TEST(lines_are_front_matter_where_the_archive_says_so)
{
    struct read r;
    const struct article *a;

    read_open(&r);
    r.config.metadata_lines = TOGGLE_ON;
    folder_write("a.md", "Title: A walk\nDate: 2024-03-05\nTags: a, b\nSummary: one\n  and two\n\nText: this is.\n");
    folder_write("b.md", "Note: this is prose,\nas the second line shows.\n\ntext");
    folder_write("c.md", "http://example.org/\n\ntext");
    read_here(&r);
    a = article_at(&r, "a.md");
    CHECK_STR(a->title, "A walk");
    CHECK_STR(a->description, "one and two");
    CHECK(a->ntags == 2 && a->date.day == 5);
    CHECK_STR(str_from(STR("Title: A walk\nDate: 2024-03-05\nTags: a, b\nSummary: one\n  and two\n\nText: this is.\n"), a->body),
        "Text: this is.\n");
    CHECK(article_at(&r, "b.md")->body == 0 && article_at(&r, "c.md")->body == 0);
    read_close(&r);
}

TEST(ids_of_authors_are_looked_up)
{
    struct value names[] = { { .kind = VALUE_SCALAR, .text = STR("Ada Author") } };
    struct value_key name_keys[] = { { .text = STR("name") } };
    struct value items[] = { { .kind = VALUE_MAP, .items = names, .keys = name_keys, .n = 1 },
        { .kind = VALUE_SCALAR, .text = STR("Bob B") } };
    struct value_key keys[] = { { .text = STR("ada") }, { .text = STR("bob") } };
    struct value people = { .kind = VALUE_MAP, .items = items, .keys = keys, .n = 2 };
    struct read r;
    const struct article *a;

    read_open(&r);
    r.config.people = &people;
    folder_write("a.md", "---\ntitle: x\nauthors: [ada, Bob, cy]\n---\ntext");
    read_here(&r);
    a = article_at(&r, "a.md");
    CHECK(a->nauthors == 3);
    CHECK_STR(a->authors[0].name, "Ada Author");
    CHECK_STR(a->authors[1].name, "Bob B");
    CHECK_STR(a->authors[2].name, "cy");
    read_close(&r);
}

TEST(folders_say_languages_where_the_archive_says_so)
{
    struct read r;

    read_open(&r);
    folder_write("fr/a.md", "# x\n\ntext");
    read_here(&r);
    CHECK(article_at(&r, "fr/a.md")->language.len == 0);
    read_close(&r);
    read_open(&r);
    r.config.language_folders = TOGGLE_ON;
    folder_write("content/pt-br/posts/a.md", "# x\n\ntext");
    folder_write("content/posts/b.md", "# x\n\ntext");
    folder_write("ja/c.md", "---\nlang: de\n---\n# x\n\ntext");
    read_here(&r);
    CHECK_STR(article_at(&r, "content/pt-br/posts/a.md")->language, "pt-BR");
    CHECK(article_at(&r, "content/posts/b.md")->language.len == 0);
    CHECK_STR(article_at(&r, "ja/c.md")->language, "de");
    read_close(&r);
}

TESTS(CASE(every_row_holds), CASE(bad_front_matter_is_one_located_diagnostic), CASE(lines_are_front_matter_where_the_archive_says_so),
    CASE(ids_of_authors_are_looked_up), CASE(folders_say_languages_where_the_archive_says_so))
