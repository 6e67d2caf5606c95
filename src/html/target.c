/* target: what an address in an article leads to. SPDX-License-Identifier: MIT */
#include "html/target.h"

#include "base/path.h"
#include "base/uri.h"
#include "base/url.h"
#include "html/address.h"
#include "html/asked.h"
#include "html/picture.h"
#include "wrap/text.h"

enum { SLUG_CAP = 200 };

struct finder {
    struct rendering *r;
    struct arena *mem;
    const struct catalog *catalog;
    const struct article *from;
    struct uri u;               /* of the address, cleaned but not decoded */
};

/* ---- names of articles ------------------------------------------------------------------------------------------------ */

/* What a page may be called on the web or on disk; the catalogue knows all articles without it too. */
static bool
is_page_extension(struct str extension)
{
    static const char *const known[] = { "html", "htm", "xhtml", "md", "markdown", "mdown", "mkd", "txt", "php", "asp", "aspx",
        "jsp", "shtml" };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_ieqc(extension, known[i]))
            return true;
    return false;
}

/* KEY without extension, and without "/index" or the like. */
static struct str
bare_key(struct str key)
{
    struct str name;

    if (is_page_extension(path_extension(key)))
        key = path_without_extension(key);
    name = path_name(key);
    if (str_ieqc(name, "index") || str_eqc(name, "_index"))
        key = path_folder(key);
    return key;
}

static const struct article *
named(const struct finder *f, const struct prints *names, struct str key)
{
    const struct article *found;

    if (!names->n || !key.len)
        return NULL;
    found = catalog_named(f->catalog, names, key);
    return found ? found : catalog_named(f->catalog, names, bare_key(key));
}

/* KEY is a clean path below a root. */
static const struct article *
by_path(const struct finder *f, struct str key)
{
    const struct article *found = named(f, &f->catalog->by_path, key);
    struct str composed;

    if (!found && key.len)
        found = catalog_named(f->catalog, &f->catalog->by_path, arena_printf(f->mem, "%.*s/README", STR_ARG(key)));
    if (found)
        return found;
    composed = text_nfc(f->mem, key);           /* typed on one system, saved on another */
    return composed.at == key.at ? NULL : named(f, &f->catalog->by_path, composed);
}

/* Names that are not paths are given when the first of them is looked for: in most archives none is. */
static void
need(struct once *names)
{
    if (names)
        once_do(names);
}

/* PATH is one of the site, decoded or not. */
static const struct article *
by_permalink(const struct finder *f, struct str path)
{
    need(f->catalog->names);
    return named(f, &f->catalog->by_permalink, url_path_key(f->mem, path));
}

static const struct article *
by_url(const struct finder *f, struct str address)
{
    return f->catalog->by_url.n ? named(f, &f->catalog->by_url, url_key(f->mem, address)) : NULL;
}

/* ---- web addresses ----------------------------------------------------------------------------------------------------- */

static struct str
on_site(struct arena *mem, struct str site, struct str path)
{
    while (path.len && path.at[0] == '/')
        path = str_from(path, 1);
    return arena_printf(mem, "%.*s%s%.*s", STR_ARG(site), str_ends(site, STR("/")) ? "" : "/", STR_ARG(path));
}

/* Where a site generator puts an article that names no permalink: at its path without extension, `index` dropped, a slug in the
 * place of its name. With placeholders in the permalink (":year") the pattern is the generator's own affair. */
static struct str
usual_permalink(struct arena *mem, const struct article *a)
{
    struct str path = path_without_extension(a->file->rel);
    struct str folder = path_folder(path), name = path_name(path);

    if (str_ieqc(name, "index")) {
        name = path_name(folder);
        folder = path_folder(folder);
    }
    if (a->slug.len)
        name = a->slug;
    return arena_printf(mem, "%.*s%s%.*s/", STR_ARG(folder), folder.len ? "/" : "", STR_ARG(name));
}

