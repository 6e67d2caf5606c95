/* template_shortcode: tags that say what they are: figures, players, code, notes. SPDX-License-Identifier: MIT
 *
 * One table for Hugo, Zola, Hexo, Jekyll's includes, Eleventy, Go and MDX: their themes use the same names for the same things. */
#include "read/template_part.h"

#include "base/url.h"
#include "base/words.h"

#include <string.h>

/* ---- figures ----------------------------------------------------------------------------------------------------------- */

static bool
names_picture(struct str address)
{
    static const char *const extensions[] = { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff" };
    ptrdiff_t query = str_chr(address, '?', 0);

    address = query < 0 ? address : str_sub(address, 0, (size_t)query);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        struct str end = str_of(extensions[i]);
        if (address.len > end.len && str_ieq(str_from(address, address.len - end.len), end))
            return true;
    }
    return false;
}

static bool
is_number(struct str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += char_is_digit(s.at[i]) != 0;
    return digits > 0 && (digits == s.len || str_ends(s, STR("px")) || str_ends(s, STR("%")) || str_chr(s, 'x', 0) > 0);
}

static const char SOURCES[] = "src url image img file filename path source image_path image-path";

/* The place of the picture among the arguments, or nargs. */
static size_t
picture_place(const struct call *call)
{
    for (size_t i = 0; i < call->nargs; i++)
        if (!call->args[i].name.len && names_picture(call->args[i].value))
            return i;
    return call->nargs;
}

/* What is said of a picture without a name: one text in quotes, the last one, or some words. */
static struct str
unnamed_text(struct arena *mem, const struct call *call, size_t from)
{
    struct buf words;
    struct str text = STR("");

    buf_init(&words);
    for (size_t i = from; i < call->nargs; i++) {
        const struct argument *a = &call->args[i];
        if (a->name.len || (!a->quoted && (is_number(a->value) || str_eqc(a->value, "_"))))
            continue;
        if (a->quoted) {
            buf_clear(&words);
        } else if (words.len) {
            buf_addc(&words, ' ');
        }
        buf_add(&words, a->value);
    }
    text = str_trim(buf_take(&words, mem));
    buf_release(&words);
    return is_number(text) ? STR("") : text;
}

/* Words of a caption without the marks of links and emphasis. */
static struct str
plain_words(struct arena *mem, struct str caption)
{
    char *out = arena_alloc(mem, caption.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < caption.len; i++) {
        if (caption.at[i] == ']' && i + 1 < caption.len && caption.at[i + 1] == '(') {
            while (i < caption.len && caption.at[i] != ')')
                i++;
        } else if (caption.at[i] == '<') {
            while (i < caption.len && caption.at[i] != '>')
                i++;
        } else if (!strchr("[]*`", caption.at[i])) {
            out[n++] = char_is_blank(caption.at[i]) ? ' ' : caption.at[i];
        }
    }
    return (struct str){ out, n };
}

static struct str
link_of(const struct call *call)
{
    struct str link = call_get(call, "link href target_url", -1);

    return str_chr(link, '/', 0) >= 0 || str_chr(link, '.', 0) >= 0 || str_starts(link, STR("#")) ? link : STR("");
}

static void
read_figure(struct template *t, const struct call *call, struct figure *f)
{
    size_t place = picture_place(call);

    *f = (struct figure){ .alt = call_get(call, "alt description", -1), .caption = call_get(call, "caption cap", -1),
        .title = call_get(call, "title", -1), .link = link_of(call), .attr = call_get(call, "attr attribution", -1),
        .attrlink = call_get(call, "attrlink", -1), .width = call_get(call, "width", -1) };
    f->src = call_get(call, SOURCES, -1);
    if (!f->src.len && place < call->nargs)
        f->src = str_trim(call->args[place].value);
    else if (!f->src.len && (place = 0, !names_picture(f->src)))
        f->src = call_get(call, "", 0);
    if (!call_has(call, "alt description"))
        f->alt = unnamed_text(t->mem, call, place + 1);
    if (!f->alt.len && (f->caption.len || f->title.len))
        f->alt = plain_words(t->mem, f->caption.len ? f->caption : f->title);
    if (f->width.len && !is_number(f->width))
        f->width = STR("");
    if (str_chr(f->width, '%', 0) >= 0)
        f->width = STR("");
}

