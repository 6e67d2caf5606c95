/* asked: what a page asked of the world outside its article. SPDX-License-Identifier: MIT
 *
 * page->asked: for each question its kind, the address and the answer, as texts that are equal where the answers are. */
#include "html/asked.h"

#include "base/bytes.h"

enum { ASKED_TARGET, ASKED_PICTURE };

/* ---- answers --------------------------------------------------------------------------------------------------------- */

static void
put_target(struct buf *out, const struct target *t)
{
    bytes_put_uint(out, t->kind);
    bytes_put_str(out, t->page ? t->page->href : STR_NONE);
    bytes_put_str(out, t->article ? str_of(t->article->file->path) : STR_NONE);
    bytes_put_str(out, t->fragment);
    bytes_put_str(out, t->href);
    bytes_put_str(out, str_of(t->path));
    bytes_put_str(out, t->elsewhere);
}

static void
put_picture(struct buf *out, const struct picture *p)
{
    bytes_put_uint(out, p->status);
    bytes_put_str(out, str_of(p->path));
    bytes_put_str(out, p->address);
}

/* ---- noting ---------------------------------------------------------------------------------------------------------- */

void
asked_target(struct rendering *r, struct str address, const struct target *t)
{
    if (!r->plan->remembers)
        return;
    bytes_put_uint(&r->asked, ASKED_TARGET);
    bytes_put_str(&r->asked, address);
    put_target(&r->asked, t);
}

/* The bytes of a data: address are those of the article. */
void
asked_picture(struct rendering *r, struct str address, const struct picture *p)
{
    if (!r->plan->remembers || p->status == PICTURE_DATA)
        return;
    bytes_put_uint(&r->asked, ASKED_PICTURE);
    bytes_put_str(&r->asked, address);
    put_picture(&r->asked, p);
}

/* ---- asking again ---------------------------------------------------------------------------------------------------- */

static void
answer(struct rendering *r, uint64_t kind, struct str address, struct buf *out)
{
    struct target target;
    struct picture picture;

    if (kind == ASKED_TARGET) {
        target = target_find(r, address);
        put_target(out, &target);
    } else {
        picture = picture_find(r, address);
        put_picture(out, &picture);
    }
}

bool
render_would_be_same(const struct plan *plan, struct page *page, struct str asked, struct arena *scratch)
{
    /* The answers are noted by the same functions; what is compared is what they note. */
    struct rendering r = { .scratch = scratch, .plan = plan, .page = page };
    struct bytes b = bytes_of(asked);
    bool same = true;
    struct buf now;

    buf_init(&now);
    buf_init(&r.asked);
    while (same && b.at < b.end) {
        uint64_t kind = bytes_uint(&b);
        struct str address = bytes_str(&b), old;
        buf_clear(&now);
        buf_clear(&r.asked);
        answer(&r, kind, address, &now);
        old = bytes_raw(&b, now.len);
        same = !bytes_failed(&b) && str_eq(old, buf_str(&now));
    }
    buf_release(&r.asked);
    buf_release(&now);
    return same;
}
