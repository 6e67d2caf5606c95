/* notes_test: footnotes in Markdown. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "base/buf.h"
#include "base/diag.h"
#include "read/notes.h"
#include "read/notes_lift.h"

#include <string.h>

static struct arena mem;
static struct diag diag;

/* A compact form: {a} for a reference, [a: …] for a note, other elements as tags. */
static void
show(struct buf *out, const struct node *n, bool offsets)
{
    struct str label = node_attr(n, "label");

    if (n->tag == TAG_TEXT) {
        buf_add(out, n->text);
        return;
    }
    buf_addf(out, n->tag == TAG_X_NOTEREF ? "{" : n->tag == TAG_X_NOTE ? "[" : "<");
    buf_addf(out, "%s%.*s", label.at ? "" : n->name, STR_ARG(label));
    if (offsets)
        buf_addf(out, "@%u", n->offset);
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (strcmp(a->name, "label") != 0)
            buf_addf(out, " %s=\"%.*s\"", a->name, STR_ARG(a->value));
    buf_adds(out, n->tag == TAG_X_NOTEREF ? "}" : n->tag == TAG_X_NOTE ? ": " : ">");
    for (const struct node *child = n->first; child; child = child->next)
        show(out, child, offsets);
    if (n->tag != TAG_X_NOTEREF && !(tag_flags(n->tag) & TAG_VOID))
        buf_addf(out, n->tag == TAG_X_NOTE ? "]" : "</%s>", n->name);
}

static struct str
parse(const char *text, uint32_t body, bool offsets)
{
    struct source source = { .path = "a.md", .bytes = str_of(text) };
    struct node *root = node_element(&mem, TAG_DIV, 0);
    struct buf out;
    struct str shown;

    diag_release(&diag);
    diag_init(&diag);
    buf_init(&out);
    notes_parse(&mem, &source, body, str_from(source.bytes, body), NULL, root, &diag);
    for (const struct node *n = root->first; n; n = n->next)
        show(&out, n, offsets);
    shown = buf_take(&out, &mem);
    buf_release(&out);
    return shown;
}

static struct str
read(const char *text)
{
    return parse(text, 0, false);
}

TEST(a_note_goes_to_the_end)
{
    CHECK_STR(read("a[^1]\n\n[^1]: note\n\nb\n"), "<p>a{1}</p><p>b</p>[1: <p>note</p>]");
    CHECK_STR(read("a[^1]\n[^1]: note\nb\n"), "<p>a{1}</p>[1: <p>note\nb</p>]");
    CHECK_STR(read("[^1]: note"), "[1: <p>note</p>]");
    CHECK_STR(read("a[^1]\n\n[^1]:\n"), "<p>a{1}</p>[1: ]");
}

TEST(texts_without_notes_are_left_alone)
{
    struct lifted lifted;
    struct str text = STR("a [^1]\n\n[b]: c\n");

    notes_lift(&mem, text, &lifted);
    CHECK(lifted.text.at == text.at && lifted.nnotes == 0);
    notes_lift(&mem, STR("`[^1]: x`\n"), &lifted);
    CHECK(lifted.nnotes == 0);
    CHECK_STR(read(""), "");
}

static bool
is_left_alone(const char *text)
{
    struct lifted lifted;

    notes_lift(&mem, str_of(text), &lifted);
    return lifted.text.at == text;
}

TEST(tables_that_md4c_reads_are_left_alone)
{
    CHECK(is_left_alone("a\n\n| b | c |\n|---|:-:|\n| 1 | 2 |\n\nd || e\n"));
    CHECK(is_left_alone("b|c\n---|---\n"));
    CHECK(!is_left_alone("a\n| b | c |\n|---|:-:|\n"));              /* within a paragraph */
    CHECK(!is_left_alone("a\f\n| b | c |\n|---|:-:|\n"));
    CHECK(!is_left_alone("a\n\n| b | c |\n|---|--|\n"));              /* narrow */
    CHECK(!is_left_alone("a\n\n| b | c |\n|---|---|\n|| 2 |\n"));     /* an empty cell */
    CHECK(!is_left_alone("a\n\n| b |\n|---|---|\n"));                 /* no table */
    CHECK(!is_left_alone("> | b | c |\n> |---|---|\n> || 2 |\n"));
}

