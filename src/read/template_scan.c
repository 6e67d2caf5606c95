/* template_scan: finds template code outside code. SPDX-License-Identifier: MIT
 *
 * Line by line: what kind of line it is (template_lines.c), then what stands in it. A construct may go on over further lines;
 * then the rest of its last line is scanned as a part of the first. Every search ahead is bounded, or its answer is kept. */
#include "read/template_scan.h"

#include <string.h>

enum { LONGEST_DISPLAY = 5000 };    /* bytes of a formula */

ptrdiff_t
scan_ahead(struct scan *s, enum needle needle, size_t from)
{
    static const char *const needles[] = { "-->", "#}", "%%", "$$", "`", "*/", "{:/" };

    if (!s->asked[needle] || (s->ahead[needle] >= 0 && (size_t)s->ahead[needle] < from))
        s->ahead[needle] = str_find(s->text, str_of(needles[needle]), from);
    s->asked[needle] = 1;
    return s->ahead[needle];
}

/* ---- tokens ------------------------------------------------------------------------------------------------------------ */

static size_t
end_of_line(struct str text, size_t i)
{
    while (i < text.len && text.at[i] != '\n' && text.at[i] != '\r')
        i++;
    return i;
}

static struct str
prefix(struct scan *s)
{
    if (!s->has_prefix)
        s->prefix = lines_prefix(&s->lines, s->t->mem);
    s->has_prefix = true;
    return s->prefix;
}

struct token *
scan_add(struct scan *s, size_t start, size_t end, enum family family)
{
    struct token *token = ARENA_PUSH(s->t->mem, s->t->tokens, s->t->ntokens);

    *token = (struct token){ .start = (uint32_t)start, .end = (uint32_t)end, .family = family, .mate = TEMPLATE_NONE,
        .inner = STR(""), .made = STR(""), .prefix = prefix(s), .in_html = s->kind == LINE_HTML,
        .in_code = s->kind == LINE_CODE || s->kind == LINE_FENCE, .in_row = s->lines.is_row };
    token->begins_line = start >= s->content && str_is_blank(str_sub(s->text, s->content, start));
    while (end < s->text.len && (s->text.at[end] == ' ' || s->text.at[end] == '\t'))
        end++;
    token->ends_line = end >= s->text.len || s->text.at[end] == '\n' || s->text.at[end] == '\r';
    return token;
}

void
scan_replace(struct scan *s, size_t start, size_t end, struct str made)
{
    scan_add(s, start, end, FAMILY_TEXT)->made = made;
}

/* ---- code spans -------------------------------------------------------------------------------------------------------- */

static size_t
run_length(struct str text, size_t i)
{
    size_t n = 0;

    while (i + n < text.len && text.at[i + n] == '`')
        n++;
    return n;
}

/* Does a line that begins at byte I end the paragraph before it? */
static bool
ends_paragraph(struct str text, size_t i)
{
    struct line line;
    char mark;

    if (!line_at(&line, text, i))
        return true;
    line_find_word(&line);
    if (line.is_blank)
        return true;
    return line_is_atx(&line) || line_fence(&line, &mark) || line_list_marker(&line, true) || text.at[line.word] == '|';
}

/* How far the paragraph goes that byte I stands in, and where in it the last runs of backticks of each length stand. */
static void
find_runs(struct scan *s, size_t i)
{
    size_t end = s->end;

    while (!s->lines.is_row && end < s->text.len && s->kind == LINE_TEXT) {
        size_t start = end + 1;
        if (s->text.at[end] == '\r' && start < s->text.len && s->text.at[start] == '\n')
            start++;
        if (ends_paragraph(s->text, start))
            break;
        end = end_of_line(s->text, start);
    }
    s->spans_from = i;
    s->spans_to = end;
    memset(s->last_run, 0, sizeof s->last_run);
    for (size_t k = i; k < end; k++) {
        size_t n = s->text.at[k] == '`' ? run_length(s->text, k) : 0;
        if (n && n <= LONGEST_RUN)
            s->last_run[n] = k;
        k += n ? n - 1 : 0;
    }
}