struct str
target_web_address(struct arena *mem, const struct catalog *catalog, const struct article *a)
{
    struct str address = STR_NONE;
    bool is_pattern = str_find(a->permalink, STR("/:"), 0) != STR_NPOS;

    if (a->url.len && address_clean(mem, a->url, &address) == ADDRESS_WEB)
        return address;
    if (url_is_web(a->permalink) && address_clean(mem, a->permalink, &address) == ADDRESS_WEB)
        return address;
    if (catalog->config->site.len && address_clean(mem, on_site(mem, catalog->config->site,
        a->permalink.len && !is_pattern ? a->permalink : usual_permalink(mem, a)), &address) == ADDRESS_WEB)
        return address;
    return STR_NONE;
}

/* What relative addresses in the article are relative to on the web; empty if it is not known. */
static struct str
web_base(const struct finder *f)
{
    struct str own = target_web_address(f->mem, f->catalog, f->from);

    if (own.len || !f->catalog->config->site.len)
        return own;
    return on_site(f->mem, f->catalog->config->site, f->from->file->rel);
}

/* The address on the web of one that was written relative; empty if it has none. */
static struct str
web_address(const struct finder *f)
{
    struct str base = web_base(f), whole = STR_NONE;

    if (!base.len || address_clean(f->mem, uri_resolve(f->mem, base, uri_join(f->mem, &f->u)), &whole) != ADDRESS_WEB)
        return STR_NONE;
    return whole;
}

struct str
target_web_of(struct rendering *r, struct str address)
{
    struct finder f = { .r = r, .mem = r->scratch, .catalog = r->plan->catalog, .from = r->page->article };
    struct str clean;

    if (address_clean(f.mem, address, &clean) != ADDRESS_LOCAL)
        return STR_NONE;
    f.u = uri_split(clean);
    return web_address(&f);
}

/* PATH without the folder that the site's own address has ("/blog/" of "https://example.org/blog/"). */
static struct str
below_site(struct str site, struct str path)
{
    struct str folder = url_path(site);

    while (folder.len && folder.at[folder.len - 1] == '/')
        folder.len--;
    if (str_starts(path, folder) && (path.len == folder.len || path.at[folder.len] == '/'))
        return str_from(path, folder.len);
    return path;
}

/* Is ADDRESS on the host of SITE, which may be empty? */
static bool
is_on_host(struct str address, struct str site)
{
    struct str host, site_host;

    if (!site.len)
        return false;
    host = url_host(address);
    site_host = url_host(site);
    host = str_istarts(host, STR("www.")) ? str_from(host, 4) : host;
    site_host = str_istarts(site_host, STR("www.")) ? str_from(site_host, 4) : site_host;
    return host.len && str_ieq(host, site_host);
}

bool
target_is_on_site(const struct rendering *r, struct str address, struct str *path)
{
    struct str site = r->plan->catalog->config->site;
    bool is_of_archive = is_on_host(address, site);

    *path = is_of_archive ? below_site(site, url_path(address)) : url_path(address);
    return is_of_archive || is_on_host(address, r->page->article->url);
}

/* ---- the search -------------------------------------------------------------------------------------------------------- */

/* An address that begins with "/", or the path of one on the site. */
static const struct article *
find_absolute(const struct finder *f, struct str path)
{
    struct str clean, below = below_site(f->catalog->config->site, path);
    const struct article *found = NULL;

    if (path_clean(f->mem, url_unescape(f->mem, path), &clean))
        found = by_path(f, clean);
    if (!found)
        found = by_permalink(f, path);
    return found || below.len == path.len ? found : by_permalink(f, below);
}

static struct str
without_query(const struct finder *f)
{
    return url_unescape(f->mem, f->u.path);
}

/* Relative to the file, then to the article's place on the site. */
static const struct article *
find_relative(const struct finder *f)
{
    struct str path = without_query(f), clean, place;
    const struct article *found = NULL;

    if (path_clean(f->mem, path_join(f->mem, path_folder(f->from->file->rel), path), &clean))
        found = by_path(f, clean);
    if (!found && path_clean(f->mem, path, &clean))
        found = by_path(f, clean);
    if (found)
        return found;
    place = f->from->permalink.len && !url_is_web(f->from->permalink) ? f->from->permalink : f->from->file->rel;
    if (path_clean(f->mem, path_join(f->mem, path_folder(place), path), &clean))
        found = by_permalink(f, clean);
    return found;
}

