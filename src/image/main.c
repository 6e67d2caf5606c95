/* main: sheaf-image, the program that decodes pictures nobody vouches for. SPDX-License-Identifier: MIT
 *
 * As "sheaf-image draw" it draws covers (image/cover.h) and cleaned SVG with the fonts of the machine, and decodes nothing that
 * sheaf did not write; else it converts pictures.
 *
 * It reads requests (base/message.h) from standard input and answers each on standard output, until its input ends. A request
 * has "picture", the bytes of a file, and says what to make of it: "to" (jpg or png), "max-width", "max-height" and "pixels"
 * (limits), "bytes", "quality", "grey", "flatten" (base/image_fit.h); or "to" is tile, with its "width" and "height": a part of the
 * picture as bytes that say how light each pixel is. The answer has "picture", "width" and "height", or "error". It opens no
 * file, talks to nobody else, and has little memory and time for each picture: what goes wrong goes wrong here. */
#include "image/convert.h"
#include "image/cover.h"
#include "image/sandbox.h"

#include "base/buf.h"
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

int
main(int argc, char **argv)
{
    bool draws = argc > 1 && str_eqc(str_of(argv[1]), "draw");
    struct str request;
    struct buf answer;
    char *at;

    if (isatty(STDIN_FILENO)) {
        fputs("sheaf-image is started by sheaf when pictures must be converted; it does nothing by itself\n", stderr);
        return 2;
    }
    sandbox_limit();
    if (convert_init(argv[0], draws) < 0)
        return 3;
    sandbox_close(draws);
    buf_init(&answer);
    while ((at = read_request(&request))) {
        sandbox_start_clock();
        message_begin(&answer);
        (!draws ? convert_picture : message_get(request, "draw").len > 0 ? cover_draw : convert_drawing)(request, &answer);
        message_end(&answer);
        free(at);
        if (write_all(buf_str(&answer)) < 0)
            break;
    }
    _exit(0);
}
