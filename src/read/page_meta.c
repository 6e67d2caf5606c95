/* page_meta: from what a saved page says to the fields of its article. SPDX-License-Identifier: MIT */
#include "read/page_facts.h"

#include "base/uri.h"
#include "base/url.h"
#include "read/meta.h"
#include "wrap/text.h"

#include <string.h>

enum { LONGEST_NAME = 100, LONGEST_TAG = 60, MOST_TAGS = 64, RANK_BYLINE = 3 };

static void
fill(struct str *field, const struct page_fact *fact, struct arena *a)
{
    if (field->len == 0 && fact)
        *field = arena_str(a, fact->text);
}

/* Calls USE for the facts of FIELD from the best rank on, until it is content with one. */
static const struct page_fact *
first_usable(const struct page_facts *f, enum page_field field, bool (*use)(void *, const struct page_fact *), void *context)
{
    for (int rank = 0; rank < PAGE_RANKS; rank++)
        for (size_t i = 0; i < f->n; i++)
            if (f->all[i].field == field && f->all[i].rank == rank && use(context, &f->all[i]))
                return &f->all[i];
    return NULL;
}

/* ---- dates ----------------------------------------------------------------------------------------------------------- */

struct dating {
    int zone;
    struct date date;
    enum date_result problem;   /* of the first fact that was meant as a date and is none */
    struct str unread;
};

/* TEXT without its first word: "Posted on 5 March 2024". */
static struct str
without_word(struct str text)
{
    size_t n = 0;

    while (n < text.len && !char_is_blank(text.at[n]))
        n++;
    return str_trim(str_from(text, n));
}

/* What programs write for "no date": the first day of the calendar, or of Unix. */
static bool
is_no_date(struct date d)
{
    return d.year < 1000 || (d.year == 1970 && d.month == 1 && d.day == 1 && d.hour == 0);
}

static bool
use_date(void *context, const struct page_fact *fact)
{
    struct dating *d = context;
    struct str text = fact->text;
    struct date date;
    enum date_result result = date_parse(text, d->zone, &date);

    for (int words = 0; words < 3 && result == DATE_BAD && fact->rank >= PAGE_RANK_TIME; words++)
        result = date_parse(text = without_word(text), d->zone, &date);
    if (result == DATE_OK && !is_no_date(date)) {
        d->date = date;
        return true;
    }
    if (result != DATE_OK && d->problem == DATE_OK && fact->rank < PAGE_RANK_TIME) {
        d->problem = result;
        d->unread = fact->text;
    }
    return false;
}

/* "/2019/11/18/title": the day, or the month, in the page's address. */
static bool
url_date(const struct page_facts *f, int zone, struct date *date)
{
    struct str path = url_path(page_facts_url(f));

    return path.len > 1 && meta_folder_date(str_from(path, 1), zone, date);
}

