/* files: the articles of files that did not change since the last run. SPDX-License-Identifier: MIT
 *
 * A record: path, stamps of the three files (a file that is not there: an empty path), articles, diagnostics. Records stand in
 * the order of the catalogue in blocks of about a hundred; where a block begins is told by the name of the record itself, so
 * that a new file changes one block and not all that follow. */
#include "ledger/files.h"

#include "base/bytes.h"
#include "base/mem.h"
#include "base/path.h"
#include "ledger/blocks.h"
#include "ledger/record.h"
#include "ledger/told.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS = 64 };

struct files {
    struct ledger *ledger;
    struct digest context;
    struct arena mem;
    struct str owner;
    const struct catalog *catalog;
    struct blocks *known;       /* by path: the record after it; or NULL */
    struct str *old;            /* of the last run, by the file's place in the catalogue */
    struct str *records;        /* of this run, the same */
    struct arena made[WORKERS]; /* holds those that are new */
    struct buf out[WORKERS], scratch[WORKERS];
    atomic_size_t nrecalled;
};

/* ---- opening --------------------------------------------------------------------------------------------------------- */

static struct str
owner_of(struct arena *mem, struct str folder, const char *const *paths, size_t npaths)
{
    struct buf out;
    struct digest digest;

    buf_init(&out);
    bytes_put_str(&out, folder);
    for (size_t i = 0; i < npaths; i++)
        bytes_put_str(&out, path_tidy(mem, str_of(paths[i])));
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest_hex(mem, &digest, 16);
}

struct files *
files_open(struct ledger *ledger, struct digest context, struct str folder, const char *const *paths, size_t npaths)
{
    struct files *f = mem_zalloc(sizeof *f);

    f->ledger = ledger;
    f->context = context;
    arena_init(&f->mem);
    f->owner = owner_of(&f->mem, folder, paths, npaths);
    for (unsigned i = 0; i < WORKERS; i++) {
        arena_init(&f->made[i]);
        buf_init(&f->out[i]);
        buf_init(&f->scratch[i]);
    }
    return f;
}

/* What is needed only until the records are saved. Articles point into those that were loaded. */
static void
forget_records(struct files *f)
{
    for (unsigned i = 0; i < WORKERS; i++) {
        arena_release(&f->made[i]);
        buf_release(&f->out[i]);
        buf_release(&f->scratch[i]);
    }
    free(f->old);
    free(f->records);
    f->old = f->records = NULL;
}

void
files_close(struct files *f)
{
    if (!f)
        return;
    forget_records(f);
    blocks_free(f->known);
    arena_release(&f->mem);
    free(f);
}

/* What the walk found out about the archive as a whole counts for each file. */
static void
complete_context(struct files *f)
{
    struct buf out;

    buf_init(&out);
    bytes_put_raw(&out, f->context.at, sizeof f->context.at);
    bytes_put_uint(&out, f->catalog->is_jekyll);
    bytes_put_uint(&out, f->catalog->is_hugo);
    for (size_t i = 0; i < f->catalog->nroots; i++) {
        bytes_put_str(&out, f->catalog->roots[i].path);
        bytes_put_str(&out, f->catalog->roots[i].real);
        bytes_put_uint(&out, f->catalog->roots[i].is_static);
    }
    f->context = digest_of(buf_str(&out));
    buf_release(&out);
}

void
files_load(struct files *f)
{
    f->known = blocks_load(f->ledger, LEDGER_FILES, f->owner);
}

void
files_begin(struct files *f, const struct catalog *catalog)
{
    f->catalog = catalog;
    complete_context(f);
    f->old = mem_zalloc((catalog->nfiles + 1) * sizeof *f->old);
    f->records = mem_zalloc((catalog->nfiles + 1) * sizeof *f->records);
    if (f->known && !blocks_is_of(f->known, f->context)) {
        blocks_free(f->known);
        f->known = NULL;
    }
    for (size_t i = 0, place = 0; f->known && i < catalog->nfiles; i++)
        if (catalog->files[i].role == FILE_SOURCE)
            f->old[i] = blocks_find(f->known, str_of(catalog->files[i].path), &place);
}

/* ---- what was known -------------------------------------------------------------------------------------------------- */

static void
put_file(const struct file *file, struct buf *out)
{
    bytes_put_str(out, file ? str_of(file->path) : STR(""));
    if (file)
        record_put(&record_stamp, &file->stamp, out);
}

