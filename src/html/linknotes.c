/* linknotes: addresses of links to the web, as numbered notes at the chapter's end. SPDX-License-Identifier: MIT
 *
 * For devices without a browser, and for paper (`link-notes: yes`). Each address has one number in the chapter; the number beside
 * the link leads to its line in the list, and the line holds the address as a link. A link whose text is its address needs none. */
#include "html/page.h"
#include "html/passes.h"

#include "base/url.h"
#include "base/words.h"

struct linknotes {
    struct rendering *r;
    struct map numbers;         /* address to its number */
    struct str *addresses; size_t n;
};

/* "example.org/a" of "https://www.example.org/a/": what people write for it. */
static struct str
bare(struct str address)
{
    ptrdiff_t scheme = str_find(address, STR("://"), 0);

    address = scheme < 0 ? address : str_from(address, (size_t)scheme + 3);
    if (str_istarts(address, STR("www.")))
        address = str_from(address, 4);
    while (address.len && address.at[address.len - 1] == '/')
        address.len--;
    return address;
}

static bool
says_its_address(struct rendering *r, const struct node *a)
{
    return str_ieq(bare(node_text_of(r->scratch, a, true)), bare(node_attr(a, "href")));
}

static bool
is_wanted(struct rendering *r, const struct node *n)
{
    return n->tag == TAG_A && n->space == SPACE_HTML && url_is_web(node_attr(n, "href")) && !says_its_address(r, n);
}

static size_t
number_of(struct linknotes *l, struct str address)
{
    void **slot = map_slot(&l->numbers, address);

    if (!*slot) {
        *ARENA_PUSH(l->r->scratch, l->addresses, l->n) = address;
        *slot = (void *)(uintptr_t)l->n;
    }
    return (size_t)(uintptr_t)*slot;
}

/* Behind the link: `<sup class="linkref"><a href="#link-3">3</a></sup>`, in brackets of its own so that it is no footnote. */
static void
add_reference(struct linknotes *l, struct node *link)
{
    struct arena *mem = l->r->scratch;
    struct node *sup = node_element(mem, TAG_SUP, link->offset), *a = node_element(mem, TAG_A, link->offset);
    size_t number = number_of(l, node_attr(link, "href"));

    node_set_attr(mem, sup, "class", STR("linkref"));
    node_set_attr(mem, a, "href", arena_printf(mem, "#link-%zu", number));
    node_append(a, node_text(mem, arena_printf(mem, "[%zu]", number), link->offset));
    node_append(sup, a);
    node_insert_after(link, sup);
}

static void
add_list(struct linknotes *l)
{
    struct arena *mem = l->r->scratch;
    struct node *section = node_element(mem, TAG_SECTION, NODE_NOWHERE), *h2 = node_element(mem, TAG_H2, NODE_NOWHERE);
    struct node *ol = node_element(mem, TAG_OL, NODE_NOWHERE);

    node_set_attr(mem, section, "class", STR("links"));
    node_append(h2, node_text(mem, str_of(word_get(WORD_LINKS, l->r->page->language)), NODE_NOWHERE));
    node_append(section, h2);
    for (size_t i = 0; i < l->n; i++) {
        struct node *li = node_element(mem, TAG_LI, NODE_NOWHERE), *a = node_element(mem, TAG_A, NODE_NOWHERE);
        node_set_attr(mem, li, "x-id", arena_printf(mem, "link-%zu", i + 1));
        node_set_attr(mem, a, "href", l->addresses[i]);
        node_append(a, node_text(mem, l->addresses[i], NODE_NOWHERE));
        node_append(li, a);
        node_append(ol, li);
    }
    node_append(section, ol);
    node_append(l->r->root, section);
}

void
pass_linknotes(struct rendering *r)
{
    struct linknotes l = { .r = r };

    if (r->plan->book->look.link_notes != TOGGLE_ON)
        return;
    map_init(&l.numbers);
    for (struct node *n = r->root->first; n; n = node_next(n, r->root))
        if (is_wanted(r, n))
            add_reference(&l, n);
    if (l.n)
        add_list(&l);
    map_release(&l.numbers);
}
