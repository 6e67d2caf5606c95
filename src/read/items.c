/* items: where the articles of a feed or export stand in its text. SPDX-License-Identifier: MIT */
#include "read/items.h"

/* ---- XML ------------------------------------------------------------------------------------------------------------- */

/* The byte after END at or after AT; the text's end if it is not there. */
static size_t
behind(struct str text, size_t at, struct str end)
{
    ptrdiff_t found = str_find(text, end, at);

    return found < 0 ? text.len : (size_t)found + end.len;
}

static bool
looks_at(struct str text, size_t at, const char *what)
{
    return str_starts(str_from(text, at), str_of(what));
}

/* A start or end tag: quoted values may hold ">". */
static size_t
behind_tag(struct str text, size_t at)
{
    char quote = 0;

    for (; at < text.len; at++) {
        char c = text.at[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
        else if (c == '<' && at > 0)
            break;
    }
    return at;
}

/* The byte after what begins with "<" at AT and is no tag; 0 if it is one. CDATA without an end ends with the item: what begins a
 * new one is worth more than what was quoted. */
static size_t
behind_other(struct str text, size_t at)
{
    static const struct { const char *begin; struct str end; } others[] = {
        { "<!--", { "-->", 3 } }, { "<![CDATA[", { "]]>", 3 } }, { "<?", { "?>", 2 } }, { "<!", { ">", 1 } },
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (looks_at(text, at, others[i].begin))
            return behind(text, at + 2, others[i].end);
    return 0;
}

/* "item" of "<rss:item a=…>" and "</item>"; empty for what is no tag. */
static struct str
local_name(struct str text, size_t at)
{
    size_t start = at + 1 + (at + 1 < text.len && text.at[at + 1] == '/'), i = start;

    while (i < text.len && !char_is_blank(text.at[i]) && text.at[i] != '>' && text.at[i] != '/' && text.at[i] != '<') {
        if (text.at[i] == ':')
            start = i + 1;
        i++;
    }
    return str_sub(text, start, i);
}

static bool
is_item(struct str name)
{
    return str_eqc(name, "item") || str_eqc(name, "entry");
}

static bool
found(struct items *x, size_t start, size_t end)
{
    for (; x->counted < start; x->counted++)
        x->line += x->text.at[x->counted] == '\n';
    x->item = str_sub(x->text, start, end);
    x->at = end;
    return true;
}

bool
items_next_xml(struct items *x)
{
    struct str text = x->text;
    ptrdiff_t open, start = -1;

    for (size_t at = x->at; (open = str_chr(text, '<', at)) >= 0;) {
        size_t here = (size_t)open, end = behind_other(text, here);
        bool is_end = looks_at(text, here, "</");
        if (end) {
            at = end;
            continue;
        }
        at = behind_tag(text, here + 1);
        if (!is_item(local_name(text, here)))
            continue;
        if (is_end && start >= 0)
            return found(x, (size_t)start, at);
        if (!is_end && start >= 0)
            return found(x, (size_t)start, here);
        if (!is_end && at > here + 1 && text.at[at - 2] == '/')
            return found(x, here, at);
        start = is_end ? start : open;
    }
    return start >= 0 && found(x, (size_t)start, text.len);
}

struct str
items_root_tag(struct str text)
{
    ptrdiff_t open;

    for (size_t at = 0; (open = str_chr(text, '<', at)) >= 0;) {
        size_t here = (size_t)open, end = behind_other(text, here);
        ptrdiff_t subset = looks_at(text, here, "<!DOCTYPE") ? str_chr(str_sub(text, 0, end), '[', here) : -1;
        if (subset >= 0)
            end = behind(text, behind(text, here, STR("]")), STR(">"));
        if (!end)
            return str_sub(text, here, behind_tag(text, here + 1));
        at = end;
    }
    return STR("");
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------ */

static size_t
skip_blanks(struct str text, size_t at)
{
    while (at < text.len && char_is_blank(text.at[at]))
        at++;
    return at;
}

static size_t
behind_string(struct str text, size_t at)
{
    for (at++; at < text.len && text.at[at] != '"'; at++)
        at += text.at[at] == '\\';
    return at < text.len ? at + 1 : text.len;
}

size_t
items_json_end(struct str text, size_t at)
{
    size_t depth = 0;

    for (at = skip_blanks(text, at); at < text.len;) {
        char c = text.at[at];
        if (c == '"') {
            at = behind_string(text, at);
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
            return at;
        } else {
            depth += c == '{' || c == '[';
            depth -= c == '}' || c == ']';
            at++;
        }
        if (depth == 0 && (c == '"' || c == '}' || c == ']'))
            return at;
    }
    return text.len;
}

struct str
items_json_member(struct str text, struct str key)
{
    size_t at = skip_blanks(text, 0);

    if (at >= text.len || text.at[at] != '{')
        return STR_NONE;
    for (at = skip_blanks(text, at + 1); at < text.len && text.at[at] == '"'; at = skip_blanks(text, at)) {
        size_t end = behind_string(text, at), value = skip_blanks(text, end);
        bool is_it = end > at + 1 && str_eq(str_sub(text, at + 1, end - 1), key);
        if (value >= text.len || text.at[value] != ':')
            break;
        value = skip_blanks(text, value + 1);
        at = items_json_end(text, value);
        if (is_it)
            return str_sub(text, value, at);
        at = skip_blanks(text, at);
        at += at < text.len && text.at[at] == ',';
    }
    return STR_NONE;
}

bool
items_next_json(struct items *x)
{
    size_t at = skip_blanks(x->text, x->at), end;

    if (x->at == 0) {
        if (at >= x->text.len || x->text.at[at] != '[')
            return false;
        at = skip_blanks(x->text, at + 1);
    } else if (at < x->text.len && x->text.at[at] == ',') {
        at = skip_blanks(x->text, at + 1);
    }
    if (at >= x->text.len || x->text.at[at] == ']')
        return false;
    end = items_json_end(x->text, at);
    return end > at && found(x, at, end);
}
