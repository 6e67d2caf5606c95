/* image_tool: sheaf-image and sheaf-cover at work. SPDX-License-Identifier: MIT */
#include "base/image_tool.h"

#include "base/mem.h"
#include "base/message.h"
#include "base/path.h"
#include "base/process.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_IDLE = 64, PATIENCE = 120000 };     /* milliseconds; the program itself gives up long before */

/* One that decodes pictures may open no file; those that draw may read fonts, and decode nothing. */
enum role { CONVERTS, DRAWS, COVERS, ROLES };

/* So many times who asks waits for one that is at work, then another is started: that takes as long as a few covers. */
static const struct { const char *argument; unsigned patience; } roles[] = { { NULL, 0 }, { "draw", 0 }, { NULL, 6 } };

struct image_tool {
    struct arena mem;
    const char *paths[ROLES];   /* NULL: it is nowhere */
    pthread_mutex_t lock;
    pthread_cond_t is_idle;     /* one of COVERS */
    struct crew {
        struct process idle[MOST_IDLE]; size_t nidle;
        unsigned started, waits;
    } crews[ROLES];
};

/* ---- where it is ------------------------------------------------------------------------------------------------------ */

/* NAME beside the program OWN, or NULL. */
static const char *
find_beside(struct arena *mem, const char *own, const char *name)
{
    struct str path;

    if (!own)
        return NULL;
    path = path_join(mem, path_folder(str_of(own)), str_of(name));
    return access(path.at, X_OK) == 0 ? path.at : NULL;
}

static const char *
find_own(struct arena *mem, const char *name)
{
    const char *own = process_own_path(mem), *path = find_beside(mem, own, name);

    return path ? path : find_beside(mem, own, arena_printf(mem, "../libexec/sheaf/%s", name).at);
}

struct image_tool *
image_tool_new(const char *path)
{
    struct image_tool *t = mem_zalloc(sizeof *t);

    arena_init(&t->mem);
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->is_idle, NULL);
    if (!path)
        path = getenv("SHEAF_IMAGE");
    if (path)
        path = access(path, X_OK) == 0 ? arena_cstr(&t->mem, str_of(path)) : NULL;
    else
        path = find_own(&t->mem, "sheaf-image");
    t->paths[CONVERTS] = t->paths[DRAWS] = path;
    t->paths[COVERS] = find_beside(&t->mem, path, "sheaf-cover");
    if (path && !t->paths[COVERS])
        t->paths[COVERS] = find_own(&t->mem, "sheaf-cover");
    return t;
}

void
image_tool_rest(struct image_tool *t)
{
    pthread_mutex_lock(&t->lock);
    for (size_t i = 0; i < ROLES; i++)
        for (struct crew *crew = &t->crews[i]; crew->nidle > 0; crew->started--)
            process_stop(&crew->idle[--crew->nidle]);
    pthread_mutex_unlock(&t->lock);
}

void
image_tool_free(struct image_tool *t)
{
    if (!t)
        return;
    image_tool_rest(t);
    pthread_cond_destroy(&t->is_idle);
    pthread_mutex_destroy(&t->lock);
    arena_release(&t->mem);
    free(t);
}

bool
image_tool_is_there(const struct image_tool *t)
{
    return t && t->paths[CONVERTS];
}

bool
image_tool_draws_covers(const struct image_tool *t)
{
    return t && t->paths[COVERS];
}

/* ---- questions and answers ------------------------------------------------------------------------------------------- */

/* An idle one, or false: one is to be started. The lock is held. */
static bool
take_idle(struct image_tool *t, enum role role, struct process *p)
{
    struct crew *crew = &t->crews[role];

    while (crew->nidle == 0 && crew->started > 0 && crew->waits < roles[role].patience) {
        crew->waits++;
        pthread_cond_wait(&t->is_idle, &t->lock);
    }
    if (crew->nidle == 0) {
        crew->waits = 0;
        crew->started++;
        return false;
    }
    *p = crew->idle[--crew->nidle];
    return true;
}

