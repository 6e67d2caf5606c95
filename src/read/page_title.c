/* page_title: the title of a saved page without the name of its site. SPDX-License-Identifier: MIT */
#include "read/page_facts.h"

#include "wrap/text.h"

#include <string.h>

/* What stands between a title and the name of the site. After a sure one the site's name is expected, whatever it is. */
static const struct separator {
    const char *text;
    bool is_sure;
} separators[] = {
    { " | ", true }, { " || ", true }, { " » ", true }, { " « ", true }, { " :: ", true }, { " • ", true }, { " · ", true },
    { " - ", false }, { " – ", false }, { " — ", false }, { " ~ ", false }, { " -- ", false }, { ": ", false }, { "| ", true },
};

struct cut {                    /* a title in two */
    struct str head, tail;
    const struct separator *at;
};

/* The next cut at or after byte FROM, which moves behind its separator. */
static bool
next_cut(struct str title, size_t *from, struct cut *cut)
{
    for (size_t i = *from; i < title.len; i++) {
        for (size_t s = 0; s < sizeof separators / sizeof *separators; s++) {
            struct str text = str_of(separators[s].text);
            if (!str_starts(str_from(title, i), text) || i == 0)
                continue;
            *cut = (struct cut){ str_trim(str_sub(title, 0, i)), str_trim(str_from(title, i + text.len)), &separators[s] };
            *from = i + 1;
            return cut->head.len > 0 && cut->tail.len > 0;
        }
    }
    return false;
}

/* Letters and digits only, case-folded: how two spellings of a name are compared. Bytes above ASCII count as letters. */
static struct str
essence(struct arena *a, struct str s)
{
    struct str folded = text_fold(a, s);
    char *at = arena_alloc(a, folded.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < folded.len; i++)
        if (char_is_alnum(folded.at[i]) || (unsigned char)folded.at[i] >= 0x80)
            at[n++] = folded.at[i];
    return (struct str){ at, n };
}

static bool
is_same(struct arena *a, struct str one, struct str other)
{
    struct str left = essence(a, one);

    return left.len > 0 && str_eq(left, essence(a, other));
}

static bool
is_site(const struct page_facts *f, struct str text)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->all[i].field == PAGE_SITE && is_same(f->mem, f->all[i].text, text))
            return true;
    return false;
}

static bool
is_heading(const struct page_facts *f, struct str text, int rank)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->all[i].field == PAGE_HEADING && f->all[i].rank <= rank && is_same(f->mem, f->all[i].text, text))
            return true;
    return false;
}

static size_t
count_words(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += !char_is_blank(s.at[i]) && (i == 0 || char_is_blank(s.at[i - 1]));
    return n;
}

/* TITLE without the site's name where that is known, at either end. */
static struct str
without_known_site(const struct page_facts *f, struct str title)
{
    struct cut cut;

    for (size_t from = 0; next_cut(title, &from, &cut);) {
        if (is_site(f, cut.tail))
            return cut.head;
        if (is_site(f, cut.head))
            return cut.tail;
    }
    return title;
}

/* The part of TITLE that is a heading of the page too, or all of it. */
static struct str
heading_part(const struct page_facts *f, struct str title, int rank)
{
    struct cut cut;

    if (is_heading(f, title, rank))
        return title;
    for (size_t from = 0; next_cut(title, &from, &cut);) {
        if (is_heading(f, cut.head, rank))
            return cut.head;
        if (is_heading(f, cut.tail, rank))
            return cut.tail;
    }
    return title;
}

/* TITLE without what stands behind the last separator, where that looks like a name and not like part of a sentence. */
static struct str
without_likely_site(struct str title)
{
    enum { MOST_SITE_WORDS = 4, LEAST_TITLE_WORDS = 3 };
    struct cut cut, last = { .at = NULL };
    size_t words;

    for (size_t from = 0; next_cut(title, &from, &cut);)
        if (cut.at->text[0] == ' ' || cut.at->is_sure)
            last = cut;
    if (!last.at)
        return title;
    words = count_words(last.head);
    if (last.at->is_sure ? words < 2 : words < LEAST_TITLE_WORDS || count_words(last.tail) > MOST_SITE_WORDS)
        return title;
    return last.head;
}

static struct str
clean_title(const struct page_facts *f, const struct page_fact *fact)
{
    struct str title, part;

    if (fact->rank < PAGE_RANK_HEAD)    /* made to be shown alone: what stands in it belongs to it */
        return fact->text;
    title = without_known_site(f, fact->text);
    part = heading_part(f, title, fact->rank == PAGE_RANK_ELEMENT ? 1 : 0);
    if (part.len < title.len || fact->rank != PAGE_RANK_ELEMENT || title.len < fact->text.len || is_heading(f, title, 1))
        return part;
    return without_likely_site(title);
}

/* By rank; but what JSON-LD says counts before all where the page prints it as its first heading too: other titles are often
 * meant for search engines and time lines. */
struct str
page_facts_title(const struct page_facts *f)
{
    const struct page_fact *heading = page_facts_find(f, PAGE_HEADING);
    struct str first = STR(""), site = STR("");

    for (int rank = 0; rank < PAGE_RANKS; rank++) {
        for (size_t i = 0; i < f->n; i++) {
            struct str title;
            if (f->all[i].field != PAGE_TITLE || f->all[i].rank != rank)
                continue;
            title = clean_title(f, &f->all[i]);
            if (is_site(f, title))
                site = title;
            else if (f->all[i].is_ld && is_heading(f, title, 0))
                return title;
            else if (!first.len)
                first = title;
        }
    }
    if (first.len)
        return first;
    return heading && heading->rank == 0 ? heading->text : site;
}
