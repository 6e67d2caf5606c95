/* spill: bytes that wait in a file when memory holds enough of them. SPDX-License-Identifier: MIT */
#include "base/spill.h"

#include "base/file.h"

#include <errno.h>
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

static bool
write_all(int fd, struct str bytes, uint64_t offset)
{
    while (bytes.len > 0) {
        ssize_t n = pwrite(fd, bytes.at, bytes.len, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
        offset += (uint64_t)n;
    }
    return true;
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
    if (is_held || write_all(s->fd, bytes, *offset))
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
    size_t done = 0;

    while (done < n) {
        ssize_t got = pread(s->fd, at + done, n - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return STR_NONE;
        done += (size_t)got;
    }
    at[n] = '\0';
    return (struct str){ at, n };
}