/* Escapes within code: raw tags, shortcodes with a comment in them. Gives TO, or more if one goes on behind it. */
static size_t
scan_code(struct scan *s, size_t from, size_t to)
{
    while (from < to) {
        const char *brace = memchr(s->text.at + from, '{', to - from);
        size_t after;
        if (!brace)
            return to;
        from = (size_t)(brace - s->text.at);
        after = scan_escapes(s, from);
        from = after > from ? after : from + 1;
    }
    return from;
}

/* A code span at byte I: after its end, or after the run of backticks if it has none. */
static size_t
skip_span(struct scan *s, size_t i)
{
    size_t n = run_length(s->text, i), k = i + n;
    enum line_kind kind = s->kind;

    if (i >= s->spans_to)
        find_runs(s, i);
    if (n > LONGEST_RUN || s->last_run[n] <= i)
        return i + n;
    for (;;) {
        size_t run;
        const char *at = memchr(s->text.at + k, '`', s->spans_to - k);
        if (!at)
            return i + n;
        k = (size_t)(at - s->text.at);
        run = run_length(s->text, k);
        if (run == n)
            break;
        k += run;
    }
    s->kind = LINE_CODE;
    i = scan_code(s, i + n, k);
    s->kind = s->kind == LINE_CODE ? kind : s->kind;
    return i > k ? i : k + n;
}

/* ---- HTML and mathematics ---------------------------------------------------------------------------------------------- */

static const char *const verbatim[SCAN_VERBATIM] = { "pre", "code", "script", "style", "textarea", "kbd", "samp", "tt" };

/* "<code>…</code>" on its line, a comment: after it. */
static size_t
skip_html(struct scan *s, size_t i)
{
    struct str rest = str_sub(s->text, i, s->end);

    if (str_starts(rest, STR("<!--"))) {
        ptrdiff_t end = scan_ahead(s, NEEDLE_COMMENT_END, i + 4);
        return end < 0 ? i : (size_t)end + 3;
    }
    for (size_t k = 0; k < SCAN_VERBATIM; k++) {
        struct str name = str_of(verbatim[k]);
        ptrdiff_t end;
        if (!str_istarts(str_from(rest, 1), name) || rest.len <= name.len + 1 || !strchr("> \t", rest.at[name.len + 1]))
            continue;
        if (s->no_closing[k] == s->end)
            return i;
        end = str_ifind(rest, arena_printf(s->t->mem, "</%s", verbatim[k]), 1);
        s->no_closing[k] = end < 0 ? s->end : 0;
        return end < 0 ? i : i + (size_t)end;
    }
    return i;
}

/* "x_1", "\\alpha", "x^2", but no name of a variable and no price. */
static bool
looks_like_mathematics(struct str words)
{
    bool found = false;

    for (size_t i = 0; i < words.len; i++) {
        if (words.at[i] == '`' || (words.at[i] == '\n' && i + 1 < words.len && words.at[i + 1] == '\n'))
            return false;
        found = found || (words.at[i] && strchr("\\^_{=", words.at[i]));
    }
    return found && str_find(words, STR("{%"), 0) < 0 && str_find(words, STR("{{<"), 0) < 0;
}

/* "$$…$$" from byte I to before END: code, in a block of its own if it stands on lines of its own. */
static size_t
add_display(struct scan *s, size_t i, size_t end)
{
    struct str inner = str_sub(s->text, i + 2, end - 2), indent;
    bool is_block = str_chr(inner, '\n', 0) >= 0 && str_is_blank(str_sub(s->text, s->content, i));

    if (!is_block) {
        scan_replace(s, i, end, arena_printf(s->t->mem, "`%.*s`", STR_ARG(str_sub(s->text, i, end))));
        return end;
    }
    indent = prefix(s);
    while (inner.len && char_is_blank(inner.at[inner.len - 1]))
        inner.len--;
    scan_replace(s, i, end, arena_printf(s->t->mem, "```latex%s%.*s%.*s\n%.*s```\n%.*s", str_starts(inner, STR("\n")) ? "" : "\n",
        str_starts(inner, STR("\n")) ? 0 : (int)indent.len, indent.at, STR_ARG(inner), STR_ARG(indent), STR_ARG(indent)));
    return end;
}

