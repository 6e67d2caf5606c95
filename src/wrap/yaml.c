/* yaml: YAML 1.1 documents as values, with libyaml. SPDX-License-Identifier: MIT
 *
 * Reads events, one ahead, and builds values by recursion of at most DEEPEST levels. An alias shares what its anchor holds,
 * but counts as if it were copied: a billion laughs end after MOST_NODES. */
#include "wrap/yaml.h"

#include "base/map.h"

#include <string.h>
#include <yaml.h>

enum { MOST_NODES = 10000, DEEPEST = 64 };

struct anchor {
    struct str name;
    struct value value;
    size_t nodes;               /* in it, itself too, aliases resolved */
    int height;                 /* levels below it */
    bool is_whole;              /* false while it is being read: an alias to it would be a circle */
};

struct loader {
    struct arena *mem;
    yaml_parser_t parser;
    yaml_event_t event;         /* the one that was read last */
    struct str text;
    uint32_t line;              /* added to line numbers */
    struct anchor *anchors;
    size_t nanchors, nodes;
    struct map names;           /* of anchors: to index + 1 */
    struct yaml_problem *problem;
};

static bool load_node(struct loader *, int depth, struct value *, int *height);

/* ---- problems ----------------------------------------------------------------------------------------------------- */

static bool
fail_at(struct loader *l, yaml_mark_t mark, struct str what)
{
    l->problem->line = (uint32_t)mark.line + 1 + l->line;
    l->problem->col = (uint32_t)mark.column + 1;
    l->problem->what = arena_cstr(l->mem, what);
    return false;
}

static bool
fail(struct loader *l, const char *what)
{
    return fail_at(l, l->event.start_mark, str_of(what));
}

/* What people usually did when libyaml says this. */
static const char *
hint_of(const char *problem)
{
    static const struct { const char *problem, *hint; } hints[] = {
        { "mapping values are not allowed", "; a text with a colon needs quotes" },
        { "found character that cannot start any token", "; tabs cannot indent, and a text that begins with @ or ` needs quotes" },
        { "did not find expected key", "; is the indentation right, are quotes and brackets closed?" },
    };

    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (str_starts(str_of(problem), str_of(hints[i].problem)))
            return hints[i].hint;
    return "";
}

/* libyaml gives a byte, not a mark, for characters that YAML cannot hold. */
static yaml_mark_t
mark_of_offset(struct str text, size_t offset)
{
    yaml_mark_t mark = { .index = offset };

    for (size_t i = 0; i < offset && i < text.len; i++) {
        bool starts_character = ((unsigned char)text.at[i] & 0xC0) != 0x80;
        mark.column = text.at[i] == '\n' ? 0 : mark.column + starts_character;
        mark.line += text.at[i] == '\n';
    }
    return mark;
}

static bool
fail_as_parser(struct loader *l)
{
    const yaml_parser_t *p = &l->parser;
    const char *problem = p->problem ? p->problem : "cannot be read";

    if (p->error == YAML_READER_ERROR)
        return fail_at(l, mark_of_offset(l->text, p->problem_offset), str_of(problem));
    return fail_at(l, p->problem_mark, arena_printf(l->mem, "%s%s", problem, hint_of(problem)));
}

/* ---- events ------------------------------------------------------------------------------------------------------- */

static bool
next_event(struct loader *l)
{
    yaml_event_delete(&l->event);
    if (yaml_parser_parse(&l->parser, &l->event))
        return true;
    memset(&l->event, 0, sizeof l->event);
    return fail_as_parser(l);
}

static struct value
value_at(const struct loader *l, enum value_kind kind)
{
    return (struct value){
        .kind = kind,
        .line = (uint32_t)l->event.start_mark.line + 1 + l->line,
        .col = (uint32_t)l->event.start_mark.column + 1,
    };
}

static bool
count_nodes(struct loader *l, size_t n, int depth)
{
    l->nodes += n;
    if (l->nodes > MOST_NODES)
        return fail(l, "more than 10,000 values");
    if (depth > DEEPEST)
        return fail(l, "more than 64 levels");
    return true;
}

static bool
check_tag(struct loader *l, const yaml_char_t *tag)
{
    static const char *const known[] = { "str", "seq", "map", "int", "float", "bool", "null", "timestamp" };
    static const struct str prefix = { YAML_STR_TAG, sizeof YAML_STR_TAG - sizeof "str" };
    struct str name = str_of((const char *)tag);

    if (name.len == 0 || str_eqc(name, "!"))
        return true;
    for (size_t i = 0; str_starts(name, prefix) && i < sizeof known / sizeof *known; i++)
        if (str_eqc(str_from(name, prefix.len), known[i]))
            return true;
    return fail_at(l, l->event.start_mark, arena_printf(l->mem,
        "the tag '%.*s' is not supported; a text that begins with ! needs quotes", STR_ARG(name)));
}

/* ---- anchors ------------------------------------------------------------------------------------------------------ */

