/* events: what the library says, for people or machines. SPDX-License-Identifier: MIT */
#include "cli/events.h"

#include "base/buf.h"
#include "base/json.h"
#include "cli/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
events_init(struct events *e, const struct cli *cli)
{
    const char *color = cli->color ? cli->color : "auto";
    bool terminal = isatty(STDERR_FILENO);

    *e = (struct events){
        .quiet = cli->quiet,
        .verbose = cli->verbose,
        .json = cli->format && strcmp(cli->format, "json") == 0,
        .color = strcmp(color, "always") == 0 || (strcmp(color, "auto") == 0 && terminal),
        .terminal = terminal,
        .timings = cli->timings,
        .started = terminal || cli->timings ? clock_now() : 0,
    };
}

static const uint64_t SECOND = 1000000000;

static void
clear_line(struct events *e)
{
    if (e->line_open)
        fputs("\r\033[K", stderr);
    e->line_open = false;
}

/* One JSON object on one line of OUT: the writer's line breaks and indents taken out (texts hold no raw line feeds). */
static void
put_json_line(FILE *out, const struct buf *text)
{
    bool after_break = false;

    for (size_t i = 0; i < text->len; i++) {
        char c = text->at[i];
        if (c == '\n' || (after_break && c == ' ')) {
            after_break = true;
            continue;
        }
        after_break = false;
        fputc(c, out);
    }
    fputc('\n', out);
}

static void
json_diagnostic(const struct sheaf_event *event)
{
    struct buf text;
    struct json j;

    buf_init(&text);
    json_init(&j, &text);
    json_open(&j, '{');
    json_member(&j, "severity", str_of(event->severity));
    json_member(&j, "code", str_of(event->code));
    json_member(&j, "path", str_of(event->path));
    if (event->line) {
        json_key(&j, "line");
        json_int(&j, event->line);
        json_key(&j, "column");
        json_int(&j, event->column);
    }
    json_member(&j, "text", str_of(event->text));
    json_close(&j);
    put_json_line(stderr, &text);
    buf_release(&text);
}

static void
text_diagnostic(const struct events *e, const struct sheaf_event *event)
{
    const char *color = strcmp(event->severity, "error") == 0 ? "\033[1;31m"
        : strcmp(event->severity, "warning") == 0 ? "\033[1;35m" : "\033[1;36m";

    if (*event->path)
        fprintf(stderr, "%s:", event->path);
    else
        fputs("sheaf:", stderr);
    if (event->line)
        fprintf(stderr, "%u:%u:", event->line, event->column);
    fprintf(stderr, " %s%s:%s %s [%s]\n", e->color ? color : "", event->severity, e->color ? "\033[0m" : "", event->text,
        event->code);
}

/* Errors always; warnings unless -q; notes with -v, but for those that account for an article: nothing is left out in silence. */
static bool
is_shown(const struct events *e, const struct sheaf_event *event)
{
    if (strcmp(event->severity, "note") == 0)
        return !e->quiet && (e->verbose || strcmp(event->code, "left-out") == 0 || strcmp(event->code, "redone") == 0
            || strcmp(event->code, "init") == 0);
    return !e->quiet || strcmp(event->severity, "error") == 0;
}

static void
take_diagnostic(struct events *e, const struct sheaf_event *event)
{
    if (!is_shown(e, event))
        return;
    clear_line(e);
    if (e->json)
        json_diagnostic(event);
    else
        text_diagnostic(e, event);
}

/* "2 min 5 s" */
static void
print_time(FILE *out, uint64_t seconds)
{
    if (seconds >= 60)
        fprintf(out, "%llu min ", (unsigned long long)(seconds / 60));
    fprintf(out, "%llu s", (unsigned long long)(seconds % 60));
}

/* "render 1200 of 10000, 4100/s, 2 s left": what is left is what the rate so far says, once it says anything. */
static void
print_progress(const struct events *e, const struct sheaf_event *event, uint64_t now)
{
    uint64_t ns = now - e->began;
    double rate = ns > 0 ? (double)event->done * 1e9 / (double)ns : 0;

    fprintf(stderr, "\r\033[K%s %zu of %zu", event->stage, event->done, event->total);
    if (ns >= SECOND / 2 && rate >= 1) {
        fprintf(stderr, ", %.0f/s, ", rate);
        print_time(stderr, (uint64_t)((double)(event->total - event->done) / rate + 0.5));
        fputs(" left", stderr);
    }
    fflush(stderr);
}