/* A name without a place, "other-article" or "../other-article/". */
static const struct article *
find_by_name(const struct finder *f)
{
    struct str name = without_query(f);

    while (str_starts(name, STR("../")) || str_starts(name, STR("./")))
        name = str_from(name, (size_t)str_chr(name, '/', 0) + 1);
    while (name.len && name.at[name.len - 1] == '/')
        name.len--;
    if (name.len == 0 || str_chr(name, '/', 0) != STR_NPOS)
        return NULL;
    need(f->catalog->names);
    return named(f, &f->catalog->by_slug, name);
}

static const struct article *
find_local(const struct finder *f)
{
    bool is_absolute = f->u.path.len && f->u.path.at[0] == '/';
    const struct article *found = is_absolute ? find_absolute(f, f->u.path) : find_relative(f);
    struct str whole, path;

    if (found)
        return found;
    whole = web_address(f);
    found = whole.len ? by_url(f, whole) : NULL;
    if (!found && whole.len && !is_absolute && target_is_on_site(f->r, whole, &path))
        found = by_permalink(f, path);
    if (!found && !is_absolute)
        found = find_by_name(f);
    return found;
}

static struct str
fragment_of(const struct finder *f)
{
    struct str fragment = url_unescape(f->mem, f->u.fragment);
    ptrdiff_t directive = str_find(fragment, STR(":~:"), 0);    /* a text fragment: for browsers */

    if (directive != STR_NPOS)
        fragment = str_sub(fragment, 0, (size_t)directive);
    return str_ieqc(fragment, "top") ? STR_NONE : fragment;
}

static struct target
to_article(const struct finder *f, const struct article *a, struct str href)
{
    struct target t = { .kind = TARGET_PAGE, .article = a, .fragment = fragment_of(f), .href = href };

    t.page = f->r->plan->page_of[a->index];
    if (t.page)
        return t;
    if (!t.href.len)
        t.href = target_web_address(f->mem, f->catalog, a);
    if (t.href.len && t.fragment.len && !href.len)
        address_clean(f->mem, arena_printf(f->mem, "%.*s#%.*s", STR_ARG(t.href), STR_ARG(f->u.fragment)), &t.href);
    t.kind = t.href.len ? TARGET_WEB : TARGET_OUTSIDE;
    if (f->catalog->book_of && f->catalog->book_of[a->index])
        t.elsewhere = f->catalog->book_of[a->index]->title;
    return t;
}

/* "www.example.org/x": what people forget the scheme of. */
static bool
looks_like_host(struct finder *f, struct str text, struct str *href)
{
    return str_istarts(text, STR("www.")) && str_chr(str_sub(f->u.path, 4, f->u.path.len), '.', 0) != STR_NPOS
        && address_clean(f->mem, arena_printf(f->mem, "https://%.*s", STR_ARG(text)), href) == ADDRESS_WEB;
}

/* "../other.md": a name of the archive, no address on the web, unless the article's own is of that kind (a repository's). */
static bool
is_source_name(const struct finder *f)
{
    struct str extension = path_extension(f->u.path);

    return (str_ieqc(extension, "md") || str_ieqc(extension, "markdown"))
        && !str_ieq(extension, path_extension(url_path(web_base(f))));
}

static struct target
find_in_archive(struct finder *f, struct str text)
{
    struct target t = { .kind = TARGET_DEAD };
    const struct article *found;
    struct picture picture;

    if (f->u.path.len == 0)
        return to_article(f, f->from, STR_NONE);
    found = find_local(f);
    if (found)
        return to_article(f, found, STR_NONE);
    t.href = is_source_name(f) ? STR_NONE : web_address(f);
    picture = picture_find(f->r, text);
    if (picture.status == PICTURE_FOUND) {
        t.kind = TARGET_PICTURE;
        t.path = picture.path;
    } else if (t.href.len || looks_like_host(f, text, &t.href)) {
        t.kind = TARGET_WEB;
    }
    return t;
}

