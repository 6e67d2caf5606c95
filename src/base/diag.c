/* diag: what is wrong with the input, as data. SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTE    DIAG_NOTE
#define WARNING DIAG_WARNING
#define ERROR   DIAG_ERROR

static const struct {
    const char *name, *meaning;
    enum diag_severity severity;
} codes[DIAG_CODES] = {
#define CODE(name, text, severity, meaning) [DIAG_##name] = { text, meaning, severity },
#include "base/codes.h"
#undef CODE
};

void
diag_init(struct diag *d)
{
    *d = (struct diag){ 0 };
    arena_init(&d->mem);
}

void
diag_release(struct diag *d)
{
    arena_release(&d->mem);
    prints_release(&d->seen);
    diag_init(d);
}

static void
add(struct diag *d, struct diag_entry e)
{
    *ARENA_PUSH(&d->mem, d->entries, d->n) = e;
    d->nerrors += e.severity == DIAG_ERROR;
    d->nwarnings += e.severity == DIAG_WARNING;
}

static const char *
format_text(struct diag *d, const char *format, va_list args)
{
    char text[1024];

    vsnprintf(text, sizeof text, format, args);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    return arena_cstr(&d->mem, str_sub(str_of(text), 0, utf8_valid_length(str_of(text))));
}

/* Every article and page has a list, and few lists have more than an entry or two. */
static const char *
copy_path(struct diag *d, const char *path)
{
    enum { FEW = 240 };

    arena_begin(&d->mem, FEW);
    /* Most entries of a list are about one file: keep one copy of its name. */
    if (d->n && path && strcmp(d->entries[d->n - 1].path, path) == 0)
        return d->entries[d->n - 1].path;
    return arena_cstr(&d->mem, str_of(path));
}

void
diag_add(struct diag *d, enum diag_code code, const char *path, uint32_t line, uint32_t col, const char *format, ...)
{
    struct diag_entry e = { code, codes[code].severity, copy_path(d, path), line, col, NULL };
    va_list args;

    va_start(args, format);
    e.text = format_text(d, format, args);
    va_end(args);
    add(d, e);
}

static void
locate(struct str bytes, size_t offset, uint32_t *line, uint32_t *col)
{
    size_t start = 0;

    if (offset > bytes.len)
        offset = bytes.len;
    *line = 1;
    for (size_t i = 0; i < offset; i++) {
        if (bytes.at[i] == '\n' || (bytes.at[i] == '\r' && !(i + 1 < bytes.len && bytes.at[i + 1] == '\n'))) {
            ++*line;
            start = i + 1;
        }
    }
    *col = (uint32_t)utf8_count(str_sub(bytes, start, offset)) + 1;
}

void
diag_at(struct diag *d, enum diag_code code, const struct source *source, size_t offset, const char *format, ...)
{
    struct diag_entry e = { code, codes[code].severity, copy_path(d, source->path), 0, 0, NULL };
    va_list args;

    locate(source->bytes, offset, &e.line, &e.col);
    e.line += source->before;
    va_start(args, format);
    e.text = format_text(d, format, args);
    va_end(args);
    add(d, e);
}

void
diag_repeat(struct diag *d, const struct diag_entry *old)
{
    struct diag_entry e = *old;

    e.path = copy_path(d, old->path);
    e.text = arena_cstr(&d->mem, str_of(old->text));
    add(d, e);
}

/* Of all that tells two entries apart. */
static struct hash
hash_of_entry(const struct diag_entry *e)
{
    struct hash h = hash_add(hash_of(str_of(e->path)), str_of(e->text));

    return hash_number(hash_number(hash_number(h, e->line), e->col), e->code);
}

static bool
is_same(const struct diag_entry *a, const struct diag_entry *b)
{
    return a->line == b->line && a->col == b->col && a->code == b->code && strcmp(a->path, b->path) == 0
        && strcmp(a->text, b->text) == 0;
}

/* Is E in the list? If not, its place there is noted as the next one. */
static bool
was_joined(struct diag *d, const struct diag_entry *e)
{
    struct hash hash = hash_of_entry(e);
    uint32_t *place = prints_slot(&d->seen, (struct str){ (const char *)&hash, sizeof hash });

    if (*place && is_same(&d->entries[*place - 1], e))
        return true;
    *place = (uint32_t)d->n + 1;
    return false;
}

void
diag_join(struct diag *d, const struct diag *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (!was_joined(d, &from->entries[i]))
            diag_repeat(d, &from->entries[i]);
}

const char *
diag_code_name(enum diag_code code)
{
    return codes[code].name;
}

const char *
diag_code_meaning(enum diag_code code)
{
    return codes[code].meaning;
}

enum diag_severity
diag_code_severity(enum diag_code code)
{
    return codes[code].severity;
}

const char *
diag_severity_name(enum diag_severity severity)
{
    static const char *const names[] = { "note", "warning", "error" };

    return names[severity];
}
