/* config_value: one value of sheaf.yaml, checked. SPDX-License-Identifier: MIT */
#include "read/config_value.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/near.h"
#include "base/path.h"
#include "base/styles.h"
#include "base/utf8.h"
#include "wrap/text.h"
#include "wrap/yaml.h"

#include <errno.h>
#include <string.h>

/* ---- values from a fixed list -------------------------------------------------------------------------------------- */

const struct choice every_choices[] = {
    { "month", EVERY_MONTH }, { "week", EVERY_WEEK }, { "quarter", EVERY_QUARTER }, { "year", EVERY_YEAR }, { "tag", EVERY_TAG },
    { "author", EVERY_AUTHOR }, { "section", EVERY_SECTION }, { "series", EVERY_SERIES }, { "lang", EVERY_LANG }, { NULL, 0 }
};
const struct choice sort_choices[] = {
    { "date", SORT_DATE }, { "-date", SORT_DATE_DOWN }, { "title", SORT_TITLE }, { "weight", SORT_WEIGHT }, { NULL, 0 }
};
const struct choice sections_choices[] = {
    { "tag", SECTIONS_TAG }, { "month", SECTIONS_MONTH }, { "section", SECTIONS_SECTION }, { "author", SECTIONS_AUTHOR },
    { NULL, 0 }
};
const struct choice split_choices[] = {
    { "auto", TAGS_AUTO }, { "comma", TAGS_COMMA }, { "space", TAGS_SPACE }, { "none", TAGS_NONE }, { NULL, 0 }
};
const struct choice undated_choices[] = { { "own", true }, { "out", false }, { NULL, 0 } };
const struct choice device_choices[] = {
    { "generic", 0 }, { "kobo", 0 }, { "kindle", 0 }, { "apple", 0 }, { "koreader", 0 }, { "legacy", 0 }, { NULL, 0 }
};
const struct choice compression_choices[] = { { "fast", COMPRESSION_FAST }, { "small", COMPRESSION_SMALL }, { NULL, 0 } };
const struct choice toggle_choices[] = {
    { "yes", TOGGLE_ON }, { "no", TOGGLE_OFF }, { "on", TOGGLE_ON }, { "off", TOGGLE_OFF }, { "true", TOGGLE_ON },
    { "false", TOGGLE_OFF }, { NULL, 0 }
};
const struct choice color_choices[] = {
    { "color", 1 + IMAGE_COLOR }, { "grey", 1 + IMAGE_GREY }, { "grey16", 1 + IMAGE_GREY16 }, { NULL, 0 }
};
const struct choice animation_choices[] = { { "still", 1 }, { "keep", 2 }, { NULL, 0 } };
static const struct choice index_choices[] = {
    { "tags", INDEX_TAGS }, { "authors", INDEX_AUTHORS }, { "dates", INDEX_DATES }, { "none", INDEX_NONE },
    { "auto", INDEX_AUTO }, { NULL, 0 }
};

_Static_assert(sizeof(enum every) == sizeof(unsigned), "enums are written through unsigned *");

/* "'daily' is none of month, week, year", and what may have been meant. */
static const char *
describe_choices(struct arena *mem, struct str text, const struct choice *choices)
{
    struct buf out;
    struct near near;
    const char *what;

    buf_init(&out);
    near_init(&near, text);
    buf_addf(&out, "'%.*s' is none of ", STR_ARG(text));
    for (const struct choice *c = choices; c->name; c++) {
        near_try(&near, c->name);
        buf_addf(&out, "%s%s", c == choices ? "" : ", ", c->name);
    }
    if (near.best)
        buf_addf(&out, "; did you mean '%s'?", near.best);
    what = buf_take(&out, mem).at;
    buf_release(&out);
    return what;
}

static const struct choice *
find_choice(const struct choice *choices, struct str text)
{
    for (; choices->name; choices++)
        if (str_eqc(text, choices->name))
            return choices;
    return NULL;
}

bool
config_choose(struct arena *mem, const char *key, struct str text, unsigned *value, const char **what)
{
    static const struct { const char *key; const struct choice *choices; } lists[] = {
        { "every", every_choices }, { "sort", sort_choices }, { "sections", sections_choices }, { "tags-split", split_choices },
        { "link-notes", toggle_choices }, { "typography", toggle_choices }, { "chapter-links", toggle_choices },
        { "device", device_choices }, { "metadata-lines", toggle_choices },
        { "language-folders", toggle_choices }, { "compression", compression_choices },
    };
    const struct choice *choices = NULL, *c;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i].key, key) == 0)
            choices = lists[i].choices;
    c = choices ? find_choice(choices, text) : NULL;
    if (c)
        *value = c->value;
    else
        *what = choices ? describe_choices(mem, text, choices) : "no such key";
    return c != NULL;
}

