/* walk: which files there are. SPDX-License-Identifier: MIT
 *
 * The folders that were named become bases, each with its real path. All are visited, those that hold others first, so that
 * `articles articles/2024` finds everything once; then the static folders, for pictures alone; then what links lead to. */
#include "read/walk.h"

#include "base/path.h"
#include "read/walk_part.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- bases -------------------------------------------------------------------------------------------------------- */

/* Without "./" in front and "/" at the end: as a user would write it. */
static struct str
tidy(struct str path)
{
    while (path.len > 2 && str_starts(path, STR("./")))
        path = str_from(path, 2);
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    return path.len ? path : STR(".");
}

/* The base at REAL; a new one if there is none. */
static struct base *
add_base(struct walker *w, struct str path, struct str real, bool is_static)
{
    void **slot = map_slot(&w->base_of, real);

    if (*slot)
        return &w->bases[(uintptr_t)*slot - 1];
    *ARENA_PUSH(w->mem, w->bases, w->nbases) = (struct base){ arena_str(w->mem, tidy(path)), real, is_static };
    *slot = (void *)(uintptr_t)w->nbases;
    return &w->bases[w->nbases - 1];
}

/* A file that was named: its folder is a base, from which only it is taken. What a link leads to lies in another folder. */
static void
add_wanted_file(struct walker *w, struct str path, struct str real, bool is_link)
{
    struct str folder = is_link ? path_folder(real) : path_folder(path);

    add_base(w, folder, arena_str(w->mem, path_folder(real)), false);
    *map_slot(&w->wanted_files, real) = w;
}

/* 0; -1 with a diagnostic at AT if there is nothing to be read. */
static int
add_path(struct walker *w, struct str path, const struct located *at)
{
    const char *name = arena_cstr(w->mem, tidy(path));
    struct file_info info;
    struct str real;
    bool is_found = file_stat(name, &info) == 0 && info.type != FILE_NONE && file_real(w->mem, name, &real) == 0;

    if (!is_found || info.type == FILE_OTHER) {
        const char *what = is_found ? "is neither a folder nor a file" : "there is no such folder or file";
        diag_add(w->diag, DIAG_INPUT_UNREADABLE, at ? at->path : name, at ? at->line : 0, at ? at->col : 0, "%s%s%s", at ? name
            : "", at ? ": " : "", what);
        return -1;
    }
    if (info.type == FILE_REGULAR) {
        add_wanted_file(w, str_of(name), real, info.is_link);
        return 0;
    }
    add_base(w, str_of(name), real, false);
    *map_slot(&w->wanted_folders, real) = w;
    return 0;
}

/* A folder or glob of the configuration. */
static int
add_configured(struct walker *w, const struct config *config, const struct located *pattern)
{
    struct str *paths;
    size_t n;
    int rc = 0;

    walk_glob(w->mem, config->folder, pattern->text, &paths, &n);
    for (size_t i = 0; i < n; i++)
        if (add_path(w, paths[i], pattern) < 0)
            rc = -1;
    if (n > 0)
        return rc;
    diag_add(w->diag, DIAG_INPUT_UNREADABLE, pattern->path, pattern->line, pattern->col, "no folder or file matches '%.*s'",
        STR_ARG(pattern->text));
    return -1;
}

static int
add_article_bases(struct walker *w, const struct read_options *options)
{
    const struct config *config = w->catalog->config;
    int rc = 0;

    for (size_t i = 0; i < options->npaths; i++)
        if (add_path(w, str_of(options->paths[i]), NULL) < 0)
            rc = -1;
    if (options->npaths)
        return rc;
    for (size_t i = 0; config && i < config->narticles; i++)
        if (add_configured(w, config, &config->articles[i]) < 0)
            rc = -1;
    if (!config || config->narticles == 0)
        rc = add_path(w, config ? config->folder : STR("."), NULL);
    return rc;
}

/* ---- static folders ----------------------------------------------------------------------------------------------- */

/* Not every folder in which pictures are looked for must be there. */
static bool
add_static(struct walker *w, struct str path, bool is_named)
{
    const char *name = arena_cstr(w->mem, tidy(path));
    struct file_info info;
    struct str real;

    if (file_stat(name, &info) < 0 || info.type != FILE_FOLDER || file_real(w->mem, name, &real) < 0)
        return false;
    add_base(w, str_of(name), real, true);
    if (is_named)
        *map_slot(&w->static_folders, real) = w;
    return true;
}

