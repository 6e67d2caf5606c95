/* walk_test: which files there are. SPDX-License-Identifier: MIT */
#include "read/walk.h"

#include "unit/check.h"
#include "unit/folder.h"

struct walked {
    struct folder folder;
    struct arena mem;
    struct config config;
    struct catalog catalog;
    struct diag diag;
    int rc;
};

static void
open_walk(struct walked *w)
{
    *w = (struct walked){ .config.folder = STR(".") };
    folder_open(&w->folder);
    arena_init(&w->mem);
    arena_init(&w->catalog.mem);
    diag_init(&w->diag);
    w->catalog.config = &w->config;
}

static void
close_walk(struct walked *w)
{
    map_release(&w->catalog.pictures);
    arena_release(&w->catalog.mem);
    arena_release(&w->mem);
    diag_release(&w->diag);
    folder_close(&w->folder);
}

static void
walk(struct walked *w, size_t n, const char *const *paths)
{
    struct read_options options = { .paths = paths, .npaths = n };

    w->rc = walk_archive(&w->catalog, &options, &w->diag);
}

#define WALK(w, ...) walk((w), sizeof (const char *const[]){ __VA_ARGS__ } / sizeof(char *), \
    (const char *const[]){ __VA_ARGS__ })

#define WALK_TEST(name) \
    static void name##_inside(struct walked *w); \
    TEST(name) \
    { \
        struct walked w; \
        open_walk(&w); \
        name##_inside(&w); \
        close_walk(&w); \
    } \
    static void name##_inside(struct walked *w)

/* The paths of all files of a role, in order, with blanks between. */
static struct str
files(struct walked *w, enum file_role role)
{
    struct str all = STR("");

    for (size_t i = 0; i < w->catalog.nfiles; i++)
        if (w->catalog.files[i].role == role)
            all = arena_printf(&w->mem, "%.*s%s%s", STR_ARG(all), all.len ? " " : "", w->catalog.files[i].path);
    return all;
}

/* Where the name of a picture leads. */
static struct str
picture(struct walked *w, const char *key)
{
    const struct file *f = map_find(&w->catalog.pictures, str_of(key));

    return str_of(f ? f->path : "none");
}

WALK_TEST(files_come_in_the_order_of_their_paths)
{
    folder_write("b.md", "");
    folder_write("a/z.html", "");
    folder_write("a/b/c.txt", "");
    folder_write("a.md", "");
    folder_write("B.markdown", "");
    folder_write("a/pic.png", "");
    folder_write("data.csv", "");
    WALK(w, ".");
    CHECK(w->rc == 0 && w->diag.n == 0 && w->catalog.nroots == 1);
    CHECK_STR(files(w, FILE_SOURCE), "B.markdown a.md a/b/c.txt a/z.html b.md");
    CHECK_STR(files(w, FILE_PICTURE), "a/pic.png");
    CHECK_STR(files(w, FILE_UNKNOWN), "data.csv");
    CHECK(w->catalog.files[0].root == &w->catalog.roots[0]);
}

WALK_TEST(paths_are_as_the_user_writes_them)
{
    folder_write("x/y/a.md", "");
    WALK(w, "./x//");
    CHECK_STR(files(w, FILE_SOURCE), "x/y/a.md");
    CHECK_STR(w->catalog.files[0].rel, "y/a.md");
    CHECK_STR(w->catalog.roots[0].path, "x");
}

WALK_TEST(roots_keep_the_order_given)
{
    folder_write("a/1.md", "");
    folder_write("b/2.md", "");
    WALK(w, "b", "a");
    CHECK_STR(files(w, FILE_SOURCE), "b/2.md a/1.md");
    CHECK(w->catalog.nroots == 2);
}

WALK_TEST(roots_inside_others_give_no_file_twice)
{
    folder_write("a/1.md", "");
    folder_write("a/b/2.md", "");
    WALK(w, "a/b", "a", "a", "a/b/2.md");
    CHECK_STR(files(w, FILE_SOURCE), "a/1.md a/b/2.md");
    CHECK(w->catalog.nroots == 1);
}