/* Expressions within an argument, `url="{{ site.url }}/x.png"`. */
static struct str
resolved(struct template *t, struct str value)
{
    struct source source = { "", value };
    struct template_input in = { .source = &source, .article = t->in->article };
    struct template_text text;

    if (str_find(value, STR("{{"), 0) < 0)
        return value;
    template_resolve(t->mem, &in, &text);
    return text.text;
}

static void
drop_unknown(struct template *t, struct token *token)
{
    static const char *const what[] = { "shortcode", "tag", "template call", "expression", "component", "block", "link", "" };

    if (token->role != ROLE_CLOSE)
        template_drop(t, token, what[token->family], token->call.written);
}

static void
handle_figure(struct template *t, struct token *token)
{
    struct figure f;

    if (token->role == ROLE_CLOSE)
        return;
    read_figure(t, &token->call, &f);
    f.src = resolved(t, f.src);
    if (!f.src.len) {
        drop_unknown(t, token);
        return;
    }
    emit_figure(t, token, &f);
    if (token->role == ROLE_OPEN)
        emit_break(t, token);
}

/* Hexo's pictures beside the post. */
static void
handle_asset(struct template *t, struct token *token)
{
    struct figure f;

    if (token->role == ROLE_CLOSE)
        return;
    read_figure(t, &token->call, &f);
    if (!names_picture(f.src) && !f.src.len) {
        drop_unknown(t, token);
        return;
    }
    f.src = arena_printf(t->mem, "sheaf:asset/%.*s", STR_ARG(f.src));
    emit_figure(t, token, &f);
}

/* ---- players ----------------------------------------------------------------------------------------------------------- */

static const struct service {
    const char *names;          /* of tags */
    const char *label;
    const char *address;        /* before the id */
    const char *host;
    const char *embed;          /* the path of a frame, before the id */
} services[] = {
    { " youtube youtube-simple youtube-lite yt ", "YouTube", "https://www.youtube.com/watch?v=", "youtube.com", "/embed/" },
    { " youtube-nocookie ", "YouTube", "https://www.youtube.com/watch?v=", "youtube-nocookie.com", "/embed/" },
    { " vimeo vimeo-simple ", "Vimeo", "https://vimeo.com/", "player.vimeo.com", "/video/" },
    { " twitter tweet twitter-simple x x-simple ", "X", "https://x.com/i/status/", "x.com", NULL },
    { " instagram instagram-simple ", "Instagram", "https://www.instagram.com/p/", "instagram.com", NULL },
    { " gist ", "GitHub Gist", "https://gist.github.com/", "gist.github.com", NULL },
    { " streamable ", "Streamable", "https://streamable.com/", "streamable.com", NULL },
    { " dailymotion ", "Dailymotion", "https://www.dailymotion.com/video/", "dailymotion.com", "/embed/video/" },
    { " bilibili ", "Bilibili", "https://www.bilibili.com/video/", "bilibili.com", NULL },
    { " codepen ", "CodePen", "https://codepen.io/", "codepen.io", NULL },
    { " jsfiddle ", "JSFiddle", "https://jsfiddle.net/", "jsfiddle.net", NULL },
    { " speakerdeck ", "Speaker Deck", "https://speakerdeck.com/", "speakerdeck.com", NULL },
    { " spotify ", "Spotify", "https://open.spotify.com/", "open.spotify.com", "/embed/" },
    { " soundcloud ", "SoundCloud", "https://soundcloud.com/", "soundcloud.com", NULL },
    { " tiktok ", "TikTok", "https://www.tiktok.com/", "tiktok.com", NULL },
};
enum { SERVICES = sizeof services / sizeof *services };

static const struct service *
service_named(struct str name)
{
    for (size_t i = 0; i < SERVICES; i++)
        if (str_is_listed(name, services[i].names))
            return &services[i];
    return NULL;
}

static const struct service *
service_at(struct str address)
{
    struct str host = url_host(address);

    host = str_istarts(host, STR("www.")) ? str_from(host, 4) : host;
    for (size_t i = 0; i < SERVICES; i++)
        if (str_ieqc(host, services[i].host))
            return &services[i];
    return NULL;
}

