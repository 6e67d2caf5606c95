/* template_wiki: links, embeds and comments of Obsidian, Foam and other vaults of notes. SPDX-License-Identifier: MIT */
#include "read/template_scan.h"

#include "base/path.h"
#include "base/url.h"
#include "wrap/text.h"

#include <string.h>

enum { LONGEST_NAME = 500 };

/* ---- [[name]] ---------------------------------------------------------------------------------------------------------- */

/* "[[1, 2]]" is mathematics or a citation. */
static bool
is_name(struct str s)
{
    if (!s.len || s.len > LONGEST_NAME || char_is_blank(s.at[0]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_digit(s.at[i]) && !strchr(" ,.;+-", s.at[i]))
            return true;
    return false;
}

/* Foam says before an embed how it is shown, "content-card![[name]]": where that word begins, or the embed's mark. */
static size_t
embed_start(struct scan *s, size_t mark)
{
    static const char shown[] = " full content card inline full-card full-inline content-card content-inline ";
    size_t start = mark;

    while (start > s->content && (char_is_alpha(s->text.at[start - 1]) || s->text.at[start - 1] == '-'))
        start--;
    if (s->t->ntokens && s->t->tokens[s->t->ntokens - 1].end > start)
        return mark;
    return str_is_listed(str_sub(s->text, start, mark), shown) ? start : mark;
}

size_t
scan_wiki(struct scan *s, size_t i)
{
    size_t start = i + 2, end = start;
    bool is_embed = i > 0 && s->text.at[i - 1] == '!';
    struct token *token;

    if (i + 1 >= s->end || s->text.at[i + 1] != '[')
        return i;
    while (end < s->end && end - start <= LONGEST_NAME && s->text.at[end] != ']' && s->text.at[end] != '[')
        end++;
    if (end + 1 >= s->end || s->text.at[end] != ']' || s->text.at[end + 1] != ']' || !is_name(str_sub(s->text, start, end)))
        return i;
    if (end + 2 < s->end && strchr("([:", s->text.at[end + 2]))     /* a link whose text is in brackets, or a definition */
        return i;
    token = scan_add(s, is_embed ? embed_start(s, i - 1) : i, end + 2, FAMILY_WIKI);
    token->inner = str_sub(s->text, start, end);
    token->closes_itself = is_embed;
    return end + 2;
}

/* Labels of link definitions that have a web address: "[[1]]" is a reference to one in brackets. */
static void
collect_definitions(struct template *t)
{
    struct str text = t->text;

    t->has_definitions = true;
    for (ptrdiff_t at = str_find(text, STR("]:"), 0); at >= 0; at = str_find(text, STR("]:"), (size_t)at + 2)) {
        size_t start = (size_t)at, to = (size_t)at + 2;
        while (start && at - (ptrdiff_t)start < LONGEST_NAME && text.at[start - 1] != '[' && text.at[start - 1] != '\n')
            start--;
        while (to < text.len && (text.at[to] == ' ' || text.at[to] == '\t'))
            to++;
        to += to < text.len && text.at[to] == '<';
        if (start && text.at[start - 1] == '[' && url_is_web(str_sub(text, to, to + 300)))
            *map_slot(&t->definitions, text_fold(t->mem, str_sub(text, start, (size_t)at))) = t;
    }
}

static bool
is_picture(struct str name)
{
    struct str extension = path_extension(name);

    return str_is_listed(extension, " png jpg jpeg gif svg webp avif bmp ");
}

/* "name|alias", "name\|alias" in tables: the name; ALIAS is the rest. */
static struct str
cut_alias(struct str inner, struct str *alias)
{
    ptrdiff_t bar = str_chr(inner, '|', 0);

    *alias = bar < 0 ? STR("") : str_trim(str_from(inner, (size_t)bar + 1));
    inner = bar < 0 ? inner : str_sub(inner, 0, (size_t)bar);
    return str_trim(str_ends(inner, STR("\\")) ? str_sub(inner, 0, inner.len - 1) : inner);
}

/* "300" or "300x200" at the end of an image's alias is its size. */
static void
read_size(struct str alias, struct figure *f)
{
    ptrdiff_t bar = str_rchr(alias, '|');
    struct str size = str_trim(str_from(alias, (size_t)(bar + 1)));
    size_t digits = 0;

    while (digits < size.len && char_is_digit(size.at[digits]))
        digits++;
    if (digits && (digits == size.len || size.at[digits] == 'x')) {
        f->width = str_sub(size, 0, digits);
        f->alt = bar < 0 ? STR("") : str_trim(str_sub(alias, 0, (size_t)bar));
        if (f->alt.len && f->alt.at[f->alt.len - 1] == '\\')
            f->alt.len--;
    } else {
        f->alt = alias;
    }
}

static void
write_picture(struct template *t, struct token *token, struct str name, struct str alias)
{
    struct figure f = { .src = arena_printf(t->mem, "sheaf:wiki/%.*s", STR_ARG(name)) };

    read_size(alias, &f);
    if (!f.alt.len)
        f.alt = path_stem(name);
    emit_figure(t, token, &f);
}

/* "Note > Heading", "Heading" of "#Heading", "Note" of "Note.md". */
static struct str
label_of(struct arena *mem, struct str name)
{
    ptrdiff_t hash = str_chr(name, '#', 0);
    struct str note = hash < 0 ? name : str_sub(name, 0, (size_t)hash);
    struct str heading = hash < 0 ? STR("") : str_from(name, (size_t)hash + 1);
    ptrdiff_t inner = str_rchr(heading, '#');

    heading = inner < 0 ? heading : str_from(heading, (size_t)inner + 1);
    if (str_ends(note, STR(".md")))
        note.len -= 3;
    if (str_starts(heading, STR("^")))
        heading = note.len ? STR("") : str_from(heading, 1);
    if (!heading.len)
        return note;
    return note.len ? arena_printf(mem, "%.*s > %.*s", STR_ARG(note), STR_ARG(heading)) : heading;
}

/* "Note#B" of "Note#A#B": headings within headings. */
static struct str
last_heading(struct arena *mem, struct str name)
{
    ptrdiff_t first = str_chr(name, '#', 0), last = str_rchr(name, '#');

    if (first < 0 || first == last)
        return name;
    return arena_printf(mem, "%.*s%.*s", STR_ARG(str_sub(name, 0, (size_t)first)), STR_ARG(str_from(name, (size_t)last)));
}

void
handle_wiki(struct template *t, struct token *token)
{
    struct str alias, name = cut_alias(token->inner, &alias);

    if (!t->has_definitions)
        collect_definitions(t);
    if (!name.len || (t->definitions.n && map_has(&t->definitions, text_fold(t->mem, token->inner)))) {
        emit_copy(t, token->start, token->end);
        return;
    }
    if (token->closes_itself && is_picture(name))
        write_picture(t, token, name, alias);
    else
        emit_target(t, token, "wiki", last_heading(t->mem, name), alias.len && !token->closes_itself ? alias
            : label_of(t->mem, name));
}

/* ---- %%comments%% ------------------------------------------------------------------------------------------------------ */

/* Between two "%%", also over several lines if the first begins one. "100%%" is none. */
size_t
scan_percents(struct scan *s, size_t i)
{
    char before = i ? s->text.at[i - 1] : '\n';
    ptrdiff_t end;

    if (i + 1 >= s->text.len || s->text.at[i + 1] != '%' || (i + 2 < s->text.len && s->text.at[i + 2] == '%'))
        return i;
    if (before == '%' || char_is_digit(before))
        return i;
    end = scan_ahead(s, NEEDLE_PERCENTS, i + 2);
    if (end < 0 || ((size_t)end > s->end && !str_is_blank(str_sub(s->text, s->content, i))))
        return i;
    scan_replace(s, i, (size_t)end + 2, STR(""));
    return (size_t)end + 2;
}
