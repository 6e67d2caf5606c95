/* front: where front matter begins and ends (FRONT-MATTER.md, section 1). SPDX-License-Identifier: MIT */
#include "read/front.h"

#include "base/buf.h"
#include "base/value_json.h"
#include "wrap/toml.h"
#include "wrap/yaml.h"

/* ---- delimiters --------------------------------------------------------------------------------------------------- */

static struct str
without_end_blanks(struct str line)
{
    while (line.len && char_is_blank(line.at[line.len - 1]))
        line.len--;
    return line;
}

/* Sets FRONT to what lies before the first line that is one of ENDS (NULL ends the list); FRONT_OPEN if there is none. */
static struct front
fenced(enum front_kind kind, struct str text, struct str rest, const char *const *ends)
{
    struct front front = { .kind = FRONT_OPEN, .line = 1 };
    const char *start = rest.at;
    struct str line;

    while (str_line(&rest, &line)) {
        for (const char *const *end = ends; *end; end++) {
            if (!str_eqc(without_end_blanks(line), *end))
                continue;
            front.kind = kind;
            front.text = (struct str){ start, (size_t)(line.at - start) };
            front.body = text.len - rest.len;
            return front;
        }
    }
    return front;
}

/* The byte after the bracket that closes the first one, or 0. */
static size_t
end_of_object(struct str text)
{
    size_t depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* `{` is JSON only before a key or `}`: a text may begin with `{{< … >}}`, `{% … %}` or `{: .class}`. */
static struct front
json_object(struct str text)
{
    struct str inside = str_trim(str_from(text, 1));
    struct front front = { .kind = FRONT_NONE };
    struct str line, rest;
    size_t end;

    if (inside.len == 0 || (*inside.at != '"' && *inside.at != '}'))
        return front;
    end = end_of_object(text);
    rest = str_from(text, end);
    str_line(&rest, &line);
    if (end == 0 || (end < text.len && !str_is_blank(line))) {
        front.kind = FRONT_OPEN;
        return front;
    }
    return (struct front){ FRONT_JSON, str_sub(text, 0, end), 0, text.len - rest.len };
}

struct front
front_find(struct str text)
{
    static const char *const yaml_ends[] = { "---", "...", NULL };
    static const struct {
        const char *line;
        enum front_kind kind;
        const char *const ends[3];
    } fences[] = {
        { "---yaml", FRONT_YAML, { "---", "..." } }, { "---yml", FRONT_YAML, { "---", "..." } },
        { "+++", FRONT_TOML, { "+++" } }, { "---toml", FRONT_TOML, { "---" } }, { "---json", FRONT_JSON, { "---" } },
        { "---js", FRONT_CODE, { "---" } }, { "---javascript", FRONT_CODE, { "---" } },
    };
    struct str rest = text, line;

    if (!str_line(&rest, &line))
        return (struct front){ .kind = FRONT_NONE };
    line = without_end_blanks(line);
    if (str_eqc(line, "---"))
        return fenced(FRONT_YAML, text, rest, yaml_ends);
    for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
        if (str_eqc(line, fences[i].line))
            return fenced(fences[i].kind, text, rest, fences[i].ends);
    return *text.at == '{' ? json_object(text) : (struct front){ .kind = FRONT_NONE };
}

/* ---- lines without a fence ---------------------------------------------------------------------------------------- */

/* The length of the key that LINE begins with ("Date", "Base Header Level"), or 0. */
static size_t
key_length(struct str line)
{
    enum { LONGEST_KEY = 40 };
    ptrdiff_t colon = str_chr(line, ':', 0);

    if (colon <= 0 || colon > LONGEST_KEY || !char_is_alpha(*line.at))
        return 0;
    for (ptrdiff_t i = 0; i < colon; i++)
        if (!char_is_alnum(line.at[i]) && line.at[i] != ' ' && line.at[i] != '_' && line.at[i] != '-' && line.at[i] != '.')
            return 0;
    if (colon + 1 < (ptrdiff_t)line.len && !char_is_blank(line.at[colon + 1]))
        return 0;               /* "http://…" */
    return (size_t)colon;
}

struct front
front_find_lines(struct str text)
{
    struct front front = { .kind = FRONT_NONE };
    struct str rest = text, line;
    size_t lines = 0, end = 0;

    while (str_line(&rest, &line) && !str_is_blank(line)) {
        bool goes_on = lines > 0 && char_is_blank(*line.at);
        if (!goes_on && key_length(line) == 0)
            return front;
        lines++;
        end = (size_t)(line.at - text.at) + line.len;
    }
    if (lines == 0)
        return front;
    return (struct front){ FRONT_LINES, str_sub(text, 0, end), 0, text.len - rest.len };
}

/* Each line a key; what is indented below it belongs to its value. */
static struct value *
read_lines(struct arena *a, const struct front *front)
{
    struct value *v = ARENA_NEW(a, struct value);
    struct str rest = front->text, line;
    size_t nitems = 0;

    *v = (struct value){ .kind = VALUE_MAP, .line = 1, .col = 1 };
    for (uint32_t number = 1; str_line(&rest, &line); number++) {
        size_t len = char_is_blank(*line.at) ? 0 : key_length(line);
        struct str text = str_trim(str_from(line, len ? len + 1 : 0));
        struct value *item;
        if (len == 0) {
            struct str *before = &v->items[v->n - 1].text;
            *before = arena_printf(a, "%.*s %.*s", STR_ARG(*before), STR_ARG(text));
            continue;
        }
        *ARENA_PUSH(a, v->keys, v->n) = (struct value_key){ str_sub(line, 0, len), number, 1, false };
        item = ARENA_PUSH(a, v->items, nitems);
        *item = (struct value){ .kind = VALUE_SCALAR, .line = number, .col = (uint32_t)(text.at - line.at) + 1, .text = text };
    }
    return v;
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* A line such as `title: x`, `"title": x` or `- x`: what lies between two rules of a text has none at its beginning. */
static bool
looks_like_keys(struct str text)
{
    struct str line;
    size_t i = 0;

    do {
        if (!str_line(&text, &line))
            return false;
        line = str_trim(line);
    } while (line.len == 0 || *line.at == '#');
    while (i < line.len && (char_is_alnum(line.at[i]) || str_chr(STR("_-.\"'"), line.at[i], 0) >= 0))
        i++;
    return i > 0 && i < line.len && line.at[i] == ':';
}

/* "Once upon a time, there was: a river" is YAML, but no front matter: people's keys have one to four words. */
static bool
has_keys(const struct value *map)
{
    enum { MOST_BLANKS = 3 };

    for (size_t i = 0; i < map->n; i++) {
        size_t blanks = 0;
        for (size_t k = 0; k < map->keys[i].text.len; k++)
            blanks += char_is_blank(map->keys[i].text.at[k]);
        if (blanks <= MOST_BLANKS)
            return true;
    }
    return map->n == 0;
}

static void
quote_item(struct buf *out, struct str item)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < item.len; i++) {
        if (item.at[i] == '"' || item.at[i] == '\\')
            buf_addc(out, '\\');
        buf_addc(out, item.at[i]);
    }
    buf_addc(out, '"');
}