/* Did front matter or a sidecar give the date, and not just the name of the file? */
static bool
is_date_given(const struct reading *r, const struct article *article)
{
    static const char *const keys[] = { "date", "publishDate", "pubDate", "published", "created", "saved" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (article->date.precision != DATE_NONE && value_get(r->meta, keys[i]))
            return true;
    return false;
}

/* What the page says in so many words counts for more than the name of its file; what only looks like a date, for less. */
static void
apply_dates(const struct page_facts *f, struct reading *r, struct article *article)
{
    struct dating d = { .zone = r->catalog->config->zone, .problem = DATE_OK };
    bool is_named = article->date.precision != DATE_NONE;
    const struct page_fact *found;
    struct date in_url;

    if (article->modified.precision == DATE_NONE && first_usable(f, PAGE_MODIFIED, use_date, &d))
        article->modified = d.date;
    if (is_date_given(r, article))
        return;
    d.problem = DATE_OK;
    found = first_usable(f, PAGE_DATE, use_date, &d);
    if (found && found->rank < PAGE_RANK_TIME)
        article->date = d.date;
    else if (!is_named && url_date(f, d.zone, &in_url) && (!found || in_url.precision >= DATE_DAY))
        article->date = in_url;
    else if (!is_named && found)
        article->date = d.date;
    else if (!is_named && d.problem != DATE_OK)
        diag_add(r->diag, d.problem == DATE_AMBIGUOUS ? DIAG_DATE_AMBIGUOUS : DIAG_DATE_INVALID, r->file->path, 0, 0,
            "the page's date '%.*s' %s", STR_ARG(d.unread),
            d.problem == DATE_AMBIGUOUS ? "may be read in two ways" : "cannot be read");
}

/* ---- names ----------------------------------------------------------------------------------------------------------- */

static bool
ends_name(struct str rest)
{
    static const char *const stops[] = { " | ", " · ", " • ", " — ", " – ", " - ", " Updated", " Published", " Posted",
        " Last updated", " on ", " @", " (@" };

    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (str_istarts(rest, str_of(stops[i])))
            return true;
    return false;
}

/* TEXT before a date: before its first digit, and before the name of a month or day that stands there. */
static struct str
without_date(struct str text)
{
    static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    size_t end = 0;
    struct str word;

    while (end < text.len && !char_is_digit(text.at[end]))
        end++;
    if (end == text.len)
        return text;
    for (bool is_date = true; is_date;) {
        text = str_sub(text, 0, end);
        while (end && !char_is_alpha(text.at[end - 1]))
            end--;
        text = str_sub(text, 0, end);
        while (end && char_is_alpha(text.at[end - 1]))
            end--;
        word = str_from(text, end);
        is_date = false;
        for (size_t i = 0; end > 0 && i < sizeof names / sizeof *names; i++)
            is_date = is_date || str_istarts(word, str_of(names[i]));
    }
    return text;
}

/* The name in a byline: without "By" before it and a date or an office after it. */
static struct str
clean_name(struct str text, bool is_byline)
{
    static const char *const before[] = { "by ", "by: ", "written by ", "posted by ", "published by ", "author: ",
        "authors: ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "text: ", "words by ", "words: ",
        "story by ", "review by ", "analysis by ", "opinion by ", "report by ", "autor: ", "auteur: ", "автор: ",
        "作者：", "作者:", "文：" };

    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_istarts(text, str_of(before[i])))
            text = str_trim(str_from(text, strlen(before[i])));
    for (size_t i = 0; i < text.len; i++)
        if (ends_name(str_from(text, i)))
            text = str_sub(text, 0, i);
    if (is_byline)
        text = str_trim(without_date(text));
    while (text.len && strchr(",;:|/", text.at[text.len - 1]))
        text = str_trim(str_sub(text, 0, text.len - 1));
    return text;
}

static bool
is_name(struct str s, bool is_byline)
{
    static const char *const none[] = { "admin", "administrator", "null", "undefined", "unknown", "none", "author", "guest",
        "by", "von", "par" };
    size_t digits = 0;

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (str_ieqc(s, none[i]))
            return false;
    for (size_t i = 0; i < s.len; i++)
        digits += char_is_digit(s.at[i]);
    return s.len > 1 && s.len <= LONGEST_NAME && str_find(s, STR("://"), 0) < 0 && !str_istarts(s, STR("www.")) &&
        s.at[0] != '@' && s.at[0] != '{' && !(is_byline && digits > 0);
}

static bool
is_known(const struct article *article, struct str name)
{
    for (size_t i = 0; i < article->nauthors; i++)
        if (str_ieq(article->authors[i].name, name))
            return true;
    return false;
}

static bool
is_site_name(const struct page_facts *f, struct str name)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->all[i].field == PAGE_SITE && str_ieq(f->all[i].text, name))
            return true;
    return false;
}

/* All names of one rank. Bylines that do not stand next to each other are those of several articles: the first counts. */
static void
add_authors(const struct page_facts *f, int rank, bool with_site, struct arena *a, struct article *article)
{
    bool is_byline = rank >= RANK_BYLINE;

    for (size_t i = 0; i < f->n; i++) {
        struct str name;
        if (f->all[i].field != PAGE_AUTHOR || f->all[i].rank != rank) {
            if (is_byline && article->nauthors)
                break;
            continue;
        }
        name = clean_name(f->all[i].text, is_byline);
        if (is_name(name, is_byline) && !is_known(article, name) && (with_site || !is_site_name(f, name)))
            meta_add_authors(a, article, arena_str(a, name), true);
    }
}

static void
apply_authors(const struct page_facts *f, struct arena *a, struct article *article)
{
    for (int pass = 0; pass < 2 && article->nauthors == 0; pass++)
        for (int rank = 0; rank < PAGE_RANKS && article->nauthors == 0; rank++)
            add_authors(f, rank, pass > 0, a, article);
}

/* ---- tags ------------------------------------------------------------------------------------------------------------ */

static void
add_tag(struct arena *a, struct article *article, struct str tag)
{
    tag = str_trim(tag);
    while (tag.len && strchr("\"'", tag.at[0]))
        tag = str_from(tag, 1);
    while (tag.len && strchr("\"'", tag.at[tag.len - 1]))
        tag = str_sub(tag, 0, tag.len - 1);
    if (tag.len && !strchr("_@&", tag.at[0]) && tag.len <= LONGEST_TAG && article->ntags < MOST_TAGS)
        meta_add_tag(a, article, arena_str(a, tag));
}

static size_t
count(struct str s, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.at[i] == c;
    return n;
}

