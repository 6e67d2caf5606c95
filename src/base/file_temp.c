/* file_temp: files that are there as a whole or not at all. SPDX-License-Identifier: MIT
 *
 * The names of the temporary files of this process stand in a table of fixed size, the program's only global state: a signal
 * handler can reach nothing else. A slot goes FREE -> TAKEN -> LIVE -> FREE; the handler looks at LIVE ones only.
 * The name is LIVE before its file exists, so that there is no moment in which a file exists that nobody would remove. */
#include "base/file.h"

#include "base/path.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOTS = 32, LONGEST_NAME = 200 };
enum { SLOT_FREE, SLOT_TAKEN, SLOT_LIVE };

static struct slot {
    atomic_int state;
    pid_t process;              /* a child that forks and exits must not remove its parent's files */
    mode_t mode;                /* that the file was made with: 0666 less the umask */
    char path[PATH_MAX];
} slots[SLOTS];
static atomic_int nslots;         /* those from here on were never taken */

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;  /* between threads; the handler does without */
static atomic_uint counter;
static atomic_bool is_ending;

/* ---- the table ---------------------------------------------------------------------------------------------------- */

/* NULL if the path is too long or all are taken: then the file is made without a guard. */
static struct slot *
slot_take(const char *path)
{
    size_t len = strlen(path);
    struct slot *s = NULL;

    pthread_mutex_lock(&table_lock);
    for (int i = 0; i < SLOTS && !s && len < PATH_MAX; i++)
        s = atomic_load(&slots[i].state) == SLOT_FREE ? &slots[i] : NULL;
    if (s) {
        atomic_store(&s->state, SLOT_TAKEN);
        memcpy(s->path, path, len + 1);
        s->process = getpid();
        s->mode = 0;
        if (s - slots >= atomic_load(&nslots))
            atomic_store(&nslots, (int)(s - slots) + 1);
        atomic_store(&s->state, SLOT_LIVE);
    }
    pthread_mutex_unlock(&table_lock);
    return s;
}

static struct slot *
slot_find(const char *path)
{
    struct slot *s = NULL;

    pthread_mutex_lock(&table_lock);
    for (int i = 0; i < atomic_load(&nslots) && !s; i++)
        if (atomic_load(&slots[i].state) == SLOT_LIVE && strcmp(slots[i].path, path) == 0)
            s = &slots[i];
    pthread_mutex_unlock(&table_lock);
    return s;
}

bool
file_is_temp(const char *path)
{
    return str_ends(str_of(path), STR(".tmp")) && slot_find(path);
}

static void
slot_give_back(struct slot *s)
{
    if (s)
        atomic_store(&s->state, SLOT_FREE);
}

/* Calls only what a signal handler may call. */
static void
remove_all(void)
{
    atomic_store(&is_ending, true);
    for (int i = 0; i < atomic_load(&nslots); i++)
        if (atomic_load(&slots[i].state) == SLOT_LIVE && slots[i].process == getpid())
            unlink(slots[i].path);
}

static void
remove_at_exit(void)
{
    (void)atexit(remove_all);
}

static void
end_by_signal(int signal_number)
{
    int error = errno;

    remove_all();
    raise(signal_number);       /* SA_RESETHAND: ends the process when this returns */
    errno = error;
}

void
file_guard_signals(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
    struct sigaction action = { .sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND }, old;

    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)     /* nohup's SIGHUP stays ignored */
            sigaction(signals[i], &action, NULL);
    signal(SIGXFSZ, SIG_IGN);   /* a file-size limit is a full disk: the write says EFBIG */
}

/* ---- making, putting in place ------------------------------------------------------------------------------------- */

static const char *
temp_name(struct arena *a, const char *path)
{
    struct str folder = path_folder(str_of(path)), name = path_name(str_of(path));
    unsigned n = atomic_fetch_add(&counter, 1);

    name = str_sub(name, 0, name.len > LONGEST_NAME ? utf8_floor(name, LONGEST_NAME) : name.len);
    return path_join(a, folder, arena_printf(a, ".%.*s.sheaf-%ld-%u.tmp", STR_ARG(name), (long)getpid(), n)).at;
}

enum { NO_FILE = -1 };

