/* bind: planned books to their files. SPDX-License-Identifier: MIT */
#include "bind.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/styles.h"
#include "book/book.h"
#include "html/render.h"
#include "read/read.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct binding {                /* one book being bound */
    const struct bind_job *job;
    struct plan *plan;
    struct arena *scratch;      /* one for each worker */
    struct deflater **deflaters;
    unsigned nworkers;
    size_t ndone;               /* pages rendered; guarded by lock */
    pthread_mutex_t lock;
};

static void
deflate_page(struct deflater *deflater, struct page *page)
{
    for (size_t i = 0; i < page->nparts; i++) {
        page->parts[i].data = deflate_bytes(deflater, buf_str(&page->parts[i].xhtml));
        buf_release(&page->parts[i].xhtml);
    }
}

static void
count_page(struct binding *b)
{
    const struct bind_job *job = b->job;

    pthread_mutex_lock(&b->lock);
    b->ndone++;
    if (job->on_progress)
        job->on_progress(job->payload, "render", b->ndone, b->plan->npages);
    pthread_mutex_unlock(&b->lock);
}

static void
render_one(void *context, size_t i, unsigned worker)
{
    struct binding *b = context;
    struct page *page = &b->plan->pages[i];
    struct arena *scratch = &b->scratch[worker];
    struct source source = { 0 };
    struct node *root;

    arena_clear(scratch);
    root = read_body(scratch, page->article, &source, &page->diag);
    if (!root)                  /* it was there when the catalogue was made: the others count on its page */
        root = node_element(scratch, TAG_DIV, NODE_NOWHERE);
    render_page(b->plan, page, root, &source, scratch);
    if (page->ncrossrefs == 0)
        deflate_page(b->deflaters[worker], page);
    count_page(b);
}

/* The pages that waited for others: their links with a fragment. */
static void
resolve_one(void *context, size_t i, unsigned worker)
{
    struct binding *b = context;
    struct page *page = &b->plan->pages[i];

    if (page->ncrossrefs == 0)
        return;
    render_resolve(b->plan, page);
    deflate_page(b->deflaters[worker], page);
}

static void
render_pages(struct binding *b)
{
    struct plan *plan = b->plan;

    pool_run(b->nworkers, plan->npages, render_one, b);
    pool_run(b->nworkers, plan->npages, resolve_one, b);
    for (size_t i = 0; i < plan->npages; i++)
        diag_join(b->job->diag, &plan->pages[i].diag);
}

static void
binding_init(struct binding *b, const struct bind_job *job, struct plan *plan)
{
    *b = (struct binding){ .job = job, .plan = plan, .nworkers = pool_size(job->jobs, plan->npages) };
    b->scratch = mem_zalloc(b->nworkers * sizeof *b->scratch);
    b->deflaters = mem_zalloc(b->nworkers * sizeof(struct deflater *));
    pthread_mutex_init(&b->lock, NULL);
    for (unsigned i = 0; i < b->nworkers; i++) {
        arena_init(&b->scratch[i]);
        b->deflaters[i] = deflater_new();
    }
}

static void
binding_release(struct binding *b)
{
    for (unsigned i = 0; i < b->nworkers; i++) {
        arena_release(&b->scratch[i]);
        deflater_free(b->deflaters[i]);
    }
    free(b->scratch);
    free(b->deflaters);
    pthread_mutex_destroy(&b->lock);
}

/* The style sheet of a book: a built-in one by name, else a file. */
static int
load_style(const struct bind_job *job, const struct book *book, struct str *sheet)
{
    const struct config *config = job->catalog->config;
    struct str name = book->style.len ? book->style : config->style.len ? config->style : STR("classic");

    for (const struct style *style = styles; style->name; style++) {
        if (str_eqc(name, style->name)) {
            *sheet = style->bytes;
            return 0;
        }
    }
    if (file_read(job->mem, arena_cstr(job->mem, name), sheet) == 0)
        return 0;
    diag_add(job->diag, DIAG_CONFIG_VALUE, config->path, 0, 0, "there is no style `%.*s` (%s)", STR_ARG(name), strerror(errno));
    return -1;
}

static enum sheaf_status
bind_book(const struct bind_job *job, const struct book *book)
{
    uint64_t bytes;
    bool changed;
    struct binding binding;
    struct plan *plan;
    struct str sheet;
    int rc;

    if (load_style(job, book, &sheet) < 0)
        return SHEAF_USAGE;
    plan = plan_new(job->catalog, book, job->diag);       /* names every page and link target */
    binding_init(&binding, job, plan);
    render_pages(&binding);                             /* parallel: page by page */
    binding_release(&binding);
    plan_gather(plan);
    rc = package_write(plan, sheet, job->jobs, &bytes, &changed, job->diag);
    plan_free(plan);
    if (rc < 0)
        return SHEAF_FAILED;
    if (job->on_book)
        job->on_book(job->payload, book, bytes, changed);
    return SHEAF_DONE;
}

enum sheaf_status
bind_books(const struct bind_job *job)
{
    enum sheaf_status status = SHEAF_DONE;

    for (size_t i = 0; i < job->nbooks && status == SHEAF_DONE; i++)
        status = bind_book(job, &job->books[i]);
    return status;
}