/* One tag may have one comma ("Washington, D.C."); with more it is a list that was put where one tag belongs. */
static void
apply_tags(const struct page_facts *f, struct arena *a, struct article *article)
{
    if (article->ntags)
        return;
    for (int rank = 0; rank < PAGE_RANKS && article->ntags == 0; rank++) {
        for (size_t i = 0; i < f->n; i++) {
            struct str rest = f->all[i].text, part;
            bool is_tag = f->all[i].field == PAGE_TAG && count(rest, ',') < 2;
            char separator = count(rest, ',') ? ',' : ';';
            if (f->all[i].rank != rank || (f->all[i].field != PAGE_TAG && f->all[i].field != PAGE_KEYWORDS))
                continue;
            if (is_tag)
                add_tag(a, article, rest);
            while (!is_tag && str_cut(&rest, separator, &part))
                add_tag(a, article, part);
        }
    }
}

/* ---- address and language -------------------------------------------------------------------------------------------- */

struct addressing {
    const struct page_facts *facts;
    bool any;                   /* also the front page of a site: some pages name that as their own address */
    struct str url;
};

static bool
use_url(void *context, const struct page_fact *fact)
{
    struct addressing *x = context;
    const struct page_fact *saved = NULL;
    struct str url = fact->text, path;
    ptrdiff_t fragment;

    for (size_t i = 0; i < x->facts->n && !saved; i++)
        if (x->facts->all[i].field == PAGE_URL && url_is_web(x->facts->all[i].text))
            saved = &x->facts->all[i];
    if (!url_is_web(url) && saved)
        url = uri_resolve(x->facts->mem, url_is_web(x->facts->base) ? x->facts->base : saved->text, url);
    fragment = str_chr(url, '#', 0);
    url = fragment < 0 ? url : str_sub(url, 0, (size_t)fragment);
    path = url_path(url);
    if (!url_is_web(url) || (!x->any && (path.len == 0 || str_eqc(path, "/")) && str_chr(url, '?', 0) < 0))
        return false;
    x->url = url;
    return true;
}

struct str
page_facts_url(const struct page_facts *f)
{
    struct addressing x = { .facts = f, .url = STR("") };

    if (!first_usable(f, PAGE_URL, use_url, &x)) {
        x.any = true;
        first_usable(f, PAGE_URL, use_url, &x);
    }
    return x.url;
}

struct wording {
    struct arena *mem;
    struct str language;
};

static bool
use_language(void *context, const struct page_fact *fact)
{
    struct wording *w = context;
    struct str rest = fact->text, first = rest;

    str_cut(&rest, ',', &first);
    return text_language(w->mem, first, &w->language);
}

static void
apply_language(const struct page_facts *f, struct reading *r, struct article *article)
{
    struct wording w = { .mem = r->mem };
    const struct page_fact *fact = page_facts_find(f, PAGE_LANGUAGE);

    if (article->language.len || !fact)
        return;
    if (first_usable(f, PAGE_LANGUAGE, use_language, &w))
        article->language = w.language;
    else
        diag_add(r->diag, DIAG_LANGUAGE_INVALID, r->file->path, 0, 0, "the page's language '%.*s' is none",
            STR_ARG(fact->text));
}

/* Some pages have their address where the name of the site belongs. */
static bool
use_site(void *context, const struct page_fact *fact)
{
    (void)context;
    return str_find(fact->text, STR("://"), 0) < 0 && !str_istarts(fact->text, STR("www."));
}

static bool
use_direction(void *context, const struct page_fact *fact)
{
    (void)context;
    return str_eqc(fact->text, "rtl") || str_eqc(fact->text, "ltr");
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

void
page_facts_apply(const struct page_facts *f, struct reading *r, struct article *article)
{
    if (!article->title.len)
        article->title = arena_str(r->mem, page_facts_title(f));
    if (!article->url.len)
        article->url = arena_str(r->mem, page_facts_url(f));
    apply_dates(f, r, article);
    apply_authors(f, r->mem, article);
    apply_tags(f, r->mem, article);
    apply_language(f, r, article);
    fill(&article->direction, first_usable(f, PAGE_DIRECTION, use_direction, NULL), r->mem);
    fill(&article->description, page_facts_find(f, PAGE_DESCRIPTION), r->mem);
    fill(&article->publisher, first_usable(f, PAGE_SITE, use_site, NULL), r->mem);
    fill(&article->section, page_facts_find(f, PAGE_SECTION), r->mem);
    fill(&article->image, page_facts_find(f, PAGE_IMAGE), r->mem);
    fill(&article->image_alt, page_facts_find(f, PAGE_IMAGE_ALT), r->mem);
    fill(&article->rights, page_facts_find(f, PAGE_RIGHTS), r->mem);
}
