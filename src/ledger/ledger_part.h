/* ledger_part: what the files of the ledger share. SPDX-License-Identifier: MIT
 *
 *     ledger.c            the file: opened, made, dropped; what proves that another one is what it was
 *     ledger_blocks.c     blocks, loaded and saved */
#ifndef LEDGER_LEDGER_PART_H
#define LEDGER_LEDGER_PART_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "ledger/ledger.h"
#include "wrap/sqlite.h"

struct ledger {
    struct arena mem;
    const char *path;
    struct table_file *file;
    bool writable, fresh, saving;
    int64_t now;
    struct hash program;        /* its fingerprint */
    struct map sums;            /* "kind owner name" to the sum of what was loaded: struct ledger_sum */
    char problem[256];
};

#endif
