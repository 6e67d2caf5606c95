/* template_mdx: components, expressions, import and export of MDX. SPDX-License-Identifier: MIT */
#include "read/template_scan.h"

#include <string.h>

enum { LONGEST = 5000 };

/* ---- import and export ------------------------------------------------------------------------------------------------- */

/* `import x from 'y'`, `import 'y'`: nobody begins a paragraph of prose so. */
static bool
is_import(struct str line)
{
    ptrdiff_t from = str_find(line, STR(" from "), 0);
    struct str rest = str_trim(str_from(line, from >= 0 ? (size_t)from + 6 : 7));

    if (rest.len && rest.at[rest.len - 1] == ';')
        rest.len--;
    return str_starts(line, STR("import ")) && rest.len > 2 && (rest.at[0] == '"' || rest.at[0] == '\'')
        && rest.at[rest.len - 1] == rest.at[0];
}

static size_t
end_of_paragraph(struct str text, size_t i)
{
    for (; i < text.len; i++)
        if (text.at[i] == '\n' && (i + 1 >= text.len || text.at[i + 1] == '\n' || text.at[i + 1] == '\r'))
            return i;
    return text.len;
}

static void
handle_module(struct template *t, struct token *token)
{
    template_drop(t, token, "module line", token->call.written);
}

static const struct shape module_shape = { " import export ", 0, 0, handle_module, NULL };

size_t
scan_module(struct scan *s, size_t i)
{
    struct str line = str_trim(str_sub(s->text, i, s->end));
    size_t end = s->end;
    struct token *token;

    if (s->kind != LINE_TEXT || i != s->lines.line.start || !(s->braces || is_import(line)))
        return i;
    s->jsx = true;
    if (s->braces)
        end = end_of_paragraph(s->text, i);
    token = scan_add(s, i, end, FAMILY_JSX);
    token->call.name = token->call.written = str_sub(line, 0, 6);
    token->shape = &module_shape;
    token->closes_itself = true;
    return end;
}

/* ---- components -------------------------------------------------------------------------------------------------------- */

/* The end of a group in braces at byte I, with the strings in it; 0 if it does not end. */
static size_t
skip_braces(struct str text, size_t i)
{
    size_t depth = 0, limit = i + LONGEST < text.len ? i + LONGEST : text.len;

    for (; i < limit; i++) {
        char c = text.at[i];
        if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        } else if (c == '"' || c == '\'' || c == '`') {
            ptrdiff_t end = str_chr(str_sub(text, 0, limit), c, i + 1);
            if (end > 0 && str_chr(str_sub(text, i, (size_t)end), '\n', 0) < 0)
                i = (size_t)end;
        }
    }
    return 0;
}

/* The end of a tag at byte I, "<Name a="b" c={d}>"; 0 if it is none. HAS_BRACES: an attribute is an expression. */
static size_t
skip_tag(struct str text, size_t i, bool *has_braces)
{
    size_t limit = i + LONGEST < text.len ? i + LONGEST : text.len;

    for (i++; i < limit; i++) {
        char c = text.at[i];
        if (c == '>')
            return i + 1;
        if (c == '<')
            return 0;
        if (c == '{') {
            size_t end = skip_braces(text, i);
            if (!end)
                return 0;
            *has_braces = true;
            i = end - 1;
        } else if (c == '"' || c == '\'') {
            ptrdiff_t end = str_chr(str_sub(text, 0, limit), c, i + 1);
            if (end < 0)
                return 0;
            i = (size_t)end;
        }
    }
    return 0;
}

/* An HTML tag without the attributes that are expressions. */
static struct str
without_expressions(struct arena *mem, struct str tag)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < tag.len; i++) {
        size_t end = tag.at[i] == '{' ? skip_braces(tag, i) : 0;
        if (!end) {
            buf_addc(&out, tag.at[i]);
            continue;
        }
        while (out.len && out.at[out.len - 1] != ' ' && out.at[out.len - 1] != '\n')
            out.len--;
        i = end - 1;
    }
    tag = buf_take(&out, mem);
    buf_release(&out);
    return tag;
}

size_t
scan_jsx(struct scan *s, size_t i)
{
    size_t name = i + 1 + (i + 1 < s->text.len && s->text.at[i + 1] == '/'), end;
    char first = name < s->text.len ? s->text.at[name] : '\0';
    bool is_end = name == i + 2, is_component = (first >= 'A' && first <= 'Z') || first == '>', has_braces = false;
    struct str inner;
    struct token *token;

    if (!is_component && !(s->braces && first >= 'a' && first <= 'z'))
        return i;
    end = skip_tag(s->text, i, &has_braces);
    if (!end)
        return i;
    if (!is_component) {
        if (!has_braces)
            return i;
        scan_replace(s, i, end, without_expressions(s->t->mem, str_sub(s->text, i, end)));
        return end;
    }
    inner = str_trim(str_sub(s->text, name, end - 1));
    if (!inner.len) {
        scan_replace(s, i, end, STR(""));       /* <>…</> */
        return end;
    }
    token = scan_add(s, i, end, FAMILY_JSX);
    if (str_ends(inner, STR("/"))) {
        token->closes_itself = true;
        inner.len--;
    }
    call_parse(s->t->mem, inner, &token->call);
    token->role = is_end ? ROLE_CLOSE : ROLE_ALONE;
    token->shape = shape_find(FAMILY_JSX, &token->call);
    return end;
}

/* "{props.x}", "{' '}", a comment in braces. */
size_t
scan_expression(struct scan *s, size_t i)
{
    size_t end = skip_braces(s->text, i);
    struct str inner;
    struct token *token;

    if (!end)
        return i;
    inner = str_trim(str_sub(s->text, i + 1, end - 1));
    if (!inner.len || str_starts(inner, STR("/*"))) {
        scan_replace(s, i, end, STR(""));
        return end;
    }
    if (str_starts(inner, STR("#")) && attributes_read(s->text, i, NULL, NULL))
        return i;
    token = scan_add(s, i, end, FAMILY_VALUE);
    token->inner = inner;
    return end;
}
