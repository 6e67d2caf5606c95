/* split: a page to its files. SPDX-License-Identifier: MIT
 *
 * Nearly every article is one file: it is serialized, found small enough and done. A larger one is cut before h2, else before
 * h3, else between blocks (EPUB-RULES 7: Adobe's engine fails above 300 KB). Notes go to the file of their first reference,
 * because pop-ups only work within a file; links between the files are rewritten. */
#include "html/page.h"

#include "base/path.h"
#include "base/xhtml.h"

enum {
    SMALL = 5 * 1024,           /* a piece below this is not worth a file */
    ROOM = PAGE_LIMIT - 2 * SMALL,
    MOST_NOTES = 500,           /* in one file */
    NOTE_WEIGHT = ROOM / MOST_NOTES
};

struct note {
    struct node *node;          /* the aside */
    size_t weight;              /* with that of notes which only it refers to */
    size_t within;              /* 1 + the note that its first reference is in; 0: the text */
    uint32_t part;
};

struct block {
    struct node *node;
    size_t weight;              /* bytes, with the notes it refers to first */
    uint32_t part;
};

struct splitter {
    struct rendering *r;
    struct node *chapter;
    struct note *notes; size_t nnotes;      /* "fn-1" is notes[0] */
    struct block *blocks; size_t nblocks;
    size_t *starts;             /* first block of each part */
    size_t nparts;
    struct node *foot;          /* of the last one; or NULL */
    size_t filled;              /* bytes of the last one so far */
    struct buf scratch;         /* what is weighed */
};

/* ---- files ----------------------------------------------------------------------------------------------------------- */

static void
list_heading(struct rendering *r, const struct node *n, const struct node *content, uint32_t k)
{
    struct page *page = r->page;
    struct str label;

    if (r->plan->drops_headings || n->tag == TAG_H1 || !heading_is_listed(n, content))
        return;
    label = heading_label(&page->mem, n, PAGE_LABEL);
    if (label.len == 0)
        return;
    *ARENA_PUSH(&page->mem, page->headings, page->nheadings) = (struct heading){
        .level = (int)(n->tag - TAG_H1) + 1,
        .text = label,
        .id = arena_str(&page->mem, node_attr(n, "id")),
        .part = k,
    };
}

/* What the contents and the package document must know of a part. */
static void
visit(struct rendering *r, const struct node *n, const struct node *content, uint32_t k)
{
    struct page *page = r->page;

    if (node_is_heading(n))
        list_heading(r, n, content, k);
    page->has_ruby |= n->tag == TAG_RUBY;
    page->parts[k].has_svg |= n->tag == TAG_SVG;
    page->parts[k].has_mathml |= n->tag == TAG_MATH;
    page->has_mathml |= n->tag == TAG_MATH;
}

static void
write_part(struct rendering *r, const struct node *content, uint32_t k)
{
    struct page *page = r->page;
    struct part *part = &page->parts[k];
    struct str title = page_typeset(r, page_title(page), page->language);

    buf_reserve(&part->xhtml, r->source->bytes.len / page->nparts * 3 / 2 + 4096);
    if (page->nparts > 1)
        title = arena_printf(r->scratch, "%.*s (%u/%zu)", STR_ARG(title), k + 1, page->nparts);
    xhtml_open(&part->xhtml, part->href, title, page->language, page_is_rtl(page) ? "rtl" : "ltr",
        r->plan->own_sheet.at);
    serialize_part(r, &part->xhtml, content, k, visit);
    xhtml_close(&part->xhtml);
}

static bool
is_taken(const struct plan *plan, struct str href)
{
    for (size_t i = 0; i < plan->npages; i++)
        if (str_eq(plan->pages[i].href, href))
            return true;
    return false;
}

