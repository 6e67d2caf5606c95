/* walk_kind: what the name of a file or folder tells. SPDX-License-Identifier: MIT */
#include "read/walk_part.h"

#include "base/path.h"
#include "read/adapters.h"

static bool
is_any_of(struct str name, const char *const *names)
{
    for (; *names; names++)
        if (str_ieqc(name, *names))
            return true;
    return false;
}

/* "x.md": of such names the lists below have none but "_index.md", and most files are called so. */
static bool
is_plain_markdown(struct str name)
{
    return str_ends(name, STR(".md")) && name.at[0] != '_';
}

static bool
is_jekyll_config(struct str name)
{
    return str_eqc(name, "_config.yml") || str_eqc(name, "_config.yaml") || str_eqc(name, "_config.toml");
}

static bool
is_hugo_config(struct str name)
{
    static const char *const names[] = { "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "zola.toml", NULL };

    return is_any_of(name, names);
}

static bool
is_other_config(struct str name)
{
    static const char *const names[] = { "sheaf.yaml", "sheaf.yml", "config.yaml", "config.yml", "mkdocs.yml", "mkdocs.yaml",
        "book.toml", "pelicanconf.py", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "package.json",
        NULL };

    return is_any_of(name, names);
}

struct folder_marks
walk_marks(const struct file_name *names, size_t n)
{
    static const char *const parts[] = { "_layouts", "_includes", "_sass", "_site", "_posts", ".eleventy.js", NULL };
    struct folder_marks marks = { 0 };

    for (size_t i = 0; i < n; i++) {
        if (is_plain_markdown(names[i].name))
            continue;
        marks.is_jekyll |= is_jekyll_config(names[i].name) || str_eqc(names[i].name, "_posts");
        marks.is_hugo |= is_hugo_config(names[i].name) || str_eqc(names[i].name, "_index.md");
        marks.is_generator |= is_jekyll_config(names[i].name) || is_hugo_config(names[i].name)
            || is_other_config(names[i].name) || is_any_of(names[i].name, parts);
    }
    return marks;
}

/* Some names say enough; others may be anything but beside a generator's configuration. */
bool
walk_is_ignored(struct str name, struct folder_marks marks)
{
    static const char *const always[] = { "_site", "_layouts", "_includes", "_sass", "node_modules", "__macosx", NULL };
    static const char *const beside_any[] = { "public", "_data", "_plugins", "vendor", NULL };
    static const char *const beside_hugo[] = { "layouts", "archetypes", "themes", "resources", NULL };

    return is_any_of(name, always) || (marks.is_generator && is_any_of(name, beside_any))
        || (marks.is_hugo && marks.is_generator && is_any_of(name, beside_hugo));
}

static bool
has_file(const struct file_name *names, size_t n, struct str stem, const char *extension)
{
    struct str ending = str_of(extension);

    for (size_t i = 0; i < n; i++)
        if (names[i].name.len == stem.len + ending.len && names[i].info.type == FILE_REGULAR
            && str_starts(names[i].name, stem) && str_ieq(str_from(names[i].name, stem.len), ending))
            return true;
    return false;
}

/* Browsers name it in their own language. */
bool
walk_is_saved_parts(struct str folder, const struct file_name *names, size_t n)
{
    static const char *const suffixes[] = { "_files", ".files", "-files", "-Dateien", "_fichiers", "_archivos", "_file",
        "_bestanden", "_ficheiros", "_arquivos", "-filer", "_soubory", "_pliki" };

    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct str suffix = str_of(suffixes[i]), stem = str_sub(folder, 0, folder.len - suffix.len);
        if (folder.len <= suffix.len || !str_ieq(str_from(folder, stem.len), suffix))
            continue;
        if (has_file(names, n, stem, ".html") || has_file(names, n, stem, ".htm") || has_file(names, n, stem, ".xhtml"))
            return true;
    }
    return false;
}

