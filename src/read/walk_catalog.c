/* walk_catalog: what the walk found as the catalogue keeps it. SPDX-License-Identifier: MIT */
#include "read/walk_part.h"

#include "base/mem.h"
#include "base/path.h"

#include <stdlib.h>

/* ---- order -------------------------------------------------------------------------------------------------------- */

static int
compare_found(const void *at, const void *bt)
{
    const struct found *a = at, *b = bt;

    return a->base != b->base ? (a->base > b->base) - (a->base < b->base) : str_cmp(a->rel, b->rel);
}

/* Folders are visited in the order of their names: often there is nothing to sort. */
static bool
is_in_order(const struct walker *w)
{
    for (size_t i = 1; i < w->nfound; i++)
        if (compare_found(&w->found[i - 1], &w->found[i]) > 0)
            return false;
    return true;
}

static size_t
find_rel(const struct walker *w, size_t base, struct str rel)
{
    struct found key = { .base = base, .rel = rel }, *f = NULL;

    if (w->nfound)
        f = bsearch(&key, w->found, w->nfound, sizeof *w->found, compare_found);
    return f ? (size_t)(f - w->found) + 1 : 0;
}

/* ---- sidecars ----------------------------------------------------------------------------------------------------- */

/* "x.html.yaml" goes before "x.yaml". */
static void
bind_sidecar(struct walker *w, struct found *source)
{
    struct str stems[] = { source->rel, path_without_extension(source->rel) };
    static const char *const extensions[] = { "yaml", "yml" };

    for (size_t i = 0; i < 4 && !source->sidecar; i++) {
        struct str rel = arena_printf(w->mem, "%.*s.%s", STR_ARG(stems[i / 2]), extensions[i % 2]);
        size_t at = find_rel(w, source->base, rel);
        if (!at || (w->found[at - 1].role != FILE_UNKNOWN && w->found[at - 1].role != FILE_SIDECAR))
            continue;
        w->found[at - 1].role = FILE_SIDECAR;
        w->found[at - 1].is_spare = false;
        source->sidecar = at;
    }
}

/* ---- roots and files ---------------------------------------------------------------------------------------------- */

/* A folder inside another root is one itself only if files were found from it that the other one passed by. */
static bool
is_root(const struct walker *w, size_t base, const bool *has_files)
{
    const struct base *b = &w->bases[base];

    return b->is_static || has_files[base] || walk_base_of(w, path_folder(b->real)) < 0;
}

/* ROOT_OF gets the place of each base's root. */
static void
make_roots(const struct walker *w, size_t *root_of)
{
    struct catalog *c = w->catalog;
    bool *has_files = arena_zalloc(w->mem, w->nbases * sizeof *has_files);

    for (size_t i = 0; i < w->nfound; i++)
        has_files[w->found[i].base] |= !w->found[i].is_spare;
    c->roots = arena_zalloc(&c->mem, w->nbases * sizeof *c->roots);
    for (size_t i = 0; i < w->nbases; i++) {
        const struct base *b = &w->bases[i];
        if (!is_root(w, i, has_files))
            continue;
        root_of[i] = c->nroots;
        c->roots[c->nroots++] = (struct root){ arena_str(&c->mem, b->path), arena_str(&c->mem, b->real), b->is_static };
    }
}

static void
make_files(const struct walker *w, const size_t *root_of, struct file **file_of)
{
    struct catalog *c = w->catalog;
    bool has_index = false;

    c->files = arena_zalloc(&c->mem, w->nfound * sizeof *c->files);
    for (size_t i = 0; i < w->nfound; i++) {
        const struct found *f = &w->found[i];
        if (f->is_spare)
            continue;
        file_of[i] = &c->files[c->nfiles++];
        *file_of[i] = (struct file){ .root = &c->roots[root_of[f->base]], .rel = f->rel, .path = f->path, .size = f->stamp.size,
            .stamp = f->stamp, .role = f->role, .adapter = f->adapter };
        has_index |= str_eqc(path_name(f->rel), "index.md");
    }
    c->no_bundles = !has_index;
    for (size_t i = 0; i < w->nfound; i++)
        if (w->found[i].sidecar)
            file_of[i]->sidecar = file_of[w->found[i].sidecar - 1];
}

