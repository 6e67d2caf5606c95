/* splice: a zip out of entries of others, copied whole. SPDX-License-Identifier: MIT */
#include "base/splice.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/patchwork.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

enum { PLACE = 42, MOST_ENTRIES = 65535 };              /* PLACE: of the header's offset in a record (APPNOTE 4.3.12) */
enum { RUN = 1 << 20 };                                 /* bytes after which a run is cut, for other workers */

static uint64_t
end_of(const struct zip_entry *e)
{
    return e->offset + e->stored;
}

/* The entries from the first on that lie one behind the other in one file: how many, and their BYTES. */
static size_t
count_run(const struct splice *s, size_t n, size_t *bytes)
{
    size_t run = 1;

    *bytes = (size_t)(end_of(s[0].entry) - s[0].entry->header);
    for (; run < n && *bytes < RUN; run++) {
        if (s[run].fd != s[0].fd || s[run].entry->header != end_of(s[run - 1].entry))
            break;
        *bytes += (size_t)(end_of(s[run].entry) - s[run].entry->header);
    }
    return run;
}

/* Sets where the headers of the run will be. */
static void
add_run(struct patchwork *p, uint64_t *places, const struct splice *s, size_t run, size_t bytes)
{
    for (size_t i = 0; i < run; i++)
        places[i] = p->end + (s[i].entry->header - s[0].entry->header);
    patchwork_place(p, &(struct patch){ .fd = s[0].fd, .offset = s[0].entry->header, .n = bytes });
}

static void
add_record(struct buf *directory, const struct zip_entry *e, uint64_t place)
{
    buf_add(directory, e->record);
    zipdir_put(directory->at + directory->len - e->record.len + PLACE, place, 4);
}

static void
add_end(struct buf *directory, size_t n, uint64_t place)
{
    char end[ZIPDIR_END];

    zipdir_end(end, n, directory->len, place);
    buf_add(directory, (struct str){ end, sizeof end });
}

static bool
needs_zip64(const struct splice *s, size_t n)
{
    uint64_t total = ZIPDIR_END;

    for (size_t i = 0; i < n; i++)
        total += end_of(s[i].entry) - s[i].entry->header + s[i].entry->record.len;
    return n > MOST_ENTRIES || total >= UINT32_MAX;
}

int
splice_write(const char *path, const struct splice *s, size_t n, const uint32_t *order, unsigned workers)
{
    struct patchwork p;
    struct buf directory;
    uint64_t *places;
    int rc, error;

    if (needs_zip64(s, n)) {
        errno = EFBIG;
        return -1;
    }
    if (patchwork_open(&p, path) < 0)
        return -1;
    places = mem_alloc(n * sizeof *places);
    for (size_t i = 0, run, bytes; i < n; i += run) {
        run = count_run(s + i, n - i, &bytes);
        add_run(&p, places + i, s + i, run, bytes);
    }
    buf_init(&directory);
    for (size_t i = 0; i < n; i++) {
        size_t k = order ? order[i] : i;
        add_record(&directory, s[k].entry, places[k]);
    }
    free(places);
    add_end(&directory, n, p.end);
    patchwork_place(&p, &(struct patch){ .at = directory.at, .fd = -1, .n = directory.len });
    rc = patchwork_finish(&p, workers);
    error = errno;
    if (patchwork_close(&p) < 0 && rc == 0) {
        rc = -1;
        error = errno;
    }
    buf_release(&directory);
    errno = error;
    return rc;
}
