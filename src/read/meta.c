/* meta: what front matter says of an article (FRONT-MATTER.md, sections 2 and 3). SPDX-License-Identifier: MIT
 *
 * Keys that are not named here (layout, type, template, cssclasses, menu, cascade, …) are ignored without a word. */
#include "read/meta.h"

#include "read/adapters.h"
#include "read/meta_part.h"
#include "wrap/text.h"

#include <string.h>

#define KEYS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* ---- texts -------------------------------------------------------------------------------------------------------- */

static void
set(struct str *to, struct str text)
{
    if (text.len)
        *to = text;
}

static void
set_name(const struct reading *r, struct str *to, const char *const *keys)
{
    set(to, meta_name(r, keys));
}

/* A text as it is written, blanks at its ends taken off. */
static struct str
raw_text(const struct reading *r, const char *const *keys)
{
    const char *key;
    const struct value *v = meta_find(r, keys, &key);

    return v ? arena_str(r->mem, str_trim(meta_scalar(r, v, key))) : STR_NONE;
}

/* pandoc's list of {type, text}: a main title and a subtitle. */
static void
apply_typed_titles(const struct reading *r, struct article *article, const struct value *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct value *type = value_get(&list->items[i], "type"), *text = value_get(&list->items[i], "text");
        if (!type || !text || type->kind != VALUE_SCALAR || text->kind != VALUE_SCALAR)
            continue;
        if (str_ieqc(type->text, "main"))
            article->title = meta_plain(r->mem, text->text);
        else if (str_ieqc(type->text, "subtitle"))
            article->subtitle = meta_plain(r->mem, text->text);
    }
}

static void
apply_texts(const struct reading *r, struct article *article)
{
    const struct value *title = meta_find(r, KEYS("title"), NULL);

    set_name(r, &article->title, KEYS("title"));
    if (title && title->kind == VALUE_LIST)
        apply_typed_titles(r, article, title);
    set_name(r, &article->subtitle, KEYS("subtitle"));
    set_name(r, &article->short_title, KEYS("linkTitle", "shorttitle", "short_title"));
    set_name(r, &article->description, KEYS("description", "summary", "excerpt", "abstract"));
    set_name(r, &article->rights, KEYS("license", "licence", "rights", "copyright"));
    set_name(r, &article->publisher, KEYS("publisher"));
    set_name(r, &article->section, KEYS("section"));
}

static void
apply_language(const struct reading *r, struct article *article)
{
    const char *key;
    const struct value *v = meta_find(r, KEYS("lang", "language", "locale"), &key);
    struct str text = v ? meta_scalar(r, v, key) : STR_NONE, direction = raw_text(r, KEYS("dir", "direction"));

    if (text.len && !text_language(r->mem, str_trim(text), &article->language))
        meta_warn(r, DIAG_LANGUAGE_INVALID, v, "'%s: %.*s' is no language tag", key, STR_ARG(str_sub(text, 0, 60)));
    if (str_ieqc(direction, "ltr"))
        article->direction = STR("ltr");
    else if (str_ieqc(direction, "rtl"))
        article->direction = STR("rtl");
}

/* ---- addresses ---------------------------------------------------------------------------------------------------- */

static struct str
first_address(const struct reading *r, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct value *v = meta_find(r, KEYS(*keys), NULL);
        struct str text = v && v->kind == VALUE_SCALAR ? str_trim(v->text) : STR_NONE;
        if (meta_is_address(text))
            return arena_str(r->mem, text);
    }
    return STR_NONE;
}

/* A path that a site gives to this one article: not the name of one of Jekyll's styles, not a pattern ("/:year/:title/"). */
static struct str
permalink_of(const struct reading *r)
{
    static const char *const styles[] = { "date", "pretty", "ordinal", "weekdate", "none" };

    for (const char *const *key = KEYS("permalink", "url", "path"); *key; key++) {
        const struct value *v = meta_find(r, KEYS(*key), NULL);
        struct str text = v && v->kind == VALUE_SCALAR ? str_trim(v->text) : STR_NONE;
        bool is_style = false;
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
            is_style |= str_eqc(text, styles[i]);
        if (text.len == 0 || is_style || str_find(text, STR("/:"), 0) != STR_NPOS || *text.at == ':'
            || str_find(text, STR("{{"), 0) != STR_NPOS)
            continue;
        if (meta_is_address(text) && str_eqc(str_of(*key), "url"))      /* that one is article->url */
            continue;
        return meta_is_address(text) || *text.at == '/' ? arena_str(r->mem, text)
            : arena_printf(r->mem, "/%.*s", STR_ARG(text));
    }
    return STR_NONE;
}

static void
add_alias(const struct reading *r, struct article *article, const struct value *v, const char *key)
{
    if (v->kind == VALUE_SCALAR && !str_is_blank(v->text))
        *ARENA_PUSH(r->mem, article->aliases, article->naliases) = arena_str(r->mem, str_trim(v->text));
    else if (v->kind != VALUE_SCALAR && v->kind != VALUE_NULL)
        meta_warn_kind(r, v, key, "a text or a list of texts");
}

