/* init: writes the first sheaf.yaml of an archive. SPDX-License-Identifier: MIT */
#include "sheaf.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "wrap/digest.h"

#include <errno.h>
#include <string.h>

static const char template[] =
    "# sheaf.yaml: which articles there are, and which books to bind from them. `sheaf plan` says what comes of it.\n"
    "\n"
    "title: %s            # name of the archive\n"
    "id: %s   # every book's identifier is derived from it: never change it\n"
    "language: en               # of articles that name none (BCP 47)\n"
    "# publisher: Example Society\n"
    "# site: https://example.org/   # links to it are links inside the archive\n"
    "# timezone: +01:00           # of dates written without a zone; default UTC\n"
    "\n"
    "articles: [.]              # folders or globs, relative to this file\n"
    "# static: [static, assets]   # where pictures such as /img/x.png are looked for\n"
    "output: out                # where the books go\n"
    "style: classic             # a built-in style, or the path of a style sheet\n"
    "\n"
    "bundles:\n"
    "  all:                     # one book of everything\n"
    "    title: \"{archive}\"\n"
    "    file: \"{archive}.epub\"\n"
    "  monthly:                 # one book a month\n"
    "    every: month           # month | week | quarter | year | tag | author | section | series | lang\n"
    "    title: \"{archive}, {month:%%B %%Y}\"\n"
    "    file: \"{bundle}/{month:%%Y-%%m}.epub\"\n"
    "  # water:                  # what is tagged water, in the first half of a year\n"
    "  #   where: tag:water and date:2024-01..2024-06\n"
    "  #   sort: date           # date | -date | title | weight\n"
    "  #   sections: month      # parts of the contents: tag | month | section | author\n"
    "  #   cover: covers/water.jpg\n";

static enum sheaf_status
fail(sheaf_event_fn *on_event, void *payload, const char *path, enum diag_code code, enum sheaf_status status, const char *text)
{
    if (on_event)
        on_event(&(struct sheaf_event){ .kind = SHEAF_EVENT_DIAGNOSTIC,
                     .severity = "error",
                     .code = diag_code_name(code),
                     .path = path,
                     .text = text }, payload);
    return status;
}

/* A YAML scalar in double quotes. */
static struct str
quote(struct arena *a, struct str s)
{
    struct buf out;
    struct str quoted;

    buf_init(&out);
    buf_addc(&out, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"' || s.at[i] == '\\')
            buf_addc(&out, '\\');
        buf_addc(&out, (unsigned char)s.at[i] < ' ' ? ' ' : s.at[i]);
    }
    buf_addc(&out, '"');
    quoted = buf_take(&out, a);
    buf_release(&out);
    return quoted;
}

/* "Field notes" for "field-notes". */
static struct str
title_of(struct arena *a, struct str folder)
{
    struct str name = path_name(folder);
    char *title = arena_cstr(a, name.len ? name : STR("Articles"));

    for (char *c = title; *c; c++)
        if (*c == '-' || *c == '_')
            *c = ' ';
    if (*title >= 'a' && *title <= 'z')
        *title = (char)(*title - 32);
    return str_of(title);
}

static enum sheaf_status
init(struct arena *a, const char *folder, sheaf_event_fn *on_event, void *payload)
{
    struct str path = path_join(a, str_of(folder), STR("sheaf.yaml"));
    struct file_info info;
    struct str real, text;

    if (file_stat(folder, &info) < 0 || info.type != FILE_FOLDER || file_real(a, folder, &real) < 0)
        return fail(on_event, payload, folder, DIAG_INPUT_UNREADABLE, SHEAF_FAILED, "there is no such folder");
    if (file_stat(path.at, &info) == 0 && info.type != FILE_NONE)
        return fail(on_event, payload, path.at, DIAG_OUTPUT_FAILED, SHEAF_USAGE, "is there already; it was not changed");
    text = arena_printf(a, template, quote(a, title_of(a, real)).at, uuid_urn(a, uuid_random()).at);
    if (file_replace(path.at, text) < 0)
        return fail(on_event, payload, path.at, DIAG_OUTPUT_FAILED, SHEAF_FAILED, strerror(errno));
    if (on_event)
        on_event(&(struct sheaf_event){ .kind = SHEAF_EVENT_DIAGNOSTIC,
                     .severity = "note",
                     .code = "init",
                     .path = path.at,
                     .text = "written; `sheaf build` binds its bundles" }, payload);
    return SHEAF_DONE;
}

enum sheaf_status
sheaf_init(const char *folder, sheaf_event_fn *on_event, void *payload)
{
    struct arena a;
    enum sheaf_status status;

    arena_init(&a);
    status = init(&a, folder, on_event, payload);
    arena_release(&a);
    return status;
}
