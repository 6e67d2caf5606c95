/* searchable: what a reader sees of an article's tree, as words for searching. SPDX-License-Identifier: MIT
 *
 * Text is gathered to the end of its block, so that <b>wa</b>ter is one word, and a phrase never runs from one into the next. */
#include "html/searchable.h"

#include "wrap/text_words.h"

struct gathering {
    struct buf *out;
    struct buf text, ruby;      /* of the block so far */
};

enum part {                     /* what an element is for a search */
    PART_INLINE,                /* its content goes on */
    PART_APART,                 /* separates words */
    PART_RUBY,                  /* beside the text */
    PART_SKIPPED                /* with its content */
};

static const unsigned char parts[TAG_COUNT] = {
    [TAG_BR] = PART_APART, [TAG_IMG] = PART_APART, [TAG_SUP] = PART_APART, [TAG_Q] = PART_APART, [TAG_MATH] = PART_APART,
    [TAG_SVG] = PART_APART, [TAG_RT] = PART_RUBY, [TAG_RP] = PART_SKIPPED, [TAG_X_NOTEREF] = PART_SKIPPED,
    [TAG_NOSCRIPT] = PART_SKIPPED, [TAG_VIDEO] = PART_SKIPPED, [TAG_AUDIO] = PART_SKIPPED, [TAG_IFRAME] = PART_SKIPPED,
    [TAG_OBJECT] = PART_SKIPPED, [TAG_SCRIPT] = PART_SKIPPED, [TAG_CANVAS] = PART_SKIPPED, [TAG_MAP] = PART_SKIPPED,
    [TAG_SELECT] = PART_SKIPPED, [TAG_DATALIST] = PART_SKIPPED, [TAG_TEXTAREA] = PART_SKIPPED, [TAG_PROGRESS] = PART_SKIPPED,
    [TAG_METER] = PART_SKIPPED, [TAG_TEMPLATE] = PART_SKIPPED, [TAG_STYLE] = PART_SKIPPED, [TAG_HEAD] = PART_SKIPPED,
    [TAG_TITLE] = PART_SKIPPED,
};

static void
end_block(struct gathering *g)
{
    text_words(g->out, buf_str(&g->text));
    text_words_end(g->out);
    text_words(g->out, buf_str(&g->ruby));
    text_words_end(g->out);
    buf_clear(&g->text);
    buf_clear(&g->ruby);
}

/* In SVG and MathML names count, not tags. */
static bool
is_skipped(const struct node *n)
{
    static const char skipped[] = " style script metadata defs annotation ";

    if (n->tag == TAG_COMMENT || (node_is_element(n) && parts[n->tag] == PART_SKIPPED))
        return true;
    return n->space != SPACE_HTML && n->name && str_is_listed(str_of(n->name), skipped);
}

static void
separate(struct gathering *g, const struct node *n)
{
    if (!node_is_element(n))
        return;
    if (node_is_block(n))
        end_block(g);
    else if (parts[n->tag] == PART_APART || n->space != SPACE_HTML)
        buf_addc(&g->text, ' ');
    else if (parts[n->tag] == PART_RUBY)
        buf_addc(&g->ruby, ' ');
}

static void
enter(struct gathering *g, const struct node *n, bool in_ruby)
{
    separate(g, n);
    if (n->tag == TAG_TEXT)
        buf_add(in_ruby ? &g->ruby : &g->text, n->text);
    if (n->tag == TAG_IMG) {
        buf_add(&g->text, node_attr(n, "alt"));
        buf_addc(&g->text, ' ');
    }
}

void
searchable_words(const struct node *root, struct buf *out)
{
    struct gathering g = { .out = out };
    const struct node *n = root->first, *ruby = NULL;

    buf_init(&g.text);
    buf_init(&g.ruby);
    while (n) {
        bool skipped = is_skipped(n);
        if (!skipped)
            enter(&g, n, ruby != NULL);
        if (!skipped && n->tag == TAG_RT && !ruby)
            ruby = n;
        if (!skipped && n->first) {
            n = n->first;
            continue;
        }
        for (; n != root && !n->next; n = n->parent) {
            separate(&g, n);
            ruby = n == ruby ? NULL : ruby;
        }
        if (n == root)
            break;
        separate(&g, n);
        ruby = n == ruby ? NULL : ruby;
        n = n->next;
    }
    end_block(&g);
    buf_release(&g.text);
    buf_release(&g.ruby);
}