static void
apply_aliases(const struct reading *r, struct article *article)
{
    article->aliases = NULL;
    article->naliases = 0;
    for (const char *const *key = KEYS("aliases", "alias", "redirect_from"); *key; key++) {
        const struct value *v = meta_find(r, KEYS(*key), NULL);
        if (!v)
            continue;
        if (v->kind != VALUE_LIST)
            add_alias(r, article, v, *key);
        for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
            add_alias(r, article, &v->items[i], *key);
    }
}

static void
apply_addresses(const struct reading *r, struct article *article)
{
    set(&article->slug, raw_text(r, KEYS("slug")));
    set(&article->permalink, permalink_of(r));
    set(&article->url, first_address(r, KEYS("canonicalURL", "canonical_url", "canonical", "url", "source", "source_url",
        "original_url", "link")));
    apply_aliases(r, article);
}

/* ---- order, series, picture --------------------------------------------------------------------------------------- */

static void
apply_weight(const struct reading *r, struct article *article)
{
    const char *key;
    const struct value *v = meta_find(r, KEYS("weight", "order", "nav_order", "menu_order", "sidebar_position"), &key);
    double weight;

    if (!v)
        return;
    if (!value_number(v, &weight)) {
        meta_warn(r, DIAG_FRONT_MATTER_KEY, v, "'%s' must be a number", key);
        return;
    }
    if (weight == 0 && str_eqc(str_of(key), "weight"))      /* Hugo's way to say "none" */
        return;
    article->weight = weight;
    article->has_weight = true;
}

static void
apply_series(const struct reading *r, struct article *article)
{
    const struct value *v = meta_find(r, KEYS("series"), NULL), *index;

    if (!v)
        return;
    set_name(r, &article->series, KEYS("series"));
    set(&article->series_index, raw_text(r, KEYS("series_order", "series_weight", "series_index", "part")));
    if (v->kind == VALUE_LIST && v->n)
        v = &v->items[0];
    index = value_get(v, "index");
    if (!index)
        index = value_get(v, "number");
    if (index && index->kind == VALUE_SCALAR)
        article->series_index = arena_str(r->mem, str_trim(index->text));
}

/* The picture of a map: {src, alt}, {image, alt}, {url, caption}. */
static bool
picture_of_map(const struct reading *r, struct article *article, const struct value *map)
{
    for (const char *const *key = KEYS("src", "image", "url", "path", "file", "teaser", "feature"); *key; key++) {
        const struct value *v = value_get(map, *key), *alt = value_get(map, "alt");
        if (!v || v->kind != VALUE_SCALAR || str_is_blank(v->text))
            continue;
        article->image = arena_str(r->mem, str_trim(v->text));
        if (!alt)
            alt = value_get(map, "caption");
        if (alt && alt->kind == VALUE_SCALAR)
            set(&article->image_alt, meta_plain(r->mem, alt->text));
        return true;
    }
    return false;
}

static bool
take_picture(const struct reading *r, struct article *article, const struct value *v)
{
    bool flag;

    if (v->kind == VALUE_LIST && v->n)
        v = &v->items[0];
    if (v->kind == VALUE_MAP)
        return picture_of_map(r, article, v);
    if (v->kind != VALUE_SCALAR || str_is_blank(v->text) || value_bool(v, &flag))
        return false;
    article->image = arena_str(r->mem, str_trim(v->text));
    return true;
}

/* Hugo's `resources: [{src, name: cover}]`. */
static bool
take_cover_resource(const struct reading *r, struct article *article)
{
    const struct value *list = meta_find(r, KEYS("resources"), NULL);

    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->n; i++) {
        const struct value *name = value_get(&list->items[i], "name");
        if (name && name->kind == VALUE_SCALAR && str_ieqc(name->text, "cover"))
            return picture_of_map(r, article, &list->items[i]);
    }
    return false;
}

static void
apply_picture(const struct reading *r, struct article *article)
{
    static const char *const keys[] = { "image", "cover", "cover_image", "featured_image", "thumbnail", "banner", "images",
        "header", NULL };
    bool has_picture = false;

    for (const char *const *key = keys; *key && !has_picture; key++) {
        const struct value *v = meta_find(r, KEYS(*key), NULL);
        has_picture = v && take_picture(r, article, v);
    }
    if (!has_picture)
        has_picture = take_cover_resource(r, article);
    if (has_picture)
        set_name(r, &article->image_alt, KEYS("image_alt", "imageAlt", "cover_alt", "featured_image_alt"));
}

/* ---- what is left out --------------------------------------------------------------------------------------------- */

static void
leave_out(struct article *article, enum why why, struct str text)
{
    if (article->why != WHY_NOT)
        return;
    article->why = why;
    article->why_text = text;
}

/* `published` is a boolean or a date; dates are read in meta_dates.c. */
static bool
is_date(const struct value *v)
{
    struct date date;

    return v->kind == VALUE_SCALAR && date_parse(v->text, 0, &date) != DATE_BAD;
}

