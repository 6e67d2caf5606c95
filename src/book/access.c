/* access: what the book may claim about its accessibility. SPDX-License-Identifier: MIT
 *
 * EPUB Accessibility 1.1, 2.2: only what was established while the pages were made (EPUB-RULES 2.5). Each claim is a row of
 * CLAIMS with its condition; nothing is claimed because it is likely. */
#include "base/words.h"
#include "base/xml.h"
#include "book/label.h"
#include "book/package.h"

enum { SUMMARY = 450 };         /* bytes, about; the guide asks for less than 500 characters */

struct facts {
    size_t images, missing;     /* that say something; of these, without a text alternative */
    bool has_ruby, has_mathml, skips_levels, is_animated;
    bool is_cjk;                /* the book is Chinese, Japanese or Korean */
    bool moves_text, insists;   /* of the style sheet: takes text out of its order; has !important */
    bool sets_writing;
};

/* ---- facts -------------------------------------------------------------------------------------------------------------- */

static bool
is_cjk(struct str language)
{
    static const char *const languages[] = { "zh", "ja", "ko" };

    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (str_istarts(language, str_of(languages[i])) && (language.len == 2 || language.at[2] == '-'))
            return true;
    return false;
}

static void
take_page(struct facts *f, const struct page *page)
{
    f->images += page->images;
    f->missing += page->images_without_alt;
    f->has_ruby = f->has_ruby || (page->has_ruby && is_cjk(page->language));
    f->has_mathml = f->has_mathml || page->has_mathml;
    f->skips_levels = f->skips_levels || page->has_skipped_level;
}

static void
take_declaration(struct facts *f, struct str property, struct str value)
{
    static const struct { const char *property, *value; } moving[] = { { "float", "" }, { "position", "absolute" },
        { "position", "fixed" }, { "position", "sticky" }, { "columns", "" }, { "column-count", "" }, { "column-width", "" },
        { "order", "" }, { "flex-direction", "reverse" }, { "grid-area", "" } };

    for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
        if (str_ieqc(property, moving[i].property) && str_ifind(value, str_of(moving[i].value), 0) != STR_NPOS)
            f->moves_text = true;
    f->sets_writing = f->sets_writing || str_ends(property, STR("writing-mode"));
    f->insists = f->insists || str_ifind(value, STR("important"), 0) != STR_NPOS;
}

/* The byte after a comment that begins at I, or I. */
static size_t
skip_comment(struct str css, size_t i)
{
    ptrdiff_t end;

    if (i + 1 >= css.len || css.at[i] != '/' || css.at[i + 1] != '*')
        return i;
    end = str_find(css, STR("*/"), i + 2);
    return end == STR_NPOS ? css.len : (size_t)end + 2;
}

/* The property's name, of "name" or of "name then a comment". */
static struct str
without_comment(struct str name)
{
    ptrdiff_t comment = str_find(name, STR("/*"), 0);

    return str_trim(comment == STR_NPOS ? name : str_sub(name, 0, (size_t)comment));
}

/* Every "property: value" of the style sheet. A selector such as "a:hover" looks like one, but has no name of interest. */
static void
take_style(struct facts *f, struct str css)
{
    size_t start = 0, colon = 0;

    for (size_t i = 0; i < css.len; i++) {
        size_t next = skip_comment(css, i);
        char c;
        if (next > i) {
            if (colon == 0 && str_is_blank(str_sub(css, start, i)))
                start = next;
            i = next - 1;
            continue;
        }
        c = css.at[i];
        if (c == ':' && colon == 0)
            colon = i;
        if (c != '{' && c != '}' && c != ';')
            continue;
        if (colon > 0 && c != '{')
            take_declaration(f, without_comment(str_sub(css, start, colon)), str_sub(css, colon + 1, i));
        start = i + 1;
        colon = 0;
    }
}

static struct facts
facts_of(const struct plan *plan)
{
    struct facts f = { .is_cjk = is_cjk(book_language(plan->book)) };

    for (size_t i = 0; i < plan->npages; i++)
        if (page_is_made(&plan->pages[i]))
            take_page(&f, &plan->pages[i]);
    for (size_t i = 0; i < plan->nassets; i++)
        f.is_animated = f.is_animated || plan->assets[i].animated;
    take_style(&f, plan->style_sheet);
    take_style(&f, plan->own_sheet);
    return f;
}

