/* sheaf: the public API and the pipeline. SPDX-License-Identifier: MIT
 *
 *     load: configuration, files, articles ─► plan: books ─► build: each book's pages, then its bytes
 */
#include "sheaf.h"

#include "base/design.h"
#include "base/image_tool.h"
#include "base/mem.h"
#include "base/timing.h"
#include "bind.h"
#include "book/book.h"
#include "dump.h"
#include "finder.h"
#include "ledger/told.h"
#include "memory.h"
#include "read/read.h"
#include "setup.h"
#include "weigh.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { HELD = 40 << 20 };       /* bytes of texts that wait for their pages */

enum stage { STAGE_NEW, STAGE_BEGUN, STAGE_LOADED, STAGE_PLANNED };

struct sheaf {
    const struct sheaf_options *options;
    sheaf_event_fn *on_event;
    void *payload;
    enum stage done;
    enum sheaf_status status;   /* of the stages done */
    struct arena mem;
    struct diag diag;
    size_t ntold;               /* diagnostics that the caller has seen */
    size_t nbefore;             /* those of options and configuration, which no ledger remembers */
    pthread_mutex_t lock;       /* one event at a time */
    struct config config;
    struct setup setup;
    struct catalog catalog;
    struct bundle *bundles; size_t nbundles;
    struct book *books; size_t nbooks;
    enum why *why;
    bool is_again;              /* built, and nothing had changed: the outcome was told, articles were not looked at */
    const char *list;           /* what sheaf_list() was asked for: it is known (IS_AGAIN), or will be kept; or NULL */
    struct timings timings;
    struct memory memory;
    struct weighing weighing;
    struct finder finder;
    struct image_tool *images;  /* of a build */
    struct hold *hold;          /* of a build */
};

struct sheaf *
sheaf_new(const struct sheaf_options *options, sheaf_event_fn *on_event, void *payload)
{
    struct sheaf *s = mem_zalloc(sizeof *s);

    s->options = options;
    s->on_event = on_event;
    s->payload = payload;
    arena_init(&s->mem);
    diag_init(&s->diag);
    arena_init(&s->catalog.mem);
    map_init(&s->weighing.known);
    pthread_mutex_init(&s->lock, NULL);
    return s;
}