static bool
is_picture(struct str extension)
{
    static const char *const extensions[] = { "jpg", "jpeg", "jpe", "jfif", "png", "gif", "svg", "webp", "avif", "heic", "heif",
        "tif", "tiff", "bmp", "apng", "ico", NULL };

    return is_any_of(extension, extensions);
}

/* Files of these kinds need not be opened to know that they are no articles. */
static bool
is_never_text(struct str extension)
{
    static const char *const extensions[] = { "yaml", "yml", "toml", "json", "xml", "csv", "tsv", "css", "scss", "sass", "less",
        "js", "mjs", "cjs", "ts", "jsx", "tsx", "map", "py", "rb", "go", "rs", "c", "h", "java", "sh", "php", "lua", "lock",
        "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "mov", "avi", "pdf", "epub", "mobi",
        "azw3", "doc", "docx", "odt", "xls", "xlsx", "ppt", "pptx", "zip", "gz", "bz2", "xz", "tar", "7z", "rar", "exe", "dll",
        "so", "o", "a", "db", "sqlite", "log", "bak", "tmp", "swp", "liquid", "njk", "ejs", "hbs", "canvas", "excalidraw",
        NULL };

    return is_any_of(extension, extensions);
}

/* Texts that stand in many folders for other readers: of the law, of programs, of crawlers. */
static bool
is_for_others(struct str name)
{
    static const char *const names[] = { "notice", "authors", "contributors", "maintainers", "codeowners", "owners", "patents",
        "version", "cname", "makefile", "gemfile", "rakefile", "dockerfile", "procfile", "justfile", "robots.txt", "humans.txt",
        "ads.txt", "security.txt", "llms.txt", "requirements.txt", "cmakelists.txt", NULL };
    bool has_extension = path_extension(name).len > 0;

    return is_any_of(name, names) || (!has_extension && (str_istarts(name, STR("license")) || str_istarts(name, STR("licence"))
        || str_istarts(name, STR("copying")) || str_istarts(name, STR("unlicense"))));
}

/* Feeds and exports have these, as many other things have. */
static bool
may_be_export(struct str extension)
{
    static const char *const extensions[] = { "xml", "json", "csv", NULL };

    return is_any_of(extension, extensions);
}

/* What a file is by its first bytes; NULL for no article. */
static const struct adapter *
look_inside(struct arena *scratch, struct str name, const char *path, enum walk_ask ask)
{
    enum { LOOKED_AT = 512, EXPORT = 4096 };
    struct str extension = path_extension(name), head;
    bool is_export = may_be_export(extension);
    const struct adapter *adapter;

    if ((is_never_text(extension) && !is_export) || file_head(scratch, path, is_export ? EXPORT : LOOKED_AT, &head) < 0)
        return NULL;
    adapter = adapter_for(name, head);
    if (is_export && adapter && !adapter->is_export)
        return NULL;
    return adapter == &plain_adapter && ask != WALK_NAMED && path_extension(name).len ? NULL : adapter;
}

enum file_role
walk_role(struct arena *scratch, struct str name, const char *path, enum walk_ask ask, const struct adapter **adapter)
{
    *adapter = NULL;
    if (is_plain_markdown(name)) {
        *adapter = ask == WALK_NO_ARTICLES ? NULL : &markdown_adapter;
        return *adapter ? FILE_SOURCE : FILE_UNKNOWN;
    }
    if (is_jekyll_config(name) || is_hugo_config(name) || is_other_config(name))
        return FILE_CONFIG;
    if (is_picture(path_extension(name)))
        return FILE_PICTURE;
    if (ask == WALK_NO_ARTICLES || (ask == WALK_ARTICLES && is_for_others(name)))
        return FILE_UNKNOWN;
    *adapter = adapter_for(name, STR_NONE);
    if (!*adapter)
        *adapter = look_inside(scratch, name, path, ask);
    return *adapter ? FILE_SOURCE : FILE_UNKNOWN;
}
