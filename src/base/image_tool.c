/* image_tool: sheaf-image at work: pictures that must be decoded. SPDX-License-Identifier: MIT */
#include "base/image_tool.h"

#include "base/mem.h"
#include "base/message.h"
#include "base/path.h"
#include "base/process.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_IDLE = 64, PATIENCE = 120000 };     /* milliseconds; the program itself gives up long before */

struct image_tool {
    struct arena mem;
    const char *path;           /* NULL: it is nowhere */
    pthread_mutex_t lock;
    struct process idle[MOST_IDLE]; size_t nidle;
};

/* ---- where it is ------------------------------------------------------------------------------------------------------ */

static const char *
find_beside(struct arena *mem, const char *own)
{
    static const char *const places[] = { "sheaf-image", "../libexec/sheaf/sheaf-image" };

    for (size_t i = 0; own && i < sizeof places / sizeof *places; i++) {
        struct str path = path_join(mem, path_folder(str_of(own)), str_of(places[i]));
        if (access(path.at, X_OK) == 0)
            return path.at;
    }
    return NULL;
}

struct image_tool *
image_tool_new(const char *path)
{
    struct image_tool *t = mem_zalloc(sizeof *t);

    arena_init(&t->mem);
    pthread_mutex_init(&t->lock, NULL);
    if (!path)
        path = getenv("SHEAF_IMAGE");
    if (path)
        t->path = access(path, X_OK) == 0 ? arena_cstr(&t->mem, str_of(path)) : NULL;
    else
        t->path = find_beside(&t->mem, process_own_path(&t->mem));
    return t;
}

void
image_tool_free(struct image_tool *t)
{
    if (!t)
        return;
    while (t->nidle > 0)
        process_stop(&t->idle[--t->nidle]);
    pthread_mutex_destroy(&t->lock);
    arena_release(&t->mem);
    free(t);
}

bool
image_tool_is_there(const struct image_tool *t)
{
    return t && t->path;
}

/* ---- questions and answers ------------------------------------------------------------------------------------------- */

static int
take(struct image_tool *t, struct process *p)
{
    bool found = false;

    pthread_mutex_lock(&t->lock);
    if (t->nidle > 0) {
        *p = t->idle[--t->nidle];
        found = true;
    }
    pthread_mutex_unlock(&t->lock);
    return found ? 0 : process_start(p, t->path);
}

static void
give_back(struct image_tool *t, struct process *p)
{
    bool kept = false;

    pthread_mutex_lock(&t->lock);
    if (t->nidle < MOST_IDLE) {
        t->idle[t->nidle++] = *p;
        kept = true;
    }
    pthread_mutex_unlock(&t->lock);
    if (!kept)
        process_stop(p);
}

static int
receive(struct process *p, struct arena *mem, struct str *answer)
{
    char head[MESSAGE_HEAD], *at;
    uint32_t n;

    if (process_receive(p, head, sizeof head, PATIENCE) < 0)
        return -1;
    n = message_length(head);
    errno = EPROTO;
    if (n > MESSAGE_MOST)
        return -1;
    at = arena_alloc(mem, n + 1);
    *answer = (struct str){ at, n };
    return process_receive(p, at, n, PATIENCE);
}

static void
write_request(struct buf *out, struct str bytes, const struct image_recipe *r)
{
    message_begin(out);
    message_add(out, "to", str_of(image_extension(r->type)));
    message_add_number(out, "side", r->max_side);
    message_add_number(out, "pixels", r->max_pixels);
    message_add_number(out, "bytes", r->max_bytes);
    message_add_number(out, "quality", r->quality);
    message_add_number(out, "grey", r->grey);
    message_add_number(out, "flatten", r->flatten);
    message_add(out, "picture", bytes);
    message_end(out);
}

/* One question; a process that fails it is gone. */
static int
ask(struct image_tool *t, struct arena *mem, struct str request, struct str *answer)
{
    struct process p;

    if (take(t, &p) < 0)
        return -1;
    if (process_send(&p, request, PATIENCE) < 0 || receive(&p, mem, answer) < 0) {
        int saved = errno;
        process_stop(&p);
        errno = saved;
        return -1;
    }
    give_back(t, &p);
    return 0;
}

bool
image_tool_convert(struct image_tool *t, struct arena *mem, struct str bytes, const struct image_recipe *recipe, struct str *made,
    uint32_t *width, uint32_t *height, const char **what)
{
    struct str answer = STR_NONE;
    struct buf request;
    int rc;

    buf_init(&request);
    request.cap = MESSAGE_MOST;
    write_request(&request, bytes, recipe);
    rc = buf_failed(&request) ? (errno = EFBIG, -1) : ask(t, mem, buf_str(&request), &answer);
    buf_release(&request);
    *what = rc == 0 ? arena_cstr(mem, message_get(answer, "error")) : errno == ETIMEDOUT ? "takes too long to decode"
        : errno == EFBIG ? "is too large to be decoded" : "makes its decoder give up";
    *made = message_get(answer, "picture");
    *width = (uint32_t)message_number(answer, "width");
    *height = (uint32_t)message_number(answer, "height");
    if (rc == 0 && made->len > 0 && *width > 0 && *height > 0)
        return true;
    if (**what == '\0')
        *what = "cannot be decoded";
    return false;
}
