/* pack_part: some entries of a zip, which libzip writes for themselves. SPDX-License-Identifier: MIT
 *
 * libzip asks its sources for data and its archive for room through callbacks. An entry here is a source that says it is
 * deflated already, so its bytes are to be copied as they are: libzip is told that it has them, and does the same for the archive,
 * which then knows where they belong; all of a part are copied in the end. What is stored passes through libzip, which sums it
 * up, and is written at once, for its place is known: each thread has one picture at a time in memory, however many there are.
 *
 * The archive of a part says that it begins where the part lies in the file, which makes the places in its records those of the
 * whole zip. Its records are kept, its end is dropped. */
#include "wrap/pack_part.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/patchwork.h"
#include "base/zipdir.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct pack_hand {
    uint32_t time;
    struct arena mem;           /* problems */
    struct arena scratch;       /* the bytes of the one entry that is being written, if they were fetched */
    struct pack_part *part;     /* what is in hand */
    zip_t *zip;
    zip_error_t error;          /* of the archive */
    struct patchwork file;      /* the headers and bytes of the part */
    struct buf directory;       /* its records, and the end that libzip puts behind them */
    uint64_t at;                /* where in the file libzip writes next */
    size_t nheaders, nrecords;  /* that it wrote */

    bool is_open;               /* it reads an entry: */
    bool is_stored;             /* its bytes pass through */
    const char *bytes;          /* them; NULL: they are in a file */
    uint64_t done;              /* how many of them libzip has */
    struct patch promised;      /* what it writes next, if N is not 0, without having seen it */
    zip_error_t entry_error;
};

/* The first problem is kept, those that follow from it are not. */
static void
fail(struct pack_hand *h, const char *name, const char *what)
{
    if (!h->part->what)
        h->part->what = name ? arena_printf(&h->mem, "%s: %s", name, what).at : arena_cstr(&h->mem, str_of(what));
}

/* ---- an entry, as libzip reads it ----------------------------------------------------------------------------------- */

static zip_int64_t
entry_fail(struct pack_hand *h, const struct pack_item *item, int error)
{
    fail(h, item->name, strerror(error ? error : EIO));
    zip_error_set(&h->entry_error, ZIP_ER_READ, error ? error : EIO);
    return -1;
}

static zip_int64_t
entry_fetch(struct pack_hand *h, const struct pack_item *item)
{
    struct str bytes = STR_NONE;

    arena_clear(&h->scratch);
    errno = 0;
    if (item->read(item->context, &h->scratch, &bytes) < 0)
        return entry_fail(h, item, errno);
    if (bytes.len != item->size || deflate_crc(bytes) != item->crc) {
        fail(h, item->name, "its file changed while the book was made");
        zip_error_set(&h->entry_error, ZIP_ER_CHANGED, 0);
        return -1;
    }
    h->bytes = bytes.len > 0 ? bytes.at : "";
    return 0;
}

static zip_int64_t
entry_open(struct pack_hand *h, const struct pack_item *item)
{
    h->is_open = true;
    h->is_stored = !item->data || item->data->is_stored;
    h->bytes = item->data ? item->data->at : NULL;
    h->done = 0;
    return item->data ? 0 : entry_fetch(h, item);
}

/* The next bytes of an entry, at most LEN. */
static zip_int64_t
entry_give(struct pack_hand *h, const struct pack_item *item, void *data, zip_uint64_t len)
{
    const struct deflated *d = item->data;
    uint64_t left = item->size - h->done;
    uint64_t n = len < left ? len : left;

    if (n > 0 && !h->is_stored)
        h->promised = (struct patch){ .at = h->bytes ? h->bytes + h->done : NULL, .fd = d->fd, .offset = d->offset + h->done,
            .n = n, .name = item->name };
    else if (n > 0 && h->bytes)
        memcpy(data, h->bytes + h->done, n);
    else if (n > 0 && file_read_at(d->fd, data, n, d->offset + h->done) < 0)
        return entry_fail(h, item, errno);
    h->done += n;
    return (zip_int64_t)n;
}

/* Any time will do: put_header() puts in the right one. */
static zip_int64_t
entry_stat(const struct pack_item *item, void *data, zip_uint64_t len)
{
    const struct deflated *d = item->data;
    struct zip_stat stat;

    if (len < sizeof stat)
        return -1;
    zip_stat_init(&stat);
    stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME;
    stat.size = d ? d->original : item->size;
    stat.comp_size = item->size;
    stat.crc = d ? d->crc : item->crc;
    stat.comp_method = d && !d->is_stored ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    stat.mtime = 0;
    memcpy(data, &stat, sizeof stat);
    return sizeof stat;
}

