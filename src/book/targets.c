/* targets: all that a link may call an article. SPDX-License-Identifier: MIT
 *
 * A text links to "/2024/03/05/title/", "../title.html", "/blog/title" or "[[Title]]" and means the file
 * _posts/2024-03-05-title.md: what a site's generator makes of a file name is not written down in the archive. So each article
 * is registered under every name that a common generator would give it. */
#include "book/targets.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/url.h"
#include "wrap/text.h"

#include <string.h>

enum { SLUG_CAP = 200 };

struct registering {            /* one article on its way into the maps */
    struct catalog *catalog;
    struct arena *scratch;
    const struct article *article;  /* whose names they are */
    uint32_t target;                /* article_name() of where they lead: the article, or what it is a duplicate of */
    struct date file_date;          /* "2024-03-05" of "2024-03-05-title.md" */
    struct str stem, name;          /* "2024-03-05-title" and "title"; the folder's name for a page bundle */
    struct str folder;              /* of the file, or of the page bundle */
    struct str categories;          /* "news/local", as Jekyll puts them before the date; empty if there are none */
};

/* ---- permalinks ----------------------------------------------------------------------------------------------------- */

static struct str
lower(struct arena *mem, struct str s)
{
    struct str copy = arena_str(mem, s);

    for (size_t i = 0; i < copy.len; i++)
        ((char *)copy.at)[i] = char_lower(copy.at[i]);
    return copy;
}

/* The file's name without date and extension; of a page bundle, its folder's. */
static void
find_names(struct registering *r)
{
    const struct article *a = r->article;
    struct str path = path_without_extension(a->file->rel);

    if (str_eqc(path_name(path), "index") && path_folder(path).len)
        path = path_folder(path);
    r->stem = path_name(path);
    r->folder = path_folder(path);
    r->name = r->stem;
    r->file_date = (struct date){ .precision = DATE_NONE };
    if (!date_from_name(r->stem, 0, &r->file_date, &r->name) || r->name.len == 0)
        r->name = r->stem;
}

/* Jekyll takes categories of the front matter and folders above _posts. */
static void
find_categories(struct registering *r)
{
    const struct article *a = r->article;
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < a->ncategories && i < 8; i++) {
        struct str slug = text_slug(r->scratch, a->categories[i], SLUG_CAP);
        buf_addf(&out, "%s%.*s", out.len && slug.len ? "/" : "", STR_ARG(slug));
    }
    r->categories = buf_take(&out, r->scratch);
    buf_release(&out);
}

/* What stands for a placeholder of Jekyll or Hugo; false if it is none of theirs. */
static bool
placeholder_value(const struct registering *r, struct str name, struct str *value)
{
    const struct article *a = r->article;
    struct str slug = a->slug.len ? a->slug : r->name;
    struct date date = a->date.precision >= DATE_DAY ? a->date : r->file_date;
    const struct { const char *name; const char *format; int number; } dates[] = {
        { "year", "%04d", date.year }, { "month", "%02d", date.month }, { "day", "%02d", date.day },
        { "i_month", "%d", date.month }, { "i_day", "%d", date.day }, { "short_year", "%02d", date.year % 100 },
        { "hour", "%02d", date.hour }, { "minute", "%02d", date.minute }, { "second", "%02d", date.second },
    };
    const struct { const char *name; struct str value; } texts[] = {
        { "title", slug }, { "slug", slug }, { "name", r->name }, { "basename", r->stem }, { "filename", r->stem },
        { "slugorfilename", slug }, { "contentbasename", r->stem }, { "path", path_without_extension(a->file->rel) },
        { "categories", r->categories }, { "section", a->section }, { "sections", r->folder }, { "output_ext", STR_NONE },
    };

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (str_eqc(name, dates[i].name)) {
            *value = arena_printf(r->scratch, dates[i].format, dates[i].number);
            return date.precision >= DATE_DAY;
        }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eqc(name, texts[i].name)) {
            *value = texts[i].value;
            return true;
        }
    return false;
}

