/* commands: what the words after `sheaf` do. SPDX-License-Identifier: MIT */
#include "cli/commands.h"

#include "base/file.h"
#include "cli/clock.h"
#include "cli/events.h"
#include "cli/help.h"
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum sheaf_status run_build(struct cli *);
static enum sheaf_status run_plan(struct cli *);
static enum sheaf_status run_list(struct cli *);
static enum sheaf_status run_index(struct cli *);
static enum sheaf_status run_init(struct cli *);
static enum sheaf_status run_help(struct cli *);
static enum sheaf_status run_version(struct cli *);

const struct command commands[] = {
    { "build", "[PATH...] [-b BUNDLE]... [SELECTION]", "bind books", FOR_BUILD, run_build,
        "With a sheaf.yaml and no SELECTION, all its bundles are bound, or those named with -b. A SELECTION without -b binds one\n"
        "book over the archive (with --every one for each period); with -b it narrows those bundles. Without a sheaf.yaml one\n"
        "book is bound. Books go to the folder out/ unless sheaf.yaml or -o says otherwise. A book that would not change is not\n"
        "touched. For each book a line is printed: its name, the number of articles, its size.\n" },
    { "plan", "[PATH...] [-b BUNDLE]... [SELECTION]", "say what build would do", FOR_PLAN, run_plan,
        "Prints the books with their articles, each article that is left out with the reason, and an account of every file of\n"
        "the archive. Nothing is written.\n" },
    { "list", "[PATH...] [SELECTION]", "list the articles a selection takes", FOR_LIST, run_list, NULL },
    { "index", "[PATH...]", "make searches for words fast", FOR_INDEX, run_index,
        "Puts the words of all articles into the ledger, so that `text:` and bare words in an EXPR are answered without reading\n"
        "any article. A search does the same for the articles it needs, so this only does it ahead. What did not change since\n"
        "is not read again. Prints how many articles there are, how many of them are new in the index and how many were in it.\n" },
    { "init", "[DIR]", "write a commented sheaf.yaml", FOR_INIT, run_init,
        "Writes DIR/sheaf.yaml with a new identifier for the archive and every setting explained. A file that is there is never\n"
        "overwritten.\n" },
    { "help", "[COMMAND|TOPIC]", "show help", FOR_HELP, run_help, NULL },
    { "version", "", "show the version", FOR_VERSION, run_version, NULL },
    { 0 }
};

static bool
wants_json(const struct cli *cli)
{
    return cli->format && strcmp(cli->format, "json") == 0;
}

/* Standard output may be a full disk or a closed pipe: then what was printed is not there. */
static enum sheaf_status
flush_output(enum sheaf_status status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "sheaf: error: cannot write to standard output: %s\n", strerror(errno));
    return SHEAF_FAILED;
}

static enum sheaf_status
run_build(struct cli *cli)
{
    struct events events;
    struct sheaf *s;
    enum sheaf_status status;

    events_init(&events, cli);
    s = sheaf_new(&cli->sheaf, events_take, &events);
    status = sheaf_build(s);
    events_finish(&events);
    events_timings(&events, s);
    sheaf_free(s);
    return status;
}

/* Plans and prints STAGE. */
static enum sheaf_status
run_dump(struct cli *cli, const char *stage)
{
    enum sheaf_format format = wants_json(cli) ? SHEAF_JSON : SHEAF_TEXT;
    struct events events;
    struct sheaf *s;
    enum sheaf_status status;

    events_init(&events, cli);
    s = sheaf_new(&cli->sheaf, events_take, &events);
    status = strcmp(stage, "list") == 0 ? sheaf_list(s, format) : sheaf_plan(s);
    events_finish(&events);
    if ((status == SHEAF_DONE || status == SHEAF_MENDED || status == SHEAF_EMPTY) && sheaf_dump(s, stage, format, stdout) < 0) {
        fprintf(stderr, "sheaf: error: there is no article at %s\n", cli->page ? cli->page : "that path");
        status = SHEAF_USAGE;
    }
    events_timings(&events, s);
    sheaf_free(s);
    return status;
}

static enum sheaf_status
run_plan(struct cli *cli)
{
    char stage[4096];

    if (!cli->page)
        return run_dump(cli, cli->links ? "links" : "plan");
    snprintf(stage, sizeof stage, "page:%s", cli->page);
    return run_dump(cli, stage);
}

static enum sheaf_status
run_list(struct cli *cli)
{
    return run_dump(cli, "list");
}

static void
print_indexed(const struct cli *cli, const struct sheaf_indexed *n)
{
    if (wants_json(cli))
        printf("{\"articles\": %zu, \"indexed\": %zu, \"unchanged\": %zu, \"removed\": %zu}\n", n->articles, n->added, n->unchanged,
            n->removed);
    else if (!cli->quiet)
        printf("%zu article%s: %zu indexed, %zu unchanged; %zu removed\n", n->articles, n->articles == 1 ? "" : "s", n->added,
            n->unchanged, n->removed);
}

static enum sheaf_status
run_index(struct cli *cli)
{
    struct sheaf_indexed indexed;
    struct events events;
    struct sheaf *s;
    enum sheaf_status status;

    events_init(&events, cli);
    s = sheaf_new(&cli->sheaf, events_take, &events);
    status = sheaf_index(s, &indexed);
    events_finish(&events);
    if (status == SHEAF_DONE || status == SHEAF_MENDED)
        print_indexed(cli, &indexed);
    events_timings(&events, s);
    sheaf_free(s);
    return status;
}

static enum sheaf_status
run_init(struct cli *cli)
{
    struct events events;

    if (cli->noperands > 1) {
        fputs("sheaf: error: `sheaf init` takes one folder\n", stderr);
        return SHEAF_USAGE;
    }
    events_init(&events, cli);
    return sheaf_init(cli->noperands ? cli->operands[0] : ".", events_take, &events);
}

static enum sheaf_status
help_about(const char *name)
{
    for (const struct command *c = commands; c->name; c++) {
        if (strcmp(c->name, name) == 0) {
            help_command(stdout, c);
            return SHEAF_DONE;
        }
    }
    if (help_topic(stdout, name))
        return SHEAF_DONE;
    fprintf(stderr, "sheaf: error: no help about %s\n", name);
    return SHEAF_USAGE;
}

static enum sheaf_status
run_help(struct cli *cli)
{
    if (cli->man)
        help_man(stdout);
    else if (cli->completion)
        help_completion(stdout, cli->completion);
    else if (cli->noperands)
        return help_about(cli->operands[0]);
    else
        help_overview(stdout);
    return SHEAF_DONE;
}

static enum sheaf_status
run_version(struct cli *cli)
{
    (void)cli;
    printf("sheaf %s\n", sheaf_version());
    return SHEAF_DONE;
}

int
cli_main(int argc, char **argv)
{
    struct cli cli;

    if (!cli_parse(&cli, argc, argv))
        return SHEAF_USAGE;
    if (cli.help && cli.command->flag != FOR_HELP) {
        help_command(stdout, cli.command);
        return (int)flush_output(SHEAF_DONE);
    }
    if (cli.version)
        return (int)flush_output(run_version(&cli));
    if (cli.folder && chdir(cli.folder) != 0) {
        fprintf(stderr, "sheaf: error: cannot enter %s: %s\n", cli.folder, strerror(errno));
        return SHEAF_FAILED;
    }
    file_guard_signals();
    if (cli.timings)
        cli.sheaf.clock = clock_now;
    return (int)flush_output(cli.command->run(&cli));
}
