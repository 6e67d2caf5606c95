/* config: sheaf.yaml, checked to the last key. SPDX-License-Identifier: MIT
 *
 * Two tables, one for the archive and one for a bundle, say for each key which function checks its value and which field keeps
 * it. Every function reports and goes on, so that one run shows all that is wrong. */
#include "read/config.h"

#include "base/date.h"
#include "base/file.h"
#include "base/near.h"
#include "base/path.h"
#include "read/config_value.h"
#include "wrap/digest.h"
#include "wrap/yaml.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/* ---- maps ----------------------------------------------------------------------------------------------------------- */

static const struct key *
find_key(const struct key *keys, struct str name)
{
    for (; keys->name; keys++)
        if (str_eqc(name, keys->name))
            return keys;
    return NULL;
}

static void
report_unknown(const struct loading *in, const struct key *keys, const struct value_key *k, const char *where)
{
    struct near near;

    near_init(&near, k->text);
    for (; keys->name; keys++)
        near_try(&near, keys->name);
    diag_add(in->diag, DIAG_CONFIG_KEY, in->path, k->line, k->col, "unknown key '%.*s'%s%s%s%s", STR_ARG(k->text), where,
        near.best ? "; did you mean '" : "", near.best ? near.best : "", near.best ? "'?" : "");
}

/* All keys of the map V into the fields of TARGET. */
static void
read_map(const struct loading *in, const struct value *v, const struct key *keys, void *target, const char *where)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct value_key *k = &v->keys[i];
        const struct key *key = find_key(keys, k->text);
        struct setting s = { in, key, &v->items[i], NULL };

        if (!key) {
            report_unknown(in, keys, k, where);
            continue;
        }
        if (k->repeated) {
            diag_add(in->diag, DIAG_CONFIG_KEY, in->path, k->line, k->col, "key '%s' stands twice%s", key->name, where);
            continue;
        }
        s.field = (char *)target + key->at;
        key->set(&s);
    }
}

#define AT(field) offsetof(struct look, field)
static const struct key image_keys[] = {
    { "colors", set_choice, AT(images.colors), color_choices },
    { "quality", set_quality, AT(images.quality), NULL },
    { "max", set_box, AT(images), NULL },
    { "animation", set_choice, AT(images.animation), animation_choices },
    { "lead", set_choice, AT(lead), toggle_choices },
    { NULL, NULL, 0, NULL }
};
#undef AT

static void
set_images(const struct setting *s)
{
    if (s->value->kind == VALUE_MAP)
        read_map(s->in, s->value, image_keys, s->field, " in images");
    else
        setting_complain(s, arena_printf(s->in->mem, "must be a map of keys (colors, quality, max, animation, lead), not %s",
            value_kind_name(s->value->kind)).at);
}

/* What an archive and a bundle have in common. */
#define LOOK_KEYS \
    { "indexes", set_indexes, AT(look.indexes), NULL }, \
    { "link-notes", set_choice, AT(look.link_notes), toggle_choices }, \
    { "typography", set_choice, AT(look.typography), toggle_choices }, \
    { "chapter-links", set_choice, AT(look.onward), toggle_choices }, \
    { "compression", set_choice, AT(look.compression), compression_choices }, \
    { "images", set_images, AT(look), NULL }

#define AT(field) offsetof(struct bundle, field)
static const struct key bundle_keys[] = {
    { "every", set_choice, AT(every), every_choices },
    { "title", set_located, AT(title), NULL },
    { "file", set_located, AT(file), NULL },
    { "where", set_located, AT(where), NULL },
    { "sort", set_choice, AT(sort), sort_choices },
    { "sections", set_choice, AT(sections), sections_choices },
    { "cover", set_located, AT(cover), NULL },
    { "limit", set_count, AT(limit), NULL },
    { "volumes", set_volumes, AT(volumes), NULL },
    { "undated", set_flag, AT(undated_own), undated_choices },
    { "description", set_text, AT(description), NULL },
    { "rights", set_text, AT(rights), NULL },
    { "editor", set_people, AT(editor), NULL },
    { "editors", set_people, AT(editor), NULL },
    { "publisher", set_text, AT(publisher), NULL },
    { "language", set_language, AT(language), NULL },
    { "style", set_style, AT(style), NULL },
    { "device", set_word, AT(device), device_choices },
    { "css", set_css, AT(css), NULL },
    LOOK_KEYS,
    { NULL, NULL, 0, NULL }
};
#undef AT

void
bundle_default(struct bundle *b)
{
    *b = (struct bundle){ .every = EVERY_NONE, .sort = SORT_DATE, .sections = SECTIONS_NONE };
}

static void
read_bundle(const struct setting *s, const struct value_key *name, const struct value *v)
{
    const struct loading *in = s->in;
    struct config *c = in->config;
    struct bundle *b;
    struct setting entry = { in, s->key, v, NULL };
    struct str text = config_collapse(in->mem, name->text);

    if (text.len == 0 || name->repeated) {
        diag_add(in->diag, DIAG_CONFIG_KEY, in->path, name->line, name->col,
            text.len == 0 ? "a bundle has no name%.*s" : "bundle '%.*s' stands twice", STR_ARG(text));
        return;
    }
    b = ARENA_PUSH(in->mem, c->bundles, c->nbundles);
    bundle_default(b);
    b->name = text;
    if (v->kind == VALUE_MAP)
        read_map(in, v, bundle_keys, b, arena_printf(in->mem, " in bundle '%.*s'", STR_ARG(text)).at);
    else if (v->kind != VALUE_NULL)
        setting_complain(&entry, arena_printf(in->mem, "'%.*s' must be a map of keys, not %s", STR_ARG(text),
            value_kind_name(v->kind)).at);
}

