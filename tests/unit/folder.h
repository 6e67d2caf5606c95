/* folder: a scratch folder for tests that need real files. SPDX-License-Identifier: MIT
 *
 *     struct folder f; folder_open(&f); folder_write(&f, "a/b.md", "text"); … folder_close(&f);
 * Names are relative to it; the tests go into it with chdir(), so that paths are short and the same everywhere. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H

#include "base/arena.h"
#include "base/str.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[64];
    char *before;               /* where the program was */
};

static inline void
folder_open(struct folder *f)
{
    snprintf(f->path, sizeof f->path, "/tmp/sheaf-test-XXXXXX");
    f->before = realpath(".", NULL);
    if (!mkdtemp(f->path) || chdir(f->path) != 0) {
        perror(f->path);
        exit(1);
    }
}

static inline int
folder_remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static inline void
folder_close(struct folder *f)
{
    if (chdir(f->before) != 0)
        exit(1);
    nftw(f->path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f->before);
}

/* Makes the folders above it, too. */
static inline void
folder_write_bytes(const char *name, struct str bytes)
{
    char path[512];
    FILE *out;

    snprintf(path, sizeof path, "%s", name);
    for (char *slash = path; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        mkdir(path, 0777);
    }
    out = fopen(path, "wb");
    if (!out || fwrite(bytes.at ? bytes.at : "", 1, bytes.len, out) != bytes.len || fclose(out) != 0) {
        perror(path);
        exit(1);
    }
}

static inline void
folder_write(const char *name, const char *text)
{
    folder_write_bytes(name, str_of(text));
}

static inline void
folder_link(const char *to, const char *name)
{
    if (symlink(to, name) != 0) {
        perror(name);
        exit(1);
    }
}

#endif
