/* replay: a run of which nothing changed since. SPDX-License-Identifier: MIT
 *
 * One block. Folders with the number of their names: each of these is asked for alone, so that all are there and the number is the
 * same means that no other has come. If it does not hold, what was seen of files is not looked at once more: the walk that
 * follows is told. */
#include "ledger/replay.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/prints.h"
#include "ledger/record.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 8 };              /* runs with other options, for each archive */
enum link { LINK_NO, LINK_YES, LINK_UNKNOWN };

struct asked_file {             /* file_stat(), a read, a name in a folder that was listed */
    const char *path;
    struct file_stamp stamp;    /* of a regular file, by which it is known again */
    uint8_t type, link;         /* enum file_type, enum link */
    bool changed;               /* two answers differed */
};
struct asked_folder { const char *path; size_t n; };
struct asked_real { const char *path, *real; };         /* REAL: NULL if it led nowhere */

struct replay {
    struct ledger *ledger;
    struct str owner;
    struct arena mem;
    struct asked_file *files; size_t nfiles;
    struct asked_folder *folders; size_t nfolders;
    struct asked_real *reals; size_t nreals;
    struct replay_book *books; size_t nbooks;
    const struct diag_entry *diags; size_t ndiags;
    struct str *digests;        /* of books whose stamp does not tell enough; else empty */
    /* while it is watched */
    struct file_observer observer;
    bool watched, spoiled;
    pthread_mutex_t lock;
    struct prints known;        /* path to its index in FILES + 1 */
    size_t room;                /* of FILES, which are no part of MEM then; else 0 */
    struct map known_reals;
    /* while it is asked again */
    atomic_bool differs;
    struct file_info *seen;     /* of FILES; FILE_NONE: not known, or no regular file */
    /* then, in a run that watches */
    const struct asked_file *before; size_t nbefore;    /* those that SEEN is of */
    struct map folders_before;  /* a folder's path to the first of its files in BEFORE + 1 */
};

struct replay *
replay_new(struct ledger *ledger, struct digest key)
{
    struct replay *r = mem_zalloc(sizeof *r);

    arena_init(&r->mem);
    prints_init(&r->known);
    map_init(&r->known_reals);
    map_init(&r->folders_before);
    pthread_mutex_init(&r->lock, NULL);
    r->ledger = ledger;
    r->owner = digest_hex(&r->mem, &key, 16);
    return r;
}

void
replay_free(struct replay *r)
{
    if (!r)
        return;
    file_observe_end(&r->observer);
    prints_release(&r->known);
    if (r->room)
        free(r->files);
    map_release(&r->known_reals);
    map_release(&r->folders_before);
    pthread_mutex_destroy(&r->lock);
    arena_release(&r->mem);
    free(r);
}

/* ---- noting ---------------------------------------------------------------------------------------------------------- */

static struct asked_file *
add_file(struct replay *r)
{
    if (r->nfiles == r->room) {
        r->room = r->room ? r->room / 2 * 3 : 1024;
        r->files = mem_realloc(r->files, r->room * sizeof *r->files);
    }
    return &r->files[r->nfiles++];
}

static void
note_file(struct replay *r, struct str path, const struct file_info *info, bool knows_link)
{
    uint32_t *known = prints_slot(&r->known, path);
    uint8_t link = !knows_link ? LINK_UNKNOWN : info->is_link ? LINK_YES : LINK_NO;
    struct asked_file *f;

    if (*known) {
        f = &r->files[*known - 1];
        r->spoiled |= !str_eqc(path, f->path);          /* two paths of one fingerprint */
        f->changed |= f->type != info->type || (f->type == FILE_REGULAR && !file_stamp_eq(&f->stamp, &info->stamp));
        if (f->link == LINK_UNKNOWN)
            f->link = link;
        return;
    }
    f = add_file(r);
    *f = (struct asked_file){ arena_cstr(&r->mem, path), info->stamp, (uint8_t)info->type, link, false };
    *known = (uint32_t)r->nfiles;
}

static void
is(void *context, const char *path, const struct file_info *info, bool knows_link)
{
    struct replay *r = context;

    pthread_mutex_lock(&r->lock);
    note_file(r, str_of(path), info, knows_link);
    pthread_mutex_unlock(&r->lock);
}

