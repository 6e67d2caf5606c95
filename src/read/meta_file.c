/* meta_file: what an article's file name and folders say. SPDX-License-Identifier: MIT */
#include "read/meta_part.h"

#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "wrap/text.h"

/* ---- languages ---------------------------------------------------------------------------------------------------- */

/* ISO 639-1. */
static const char languages[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es "
    "et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj "
    "kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
    "ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti "
    "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

static bool
is_language(struct str code)
{
    char name[3] = { 0 };

    if (code.len != 2 || !char_is_alpha(code.at[0]) || !char_is_alpha(code.at[1]))
        return false;
    name[0] = char_lower(code.at[0]);
    name[1] = char_lower(code.at[1]);
    return str_find(STR(languages), str_of(name), 0) % 3 == 0;
}

/* "fr" of "x.fr.md", "pt-br" of "x.pt-br.md"; empty if the name has none. */
static struct str
language_of_name(struct str stem)
{
    ptrdiff_t dot = str_rchr(stem, '.');
    struct str code = str_from(stem, dot == STR_NPOS ? stem.len : (size_t)dot + 1), first = str_sub(code, 0, 2);

    if (dot <= 0 || !is_language(first) || (code.len > 2 && code.at[2] != '-' && code.at[2] != '_') || code.len > 7)
        return STR_NONE;
    return code;
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

static struct str
stem_without_language(struct str rel)
{
    struct str stem = path_stem(rel), language = language_of_name(stem);

    return language.len ? str_sub(stem, 0, stem.len - language.len - 1) : stem;
}

static bool
is_index(struct str stem)
{
    return str_ieqc(stem, "index");
}

struct str
meta_file_name(const struct file *file)
{
    struct str name = stem_without_language(file->rel), folder = path_folder(file->rel), rest;
    struct date date;

    if (is_index(name))
        name = path_name(folder.len ? folder : file->root->real);
    if (date_from_name(name, 0, &date, &rest) && rest.len)
        return rest;
    return name;
}

/* Has letters enough, and is no number in hexadecimal such as "3f2a9c01". */
static bool
reads_as_words(struct str name)
{
    size_t letters = 0, digits = 0, hexadecimal = 0;

    for (size_t i = 0; i < name.len; i++) {
        letters += char_is_alpha(name.at[i]) || (unsigned char)name.at[i] >= 0x80;
        digits += char_is_digit(name.at[i]);
        hexadecimal += char_hex(name.at[i]) >= 0 || name.at[i] == '-';
    }
    return letters >= 2 && !(digits && hexadecimal == name.len && name.len >= 8);
}

struct str
meta_file_title(struct arena *a, const struct file *file)
{
    struct str name = meta_file_name(file);
    bool has_blanks = str_chr(name, ' ', 0) != STR_NPOS;
    char *title = arena_cstr(a, name);

    if (!reads_as_words(name))
        return STR_NONE;
    for (size_t i = 0; i < name.len && !has_blanks; i++)
        if (title[i] == '-' || title[i] == '_')
            title[i] = ' ';
    name = str_trim((struct str){ title, name.len });
    if (name.len && name.at[0] >= 'a' && name.at[0] <= 'z' && !has_blanks)
        title[name.at - title] = (char)(name.at[0] - 'a' + 'A');
    return meta_plain(a, name);
}

/* ---- folders ------------------------------------------------------------------------------------------------------ */

static bool
has_folder(struct str rel, const char *name)
{
    struct str rest = path_folder(rel), part;

    while (rest.len && str_cut(&rest, '/', &part))
        if (str_eqc(part, name))
            return true;
    return false;
}

/* Jekyll's own folders are no sections, nor is the folder of a page bundle. */
struct str
meta_folder_section(const struct file *file)
{
    struct str folder = path_folder(file->rel), part;

    if (is_index(stem_without_language(file->rel)))
        folder = path_folder(folder);
    while (folder.len && str_cut(&folder, '/', &part))
        if (!str_eqc(part, "_posts") && !str_eqc(part, "_drafts"))
            return part;
    return STR_NONE;
}

/* The first file of FILE's root at or after REL, by binary search: catalog->files are in the order of (root, rel). NULL if there
 * is none. */
static const struct file *
first_beside(const struct catalog *c, const struct file *file, struct str rel)
{
    size_t low = 0, high = c->nfiles;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct file *f = &c->files[middle];
        int order = f->root != file->root ? (f->root > file->root) - (f->root < file->root) : str_cmp(f->rel, rel);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->nfiles && c->files[low].root == file->root ? &c->files[low] : NULL;
}

/* The file at REL below the root of FILE. */
static const struct file *
find_beside(const struct catalog *c, const struct file *file, struct str rel)
{
    const struct file *f = first_beside(c, file, rel);

    return f && str_eq(f->rel, rel) ? f : NULL;
}

/* The page bundle that FILE lies in: index.md in its folder or one above it, but not in the root, which no bundle is. */
const struct file *
meta_bundle(const struct catalog *catalog, const struct file *file, struct arena *scratch)
{
    for (struct str folder = path_folder(file->rel); folder.len && !catalog->no_bundles; folder = path_folder(folder)) {
        const struct file *index = find_beside(catalog, file, path_join(scratch, folder, STR("index.md")));
        if (index && index != file)
            return index;
    }
    return NULL;
}

static bool
begins_with_front_matter(struct arena *scratch, const char *path)
{
    struct str head;

    return file_head(scratch, path, 8, &head) == 0
        && (str_starts(head, STR("---")) || str_starts(head, STR("+++")) || str_starts(head, STR("\xEF\xBB\xBF---")));
}

/* Omnivore's export has the texts of its lists in a folder of their own: export.c takes them with what the lists say of them. */
static bool
is_text_of_export(const struct reading *r)
{
    struct str folder = path_folder(r->file->rel), list = path_join(r->scratch, path_folder(folder), STR("metadata_"));
    const struct file *first;

    if (!str_eqc(path_name(folder), "content") || !str_ieqc(path_extension(r->file->rel), "html"))
        return false;
    first = first_beside(r->catalog, r->file, list);
    return first && str_starts(first->rel, list) && str_ieqc(path_extension(first->rel), "json");
}

/* A text beside a bundle's index.md is one of its resources in a tree of Hugo or Zola. In other trees, where index.md may be
 * the page of a section, it is one only if it has no front matter of its own while index.md has. */
static bool
is_resource(const struct reading *r)
{
    static const struct str marks[] = { { "md", 2 }, { "markdown", 8 } };
    struct str extension = path_extension(r->file->rel), stem = stem_without_language(r->file->rel);
    const struct file *bundle;

    if ((!str_ieq(extension, marks[0]) && !str_ieq(extension, marks[1])) || is_index(stem) || str_eqc(stem, "_index"))
        return false;
    bundle = meta_bundle(r->catalog, r->file, r->scratch);
    if (!bundle)
        return false;
    return r->catalog->is_hugo || (r->body == 0 && begins_with_front_matter(r->scratch, bundle->path));
}

/* ---- all ---------------------------------------------------------------------------------------------------------- */

static void
leave_out(struct article *article, enum why why, struct str text)
{
    if (article->why != WHY_NOT)
        return;
    article->why = why;
    article->why_text = text;
}

/* The folder nearest to the file that is called as a language is: "content/fr/x.md", "pt-br/x.md". */
static struct str
language_of_folder(const struct reading *r)
{
    struct str language = STR("");

    if (!r->catalog->config || r->catalog->config->language_folders != TOGGLE_ON)
        return language;
    for (struct str folder = path_folder(r->file->rel); folder.len; folder = path_folder(folder)) {
        struct str name = path_name(folder);
        bool is_code = name.len == 2 || (name.len > 3 && (name.at[2] == '-' || name.at[2] == '_'));
        if (is_code && text_language(r->mem, name, &language))
            return language;
        if (name.len == folder.len)
            break;
    }
    return STR("");
}

void
meta_place(struct reading *r, struct article *article)
{
    struct str rel = r->file->rel, stem = stem_without_language(rel), language = language_of_name(path_stem(rel));

    if (language.len && article->language.len == 0)
        text_language(r->mem, language, &article->language);
    if (article->language.len == 0)
        article->language = language_of_folder(r);
    if (str_eqc(stem, "_index"))
        leave_out(article, WHY_SECTION_PAGE, arena_printf(r->mem, "%zu bytes of text", r->source.bytes.len - r->body));
    if (has_folder(rel, "_drafts"))
        leave_out(article, WHY_DRAFT, STR("in _drafts/"));
    if (is_text_of_export(r))
        leave_out(article, WHY_RESOURCE, STR("the text of an entry of metadata_*.json"));
    if (is_resource(r))
        leave_out(article, WHY_RESOURCE, arena_str(r->mem, str_of(meta_bundle(r->catalog, r->file, r->scratch)->path)));
}