static int
make_file(const char *temp)
{
    int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    return fd < 0 ? -1 : close(fd);
}

/* The way that open(2) of Linux names for a file that was opened without a name. */
static int
link_file(int fd, const char *temp)
{
    char own[64];

    snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, own, AT_FDCWD, temp, AT_SYMLINK_FOLLOW);
}

/* 0; -1 with errno EEXIST if another name must be tried. */
static int
make_temp(int fd, const char *temp)
{
    struct slot *s = slot_take(temp);
    int rc = fd == NO_FILE ? make_file(temp) : link_file(fd, temp), error = errno;
    struct stat st;

    if (rc < 0) {
        slot_give_back(s);
        errno = error;
        return -1;
    }
    if (s && stat(temp, &st) == 0)
        s->mode = st.st_mode & 0777;
    return 0;
}

int
file_temp(struct arena *a, const char *path, const char **temp)
{
    return file_temp_of(a, path, NO_FILE, temp);
}

int
file_temp_of(struct arena *a, const char *path, int fd, const char **temp)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    enum { MOST_TRIES = 1000 };

    pthread_once(&once, remove_at_exit);
    for (int i = 0; i < MOST_TRIES; i++) {
        const char *name = temp_name(a, path);
        if (atomic_load(&is_ending)) {
            errno = EINTR;
            return -1;
        }
        if (make_temp(fd, name) == 0) {
            *temp = name;
            return 0;
        }
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

void
file_discard(const char *temp)
{
    int error = errno;

    unlink(temp);
    slot_give_back(slot_find(temp));
    errno = error;
}

int
file_nameless(const char *path)
{
    struct arena a;
    struct str folder = path_folder(str_of(path));
    const char *temp;
    int fd = -1;

    arena_init(&a);
    if ((folder.len == 0 || file_make_folder(arena_cstr(&a, folder)) == 0) && file_temp(&a, path, &temp) == 0) {
        fd = open(temp, O_RDWR | O_CLOEXEC);
        file_discard(temp);
    }
    arena_release(&a);
    return fd;
}

int64_t
file_now(const char *path)
{
    int fd = file_nameless(path);
    struct stat st;
    int64_t now = 0;

    if (fd < 0)
        return 0;
    if (write(fd, "", 1) == 1 && fstat(fd, &st) == 0)
        now = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    close(fd);
    return now;
}

/* The bytes and the mode of TEMP are on the disk when this is 0. */
static int
settle(const char *temp, mode_t mode)
{
    int fd = open(temp, O_RDONLY | O_CLOEXEC), error = 0;

    if (fd < 0)
        return -1;
    if ((mode && fchmod(fd, mode) < 0) || fsync(fd) < 0)
        error = errno;
    close(fd);
    errno = error;
    return error ? -1 : 0;
}

/* That the new name is on the disk too. Not every file system can do this, and the file is in its place already. */
static void
settle_folder(const char *path)
{
    struct arena a;
    struct str folder = path_folder(str_of(path));
    int fd;

    arena_init(&a);
    fd = open(folder.len ? arena_cstr(&a, folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    arena_release(&a);
}

int
file_commit(const char *temp, const char *path)
{
    struct slot *s = slot_find(temp);

    if (settle(temp, s ? s->mode : 0) < 0 || rename(temp, path) < 0) {
        file_discard(temp);
        return -1;
    }
    slot_give_back(s);
    settle_folder(path);
    return 0;
}

static int
write_all(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), error = 0;

    if (fd < 0)
        return -1;
    for (size_t done = 0; !error && done < bytes.len;) {
        ssize_t n = write(fd, bytes.at + done, bytes.len - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            error = errno;
    }
    if (close(fd) < 0 && !error)
        error = errno;
    errno = error;
    return error ? -1 : 0;
}

int
file_replace(const char *path, struct str bytes)
{
    struct arena a;
    const char *temp;
    int rc;

    arena_init(&a);
    rc = file_temp(&a, path, &temp);
    if (rc == 0) {
        rc = write_all(temp, bytes);
        if (rc == 0)
            rc = file_commit(temp, path);
        else
            file_discard(temp);
    }
    arena_release(&a);
    return rc;
}
