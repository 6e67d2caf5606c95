/* read: all articles of an archive, and the text of one. SPDX-License-Identifier: MIT
 *
 * The walk lists the files; then each source is read by one worker into its own slot: bytes, digest, UTF-8, front matter,
 * sidecar, the adapter's scan. The slots are joined in the order of the files. */
#include "read/read.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pool.h"
#include "read/adapters.h"
#include "read/decode.h"
#include "read/front.h"
#include "read/meta.h"
#include "read/walk.h"
#include "wrap/deflate.h"
#include "wrap/yaml.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ---- kinds of sources --------------------------------------------------------------------------------------------- */

static const struct adapter *const adapters[] = { &markdown_adapter, &feed_adapter, &export_adapter, &links_adapter,
    &mhtml_adapter, &page_adapter, &plain_adapter };
enum { ADAPTERS = sizeof adapters / sizeof *adapters };

static bool
has_word(struct str words, struct str word)
{
    struct str one;

    while (str_cut(&words, ' ', &one))
        if (str_ieq(one, word))
            return true;
    return false;
}

const struct adapter *
adapter_for(struct str name, struct str head)
{
    struct str extension = path_extension(name);

    for (size_t i = 0; i < ADAPTERS; i++)
        if (extension.len && has_word(str_of(adapters[i]->extensions), extension))
            return adapters[i];
    for (size_t i = 0; i < ADAPTERS && head.len; i++)
        if (adapters[i]->match && adapters[i]->match(head))
            return adapters[i];
    return NULL;
}

/* ---- one file ----------------------------------------------------------------------------------------------------- */

struct article *
reading_add(struct reading *r)
{
    struct article *a = ARENA_PUSH(r->scratch, r->articles, r->narticles);

    *a = (struct article){ .file = r->file, .part = (uint32_t)r->narticles - 1, .body = r->body, .digest = r->digest,
        .crc = r->crc };
    meta_apply(r, a);
    return a;
}

/* Bytes of a byte order mark that the text has lost. */
static size_t
mark_length(const struct reading *r)
{
    return !r->is_decoded && r->has_mark ? 3 : 0;
}

struct article *
reading_add_item(struct reading *r, struct str item, uint32_t line)
{
    struct article *a = ARENA_PUSH(r->scratch, r->articles, r->narticles);

    *a = (struct article){ .file = r->file, .part = (uint32_t)r->narticles - 1, .digest = digest_of(item) };
    a->item = (struct item){ (uint64_t)(item.at - r->source.bytes.at) + mark_length(r), item.len, line, r->is_decoded };
    return a;
}

static void
add_unreadable(struct reading *r, const char *what)
{
    struct article *a = reading_add(r);

    a->why = WHY_UNREADABLE;
    a->why_text = str_of(what);
}

/* Does the text itself say how it is encoded? */
static bool
is_declared(const struct file *file)
{
    return file->adapter->declares_charset;
}