/* ---- one value ------------------------------------------------------------------------------------------------------ */

void
setting_complain(const struct setting *s, const char *what)
{
    diag_add(s->in->diag, DIAG_CONFIG_VALUE, s->in->path, s->value->line, s->value->col, "%s: %s", s->key->name, what);
}

/* Leading and trailing blanks off, runs of them to one; control characters count as blanks. */
struct str
config_collapse(struct arena *mem, struct str text)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < text.len; i++) {
        bool blank = (unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7F;
        if (!blank)
            buf_addc(&out, text.at[i]);
        else if (out.len && out.at[out.len - 1] != ' ')
            buf_addc(&out, ' ');
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return str_trim(result);
}

/* The text of a value that must be one and not be empty, blanks collapsed; RESULT is untouched if it is not. */
static bool
want_text(const struct setting *s, struct str *result)
{
    struct str text;

    if (s->value->kind != VALUE_SCALAR) {
        setting_complain(s, arena_printf(s->in->mem, "must be a text, not %s", value_kind_name(s->value->kind)).at);
        return false;
    }
    text = config_collapse(s->in->mem, s->value->text);
    if (text.len == 0)
        setting_complain(s, "is empty");
    else
        *result = text;
    return text.len > 0;
}

/* The rest of the file from LINE and COL on, which count from 1, in characters; empty if there is no such place or it lies
 * so far to the right that looking for it, value by value, would be slow. */
static struct str
find_place(const struct loading *in, uint32_t line, uint32_t col)
{
    enum { FAR = 2000 };
    struct str rest;
    size_t i = 0;

    if (line == 0 || line > in->nlines || col == 0 || col > FAR)
        return STR_NONE;
    rest.at = in->lines[line - 1];
    rest.len = (size_t)(in->bytes.at + in->bytes.len - rest.at);
    for (uint32_t n = 1; n < col && i < rest.len; n++)
        utf8_next(rest, &i);
    return str_from(rest, i);
}

/* A value's text with its place. The column is that of its first character if the text stands in the file just so (no escape,
 * no line break): later diagnostics then point into it; else 0. */
static struct located
locate(const struct loading *in, const struct value *v)
{
    struct located l = { v->text, in->path, v->line, v->col };
    struct str rest = find_place(in, v->line, v->col);

    if (v->quoted && rest.len && (rest.at[0] == '"' || rest.at[0] == '\'')) {
        rest = str_from(rest, 1);
        l.col++;
    }
    if (!str_starts(rest, v->text))
        l.col = 0;
    return l;
}

void
set_text(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text))
        *(struct str *)s->field = text;
}

void
set_located(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text))
        *(struct located *)s->field = locate(s->in, s->value);
}

/* The row of key->choices that the value names, or NULL with a complaint. */
static const struct choice *
want_choice(const struct setting *s)
{
    const struct choice *c;
    struct str text;

    if (!want_text(s, &text))
        return NULL;
    c = find_choice(s->key->choices, text);
    if (!c)
        setting_complain(s, describe_choices(s->in->mem, text, s->key->choices));
    return c;
}

void
set_choice(const struct setting *s)
{
    const struct choice *c = want_choice(s);

    if (c)
        *(unsigned *)s->field = c->value;
}

void
set_flag(const struct setting *s)
{
    const struct choice *c = want_choice(s);

    if (c)
        *(bool *)s->field = c->value;
}

void
set_word(const struct setting *s)
{
    const struct choice *c = want_choice(s);

    if (c)
        *(struct str *)s->field = str_of(c->name);
}

void
set_count(const struct setting *s)
{
    struct str text;
    unsigned long n = 0;

    if (!want_text(s, &text))
        return;
    if (str_uint(text, 1000000000, &n) && n > 0)
        *(unsigned long *)s->field = n;
    else
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no number from 1 to 1000000000", STR_ARG(text)).at);
}

void
set_quality(const struct setting *s)
{
    struct str text;
    unsigned long n = 0;

    if (!want_text(s, &text))
        return;
    if (str_uint(text, 100, &n) && n >= 10)
        *(uint32_t *)s->field = (uint32_t)n;
    else
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no number from 10 to 100", STR_ARG(text)).at);
}

