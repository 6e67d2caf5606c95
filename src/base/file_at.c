/* file_at: parts of an open file. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE             /* sync_file_range(), MAP_POPULATE */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

int
file_read_at(int fd, char *to, size_t n, uint64_t offset)
{
    while (n > 0) {
        ssize_t got = pread(fd, to, n, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            errno = got < 0 ? errno : EIO;
            return -1;
        }
        to += got;
        n -= (size_t)got;
        offset += (uint64_t)got;
    }
    return 0;
}

int
file_write_at(int fd, struct str bytes, uint64_t offset)
{
    while (bytes.len > 0) {
        ssize_t n = pwrite(fd, bytes.at, bytes.len, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n < 0 ? errno : EIO;
            return -1;
        }
        bytes = str_from(bytes, (size_t)n);
        offset += (uint64_t)n;
    }
    return 0;
}

static int
copy_by_turns(int from, uint64_t offset, int to, uint64_t place, uint64_t n)
{
    enum { ROOM = 1 << 18 };
    char *room = mem_alloc(ROOM);
    int rc = 0;

    for (uint64_t done = 0; done < n && rc == 0; done += ROOM) {
        size_t some = n - done < ROOM ? (size_t)(n - done) : ROOM;
        rc = file_read_at(from, room, some, offset + done);
        if (rc == 0)
            rc = file_write_at(to, (struct str){ room, some }, place + done);
    }
    free(room);
    return rc;
}

/* The system writes out of the pages in which it keeps FROM. Only it reads them: should the file become shorter meanwhile, it says
 * EFAULT, and nobody gets a signal. */
int
file_copy(int from, uint64_t offset, int to, uint64_t place, uint64_t n)
{
    size_t before = (size_t)(offset % (uint64_t)sysconf(_SC_PAGESIZE)), length = before + (size_t)n;
    struct stat st;
    char *map;
    int rc, error;

    if (fstat(from, &st) < 0)
        return -1;
    if ((uint64_t)st.st_size < offset + n) {
        errno = EIO;
        return -1;
    }
    map = n > 0 ? mmap(NULL, length, PROT_READ, MAP_SHARED | MAP_POPULATE, from, (off_t)(offset - before)) : MAP_FAILED;
    if (map == MAP_FAILED)
        return copy_by_turns(from, offset, to, place, n);
    rc = file_write_at(to, (struct str){ map + before, (size_t)n }, place);
    error = errno == EFAULT ? EIO : errno;
    munmap(map, length);
    errno = error;
    return rc;
}

void
file_hurry(int fd, uint64_t offset, uint64_t n)
{
#ifdef SYNC_FILE_RANGE_WRITE
    sync_file_range(fd, (off_t)offset, (off_t)n, SYNC_FILE_RANGE_WRITE);
#else
    (void)fd, (void)offset, (void)n;
#endif
}
