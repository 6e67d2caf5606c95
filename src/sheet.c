/* sheet: the style sheets of a book, and the fonts they name. SPDX-License-Identifier: MIT
 *
 * A sheet of the user's is a file of its own behind that of the style: a reader that stumbles over it still has the style
 * (EPUB-RULES 8.1). A font is taken from below the sheet's folder or that of the configuration, once for each content. */
#include "sheet.h"

#include "base/css.h"
#include "base/path.h"
#include "base/styles.h"
#include "base/uri.h"

#include <errno.h>

struct fonts {
    struct plan *plan;
    const char *path;           /* of the sheet */
};

/* ---- fonts ----------------------------------------------------------------------------------------------------------- */

/* By the first four bytes (OpenType, WOFF File Format 1.0 and 2.0). */
static const struct { struct str head; const char *extension, *media_type; } kinds[] = {
    { { "OTTO", 4 }, "otf", "font/otf" }, { { "\0\1\0\0", 4 }, "ttf", "font/ttf" }, { { "true", 4 }, "ttf", "font/ttf" },
    { { "wOFF", 4 }, "woff", "font/woff" }, { { "wOF2", 4 }, "woff2", "font/woff2" },
};

static bool
lies_below(struct arena *mem, struct str real, struct str folder)
{
    struct str above;

    return file_real(mem, folder.len ? arena_cstr(mem, folder) : ".", &above) == 0
        && (str_eqc(above, "/") || (str_starts(real, above) && real.len > above.len && real.at[above.len] == '/'));
}

/* The file that ADDRESS means, as it is told in a sheet. */
static const char *
find_font(const struct fonts *f, struct str address, const char **why)
{
    struct arena *mem = &f->plan->mem;
    struct uri uri = uri_split(address);
    struct str folder = path_folder(str_of(f->path)), real;
    const char *path = path_join(mem, folder, uri.path).at;

    *why = "is on the web; a book holds only fonts that lie beside its sheet";
    if (uri.scheme.at || uri.authority.at)
        return NULL;
    *why = "was not found";
    if (uri.path.len == 0 || uri.path.at[0] == '/' || file_real(mem, path, &real) < 0)
        return NULL;
    *why = "lies outside the archive";
    if (!lies_below(mem, real, folder) && !lies_below(mem, real, f->plan->catalog->config->folder))
        return NULL;
    return real.at;
}

static struct str
add_font(void *context, struct str address, const char **why)
{
    const struct fonts *f = context;
    struct plan *plan = f->plan;
    const char *path = find_font(f, address, why);
    struct str bytes, hex, href;
    struct digest digest;
    size_t kind = 0;

    if (!path)
        return STR_NONE;
    *why = "is no font of a kind that books can hold (OpenType, WOFF)";
    if (file_read(&plan->mem, path, &bytes) < 0)
        return STR_NONE;
    while (kind < sizeof kinds / sizeof *kinds && !str_starts(bytes, kinds[kind].head))
        kind++;
    if (kind == sizeof kinds / sizeof *kinds)
        return STR_NONE;
    digest = digest_of(bytes);
    hex = digest_hex(&plan->mem, &digest, 8);
    href = arena_printf(&plan->mem, "fonts/%.*s.%s", STR_ARG(hex), kinds[kind].extension);
    for (size_t i = 0; i < plan->nfonts; i++)
        if (str_eq(plan->fonts[i].href, href))
            return arena_printf(&plan->mem, "../%.*s", STR_ARG(href));
    *ARENA_PUSH(&plan->mem, plan->fonts, plan->nfonts) = (struct font){ href, kinds[kind].media_type, bytes };
    return arena_printf(&plan->mem, "../%.*s", STR_ARG(href));
}

/* ---- sheets ---------------------------------------------------------------------------------------------------------- */

static int
load_file(struct plan *plan, const char *what, struct str name, struct str *sheet, struct diag *diag)
{
    const char *path = arena_cstr(&plan->mem, name);
    struct fonts fonts = { plan, path };
    struct css_lint lint = { .mem = &plan->mem, .diag = diag, .font = add_font, .context = &fonts, .classes = plan->classes };
    struct source source = { .path = path };

    if (file_read(&plan->mem, path, &source.bytes) < 0) {
        diag_add(diag, DIAG_CONFIG_VALUE, plan->catalog->config->path, 0, 0, "there is no %s `%.*s` (%s)", what, STR_ARG(name),
            strerror(errno));
        return -1;
    }
    *sheet = css_clean(&lint, &source);
    plan->classes = lint.classes;
    return 0;
}

static struct str
name_of(const struct book *book)
{
    return book->style.len ? book->style : STR("classic");
}

/* NULL if it is none of ours. */
static const struct style *
find_style(struct str name)
{
    const struct style *style = styles;

    while (style->name && !str_eqc(name, style->name))
        style++;
    return style->name ? style : NULL;
}

bool
sheet_is_built_in(const struct book *book)
{
    return book->css.len == 0 && find_style(name_of(book));
}

int
sheet_load(struct plan *plan, struct diag *diag)
{
    struct str name = name_of(plan->book);
    const struct style *style = find_style(name);

    if (style)
        plan->style_sheet = style->bytes;
    else if (load_file(plan, "style", name, &plan->style_sheet, diag) < 0)
        return -1;
    return plan->book->css.len ? load_file(plan, "style sheet", plan->book->css, &plan->own_sheet, diag) : 0;
}