WALK_TEST(a_single_file_is_the_only_article)
{
    folder_write("a/1.md", "");
    folder_write("a/2.md", "");
    folder_write("a/1.yaml", "");
    folder_write("a/2.yaml", "");
    folder_write("a/img/x.png", "");
    WALK(w, "a/1.md");
    CHECK_STR(files(w, FILE_SOURCE), "a/1.md");
    CHECK_STR(files(w, FILE_SIDECAR), "a/1.yaml");
    CHECK_STR(files(w, FILE_PICTURE), "a/img/x.png");
    CHECK(w->catalog.nfiles == 3);
    CHECK_STR(picture(w, "img/x.png"), "a/img/x.png");
}

WALK_TEST(a_file_beside_a_folder)
{
    folder_write("a/1.md", "");
    folder_write("a/2.md", "");
    folder_write("a/b/3.md", "");
    WALK(w, "a/1.md", "a/b");
    CHECK_STR(files(w, FILE_SOURCE), "a/1.md a/b/3.md");
}

WALK_TEST(what_is_named_is_found_though_hidden)
{
    folder_write(".notes/a.md", "");
    folder_write(".draft.md", "");
    folder_write("b.md", "");
    WALK(w, ".", ".notes", ".draft.md");
    CHECK_STR(files(w, FILE_SOURCE), ".draft.md b.md .notes/a.md");
}

WALK_TEST(a_named_file_of_an_unknown_kind_is_an_error)
{
    folder_write("a.xyz", "\x7F" "ELF\x01\x02");
    WALK(w, "a.xyz");
    CHECK(w->rc == 0 && w->diag.nerrors == 1 && w->diag.entries[0].code == DIAG_ARTICLE_UNREADABLE);
    CHECK_STR(files(w, FILE_UNKNOWN), "a.xyz");
}

WALK_TEST(paths_that_are_not_there_end_the_run)
{
    folder_write("a.md", "");
    WALK(w, "none", ".", "nor/this");
    CHECK(w->rc == -1 && w->diag.nerrors == 2 && w->diag.entries[0].code == DIAG_INPUT_UNREADABLE);
    CHECK_STR(str_of(w->diag.entries[1].path), "nor/this");
}

WALK_TEST(hidden_and_generated_folders_are_passed_by)
{
    folder_write("_config.yml", "");
    folder_write("_posts/a.md", "");
    folder_write("_drafts/b.md", "");
    folder_write("_site/c.html", "");
    folder_write("_layouts/d.html", "");
    folder_write("_includes/e.md", "");
    folder_write("node_modules/f/README.md", "");
    folder_write("public/g.html", "");
    folder_write(".git/h.md", "");
    folder_write(".obsidian/i.md", "");
    folder_write("README.md", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "README.md _drafts/b.md _posts/a.md");
    CHECK_STR(files(w, FILE_CONFIG), "_config.yml");
    CHECK(w->catalog.is_jekyll && !w->catalog.is_hugo);
}

WALK_TEST(folders_that_only_look_generated_are_kept)
{
    folder_write("public/a.md", "");
    folder_write("layouts/b.md", "");
    folder_write("themes/c.md", "");
    folder_write("_data/d.md", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "_data/d.md layouts/b.md public/a.md themes/c.md");
}

WALK_TEST(hugos_templates_are_passed_by)
{
    folder_write("hugo.toml", "");
    folder_write("content/a.md", "");
    folder_write("layouts/index.html", "");
    folder_write("themes/x/README.md", "");
    folder_write("archetypes/default.md", "");
    folder_write("public/index.html", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "content/a.md");
    CHECK(w->catalog.is_hugo);
}

WALK_TEST(jekyll_is_known_by_the_name_of_the_root_too)
{
    folder_write("_posts/a.md", "");
    WALK(w, "_posts");
    CHECK(w->catalog.is_jekyll);
}

