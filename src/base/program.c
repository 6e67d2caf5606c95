/* program: what is running. SPDX-License-Identifier: MIT
 *
 * The list of loaded libraries is no part of POSIX; where the system has none, the program's version and the time it was compiled
 * from its sources (build/fingerprint) must do. */
#define _GNU_SOURCE             /* NOLINT: dl_iterate_phdr() */
#include "base/program.h"

#include "base/file.h"
#include "base/version.h"

#if defined(__has_include)
#if __has_include(<link.h>)
#include <link.h>
#define HAS_LIST 1
#endif
#endif

extern const char program_fingerprint[];        /* of the sources: made by the Makefile */

static void
describe_file(struct buf *out, const char *path)
{
    struct file_info info;

    buf_adds(out, path);
    if (file_stat(path, &info) == 0)
        buf_addf(out, " %llu %llu %lld %lld", (unsigned long long)info.stamp.size, (unsigned long long)info.stamp.inode,
            (long long)info.stamp.mtime, (long long)info.stamp.ctime);
    buf_addc(out, '\n');
}

#ifdef HAS_LIST
static int
describe_loaded(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    if (info->dlpi_name && info->dlpi_name[0] == '/')
        describe_file(out, info->dlpi_name);
    return 0;
}
#endif

void
program_describe(struct buf *out)
{
    buf_addf(out, "%s %s\n", VERSION, program_fingerprint);
    describe_file(out, "/proc/self/exe");
#ifdef HAS_LIST
    dl_iterate_phdr(describe_loaded, out);
#endif
}
