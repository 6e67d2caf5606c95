/* meta_tags: tags and categories (FRONT-MATTER.md, section 2, "Tags, exactly"). SPDX-License-Identifier: MIT */
#include "read/meta_part.h"

#include "wrap/text.h"

struct words {                  /* tags or categories being collected, each once */
    struct str *at;
    size_t n;
    struct arena *scratch;      /* holds what follows */
    struct str *folded;         /* for comparing: the first spelling stays */
    size_t nfolded;
};

/* "#a" is a, " a /" is a: blanks collapsed, no "#" in front, no "/" at the ends. */
static struct str
clean_tag(struct arena *a, struct str tag)
{
    tag = str_trim(tag);
    while (tag.len && (*tag.at == '#' || *tag.at == '/' || char_is_blank(*tag.at)))
        tag = str_from(tag, 1);
    while (tag.len && (tag.at[tag.len - 1] == '/' || char_is_blank(tag.at[tag.len - 1])))
        tag.len--;
    return meta_plain(a, tag);
}

static void
add_word(struct arena *a, struct words *words, struct str word)
{
    enum { MOST = 1000 };
    struct str folded;

    word = clean_tag(a, word);
    if (word.len == 0 || words->n >= MOST)
        return;
    folded = text_fold(words->scratch, word);
    for (size_t i = 0; i < words->nfolded; i++)
        if (str_eq(folded, words->folded[i]))
            return;
    *ARENA_PUSH(a, words->at, words->n) = word;
    *ARENA_PUSH(words->scratch, words->folded, words->nfolded) = folded;
}

/* The next part of a text between any of SEPARATORS. */
static struct str
cut_any(struct str *rest, const char *separators)
{
    size_t n = 0;
    struct str part;

    while (n < rest->len && str_chr(str_of(separators), rest->at[n], 0) == STR_NPOS)
        n++;
    part = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n + 1);
    return part;
}

/* What parts the tags of one text. MAY_BE_WORDS: Jekyll splits `tags` and `categories` at blanks, `tag` and `category` not. */
static const char *
separators_for(const struct reading *r, struct str text, bool may_be_words)
{
    enum tags_split split = r->catalog->config ? r->catalog->config->tags_split : TAGS_AUTO;
    bool has_comma = str_chr(text, ',', 0) != STR_NPOS || str_chr(text, ';', 0) != STR_NPOS;

    switch (split) {
    case TAGS_COMMA: return ",;";
    case TAGS_SPACE: return may_be_words ? ",; \t\r\n" : ",;";
    case TAGS_NONE: return "";
    case TAGS_AUTO: break;
    }
    return has_comma ? ",;" : may_be_words && r->catalog->is_jekyll ? " \t\r\n" : "";
}

static void
add_text(const struct reading *r, struct words *words, struct str text, bool may_be_words)
{
    const char *separators = separators_for(r, text, may_be_words);

    while (text.len)
        add_word(r->mem, words, cut_any(&text, separators));
}

/* Hexo's nested list is a way down: [Diary, Games] is "Diary/Games". */
static void
add_hierarchy(const struct reading *r, struct words *words, const struct value *list)
{
    struct str whole = STR_NONE;

    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].kind == VALUE_SCALAR)
            whole = whole.len ? arena_printf(r->scratch, "%.*s/%.*s", STR_ARG(whole), STR_ARG(list->items[i].text))
                : list->items[i].text;
    add_word(r->mem, words, whole);
}

static void
add_list(const struct reading *r, struct words *words, const struct value *list, const char *key)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct value *v = &list->items[i];
        if (v->kind == VALUE_SCALAR)
            add_word(r->mem, words, v->text);
        else if (v->kind == VALUE_LIST)
            add_hierarchy(r, words, v);
        else if (v->kind == VALUE_MAP)
            meta_warn_kind(r, v, key, "a list of texts");
    }
}

/* The words of the first of KEYS that has any. */
static void
collect(const struct reading *r, struct words *words, const char *const *keys)
{
    for (; *keys && words->n == 0; keys++) {
        const char *const one[] = { *keys, NULL };
        const struct value *v = meta_find(r, one, NULL);
        bool may_be_words = str_eqc(str_of(*keys), "tags") || str_eqc(str_of(*keys), "categories");
        if (!v)
            continue;
        if (v->kind == VALUE_SCALAR)
            add_text(r, words, v->text, may_be_words);
        else if (v->kind == VALUE_LIST)
            add_list(r, words, v, *keys);
        else
            meta_warn_kind(r, v, *keys, "a list of texts");
    }
}

void
meta_add_tag(struct arena *a, struct article *article, struct str tag)
{
    struct words words = { .scratch = a };

    for (size_t i = 0; i < article->ntags; i++)
        add_word(a, &words, article->tags[i]);
    add_word(a, &words, tag);
    article->tags = words.at;
    article->ntags = words.n;
}

void
meta_tags(struct reading *r, struct article *article)
{
    static const char *const tag_keys[] = { "tags", "tag", "keywords", "taxonomies.tags", "subject", NULL };
    static const char *const category_keys[] = { "categories", "category", "taxonomies.categories", NULL };
    struct words tags = { .scratch = r->scratch }, categories = tags;

    collect(r, &tags, tag_keys);
    collect(r, &categories, category_keys);
    if (tags.n) {
        article->tags = tags.at;
        article->ntags = tags.n;
    }
    if (categories.n) {
        article->categories = categories.at;
        article->ncategories = categories.n;
    }
}
