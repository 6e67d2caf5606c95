/* wordpress: what WordPress' exports (WXR 1.0 to 1.2) add to RSS. SPDX-License-Identifier: MIT
 *
 * Posts and pages are articles, whatever their state; drafts, private and trashed ones are left out with that reason. Attachments,
 * menus and other kinds of items are no articles. Squarespace exports the same form. */
#include "read/feed.h"

#include "read/meta.h"

#include <string.h>

/* ---- the head ---------------------------------------------------------------------------------------------------------- */

/* Logins of authors to the names that they show. */
void
wordpress_head(struct feed *f, const struct node *channel)
{
    for (struct node *n = feed_child(f, channel, "wp:author", NULL); n; n = feed_child(f, channel, "wp:author", n)) {
        struct str login = feed_text(f, n, "wp:author_login"), name = feed_text(f, n, "wp:author_display_name");
        struct str first = feed_text(f, n, "wp:author_first_name"), last = feed_text(f, n, "wp:author_last_name");
        if (name.len == 0 && first.len + last.len)
            name = str_trim(arena_printf(f->mem, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
        if (login.len && name.len)
            *map_slot(&f->people, arena_str(f->keep, login)) = arena_cstr(f->keep, name);
    }
}

void
wordpress_note_attachment(struct feed *f, const struct node *item)
{
    struct str url = feed_text(f, item, "wp:attachment_url"), id = feed_text(f, item, "wp:post_id");
    struct str *kept;

    if (url.len == 0 || id.len == 0)
        return;
    kept = ARENA_NEW(f->keep, struct str);
    *kept = arena_str(f->keep, url);
    *map_slot(&f->attachments, arena_str(f->keep, id)) = kept;
}

/* ---- one post ---------------------------------------------------------------------------------------------------------- */

static bool
is_article(struct str type)
{
    return type.len == 0 || str_eqc(type, "post") || str_eqc(type, "page");
}

static void
judge_status(struct article *a, struct str status, struct arena *mem)
{
    static const struct { const char *status; enum why why; } states[] = {
        { "draft", WHY_DRAFT }, { "auto-draft", WHY_DRAFT }, { "pending", WHY_DRAFT }, { "future", WHY_FUTURE },
        { "private", WHY_UNPUBLISHED }, { "trash", WHY_UNPUBLISHED }, { "inherit", WHY_UNPUBLISHED },
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_ieqc(status, states[i].status)) {
            a->why = states[i].why;
            a->why_text = arena_printf(mem, "status: %s", states[i].status);
        }
}

/* Categories and tags apart; other taxonomies (formats, say) are neither. */
static void
fill_terms(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    for (struct node *n = feed_child(f, item, "category", NULL); n; n = feed_child(f, item, "category", n)) {
        struct str domain = node_attr(n, "domain"), text = feed_text_of(f, n);
        bool is_known = false;
        if (str_eqc(domain, "post_tag") || str_eqc(domain, "tag"))
            meta_add_tag(r->mem, a, text);
        if (domain.len && !str_eqc(domain, "category"))
            continue;
        text = meta_plain(r->mem, text);
        for (size_t i = 0; i < a->ncategories; i++)
            is_known |= str_ieq(a->categories[i], text);
        if (text.len && !is_known && !str_ieqc(text, "uncategorized"))
            *ARENA_PUSH(r->mem, a->categories, a->ncategories) = text;
    }
}

/* The id of the picture above the post; feed.c makes an address of it. */
static void
fill_picture(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    for (struct node *n = feed_child(f, item, "wp:postmeta", NULL); n; n = feed_child(f, item, "wp:postmeta", n))
        if (str_eqc(feed_text(f, n, "wp:meta_key"), "_thumbnail_id"))
            a->image = arena_str(r->mem, feed_text(f, n, "wp:meta_value"));
}

/* The local day as the site shows it: pubDate is in UTC. Unwritten posts have zeros. */
static void
fill_date(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    struct str local = feed_text(f, item, "wp:post_date"), utc = feed_text(f, item, "wp:post_date_gmt");
    struct date date, other;

    if (local.len == 0 || str_starts(local, STR("0000")) || date_parse(local, 0, &date) != DATE_OK)
        return;
    if (!str_starts(utc, STR("0000")) && date_parse(utc, 0, &other) == DATE_OK) {
        int64_t minutes = (date_epoch(date) - date_epoch(other)) / 60;
        if (minutes >= -15 * 60 && minutes <= 15 * 60) {
            date.offset = (int16_t)minutes;
            date.has_offset = true;
        }
    }
    a->date = date;
    (void)r;
}

bool
wordpress_fill(const struct feed *f, struct reading *r, struct article *a, const struct node *item)
{
    struct str excerpt = feed_text(f, item, "excerpt:encoded"), slug = feed_text(f, item, "wp:post_name");

    if (!is_article(feed_text(f, item, "wp:post_type")))
        return false;
    judge_status(a, feed_text(f, item, "wp:status"), r->mem);
    fill_terms(f, r, a, item);
    fill_picture(f, r, a, item);
    fill_date(f, r, a, item);
    a->slug = arena_str(r->mem, slug);
    a->description = meta_plain(r->mem, excerpt);
    return true;
}
