/* walk_tree: visits folders. SPDX-License-Identifier: MIT
 *
 * A queue instead of recursion: a tree may be as deep as it likes. Every real folder is visited once, whichever names lead to
 * it, so no circle of links can keep the walk going. */
#include "read/walk_part.h"

#include "base/path.h"
#include "base/pool.h"
#include "read/read.h"

#include <errno.h>
#include <string.h>

struct folder {                 /* to be visited */
    size_t base;
    struct str rel, path, real;
    bool takes_all;             /* all its files count; else pictures and those that were named */
    bool no_articles;           /* parts of a saved page, a static folder: texts in it are no articles */
    struct file_name *names; size_t n;      /* in it, once it is listed */
    int error;                  /* errno: it cannot be */
};

struct queue { struct folder *at; size_t n, next, listed; };

/* ---- files -------------------------------------------------------------------------------------------------------- */

static bool
is_sidecar_name(struct str name)
{
    struct str extension = path_extension(name);

    return str_ieqc(extension, "yaml") || str_ieqc(extension, "yml");
}

struct str
walk_real(struct arena *mem, const struct found *f)
{
    return f->is_in ? path_join(mem, f->real, path_name(f->rel)) : f->real;
}

static bool
is_known(struct walker *w, const struct found *f)
{
    void **slot = map_slot(&w->known, walk_real(w->mem, f));
    bool was_known = *slot != NULL;

    *slot = w;
    return was_known;
}

static void
add_found(struct walker *w, struct found file)
{
    if (w->knows && is_known(w, &file))
        return;
    w->has_sidecars |= file.role != FILE_SOURCE && is_sidecar_name(file.rel);
    *ARENA_PUSH(w->mem, w->found, w->nfound) = file;
}

/* FOLDER/NAME below its base: most often the end of PATH, as the user would write it. */
static struct str
rel_of(struct arena *mem, struct str folder, struct str name, struct str path)
{
    size_t len = folder.len + (folder.len > 0) + name.len;
    struct str end = str_from(path, path.len < len ? path.len : path.len - len);

    if (folder.len == 0 || (str_starts(end, folder) && end.at[folder.len] == '/'))
        return end;
    return path_join(mem, folder, name);
}

/* A file of a folder from which only pictures and named files are taken keeps a sidecar's chance until articles are known.
 * REAL: its real path if it does not lie in the real folder of IN. */
static void
add_file(struct walker *w, const struct folder *in, const struct file_name *f, struct str real)
{
    struct found file = { .base = in->base, .real = real.at ? real : in->real, .is_in = !real.at, .stamp = f->info.stamp };
    struct str path = path_join(&w->catalog->mem, in->path, f->name);
    bool is_wanted;
    enum walk_ask ask;

    file.path = path.at;
    file.rel = rel_of(&w->catalog->mem, in->rel, f->name, path);
    is_wanted = w->wanted_files.n > 0 && map_has(&w->wanted_files, walk_real(w->mem, &file));
    ask = is_wanted ? WALK_NAMED : in->takes_all && !in->no_articles ? WALK_ARTICLES : WALK_NO_ARTICLES;
    file.role = walk_role(w->mem, f->name, file.path, ask, &file.adapter);
    file.is_spare = !in->takes_all && !is_wanted && file.role != FILE_PICTURE;
    if (!file.is_spare || is_sidecar_name(f->name))
        add_found(w, file);
}

/* ---- folders ------------------------------------------------------------------------------------------------------ */

ptrdiff_t
walk_base_of(const struct walker *w, struct str real)
{
    for (struct str folder = real; folder.len; folder = path_folder(folder)) {
        uintptr_t base = (uintptr_t)map_find(&w->base_of, folder);
        if (base)
            return (ptrdiff_t)base - 1;
        if (folder.len == 1)
            break;
    }
    return -1;
}

static bool
holds_base(const struct walker *w, struct str real)
{
    for (size_t i = 0; i < w->nbases; i++)
        if (str_starts(w->bases[i].real, real))
            return true;
    return false;
}

static void
push_folder(struct walker *w, struct queue *q, const struct folder *in, struct str name, bool no_articles)
{
    struct folder f = { .base = in->base, .takes_all = in->takes_all, .no_articles = in->no_articles || no_articles };

    f.real = path_join(w->mem, in->real, name);
    if (str_eq(f.real, w->output) && !holds_base(w, f.real))
        return;
    f.rel = path_join(w->mem, in->rel, name);
    f.path = path_join(w->mem, in->path, name);
    if (map_has(&w->wanted_folders, f.real)) {
        f.takes_all = true;
        f.no_articles = false;
    } else if (map_has(&w->static_folders, f.real)) {
        f.no_articles = true;
    }
    *ARENA_PUSH(w->mem, q->at, q->n) = f;
}

static void
add_link(struct walker *w, const struct folder *in, struct str name)
{
    struct file_link *link = ARENA_PUSH(w->mem, w->links, w->nlinks);

    *link = (struct file_link){ in->base, path_join(w->mem, in->rel, name), path_join(w->mem, in->path, name), in->takes_all,
        in->no_articles };
}

static bool
is_wanted_name(struct walker *w, const struct folder *in, struct str name)
{
    return w->wanted_files.n > 0 && map_has(&w->wanted_files, path_join(w->mem, in->real, name));
}

