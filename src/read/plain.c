/* plain: articles in plain text, as a person pastes them from a page or as books were typed. SPDX-License-Identifier: MIT */
#include "read/plain.h"

#include "read/adapters.h"
#include "read/meta.h"
#include "read/meta_part.h"

#include "base/path.h"
#include "base/utf8.h"

#include <string.h>

enum { LONGEST_GUESS = 80, SHORTEST_GUESS = 15 };

/* ---- is it a text? --------------------------------------------------------------------------------------------------- */

/* Words in UTF-8, and neither a program nor data. HEAD may end in the middle of a character. */
static bool
match(struct str head)
{
    enum { CUT_OFF = 3 };
    size_t words = 0, others = 0;

    if (!head.len || utf8_valid_length(head) + CUT_OFF < head.len || str_starts(head, STR("#!")) || strchr("{[<%", head.at[0]))
        return false;
    for (size_t i = 0; i < head.len; i++) {
        char c = head.at[i];
        if ((unsigned char)c < ' ' && !char_is_blank(c))
            return false;
        words += char_is_alpha(c) || (unsigned char)c >= 0x80 || char_is_blank(c);
        others += strchr("{}=;<>\\|$#/_", c) != NULL;
    }
    return words * 4 > head.len * 3 && others * 20 < head.len;
}

/* ---- a title ---------------------------------------------------------------------------------------------------------- */

/* "Mr.", "U.S.", "J.": the full stop at byte I does not end a sentence. */
static bool
is_abbreviated(struct str text, size_t i)
{
    size_t from = i;

    while (from > 0 && !char_is_blank(text.at[from - 1]))
        from--;
    return i - from <= 3 && from < i && text.at[from] >= 'A' && text.at[from] <= 'Z' && text.at[i] == '.';
}

/* The bytes of the first sentence in TEXT; a very short one goes on. */
static size_t
sentence_length(struct str text)
{
    static const char *const full[] = { "。", "！", "？" };

    for (size_t i = 0; i < text.len; i++) {
        char next = i + 1 < text.len ? text.at[i + 1] : ' ';
        bool ends = strchr(".!?", text.at[i]) && (char_is_blank(next) || strchr("\"')", next));
        if (ends && i >= SHORTEST_GUESS && !is_abbreviated(text, i))
            return text.at[i] == '.' ? i : i + 1;
        for (size_t k = 0; k < sizeof full / sizeof *full && (unsigned char)text.at[i] >= 0x80; k++)
            if (str_starts(str_from(text, i), str_of(full[k])))
                return k ? i + 3 : i;
    }
    return text.len;
}

/* The byte after the last whole word within the first MOST characters of TEXT. */
static size_t
cut_length(struct str text, size_t most)
{
    size_t i = 0, end = 0, characters = 0;

    for (; i < text.len && characters <= most; characters++) {
        if (char_is_blank(text.at[i]))
            end = i;
        utf8_next(text, &i);
    }
    return end ? end : utf8_floor(text, i < text.len ? i : text.len);
}

struct str
plain_first_words(const struct plain *p)
{
    size_t block = p->lead < p->nblocks ? p->lead : 0, end;
    struct str text, words;

    while (block < p->nblocks && p->blocks[block].n == 0)
        block++;
    if (block >= p->nblocks)
        return STR("");
    text = plain_joined(p, p->mem, p->blocks[block].first, p->blocks[block].n);
    if (block == p->lead)
        text = str_from(text, p->dateline);
    text = str_trim(str_from(text, p->blocks[block].skip));
    words = str_sub(text, 0, sentence_length(text));
    if (utf8_count(words) <= LONGEST_GUESS)
        return words;
    end = cut_length(words, LONGEST_GUESS);
    while (end > 0 && strchr(" ,;:-(", words.at[end - 1]))
        end--;
    return arena_printf(p->mem, "%.*s…", STR_ARG(str_sub(words, 0, end)));
}

