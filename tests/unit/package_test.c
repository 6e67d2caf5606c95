/* package_test: a whole book on disk, or the old one untouched. SPDX-License-Identifier: MIT */
#include "unit/check.h"

#include "unit/bookshelf.h"

#include "base/file.h"
#include "base/version.h"
#include "sheaf.h"
#include "wrap/pack.h"

struct written {
    int rc;
    uint64_t bytes;
    bool changed;
    struct pack_entry *entries; size_t n;
};

static struct written
write_shelf(struct shelf *s, unsigned jobs)
{
    struct deflater *deflater = deflater_new();
    struct package *p = (s->plan->style_sheet = SHELF_CSS, package_new(s->plan, NULL));
    struct package_writing writing = { .workers = 2 };
    struct written w = { 0 };

    for (unsigned step = 0; step < PACKAGE_STEPS; step++)
        for (size_t i = 0, n = package_begin(p, step); i < n; i++)
            package_make(p, jobs == 1 ? i : n - 1 - i, deflater);
    w.rc = package_write(p, &writing, &s->diag);
    w.bytes = writing.bytes;
    w.changed = writing.changed;
    package_free(p);
    deflater_free(deflater);
    if (w.rc == 0 && pack_list(&s->mem, s->book.output, &w.entries, &w.n) < 0)
        w.rc = -2;
    return w;
}

static struct str
entry_of(const struct written *w, const char *name)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->entries[i].name, name) == 0)
            return w->entries[i].bytes;
    return STR_NONE;
}

/* With a cover, a picture in a file and one in memory. */
static void
make_rich(struct shelf *s)
{
    struct asset svg = { .href = STR("images/b.svg"), .type = IMAGE_SVG };

    s->book.cover = shelf_file(s, "cover.png", SHELF_PNG_STR);
    shelf_plan(s);
    shelf_show(s, 0, shelf_picture(s, "images/a.png", "a.png", SHELF_PNG_STR));
    svg.bytes = STR("<svg xmlns=\"http://www.w3.org/2000/svg\"><g><rect/><rect/><rect/><rect/><rect/><rect/></g></svg>");
    svg.size = svg.bytes.len;
    shelf_show(s, 0, svg);
    shelf_render(s);
}

TEST(entries_stand_in_the_order_of_the_rules)
{
    struct shelf s;
    struct written w;

    shelf_open(&s, 3);
    make_rich(&s);
    w = write_shelf(&s, 1);
    CHECK(w.rc == 0 && w.changed && s.diag.n == 0 && w.n == 17);
    CHECK(strcmp(w.entries[0].name, "mimetype") == 0 && w.entries[0].method == 0);
    CHECK_STR(w.entries[0].bytes, "application/epub+zip");
    CHECK(strcmp(w.entries[1].name, "META-INF/container.xml") == 0);
    CHECK(strcmp(w.entries[2].name, "EPUB/package.opf") == 0 && w.entries[2].method == 8);
    for (size_t i = 4; i < w.n; i++)
        CHECK(strcmp(w.entries[i - 1].name, w.entries[i].name) < 0);
    CHECK(str_eq(entry_of(&w, "EPUB/images/a.png"), SHELF_PNG_STR));
    CHECK(str_eq(entry_of(&w, "EPUB/images/cover.png"), SHELF_PNG_STR));
    CHECK(str_starts(entry_of(&w, "EPUB/images/b.svg"), STR("<svg")));
    CHECK(str_eq(entry_of(&w, "EPUB/css/sheaf.css"), SHELF_CSS));
    shelf_close(&s);
}

TEST(everything_in_the_zip_is_in_the_manifest)
{
    struct shelf s;
    struct written w;
    struct str opf;

    shelf_open(&s, 2);
    make_rich(&s);
    w = write_shelf(&s, 1);
    CHECK(w.rc == 0);
    opf = entry_of(&w, "EPUB/package.opf");
    for (size_t i = 3; i < w.n; i++)
        CHECK(str_find(opf, arena_printf(&s.mem, "href=\"%s\" media-type", w.entries[i].name + 5), 0) != STR_NPOS);
    shelf_close(&s);
}

