/* package_file: a book's entries to its file on disk, if they are not there already. SPDX-License-Identifier: MIT
 *
 * Into a temporary file beside it, which takes its place when it is whole and not the same. */
#include "book/package_file.h"

#include "base/file.h"
#include "base/path.h"
#include "book/book.h"
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

static int
write_zip(const struct package_file *p, const char *temp, const char **what)
{
    struct pack *zip = pack_new(temp, p->plan->book->modified, p->workers);

    for (size_t i = 0; i < p->n; i++) {
        const struct entry *e = &p->entries[i];
        if (e->data)
            pack_add(zip, e->name.at, e->data);
        else
            pack_add_later(zip, e->name.at, e->picture->asset->size, e->picture->asset->crc, read_picture, e->picture);
    }
    return pack_close(zip, p->mem, what);
}

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
put_in_place(const char *temp, const char *output, uint64_t *bytes, bool *changed, struct file_stamp *stamp)
{
    struct file_info info, old;
    bool is_there = file_stat(output, &old) == 0 && old.type == FILE_REGULAR;

    if (file_stat(temp, &info) < 0) {
        file_discard(temp);
        return -1;
    }
    *bytes = info.size;
    *changed = !is_there || old.size != info.size || !file_same(temp, output);
    *stamp = *changed ? info.stamp : old.stamp;
    if (*changed)
        return file_commit(temp, output);
    file_discard(temp);
    return 0;
}

/* True if nothing has to be written, for all entries are those of the book that is there. */
static bool
is_unchanged(const struct package_file *p, uint64_t *bytes, struct file_stamp *stamp)
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
    *stamp = info.stamp;
    return p->memory->is_unchanged(p->memory->context, names, data, p->n, pack_dos_time(p->plan->book->modified), bytes);
}

static int
write_book(const struct package_file *p, uint64_t *bytes, bool *changed, struct file_stamp *stamp, struct diag *diag)
{
    const char *output = p->plan->book->output, *temp, *what = NULL;

    if (make_folder(p, output) < 0 || file_temp(p->mem, output, &temp) < 0) {
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", strerror(errno));
        return -1;
    }
    if (write_zip(p, temp, &what) < 0) {
        file_discard(temp);
        if (changed_file(p))
            diag_add(diag, DIAG_FILE_CHANGED, changed_file(p), 0, 0, "changed while '%s' was made", output);
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", what);
        return -1;
    }
    if (put_in_place(temp, output, bytes, changed, stamp) < 0) {
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", strerror(errno));
        return -1;
    }
    return 0;
}

int
package_file_write(const struct package_file *p, uint64_t *bytes, bool *changed, struct file_stamp *stamp, struct diag *diag)
{
    return is_unchanged(p, bytes, stamp) ? 0 : write_book(p, bytes, changed, stamp, diag);
}
