/* template: template code in Markdown. SPDX-License-Identifier: MIT */
#include "read/template_scan.h"

#include "read/front.h"
#include "wrap/markdown.h"

#include <string.h>

enum {
    MOST_NAMES = 100,           /* that are complained of one by one in an article */
    LONGEST_FENCE = 200         /* bytes of a line before a brace that are looked at */
};

/* ---- what was dropped -------------------------------------------------------------------------------------------------- */

struct dropped { const char *what; struct str name; uint32_t first; size_t times; };

void
template_drop(struct template *t, const struct token *token, const char *what, struct str name)
{
    struct str key;
    void **slot;
    struct dropped *d;

    name = str_sub(name, 0, 60);
    key = arena_printf(t->mem, "%s '%.*s'", what, STR_ARG(name));
    if (t->dropped.n >= MOST_NAMES && !map_has(&t->dropped, key))
        key = STR("others");
    slot = map_slot(&t->dropped, key);
    if (!*slot) {
        d = ARENA_NEW(t->mem, struct dropped);
        *d = (struct dropped){ what, name, token->start, 0 };
        *slot = d;
    }
    d = *slot;
    d->times++;
}

static void
tell_dropped(struct template *t)
{
    for (size_t i = 0; i < t->dropped.n && t->in->diag; i++) {
        const struct dropped *d = t->dropped.entries[i].value;
        size_t at = t->in->body + d->first;
        if (d->times == 1)
            diag_at(t->in->diag, DIAG_TEMPLATE_DROPPED, t->in->source, at, "%s '%.*s' was taken out", d->what, STR_ARG(d->name));
        else
            diag_at(t->in->diag, DIAG_TEMPLATE_DROPPED, t->in->source, at, "%s '%.*s' was taken out, %zu times", d->what,
                STR_ARG(d->name), d->times);
    }
}

/* ---- front matter ------------------------------------------------------------------------------------------------------ */

static const struct value *
front(struct template *t)
{
    size_t body;

    if (!t->has_front && t->in->body) {
        struct diag quiet;
        diag_init(&quiet);
        t->front = front_read(t->mem, t->in->source, true, &body, &quiet);
        diag_release(&quiet);
    }
    t->has_front = true;
    return t->front;
}

struct str
front_text(struct template *t, struct str key)
{
    const struct value *v = front(t), *found = NULL;
    struct str part, rest = key;

    while (v && str_cut(&rest, '.', &part))
        v = found = value_get(v, arena_cstr(t->mem, part));
    if (found && found->kind == VALUE_SCALAR && found->text.at)
        return found->text;
    if (str_chr(key, '.', 0) < 0 && front(t)) {         /* Zola's [extra], Hugo's [params] */
        found = value_get(value_get(front(t), "extra"), arena_cstr(t->mem, key));
        found = found ? found : value_get(value_get(front(t), "params"), arena_cstr(t->mem, key));
        if (found && found->kind == VALUE_SCALAR && found->text.at)
            return found->text;
    }
    return str_eqc(key, "title") && t->in->article && t->in->article->title.at ? t->in->article->title : STR_NONE;
}

/* ---- rewriting --------------------------------------------------------------------------------------------------------- */

void
template_skip(struct template *t, size_t to)
{
    t->done = to > t->done ? to : t->done;
}

/* A text that stands for a token: the source's own bytes keep their places. */
static void
handle_text(struct template *t, struct token *token)
{
    const char *at = token->made.at;

    if (at >= t->text.at && at < t->text.at + t->text.len)
        emit_copy(t, (size_t)(at - t->text.at), (size_t)(at - t->text.at) + token->made.len);
    else
        emit(t, token, token->made);
}

static void
write_token(struct template *t, struct token *token)
{
    if (token->start < t->done)
        return;                         /* within what was dropped */
    emit_copy(t, t->done, token->start);
    t->done = token->end;
    if (token->family == FAMILY_TEXT)
        handle_text(t, token);
    else if (token->family == FAMILY_VALUE)
        handle_value(t, token);
    else if (token->family == FAMILY_WIKI)
        handle_wiki(t, token);
    else
        token->shape->handle(t, token);
}

