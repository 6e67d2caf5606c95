/* template_player: videos and posts of other services become links. SPDX-License-Identifier: MIT */
#include "read/template_part.h"

#include "base/url.h"
#include "base/words.h"

#include <string.h>

static const struct service {
    const char *names;          /* of tags */
    const char *label;
    const char *address;        /* before the id */
    const char *host;
    const char *embed;          /* the path of a frame, before the id */
} services[] = {
    { " youtube youtube-simple youtube-lite yt ", "YouTube", "https://www.youtube.com/watch?v=", "youtube.com", "/embed/" },
    { " youtube-nocookie ", "YouTube", "https://www.youtube.com/watch?v=", "youtube-nocookie.com", "/embed/" },
    { " ", "YouTube", "https://www.youtube.com/watch?v=", "youtu.be", "/" },
    { " vimeo vimeo-simple ", "Vimeo", "https://vimeo.com/", "player.vimeo.com", "/video/" },
    { " ", "Vimeo", "https://vimeo.com/", "vimeo.com", NULL },
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

    if (service && str_eqc(str_of(service->label), "GitHub Gist") && second.len && str_chr(second, '.', 0) < 0 && !user.len
        && !is_address(id))
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

void
emit_player(struct template *t, const struct token *token, struct str address, struct str title)
{
    const struct service *service = service_at(address);
    struct str what = service ? str_of(service->label) : str_of(kind_word(t, token));

    address = page_of(t->mem, address, service);
    if (!service && !title.len)
        title = is_address(address) ? url_host(address) : str_from(address, (size_t)(str_rchr(address, '/') + 1));
    if (title.len)
        what = arena_printf(t->mem, "%.*s: %.*s", STR_ARG(what), STR_ARG(title));
    emit_link(t, token, address, what);
}

void
handle_player(struct template *t, struct token *token)
{
    const struct service *service = service_named(token->call.name);
    struct str id = player_id(t->mem, &token->call, service), title = call_get(&token->call, "title caption label", -1);

    if (token->role == ROLE_CLOSE)
        return;
    if (!service && !is_address(id) && call_has(&token->call, "provider"))     /* Minimal Mistakes: id and provider */
        service = service_named(call_get(&token->call, "provider", -1));
    if (!id.len) {
        template_unknown(t, token);
        return;
    }
    if (!is_address(id) && service)
        id = arena_printf(t->mem, "%s%.*s", service->address, STR_ARG(id));
    emit_player(t, token, id, title);
}
