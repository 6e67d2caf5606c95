/* plain_end: what stands below a text without markup: tags, categories, the author's note. SPDX-License-Identifier: MIT */
#include "read/plain.h"

#include "base/utf8.h"

#include <string.h>

/* ---- tags and categories --------------------------------------------------------------------------------------------- */

struct str
plain_terms(struct str line, bool *is_tags)
{
    static const struct {
        const char *label;
        bool is_tags;
    } labels[] = {
        { "categories", false }, { "category", false }, { "filed under", false }, { "posted in", false },
        { "kategorien", false }, { "kategorie", false }, { "catégories", false }, { "catégorie", false },
        { "categorías", false }, { "categoría", false },
        { "categorias", false }, { "categorie", false }, { "tags", true }, { "tag", true }, { "tagged", true },
        { "keywords", true }, { "topics", true }, { "schlagwörter", true }, { "schlagworte", true }, { "stichwörter", true },
        { "mots-clés", true }, { "étiquettes", true }, { "etiquetas", true }, { "palabras clave", true },
    };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct str rest = str_from(line, strlen(labels[i].label));
        if (!str_istarts(line, str_of(labels[i].label)))
            continue;
        rest = str_trim(rest);
        if (!rest.len || rest.at[0] != ':')
            continue;
        *is_tags = labels[i].is_tags;
        return str_trim(str_from(rest, 1)).len ? str_trim(str_from(rest, 1)) : STR("");
    }
    return STR_NONE;
}

/* A line below "Tags:" that may be one of them. */
static bool
is_term(struct str line)
{
    enum { LONGEST = 60 };

    return utf8_count(line) <= LONGEST && !plain_ends_sentence(line);
}

static void
add_terms(struct plain *p, bool is_tags, struct str terms)
{
    struct str *to = is_tags ? &p->tags : &p->categories;

    if (terms.len)
        *to = to->len ? arena_printf(p->mem, "%.*s, %.*s", STR_ARG(*to), STR_ARG(terms)) : terms;
}

/* The first of the last lines that are all labels or terms, beginning with a label; p->end if there is none. */
static size_t
first_term_line(const struct plain *p)
{
    enum { MOST_LINES = 40 };
    size_t first = p->end, least = p->end > p->first + MOST_LINES ? p->end - MOST_LINES : p->first;

    for (size_t i = p->end; i > least; i--) {
        struct str line = p->lines[i - 1].text;
        bool is_tags;
        if (plain_terms(line, &is_tags).at)
            first = i - 1;
        else if (line.len && !is_term(line))
            break;
    }
    return first;
}

void
plain_read_end(struct plain *p)
{
    size_t first = first_term_line(p);
    bool is_tags = false;

    for (size_t i = first; i < p->end; i++) {
        struct str terms = plain_terms(p->lines[i].text, &is_tags);
        add_terms(p, is_tags, terms.at ? terms : p->lines[i].text);
    }
    p->end = first;
    while (p->end > p->first && p->lines[p->end - 1].text.len == 0)
        p->end--;
}

/* ---- the author's note ----------------------------------------------------------------------------------------------- */

static struct str
word_at(struct str text, size_t i)
{
    size_t n = i;

    while (n < text.len && !char_is_blank(text.at[n]))
        n++;
    return str_sub(text, i, n);
}

static bool
is_one_of(struct str word, const char *const *words)
{
    while (word.len && strchr(",.!:;", word.at[word.len - 1]))
        word = str_sub(word, 0, word.len - 1);
    for (; *words; words++)
        if (str_ieqc(word, *words))
            return true;
    return false;
}

/* What a sentence about or by the author begins or goes on with. */
static bool
begins_note(struct str word)
{
    static const char *const words[] = { "hello", "hi", "hey", "greetings", "welcome", "my", "i", "i'm", "i’m",
        "i'am", "as", "a", "an", "born", "he", "she", "they", "is", "was", "are", "has", "have", "works", "worked",
        "lives", "writes", "wrote", "covers", "studies", "studied", "holds", "serves", "joined", "currently",
        "graduated", "teaches", "reports", "majors", "loves", "bonjour", "hallo", "hola", "ciao", "ist", "est", "es",
        "è", "–", "—", "-", "|", NULL };

    /* What verbs of news do is said of people in the news, what others do of authors: "keeps bees", "edits". */
    static const char *const news[] = { "says", "tells", "argues", "claims", "announces", "plans", "warns", "wants", "dies", NULL };

    return is_one_of(word, words) || (word.len > 3 && word.at[0] >= 'a' && word.at[word.len - 1] == 's' && !is_one_of(word, news));
}

/* "Jr.", "J.": a full stop that does not end the name. */
static bool
is_abbreviation(struct str word)
{
    static const char *const words[] = { "Jr.", "Sr.", "Dr.", "Prof.", "St.", "Mr.", "Ms.", "Mrs.", NULL };

    for (const char *const *w = words; *w; w++)
        if (str_eqc(word, *w))
            return true;
    return word.len == 2 || (word.len == 4 && word.at[1] == '.');
}

/* Cuts the name from the beginning of REST. CLOSED: a mark ends it, so that anything may follow. */
static struct str
take_name(struct str *rest, bool *closed)
{
    enum { MOST_WORDS = 6 };
    struct str text = *rest;
    size_t end = 0, i = 0;

    *closed = false;
    for (int words = 0; words < MOST_WORDS && i < text.len && !*closed; words++) {
        struct str word = word_at(text, i);
        char last = word.at[word.len - 1];
        if ((begins_note(word) && !is_abbreviation(word)) || (!plain_is_capital(word) && !plain_is_particle(word)))
            break;
        *closed = strchr(",:;!?", last) || (last == '.' && !is_abbreviation(word));
        i += word.len;
        if (plain_is_capital(word))
            end = i - (*closed ? 1 : 0);
        while (i < text.len && char_is_blank(text.at[i]))
            i++;
    }
    *rest = str_from(text, i);
    return str_sub(text, 0, end);
}

/* "Author Stephen King said on Monday" is news: after a name a sentence about the author must begin. */
struct str
plain_about_name(struct str text)
{
    static const char *const labels[] = { "About the author:", "About the author", "About the writer:", "Author:",
        "Author", "AUTHOR", "Autor:", "Autorin:", "Auteur :", "Auteur:" };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct str rest = str_from(text, strlen(labels[i])), name;
        bool closed;
        if (!str_starts(text, str_of(labels[i])) || !rest.len || !char_is_blank(rest.at[0]))
            continue;
        rest = str_trim(rest);
        name = take_name(&rest, &closed);
        return closed || !rest.len || begins_note(word_at(rest, 0)) ? name : STR("");
    }
    return STR("");
}
