/* path: names of files, as text. SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "base/buf.h"

#include <string.h>

static struct str
join(struct arena *a, struct str folder, struct str name)
{
    size_t first = folder.len + (folder.at[folder.len - 1] != '/');
    char *at = arena_text(a, first + name.len + 1);

    memcpy(at, folder.at, folder.len);
    at[first - 1] = '/';
    memcpy(at + first, name.at, name.len);
    at[first + name.len] = '\0';
    return (struct str){ at, first + name.len };
}

struct str
path_join(struct arena *a, struct str folder, struct str name)
{
    if (folder.len == 0 || str_eqc(folder, ".") || (name.len && name.at[0] == '/'))
        return arena_str(a, name);
    if (name.len == 0 || str_eqc(name, "."))
        return arena_str(a, folder);
    return join(a, folder, name);
}

struct str
path_folder(struct str path)
{
    ptrdiff_t slash = str_rchr(path, '/');

    if (slash == 0)
        return STR("/");
    return str_sub(path, 0, slash == STR_NPOS ? 0 : (size_t)slash);
}

struct str
path_name(struct str path)
{
    ptrdiff_t slash = str_rchr(path, '/');

    return str_from(path, slash == STR_NPOS ? 0 : (size_t)slash + 1);
}

/* Where the extension's dot stands in a name, or its length. */
static size_t
dot_of(struct str name)
{
    ptrdiff_t dot = str_rchr(name, '.');

    return dot > 0 ? (size_t)dot : name.len;
}

struct str
path_stem(struct str path)
{
    struct str name = path_name(path);

    return str_sub(name, 0, dot_of(name));
}

struct str
path_extension(struct str path)
{
    struct str name = path_name(path);

    return str_from(name, dot_of(name) + 1);
}

struct str
path_without_extension(struct str path)
{
    struct str name = path_name(path);

    return str_sub(path, 0, path.len - (name.len - dot_of(name)));
}

bool
path_clean(struct arena *a, struct str path, struct str *result)
{
    struct str rest = path, part;
    struct buf out;
    bool inside = true;

    buf_init(&out);
    while (inside && str_cut(&rest, '/', &part)) {
        if (part.len == 0 || str_eqc(part, "."))
            continue;
        if (str_eqc(part, "..")) {
            ptrdiff_t slash = str_rchr(buf_str(&out), '/');
            inside = out.len > 0;
            out.len = slash == STR_NPOS ? 0 : (size_t)slash;
            continue;
        }
        if (out.len)
            buf_addc(&out, '/');
        buf_add(&out, part);
    }
    if (inside)
        *result = arena_str(a, buf_str(&out));
    buf_release(&out);
    return inside;
}

struct str
path_tidy(struct arena *a, struct str path)
{
    struct str rest = path, part, result;
    struct buf out;

    buf_init(&out);
    if (path.len && path.at[0] == '/')
        buf_addc(&out, '/');
    while (str_cut(&rest, '/', &part)) {
        struct str last = path_name(buf_str(&out));
        if (part.len == 0 || str_eqc(part, "."))
            continue;
        if (str_eqc(part, "..") && last.len && !str_eqc(last, "..")) {
            out.len -= last.len;
            if (out.len > 1)
                out.len--;
            continue;
        }
        if (out.len && out.at[out.len - 1] != '/')
            buf_addc(&out, '/');
        buf_add(&out, part);
    }
    result = out.len ? arena_str(a, buf_str(&out)) : STR(".");
    buf_release(&out);
    return result;
}

struct str
path_relative(struct arena *a, struct str folder, struct str to)
{
    static const struct str up = { "../", 3 };
    struct str rest, part;
    size_t depth = 0;
    char *result, *end;

    /* Drop the folders that both share. */
    for (;;) {
        ptrdiff_t slash = str_chr(to, '/', 0);
        ptrdiff_t stop = str_chr(folder, '/', 0);
        struct str first = str_sub(folder, 0, stop == STR_NPOS ? folder.len : (size_t)stop);
        if (slash == STR_NPOS || first.len == 0 || !str_eq(first, str_sub(to, 0, (size_t)slash)))
            break;
        to = str_from(to, (size_t)slash + 1);
        folder = stop == STR_NPOS ? STR_NONE : str_from(folder, (size_t)stop + 1);
    }
    for (rest = folder; str_cut(&rest, '/', &part);)
        depth += part.len > 0;
    result = end = arena_text(a, depth * up.len + to.len + 1);
    for (; depth > 0; depth--, end += up.len)
        memcpy(end, up.at, up.len);
    if (to.len)
        memcpy(end, to.at, to.len);
    end[to.len] = '\0';
    return (struct str){ result, (size_t)(end - result) + to.len };
}
