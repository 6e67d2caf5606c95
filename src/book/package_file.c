/* package_file: a book's entries to its file on disk, if they are not there already. SPDX-License-Identifier: MIT
 *
 * Into a temporary file beside it, which takes its place when it is whole and not the same. Entries of the last edition are copied
 * out of it as they stand there. */
#include "book/package_file.h"

#include "base/errand.h"
#include "base/file.h"
#include "base/path.h"
#include "base/zipdir.h"
#include "book/ahead.h"
#include "book/book.h"
#include "book/package_order.h"
#include "wrap/pack.h"

#include <errno.h>
#include <string.h>

static int
read_picture(void *context, struct arena *mem, struct str *bytes)
{
    struct picture *picture = context;
    const struct asset *asset = picture->asset;
    struct digest digest;

    if (file_read(mem, asset->path, bytes) < 0) {
        picture->changed = errno == ENOENT;
        return -1;
    }
    digest = digest_of(*bytes);
    picture->changed = bytes->len != asset->size || !digest_eq(&digest, &asset->digest);
    errno = ESTALE;
    return picture->changed ? -1 : 0;
}

const struct zip_entry *
package_old_entry(const struct package_memory *memory, struct str name, const struct deflated *data, uint32_t time)
{
    int fd = -1;
    const struct zip_entry *last = memory && !data->at ? memory->last(memory->context, name, &fd) : NULL;

    return last && data->fd == fd && data->offset == last->offset && last->time == time ? last : NULL;
}

static void
add_entry(const struct package_file *p, struct pack *zip, const struct entry *e, uint32_t time)
{
    if (e->data)
        pack_add_old(zip, e->name.at, e->data, package_old_entry(p->memory, e->name, e->data, time));
    else
        pack_add_later(zip, e->name.at, e->picture->asset->size, e->picture->asset->crc, read_picture, e->picture);
}

/* Into ZIP, where the first NAHEAD entries of the layout are already. */
static int
write_zip(const struct package_file *p, struct pack *zip, size_t nahead, const char **what)
{
    struct layout l = order_lay(p->mem, p->entries, p->n);
    uint32_t time = pack_dos_time(p->plan->book->modified);

    pack_expect(zip, p->n - nahead);
    pack_order(zip, l.places);
    for (size_t i = nahead; i < p->n; i++)
        add_entry(p, zip, l.entries[i], time);
    return pack_close(zip, p->mem, what);
}

/* ---- the file ----------------------------------------------------------------------------------------------------------- */

static const char *
changed_file(const struct package_file *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->entries[i].picture && p->entries[i].picture->changed)
            return p->entries[i].picture->asset->path;
    return NULL;
}

static int
make_folder(const struct package_file *p, const char *path)
{
    struct str folder = path_folder(str_of(path));

    return folder.len > 0 ? file_make_folder(arena_cstr(p->mem, folder)) : 0;
}

static int
put_in_place(const char *temp, const char *output, struct package_writing *w)
{
    struct file_info info, old;
    bool is_there = file_stat(output, &old) == 0 && old.type == FILE_REGULAR;

    if (file_stat(temp, &info) < 0) {
        file_discard(temp);
        return -1;
    }
    w->bytes = info.size;
    w->changed = !is_there || old.size != info.size || !file_same(temp, output);
    w->stamp = w->changed ? info.stamp : old.stamp;
    if (w->changed)
        return file_commit(temp, output);
    file_discard(temp);
    return 0;
}

/* True if nothing has to be written, for all entries are those of the book that is there. */
static bool
is_unchanged(const struct package_file *p)
{
    struct str *names = arena_alloc(p->mem, p->n * sizeof *names);
    const struct deflated **data = arena_alloc(p->mem, p->n * sizeof *data);
    struct file_info info;

    if (!p->memory || file_stat(p->plan->book->output, &info) < 0)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        names[i] = p->entries[i].name;
        data[i] = p->entries[i].data;
    }
    p->writing->stamp = info.stamp;
    return p->memory->is_unchanged(p->memory->context, names, data, p->n, pack_dos_time(p->plan->book->modified),
        &p->writing->bytes);
}

/* The same of a zip that was begun while pages were made. */
static int
end_zip(const struct package_file *p, struct pack *zip, size_t nahead, struct draft *draft, const char **what)
{
    int rc = write_zip(p, zip, nahead, what);

    if (rc == 0 && (rc = file_draft_end(p->mem, p->plan->book->output, draft)) < 0)
        *what = strerror(errno);
    if (rc < 0)
        file_draft_drop(draft);
    return rc;
}

/* The file with all of the book in it, beside its place. */
static int
write_temp(const struct package_file *p, const char **temp, const char **what)
{
    const char *output = p->plan->book->output;

    if (make_folder(p, output) < 0 || file_temp(p->mem, output, temp) < 0) {
        *what = strerror(errno);
        return -1;
    }
    return write_zip(p, pack_new(*temp, p->plan->book->modified, p->writing->workers), 0, what);
}

static int
write_book(const struct package_file *p, struct diag *diag)
{
    const char *output = p->plan->book->output, *what = NULL;
    struct draft draft = { .fd = -1 };
    size_t nahead;
    struct pack *begun = p->writing->ahead ? ahead_end(p->writing->ahead, &draft, &nahead) : NULL;
    int rc = begun ? end_zip(p, begun, nahead, &draft, &what) : write_temp(p, &draft.temp, &what);
    const char *temp = draft.temp;

    if (rc < 0) {
        if (temp)
            file_discard(temp);
        if (changed_file(p))
            diag_add(diag, DIAG_FILE_CHANGED, changed_file(p), 0, 0, "changed while '%s' was made", output);
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", what);
        return -1;
    }
    if (put_in_place(temp, output, p->writing) < 0) {
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", strerror(errno));
        return -1;
    }
    return 0;
}

struct errand_of_writing { const struct package_file *file; struct diag *diag; int rc; };

static void
write_in_errand(void *context)
{
    struct errand_of_writing *w = context;

    w->rc = write_book(w->file, w->diag);
}

int
package_file_write(const struct package_file *p, struct diag *diag)
{
    struct errand_of_writing w = { p, diag, -1 };
    struct errand errand;

    if (p->writing->ahead)
        ahead_settle(p->writing->ahead);
    if (is_unchanged(p))
        return 0;
    errand_start(&errand, p->writing->meanwhile && p->writing->workers > 1, write_in_errand, &w);
    if (p->writing->meanwhile)
        p->writing->meanwhile(p->writing->context);
    errand_wait(&errand);
    return w.rc;
}
