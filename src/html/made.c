/* made: pictures that were converted, each once in a run. SPDX-License-Identifier: MIT */
#include "html/made.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/spill.h"

#include <pthread.h>
#include <stdlib.h>

enum { HELD = 4 << 20 };        /* bytes in memory; what is above waits in the file */

struct entry {
    struct made made;
    bool is_done;
};

struct made_pictures {
    pthread_mutex_t lock;       /* of all but finished entries */
    pthread_cond_t done;
    struct arena mem;
    struct map by_name;         /* to struct entry */
    struct spill spill;
    const struct made_memory *memory;
};

struct made_pictures *
made_new(const char *near, const struct made_memory *memory)
{
    struct made_pictures *m = mem_zalloc(sizeof *m);

    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->done, NULL);
    arena_init(&m->mem);
    map_init(&m->by_name);
    spill_init(&m->spill, near, HELD);
    m->memory = memory;
    return m;
}

void
made_free(struct made_pictures *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->by_name.n; i++)
        deflated_release(&((struct entry *)m->by_name.entries[i].value)->made.data);
    map_release(&m->by_name);
    spill_release(&m->spill);
    arena_release(&m->mem);
    pthread_cond_destroy(&m->done);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* The entry of NAME; *IS_MINE: it is new, and the caller must fill it. Waits for another who does. */
static struct entry *
claim(struct made_pictures *m, struct str name, bool *is_mine)
{
    struct entry *e;

    pthread_mutex_lock(&m->lock);
    e = map_find(&m->by_name, name);
    *is_mine = !e;
    if (!e) {
        e = ARENA_NEW(&m->mem, struct entry);
        *map_slot(&m->by_name, arena_str(&m->mem, name)) = e;
    }
    while (!*is_mine && !e->is_done)
        pthread_cond_wait(&m->done, &m->lock);
    pthread_mutex_unlock(&m->lock);
    return e;
}

static void
put(struct made_pictures *m, struct made *made, struct str bytes)
{
    struct deflated *data = &made->data;

    *data = deflate_store(bytes);
    made->digest = digest_of(bytes);
    if (spill_hold(&m->spill, bytes, &data->offset))
        return;
    free(data->at);
    data->at = NULL;
    data->fd = m->spill.fd;
}

static bool
recall(struct made_pictures *m, struct str name, struct made *made)
{
    struct arena scratch;
    struct str bytes;
    bool is_found;

    arena_init(&scratch);
    is_found = m->memory->find(m->memory->context, name, &scratch, &bytes, made);
    if (is_found)
        put(m, made, bytes);
    made->is_recalled = is_found;
    arena_release(&scratch);
    return is_found;
}

static const char *
make_new(struct made_pictures *m, struct made *made, made_fn *make, void *context, const char **lost)
{
    struct str bytes = STR_NONE;
    const char *problem = make(context, &bytes, &made->width, &made->height, lost);

    if (!problem)
        put(m, made, bytes);
    return problem;
}

const struct made *
made_get(struct made_pictures *m, struct str name, struct str href, uint32_t width, uint32_t height, made_fn *make, void *context)
{
    const char *problem = NULL, *lost = NULL;
    bool is_mine, is_work = href.len > 0 && m->memory;
    struct entry *e = claim(m, name, &is_mine);

    if (!is_mine)
        return &e->made;
    e->made.width = width;
    e->made.height = height;
    if (!is_work || !recall(m, name, &e->made))
        problem = make_new(m, &e->made, make, context, &lost);
    pthread_mutex_lock(&m->lock);
    if (problem)
        e->made.problem = arena_cstr(&m->mem, str_of(problem));
    if (lost)
        e->made.lost = arena_cstr(&m->mem, str_of(lost));
    e->is_done = true;
    pthread_cond_broadcast(&m->done);
    pthread_mutex_unlock(&m->lock);
    if (is_work && !problem && !e->made.is_recalled)
        m->memory->note(m->memory->context, name, href, &e->made);
    return &e->made;
}
