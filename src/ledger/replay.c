/* replay: a run of which nothing changed since. SPDX-License-Identifier: MIT
 *
 * If a record does not hold, what was seen of files is not looked at once more: the walk that follows is told. */
#include "ledger/replay_part.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "ledger/record.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 << 20 };      /* text that is kept */

struct replay *
replay_new(struct ledger *ledger, enum ledger_kind kind, struct digest key)
{
    struct replay *r = mem_zalloc(sizeof *r);

    arena_init(&r->mem);
    arena_init(&r->text_mem);
    prints_init(&r->known);
    map_init(&r->known_reals);
    map_init(&r->folders_before);
    pthread_mutex_init(&r->lock, NULL);
    r->ledger = ledger;
    r->kind = kind;
    buf_init(&r->out);
    r->out.cap = LONGEST;
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
    buf_release(&r->out);
    map_release(&r->folders_before);
    pthread_mutex_destroy(&r->lock);
    arena_release(&r->text_mem);
    arena_release(&r->mem);
    free(r);
}

/* ---- noting ---------------------------------------------------------------------------------------------------------- */

static struct asked_file *
add_file(struct replay *r)
{
    if (r->nfiles == r->room) {
        r->room = r->room ? r->room / 2 * 3 : r->nbefore + r->nbefore / 8 + 1024;
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
    prints_reserve(&r->known, r->nbefore + r->nbefore / 8);
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

void
replay_add_text(struct replay *r, struct str text)
{
    if (r->watched)
        buf_add(&r->out, text);
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static void
take_file(struct replay *r, struct asked_file *f, struct bytes *b)
{
    uint64_t kind;

    *f = (struct asked_file){ .path = bytes_str(b).at };
    kind = bytes_uint(b);
    f->type = (uint8_t)(kind / 3);
    f->link = (uint8_t)(kind % 3);
    if (f->type == FILE_REGULAR)
        record_take(&record_stamp, &f->stamp, &r->mem, b);
}

static bool
take_files(struct replay *r, const struct ledger_block *blocks, size_t n, uint64_t most)
{
    bool whole = true;

    r->files = arena_alloc(&r->mem, ((size_t)most + 1) * sizeof *r->files);
    for (size_t i = 0; i < n && whole; i++) {
        struct bytes b = bytes_of(blocks[i].data);
        while (b.at < b.end && r->nfiles < most && !bytes_failed(&b))
            take_file(r, &r->files[r->nfiles++], &b);
        whole = bytes_done(&b);
    }
    return whole;
}

static void
take_others(struct replay *r, struct bytes *b)
{
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

static void
take_print(struct replay *r, struct bytes *b)
{
    struct str print = bytes_raw(b, sizeof r->print);

    r->has_print = print.at;
    if (print.at)
        memcpy(&r->print, print.at, print.len);
}

struct hash
replay_print(struct str text, struct str said)
{
    return hash_add(hash_of(text), said);
}

/* Text and diagnostics, if they are those of this record. */
static bool
load_said(struct replay *r)
{
    struct ledger_block *blocks;
    struct bytes b;
    size_t n;

    r->is_lost = !ledger_load(r->ledger, &r->text_mem, LEDGER_TEXT, r->owner, &blocks, &n) || n != 2
        || !hash_eq(replay_print(blocks[0].data, blocks[1].data), r->print);
    if (r->is_lost)
        return false;
    r->text = blocks[0].data;
    b = bytes_of(blocks[1].data);
    r->diags = record_take_list(&record_diag_entry, &r->ndiags, &r->text_mem, &b);
    return bytes_done(&b);
}

/* A list is long, and mostly printed again: it is loaded while files are asked for. */
static bool
load_list(struct replay *r)
{
    return r->kind != LEDGER_LIST || load_said(r);
}

static bool
load(struct replay *r)
{
    struct ledger_block *blocks;
    struct bytes b;
    uint64_t most;
    size_t n;

    if (!ledger_load(r->ledger, &r->mem, r->kind, r->owner, &blocks, &n) || n == 0 || !str_eq(blocks[n - 1].name, replay_rest()))
        return false;
    b = bytes_of(blocks[n - 1].data);
    most = bytes_uint(&b);
    if (most > UINT32_MAX || !take_files(r, blocks, n - 1, most))
        return false;
    take_others(r, &b);
    take_print(r, &b);
    take_books(r, &b);
    return bytes_done(&b);
}

bool
replay_holds(struct replay *r, unsigned jobs)
{
    return load(r) && replay_ask(r, jobs, load_list) && (r->kind == LEDGER_LIST || load_said(r));
}

struct str
replay_text(const struct replay *r)
{
    return r->text;
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
