/* pack: a zip file of finished entries, with libzip. SPDX-License-Identifier: MIT
 *
 * libzip asks its sources for data and its archive for room through callbacks. An entry here is a source that says it is
 * deflated already, so its bytes are to be copied as they are: libzip is told that it has them, and does the same for the archive,
 * which then knows where they belong; all are copied in the end, by several threads. What is stored passes through libzip, which
 * sums it up. The archive is a plain file of ours, so that libzip makes no temporary file of its own that a kill would leave
 * behind. */
#include "wrap/pack.h"

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/patchwork.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { MOST_ENTRIES = 65535 };                          /* without ZIP64, which old devices do not read */
static const uint64_t MOST_BYTES = 0xFFFFFFFE;
static const int64_t FIRST_TIME = 315532800;            /* 1980-01-01T00:00:00Z */
static const int64_t LAST_TIME = 4354819198;            /* 2107-12-31T23:59:58Z */
static const uint64_t MOST_LISTED = UINT64_C(1) << 30;  /* bytes that pack_list() takes into memory */

struct entry {
    struct pack *pack;
    const char *name;
    struct zip_stat stat;
    const char *bytes;          /* what the zip holds; NULL until it is read, for those added later, and for those in a file */
    int fd;                     /* the file of an entry without BYTES and READ */
    uint64_t offset;
    uint64_t done;              /* bytes given to libzip */
    pack_read_fn *read;
    void *context;
    zip_error_t error;
};

struct pack {
    struct arena mem, scratch;  /* scratch: the bytes of the one entry that is being written */
    const char *path;
    zip_t *zip;
    struct patchwork file;
    uint64_t at;                /* where in it libzip writes next */
    unsigned workers;
    bool is_stored;             /* what it writes is a stored entry: it may be large */
    struct patch promised;      /* what it writes next, if N is not 0, without having seen it */
    zip_error_t error;          /* of the file */
    uint16_t dos_date, dos_time;
    uint64_t total;             /* size of the zip when all is written */
    size_t n;
    const char *what;           /* the first problem; NULL: none */
};

/* The first problem is kept, those that follow from it are not. */
static void
fail(struct pack *p, const char *name, const char *what)
{
    if (!p->what)
        p->what = name ? arena_printf(&p->mem, "%s: %s", name, what).at : arena_cstr(&p->mem, str_of(what));
}

static void
fail_system(struct pack *p, const char *name, int error)
{
    char text[256];

    if (strerror_r(error, text, sizeof text) != 0)
        snprintf(text, sizeof text, "error %d", error);
    fail(p, name, text);
}

/* ---- an entry, as libzip reads it ----------------------------------------------------------------------------------- */

static zip_int64_t
entry_fail(struct entry *e, int error)
{
    fail_system(e->pack, e->name, error ? error : EIO);
    zip_error_set(&e->error, ZIP_ER_READ, error ? error : EIO);
    return -1;
}

static bool
entry_fetch(struct entry *e)
{
    struct pack *p = e->pack;
    struct str bytes = STR_NONE;

    arena_clear(&p->scratch);
    errno = 0;
    if (e->read(e->context, &p->scratch, &bytes) < 0)
        return entry_fail(e, errno) == 0;
    if (bytes.len != e->stat.size || deflate_crc(bytes) != e->stat.crc) {
        fail(p, e->name, "its file changed while the book was made");
        zip_error_set(&e->error, ZIP_ER_CHANGED, 0);
        return false;
    }
    e->bytes = bytes.len > 0 ? bytes.at : "";
    return true;
}

/* The next bytes of an entry, at most LEN. */
static zip_int64_t
entry_give(struct entry *e, void *data, zip_uint64_t len)
{
    struct pack *p = e->pack;
    uint64_t left = e->stat.comp_size - e->done;
    uint64_t n = len < left ? len : left;

    if (n > 0 && e->stat.comp_method != ZIP_CM_STORE)
        p->promised = (struct patch){ .at = e->bytes ? e->bytes + e->done : NULL, .fd = e->fd, .offset = e->offset + e->done,
            .n = n, .name = e->name };
    else if (n > 0 && e->bytes)
        memcpy(data, e->bytes + e->done, n);
    else if (n > 0 && file_read_at(e->fd, data, n, e->offset + e->done) < 0)
        return entry_fail(e, errno);
    e->done += n;
    return (zip_int64_t)n;
}

static zip_int64_t
entry_stat(const struct entry *e, void *data, zip_uint64_t len)
{
    if (len < sizeof e->stat)
        return -1;
    memcpy(data, &e->stat, sizeof e->stat);
    return sizeof e->stat;
}