/* ---- names of pictures -------------------------------------------------------------------------------------------- */

struct key { size_t base, file; struct str text; };     /* one more name for a picture, below another root */

static void
add_key(struct catalog *c, struct str key, struct file *file)
{
    void **slot;

    if (map_has(&c->pictures, key))
        return;
    slot = map_slot(&c->pictures, arena_str(&c->mem, key));
    *slot = file;
}

static int
compare_keys(const void *at, const void *bt)
{
    const struct key *a = at, *b = bt;

    return a->base != b->base ? (a->base > b->base) - (a->base < b->base) : (a->file > b->file) - (a->file < b->file);
}

/* The names of picture I below all bases that it lies in. */
static void
collect_keys(const struct walker *w, size_t i, struct key **keys, size_t *n)
{
    struct found *f = &w->found[i];
    struct str real = walk_real(w->mem, f);

    f->real = real;
    f->is_in = false;
    for (ptrdiff_t base = walk_base_of(w, path_folder(real)); base >= 0;) {
        struct str folder = w->bases[base].real;
        *ARENA_PUSH(w->mem, *keys, *n) = (struct key){ (size_t)base, i, str_from(real, folder.len + (folder.len > 1)) };
        base = folder.len > 1 ? walk_base_of(w, path_folder(folder)) : -1;
    }
}

static int
compare_reals(const void *at, const void *bt)
{
    const struct found *const *a = at, *const *b = bt;

    return str_cmp((*a)->real, (*b)->real);
}

/* The first of the N pictures, in the order of their real paths, that is not before REAL. */
static size_t
first_at(const struct found *const *pictures, size_t n, struct str real)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(pictures[middle]->real, real) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A link gives a second name to what it leads to: the picture, or all pictures below the folder. */
static void
add_aliases(const struct walker *w, struct file *const *file_of)
{
    enum { MOST = 100000 };                             /* many links to one large folder */
    const struct found **pictures = arena_alloc(w->mem, w->nfound * sizeof *pictures);
    size_t n = 0, added = 0;

    for (size_t i = 0; i < w->nfound; i++)
        if (w->found[i].role == FILE_PICTURE)
            pictures[n++] = &w->found[i];
    if (n)
        qsort(pictures, n, sizeof *pictures, compare_reals);
    for (size_t i = 0; i < w->naliases; i++) {
        const struct alias *alias = &w->aliases[i];
        for (size_t k = first_at(pictures, n, alias->real); k < n && added < MOST; k++, added++) {
            struct str below = str_from(pictures[k]->real, alias->real.len);
            if (!str_starts(pictures[k]->real, alias->real))
                break;
            if (below.len == 0 || *below.at == '/')
                add_key(w->catalog, path_join(w->mem, alias->rel, str_from(below, 1)), file_of[pictures[k] - w->found]);
        }
    }
}

/* A picture's own name goes before those below other roots, these in the order of the roots. */
static void
name_pictures(const struct walker *w, struct file *const *file_of)
{
    struct catalog *c = w->catalog;
    struct key *keys = NULL;
    size_t n = 0;

    for (size_t i = 0; i < w->nfound; i++) {
        if (w->found[i].role != FILE_PICTURE)
            continue;
        if (!w->bases[w->found[i].base].is_static)
            add_key(c, w->found[i].rel, file_of[i]);
        collect_keys(w, i, &keys, &n);
    }
    if (n)
        qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < n; i++)
        add_key(c, keys[i].text, file_of[keys[i].file]);
    add_aliases(w, file_of);
}

void
walk_catalog(struct walker *w)
{
    size_t *root_of = arena_zalloc(w->mem, w->nbases * sizeof *root_of);
    struct file **file_of = arena_zalloc(w->mem, w->nfound * sizeof *file_of);

    if (!is_in_order(w))
        qsort(w->found, w->nfound, sizeof *w->found, compare_found);
    for (size_t i = 0; w->has_sidecars && i < w->nfound; i++)
        if (w->found[i].role == FILE_SOURCE)
            bind_sidecar(w, &w->found[i]);
    make_roots(w, root_of);
    make_files(w, root_of, file_of);
    name_pictures(w, file_of);
}
