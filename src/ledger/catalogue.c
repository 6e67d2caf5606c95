/* catalogue: the words of articles in the ledger's file, with SQLite's full-text search. SPDX-License-Identifier: MIT */
#include "ledger/catalogue.h"

#include "base/bytes.h"
#include "base/map.h"
#include "base/mem.h"
#include "ledger/blocks.h"
#include "ledger/record.h"
#include "wrap/sqlite.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 1000 };            /* dead rows that do no harm */

/* Words come with blanks between them, in ASCII's lower case and letters of other scripts: the tokenizer `ascii` takes just these
 * apart. Nothing is ranked, so no sizes are kept, and nothing is read back, so no content. */
static const char TABLE[] =
    "DROP TABLE IF EXISTS catalogue;"
    "CREATE VIRTUAL TABLE catalogue USING fts5(words, content = '', columnsize = 0, tokenize = 'ascii');"
    "INSERT INTO catalogue (catalogue, rank) VALUES ('hashsize', 33554432);";

struct doc { uint64_t number; bool kept; };

struct catalogue {
    struct ledger *ledger;
    struct str owner;
    struct arena mem, list;     /* of all, and of what is loaded in a transaction */
    struct blocks *known;       /* the list as it was; or NULL */
    struct map docs;            /* key to struct doc */
    struct table_query *insert;
    uint64_t rows, dead;        /* of the table; numbers are given in their order */
    bool writing;
    size_t nadded;
};

/* ---- keys ------------------------------------------------------------------------------------------------------------ */

/* The bytes by half of their digest; what else counts, which nobody makes to clash with it, by a hash. */
struct catalogue_key
catalogue_key(const struct article *article, struct buf *scratch)
{
    struct article a = *article;
    struct catalogue_key key;
    uint64_t hash;

    a.why = WHY_NOT;            /* what leaves it out of books changes no word of it */
    a.why_text = STR_NONE;
    buf_clear(scratch);
    bytes_put_str(scratch, a.file->root->real);
    bytes_put_str(scratch, a.file->rel);
    record_put(&record_article, &a, scratch);
    hash = map_hash(buf_str(scratch));
    memcpy(key.at, a.digest.at, 16);
    memcpy(key.at + 16, &hash, sizeof hash);
    return key;
}

static struct str
key_str(const struct catalogue_key *key)
{
    return (struct str){ (const char *)key->at, sizeof key->at };
}

/* ---- opening --------------------------------------------------------------------------------------------------------- */

static struct str
owner_of(struct arena *mem, const struct catalog *catalog)
{
    struct digest digest;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < catalog->nroots; i++)
        if (!catalog->roots[i].is_static)
            bytes_put_str(&out, catalog->roots[i].real);
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest_hex(mem, &digest, 16);
}

struct catalogue *
catalogue_open(struct ledger *ledger, const struct catalog *catalog)
{
    struct catalogue *c;

    if (!table_has_words())
        return NULL;
    c = mem_zalloc(sizeof *c);
    c->ledger = ledger;
    arena_init(&c->mem);
    arena_init(&c->list);
    map_init(&c->docs);
    c->owner = owner_of(&c->mem, catalog);
    return c;
}

static void
forget(struct catalogue *c)
{
    table_end(c->insert);
    c->insert = NULL;
    map_release(&c->docs);
    map_init(&c->docs);
    blocks_free(c->known);
    c->known = NULL;
    arena_clear(&c->list);
    c->rows = c->dead = 0;
    c->nadded = 0;
    c->writing = false;
}

void
catalogue_close(struct catalogue *c)
{
    if (!c)
        return;
    forget(c);
    map_release(&c->docs);
    arena_release(&c->list);
    arena_release(&c->mem);
    free(c);
}

/* ---- the list -------------------------------------------------------------------------------------------------------- */

static const struct str STATE = { "state", 5 };
static const struct digest any_context;

static bool
learn_state(struct catalogue *c)
{
    struct blocks *state = blocks_load(c->ledger, LEDGER_WORDS, STATE);
    size_t place = 0;
    struct bytes b;

    if (!state)
        return false;
    b = bytes_of(blocks_find(state, STATE, &place));
    c->rows = bytes_uint(&b);
    c->dead = bytes_uint(&b);
    blocks_free(state);
    return true;
}

static void
learn_docs(struct catalogue *c)
{
    for (size_t i = 0; i < blocks_count(c->known); i++) {
        struct doc *doc = ARENA_NEW(&c->list, struct doc);
        struct str name;
        struct bytes b = bytes_of(blocks_record(c->known, i, &name));
        doc->number = bytes_uint(&b);
        if (name.len == sizeof(struct catalogue_key) && doc->number > 0 && doc->number <= c->rows)
            *map_slot(&c->docs, name) = doc;
    }
}

