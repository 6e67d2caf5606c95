/* serve: questions on standard input, answers on standard output. SPDX-License-Identifier: MIT */
#include "image/serve.h"

#include "image/sandbox.h"

#include "base/message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* 0 when N bytes are there; -1 at the end of the input. */
static int
read_all(char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = read(STDIN_FILENO, to, n);
        if (got == 0 || (got < 0 && errno != EINTR))
            return -1;
        if (got > 0)
            to += got, n -= (size_t)got;
    }
    return 0;
}

static int
write_all(struct str s)
{
    while (s.len > 0) {
        ssize_t n = write(STDOUT_FILENO, s.at, s.len);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            s = str_from(s, (size_t)n);
    }
    return 0;
}

/* NULL at the end of the input, or where it makes no sense. The caller frees it. */
static char *
read_request(struct str *request)
{
    char head[MESSAGE_HEAD], *at;
    uint32_t n;

    if (read_all(head, sizeof head) < 0 || (n = message_length(head)) > MESSAGE_MOST)
        return NULL;
    at = malloc(n + 1);
    if (at && read_all(at, n) < 0) {
        free(at);
        return NULL;
    }
    *request = (struct str){ at, n };
    return at;
}

bool
serve_is_alone(const char *name, const char *when)
{
    if (!isatty(STDIN_FILENO))
        return false;
    fprintf(stderr, "%s is started by sheaf when %s; it does nothing by itself\n", name, when);
    return true;
}

void
serve(serve_fn *answer_it, void *context)
{
    struct str request;
    struct buf answer;
    char *at;

    buf_init(&answer);
    while ((at = read_request(&request))) {
        sandbox_start_clock();
        message_begin(&answer);
        answer_it(context, request, &answer);
        message_end(&answer);
        free(at);
        if (write_all(buf_str(&answer)) < 0)
            break;
    }
    _exit(0);
}