TEST(lines_between_blocks_keep_their_places)
{
    CHECK_STR(read("a[^1]\nb\n\n\nc\nd\r\ne\n> f\ng\n\nh\n===\ni\n| j |\n|---|\n| k |\n\n[^1]: l\n"),
        "<p>a{1}\nb</p><p>c\nd\ne</p><blockquote><p>f\ng</p></blockquote><h1>h</h1><p>i</p>"
        "<table><thead><tr><th scope=\"col\">j</th></tr></thead><tbody><tr><td>k</td></tr></tbody></table>[1: <p>l</p>]");
}

TEST(notes_hold_blocks)
{
    CHECK_STR(read("[^1]: a\n\n    b\n\n        code\n\n    - c\n    - d\n\nx[^1]\n"),
        "<p>x{1}</p>[1: <p>a</p><p>b</p><pre><code>code\n</code></pre><ul><li>c</li><li>d</li></ul>]");
    CHECK_STR(read("[^1]:\n    ```x\n    [^2]: y\n\n      z\n    ```\n\nb[^1]"),
        "<p>b{1}</p>[1: <pre><code class=\"language-x\">[^2]: y\n\n  z\n</code></pre>]");
    CHECK_STR(read("[^1]: - a\n      b\n\n      c\n[^2]: > d\n> e\n"),
        "<blockquote><p>e</p></blockquote>[1: <ul><li><p>a\nb</p><p>c</p></li></ul>][2: <blockquote><p>d</p></blockquote>]");
    CHECK_STR(read("[^1]: # h\n    |a|\n    |-|\n    |b|\n"),
        "[1: <h1>h</h1><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>]");
}

TEST(tabs_indent_notes)
{
    CHECK_STR(read("[^1]: a\n\n\tb\n\n\t\tc\n\td\n"), "[1: <p>a</p><p>b</p><pre><code>c\n</code></pre><p>d</p>]");
    CHECK_STR(read("- [^1]: a\n\n\t  b\n\n\t\t\tc\n"),
        "<ul><li></li></ul>[1: <p>a</p><p>b</p><pre><code>  c\n</code></pre>]");
}

TEST(paragraphs_go_on_lazily)
{
    CHECK_STR(read("[^1]: a\nb\n  c\n\nd"), "<p>d</p>[1: <p>a\nb\nc</p>]");
    CHECK_STR(read("[^1]: a\n===\nb"), "[1: <p>a\n===\nb</p>]");
    CHECK_STR(read("[^1]: a\n---\nb"), "<hr><p>b</p>[1: <p>a</p>]");
    CHECK_STR(read("[^1]: a|b\n|---|---|\n"), "[1: <p>a|b\n|---|---|</p>]");
    CHECK_STR(read("[^1]: > a\nb\n\n[^2]: - c\nd\n===\n"),
        "[1: <blockquote><p>a\nb</p></blockquote>][2: <ul><li>c\nd\n===</li></ul>]");
    CHECK_STR(read("[^1]: a\n# b\n[^2]: c\n- d\n[^3]: e\n```\nf\n```\n"),
        "<h1>b</h1><ul><li>d</li></ul><pre><code>f\n</code></pre>[1: <p>a</p>][2: <p>c</p>][3: <p>e</p>]");
}

TEST(what_is_no_definition_stays)
{
    CHECK_STR(read("```\n[^1]: a\n```\n\n    [^2]: b\n\n[^3]c\n\n[^ 4]: d\n\n\\[^5]: e\n"),
        "<pre><code>[^1]: a\n</code></pre><pre><code>[^2]: b\n</code></pre><p>[^3]c</p><p>[^5]: e</p>");
    CHECK_STR(read("<div>\n[^1]: a\n</div>\n\n<!--\n\n[^2]: b\n-->\n\n[^3]: c\n\n<pre>\n\n[^4]: d\n</pre>\n"),
        "<div>\n[^1]: a\n</div>\n<pre>\n[^4]: d\n</pre>\n[3: <p>c</p>]");
    CHECK_STR(read("~~~\n[^1]: a\n~~~~\n[^2]: b\n~~~~ x\n"),
        "<pre><code>[^1]: a\n</code></pre><pre><code class=\"language-x\"></code></pre>[2: <p>b</p>]");
    CHECK_STR(read("- a\n\n      [^1]: b\n"), "<ul><li><p>a</p><pre><code>[^1]: b\n</code></pre></li></ul>");
}

