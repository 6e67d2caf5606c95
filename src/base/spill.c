/* spill: bytes that wait in a file when memory holds enough of them. SPDX-License-Identifier: MIT */
#include "base/spill.h"

#include "base/file.h"

#include <unistd.h>

void
spill_init(struct spill *s, const char *near, size_t budget)
{
    *s = (struct spill){ .near = near, .budget = budget, .fd = -1 };
    pthread_mutex_init(&s->lock, NULL);
}

void
spill_release(struct spill *s)
{
    if (s->fd >= 0)
        close(s->fd);
    pthread_mutex_destroy(&s->lock);
}

/* Memory for N bytes, or a place in the file; false for the latter. Called with the lock held. */
static bool
find_room(struct spill *s, size_t n, uint64_t *offset)
{
    if (s->held + n <= s->budget || s->failed)
        return true;
    if (s->fd < 0)
        s->fd = file_nameless(s->near);
    s->failed = s->fd < 0;
    if (s->failed)
        return true;
    *offset = s->end;
    s->end += n;
    return false;
}

bool
spill_hold(struct spill *s, struct str bytes, uint64_t *offset)
{
    bool is_held;

    pthread_mutex_lock(&s->lock);
    is_held = find_room(s, bytes.len, offset);
    s->held += is_held ? bytes.len : 0;
    pthread_mutex_unlock(&s->lock);
    if (is_held || file_write_at(s->fd, bytes, *offset) == 0)
        return is_held;
    pthread_mutex_lock(&s->lock);
    s->failed = true;
    s->held += bytes.len;
    pthread_mutex_unlock(&s->lock);
    return true;
}

void
spill_drop(struct spill *s, size_t n)
{
    pthread_mutex_lock(&s->lock);
    s->held -= n;
    pthread_mutex_unlock(&s->lock);
}

struct str
spill_read(const struct spill *s, struct arena *mem, uint64_t offset, size_t n)
{
    char *at = arena_alloc(mem, n + 1);

    if (file_read_at(s->fd, at, n, offset) < 0)
        return STR_NONE;
    at[n] = '\0';
    return (struct str){ at, n };
}