static void
add_statics_below(struct walker *w, size_t nroots, struct str name, bool is_named)
{
    for (size_t i = 0; i < nroots; i++)
        add_static(w, path_join(w->mem, w->bases[i].path, name), is_named);
}

/* In the order in which "/x.png" is looked for: command line, configuration, the folders that generators use. */
static int
add_static_bases(struct walker *w, const struct read_options *options)
{
    static const char *const usual[] = { "static", "assets", "source", "public" };
    const struct config *config = w->catalog->config;
    size_t nroots = w->nbases;
    int rc = 0;

    for (size_t i = 0; i < options->nstatics; i++) {
        if (add_static(w, str_of(options->statics[i]), true))
            continue;
        diag_add(w->diag, DIAG_INPUT_UNREADABLE, options->statics[i], 0, 0, "there is no such folder");
        rc = -1;
    }
    for (size_t i = 0; config && i < config->nstatics; i++) {
        struct str name = config->statics[i].text;
        add_static(w, path_join(w->mem, config->folder, name), true);
        if (name.len && *name.at != '/')
            add_statics_below(w, nroots, name, true);
    }
    for (size_t i = 0; (!config || config->nstatics == 0) && i < sizeof usual / sizeof *usual; i++)
        add_statics_below(w, nroots, str_of(usual[i]), false);
    return rc;
}

/* ---- the walk ----------------------------------------------------------------------------------------------------- */

static int
compare_depth(const void *at, const void *bt)
{
    const struct base *const *a = at, *const *b = bt;

    if ((*a)->is_static != (*b)->is_static)
        return (*a)->is_static ? 1 : -1;
    if ((*a)->real.len != (*b)->real.len)
        return (*a)->real.len < (*b)->real.len ? -1 : 1;
    return str_cmp((*a)->real, (*b)->real);
}

static int
visit_bases(struct walker *w)
{
    const struct base **order = arena_alloc(w->mem, w->nbases * sizeof *order);
    int rc = 0;

    for (size_t i = 0; i < w->nbases; i++)
        order[i] = &w->bases[i];
    qsort(order, w->nbases, sizeof *order, compare_depth);
    for (size_t i = 0; i < w->nbases; i++)
        if (walk_tree(w, (size_t)(order[i] - w->bases)) < 0)
            rc = -1;
    return rc;
}

/* A file that was named is there to be read: silence would be wrong. */
static void
judge_wanted(const struct walker *w)
{
    for (size_t i = 0; w->wanted_files.n && i < w->nfound; i++)
        if (w->found[i].role != FILE_SOURCE && map_has(&w->wanted_files, walk_real(w->mem, &w->found[i])))
            diag_add(w->diag, DIAG_ARTICLE_UNREADABLE, w->found[i].path, 0, 0, "is of no kind that holds articles");
}

static void
find_output(struct walker *w)
{
    const struct config *config = w->catalog->config;

    if (config && config->output.len && file_real(w->mem, arena_cstr(w->mem, config->output), &w->output) < 0)
        w->output = STR_NONE;
}

static void
release_maps(struct walker *w)
{
    map_release(&w->base_of);
    map_release(&w->wanted_folders);
    map_release(&w->wanted_files);
    map_release(&w->static_folders);
    map_release(&w->visited);
    map_release(&w->known);
}

int
walk_archive(struct catalog *catalog, const struct read_options *options, struct diag *d)
{
    struct arena mem;
    struct walker w = { .mem = &mem, .catalog = catalog, .diag = d, .jobs = options->jobs };
    int rc;

    arena_init(&mem);
    find_output(&w);
    rc = add_article_bases(&w, options);
    if (add_static_bases(&w, options) < 0)
        rc = -1;
    if (rc == 0)
        rc = visit_bases(&w);
    if (rc == 0) {
        walk_links(&w);
        judge_wanted(&w);
        walk_catalog(&w);
    }
    release_maps(&w);
    arena_release(&mem);
    return rc;
}
