/* walk_glob: folders and files by pattern. SPDX-License-Identifier: MIT
 *
 * One list of paths, one part of the pattern after the other: each part turns the list into the next. */
#include "read/walk.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"

#include <fnmatch.h>

enum { MOST_PATHS = 100000 };

struct paths { struct str *at; size_t n; };

static bool
is_pattern(struct str part)
{
    for (size_t i = 0; i < part.len; i++)
        if (part.at[i] == '*' || part.at[i] == '?' || part.at[i] == '[')
            return true;
    return false;
}

static void
add(struct arena *a, struct paths *paths, struct str path)
{
    if (paths->n < MOST_PATHS)
        *ARENA_PUSH(a, paths->at, paths->n) = path;
}

static bool
list(struct arena *a, struct str folder, struct file_name **names, size_t *n)
{
    return file_list(a, folder.len ? arena_cstr(a, folder) : ".", 1, names, n) == 0;
}

/* The names in FOLDER that match; FNM_PERIOD: hidden ones must be asked for. */
static void
add_matches(struct arena *a, struct paths *to, struct str folder, struct str part)
{
    const char *pattern = arena_cstr(a, part);
    struct file_name *names;
    size_t n;

    if (!list(a, folder, &names, &n))
        return;
    for (size_t i = 0; i < n; i++)
        if (names[i].info.type != FILE_NONE && fnmatch(pattern, names[i].name.at, FNM_PERIOD) == 0)
            add(a, to, path_join(a, folder, names[i].name));
}

/* `**`: FOLDER and all folders below it, but hidden ones and links. */
static void
add_all_folders(struct arena *a, struct paths *to, struct str folder)
{
    size_t first = to->n;

    add(a, to, folder);
    for (size_t i = first; i < to->n; i++) {
        struct file_name *names;
        size_t n;
        if (!list(a, to->at[i], &names, &n))
            continue;
        for (size_t k = 0; k < n; k++)
            if (names[k].info.type == FILE_FOLDER && !names[k].info.is_link && *names[k].name.at != '.')
                add(a, to, path_join(a, to->at[i], names[k].name));
    }
}

static struct paths
step(struct arena *a, struct paths from, struct str part)
{
    struct paths to = { 0 };

    for (size_t i = 0; i < from.n; i++) {
        if (str_eqc(part, "**"))
            add_all_folders(a, &to, from.at[i]);
        else if (is_pattern(part))
            add_matches(a, &to, from.at[i], part);
        else
            add(a, &to, path_join(a, from.at[i], part));
    }
    return to;
}

static struct paths
existing(struct arena *a, struct paths from)
{
    struct paths to = { 0 };
    struct map seen;

    map_init(&seen);
    for (size_t i = 0; i < from.n; i++) {
        struct file_info info;
        if (map_has(&seen, from.at[i]) || file_stat(arena_cstr(a, from.at[i]), &info) < 0 || info.type == FILE_NONE)
            continue;
        map_slot(&seen, from.at[i]);
        add(a, &to, from.at[i]);
    }
    map_release(&seen);
    return to;
}

void
walk_glob(struct arena *a, struct str folder, struct str pattern, struct str **paths, size_t *n)
{
    struct paths found = { 0 };
    struct str rest = pattern, part;
    bool is_absolute = pattern.len && *pattern.at == '/';

    if (!is_pattern(pattern)) {
        add(a, &found, path_join(a, folder, pattern));
    } else {
        add(a, &found, is_absolute ? STR("/") : folder);
        while (str_cut(&rest, '/', &part))
            if (part.len && !str_eqc(part, "."))
                found = step(a, found, part);
        found = existing(a, found);
    }
    *paths = found.at;
    *n = found.n;
}