/* ---- names without a place ------------------------------------------------------------------------------------------- */

/* PATH, or its end: "_posts/a.md" where the archive begins in _posts. */
static const struct article *
find_tail(const struct finder *f, struct str path)
{
    const struct article *found = NULL;
    struct str clean;

    while (path.len && !found) {
        ptrdiff_t slash = str_chr(path, '/', 0);
        if (path_clean(f->mem, path, &clean))
            found = by_path(f, clean);
        path = slash < 0 ? STR_NONE : str_from(path, (size_t)slash + 1);
    }
    return found;
}

/* By the name of the file, a slug, a title or an alias, in any case. */
static const struct article *
find_called(const struct finder *f, struct str name)
{
    const struct prints *names = &f->catalog->by_slug;
    const struct article *found;

    need(f->catalog->names);
    name = path_name(name);
    if (is_page_extension(path_extension(name)) || str_ieqc(path_extension(name), "mdx"))
        name = path_without_extension(name);
    if ((found = named(f, names, name)) || (found = named(f, names, text_fold(f->mem, name))))
        return found;
    return named(f, names, text_slug(f->mem, name, SLUG_CAP));
}

/* "sheaf:KIND/TARGET#fragment" (read/template.h), and Zola's "@/path.md". */
static bool
split_named(struct str text, struct str *target)
{
    struct str scheme = STR("sheaf:");
    ptrdiff_t slash = str_chr(text, '/', 0);

    if (!(str_starts(text, scheme) && slash > 0) && !str_starts(text, STR("@/")))
        return false;
    *target = str_from(text, (size_t)slash + 1);
    return true;
}

static struct target
find_named(struct finder *f, struct str text, struct str target)
{
    const struct article *found;
    struct picture picture;
    struct str path;

    f->u = uri_split(target);
    if (f->u.path.len == 0)
        return to_article(f, f->from, STR_NONE);
    path = without_query(f);
    found = find_local(f);
    if (!found)
        found = find_tail(f, path);
    if (!found)
        found = find_called(f, path);
    if (found)
        return to_article(f, found, STR_NONE);
    picture = picture_find(f->r, text);
    if (picture.status == PICTURE_FOUND)
        return (struct target){ .kind = TARGET_PICTURE, .path = picture.path };
    return (struct target){ .kind = TARGET_DEAD };
}

/* ---- all --------------------------------------------------------------------------------------------------------------- */

static struct target
find(struct rendering *r, struct str text)
{
    static const enum target_kind kinds[] = {
        [ADDRESS_ACTIVE] = TARGET_ACTIVE, [ADDRESS_SCHEME] = TARGET_SCHEME, [ADDRESS_BAD] = TARGET_BAD,
    };
    struct finder f = { .r = r, .mem = r->scratch, .catalog = r->plan->catalog, .from = r->page->article };
    const struct article *found = NULL;
    struct str clean = STR_NONE, path;
    enum address_kind kind = address_clean(f.mem, text, &clean);
    bool is_named = split_named(str_trim(text), &path);
    bool knows_web;             /* has the archive a place on the web that the address may be in? */

    if (!is_named && kind != ADDRESS_WEB && kind != ADDRESS_LOCAL)
        return (struct target){ .kind = kinds[kind] };
    need(f.catalog->paths);
    if (is_named)
        return find_named(&f, str_trim(text), path);
    knows_web = f.catalog->by_url.n || f.catalog->config->site.len || f.from->url.len;
    if (kind == ADDRESS_LOCAL || knows_web)
        f.u = uri_split(clean);
    if (kind == ADDRESS_LOCAL)
        return find_in_archive(&f, clean);
    if (knows_web && url_is_web(clean)) {
        found = by_url(&f, clean);
        if (!found && target_is_on_site(r, clean, &path))
            found = find_absolute(&f, path);
    }
    return found ? to_article(&f, found, clean) : (struct target){ .kind = TARGET_WEB, .href = clean };
}

struct target
target_find(struct rendering *r, struct str text)
{
    struct target t;

    if (!asked_before(r, text, &t))
        t = find(r, text);
    asked_target(r, text, &t);
    return t;
}
