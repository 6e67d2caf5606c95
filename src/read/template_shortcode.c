/* template_shortcode: tags that say what they are: code, notes, boxes; and the table of all. SPDX-License-Identifier: MIT
 *
 * One table for Hugo, Zola, Hexo, Jekyll's includes, Eleventy, Go and MDX: their themes use the same names for the same things. */
#include "read/template_part.h"

#include "base/url.h"

void
template_unknown(struct template *t, struct token *token)
{
    static const char *const what[] = { "shortcode", "tag", "template call", "expression", "component", "block", "link", "" };

    if (token->role != ROLE_CLOSE)
        template_drop(t, token, what[token->family], token->call.written);
}

/* ---- code -------------------------------------------------------------------------------------------------------------- */

/* Hexo writes it without quotes: `Ada Lovelace, Notes https://example.org/`. */
static struct str
words_of(struct arena *mem, const struct call *call, struct str *link)
{
    struct buf out;
    struct str words;

    buf_init(&out);
    for (size_t i = 0; i < call->nargs; i++) {
        const struct argument *a = &call->args[i];
        if (url_is_web(a->value))
            *link = a->value;
        else if (!a->name.len)
            buf_addf(&out, "%s%.*s", out.len ? a->after_comma ? ", " : " " : "", STR_ARG(a->value));
    }
    words = buf_take(&out, mem);
    buf_release(&out);
    return words;
}

/* `{% codeblock A title lang:js https://example.org/ %}`. */
static void
emit_listing_title(struct template *t, struct token *token)
{
    struct str link = STR(""), words = words_of(t->mem, &token->call, &link);

    if (token->family != FAMILY_LIQUID || token->in_row || token->in_html || !(words.len || link.len))
        return;
    if (!token->begins_line)
        emit_break(t, token);
    if (link.len)
        emit_link(t, token, link, words.len ? words : link);
    else
        emit_words(t, token, words);
    emit_break(t, token);
    token->begins_line = true;
}

static void
handle_code(struct template *t, struct token *token)
{
    struct str lang = call_get(&token->call, "lang language lexer", -1);
    bool is_listing = str_is_listed(token->call.name, " code codeblock listing ");

    if (token->role != ROLE_OPEN) {
        if (token->role == ROLE_ALONE)
            template_unknown(t, token);
        return;
    }
    if (!lang.len && !is_listing)
        lang = call_get(&token->call, "", 0);
    if (token->shape->more)
        lang = str_of(token->shape->more);
    if (is_listing)
        emit_listing_title(t, token);
    if (lang.len > 30 || str_chr(lang, ' ', 0) >= 0)
        lang = STR("");
    emit_code(t, token, &t->tokens[token->mate], lang);
    template_skip(t, t->tokens[token->mate].end);
}

/* `{{code "file" …}}` and the like show a part of a file, which is not read: its name stands for it. */
static void
handle_file(struct template *t, struct token *token)
{
    struct str name = call_get(&token->call, "file path src", 0);

    if (token->role == ROLE_CLOSE)
        return;
    template_drop(t, token, "content of", name.len ? name : token->call.written);
    if (!name.len || token->family != FAMILY_CALL)
        return;
    emit(t, token, token->in_html ? STR("<code>") : STR("`"));
    emit(t, token, name);
    emit(t, token, token->in_html ? STR("</code>") : STR("`"));
}

/* ---- links ------------------------------------------------------------------------------------------------------------- */

static void
handle_ref(struct template *t, struct token *token)
{
    struct str target = call_get(&token->call, "path", 0), label = target;
    ptrdiff_t hash = str_chr(target, '#', 0);

    if (token->role == ROLE_CLOSE)
        return;
    if (!target.len) {
        template_unknown(t, token);
        return;
    }
    if (hash != 0)
        label = call_plain_name(t->mem, hash > 0 ? str_sub(target, 0, (size_t)hash) : target);
    emit_target(t, token, token->shape->more, target, label);
}