/* The keys of a sidecar; NULL if it has none or cannot be read. */
static const struct value *
read_sidecar(struct reading *r)
{
    const char *path = r->file->sidecar->path;
    struct yaml_problem problem;
    struct str bytes, text;
    const struct value *v;

    if (file_read(r->scratch, path, &bytes) < 0) {
        diag_add(r->diag, DIAG_FRONT_MATTER, path, 0, 0, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    if (!decode_text(r->scratch, path, bytes, false, &text, r->diag))
        return NULL;
    v = value_from_yaml(r->scratch, text, 0, &problem);
    if (!v)
        diag_add(r->diag, DIAG_FRONT_MATTER, path, problem.line, problem.col, "%s", problem.what);
    else if (v->kind == VALUE_LIST || v->kind == VALUE_SCALAR)
        diag_add(r->diag, DIAG_FRONT_MATTER, path, v->line, v->col, "must hold keys, not %s", value_kind_name(v->kind));
    return v && v->kind == VALUE_MAP ? v : NULL;
}

/* The keys of OWN that BESIDE does not have, then those of BESIDE. */
static void
join_meta(struct reading *r, const struct value *own, const struct value *beside)
{
    struct value *v = ARENA_NEW(r->scratch, struct value);
    size_t room = (own ? own->n : 0) + (beside ? beside->n : 0);

    *v = (struct value){ .kind = VALUE_MAP, .line = 1, .col = 1 };
    v->keys = arena_alloc(r->scratch, room * sizeof *v->keys);
    v->items = arena_alloc(r->scratch, room * sizeof *v->items);
    for (size_t i = 0; own && i < own->n; i++) {
        if (value_get(beside, arena_cstr(r->scratch, own->keys[i].text)))
            continue;
        v->keys[v->n] = own->keys[i];
        v->items[v->n++] = own->items[i];
    }
    r->nown = v->n;
    for (size_t i = 0; beside && i < beside->n; i++) {
        v->keys[v->n] = beside->keys[i];
        v->items[v->n++] = beside->items[i];
    }
    r->meta = v->n ? v : NULL;
    r->initials = meta_initials(r->meta);
}

static bool
has_lines(const struct reading *r)
{
    return r->catalog->config && r->catalog->config->metadata_lines == TOGGLE_ON;
}

static void
read_meta(struct reading *r)
{
    const struct value *own = NULL, *beside = NULL;
    size_t body = 0;

    if (r->file->adapter->has_front_matter)
        own = front_read(r->scratch, &r->source, has_lines(r), &body, r->diag);
    if (r->file->sidecar)
        beside = read_sidecar(r);
    r->body = (uint32_t)body;
    if (own || beside)
        join_meta(r, own, beside);
}

static void
read_file(struct reading *r)
{
    const struct file *file = r->file;
    struct str bytes;

    r->source.path = file->path;
    if (file_read_seen(r->scratch, file->path, &file->stamp, &bytes) < 0) {
        const char *what = strerror(errno);
        diag_add(r->diag, DIAG_ARTICLE_UNREADABLE, file->path, 0, 0, "cannot be read: %s", what);
        add_unreadable(r, "cannot be read");
        return;
    }
    r->digest = digest_of(bytes);
    if (!decode_text(r->scratch, file->path, bytes, is_declared(file), &r->source.bytes, r->diag)) {
        r->source.bytes = STR_NONE;
        add_unreadable(r, "is no text");
        return;
    }
    r->has_mark = str_starts(bytes, STR("\xEF\xBB\xBF"));
    r->is_decoded = r->source.bytes.at != bytes.at + (r->has_mark ? 3 : 0);
    r->crc = r->is_decoded || r->has_mark ? 0 : deflate_crc(bytes);
    if (file->held && r->crc)
        hold_put(file->held, bytes);
    read_meta(r);
    file->adapter->scan(r);
    if (r->narticles == 0)
        reading_add(r)->why = WHY_EMPTY;
}

/* ---- all files ---------------------------------------------------------------------------------------------------- */

struct slot {                   /* what became of one source */
    const struct file *file;
    struct article *articles;
    size_t narticles;
    struct diag *diag;          /* in the worker's memory; NULL: there is nothing to say, as of most */
};

struct worker { struct arena mem, scratch; struct timings timings; };

struct job {
    struct catalog *catalog;
    const struct read_options *options;
    struct slot *slots;
    size_t nslots, told;
    atomic_size_t done;
    struct article *singles;    /* room for one article of each slot: where no file holds more they are in their place */
    struct worker *workers;
    pthread_mutex_t lock;       /* of TOLD and the callback */
};

/* Some hundred times: for a file that is known it would take longer than all else. */
static void
report_progress(struct job *job)
{
    enum { TIMES = 250 };
    size_t done = atomic_fetch_add(&job->done, 1) + 1;

    if (!job->options->progress || (done % (job->nslots / TIMES + 1) != 0 && done != job->nslots))
        return;
    pthread_mutex_lock(&job->lock);
    if (done > job->told)
        job->options->progress(job->options->payload, job->told = done, job->nslots);
    pthread_mutex_unlock(&job->lock);
}

static bool
recall(const struct job *job, struct slot *slot, const struct file *beside, struct reading *r)
{
    const struct read_memory *m = job->options->memory;
    struct diag found;
    bool known;

    diag_init(&found);
    known = m->recall(m->context, slot->file, beside, r->mem, r->scratch, &job->singles[slot - job->slots], &slot->articles,
        &slot->narticles, &found);
    if (known && found.n)
        diag_join(r->diag, &found);
    diag_release(&found);
    return known;
}

static void
read_anew(const struct job *job, struct slot *slot, struct reading *r)
{
    read_file(r);
    for (size_t i = 0; i < r->narticles; i++)
        meta_finish(r, &r->articles[i]);
    slot->narticles = r->narticles;
    slot->articles = r->narticles == 1 ? &job->singles[slot - job->slots] : arena_alloc(r->mem, r->narticles * sizeof *r->articles);
    memcpy(slot->articles, r->articles, r->narticles * sizeof *r->articles);
}

static void
read_slot(void *context, size_t index, unsigned worker)
{
    struct job *job = context;
    struct slot *slot = &job->slots[index];
    struct diag diag;
    struct reading r = { .mem = &job->workers[worker].mem, .scratch = &job->workers[worker].scratch,
        .catalog = job->catalog, .file = slot->file, .diag = &diag };
    const struct read_memory *m = job->options->memory;
    const struct file *beside = m ? meta_bundle(job->catalog, slot->file, r.scratch) : NULL;
    struct watch watch = watch_start(job->options->clock, &job->workers[worker].timings);
    bool is_known;

    diag_init(&diag);
    is_known = m && recall(job, slot, beside, &r);
    if (!is_known)
        read_anew(job, slot, &r);
    if (m)
        m->note(m->context, slot->file, beside, slot->articles, slot->narticles, &diag, worker);
    if (diag.n)
        *(slot->diag = ARENA_NEW(r.mem, struct diag)) = diag;
    else
        diag_release(&diag);
    arena_clear(r.scratch);
    watch_lap(&watch, TIMING_READ, is_known ? 0 : slot->file->size);
    report_progress(job);
}

static void
hold_texts(struct job *job)
{
    struct catalog *c = job->catalog;
    struct hold_slot *slots = arena_zalloc(&c->mem, job->nslots * sizeof *slots);

    for (size_t i = 0, n = 0; i < c->nfiles; i++) {
        if (c->files[i].role != FILE_SOURCE)
            continue;
        slots[n].hold = job->options->hold;
        c->files[i].held = &slots[n++];
    }
}

static void
make_slots(struct job *job)
{
    struct catalog *c = job->catalog;

    job->slots = mem_zalloc(c->nfiles * sizeof *job->slots);
    for (size_t i = 0; i < c->nfiles; i++)
        if (c->files[i].role == FILE_SOURCE)
            job->slots[job->nslots++].file = &c->files[i];
    job->singles = arena_alloc(&c->mem, job->nslots * sizeof *job->singles);
    if (job->options->hold)
        hold_texts(job);
}

/* Moves what the workers found to the catalogue, in the order of the files. */
static void
join_slots(struct job *job, unsigned workers, struct diag *d)
{
    struct catalog *c = job->catalog;
    bool in_place = true;
    size_t total = 0;

    for (unsigned w = 0; w < workers; w++) {
        arena_adopt(&c->mem, &job->workers[w].mem);
        arena_release(&job->workers[w].scratch);
        if (job->options->clock)
            timings_join(job->options->timings, &job->workers[w].timings);
    }
    for (size_t i = 0; i < job->nslots; i++) {
        total += job->slots[i].narticles;
        in_place = in_place && job->slots[i].narticles <= 1;
    }
    c->articles = in_place ? job->singles : arena_alloc(&c->mem, total * sizeof *c->articles);
    for (size_t i = 0; i < job->nslots; i++) {
        struct slot *s = &job->slots[i];
        if (s->narticles && s->articles != &c->articles[c->narticles])
            memmove(&c->articles[c->narticles], s->articles, s->narticles * sizeof *s->articles);
        c->narticles += s->narticles;
        if (s->diag) {
            diag_join(d, s->diag);
            diag_release(s->diag);
        }
    }
}

struct listing { struct catalog *catalog; const struct read_options *options; struct diag *diag; int rc; };

/* What is known of files is loaded while they are looked for. */
static void
list_or_load(void *context, size_t task, unsigned worker)
{
    struct listing *l = context;

    (void)worker;
    if (task == 0)
        l->rc = walk_archive(l->catalog, l->options, l->diag);
    else
        l->options->memory->load(l->options->memory->context);
}

static int
list_files(struct catalog *catalog, const struct read_options *options, struct diag *d)
{
    struct listing listing = { catalog, options, d, -1 };
    size_t n = options->memory ? 2 : 1;

    pool_run(pool_size(options->jobs, n), n, list_or_load, &listing);
    return listing.rc;
}

int
read_archive(struct catalog *catalog, const struct read_options *options, struct diag *d)
{
    enum { MANY = 50000 };      /* files, of which the catalogue alone takes a hundred megabytes */
    struct job job = { .catalog = catalog, .options = options };
    struct watch watch = watch_start(options->clock, options->timings);
    unsigned workers;

    if (list_files(catalog, options, d) < 0)
        return -1;
    if (catalog->nfiles > MANY)
        mem_spare();
    watch_lap(&watch, TIMING_WALK, 0);
    make_slots(&job);
    if (options->memory)
        options->memory->begin(options->memory->context, catalog);
    workers = pool_size(options->jobs, job.nslots);
    job.workers = mem_zalloc(workers * sizeof *job.workers);
    pthread_mutex_init(&job.lock, NULL);
    pool_run(workers, job.nslots, read_slot, &job);
    pthread_mutex_destroy(&job.lock);
    join_slots(&job, workers, d);
    free(job.workers);
    free(job.slots);
    return 0;
}

/* ---- the text of one ---------------------------------------------------------------------------------------------- */

/* The bytes of an article: its file's, or its item's. -1 with a diagnostic. */
static int
read_bytes(struct arena *mem, const struct article *a, struct str *bytes, struct diag *d)
{
    const char *path = a->file->path;
    bool is_part = a->item.len && !a->item.is_decoded;
    int rc = is_part ? file_range(mem, path, a->item.at, (size_t)a->item.len, bytes)
        : file_read_seen(mem, path, &a->file->stamp, bytes);

    if (rc < 0)
        diag_add(d, DIAG_ARTICLE_UNREADABLE, path, 0, 0, "cannot be read: %s", strerror(errno));
    return rc;
}

/* The bytes as text; of a file that is not UTF-8 the item is cut out of it only then. What is wrong with its encoding was said when
 * it was catalogued. */
static bool
decode(struct arena *mem, const struct article *a, struct str bytes, struct str *text, struct diag *d)
{
    if (a->item.len && !a->item.is_decoded) {
        *text = bytes;
        return true;
    }
    if (!decode_text(mem, a->file->path, bytes, is_declared(a->file), text, NULL)) {
        diag_add(d, DIAG_ARTICLE_UNREADABLE, a->file->path, 0, 0, "is no text");
        return false;
    }
    if (a->item.len)
        *text = str_sub(*text, (size_t)a->item.at, (size_t)(a->item.at + a->item.len));
    return true;
}

/* Are these still the bytes that it was catalogued from? */
static bool
is_same(const struct article *a, struct str bytes)
{
    struct digest digest = digest_of(bytes);

    return digest_eq(&digest, &a->digest);
}

/* The text of an article; false with a diagnostic. A sum is enough to notice that somebody writes while the book is made: what
 * was text then is text. */
static bool
read_text(struct arena *mem, const struct article *a, struct str *text, struct diag *d)
{
    struct str bytes;

    if (a->crc && a->file->held && hold_take(a->file->held, mem, text))
        return true;
    if (read_bytes(mem, a, &bytes, d) < 0)
        return false;
    if (a->crc && a->crc == deflate_crc(bytes)) {
        *text = bytes;
        return true;
    }
    if (!decode(mem, a, bytes, text, d))
        return false;
    if (is_same(a, a->item.is_decoded ? *text : bytes))
        return true;
    diag_add(d, DIAG_FILE_CHANGED, a->file->path, 0, 0, "changed while the book was made");
    return false;
}

struct node *
read_body(struct arena *mem, const struct article *article, struct source *source, struct diag *d)
{
    const struct file *file = article->file;

    source->path = file->path;
    source->before = article->item.line;
    return read_text(mem, article, &source->bytes, d) ? file->adapter->body(mem, article, source, d) : NULL;
}
