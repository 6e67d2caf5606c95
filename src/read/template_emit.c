/* template_emit: what tags write, as Markdown or, within HTML, as HTML. SPDX-License-Identifier: MIT */
#include "read/template_part.h"

#include "base/uri.h"
#include "base/url.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 50 };          /* asides and the like that nest deeper are left away; their content stays */

/* ---- text -------------------------------------------------------------------------------------------------------------- */

void
emit(struct template *t, const struct token *token, struct str made)
{
    if (!made.len)
        return;
    places_mark(t->mem, &t->places, &t->out, token->start, true);
    buf_add(&t->out, made);
}

void
emitf(struct template *t, const struct token *token, const char *format, ...)
{
    char text[1024];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n > 0)
        emit(t, token, (struct str){ text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 });
}

void
emit_copy(struct template *t, size_t from, size_t to)
{
    if (from >= to)
        return;
    places_mark(t->mem, &t->places, &t->out, from, false);
    buf_add(&t->out, str_sub(t->text, from, to));
}

static bool
is_special(char c, bool in_html)
{
    return c && strchr(in_html ? "&<>\"" : "\\`*_[]<>&|~$", c);
}

static const char *
reference_of(char c)
{
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
}

/* Words as they are shown: no markup, no end of line. */
static struct str
escaped(struct arena *mem, struct str words, bool in_html)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0; i < words.len; i++) {
        char c = words.at[i];
        if (c == '\n' || c == '\r')
            buf_addc(&out, ' ');
        else if (!is_special(c, in_html))
            buf_addc(&out, c);
        else if (in_html)
            buf_adds(&out, reference_of(c));
        else
            buf_addc(&out, '\\'), buf_addc(&out, c);
    }
    result = buf_take(&out, mem);
    buf_release(&out);
    return result;
}

struct str
escaped_html(struct arena *mem, struct str words)
{
    return escaped(mem, words, true);
}

static void
emit_plain(struct template *t, const struct token *token, struct str words, bool in_html)
{
    emit(t, token, escaped(t->mem, words, in_html));
}

void
emit_words(struct template *t, const struct token *token, struct str words)
{
    emit_plain(t, token, words, token->in_html);
}

/* Words that may hold markup of their own, but must not end their line. */
static void
emit_line(struct template *t, const struct token *token, struct str words)
{
    struct str line;
    bool is_first = true;

    while (str_line(&words, &line)) {
        if (!is_first)
            emit(t, token, STR(" "));
        emit(t, token, str_trim(line));
        is_first = false;
    }
}

/* An address between parentheses or quotes. */
static void
emit_address(struct template *t, const struct token *token, struct str address)
{
    struct buf out;

    buf_init(&out);
    address = str_trim(address);
    for (size_t i = 0; i < address.len; i++) {
        char c = address.at[i];
        if (c == '&' && token->in_html)
            buf_adds(&out, "&amp;");
        else if ((unsigned char)c <= ' ' || strchr("()<>\"'\\`|", c))
            buf_addf(&out, "%%%02X", (unsigned)(unsigned char)c);
        else
            buf_addc(&out, c);
    }
    emit(t, token, buf_str(&out));
    buf_release(&out);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------ */

void
emit_break(struct template *t, const struct token *token)
{
    if (token->in_row)
        return;
    emit(t, token, STR("\n"));
    emit(t, token, token->prefix);
    if (token->in_html)
        return;
    emit(t, token, STR("\n"));
    emit(t, token, token->prefix);
}

void
emit_open(struct template *t, const struct token *token, const char *html)
{
    if (token->in_row || t->depth++ >= DEEPEST)
        return;
    if (!token->begins_line)
        emit_break(t, token);
    emit(t, token, str_of(html));
    emit_break(t, token);
}

void
emit_close(struct template *t, const struct token *token, const char *html)
{
    if (token->in_row || t->depth == 0 || --t->depth >= DEEPEST)
        return;
    emit_break(t, token);
    emit(t, token, str_of(html));
    emit_break(t, token);
}

/* "note" to "Note". */
static void
emit_kind(struct template *t, const struct token *token, struct str kind)
{
    char first = kind.len && kind.at[0] >= 'a' && kind.at[0] <= 'z' ? (char)(kind.at[0] - 32) : '\0';

    if (first)
        emit(t, token, (struct str){ &first, 1 });
    emit_words(t, token, str_from(kind, first ? 1 : 0));
}

void
emit_aside(struct template *t, const struct token *token, struct str id, struct str kind, struct str title)
{
    struct str open = STR("<aside role=\"note\">");

    if (id.len)
        open = arena_printf(t->mem, "<aside role=\"note\" id=\"%.*s\">", STR_ARG(id));
    emit_open(t, token, open.at);
    emit_title(t, token, kind, title);
}

void
emit_title(struct template *t, const struct token *token, struct str kind, struct str title)
{
    const char *open = token->in_html ? "<p><strong>" : "**", *close = token->in_html ? "</strong></p>" : "**";

    if (!title.len && !kind.len)
        return;
    emit(t, token, str_of(open));
    if (title.len)
        emit_line(t, token, title);
    else
        emit_kind(t, token, kind);
    emit(t, token, str_of(close));
    if (token->in_row)
        emit(t, token, STR(" "));
    emit_break(t, token);
}

/* ---- links and figures ------------------------------------------------------------------------------------------------- */

bool
ends_definition(struct str out)
{
    ptrdiff_t start = str_rchr(out, '\n');

    out = str_trim(str_from(out, (size_t)(start + 1)));
    return str_starts(out, STR("[")) && !str_starts(out, STR("[^")) && str_ends(out, STR("]:"));
}

bool
is_in_address(const struct template *t, const struct token *token)
{
    static const char *const before[] = { "](", "](<", "=\"", "='", "=" };
    struct str out = buf_str(&t->out);
    char next = token->end < t->text.len ? t->text.at[token->end] : '\0';

    out = str_from(out, out.len > 200 ? out.len - 200 : 0);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_ends(out, str_of(before[i])))
            return true;
    return (str_ends(out, STR("<")) && next == '>') || ends_definition(out);
}

