/* picture: from an address to a file that may be read. SPDX-License-Identifier: MIT */
#include "html/picture.h"

#include "base/file.h"
#include "base/path.h"
#include "base/uri.h"
#include "base/url.h"
#include "html/address.h"
#include "html/asked.h"
#include "html/target.h"

struct search {
    struct rendering *r;
    struct arena *mem;
    const struct catalog *catalog;
    const char *path;           /* found */
    bool outside;               /* something was found that may not be read */
};

/* REAL lies below the folder ROOT: "/a/b" below "/a" but not "/ab". */
static bool
is_below(struct str real, struct str root)
{
    return str_starts(real, root) && (str_ends(root, STR("/")) || (real.len > root.len && real.at[root.len] == '/'));
}

/* Takes PATH if it is a file that may be read. */
static bool
try_file(struct search *s, struct str path)
{
    const char *name = arena_cstr(s->mem, path);
    struct file_info info;
    struct str real;

    if (str_chr(path, '\0', 0) != STR_NPOS || file_stat(name, &info) < 0 || info.type != FILE_REGULAR)
        return false;
    if (file_real(s->mem, name, &real) < 0)
        return false;
    for (size_t i = 0; i < s->catalog->nroots; i++) {
        if (is_below(real, s->catalog->roots[i].real)) {
            s->path = name;
            return true;
        }
    }
    s->outside = true;
    return false;
}

static bool
try_below_roots(struct search *s, struct str path)
{
    struct str clean;
    const struct file *file;

    if (!path_clean(s->mem, path, &clean) || clean.len == 0)
        return false;
    for (int is_static = 1; is_static >= 0; is_static--)
        for (size_t i = 0; i < s->catalog->nroots; i++)
            if (s->catalog->roots[i].is_static == is_static && try_file(s, path_join(s->mem, s->catalog->roots[i].path, clean)))
                return true;
    file = map_find(&s->catalog->pictures, clean);
    return file && try_file(s, str_of(file->path));
}

/* Every place that PATH, which is decoded or is not, may mean. */
static bool
try_path(struct search *s, struct str path)
{
    struct str site_folder = url_path(s->catalog->config->site);

    if (path.len == 0)
        return false;
    if (path.at[0] != '/')
        return try_file(s, path_join(s->mem, path_folder(str_of(s->r->page->article->file->path)), path))
            || try_below_roots(s, path);
    if (try_below_roots(s, path))
        return true;
    return site_folder.len > 1 && str_starts(path, site_folder) && try_below_roots(s, str_from(path, site_folder.len));
}

/* As it is decoded and without query; then as it stands: a saved file may be called "a%20b.png", "a.png?w=100" or "a#1.png". */
static bool
try_address(struct search *s, struct str address)
{
    struct uri u = uri_split(address);

    if (try_path(s, url_unescape(s->mem, u.path)) || try_path(s, u.path))
        return true;
    if (u.fragment.at && try_path(s, address))
        return true;
    u.fragment = STR_NONE;
    return u.query.at && (try_path(s, uri_join(s->mem, &u)) || try_path(s, url_unescape(s->mem, uri_join(s->mem, &u))));
}

/* ---- names without a place -------------------------------------------------------------------------------------------- */

/* The first picture of the archive called NAME, "img.png" or "folder/img.png", in whatever folder it lies. */
static bool
try_name(struct search *s, struct str name)
{
    struct str tail = arena_printf(s->mem, "/%.*s", STR_ARG(name));

    for (size_t i = 0; i < s->catalog->pictures.n; i++) {
        const struct file *file = s->catalog->pictures.entries[i].value;
        if (str_ends(s->catalog->pictures.entries[i].key, tail) && try_file(s, str_of(file->path)))
            return true;
    }
    return false;
}

/* read/template.h: "sheaf:wiki/img.png" is that of a vault of notes, "sheaf:asset/img.png" one in the folder that Hexo keeps for
 * an article, beside it and with its name. */
static bool
try_template(struct search *s, struct str address)
{
    struct str wiki = STR("sheaf:wiki/"), asset = STR("sheaf:asset/"), name;
    struct str own = str_of(s->r->page->article->file->path);

    if (str_starts(address, asset)) {
        name = url_unescape(s->mem, str_from(address, asset.len));
        return try_path(s, path_join(s->mem, path_stem(own), name)) || try_path(s, name);
    }
    name = url_unescape(s->mem, str_from(address, wiki.len));
    return str_starts(address, wiki) && (try_path(s, name) || try_name(s, name));
}

/* "x.png" of "x-300x200.png": WordPress writes copies in many sizes beside a picture, and archives often keep only that one. */
static struct str
without_size(struct arena *mem, struct str path)
{
    struct str stem = path_without_extension(path), end = str_from(path, stem.len);
    size_t i = stem.len, n;

    for (int side = 0; side < 2; side++) {
        for (n = 0; i > 0 && char_is_digit(stem.at[i - 1]); n++)
            i--;
        if (n == 0 || n > 5 || i < 2 || stem.at[--i] != (side == 0 ? 'x' : '-'))
            return STR_NONE;
    }
    return arena_printf(mem, "%.*s%.*s", STR_ARG(str_sub(stem, 0, i)), STR_ARG(end));
}

/* At its address, else the picture that it is a smaller copy of. */
static bool
try_copies(struct search *s, struct str address)
{
    struct str original;

    if (try_address(s, address))
        return true;
    original = without_size(s->mem, uri_split(address).path);
    return !s->outside && original.len > 0 && try_address(s, original);
}

static struct picture
find(struct rendering *r, struct str address)
{
    struct search s = { .r = r, .mem = r->scratch, .catalog = r->plan->catalog };
    struct picture p = { .status = PICTURE_MISSING };
    struct str path;
    enum address_kind kind;

    address = str_trim(address);
    if (str_istarts(address, STR("data:")))
        return (struct picture){ .status = PICTURE_DATA, .address = address };
    if (str_starts(address, STR("sheaf:")) && try_template(&s, address))
        return (struct picture){ .status = PICTURE_FOUND, .path = s.path };
    if (str_starts(address, STR("sheaf:")))
        return (struct picture){ .status = s.outside ? PICTURE_OUTSIDE : PICTURE_MISSING };
    kind = address_clean(s.mem, address, &p.address);
    p.is_elsewhere = kind == ADDRESS_WEB && !target_is_on_site(r, p.address, &path);
    if (kind == ADDRESS_LOCAL && try_copies(&s, p.address))
        p.status = PICTURE_FOUND;
    else if (kind == ADDRESS_WEB && !p.is_elsewhere && try_copies(&s, path))
        p.status = PICTURE_FOUND;
    else if (kind == ADDRESS_WEB)
        p.status = PICTURE_REMOTE;
    else if (s.outside || kind == ADDRESS_SCHEME)
        p.status = PICTURE_OUTSIDE;
    p.path = s.path;
    p.address = p.status == PICTURE_REMOTE ? p.address : STR_NONE;
    return p;
}

struct picture
picture_find(struct rendering *r, struct str address)
{
    struct picture p = find(r, address);

    asked_picture(r, address, &p);
    return p;
}