/* "1072x1448" is a box, "1600" a square one. */
void
set_box(const struct setting *s)
{
    enum { LEAST = 16, MOST = 10000 };
    struct image_wishes *wishes = s->field;
    unsigned long width = 0, height = 0;
    struct str text, rest, part;

    if (!want_text(s, &text))
        return;
    rest = text;
    if (str_cut(&rest, 'x', &part) && str_uint(part, MOST, &width) && str_uint(rest.len ? rest : part, MOST, &height)
        && width >= LEAST && height >= LEAST && !str_ends(text, STR("x"))) {
        wishes->max_width = (uint32_t)width;
        wishes->max_height = (uint32_t)height;
        return;
    }
    setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no size in pixels such as 1072x1448 or 1600 (%d to %d)", STR_ARG(text),
        LEAST, MOST).at);
}

void
set_volumes(const struct setting *s)
{
    struct str text;

    if (!want_text(s, &text))
        return;
    if (!volumes_read(text, s->field))
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is neither auto nor a number of articles nor a size such as 25MB",
            STR_ARG(text)).at);
}

void
set_language(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text) && !text_language(s->in->mem, text, s->field))
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no language tag such as en, pt-BR or zh-Hant", STR_ARG(text)).at);
}

void
set_zone(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text) && !date_parse_zone(text, s->field))
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no offset such as +01:00 or UTC", STR_ARG(text)).at);
}

bool
config_site(struct arena *mem, struct str text, struct str *site)
{
    struct str rest;

    if (str_istarts(text, STR("https://")))
        rest = str_from(text, 8);
    else if (str_istarts(text, STR("http://")))
        rest = str_from(text, 7);
    else
        return false;
    if (rest.len == 0 || rest.at[0] == '/' || rest.at[0] == ':')
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if ((unsigned char)rest.at[i] <= ' ' || strchr("?#<>\"\\", rest.at[i]))
            return false;
    while (rest.len > 1 && str_ends(rest, STR("/")))
        rest.len--;
    *site = arena_printf(mem, "%s%.*s/", char_lower(text.at[4]) == 's' ? "https://" : "http://", STR_ARG(rest));
    return true;
}

void
set_site(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text) && !config_site(s->in->mem, text, s->field))
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no address such as https://example.org/", STR_ARG(text)).at);
}

void
set_modified(const struct setting *s)
{
    struct str text;
    struct date date;

    if (!want_text(s, &text))
        return;
    if (date_parse(text, s->in->config->zone, &date) == DATE_OK && date.precision >= DATE_DAY)
        *(struct str *)s->field = date_utc(s->in->mem, date);
    else
        setting_complain(s, arena_printf(s->in->mem, "'%.*s' is no day or time such as 2024-03-05T10:00:00Z", STR_ARG(text)).at);
}

void
config_add_text(struct config *c, struct str bytes)
{
    struct digest both[2] = { c->text, digest_of(bytes) };

    c->text = digest_of((struct str){ (const char *)both, sizeof both });
}

void
set_cache(const struct setting *s)
{
    if (s->value->kind == VALUE_SCALAR && str_ieqc(str_trim(s->value->text), "none"))
        *(struct str *)s->field = STR("none");
    else
        set_folder(s);
}

void
set_folder(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text))
        *(struct str *)s->field = path_tidy(s->in->mem, path_join(s->in->mem, s->in->config->folder, text));
}

bool
config_style(struct arena *mem, struct str text, struct str folder, struct str *style, const char **what)
{
    struct near near;

    if (str_chr(text, '/', 0) != STR_NPOS || str_ends(text, STR(".css"))) {
        *style = path_join(mem, folder, text);
        return true;
    }
    near_init(&near, text);
    for (const struct style *s = styles; s->name; s++) {
        near_try(&near, s->name);
        if (str_eqc(text, s->name)) {
            *style = text;
            return true;
        }
    }
    *what = arena_printf(mem, "'%.*s' is no style and no path of a .css file%s%s%s", STR_ARG(text),
        near.best ? "; did you mean '" : "", near.best ? near.best : "", near.best ? "'?" : "").at;
    return false;
}

void
set_style(const struct setting *s)
{
    struct str text;
    const char *what;

    if (want_text(s, &text) && !config_style(s->in->mem, text, s->in->config->folder, s->field, &what))
        setting_complain(s, what);
}

/* Read when a book is begun: sheet.c. */
void
set_css(const struct setting *s)
{
    struct str text;

    if (want_text(s, &text))
        *(struct str *)s->field = path_join(s->in->mem, s->in->config->folder, text);
}

