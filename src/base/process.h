/* process: a program that answers questions, kept at arm's length. SPDX-License-Identifier: MIT
 *
 * The only part of the program that starts others. A process is started without a shell, with an environment of its own and one
 * socket that is its standard input and output. Whatever it does (end, hang, send nonsense) costs the caller a return value of
 * -1 and no more. Each is used by one thread at a time. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"
#include "base/str.h"

#include <sys/types.h>

struct process {
    pid_t pid;                  /* 0: not running */
    int fd;
};

/* Starts PATH with no argument but its name, or with ARGUMENT. 0, or -1 with errno set. */
int process_start(struct process *, const char *path, const char *argument);

/* MILLISECONDS: how long it may let us wait without a byte. 0, or -1 (errno ETIMEDOUT: too slow; EPIPE: it has ended): then stop
 * it. */
int process_send(struct process *, struct str bytes, int milliseconds);
int process_receive(struct process *, char *to, size_t n, int milliseconds);

/* Ends it, if it runs, and forgets it. How it ended, as waitpid() tells it: by itself, if it had. */
int process_stop(struct process *);

/* Where the running program itself lies, with its links resolved, or NULL where the system does not say. */
const char *process_own_path(struct arena *);

#endif