void
emit_link(struct template *t, const struct token *token, struct str href, struct str label)
{
    if (is_in_address(t, token)) {
        emit_address(t, token, href);
        return;
    }
    emit(t, token, token->in_html ? STR("<a href=\"") : STR("["));
    if (token->in_html) {
        emit_address(t, token, href);
        emit(t, token, STR("\">"));
    }
    emit_plain(t, token, label, token->in_html);
    emit(t, token, token->in_html ? STR("</a>") : STR("]("));
    if (!token->in_html) {
        emit_address(t, token, href);
        emit(t, token, STR(")"));
    }
}

void
emit_target(struct template *t, const struct token *token, const char *kind, struct str target, struct str label)
{
    struct buf href;
    ptrdiff_t hash = str_chr(target, '#', 0);

    buf_init(&href);
    buf_addf(&href, "sheaf:%s/", kind);
    uri_add_escaped(&href, hash < 0 ? target : str_sub(target, 0, (size_t)hash), "/");
    if (hash >= 0) {
        buf_addc(&href, '#');
        uri_add_escaped(&href, str_from(target, (size_t)hash + 1), "^");
    }
    emit_link(t, token, buf_str(&href), label);
    buf_release(&href);
}

static void
emit_image_html(struct template *t, const struct token *token, const struct figure *f)
{
    emit(t, token, STR("<img src=\""));
    emit_address(t, token, f->src);
    emit(t, token, STR("\" alt=\""));
    emit_plain(t, token, f->alt, true);
    if (f->width.len) {
        emit(t, token, STR("\" width=\""));
        emit_plain(t, token, f->width, true);
    }
    emit(t, token, STR("\"/>"));
}

static void
emit_image(struct template *t, const struct token *token, const struct figure *f)
{
    if (token->in_html || f->width.len) {
        emit_image_html(t, token, f);
        return;
    }
    emit(t, token, STR("!["));
    emit_plain(t, token, f->alt, false);
    emit(t, token, STR("]("));
    emit_address(t, token, f->src);
    emit(t, token, STR(")"));
}

static void
emit_linked_image(struct template *t, const struct token *token, const struct figure *f)
{
    bool is_linked = f->link.len > 0 && !is_in_address(t, token);

    if (is_linked && token->in_html) {
        emit(t, token, STR("<a href=\""));
        emit_address(t, token, f->link);
        emit(t, token, STR("\">"));
    } else if (is_linked) {
        emit(t, token, STR("["));
    }
    emit_image(t, token, f);
    if (is_linked && token->in_html) {
        emit(t, token, STR("</a>"));
    } else if (is_linked) {
        emit(t, token, STR("]("));
        emit_address(t, token, f->link);
        emit(t, token, STR(")"));
    }
}

/* Hugo's own template: title, caption, and whom it is from. */
static void
emit_caption(struct template *t, const struct token *token, const struct figure *f)
{
    if (f->title.len) {
        emit(t, token, token->in_html ? STR("<strong>") : STR("**"));
        emit_line(t, token, f->title);
        emit(t, token, token->in_html ? STR("</strong> ") : STR("** "));
    }
    emit_line(t, token, f->caption);
    if (!f->attr.len)
        return;
    if (f->title.len || f->caption.len)
        emit(t, token, STR(" "));
    if (f->attrlink.len)
        emit_link(t, token, f->attrlink, f->attr);
    else
        emit_line(t, token, f->attr);
}