/* ---- lists ---------------------------------------------------------------------------------------------------------- */

/* The items of a list, or a single text as a list of one; NULL with a complaint if it is neither or empty. */
static const struct value *
want_items(const struct setting *s, size_t *n)
{
    const struct value *v = s->value;

    *n = v->kind == VALUE_LIST ? v->n : 1;
    if ((v->kind == VALUE_LIST && v->n > 0) || v->kind == VALUE_SCALAR)
        return v->kind == VALUE_LIST ? v->items : v;
    setting_complain(s, arena_printf(s->in->mem, "must be a text or a list of texts, not %s",
        v->kind == VALUE_LIST ? "an empty list" : value_kind_name(v->kind)).at);
    return NULL;
}

/* What is wrong in that file is told with its place there. */
void
set_people_file(const struct setting *s)
{
    struct yaml_problem problem;
    struct str text, bytes;
    const struct value *map;
    const char *path;

    if (!want_text(s, &text))
        return;
    path = path_join(s->in->mem, s->in->config->folder, text).at;
    if (file_read(s->in->mem, path, &bytes) < 0) {
        setting_complain(s, arena_printf(s->in->mem, "%s cannot be read: %s", path, strerror(errno)).at);
        return;
    }
    config_add_text(s->in->config, bytes);
    map = value_from_yaml(s->in->mem, bytes, 0, &problem);  /* JSON is YAML */
    if (!map)
        diag_add(s->in->diag, DIAG_CONFIG_SYNTAX, path, problem.line, problem.col, "%s", problem.what);
    else if (map->kind != VALUE_MAP)
        diag_add(s->in->diag, DIAG_CONFIG_SYNTAX, path, map->line, map->col, "must be a map of ids and names, not %s",
            value_kind_name(map->kind));
    else
        *(const struct value **)s->field = map;
}

/* `auto` and `none` stand alone. */
bool
config_indexes(struct arena *mem, struct str text, unsigned *indexes, const char **what)
{
    const struct choice *c = find_choice(index_choices, str_trim(text));
    unsigned joined = *indexes | (c ? c->value : 0);

    if (!c) {
        *what = describe_choices(mem, str_trim(text), index_choices);
        return false;
    }
    if ((joined & (INDEX_NONE | INDEX_AUTO)) && joined != c->value) {
        *what = arena_printf(mem, "'%s' cannot stand beside others", joined & INDEX_NONE ? "none" : "auto").at;
        return false;
    }
    *indexes = joined;
    return true;
}

void
set_indexes(const struct setting *s)
{
    size_t n;
    const struct value *items = want_items(s, &n);
    unsigned indexes = 0;
    const char *what;

    for (size_t i = 0; items && i < n; i++) {
        struct setting item = { s->in, s->key, &items[i], NULL };
        struct str text;
        if (want_text(&item, &text) && !config_indexes(s->in->mem, text, &indexes, &what))
            setting_complain(&item, what);
    }
    *(unsigned *)s->field = indexes;
}

/* A list of located paths; their number is kept in the field after it (see struct config). */
struct path_list {
    struct located *at;
    size_t n;
};

static void
read_paths(const struct setting *s, struct path_list *list)
{
    size_t n;
    const struct value *items = want_items(s, &n);

    for (size_t i = 0; items && i < n; i++) {
        struct setting item = { s->in, s->key, &items[i], NULL };
        struct str text;
        if (want_text(&item, &text))
            *ARENA_PUSH(s->in->mem, list->at, list->n) = locate(s->in, &items[i]);
    }
}

void
set_articles(const struct setting *s)
{
    struct path_list list = { NULL, 0 };

    read_paths(s, &list);
    s->in->config->articles = list.at;
    s->in->config->narticles = list.n;
}

void
set_statics(const struct setting *s)
{
    struct path_list list = { NULL, 0 };

    read_paths(s, &list);
    s->in->config->statics = list.at;
    s->in->config->nstatics = list.n;
}

/* One name or several; they are joined by "; ". */
void
set_people(const struct setting *s)
{
    size_t n;
    const struct value *items = want_items(s, &n);
    struct str *joined = s->field;

    for (size_t i = 0; items && i < n; i++) {
        struct setting item = { s->in, s->key, &items[i], NULL };
        struct str name;
        if (want_text(&item, &name))
            *joined = joined->len ? arena_printf(s->in->mem, "%.*s; %.*s", STR_ARG(*joined), STR_ARG(name)) : name;
    }
}
