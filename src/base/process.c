/* process: a program that answers questions, kept at arm's length. SPDX-License-Identifier: MIT
 *
 * Differences between systems live here: how a broken socket is kept from ending the program, and how a program finds itself. */
#include "base/process.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef MSG_NOSIGNAL
enum { SEND_FLAGS = MSG_NOSIGNAL };
#else
enum { SEND_FLAGS = 0 };        /* SO_NOSIGPIPE does it */
#endif

extern char **environ;

/* Between making a socket and marking it, no other thread may start a process that would inherit it. */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

/* What a program may know of the user's: where fonts are, and what sanitizers and the loader of libraries need. Neither language
 * nor zone: they would show in what is drawn. */
static const char *const passed[] = { "HOME=", "XDG_CACHE_HOME=", "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_DATA_DIRS=",
    "FONTCONFIG_FILE=", "FONTCONFIG_PATH=", "LD_LIBRARY_PATH=", "DYLD_LIBRARY_PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=" };
enum { PASSED = sizeof passed / sizeof *passed };

static char utf8_locale[] = "LC_ALL=C.UTF-8";

/* OWN has room for PASSED and two more. */
static void
fill_environment(char **own)
{
    size_t n = 0;

    own[n++] = utf8_locale;
    for (size_t i = 0; i < PASSED; i++)
        for (char **e = environ; *e; e++)
            if (strncmp(*e, passed[i], strlen(passed[i])) == 0) {
                own[n++] = *e;
                break;
            }
    own[n] = NULL;
}

static int
set_flags(int fd, bool no_wait)
{
#ifdef SO_NOSIGPIPE
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    if (no_wait && fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
        return -1;
    return fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* The signals that this program has handlers for mean their usual thing to the other, and none is blocked. */
static void
set_signals(posix_spawnattr_t *attr)
{
    static const int usual[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
    sigset_t set;

    sigemptyset(&set);
    posix_spawnattr_setsigmask(attr, &set);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        sigaddset(&set, usual[i]);
    posix_spawnattr_setsigdefault(attr, &set);
    posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static int
spawn(pid_t *pid, const char *path, const char *argument, int fd)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *argv[] = { (char *)(uintptr_t)name, (char *)(uintptr_t)argument, NULL }, *environment[PASSED + 2];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    int rc;

    fill_environment(environment);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
    set_signals(&attr);
    rc = posix_spawn(pid, path, &actions, &attr, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    errno = rc;
    return rc ? -1 : 0;
}

int
process_start(struct process *p, const char *path, const char *argument)
{
    int pair[2], rc = -1, saved;

    *p = (struct process){ 0, -1 };
    pthread_mutex_lock(&starting);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0) {
        if (set_flags(pair[0], true) == 0 && set_flags(pair[1], false) == 0)
            rc = spawn(&p->pid, path, argument, pair[1]);
        saved = errno;
        close(pair[1]);
        if (rc < 0)
            close(pair[0]);
        *p = rc < 0 ? (struct process){ 0, -1 } : (struct process){ p->pid, pair[0] };
        errno = saved;
    }
    pthread_mutex_unlock(&starting);
    return rc;
}

/* Waits until FD can be read or written. 0, or -1. */
static int
wait_for(int fd, short events, int milliseconds)
{
    struct pollfd p = { .fd = fd, .events = events };
    int n;

    do
        n = poll(&p, 1, milliseconds);
    while (n < 0 && errno == EINTR);
    if (n == 0)
        errno = ETIMEDOUT;
    return n > 0 ? 0 : -1;
}

static bool
may_try_again(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int
process_send(struct process *p, struct str bytes, int milliseconds)
{
    while (bytes.len > 0) {
        ssize_t n;
        if (wait_for(p->fd, POLLOUT, milliseconds) < 0)
            return -1;
        n = send(p->fd, bytes.at, bytes.len, SEND_FLAGS);
        if (n > 0)
            bytes = str_from(bytes, (size_t)n);
        else if (n < 0 && !may_try_again())
            return -1;
    }
    return 0;
}

int
process_receive(struct process *p, char *to, size_t n, int milliseconds)
{
    while (n > 0) {
        ssize_t got;
        if (wait_for(p->fd, POLLIN, milliseconds) < 0)
            return -1;
        got = recv(p->fd, to, n, 0);
        if (got == 0)
            errno = EPIPE;
        if (got == 0 || (got < 0 && !may_try_again()))
            return -1;
        if (got > 0)
            to += got, n -= (size_t)got;
    }
    return 0;
}

int
process_stop(struct process *p)
{
    int status = 0;

    if (p->pid == 0)
        return 0;
    close(p->fd);
    kill(p->pid, SIGKILL);
    while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
        ;
    *p = (struct process){ 0, -1 };
    return status;
}

const char *
process_own_path(struct arena *mem)
{
    static const char *const links[] = { "/proc/self/exe", "/proc/curproc/file", "/proc/curproc/exe" };
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        ssize_t n = readlink(links[i], path, sizeof path);
        if (n > 0 && (size_t)n < sizeof path)
            return arena_cstr(mem, (struct str){ path, (size_t)n });
    }
    return NULL;
}
