/* footnotes: notes that pop up (html/notes.c, html/footnotes.c). SPDX-License-Identifier: MIT */
#include "unit/check.h"
#include "unit/pages.h"

#define REF(id, number, text) "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#fn-" number "\">" text "</a>"
#define NOTE "<aside class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\">"
#define BACK(number) "<a epub:type=\"backlink\" role=\"doc-backlink\" href=\"#fnref-" number "\">" number "</a>. "
#define RULE "<hr class=\"notes\"/>"
#define LINK(id, to) "<a id=\"" id "\" x-page=\"0\" x-fragment=\"" to "\" href=\"#\">"

/* Page 0 after notes.c; ids are still in x-id, which is not written. */
static struct str
noted(struct pages *p, const char *text)
{
    pages_set(p, 0, text);
    p->r[0].has_own_links = true;       /* as links.c would say */
    pass_notes(&p->r[0]);
    return pages_tree(p, 0);
}

static bool
warned(const struct pages *p, enum diag_code code, size_t n)
{
    return p->pages[0].diag.n == n && (n == 0 || p->pages[0].diag.entries[n - 1].code == code);
}

TEST(notes_are_numbered_by_their_first_reference)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<x-note label=\"b\"><p>B</p></x-note><x-note label=\"a\"><p>A</p></x-note>"
                        "<p>x<x-noteref label=\"a\"></x-noteref> y<x-noteref label=\"b\"></x-noteref></p>"),
        "<p>x" REF("fnref-1", "1", "1") " y" REF("fnref-2", "2", "2") "</p>" RULE
        NOTE "<p>" BACK("1") "A</p></aside>" NOTE "<p>" BACK("2") "B</p></aside>");
    CHECK(warned(&p, DIAG_NOTE_UNUSED, 0));
    pages_release(&p);
}

TEST(a_note_may_be_referred_to_again)
{
    struct pages p;
    struct str tree;

    pages_init(&p);
    noted(&p, "<p><x-noteref label=\"A\"></x-noteref> <x-noteref label=\"a\"></x-noteref></p><x-note label=\"a\"><p>A</p></x-note>");
    pass_ids(&p.r[0]);
    tree = pages_tree(&p, 0);
    CHECK(pages_has(tree, "<a id=\"fnref-1\" class=\"noteref\"") && pages_has(tree, "<a id=\"fnref-1-2\" class=\"noteref\""));
    CHECK(pages_has(tree, "<aside id=\"fn-1\"") && pages_has(tree, "href=\"#fnref-1\">1</a>. A"));
    pages_release(&p);
}

TEST(a_reference_without_a_note_is_text)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<p>x<x-noteref label=\"no\"></x-noteref></p>"), "<p>x[^no]</p>");
    CHECK(warned(&p, DIAG_NOTE_MISSING, 1) && p.pages[0].diag.entries[0].col == 5);
    pages_release(&p);
}

TEST(a_note_without_a_reference_is_a_paragraph)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<x-note label=\"u\"><p>U</p><ul><li>v</li></ul>w</x-note><p>x</p>"),
        "<p>x</p><p class=\"note\">U</p><ul><li>v</li></ul><p class=\"note\">w</p>");
    CHECK(warned(&p, DIAG_NOTE_UNUSED, 1));
    pages_release(&p);
}

TEST(of_two_notes_with_one_label_the_first_counts)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<p><x-noteref label=\"a\"></x-noteref></p><x-note label=\"a\">1st</x-note><x-note label=\"a\">2nd</x-note>"),
        "<p>" REF("fnref-1", "1", "1") "</p><p class=\"note\">2nd</p>" RULE NOTE "<p>" BACK("1") "1st</p></aside>");
    CHECK(warned(&p, DIAG_NOTE_UNUSED, 1));
    pages_release(&p);
}

TEST(notes_in_notes_follow_and_never_lead_back)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<p><x-noteref label=\"a\"></x-noteref></p>"
                        "<x-note label=\"a\"><p>A<x-noteref label=\"b\"></x-noteref></p></x-note>"
                        "<x-note label=\"b\"><p>B<x-noteref label=\"a\"></x-noteref><x-noteref label=\"b\"></x-noteref></p></x-note>"),
        "<p>" REF("fnref-1", "1", "1") "</p>" RULE NOTE "<p>" BACK("1") "A" REF("fnref-2", "2", "2") "</p></aside>"
        NOTE "<p>" BACK("2") "B<a href=\"#fn-1\">1</a><a href=\"#fn-2\">2</a></p></aside>");
    pages_release(&p);
}

