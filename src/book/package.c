/* package: a planned and rendered book to the file on disk. SPDX-License-Identifier: MIT
 *
 * Everything that the book holds is an entry with a name; entries are sorted as EPUB-RULES 11.2 says and written in that
 * order. Chapters are deflated by the workers that made them, the documents about the book by tasks of their own. Pictures are read
 * again, and compared with what was seen before, while the zip is written: memory holds one picture. */
#include "book/package.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/once.h"
#include "base/words.h"
#include "book/book.h"
#include "book/label.h"
#include "book/package_file.h"
#include "book/package_order.h"
#include "wrap/pack.h"

#include <stdlib.h>
#include <string.h>

static const char CONTAINER[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "  <rootfiles>\n"
    "    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
    "  </rootfiles>\n"
    "</container>\n";

/* ---- what is never empty in a book -------------------------------------------------------------------------------------- */

const struct page *
first_page(const struct plan *plan)
{
    for (size_t i = 0; i < plan->npages; i++)
        if (page_is_made(&plan->pages[i]))
            return &plan->pages[i];
    return NULL;
}

bool
has_cover_page(const struct plan *plan)
{
    return plan->cover && !str_eqc(plan->book->device, "kindle");
}

struct str
book_language(const struct book *book)
{
    return book->language.len > 0 ? book->language : STR("en");
}

struct str
book_title(struct arena *mem, const struct book *book)
{
    struct str title = label_line(mem, book->title);

    return title.len > 0 ? title : str_of(word_get(WORD_ARTICLES, book_language(book)));
}

const char *
book_direction(const struct book *book)
{
    return word_is_rtl(book_language(book)) ? "rtl" : "ltr";
}

/* ---- entries ------------------------------------------------------------------------------------------------------------ */

struct task;
typedef void make_fn(struct package *, struct task *, struct buf *out, struct deflater *);

/* What is made by a task of its own: the pages of one kind, a document. */
struct task {
    make_fn *make;
    int rank;
    size_t group;               /* of matter_group() */
    struct str key;             /* of its notes, if it need not be made as long as all it lists is the same; else empty */
    struct str name, bytes;
    bool is_stored;
    struct arena mem;           /* until it is made */
    struct arena kept;          /* what follows */
    struct matter matter;       /* without the bytes */
    struct entry *made; size_t nmade;
    size_t ndeflated;           /* bytes of those that were not in the last edition */
};

struct package {
    struct arena mem;
    const struct plan *plan;
    const struct package_memory *memory;    /* or NULL */
    struct matter matter;       /* known after the first step */
    struct buf opf;             /* the package document: begun in the first step, ended in the second */
    struct once listed;         /* CONTENTS are: in the first step, or when they are needed after all */
    struct arena contents_mem;
    struct nav contents;
    struct arena order_mem;
    struct entry *order; size_t norder;     /* the chapters: sorted in the second step */
    struct entry *entries; size_t n;        /* of pictures; package_write() adds those of the tasks */
    struct task *tasks; size_t ntasks;
    size_t first;               /* task of this step */
};

static struct entry *
entry_new(struct package *p, int rank, struct str name)
{
    struct entry *e = ARENA_PUSH(&p->mem, p->entries, p->n);

    *e = (struct entry){ .rank = rank, .name = name };
    return e;
}

static struct str
below_epub(struct package *p, struct str href)
{
    return arena_printf(&p->mem, "EPUB/%.*s", STR_ARG(href));
}

/* ---- documents ---------------------------------------------------------------------------------------------------------- */

static struct task *
add_task(struct package *p, int rank, struct str name, make_fn *make)
{
    struct task *t = ARENA_PUSH(&p->mem, p->tasks, p->ntasks);

    *t = (struct task){ .make = make, .rank = rank, .name = name };
    return t;
}

/* The entry NAME of the last edition, if it has the same bytes. */
static bool
find_old(const struct package *p, struct str name, const struct digest *digest, struct deflated *data)
{
    return p->memory && p->memory->find(p->memory->context, name, digest, data);
}

static bool
find_same(const struct package *p, struct str name, struct str bytes, struct deflated *data)
{
    struct digest digest;

    if (!p->memory)
        return false;
    digest = digest_of(bytes);
    return find_old(p, name, &digest, data);
}

/* An entry out of BYTES. */
static void
made(struct package *p, struct task *t, struct str name, struct str bytes, struct deflater *deflater)
{
    struct entry *e = ARENA_PUSH(&t->kept, t->made, t->nmade);

    *e = (struct entry){ .rank = t->rank, .name = arena_str(&t->kept, name) };
    if (find_same(p, e->name, bytes, &e->own))
        return;
    e->own = t->is_stored ? deflate_store(bytes) : deflate_bytes(deflater, book_effort(p->plan->book), bytes);
    t->ndeflated += bytes.len;
}

static void
write_bytes(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)out;
    made(p, t, t->name, t->bytes, deflater);
}