WALK_TEST(parts_of_a_saved_page_are_no_articles)
{
    folder_write("Page.html", "<html>");
    folder_write("Page_files/frame.html", "<html>");
    folder_write("Page_files/a.png", "");
    folder_write("Page_files/deep/notes.md", "");
    folder_write("my_files/a.md", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "Page.html my_files/a.md");
    CHECK_STR(files(w, FILE_UNKNOWN), "Page_files/deep/notes.md Page_files/frame.html");
    CHECK_STR(files(w, FILE_PICTURE), "Page_files/a.png");
}

WALK_TEST(sidecars_belong_to_the_sources_beside_them)
{
    const struct file *f;

    folder_write("a.md", "");
    folder_write("a.yaml", "");
    folder_write("b.html", "");
    folder_write("b.html.yaml", "");
    folder_write("b.yml", "");
    folder_write("c.yaml", "");
    folder_write("sheaf.yaml", "");
    folder_write("sheaf.md", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SIDECAR), "a.yaml b.html.yaml");
    CHECK_STR(files(w, FILE_CONFIG), "sheaf.yaml");
    CHECK_STR(files(w, FILE_UNKNOWN), "b.yml c.yaml");
    f = &w->catalog.files[0];
    CHECK(f->sidecar && str_eqc(f->sidecar->rel, "a.yaml"));
}

WALK_TEST(files_without_extension_are_looked_at)
{
    folder_write("page", "<!DOCTYPE html>\n<html><body><p>x");
    folder_write("index.php?id=3", "<html><body>x");
    folder_write("tool.py", "<!DOCTYPE html>\n<html>");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "index.php?id=3 page");
    CHECK_STR(files(w, FILE_UNKNOWN), "tool.py");
}

WALK_TEST(texts_for_other_readers_are_articles_only_if_named)
{
    folder_write("LICENSE", "Permission is hereby granted to anybody.\n");
    folder_write("robots.txt", "User-agent: *\n");
    folder_write("notes", "Some words of somebody.\n");
    folder_write("data.cfg", "Some words of somebody.\n");
    folder_write("b/page.aspx", "<!DOCTYPE html><html><body><p>x");
    folder_write("b/LICENSE", "Permission is hereby granted to anybody.\n");
    WALK(w, ".", "b/LICENSE");
    CHECK_STR(files(w, FILE_SOURCE), "b/LICENSE b/page.aspx notes");
    CHECK_STR(files(w, FILE_UNKNOWN), "LICENSE data.cfg robots.txt");
}

WALK_TEST(links_are_followed_below_the_roots_only)
{
    folder_write("outside/secret.md", "");
    folder_write("in/a.md", "");
    folder_write("in/.attic/b.md", "");
    folder_link("../outside", "in/out");
    folder_link("../outside/secret.md", "in/secret.md");
    folder_link("/etc/hostname", "in/host.txt");
    folder_link(".attic", "in/attic");
    folder_link("nowhere", "in/gone.md");
    WALK(w, "in");
    CHECK_STR(files(w, FILE_SOURCE), "in/a.md in/attic/b.md");
    CHECK_STR(files(w, FILE_UNKNOWN), "in/host.txt in/out in/secret.md");
}

WALK_TEST(circles_of_links_end)
{
    folder_write("a/b/1.md", "");
    folder_write("a/b/x.png", "");
    folder_link("..", "a/b/up");
    folder_link(".", "a/self");
    folder_link("../a", "a/again");
    WALK(w, "a");
    CHECK_STR(files(w, FILE_SOURCE), "a/b/1.md");
    CHECK_STR(picture(w, "self/b/x.png"), "a/b/x.png");
}

