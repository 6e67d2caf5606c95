/* memory: what a run takes from earlier ones, and leaves to later ones. SPDX-License-Identifier: MIT */
#include "memory.h"

#include "base/bytes.h"
#include "base/image_tool.h"
#include "base/path.h"

#include <string.h>

/* ---- what everything depends on ------------------------------------------------------------------------------------------ */

/* Options by their names in sheaf.h. tests/ledger.sh compares the list: an option that is missing here would be one that does
 * nothing in the second run. What selects articles and names books (CHOICE …) is seen in the plan; it decides about a run as a
 * whole. TEXT and LIST change what is read of files, and so all; BOOK what is made of articles. */
enum affects { NOTHING, TEXT, LIST, BOOK, CHOICE, CHOICES, SELECTION };

#define OPTION(name, affects) { #name, offsetof(struct sheaf_options, name), 0, affects }
#define OPTIONS(name, n, affects) { #name, offsetof(struct sheaf_options, name), offsetof(struct sheaf_options, n), affects }
static const struct option_row {
    const char *name;
    size_t at, count;
    enum affects affects;
} rows[] = {
    OPTIONS(paths, npaths, CHOICES), OPTIONS(bundles, nbundles, CHOICES), OPTIONS(statics, nstatics, LIST),
    OPTION(select, SELECTION), OPTION(output, CHOICE), OPTION(title, TEXT), OPTION(language, TEXT), OPTION(site, TEXT),
    OPTION(timezone, TEXT), OPTION(style, BOOK), OPTION(device, BOOK), OPTION(sections, BOOK), OPTION(cover, BOOK),
    OPTION(indexes, BOOK), OPTION(link_notes, BOOK), OPTION(typography, BOOK), OPTION(chapter_links, BOOK),
    OPTION(metadata_lines, TEXT), OPTION(language_folders, TEXT), OPTION(css, BOOK),
    OPTION(as_of, TEXT), OPTION(source_date_epoch, BOOK), OPTION(jobs, NOTHING), OPTION(strict, NOTHING),
    OPTION(cache, NOTHING), OPTION(cache_default, NOTHING), OPTION(fresh, NOTHING), OPTION(explain, NOTHING),
    OPTION(clock, NOTHING), OPTION(volumes, BOOK), OPTION(compression, BOOK),
};

static void
put_texts(const char *const *list, size_t n, struct buf *out)
{
    bytes_put_uint(out, n);
    for (size_t i = 0; i < n; i++)
        bytes_put_str(out, list[i] ? str_of(list[i]) : STR_NONE);
}

static void
put_selection(const struct sheaf_selection *s, struct buf *out)
{
    const char *const texts[] = { s->from, s->to, s->month, s->year, s->author, s->section, s->lang, s->where, s->sort, s->every,
        s->limit };

    put_texts(s->tags, s->ntags, out);
    put_texts(s->any_tags, s->nany_tags, out);
    put_texts(s->not_tags, s->nnot_tags, out);
    put_texts(texts, sizeof texts / sizeof *texts, out);
}

enum scope { OF_FILES, OF_PAGES, OF_RUN };      /* each with those before it */

static void
put_option(const struct option_row *row, const struct sheaf_options *o, enum scope scope, struct buf *out)
{
    bool with_choice = scope == OF_RUN;
    const char *at = (const char *)o + row->at;
    const char *const *list;
    const char *text;
    size_t n;

    if (row->affects == TEXT || (row->affects == BOOK && scope >= OF_PAGES) || (row->affects == CHOICE && with_choice)) {
        memcpy(&text, at, sizeof text);
        put_texts(&text, 1, out);
    } else if (row->affects == LIST || (row->affects == CHOICES && with_choice)) {
        memcpy(&list, at, sizeof list);
        memcpy(&n, (const char *)o + row->count, sizeof n);
        put_texts(list, n, out);
    } else if (row->affects == SELECTION && with_choice) {
        put_selection(&o->select, out);
    }
}

/* Pages are others where pictures can be converted, and books where covers can be drawn. */
static unsigned
image_programs(void)
{
    struct image_tool *tool = image_tool_new(NULL);
    unsigned programs = image_tool_is_there(tool) + 2u * image_tool_draws_covers(tool);

    image_tool_free(tool);
    return programs;
}

static struct digest
context_of(struct arena *mem, const struct sheaf_options *o, const struct config *config, enum scope scope)
{
    struct digest digest = ledger_program();
    struct str here;
    struct buf out;

    buf_init(&out);
    bytes_put_raw(&out, digest.at, sizeof digest.at);
    bytes_put_str(&out, file_real(mem, ".", &here) == 0 ? here : STR_NONE);
    bytes_put_str(&out, str_of(config->path));
    bytes_put_str(&out, config->folder);
    bytes_put_raw(&out, config->text.at, sizeof config->text.at);
    if (scope >= OF_PAGES)
        bytes_put_uint(&out, image_programs());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_option(&rows[i], o, scope, &out);
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest;
}

/* ---- opening ------------------------------------------------------------------------------------------------------------- */