/* `tags: [C++: a, #x]`, as MarkDownload writes it from a page's keywords: each item in quotes. False if the line is no other
 * than such a list. */
static bool
quote_tags(struct buf *out, struct str line)
{
    struct str list, item;

    if (!str_istarts(line, STR("tags:")))
        return false;
    list = str_trim(str_from(line, 5));
    if (list.len < 2 || *list.at != '[' || list.at[list.len - 1] != ']')
        return false;
    buf_adds(out, "tags: [");
    for (list = str_sub(list, 1, list.len - 1); str_cut(&list, ',', &item);) {
        quote_item(out, str_trim(item));
        buf_adds(out, list.at ? ", " : "");
    }
    buf_adds(out, "]");
    return true;
}

/* The block again, its list of tags repaired; NULL if it has none or cannot be read even so. */
static struct value *
read_repaired(struct arena *a, const struct front *front)
{
    struct yaml_problem problem;
    struct value *v = NULL;
    struct str rest = front->text, line;
    bool has_tags = false;
    struct buf repaired;

    buf_init(&repaired);
    while (str_line(&rest, &line)) {
        if (quote_tags(&repaired, line))
            has_tags = true;
        else
            buf_add(&repaired, line);
        buf_addc(&repaired, '\n');
    }
    if (has_tags)
        v = value_from_yaml(a, buf_str(&repaired), front->line, &problem);
    buf_release(&repaired);
    return v && v->kind == VALUE_MAP ? v : NULL;
}

static struct value *
read_yaml(struct arena *a, const struct source *source, const struct front *front, size_t *body, struct diag *d)
{
    struct yaml_problem problem;
    struct value *v = value_from_yaml(a, front->text, front->line, &problem);

    if (v && v->kind == VALUE_MAP && has_keys(v))
        return v;
    if (v && v->kind == VALUE_NULL)
        return NULL;
    if (v || !looks_like_keys(front->text)) {
        diag_add(d, DIAG_FRONT_MATTER, source->path, 1, 1, "what stands between the first two rules has no keys; it is text");
        *body = 0;
        return NULL;
    }
    v = read_repaired(a, front);
    diag_add(d, DIAG_FRONT_MATTER, source->path, problem.line, problem.col, "%s%s", problem.what,
        v ? "; the tags were read as words between commas" : "");
    return v;
}

/* The line break in front of a fenced object makes its lines count from the first one of the file. */
static struct value *
read_json(struct arena *a, const struct source *source, const struct front *front, struct diag *d)
{
    struct str text = { front->text.at - front->line, front->text.len + front->line };
    struct value *v = value_from_json(a, text);

    if (v && v->kind == VALUE_MAP)
        return v;
    diag_add(d, DIAG_FRONT_MATTER, source->path, front->line + 1, 1, "is no JSON object that can be read; it is left out");
    return NULL;
}

static struct value *
read_toml(struct arena *a, const struct source *source, const struct front *front, struct diag *d)
{
    struct toml_problem problem;
    struct value *v = value_from_toml(a, front->text, front->line, &problem);

    if (!v)
        diag_add(d, DIAG_FRONT_MATTER, source->path, problem.line, problem.col, "%s", problem.what);
    return v && v->n ? v : NULL;
}

struct value *
front_read(struct arena *a, const struct source *source, bool lines, size_t *body, struct diag *d)
{
    struct front front = front_find(source->bytes);

    if (front.kind == FRONT_NONE && lines)
        front = front_find_lines(source->bytes);
    *body = front.body;
    switch (front.kind) {
    case FRONT_NONE:
        break;
    case FRONT_YAML:
        return read_yaml(a, source, &front, body, d);
    case FRONT_LINES:
        return read_lines(a, &front);
    case FRONT_JSON:
        return read_json(a, source, &front, d);
    case FRONT_TOML:
        return read_toml(a, source, &front, d);
    case FRONT_CODE:
        diag_add(d, DIAG_FRONT_MATTER, source->path, 1, 1, "front matter that is program code is never run; it is left out");
        break;
    case FRONT_OPEN:
        diag_add(d, DIAG_FRONT_MATTER, source->path, 1, 1, "the front matter has no end; it is read as text");
        break;
    }
    return NULL;
}
