/* package_recall: documents of the last edition. SPDX-License-Identifier: MIT */
#include "book/package_part.h"

#include "base/bytes.h"

#include <string.h>

bool
package_find_old(const struct package *p, struct str name, const struct digest *digest, struct deflated *data)
{
    return p->memory && p->memory->find(p->memory->context, name, digest, data);
}

bool
package_may_recall(const struct package *p, struct str key, struct arena *mem)
{
    struct str notes;

    return p->memory && p->memory->recall(p->memory->context, key, mem, &notes);
}

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

    if (p->first > 0 && n != 1)         /* for so many there is room: package_count_others() */
        return false;
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

bool
package_recall(const struct package *p, struct task *t)
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

void
package_note(const struct package *p, const struct task *t)
{
    struct buf out;

    if (!p->memory || !t->key.len)
        return;
    buf_init(&out);
    put_notes(p, t, &out);
    p->memory->note(p->memory->context, t->key, buf_str(&out));
    buf_release(&out);
}
