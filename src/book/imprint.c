/* imprint: what stands on a book. SPDX-License-Identifier: MIT
 *
 * Identifiers come from the bundle's name and the value of `every`, never from title, content or date: a corrected article must
 * not make another book of it, another selection must (EPUB-RULES 11.3). */
#include "book/select.h"

#include "base/design.h"
#include "base/near.h"
#include "base/path.h"
#include "book/expr.h"
#include "wrap/text.h"

enum { FIRST_ZIP_SECOND = 315532800 };  /* 1980-01-01T00:00:00Z: the first time that a zip can say */

/* ---- identifiers ---------------------------------------------------------------------------------------------------- */

/* What a bundle is known by: its name; a selection of the command line by what it selects. */
static struct str
bundle_slug(struct selecting *s, const struct choice_of *c)
{
    const struct bundle *b = c->bundle;
    struct expr *narrow = s->options->narrow;
    struct str selection = STR_NONE, slug = b->name.len ? name_slug(s->mem, b->name) : str_of(every_name(b->every));
    struct digest digest;
    struct buf out;

    buf_init(&out);
    expr_describe(b->name.len ? narrow : c->expr, &out);
    if (out.len) {
        digest = digest_of(buf_str(&out));
        selection = digest_hex(s->mem, &digest, 8);
    }
    buf_release(&out);
    return selection.len ? arena_printf(s->mem, "%.*s?%.*s", STR_ARG(slug), STR_ARG(selection)) : slug;
}

/* The place in the series: "2024.03", two digits, because readers take it for a fraction (EPUB-RULES 2.3). */
static struct str
position_of(struct arena *mem, const struct book *b)
{
    int year = b->from.year, week;

    switch (b->bundle->every) {
    case EVERY_MONTH: return arena_printf(mem, "%04d.%02d", year, b->from.month);
    case EVERY_QUARTER: return arena_printf(mem, "%04d.%02d", year, (b->from.month + 2) / 3);
    case EVERY_YEAR: return arena_printf(mem, "%04d", year);
    case EVERY_WEEK:
        week = date_week(b->from, &year);
        return arena_printf(mem, "%04d.%02d", year, week);
    default: return STR_NONE;
    }
}

static void
identify(struct selecting *s, const struct choice_of *c, struct book *b)
{
    struct uuid space = catalog_namespace(s->catalog);
    struct str slug = bundle_slug(s, c), name = b->bundle->name;

    b->id = uuid_of(space, arena_printf(&s->scratch, "bundle:%.*s:%.*s", STR_ARG(slug), STR_ARG(b->key)));
    if (b->bundle->every == EVERY_NONE)
        return;
    b->collection = s->config->title;
    if (name.len)
        b->collection = arena_printf(s->mem, "%.*s: %.*s", STR_ARG(s->config->title), STR_ARG(name));
    b->collection_id = uuid_of(space, arena_printf(&s->scratch, "collection:%.*s", STR_ARG(slug)));
    if (!book_is_undated(b))
        b->position = position_of(s->mem, b);
}

/* ---- dates ---------------------------------------------------------------------------------------------------------- */

static struct date
newest_date(const struct book *b)
{
    struct date newest = { .precision = DATE_NONE };

    for (size_t i = 0; i < b->narticles; i++) {
        struct date date = b->articles[i]->date;
        if (date.precision != DATE_NONE && (newest.precision == DATE_NONE || date_cmp(date, newest) > 0))
            newest = date;
    }
    if (newest.precision > DATE_DAY)
        newest.precision = DATE_DAY;
    return newest;
}

/* EPUB-RULES 11.1: never the clock. */
static int64_t
modified_time(const struct selecting *s, const struct book *b)
{
    struct date date;
    int64_t newest = INT64_MIN;

    if (s->options->source_date_epoch >= 0)
        return s->options->source_date_epoch;
    if (s->config->modified.len && date_parse(s->config->modified, 0, &date) == DATE_OK)
        return date_epoch(date);
    for (size_t i = 0; i < b->narticles; i++) {
        const struct date dates[2] = { b->articles[i]->date, b->articles[i]->modified };
        for (int k = 0; k < 2; k++)
            if (dates[k].precision != DATE_NONE && date_epoch(dates[k]) > newest)
                newest = date_epoch(dates[k]);
    }
    return newest == INT64_MIN ? FIRST_ZIP_SECOND : newest;
}

/* ---- what config and bundle give ------------------------------------------------------------------------------------ */

static struct str
either(struct str a, struct str b)
{
    return a.len ? a : b;
}

static enum toggle
settle(enum toggle bundle, enum toggle config, enum toggle usual)
{
    return bundle ? bundle : config ? config : usual;
}