ptrdiff_t
scan_formula(struct str text, size_t i, size_t line_end)
{
    char before = i ? text.at[i - 1] : ' ', after;
    ptrdiff_t end = str_chr(str_sub(text, 0, line_end), '$', i + 1);

    if (end < 0 || char_is_alnum(before) || char_is_blank(text.at[i + 1]) || char_is_blank(text.at[end - 1]))
        return STR_NPOS;
    after = (size_t)end + 1 < text.len ? text.at[end + 1] : ' ';
    if (char_is_alnum(after) || after == '$' || !looks_like_mathematics(str_sub(text, i + 1, (size_t)end)))
        return STR_NPOS;
    return end;
}

/* "$x^{{2}}$": mathematics, which nobody sets in a book yet, is shown as code, so that it keeps its signs. */
static size_t
scan_mathematics(struct scan *s, size_t i)
{
    ptrdiff_t end;

    if (s->kind != LINE_TEXT || (i && char_is_alnum(s->text.at[i - 1])))
        return i;
    if (i + 1 < s->text.len && s->text.at[i + 1] == '$') {
        end = scan_ahead(s, NEEDLE_DOLLARS, i + 2);
        if (end < 0 || (size_t)end > i + LONGEST_DISPLAY || !looks_like_mathematics(str_sub(s->text, i + 2, (size_t)end)))
            return i;
        return add_display(s, i, (size_t)end + 2);
    }
    end = scan_formula(s->text, i, s->end);
    if (end < 0)
        return i;
    scan_replace(s, i, (size_t)end + 1, arena_printf(s->t->mem, "`%.*s`", STR_ARG(str_sub(s->text, i, (size_t)end + 1))));
    return (size_t)end + 1;
}

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

/* A construct has ended at byte I, behind the line: the line of I goes on as this one. */
static void
go_on(struct scan *s, size_t i)
{
    if (i <= s->end)
        return;
    s->end = end_of_line(s->text, i);
    s->next = s->end + 1;
    if (s->end + 1 < s->text.len && s->text.at[s->end] == '\r' && s->text.at[s->end + 1] == '\n')
        s->next = s->end + 2;
    s->spans_to = s->spans_to > s->end ? s->spans_to : 0;
}

static bool
next_line(struct scan *s)
{
    if (!lines_next(&s->lines, s->text, s->next, &s->next, &s->kind))
        return false;
    s->content = s->kind == LINE_TEXT || s->kind == LINE_HTML ? s->lines.line.word : s->lines.line.start;
    s->end = s->lines.line.end;
    s->has_prefix = false;
    return true;
}

void
scan_follow(struct scan *s, size_t i)
{
    while (s->end < i && next_line(s))
        s->content = i;
}

static size_t
scan_one(struct scan *s, size_t i)
{
    switch (s->text.at[i]) {
    case '\\':
        return i + 1 < s->end && s->kind == LINE_TEXT ? i + 2 : i;
    case '`':
        return s->kind == LINE_TEXT ? skip_span(s, i) : i;
    case '{':
        return scan_braces(s, i);
    case '[':
        return scan_wiki(s, i);
    case '%':
        return scan_percents(s, i);
    case '<':
        return s->jsx && scan_jsx(s, i) > i ? s->t->tokens[s->t->ntokens - 1].end : skip_html(s, i);
    case '$':
        return scan_mathematics(s, i);
    default:
        return i;
    }
}

/* What scan_one() has a case for. */
static const bool begins_something[256] = { ['\\'] = true, ['`'] = true, ['{'] = true, ['['] = true, ['%'] = true, ['<'] = true,
    ['$'] = true };

