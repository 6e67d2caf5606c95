/* template_part: what the files of template.h share. SPDX-License-Identifier: MIT
 *
 * Three steps, each linear: the scanner finds the tags outside code and says where they stand (template_scan.c); tags that open
 * and close a part of the text are put in pairs (template_pair.c); then each tag writes what it stands for (the handlers). */
#ifndef READ_TEMPLATE_PART_H
#define READ_TEMPLATE_PART_H

#include "base/buf.h"
#include "base/map.h"
#include "base/value.h"
#include "read/template.h"

enum { TEMPLATE_NONE = UINT32_MAX };

/* Whose tag it is. */
enum family {
    FAMILY_HUGO,                /* {{< name >}}, {{% name %}} */
    FAMILY_LIQUID,              /* {% name %}: Liquid, Nunjucks, Zola, Hexo */
    FAMILY_CALL,                /* {{ name(…) }} of Zola and Nunjucks, {{name "…"}} of Go, {{if …}} */
    FAMILY_VALUE,               /* {{ expression }} */
    FAMILY_JSX,                 /* <Name …>, {expression}, import and export of MDX */
    FAMILY_FENCE,               /* ::: */
    FAMILY_WIKI,                /* [[name]] */
    FAMILY_TEXT                 /* TOKEN->made stands for it: comments, escapes, attribute lists */
};

enum role { ROLE_ALONE, ROLE_OPEN, ROLE_CLOSE, ROLE_BRANCH /* else, elsif, when */ };

struct argument {
    struct str name;            /* empty: by its place */
    struct str value;
    bool quoted, after_comma;
};

struct call {
    struct str name;            /* in lower case, "_" as "-", without folder and extension */
    struct str written;         /* as written, for people */
    struct argument *args; size_t nargs;
    bool has_parentheses;
};

struct token {
    uint32_t start, end;        /* bytes of the text */
    enum family family;
    enum role role;
    uint32_t mate;              /* the token that closes or opens it, or TEMPLATE_NONE; of a branch: what opened */
    bool has_branch;            /* of an opening one: a branch was seen */
    bool closes_itself;         /* {{< name />}} */
    bool is_markdown;           /* {{% name %}} */
    bool in_code;               /* an escape in code */
    bool in_html;               /* Markdown is not read here */
    bool in_row;                /* in a heading or a row of a table: no blocks here */
    bool begins_line, ends_line;    /* nothing but blanks before it, after it on its line */
    struct str prefix;          /* what lines of the blocks that it stands in begin with */
    struct str made;            /* FAMILY_TEXT */
    struct str inner;           /* what stands between its delimiters */
    const struct shape *shape;  /* of a tag that is known */
    struct call call;
};

struct template {               /* one text that is being rewritten */
    struct arena *mem;
    const struct template_input *in;
    struct str text;
    struct token *tokens; size_t ntokens;
    struct buf out;
    struct places places;
    size_t done;                /* bytes of TEXT that were written or dropped */
    size_t depth;               /* of asides and the like that are open in OUT */
    struct map dropped;         /* name to struct dropped */
    struct map assigned;        /* variable to struct str */
    struct str hint;            /* what a filter that is not known was given: the title of a player, say */
    struct map definitions;     /* labels of link definitions with a web address; when they are asked for */
    bool has_definitions;
    const struct value *front; bool has_front;
};

/* ---- calls: template_call.c ------------------------------------------------------------------------------------------ */

/* Reads `name a "b" c="d"`, `name(a="b")`, `name: a`. */
void call_parse(struct arena *, struct str inner, struct call *);

/* The value of the first argument that has one of NAMES ("src url image"), else of the one at PLACE among those without name
 * (-1: none), else empty. */
struct str call_get(const struct call *, const char *names, int place);
bool call_has(const struct call *, const char *names);

/* A text in Go's, Zola's and Liquid's quotes at byte I of S: its content; I moves behind it. */
struct str quoted_text(struct arena *, struct str s, size_t *i);

/* "linked-figure" of "includes/linked_figure.html". */
struct str call_plain_name(struct arena *, struct str written);

