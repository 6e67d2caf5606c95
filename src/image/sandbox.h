/* sandbox: what a program may do that decodes pictures nobody vouches for. SPDX-License-Identifier: MIT
 *
 * In the order of a run: sandbox_limit() first, sandbox_close() when the libraries are ready, sandbox_start_clock() for each
 * picture. Where a system has none of it the program runs without: it is still a process of its own. */
#ifndef IMAGE_SANDBOX_H
#define IMAGE_SANDBOX_H

#include <stdbool.h>

/* Memory, size of files, no core; closes what was left open. */
void sandbox_limit(void);

/* From here on no file can be opened, no program started, no socket made (seccomp on Linux). With READS_FILES files can be opened
 * for reading: fonts, for text that sheaf itself sends. */
void sandbox_close(bool reads_files);

/* The program ends when the next picture takes more than its share of processor time. */
void sandbox_start_clock(void);

#endif