TEST(the_number_of_workers_does_not_show)
{
    struct shelf s;
    struct str one, eight;

    shelf_open(&s, 30);
    make_rich(&s);
    CHECK(write_shelf(&s, 1).rc == 0 && file_read(&s.mem, s.book.output, &one) == 0);
    remove(s.book.output);
    CHECK(write_shelf(&s, 8).rc == 0 && file_read(&s.mem, s.book.output, &eight) == 0);
    CHECK(str_eq(one, eight));
    shelf_close(&s);
}

TEST(a_book_that_did_not_change_is_not_written)
{
    struct shelf s;
    struct written w;
    struct file_info before, after;

    shelf_open(&s, 2);
    make_rich(&s);
    w = write_shelf(&s, 1);
    CHECK(w.rc == 0 && w.changed && file_stat(s.book.output, &before) == 0 && before.size == w.bytes);
    w = write_shelf(&s, 1);
    CHECK(w.rc == 0 && !w.changed && w.bytes == before.size);
    CHECK(file_stat(s.book.output, &after) == 0 && after.mtime == before.mtime);
    CHECK(shelf_count_files(&s) == 3);
    s.book.modified += 60;
    CHECK(write_shelf(&s, 1).changed);
    shelf_close(&s);
}

static bool
lists_articles(const char *name)
{
    static const char *const names[] = { "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/text/contents.xhtml",
        "EPUB/text/sources.xhtml" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Law 4: a reading position survives. */
TEST(one_more_article_changes_its_chapter_and_what_lists_articles_only)
{
    struct shelf s;
    struct written w, more;
    size_t changed = 0;

    shelf_open(&s, 3);
    s.book.articles++;                                  /* without the first, oldest one */
    s.book.narticles = 2;
    shelf_plan(&s);
    shelf_render(&s);
    w = write_shelf(&s, 1);
    s.book.articles--;
    s.book.narticles = 3;
    shelf_plan(&s);
    shelf_render(&s);
    more = write_shelf(&s, 1);
    CHECK(w.rc == 0 && more.rc == 0 && more.n == w.n + 1);
    for (size_t i = 0; i < w.n; i++) {
        bool is_same = str_eq(w.entries[i].bytes, entry_of(&more, w.entries[i].name));
        CHECK(is_same || lists_articles(w.entries[i].name));
        changed += !is_same;
    }
    CHECK(changed == 5);
    shelf_close(&s);
}

TEST(a_missing_folder_is_made)
{
    struct shelf s;

    shelf_open(&s, 1);
    s.book.output = arena_printf(&s.mem, "%s/sub/deep/book.epub", s.folder).at;
    shelf_plan(&s);
    shelf_render(&s);
    CHECK(write_shelf(&s, 1).rc == 0 && s.diag.n == 0);
    shelf_close(&s);
}

TEST(where_nothing_can_be_written_nothing_is_left)
{
    struct shelf s;

    shelf_open(&s, 1);
    s.book.output = arena_printf(&s.mem, "%s/book.epub", shelf_file(&s, "a.png", STR("x"))).at;   /* below a file */
    shelf_plan(&s);
    shelf_render(&s);
    CHECK(write_shelf(&s, 1).rc == -1);
    CHECK(s.diag.n == 1 && s.diag.entries[0].code == DIAG_OUTPUT_FAILED && shelf_count_files(&s) == 1);
    s.book.output = arena_printf(&s.mem, "%s/sub", s.folder).at;        /* a folder has the name */
    CHECK(file_make_folder(s.book.output) == 0);
    CHECK(write_shelf(&s, 1).rc == -1);
    CHECK(s.diag.n == 2 && s.diag.entries[1].code == DIAG_OUTPUT_FAILED && shelf_count_files(&s) == 2);
    shelf_close(&s);
}

TEST(a_picture_that_changed_leaves_the_old_book)
{
    struct shelf s;
    struct str before, after;

    shelf_open(&s, 1);
    make_rich(&s);
    CHECK(write_shelf(&s, 1).rc == 0 && file_read(&s.mem, s.book.output, &before) == 0);
    shelf_file(&s, "a.png", STR("something else"));
    CHECK(write_shelf(&s, 1).rc == -1);
    CHECK(s.diag.n == 2 && s.diag.entries[0].code == DIAG_FILE_CHANGED && s.diag.entries[1].code == DIAG_OUTPUT_FAILED);
    CHECK(str_ends(str_of(s.diag.entries[0].path), STR("a.png")));
    remove(s.plan->cover->path);
    CHECK(write_shelf(&s, 1).rc == -1);
    CHECK(file_read(&s.mem, s.book.output, &after) == 0 && str_eq(before, after) && shelf_count_files(&s) == 2);
    shelf_close(&s);
}

TEST(a_page_that_could_not_be_made_is_left_out)
{
    struct shelf s;
    struct written w;
    struct str opf;

    shelf_open(&s, 2);
    shelf_plan(&s);
    shelf_render(&s);
    deflated_release(&s.plan->pages[0].parts[0].data);
    s.plan->pages[0].nparts = 0;
    w = write_shelf(&s, 1);
    opf = entry_of(&w, "EPUB/package.opf");
    CHECK(w.rc == 0 && opf.len > 0);
    CHECK(str_find(opf, s.plan->pages[0].id, 0) == STR_NPOS && str_find(opf, s.plan->pages[1].id, 0) != STR_NPOS);
    CHECK(str_find(entry_of(&w, "EPUB/nav.xhtml"), s.plan->pages[0].href, 0) == STR_NPOS);
    deflated_release(&s.plan->pages[1].parts[0].data);
    s.plan->pages[1].nparts = 0;
    CHECK(write_shelf(&s, 1).rc == -1 && s.diag.nerrors == 1);
    shelf_close(&s);
}

TEST(title_page_and_colophon_say_what_is_known)
{
    struct shelf s;
    struct written w;
    struct str title, colophon, cover;

    shelf_open(&s, 1);
    s.book.publisher = STR("Society & Sons");
    s.book.description = STR("Notes of the shore.");
    s.book.rights = STR("CC BY");
    s.book.key_text = STR("March 2024");
    make_rich(&s);
    w = write_shelf(&s, 1);
    title = entry_of(&w, "EPUB/text/title.xhtml");
    colophon = entry_of(&w, "EPUB/text/colophon.xhtml");
    cover = entry_of(&w, "EPUB/text/cover.xhtml");
    CHECK(str_find(title, STR(">Field Notes, March 2024</h1>"), 0) > 0 && str_find(title, STR("period"), 0) < 0);
    CHECK(str_find(title, STR(">Society &amp; Sons</p>"), 0) > 0 && str_find(title, STR("subtitle\" role"), 0) > 0);
    CHECK(str_find(colophon, STR(">urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11<"), 0) > 0);
    CHECK(str_find(colophon, STR("sheaf " VERSION), 0) > 0 && str_find(colophon, STR(">CC BY<"), 0) > 0);
    CHECK(str_find(cover, STR("src=\"../images/cover.png\" alt=\"Cover: Field Notes, March 2024\""), 0) > 0);
    s.book.title = STR("Water");
    w = write_shelf(&s, 1);
    CHECK(str_find(entry_of(&w, "EPUB/text/title.xhtml"), STR("<p class=\"period\">March 2024</p>"), 0) > 0);
    s.book.key_text = STR("");
    s.book.from = shelf_day(2024, 1, 1);
    s.book.to = shelf_day(2024, 6, 30);
    w = write_shelf(&s, 1);
    CHECK(str_find(entry_of(&w, "EPUB/text/title.xhtml"), STR("January 2024 \xE2\x80\x93 30 June 2024</p>"), 0) > 0
        || str_find(entry_of(&w, "EPUB/text/title.xhtml"), STR("January 1, 2024 \xE2\x80\x93 June 30, 2024</p>"), 0) > 0);
    shelf_close(&s);
}

TEST(the_two_versions_agree)
{
    CHECK(strcmp(VERSION, SHEAF_VERSION) == 0);
}

TESTS(CASE(entries_stand_in_the_order_of_the_rules), CASE(everything_in_the_zip_is_in_the_manifest),
    CASE(the_number_of_workers_does_not_show), CASE(a_book_that_did_not_change_is_not_written),
    CASE(one_more_article_changes_its_chapter_and_what_lists_articles_only), CASE(a_missing_folder_is_made),
    CASE(where_nothing_can_be_written_nothing_is_left), CASE(a_picture_that_changed_leaves_the_old_book),
    CASE(a_page_that_could_not_be_made_is_left_out), CASE(title_page_and_colophon_say_what_is_known),
    CASE(the_two_versions_agree))