static void
holds(void *context, const char *folder, const struct file_name *names, size_t n)
{
    struct replay *r = context;
    struct str in = strcmp(folder, ".") == 0 ? STR("") : str_of(folder);
    struct arena scratch;

    arena_init(&scratch);
    pthread_mutex_lock(&r->lock);
    *ARENA_PUSH(&r->mem, r->folders, r->nfolders) = (struct asked_folder){ arena_cstr(&r->mem, str_of(folder)), n };
    for (size_t i = 0; i < n; i++) {
        note_file(r, path_join(&scratch, in, names[i].name), &names[i].info, true);
        r->spoiled |= names[i].info.type == FILE_OTHER && names[i].info.stamp.inode == 0;   /* could not be looked at */
        arena_clear(&scratch);
    }
    pthread_mutex_unlock(&r->lock);
    arena_release(&scratch);
}

static void
leads(void *context, const char *path, const char *real)
{
    struct replay *r = context;
    struct asked_real *a;

    pthread_mutex_lock(&r->lock);
    if (!map_has(&r->known_reals, str_of(path))) {
        a = ARENA_PUSH(&r->mem, r->reals, r->nreals);
        *a = (struct asked_real){ arena_cstr(&r->mem, str_of(path)), real ? arena_cstr(&r->mem, str_of(real)) : NULL };
        *map_slot(&r->known_reals, str_of(a->path)) = r;
    }
    pthread_mutex_unlock(&r->lock);
}

static void
fails(void *context)
{
    struct replay *r = context;

    pthread_mutex_lock(&r->lock);
    r->spoiled = true;
    pthread_mutex_unlock(&r->lock);
}

/* The names of a folder are in their order, there and here; what is not is looked at. */
static void
knows(void *context, const char *folder, struct file_name *names, size_t n)
{
    struct replay *r = context;
    struct str in = strcmp(folder, ".") == 0 ? STR("") : str_of(folder);
    size_t i = (size_t)(uintptr_t)map_find(&r->folders_before, in), k = 0;

    for (; i > 0 && i <= r->nbefore && k < n; i++) {
        struct str path = str_of(r->before[i - 1].path);
        if (!str_eq(path_folder(path), in))
            break;
        while (k < n && str_cmp(names[k].name, path_name(path)) < 0)
            k++;
        if (k < n && str_eq(names[k].name, path_name(path)))
            names[k].info = r->seen[i - 1];
    }
}

static void
find_folders(struct replay *r)
{
    struct str last = STR_NONE;

    for (size_t i = 0; i < r->nbefore; i++) {
        struct str folder = path_folder(str_of(r->before[i].path));
        void **slot = i == 0 || !str_eq(folder, last) ? map_slot(&r->folders_before, folder) : NULL;
        if (slot && !*slot)
            *slot = (void *)(uintptr_t)(i + 1);
        last = folder;
    }
}

/* What a record that did not hold had to say is forgotten. */
static void
forget(struct replay *r)
{
    r->before = r->files, r->nbefore = r->seen ? r->nfiles : 0;
    find_folders(r);
    r->files = NULL, r->nfiles = 0;
    r->folders = NULL, r->nfolders = 0;
    r->reals = NULL, r->nreals = 0;
    r->books = NULL, r->nbooks = 0;
}

void
replay_watch(struct replay *r)
{
    forget(r);
    r->observer = (struct file_observer){ is, holds, leads, fails, knows, r };
    r->watched = ledger_is_writable(r->ledger) && file_observe(&r->observer);
}

