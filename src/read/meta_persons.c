/* meta_persons: who wrote it. SPDX-License-Identifier: MIT */
#include "read/meta_part.h"

#include "base/buf.h"

#include <string.h>

static void
add_person(struct arena *a, struct article *article, struct person person)
{
    if (person.name.len == 0)
        return;
    for (size_t i = 0; i < article->nauthors; i++)
        if (str_eq(article->authors[i].name, person.name))
            return;
    *ARENA_PUSH(a, article->authors, article->nauthors) = person;
}

/* "Ada Author <ada@example.org>", "By Ada Author": the name alone. */
static struct str
bare_name(struct arena *a, struct str text)
{
    ptrdiff_t mail = str_chr(text, '<', 0);

    if (mail > 0 && str_chr(text, '@', (size_t)mail) != STR_NPOS)
        text = str_sub(text, 0, (size_t)mail);
    text = meta_plain(a, text);
    if (str_istarts(text, STR("by ")))
        text = str_from(text, 3);
    return str_trim(text);
}

/* "[Ada](https://…) (Org)" without what follows in brackets. */
static struct str
without_affiliation(struct str name)
{
    ptrdiff_t open = str_rchr(name, '(');

    return open > 0 && str_ends(name, STR(")")) ? str_trim(str_sub(name, 0, (size_t)open)) : name;
}

/* Where the next name begins that TEXT names after a "," or " and " outside brackets; LEN is that of the name before. */
static size_t
end_of_linked_name(struct str text, size_t *len)
{
    int depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '(' || text.at[i] == '[')
            depth++;
        else if (text.at[i] == ')' || text.at[i] == ']')
            depth--;
        *len = i;
        if (depth <= 0 && (text.at[i] == ',' || text.at[i] == ';'))
            return i + 1;
        if (depth <= 0 && char_is_blank(text.at[i]) && str_istarts(str_from(text, i + 1), STR("and ")))
            return i + 5;
    }
    *len = text.len;
    return text.len;
}

/* Names that are Markdown links are meant for a page to show: there commas do part them. */
static void
add_linked(struct arena *a, struct article *article, struct str text)
{
    while (text.len) {
        size_t len, next = end_of_linked_name(text, &len);
        struct str name = str_trim(str_sub(text, 0, len));
        if (str_istarts(name, STR("and ")))
            name = str_from(name, 4);
        add_person(a, article, (struct person){ .name = without_affiliation(bare_name(a, name)) });
        text = str_from(text, next);
    }
}

static bool
has_link(struct str text)
{
    return str_find(text, STR("]("), 0) != STR_NPOS && str_chr(text, '[', 0) != STR_NPOS;
}

/* The part before the next ";" or " and ", which are dropped. */
static struct str
cut_name(struct str *rest)
{
    ptrdiff_t semicolon = str_chr(*rest, ';', 0), and_word = str_ifind(*rest, STR(" and "), 0);
    struct str name;

    if (semicolon == STR_NPOS && and_word == STR_NPOS) {
        name = *rest;
        *rest = STR_NONE;
        return name;
    }
    if (and_word == STR_NPOS || (semicolon != STR_NPOS && semicolon < and_word)) {
        name = str_sub(*rest, 0, (size_t)semicolon);
        *rest = str_from(*rest, (size_t)semicolon + 1);
        return name;
    }
    name = str_sub(*rest, 0, (size_t)and_word);
    *rest = str_from(*rest, (size_t)and_word + 5);
    return name;
}

void
meta_add_authors(struct arena *a, struct article *article, struct str text, bool is_list)
{
    enum { LONGEST = 1 << 14 };

    text = str_sub(text, 0, LONGEST);
    if (has_link(text)) {
        add_linked(a, article, text);
        return;
    }
    while (is_list && text.len)
        add_person(a, article, (struct person){ .name = bare_name(a, cut_name(&text)) });
    if (!is_list)
        add_person(a, article, (struct person){ .name = bare_name(a, text) });
}

