/* markdown_entity: character references in Markdown (CommonMark 0.30, section 2.5). SPDX-License-Identifier: MIT
 *
 * The five names that make nearly all references are here; the parser of HTML knows the other two thousand. */
#include "wrap/markdown_entity.h"

#include "base/utf8.h"
#include "wrap/html5.h"

static const struct {
    struct str name, text;
} common[] = {
    { { "&amp;", 5 }, { "&", 1 } },
    { { "&lt;", 4 }, { "<", 1 } },
    { { "&gt;", 4 }, { ">", 1 } },
    { { "&quot;", 6 }, { "\"", 1 } },
    { { "&nbsp;", 6 }, { "\xC2\xA0", 2 } },
};

void
markdown_entities_init(struct markdown_entities *e, struct arena *mem)
{
    e->mem = mem;
    map_init(&e->known);
}

void
markdown_entities_release(struct markdown_entities *e)
{
    map_release(&e->known);
}

/* "&#…;" and "&#x…;": md4c has seen to it that there are one to seven digits. */
static struct str
numeric(struct arena *mem, struct str reference)
{
    uint32_t code = 0;
    bool is_hex = char_lower(reference.at[2]) == 'x';
    struct buf out;
    struct str text;

    for (size_t i = is_hex ? 3 : 2; i + 1 < reference.len; i++)
        code = code * (is_hex ? 16 : 10) + (uint32_t)char_hex(reference.at[i]);
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return MARKDOWN_REPLACEMENT;
    buf_init(&out);
    utf8_add(&out, code);
    text = buf_take(&out, mem);
    buf_release(&out);
    return text;
}

static struct str
named(struct markdown_entities *e, struct str reference)
{
    struct str *text = map_find(&e->known, reference);

    if (!text) {
        struct str key = arena_str(e->mem, reference), found = html5_entity(e->mem, key);
        text = ARENA_NEW(e->mem, struct str);
        *text = found.at ? found : key;
        *map_slot(&e->known, key) = text;
    }
    return *text;
}

struct str
markdown_entity(struct markdown_entities *e, struct str reference)
{
    if (reference.len > 3 && reference.at[1] == '#')
        return numeric(e->mem, reference);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_eq(reference, common[i].name))
            return common[i].text;
    return named(e, reference);
}