/* PATTERN with its ":placeholders" filled in; false if one is not known. */
static bool
expand(const struct registering *r, struct str pattern, struct str *result)
{
    struct buf out;
    bool known = true;

    buf_init(&out);
    for (size_t i = 0; known && i < pattern.len;) {
        size_t end = i + 1;
        struct str value;
        while (pattern.at[i] == ':' && end < pattern.len && (char_is_alpha(pattern.at[end]) || pattern.at[end] == '_'))
            end++;
        if (end == i + 1)
            buf_addc(&out, pattern.at[i]);
        else if ((known = placeholder_value(r, str_sub(pattern, i + 1, end), &value)))
            buf_add(&out, value);
        i = end;
    }
    *result = buf_take(&out, &r->catalog->mem);
    buf_release(&out);
    return known;
}

void
targets_expand_permalink(struct catalog *c, struct article *a)
{
    struct registering r = { .catalog = c, .article = a };
    struct arena scratch;

    if (str_find(a->permalink, STR("{{"), 0) != STR_NPOS || str_find(a->permalink, STR("{%"), 0) != STR_NPOS)
        a->permalink = STR_NONE;
    if (url_is_web(a->permalink) || str_chr(a->permalink, ':', 0) == STR_NPOS)
        return;
    arena_init(&scratch);
    r.scratch = &scratch;
    find_names(&r);
    find_categories(&r);
    if (!expand(&r, a->permalink, &a->permalink))
        a->permalink = STR_NONE;
    arena_release(&scratch);
}

/* ---- keys ----------------------------------------------------------------------------------------------------------- */

/* Registers KEY if it is free. */
static void
add(const struct registering *r, struct prints *names, struct str key)
{
    uint32_t *slot = key.len ? prints_slot(names, key) : NULL;

    if (slot && !*slot)
        *slot = r->target;
}

/* FOLDER/NAME, or NAME where FOLDER is empty. */
static struct str
join(struct arena *mem, struct str folder, struct str name)
{
    struct str path = { NULL, folder.len + (folder.len > 0) + name.len };
    char *at = arena_alloc(mem, path.len + 1);

    path.at = at;
    if (folder.len) {
        memcpy(at, folder.at, folder.len);
        at[folder.len] = '/';
        at += folder.len + 1;
    }
    if (name.len)
        memcpy(at, name.at, name.len);
    at[name.len] = '\0';
    return path;
}

/* A path of the site that is made of names of files; in lower case too, which is how Hugo writes addresses. */
static void
add_made(const struct registering *r, struct str folder, struct str name)
{
    struct prints *names = &r->catalog->by_permalink;
    struct str path = folder.len ? join(r->scratch, folder, name) : name, small = path;

    add(r, names, path);
    for (size_t i = 0; i < path.len; i++)
        if (path.at[i] >= 'A' && path.at[i] <= 'Z') {
            small = lower(r->scratch, path);
            break;
        }
    if (small.at != path.at)
        add(r, names, small);
}

static struct str
without_suffix(struct str s, struct str suffix)
{
    return str_ends(s, suffix) ? str_sub(s, 0, s.len - suffix.len) : s;
}

/* A path of the site, as it is and without what servers add: "a/index.html" is "a", "a.html" is "a". */
static void
add_site_path(const struct registering *r, struct str path)
{
    struct str key = url_path_key(r->scratch, path);

    add(r, &r->catalog->by_permalink, key);
    key = without_suffix(without_suffix(key, STR(".html")), STR(".htm"));
    add(r, &r->catalog->by_permalink, without_suffix(key, STR("/index")));
}

static void
add_url(const struct registering *r, struct str address)
{
    if (url_is_web(address))
        add(r, &r->catalog->by_url, url_key(r->scratch, address));
}

/* A permalink, an alias or a full address, as a path of the site. */
static void
add_address(const struct registering *r, struct str address)
{
    const struct config *config = r->catalog->config;

    if (!url_is_web(address)) {
        add_site_path(r, address);
        return;
    }
    if (config->site.len && str_ieq(url_host(address), url_host(config->site)))
        add_site_path(r, url_path(address));
    if (config->site.len && str_istarts(address, config->site))
        add_site_path(r, str_from(address, config->site.len));
}

/* ---- what the archive says ------------------------------------------------------------------------------------------ */

static void
add_paths(const struct registering *r)
{
    const struct article *a = r->article;
    struct prints *by_path = &r->catalog->by_path;
    struct str path = path_without_extension(a->file->rel);

    add_url(r, a->url);
    add_url(r, a->permalink);
    for (size_t i = 0; i < a->naliases; i++)
        add_url(r, a->aliases[i]);
    if (a->part > 0)
        return;
    add(r, by_path, a->file->rel);
    add(r, by_path, path);
    add(r, by_path, without_suffix(path, STR("/index")));
}

