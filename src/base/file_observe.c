/* file_observe: tells what was asked of the file system. SPDX-License-Identifier: MIT
 *
 * The observer is one for the process, as the temporary files are: what a run depends on is known for sure only where files are
 * touched, and a way to it as an argument of all that may touch one would be as wide as the program. Two runs in one process are
 * told apart by the second going without. */
#include "base/file_observe.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;      /* none is told after its end */
static const struct file_observer *_Atomic observer;

bool
file_observe(const struct file_observer *o)
{
    bool is_free;

    pthread_rwlock_wrlock(&lock);
    is_free = !atomic_load(&observer);
    if (is_free)
        atomic_store(&observer, o);
    pthread_rwlock_unlock(&lock);
    return is_free;
}

void
file_observe_end(const struct file_observer *o)
{
    pthread_rwlock_wrlock(&lock);
    if (atomic_load(&observer) == o)
        atomic_store(&observer, NULL);
    pthread_rwlock_unlock(&lock);
}

/* The observer, for the time until leave(); NULL: nobody is there. */
static const struct file_observer *
enter(void)
{
    const struct file_observer *o;

    if (!atomic_load_explicit(&observer, memory_order_relaxed))
        return NULL;
    pthread_rwlock_rdlock(&lock);
    o = atomic_load(&observer);
    if (!o)
        pthread_rwlock_unlock(&lock);
    return o;
}

static int
leave(int rc, int error)
{
    pthread_rwlock_unlock(&lock);
    errno = error;
    return rc;
}

int
observed_is(int rc, const char *path, const struct file_info *info, bool knows_link)
{
    const struct file_observer *o = enter();
    int error = errno;

    if (!o)
        return rc;
    if (rc < 0 && info->type == FILE_NONE && (error == ENOENT || error == ENOTDIR))
        o->is(o->context, path, info, false);
    else if (rc < 0)
        o->fails(o->context);
    else if (!file_is_temp(path))
        o->is(o->context, path, info, knows_link);
    return leave(rc, error);
}

int
observed_holds(int rc, const char *folder, const struct file_name *names, size_t n)
{
    const struct file_observer *o = enter();
    int error = errno;

    if (!o)
        return rc;
    if (rc < 0)
        o->fails(o->context);
    else
        o->holds(o->context, folder, names, n);
    return leave(rc, error);
}

void
observed_known(const char *folder, struct file_name *names, size_t n)
{
    const struct file_observer *o = enter();
    int error = errno;

    if (!o)
        return;
    if (o->knows)
        o->knows(o->context, folder, names, n);
    leave(0, error);
}

int
observed_leads(const char *path, const char *real)
{
    const struct file_observer *o = enter();
    int error = errno, rc = real ? 0 : -1;

    if (!o)
        return rc;
    o->leads(o->context, path, real);
    return leave(rc, error);
}