void
replay_add_book(struct replay *r, const struct replay_book *book)
{
    struct replay_book *b;

    pthread_mutex_lock(&r->lock);           /* other books are still being made, and files are asked for */
    b = ARENA_PUSH(&r->mem, r->books, r->nbooks);
    *b = *book;
    b->output = arena_cstr(&r->mem, str_of(book->output));
    pthread_mutex_unlock(&r->lock);
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static bool
is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The books themselves were others, or were not there, before they were written; so were folders that were made for them. What is
 * there now is what the next run will find. */
static void
leave_out_books(struct replay *r, struct map *outputs)
{
    for (size_t i = 0; i < r->nbooks; i++)
        *map_slot(outputs, str_of(r->books[i].output)) = r;
    for (size_t i = 0; i < r->nfiles; i++)
        for (size_t k = 0; r->files[i].changed && k < r->nbooks; k++)
            if (is_below(r->books[k].output, r->files[i].path))
                *map_slot(outputs, str_of(r->files[i].path)) = r;
    for (size_t i = 0; i < r->nreals; i++) {
        struct asked_real *a = &r->reals[i];
        struct str real;
        bool is_ours = false;
        for (size_t k = 0; k < r->nbooks && !a->real && !is_ours; k++)
            is_ours = is_below(r->books[k].output, a->path);
        if (is_ours && file_real(&r->mem, a->path, &real) == 0)
            a->real = arena_cstr(&r->mem, real);
    }
}

static bool
can_be_asked_again(const struct replay *r, const struct map *outputs)
{
    int64_t now = ledger_now(r->ledger);

    for (size_t i = 0; i < r->nfiles; i++) {
        const struct asked_file *f = &r->files[i];
        bool is_sure = !f->changed && (f->type != FILE_REGULAR || ledger_is_settled(&f->stamp, now));
        if (!is_sure && !map_has(outputs, str_of(f->path)))
            return false;
    }
    return !r->spoiled;
}

static void
put_questions(const struct replay *r, const struct map *outputs, struct buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < r->nfiles; i++)
        n += !map_has(outputs, str_of(r->files[i].path));
    bytes_put_uint(out, n);
    for (size_t i = 0; i < r->nfiles; i++) {
        const struct asked_file *f = &r->files[i];
        if (map_has(outputs, str_of(f->path)))
            continue;
        bytes_put_str(out, str_of(f->path));
        bytes_put_uint(out, f->type * 3u + f->link);
        if (f->type == FILE_REGULAR)
            record_put(&record_stamp, &f->stamp, out);
    }
    bytes_put_uint(out, r->nfolders);
    for (size_t i = 0; i < r->nfolders; i++) {
        bytes_put_str(out, str_of(r->folders[i].path));
        bytes_put_uint(out, r->folders[i].n);
    }
    bytes_put_uint(out, r->nreals);
    for (size_t i = 0; i < r->nreals; i++) {
        bytes_put_str(out, str_of(r->reals[i].path));
        bytes_put_str(out, r->reals[i].real ? str_of(r->reals[i].real) : STR_NONE);
    }
}

/* False if a book is not what was put there. */
static bool
put_books(const struct replay *r, struct buf *out)
{
    bytes_put_uint(out, r->nbooks);
    for (size_t i = 0; i < r->nbooks; i++) {
        const struct replay_book *b = &r->books[i];
        struct file_info info;
        enum ledger_proof proof;
        struct digest digest;
        int64_t now;
        if (file_stat(b->output, &info) < 0 || info.type != FILE_REGULAR || info.stamp.inode != b->stamp.inode
            || info.stamp.mtime != b->stamp.mtime || info.stamp.size != b->stamp.size)
            return false;
        if (!ledger_prove(r->ledger, b->output, &info.stamp, &now, &proof, &digest))
            return false;
        bytes_put_str(out, str_of(b->output));
        bytes_put_uint(out, b->narticles);
        bytes_put_uint(out, b->ndiags);
        bytes_put_uint(out, b->bytes);
        record_put(&record_stamp, &info.stamp, out);
        bytes_put_str(out, proof == LEDGER_BY_STAMP ? STR("")
            : (struct str){ (const char *)digest.at, sizeof digest.at });
    }
    return true;
}

static void
save(struct replay *r, struct str data)
{
    ledger_begin(r->ledger);
    ledger_save(r->ledger, LEDGER_RUN, r->owner, &(struct ledger_block){ .name = STR("run"), .data = data }, 1);
    ledger_keep_newest(r->ledger, LEDGER_RUN, KEPT);
    ledger_commit(r->ledger);
}

