/* links: lists of links without their texts. SPDX-License-Identifier: MIT */
#include "read/links.h"

#include "base/url.h"
#include "read/adapters.h"
#include "read/meta.h"
#include "wrap/html5.h"

void
links_note(struct reading *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->narticles; i++)
        n += r->articles[i].why == WHY_LINK_ONLY;
    if (n)
        diag_add(r->diag, DIAG_LINK_ONLY, r->file->path, 0, 0, "holds %zu %s without %s; nothing can be bound from %s", n,
            n == 1 ? "link" : "links", n == 1 ? "its text" : "their texts", n == 1 ? "it" : "them");
}

static void
add_link(struct reading *r, struct str item, uint32_t line, struct str url, struct str title)
{
    struct article *a;

    if (!url_is_web(url))
        return;
    a = reading_add_item(r, item, line);
    a->why = WHY_LINK_ONLY;
    a->url = a->key = arena_str(r->mem, url);
    a->title = meta_plain(r->mem, title);
    if (a->title.len == 0)
        a->title = a->url;
}

static void
take_tags(struct reading *r, struct article *a, struct str tags, char separator)
{
    struct str tag;

    while (str_cut(&tags, separator, &tag))
        meta_add_tag(r->mem, a, tag);
}

static void
take_seconds(struct article *a, struct str text)
{
    unsigned long seconds;

    if (str_uint(str_trim(text), 99999999999UL, &seconds) && seconds > 0)
        a->date = date_of_epoch((int64_t)seconds);
}

/* ---- pages ------------------------------------------------------------------------------------------------------------- */

bool
links_is_page(struct str text)
{
    struct str head = str_sub(text, 0, 1024);

    return str_ifind(head, STR("NETSCAPE-Bookmark-file"), 0) >= 0 || str_ifind(head, STR("<title>Pocket Export</title>"), 0) >= 0
        || str_ifind(head, STR("<title>Instapaper: Export</title>"), 0) >= 0;
}

void
links_scan_page(struct reading *r)
{
    struct node *html = html5_parse_page(r->scratch, r->source.bytes);
    uint32_t line = 0;
    size_t counted = 0;

    for (struct node *n = html->first; n; n = node_next(n, html)) {
        struct str added;
        size_t before = r->narticles;
        if (n->tag != TAG_A || n->offset == NODE_NOWHERE)
            continue;
        for (; counted < n->offset; counted++)
            line += r->source.bytes.at[counted] == '\n';
        add_link(r, str_sub(r->source.bytes, n->offset, n->offset + 1), line, str_trim(node_attr(n, "href")),
            node_text_of(r->scratch, n, true));
        if (r->narticles == before)
            continue;
        added = node_attr(n, "add_date");
        take_seconds(&r->articles[before], added.len ? added : node_attr(n, "time_added"));
        take_tags(r, &r->articles[before], node_attr(n, "tags"), ',');
    }
    links_note(r);
}

/* ---- tables ------------------------------------------------------------------------------------------------------------ */

enum { COLUMNS = 16 };

/* The fields of the next record (RFC 4180); quotes may hold line ends. False at the end. */
static bool
next_record(struct arena *mem, struct str *rest, struct str *fields, size_t *n)
{
    size_t at = 0;
    bool ended = rest->len == 0;

    *n = 0;
    while (!ended) {
        struct buf field;
        buf_init(&field);
        if (at < rest->len && rest->at[at] == '"') {
            for (at++; at < rest->len; at++) {
                if (rest->at[at] != '"')
                    buf_addc(&field, rest->at[at]);
                else if (at + 1 < rest->len && rest->at[at + 1] == '"')
                    buf_addc(&field, rest->at[at++]);
                else
                    break;
            }
            at += at < rest->len;
        }
        while (at < rest->len && rest->at[at] != ',' && rest->at[at] != '\n' && rest->at[at] != '\r')
            buf_addc(&field, rest->at[at++]);
        if (*n < COLUMNS)
            fields[(*n)++] = buf_take(&field, mem);
        buf_release(&field);
        ended = at >= rest->len || rest->at[at] != ',';
        at += !ended;
    }
    at += at < rest->len && rest->at[at] == '\r';
    at += at < rest->len && rest->at[at] == '\n';
    *rest = str_from(*rest, at);
    return *n > 0;
}

static size_t
column(const struct str *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieqc(str_trim(names[i]), name))
            return i;
    return COLUMNS;
}

/* A first line that names the address and the title. */
static bool
match(struct str head)
{
    struct str line, field;
    bool has_url = false, has_title = false;

    if (!str_line(&head, &line))
        return false;
    if (str_starts(line, STR("\xEF\xBB\xBF")))
        line = str_from(line, 3);
    while (str_cut(&line, ',', &field)) {
        field = str_trim(field);
        has_url |= str_ieqc(field, "url");
        has_title |= str_ieqc(field, "title");
    }
    return has_url && has_title;
}

static struct str
field_at(const struct str *fields, size_t n, size_t i)
{
    return i < n ? str_trim(fields[i]) : STR("");
}

static void
scan(struct reading *r)
{
    struct str names[COLUMNS], fields[COLUMNS], rest = r->source.bytes, before;
    size_t nnames, n, url, title, tags, added;
    uint32_t line = 0;

    next_record(r->scratch, &rest, names, &nnames);
    url = column(names, nnames, "url"), title = column(names, nnames, "title"), tags = column(names, nnames, "tags");
    added = column(names, nnames, "time_added");
    if (added == COLUMNS)
        added = column(names, nnames, "timestamp");
    for (before = r->source.bytes; rest.len;) {
        struct str start = rest, item;
        size_t count = r->narticles;
        for (const char *c = before.at; c < start.at; c++)
            line += *c == '\n';
        before = start;
        if (!next_record(r->scratch, &rest, fields, &n))
            break;
        item = str_sub(start, 0, start.len - rest.len);
        add_link(r, item, line, field_at(fields, n, url), field_at(fields, n, title));
        if (r->narticles == count)
            continue;
        take_seconds(&r->articles[count], field_at(fields, n, added));
        take_tags(r, &r->articles[count], field_at(fields, n, tags), str_chr(field_at(fields, n, tags), '|', 0) >= 0 ? '|' : ',');
    }
    links_note(r);
}

static struct node *
body(struct arena *mem, const struct article *a, const struct source *source, struct diag *d)
{
    (void)a, (void)source, (void)d;
    return node_element(mem, TAG_DIV, 0);
}

const struct adapter links_adapter = {
    .name = "links",
    .extensions = "",
    .is_export = true,
    .match = match,
    .scan = scan,
    .body = body,
};
