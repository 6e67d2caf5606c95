/* notes_shield: references whose labels look like markup. SPDX-License-Identifier: MIT */
#include "read/notes_shield.h"

#include "base/buf.h"

#include <string.h>

/* What md4c may take for markup. Code and tags come before brackets in Markdown, so "`" and "<" are left alone. */
static bool
looks_like_markup(struct str label)
{
    bool found = false;

    for (size_t i = 0; i < label.len; i++) {
        char c = label.at[i];
        bool is_inner = i > 0 && i + 1 < label.len;
        if (c == '`' || c == '<')
            return false;
        found = found || (c && strchr("*~&!\\@:|", c)) || (c == '_' && !(is_inner && char_is_alnum(label.at[i - 1])));
    }
    return found || str_istarts(label, STR("www."));
}

/* A character for private use that the text does not hold; empty if it holds the first hundreds of them. */
static struct str
free_mark(struct arena *mem, struct str text)
{
    for (unsigned i = 0; i < 256; i++) {
        struct str mark = arena_printf(mem, "\xEE%c%c", 0x80 + (int)(i >> 6), 0x80 + (int)(i & 63));
        if (str_find(text, mark, 0) < 0)
            return mark;
    }
    return STR_NONE;
}

struct rewrite {
    struct arena *mem;
    const struct lifted *old;
    size_t segment;             /* the next one of the old map */
    struct buf text;
    struct places places;
};

/* Copies the old text from FROM to before TO with its part of the map. */
static void
copy(struct rewrite *w, size_t from, size_t to)
{
    const struct lifted *old = w->old;

    if (from == to)
        return;
    places_mark(w->mem, &w->places, &w->text, places_source(&old->places, (uint32_t)from), false);
    while (w->segment < old->places.n && old->places.map[w->segment].at <= from)
        w->segment++;
    for (; w->segment < old->places.n && old->places.map[w->segment].at < to; w->segment++) {
        struct place place = old->places.map[w->segment];
        place.at = (uint32_t)(w->text.len + (place.at - from));
        *ARENA_PUSH(w->mem, w->places.map, w->places.n) = place;
    }
    buf_add(&w->text, str_sub(old->text, from, to));
}

/* The label of what may be a reference at byte AT; empty if it is none. */
static struct str
label_at(struct str text, size_t at)
{
    size_t end = at + 2;

    while (end < text.len && !strchr("] [\t\r\n", text.at[end]))
        end++;
    return end < text.len && text.at[end] == ']' ? str_sub(text, at + 2, end) : STR_NONE;
}

void
shield_raise(struct arena *mem, struct lifted *lifted, bool (*is_known)(const void *data, struct str label), const void *data,
    struct shield *shield)
{
    struct rewrite w = { .mem = mem, .old = lifted };
    struct str text = lifted->text;
    struct str mark = STR_NONE;
    size_t done = 0;

    *shield = (struct shield){ 0 };
    for (size_t i = 0; i < lifted->nnotes && !mark.len; i++)
        if (looks_like_markup(lifted->notes[i].label))
            mark = free_mark(mem, text);
    if (!mark.len)
        return;
    buf_init(&w.text);
    for (ptrdiff_t at = str_find(text, STR("[^"), 0); at >= 0; at = str_find(text, STR("[^"), (size_t)at + 2)) {
        struct str label = label_at(text, (size_t)at);
        if (!looks_like_markup(label) || !is_known(data, label))
            continue;
        copy(&w, done, (size_t)at + 2);
        buf_add(&w.text, mark);
        buf_addf(&w.text, "%zu", shield->nlabels);
        *ARENA_PUSH(mem, shield->labels, shield->nlabels) = label;
        done = (size_t)at + 2 + label.len;
    }
    copy(&w, done, text.len);
    shield->mark = mark;
    lifted->text = buf_take(&w.text, mem);
    lifted->places = w.places;
    buf_release(&w.text);
}

struct str
shield_label(const struct shield *shield, struct str label)
{
    unsigned long n;

    if (!shield->nlabels || !str_starts(label, shield->mark))
        return label;
    return str_uint(str_from(label, shield->mark.len), shield->nlabels - 1, &n) ? shield->labels[n] : label;
}

static struct str
restored(struct arena *mem, const struct shield *shield, struct str text)
{
    struct buf out;
    size_t done = 0;
    ptrdiff_t at = str_find(text, shield->mark, 0);

    if (at < 0)
        return text;
    buf_init(&out);
    for (; at >= 0; at = str_find(text, shield->mark, done)) {
        size_t end = (size_t)at + shield->mark.len;
        while (end < text.len && char_is_digit(text.at[end]))
            end++;
        buf_add(&out, str_sub(text, done, (size_t)at));
        buf_add(&out, shield_label(shield, str_sub(text, (size_t)at, end)));
        done = end;
    }
    buf_add(&out, str_from(text, done));
    text = buf_take(&out, mem);
    buf_release(&out);
    return text;
}

void
shield_lower(struct arena *mem, const struct shield *shield, struct node *root)
{
    if (!shield->nlabels)
        return;
    for (struct node *n = root->first; n; n = node_next(n, root)) {
        if (!node_is_element(n))
            n->text = restored(mem, shield, n->text);
        for (struct attr *a = n->attrs; a; a = a->next)
            a->value = restored(mem, shield, a->value);
    }
}