struct making { struct package *package; struct task *task; struct deflater *deflater; };

static void
made_matter(void *context, const struct document *d, struct str bytes)
{
    struct making *m = context;
    struct task *t = m->task;

    made(m->package, t, arena_printf(&t->mem, "EPUB/%.*s", STR_ARG(d->href)), bytes, m->deflater);
    matter_add(&t->kept, &t->matter, d);
}

static bool
find_matter(void *context, const struct document *d, struct hash of)
{
    const struct making *m = context;
    const struct package_memory *memory = m->package->memory;
    struct task *t = m->task;
    struct str name = arena_printf(&t->kept, "EPUB/%.*s", STR_ARG(d->href));
    struct deflated old;

    if (!memory || !memory->find_of(memory->context, name, of, &old))
        return false;
    *ARENA_PUSH(&t->kept, t->made, t->nmade) = (struct entry){ .rank = t->rank, .name = name, .own = old };
    matter_add(&t->kept, &t->matter, d);
    return true;
}

static void
write_matter(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    struct making making = { p, t, deflater };

    (void)out;
    matter_group(&t->mem, p->plan, t->group, &(struct matter_taker){ made_matter, find_matter, &making });
}

static const struct str OPF = { "package", 7 }, NAV = { "nav", 3 }, NCX = { "ncx", 3 };

static bool
may_be_recalled(const struct package *p, struct str key, struct arena *mem)
{
    struct str notes;

    return p->memory && p->memory->recall(p->memory->context, key, mem, &notes);
}

/* What the package document says of the book and its articles is most of it, and needs no other document. */
static void
begin_opf(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)out;
    (void)deflater;
    if (!may_be_recalled(p, OPF, &t->mem))
        opf_begin(&p->opf, &t->mem, p->plan);
}

static void
write_opf(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)out;
    if (!p->opf.len)            /* it could have been taken from the last edition, but for the other documents */
        opf_begin(&p->opf, &t->mem, p->plan);
    opf_end(&p->opf, &t->mem, p->plan, &p->matter);
    made(p, t, t->name, buf_str(&p->opf), deflater);
    buf_release(&p->opf);
}

/* Both documents of contents need the list; what comes after the articles is not known in the first step. */
static void
list_contents(void *package)
{
    struct package *p = package;

    p->contents = nav_pages(&p->contents_mem, p->plan);
    if (p->first > 0)
        nav_add_matter(&p->contents, &p->contents_mem, p->plan, &p->matter);
}

static void
begin_contents(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)out;
    (void)deflater;
    if (!may_be_recalled(p, NAV, &t->mem) || !may_be_recalled(p, NCX, &t->mem))
        once_do(&p->listed);
}

static void
write_nav(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    once_do(&p->listed);
    nav_xhtml(out, &t->mem, p->plan, &p->contents);
    made(p, t, t->name, buf_str(out), deflater);
}

static void
write_ncx(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    once_do(&p->listed);
    nav_ncx(out, &t->mem, p->plan, &p->contents);
    made(p, t, t->name, buf_str(out), deflater);
}

/* Entries of pictures and tasks, once all of these are made: each of the last step makes one. */
static size_t
count_others(const struct package *p)
{
    size_t n = p->n + (p->ntasks - p->first);

    for (size_t i = 0; i < p->first; i++)
        n += p->tasks[i].nmade;
    return n;
}

static void
order_pages(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)t;
    (void)out;
    (void)deflater;
    p->order = order_chapters(&p->order_mem, p->plan, count_others(p), &p->norder);
}

static void
add_bytes(struct package *p, int rank, struct str name, struct str bytes, bool is_stored)
{
    struct task *t = add_task(p, rank, name, write_bytes);

    t->bytes = bytes;
    t->is_stored = is_stored;
}

static void
add_matter(struct package *p, size_t group)
{
    struct task *t = add_task(p, RANK_OTHER, STR(""), write_matter);

    t->group = group;
    t->key = matter_key(group);
}