static void
add_name(struct walker *w, struct queue *q, const struct folder *in, const struct file_name *names, size_t n, size_t i,
    struct folder_marks marks)
{
    const struct file_name *f = &names[i];
    bool is_hidden = *f->name.at == '.';

    if (f->info.type == FILE_REGULAR && !f->info.is_link && (!is_hidden || is_wanted_name(w, in, f->name)))
        add_file(w, in, f, STR_NONE);
    else if (is_hidden)
        return;
    else if (f->info.is_link)
        add_link(w, in, f->name);
    else if (f->info.type == FILE_FOLDER && !walk_is_ignored(f->name, marks))
        push_folder(w, q, in, f->name, walk_is_saved_parts(f->name, names, n));
}

struct listing { const struct walker *walker; struct folder *folders; struct arena *mem; };      /* MEM: of each worker */

static void
list_one(void *context, size_t i, unsigned worker)
{
    const struct listing *l = context;
    struct folder *f = &l->folders[i];

    if (map_has(&l->walker->visited, f->real))
        return;
    f->error = file_list(&l->mem[worker], f->path.len ? f->path.at : ".", l->walker->jobs, &f->names, &f->n) < 0 ? errno : 0;
}

/* Lists all folders that wait, side by side: an archive of many small ones is looked at by all workers too. */
static void
list_waiting(struct walker *w, struct queue *q)
{
    size_t n = q->n - q->next;
    unsigned workers = pool_size(w->jobs, n);
    struct arena *mem = arena_alloc(w->mem, workers * sizeof *mem);

    for (unsigned i = 0; i < workers; i++)
        arena_init(&mem[i]);
    pool_run(workers, n, list_one, &(struct listing){ w, q->at + q->next, mem });
    for (unsigned i = 0; i < workers; i++)
        arena_adopt(w->mem, &mem[i]);
    q->listed = q->n;
}

static int
visit(struct walker *w, struct queue *q, const struct folder *in)
{
    struct folder_marks marks;
    void **seen = map_slot(&w->visited, in->real);

    if (*seen)
        return 0;
    *seen = w;
    if (in->error) {
        diag_add(w->diag, DIAG_INPUT_UNREADABLE, in->path.at, 0, 0, "cannot be read: %s", strerror(in->error));
        return -1;
    }
    marks = walk_marks(in->names, in->n);
    w->catalog->is_jekyll |= marks.is_jekyll;
    w->catalog->is_hugo |= marks.is_hugo;
    for (size_t i = 0; i < in->n; i++)
        add_name(w, q, in, in->names, in->n, i, marks);
    return 0;
}

/* Visits what is in the queue and what that adds; the result is that of the first. */
static int
drain(struct walker *w, struct queue *q)
{
    int rc = 0;

    while (q->next < q->n) {
        struct folder folder;
        if (q->next == q->listed)
            list_waiting(w, q);
        folder = q->at[q->next++];
        int one = visit(w, q, &folder);
        if (q->next == 1)
            rc = one;
    }
    return rc;
}

int
walk_tree(struct walker *w, size_t base)
{
    const struct base *b = &w->bases[base];
    struct queue q = { 0 };

    if (str_eqc(path_name(b->real), "_posts"))
        w->catalog->is_jekyll = true;
    *ARENA_PUSH(w->mem, q.at, q.n) = (struct folder){ .base = base, .rel = STR(""), .path = b->path, .real = b->real,
        .takes_all = map_has(&w->wanted_folders, b->real) };
    return drain(w, &q);
}

/* ---- links -------------------------------------------------------------------------------------------------------- */

static void
follow_folder(struct walker *w, const struct file_link *link, struct str real)
{
    struct queue q = { 0 };

    *ARENA_PUSH(w->mem, q.at, q.n) = (struct folder){ .base = link->base, .rel = link->rel, .path = link->path, .real = real,
        .takes_all = link->takes_all, .no_articles = link->no_articles };
    drain(w, &q);
}

static void
follow(struct walker *w, const struct file_link *link)
{
    struct file_info info;
    struct str real;
    struct folder in = { .base = link->base, .rel = path_folder(link->rel), .path = path_folder(link->path),
        .takes_all = link->takes_all, .no_articles = link->no_articles };
    struct file_name name = { .name = path_name(link->path) };

    if (file_stat(link->path.at, &info) < 0 || info.type == FILE_NONE || file_real(w->mem, link->path.at, &real) < 0)
        return;
    name.info = info;
    if (walk_base_of(w, real) < 0) {                    /* never read, but not passed over in silence either */
        if (link->takes_all)
            add_found(w, (struct found){ .base = link->base, .rel = arena_str(&w->catalog->mem, link->rel),
                .path = arena_cstr(&w->catalog->mem, link->path), .real = link->path, .role = FILE_UNKNOWN });
        return;
    }
    *ARENA_PUSH(w->mem, w->aliases, w->naliases) = (struct alias){ link->base, link->rel, real };
    if (info.type == FILE_REGULAR)
        add_file(w, &in, &name, real);
    else if (info.type == FILE_FOLDER)
        follow_folder(w, link, real);
}

/* Following a link may find more of them: the list grows while it is read. */
void
walk_links(struct walker *w)
{
    for (size_t i = 0; w->nlinks && i < w->nfound; i++)
        is_known(w, &w->found[i]);
    w->knows = w->nlinks > 0;
    for (size_t i = 0; i < w->nlinks; i++) {
        struct file_link link = w->links[i];
        follow(w, &link);
    }
}