static bool
is_one_line(const struct template *t, const struct token *open, const struct token *close)
{
    return str_chr(str_trim(str_sub(t->text, open->end, close->start)), '\n', 0) < 0;
}

/* `{{< button href="x" >}}text{{< /button >}}`. */
static void
handle_button(struct template *t, struct token *token)
{
    struct str href = call_get(&token->call, "href link url relref page to", -1);
    struct str text = call_get(&token->call, "text title label", -1);
    const struct token *mate = token->mate == TEMPLATE_NONE ? token : &t->tokens[token->mate];
    bool is_open = token->role == ROLE_OPEN;

    if (!href.len || token->in_html) {
        if (token->role != ROLE_CLOSE && text.len)
            emit_words(t, token, text);
        return;
    }
    if (token->role == ROLE_ALONE)
        emit_link(t, token, href, text.len ? text : href);
    else if (is_one_line(t, is_open ? token : mate, is_open ? mate : token))
        emit(t, token, is_open ? STR("[") : arena_printf(t->mem, "](<%.*s>)", STR_ARG(href)));
    else if (is_open)
        emit_link(t, token, href, text.len ? text : href);
}

static void
handle_param(struct template *t, struct token *token)
{
    struct str key = call_get(&token->call, "name key", 0), value = key.len ? front_text(t, key) : STR_NONE;

    if (token->role == ROLE_CLOSE)
        return;
    if (value.at) {
        emit(t, token, value);
        return;
    }
    template_drop(t, token, "parameter", key.len ? key : token->call.written);
    if (is_in_address(t, token))
        emit(t, token, STR("sheaf:none/"));
}

/* ---- parts of the text --------------------------------------------------------------------------------------------------- */

static struct str
title_of(const struct call *call)
{
    return call_get(call, "title header heading summary name", -1);
}

/* "{{< alert "warning" >}}", `{{% notice info "Title" %}}`, `{% note class title %}`. */
static void
handle_aside(struct template *t, struct token *token)
{
    static const char generic[] = " alert callout admonition notice hint note block message banner box aside panel infobox ";
    const struct call *call = &token->call;
    struct str kind = call_get(call, "type kind style level class status variant", 0), title = title_of(call);
    struct str content = call_get(call, "content text message body", -1), second = call_get(call, "", 1);

    if (token->role == ROLE_CLOSE) {
        emit_close(t, token, "</aside>");
        return;
    }
    if (!str_is_listed(call->name, generic)) {
        title = title.len ? title : call_get(call, "", 0);
        kind = call->name;
    } else if (!title.len && second.len) {
        title = second;
    }
    if (kind.len > 20 || str_chr(kind, ' ', 0) >= 0) {          /* text where a theme expects one */
        title = title.len ? title : kind;
        kind = STR("");
    }
    if (str_eqc(call->name, "pageinfo") || str_is_listed(kind, " default primary secondary light dark simple "))
        kind = STR("");
    if (token->role == ROLE_ALONE && !content.len) {
        template_unknown(t, token);
        return;
    }
    emit_aside(t, token, STR(""), kind, title);
    if (token->role == ROLE_ALONE) {
        emit(t, token, content);
        emit_close(t, token, "</aside>");
    }
}

static void
handle_quote(struct template *t, struct token *token)
{
    const struct call *call = &token->call;
    struct str author = call_get(call, "author by cite caption source", -1), link = call_get(call, "link href url", -1);

    if (token->role == ROLE_ALONE) {
        template_unknown(t, token);
        return;
    }
    if (token->role == ROLE_OPEN) {
        emit_open(t, token, "<blockquote>");
        return;
    }
    if (!author.len && token->family != FAMILY_CALL && !str_eqc(call->name, "pullquote"))
        author = words_of(t->mem, call, &link);
    if (author.len && !token->in_row) {
        emit_break(t, token);
        emit(t, token, STR("\xE2\x80\x94 "));
        if (link.len)
            emit_link(t, token, link, author);
        else
            emit(t, token, author);
    }
    emit_close(t, token, "</blockquote>");
}

