/* setup: options and configuration to what the stages need. SPDX-License-Identifier: MIT */
#include "setup.h"

#include "base/file.h"
#include "base/path.h"
#include "read/config.h"
#include "wrap/text.h"

#include <errno.h>
#include <string.h>

/* ---- configuration ------------------------------------------------------------------------------------------------- */

static bool
is_yaml(const char *path)
{
    struct str extension = path_extension(str_of(path));

    return str_ieqc(extension, "yaml") || str_ieqc(extension, "yml");
}

/* The configuration that PATH names or holds, or NULL. -1 if there is no such path. */
static int
find_config(struct arena *a, const char *path, const char **config, struct diag *d)
{
    struct file_info info;
    struct str inside = path_join(a, str_of(path), STR("sheaf.yaml"));

    *config = NULL;
    if (file_stat(path, &info) < 0 || info.type == FILE_NONE) {
        diag_add(d, DIAG_INPUT_UNREADABLE, path, 0, 0, "%s", strerror(info.type == FILE_NONE ? ENOENT : errno));
        return -1;
    }
    if (info.type == FILE_REGULAR && is_yaml(path))
        *config = path;
    else if (info.type == FILE_FOLDER && file_stat(inside.at, &info) == 0 && info.type == FILE_REGULAR)
        *config = inside.at;
    return 0;
}

/* Sorts the paths into at most one configuration and the rest. */
static int
sort_paths(struct arena *a, const struct sheaf_options *o, const char **config, struct setup *setup, struct diag *d)
{
    static const char *const here[] = { "." };
    const char *const *paths = o->npaths ? o->paths : here;
    size_t n = o->npaths ? o->npaths : 1;

    *config = NULL;
    for (size_t i = 0; i < n; i++) {
        const char *found;
        if (find_config(a, paths[i], &found, d) < 0)
            return -1;
        if (!found) {
            *ARENA_PUSH(a, setup->paths, setup->npaths) = paths[i];
        } else if (*config) {
            diag_add(d, DIAG_CONFIG_VALUE, found, 0, 0, "a second configuration, after %s: bind one archive at a time", *config);
            return -1;
        } else {
            *config = found;
        }
    }
    return 0;
}

/* "articles" for "./articles/", the name of the folder itself for ".". */
static struct str
name_of_folder(struct arena *a, const char *path)
{
    struct str real;
    struct str name = file_real(a, path, &real) == 0 ? path_name(real) : path_name(str_of(path));

    return name.len ? name : STR("Articles");
}

static int
bad_option(struct diag *d, const char *option, const char *value, const char *want)
{
    diag_add(d, DIAG_SELECTION_SYNTAX, NULL, 0, 0, "--%s=%s: %s", option, value, want);
    return -1;
}

/* The value of WORD for KEY of the configuration, OLD where no word is given; false with a diagnostic for an unknown one. */
static bool
choose(struct arena *a, const char *key, const char *word, unsigned old, unsigned *value, struct diag *d)
{
    const char *what = "";

    *value = old;
    if (!word || config_choose(a, key, str_of(word), value, &what))
        return true;
    bad_option(d, key, word, what);
    return false;
}

static int
lay_options_over(struct arena *a, const struct sheaf_options *o, struct config *c, struct diag *d)
{
    unsigned lines, folders, device;

    if (o->title)
        c->title = str_of(o->title);
    if (o->style)
        c->style = str_of(o->style);
    if (!choose(a, "device", o->device, 0, &device, d))
        return -1;
    if (o->device)
        c->device = str_of(o->device);
    if (o->css)
        c->css = str_of(o->css);
    if (o->language && !text_language(a, str_of(o->language), &c->language))
        return bad_option(d, "language", o->language, "no language tag such as en or pt-BR");
    if (o->timezone && !date_parse_zone(str_of(o->timezone), &c->zone))
        return bad_option(d, "timezone", o->timezone, "no zone such as +01:00");
    if (o->site && !config_site(a, str_of(o->site), &c->site))
        return bad_option(d, "site", o->site, "an address that begins with https:// or http:// is wanted");
    if (!choose(a, "metadata-lines", o->metadata_lines, c->metadata_lines, &lines, d)
        || !choose(a, "language-folders", o->language_folders, c->language_folders, &folders, d))
        return -1;
    c->metadata_lines = (enum toggle)lines;
    c->language_folders = (enum toggle)folders;
    return 0;
}

/* Pages keep the classes that the sheets of the user name, so they depend on what is in them. */
static void
add_sheet(struct arena *a, struct config *c, struct str path)
{
    struct str bytes;

    if (str_ends(path, STR(".css")) && file_read(a, arena_cstr(a, path), &bytes) == 0)
        config_add_text(c, bytes);
}