static void
set_bundles(const struct setting *s)
{
    if (s->value->kind != VALUE_MAP) {
        setting_complain(s, arena_printf(s->in->mem, "must be a map of names and bundles, not %s",
            value_kind_name(s->value->kind)).at);
        return;
    }
    for (size_t i = 0; i < s->value->n; i++)
        read_bundle(s, &s->value->keys[i], &s->value->items[i]);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

#define AT(field) offsetof(struct config, field)
static const struct key config_keys[] = {
    { "title", set_text, AT(title), NULL },
    { "id", set_text, AT(id), NULL },
    { "language", set_language, AT(language), NULL },
    { "publisher", set_text, AT(publisher), NULL },
    { "articles", set_articles, AT(articles), NULL },
    { "static", set_statics, AT(statics), NULL },
    { "output", set_folder, AT(output), NULL },
    { "timezone", set_zone, AT(zone), NULL },
    { "site", set_site, AT(site), NULL },
    { "style", set_style, AT(style), NULL },
    { "css", set_css, AT(css), NULL },
    { "cover", set_located, AT(cover), NULL },
    { "device", set_word, AT(device), device_choices },
    { "description", set_text, AT(description), NULL },
    { "rights", set_text, AT(rights), NULL },
    { "editor", set_people, AT(editor), NULL },
    { "editors", set_people, AT(editor), NULL },
    { "tags-split", set_choice, AT(tags_split), split_choices },
    { "modified", set_modified, AT(modified), NULL },
    { "authors", set_people_file, AT(people), NULL },
    { "metadata-lines", set_choice, AT(metadata_lines), toggle_choices },
    { "language-folders", set_choice, AT(language_folders), toggle_choices },
    LOOK_KEYS,
    { "cache", set_cache, AT(cache), NULL },
    { "bundles", set_bundles, AT(bundles), NULL },
    { NULL, NULL, 0, NULL }
};
#undef AT

void
config_default(struct config *c, struct arena *mem, struct str folder)
{
    *c = (struct config){ .folder = folder.len ? arena_str(mem, folder) : STR("."), .style = STR("classic"),
        .device = STR("generic"), .output = STR("out") };
    *ARENA_PUSH(mem, c->articles, c->narticles) = (struct located){ .text = STR(".") };
}

/* `id: 4be1...` without "urn:uuid:" is the same name as with it. */
static void
settle_id(struct config *c, struct arena *mem)
{
    struct uuid uuid;

    if (uuid_parse(c->id, &uuid))
        c->id = uuid_urn(mem, uuid);
    else if (c->id.len == 0)
        c->id = c->site.len ? c->site : c->title;
}

/* `modified` is read in the time zone of the archive, which may stand below it. */
static void
find_zone(const struct value *map, int *zone)
{
    const struct value *v = value_get(map, "timezone");

    if (v && v->kind == VALUE_SCALAR)
        date_parse_zone(v->text, zone);
}

static void
find_lines(struct loading *in)
{
    struct str rest = in->bytes, line;

    while (str_line(&rest, &line))
        *ARENA_PUSH(in->mem, in->lines, in->nlines) = line.at;
}

static void
read_document(const struct loading *in, const struct value *v, const struct yaml_problem *problem)
{
    if (!v) {
        diag_add(in->diag, DIAG_CONFIG_SYNTAX, in->path, problem->line, problem->col, "%s", problem->what);
    } else if (v->kind == VALUE_MAP) {
        find_zone(v, &in->config->zone);
        read_map(in, v, config_keys, in->config, "");
    } else if (v->kind != VALUE_NULL) {
        diag_add(in->diag, DIAG_CONFIG_SYNTAX, in->path, v->line, v->col, "must be a map of keys, not %s",
            value_kind_name(v->kind));
    }
}

int
config_read(struct config *c, struct arena *mem, const char *path, struct diag *d)
{
    struct loading in = { .config = c, .mem = mem, .diag = d };
    struct yaml_problem problem = { 0 };
    const struct value *v;
    size_t errors = d->nerrors;

    config_default(c, mem, path_folder(str_of(path)));
    c->path = arena_cstr(mem, str_of(path));
    c->output = path_join(mem, c->folder, STR("out"));
    in.path = c->path;
    if (file_read(mem, path, &in.bytes) < 0) {
        diag_add(d, DIAG_INPUT_UNREADABLE, path, 0, 0, "cannot be read: %s", strerror(errno));
        return -1;
    }
    config_add_text(c, in.bytes);
    find_lines(&in);
    v = value_from_yaml(mem, in.bytes, 0, &problem);
    read_document(&in, v, &problem);
    settle_id(c, mem);
    return d->nerrors > errors ? -1 : 0;
}