/* Part K is PAGE-(K+1).xhtml; one more "-" where another article has that name. */
static void
name_part(struct rendering *r, uint32_t k)
{
    struct page *page = r->page;
    struct part *part = &page->parts[k];
    struct str stem = path_without_extension(page->href), extension = str_from(page->href, stem.len);

    part->href = page->href;
    part->id = page->id;
    for (int dashes = 1; k > 0 && is_taken(r->plan, part->href); dashes++) {
        part->href = arena_printf(&page->mem, "%.*s%.*s%u%.*s", STR_ARG(stem), dashes, "----------", k + 1, STR_ARG(extension));
        part->id = arena_printf(&page->mem, "%.*s%.*s%u", STR_ARG(page->id), dashes, "----------", k + 1);
    }
}

static void
make_parts(struct rendering *r, uint32_t n)
{
    struct page *page = r->page;

    page->parts = arena_zalloc(&page->mem, n * sizeof *page->parts);
    page->nparts = n;
    for (uint32_t k = 0; k < n; k++) {
        buf_init(&page->parts[k].xhtml);
        name_part(r, k);
    }
}

/* ---- weights --------------------------------------------------------------------------------------------------------- */

static size_t
size_of(struct splitter *s, const struct node *n)
{
    buf_clear(&s->scratch);
    render_node(&s->scratch, n);
    return s->scratch.len;
}

/* The index of the note that N is the first reference to, or STR_NPOS. */
static ptrdiff_t
first_reference(const struct splitter *s, const struct node *n)
{
    unsigned long number;
    struct str id = n->tag == TAG_A ? node_attr(n, "id") : STR_NONE;

    if (!str_starts(id, STR("fnref-")) || !str_uint(str_from(id, 6), s->nnotes, &number) || number == 0)
        return STR_NPOS;
    return (ptrdiff_t)number - 1;
}

/* Bytes of N and of the notes that it refers to first. */
static size_t
weigh(void *context, const struct node *root)
{
    struct splitter *s = context;
    size_t weight = size_of(s, root);

    for (const struct node *n = root; n && s->nnotes; n = node_next(n, root))
        if (first_reference(s, n) >= 0)
            weight += s->notes[first_reference(s, n)].weight;
    return weight;
}

/* Takes the notes from the end of the body. */
static void
take_notes(struct splitter *s)
{
    struct node *root = s->r->root, *rule = NULL;

    for (struct node *n = root->last; n && !rule; n = n->prev)
        if (n->tag == TAG_HR && node_has_class(n, "notes"))
            rule = n;
    for (struct node *n = rule ? rule->next : NULL, *next; n; n = next) {
        next = n->next;
        *ARENA_PUSH(s->r->scratch, s->notes, s->nnotes) = (struct note){ .node = n };
        node_unlink(n);
    }
    if (rule)
        node_unlink(rule);
    for (size_t i = 0; i < s->nnotes; i++) {
        struct note *note = &s->notes[i];
        note->weight = size_of(s, note->node);
        note->weight = note->weight > NOTE_WEIGHT ? note->weight : NOTE_WEIGHT;
        for (const struct node *n = note->node; n; n = node_next(n, note->node))
            if (first_reference(s, n) > (ptrdiff_t)i)
                s->notes[first_reference(s, n)].within = i + 1;
    }
    for (size_t i = s->nnotes; i-- > 0;)    /* a note is always in one with a lower number */
        if (s->notes[i].within)
            s->notes[s->notes[i].within - 1].weight += s->notes[i].weight;
}

static void
list_blocks(struct splitter *s)
{
    for (struct node *n = s->r->root->first; n; n = n->next)
        *ARENA_PUSH(s->r->scratch, s->blocks, s->nblocks) = (struct block){ .node = n, .weight = weigh(s, n) };
}

/* ---- where to cut ---------------------------------------------------------------------------------------------------- */

enum { SECTION = 2, ANY = 4 };   /* levels of headings; ANY: every block stands alone */

static size_t
weight_of(const struct splitter *s, size_t from, size_t to)
{
    size_t weight = 0;

    for (size_t i = from; i < to; i++)
        weight += s->blocks[i].weight;
    return weight;
}