int
setup_config(struct arena *a, const struct sheaf_options *o, struct config *c, struct setup *setup, struct diag *d)
{
    const char *path;

    *setup = (struct setup){ 0 };
    if (sort_paths(a, o, &path, setup, d) < 0)
        return -1;
    if (!path)
        config_default(c, a, STR("."));
    else if (config_read(c, a, path, d) < 0)
        return -1;
    setup->folder_name = name_of_folder(a, setup->npaths ? setup->paths[0] : arena_cstr(a, c->folder));
    if (lay_options_over(a, o, c, d) < 0)
        return -1;
    add_sheet(a, c, c->style);
    add_sheet(a, c, c->css);
    for (size_t i = 0; i < c->nbundles; i++) {
        add_sheet(a, c, c->bundles[i].style);
        add_sheet(a, c, c->bundles[i].css);
    }
    return 0;
}

/* ---- bundles ------------------------------------------------------------------------------------------------------- */

static int
read_indexes(struct arena *a, const char *list, unsigned *indexes, struct diag *d)
{
    struct str rest = str_of(list), word;
    const char *what;

    *indexes = 0;
    while (str_cut(&rest, ',', &word))
        if (!config_indexes(a, word, indexes, &what))
            return bad_option(d, "indexes", list, what);
    return 0;
}

static int
shape_look(struct arena *a, const struct sheaf_options *o, struct look *look, struct diag *d)
{
    unsigned notes, typography, onward, compression;

    if (!choose(a, "link-notes", o->link_notes, look->link_notes, &notes, d)
        || !choose(a, "typography", o->typography, look->typography, &typography, d)
        || !choose(a, "chapter-links", o->chapter_links, look->onward, &onward, d)
        || !choose(a, "compression", o->compression, look->compression, &compression, d)
        || (o->indexes && read_indexes(a, o->indexes, &look->indexes, d) < 0))
        return -1;
    look->link_notes = (enum toggle)notes;
    look->typography = (enum toggle)typography;
    look->onward = (enum toggle)onward;
    look->compression = compression;
    return 0;
}

/* Lays the options that shape a book over B. */
static int
shape_bundle(struct arena *a, const struct sheaf_options *o, struct bundle *b, struct diag *d)
{
    const struct sheaf_selection *s = &o->select;
    unsigned every, sort, sections;

    if (!choose(a, "every", s->every, b->every, &every, d) || !choose(a, "sort", s->sort, b->sort, &sort, d)
        || !choose(a, "sections", o->sections, b->sections, &sections, d))
        return -1;
    if (s->limit && (!str_uint(str_of(s->limit), 1000000, &b->limit) || b->limit == 0))
        return bad_option(d, "limit", s->limit, "a number above 0 is wanted");
    if (o->volumes && !volumes_read(str_of(o->volumes), &b->volumes))
        return bad_option(d, "volumes", o->volumes, "auto, a number of articles or a size such as 25MB is wanted");
    b->every = (enum every)every;
    b->sort = (enum sort)sort;
    b->sections = (enum sections)sections;
    if (shape_look(a, o, &b->look, d) < 0)
        return -1;
    if (o->cover)
        b->cover = (struct located){ .text = str_of(o->cover) };
    if (o->style)
        b->style = str_of(o->style);
    if (o->device)
        b->device = str_of(o->device);
    if (o->css)
        b->css = str_of(o->css);
    return 0;
}

static const struct bundle *
find_bundle(const struct config *c, const char *name)
{
    for (size_t i = 0; i < c->nbundles; i++)
        if (str_eqc(c->bundles[i].name, name))
            return &c->bundles[i];
    return NULL;
}

static int
take_named(struct arena *a, const struct sheaf_options *o, const struct config *c, struct bundle **bundles, size_t *n,
    struct diag *d)
{
    for (size_t i = 0; i < o->nbundles; i++) {
        const struct bundle *b = find_bundle(c, o->bundles[i]);
        if (!b) {
            diag_add(d, DIAG_CONFIG_VALUE, c->path, 0, 0, "there is no bundle `%s`", o->bundles[i]);
            return -1;
        }
        *ARENA_PUSH(a, *bundles, *n) = *b;
    }
    return 0;
}

/* Are articles selected on the command line? Options that only shape books (sort, limit) are none: they apply to bundles. */
static bool
has_selection(const struct sheaf_selection *s)
{
    return s->ntags || s->nany_tags || s->nnot_tags || s->from || s->to || s->month || s->year || s->author || s->section
        || s->lang || s->where || s->every;
}

