/* template_figure: tags that show pictures. SPDX-License-Identifier: MIT */
#include "read/template_part.h"

#include <string.h>

enum { MOST_PIXELS = 100000 };

static bool
names_picture(struct str address)
{
    static const char *const extensions[] = { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff" };
    ptrdiff_t query = str_chr(address, '?', 0);

    address = query < 0 ? address : str_sub(address, 0, (size_t)query);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        struct str end = str_of(extensions[i]);
        if (address.len > end.len && str_ieq(str_from(address, address.len - end.len), end))
            return true;
    }
    return false;
}

static bool
is_number(struct str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += char_is_digit(s.at[i]) != 0;
    return digits > 0 && (digits == s.len || str_ends(s, STR("px")) || str_ends(s, STR("%")) || str_chr(s, 'x', 0) > 0);
}

static const char SOURCES[] = "src url image img file filename path source image_path image-path";

/* The place of the picture among the arguments, or nargs. */
static size_t
picture_place(const struct call *call)
{
    for (size_t i = 0; i < call->nargs; i++)
        if (!call->args[i].name.len && names_picture(call->args[i].value))
            return i;
    return call->nargs;
}

/* What is said of a picture without a name: one text in quotes, the last one, or some words. */
static struct str
unnamed_text(struct arena *mem, const struct call *call, size_t from)
{
    struct buf words;
    struct str text = STR("");

    buf_init(&words);
    for (size_t i = from; i < call->nargs; i++) {
        const struct argument *a = &call->args[i];
        if (a->name.len || (!a->quoted && (is_number(a->value) || str_eqc(a->value, "_") || str_starts(a->value, STR("--")))))
            continue;
        if (a->quoted) {
            buf_clear(&words);
        } else if (words.len) {
            buf_addc(&words, ' ');
        }
        buf_add(&words, a->value);
    }
    text = str_trim(buf_take(&words, mem));
    buf_release(&words);
    return is_number(text) ? STR("") : text;
}

/* Words of a caption without the marks of links and emphasis. */
static struct str
plain_words(struct arena *mem, struct str caption)
{
    char *out = arena_alloc(mem, caption.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < caption.len; i++) {
        if (caption.at[i] == ']' && i + 1 < caption.len && caption.at[i + 1] == '(') {
            while (i < caption.len && caption.at[i] != ')')
                i++;
        } else if (caption.at[i] == '<') {
            while (i < caption.len && caption.at[i] != '>')
                i++;
        } else if (!strchr("[]*`", caption.at[i])) {
            out[n++] = char_is_blank(caption.at[i]) ? ' ' : caption.at[i];
        }
    }
    return (struct str){ out, n };
}

static struct str
link_of(const struct call *call)
{
    struct str link = call_get(call, "link href target_url", -1);

    return str_chr(link, '/', 0) >= 0 || str_chr(link, '.', 0) >= 0 || str_starts(link, STR("#")) ? link : STR("");
}

static void
read_figure(struct template *t, const struct call *call, struct figure *f)
{
    size_t place = picture_place(call);
    unsigned long pixels;

    *f = (struct figure){ .alt = call_get(call, "alt description", -1), .caption = call_get(call, "caption cap", -1),
        .title = call_get(call, "title", -1), .link = link_of(call), .attr = call_get(call, "attr attribution", -1),
        .attrlink = call_get(call, "attrlink", -1), .width = call_get(call, "width", -1) };
    f->src = call_get(call, SOURCES, -1);
    if (!f->src.len && place < call->nargs)
        f->src = str_trim(call->args[place].value);
    else if (!f->src.len && (place = 0, !names_picture(f->src)))
        f->src = call_get(call, "", 0);
    if (!call_has(call, "alt description"))
        f->alt = unnamed_text(t->mem, call, place + 1);
    if (!f->alt.len && (f->caption.len || f->title.len))
        f->alt = plain_words(t->mem, f->caption.len ? f->caption : f->title);
    if (str_ends(f->width, STR("px")))
        f->width.len -= 2;
    if (!str_uint(f->width, MOST_PIXELS, &pixels))
        f->width = STR("");
}

/* Expressions within an argument, `url="{{ site.url }}/x.png"`. */
static struct str
resolved(struct template *t, struct str value)
{
    struct source source = { .path = "", .bytes = value };
    struct template_input in = { .source = &source, .article = t->in->article };
    struct template_text text;

    if (str_find(value, STR("{{"), 0) < 0)
        return value;
    template_resolve(t->mem, &in, &text);
    return text.text;
}

void
handle_figure(struct template *t, struct token *token)
{
    struct figure f;

    if (token->role == ROLE_CLOSE)
        return;
    read_figure(t, &token->call, &f);
    f.src = resolved(t, f.src);
    if (!f.src.len) {
        template_unknown(t, token);
        return;
    }
    emit_figure(t, token, &f);
    if (token->role == ROLE_OPEN)
        emit_break(t, token);
}

/* Hexo's pictures beside the post. */
void
handle_asset(struct template *t, struct token *token)
{
    struct figure f;

    if (token->role == ROLE_CLOSE)
        return;
    read_figure(t, &token->call, &f);
    if (!names_picture(f.src) && !f.src.len) {
        template_unknown(t, token);
        return;
    }
    f.src = arena_printf(t->mem, "sheaf:asset/%.*s", STR_ARG(f.src));
    emit_figure(t, token, &f);
}

/* What is not known by name may show a picture: it is kept. */
void
handle_unknown(struct template *t, struct token *token)
{
    if (token->role != ROLE_CLOSE && (picture_place(&token->call) < token->call.nargs
        || names_picture(call_get(&token->call, SOURCES, -1))))
        handle_figure(t, token);
    else
        template_unknown(t, token);
}
