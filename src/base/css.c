/* css: the statements of a sheet. SPDX-License-Identifier: MIT
 *
 * One walk from front to back; a piece is copied when it has been judged. Nothing is looked at more than a few times, however
 * blocks lie in each other: what lies too deep goes as a whole. */
#include "base/css.h"

#include "base/utf8.h"

enum { NESTING = 3 };           /* rules in @media in @supports */

enum block { BLOCK_RULE, BLOCK_FONT, BLOCK_PAGE };

/* ---- reading --------------------------------------------------------------------------------------------------------- */

size_t
css_skip(struct str s, size_t i, bool *broken)
{
    char c = s.at[i];
    ptrdiff_t end;

    if (c == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
        end = str_find(s, STR("*/"), i + 2);
        *broken |= end < 0;
        return end < 0 ? s.len : (size_t)end + 2;
    }
    if ((c | 32) == 'u' && str_istarts(str_from(s, i), STR("url("))) {
        for (i += 4; i < s.len && char_is_blank(s.at[i]);)
            i++;
        if (i >= s.len || s.at[i] == '"' || s.at[i] == '\'')
            return i;           /* the string comes next */
        end = str_chr(s, ')', i);
        *broken |= end < 0;
        return end < 0 ? s.len : (size_t)end + 1;
    }
    if (c == '\\')
        return i + 2 < s.len ? i + 2 : s.len;
    if (c != '"' && c != '\'')
        return i + 1;
    for (i++; i < s.len && s.at[i] != c; i++) {
        if (s.at[i] == '\n' || s.at[i] == '\r') {
            *broken = true;
            return i;
        }
        i += s.at[i] == '\\';
    }
    *broken |= i >= s.len;
    return i < s.len ? i + 1 : s.len;
}

/* The first of STOPS at or after I and before END, or the end of a block that is opened on the way; END if there is none. */
static size_t
find_stop(struct str s, size_t i, size_t end, const char *stops)
{
    bool broken = false;

    s.len = end;
    while (i < end && str_chr(str_of(stops), s.at[i], 0) < 0)
        i = css_skip(s, i, &broken);
    return i < end ? i : end;
}

/* The brace that closes the block whose text begins at I; END if none does. */
static size_t
block_end(struct str s, size_t i, size_t end)
{
    size_t depth = 1;
    bool broken = false;

    s.len = end;
    for (; i < end; i = css_skip(s, i, &broken)) {
        depth += s.at[i] == '{';
        if (s.at[i] == '}' && --depth == 0)
            return i;
    }
    return end;
}

static size_t
skip_space(struct css_lint *l, size_t i, size_t end, bool copies)
{
    struct str s = str_sub(l->in, 0, end);
    bool broken = false;

    while (i < end) {
        size_t next = i + 1;
        bool is_comment = s.at[i] == '/' && i + 1 < end && s.at[i + 1] == '*';
        if (!is_comment && !char_is_blank(s.at[i]))
            break;
        if (is_comment)
            next = css_skip(s, i, &broken);
        if (copies && !broken)
            buf_add(&l->out, str_sub(s, i, next));
        i = next;
    }
    return i;
}

/* What stands between FROM and TO, on one line, without comments, blanks collapsed but in strings. */
static struct str
plain(struct css_lint *l, size_t from, size_t to)
{
    struct str s = str_sub(l->in, 0, to), result;
    struct buf out;
    bool gap = false, broken = false;

    buf_init(&out);
    for (size_t i = from, next; i < to; i = next) {
        bool is_gap = char_is_blank(s.at[i]) || (s.at[i] == '/' && i + 1 < to && s.at[i + 1] == '*');
        next = css_skip(s, i, &broken);
        if (!is_gap && gap && out.len)
            buf_addc(&out, ' ');
        if (!is_gap)
            buf_add(&out, str_sub(s, i, next));
        gap = is_gap;
    }
    result = buf_take(&out, l->mem);
    buf_release(&out);
    return result;
}

/* ---- telling --------------------------------------------------------------------------------------------------------- */