/* The page that a person would open instead of a frame's. */
static struct str
page_of(struct arena *mem, struct str address, const struct service *service)
{
    struct str path = url_path(address);

    if (str_starts(address, STR("//")))
        return page_of(mem, arena_printf(mem, "https:%.*s", STR_ARG(address)), service_at(arena_printf(mem, "https:%.*s",
            STR_ARG(address))));
    if (!service || !service->embed || !str_starts(path, str_of(service->embed)))
        return address;
    path = str_from(path, strlen(service->embed));
    if (str_chr(path, '?', 0) >= 0)
        path = str_sub(path, 0, (size_t)str_chr(path, '?', 0));
    return arena_printf(mem, "%s%.*s", service->address, STR_ARG(path));
}

static bool
is_address(struct str s)
{
    return url_is_web(s) || str_starts(s, STR("//"));
}

/* What is to be played: an id, "user/id" of two arguments, or a whole address. */
static struct str
player_id(struct arena *mem, const struct call *call, const struct service *service)
{
    struct str id = call_get(call, "id v videoId video_id video-id youTubeId playlist tweetId url src link href file mp4", 0);
    struct str user = call_get(call, "user", -1), second = call_get(call, "", 1);

    if (service && str_eqc(str_of(service->label), "GitHub Gist") && second.len && !user.len && !is_address(id))
        return arena_printf(mem, "%.*s/%.*s", STR_ARG(id), STR_ARG(second));
    if (service && str_eqc(str_of(service->label), "X") && user.len)
        return arena_printf(mem, "https://x.com/%.*s/status/%.*s", STR_ARG(user), STR_ARG(id));
    return id;
}

static const char *
kind_word(const struct template *t, const struct token *token)
{
    enum word word = str_find(token->call.name, STR("audio"), 0) >= 0 ? WORD_AUDIO
        : str_find(token->call.name, STR("video"), 0) >= 0 ? WORD_VIDEO : WORD_EMBED;

    return word_get(word, t->in->article ? t->in->article->language : STR("en"));
}

static void
handle_player(struct template *t, struct token *token)
{
    const struct service *service = service_named(token->call.name);
    struct str id = player_id(t->mem, &token->call, service), title = call_get(&token->call, "title caption label", -1), what;

    if (token->role == ROLE_CLOSE)
        return;
    if (!service && !is_address(id) && call_has(&token->call, "provider"))     /* Minimal Mistakes: id and provider */
        service = service_named(call_get(&token->call, "provider", -1));
    if (!id.len) {
        drop_unknown(t, token);
        return;
    }
    if (is_address(id)) {
        service = service_at(id);
        id = page_of(t->mem, id, service);
    } else if (service) {
        id = arena_printf(t->mem, "%s%.*s", service->address, STR_ARG(id));
    }
    what = service ? str_of(service->label) : str_of(kind_word(t, token));
    if (!service && !title.len)
        title = is_address(id) ? url_host(id) : str_from(id, (size_t)(str_rchr(id, '/') + 1));
    if (title.len)
        what = arena_printf(t->mem, "%.*s: %.*s", STR_ARG(what), STR_ARG(title));
    emit_link(t, token, id, what);
}

/* ---- code -------------------------------------------------------------------------------------------------------------- */

static void
handle_code(struct template *t, struct token *token)
{
    struct str lang = call_get(&token->call, "lang language lexer", -1);
    bool is_listing = str_is_listed(token->call.name, " code codeblock listing ");

    if (token->role != ROLE_OPEN) {
        if (token->role == ROLE_ALONE)
            drop_unknown(t, token);
        return;
    }
    if (!lang.len && !is_listing)
        lang = call_get(&token->call, "", 0);
    if (token->shape->more)
        lang = str_of(token->shape->more);
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
        drop_unknown(t, token);
        return;
    }
    if (hash != 0)
        label = call_plain_name(t->mem, hash > 0 ? str_sub(target, 0, (size_t)hash) : target);
    emit_target(t, token, token->shape->more, target, label);
}

/* `{{< button href="x" >}}text{{< /button >}}`. */
static void
handle_button(struct template *t, struct token *token)
{
    struct str href = call_get(&token->call, "href link url relref page to", -1), text = call_get(&token->call, "text title label", -1);

    if (!href.len || token->in_html) {
        if (token->role != ROLE_CLOSE && text.len)
            emit_words(t, token, text);
        return;
    }
    if (token->role == ROLE_ALONE)
        emit_link(t, token, href, text.len ? text : href);
    else if (str_chr(str_trim(str_sub(t->text, t->tokens[token->role == ROLE_OPEN ? token - t->tokens : token->mate].end,
        t->tokens[token->role == ROLE_OPEN ? token->mate : token - t->tokens].start)), '\n', 0) < 0)
        token->role == ROLE_OPEN ? emit(t, token, STR("[")) : emit(t, token, arena_printf(t->mem, "](<%.*s>)", STR_ARG(href)));
    else if (token->role == ROLE_OPEN && text.len)
        emit_link(t, token, href, text);
}

