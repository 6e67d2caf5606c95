/* xmltree: XML to a tree, and judging our own XML, with libxml2. SPDX-License-Identifier: MIT
 *
 * The tree is built straight from the events of the SAX2 interface. libxml2's own handlers stay only for declarations of
 * entities, and of those only short plain ones come through: no entity in an entity, so nothing grows without bound, and no
 * file or address is ever opened for one. */
#include "wrap/xmltree.h"

#include "base/utf8.h"
#include "wrap/html5.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <limits.h>
#include <pthread.h>
#include <string.h>

enum {
    ENTITY_LENGTH = 256,        /* drawing programs declare namespaces so, which are shorter */
    SPARE = 65536,              /* bytes that entities may add to a small document */
    QUOTED = 1 << 26            /* bytes that errors may quote: each "--" in a comment quotes all of it before */
};

struct building {
    struct arena *mem;
    bool loose;                 /* go on after errors */
    bool judge;                 /* build nothing, and let no undeclared prefix pass */
    struct str source;
    size_t mark;                /* bytes of a byte order mark in front of it */
    struct node *root, *at;
    struct buf text;            /* since the last tag */
    size_t taken, most;         /* bytes of text and values: what they are and may be */
    size_t quoted;              /* bytes that libxml2 copied into its errors */
    struct xml_problem problem;
    bool failed;
};

static struct str
str_of_xml(const xmlChar *s)
{
    return str_of((const char *)s);
}

static struct building *
building_of(void *context)
{
    return ((xmlParserCtxtPtr)context)->_private;
}

static void
fail(struct building *b, const char *what, int line, int col)
{
    if (b->failed)
        return;
    b->failed = !b->loose;
    if (b->problem.what)
        return;
    b->problem.line = line > 0 ? (uint32_t)line : 0;
    b->problem.col = col > 0 ? (uint32_t)col : 0;
    b->problem.what = what;
}

/* Counts N more bytes; too many of them can only come from entities. */
static bool
take(xmlParserCtxtPtr ctxt, struct building *b, size_t n)
{
    b->taken += n;
    if (b->taken <= b->most)
        return !b->failed;
    fail(b, "entities expand to too much text", xmlSAX2GetLineNumber(ctxt), xmlSAX2GetColumnNumber(ctxt));
    xmlStopParser(ctxt);
    return false;
}

static void
flush_text(struct building *b)
{
    if (b->text.len && b->at)
        node_append(b->at, node_text(b->mem, arena_str(b->mem, buf_str(&b->text)), NODE_NOWHERE));
    buf_clear(&b->text);
}

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *uri;
    enum node_space space;
    enum tag root;              /* has a row in tags.h */
} spaces[] = {
    { "http://www.w3.org/1999/xhtml", SPACE_HTML, TAG_OTHER },
    { "http://www.w3.org/2000/svg", SPACE_SVG, TAG_SVG },
    { "http://www.w3.org/1998/Math/MathML", SPACE_MATHML, TAG_MATH },
};

static const char *
prefixed(struct arena *mem, const xmlChar *prefix, const xmlChar *name)
{
    return prefix ? arena_printf(mem, "%s:%s", (const char *)prefix, (const char *)name).at
                  : arena_cstr(mem, str_of_xml(name));
}

/* The parser stands at the end of the start tag; a "<" cannot stand in it again. */
static uint32_t
offset_of_tag(xmlParserCtxtPtr ctxt, const struct building *b)
{
    size_t end = ctxt->input ? (size_t)(ctxt->input->cur - ctxt->input->base) + ctxt->input->consumed : 0;
    ptrdiff_t start = end <= b->source.len ? str_rchr(str_sub(b->source, 0, end), '<') : STR_NPOS;

    return start == STR_NPOS || (size_t)start + b->mark >= NODE_NOWHERE ? NODE_NOWHERE : (uint32_t)((size_t)start + b->mark);
}