/* Always open: a book has nothing to click on. */
static void
handle_details(struct template *t, struct token *token)
{
    struct str title = title_of(&token->call), html, link;

    if (!title.len)
        title = call_get(&token->call, "label question", -1);
    if (!title.len)
        title = words_of(t->mem, &token->call, &link);
    html = escaped_html(t->mem, title);
    if (token->role == ROLE_ALONE)
        template_unknown(t, token);
    else if (token->role == ROLE_CLOSE)
        emit_close(t, token, "</details>");
    else if (token->in_row)
        emit_title(t, token, STR(""), title);
    else if (!title.len)
        emit_open(t, token, "<details open=\"open\">");
    else
        emit_open(t, token, arena_printf(t->mem, "<details open=\"open\"><summary>%.*s</summary>", STR_ARG(html)).at);
}

/* ---- tabs -------------------------------------------------------------------------------------------------------------- */

enum { MOST_TABS = 50 };

/* What TAB stands in, a "tabpane" say, or NULL. */
static const struct token *
pane_of(const struct template *t, const struct token *tab)
{
    size_t index = (size_t)(tab - t->tokens);

    for (size_t n = 1; n <= index && n < MOST_TABS; n++) {
        const struct token *pane = &t->tokens[index - n];
        if (pane->role == ROLE_OPEN && pane->mate > index && str_eqc(pane->call.name, "tabpane"))
            return pane;
    }
    return NULL;
}

/* Docsy's tabs hold code unless they say `text=true` or have the signs of Markdown. */
static bool
is_code_tab(const struct template *t, const struct token *tab, struct str *lang)
{
    const struct token *pane = pane_of(t, tab);

    *lang = call_get(&tab->call, "lang", -1);
    if (tab->role != ROLE_OPEN || tab->family != FAMILY_HUGO || tab->is_markdown || (!pane && !lang->len))
        return false;
    if (str_eqc(call_get(&tab->call, "text", -1), "true"))
        return false;
    if (pane && !lang->len && str_eqc(call_get(&pane->call, "text", -1), "true"))
        return false;
    if (!lang->len)
        *lang = call_get(&pane->call, "lang", -1);
    return str_find(str_sub(t->text, tab->end, t->tokens[tab->mate].start), STR("```"), 0) < 0;
}

/* A tab's name, then what it shows. */
static void
handle_tab(struct template *t, struct token *token)
{
    struct str title = title_of(&token->call), lang;
    bool is_code = is_code_tab(t, token, &lang);

    title = title.len ? title : call_get(&token->call, "label tabName value", 0);
    if (token->role == ROLE_CLOSE)
        return;
    if (title.len && !token->begins_line)
        emit_break(t, token);
    emit_title(t, token, STR(""), title);
    if (is_code) {
        token->begins_line = token->begins_line || title.len;
        emit_code(t, token, &t->tokens[token->mate], lang);
        template_skip(t, t->tokens[token->mate].end);
    }
}

/* Boxes around content, which mean nothing in a book. */
static void
handle_box(struct template *t, struct token *token)
{
    struct str title = title_of(&token->call);

    if (token->role == ROLE_CLOSE || !title.len || token->in_row || str_is_listed(token->call.name, " span font link "))
        return;
    emit(t, token, token->in_html ? STR("<strong>") : STR("**"));
    emit_words(t, token, title);
    emit(t, token, token->in_html ? STR("</strong>") : STR("**"));
    emit_break(t, token);
}

static void
handle_nothing(struct template *t, struct token *token)
{
    (void)t;
    (void)token;
}

static void
handle_br(struct template *t, struct token *token)
{
    emit(t, token, STR("<br/>"));
}

/* A card that is only an address and a title. */
static void
handle_card(struct template *t, struct token *token)
{
    struct str href = call_get(&token->call, "link href url", -1), title = title_of(&token->call);

    if (token->role != ROLE_CLOSE && href.len && title.len) {
        emit_link(t, token, href, title);
        emit_break(t, token);
    } else {
        handle_box(t, token);
    }
}

