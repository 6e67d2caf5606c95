/* file_draft: a file that has no name while it is written. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE             /* O_TMPFILE */
#include "base/file.h"

#include "base/path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Without a name only where it can be given one. */
static int
open_nameless(struct arena *a, const char *path)
{
#ifdef O_TMPFILE
    struct str folder = path_folder(str_of(path));

    if (access("/proc/self/fd", X_OK) == 0)
        return open(folder.len > 0 ? arena_cstr(a, folder) : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
#else
    (void)a;
    (void)path;
#endif
    return -1;
}

int
file_draft(struct arena *a, const char *path, struct draft *d)
{
    *d = (struct draft){ .fd = open_nameless(a, path) };
    if (d->fd >= 0)
        return 0;
    if (file_temp(a, path, &d->temp) < 0)
        return -1;
    d->fd = open(d->temp, O_RDWR | O_CLOEXEC);
    return d->fd < 0 ? -1 : 0;
}

/* Where files may be made without a name and not be given one. */
static int
copy_to_named(struct arena *a, const char *path, struct draft *d)
{
    struct stat st;
    int fd, rc;

    if (fstat(d->fd, &st) < 0 || file_temp(a, path, &d->temp) < 0)
        return -1;
    fd = open(d->temp, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    rc = file_copy(d->fd, 0, fd, 0, (uint64_t)st.st_size);
    return close(fd) < 0 ? -1 : rc;
}

int
file_draft_end(struct arena *a, const char *path, struct draft *d)
{
    int fd = d->fd;

    if (!d->temp && file_temp_of(a, path, fd, &d->temp) < 0 && copy_to_named(a, path, d) < 0)
        return -1;
    d->fd = -1;
    return close(fd);
}

void
file_draft_drop(struct draft *d)
{
    if (d->fd >= 0)
        close(d->fd);
    if (d->temp)
        file_discard(d->temp);
    *d = (struct draft){ .fd = -1 };
}