TEST(definitions_may_stand_in_quotes_and_lists)
{
    CHECK_STR(read("> a[^1]\n>\n> [^1]: b\n> c\n>\n> d\n"),
        "<blockquote><p>a{1}</p><p>d</p></blockquote>[1: <p>b\nc</p>]");
    CHECK_STR(read("- a[^1]\n\n  [^1]: b\n\n      c\n- d\n"),
        "<ul><li><p>a{1}</p></li><li><p>d</p></li></ul>[1: <p>b</p><p>c</p>]");
    CHECK_STR(read("- a\n  [^1]: b\n\n      c\n- d\n"), "<ul><li>a</li><li>d</li></ul>[1: <p>b</p><p>c</p>]");
    CHECK_STR(read("- a\n[^1]: b\n- c\n"), "<ul><li>a</li></ul><ul><li>c</li></ul>[1: <p>b</p>]");
    CHECK_STR(read("1. a\n2. [^1]: b\n3. c\n"), "<ol><li>a</li><li></li><li>c</li></ol>[1: <p>b</p>]");
}

TEST(notes_may_hold_notes)
{
    CHECK_STR(read("[^1]: a[^2]\n\n    [^2]: b\n\n        c\n\n    d\n\nx[^1]\n"),
        "<p>x{1}</p>[2: <p>b</p><p>c</p>][1: <p>a{2}</p><p>d</p>]");
    CHECK_STR(read("[^1]: [^2]: a\n"), "[1: ][2: <p>a</p>]");
    CHECK_STR(read("[^1]: a[^1]\n"), "[1: <p>a{1}</p>]");
}

TEST(notes_come_in_the_order_of_references)
{
    CHECK_STR(read("a[^z] b[^y] c[^z]\n\n[^x]: X\n[^y]: Y\n[^z]: Z\n"),
        "<p>a{z} b{y} c{z}</p>[z: <p>Z</p>][y: <p>Y</p>][x: <p>X</p>]");
}

TEST(labels_are_compared_folded)
{
    CHECK_STR(read("a[^NOTE] b[^stra\xC3\x9F" "e]\n\n[^note]: x\n[^STRASSE]: y\n"),
        "<p>a{note} b{STRASSE}</p>[note: <p>x</p>][STRASSE: <p>y</p>]");
}

TEST(the_first_definition_wins)
{
    CHECK_STR(read("a[^1]\n\n[^1]: x\n\n[^1]: y\n"), "<p>a{1}</p>[1: <p>x</p>][1 1: <p>y</p>]");
}

TEST(labels_may_look_like_markup)
{
    CHECK_STR(read("a[^*] b[^*] `c[^*]` [d](e[^*])\n\n[^*]: x\n"),
        "<p>a{*} b{*} <code>c[^*]</code> <a href=\"e[^*]\">d</a></p>[*: <p>x</p>]");
    CHECK_STR(read("a[^__b__] [^c~d~] <i>e</i> [^*f*]\n\n[^__b__]: x\n[^c~d~]: y\n"),
        "<p>a{__b__} {c~d~} <i>e</i> [^<em>f</em>]</p>[__b__: <p>x</p>][c~d~: <p>y</p>]");
    CHECK_STR(read("**a**[^b_c_d] e[^1]*f*\n\n[^b_c_d]: x\n[^1]: y\n"),
        "<p><strong>a</strong>{b_c_d} e{1}<em>f</em></p>[b_c_d: <p>x</p>][1: <p>y</p>]");
}

TEST(missing_notes_are_told_once)
{
    CHECK_STR(read("a[^b] c[^b] d[^-e] [^f]: g\n\n[^x]: y\n"), "<p>a[^b] c[^b] d[^-e] [^f]: g</p>[x: <p>y</p>]");
    CHECK(diag.n == 2);
    CHECK(diag.entries[0].code == DIAG_NOTE_MISSING && diag.entries[0].col == 2);
    CHECK(diag.entries[1].line == 1 && diag.entries[1].col == 20);
}

TEST(link_definitions_are_shared)
{
    CHECK_STR(read("a[^1] [p] [q]\n\n[p]: /p\n\n[^1]: [p] [q]\n\n    [q]: /q\n"),
        "<p>a{1} <a href=\"/p\">p</a> <a href=\"/q\">q</a></p>[1: <p><a href=\"/p\">p</a> <a href=\"/q\">q</a></p>]");
}

