/* file_at: parts of an open file. SPDX-License-Identifier: MIT */
#define _GNU_SOURCE             /* sync_file_range() */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

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

void
file_hurry(int fd, uint64_t offset, uint64_t n)
{
#ifdef SYNC_FILE_RANGE_WRITE
    sync_file_range(fd, (off_t)offset, (off_t)n, SYNC_FILE_RANGE_WRITE);
#else
    (void)fd, (void)offset, (void)n;
#endif
}