/* BLOCK begins a new part, with the headings before it: none is left alone at the end of a file. More headings in a row than
 * there are levels head nothing, and a part of nothing else would be moved on for ever. */
static void
begin_part(struct splitter *s, size_t block)
{
    enum { LEVELS = 5 };
    size_t start = block;

    while (start > s->starts[s->nparts - 1] + 1 && start + LEVELS > block && node_is_heading(s->blocks[start - 1].node))
        start--;
    if (start + LEVELS == block)
        start = block;
    *ARENA_PUSH(s->r->scratch, s->starts, s->nparts) = start;
    s->filled = weight_of(s, start, block);
}

/* The first block after FROM that begins a section of LEVEL or above, or TO. */
static size_t
next_section(const struct splitter *s, size_t from, size_t to, int level)
{
    size_t i = from + 1;

    while (i < to && level < ANY && !(s->blocks[i].node->tag >= TAG_H2 && s->blocks[i].node->tag < (enum tag)(TAG_H1 + level)))
        i++;
    return i;
}

/* Fills parts with the blocks FROM to before TO, section by section. */
static void
pack(struct splitter *s, size_t from, size_t to, int level)
{
    for (size_t end; from < to; from = end) {
        size_t weight;
        end = next_section(s, from, to, level);
        weight = weight_of(s, from, end);
        if (s->filled >= SMALL && s->filled + weight > ROOM)
            begin_part(s, from);
        if (level < ANY && weight > ROOM)
            pack(s, from, end, level + 1);
        else
            s->filled += weight;
    }
}

/* Parts for all blocks; a last one that is not worth a file joins the one before. */
static void
make_plan(struct splitter *s, size_t header)
{
    s->filled = header;
    *ARENA_PUSH(s->r->scratch, s->starts, s->nparts) = 0;
    pack(s, 0, s->nblocks, SECTION);
    if (s->nparts > 1 && s->filled < SMALL)
        s->nparts--;
    for (uint32_t k = 0; k < s->nparts; k++)
        for (size_t i = s->starts[k]; i < (k + 1 < s->nparts ? s->starts[k + 1] : s->nblocks); i++)
            s->blocks[i].part = k;
}

/* ---- building the parts ---------------------------------------------------------------------------------------------- */

static void
place_notes(struct splitter *s, struct node *const *sections)
{
    struct arena *a = s->r->scratch;
    uint32_t *filled = arena_zalloc(a, s->nparts * sizeof *filled);

    for (size_t b = 0; b < s->nblocks; b++)
        for (const struct node *n = s->blocks[b].node; n; n = node_next(n, s->blocks[b].node))
            if (first_reference(s, n) >= 0)
                s->notes[first_reference(s, n)].part = s->blocks[b].part;
    for (size_t i = 0; i < s->nnotes; i++) {
        struct note *note = &s->notes[i];
        if (note->within)
            note->part = s->notes[note->within - 1].part;
        if (filled[note->part]++ == 0) {
            struct node *rule = node_element(a, TAG_HR, NODE_NOWHERE);
            node_set_attr(a, rule, "class", STR("notes"));
            node_append(sections[note->part], rule);
        }
        node_append(sections[note->part], note->node);
    }
}

static struct node **
make_sections(struct splitter *s)
{
    struct arena *a = s->r->scratch;
    struct node **sections = arena_alloc(a, s->nparts * sizeof(struct node *));

    sections[0] = s->chapter;
    for (uint32_t k = 1; k < s->nparts; k++) {
        sections[k] = node_element(a, TAG_SECTION, NODE_NOWHERE);
        page_mark_direction(s->r, sections[k]);
    }
    for (size_t i = 0; i < s->nblocks; i++)
        node_append(sections[s->blocks[i].part], s->blocks[i].node);
    place_notes(s, sections);
    if (s->foot)
        node_append(sections[s->nparts - 1], s->foot);
    return sections;
}