/* Ten times a second is often enough. */
static void
take_progress(struct events *e, const struct sheaf_event *event)
{
    uint64_t now;

    if (!e->terminal || e->quiet)
        return;
    now = clock_now();
    if (strcmp(e->stage, event->stage) != 0) {
        snprintf(e->stage, sizeof e->stage, "%s", event->stage);
        e->began = now;
    } else if (now - e->shown < SECOND / 10) {
        return;
    }
    e->shown = now;
    e->line_open = true;
    print_progress(e, event, now);
}

static void
json_book(const struct sheaf_event *event)
{
    struct buf text;
    struct json j;

    buf_init(&text);
    json_init(&j, &text);
    json_open(&j, '{');
    json_member(&j, "book", str_of(event->book));
    json_key(&j, "articles");
    json_int(&j, (long long)event->articles);
    json_key(&j, "bytes");
    json_int(&j, (long long)event->bytes);
    json_key(&j, "changed");
    json_bool(&j, event->changed);
    json_close(&j);
    put_json_line(stdout, &text);
    buf_release(&text);
}

static void
take_book(struct events *e, const struct sheaf_event *event)
{
    e->nbooks++;
    e->narticles += event->articles;
    clear_line(e);
    if (e->json)
        json_book(event);
    else if (!e->quiet)
        printf("%s: %zu article%s, %llu KB%s\n", event->book, event->articles, event->articles == 1 ? "" : "s",
            (unsigned long long)(event->bytes + 1023) / 1024, event->changed ? "" : ", unchanged");
}

void
events_take(const struct sheaf_event *event, void *payload)
{
    static void (*const take[])(struct events *, const struct sheaf_event *) = {
        [SHEAF_EVENT_DIAGNOSTIC] = take_diagnostic,
        [SHEAF_EVENT_PROGRESS] = take_progress,
        [SHEAF_EVENT_BOOK] = take_book,
    };

    take[event->kind](payload, event);
}

void
events_finish(struct events *e)
{
    clear_line(e);
}

/* ---- --timings --------------------------------------------------------------------------------------------------------- */

static void
json_timing(const struct sheaf_timing *t)
{
    struct buf text;
    struct json j;

    buf_init(&text);
    json_init(&j, &text);
    json_open(&j, '{');
    json_member(&j, "timing", str_of(t->stage));
    json_key(&j, "nanoseconds");
    json_int(&j, (long long)t->nanoseconds);
    json_key(&j, "count");
    json_int(&j, (long long)t->count);
    json_key(&j, "bytes");
    json_int(&j, (long long)t->bytes);
    json_close(&j);
    put_json_line(stderr, &text);
    buf_release(&text);
}

static void
text_timing(const struct sheaf_timing *t)
{
    double seconds = (double)t->nanoseconds / 1e9, megabytes = (double)t->bytes / 1e6;

    fprintf(stderr, "%-10s %9.3f s", t->stage, seconds);
    if (t->count > 0)
        fprintf(stderr, " %9zu", t->count);
    if (t->bytes > 0)
        fprintf(stderr, " %9.1f MB", megabytes);
    if (t->bytes > 0 && t->nanoseconds > 0)
        fprintf(stderr, " %9.0f MB/s", megabytes / seconds);
    fputc('\n', stderr);
}

void
events_timings(const struct events *e, const struct sheaf *s)
{
    struct sheaf_timing t, all = { .stage = "wall" };

    if (!e->timings)
        return;
    all.nanoseconds = clock_now() - e->started;
    if (!e->json)
        fputs("STAGE    ALL WORKERS     COUNT      BYTES        RATE\n", stderr);
    for (size_t i = 0; sheaf_timing(s, i, &t); i++)
        (e->json ? json_timing : text_timing)(&t);
    (e->json ? json_timing : text_timing)(&all);
}