static void
add_stated(const struct registering *r)
{
    const struct article *a = r->article;

    add_address(r, a->url);
    add_address(r, a->permalink);
    for (size_t i = 0; i < a->naliases; i++)
        add_address(r, a->aliases[i]);
}

/* ---- what generators make of it ------------------------------------------------------------------------------------- */

/* "/2024/03/05/name": Jekyll, Eleventy, Hexo, WordPress; with the categories before it: Jekyll; "/2024/03/name". */
static void
add_dated(const struct registering *r, struct date date, struct str name)
{
    struct str day;

    if (date.precision < DATE_DAY)
        return;
    day = arena_printf(r->scratch, "%04d/%02d/%02d", date.year, date.month, date.day);
    add_made(r, day, name);
    add_made(r, str_sub(day, 0, 7), name);
    if (r->categories.len)
        add_made(r, arena_printf(r->scratch, "%.*s/%.*s", STR_ARG(r->categories), STR_ARG(day)), name);
}

/* FOLDER without its parts that begin with "_" ("news/_posts" is "news"). */
static struct str
without_special(struct arena *mem, struct str folder)
{
    struct str rest = folder, part;
    struct buf out;
    struct str result;

    buf_init(&out);
    while (str_cut(&rest, '/', &part))
        if (part.len && part.at[0] != '_')
            buf_addf(&out, "%s%.*s", out.len ? "/" : "", STR_ARG(part));
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

/* NAME in the file's folder, and the same below the last two folders that lead to the root: with content/blog/ as the root,
 * "/blog/name" is name.md. */
static void
add_placed(const struct registering *r, struct str name)
{
    struct str root = r->article->file->root->real, folder = without_special(r->scratch, r->folder);
    struct str above = path_name(path_folder(root)), base = path_name(root), placed = join(r->scratch, folder, name);
    ptrdiff_t slash = str_chr(folder, '/', 0);
    struct str first = str_sub(folder, 0, slash == STR_NPOS ? folder.len : (size_t)slash);

    add_made(r, STR_NONE, placed);
    add_made(r, base, placed);
    add_made(r, str_from(root, root.len - (above.len + (above.len > 0) + base.len)), placed);
    /* A translation's folder ("en/") is often no part of the address. */
    if (first.len && str_ieq(first, r->article->language))
        add_made(r, str_from(folder, first.len + 1), name);
    if (r->categories.len)
        add_made(r, r->categories, name);
}

static bool
is_same_day(struct date a, struct date b)
{
    return a.precision >= DATE_DAY && b.precision >= DATE_DAY && date_days(a) == date_days(b);
}

/* By the name without its date and the slug; what is in the file's folder also by its whole name. */
static void
add_guessed(const struct registering *r)
{
    const struct article *a = r->article;
    struct str names[2] = { r->name, a->slug };

    if (a->part > 0 && a->slug.len == 0)
        return;
    if (!str_eq(r->stem, r->name))
        add_placed(r, r->stem);
    for (size_t i = 0; i < 2; i++) {
        if (names[i].len == 0 || (i == 1 && str_eq(a->slug, r->name)))
            continue;
        add_placed(r, names[i]);
        add_dated(r, a->date, names[i]);
        if (!is_same_day(a->date, r->file_date))
            add_dated(r, r->file_date, names[i]);
        if (r->folder.len)
            add_made(r, STR_NONE, names[i]);
    }
}

/* ---- slugs ---------------------------------------------------------------------------------------------------------- */

/* Names without a place, for [[wikilinks]]. What two articles are called leads to none. */
static void
add_slug(const struct registering *r, struct prints *slugs, struct str name)
{
    struct str forms[3] = { name, text_slug(r->scratch, name, SLUG_CAP), text_fold(r->scratch, name) };

    for (size_t i = 0; i < 3; i++) {
        uint32_t *slot;
        if (forms[i].len == 0 || (i > 0 && str_eq(forms[i], name)))
            continue;
        slot = prints_slot(slugs, forms[i]);
        *slot = *slot == 0 || *slot == r->target ? r->target : (uint32_t)NAMES_NOBODY;
    }
}

static void
add_names(const struct registering *r, struct prints *slugs)
{
    const struct article *a = r->article;

    if (a->slug.len)
        add_slug(r, slugs, a->slug);
    if (a->part > 0)
        return;
    add_slug(r, slugs, r->stem);
    if (!str_eq(r->stem, r->name))
        add_slug(r, slugs, r->name);
}

static void
add_titles(const struct registering *r, struct prints *slugs)
{
    const struct article *a = r->article;

    add_slug(r, slugs, a->title);
    for (size_t i = 0; i < a->naliases; i++)
        if (str_chr(a->aliases[i], '/', 0) == STR_NPOS)
            add_slug(r, slugs, a->aliases[i]);
}

/* ---- redirects ------------------------------------------------------------------------------------------------------ */

/* The article that ADDRESS leads to, as far as they are registered, or NULL; a relative one is so to the folder of FROM. */
static const struct article *
find_address(const struct registering *r, const struct article *from, struct str address)
{
    const struct catalog *c = r->catalog;
    struct str path = address, clean;
    const struct article *found = NULL;

    if (url_is_web(address)) {
        found = catalog_named(c, &c->by_url, url_key(r->scratch, address));
        path = str_ieq(url_host(address), url_host(c->config->site)) ? url_path(address) : STR_NONE;
    } else if (path_clean(r->scratch, path_join(r->scratch, path_folder(from->file->rel), address), &clean)) {
        found = catalog_named(c, &c->by_path, clean);
    }
    if (found)
        return found;
    path = without_suffix(url_path_key(r->scratch, path), STR(".html"));
    return catalog_named(c, &c->by_permalink, without_suffix(path, STR("/index")));
}

/* Where links to an article that is left out lead: to itself, or if it is a redirect, where that goes. */
static const struct article *
redirected(const struct registering *r, const struct article *a)
{
    const struct article *found = a->redirect.len ? find_address(r, a, a->redirect) : NULL;

    return found ? found : a;
}

/* ---- all ------------------------------------------------------------------------------------------------------------ */

typedef void register_fn(struct registering *, struct prints *slugs);

/* Calls FN for all articles of a kind: those that may be in a book and their duplicates, or those left out. */
static void
each(struct catalog *c, bool left_out, register_fn *fn, struct prints *slugs)
{
    const struct article *const *same = c->same;
    struct arena scratch;

    arena_init(&scratch);
    for (size_t i = 0; i < c->narticles; i++) {
        struct article *a = &c->articles[i];
        struct registering r = { .catalog = c, .scratch = &scratch, .article = a };
        if ((a->why != WHY_NOT && !same[i]) != left_out)
            continue;
        arena_clear(&scratch);
        r.target = article_name(same[i] ? same[i] : redirected(&r, a));
        fn(&r, slugs);
    }
    arena_release(&scratch);
}

static void
paths(struct registering *r, struct prints *slugs)
{
    (void)slugs;
    add_paths(r);
}

static void
stated(struct registering *r, struct prints *slugs)
{
    (void)slugs;
    add_stated(r);
}

static void
guessed(struct registering *r, struct prints *slugs)
{
    (void)slugs;
    find_names(r);
    find_categories(r);
    add_guessed(r);
}

static void
names(struct registering *r, struct prints *slugs)
{
    find_names(r);
    add_names(r, slugs);
}

static void
titles(struct registering *r, struct prints *slugs)
{
    add_titles(r, slugs);
}

static void
register_names(struct catalog *c, bool left_out)
{
    struct prints slugs, called;

    prints_init(&slugs);
    prints_init(&called);
    each(c, left_out, stated, NULL);
    each(c, left_out, guessed, NULL);
    each(c, left_out, names, &slugs);
    each(c, left_out, titles, &called);
    prints_merge(&c->by_slug, &slugs);
    prints_merge(&c->by_slug, &called);
}

/* Where a redirect leads may be found by any name of an article that is in a book. */
static bool
has_redirects(const struct catalog *c)
{
    for (size_t i = 0; i < c->narticles; i++)
        if (c->articles[i].redirect.len)
            return true;
    return false;
}

void
targets_register_paths(struct catalog *c)
{
    bool with_names = has_redirects(c);

    for (int left_out = 0; left_out < 2; left_out++) {
        each(c, left_out, paths, NULL);
        if (with_names)
            register_names(c, left_out);
    }
}

void
targets_register_names(struct catalog *c)
{
    if (has_redirects(c))       /* then they came with the paths */
        return;
    for (int left_out = 0; left_out < 2; left_out++)
        register_names(c, left_out);
}
