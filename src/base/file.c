/* file: bytes on disk. SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/file_observe.h"
#include "base/path.h"
#include "base/pool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint64_t LARGEST = (uint64_t)1 << 30;

/* ---- looking ------------------------------------------------------------------------------------------------------ */

static enum file_type
type_of(mode_t mode)
{
    return S_ISREG(mode) ? FILE_REGULAR : S_ISDIR(mode) ? FILE_FOLDER : FILE_OTHER;
}

static int64_t
nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct file_info
info_of(const struct stat *st, bool is_link)
{
    struct file_info info = { .type = type_of(st->st_mode), .is_link = is_link };

    info.size = st->st_size > 0 ? (uint64_t)st->st_size : 0;
    info.mtime = nanoseconds(st->st_mtim);
    info.stamp = (struct file_stamp){ info.size, st->st_ino, info.mtime, nanoseconds(st->st_ctim) };
    return info;
}

/* NAME in the open folder AT (AT_FDCWD: a path). A link that leads nowhere is FILE_NONE. */
static int
stat_at(int at, const char *name, struct file_info *info)
{
    struct stat st;

    *info = (struct file_info){ .type = FILE_NONE };
    if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    info->is_link = S_ISLNK(st.st_mode);
    if (info->is_link && fstatat(at, name, &st, 0) < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? 0 : -1;
    *info = info_of(&st, info->is_link);
    return 0;
}

bool
file_stamp_eq(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->size == b->size && a->inode == b->inode && a->mtime == b->mtime && a->ctime == b->ctime;
}

int
file_stat(const char *path, struct file_info *info)
{
    int rc = stat_at(AT_FDCWD, path, info);

    return observed_is(rc, path, info, true);
}

bool
file_has_stamp(const char *path, const struct file_stamp *stamp)
{
    struct file_info info;

    return file_stat(path, &info) == 0 && info.type == FILE_REGULAR && file_stamp_eq(&info.stamp, stamp);
}

int
file_open_folder(struct str folder)
{
    char path[PATH_MAX];

    if (folder.len >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(path, folder.at, folder.len);
    path[folder.len] = '\0';
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int
file_stat_in(int folder, const char *name, struct file_info *info)
{
    return stat_at(folder, name, info);
}

static int
compare_names(const void *a, const void *b)
{
    return str_cmp(((const struct file_name *)a)->name, ((const struct file_name *)b)->name);
}

static bool
is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The next name of DIR but the dots; NULL at the end or, with errno set, on failure. */
static const char *
next_name(DIR *dir)
{
    struct dirent *e;

    do {
        errno = 0;
        e = readdir(dir);
    } while (e && is_dots(e->d_name));
    return e ? e->d_name : NULL;
}

int
file_count(const char *folder, size_t *n)
{
    DIR *dir = opendir(folder);
    int error;

    *n = 0;
    if (!dir)
        return -1;
    while (next_name(dir))
        ++*n;
    error = errno;
    closedir(dir);
    errno = error;
    return error ? -1 : 0;
}

/* All names of DIR, but not what they are. -1 with errno. */
static int
read_names(struct arena *a, DIR *dir, struct file_name **names, size_t *n)
{
    const char *name;

    *names = NULL;
    *n = 0;
    while ((name = next_name(dir)))
        *ARENA_PUSH(a, *names, *n) = (struct file_name){ .name = arena_str(a, str_of(name)) };
    return errno ? -1 : 0;
}

enum { AT_ONCE = 128 };

struct looking { int dir; struct file_name *names; size_t n; };

static void
look_at_some(void *context, size_t index, unsigned worker)
{
    struct looking *l = context;
    size_t end = (index + 1) * AT_ONCE;

    (void)worker;
    for (size_t i = index * AT_ONCE; i < end && i < l->n; i++)
        if (l->names[i].info.type == FILE_NONE && stat_at(l->dir, l->names[i].name.at, &l->names[i].info) < 0)
            l->names[i].info.type = FILE_OTHER;         /* there, but not to be looked at */
}

/* By many workers, if there is so much to look at that it takes longer than to start them. */
static void
look_at_all(struct looking *l, unsigned jobs)
{
    enum { MANY = 1024 };
    size_t steps = (l->n + AT_ONCE - 1) / AT_ONCE, unknown = 0;

    for (size_t i = 0; i < l->n; i++)
        unknown += l->names[i].info.type == FILE_NONE;
    if (unknown > 0)
        pool_run(unknown > MANY ? pool_size(jobs, steps) : 1, steps, look_at_some, l);
}

static int
list(struct arena *a, const char *folder, unsigned jobs, struct file_name **names, size_t *n)
{
    DIR *dir = opendir(folder);
    int rc, error;

    if (!dir)
        return -1;
    rc = read_names(a, dir, names, n);
    error = errno;
    if (rc == 0 && *n) {
        qsort(*names, *n, sizeof **names, compare_names);
        observed_known(folder, *names, *n);
        look_at_all(&(struct looking){ dirfd(dir), *names, *n }, jobs);
    }
    closedir(dir);
    errno = error;
    return rc;
}

int
file_list(struct arena *a, const char *folder, unsigned jobs, struct file_name **names, size_t *n)
{
    int rc;

    *names = NULL;
    *n = 0;
    rc = list(a, folder, jobs, names, n);
    return observed_holds(rc, folder, *names, *n);
}

int
file_open(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC);
}

void
file_close(int fd)
{
    close(fd);
}

int
file_remove(const char *path)
{
    return unlink(path);
}

int
file_real(struct arena *a, const char *path, struct str *real)
{
    char *at = realpath(path, NULL);

    if (observed_leads(path, at) < 0)
        return -1;
    *real = arena_str(a, str_of(at));
    free(at);
    return 0;
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* Reads up to N bytes: how many there were, or -1. */
static ssize_t
read_some(int fd, char *at, size_t n)
{
    size_t done = 0;

    while (done < n) {
        ssize_t got = read(fd, at + done, n - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

/* O_NONBLOCK, so that a pipe with the name of an article cannot hang the program. */
static int
open_regular(const char *path, struct stat *st)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), error = 0;

    if (fd < 0)
        return -1;
    if (fstat(fd, st) < 0)
        error = errno;
    else if (S_ISDIR(st->st_mode))
        error = EISDIR;
    else if (!S_ISREG(st->st_mode))
        error = EINVAL;
    if (!error)
        return fd;
    close(fd);
    errno = error;
    return -1;
}

/* SIZE bytes from AT on, or what there is of them. */
static int
read_from(struct arena *a, int fd, uint64_t at, uint64_t size, struct str *bytes)
{
    char *into = arena_alloc(a, size + 1);
    ssize_t got = at > 0 && lseek(fd, (off_t)at, SEEK_SET) < 0 ? -1 : read_some(fd, into, size);

    if (got < 0)
        return -1;
    into[got] = '\0';
    *bytes = (struct str){ into, (size_t)got };
    return 0;
}

static int
read_up_to(struct arena *a, const char *path, uint64_t from, uint64_t most, bool is_whole, struct str *bytes)
{
    struct stat st;
    int fd = open_regular(path, &st), error, rc;
    struct file_info info = { .type = FILE_NONE };
    uint64_t size;

    if (fd >= 0)
        info = info_of(&st, false);
    if (observed_is(fd < 0 ? -1 : 0, path, &info, false) < 0)
        return -1;
    size = (uint64_t)st.st_size > from ? (uint64_t)st.st_size - from : 0;
    if (is_whole && size > most) {
        close(fd);
        errno = EFBIG;
        return -1;
    }
    rc = read_from(a, fd, from, size < most ? size : most, bytes);
    error = errno;
    close(fd);
    errno = error;
    return rc;
}

int
file_read(struct arena *a, const char *path, struct str *bytes)
{
    return read_up_to(a, path, 0, LARGEST, true, bytes);
}

/* At once, or not at all: what is no file of SIZE bytes gives fewer or more. */
static bool
read_exactly(struct arena *a, const char *path, size_t size, struct str *bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char *into = fd >= 0 ? arena_alloc(a, size + 1) : NULL;
    bool is_whole = fd >= 0 && read(fd, into, size + 1) == (ssize_t)size;

    if (fd >= 0)
        close(fd);
    if (!is_whole)
        return false;
    into[size] = '\0';
    *bytes = (struct str){ into, size };
    return true;
}

int
file_read_seen(struct arena *a, const char *path, const struct file_stamp *stamp, struct str *bytes)
{
    if (stamp->size > 0 && stamp->size <= LARGEST && read_exactly(a, path, (size_t)stamp->size, bytes))
        return 0;
    return file_read(a, path, bytes);
}

int
file_head(struct arena *a, const char *path, size_t n, struct str *bytes)
{
    return read_up_to(a, path, 0, n, false, bytes);
}

int
file_range(struct arena *a, const char *path, uint64_t at, size_t len, struct str *bytes)
{
    return read_up_to(a, path, at, len, false, bytes);
}

bool
file_equals(const char *path, struct str bytes)
{
    enum { STEP = 1 << 16 };
    struct stat st;
    int fd = open_regular(path, &st);
    char piece[STEP];
    bool same;
    size_t done = 0;

    if (fd < 0)
        return false;
    same = (uint64_t)st.st_size == bytes.len;
    while (same && done < bytes.len) {
        size_t n = bytes.len - done < STEP ? bytes.len - done : STEP;
        same = read_some(fd, piece, n) == (ssize_t)n && memcmp(piece, bytes.at + done, n) == 0;
        done += n;
    }
    close(fd);
    return same;
}

bool
file_same(const char *path, const char *other)
{
    enum { STEP = 1 << 16 };
    struct stat st, other_st;
    int fd = open_regular(path, &st), other_fd = open_regular(other, &other_st);
    char piece[STEP], other_piece[STEP];
    bool same = fd >= 0 && other_fd >= 0 && st.st_size == other_st.st_size;
    off_t done = 0;

    while (same && done < st.st_size) {
        size_t n = st.st_size - done < STEP ? (size_t)(st.st_size - done) : STEP;
        same = read_some(fd, piece, n) == (ssize_t)n && read_some(other_fd, other_piece, n) == (ssize_t)n
            && memcmp(piece, other_piece, n) == 0;
        done += (off_t)n;
    }
    if (fd >= 0)
        close(fd);
    if (other_fd >= 0)
        close(other_fd);
    return same;
}

/* ---- folders, locks ----------------------------------------------------------------------------------------------- */

static int
make_one(const char *folder)
{
    struct file_info info;

    if (mkdir(folder, 0777) == 0)
        return 0;
    if (errno != EEXIST)
        return -1;
    if (file_stat(folder, &info) == 0 && info.type == FILE_FOLDER)
        return 0;
    errno = ENOTDIR;
    return -1;
}

int
file_make_folder(const char *folder)
{
    struct arena a;
    char *path, *slash;
    int rc = 0;

    arena_init(&a);
    path = arena_cstr(&a, str_of(folder));
    for (slash = path + (*path == '/'); rc == 0 && (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        if (!str_ends(str_of(path), STR("/")))
            rc = make_one(path);
    }
    if (rc == 0 && *path)
        rc = make_one(path);
    arena_release(&a);
    return rc;
}

/* fcntl's locks belong to the process and end with it, however it ends; they work over NFS too. */
int
file_lock(const char *path)
{
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666), error;

    if (fd < 0)
        return -1;
    if (fcntl(fd, F_SETLK, &whole) == 0)
        return fd;
    error = errno == EACCES || errno == EAGAIN ? EWOULDBLOCK : errno;
    close(fd);
    errno = error;
    return -1;
}

void
file_unlock(int lock)
{
    close(lock);
}