/* ---- links between the parts ----------------------------------------------------------------------------------------- */

/* References by id do not reach into other files. */
static void
drop_reference(struct node *n, const char *name, const struct map *places, const void *own)
{
    struct str list = node_attr(n, name), id;

    while (str_cut(&list, ' ', &id)) {
        if (map_find(places, id) != own) {
            node_drop_attr(n, name);
            return;
        }
    }
}

static void
relink(struct rendering *r, struct node *section, const struct map *places, const struct part *own)
{
    for (struct node *n = section; n; n = node_next(n, section)) {
        struct str href = n->tag == TAG_A ? node_attr(n, "href") : STR_NONE;
        const struct part *to = str_starts(href, STR("#")) ? map_find(places, str_from(href, 1)) : NULL;
        if (to && to != own)
            node_set_attr(r->scratch, n, "href", arena_printf(r->scratch, "%.*s%.*s",
                STR_ARG(path_relative(r->scratch, path_folder(own->href), to->href)), STR_ARG(href)));
        if (!n->attrs)
            continue;
        drop_reference(n, "aria-labelledby", places, own);
        drop_reference(n, "aria-describedby", places, own);
    }
}

static void
link_parts(struct rendering *r, struct node **sections)
{
    struct page *page = r->page;
    struct map places;          /* id to struct part */

    map_init(&places);
    for (size_t k = 0; k < page->nparts; k++)
        for (struct node *n = sections[k]; n; n = node_next(n, sections[k]))
            if (n->attrs && node_attr(n, "id").len)
                *map_slot(&places, node_attr(n, "id")) = &page->parts[k];
    for (size_t k = 0; k < page->nparts; k++)
        relink(r, sections[k], &places, &page->parts[k]);
    for (size_t i = 0; i < page->anchors.n; i++) {
        struct anchor *anchor = page->anchors.entries[i].value;
        const struct part *part = map_find(&places, anchor->id);
        anchor->part = part ? (uint32_t)(part - page->parts) : 0;
    }
    map_release(&places);
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

static void
write_parts(struct splitter *s)
{
    struct rendering *r = s->r;
    struct node **sections = make_sections(s);

    make_parts(r, (uint32_t)s->nparts);
    link_parts(r, sections);
    for (uint32_t k = 0; k < s->nparts; k++)
        write_part(r, sections[k], k);
}

static void
split(struct rendering *r, struct node *chapter, struct node *foot)
{
    struct splitter s = { .r = r, .chapter = chapter, .foot = foot };

    buf_init(&s.scratch);
    take_notes(&s);
    pieces_cut(r->scratch, r->root, ROOM, weigh, &s);
    list_blocks(&s);
    make_plan(&s, weigh(&s, chapter));
    write_parts(&s);
    buf_release(&s.scratch);
}

/* Too long, or with too many notes: the last one's number tells. */
static bool
is_too_large(const struct page *page, const struct node *content)
{
    struct str last = content ? node_attr(content, "id") : STR_NONE;
    unsigned long number;

    if (page->parts[0].xhtml.len > PAGE_LIMIT)
        return true;
    return str_starts(last, STR("fn-")) && str_uint(str_from(last, 3), UINT32_MAX, &number) && number > MOST_NOTES;
}

void
split_page(struct rendering *r, struct node *chapter)
{
    struct page *page = r->page;
    struct node *header = chapter->last, *foot = header_onward(r);
    const struct node *last = r->root->last;

    make_parts(r, 1);
    node_move_children(r->root, chapter);
    if (foot)
        node_append(chapter, foot);
    write_part(r, chapter, 0);
    if (!is_too_large(page, last))
        return;
    if (foot)
        node_unlink(foot);
    buf_release(&page->parts[0].xhtml);
    page->crossrefs = NULL;
    page->ncrossrefs = 0;
    page->headings = NULL;
    page->nheadings = 0;
    while (header->next)
        node_append(r->root, header->next);
    split(r, chapter, foot);
}
