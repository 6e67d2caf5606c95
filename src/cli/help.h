/* help: texts made from the tables of options.h. SPDX-License-Identifier: MIT */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"

#include <stdbool.h>
#include <stdio.h>

void help_overview(FILE *);                             /* what `sheaf help` prints */
void help_command(FILE *, const struct command *);      /* what `sheaf help COMMAND` prints */
void help_man(FILE *);                                  /* sheaf(1), as roff */
bool help_completion(FILE *, const char *shell);        /* bash, zsh or fish; false for another */

/* Topics that `sheaf help` knows beside the commands: expressions, fields, dates, status, diagnostics. False for another. */
bool help_topic(FILE *, const char *name);

#endif