static zip_int64_t
entry_source(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    const struct pack_item *item = user;
    struct pack_hand *h = item->hand;

    switch (command) {
    case ZIP_SOURCE_OPEN:
        return entry_open(h, item);
    case ZIP_SOURCE_READ:
        return entry_give(h, item, data, len);
    case ZIP_SOURCE_CLOSE:
        h->is_open = false;
        return 0;
    case ZIP_SOURCE_STAT:
        return entry_stat(item, data, len);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&h->entry_error, data, len);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        zip_error_set(&h->entry_error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- the archive, as libzip writes it -------------------------------------------------------------------------------- */

static zip_int64_t
sink_fail(struct pack_hand *h, int code, int error)
{
    fail(h, NULL, strerror(error ? error : EIO));
    zip_error_set(&h->error, code, error ? error : EIO);
    return -1;
}

/* libzip writes what it has just been given of an entry. */
static int
put_data(struct pack_hand *h, struct str bytes)
{
    if (h->at != h->file.end || h->promised.n != (h->is_stored ? 0 : bytes.len)) {
        errno = EINVAL;         /* it does something else with what it is given: no version is known that does */
        return -1;
    }
    if (h->is_stored)
        return patchwork_write(&h->file, bytes);
    patchwork_place(&h->file, &h->promised);
    h->promised.n = 0;
    return 0;
}

static bool
begins(struct str bytes, const char *sign, size_t len)
{
    return bytes.len == len && memcmp(bytes.at, sign, 4) == 0;
}

/* A header, or a name. libzip makes of a time what it is on the clocks of the place, and there are hours that no clock shows when
 * summer begins: so the time is put in here. Each local header comes twice, before its entry and after it. */
static int
put_header(struct pack_hand *h, struct str bytes)
{
    enum { LOCAL_TIME = 10, RECORD_TIME = 12 };     /* where the time is in each (APPNOTE 4.3.7, 4.3.12) */
    bool is_local = begins(bytes, "PK\3\4", ZIPDIR_LOCAL), is_record = begins(bytes, "PK\1\2", ZIPDIR_RECORD);
    char header[ZIPDIR_RECORD];

    if (is_local || is_record) {
        memcpy(header, bytes.at, bytes.len);
        zipdir_put(header + (is_local ? LOCAL_TIME : RECORD_TIME), h->time, 4);
        bytes.at = header;
    }
    h->nheaders += is_local && h->at == h->file.end;
    h->nrecords += is_record;
    if (h->nrecords == 0)
        return patchwork_put(&h->file, h->at, bytes);
    buf_add(&h->directory, bytes);      /* all that follows them */
    return 0;
}

static zip_int64_t
sink_write(struct pack_hand *h, const void *data, zip_uint64_t len)
{
    struct str bytes = { data, len };

    errno = 0;
    if (len > 0 && (h->is_open ? put_data(h, bytes) : put_header(h, bytes)) < 0)
        return sink_fail(h, ZIP_ER_WRITE, errno);
    h->at += len;
    return (zip_int64_t)len;
}

static zip_int64_t
sink_seek(struct pack_hand *h, void *data, zip_uint64_t len)
{
    zip_int64_t to = zip_source_seek_compute_offset(h->at, h->file.end, data, len, &h->error);

    if (to < 0)
        return -1;
    h->at = (uint64_t)to;
    return 0;
}

/* Gives each entry its record, of those one behind the other. The length of all. */
static size_t
hand_out_records(const struct pack_hand *h, const char *records)
{
    size_t at = 0;

    for (size_t i = 0; i < h->part->n; i++) {
        struct pack_item *item = &h->part->items[i];
        item->record = records + at;
        at += ZIPDIR_RECORD + item->name_length;
    }
    return at;
}

/* Is everything as long as was reckoned when the parts got their places? */
static bool
fits(const struct pack_hand *h, size_t nrecords)
{
    const struct pack_part *part = h->part;

    return h->nheaders == part->n && h->nrecords == part->n && h->file.end == part->end
        && h->directory.len == nrecords + ZIPDIR_END;
}

static zip_int64_t
sink_commit(struct pack_hand *h)
{
    h->part->records = mem_alloc(h->directory.len);
    memcpy(h->part->records, h->directory.at, h->directory.len);
    if (!fits(h, hand_out_records(h, h->part->records)))
        return sink_fail(h, ZIP_ER_CLOSE, EINVAL);
    errno = 0;
    if (patchwork_finish(&h->file, 1) < 0) {
        int error = errno;
        if (h->file.failed)
            fail(h, h->file.failed, strerror(error));
        return sink_fail(h, ZIP_ER_CLOSE, error);
    }
    return 0;
}

static zip_int64_t
sink(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct pack_hand *h = user;

    switch (command) {
    case ZIP_SOURCE_STAT:           /* "there is no such file": libzip starts a new one */
        zip_error_set(&h->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_BEGIN_WRITE:
        return 0;
    case ZIP_SOURCE_WRITE:
        return sink_write(h, data, len);
    case ZIP_SOURCE_SEEK_WRITE:
        return sink_seek(h, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)h->at;
    case ZIP_SOURCE_COMMIT_WRITE:
        return sink_commit(h);
    case ZIP_SOURCE_ROLLBACK_WRITE:
        return 0;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&h->error, data, len);
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&h->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- a part ---------------------------------------------------------------------------------------------------------- */

/* What a source must be able to do libzip reckons when the first archive is opened, in variables that all threads see: who comes
 * while it does that is told that the archive is read-only (libzip 1.7.3, zip_open.c). So they come one at a time. */
static zip_t *
open_source(zip_source_t *source, zip_error_t *error)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    zip_t *zip;

    pthread_mutex_lock(&one_at_a_time);
    zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, error);
    pthread_mutex_unlock(&one_at_a_time);
    return zip;
}

static void
open_zip(struct pack_hand *h)
{
    zip_source_t *target = zip_source_function_create(sink, h, &h->error);

    h->zip = target ? open_source(target, &h->error) : NULL;
    if (!h->zip) {
        fail(h, NULL, zip_error_strerror(&h->error));
        zip_source_free(target);
    }
}

/* A deflated entry must keep libzip's default method: only then are its bytes copied. */
static bool
set_facts(zip_t *zip, zip_uint64_t i, const struct pack_item *item)
{
    bool is_stored = !item->data || item->data->is_stored;

    return (!is_stored || zip_set_file_compression(zip, i, ZIP_CM_STORE, 0) == 0)
        && zip_file_set_external_attributes(zip, i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16) == 0;
}

static void
add(struct pack_hand *h, struct pack_item *item)
{
    zip_source_t *source = zip_source_function(h->zip, entry_source, item);
    zip_int64_t i = source ? zip_file_add(h->zip, item->name, source, ZIP_FL_ENC_UTF_8) : -1;

    item->hand = h;
    if (i < 0)
        zip_source_free(source);
    if (i < 0 || !set_facts(h->zip, (zip_uint64_t)i, item))
        fail(h, item->name, zip_error_strerror(zip_get_error(h->zip)));
}

void
pack_hand_write(struct pack_hand *h, int fd, uint32_t time, struct pack_part *part)
{
    h->part = part;
    h->time = time;
    h->at = part->place;
    h->nheaders = h->nrecords = 0;
    h->is_open = false;
    h->promised.n = 0;
    buf_clear(&h->directory);
    patchwork_part(&h->file, fd, part->place);
    open_zip(h);
    for (size_t i = 0; i < part->n && !part->what; i++)
        add(h, &part->items[i]);
    if (!part->what && zip_close(h->zip) == 0)
        h->zip = NULL;
    else if (!part->what)
        fail(h, NULL, zip_error_strerror(zip_get_error(h->zip)));
    if (h->zip)
        zip_discard(h->zip);
    h->zip = NULL;
}

/* Bytes of the part's entries from the first on that lie one behind the other in the file they are in; N: how many they are. */
static size_t
count_run(const struct pack_item *items, size_t left, size_t *n)
{
    uint64_t end = items->old->header;

    for (*n = 0; *n < left && items[*n].data->fd == items->data->fd && items[*n].old->header == end; ++*n)
        end = items[*n].old->offset + items[*n].old->stored;
    return (size_t)(end - items->old->header);
}

/* But for the one number that says where the header lies. */
static void
copy_records(struct pack_part *part, const uint64_t *places)
{
    enum { PLACE = 42 };                            /* of it in a record (APPNOTE 4.3.12) */
    struct buf records;

    buf_init(&records);
    for (size_t i = 0; i < part->n; i++) {
        buf_add(&records, part->items[i].old->record);
        zipdir_put(records.at + records.len - part->items[i].old->record.len + PLACE, places[i], 4);
    }
    part->records = records.at;
}

void
pack_hand_copy(struct pack_hand *h, int fd, struct pack_part *part)
{
    uint64_t *places = mem_alloc(part->n * sizeof *places), place = part->place;

    h->part = part;
    for (size_t i = 0, n, bytes; i < part->n && !part->what; i += n, place += bytes) {
        const struct pack_item *first = &part->items[i];
        bytes = count_run(first, part->n - i, &n);
        for (size_t k = 0; k < n; k++)
            places[i + k] = place + (first[k].old->header - first->old->header);
        if (file_copy(first->data->fd, first->old->header, fd, place, bytes) < 0)
            fail(h, first->name, strerror(errno));
    }
    if (!part->what && place != part->end)
        fail(h, NULL, strerror(EINVAL));
    if (!part->what) {
        copy_records(part, places);
        hand_out_records(h, part->records);
    }
    free(places);
}

struct pack_hand *
pack_hand_new(void)
{
    struct pack_hand *h = mem_zalloc(sizeof *h);

    h->file.fd = -1;
    arena_init(&h->mem);
    arena_init(&h->scratch);
    zip_error_init(&h->error);
    zip_error_init(&h->entry_error);
    return h;
}

void
pack_hand_free(struct pack_hand *h)
{
    if (!h)
        return;
    patchwork_close(&h->file);
    buf_release(&h->directory);
    zip_error_fini(&h->error);
    zip_error_fini(&h->entry_error);
    arena_release(&h->scratch);
    arena_release(&h->mem);
    free(h);
}