WALK_TEST(a_link_gives_pictures_a_second_name)
{
    folder_write("img/x.png", "");
    folder_write("img/deep/y.png", "");
    folder_write("posts/a.md", "");
    folder_link("../img", "posts/img");
    folder_link("../img/x.png", "posts/one.png");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_PICTURE), "img/deep/y.png img/x.png");
    CHECK_STR(picture(w, "posts/img/x.png"), "img/x.png");
    CHECK_STR(picture(w, "posts/img/deep/y.png"), "img/deep/y.png");
    CHECK_STR(picture(w, "posts/one.png"), "img/x.png");
}

WALK_TEST(pictures_have_a_name_below_every_root)
{
    folder_write("content/a.md", "");
    folder_write("content/img/x.png", "");
    folder_write("static/img/y.png", "");
    folder_write("static/img/x.png", "");
    folder_write("static/page.html", "");
    w->config.statics = &(struct located){ .text = STR("static") };
    w->config.nstatics = 1;
    WALK(w, "content");
    CHECK_STR(files(w, FILE_SOURCE), "content/a.md");
    CHECK(w->catalog.nroots == 2 && w->catalog.roots[1].is_static);
    CHECK_STR(picture(w, "img/y.png"), "static/img/y.png");
    CHECK_STR(picture(w, "img/x.png"), "content/img/x.png");
    CHECK_STR(files(w, FILE_PICTURE), "content/img/x.png static/img/x.png static/img/y.png");
    CHECK_STR(files(w, FILE_UNKNOWN), "");
}

WALK_TEST(a_static_folder_above_the_articles)
{
    folder_write("content/posts/a.md", "");
    folder_write("content/posts/x.png", "");
    folder_write("assets/blog/y.png", "");
    folder_write("README.md", "");
    w->config.statics = &(struct located){ .text = STR(".") };
    w->config.nstatics = 1;
    WALK(w, "content/posts");
    CHECK_STR(files(w, FILE_SOURCE), "content/posts/a.md");
    CHECK_STR(picture(w, "assets/blog/y.png"), "assets/blog/y.png");
    CHECK_STR(picture(w, "x.png"), "content/posts/x.png");
    CHECK_STR(picture(w, "content/posts/x.png"), "content/posts/x.png");
}

WALK_TEST(usual_static_folders_count_without_configuration)
{
    folder_write("static/x.png", "");
    folder_write("assets/y.png", "");
    folder_write("static/a.md", "");
    WALK(w, ".");
    CHECK_STR(picture(w, "x.png"), "static/x.png");
    CHECK_STR(picture(w, "static/x.png"), "static/x.png");
    CHECK_STR(picture(w, "y.png"), "assets/y.png");
    CHECK_STR(files(w, FILE_SOURCE), "static/a.md");
}

WALK_TEST(a_static_folder_of_the_command_line_must_be_there)
{
    const char *const statics[] = { "none" };
    struct read_options options = { .statics = statics, .nstatics = 1 };

    folder_write("a.md", "");
    CHECK(walk_archive(&w->catalog, &options, &w->diag) == -1 && w->diag.nerrors == 1);
}

WALK_TEST(the_output_folder_is_passed_by)
{
    folder_write("a.md", "");
    folder_write("out/book.html", "");
    w->config.output = STR("out");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "a.md");
}

WALK_TEST(output_into_the_articles_hides_nothing)
{
    folder_write("a.md", "");
    folder_write("sub/b.md", "");
    w->config.output = STR("sub");
    WALK(w, ".", "sub");
    CHECK_STR(files(w, FILE_SOURCE), "a.md sub/b.md");
}

WALK_TEST(configured_folders_are_relative_to_the_configuration)
{
    struct located articles[] = { { .text = STR("posts") }, { .text = STR("20*/[ab].md") } };

    folder_write("site/posts/a.md", "");
    folder_write("site/2023/a.md", "");
    folder_write("site/2023/c.md", "");
    folder_write("site/2024/b.md", "");
    w->config = (struct config){ .path = "site/sheaf.yaml", .folder = STR("site"), .articles = articles, .narticles = 2 };
    walk(w, 0, NULL);
    CHECK(w->rc == 0);
    CHECK_STR(files(w, FILE_SOURCE), "site/posts/a.md site/2023/a.md site/2024/b.md");
}