static zip_int64_t
entry_source(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct entry *e = user;

    switch (command) {
    case ZIP_SOURCE_OPEN:
        e->done = 0;
        e->pack->is_stored = e->stat.comp_method == ZIP_CM_STORE;
        return e->read && !entry_fetch(e) ? -1 : 0;
    case ZIP_SOURCE_READ:
        return entry_give(e, data, len);
    case ZIP_SOURCE_CLOSE:
        e->pack->is_stored = false;
        if (e->read)
            e->bytes = NULL;
        return 0;
    case ZIP_SOURCE_STAT:
        return entry_stat(e, data, len);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&e->error, data, len);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        zip_error_set(&e->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- the archive, as libzip writes it -------------------------------------------------------------------------------- */

static zip_int64_t
sink_fail(struct pack *p, int code)
{
    int error = errno ? errno : EIO;

    fail_system(p, NULL, error);
    zip_error_set(&p->error, code, error);
    return -1;
}

static zip_int64_t
sink_open(struct pack *p)
{
    p->at = 0;
    return patchwork_open(&p->file, p->path) < 0 ? sink_fail(p, ZIP_ER_OPEN) : 0;
}

static zip_int64_t
sink_close(struct pack *p, bool keep)
{
    int rc = keep ? patchwork_finish(&p->file, p->workers) : 0, error = errno;

    if (p->file.failed)
        fail_system(p, p->file.failed, error);
    if (patchwork_close(&p->file) < 0 && keep && rc == 0) {
        rc = -1;
        error = errno;
    }
    errno = error;
    return rc < 0 ? sink_fail(p, ZIP_ER_CLOSE) : 0;
}

/* libzip writes what it has just been given of an entry, or a header; each header twice, before its entry and after it. */
static int
put(struct pack *p, struct str bytes)
{
    if (p->promised.n > 0) {
        if (p->promised.n != bytes.len || p->at != p->file.end) {
            errno = EINVAL;     /* it does something else with what it is given: no version is known that does */
            return -1;
        }
        patchwork_place(&p->file, &p->promised);
        p->promised.n = 0;
        return 0;
    }
    return p->is_stored && p->at == p->file.end ? patchwork_write(&p->file, bytes) : patchwork_put(&p->file, p->at, bytes);
}

static zip_int64_t
sink_write(struct pack *p, const void *data, zip_uint64_t len)
{
    errno = 0;
    if (len > 0 && put(p, (struct str){ data, len }) < 0)
        return sink_fail(p, ZIP_ER_WRITE);
    p->at += len;
    return (zip_int64_t)len;
}

static zip_int64_t
sink_seek(struct pack *p, void *data, zip_uint64_t len)
{
    zip_int64_t to = zip_source_seek_compute_offset(p->at, p->file.end, data, len, &p->error);

    if (to < 0)
        return -1;
    p->at = (uint64_t)to;
    return 0;
}

static zip_int64_t
sink(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct pack *p = user;

    switch (command) {
    case ZIP_SOURCE_STAT:           /* "there is no such file": libzip starts a new one */
        zip_error_set(&p->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_BEGIN_WRITE:
        return sink_open(p);
    case ZIP_SOURCE_WRITE:
        return sink_write(p, data, len);
    case ZIP_SOURCE_SEEK_WRITE:
        return sink_seek(p, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)p->at;
    case ZIP_SOURCE_COMMIT_WRITE:
        return sink_close(p, true);
    case ZIP_SOURCE_ROLLBACK_WRITE:
        return sink_close(p, false);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&p->error, data, len);
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&p->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- making one ------------------------------------------------------------------------------------------------------ */

/* The man page of libzip 1.7.3 has the two layouts swapped; these are right. */
uint32_t
pack_dos_time(int64_t epoch)
{
    struct date d = date_of_epoch(epoch < FIRST_TIME ? FIRST_TIME : epoch > LAST_TIME ? LAST_TIME : epoch);

    return (uint32_t)((d.year - 1980) << 9 | d.month << 5 | d.day) << 16
        | (uint32_t)(d.hour << 11 | d.minute << 5 | d.second / 2);
}

static void
set_time(struct pack *p, int64_t epoch)
{
    p->dos_date = (uint16_t)(pack_dos_time(epoch) >> 16);
    p->dos_time = (uint16_t)pack_dos_time(epoch);
}

struct pack *
pack_new(const char *path, int64_t epoch, unsigned workers)
{
    struct pack *p = mem_zalloc(sizeof *p);
    zip_source_t *target;

    arena_init(&p->mem);
    arena_init(&p->scratch);
    zip_error_init(&p->error);
    p->file.fd = -1;
    p->workers = workers;
    p->path = arena_cstr(&p->mem, str_of(path));
    p->total = 22;              /* the end of the central directory */
    set_time(p, epoch);
    target = zip_source_function_create(sink, p, &p->error);
    p->zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &p->error) : NULL;
    if (!p->zip) {
        fail(p, NULL, zip_error_strerror(&p->error));
        zip_source_free(target);
    }
    return p;
}

void
pack_expect(size_t n)
{
    enum { KEPT = 448 };        /* bytes of libzip for an entry, as measured */

    mem_warm(n * KEPT);
}

/* Room without ZIP64: a local and a central header for each entry, and its name in both. */
static bool
has_room(struct pack *p, const char *name, uint64_t size)
{
    p->n++;
    p->total += pack_room(strlen(name), size);
    if (p->n > MOST_ENTRIES)
        fail(p, NULL, "more than 65,535 files in one book: bind several, with `volumes:`, `every:` or `limit:`");
    if (size > MOST_BYTES || p->total > MOST_BYTES)
        fail(p, NULL, "more than 4 GiB in one book: bind several, with `volumes:`, `every:` or `limit:`");
    return !p->what;
}

/* A deflated entry must keep libzip's default method: only then are its bytes copied. */
static bool
set_facts(struct pack *p, zip_uint64_t i, const struct entry *e)
{
    bool is_stored = e->stat.comp_method == ZIP_CM_STORE;

    return (!is_stored || zip_set_file_compression(p->zip, i, ZIP_CM_STORE, 0) == 0)
        && zip_file_set_dostime(p->zip, i, p->dos_time, p->dos_date, 0) == 0
        && zip_file_set_external_attributes(p->zip, i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16) == 0;
}

static void
add(struct pack *p, struct entry *e)
{
    zip_source_t *source;
    zip_int64_t i;

    if (p->what || !has_room(p, e->name, e->stat.comp_size))
        return;
    zip_error_init(&e->error);
    source = zip_source_function(p->zip, entry_source, e);
    i = source ? zip_file_add(p->zip, e->name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (i < 0)
        zip_source_free(source);
    if (i < 0 || !set_facts(p, (zip_uint64_t)i, e))
        fail(p, e->name, zip_error_strerror(zip_get_error(p->zip)));
}

static struct entry *
entry_new(struct pack *p, const char *name, uint64_t size, uint64_t stored, uint32_t crc, zip_uint16_t method)
{
    struct entry *e = ARENA_NEW(&p->mem, struct entry);

    e->pack = p;
    e->name = name;
    zip_stat_init(&e->stat);
    e->stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
    e->stat.size = size;
    e->stat.comp_size = stored;
    e->stat.crc = crc;
    e->stat.comp_method = method;
    return e;
}

void
pack_add(struct pack *p, const char *name, const struct deflated *data)
{
    zip_uint16_t method = data->is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    struct entry *e = entry_new(p, name, data->original, data->len, data->crc, method);

    e->bytes = data->at;
    e->fd = data->fd;
    e->offset = data->offset;
    add(p, e);
}

void
pack_add_later(struct pack *p, const char *name, uint64_t size, uint32_t crc, pack_read_fn *read, void *context)
{
    struct entry *e = entry_new(p, name, size, size, crc, ZIP_CM_STORE);

    e->read = read;
    e->context = context;
    add(p, e);
}

static void
release(struct pack *p)
{
    if (p->zip)
        zip_discard(p->zip);
    if (p->file.fd >= 0)
        sink_close(p, false);
    zip_error_fini(&p->error);
    arena_release(&p->scratch);
    arena_release(&p->mem);
    free(p);
}

int
pack_close(struct pack *p, struct arena *mem, const char **what)
{
    int rc;

    if (!p->what && p->n == 0)
        fail(p, NULL, "a zip without entries");
    if (!p->what && zip_close(p->zip) == 0)
        p->zip = NULL;
    else if (!p->what)
        fail(p, NULL, zip_error_strerror(zip_get_error(p->zip)));
    rc = p->what ? -1 : 0;
    if (rc < 0)
        *what = arena_cstr(mem, str_of(p->what));
    release(p);
    return rc;
}

void
pack_abandon(struct pack *p)
{
    release(p);
}

/* ---- reading one ------------------------------------------------------------------------------------------------------ */

static bool
read_entry(struct arena *mem, zip_t *zip, zip_uint64_t i, uint64_t *budget, struct pack_entry *entry)
{
    zip_stat_t stat;
    zip_file_t *file;
    char *bytes;
    bool whole;

    if (zip_stat_index(zip, i, 0, &stat) != 0 || stat.size > *budget)
        return false;
    *budget -= stat.size;
    file = zip_fopen_index(zip, i, 0);
    if (!file)
        return false;
    bytes = arena_alloc(mem, stat.size + 1);
    whole = zip_fread(file, bytes, stat.size) == (zip_int64_t)stat.size;
    bytes[whole ? stat.size : 0] = '\0';
    zip_fclose(file);
    *entry = (struct pack_entry){ arena_cstr(mem, str_of(stat.name)), { bytes, stat.size }, stat.comp_size, stat.comp_method };
    return whole;
}

int
pack_list(struct arena *mem, const char *path, struct pack_entry **entries, size_t *n)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    uint64_t budget = MOST_LISTED;
    size_t count;

    if (!zip)
        return -1;
    count = (size_t)zip_get_num_entries(zip, 0);
    *entries = arena_zalloc(mem, (count + 1) * sizeof **entries);
    for (*n = 0; *n < count; (*n)++)
        if (!read_entry(mem, zip, *n, &budget, &(*entries)[*n]))
            break;
    zip_discard(zip);
    return *n == count ? 0 : -1;
}
