/* file_observe: the side of the observer that file.c tells. SPDX-License-Identifier: MIT */
#ifndef BASE_FILE_OBSERVE_H
#define BASE_FILE_OBSERVE_H

#include "base/file.h"

/* RC is that of the call, whose errno is kept. */
int observed_is(int rc, const char *path, const struct file_info *, bool knows_link);
int observed_holds(int rc, const char *folder, const struct file_name *, size_t n);
void observed_known(const char *folder, struct file_name *, size_t n);
int observed_leads(const char *path, const char *real);         /* 0, or -1 if REAL is NULL */

#endif