/* ---- claims ------------------------------------------------------------------------------------------------------------- */

static bool always(const struct facts *f) { (void)f; return true; }
static bool has_images(const struct facts *f) { return f->images > 0; }
static bool text_is_enough(const struct facts *f) { return f->missing == 0; }
static bool needs_sight(const struct facts *f) { return f->missing > 0; }
static bool keeps_order(const struct facts *f) { return !f->moves_text; }
static bool has_even_levels(const struct facts *f) { return !f->skips_levels; }
static bool has_all_alternatives(const struct facts *f) { return f->images > 0 && f->missing == 0; }
static bool has_mathml(const struct facts *f) { return f->has_mathml; }
static bool has_ruby(const struct facts *f) { return f->has_ruby; }
static bool is_horizontal(const struct facts *f) { return f->is_cjk && !f->sets_writing; }
static bool is_still(const struct facts *f) { return !f->is_animated; }
static bool is_animated(const struct facts *f) { return f->is_animated; }
/* A picture may hold text, which no setting of the reader reaches. */
static bool can_transform(const struct facts *f) { return f->images == 0 && !f->insists; }

static const struct claim {
    const char *property, *value;
    bool (*holds)(const struct facts *);
} claims[] = {
    { "accessMode", "textual", always },
    { "accessMode", "visual", has_images },
    { "accessModeSufficient", "textual", text_is_enough },
    { "accessModeSufficient", "textual,visual", needs_sight },
    { "accessibilityFeature", "tableOfContents", always },
    { "accessibilityFeature", "readingOrder", keeps_order },
    { "accessibilityFeature", "structuralNavigation", has_even_levels },
    { "accessibilityFeature", "alternativeText", has_all_alternatives },
    { "accessibilityFeature", "MathML", has_mathml },
    { "accessibilityFeature", "displayTransformability", can_transform },
    { "accessibilityFeature", "ARIA", always },
    { "accessibilityFeature", "rubyAnnotations", has_ruby },
    { "accessibilityFeature", "horizontalWriting", is_horizontal },
    { "accessibilityHazard", "noFlashingHazard", is_still },
    { "accessibilityHazard", "unknownFlashingHazard", is_animated },
    { "accessibilityHazard", "noMotionSimulationHazard", always },
    { "accessibilityHazard", "noSoundHazard", always },
};

/* Which articles lack how many: "Article X (4), Article Y (3)", as far as there is room. */
static void
add_places(struct buf *out, struct arena *mem, const struct plan *plan)
{
    const char *between = "";

    for (size_t i = 0; i < plan->npages; i++) {
        const struct page *page = &plan->pages[i];
        struct str label;
        if (!page_is_made(page) || page->images_without_alt == 0)
            continue;
        label = nav_label(mem, plan, page);
        if (out->len + label.len > SUMMARY) {
            buf_adds(out, between);
            buf_adds(out, "\xE2\x80\xA6");
            return;
        }
        buf_adds(out, between);
        buf_add(out, label);
        buf_addf(out, " (%u)", (unsigned)page->images_without_alt);
        between = ", ";
    }
}

/* Only real gaps, in the language of the book: "7 of 31 images have no text alternative: Article X (4), Article Y (3)". */
static void
write_summary(struct buf *out, struct arena *mem, const struct plan *plan, const struct facts *f)
{
    struct str sentence = label_fill(mem, word_get(WORD_NO_ALTERNATIVE, book_language(plan->book)),
        arena_printf(mem, "%zu", f->missing), arena_printf(mem, "%zu", f->images));
    struct buf text;

    if (f->missing == 0)
        return;
    buf_init(&text);
    buf_add(&text, str_ends(sentence, STR(".")) ? str_sub(sentence, 0, sentence.len - 1) : sentence);
    buf_adds(&text, str_ends(sentence, STR(".")) ? ": " : " ");
    add_places(&text, mem, plan);
    buf_adds(out, "    <meta property=\"schema:accessibilitySummary\">");
    xml_text(out, buf_str(&text));
    buf_adds(out, "</meta>\n");
    buf_release(&text);
}

void
access_write(struct buf *out, struct arena *mem, const struct plan *plan)
{
    struct facts f = facts_of(plan);

    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (claims[i].holds(&f))
            buf_addf(out, "    <meta property=\"schema:%s\">%s</meta>\n", claims[i].property, claims[i].value);
    write_summary(out, mem, plan, &f);
}
