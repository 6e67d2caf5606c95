/* replay_save: what a run depended on and how it came out, written down. SPDX-License-Identifier: MIT
 *
 * One block, and before it the files, in blocks that mostly stay as they are. Folders with the number of their names: each of
 * these is asked for alone, so that all are there and the number is the same means that no other has come. */
#include "ledger/replay_part.h"

#include "base/bytes.h"
#include "base/path.h"
#include "ledger/record.h"

#include <string.h>

enum { ABOUT = 256 };                   /* files of a block */
enum { KEPT = 8, LISTS_KEPT = 4 };      /* runs with other options, for each archive; a list may be long */

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
put_file(const struct asked_file *f, struct buf *out)
{
    bytes_put_str(out, str_of(f->path));
    bytes_put_uint(out, f->type * 3u + f->link);
    if (f->type == FILE_REGULAR)
        record_put(&record_stamp, &f->stamp, out);
}

/* All questions that are not about files. */
static void
put_others(const struct replay *r, struct buf *out)
{
    bytes_put_uint(out, r->nfiles);     /* or fewer */
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
        if (file_stat(b->output, &info) < 0 || info.type != FILE_REGULAR || info.stamp.inode != b->stamp.inode
            || info.stamp.mtime != b->stamp.mtime || info.stamp.size != b->stamp.size)
            return false;
        if (!ledger_prove(r->ledger, b->output, &info.stamp, &proof, &digest))
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

/* Text and diagnostics, if they are not there already. */
static void
save_said(struct replay *r, struct str said, struct hash print)
{
    const struct ledger_block blocks[] = { { .name = STR("text"), .data = buf_str(&r->out) },
        { .name = STR("said"), .data = said } };

    if (r->has_print && !r->is_lost && hash_eq(print, r->print))
        return;
    ledger_save(r->ledger, LEDGER_TEXT, r->owner, blocks, 2);
    ledger_keep_newest(r->ledger, LEDGER_TEXT, KEPT + LISTS_KEPT);
}

static struct str
folder_of(const struct replay *r, size_t i)
{
    return path_folder(str_of(r->files[i].path));
}

/* Do so many files of one folder follow that it has blocks of its own? Folders are listed side by side, by turns: what comes after
 * such a one in another run than before it must not be in its blocks. */
static bool
begins_large_folder(const struct replay *r, size_t i)
{
    enum { LEAST = 64 };

    return i + LEAST <= r->nfiles && str_eq(folder_of(r, i), folder_of(r, i + LEAST - 1));
}

static bool
begins_block(const struct replay *r, size_t i, bool *is_large)
{
    bool was_large = *is_large, is_same = i > 0 && str_eq(folder_of(r, i - 1), folder_of(r, i));

    if (!is_same)
        *is_large = begins_large_folder(r, i);
    return hash_of(str_of(r->files[i].path)).at[0] % ABOUT == 0 || (!is_same && (was_large || *is_large));
}

static void
end_block(struct ledger_set *set, const char *first, struct buf *out)
{
    if (out->len > 0)
        ledger_save_block(set, &(struct ledger_block){ .name = str_of(first), .data = buf_str(out) });
    buf_clear(out);
}

/* A block is called as its first file. */
static void
save_files(const struct replay *r, const struct map *outputs, struct ledger_set *set)
{
    const char *first = NULL;
    bool is_large = false;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < r->nfiles; i++) {
        const char *path = r->files[i].path;
        if (begins_block(r, i, &is_large))
            end_block(set, first, &out);
        if (map_has(outputs, str_of(path)))
            continue;
        if (out.len == 0)
            first = path;
        put_file(&r->files[i], &out);
    }
    end_block(set, first, &out);
    buf_release(&out);
}

static void
save(struct replay *r, const struct map *outputs, struct str data, struct str said, struct hash print)
{
    unsigned kept = r->kind == LEDGER_LIST ? LISTS_KEPT : KEPT;
    struct ledger_set *set;

    ledger_begin(r->ledger);
    set = ledger_save_begin(r->ledger, r->kind, r->owner);
    save_files(r, outputs, set);
    ledger_save_block(set, &(struct ledger_block){ .name = replay_rest(), .data = data });
    ledger_save_end(set);
    ledger_keep_newest(r->ledger, r->kind, kept);
    save_said(r, said, print);
    ledger_commit(r->ledger);
}

void
replay_save(struct replay *r, const struct diag_entry *entries, size_t n)
{
    struct map outputs;
    struct buf out, said;
    struct hash print;

    file_observe_end(&r->observer);
    if (!r->watched || r->out.failed)
        return;
    map_init(&outputs);
    buf_init(&out);
    buf_init(&said);
    leave_out_books(r, &outputs);
    if (can_be_asked_again(r, &outputs)) {
        put_others(r, &out);
        record_put_list(&record_diag_entry, entries, n, &said);
        print = replay_print(buf_str(&r->out), buf_str(&said));
        bytes_put_raw(&out, &print, sizeof print);
        if (put_books(r, &out))
            save(r, &outputs, buf_str(&out), buf_str(&said), print);
    }
    buf_release(&out);
    buf_release(&said);
    map_release(&outputs);
}