/* It has ended, or was never started: who waits for it need not. */
static void
count_out(struct image_tool *t, enum role role)
{
    pthread_mutex_lock(&t->lock);
    t->crews[role].started--;
    pthread_cond_broadcast(&t->is_idle);
    pthread_mutex_unlock(&t->lock);
}

static int
take(struct image_tool *t, enum role role, struct process *p)
{
    bool found;

    pthread_mutex_lock(&t->lock);
    found = take_idle(t, role, p);
    pthread_mutex_unlock(&t->lock);
    if (found || process_start(p, t->paths[role], roles[role].argument) == 0)
        return 0;
    count_out(t, role);
    return -1;
}

static void
give_back(struct image_tool *t, enum role role, struct process *p)
{
    struct crew *crew = &t->crews[role];
    bool kept = false;

    pthread_mutex_lock(&t->lock);
    if (crew->nidle < MOST_IDLE) {
        crew->idle[crew->nidle++] = *p;
        kept = true;
        pthread_cond_signal(&t->is_idle);
    }
    pthread_mutex_unlock(&t->lock);
    if (kept)
        return;
    process_stop(p);
    count_out(t, role);
}

void
image_tool_expect_cover(struct image_tool *t)
{
    struct process p;

    if (!image_tool_draws_covers(t) || process_start(&p, t->paths[COVERS], roles[COVERS].argument) < 0)
        return;
    pthread_mutex_lock(&t->lock);
    t->crews[COVERS].started++;
    pthread_mutex_unlock(&t->lock);
    give_back(t, COVERS, &p);
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

/* One question; a process that fails it is gone, and ENDED tells how. */
static int
ask(struct image_tool *t, enum role role, struct arena *mem, struct str request, struct str *answer, int *ended)
{
    struct process p;

    *ended = 0;
    if (take(t, role, &p) < 0)
        return -1;
    if (process_send(&p, request, PATIENCE) < 0 || receive(&p, mem, answer) < 0) {
        int saved = errno;
        *ended = process_stop(&p);
        count_out(t, role);
        errno = saved;
        return -1;
    }
    give_back(t, role, &p);
    return 0;
}

/* What is wrong, as the end of a sentence; ERROR is that of the question, ENDED of waitpid(). */
static const char *
tell_failure(struct arena *mem, int error, int ended, enum role role)
{
    const char *do_what = role == CONVERTS ? "decode" : "draw", *program = role == COVERS ? "sheaf-cover" : "sheaf-image";

    if (WIFSIGNALED(ended) && WTERMSIG(ended) == SIGPROF)
        return arena_printf(mem, "takes more than %d seconds of processor time to %s", IMAGE_TOOL_SECONDS, do_what).at;
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == IMAGE_TOOL_NO_MEMORY)
        return arena_printf(mem, "takes more than %d MB of memory to %s", IMAGE_TOOL_MEGABYTES, do_what).at;
    if (error == ETIMEDOUT)
        return arena_printf(mem, "takes more than %d seconds to %s", PATIENCE / 1000, do_what).at;
    if (error == EFBIG)
        return arena_printf(mem, "is too large to %s", do_what).at;
    return WIFSIGNALED(ended) ? arena_printf(mem, "makes %s crash (signal %d)", program, WTERMSIG(ended)).at
        : arena_printf(mem, "makes %s give up", program).at;
}

/* Asks, and takes the picture out of the answer, whose fields live in MEM. */
static bool
make(struct image_tool *t, enum role role, struct arena *mem, const struct buf *request, struct str *answer, struct str *made,
    uint32_t *width, uint32_t *height, const char **what)
{
    int ended = 0, rc = buf_failed(request) ? (errno = EFBIG, -1) : ask(t, role, mem, buf_str(request), answer, &ended);

    *what = rc == 0 ? arena_cstr(mem, message_get(*answer, "error"))
        : tell_failure(mem, errno, ended, role);
    *made = message_get(*answer, "picture");
    *width = (uint32_t)message_number(*answer, "width");
    *height = (uint32_t)message_number(*answer, "height");
    if (rc == 0 && made->len > 0 && *width > 0 && *height > 0)
        return true;
    if (**what == '\0')
        *what = arena_printf(mem, "cannot be %s", role == CONVERTS ? "decoded" : "drawn").at;
    return false;
}