/* False if what there is cannot be used. That this archive has no list yet is no reason. */
static bool
load(struct catalogue *c)
{
    if (!learn_state(c))
        return false;
    c->known = blocks_load(c->ledger, LEDGER_WORDS, c->owner);
    if (c->known)
        learn_docs(c);
    return true;
}

static bool
begin_anew(struct catalogue *c, struct table_file *file)
{
    struct table_query *q;

    forget(c);
    c->writing = true;
    if (!table_run(file, TABLE))
        return false;
    q = table_query(file, "DELETE FROM block WHERE kind = ?1");
    table_bind_int(q, 1, LEDGER_WORDS);
    table_step(q);
    table_end(q);
    return !table_failed(file);
}

bool
catalogue_begin(struct catalogue *c, bool write)
{
    struct table_file *file = ledger_file(c->ledger);

    forget(c);
    if (!file || (write && !ledger_is_writable(c->ledger)))
        return false;
    if (write)
        ledger_begin(c->ledger);
    else
        table_run(file, "BEGIN");
    if (table_failed(file))
        return false;
    c->writing = write;
    if (write && (!load(c) || (c->dead > FEW && c->dead > c->rows / 2)) && !begin_anew(c, file))
        return false;
    if (!write)
        load(c);
    if (write)
        c->insert = table_query(file, "INSERT INTO catalogue (rowid, words) VALUES (?1, ?2)");
    return !table_failed(file);
}

uint64_t
catalogue_find(const struct catalogue *c, const struct catalogue_key *key)
{
    const struct doc *doc = map_find(&c->docs, key_str(key));

    return doc ? doc->number : 0;
}

uint64_t
catalogue_most(const struct catalogue *c)
{
    return c->rows;
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

bool
catalogue_match(struct catalogue *c, struct str query, catalogue_hit_fn *hit, void *payload)
{
    struct table_file *file = ledger_file(c->ledger);
    bool open = query.len && query.at[query.len - 1] != ' ';
    struct table_query *q;
    struct buf match;

    if (!file)
        return false;
    buf_init(&match);
    buf_addf(&match, "\"%.*s\"%s", STR_ARG(str_trim(query)), open ? " *" : "");
    q = table_query(file, "SELECT rowid FROM catalogue WHERE catalogue MATCH ?1");
    table_bind_str(q, 1, buf_str(&match));
    while (table_step(q))
        hit(payload, (uint64_t)table_int(q, 0));
    table_end(q);
    buf_release(&match);
    return !table_failed(file);
}

void
catalogue_add(struct catalogue *c, const struct catalogue_key *key, struct str words)
{
    struct doc *doc;

    if (!c->writing || !ledger_file(c->ledger) || map_has(&c->docs, key_str(key)))
        return;
    table_bind_int(c->insert, 1, (int64_t)++c->rows);
    table_bind_str(c->insert, 2, words);
    table_step(c->insert);
    table_reset(c->insert);
    doc = ARENA_NEW(&c->list, struct doc);
    doc->number = c->rows;
    *map_slot(&c->docs, arena_str(&c->list, key_str(key))) = doc;
    c->nadded++;
}

/* ---- saving ---------------------------------------------------------------------------------------------------------- */

static void
put_numbers(struct buf *out, uint64_t a, uint64_t b)
{
    buf_clear(out);
    bytes_put_uint(out, a);
    bytes_put_uint(out, b);
}

static void
save(struct catalogue *c, const struct catalogue_key *keys, size_t n, size_t *removed)
{
    struct blocks_writer *w = blocks_begin(c->ledger, LEDGER_WORDS, c->owner, any_context, c->known);
    struct buf out;
    size_t nkept = 0;

    buf_init(&out);
    for (size_t i = 0; i < n; i++) {
        struct doc *doc = map_find(&c->docs, key_str(&keys[i]));
        if (!doc || doc->kept)
            continue;
        doc->kept = true;
        nkept++;
        buf_clear(&out);
        bytes_put_uint(&out, doc->number);
        blocks_add(w, key_str(&keys[i]), buf_str(&out), STR_NONE);
    }
    *removed = c->docs.n - nkept;
    blocks_end(w);
    w = blocks_begin(c->ledger, LEDGER_WORDS, STATE, any_context, NULL);
    put_numbers(&out, c->rows, c->dead + *removed);
    blocks_add(w, STATE, buf_str(&out), STR_NONE);
    blocks_end(w);
    buf_release(&out);
}

bool
catalogue_end(struct catalogue *c, const struct catalogue_key *keys, size_t n, size_t *removed)
{
    struct table_file *file = ledger_file(c->ledger);
    bool kept = c->writing;

    *removed = 0;
    table_end(c->insert);
    c->insert = NULL;
    if (c->writing) {
        save(c, keys, n, removed);
        ledger_commit(c->ledger);
        c->writing = false;
    } else if (file) {
        table_run(file, "COMMIT");
    }
    return kept && ledger_file(c->ledger);
}