static struct image_wishes
settle_images(const struct image_wishes *bundle, const struct image_wishes *config)
{
    const struct image_wishes *max = bundle->max_width ? bundle : config;

    return (struct image_wishes){
        .colors = bundle->colors ? bundle->colors : config->colors,
        .quality = bundle->quality ? bundle->quality : config->quality,
        .max_width = max->max_width, .max_height = max->max_height,
        .animation = bundle->animation ? bundle->animation : config->animation,
    };
}

static struct look
settle_look(const struct look *bundle, const struct look *config)
{
    return (struct look){
        .indexes = bundle->indexes ? bundle->indexes : config->indexes ? config->indexes : INDEX_AUTO,
        .link_notes = settle(bundle->link_notes, config->link_notes, TOGGLE_OFF),
        .typography = settle(bundle->typography, config->typography, TOGGLE_OFF),
        .onward = settle(bundle->onward, config->onward, TOGGLE_ON),
        .compression = bundle->compression ? bundle->compression
            : config->compression ? config->compression : COMPRESSION_FAST,
        .lead = settle(bundle->lead, config->lead, TOGGLE_ON),
        .images = settle_images(&bundle->images, &config->images),
    };
}

void
imprint_book(struct selecting *s, const struct choice_of *c, struct book *b)
{
    const struct config *config = s->config;
    const struct bundle *bundle = b->bundle;

    b->publisher = either(bundle->publisher, config->publisher);
    b->description = either(bundle->description, config->description);
    b->rights = either(bundle->rights, config->rights);
    b->editor = either(bundle->editor, config->editor);
    b->style = either(bundle->style, config->style);
    b->device = either(bundle->device, config->device);
    b->css = either(bundle->css, config->css);
    b->look = settle_look(&bundle->look, &config->look);
    if (!every_is_period(bundle->every))
        expr_period(c->expr, &b->from, &b->to);
    b->date = every_is_period(bundle->every) && !book_is_undated(b) ? b->to : newest_date(b);
    b->modified = modified_time(s, b);
    identify(s, c, b);
}

/* ---- cover ---------------------------------------------------------------------------------------------------------- */

/* A word of the configuration: it is no path. */
static bool
is_name(struct str text)
{
    return str_chr(text, '.', 0) < 0 && str_chr(text, '/', 0) < 0;
}

static bool
refuse_design(struct selecting *s, const struct located *given)
{
    struct near near;
    struct buf names;

    near_init(&near, given->text);
    buf_init(&names);
    for (size_t i = 0; design_at(i); i++) {
        near_try(&near, design_at(i)->name);
        buf_addf(&names, "%s, ", design_at(i)->name);
    }
    diag_add(s->diag, DIAG_CONFIG_VALUE, given->path, given->line, given->col, "cover: there is no design '%.*s' (%snone); %s%s%s",
        STR_ARG(given->text), names.at, near.best ? "did you mean '" : "the path of a picture has a '.' or '/'",
        near.best ? near.best : "", near.best ? "'?" : "");
    buf_release(&names);
    return false;
}

bool
imprint_cover(struct selecting *s, struct book *b)
{
    const struct located *given = b->bundle->cover.text.len ? &b->bundle->cover : &s->config->cover;
    struct str text = given->text;

    b->cover = NULL;
    b->design = NULL;
    if (str_eqc(text, "none"))
        return true;
    b->design = text.len ? design_find(text) : design_at(0);
    if (b->design)
        return true;
    if (is_name(text))
        return refuse_design(s, given);
    b->design = design_at(0);                   /* where the picture cannot be had */
    b->cover = (given->path ? path_join(s->mem, s->config->folder, text) : arena_str(s->mem, text)).at;
    return true;
}

/* ---- title ---------------------------------------------------------------------------------------------------------- */

/* Where none is given. */
static const char *
default_title(const struct bundle *b)
{
    static const char *const titles[] = { [EVERY_NONE] = "{archive}", [EVERY_MONTH] = "{archive}, {month}",
        [EVERY_WEEK] = "{archive}, {week}", [EVERY_QUARTER] = "{archive}, {quarter}", [EVERY_YEAR] = "{archive}, {year}",
        [EVERY_TAG] = "{archive}: {tag}", [EVERY_AUTHOR] = "{archive}: {author}", [EVERY_SECTION] = "{archive}: {section}",
        [EVERY_SERIES] = "{archive}: {series}", [EVERY_LANG] = "{archive}: {lang}" };

    return b->every == EVERY_NONE && b->name.len ? "{archive}: {bundle}" : titles[b->every];
}

bool
imprint_title(struct selecting *s, struct book *b)
{
    const struct located *given = &b->bundle->title;
    struct str pattern = given->text.len ? given->text : str_of(default_title(b->bundle));
    const char *what = "";

    if (!name_expand(s->mem, pattern, s->config, b, false, &b->title, &what)) {
        diag_add(s->diag, DIAG_CONFIG_VALUE, given->path, given->line, given->col, "title: %s", what);
        return false;
    }
    b->title = str_trim(b->title);
    if (b->title.len == 0)
        b->title = s->config->title;
    return true;
}