TEST(notes_that_only_refer_to_each_other_are_all_printed)
{
    struct pages p;
    struct str tree;

    pages_init(&p);
    tree = noted(&p, "<p>x</p><x-note label=\"a\">A<x-noteref label=\"b\"></x-noteref></x-note>"
                     "<x-note label=\"b\">B<x-noteref label=\"a\"></x-noteref></x-note>");
    CHECK_STR(tree, "<p>x</p><p class=\"note\">A" REF("fnref-1", "1", "1") "</p>" RULE
        NOTE "<p>" BACK("1") "B[^a]</p></aside>");
    pages_release(&p);
}

TEST(the_way_back_has_a_paragraph_of_its_own_before_other_blocks)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<p><x-noteref label=\"a\"></x-noteref></p><x-note label=\"a\"><ul><li>x</li></ul><h2>H</h2></x-note>"),
        "<p>" REF("fnref-1", "1", "1") "</p>" RULE
        NOTE "<p>" BACK("1") "</p><ul><li>x</li></ul><p><strong>H</strong></p></aside>");
    pages_release(&p);
}

TEST(references_leave_links_in_order)
{
    struct pages p;

    pages_init(&p);
    CHECK_STR(noted(&p, "<p><a href=\"u\">x<x-noteref label=\"a\"></x-noteref><b><x-noteref label=\"b\"></x-noteref></b></a></p>"
                        "<x-note label=\"a\">A</x-note><x-note label=\"b\">B</x-note>"),
        "<p><a href=\"u\">x<b></b></a>" REF("fnref-1", "1", "1") REF("fnref-2", "2", "2") "</p>" RULE
        NOTE "<p>" BACK("1") "A</p></aside>" NOTE "<p>" BACK("2") "B</p></aside>");
    pages_release(&p);
}

/* ---- notes made by generators of HTML -------------------------------------------------------------------------------- */

TEST(notes_of_html_generators_are_recognised)
{
    static const char *const forms[] = {
        /* pandoc, cmark */
        "<p>x<sup id=\"fnref1\">" LINK("", "fn1") "1</a></sup></p><section><hr/><ol><li id=\"fn1\"><p>N "
            LINK("", "fnref1") "\u21A9\uFE0E</a></p></li></ol></section>",
        /* goldmark */
        "<p>x<sup id=\"fnref:1\">" LINK("", "fn:1") "1</a></sup></p><div><hr/><ol><li id=\"fn:1\"><p>N\u00A0"
            LINK("", "fnref:1") "\u21A9</a></p></li></ol></div>",
        /* the wrapper unwrapped, a heading for screen readers */
        "<p>x<sup>" LINK("r", "n") "1</a></sup></p><h2>Footnotes</h2><ol><li id=\"n\">N " LINK("", "r") "\u21A9</a></li></ol>",
        /* MediaWiki */
        "<p>x<sup id=\"cite_ref-1\">" LINK("", "cite_note-1") "[1]</a></sup></p><ol><li id=\"cite_note-1\">"
            "<span>" LINK("", "cite_ref-1") "^</a></span> <span>N</span></li></ol>",
        /* by hand */
        "<p>x[" LINK("r1", "n1") "1</a>]</p><hr/><p>" LINK("n1", "r1") "[1]</a> N</p>",
        /* Substack */
        "<p>x" LINK("footnote-anchor-1", "footnote-1") "1</a></p><div><p>" LINK("footnote-1", "footnote-anchor-1")
            "1</a></p><div><p>N</p></div></div>",
    };
    struct pages p;

    pages_init(&p);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct str tree;
        noted(&p, forms[i]);
        pass_polish(&p.r[0]);
        for (struct node *n = p.r[0].root->first; n; n = node_next(n, p.r[0].root)) {
            node_drop_attr(n, "id");    /* the source's */
            if (n->tag == TAG_SPAN || (n->tag == TAG_DIV && n->parent->tag == TAG_ASIDE))
                node_unwrap(n);
        }
        tree = pages_tree(&p, 0);
        CHECK_STR(tree, "<p class=\"first\">x" REF("fnref-1", "1", "1") "</p>" RULE NOTE "<p>" BACK("1") "N</p></aside>");
    }
    CHECK(p.pages[0].diag.n == 0);
    pages_release(&p);
}

