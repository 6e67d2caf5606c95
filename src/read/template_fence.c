/* template_fence: `:::note … :::`, and what follows the mark of a code block. SPDX-License-Identifier: MIT */
#include "read/template_scan.h"

#include <string.h>

static size_t
run_of(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.at[n] == c)
        n++;
    return n;
}

static struct str
first_word(struct str s)
{
    size_t n = 0;

    while (n < s.len && (char_is_alnum(s.at[n]) || s.at[n] == '-' || s.at[n] == '_'))
        n++;
    return str_sub(s, 0, n);
}

/* "note Title", "note[Title]", "{.note #id}", "{note} Title", ".note": the kind, which begins WORDS, and the title. */
static struct str
read_kind(struct str words, struct str *title)
{
    struct str kind;
    ptrdiff_t end;

    *title = STR("");
    if (str_starts(words, STR("{"))) {
        end = str_chr(words, '}', 0);
        for (size_t i = 1; i < words.len && !char_is_alpha(words.at[i]); i++)
            if (words.at[i] == '#')     /* an id first */
                while (i < words.len && !char_is_blank(words.at[i]))
                    i++;
        kind = str_from(words, 1 + run_of(str_from(words, 1), '.'));
        *title = end < 0 ? STR("") : str_trim(str_from(words, (size_t)end + 1));
        return first_word(kind);
    }
    words = str_from(words, run_of(words, '.'));
    kind = first_word(words);
    words = str_trim(str_from(words, kind.len));
    if (str_starts(words, STR("[")) && str_ends(words, STR("]")))
        words = str_sub(words, 1, words.len - 1);
    if (str_starts(words, STR("{")) && (end = str_chr(words, '}', 0)) >= 0) {     /* attributes: {#id .class title="…"} */
        ptrdiff_t named = str_find(words, STR("title=\""), 0);
        if (named >= 0)
            *title = str_sub(words, (size_t)named + 7, (size_t)str_chr(words, '"', (size_t)named + 7));
        words = str_trim(str_from(words, (size_t)end + 1));
    }
    while (words.len && words.at[words.len - 1] == ':')
        words = str_trim(str_sub(words, 0, words.len - 1));
    if (!title->len)
        *title = words;
    return kind;
}

static struct str
read_id(struct str words)
{
    ptrdiff_t brace = str_chr(words, '{', 0);
    struct str id = STR("");

    if (brace >= 0)
        attributes_read(words, (size_t)brace, &id, NULL);
    return id;
}

/* What is no kind of note, ".columns", is a box; only its id may be of use. */
static void
write_box(struct template *t, struct token *token, struct str words, struct str title)
{
    struct str id = read_id(words);

    if (token->role == ROLE_CLOSE && id.len)
        emit_close(t, token, "</div>");
    if (token->role == ROLE_CLOSE)
        return;
    if (!str_starts(words, STR("{")))
        emit_title(t, token, STR(""), title);
    if (id.len && token->role == ROLE_OPEN)
        emit_open(t, token, arena_printf(t->mem, "<div id=\"%.*s\">", STR_ARG(id)).at);
}

static void
handle_fence(struct template *t, struct token *token)
{
    static const char kinds[] = " note tip info caution warning danger important hint success error question example quote "
        "abstract bug attention seealso details callout admonition alert aside ";
    bool is_close = token->role == ROLE_CLOSE;
    struct str words = !is_close ? token->inner : token->mate == TEMPLATE_NONE ? STR("") : t->tokens[token->mate].inner;
    struct str title, kind = read_kind(words, &title);

    if (str_starts(kind, STR("callout-")))      /* Quarto */
        kind = str_from(kind, 8);
    if (!str_is_listed(kind, kinds))
        write_box(t, token, words, title);
    else if (is_close)
        emit_close(t, token, "</aside>");
    else if (token->role == ROLE_OPEN)
        emit_aside(t, token, read_id(words), str_eqc(kind, "details") ? STR("") : kind, title);
    else
        emit_title(t, token, kind, title);
}

static const struct shape fence_shape = { " ::: ", 0, 0, handle_fence, NULL };

/* A whole line, "::: note" or ":::". */
size_t
scan_fence(struct scan *s, size_t i)
{
    size_t n = run_of(str_sub(s->text, i, s->end), ':');
    struct str rest = str_trim(str_sub(s->text, i + n, s->end));
    struct token *token;

    rest.len -= rest.len && rest.at[rest.len - 1] == ':' && run_of(rest, ':') == rest.len ? rest.len : 0;
    if (rest.len && !char_is_alpha(rest.at[0]) && rest.at[0] != '{' && rest.at[0] != '.')
        return i;
    token = scan_add(s, i, s->end, FAMILY_FENCE);
    token->inner = rest;
    token->role = rest.len ? ROLE_ALONE : ROLE_CLOSE;
    token->shape = &fence_shape;
    token->call.name = token->call.written = STR(":::");
    return s->end;
}

/* "{.python #id}", "{r echo=FALSE}", "js{1,3}": only the language is left, as a word that begins the line. */
size_t
scan_info(struct scan *s)
{
    size_t start = s->content + s->lines.fence_length, brace;
    struct str info, words;
    ptrdiff_t at;

    while (start < s->end && (s->text.at[start] == ' ' || s->text.at[start] == '\t'))
        start++;
    info = str_sub(s->text, start, s->end);
    at = str_chr(info, '{', 0);
    brace = at < 0 ? info.len : (size_t)at;
    if (brace == info.len || (brace && char_is_blank(info.at[brace - 1])))
        return s->end;
    words = str_from(info, brace + 1);
    words = str_from(words, run_of(words, '.') + run_of(words, '='));
    scan_replace(s, start, s->end, brace ? str_sub(info, 0, brace) : first_word(words));
    return s->end;
}