/* Where the node with this anchor will be kept, or -1 without anchor. A name may be used again: the last one counts. */
static ptrdiff_t
add_anchor(struct loader *l, const yaml_char_t *name)
{
    struct anchor *a;

    if (!name)
        return -1;
    a = ARENA_PUSH(l->mem, l->anchors, l->nanchors);
    *a = (struct anchor){ .name = arena_str(l->mem, str_of((const char *)name)) };
    *map_slot(&l->names, a->name) = (void *)(uintptr_t)l->nanchors;
    return (ptrdiff_t)l->nanchors - 1;
}

static bool
load_alias(struct loader *l, int depth, struct value *v, int *height)
{
    size_t at = (uintptr_t)map_find(&l->names, str_of((const char *)l->event.data.alias.anchor));
    const struct anchor *a = at ? &l->anchors[at - 1] : NULL;

    if (!a)
        return fail(l, "an alias without its anchor; a text that begins with * needs quotes");
    if (!a->is_whole)
        return fail(l, "an alias inside its own anchor");
    *v = a->value;
    *height = a->height;
    return count_nodes(l, a->nodes, depth + a->height);
}

/* ---- values ------------------------------------------------------------------------------------------------------- */

static bool
is_null_word(struct str s)
{
    return s.len == 0 || str_eqc(s, "~") || str_eqc(s, "null") || str_eqc(s, "Null") || str_eqc(s, "NULL");
}

static void
load_scalar(struct loader *l, struct value *v)
{
    struct str text = { (const char *)l->event.data.scalar.value, l->event.data.scalar.length };
    bool is_string = l->event.data.scalar.tag && strcmp((const char *)l->event.data.scalar.tag, YAML_STR_TAG) == 0;
    bool is_plain = l->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !is_string;

    *v = value_at(l, is_plain && is_null_word(text) ? VALUE_NULL : VALUE_SCALAR);
    v->quoted = !is_plain;
    v->text = arena_str(l->mem, text);
}