/* Nothing of the first step knows what the others of it make. What takes longest comes first. */
static void
add_first_step(struct package *p)
{
    add_task(p, RANK_OPF, STR(""), begin_opf);
    add_task(p, RANK_OTHER, STR(""), begin_contents);
    for (size_t i = 0; i < MATTER_GROUPS; i++)
        add_matter(p, i);
    add_bytes(p, RANK_MIMETYPE, STR("mimetype"), STR("application/epub+zip"), true);
    add_bytes(p, RANK_CONTAINER, STR("META-INF/container.xml"), str_of(CONTAINER), false);
    add_bytes(p, RANK_OTHER, STR("EPUB/" HREF_CSS), p->plan->style_sheet, false);
    if (p->plan->own_sheet.at)
        add_bytes(p, RANK_OTHER, STR("EPUB/" HREF_OWN_CSS), p->plan->own_sheet, false);
    for (size_t i = 0; i < p->plan->nfonts; i++)
        add_bytes(p, RANK_OTHER, below_epub(p, p->plan->fonts[i].href), p->plan->fonts[i].bytes, false);
}

/* What must know all pages of the book. */
static void
add_second_step(struct package *p)
{
    for (size_t i = 0; i < p->ntasks; i++)
        matter_join(&p->mem, &p->matter, &p->tasks[i].matter);
    if (p->contents.n > 0)
        nav_add_matter(&p->contents, &p->contents_mem, p->plan, &p->matter);
    p->first = p->ntasks;
    add_task(p, RANK_OPF, STR("EPUB/package.opf"), write_opf)->key = OPF;
    add_task(p, RANK_OTHER, STR("EPUB/" HREF_NCX), write_ncx)->key = NCX;
    add_task(p, RANK_OTHER, STR("EPUB/" HREF_NAV), write_nav)->key = NAV;
    add_task(p, RANK_OTHER, STR(""), order_pages);
}

/* ---- documents of the last edition ---------------------------------------------------------------------------------------- */

/* What the package document and the contents take from the other documents. */
static struct hash
hash_of_matter(const struct matter *m)
{
    struct hash h = { { 0 } };

    for (size_t i = 0; i < m->n; i++)
        h = hash_number(hash_add(hash_add(hash_add(h, m->documents[i].href), m->documents[i].id), m->documents[i].label),
            m->documents[i].is_front);
    return h;
}

/* Names of the entries; what others must know of the documents. */
static void
put_notes(const struct package *p, const struct task *t, struct buf *out)
{
    struct hash matter = hash_of_matter(&p->matter);

    bytes_put_raw(out, &matter, sizeof matter);
    bytes_put_uint(out, t->nmade);
    for (size_t i = 0; i < t->nmade; i++)
        bytes_put_str(out, t->made[i].name);
    bytes_put_uint(out, t->matter.n);
    for (size_t i = 0; i < t->matter.n; i++) {
        const struct document *d = &t->matter.documents[i];
        bytes_put_str(out, d->href);
        bytes_put_str(out, d->id);
        bytes_put_str(out, d->label);
        bytes_put_uint(out, d->is_front);
    }
}

static bool
take_entries(const struct package *p, struct task *t, struct bytes *b)
{
    size_t n = bytes_count(b, 1);

    for (size_t i = 0; i < n && !bytes_failed(b); i++) {
        struct entry *e = ARENA_PUSH(&t->kept, t->made, t->nmade);
        *e = (struct entry){ .rank = t->rank, .name = arena_str(&t->kept, bytes_str(b)) };
        if (!p->memory->find_last(p->memory->context, e->name, &e->own))
            return false;
    }
    return !bytes_failed(b);
}

static bool
take_notes(const struct package *p, struct task *t, struct bytes *b)
{
    struct hash matter = hash_of_matter(&p->matter);
    struct str noted = bytes_raw(b, sizeof matter);
    size_t n;

    if (!noted.at || memcmp(noted.at, &matter, sizeof matter) != 0 || !take_entries(p, t, b))
        return false;
    n = bytes_count(b, 1);
    for (size_t i = 0; i < n && !bytes_failed(b); i++) {
        struct document d = { .href = bytes_str(b) };
        d.id = bytes_str(b);
        d.label = bytes_str(b);
        d.is_front = bytes_uint(b) != 0;
        matter_add(&t->kept, &t->matter, &d);
    }
    return bytes_done(b);
}

/* Takes what the task would make from the last edition, if it would come out the same. */
static bool
recall(const struct package *p, struct task *t)
{
    struct bytes b;
    struct str notes;

    if (!p->memory || !t->key.len || !p->memory->recall(p->memory->context, t->key, &t->mem, &notes))
        return false;
    b = bytes_of(notes);
    if (take_notes(p, t, &b))
        return true;
    t->made = NULL, t->nmade = 0;
    t->matter = (struct matter){ 0 };
    return false;
}

