/* export: JSON Feed, and what read-later services export as JSON. SPDX-License-Identifier: MIT
 *
 * JSON Feed 1.0 and 1.1, Wallabag (versions 1 and 2), Omnivore, and arrays of the same kind: the services differ in the names of
 * their keys, so a table has them all. An entry without its text is a link: it is listed, and left out. */
#include "read/adapters.h"

#include "base/file.h"
#include "base/path.h"
#include "base/uri.h"
#include "base/url.h"
#include "base/value_json.h"
#include "read/feed.h"
#include "read/items.h"
#include "read/links.h"
#include "read/meta.h"
#include "wrap/html5.h"
#include "wrap/text.h"

/* ---- what it is -------------------------------------------------------------------------------------------------------- */

static bool
has_key(struct str head, const char *key)
{
    return str_find(head, str_of(key), 0) >= 0;
}

/* A list of things with titles and addresses may be anybody's data: one key of a reading list must be there too. */
static bool
match(struct str head)
{
    static const char *const marks[] = { "\"is_archived\"", "\"is_read\"", "\"savedAt\"", "\"readingProgress\"", "\"content\"",
        "\"content_html\"", "\"content_text\"", "\"time_added\"", "\"domain_name\"", "\"given_url\"", "\"toread\"" };
    struct str text = str_trim(head);

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_trim(str_from(text, 3));
    if (str_starts(text, STR("{")))
        return has_key(text, "jsonfeed.org/version");
    if (!str_starts(text, STR("[")) || !str_starts(str_trim(str_from(text, 1)), STR("{")))
        return false;
    if ((!has_key(text, "\"url\"") || !has_key(text, "\"title\"")) && !has_key(text, "\"0\":"))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (has_key(text, marks[i]))
            return true;
    return has_key(text, "\"0\":");
}

/* ---- fields ------------------------------------------------------------------------------------------------------------ */

#define KEYS(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *const title_keys[] = { "title", "resolved_title", "given_title", NULL };
static const char *const url_keys[] = { "url", "external_url", "resolved_url", "given_url", "link", "href", "original_url", NULL };
static const char *const html_keys[] = { "content_html", "content", "html", "body", NULL };
static const char *const plain_keys[] = { "content_text", "text", NULL };
static const char *const date_keys[] = { "date_published", "published_at", "publishedAt", "published", "created_at", "createdAt",
    "savedAt", "saved_at", "time_added", "time", "date", NULL };
static const char *const changed_keys[] = { "date_modified", "updated_at", "updatedAt", NULL };
static const char *const author_keys[] = { "authors", "author", "published_by", "byline", NULL };
static const char *const tag_keys[] = { "tags", "labels", "keywords", NULL };
static const char *const summary_keys[] = { "summary", "description", "excerpt", NULL };
static const char *const id_keys[] = { "id", "slug", "guid", "hash", NULL };

/* The text of the first of KEYS that has any. */
static struct str
text_of(const struct value *v, const char *const *keys)
{
    for (; *keys; keys++) {
        const struct value *found = value_get(v, *keys);
        if (found && found->kind == VALUE_SCALAR && !str_is_blank(found->text) && (found->quoted || !str_eqc(found->text, "null")))
            return str_trim(found->text);
    }
    return STR("");
}

/* Seconds since 1970 are bare numbers here. */
static bool
parse_date(const struct reading *r, struct str text, struct date *date)
{
    int zone = r->catalog->config ? r->catalog->config->zone : 0;
    unsigned long seconds;

    if (str_uint(text, 99999999999UL, &seconds) && text.len >= 9) {
        *date = date_of_epoch((int64_t)seconds);
        return true;
    }
    return date_parse(text, zone, date) == DATE_OK;
}

static struct date
date_of(struct reading *r, const struct article *a, const struct value *v, const char *const *keys)
{
    struct date date = { .precision = DATE_NONE };
    struct str text = text_of(v, keys);

    if (text.len && !parse_date(r, text, &date))
        diag_add(r->diag, DIAG_DATE_INVALID, r->file->path, a->item.line + v->line, 1, "'%.*s' is no date that can be read",
            STR_ARG(str_sub(text, 0, 60)));
    return date;
}

static void
add_author(struct reading *r, struct article *a, const struct value *v)
{
    if (v->kind == VALUE_SCALAR && (v->quoted || !str_eqc(v->text, "null")))
        meta_add_authors(r->mem, a, v->text, false);
    else if (v->kind == VALUE_MAP)
        meta_add_authors(r->mem, a, text_of(v, KEYS("name", "displayName")), false);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
        add_author(r, a, &v->items[i]);
}