/* At least half of the name is words: not "000_5ebf08a0e5a20c76". */
static bool
reads_as_words(struct str name)
{
    size_t in_words = 0, longest = 0;

    for (size_t i = 0; i < name.len;) {
        size_t letters = 0, from = i;
        for (; i < name.len && !strchr("-_ .,+", name.at[i]); i++)
            letters += char_is_alpha(name.at[i]) || (unsigned char)name.at[i] >= 0x80;
        if (letters == i - from) {
            in_words += letters;
            longest = letters > longest ? letters : longest;
        }
        i++;
    }
    return longest >= 3 && in_words * 2 >= name.len;
}

static void
guess_title(struct reading *r, struct article *article, const struct plain *p)
{
    bool by_name = reads_as_words(meta_file_name(r->file));
    struct str title = by_name ? meta_file_title(r->mem, r->file) : plain_first_words(p);

    if (!title.len)
        return;
    article->title = arena_str(r->mem, title);
    if (article->why == WHY_NOT && p->nblocks)
        diag_add(r->diag, DIAG_TITLE_GUESSED, r->file->path, 0, 0, "has no title; '%.*s' was made from its %s", STR_ARG(title),
            by_name ? "name" : "text");
}

/* ---- the article ------------------------------------------------------------------------------------------------------ */

static void
add_authors(struct reading *r, struct article *article, struct str names)
{
    struct str part;
    bool is_list = str_find(names, STR(" and "), 0) > str_rchr(names, ',');     /* "A, B and C", not "A, Staff Writer" */

    names = arena_str(r->mem, names);
    if (!is_list)
        meta_add_authors(r->mem, article, names, true);
    while (is_list && str_cut(&names, ',', &part))
        meta_add_authors(r->mem, article, str_trim(part), true);
}

static void
add_tags(struct reading *r, struct article *article, struct str terms)
{
    struct str part;
    char separator = str_chr(terms, ',', 0) >= 0 ? ',' : ';';

    while (str_cut(&terms, separator, &part))
        if (!str_is_blank(part))
            meta_add_tag(r->mem, article, arena_str(r->mem, str_trim(part)));
}

static void
add_categories(struct reading *r, struct article *article, struct str terms)
{
    struct str part;
    char separator = str_chr(terms, ',', 0) >= 0 ? ',' : ';';

    while (str_cut(&terms, separator, &part))
        if (!str_is_blank(part))
            *ARENA_PUSH(r->mem, article->categories, article->ncategories) = arena_str(r->mem, str_trim(part));
}

static void
scan(struct reading *r)
{
    struct article *article = reading_add(r);
    struct plain p;

    plain_parse(&p, r->scratch, str_from(r->source.bytes, r->body), r->catalog->config->zone);
    if (article->date.precision == DATE_NONE)
        article->date = p.date;
    if (article->nauthors == 0 && p.author.len)
        add_authors(r, article, p.author);
    if (article->ntags == 0)
        add_tags(r, article, p.tags);
    if (article->ncategories == 0)
        add_categories(r, article, p.categories);
    if (!article->url.len)
        article->url = arena_str(r->mem, p.url);
    if (p.nblocks == 0 && !str_is_blank(p.text) && article->why == WHY_NOT) {
        article->why = WHY_EMPTY;
        diag_add(r->diag, DIAG_ARTICLE_EMPTY, r->file->path, 0, 0, "has no text; it is left out");
    }
    if (!article->title.len && p.title.len)
        article->title = arena_str(r->mem, p.title);
    else if (!article->title.len)
        guess_title(r, article, &p);
}

static struct node *
body(struct arena *mem, const struct article *article, const struct source *source, struct diag *d)
{
    struct node *root = node_element(mem, TAG_DIV, article->body);
    struct plain p;

    (void)d;
    plain_parse(&p, mem, str_from(source->bytes, article->body), 0);
    plain_tree(&p, article, source->bytes, mem, root);
    return root;
}

const struct adapter plain_adapter = {
    .name = "plain",
    .extensions = "txt text",
    .has_front_matter = true,
    .match = match,
    .scan = scan,
    .body = body,
};