void
replay_save(struct replay *r, const struct diag_entry *entries, size_t n)
{
    struct map outputs;
    struct buf out;

    file_observe_end(&r->observer);
    if (!r->watched)
        return;
    map_init(&outputs);
    buf_init(&out);
    leave_out_books(r, &outputs);
    if (can_be_asked_again(r, &outputs)) {
        put_questions(r, &outputs, &out);
        record_put_list(&record_diag_entry, entries, n, &out);
        if (put_books(r, &out))
            save(r, buf_str(&out));
    }
    buf_release(&out);
    map_release(&outputs);
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static void
take_questions(struct replay *r, struct bytes *b)
{
    r->nfiles = bytes_count(b, 2);
    r->files = arena_zalloc(&r->mem, (r->nfiles + 1) * sizeof *r->files);
    for (size_t i = 0; i < r->nfiles; i++) {
        struct asked_file *f = &r->files[i];
        uint64_t kind;
        f->path = bytes_str(b).at;
        kind = bytes_uint(b);
        f->type = (uint8_t)(kind / 3);
        f->link = (uint8_t)(kind % 3);
        if (f->type == FILE_REGULAR)
            record_take(&record_stamp, &f->stamp, &r->mem, b);
    }
    r->nfolders = bytes_count(b, 2);
    r->folders = arena_zalloc(&r->mem, (r->nfolders + 1) * sizeof *r->folders);
    for (size_t i = 0; i < r->nfolders; i++) {
        r->folders[i].path = bytes_str(b).at;
        r->folders[i].n = (size_t)bytes_uint(b);
    }
    r->nreals = bytes_count(b, 2);
    r->reals = arena_zalloc(&r->mem, (r->nreals + 1) * sizeof *r->reals);
    for (size_t i = 0; i < r->nreals; i++) {
        r->reals[i].path = bytes_str(b).at;
        r->reals[i].real = bytes_str(b).at;
    }
}

static void
take_books(struct replay *r, struct bytes *b)
{
    r->nbooks = bytes_count(b, 4);
    r->books = arena_zalloc(&r->mem, (r->nbooks + 1) * sizeof *r->books);
    r->digests = arena_zalloc(&r->mem, (r->nbooks + 1) * sizeof *r->digests);
    for (size_t i = 0; i < r->nbooks; i++) {
        struct replay_book *book = &r->books[i];
        book->output = bytes_str(b).at;
        book->narticles = (size_t)bytes_uint(b);
        book->ndiags = (size_t)bytes_uint(b);
        book->bytes = bytes_uint(b);
        record_take(&record_stamp, &book->stamp, &r->mem, b);
        r->digests[i] = bytes_str(b);
    }
}

static bool
load(struct replay *r)
{
    struct ledger_block *blocks;
    struct bytes b;
    size_t n;

    if (!ledger_load(r->ledger, &r->mem, LEDGER_RUN, r->owner, &blocks, &n) || n != 1)
        return false;
    b = bytes_of(blocks[0].data);
    take_questions(r, &b);
    r->diags = record_take_list(&record_diag_entry, &r->ndiags, &r->mem, &b);
    take_books(r, &b);
    return bytes_done(&b);
}

/* ---- asking again ---------------------------------------------------------------------------------------------------- */

static bool
is_same_file(const struct replay *r, size_t i)
{
    const struct asked_file *f = &r->files[i];
    struct file_info info;

    if (file_stat(f->path, &info) < 0)
        return false;
    if (info.type == FILE_REGULAR && !info.is_link)
        r->seen[i] = info;
    return info.type == f->type
        && (f->link == LINK_UNKNOWN || info.is_link == (f->link == LINK_YES))
        && (f->type != FILE_REGULAR || file_stamp_eq(&f->stamp, &info.stamp));
}

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
    struct file_info info;

    if (file_stat(b->output, &info) < 0 || info.type != FILE_REGULAR || !file_stamp_eq(&b->stamp, &info.stamp))
        return false;
    return r->digests[i].len == 0 || (r->digests[i].len == sizeof digest.at && ledger_digest_file(b->output, &digest)
        && memcmp(digest.at, r->digests[i].at, sizeof digest.at) == 0);
}

enum { AT_ONCE = 256 };

/* One question of the four kinds, in a row. */
static bool
ask(const struct replay *r, size_t i)
{
    if (i < r->nbooks)
        return is_same_book(r, i);
    i -= r->nbooks;
    if (i < r->nfolders)
        return is_same_folder(&r->folders[i]);
    i -= r->nfolders;
    return i < r->nreals ? leads_there(&r->reals[i]) : is_same_file(r, i - r->nreals);
}

static size_t
count_questions(const struct replay *r)
{
    return r->nbooks + r->nfolders + r->nreals + r->nfiles;
}

/* Of files all are asked, also when it is known that something differs: the walk needs them. */
static void
ask_some(void *context, size_t index, unsigned worker)
{
    struct replay *r = context;
    size_t end = (index + 1) * AT_ONCE, n = count_questions(r);

    (void)worker;
    for (size_t i = index * AT_ONCE; i < end && i < n; i++)
        if ((i + r->nfiles >= n || !atomic_load(&r->differs)) && !ask(r, i))
            atomic_store(&r->differs, true);
}

bool
replay_holds(struct replay *r, unsigned jobs)
{
    size_t n;

    if (!load(r))
        return false;
    r->seen = arena_zalloc(&r->mem, (r->nfiles + 1) * sizeof *r->seen);
    n = (count_questions(r) + AT_ONCE - 1) / AT_ONCE;
    pool_run(pool_size(jobs, n), n, ask_some, r);
    return !atomic_load(&r->differs);
}

const struct diag_entry *
replay_diagnostics(const struct replay *r, size_t *n)
{
    *n = r->ndiags;
    return r->diags;
}

const struct replay_book *
replay_books(const struct replay *r, size_t *n)
{
    *n = r->nbooks;
    return r->books;
}
