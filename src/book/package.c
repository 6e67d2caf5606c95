/* package: a planned and rendered book to the file on disk. SPDX-License-Identifier: MIT
 *
 * Everything that the book holds is an entry with a name; entries are sorted as EPUB-RULES 11.2 says and written in that
 * order. Chapters are deflated by the workers that made them, the documents about the book by tasks of their own. Pictures are read
 * again, and compared with what was seen before, while the zip is written: memory holds one picture. */
#include "book/package_part.h"

#include "base/mem.h"
#include "base/words.h"
#include "book/label.h"
#include "wrap/pack.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- pictures and chapters ---------------------------------------------------------------------------------------------- */

static struct entry *
picture_entry(struct package *p, struct str name)
{
    struct entry *e = ARENA_PUSH(&p->mem, p->entries, p->n);

    *e = (struct entry){ .rank = RANK_OTHER, .name = name };
    return e;
}

/* Deflate makes no picture smaller but SVG, which is text. */
static void
add_picture(struct package *p, const struct asset *asset)
{
    struct str name = order_name(&p->mem, asset->href);
    struct picture *picture;
    struct deflated old;

    if (package_find_old(p, name, &asset->digest, &old)) {
        struct deflated *data = ARENA_NEW(&p->mem, struct deflated);
        *data = old;
        picture_entry(p, name)->data = data;
        return;
    }
    if (asset->held.original > 0) {
        picture_entry(p, name)->data = &asset->held;
        return;
    }
    if (asset->bytes.len > 0) {
        package_add_bytes(p, RANK_OTHER, name, asset->bytes, asset->type != IMAGE_SVG);
        return;
    }
    picture = ARENA_NEW(&p->mem, struct picture);
    picture->asset = asset;
    picture_entry(p, name)->picture = picture;
}

struct package *
package_new(const struct plan *plan, const struct package_memory *memory)
{
    struct package *p = mem_zalloc(sizeof *p);

    arena_init(&p->mem);
    arena_init(&p->contents_mem);
    arena_init(&p->order_mem);
    buf_init(&p->opf);
    p->plan = plan;
    p->memory = memory;
    package_add_first_step(p);
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
        package_add_second_step(p);
    return p->ntasks - p->first;
}

size_t
package_make(struct package *p, size_t task, struct deflater *deflater)
{
    struct task *t = &p->tasks[p->first + task];
    struct buf out;

    buf_init(&out);
    arena_init(&t->mem);
    if (!package_recall(p, t))
        t->make(p, t, &out, deflater);
    package_note(p, t);
    arena_release(&t->mem);
    buf_release(&out);
    return t->ndeflated;
}

/* All entries, in their order. */
static void
collect(struct package *p)
{
    size_t n = package_count_others(p);
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