static bool
load_list(struct loader *l, int depth, struct value *v, int *height)
{
    *v = value_at(l, VALUE_LIST);
    for (;;) {
        struct value item;
        int below;
        if (!next_event(l))
            return false;
        if (l->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        if (!load_node(l, depth + 1, &item, &below))
            return false;
        *ARENA_PUSH(l->mem, v->items, v->n) = item;
        *height = below + 1 > *height ? below + 1 : *height;
    }
}

static void
add_pair(struct arena *mem, struct value *map, size_t *nkeys, struct value_key key, struct value item)
{
    *ARENA_PUSH(mem, map->keys, *nkeys) = key;
    *ARENA_PUSH(mem, map->items, map->n) = item;
}

static struct str
lower(struct arena *a, struct str s)
{
    char *copy = arena_cstr(a, s);

    for (size_t i = 0; i < s.len; i++)
        copy[i] = char_lower(copy[i]);
    return (struct str){ copy, s.len };
}

static bool
is_merge_key(const struct value_key *key, const struct value *value)
{
    return str_eqc(key->text, "<<") && (value->kind == VALUE_MAP || value->kind == VALUE_LIST);
}

/* Adds the pairs of FROM whose keys were not SEEN. */
static void
merge_map(struct loader *l, struct value *to, size_t *nkeys, const struct value *from, struct map *seen)
{
    for (size_t i = 0; from->kind == VALUE_MAP && i < from->n; i++) {
        void **slot = map_slot(seen, lower(l->mem, from->keys[i].text));
        if (*slot || from->keys[i].repeated)
            continue;
        add_pair(l->mem, to, nkeys, from->keys[i], from->items[i]);
        *slot = to;
    }
}

/* What `<<` brings in stands in front, so that the map's own keys count (YAML 1.1's merge key). */
static void
resolve_merges(struct loader *l, struct value *v, struct map *seen)
{
    struct value merged = *v;
    size_t nkeys = 0;

    merged.n = 0;
    merged.keys = NULL;
    merged.items = NULL;
    for (size_t i = 0; i < v->n; i++) {
        if (!is_merge_key(&v->keys[i], &v->items[i]))
            continue;
        merge_map(l, &merged, &nkeys, &v->items[i], seen);
        for (size_t k = 0; v->items[i].kind == VALUE_LIST && k < v->items[i].n; k++)
            merge_map(l, &merged, &nkeys, &v->items[i].items[k], seen);
    }
    for (size_t i = 0; i < v->n; i++)
        if (!is_merge_key(&v->keys[i], &v->items[i]))
            add_pair(l->mem, &merged, &nkeys, v->keys[i], v->items[i]);
    *v = merged;
}

/* Marks the keys that a later one repeats, then merges. */
static void
finish_map(struct loader *l, struct value *v)
{
    struct map seen;
    bool has_merge = false;

    map_init(&seen);
    for (size_t i = v->n; i > 0; i--) {
        void **slot;
        if (is_merge_key(&v->keys[i - 1], &v->items[i - 1])) {
            has_merge = true;
            continue;
        }
        slot = map_slot(&seen, lower(l->mem, v->keys[i - 1].text));
        v->keys[i - 1].repeated = *slot != NULL;
        *slot = v;
    }
    if (has_merge)
        resolve_merges(l, v, &seen);
    map_release(&seen);
}

static bool
load_key(struct loader *l, struct value_key *key)
{
    struct value v;
    int height = 0;

    key->line = (uint32_t)l->event.start_mark.line + 1 + l->line;
    key->col = (uint32_t)l->event.start_mark.column + 1;
    key->repeated = false;
    if (l->event.type == YAML_MAPPING_START_EVENT || l->event.type == YAML_SEQUENCE_START_EVENT)
        return fail(l, "a key must be a text; {{ }} at the beginning of a text needs quotes");
    if (!load_node(l, DEEPEST, &v, &height))
        return false;
    if (v.kind != VALUE_SCALAR && v.kind != VALUE_NULL)
        return fail(l, "a key must be a text");
    key->text = v.text;
    return true;
}

static bool
load_map(struct loader *l, int depth, struct value *v, int *height)
{
    size_t nkeys = 0;

    *v = value_at(l, VALUE_MAP);
    for (;;) {
        struct value_key key;
        struct value item;
        int below = 0;
        if (!next_event(l))
            return false;
        if (l->event.type == YAML_MAPPING_END_EVENT)
            break;
        if (!load_key(l, &key) || !next_event(l) || !load_node(l, depth + 1, &item, &below))
            return false;
        add_pair(l->mem, v, &nkeys, key, item);
        *height = below + 1 > *height ? below + 1 : *height;
    }
    finish_map(l, v);
    return true;
}

static bool
load_content(struct loader *l, int depth, struct value *v, int *height)
{
    switch (l->event.type) {
    case YAML_SCALAR_EVENT:
        load_scalar(l, v);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        return load_list(l, depth, v, height);
    default:
        return load_map(l, depth, v, height);
    }
}

/* The node that the current event begins, to the event that ends it. */
static bool
load_node(struct loader *l, int depth, struct value *v, int *height)
{
    const yaml_event_t *e = &l->event;
    const yaml_char_t *tag, *name;
    size_t before = l->nodes;
    ptrdiff_t anchor;

    *height = 0;
    if (e->type == YAML_ALIAS_EVENT)
        return load_alias(l, depth, v, height);
    if (e->type != YAML_SCALAR_EVENT && e->type != YAML_SEQUENCE_START_EVENT && e->type != YAML_MAPPING_START_EVENT)
        return fail(l, "a value was expected");
    tag = e->type == YAML_SCALAR_EVENT ? e->data.scalar.tag
        : e->type == YAML_SEQUENCE_START_EVENT ? e->data.sequence_start.tag : e->data.mapping_start.tag;
    name = e->type == YAML_SCALAR_EVENT ? e->data.scalar.anchor
        : e->type == YAML_SEQUENCE_START_EVENT ? e->data.sequence_start.anchor : e->data.mapping_start.anchor;
    if (!check_tag(l, tag) || !count_nodes(l, 1, depth))
        return false;
    anchor = add_anchor(l, name);
    if (!load_content(l, depth, v, height))
        return false;
    if (anchor >= 0) {
        struct anchor *a = &l->anchors[anchor];
        *a = (struct anchor){ a->name, *v, l->nodes - before, *height, true };
    }
    return true;
}

static bool
load_document(struct loader *l, struct value *v)
{
    int height;

    *v = (struct value){ .kind = VALUE_NULL, .line = 1 + l->line, .col = 1 };
    do {
        if (!next_event(l))
            return false;
        if (l->event.type == YAML_STREAM_END_EVENT)
            return true;
    } while (l->event.type != YAML_DOCUMENT_START_EVENT);
    /* The two events after the document show what would otherwise go unnoticed: text that belongs to nothing. */
    return next_event(l) && load_node(l, 1, v, &height) && next_event(l) && next_event(l);
}

struct value *
value_from_yaml(struct arena *mem, struct str text, uint32_t line, struct yaml_problem *problem)
{
    static const struct str mark = { "\xEF\xBB\xBF", 3 };
    struct loader l = { .mem = mem, .text = str_starts(text, mark) ? str_from(text, mark.len) : text, .line = line,
        .problem = problem };
    struct value *v = ARENA_NEW(mem, struct value);
    bool is_read;

    *problem = (struct yaml_problem){ 1 + line, 1, "out of memory" };
    map_init(&l.names);
    is_read = yaml_parser_initialize(&l.parser);
    if (is_read) {
        yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&l.parser, (const unsigned char *)(l.text.at ? l.text.at : ""), l.text.len);
        is_read = load_document(&l, v);
        yaml_event_delete(&l.event);
        yaml_parser_delete(&l.parser);
    }
    map_release(&l.names);
    return is_read ? v : NULL;
}