void
sheaf_free(struct sheaf *s)
{
    if (!s)
        return;
    finder_release(&s->finder);
    image_tool_free(s->images);
    hold_free(s->hold);
    memory_close(&s->memory);
    catalog_release_names(&s->catalog);
    map_release(&s->catalog.pictures);
    map_release(&s->weighing.known);
    arena_release(&s->catalog.mem);
    arena_release(&s->mem);
    diag_release(&s->diag);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* ---- events -------------------------------------------------------------------------------------------------------- */

static void
tell(struct sheaf *s, const struct sheaf_event *event)
{
    if (!s->on_event)
        return;
    pthread_mutex_lock(&s->lock);
    s->on_event(event, s->payload);
    pthread_mutex_unlock(&s->lock);
}

/* Tells the caller the diagnostics that are new. */
static void
tell_diagnostics(struct sheaf *s)
{
    for (; s->ntold < s->diag.n; s->ntold++) {
        const struct diag_entry *e = &s->diag.entries[s->ntold];
        tell(s, &(struct sheaf_event){ .kind = SHEAF_EVENT_DIAGNOSTIC,
            .severity = diag_severity_name(e->severity),
            .code = diag_code_name(e->code),
            .path = e->path,
            .line = e->line,
            .column = e->col,
            .text = e->text });
    }
}

static void
tell_progress(struct sheaf *s, const char *stage, size_t done, size_t total)
{
    tell(s, &(struct sheaf_event){ .kind = SHEAF_EVENT_PROGRESS, .stage = stage, .done = done, .total = total });
}

static void
tell_reading(void *payload, size_t done, size_t total)
{
    tell_progress(payload, "read", done, total);
}

/* What the diagnostics so far make of a run that has done all it could. */
static enum sheaf_status
judge(const struct sheaf *s)
{
    return s->diag.nerrors || (s->options->strict && s->diag.nwarnings) ? SHEAF_MENDED : SHEAF_DONE;
}

static enum sheaf_status
end(struct sheaf *s, enum sheaf_status status)
{
    tell_diagnostics(s);
    return s->status = status;
}

/* ---- load ---------------------------------------------------------------------------------------------------------- */

/* A path that is not there is the world's fault, all else that stops a run before it begins is the user's. */
static enum sheaf_status
blame(const struct sheaf *s)
{
    return s->diag.n && s->diag.entries[s->diag.n - 1].code == DIAG_INPUT_UNREADABLE ? SHEAF_FAILED : SHEAF_USAGE;
}

/* Configuration and ledger. */
static enum sheaf_status
begin(struct sheaf *s)
{
    int64_t epoch;

    if (setup_config(&s->mem, s->options, &s->config, &s->setup, &s->diag) < 0
        || setup_clock(s->options, &s->config, &s->catalog.as_of, &epoch, &s->diag) < 0)
        return blame(s);
    s->catalog.config = &s->config;
    memory_open(&s->memory, &s->mem, s->options, &s->config, &s->setup);
    s->nbefore = s->diag.n;
    return judge(s);
}

static enum sheaf_status
load(struct sheaf *s)
{
    struct read_options read = { .jobs = s->options->jobs, .progress = tell_reading, .payload = s, .clock = s->options->clock,
        .timings = &s->timings };
    struct watch watch;
    struct catalog *c = &s->catalog;

    read.hold = s->hold;
    read.memory = s->memory.ledger ? &s->memory.read : NULL;
    read.paths = s->setup.paths, read.npaths = s->setup.npaths;
    read.statics = s->options->statics, read.nstatics = s->options->nstatics;
    if (read_archive(c, &read, &s->diag) < 0)
        return SHEAF_FAILED;
    watch = watch_start(s->options->clock, &s->timings);
    memory_save_files(&s->memory);      /* while the catalogue is put in order: neither changes what the other looks at */
    catalog_finish(&s->catalog, s->catalog.as_of, &s->diag);
    watch_lap(&watch, TIMING_CATALOG, 0);
    return judge(s);
}

static bool
is_fatal(enum sheaf_status status)
{
    return status != SHEAF_DONE && status != SHEAF_MENDED;
}

static enum sheaf_status
begin_once(struct sheaf *s)
{
    if (s->done >= STAGE_BEGUN)
        return s->status;
    s->done = STAGE_BEGUN;
    return end(s, begin(s));
}

enum sheaf_status
sheaf_load(struct sheaf *s)
{
    enum sheaf_status status = begin_once(s);

    if (s->done >= STAGE_LOADED || is_fatal(status))
        return s->status;
    s->done = STAGE_LOADED;
    return end(s, load(s));
}

/* ---- plan ---------------------------------------------------------------------------------------------------------- */

/* Which of N books an article is in, for links that lead out of another one. */
static void
place_articles(struct sheaf *s, const struct book *books, size_t n)
{
    struct catalog *c = &s->catalog;

    c->book_of = arena_zalloc(&s->mem, (c->narticles + 1) * sizeof *c->book_of);
    for (size_t i = n; i-- > 0;)
        for (size_t k = 0; k < books[i].narticles; k++)
            c->book_of[books[i].articles[k]->index] = &books[i];
}

static void
tell_search(void *payload, const char *stage, size_t done, size_t total)
{
    tell_progress(payload, stage, done, total);
}

static struct finder *
finder_of(struct sheaf *s)
{
    s->finder = (struct finder){ .jobs = s->options->jobs, .diag = &s->diag, .progress = tell_search, .payload = s };
    finder_init(&s->finder, s->memory.ledger, &s->catalog);
    return &s->finder;
}

static void
search(void *context, struct search *const *searches, size_t nsearches, const struct article *const *articles, size_t narticles)
{
    struct sheaf *s = context;

    memory_settle(&s->memory);
    finder_search(&s->finder, searches, nsearches, articles, narticles);
}

/* With `-b` the other bundles of the configuration are chosen too: a book must not depend on which others are bound with it. */
static void
place_in_all(struct sheaf *s, const struct select_options *options)
{
    struct sheaf_options all = *s->options;
    struct bundle *bundles;
    struct book *books = s->books;
    size_t nbundles, nbooks = s->nbooks;
    struct diag unheard;
    enum why *why = arena_zalloc(&s->mem, (s->catalog.narticles + 1) * sizeof *why);

    all.bundles = NULL;
    all.nbundles = 0;
    diag_init(&unheard);
    if (s->options->nbundles && !options->narrow
        && (setup_bundles(&s->mem, &all, &s->config, &bundles, &nbundles, &unheard) < 0
            || select_books(&s->mem, &s->catalog, bundles, nbundles, options, &books, &nbooks, why, &unheard) < 0)) {
        books = s->books;
        nbooks = s->nbooks;
    }
    place_articles(s, books, nbooks);
    diag_release(&unheard);
}

static enum sheaf_status
select_all(struct sheaf *s)
{
    struct select_options options = { .output = s->options->output,
        .folder_name = arena_cstr(&s->mem, s->setup.folder_name), .weigh = weigh_book, .weigh_context = &s->weighing,
        .search = search, .search_context = s };
    struct date as_of;

    s->weighing.job = (struct bind_job){ .catalog = &s->catalog, .jobs = s->options->jobs };

    if (setup_bundles(&s->mem, s->options, &s->config, &s->bundles, &s->nbundles, &s->diag) < 0
        || setup_selection(&s->mem, s->options, &s->config, &options.narrow, &s->diag) < 0
        || setup_clock(s->options, &s->config, &as_of, &options.source_date_epoch, &s->diag) < 0)
        return SHEAF_USAGE;
    s->why = arena_zalloc(&s->mem, (s->catalog.narticles + 1) * sizeof *s->why);
    finder_of(s);
    if (select_books(&s->mem, &s->catalog, s->bundles, s->nbundles, &options, &s->books, &s->nbooks, s->why, &s->diag) < 0)
        return SHEAF_USAGE;
    if (s->nbooks == 0)
        return SHEAF_EMPTY;
    place_in_all(s, &options);
    return judge(s);
}

/* What a source says of itself (draft, expired, …) is told article by article; what a selection leaves out is in the plan. */
static void
note_left_out(struct sheaf *s)
{
    for (size_t i = 0; i < s->catalog.narticles; i++) {
        const struct article *a = &s->catalog.articles[i];
        if (a->why == WHY_NOT || a->why == WHY_DUPLICATE || a->why == WHY_UNREADABLE || a->why == WHY_EMPTY
            || a->why == WHY_LINK_ONLY)
            continue;
        diag_add(&s->diag, DIAG_LEFT_OUT, a->file->path, 0, 0, "left out: %s%s%.*s%s", why_text(a->why),
            a->why_text.len ? " (" : "", STR_ARG(a->why_text), a->why_text.len ? ")" : "");
    }
}

enum sheaf_status
sheaf_plan(struct sheaf *s)
{
    enum sheaf_status status = sheaf_load(s);
    struct watch watch = watch_start(s->options->clock, &s->timings);

    if (s->done >= STAGE_PLANNED || is_fatal(status))
        return s->status;
    s->done = STAGE_PLANNED;
    status = select_all(s);
    watch_lap(&watch, TIMING_SELECT, 0);
    return end(s, status);
}

/* ---- index ---------------------------------------------------------------------------------------------------------- */

enum sheaf_status
sheaf_index(struct sheaf *s, struct sheaf_indexed *indexed)
{
    enum sheaf_status status = sheaf_load(s);
    struct finder_counts n;

    *indexed = (struct sheaf_indexed){ 0 };
    if (is_fatal(status))
        return status;
    memory_settle(&s->memory);
    if (!s->memory.ledger || !finder_index(finder_of(s), &n)) {
        const char *problem = s->memory.ledger ? ledger_problem(s->memory.ledger) : "no cache folder, or cache: none";
        diag_add(&s->diag, DIAG_INDEX_FAILED, NULL, 0, 0, "the index cannot be kept%s%s", *problem ? ": " : "", problem);
        return end(s, SHEAF_FAILED);
    }
    *indexed = (struct sheaf_indexed){ n.articles, n.added, n.kept, n.removed };
    return end(s, judge(s));
}

/* ---- build ---------------------------------------------------------------------------------------------------------- */

static void
tell_book(void *payload, const struct book *book, uint64_t bytes, bool changed, const struct file_stamp *stamp)
{
    struct sheaf *s = payload;

    tell_diagnostics(s);
    if (s->memory.replay)
        replay_add_book(s->memory.replay, &(struct replay_book){ .output = book->output, .narticles = book->narticles,
            .ndiags = s->diag.n - s->nbefore, .bytes = bytes, .stamp = *stamp });
    tell(s, &(struct sheaf_event){ .kind = SHEAF_EVENT_BOOK, .book = book->output, .articles = book->narticles,
        .bytes = bytes, .changed = changed });
}

static void
tell_binding(void *payload, const char *stage, size_t done, size_t total)
{
    tell_progress(payload, stage, done, total);
}

static enum sheaf_status
bind_all(struct sheaf *s)
{
    struct told *told = s->memory.ledger ? told_new(&s->catalog, s->options->jobs) : NULL;
    enum sheaf_status status;

    memory_settle(&s->memory);
    status = bind_books(&(struct bind_job){ .catalog = &s->catalog, .books = s->books, .nbooks = s->nbooks,
        .jobs = s->options->jobs, .diag = &s->diag, .on_progress = tell_binding, .on_book = tell_book, .payload = s,
        .clock = s->options->clock, .timings = &s->timings, .ledger = s->memory.ledger, .shelf = &s->memory.shelf,
        .context = s->memory.context, .told = told, .images = s->images, .explain = s->options->explain });
    told_free(told);
    return status;
}

/* The run before says how this one comes out. */
static void
tell_again(struct sheaf *s)
{
    size_t ndiags, nbooks, told = 0;
    const struct diag_entry *entries = replay_diagnostics(s->memory.replay, &ndiags);
    const struct replay_book *books = replay_books(s->memory.replay, &nbooks);

    for (size_t i = 0; i <= nbooks; i++) {
        for (size_t until = i < nbooks ? books[i].ndiags : ndiags; told < until && told < ndiags; told++)
            diag_repeat(&s->diag, &entries[told]);
        tell_diagnostics(s);
        if (i < nbooks)
            tell(s, &(struct sheaf_event){ .kind = SHEAF_EVENT_BOOK, .book = books[i].output, .articles = books[i].narticles,
                .bytes = books[i].bytes });
    }
}

/* True if there is nothing to do but to say so. */
static bool
is_as_before(struct sheaf *s, const char *list)
{
    struct watch watch = watch_start(s->options->clock, &s->timings);

    if (s->done != STAGE_BEGUN || !memory_holds(&s->memory, s->options, &s->setup, list))
        return false;
    watch_lap(&watch, TIMING_WALK, 0);
    return true;
}

/* Books were not chosen, for nothing had to be bound, and are asked for after all. What it finds was told. */
static void
plan_after_all(struct sheaf *s)
{
    struct diag told = s->diag;

    if (s->done < STAGE_PLANNED || s->why || !s->is_again)
        return;
    diag_init(&s->diag);
    if (!is_fatal(load(s)))
        select_all(s);
    diag_release(&s->diag);
    s->diag = told;
}

static enum sheaf_status
do_again(struct sheaf *s)
{
    s->done = STAGE_PLANNED;
    s->is_again = true;
    tell_again(s);
    return end(s, judge(s));
}

/* Covers of bundles that name none. */
static bool
may_draw(const struct sheaf *s)
{
    struct str cover = s->options->cover ? str_of(s->options->cover) : s->config.cover.text;

    return cover.len == 0 || design_find(cover);
}

enum sheaf_status
sheaf_build(struct sheaf *s)
{
    enum sheaf_status status = begin_once(s);

    if (is_fatal(status))
        return status;
    if (is_as_before(s, NULL))
        return do_again(s);
    if (s->done < STAGE_LOADED)
        s->hold = hold_new(HELD);
    s->images = image_tool_new(NULL);
    if (s->memory.is_first && may_draw(s))
        image_tool_expect_cover(s->images);     /* while it starts the archive is read */
    status = sheaf_plan(s);
    if (is_fatal(status))
        return status;
    plan_after_all(s);
    note_left_out(s);
    status = bind_all(s);
    if (!is_fatal(status))
        memory_save_run(&s->memory, s->diag.entries + s->nbefore, s->diag.n - s->nbefore);
    return end(s, is_fatal(status) ? status : judge(s));
}

/* ---- list ----------------------------------------------------------------------------------------------------------- */

static const char *
list_name(enum sheaf_format format)
{
    return format == SHEAF_JSON ? "list, JSON" : "list";
}

enum sheaf_status
sheaf_list(struct sheaf *s, enum sheaf_format format)
{
    enum sheaf_status status = begin_once(s);

    if (is_fatal(status) || s->done >= STAGE_LOADED)
        return is_fatal(status) ? status : sheaf_plan(s);
    s->list = list_name(format);
    return is_as_before(s, s->list) ? do_again(s) : sheaf_plan(s);
}

/* ---- dump ---------------------------------------------------------------------------------------------------------- */

struct sink { FILE *file; bool failed; struct replay *keeps; };

static void
pour(void *context, struct buf *out)
{
    struct sink *sink = context;

    sink->failed |= out->len > 0 && fwrite(out->at, 1, out->len, sink->file) != out->len;
    if (sink->keeps)
        replay_add_text(sink->keeps, buf_str(out));
    buf_clear(out);
}

/* The list that was planned for. */
static bool
is_list(const struct sheaf *s, const char *stage, enum sheaf_format format)
{
    return s->list && strcmp(stage, "list") == 0 && strcmp(s->list, list_name(format)) == 0;
}

static int
print_again(const struct sheaf *s, FILE *file)
{
    struct str text = replay_text(s->memory.replay);

    return fwrite(text.at, 1, text.len, file) == text.len ? 0 : -1;
}

/* Once: what comes later is another run. */
static void
keep_list(struct sheaf *s)
{
    if (s->status == SHEAF_DONE || s->status == SHEAF_MENDED)
        memory_save_run(&s->memory, s->diag.entries + s->nbefore, s->diag.n - s->nbefore);
    s->list = NULL;
}

int
sheaf_dump(struct sheaf *s, const char *stage, enum sheaf_format format, FILE *file)
{
    struct report report;
    struct str name = str_of(stage), prefix = STR("page:");
    struct sink sink = { .file = file };
    struct buf out;
    int rc = 0;

    if (s->is_again && is_list(s, stage, format))
        return print_again(s, file);
    sink.keeps = !s->is_again && is_list(s, stage, format) ? s->memory.replay : NULL;
    plan_after_all(s);
    if (s->done < STAGE_PLANNED || !s->why)
        return -1;
    report = (struct report){ &s->catalog, s->books, s->nbooks, s->why, pour, &sink };
    buf_init(&out);
    if (str_eqc(name, "list"))
        report_list(&report, format == SHEAF_JSON, &out);
    else if (str_eqc(name, "plan"))
        report_plan(&report, format == SHEAF_JSON, &out);
    else if (str_eqc(name, "links"))
        dump_links(&s->catalog, s->books, s->nbooks, format == SHEAF_JSON, &out);
    else if (str_eqc(name, "catalog"))
        report_catalog(&report, &out);
    else if (!str_starts(name, prefix)
        || !dump_page(&s->catalog, s->books, s->nbooks, str_from(name, prefix.len), &out, &s->diag))
        rc = -1;
    tell_diagnostics(s);
    if (rc == 0)
        pour(&sink, &out);
    buf_release(&out);
    if (sink.keeps && rc == 0)
        keep_list(s);
    return sink.failed ? -1 : rc;
}

bool
sheaf_timing(const struct sheaf *s, size_t i, struct sheaf_timing *timing)
{
    if (i >= TIMING_STAGES)
        return false;
    *timing = (struct sheaf_timing){ timing_name((enum timing_stage)i), s->timings.of[i].ns, s->timings.of[i].bytes,
        s->timings.of[i].n };
    return true;
}

const char *
sheaf_version(void)
{
    return SHEAF_VERSION;
}

bool
sheaf_diagnostic(size_t i, const char **code, const char **severity, const char **meaning)
{
    if (i >= DIAG_CODES)
        return false;
    *code = diag_code_name((enum diag_code)i);
    *severity = diag_severity_name(diag_code_severity((enum diag_code)i));
    *meaning = diag_code_meaning((enum diag_code)i);
    return true;
}