static struct node *
make_element(struct arena *mem, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, uint32_t offset)
{
    for (size_t i = 0; uri && i < sizeof spaces / sizeof *spaces; i++) {
        enum tag tag = tag_of(str_of_xml(name));
        struct node *n;
        if (strcmp((const char *)uri, spaces[i].uri) != 0)
            continue;
        if (spaces[i].space != SPACE_HTML && tag != spaces[i].root)
            tag = TAG_OTHER;
        n = tag == TAG_OTHER ? node_other(mem, spaces[i].space, prefixed(mem, NULL, name), offset)
                             : node_element(mem, tag, offset);
        n->space = spaces[i].space;
        return n;
    }
    return node_other(mem, SPACE_HTML, prefixed(mem, prefix, name), offset);
}

static void
add_attr(struct building *b, struct attr ***end, const char *name, struct str value)
{
    struct attr *a = ARENA_NEW(b->mem, struct attr);

    a->name = name;
    a->value = arena_str(b->mem, value);
    **end = a;
    *end = &a->next;
}

/* ATTRIBUTES holds N times: name, prefix, namespace, begin and end of the value. */
static void
add_attrs(struct building *b, struct node *n, int nspaces, const xmlChar **namespaces, int nattrs, const xmlChar **attributes)
{
    struct attr **end = &n->attrs;

    for (int i = 0; i < nspaces; i++) {
        const xmlChar *prefix = namespaces[2 * i], *uri = namespaces[2 * i + 1];
        const xmlChar *xmlns = (const xmlChar *)"xmlns";
        add_attr(b, &end, prefix ? prefixed(b->mem, xmlns, prefix) : "xmlns", str_of_xml(uri));
    }
    for (int i = 0; i < nattrs; i++) {
        const xmlChar **a = attributes + 5 * i;
        bool is_xlink = a[2] && strcmp((const char *)a[2], "http://www.w3.org/1999/xlink") == 0;
        const xmlChar *prefix = is_xlink ? (const xmlChar *)"xlink" : a[1];
        add_attr(b, &end, prefixed(b->mem, prefix, a[0]), (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) });
    }
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nspaces,
    const xmlChar **namespaces, int nattrs, int ndefaulted, const xmlChar **attributes)
{
    struct building *b = building_of(context);
    struct node *n;
    size_t bytes = 0;

    (void)ndefaulted;
    for (int i = 0; i < nattrs; i++)
        bytes += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]);
    if (!take(context, b, bytes) || b->judge)
        return;
    flush_text(b);
    n = make_element(b->mem, name, prefix, uri, offset_of_tag(context, b));
    add_attrs(b, n, nspaces, namespaces, nattrs, attributes);
    if (b->at)
        node_append(b->at, n);
    else if (!b->root)
        b->root = n;
    b->at = n;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct building *b = building_of(context);

    (void)name, (void)prefix, (void)uri;
    if (!b->at)
        return;
    flush_text(b);
    b->at = b->at->parent;
}

static void
on_text(void *context, const xmlChar *text, int len)
{
    struct building *b = building_of(context);

    if (take(context, b, (size_t)len) && b->at)
        buf_add(&b->text, (struct str){ (const char *)text, (size_t)len });
}

/* ---- entities and errors --------------------------------------------------------------------------------------------- */

/* Drops all but short plain text, so that libxml2 knows no entity that leads anywhere. */
static void
on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
    if (type != XML_INTERNAL_GENERAL_ENTITY || !content || strlen((char *)content) > ENTITY_LENGTH
        || strpbrk((char *)content, "&<%"))
        return;
    xmlSAX2EntityDecl(context, name, type, public_id, system_id, content);
}

/* The name of a character of HTML is as good as declared, for loose reading. */
static xmlEntityPtr
on_wanted(void *context, const xmlChar *name)
{
    struct building *b = building_of(context);
    xmlEntityPtr known = xmlSAX2GetEntity(context, name);
    xmlDocPtr doc = ((xmlParserCtxtPtr)context)->myDoc;
    struct str text;

    if (known || !b->loose || !doc || strlen((const char *)name) > ENTITY_LENGTH)
        return known;
    text = html5_entity(b->mem, arena_printf(b->mem, "&%s;", (const char *)name));
    if (text.len == 0)
        return NULL;
    if (!doc->intSubset)
        xmlCreateIntSubset(doc, (const xmlChar *)"html", NULL, NULL);
    return xmlAddDocEntity(doc, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, (const xmlChar *)arena_cstr(b->mem, text));
}

