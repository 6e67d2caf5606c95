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

static int
write_all(const struct spill *s, const struct str *pieces, size_t n, struct buf *room, uint64_t offset)
{
    if (n == 1)
        return file_write_at(s->fd, pieces[0], offset);
    buf_clear(room);
    for (size_t i = 0; i < n; i++)
        buf_add(room, pieces[i]);
    return file_write_at(s->fd, buf_str(room), offset);
}

bool
spill_hold_all(struct spill *s, const struct str *pieces, size_t n, struct buf *room, uint64_t *offset)
{
    size_t size = 0;
    bool is_held;

    for (size_t i = 0; i < n; i++)
        size += pieces[i].len;
    pthread_mutex_lock(&s->lock);
    is_held = find_room(s, size, offset);
    s->held += is_held ? size : 0;
    pthread_mutex_unlock(&s->lock);
    if (is_held || write_all(s, pieces, n, room, *offset) == 0)
        return is_held;
    pthread_mutex_lock(&s->lock);
    s->failed = true;
    s->held += size;
    pthread_mutex_unlock(&s->lock);
    return true;
}

bool
spill_hold(struct spill *s, struct str bytes, uint64_t *offset)
{
    return spill_hold_all(s, &bytes, 1, NULL, offset);
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
