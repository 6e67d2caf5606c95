/* page_ld: JSON-LD of a saved page (schema.org). SPDX-License-Identifier: MIT */
#include "read/page_facts.h"

#include "base/value_json.h"

enum { DEEPEST = 6, MOST_AUTHORS = 20 };

/* ---- values ---------------------------------------------------------------------------------------------------------- */

/* The text of V itself, of its first item, or of its member KEY. */
static struct str
text_of(const struct value *v, const char *key)
{
    for (int depth = 0; v && depth < DEEPEST; depth++) {
        if (v->kind == VALUE_SCALAR)
            return v->text;
        if (v->kind == VALUE_LIST)
            v = v->n ? &v->items[0] : NULL;
        else
            v = value_get(v, key);
    }
    return STR("");
}

static bool
is_article_type(struct str type)
{
    static const char *const others[] = { "Report", "Review", "CreativeWork", "Recipe", "HowTo", "Interview" };
    ptrdiff_t slash = str_rchr(type, '/');

    type = str_from(type, (size_t)(slash + 1));
    if (str_ends(type, STR("Article")) || str_ends(type, STR("Posting")))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_eqc(type, others[i]))
            return true;
    return false;
}

static bool
has_type(const struct value *v, bool (*is)(struct str))
{
    const struct value *type = value_get(v, "@type");

    if (type && type->kind == VALUE_SCALAR)
        return is(type->text);
    for (size_t i = 0; type && type->kind == VALUE_LIST && i < type->n; i++)
        if (type->items[i].kind == VALUE_SCALAR && is(type->items[i].text))
            return true;
    return false;
}

static bool
is_page_type(struct str type)
{
    return str_ends(type, STR("WebPage"));
}

/* The first object below V, in the order written, whose type IS says; lists, "@graph" and "mainEntity" are looked into. */
static const struct value *
find_type(const struct value *v, bool (*is)(struct str), int depth)
{
    static const char *const ways[] = { "@graph", "mainEntity", "mainEntityOfPage" };
    const struct value *found = NULL;

    if (!v || depth > DEEPEST)
        return NULL;
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->n && !found; i++)
        found = find_type(&v->items[i], is, depth + 1);
    if (v->kind != VALUE_MAP)
        return found;
    if (has_type(v, is))
        return v;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !found; i++)
        found = find_type(value_get(v, ways[i]), is, depth + 1);
    return found;
}

/* The object of "@graph" that {"@id": …} refers to, or V itself. */
static const struct value *
follow(const struct value *root, const struct value *v)
{
    const struct value *id = value_get(v, "@id"), *graph = value_get(root, "@graph");

    if (!id || id->kind != VALUE_SCALAR || value_get(v, "name") || !graph || graph->kind != VALUE_LIST)
        return v;
    for (size_t i = 0; i < graph->n; i++) {
        const struct value *other = value_get(&graph->items[i], "@id");
        if (other && other->kind == VALUE_SCALAR && str_eq(other->text, id->text))
            return &graph->items[i];
    }
    return v;
}

/* ---- facts ----------------------------------------------------------------------------------------------------------- */

static void
add_authors(struct page_facts *f, const struct value *root, const struct value *v)
{
    size_t n = v && v->kind == VALUE_LIST ? v->n : v ? 1 : 0;

    for (size_t i = 0; i < n && i < MOST_AUTHORS; i++) {
        const struct value *one = follow(root, v->kind == VALUE_LIST ? &v->items[i] : v);
        const struct value *name = one->kind == VALUE_MAP ? value_get(one, "name") : one;
        for (size_t k = 0; name && name->kind == VALUE_LIST && k < name->n; k++)
            page_facts_add(f, PAGE_AUTHOR, 0, text_of(&name->items[k], "name"));
        if (name && name->kind == VALUE_SCALAR)
            page_facts_add(f, PAGE_AUTHOR, 0, name->text);
    }
}

/* A list has one tag in each item, a text several. */
static void
add_keywords(struct page_facts *f, const struct value *v)
{
    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->n; i++)
        page_facts_add(f, v->n == 1 ? PAGE_KEYWORDS : PAGE_TAG, 0, text_of(&v->items[i], "name"));
    if (v && v->kind == VALUE_SCALAR)
        page_facts_add(f, PAGE_KEYWORDS, 0, v->text);
}

static void
add_article(struct page_facts *f, const struct value *root, const struct value *v)
{
    static const struct {
        const char *key, *member;
        enum page_field field;
        int rank;
    } rows[] = {
        { "headline", "@value", PAGE_TITLE, 2 }, { "name", "@value", PAGE_TITLE, 3 },
        { "datePublished", "@value", PAGE_DATE, 0 }, { "dateCreated", "@value", PAGE_DATE, 5 },
        { "dateModified", "@value", PAGE_MODIFIED, 0 }, { "inLanguage", "alternateName", PAGE_LANGUAGE, 2 },
        { "articleSection", "name", PAGE_SECTION, 1 }, { "description", "@value", PAGE_DESCRIPTION, 2 },
        { "image", "url", PAGE_IMAGE, 2 }, { "url", "@id", PAGE_URL, 3 }, { "mainEntityOfPage", "@id", PAGE_URL, 3 },
        { "license", "url", PAGE_RIGHTS, 3 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        page_facts_add(f, rows[i].field, rows[i].rank, text_of(value_get(v, rows[i].key), rows[i].member));
    page_facts_add(f, PAGE_SITE, 1, text_of(follow(root, value_get(v, "publisher")), "name"));
    add_authors(f, root, value_get(v, "author") ? value_get(v, "author") : value_get(v, "creator"));
    add_keywords(f, value_get(v, "keywords"));
}

/* Of a page that is no article only what cannot be wrong. */
static void
add_page(struct page_facts *f, const struct value *root, const struct value *v)
{
    page_facts_add(f, PAGE_DATE, 3, text_of(value_get(v, "datePublished"), "@value"));
    page_facts_add(f, PAGE_MODIFIED, 3, text_of(value_get(v, "dateModified"), "@value"));
    page_facts_add(f, PAGE_LANGUAGE, 2, text_of(value_get(v, "inLanguage"), "alternateName"));
    page_facts_add(f, PAGE_SITE, 2, text_of(follow(root, value_get(v, "publisher")), "name"));
}

void
page_facts_add_ld(struct page_facts *f, struct str json)
{
    size_t from = 0;
    const struct value *root, *v;

    /* What may stand before: a comment or CDATA for readers of thirty years ago. */
    while (from < json.len && json.at[from] != '{' && json.at[from] != '[')
        from++;
    if (str_starts(str_from(json, from), STR("[CDATA[")))
        from += 7;
    root = value_from_json(f->mem, str_from(json, from));
    f->in_ld = true;
    if ((v = find_type(root, is_article_type, 0)) != NULL)
        add_article(f, root, v);
    else if ((v = find_type(root, is_page_type, 0)) != NULL)
        add_page(f, root, v);
    f->in_ld = false;
}
