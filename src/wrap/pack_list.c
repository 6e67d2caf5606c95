/* pack_list: what is in a zip, with libzip. SPDX-License-Identifier: MIT */
#include "wrap/pack.h"

#include <zip.h>

static const uint64_t MOST_LISTED = UINT64_C(1) << 30;  /* bytes that are taken into memory */

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