static void
tell(struct css_lint *l, enum diag_code code, size_t at, const char *what, size_t end)
{
    enum { SHOWN = 60, MOST = 100 };
    struct str text;
    bool cut;

    if (++l->ndropped > MOST)
        return;                 /* the places of thousands take long to count, and nobody reads them */
    text = plain(l, at, end - at > 4 * SHOWN ? at + 4 * SHOWN : end);
    cut = text.len > SHOWN;
    text.len = cut ? utf8_floor(text, SHOWN) : text.len;
    diag_at(l->diag, code, l->source, at, "%s: %.*s%s", what, STR_ARG(text), cut ? "\u2026" : "");
}

static void
tell_risks(struct css_lint *l, size_t at, unsigned risks)
{
    for (unsigned i = 1; i < CSS_RISKS; i++)
        if ((risks & 1u << i) && !(l->told & 1u << i))
            diag_at(l->diag, DIAG_CSS_RISK, l->source, at, "%s", css_risk_text((enum css_risk)i));
    l->told |= risks;
}

/* ---- fonts ----------------------------------------------------------------------------------------------------------- */

/* The address in "url(x)" at I of VALUE, END behind it. */
static struct str
address_at(struct str value, size_t i, size_t *end)
{
    size_t from = i + 4, to;
    ptrdiff_t close = str_chr(value, ')', from);

    to = close < 0 ? value.len : (size_t)close;
    *end = close < 0 ? value.len : to + 1;
    value = str_trim(str_sub(value, from, to));
    if (value.len > 1 && (value.at[0] == '"' || value.at[0] == '\''))
        value = str_sub(value, 1, value.len - 1);
    return value;
}

/* "format(...)" behind it, if it is a plain one. */
static size_t
format_end(struct str value, size_t i)
{
    size_t at = i;
    ptrdiff_t close;

    while (at < value.len && char_is_blank(value.at[at]))
        at++;
    if (!str_istarts(str_from(value, at), STR("format(")))
        return i;
    close = str_chr(value, ')', at);
    return close < 0 ? i : (size_t)close + 1;
}

/* The sources of a font that the book can hold, and fonts of the device by name. */
static struct str
font_sources(struct css_lint *l, size_t at, struct str value)
{
    struct buf out;
    struct str result;

    buf_init(&out);
    for (size_t i = 0, end; i < value.len; i = end) {
        struct str href = STR_NONE;
        const char *why = NULL;
        end = i + 1;
        if (str_istarts(str_from(value, i), STR("url("))) {
            struct str address = address_at(value, i, &end);
            size_t format = format_end(value, end);
            href = l->font(l->context, address, &why);
            if (href.at)
                buf_addf(&out, "%surl(\"%.*s\")%.*s", out.len ? ", " : "", STR_ARG(href), STR_ARG(str_sub(value, end, format)));
            else
                diag_at(l->diag, DIAG_CSS_DROPPED, l->source, at, "the font '%.*s' %s", STR_ARG(address), why);
            end = format;
        } else if (str_istarts(str_from(value, i), STR("local("))) {
            ptrdiff_t close = str_chr(value, ')', i);
            end = close < 0 ? value.len : (size_t)close + 1;
            buf_addf(&out, "%s%.*s", out.len ? ", " : "", STR_ARG(str_sub(value, i, end)));
        }
    }
    result = buf_take(&out, l->mem);
    buf_release(&out);
    return result;
}

/* ---- declarations ---------------------------------------------------------------------------------------------------- */

/* Dark modes change the colour of text, or of the page, but not that of a box. */
static void
note_colours(struct str property, struct str value, unsigned *seen)
{
    static const char *const none[] = { "none", "transparent", "inherit", "currentcolor", "initial" };

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (str_ieqc(value, none[i]))
            return;
    *seen |= str_ieqc(property, "color") ? 1u : str_ieqc(property, "background-color") || str_ieqc(property, "background") ? 2u : 0;
}