/* The text of the first of the KEYS of a map. */
static struct str
map_text(const struct value *map, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct value *v = value_get(map, *keys);
        if (v && v->kind == VALUE_SCALAR && !str_is_blank(v->text))
            return v->text;
    }
    return STR_NONE;
}

/* MARC relators are three letters; the words are those that people write. */
static struct str
relator_of(struct arena *a, struct str role)
{
    static const struct { const char *word, *code; } roles[] = {
        { "author", "aut" }, { "editor", "edt" }, { "translator", "trl" }, { "illustrator", "ill" },
        { "photographer", "pht" }, { "contributor", "ctb" },
    };

    role = str_trim(role);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_ieqc(role, roles[i].word) || str_ieqc(role, roles[i].code))
            return str_of(roles[i].code);
    for (size_t i = 0; i < role.len; i++)
        if (role.at[i] < 'a' || role.at[i] > 'z')
            return STR_NONE;
    return role.len == 3 ? arena_str(a, role) : STR_NONE;
}

static void
add_map(const struct reading *r, struct article *article, const struct value *v, const char *key)
{
    static const char *const names[] = { "name", "text", "display_name", "title", NULL };
    static const char *const given[] = { "given", "first", "first_name", "firstname", NULL };
    static const char *const family[] = { "family", "last", "last_name", "lastname", NULL };
    static const char *const file_as[] = { "file-as", "file_as", "sort", NULL };
    static const char *const role[] = { "role", NULL };
    struct str name = map_text(v, names), first = map_text(v, given), last = map_text(v, family);
    struct person person = { .role = relator_of(r->mem, map_text(v, role)),
        .file_as = meta_plain(r->mem, map_text(v, file_as)) };

    if (name.len == 0 && first.len + last.len > 0)
        name = arena_printf(r->scratch, "%.*s %.*s", STR_ARG(first), STR_ARG(last));
    person.name = bare_name(r->mem, name);
    if (person.name.len == 0)
        meta_warn(r, DIAG_FRONT_MATTER_KEY, v, "a person of '%s' has no name", key);
    add_person(r->mem, article, person);
}

/* The person that the archive's `authors` file has for an id such as "jdoe"; NULL if it has none. */
static const struct value *
known_person(const struct reading *r, struct str id)
{
    enum { LONGEST_ID = 128 };
    const struct value *people = r->catalog->config ? r->catalog->config->people : NULL;
    char key[LONGEST_ID];

    id = str_trim(id);
    if (!people || id.len == 0 || id.len >= sizeof key)
        return NULL;
    memcpy(key, id.at, id.len);
    key[id.len] = '\0';
    return value_get(people, key);
}

static void
add_known(const struct reading *r, struct article *article, const struct value *person, const char *key)
{
    if (person->kind == VALUE_SCALAR)
        add_person(r->mem, article, (struct person){ .name = bare_name(r->mem, person->text) });
    else if (person->kind == VALUE_MAP)
        add_map(r, article, person, key);
}

static void
add_value(const struct reading *r, struct article *article, const struct value *v, const char *key, bool is_list)
{
    const struct value *person = v->kind == VALUE_SCALAR ? known_person(r, v->text) : NULL;

    if (person)
        add_known(r, article, person, key);
    else if (v->kind == VALUE_SCALAR)
        meta_add_authors(r->mem, article, v->text, is_list);
    else if (v->kind == VALUE_MAP)
        add_map(r, article, v, key);
    else if (v->kind == VALUE_LIST)
        meta_warn_kind(r, v, key, "a name, or a list of names");
}

void
meta_authors(struct reading *r, struct article *article)
{
    static const char *const keys[] = { "authors", "author", "creator", "creators", "byline", "by", "params.author",
        "params.authors", "extra.author", "extra.authors", NULL };
    const char *key;
    const struct value *v = meta_find(r, keys, &key);

    if (!v)
        return;
    article->nauthors = 0;
    article->authors = NULL;
    if (v->kind != VALUE_LIST)
        add_value(r, article, v, key, str_ends(str_of(key), STR("authors")));
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
        add_value(r, article, &v->items[i], key, false);
}