static void
add_tag(struct reading *r, struct article *a, const struct value *v)
{
    struct str text = v->kind == VALUE_SCALAR ? v->text : text_of(v, KEYS("name", "label", "tag")), word;

    while (v->kind != VALUE_LIST && str_cut(&text, ',', &word))
        meta_add_tag(r->mem, a, word);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
        add_tag(r, a, &v->items[i]);
}

static void
for_first(struct reading *r, struct article *a, const struct value *v, const char *const *keys,
    void (*add)(struct reading *, struct article *, const struct value *))
{
    for (; *keys; keys++) {
        const struct value *found = value_get(v, *keys);
        if (!found || found->kind == VALUE_NULL)
            continue;
        add(r, a, found);
        return;
    }
}

struct head {                   /* what a JSON Feed says of all its items */
    struct str base, language;
    const struct value *authors;
};

static void
fill(struct reading *r, struct article *a, const struct value *v, const struct head *head)
{
    struct str language = text_of(v, KEYS("language", "lang")), url = text_of(v, url_keys);

    if (url.len && !url_is_web(url) && url_is_web(head->base))
        url = uri_resolve(r->scratch, head->base, url);
    a->title = meta_plain(r->mem, text_of(v, title_keys));
    a->url = url_is_web(url) ? arena_str(r->mem, url) : STR("");
    a->base = a->url.len ? a->url : arena_str(r->mem, head->base);
    a->key = arena_str(r->mem, text_of(v, id_keys));
    a->date = date_of(r, a, v, date_keys);
    a->modified = date_of(r, a, v, changed_keys);
    a->description = meta_plain(r->mem, text_of(v, summary_keys));
    for_first(r, a, v, author_keys, add_author);
    if (a->nauthors == 0 && head->authors)
        add_author(r, a, head->authors);
    for_first(r, a, v, tag_keys, add_tag);
    if (language.len == 0)
        language = head->language;
    if (language.len && !text_language(r->mem, language, &a->language))
        a->language = STR("");
}

/* ---- texts ------------------------------------------------------------------------------------------------------------- */

static uint32_t
nowhere(const void *data, uint32_t offset)
{
    (void)data;
    (void)offset;
    return 0;
}

/* Does the file NAME lie below FOLDER when all links are followed? One that leads out of the archive is not read. */
static bool
lies_below(struct arena *mem, const char *name, struct str folder)
{
    struct str real, top;

    if (file_real(mem, name, &real) < 0 || file_real(mem, arena_cstr(mem, folder.len ? folder : STR(".")), &top) < 0)
        return false;
    return str_starts(real, top) && (str_ends(top, STR("/")) || (real.len > top.len && real.at[top.len] == '/'));
}

/* Omnivore puts the text of "a-slug" into content/a-slug.html beside its lists. */
static struct str
text_beside(struct arena *mem, const struct article *a, const struct value *v)
{
    struct str slug = text_of(v, KEYS("slug")), bytes, folder = path_folder(str_of(a->file->path));
    struct file_info info;
    const char *name;

    if (slug.len == 0 || str_chr(slug, '/', 0) >= 0 || str_chr(slug, '\0', 0) >= 0 || str_starts(slug, STR(".")))
        return STR("");
    name = arena_cstr(mem, path_join(mem, path_join(mem, folder, STR("content")), arena_printf(mem, "%.*s.html", STR_ARG(slug))));
    if (file_stat(name, &info) < 0 || info.type != FILE_REGULAR || !lies_below(mem, name, folder))
        return STR("");
    return file_read(mem, name, &bytes) == 0 ? bytes : STR("");
}

static void
add_paragraphs(struct arena *mem, struct node *root, struct str text)
{
    struct str line;

    while (str_line(&text, &line)) {
        struct node *p;
        if (str_is_blank(line))
            continue;
        p = node_element(mem, TAG_P, 0);
        node_append(p, node_text(mem, str_trim(line), 0));
        node_append(root, p);
    }
}

/* JSON Feed's attachments, as links. */
static void
add_attachments(struct arena *mem, struct node *root, const struct value *list)
{
    struct node *ul = node_element(mem, TAG_UL, 0);

    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->n; i++) {
        struct str url = text_of(&list->items[i], KEYS("url")), title = text_of(&list->items[i], KEYS("title"));
        struct str type = text_of(&list->items[i], KEYS("mime_type"));
        struct node *li, *a;
        if (!url_is_web(url))
            continue;
        li = node_element(mem, TAG_LI, 0);
        a = node_element(mem, TAG_A, 0);
        node_set_attr(mem, a, "href", url);
        node_append(a, node_text(mem, title.len ? title : type.len ? arena_printf(mem, "%.*s (%.*s)", STR_ARG(url), STR_ARG(type))
            : url, 0));
        node_append(li, a);
        node_append(ul, li);
    }
    if (ul->first)
        node_append(root, ul);
}

