/* asked: what a page asked of the world outside its article. SPDX-License-Identifier: MIT
 *
 * page->asked: for each question its kind, the address and the answer, as texts that are equal where the answers are. Most
 * addresses are on the web and lead there as they are written: of these the address alone is kept. Before the answer about a target
 * stands its page's place in the book + 1, or 0: no part of it, but there the page is looked for first. */
#include "html/asked.h"

#include "base/bytes.h"
#include "base/url.h"

enum { ASKED_TARGET, ASKED_PICTURE, ASKED_WEB };        /* WEB: a target that is TARGET_WEB, nothing but the address itself */

/* ---- answers --------------------------------------------------------------------------------------------------------- */

static bool
is_plain_web(const struct target *t, struct str address)
{
    return t->kind == TARGET_WEB && str_eq(t->href, address) && !t->page && !t->article && !t->path && !t->fragment.at
        && !t->elsewhere.at;
}

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

/* As long as names lead to what they led to: an article was found by its names before any file was looked for, and for what is an
 * address on the web none is. */
static bool
stands(enum target_kind kind, bool is_article, struct str address)
{
    return is_article || (url_is_web(address) && kind == TARGET_WEB);
}

void
asked_target(struct rendering *r, struct str address, const struct target *t)
{
    if (!r->plan->remembers)
        return;
    bytes_put_uint(&r->asked, is_plain_web(t, address) ? ASKED_WEB : ASKED_TARGET);
    bytes_put_str(&r->asked, address);
    if (!is_plain_web(t, address)) {
        bytes_put_uint(&r->asked, t->page ? t->page->index + 1 : 0);
        put_target(&r->asked, t);
    }
    r->page->asks_for_more |= !stands(t->kind, t->article, address);
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
    r->page->asks_for_more |= !p->is_elsewhere;
}

/* ---- what was answered before ------------------------------------------------------------------------------------------- */

struct noted { uint64_t kind; struct str page, article, fragment, href, path, elsewhere; };     /* put_target() */

static struct noted
take_target(struct bytes *b)
{
    struct noted n = { .kind = bytes_uint(b) };

    n.page = bytes_str(b);
    n.article = bytes_str(b);
    n.fragment = bytes_str(b);
    n.href = bytes_str(b);
    n.path = bytes_str(b);
    n.elsewhere = bytes_str(b);
    return n;
}

static void
skip_picture(struct bytes *b)
{
    bytes_uint(b);
    bytes_str(b);
    bytes_str(b);
}

static const struct page *
find_page(const struct plan *plan, struct str href, uint64_t place)
{
    if (place > 0 && place <= plan->npages && str_eq(plan->pages[place - 1].href, href))
        return &plan->pages[place - 1];
    once_do(plan->hrefs);
    return map_find(&plan->by_href, href);
}

bool
asked_before(const struct rendering *r, struct str address, struct target *t)
{
    struct bytes b = bytes_of(r->page->asked_before);
    const struct page *page;

    while (b.at < b.end && !bytes_failed(&b)) {
        uint64_t question = bytes_uint(&b);
        struct str text = bytes_str(&b);
        struct noted n;
        uint64_t place;
        if (question == ASKED_WEB && str_eq(text, address) && stands(TARGET_WEB, false, address)) {
            *t = (struct target){ .kind = TARGET_WEB, .href = text };
            return true;
        }
        if (question == ASKED_WEB)
            continue;
        if (question != ASKED_TARGET) {
            skip_picture(&b);
            continue;
        }
        place = bytes_uint(&b);
        n = take_target(&b);
        if (bytes_failed(&b) || !str_eq(text, address) || !stands((enum target_kind)n.kind, n.article.len > 0, address))
            continue;
        if (n.kind == TARGET_WEB && !n.article.len) {
            *t = (struct target){ .kind = TARGET_WEB, .href = n.href };
            return true;
        }
        page = n.kind == TARGET_PAGE ? find_page(r->plan, n.page, place) : NULL;
        if (!page)
            continue;
        *t = (struct target){ .kind = TARGET_PAGE, .page = page, .article = page->article, .fragment = n.fragment,
            .href = n.href };
        return true;
    }
    return false;
}

/* ---- asking again ---------------------------------------------------------------------------------------------------- */

/* Answers the question at B anew and compares. */
static bool
is_answer(struct rendering *r, uint64_t kind, struct str address, struct bytes *b, struct buf *now)
{
    struct target target;
    struct picture picture;
    struct str old;

    buf_clear(now);
    buf_clear(&r->asked);
    if (kind == ASKED_PICTURE) {
        picture = picture_find(r, address);
        put_picture(now, &picture);
    } else {
        target = target_find(r, address);
        if (kind == ASKED_WEB || is_plain_web(&target, address))
            return kind == ASKED_WEB && is_plain_web(&target, address) && !bytes_failed(b);
        put_target(now, &target);
    }
    old = bytes_raw(b, now->len);
    return !bytes_failed(b) && str_eq(old, buf_str(now));
}

/* With NAMES_LEAD_THERE, that needs no asking. */
static bool
stands_as_noted(uint64_t kind, struct str address, struct bytes *b)
{
    struct bytes rest = *b;
    struct noted n;

    if (kind != ASKED_TARGET)
        return kind == ASKED_WEB && stands(TARGET_WEB, false, address);
    n = take_target(&rest);
    if (bytes_failed(&rest) || !stands((enum target_kind)n.kind, n.article.len > 0, address))
        return false;
    *b = rest;
    return true;
}

bool
render_would_be_same(const struct plan *plan, struct page *page, struct str asked, bool names_lead_there, struct arena *scratch)
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
        struct str address = bytes_str(&b);
        if (kind == ASKED_TARGET)
            bytes_uint(&b);
        if (names_lead_there && stands_as_noted(kind, address, &b))
            continue;
        same = is_answer(&r, kind, address, &b, &now);
    }
    buf_release(&r.asked);
    buf_release(&now);
    return same;
}