const struct shape shortcode_shapes[] = {
    { " figure img image picture photo fig imgproc image-with-class lightbox zoomable-img responsive-image lazyimg ", 0, 0,
        handle_figure, NULL },
    { " asset-img ", 0, 0, handle_asset, NULL },
    { " youtube youtube-simple youtube-lite yt vimeo vimeo-simple twitter tweet twitter-simple x x-simple instagram "
        "instagram-simple gist streamable dailymotion bilibili codepen jsfiddle speakerdeck spotify soundcloud tiktok "
        "video video-local audio iframe embed bookmark ", 0, 0, handle_player, NULL },
    { " highlight codeblock prism listing ", 0, SHAPE_CODE, handle_code, NULL },
    { " code ", 1u << FAMILY_LIQUID | 1u << FAMILY_HUGO, SHAPE_CODE, handle_code, NULL },
    { " mermaid ", 1u << FAMILY_HUGO | 1u << FAMILY_LIQUID, SHAPE_CODE, handle_code, "mermaid" },
    { " katex math latex mathjax ", 1u << FAMILY_HUGO | 1u << FAMILY_LIQUID, SHAPE_CODE, handle_code, "latex" },
    { " plantuml uml ", 1u << FAMILY_HUGO | 1u << FAMILY_LIQUID, SHAPE_CODE, handle_code, "plantuml" },
    { " code play file readfile include-code ", 0, 0, handle_file, NULL },
    { " ref ", 0, 0, handle_ref, "ref" },
    { " relref ", 0, 0, handle_ref, "relref" },
    { " param ", 0, 0, handle_param, NULL },
    { " button btn link-button ", 0, 0, handle_button, NULL },
    { " details collapse expand spoiler accordion accordionitem accordion-item toggle collapsible ", 0, 0, handle_details, NULL },
    { " alert callout admonition notice note tip warning info caution danger important hint pageinfo success error attention "
        "question example abstract bug seealso aside message banner panel infobox warn disclaimer ", 0, 0, handle_aside, NULL },
    { " quote blockquote pullquote epigraph cq centerquote ", 0, 0, handle_quote, NULL },
    { " tab tabitem tab-item codetab code-tab ", 0, 0, handle_tab, NULL },
    { " card cardlink linkcard card-link feature ", 0, 0, handle_card, NULL },
    { " tabpane tabs tabgroup tab-group codetabs cardpane cards column columns col row grid div span section block cover steps "
        "step center centered container left right wrap lead blocks fragment cell grid-item markdownify md markdown rawhtml html "
        "unsafe text small large font color nobr nowrap kbd mark u sub sup ", 0, 0, handle_box, NULL },
    { " toc tableofcontents more clear clearfix newpage pagebreak vspace spacer ", 0, 0, handle_nothing, NULL },
    { " br ", 0, 0, handle_br, NULL },
    { NULL, 0, 0, NULL, NULL },
};

/* ---- by name ----------------------------------------------------------------------------------------------------------- */

static const struct shape unknown = { "", 0, 0, handle_unknown, NULL };

static const struct shape *
find_in(const struct shape *shapes, enum family family, struct str name)
{
    for (const struct shape *s = shapes; s->names; s++)
        if ((!s->families || (s->families & 1u << family)) && str_is_listed(name, s->names))
            return s;
    return NULL;
}

/* "linked-figure", "responsive-youtube": the part that says what it is. */
static const struct shape *
find_by_part(enum family family, struct str name)
{
    static const char *const parts[] = { "youtube", "vimeo", "figure", "image" };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(name, str_of(parts[i]), 0) >= 0)
            return find_in(shortcode_shapes, family, str_of(parts[i]));
    return NULL;
}

const struct shape *
shape_find(enum family family, const struct call *call)
{
    const struct shape *found = NULL;

    if (family == FAMILY_LIQUID || family == FAMILY_CALL)
        found = find_in(liquid_shapes, family, call->name);
    if (!found)
        found = find_in(shortcode_shapes, family, call->name);
    if (!found)
        found = find_by_part(family, call->name);
    return found ? found : &unknown;
}