static bool
has_any(struct str text, const char *needle)
{
    return str_find(text, str_of(needle), 0) >= 0;
}

/* Two bytes with which tags, comments and lists of attributes begin; or the brace of a fence: "```{r}". Code has other braces. */
static bool
may_be_tag(struct str text, size_t at)
{
    char second = at + 1 < text.len ? text.at[at + 1] : '\0';
    size_t start = at;

    if (second && strchr("{%#:.", second))
        return true;
    while (start > 0 && text.at[start - 1] != '\n')
        if (at - --start > LONGEST_FENCE)
            return true;
    return has_any(str_sub(text, start, at), "```") || has_any(str_sub(text, start, at), "~~~");
}

/* Prompts and variables of the shell are none. */
static bool
may_be_mathematics(struct str text, size_t at)
{
    return str_starts(str_from(text, at + 1), STR("$")) || scan_formula(text, at, str_line_end(text, at)) >= 0;
}

/* A link of a wiki, or a place for the contents. */
static bool
may_be_bracket(struct str text, size_t at)
{
    struct str rest = str_from(text, at + 1);

    return str_starts(rest, STR("[")) || str_starts(rest, STR("TOC]")) || str_starts(rest, STR("toc]"));
}

typedef bool look_fn(struct str text, size_t at);

static bool
any_place(struct str text, char sign, look_fn *look)
{
    for (ptrdiff_t at = str_chr(text, sign, 0); at >= 0; at = str_chr(text, sign, (size_t)at + 1))
        if (look(text, (size_t)at))
            return true;
    return false;
}

/* One look over the text for what template code begins with. */
static bool
may_have_code(const struct template_input *in, struct str text)
{
    return in->is_mdx || any_place(text, '{', may_be_tag) || any_place(text, '[', may_be_bracket) || has_any(text, ":::")
        || has_any(text, "%%") || any_place(text, '$', may_be_mathematics) || has_any(text, "${toc}")
        || str_starts(text, STR("import ")) || has_any(text, "\nimport ");
}

static void
rewrite(struct template *t)
{
    template_scan(t);
    if (!t->ntokens)
        return;
    template_pair(t);
    for (size_t i = 0; i < t->ntokens; i++)
        write_token(t, &t->tokens[i]);
    emit_copy(t, t->done, t->text.len);
    tell_dropped(t);
}

void
template_resolve(struct arena *mem, const struct template_input *in, struct template_text *result)
{
    struct template t = { .mem = mem, .in = in, .text = str_from(in->source->bytes, in->body) };

    *result = (struct template_text){ .text = t.text };
    if (!t.text.len || !may_have_code(in, t.text))
        return;
    buf_init(&t.out);
    map_init(&t.dropped);
    map_init(&t.assigned);
    map_init(&t.definitions);
    rewrite(&t);
    if (t.ntokens) {
        result->text = buf_take(&t.out, mem);
        result->places = t.places;
    }
    buf_release(&t.out);
    map_release(&t.dropped);
    map_release(&t.assigned);
    map_release(&t.definitions);
}

/* What stands for template code is Markdown; a name has none. The letter keeps "1. x" from being a list. */
static struct str
without_markup(struct arena *mem, struct str words)
{
    struct markdown_summary summary;

    markdown_summarize(mem, arena_printf(mem, "a %.*s", STR_ARG(str_trim(words))), SIZE_MAX / 8, &summary);
    return str_trim(str_from(summary.text, 1));
}

struct str
template_plain(struct arena *mem, struct str words)
{
    struct source source = { .path = "", .bytes = words };
    struct template_input in = { .source = &source };
    struct template_text text;

    if (!words.len || (!memchr(words.at, '{', words.len) && !has_any(words, "[[")))
        return words;
    template_resolve(mem, &in, &text);
    return text.text.at == words.at ? words : without_markup(mem, text.text);
}