/* Is FILE the one that was read, and unchanged since? */
static bool
is_same_file(const struct file *file, struct arena *scratch, struct bytes *b, int64_t seen, bool *certain)
{
    struct str path = bytes_str(b);
    struct file_stamp stamp = { 0 };

    *certain = true;
    if (path.len)
        record_take(&record_stamp, &stamp, scratch, b);
    if (!file || !path.len)
        return !file && !path.len;
    *certain = file_stamp_eq(&stamp, &file->stamp) && ledger_is_settled(&stamp, seen);
    return str_eqc(path, file->path);
}

/* The digest says it where the stamp does not. */
static bool
has_digest(const struct file *file, const struct digest *digest)
{
    struct digest is;

    return ledger_digest_file(file->path, &is) && digest_eq(&is, digest);
}

static void
take_told(struct article *articles, size_t n, struct bytes *b)
{
    for (size_t i = 0; i < n && !bytes_failed(b); i++) {
        struct str told = bytes_raw(b, sizeof articles[i].told.at);
        if (told.at)
            memcpy(articles[i].told.at, told.at, told.len);
    }
}

bool
files_recall(struct files *f, const struct file *file, const struct file *index, struct arena *mem, struct arena *scratch,
    struct article *room, struct article **articles, size_t *n, struct diag *d)
{
    struct str record = f->old[file - f->catalog->files];
    bool certain, sidecar_certain, index_certain;
    struct bytes b;
    int64_t seen;

    if (!record.at)
        return false;
    b = bytes_of(record);
    seen = bytes_int(&b);
    if (!is_same_file(file, scratch, &b, seen, &certain) || !is_same_file(file->sidecar, scratch, &b, seen, &sidecar_certain)
        || !is_same_file(index, scratch, &b, seen, &index_certain) || !sidecar_certain || !index_certain)
        return false;
    *n = bytes_count(&b, 1);
    *articles = *n == 1 ? room : arena_alloc(mem, *n * sizeof **articles);
    for (size_t i = 0; i < *n; i++)
        record_take(&record_article, &(*articles)[i], mem, &b);
    if (bytes_failed(&b) || *n == 0 || (!certain && !has_digest(file, &(*articles)[0].digest)))
        return false;
    take_told(*articles, *n, &b);
    record_take_diagnostics(&b, scratch, d);
    if (!bytes_done(&b))
        return false;
    for (size_t i = 0; i < *n; i++)
        (*articles)[i].file = file;
    /* Looked at again and found unchanged: from now on its stamp may say so. */
    if (certain)
        f->records[file - f->catalog->files] = record;
    atomic_fetch_add(&f->nrecalled, 1);
    return true;
}

/* ---- what is known now ----------------------------------------------------------------------------------------------- */

/* Is a text of one of the articles looked for in a file that no stamp here tells of? */
static bool
has_texts_beside(const struct article *articles, size_t n)
{
    static const struct digest none;

    for (size_t i = 0; i < n; i++)
        if (!digest_eq(&articles[i].beside, &none))
            return true;
    return false;
}

static void
put_told(struct article *articles, size_t n, struct buf *scratch, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        articles[i].told = told_of(&articles[i], scratch);
        bytes_put_raw(out, articles[i].told.at, sizeof articles[i].told.at);
    }
}

void
files_note(struct files *f, const struct file *file, const struct file *index, struct article *articles, size_t n,
    const struct diag *d, unsigned worker)
{
    struct str *record = &f->records[file - f->catalog->files];
    struct buf *out = &f->out[worker % WORKERS];

    if (record->at || n == 0 || articles[0].why == WHY_UNREADABLE || has_texts_beside(articles, n))
        return;
    buf_clear(out);
    bytes_put_int(out, ledger_now(f->ledger));
    put_file(file, out);
    put_file(file->sidecar, out);
    put_file(index, out);
    record_put_list(&record_article, articles, n, out);
    put_told(articles, n, &f->scratch[worker % WORKERS], out);
    record_put_list(&record_diag_entry, d->entries, d->n, out);
    *record = arena_str(&f->made[worker % WORKERS], buf_str(out));
}

static bool
has_changed(const struct files *f)
{
    bool changed = !f->known || f->nrecalled != blocks_count(f->known);

    for (size_t i = 0; i < f->catalog->nfiles && !changed; i++)
        changed = f->records[i].at && f->records[i].at != f->old[i].at;
    return changed;
}

static void
save(const struct files *f)
{
    struct blocks_writer *w = blocks_begin(f->ledger, LEDGER_FILES, f->owner, f->context, f->known);
    for (size_t i = 0; i < f->catalog->nfiles; i++)
        if (f->records[i].at)
            blocks_add(w, str_of(f->catalog->files[i].path), f->records[i], STR_NONE);
    blocks_end(w);
}

void
files_save(struct files *f)
{
    if (has_changed(f))
        save(f);
    forget_records(f);
}

size_t
files_recalled(const struct files *f)
{
    return f->nrecalled;
}
