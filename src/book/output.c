/* output: where each book goes. SPDX-License-Identifier: MIT */
#include "book/select.h"

#include "base/file.h"
#include "base/path.h"

/* Where neither -o nor `file:` gives a name; a bundle of the command line has no name. */
static const char *
default_file(const struct bundle *b)
{
    static const char *const files[][2] = {
        [EVERY_NONE] = { "{archive}.epub", "{bundle}.epub" },
        [EVERY_MONTH] = { "{archive}-{month}.epub", "{bundle}/{month}.epub" },
        [EVERY_WEEK] = { "{archive}-{week}.epub", "{bundle}/{week}.epub" },
        [EVERY_QUARTER] = { "{archive}-{quarter}.epub", "{bundle}/{quarter}.epub" },
        [EVERY_YEAR] = { "{archive}-{year}.epub", "{bundle}/{year}.epub" },
        [EVERY_TAG] = { "{archive}-{tag}.epub", "{bundle}/{tag}.epub" },
        [EVERY_AUTHOR] = { "{archive}-{author}.epub", "{bundle}/{author}.epub" },
        [EVERY_SECTION] = { "{archive}-{section}.epub", "{bundle}/{section}.epub" },
        [EVERY_SERIES] = { "{archive}-{series}.epub", "{bundle}/{series}.epub" },
        [EVERY_LANG] = { "{archive}-{lang}.epub", "{bundle}/{lang}.epub" },
    };

    return files[b->every][b->name.len > 0];
}

static bool
is_folder(struct arena *scratch, struct str path)
{
    struct file_info info;

    return str_ends(path, STR("/")) || (file_stat(arena_cstr(scratch, path), &info) == 0 && info.type == FILE_FOLDER);
}

static bool
expand(struct selecting *s, const struct book *b, struct located pattern, const char *option, struct str *result)
{
    const char *what = "";

    if (name_expand(s->mem, pattern.text, s->config, b, true, result, &what))
        return true;
    diag_add(s->diag, DIAG_CONFIG_VALUE, pattern.path, pattern.line, pattern.col, "%s: %s", option, what);
    return false;
}

/* The name below a folder: `file:`, or what there is by default. */
static bool
name_in_folder(struct selecting *s, const struct book *b, struct str *name)
{
    struct located pattern = b->bundle->file;
    bool ok;

    if (pattern.text.len == 0 || str_ends(pattern.text, STR("/")))
        pattern.text = arena_printf(&s->scratch, "%.*s%s", STR_ARG(pattern.text), default_file(b->bundle));
    ok = expand(s, b, pattern, "file", name);
    return ok;
}

bool
output_name(struct selecting *s, struct book *b)
{
    struct located option = { .text = str_of(s->options->output) };
    struct str folder = s->config->output, name;

    if (option.text.len && !expand(s, b, option, "-o", &folder))
        return false;
    if (option.text.len && !is_folder(&s->scratch, folder)) {
        b->output = arena_cstr(s->mem, folder);
        return true;
    }
    if (!name_in_folder(s, b, &name))
        return false;
    b->output = path_join(s->mem, folder, name).at;
    return true;
}

/* ---- clashes -------------------------------------------------------------------------------------------------------- */

/* Is it what path_clean() makes of it? Paths of files nearly always are, and an archive has many. */
static bool
is_clean(struct str path)
{
    struct str rest = path.len && path.at[0] == '/' ? str_from(path, 1) : path;

    for (size_t i = 0; i + 1 < rest.len; i++)
        if (rest.at[i] == '/' && (rest.at[i + 1] == '/' || rest.at[i + 1] == '.'))
            return false;
    return rest.len > 0 && rest.at[0] != '/' && rest.at[0] != '.' && rest.at[rest.len - 1] != '/';
}

/* One spelling for a file: "a//b" and "./a/b" are "a/b". What climbs out of its start stays as it is. */
static struct str
clean(struct arena *scratch, const char *path)
{
    struct str text = str_of(path), result;

    if (is_clean(text))
        return text;
    if (!path_clean(scratch, text, &result))
        return text;
    return text.at[0] == '/' ? arena_printf(scratch, "/%.*s", STR_ARG(result)) : result;
}

static void
report_clash(struct selecting *s, const struct book *a, const struct book *b)
{
    const struct located *file = &b->bundle->file;
    const char *field = b->bundle == a->bundle && b->bundle->every != EVERY_NONE ? every_name(b->bundle->every) : "bundle";
    bool by_option = s->options->output != NULL;

    diag_add(s->diag, DIAG_OUTPUT_CLASH, by_option ? NULL : file->path, by_option ? 0 : file->line, by_option ? 0 : file->col,
        "'%.*s' and '%.*s' would both be written to %s; put {%s} into the name%s", STR_ARG(a->title), STR_ARG(b->title), b->output,
        field, by_option ? ", or name a folder" : "");
}

/* TAKEN: the first book of each path. One message for each path that has several. */
static bool
check_books(struct selecting *s, const struct book *books, size_t nbooks, struct map *taken)
{
    struct map reported;

    map_init(&reported);
    for (size_t i = 0; i < nbooks; i++) {
        struct str path = clean(&s->scratch, books[i].output);
        const struct book *first = map_find(taken, path);
        if (first && !map_has(&reported, path))
            report_clash(s, first, &books[i]);
        *map_slot(first ? &reported : taken, path) = (void *)&books[i];
    }
    map_release(&reported);
    return taken->n == nbooks;
}

/* The book that would be written over F, by name or through a link; TAKEN has the names. */
static const struct book *
find_overwriting(struct selecting *s, const struct file *f, const struct map *taken, const struct map *existing)
{
    const struct book *b = map_find(taken, clean(&s->scratch, f->path));

    return b || existing->n == 0 ? b : map_find(existing, path_join(&s->scratch, f->root->real, f->rel));
}

/* A book may take the place of an old book, but of nothing that is read. */
static bool
check_sources(struct selecting *s, const struct book *books, size_t nbooks, const struct map *taken)
{
    const struct catalog *c = s->catalog;
    struct map existing;
    struct str real;
    bool ok = true;

    map_init(&existing);
    for (size_t i = 0; i < nbooks; i++)
        if (file_real(&s->scratch, books[i].output, &real) == 0)
            *map_slot(&existing, real) = (void *)&books[i];
    for (size_t i = 0; i < c->nfiles; i++) {
        const struct file *f = &c->files[i];
        const struct book *b = f->role == FILE_UNKNOWN ? NULL : find_overwriting(s, f, taken, &existing);
        if (b)
            diag_add(s->diag, DIAG_OUTPUT_CLASH, NULL, 0, 0, "'%.*s' would be written over %s", STR_ARG(b->title), f->path);
        ok &= b == NULL;
    }
    map_release(&existing);
    return ok;
}

bool
output_check(struct selecting *s, const struct book *books, size_t nbooks)
{
    struct map taken;
    bool ok;

    map_init(&taken);
    ok = check_books(s, books, nbooks, &taken);
    ok &= check_sources(s, books, nbooks, &taken);
    map_release(&taken);
    return ok;
}