static void
handle_param(struct template *t, struct token *token)
{
    struct str key = call_get(&token->call, "name key", 0), value = key.len ? front_text(t, key) : STR_NONE;

    if (token->role == ROLE_CLOSE)
        return;
    if (value.at)
        emit(t, token, value);
    else
        template_drop(t, token, "parameter", key.len ? key : token->call.written);
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
        drop_unknown(t, token);
        return;
    }
    emit_aside(t, token, kind, title);
    if (token->role == ROLE_ALONE) {
        emit(t, token, content);
        emit_close(t, token, "</aside>");
    }
}

static void
handle_quote(struct template *t, struct token *token)
{
    const struct call *call = &token->call;
    struct str author = call_get(call, "author by cite caption source", 0), link = call_get(call, "link href url", -1);

    if (token->role == ROLE_ALONE) {
        drop_unknown(t, token);
        return;
    }
    if (token->role == ROLE_OPEN) {
        emit_open(t, token, "<blockquote>");
        return;
    }
    if (author.len && !str_eqc(call->name, "pullquote") && !token->in_row) {
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
    struct str title = title_of(&token->call);

    title = title.len ? title : call_get(&token->call, "label question", 0);
    if (token->role == ROLE_ALONE)
        drop_unknown(t, token);
    else if (token->role == ROLE_CLOSE)
        emit_close(t, token, "</details>");
    else if (!title.len)
        emit_open(t, token, "<details open=\"open\">");
    else {
        char *open = arena_cstr(t->mem, arena_printf(t->mem, "<details open=\"open\"><summary>"));
        if (!token->begins_line)
            emit_break(t, token);
        struct token here = *token;
        here.begins_line = true;
        emit(t, token, str_of(open));
        here.in_html = true;
        emit_words(t, &here, title);
        here.in_html = token->in_html;
        emit_open(t, &here, "</summary>");
    }
}

/* A tab's name, then what it shows. */
static void
handle_tab(struct template *t, struct token *token)
{
    struct str title = title_of(&token->call), lang = call_get(&token->call, "lang", -1);

    title = title.len ? title : call_get(&token->call, "label tabName value", 0);
    if (token->role == ROLE_CLOSE)
        return;
    if (title.len && !token->in_row) {
        if (!token->begins_line)
            emit_break(t, token);
        emit(t, token, token->in_html ? STR("<p><strong>") : STR("**"));
        emit_words(t, token, title);
        emit(t, token, token->in_html ? STR("</strong></p>") : STR("**"));
        emit_break(t, token);
    }
    if (token->role == ROLE_OPEN && token->family == FAMILY_HUGO && !token->is_markdown && lang.len
        && str_find(str_sub(t->text, token->end, t->tokens[token->mate].start), STR("```"), 0) < 0) {
        struct token here = *token;
        here.begins_line = true;
        emit_code(t, &here, &t->tokens[token->mate], lang);
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
    { " card cardlink linkcard card-link ", 0, 0, handle_card, NULL },
    { " tabpane tabs tabgroup tab-group codetabs cardpane cards column columns col row grid div span section block steps step center "
        "centered container left right wrap lead blocks fragment cell grid-item markdownify md markdown rawhtml html unsafe "
        "katex math latex text small large font color nobr nowrap kbd mark u sub sup ", 0, 0, handle_box, NULL },
    { " toc table-of-contents tableofcontents more clear clearfix newpage pagebreak vspace spacer ", 0, 0, handle_nothing, NULL },
    { " br ", 0, 0, handle_br, NULL },
    { NULL, 0, 0, NULL, NULL },
};

/* ---- by name ----------------------------------------------------------------------------------------------------------- */

/* What is not known by name may show a picture: it is kept. */
static void
handle_unknown(struct template *t, struct token *token)
{
    if (token->role != ROLE_CLOSE && (picture_place(&token->call) < token->call.nargs
        || names_picture(call_get(&token->call, SOURCES, -1))))
        handle_figure(t, token);
    else
        drop_unknown(t, token);
}

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