/* ---- what is asked ---------------------------------------------------------------------------------------------------- */

static void
begin_request(struct buf *request)
{
    buf_init(request);
    request->cap = MESSAGE_MOST;
    message_begin(request);
}

static void
add_recipe(struct buf *out, const struct image_recipe *r)
{
    message_add(out, "to", str_of(image_extension(r->type)));
    message_add_number(out, "max-width", r->max_width);
    message_add_number(out, "max-height", r->max_height);
    message_add_number(out, "pixels", r->max_pixels);
    message_add_number(out, "bytes", r->max_bytes);
    message_add_number(out, "quality", r->quality);
    message_add_number(out, "grey", r->grey);
    message_add_number(out, "flatten", r->flatten);
}

bool
image_tool_convert(struct image_tool *t, struct arena *mem, struct str bytes, const struct image_recipe *recipe, struct str *made,
    uint32_t *width, uint32_t *height, const char **what)
{
    struct str answer = STR_NONE;
    struct buf request;
    bool is_made;

    begin_request(&request);
    add_recipe(&request, recipe);
    message_add(&request, "picture", bytes);
    message_end(&request);
    is_made = make(t, CONVERTS, mem, &request, &answer, made, width, height, what);
    buf_release(&request);
    return is_made;
}

bool
image_tool_rasterize(struct image_tool *t, struct arena *mem, struct str svg, struct str text, const struct image_recipe *recipe,
    struct str *made, uint32_t *width, uint32_t *height, struct str *unknown, const char **what)
{
    struct str answer = STR_NONE;
    struct buf request;
    bool is_made;

    begin_request(&request);
    add_recipe(&request, recipe);
    message_add(&request, "text", text);
    message_add(&request, "picture", svg);
    message_end(&request);
    is_made = make(t, DRAWS, mem, &request, &answer, made, width, height, what);
    *unknown = message_get(answer, "unknown");
    buf_release(&request);
    return is_made;
}

bool
image_tool_cut(struct image_tool *t, struct arena *mem, struct str bytes, uint32_t width, uint32_t height, struct str *tile)
{
    struct str answer = STR_NONE;
    const char *what;
    struct buf request;
    bool is_made;

    begin_request(&request);
    message_add(&request, "to", STR("tile"));
    message_add_number(&request, "width", width);
    message_add_number(&request, "height", height);
    message_add(&request, "picture", bytes);
    message_end(&request);
    is_made = make(t, CONVERTS, mem, &request, &answer, tile, &width, &height, &what);
    buf_release(&request);
    return is_made;
}

void
image_drawing_describe(const struct image_drawing *d, struct buf *out)
{
    message_add(out, "draw", str_of(d->design));
    message_add(out, "title", d->title);
    message_add(out, "period", d->period);
    message_add(out, "kicker", d->kicker);
    message_add(out, "foot", d->foot);
    message_add(out, "sign", d->sign);
    message_add(out, "titles", d->titles);
    message_add(out, "language", d->language);
    message_add(out, "direction", d->is_rtl ? STR("rtl") : STR("ltr"));
    message_add_number(out, "grey", d->is_grey);
    message_add_number(out, "seed", d->seed);
}

bool
image_tool_draw(struct image_tool *t, struct arena *mem, const struct image_drawing *drawing, struct str *made, uint32_t *width,
    uint32_t *height, struct str *unknown, const char **what)
{
    struct str answer = STR_NONE;
    struct buf request;
    bool is_made;

    begin_request(&request);
    image_drawing_describe(drawing, &request);
    for (size_t i = 0; i < drawing->ntiles; i++)
        message_add(&request, "tile", drawing->tiles[i]);
    message_end(&request);
    is_made = make(t, COVERS, mem, &request, &answer, made, width, height, what);
    *unknown = message_get(answer, "unknown");
    buf_release(&request);
    return is_made;
}
