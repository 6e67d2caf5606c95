/* package_documents: what a book says of itself. SPDX-License-Identifier: MIT
 *
 * Each document, or the pages of one kind, is made by a task of its own; those of the second step know all pages of the book. */
#include "book/package_part.h"

static const char CONTAINER[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "  <rootfiles>\n"
    "    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
    "  </rootfiles>\n"
    "</container>\n";

static struct task *
add_task(struct package *p, int rank, struct str name, make_fn *make)
{
    struct task *t = ARENA_PUSH(&p->mem, p->tasks, p->ntasks);

    *t = (struct task){ .make = make, .rank = rank, .name = name };
    return t;
}

/* A hash tells whether a document is the one of the last edition, and of megabytes it is made ten times as fast as a digest; a
 * digest of that is what entries go by, as pictures have theirs. */
static bool
find_same(const struct package *p, struct str name, struct str bytes, struct deflated *data)
{
    struct digest digest;
    struct hash hash;

    if (!p->memory)
        return false;
    hash = hash_of(bytes);
    digest = digest_of((struct str){ (const char *)&hash, sizeof hash });
    return package_find_old(p, name, &digest, data);
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

    made(m->package, t, order_name(&t->mem, d->href), bytes, m->deflater);
    matter_add(&t->kept, &t->matter, d);
}

static bool
find_matter(void *context, const struct document *d, struct hash of)
{
    const struct making *m = context;
    const struct package_memory *memory = m->package->memory;
    struct task *t = m->task;
    struct str name = order_name(&t->kept, d->href);
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
    matter_group(&t->mem, p->plan, t->group, t->slice, &(struct matter_taker){ made_matter, find_matter, &making });
}

static const struct str OPF = { "package", 7 }, NAV = { "nav", 3 }, NCX = { "ncx", 3 };

/* What the package document says of the book and its articles is most of it, and needs no other document. */
static void
begin_opf(struct package *p, struct task *t, struct buf *out, struct deflater *deflater)
{
    (void)out;
    (void)deflater;
    if (!package_may_recall(p, OPF, &t->mem))
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
    if (!package_may_recall(p, NAV, &t->mem) || !package_may_recall(p, NCX, &t->mem))
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

size_t
package_count_others(const struct package *p)
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
    p->order = order_chapters(&p->order_mem, p->plan, package_count_others(p), &p->norder);
}

void
package_add_bytes(struct package *p, int rank, struct str name, struct str bytes, bool is_stored)
{
    struct task *t = add_task(p, rank, name, write_bytes);

    t->bytes = bytes;
    t->is_stored = is_stored;
}

static void
add_matter(struct package *p, size_t group)
{
    for (unsigned i = 0; i < matter_slices(group); i++) {
        struct task *t = add_task(p, RANK_OTHER, STR(""), write_matter);
        t->group = group;
        t->slice = i;
        t->key = matter_key(group);
    }
}

/* Nothing of the first step knows what the others of it make. What takes longest comes first. */
void
package_add_first_step(struct package *p)
{
    once_init(&p->listed, list_contents, p);
    add_task(p, RANK_OPF, STR(""), begin_opf);
    add_task(p, RANK_OTHER, STR(""), begin_contents);
    for (size_t i = 0; i < MATTER_GROUPS; i++)
        add_matter(p, i);
    package_add_bytes(p, RANK_MIMETYPE, STR("mimetype"), STR(PACKAGE_MIMETYPE), true);
    package_add_bytes(p, RANK_CONTAINER, STR("META-INF/container.xml"), str_of(CONTAINER), false);
    package_add_bytes(p, RANK_OTHER, STR("EPUB/" HREF_CSS), p->plan->style_sheet, false);
    if (p->plan->own_sheet.at)
        package_add_bytes(p, RANK_OTHER, STR("EPUB/" HREF_OWN_CSS), p->plan->own_sheet, false);
    for (size_t i = 0; i < p->plan->nfonts; i++)
        package_add_bytes(p, RANK_OTHER, order_name(&p->mem, p->plan->fonts[i].href), p->plan->fonts[i].bytes, false);
}

/* What must know all pages of the book. */
void
package_add_second_step(struct package *p)
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