/* The declaration from FROM to TO, judged; true if it was written. */
static bool
clean_declaration(struct css_lint *l, size_t from, size_t to, enum block block, unsigned *colours)
{
    struct str text = plain(l, from, to), property, value;
    ptrdiff_t colon = str_chr(text, ':', 0);
    const char *wrong = "no declaration";
    unsigned risks = 0;

    if (text.len == 0)
        return false;
    property = str_trim(str_sub(text, 0, colon < 0 ? 0 : (size_t)colon));
    value = colon < 0 ? STR("") : str_trim(str_from(text, (size_t)colon + 1));
    if (block == BLOCK_FONT && str_ieqc(property, "src")) {
        value = font_sources(l, from, value);
        wrong = NULL;
        if (value.len == 0)
            return false;
    } else if (colon >= 0) {
        wrong = css_judge_declaration(property, value, &risks);
    }
    if (wrong) {
        tell(l, DIAG_CSS_DROPPED, from, wrong, to);
        return false;
    }
    note_colours(property, value, colours);
    tell_risks(l, from, risks);
    buf_addf(&l->out, "%.*s: %.*s;", STR_ARG(property), STR_ARG(value));
    return true;
}

/* The declarations between FROM and TO. True if a font has a source. */
static bool
clean_declarations(struct css_lint *l, size_t from, size_t to, enum block block)
{
    unsigned colours = 0;
    bool has_source = false;

    for (size_t i = from; i < to;) {
        size_t stop;
        i = skip_space(l, i, to, true);
        stop = find_stop(l->in, i, to, ";{}");
        if (stop < to && l->in.at[stop] == '{') {
            size_t end = block_end(l->in, stop + 1, to);
            tell(l, DIAG_CSS_DROPPED, i, "a rule within a rule", end);
            i = end < to ? end + 1 : to;
            continue;
        }
        if (clean_declaration(l, i, stop, block, &colours))
            has_source |= str_istarts(str_from(l->in, i), STR("src"));
        i = stop < to ? stop + 1 : to;
    }
    if (block == BLOCK_RULE && (colours == 1 || colours == 2))
        tell_risks(l, from, 1u << CSS_BACKGROUND);
    return has_source;
}

/* ---- statements ------------------------------------------------------------------------------------------------------ */

static void clean_statements(struct css_lint *l, size_t i, size_t end, int depth);

static bool
has_broken_string(struct str s)
{
    bool broken = false;

    for (size_t i = 0; i < s.len;)
        i = css_skip(s, i, &broken);
    return broken;
}

/* The rule whose selector begins at FROM and whose block lies between OPEN and CLOSE. */
static void
clean_rule(struct css_lint *l, size_t from, size_t open, size_t close)
{
    struct str selector = plain(l, from, open);
    unsigned risks = 0;
    const char *wrong = css_judge_selector(l->mem, selector, &l->classes, &risks);

    if (wrong) {
        tell(l, DIAG_CSS_DROPPED, from, wrong, open);
        return;
    }
    tell_risks(l, from, risks);
    buf_add(&l->out, selector);
    buf_adds(&l->out, " {");
    clean_declarations(l, open + 1, close, BLOCK_RULE);
    buf_addc(&l->out, '}');
    l->has_rules = true;
}

/* @font-face: nothing of it is left if no source is. */
static void
clean_font(struct css_lint *l, size_t open, size_t close)
{
    size_t start = l->out.len;

    buf_adds(&l->out, "@font-face {");
    if (clean_declarations(l, open + 1, close, BLOCK_FONT)) {
        buf_addc(&l->out, '}');
        return;
    }
    l->out.len = start;
    diag_at(l->diag, DIAG_CSS_DROPPED, l->source, open, "a font without a source");
}

/* The characters of "screen and (min-width: 30em)". */
static bool
is_plain_condition(struct str text)
{
    int depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        depth += (text.at[i] == '(') - (text.at[i] == ')');
        if (depth < 0 || (!char_is_alnum(text.at[i]) && str_chr(STR(" ():,.-/%"), text.at[i], 0) < 0))
            return false;
    }
    return depth == 0 && text.len > 0;
}