int
setup_bundles(struct arena *a, const struct sheaf_options *o, const struct config *c, struct bundle **bundles, size_t *n,
    struct diag *d)
{
    *bundles = NULL;
    *n = 0;
    if (o->nbundles) {
        if (take_named(a, o, c, bundles, n, d) < 0)
            return -1;
    } else if (c->nbundles && !has_selection(&o->select)) {
        for (size_t i = 0; i < c->nbundles; i++)
            *ARENA_PUSH(a, *bundles, *n) = c->bundles[i];
    } else {
        *ARENA_PUSH(a, *bundles, *n) = (struct bundle){ 0 };
    }
    for (size_t i = 0; i < *n; i++)
        if (shape_bundle(a, o, &(*bundles)[i], d) < 0)
            return -1;
    return 0;
}

/* ---- selection ----------------------------------------------------------------------------------------------------- */

/* A date of at least PRECISION. */
static int
read_date(const char *option, const char *value, enum date_precision precision, struct date *date, struct diag *d)
{
    if (date_parse(str_of(value), 0, date) != DATE_OK || date->precision < precision)
        return bad_option(d, option, value, "a date such as 2024, 2024-03 or 2024-03-05 is wanted");
    return 0;
}

static struct expr *
and_fields(struct arena *a, struct expr *e, const struct sheaf_selection *s)
{
    const struct {
        const char *field, *value;
    } fields[] = { { "author", s->author }, { "section", s->section }, { "lang", s->lang } };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].value)
            e = expr_and(a, e, expr_field(a, fields[i].field, str_of(fields[i].value)));
    return e;
}

static struct expr *
and_tags(struct arena *a, struct expr *e, const struct sheaf_selection *s)
{
    struct expr *any = NULL;

    for (size_t i = 0; i < s->ntags; i++)
        e = expr_and(a, e, expr_tag(a, str_of(s->tags[i])));
    for (size_t i = 0; i < s->nany_tags; i++)
        any = expr_or(a, any, expr_tag(a, str_of(s->any_tags[i])));
    for (size_t i = 0; i < s->nnot_tags; i++)
        e = expr_and(a, e, expr_not(a, expr_tag(a, str_of(s->not_tags[i]))));
    return expr_and(a, e, any);
}

/* Joins E with the dates from the first day of FROM to the last day of TO; either may be NULL. */
static int
and_dates(struct arena *a, struct expr **e, const char *from_option, const char *from, const char *to_option, const char *to,
    enum date_precision precision, struct diag *d)
{
    struct date first = { 0 }, last = { 0 };

    if ((from && read_date(from_option, from, precision, &first, d) < 0)
        || (to && read_date(to_option, to, precision, &last, d) < 0))
        return -1;
    if (from && to && date_days(date_first_day(first)) > date_days(date_last_day(last)))
        return bad_option(d, to_option, to, "is before the beginning of the range");
    if (from || to)
        *e = expr_and(a, *e, expr_date_range(a, from ? date_first_day(first) : first, to ? date_last_day(last) : last));
    return 0;
}

int
setup_selection(struct arena *a, const struct sheaf_options *o, const struct config *c, struct expr **result, struct diag *d)
{
    const struct sheaf_selection *s = &o->select;
    struct expr *e = and_fields(a, and_tags(a, NULL, s), s);

    if (and_dates(a, &e, "from", s->from, "to", s->to, DATE_YEAR, d) < 0
        || and_dates(a, &e, "month", s->month, "month", s->month, DATE_MONTH, d) < 0
        || and_dates(a, &e, "year", s->year, "year", s->year, DATE_YEAR, d) < 0)
        return -1;
    if (s->where) {
        struct expr *where = expr_parse(a, (struct located){ .text = str_of(s->where) }, c->zone, d);
        if (!where)
            return -1;
        e = expr_and(a, e, where);
    }
    *result = e;
    return 0;
}

int
setup_clock(const struct sheaf_options *o, const struct config *c, struct date *as_of, int64_t *epoch, struct diag *d)
{
    unsigned long seconds = 0;

    *epoch = -1;
    *as_of = (struct date){ 0 };
    if (o->source_date_epoch && *o->source_date_epoch) {
        /* The last second of the year 9999: what a date can say. */
        if (!str_uint(str_of(o->source_date_epoch), 253402300799UL, &seconds)) {
            diag_add(d, DIAG_SELECTION_SYNTAX, NULL, 0, 0, "SOURCE_DATE_EPOCH=%s: seconds since 1970 are wanted, as digits",
                o->source_date_epoch);
            return -1;
        }
        *epoch = (int64_t)seconds;
        *as_of = date_of_epoch(*epoch);
    }
    if (o->as_of) {
        if (date_parse(str_of(o->as_of), c->zone, as_of) != DATE_OK)
            return bad_option(d, "as-of", o->as_of, "a date such as 2024-03-05 is wanted");
        if (as_of->precision < DATE_TIME)
            *as_of = date_last_day(*as_of);
    }
    return 0;
}