/* ---- the scanner ------------------------------------------------------------------------------------------------------- */

struct scan;
void template_scan(struct template *);                  /* fills tokens */
void template_pair(struct template *);

/* ---- output: template_emit.c ------------------------------------------------------------------------------------------- */

/* Text that stands for token T. */
void emit(struct template *, const struct token *t, struct str made);
void emitf(struct template *, const struct token *t, const char *format, ...) __attribute__((format(printf, 3, 4)));
void emit_copy(struct template *, size_t from, size_t to);  /* the text's own */

/* An end of line and what its blocks need; twice, so that a new block can begin. */
void emit_break(struct template *, const struct token *t);

/* Words as text, not markup; for HTML. */
struct str escaped_html(struct arena *, struct str words);
void emit_words(struct template *, const struct token *t, struct str words);

struct figure { struct str src, alt, title, link, caption, attr, attrlink, width; };
void emit_figure(struct template *, const struct token *t, const struct figure *);
void emit_link(struct template *, const struct token *t, struct str href, struct str label);

/* `sheaf:KIND/TARGET`: the address alone where one is expected, else a link with LABEL. */
void emit_target(struct template *, const struct token *t, const char *kind, struct str target, struct str label);

void emit_aside(struct template *, const struct token *t, struct str id, struct str kind, struct str title);
void emit_title(struct template *, const struct token *t, struct str kind, struct str title);
void emit_open(struct template *, const struct token *t, const char *html);
void emit_close(struct template *, const struct token *t, const char *html);
void emit_code(struct template *, const struct token *t, const struct token *end, struct str lang);

/* OUT ends with "[label]:", the beginning of a link definition. */
bool ends_definition(struct str out);

/* Is an address expected where T stands: `](`, `="`, `]: `, `<…>`? */
bool is_in_address(const struct template *, const struct token *t);

/* Counts a construct that was dropped; it is told at the end. */
void template_drop(struct template *, const struct token *t, const char *what, struct str name);

/* Goes on after byte TO. */
void template_skip(struct template *, size_t to);

/* ---- handlers ---------------------------------------------------------------------------------------------------------- */

typedef void handle_fn(struct template *, struct token *);

enum shape_flags {
    SHAPE_PAIRED = 1,           /* means something only with content */
    SHAPE_CODE = 2,             /* its content is code: not looked into */
    SHAPE_BRANCH = 4,           /* else, when */
    SHAPE_ENDED = 8             /* Go: {{end}} closes it */
};

struct shape {
    const char *names;          /* " figure img " */
    unsigned families;          /* bits 1 << FAMILY_…; 0: all */
    unsigned flags;
    handle_fn *handle;
    const char *more;           /* what the handler needs to know */
};

/* The row for CALL in FAMILY; never NULL: what is not known has a row too. */
const struct shape *shape_find(enum family, const struct call *);
extern const struct shape shortcode_shapes[], liquid_shapes[];  /* end with a row without names */

/* Drops the tag and tells it. */
void template_unknown(struct template *, struct token *);

handle_fn handle_figure, handle_asset, handle_unknown;  /* template_figure.c */
handle_fn handle_player;                                /* template_player.c */
/* A link to what plays at ADDRESS. */
void emit_player(struct template *, const struct token *t, struct str address, struct str title);
void handle_value(struct template *, struct token *);   /* template_value.c: {{ expression }} */
void handle_wiki(struct template *, struct token *);    /* template_wiki.c */

/* What an expression gives; false if it cannot be known. NAME is what to complain of. */
bool value_of(struct template *, struct str expression, struct str *value, struct str *name);
bool value_is_expression(struct str inner);
struct str front_text(struct template *, struct str key);   /* a scalar of the front matter, or empty */

/* ---- other --------------------------------------------------------------------------------------------------------------- */

/* An attribute list, `{#id .class key="value"}` or `{: … }`, at byte AT: the byte after it, or 0. ID and WIDTH may be NULL. */
size_t attributes_read(struct str text, size_t at, struct str *id, struct str *width);

/* ":smile:" without colons to its character; empty if it is not known. */
struct str emoji_find(struct str name);

#endif