static void
resolve(struct arena *mem, struct node *root, struct str base)
{
    static const char *const names[] = { "href", "src" };

    for (struct node *n = url_is_web(base) ? root->first : NULL; n; n = node_next(n, root))
        for (size_t i = 0; n->attrs && i < sizeof names / sizeof *names; i++) {
            struct str value = str_trim(node_attr(n, names[i]));
            if (value.len && value.at[0] != '#' && !uri_split(value).scheme.at)
                node_set_attr(mem, n, names[i], uri_resolve(mem, base, value));
        }
}

static struct node *
content_of(struct arena *mem, const struct article *a, const struct value *v)
{
    struct str html = text_of(v, html_keys), plain = text_of(v, plain_keys);
    struct node *root;

    if (html.len == 0 && plain.len == 0)
        html = text_beside(mem, a, v);
    root = html5_parse_fragment(mem, html, nowhere, NULL);
    if (html.len == 0)
        add_paragraphs(mem, root, plain);
    resolve(mem, root, a->base);
    add_attachments(mem, root, value_get(v, "attachments"));
    return root;
}

/* ---- the adapter ------------------------------------------------------------------------------------------------------- */

static struct str
unquoted(struct arena *mem, struct str json)
{
    struct value *v = json.at ? value_from_json(mem, json) : NULL;

    return v && v->kind == VALUE_SCALAR ? v->text : STR("");
}

static struct str
read_head(struct reading *r, struct head *head)
{
    struct str text = r->source.bytes, authors;

    if (!str_starts(str_trim(text), STR("{")))
        return text;
    head->base = unquoted(r->scratch, items_json_member(text, STR("home_page_url")));
    head->language = unquoted(r->scratch, items_json_member(text, STR("language")));
    authors = items_json_member(text, STR("authors"));
    if (!authors.at)
        authors = items_json_member(text, STR("author"));
    head->authors = authors.at ? value_from_json(r->scratch, authors) : NULL;
    return items_json_member(text, STR("items"));
}

static void
scan_item(struct reading *r, const struct head *head, struct str item, uint32_t line)
{
    struct article *a = reading_add_item(r, item, line);
    const struct value *v = value_from_json(r->scratch, item);
    struct node *content;

    if (!v || v->kind != VALUE_MAP) {
        a->why = WHY_UNREADABLE;
        a->title = arena_printf(r->mem, "%.*s %u", STR_ARG(r->file->rel), a->part + 1);
        diag_add(r->diag, DIAG_MARKUP_BROKEN, r->file->path, line + 1, 1, "entry %u cannot be read", a->part + 1);
        return;
    }
    fill(r, a, v, head);
    if (text_of(v, html_keys).len == 0 && text_of(v, plain_keys).len == 0 && text_of(v, KEYS("slug")).len)
        a->beside = digest_of(text_beside(r->scratch, a, v));
    content = content_of(r->scratch, a, v);
    if (node_is_empty(content)) {
        a->why = WHY_LINK_ONLY;
    } else if (a->title.len == 0) {
        a->title = feed_title_of_words(r->mem, node_text_of(r->scratch, content, true));
        diag_add(r->diag, DIAG_TITLE_GUESSED, r->file->path, line + 1, 1, "has no title; '%.*s' was made from its text",
            STR_ARG(str_sub(a->title, 0, 200)));
    }
    if (a->title.len == 0)
        a->title = a->url.len ? a->url : arena_printf(r->mem, "%.*s %u", STR_ARG(r->file->rel), a->part + 1);
}

static void
scan(struct reading *r)
{
    struct head head = { 0 };
    struct items x = { .text = read_head(r, &head) };
    uint32_t before = 0;

    for (const char *c = r->source.bytes.at; x.text.at && c < x.text.at; c++)
        before += *c == '\n';
    while (items_next_json(&x))
        scan_item(r, &head, x.item, before + x.line);
    links_note(r);
}

static struct node *
body(struct arena *mem, const struct article *a, const struct source *source, struct diag *d)
{
    const struct value *v = a->item.len ? value_from_json(mem, source->bytes) : NULL;

    (void)d;
    return v ? content_of(mem, a, v) : node_element(mem, TAG_DIV, 0);
}

const struct adapter export_adapter = {
    .name = "export",
    .extensions = "",
    .is_export = true,
    .match = match,
    .scan = scan,
    .body = body,
};
