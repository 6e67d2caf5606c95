/* package: a planned and rendered book to the file on disk. SPDX-License-Identifier: MIT
 *
 * Everything that the book holds is an entry with a name; entries are sorted as EPUB-RULES 11.2 says and written in that
 * order. Chapters are deflated by the workers that made them, pictures are read again, and compared with what was seen before,
 * while the zip is written: memory holds the text of one book and one picture. */
#include "book/package.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/words.h"
#include "book/book.h"
#include "book/label.h"
#include "wrap/pack.h"

#include <errno.h>
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

enum { RANK_MIMETYPE, RANK_CONTAINER, RANK_OPF, RANK_OTHER };

struct entry {
    int rank;                   /* the first three have their places, the others follow in byte order */
    struct str name;
    struct str bytes;           /* to be deflated, or stored if IS_STORED; at == NULL: see below */
    bool is_stored;
    struct deflated own;        /* made from BYTES */
    const struct deflated *data;    /* OWN, or a chapter's; NULL: a picture that is read when it is written */
    struct picture *picture;
};

struct picture {
    const struct asset *asset;
    bool changed;
};

struct package {
    struct arena mem;
    const struct plan *plan;
    struct entry *entries; size_t n;
    struct deflater **deflaters;    /* one for each worker */
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

static void
add_bytes(struct package *p, int rank, struct str name, struct str bytes, bool is_stored)
{
    struct entry *e = entry_new(p, rank, name);

    e->bytes = bytes;
    e->is_stored = is_stored;
}

/* Adds what OUT holds and clears it. */
static void
add_document(struct package *p, int rank, const char *href, struct buf *out)
{
    add_bytes(p, rank, below_epub(p, str_of(href)), buf_take(out, &p->mem), false);
}

static void
add_parts(struct package *p)
{
    for (size_t i = 0; i < p->plan->npages; i++)
        for (size_t k = 0; k < p->plan->pages[i].nparts; k++) {
            const struct part *part = &p->plan->pages[i].parts[k];
            entry_new(p, RANK_OTHER, below_epub(p, part->href))->data = &part->data;
        }
}

/* Deflate makes no picture smaller but SVG, which is text. */
static void
add_picture(struct package *p, const struct asset *asset)
{
    struct str name = below_epub(p, asset->href);
    struct picture *picture;

    if (asset->bytes.len > 0) {
        add_bytes(p, RANK_OTHER, name, asset->bytes, asset->type != IMAGE_SVG);
        return;
    }
    picture = ARENA_NEW(&p->mem, struct picture);
    picture->asset = asset;
    entry_new(p, RANK_OTHER, name)->picture = picture;
}

static void
add_generated(struct package *p, struct str style_sheet)
{
    struct matter matter = matter_make(&p->mem, p->plan);
    struct nav nav = nav_list(&p->mem, p->plan, &matter);
    struct buf out;

    buf_init(&out);
    opf_write(&out, &p->mem, p->plan, &matter, style_sheet);
    add_document(p, RANK_OPF, "package.opf", &out);
    nav_xhtml(&out, &p->mem, p->plan, &nav);
    add_document(p, RANK_OTHER, HREF_NAV, &out);
    nav_ncx(&out, &p->mem, p->plan, &nav);
    add_document(p, RANK_OTHER, HREF_NCX, &out);
    for (size_t i = 0; i < matter.n; i++)
        add_bytes(p, RANK_OTHER, below_epub(p, matter.documents[i].href), matter.documents[i].bytes, false);
    buf_release(&out);
}

static int
by_rank(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : str_cmp(x->name, y->name);
}

static void
collect(struct package *p, struct str style_sheet)
{
    add_bytes(p, RANK_MIMETYPE, STR("mimetype"), STR("application/epub+zip"), true);
    add_bytes(p, RANK_CONTAINER, STR("META-INF/container.xml"), str_of(CONTAINER), false);
    add_generated(p, style_sheet);
    add_bytes(p, RANK_OTHER, below_epub(p, STR(HREF_CSS)), style_sheet, false);
    add_parts(p);
    if (p->plan->cover)
        add_picture(p, p->plan->cover);
    for (size_t i = 0; i < p->plan->nassets; i++)
        add_picture(p, &p->plan->assets[i]);
    qsort(p->entries, p->n, sizeof *p->entries, by_rank);
}

/* ---- deflating ---------------------------------------------------------------------------------------------------------- */

static void
deflate_entry(void *context, size_t i, unsigned worker)
{
    struct package *p = context;
    struct entry *e = &p->entries[i];

    if (e->data || e->picture)
        return;
    e->own = e->is_stored ? deflate_store(e->bytes) : deflate_bytes(p->deflaters[worker], e->bytes);
    e->data = &e->own;
}

static void
deflate_all(struct package *p, unsigned jobs)
{
    unsigned workers = pool_size(jobs, p->n);

    p->deflaters = arena_zalloc(&p->mem, workers * sizeof *p->deflaters);
    for (unsigned i = 0; i < workers; i++)
        p->deflaters[i] = deflater_new();
    pool_run(jobs, p->n, deflate_entry, p);
    for (unsigned i = 0; i < workers; i++)
        deflater_free(p->deflaters[i]);
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

static int
read_picture(void *context, struct arena *mem, struct str *bytes)
{
    struct picture *picture = context;
    const struct asset *asset = picture->asset;
    struct digest digest;

    if (file_read(mem, asset->path, bytes) < 0) {
        picture->changed = errno == ENOENT;
        return -1;
    }
    digest = digest_of(*bytes);
    picture->changed = bytes->len != asset->size || !digest_eq(&digest, &asset->digest);
    errno = ESTALE;
    return picture->changed ? -1 : 0;
}

static int
write_zip(struct package *p, const char *temp, const char **what)
{
    struct pack *zip = pack_new(temp, p->plan->book->modified);

    for (size_t i = 0; i < p->n; i++) {
        const struct entry *e = &p->entries[i];
        const char *name = arena_cstr(&p->mem, e->name);
        if (e->data)
            pack_add(zip, name, e->data);
        else
            pack_add_later(zip, name, e->picture->asset->size, e->picture->asset->crc, read_picture, e->picture);
    }
    return pack_close(zip, &p->mem, what);
}

static const char *
changed_file(const struct package *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->entries[i].picture && p->entries[i].picture->changed)
            return p->entries[i].picture->asset->path;
    return NULL;
}

static int
make_folder(struct package *p, const char *path)
{
    struct str folder = path_folder(str_of(path));

    return folder.len > 0 ? file_make_folder(arena_cstr(&p->mem, folder)) : 0;
}

static int
put_in_place(const char *temp, const char *output, uint64_t *bytes, bool *changed)
{
    struct file_info info;

    if (file_stat(temp, &info) < 0) {
        file_discard(temp);
        return -1;
    }
    *bytes = info.size;
    *changed = !file_same(temp, output);
    if (*changed)
        return file_commit(temp, output);
    file_discard(temp);
    return 0;
}

static int
write_book(struct package *p, uint64_t *bytes, bool *changed, struct diag *diag)
{
    const char *output = p->plan->book->output, *temp, *what = NULL;

    if (make_folder(p, output) < 0 || file_temp(&p->mem, output, &temp) < 0) {
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", strerror(errno));
        return -1;
    }
    if (write_zip(p, temp, &what) < 0) {
        file_discard(temp);
        if (changed_file(p))
            diag_add(diag, DIAG_FILE_CHANGED, changed_file(p), 0, 0, "changed while '%s' was made", output);
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", what);
        return -1;
    }
    if (put_in_place(temp, output, bytes, changed) < 0) {
        diag_add(diag, DIAG_OUTPUT_FAILED, output, 0, 0, "cannot be written: %s", strerror(errno));
        return -1;
    }
    return 0;
}

int
package_write(struct plan *plan, struct str style_sheet, unsigned jobs, uint64_t *bytes, bool *changed, struct diag *diag)
{
    struct package p = { .plan = plan };
    int rc;

    *bytes = 0;
    *changed = false;
    if (!first_page(plan)) {
        diag_add(diag, DIAG_OUTPUT_FAILED, plan->book->output, 0, 0, "not written: none of its articles could be read");
        return -1;
    }
    arena_init(&p.mem);
    collect(&p, style_sheet);
    deflate_all(&p, jobs);
    rc = write_book(&p, bytes, changed, diag);
    for (size_t i = 0; i < p.n; i++)
        deflated_release(&p.entries[i].own);
    arena_release(&p.mem);
    return rc;
}