TEST(links_to_recognised_notes_still_lead_there)
{
    struct pages p;
    const struct anchor *a;

    pages_init(&p);
    noted(&p, "<p>x<sup id=\"fnref:a\">" LINK("", "fn:a") "1</a></sup> y<sup>" LINK("", "fn:a") "1</a></sup></p>"
              "<ol><li id=\"fn:a\"><p>N " LINK("", "fnref:a") "\u21A9</a></p></li></ol>");
    pass_ids(&p.r[0]);
    a = ids_find(&p.pages[0], STR("fn:a"), &p.mem);
    CHECK(a && str_eqc(a->id, "fn-1"));
    a = ids_find(&p.pages[0], STR("fnref:a"), &p.mem);
    CHECK(a && str_eqc(a->id, "fnref-1"));
    CHECK(pages_has(pages_tree(&p, 0), "id=\"fnref-1-2\""));
    pages_release(&p);
}

TEST(other_links_there_and_back_are_no_notes)
{
    static const char *const forms[] = {
        "<ul><li id=\"t1\">" LINK("", "s1") "1</a></li></ul><h2 id=\"s1\">" LINK("", "t1") "Intro</a></h2>",
        "<p>" LINK("t", "s") "Section</a></p><p id=\"s\">text " LINK("", "t") "back</a></p>",
        "<p id=\"n\">" LINK("r", "n") "1</a> " LINK("", "r") "2</a></p>",
        "<p>x" LINK("r1", "n") "1</a> " LINK("r2", "m") "2</a></p><p id=\"n\"><b id=\"m\"></b>N " LINK("", "r1") "a</a>" LINK("", "r2")
            "b</a></p>",
    };
    struct pages p;

    pages_init(&p);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        CHECK(!pages_has(noted(&p, forms[i]), "noteref"));
    pages_release(&p);
}

TEST(fifty_thousand_notes_take_no_time)
{
    enum { NOTES = 50000 };
    struct pages p;
    struct node *text, *list;

    pages_init(&p);
    text = node_element(&p.mem, TAG_P, 0);
    list = node_element(&p.mem, TAG_OL, 0);
    node_append(p.r[0].root, text);
    node_append(p.r[0].root, list);
    for (int i = 0; i < NOTES; i++) {
        struct node *ref = node_element(&p.mem, TAG_A, 0), *li = node_element(&p.mem, TAG_LI, 0), *back = node_copy(&p.mem, ref);
        node_set_attr(&p.mem, ref, "id", arena_printf(&p.mem, "r%d", i));
        node_set_attr(&p.mem, ref, "x-page", STR("0"));
        node_set_attr(&p.mem, ref, "x-fragment", arena_printf(&p.mem, "n%d", i));
        node_append(ref, node_text(&p.mem, STR("1"), 0));
        node_append(text, ref);
        node_set_attr(&p.mem, back, "x-page", STR("0"));
        node_set_attr(&p.mem, back, "x-fragment", arena_printf(&p.mem, "r%d", i));
        node_set_attr(&p.mem, li, "id", arena_printf(&p.mem, "n%d", i));
        node_append(li, back);
        node_append(list, node_text(&p.mem, STR("\n"), 0));
        node_append(list, li);
    }
    p.r[0].has_own_links = true;
    pass_notes(&p.r[0]);
    CHECK(p.r[0].root->last->tag == TAG_ASIDE);
    CHECK_STR(node_attr(p.r[0].root->last, "x-id"), "fn-50000");
    CHECK(!node_find(p.r[0].root, TAG_OL));
    pages_release(&p);
}

TESTS(CASE(notes_are_numbered_by_their_first_reference), CASE(a_note_may_be_referred_to_again),
    CASE(a_reference_without_a_note_is_text), CASE(a_note_without_a_reference_is_a_paragraph),
    CASE(of_two_notes_with_one_label_the_first_counts), CASE(notes_in_notes_follow_and_never_lead_back),
    CASE(notes_that_only_refer_to_each_other_are_all_printed),
    CASE(the_way_back_has_a_paragraph_of_its_own_before_other_blocks), CASE(references_leave_links_in_order),
    CASE(notes_of_html_generators_are_recognised), CASE(links_to_recognised_notes_still_lead_there),
    CASE(other_links_there_and_back_are_no_notes), CASE(fifty_thousand_notes_take_no_time))