static void
note(const struct package *p, const struct task *t)
{
    struct buf out;

    if (!p->memory || !t->key.len)
        return;
    buf_init(&out);
    put_notes(p, t, &out);
    p->memory->note(p->memory->context, t->key, buf_str(&out));
    buf_release(&out);
}

/* ---- pictures and chapters ---------------------------------------------------------------------------------------------- */

/* Deflate makes no picture smaller but SVG, which is text. */
static void
add_picture(struct package *p, const struct asset *asset)
{
    struct str name = below_epub(p, asset->href);
    struct picture *picture;
    struct deflated old;

    if (find_old(p, name, &asset->digest, &old)) {
        struct deflated *data = ARENA_NEW(&p->mem, struct deflated);
        *data = old;
        entry_new(p, RANK_OTHER, name)->data = data;
        return;
    }
    if (asset->held.original > 0) {
        entry_new(p, RANK_OTHER, name)->data = &asset->held;
        return;
    }
    if (asset->bytes.len > 0) {
        add_bytes(p, RANK_OTHER, name, asset->bytes, asset->type != IMAGE_SVG);
        return;
    }
    picture = ARENA_NEW(&p->mem, struct picture);
    picture->asset = asset;
    entry_new(p, RANK_OTHER, name)->picture = picture;
}

struct package *
package_new(const struct plan *plan, const struct package_memory *memory)
{
    struct package *p = mem_zalloc(sizeof *p);

    arena_init(&p->mem);
    arena_init(&p->contents_mem);
    arena_init(&p->order_mem);
    buf_init(&p->opf);
    once_init(&p->listed, list_contents, p);
    p->plan = plan;
    p->memory = memory;
    add_first_step(p);
    if (plan->cover)
        add_picture(p, plan->cover);
    for (size_t i = 0; i < plan->nassets; i++)
        add_picture(p, &plan->assets[i]);
    return p;
}

size_t
package_begin(struct package *p, unsigned step)
{
    if (step > 0)
        add_second_step(p);
    return p->ntasks - p->first;
}

size_t
package_make(struct package *p, size_t task, struct deflater *deflater)
{
    struct task *t = &p->tasks[p->first + task];
    struct buf out;

    buf_init(&out);
    arena_init(&t->mem);
    if (!recall(p, t))
        t->make(p, t, &out, deflater);
    note(p, t);
    arena_release(&t->mem);
    buf_release(&out);
    return t->ndeflated;
}

/* All entries, in their order. */
static void
collect(struct package *p)
{
    size_t n = count_others(p);
    struct entry *others = arena_alloc(&p->mem, n * sizeof *others), *e = others;

    if (p->n)
        memcpy(e, p->entries, p->n * sizeof *e);
    e += p->n;
    for (size_t i = 0; i < p->ntasks; i++)
        for (size_t k = 0; k < p->tasks[i].nmade; k++) {
            *e = p->tasks[i].made[k];
            e++->data = &p->tasks[i].made[k].own;
        }
    order_merge(p->order, &p->norder, others, (size_t)(e - others));
}

/* Pictures that are text are made as documents; they are weighed with their pages. */
static bool
is_of_pages(const struct plan *plan, struct str name)
{
    struct str images = STR("EPUB/images/");

    return str_starts(name, images) && !(plan->cover && str_ends(name, plan->cover->href));
}

void
package_weigh(struct package *p, uint64_t *fixed, uint64_t *lists)
{
    enum { END = 22 };

    *fixed = END + (p->plan->cover ? p->plan->cover->size : 0);
    *lists = 0;
    for (size_t i = 0; i < p->ntasks; i++)
        for (size_t k = 0; k < p->tasks[i].nmade; k++) {
            const struct entry *e = &p->tasks[i].made[k];
            if (!is_of_pages(p->plan, e->name))
                *(p->tasks[i].bytes.len ? fixed : lists) += pack_room(e->name.len, e->own.len);
        }
}

void
package_free(struct package *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->ntasks; i++) {
        for (size_t k = 0; k < p->tasks[i].nmade; k++)
            deflated_release(&p->tasks[i].made[k].own);
        arena_release(&p->tasks[i].kept);
    }
    buf_release(&p->opf);
    once_release(&p->listed);
    arena_release(&p->contents_mem);
    arena_release(&p->order_mem);
    arena_release(&p->mem);
    free(p);
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

int
package_write(struct package *p, struct package_writing *w, struct diag *diag)
{
    if (!first_page(p->plan)) {
        diag_add(diag, DIAG_OUTPUT_FAILED, p->plan->book->output, 0, 0, "not written: none of its articles could be read");
        return -1;
    }
    collect(p);
    return package_file_write(&(struct package_file){ &p->mem, p->plan, p->memory, p->order, p->norder, w }, diag);
}
