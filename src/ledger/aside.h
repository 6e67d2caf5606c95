/* aside: many small records that wait in a file until they are saved. SPDX-License-Identifier: MIT
 *
 * They are put in as they come, and read in nearly that order. The file has no name and goes with the process; where there can be
 * none all is held in memory. Several threads may put records in at once; they are read by one, when all are there. */
#ifndef LEDGER_ASIDE_H
#define LEDGER_ASIDE_H

#include "base/str.h"

#include <stdint.h>

struct aside;

struct aside *aside_new(const char *near);      /* the folder of this path is where the file is made, if it is needed */
void aside_free(struct aside *);

uint64_t aside_put(struct aside *, struct str record);  /* its place */
/* The LEN bytes at PLACE, until the next call; empty if they cannot be read. */
struct str aside_get(struct aside *, uint64_t place, size_t len);

#endif