/* An at-rule with a block. */
static void
clean_at_block(struct css_lint *l, size_t from, size_t open, size_t close, int depth)
{
    struct str prelude = plain(l, from, open), name = str_sub(prelude, 0, str_before(prelude, " (")), rest;
    static const char pages[] = " :left :right :first ";
    bool is_media = str_ieqc(name, "@media") || str_ieqc(name, "@supports");

    rest = str_trim(str_from(prelude, name.len));
    if (str_ieqc(name, "@font-face") && rest.len == 0) {
        clean_font(l, open, close);
    } else if (str_ieqc(name, "@page") && (rest.len == 0 || str_is_listed(rest, pages))) {
        tell_risks(l, from, 1u << CSS_MEDIA);
        buf_add(&l->out, prelude);
        buf_adds(&l->out, " {");
        clean_declarations(l, open + 1, close, BLOCK_PAGE);
        buf_addc(&l->out, '}');
    } else if (is_media && depth < NESTING && is_plain_condition(rest)) {
        tell_risks(l, from, 1u << CSS_MEDIA);
        buf_add(&l->out, prelude);
        buf_adds(&l->out, " {");
        clean_statements(l, open + 1, close, depth + 1);
        buf_addc(&l->out, '}');
    } else {
        tell(l, DIAG_CSS_DROPPED, from, "a kind of rule that books do not hold", open);
    }
}

/* An at-rule that ends at the semicolon at STOP. */
static void
clean_at_line(struct css_lint *l, size_t from, size_t stop)
{
    struct str text = plain(l, from, stop);
    bool is_namespace = str_istarts(text, STR("@namespace ")) && str_chr(text, '\\', 0) < 0 && !has_broken_string(text);

    if (str_istarts(text, STR("@charset"))) {
        if (str_ifind(text, STR("utf-8"), 0) < 0)
            tell(l, DIAG_CSS_DROPPED, from, "a sheet in a book is UTF-8", stop);
    } else if (is_namespace && !l->has_rules && str_chr(text, '"', 0) > 0 && str_chr(text, '(', 0) < 0) {
        buf_add(&l->out, text);
        buf_addc(&l->out, ';');
    } else if (str_istarts(text, STR("@import"))) {
        tell(l, DIAG_CSS_DROPPED, from, "other sheets are not fetched; put what they hold into this one", stop);
    } else {
        tell(l, DIAG_CSS_DROPPED, from, "a kind of rule that books do not hold", stop);
    }
}

/* The statement at I; the place behind it. */
static size_t
clean_statement(struct css_lint *l, size_t i, size_t end, int depth)
{
    struct str s = l->in;
    bool is_at = s.at[i] == '@';
    size_t stop = find_stop(s, i, end, is_at ? ";{}" : "{}"), close;

    if (str_starts(str_sub(s, i, end), STR("<!--")) || str_starts(str_sub(s, i, end), STR("-->")))
        return i + (s.at[i] == '<' ? 4 : 3);
    if (stop < end && s.at[stop] == ';') {
        clean_at_line(l, i, stop);
        return stop + 1;
    }
    if (stop == end || s.at[stop] == '}') {
        tell(l, DIAG_CSS_SYNTAX, i, stop == end ? "a rule without a block" : "a block is closed that was not opened",
            stop < end ? stop + 1 : stop);
        return stop < end ? stop + 1 : end;
    }
    close = block_end(s, stop + 1, end);
    if (close == end)
        tell(l, DIAG_CSS_SYNTAX, i, "a block is not closed", end);
    else if (is_at)
        clean_at_block(l, i, stop, close, depth);
    else
        clean_rule(l, i, stop, close);
    return close < end ? close + 1 : end;
}

static void
clean_statements(struct css_lint *l, size_t i, size_t end, int depth)
{
    while ((i = skip_space(l, i, end, true)) < end)
        i = clean_statement(l, i, end, depth);
}

struct str
css_clean(struct css_lint *l, const struct source *source)
{
    static const char bom[] = "\uFEFF";
    struct str result;
    size_t start = str_starts(source->bytes, STR(bom)) ? 3 : 0;

    l->source = source;
    l->in = source->bytes;
    buf_init(&l->out);
    buf_adds(&l->out, "@charset \"UTF-8\";\n");
    if (utf8_valid_length(l->in) < l->in.len || memchr(l->in.at, '\0', l->in.len))
        diag_at(l->diag, DIAG_CSS_SYNTAX, source, utf8_valid_length(l->in), "the sheet is not UTF-8 text; nothing of it is taken");
    else
        clean_statements(l, start, l->in.len, 0);
    buf_addc(&l->out, '\n');
    result = buf_take(&l->out, l->mem);
    buf_release(&l->out);
    return result;
}