WALK_TEST(a_configured_folder_that_is_not_there_is_told_with_its_place)
{
    struct located articles[] = { { STR("none"), "sheaf.yaml", 4, 11 }, { STR("x*"), "sheaf.yaml", 5, 3 } };

    w->config.articles = articles;
    w->config.narticles = 2;
    walk(w, 0, NULL);
    CHECK(w->rc == -1 && w->diag.nerrors == 2);
    CHECK(w->diag.entries[0].line == 4 && w->diag.entries[0].col == 11 && w->diag.entries[1].line == 5);
}

WALK_TEST(globs)
{
    struct str *paths;
    size_t n;

    folder_write("a/x/1.md", "");
    folder_write("a/y/2.md", "");
    folder_write("a/.h/3.md", "");
    folder_write("b/x/4.md", "");
    walk_glob(&w->mem, STR("."), STR("*/x"), &paths, &n);
    CHECK(n == 2 && str_eqc(paths[0], "a/x") && str_eqc(paths[1], "b/x"));
    walk_glob(&w->mem, STR("a"), STR("**/*.md"), &paths, &n);
    CHECK(n == 2 && str_eqc(paths[0], "a/x/1.md") && str_eqc(paths[1], "a/y/2.md"));
    walk_glob(&w->mem, STR("."), STR("**/x"), &paths, &n);
    CHECK(n == 2);
    walk_glob(&w->mem, STR("."), STR("?/[!x]/*"), &paths, &n);
    CHECK(n == 1 && str_eqc(paths[0], "a/y/2.md"));
    walk_glob(&w->mem, STR("."), STR("none/here"), &paths, &n);
    CHECK(n == 1);
    walk_glob(&w->mem, STR("."), STR("none/*"), &paths, &n);
    CHECK(n == 0);
}

WALK_TEST(a_pipe_does_not_hang_the_walk)
{
    CHECK(mkfifo("pipe.md", 0600) == 0 && mkfifo("pipe", 0600) == 0);
    folder_write("a.md", "");
    WALK(w, ".");
    CHECK_STR(files(w, FILE_SOURCE), "a.md");
    CHECK(w->catalog.nfiles == 1);
}

TESTS(CASE(files_come_in_the_order_of_their_paths), CASE(paths_are_as_the_user_writes_them), CASE(roots_keep_the_order_given),
    CASE(roots_inside_others_give_no_file_twice), CASE(a_single_file_is_the_only_article), CASE(a_file_beside_a_folder),
    CASE(what_is_named_is_found_though_hidden), CASE(a_named_file_of_an_unknown_kind_is_an_error),
    CASE(paths_that_are_not_there_end_the_run), CASE(hidden_and_generated_folders_are_passed_by),
    CASE(folders_that_only_look_generated_are_kept), CASE(hugos_templates_are_passed_by),
    CASE(jekyll_is_known_by_the_name_of_the_root_too), CASE(parts_of_a_saved_page_are_no_articles),
    CASE(sidecars_belong_to_the_sources_beside_them), CASE(files_without_extension_are_looked_at),
    CASE(texts_for_other_readers_are_articles_only_if_named),
    CASE(links_are_followed_below_the_roots_only), CASE(circles_of_links_end), CASE(a_link_gives_pictures_a_second_name),
    CASE(pictures_have_a_name_below_every_root), CASE(a_static_folder_above_the_articles),
    CASE(usual_static_folders_count_without_configuration), CASE(a_static_folder_of_the_command_line_must_be_there),
    CASE(the_output_folder_is_passed_by), CASE(output_into_the_articles_hides_nothing),
    CASE(configured_folders_are_relative_to_the_configuration),
    CASE(a_configured_folder_that_is_not_there_is_told_with_its_place), CASE(globs), CASE(a_pipe_does_not_hang_the_walk))