/* None of these in sixteen bytes: compilers make a few vector instructions of it. */
static bool
are_plain(const char *at)
{
    unsigned char any = 0;

    for (int i = 0; i < 16; i++)
        any |= (unsigned char)((at[i] == '\\') | (at[i] == '`') | (at[i] == '{') | (at[i] == '[') | (at[i] == '%')
            | (at[i] == '<') | (at[i] == '$'));
    return !any;
}

/* The first byte at or after I that may begin something. */
static size_t
skip_plain(struct scan *s, size_t i)
{
    const char *text = s->text.at;
    size_t end = s->end;

    for (; i < end && char_is_blank(text[i]); i++)
        continue;
    if (i < end && !begins_something[(unsigned char)text[i]])
        s->only_tags = false;
    while (i + 16 <= end && are_plain(text + i))
        i += 16;
    while (i < end && !begins_something[(unsigned char)text[i]])
        i++;
    return i;
}

static void
scan_inline(struct scan *s, size_t i)
{
    while (i < s->end && (s->kind == LINE_TEXT || s->kind == LINE_HTML)) {
        size_t tokens = s->t->ntokens, after;
        i = skip_plain(s, i);
        if (i >= s->end)
            break;
        after = scan_one(s, i);
        s->only_tags = s->only_tags && s->t->ntokens > tokens;
        go_on(s, after);
        i = after > i ? after : i + 1;
    }
    if (i < s->end)
        go_on(s, scan_code(s, i, s->end));
}

/* What stands for a whole line. */
static size_t
scan_whole_line(struct scan *s, size_t i)
{
    static const char *const contents[] = { "[TOC]", "[[toc]]", "[[_TOC_]]", "${toc}", "[[_toc_]]", "{{TOC}}", "@[toc]" };
    struct str words = str_trim(str_sub(s->text, i, s->end));

    if (str_starts(words, STR(":::")))
        return scan_fence(s, i);
    if (str_starts(words, STR("import ")) || str_starts(words, STR("export ")))
        return scan_module(s, i);
    for (size_t k = 0; k < sizeof contents / sizeof *contents; k++) {
        if (!str_ieqc(words, contents[k]))
            continue;
        scan_replace(s, i, s->end, STR(""));
        return s->end;
    }
    return i;
}

/* Tags within tags are indented for people: after a line of tags, a line that begins with one is no code. */
static void
take_indented_tag(struct scan *s)
{
    struct str rest = line_rest(&s->lines.line);

    if (s->kind != LINE_CODE || s->lines.block != BLOCK_INDENTED || !s->after_tags)
        return;
    if (!str_starts(rest, STR("{{<")) && !str_starts(rest, STR("{{%")) && !str_starts(rest, STR("{%")))
        return;
    s->kind = LINE_TEXT;
    s->lines.block = BLOCK_PARAGRAPH;
    scan_replace(s, s->lines.line.at, s->lines.line.word, STR(""));
    s->content = s->lines.line.word;
}

static void
scan_line(struct scan *s)
{
    size_t i, after;

    take_indented_tag(s);
    i = s->content;
    s->after_tags = false;
    if (s->kind == LINE_FENCE && s->lines.opens_fence) {
        scan_info(s);
        return;
    }
    if (s->kind == LINE_CODE || s->kind == LINE_FENCE) {
        go_on(s, scan_code(s, i, s->end));
        return;
    }
    after = scan_whole_line(s, i);
    go_on(s, after);
    s->only_tags = true;
    scan_inline(s, after);
    s->after_tags = s->only_tags && s->lines.block == BLOCK_PARAGRAPH;
    if (s->after_tags)
        s->lines.block = BLOCK_NONE;
}

void
template_scan(struct template *t)
{
    struct scan s = { .t = t, .text = t->text, .jsx = t->in->is_mdx, .braces = t->in->is_mdx };

    map_init(&s.closers);
    s.is_go = str_find(str_sub(t->in->source->bytes, 0, t->in->body), STR("\ntemplate: true"), 0) >= 0;
    while (next_line(&s)) {
        if (s.content < s.end)
            scan_line(&s);
        else
            s.after_tags = false;
    }
    map_release(&s.closers);
}