/* KEY says WANTED: the article is left out. */
static void
judge_flag(const struct reading *r, struct article *article, const char *key, bool wanted, enum why why)
{
    const struct value *v = meta_find(r, KEYS(key), NULL);
    bool may_be_date = str_eqc(str_of(key), "published"), flag;

    if (!v || (may_be_date && is_date(v)))
        return;
    if (!value_bool(v, &flag))
        meta_warn(r, DIAG_FRONT_MATTER_KEY, v, "'%s' must be true or false%s", key, may_be_date ? ", or a date" : "");
    else if (flag == wanted)
        leave_out(article, why, arena_printf(r->mem, "%s: %s", key, flag ? "true" : "false"));
}

static void
judge_status(const struct reading *r, struct article *article)
{
    static const struct { const char *word; enum why why; } words[] = {
        { "draft", WHY_DRAFT }, { "hidden", WHY_UNPUBLISHED }, { "skip", WHY_UNPUBLISHED }, { "private", WHY_UNPUBLISHED },
    };
    const struct value *v = meta_find(r, KEYS("status"), NULL);

    for (size_t i = 0; v && v->kind == VALUE_SCALAR && i < sizeof words / sizeof *words; i++)
        if (str_ieqc(str_trim(v->text), words[i].word))
            leave_out(article, words[i].why, arena_printf(r->mem, "status: %s", words[i].word));
}

static void
apply_visibility(const struct reading *r, struct article *article)
{
    judge_flag(r, article, "draft", true, WHY_DRAFT);
    judge_flag(r, article, "published", false, WHY_UNPUBLISHED);
    judge_status(r, article);
    judge_flag(r, article, "publish", false, WHY_UNPUBLISHED);
    judge_flag(r, article, "headless", true, WHY_UNPUBLISHED);
}

/* ---- all ---------------------------------------------------------------------------------------------------------- */

static void
warn_repeated(const struct reading *r)
{
    for (size_t i = 0; r->meta && i < r->meta->n; i++) {
        const struct value_key *key = &r->meta->keys[i];
        const char *path = i < r->nown || !r->file->sidecar ? r->file->path : r->file->sidecar->path;
        if (key->repeated)
            diag_add(r->diag, DIAG_FRONT_MATTER_KEY, path, key->line, key->col, "'%.*s' stands twice; the later one counts",
                STR_ARG(str_sub(key->text, 0, 60)));
    }
}

void
meta_apply(struct reading *r, struct article *article)
{
    warn_repeated(r);
    apply_texts(r, article);
    apply_language(r, article);
    apply_addresses(r, article);
    apply_weight(r, article);
    apply_series(r, article);
    apply_picture(r, article);
    meta_dates(r, article);
    meta_authors(r, article);
    meta_tags(r, article);
    apply_visibility(r, article);
    meta_place(r, article);
}

static bool
was_told(const struct reading *r, enum diag_code code)
{
    for (size_t i = 0; i < r->diag->n; i++)
        if (r->diag->entries[i].code == code)
            return true;
    return false;
}

/* A page of front matter alone is a redirect if it says so, else it is empty. An adapter may have found it empty first. */
static void
judge_text(struct reading *r, struct article *article)
{
    const struct value *v = meta_find(r, KEYS("redirect", "redirect_to", "redirectTo", "redirect_url"), NULL);
    bool is_blank = r->narticles == 1 && str_is_blank(str_from(r->source.bytes, r->body));

    if (article->why == WHY_NOT && is_blank)
        article->why = WHY_EMPTY;
    if (article->why != WHY_EMPTY)
        return;
    if (v && v->kind == VALUE_SCALAR) {
        article->why = WHY_REDIRECT;
        article->redirect = arena_str(r->mem, str_trim(v->text));
        article->why_text = arena_printf(r->mem, "to %.*s", STR_ARG(str_trim(v->text)));
    } else if (!was_told(r, DIAG_ARTICLE_EMPTY)) {
        diag_add(r->diag, DIAG_ARTICLE_EMPTY, r->file->path, 0, 0, "has no text; it is left out");
    }
}

static void
guess_title(struct reading *r, struct article *article)
{
    struct str title = article->slug.len ? article->slug : meta_file_title(r->mem, r->file);

    if (article->slug.len)
        title = meta_file_title(r->mem, &(struct file){ .root = r->file->root, .rel = article->slug });
    if (title.len == 0)
        title = arena_str(r->mem, meta_file_name(r->file));
    article->title = title;
    if (article->why == WHY_NOT && r->file->adapter != &plain_adapter)
        diag_add(r->diag, DIAG_TITLE_GUESSED, r->file->path, 0, 0, "has no title; '%.*s' was made from its name",
            STR_ARG(str_sub(title, 0, 200)));
}

void
meta_finish(struct reading *r, struct article *article)
{
    judge_text(r, article);
    if (article->title.len == 0)
        guess_title(r, article);
    if (article->section.len == 0 && article->ncategories)
        article->section = article->categories[0];
    if (article->section.len == 0)
        article->section = meta_folder_section(r->file);
}
