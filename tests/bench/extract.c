/* extract: what the program takes out of saved pages, for extract.py. SPDX-License-Identifier: MIT
 *
 *     extract FOLDER    one JSON object for each page, one after the other below FOLDER: path, title, byline (names with ", " between), text
 *
 * The pages go the way of every archive (read_archive, read_body), so what is measured is what a chapter would be made of. */
#include "base/json.h"
#include "base/node.h"
#include "read/read.h"

#include <stdio.h>

/* Words of different blocks stand apart. */
static struct str
text_of(struct arena *mem, const struct node *root)
{
    struct buf text;
    struct str result;

    buf_init(&text);
    for (const struct node *n = root->first; n; n = node_next(n, root)) {
        if (n->tag == TAG_TEXT)
            buf_add(&text, n->text);
        else if (node_is_block(n) || n->tag == TAG_BR)
            buf_addc(&text, '\n');
    }
    result = buf_take(&text, mem);
    buf_release(&text);
    return result;
}

static void
print_article(const struct article *a, struct diag *diag)
{
    struct source source = { 0 };
    struct arena mem;
    struct node *root;
    struct json j;
    struct buf out;
    struct str names = STR("");

    arena_init(&mem);
    buf_init(&out);
    root = read_body(&mem, a, &source, diag);
    for (size_t i = 0; i < a->nauthors; i++)
        names = arena_printf(&mem, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "", STR_ARG(a->authors[i].name));
    json_init(&j, &out);
    json_open(&j, '{');
    json_key(&j, "path");
    json_text(&j, a->file->rel);
    json_key(&j, "title");
    json_text(&j, a->title);
    json_key(&j, "byline");
    json_text(&j, names);
    json_key(&j, "text");
    json_text(&j, root ? text_of(&mem, root) : STR(""));
    json_close(&j);
    fwrite(out.at, 1, out.len, stdout);
    buf_release(&out);
    arena_release(&mem);
}

int
main(int argc, char **argv)
{
    struct config config = { .folder = STR(".") };
    struct catalog catalog = { .config = &config };
    struct read_options options = { .paths = (const char *const *)argv + 1, .npaths = 1 };
    struct diag diag;

    if (argc != 2) {
        fputs("usage: extract FOLDER\n", stderr);
        return 2;
    }
    diag_init(&diag);
    arena_init(&catalog.mem);
    if (read_archive(&catalog, &options, &diag) < 0)
        return 1;
    for (size_t i = 0; i < catalog.narticles; i++)
        print_article(&catalog.articles[i], &diag);
    return 0;
}