/* The folder for ledgers; NULL if none is wanted. */
static const char *
cache_folder(struct arena *mem, const struct sheaf_options *o, const struct config *config)
{
    const char *folder = o->cache ? o->cache : config->cache.len ? arena_cstr(mem, config->cache) : o->cache_default;

    return folder && *folder && strcmp(folder, "none") != 0 ? folder : NULL;
}

/* The real path of the configuration, or of what was named first. */
static struct str
archive_of(struct arena *mem, const struct config *config, const struct setup *setup)
{
    const char *path = config->path ? config->path : setup->npaths ? setup->paths[0] : ".";
    struct str real;

    return file_real(mem, path, &real) == 0 ? real : str_of(path);
}

static void
fetch(void *context)
{
    struct memory *m = context;

    m->shelf = shelf_new(m->ledger, m->output);
}

/* What comes after it goes on while files are still looked for, and read. */
static void
load(void *context)
{
    struct memory *m = context;

    files_load(m->files);
    if (m->output && !m->shelf)
        errand_start(&m->fetching, m->meanwhile, fetch, m);
}

static void
begin(void *context, const struct catalog *catalog)
{
    struct memory *m = context;

    files_begin(m->files, catalog);
}

static bool
recall(void *context, const struct file *file, const struct file *beside, struct arena *mem, struct arena *scratch,
    struct article *room, struct article **articles, size_t *n, struct diag *d)
{
    struct memory *m = context;

    return files_recall(m->files, file, beside, mem, scratch, room, articles, n, d);
}

static void
note(void *context, const struct file *file, const struct file *beside, struct article *articles, size_t n,
    const struct diag *d, unsigned worker)
{
    struct memory *m = context;

    files_note(m->files, file, beside, articles, n, d, worker);
}

void
memory_open(struct memory *m, struct arena *mem, const struct sheaf_options *o, const struct config *config,
    const struct setup *setup)
{
    struct ledger_options options = { .folder = cache_folder(mem, o, config), .fresh = o->fresh };
    struct str here;

    *m = (struct memory){ 0 };
    if (!options.folder)
        return;
    options.archive = archive_of(mem, config, setup);
    m->ledger = ledger_open(&options);
    if (!m->ledger)
        return;
    m->context = context_of(mem, o, config, OF_PAGES);
    m->files = files_open(m->ledger, context_of(mem, o, config, OF_FILES), file_real(mem, ".", &here) == 0 ? here : STR("."),
        setup->paths, setup->npaths);
    m->read = (struct read_memory){ load, begin, recall, note, m };
    m->meanwhile = o->jobs != 1;
}

static void
save(void *context)
{
    struct memory *m = context;

    errand_wait(&m->fetching);
    ledger_begin(m->ledger);
    files_save(m->files);
    ledger_commit(m->ledger);
}

void
memory_save_files(struct memory *m)
{
    if (m->ledger)
        errand_start(&m->saving, m->meanwhile, save, m);
}

void
memory_settle(struct memory *m)
{
    errand_wait(&m->saving);
    errand_wait(&m->fetching);
    errand_wait(&m->forgetting);
}

/* ---- a run as a whole ---------------------------------------------------------------------------------------------------- */

static struct digest
key_of(const struct memory *m, const struct sheaf_options *o, const struct setup *setup, const char *what)
{
    struct digest digest;
    struct buf out;

    buf_init(&out);
    bytes_put_raw(&out, m->context.at, sizeof m->context.at);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_option(&rows[i], o, OF_RUN, &out);
    put_texts(setup->paths, setup->npaths, &out);
    bytes_put_str(&out, setup->folder_name);
    bytes_put_str(&out, str_of(what));
    digest = digest_of(buf_str(&out));
    buf_release(&out);
    return digest;
}

static void
note_books(struct memory *m)
{
    size_t n;
    const struct replay_book *books = replay_books(m->replay, &n);

    m->output = n == 1 ? books[0].output : NULL;
    m->is_first = n == 0;
}

bool
memory_holds(struct memory *m, const struct sheaf_options *o, const struct setup *setup, const char *list)
{
    m->is_first = !m->ledger;
    if (!m->ledger || o->explain)
        return false;
    m->replay = replay_new(m->ledger, list ? LEDGER_LIST : LEDGER_RUN, key_of(m, o, setup, list ? list : ""));
    if (replay_holds(m->replay, o->jobs))
        return true;
    note_books(m);
    replay_watch(m->replay);
    return false;
}

static void
forget_shelf(void *context)
{
    struct memory *m = context;

    shelf_close(m->shelf);
    m->shelf = NULL;
}

void
memory_save_run(struct memory *m, const struct diag_entry *entries, size_t n)
{
    memory_settle(m);
    errand_start(&m->forgetting, m->meanwhile && m->shelf, forget_shelf, m);
    if (m->replay)
        replay_save(m->replay, entries, n);
}

void
memory_close(struct memory *m)
{
    memory_settle(m);
    shelf_close(m->shelf);
    replay_free(m->replay);
    files_close(m->files);
    ledger_close(m->ledger);
    *m = (struct memory){ 0 };
}