void
emit_figure(struct template *t, const struct token *token, const struct figure *f)
{
    bool has_caption = f->title.len || f->caption.len || f->attr.len;

    if (!has_caption || token->in_row) {
        emit_linked_image(t, token, f);
        return;
    }
    if (!token->begins_line)
        emit_break(t, token);
    emit(t, token, STR("<figure>"));
    emit_break(t, token);
    emit_linked_image(t, token, f);
    emit_break(t, token);
    emit(t, token, STR("<figcaption>"));
    emit_break(t, token);
    emit_caption(t, token, f);
    emit_break(t, token);
    emit(t, token, STR("</figcaption></figure>"));
    emit_break(t, token);
}

/* ---- code -------------------------------------------------------------------------------------------------------------- */

/* A fence that CODE does not hold. */
static struct str
fence_for(struct arena *mem, struct str code)
{
    size_t longest = 2, run = 0;
    char *fence;

    for (size_t i = 0; i < code.len; i++) {
        run = code.at[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    fence = arena_alloc(mem, longest + 1);
    memset(fence, '`', longest + 1);
    return (struct str){ fence, longest + 1 };
}

/* Raw tags around code only kept it from being run. */
static void
emit_content(struct template *t, const struct token *token, size_t from, size_t to)
{
    static const char *const marks[] = { "{% raw %}", "{% endraw %}", "{%raw%}", "{%endraw%}", "{%- raw -%}", "{%- endraw -%}" };
    size_t done = from;

    if (token->in_html) {
        emit_plain(t, token, str_sub(t->text, from, to), true);
        return;
    }
    for (size_t i = from; i < to; i++) {
        ptrdiff_t at = str_find(str_sub(t->text, 0, to), STR("{%"), i);
        if (at < 0)
            break;
        i = (size_t)at + 1;
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            if (!str_starts(str_from(t->text, (size_t)at), str_of(marks[m])))
                continue;
            emit_copy(t, done, (size_t)at);
            done = (size_t)at + strlen(marks[m]);
            if (done < to && t->text.at[done] == '\n' && at > 0 && t->text.at[at - 1] == '\n')
                done++;
        }
    }
    emit_copy(t, done, to);
}

static void
emit_span(struct template *t, const struct token *token, struct str code)
{
    struct str fence = fence_for(t->mem, code);

    if (token->in_html) {
        emit(t, token, STR("<code>"));
        emit_plain(t, token, code, true);
        emit(t, token, STR("</code>"));
        return;
    }
    fence.len = fence.len == 3 && str_chr(code, '`', 0) < 0 ? 1 : fence.len;
    emit(t, token, fence);
    emit_line(t, token, code);
    emit(t, token, fence);
}

static void
emit_code_html(struct template *t, const struct token *token, size_t from, size_t to, struct str lang)
{
    emitf(t, token, "<pre><code class=\"language-%.*s\">", (int)(lang.len < 40 ? lang.len : 40), lang.at ? lang.at : "");
    emit_content(t, token, from, to);
    emit(t, token, STR("</code></pre>"));
}

static void
emit_fenced(struct template *t, const struct token *token, size_t from, size_t to, struct str lang)
{
    struct str fence = fence_for(t->mem, str_sub(t->text, from, to));
    size_t first = from;

    emit(t, token, fence);
    emit_line(t, token, lang);
    emit(t, token, STR("\n"));
    while (first < to && char_is_blank(t->text.at[first]) && t->text.at[first] != '\n')
        first++;
    if (first < to && t->text.at[first] == '\n')
        from = first + 1;               /* the code begins on the next line, as it is indented there */
    else
        emit(t, token, token->prefix);
    while (to > from && char_is_blank(t->text.at[to - 1]))
        to--;
    emit_content(t, token, from, to);
    if (!str_ends(buf_str(&t->out), STR("\n")))
        emit(t, token, STR("\n"));
    emit(t, token, token->prefix);
    emit(t, token, fence);
    emit_break(t, token);
}

void
emit_code(struct template *t, const struct token *token, const struct token *end, struct str lang)
{
    struct str code = str_sub(t->text, token->end, end->start);

    if (str_chr(code, '\n', 0) < 0 && (token->in_row || !token->begins_line || !end->ends_line)) {
        emit_span(t, token, code);
        return;
    }
    if (!token->begins_line)
        emit_break(t, token);
    if (token->in_html)
        emit_code_html(t, token, token->end, end->start, lang);
    else
        emit_fenced(t, token, token->end, end->start, lang);
}