TEST(raw_html_changes_nothing)
{
    CHECK_STR(read("a[^1] <b>c</b>\n\n[^1]: x <i>y</i>\n\n    </div></p>z[^2]\n[^2]: <div>\n"),
        "<p>a{1} <b>c</b></p>[1: <p>x <i>y</i></p><p></p>z[^2]\n][2: <div>\n</div>]");
}

TEST(places_count_in_the_source)
{
    CHECK_STR(parse("---\n---\na[^1] *b*\n\n[^1]: c *d*\n\n    e\n\nf\n", 8, true),
        "<p@8>a{1@9} <em@15>b</em></p><p@39>f</p>[1@19: <p@25>c <em@28>d</em></p><p@36>e</p>]");
    CHECK_STR(parse("> [^1]: a\n> b *c*\n\n[^*]: d\n\nx[^*] <i>y</i> *z*\n", 0, true),
        "<blockquote@28></blockquote><p@28>x{*@29} <i@34>y</i> <em@44>z</em></p>[*@19: <p@25>d</p>]"
        "[1@2: <p@8>a\nb <em@15>c</em></p>]");
}

TEST(narrow_tables_are_tables)
{
    CHECK_STR(parse("a|b\n-|:-\n1|*2*\n", 0, true),
        "<table@0><thead@0><tr@0><th@0 scope=\"col\">a</th><th@2 scope=\"col\">b</th></tr></thead>"
        "<tbody@9><tr@9><td@9>1</td><td@12><em@12>2</em></td></tr></tbody></table>");
    CHECK_STR(read("a|b\n-|-|-\n\nc\n-|-\n\n```\na|b\n-|-\n```\n"),
        "<p>a|b\n-|-|-</p><p>c\n-|-</p><pre><code>a|b\n-|-\n</code></pre>");
}

static struct str
repeated(const char *what, size_t times)
{
    struct buf out;
    struct str text;

    buf_init(&out);
    for (size_t i = 0; i < times; i++)
        buf_adds(&out, what);
    text = buf_take(&out, &mem);
    buf_release(&out);
    return text;
}

TEST(hostile_notes_end)
{
    static const char *const pieces[] = { "[^1]: ", "[^1]", "[^", "> [^1]: ", "- [^1]: a\n", "[^1]:\n\n", "[^1]: a\n    ",
        "[^a]: b[^a]\n\n", "    ", "]: [^", "\t[^1]: \t", "[^1]: - > 1. ", "[^*][^*]: [^*]\n", "|-|-|\n" };

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct str text = repeated(pieces[i], 20000);
        struct source source = { .path = "a.md", .bytes = arena_printf(&mem, "x[^1]\n\n%.*s\n", STR_ARG(text)) };
        struct node *root = node_element(&mem, TAG_DIV, 0);
        notes_parse(&mem, &source, 0, source.bytes, NULL, root, &diag);
        CHECK(root->first != NULL);
        arena_clear(&mem);
    }
}

TEST(bad_bytes_do_no_harm)
{
    static const char bytes[] = "a[^\xFF] [^b\0c]\n\n[^\xFF]: \0x\n[^b\0c]: y\n\0\0\0\n-\0- |\n";
    struct source source = { .path = "a.md", .bytes = { bytes, sizeof bytes - 1 } };
    struct node *root = node_element(&mem, TAG_DIV, 0);

    notes_parse(&mem, &source, 0, source.bytes, NULL, root, &diag);
    CHECK(str_starts(node_text_of(&mem, root, false), STR("a")));
}

TESTS(CASE(a_note_goes_to_the_end), CASE(texts_without_notes_are_left_alone), CASE(notes_hold_blocks), CASE(tabs_indent_notes),
    CASE(paragraphs_go_on_lazily), CASE(what_is_no_definition_stays), CASE(definitions_may_stand_in_quotes_and_lists),
    CASE(notes_may_hold_notes), CASE(notes_come_in_the_order_of_references), CASE(labels_are_compared_folded),
    CASE(the_first_definition_wins), CASE(labels_may_look_like_markup), CASE(missing_notes_are_told_once),
    CASE(link_definitions_are_shared), CASE(raw_html_changes_nothing), CASE(places_count_in_the_source),
    CASE(narrow_tables_are_tables), CASE(tables_that_md4c_reads_are_left_alone),
    CASE(lines_between_blocks_keep_their_places), CASE(hostile_notes_end), CASE(bad_bytes_do_no_harm))
