/* edition: a book as a whole, as it was written. SPDX-License-Identifier: MIT */
#include "ledger/edition.h"

#include "base/bytes.h"
#include "base/design.h"
#include "base/file.h"
#include "ledger/record.h"
#include "ledger/shelf_part.h"

static const struct str NAME = { "edition", 7 };

/* What the shelf tells page by page, or as an entry of its own, comes here. */
struct hash
edition_of(struct digest context, const struct told *told, const struct book *book)
{
    struct hash h;
    struct buf out;

    buf_init(&out);
    bytes_put_raw(&out, context.at, sizeof context.at);
    shelf_put_whole_book(book, &out);
    bytes_put_str(&out, str_of(book->design ? book->design->name : NULL));
    h = hash_of(buf_str(&out));
    h = hash_number(hash_number(h, told->all.at[0]), told->all.at[1]);
    for (size_t i = 0; i < book->narticles; i++) {
        const struct article *a = book->articles[i];
        const struct hash *of = &told->articles[a->index];
        buf_clear(&out);
        record_put(&record_text, a, &out);
        h = hash_number(hash_number(hash_add(h, buf_str(&out)), of->at[0]), of->at[1]);
    }
    buf_release(&out);
    return h;
}

static bool
take_hash(struct bytes *b, struct hash of)
{
    struct str raw = bytes_raw(b, sizeof of.at);

    return raw.at && memcmp(raw.at, of.at, raw.len) == 0;
}

static bool
take(struct str data, const struct book *book, struct hash of, struct file_stamp *stamp, struct arena *mem, struct diag *diag)
{
    struct bytes b = bytes_of(data);
    const struct diag_entry *entries;
    size_t n;

    if (!take_hash(&b, of))
        return false;
    record_take(&record_stamp, stamp, mem, &b);
    entries = record_take_list(&record_diag_entry, &n, mem, &b);
    if (!bytes_done(&b) || !file_has_stamp(book->output, stamp))
        return false;
    for (size_t i = 0; i < n; i++)
        diag_repeat(diag, &entries[i]);
    return true;
}

bool
edition_find(struct ledger *ledger, const struct book *book, struct hash of, struct file_stamp *stamp, struct diag *diag)
{
    struct ledger_block *blocks;
    struct arena mem;
    bool found;
    size_t n;

    arena_init(&mem);
    found = ledger_load(ledger, &mem, LEDGER_EDITION, shelf_owner(&mem, book->output), &blocks, &n) && n == 1
        && take(blocks[0].data, book, of, stamp, &mem, diag);
    arena_release(&mem);
    return found;
}

bool
edition_is_whole(const struct shelf *shelf, const struct plan *plan)
{
    const struct book *book = plan->book;

    return !shelf_asks(shelf) && plan->nassets == 0 && !book->cover
        && !(book->design && book->design->shows == DESIGN_PICTURES);
}

void
edition_save(struct ledger *ledger, const struct book *book, struct hash of, const struct file_stamp *stamp,
    const struct diag *const *diags, size_t n)
{
    struct arena mem;
    struct buf out;
    size_t total = 0;

    arena_init(&mem);
    buf_init(&out);
    bytes_put_raw(&out, of.at, sizeof of.at);
    record_put(&record_stamp, stamp, &out);
    for (size_t i = 0; i < n; i++)
        total += diags[i]->n;
    bytes_put_uint(&out, total);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < diags[i]->n; k++)
            record_put(&record_diag_entry, &diags[i]->entries[k], &out);
    ledger_save(ledger, LEDGER_EDITION, shelf_owner(&mem, book->output),
        &(struct ledger_block){ .name = NAME, .data = buf_str(&out) }, 1);
    buf_release(&out);
    arena_release(&mem);
}
