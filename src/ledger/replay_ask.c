/* replay_ask: asks the file system again what a run had asked it. SPDX-License-Identifier: MIT
 *
 * Names of one folder follow each other: it is opened once for all of them that one worker looks at. */
#include "ledger/replay_part.h"

#include "base/path.h"
#include "base/pool.h"

#include <string.h>

enum { AT_ONCE = 256 };

struct asking {                 /* one worker's part */
    const struct replay *replay;
    struct str folder;          /* that is open; of the path of a file in it */
    int fd;                     /* or -1 */
};

/* ---- files ----------------------------------------------------------------------------------------------------------- */

static bool
is_in(const char *path, struct str folder)
{
    size_t n = folder.len;

    return n > 0 && strncmp(path, folder.at, n) == 0 && path[n] == '/' && path[n + 1] && !strchr(path + n + 1, '/');
}

static void
leave(struct asking *a)
{
    if (a->fd >= 0)
        file_close(a->fd);
    a->fd = -1;
    a->folder = STR_NONE;
}

/* Opens the folder of file I if others of the same one follow. */
static void
enter(struct asking *a, size_t i)
{
    const struct replay *r = a->replay;
    struct str folder = path_folder(str_of(r->files[i].path));

    leave(a);
    if (i + 1 == r->nfiles || !is_in(r->files[i + 1].path, folder) || !is_in(r->files[i].path, folder))
        return;
    a->fd = file_open_folder(folder);
    if (a->fd >= 0)
        a->folder = folder;
}

static int
look_at(struct asking *a, size_t i, struct file_info *info)
{
    const char *path = a->replay->files[i].path;

    if (!is_in(path, a->folder))
        enter(a, i);
    return a->fd >= 0 ? file_stat_in(a->fd, path + a->folder.len + 1, info) : file_stat(path, info);
}

static bool
is_same_file(struct asking *a, size_t i)
{
    const struct asked_file *f = &a->replay->files[i];
    struct file_info info;

    if (look_at(a, i, &info) < 0)
        return false;
    if (info.type == FILE_REGULAR && !info.is_link)
        a->replay->seen[i] = info;
    return info.type == f->type
        && (f->link == LINK_UNKNOWN || info.is_link == (f->link == LINK_YES))
        && (f->type != FILE_REGULAR || file_stamp_eq(&f->stamp, &info.stamp));
}

/* ---- all else -------------------------------------------------------------------------------------------------------- */
static bool
is_same_folder(const struct asked_folder *f)
{
    size_t n;

    return file_count(f->path, &n) == 0 && n == f->n;
}

static bool
leads_there(const struct asked_real *a)
{
    struct arena scratch;
    struct str real;
    bool same;

    arena_init(&scratch);
    same = file_real(&scratch, a->path, &real) == 0 ? a->real && str_eqc(real, a->real) : !a->real;
    arena_release(&scratch);
    return same;
}

static bool
is_same_book(const struct replay *r, size_t i)
{
    const struct replay_book *b = &r->books[i];
    struct digest digest;

    if (!file_has_stamp(b->output, &b->stamp))
        return false;
    return r->digests[i].len == 0 || (r->digests[i].len == sizeof digest.at && ledger_digest_file(b->output, &digest)
        && memcmp(digest.at, r->digests[i].at, sizeof digest.at) == 0);
}

/* One question of the four kinds, in a row. */
static bool
ask(struct asking *a, size_t i)
{
    const struct replay *r = a->replay;

    if (i < r->nbooks)
        return is_same_book(r, i);
    i -= r->nbooks;
    if (i < r->nfolders)
        return is_same_folder(&r->folders[i]);
    i -= r->nfolders;
    return i < r->nreals ? leads_there(&r->reals[i]) : is_same_file(a, i - r->nreals);
}

static size_t
count_questions(const struct replay *r)
{
    return r->nbooks + r->nfolders + r->nreals + r->nfiles;
}

struct all { struct replay *replay; bool (*work)(struct replay *); };

/* Of files all are asked, also when it is known that something differs: the walk needs them. */
static void
ask_some(void *context, size_t index, unsigned worker)
{
    const struct all *all = context;
    struct replay *r = all->replay;
    struct asking a = { .replay = r, .fd = -1 };
    size_t start = (index - 1) * AT_ONCE, n = count_questions(r);

    (void)worker;
    if (index == 0 && !all->work(r))
        atomic_store(&r->differs, true);
    for (size_t i = start; index > 0 && i < start + AT_ONCE && i < n; i++)
        if ((i + r->nfiles >= n || !atomic_load(&r->differs)) && !ask(&a, i))
            atomic_store(&r->differs, true);
    leave(&a);
}

bool
replay_ask(struct replay *r, unsigned jobs, bool (*work)(struct replay *))
{
    size_t n = (count_questions(r) + AT_ONCE - 1) / AT_ONCE + 1;

    r->seen = arena_zalloc(&r->mem, (r->nfiles + 1) * sizeof *r->seen);
    pool_run(pool_size(jobs, n), n, ask_some, &(struct all){ r, work });
    return !atomic_load(&r->differs);
}