/* A reference to an entity that was not declared, where libxml2 itself is content: there is a DOCTYPE that might declare it. */
static void
on_reference(void *context, const xmlChar *name)
{
    struct building *b = building_of(context);

    if (b->loose && b->at)
        buf_addf(&b->text, "&%s;", (const char *)name);
    else
        fail(b, "an entity that is not declared", xmlSAX2GetLineNumber(context), xmlSAX2GetColumnNumber(context));
}

static void
on_error(void *context, xmlErrorPtr error)
{
    struct building *b = building_of(context);
    struct str what = str_trim(str_of(error->message));

    if (error->level >= XML_ERR_ERROR && (b->judge || error->domain != XML_FROM_NAMESPACE))
        fail(b, arena_cstr(b->mem, what), error->line, error->int2);
    b->quoted += error->str1 ? strlen(error->str1) : 0;
    if (b->quoted > QUOTED && error->ctxt)
        xmlStopParser(error->ctxt);
}

static void on_nothing(void *context, const xmlChar *text) { (void)context, (void)text; }
static void on_instruction(void *c, const xmlChar *target, const xmlChar *data) { (void)c, (void)target, (void)data; }
static void
on_subset(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)context, (void)name, (void)public_id, (void)system_id;
}

static void
set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    xmlSAXVersion(sax, 2);
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
    sax->comment = on_nothing;
    sax->processingInstruction = on_instruction;
    sax->externalSubset = on_subset;
    sax->entityDecl = on_entity;
    sax->reference = on_reference;
    sax->getEntity = on_wanted;
    sax->serror = on_error;
    sax->warning = NULL;
    sax->error = NULL;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
run(struct building *b)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOENT | (b->loose ? XML_PARSE_RECOVER | XML_PARSE_HUGE : 0);
    xmlParserCtxtPtr ctxt;

    pthread_once(&once, xmlInitParser);
    if (b->source.len == 0 || b->source.len > INT_MAX) {
        fail(b, b->source.len ? "larger than 2 GiB" : "empty", 0, 0);
        return;
    }
    if (utf8_valid_length(b->source) == b->source.len)
        options |= XML_PARSE_IGNORE_ENC;        /* decoded already, whatever the declaration says */
    ctxt = xmlCreateMemoryParserCtxt(b->source.at, (int)b->source.len);
    if (!ctxt) {
        fail(b, "cannot be read as XML", 0, 0);
        return;
    }
    xmlCtxtUseOptions(ctxt, options);
    set_handlers(ctxt->sax);
    ctxt->_private = b;
    b->most = b->source.len * 3 + SPARE;        /* three: from an encoding of one byte for each character */
    xmlParseDocument(ctxt);
    if (!ctxt->wellFormed)
        fail(b, "not well-formed", 0, 0);
    xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

static bool
parse(struct building *b, struct str text, struct xml_problem *problem)
{
    b->mark = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    b->source = str_from(text, b->mark);
    buf_init(&b->text);
    run(b);
    if (b->loose)
        flush_text(b);          /* of an element whose end is missing */
    buf_release(&b->text);
    if (b->failed)
        *problem = b->problem;
    return !b->failed;
}

struct node *
xml_parse_loose(struct arena *mem, struct str text, struct xml_problem *problem)
{
    struct building b = { .mem = mem, .loose = true };

    parse(&b, text, problem);
    *problem = b.problem;
    return b.root;
}

struct node *
xml_parse(struct arena *mem, struct str text, struct xml_problem *problem)
{
    struct building b = { .mem = mem };

    return parse(&b, text, problem) ? b.root : NULL;
}

bool
xml_is_well_formed(struct str text, struct arena *mem, struct xml_problem *problem)
{
    struct building b = { .mem = mem, .judge = true };

    return parse(&b, text, problem);
}
