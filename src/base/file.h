/* file: bytes on disk. SPDX-License-Identifier: MIT
 *
 * The only part of the program that opens, lists or writes files (but for wrap/pack, which writes a temporary name that
 * file_commit() then puts in place). Functions return 0, or -1 with errno set. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum file_type { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_OTHER };

/* What tells that a file is not the one it was, without reading it. Times are nanoseconds since 1970. */
struct file_stamp {
    uint64_t size, inode;
    int64_t  mtime, ctime;      /* of its bytes; of its bytes, name or rights: nobody can set that one */
};

struct file_info {
    enum file_type type;
    bool     is_link;           /* the name itself is a symbolic link; type and size are those of what it leads to */
    uint64_t size;
    int64_t  mtime;             /* nanoseconds since 1970 */
    struct file_stamp stamp;
};

struct file_name {
    struct str name;            /* without its folder */
    struct file_info info;
};

/* What PATH is; FILE_NONE (and 0) if it is not there. */
int file_stat(const char *path, struct file_info *);

/* A folder, opened (file_close()) to look at many names in it; -1 with errno. The same as file_stat() for one of them, but nobody
 * is told. */
int file_open_folder(struct str folder);
int file_stat_in(int folder, const char *name, struct file_info *);

bool file_stamp_eq(const struct file_stamp *, const struct file_stamp *);
/* Is PATH a file, with this stamp? */
bool file_has_stamp(const char *path, const struct file_stamp *);

/* The time of the file system that PATH lies in, as it stamps files; 0 if nothing can be written beside PATH. What changes from
 * now on is stamped with this time or a later one. */
int64_t file_now(const char *path);

/* The whole of PATH, followed by a NUL that does not count. More than 1 GiB is refused (EFBIG). */
int file_read(struct arena *, const char *path, struct str *bytes);

/* The same of a file that was looked at, or listed, when it had this STAMP. As long as it has that size it is read without being
 * looked at again: who watches was told of the stamp, and a file that changed since then has another one. */
int file_read_seen(struct arena *, const char *path, const struct file_stamp *, struct str *bytes);

/* At most the first N bytes of PATH: for telling what it is. */
int file_head(struct arena *, const char *path, size_t n, struct str *bytes);

/* The LEN bytes from AT on, fewer at the end of the file. 0, or -1 with errno. */
int file_range(struct arena *, const char *path, uint64_t at, size_t len, struct str *bytes);

/* The names in a folder but "." and "..", in byte order; of many JOBS workers (0: as many as there are processors) look at
 * some each. */
int file_list(struct arena *, const char *folder, unsigned jobs, struct file_name **names, size_t *n);

/* PATH with every symbolic link and ".." resolved; -1 if it does not exist. */
int file_real(struct arena *, const char *path, struct str *real);

int file_remove(const char *path);

/* A file descriptor to read PATH with, or -1. */
int  file_open(const char *path);
void file_close(int fd);

/* Exactly N bytes at OFFSET of the file behind FD (EIO: it is shorter); BYTES at OFFSET of it. Its position is left alone. */
int file_read_at(int fd, char *to, size_t n, uint64_t offset);
int file_write_at(int fd, struct str bytes, uint64_t offset);

/* N bytes of FROM, at OFFSET, to TO, at PLACE: with one copy in memory where two are usual. EIO: FROM is shorter. */
int file_copy(int from, uint64_t offset, int to, uint64_t place, uint64_t n);

/* The N bytes at OFFSET may go to the disk now: who will wait for that has less to wait for. Nothing is done where it cannot be
 * said. */
void file_hurry(int fd, uint64_t offset, uint64_t n);

/* Makes FOLDER and those above it where they are missing. */
int file_make_folder(const char *folder);

/* A new empty temporary file in the folder of PATH, its name in TEMP: ".NAME.sheaf-PID-N.tmp". It is removed when the
 * program ends early, by a signal too, until file_commit() or file_discard(). */
int file_temp(struct arena *, const char *path, const char **temp);
/* The same for the file behind FD, which has no name. */
int file_temp_of(struct arena *, const char *path, int fd, const char **temp);
/* Puts TEMP (a result of file_temp) in the place of PATH: mode 0666 less the umask, fsync of the file, rename, fsync of the
 * folder. On failure PATH is as it was and TEMP is gone. */
int  file_commit(const char *temp, const char *path);
void file_discard(const char *temp);

/* What is long in the making has no name meanwhile, where the system knows such files: then not even a kill leaves it behind.
 * Elsewhere it is a temporary file from the beginning. file_draft_end() closes it, and it is one, TEMP. */
struct draft { int fd; const char *temp; };     /* to be written and read; NULL: it has no name */
int  file_draft(struct arena *, const char *path, struct draft *);
int  file_draft_end(struct arena *, const char *path, struct draft *);
void file_draft_drop(struct draft *);           /* also after a failure of these */

/* A new empty file in the folder of PATH, which is made if it is missing, without a name: it goes when it is closed. A file
 * descriptor to read and write, or -1. */
int file_nameless(const char *path);

/* Writes BYTES to PATH so that PATH holds either all of them or what it held before; nothing is left behind. */
int file_replace(const char *path, struct str bytes);

/* True if PATH holds exactly BYTES. */
bool file_equals(const char *path, struct str bytes);

/* True if both can be read and hold the same bytes; reads them piece by piece. */
bool file_same(const char *path, const char *other);

/* ---- what was asked -------------------------------------------------------------------------------------------------- */

/* Told of every answer that the file system gave in this process, from the time it is set until file_observe_end(): what a run
 * depends on. Called by any thread, also by several at once. Temporary files are not told of. */
struct file_observer {
    void (*is)(void *context, const char *path, const struct file_info *, bool knows_link);    /* looked at or read */
    void (*holds)(void *context, const char *folder, const struct file_name *, size_t n);      /* listed */
    void (*leads)(void *context, const char *path, const char *real);       /* file_real(); REAL may be NULL */
    void (*fails)(void *context);       /* something was there but could not be looked at */
    /* Of the names in a folder that is listed, each of type FILE_NONE, sets what was looked at a moment ago; or NULL. */
    void (*knows)(void *context, const char *folder, struct file_name *, size_t n);
    void *context;
};
bool file_observe(const struct file_observer *);        /* false: another one is set */
void file_observe_end(const struct file_observer *);    /* nothing if it is not the one that is set */

/* How many names FOLDER holds but "." and "..". */
int file_count(const char *folder, size_t *n);

bool file_is_temp(const char *path);                    /* a temporary file of this process */

/* An exclusive lock on PATH, which is made if need be: a file descriptor to give to file_unlock(), or -1; errno is
 * EWOULDBLOCK if another process holds it. */
int  file_lock(const char *path);
void file_unlock(int lock);

/* Removes the temporary files of this process, then ends it as the signal would: for the handlers of SIGINT, SIGTERM,
 * SIGHUP and SIGPIPE, which this installs. */
void file_guard_signals(void);

#endif
