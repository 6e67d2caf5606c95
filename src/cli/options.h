/* options: the command line as tables. SPDX-License-Identifier: MIT
 *
 * Commands and options stand here once; parsing, --help, the man page and the shell completions all come from these rows. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "sheaf.h"

#include <stdbool.h>
#include <stddef.h>

enum { CLI_LIST = 64 };         /* most values of a repeatable option */

struct cli_list {
    const char *at[CLI_LIST];
    size_t n;
};

struct cli {                    /* the command line, parsed */
    const struct command *command;
    struct sheaf_options sheaf;
    struct cli_list tags, any_tags, not_tags, bundles, statics;
    const char *folder;         /* -C */
    const char *color, *format, *jobs, *page;
    const char *completion;     /* help --completion=SHELL */
    bool man;                   /* help --man */
    bool links, quiet, verbose, help, version, timings;
    char cache[1024];           /* the default folder of ledgers */
    const char *const *operands; size_t noperands;
};

enum command_flag {             /* which commands take an option */
    FOR_BUILD = 1, FOR_PLAN = 2, FOR_LIST = 4, FOR_INIT = 8, FOR_HELP = 16, FOR_VERSION = 32, FOR_INDEX = 64,
    FOR_ARCHIVE = FOR_BUILD | FOR_PLAN | FOR_LIST, FOR_READING = FOR_ARCHIVE | FOR_INDEX, FOR_ALL = 127
};

struct command {
    const char *name, *operands, *summary;
    unsigned flag;
    enum sheaf_status (*run)(struct cli *);
    const char *about;          /* paragraphs for `sheaf help COMMAND` and the man page; may be NULL */
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST };
enum option_group { GROUP_SELECTION, GROUP_BOOK, GROUP_ARCHIVE, GROUP_GENERAL, GROUPS };

struct option {
    const char *name;           /* long name without the dashes */
    char letter;                /* '\0': none */
    const char *arg;            /* "DATE"; NULL for a flag */
    enum option_kind kind;
    size_t field;               /* offset in struct cli */
    unsigned commands;
    enum option_group group;
    const char *values;         /* words that a completion offers, or NULL */
    const char *help;
};

extern const struct command commands[];                 /* ends with a NULL name; commands.c */
extern const struct option options[];                   /* ends with a NULL name */
extern const char *const option_groups[GROUPS];         /* headings */

/* Parses ARGV into CLI. False with one line of what is wrong on standard error. The memory of ARGV is used, not copied; its
 * operands are moved to its end. */
bool cli_parse(struct cli *, int argc, char **argv);

#endif
