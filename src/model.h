/* model: the nouns that cross the stages, in the order that data meets them. SPDX-License-Identifier: MIT
 *
 *     config ─► catalog (files, articles) ─► books ─► plan (pages) ─► entries of an .epub
 *
 * Each struct says who sets it. Text is UTF-8, blanks collapsed where it is a name or title, and lives in the arena of the
 * struct that holds it or in a longer one. An empty string means "not given". */
#ifndef MODEL_H
#define MODEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hold.h"
#include "base/image.h"
#include "base/image_tool.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/once.h"
#include "base/prints.h"
#include "base/str.h"
#include "base/value.h"
#include "wrap/deflate.h"
#include "wrap/digest.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- configuration: read/config.c ---------------------------------------------------------------------------------- */

/* A text of the configuration or command line with its place, for diagnostics that come later. */
struct located {
    struct str text;
    const char *path;           /* "sheaf.yaml"; NULL: the command line */
    uint32_t line, col;
};

enum every { EVERY_NONE, EVERY_MONTH, EVERY_WEEK, EVERY_QUARTER, EVERY_YEAR, EVERY_TAG, EVERY_AUTHOR, EVERY_SECTION,
    EVERY_SERIES, EVERY_LANG };
enum sort { SORT_DATE, SORT_DATE_DOWN, SORT_TITLE, SORT_WEIGHT };   /* ties by path; undated after dated */
enum sections { SECTIONS_NONE, SECTIONS_TAG, SECTIONS_MONTH, SECTIONS_SECTION, SECTIONS_AUTHOR };
enum tags_split { TAGS_AUTO, TAGS_COMMA, TAGS_SPACE, TAGS_NONE };

/* How the pages of a book are dressed, beyond its style sheet. In a bundle 0 means: as the archive says. */
enum toggle { TOGGLE_UNSET, TOGGLE_OFF, TOGGLE_ON };
enum { COMPRESSION_FAST = 1, COMPRESSION_SMALL };
enum { INDEX_TAGS = 1, INDEX_AUTHORS = 2, INDEX_DATES = 4, INDEX_NONE = 8, INDEX_AUTO = 16 };   /* bits of look.indexes */

struct look {
    unsigned indexes;           /* INDEX_AUTO unless given: those that tell more than the contents do */
    enum toggle link_notes;     /* addresses of links to the web as numbered notes at the chapter's end; else off */
    enum toggle typography;     /* quotes, dashes and spaces as the article's language wants them; else off */
    enum toggle onward;         /* ways to the contents and the next article at the chapter's end; else on */
    unsigned compression;       /* COMPRESSION_FAST unless given */
    enum toggle lead;           /* an article's own picture stands at its top; else on */
    struct image_wishes images; /* what is to be done to pictures, beside what the device needs */
};

/* How much one file of a book may hold; all 0: it is never cut. */
struct volume_limit {
    unsigned long articles;
    uint64_t bytes;
    bool is_auto;               /* what a zip holds that old devices read: book/volumes.c */
};

struct bundle {                 /* one entry of `bundles:`, or the one that the command line describes */
    struct str name;            /* "monthly"; for the command line's: "" */
    struct located title, file; /* with {fields}; empty: a default by EVERY */
    struct located where;       /* EXPR */
    struct located cover;       /* a picture, relative to the configuration's folder; a design of base/design.h; "none" */
    enum every every;
    enum sort sort;
    enum sections sections;
    unsigned long limit;        /* 0: none */
    struct volume_limit volumes;
    bool undated_own;           /* `undated: own`: with a period, undated articles get a book of their own */
    struct str language, publisher, description, rights, editor, style, device; /* empty: those of the archive */
    struct str css;             /* a sheet of the user's behind the style: its path; the same */
    struct look look;
};

/* "auto", a number of articles from 1, or a size ("25MB"); false if TEXT is none of them. */
static inline bool
volumes_read(struct str text, struct volume_limit *limit)
{
    *limit = (struct volume_limit){ .is_auto = str_eqc(text, "auto") };
    return limit->is_auto || (str_uint(text, 1000000, &limit->articles) && limit->articles > 0) || str_bytes(text, &limit->bytes);
}

struct config {
    const char *path;           /* of sheaf.yaml as the user would write it; NULL: there is none */
    struct str folder;          /* its folder, or "." */
    struct str title, language, publisher, description, rights, editor, style, css, device;
    struct str id;              /* namespace of all identifiers: an id of its own, else the site, else the title */
    struct located *articles; size_t narticles;   /* folders or globs */
    struct located *statics; size_t nstatics;
    struct str output;          /* folder for books, joined with FOLDER */
    struct str site;            /* "https://example.org/", with the last slash */
    int zone;                   /* minutes east of UTC */
    enum tags_split tags_split;
    struct str modified;        /* dcterms:modified if set: RFC 3339 */
    const struct value *people; /* a map of ids ("jdoe") to names or maps with a name; NULL: none */
    struct located cover;       /* of bundles that name none */
    enum toggle metadata_lines; /* "Title: x" lines at the beginning are front matter (Pelican, MultiMarkdown); else not */
    enum toggle language_folders;   /* a folder called "fr" says the language of what is in it; else not */
    struct look look;
    struct str cache;           /* folder of the ledger, joined with FOLDER; "none"; empty: as the caller thinks best */
    struct bundle *bundles; size_t nbundles;
    struct digest text;         /* of the bytes of this file and of those it names, where they are a part of it (authors) */
};

/* ---- catalogue: read/ makes files and articles, book/catalog.c puts them in order ------------------------------------ */

struct person {
    struct str name;            /* "Ada Author" */
    struct str file_as;         /* "Author, Ada" if it was given */
    struct str role;            /* MARC relator code; empty: "aut" */
};

/* Why an article is in no book. What a source says of itself comes first, what a selection says last. */
enum why {
    WHY_NOT,                    /* it is in a book */
    WHY_DRAFT, WHY_UNPUBLISHED, WHY_EXPIRED, WHY_FUTURE,
    WHY_SECTION_PAGE,           /* _index.md: not an article */
    WHY_RESOURCE,               /* a text inside another article's page bundle */
    WHY_REDIRECT,               /* has nothing but a redirect */
    WHY_EMPTY, WHY_UNREADABLE, WHY_DUPLICATE,
    WHY_LINK_ONLY,              /* an entry of a list of links, which holds no text */
    WHY_OUTSIDE, WHY_UNDATED, WHY_NO_VALUE /* no tag for every: tag, … */, WHY_LIMIT,
    WHY_COUNT
};

struct root {                   /* a folder whose files may be read: read/walk.c */
    struct str path;            /* as the user would write it */
    struct str real;            /* every symbolic link resolved: what is read must lie below it */
    bool is_static;             /* pictures only: "/x.png" is looked for here; no articles */
};

enum file_role { FILE_SOURCE, FILE_SIDECAR, FILE_PICTURE, FILE_CONFIG, FILE_UNKNOWN };

struct file {                   /* every file found, in byte order of (root, rel): read/walk.c */
    const struct root *root;
    struct str rel;             /* below its root: "2024/03/a.md" */
    const char *path;           /* as the user would write it */
    uint64_t size;
    struct file_stamp stamp;
    enum file_role role;
    const struct adapter *adapter;  /* of a FILE_SOURCE */
    const struct file *sidecar;     /* a.yaml of a.md */
    struct hold_slot *held;         /* its text as it was read, for the one who asks first; NULL: none is kept */
};

/* Where an article stands in a file that holds many (a feed, an export): what is read again for its page. */
struct item {
    uint64_t at, len;           /* bytes of the file; LEN 0: the article is the whole file */
    uint32_t line;              /* lines of the file before AT */
    bool is_decoded;            /* AT counts in the text after it was made UTF-8: all of the file must be read for it */
};

struct article {
    uint32_t index;             /* its place in the catalogue; book/catalog.c */
    uint32_t crc;               /* of its text as it was read in this run, all bytes of its file; 0: it was not, or they are not */
    struct hash told;           /* of what was read of it, but for its text (ledger/told.h); zero: it is not known */
    const struct file *file;
    uint32_t part;              /* which article of its file, from 0 */
    uint32_t body;              /* byte where its text begins in the file, after the front matter */
    struct item item;
    struct str key;             /* tells it from the others of its file and stays when others come and go: a guid; or empty */
    struct str base;            /* address that relative ones in its text count from; empty: its own */
    struct digest digest;       /* of the whole file, or of its item */
    struct digest beside;       /* of its text, if that is looked for in another file than what is known of it; else zero */
    enum why why;               /* WHY_NOT unless it is left out of every book */
    struct str why_text;        /* more about it: "draft: true", "same as a/b.md" */

    struct str title, subtitle, short_title;
    bool title_in_body;         /* the title was taken from the body's first heading, which is not printed twice */
    struct date date, modified;
    struct date expires, publishes;     /* expiryDate, and a publishDate apart from the date; DATE_NONE: none */
    struct person *authors; size_t nauthors;
    struct str *tags; size_t ntags;             /* first spelling; "a/b" is a hierarchy */
    struct str *folded_tags;                    /* text_fold() of each, same number; book/catalog.c */
    struct str *categories; size_t ncategories;
    struct str section;         /* front matter's, else the first category, else the first folder */
    struct str description;
    struct str language, direction;     /* BCP 47; "ltr", "rtl" or empty */
    struct str slug, permalink; /* as written; a permalink begins with "/" or is a full address */
    struct str *aliases; size_t naliases;
    struct str url;             /* canonical address on the web, absolute */
    struct str redirect;        /* where a WHY_REDIRECT leads, as written: links to it go there */
    struct str rights, publisher;
    struct str series; struct str series_index;
    double weight; bool has_weight;
    struct str image, image_alt;        /* the article's own picture, as written */

    struct str identity;        /* what its name in books comes from: url, else permalink, else path; book/catalog.c */
};

struct catalog {
    struct arena mem;           /* owns all of it */
    const struct config *config;
    struct root *roots; size_t nroots;
    struct file *files; size_t nfiles;
    struct article *articles; size_t narticles; /* by root and rel path, then part */
    struct date as_of;          /* what "future" and "expired" are measured by */
    bool is_jekyll;             /* has _posts/ or _config.yml: tags split at blanks */
    bool no_bundles;            /* no file is called index.md */
    bool is_hugo;               /* has _index.md or a configuration of Hugo or Zola: texts beside index.md are its resources */
    /* Link targets: path below a root with and without extension ("posts/a.md", "posts/a"), paths of permalinks and aliases
     * without outer slashes, slugs, full addresses (without scheme, "www.", fragment and last slash). Key to what catalog_named()
     * takes. A key that two articles would have leads to the first of them in the order of the catalogue; by_slug: to none. */
    struct prints by_path, by_permalink, by_slug, by_url;
    const struct article **same;        /* by article->index: what a duplicate is a duplicate of, else NULL */
    /* They fill the targets, PATHS by_path and by_url, NAMES all: whoever looks for one does it first. NULL: they are filled. */
    struct once *paths, *names;
    struct map pictures;        /* path below a root to struct file, for all roots: "img/x.png" */
    const struct book **book_of;        /* by article->index, once books are chosen: the first of the run that holds it, or NULL */
};

enum { NAMES_NOBODY = -1 };     /* a name that leads to no article, for more than one have it */

/* The name by which NAMES know A. */
static inline uint32_t article_name(const struct article *a) { return a->index + 1; }

/* The article that is called KEY, or NULL. */
static inline const struct article *
catalog_named(const struct catalog *c, const struct prints *names, struct str key)
{
    uint32_t name = prints_find(names, key);

    return name && name != (uint32_t)NAMES_NOBODY ? &c->articles[name - 1] : NULL;
}

/* ---- books: book/select.c ------------------------------------------------------------------------------------------- */

struct section {                /* a part of the contents */
    struct str title;
    size_t first, n;            /* articles of the book */
};

struct book {
    const struct bundle *bundle;
    struct str key;             /* the value of EVERY: "2024-03", "water"; empty without */
    struct str key_text;        /* for people: "March 2024" */
    struct str slug;            /* KEY for file names; no two books of a bundle have the same */
    struct str title, language, publisher, description, rights, editor, style, css, device;
    const char *output;         /* where the .epub goes */
    const char *cover;          /* a picture's path, or NULL */
    const struct design *design;    /* of what is drawn where there is no picture; NULL: nothing */
    struct uuid id;
    struct str collection;      /* the series that a periodic book belongs to, or empty */
    struct uuid collection_id;
    struct str position;        /* in the series: "2024.03" */
    struct date from, to;       /* the days it covers, by EVERY or the dates of the selection; DATE_NONE: open */
    struct date date;           /* of publication: the last day of the period, else the newest article's */
    int64_t modified;           /* dcterms:modified, seconds since 1970 UTC */
    const struct article **articles; size_t narticles;  /* in reading order */
    struct section *sections; size_t nsections;
    uint32_t volume, nvolumes;  /* which of how many, from 0; of a book in one file 0 of 1 */
    struct str next;            /* title of the volume after this one, or empty */
    struct look look;           /* nothing unset */
};

/* ---- plan: book/plan.c fixes names and targets, html/ fills the pages ------------------------------------------------- */

struct heading {
    int level;                  /* 2 to 6 */
    struct str text, id;
    uint32_t part;
};

enum asset_making { ASSET_AS_IT_IS, ASSET_CONVERTED, ASSET_RECALLED };      /* recalled: converted in an earlier run */

struct asset {                  /* a picture that a page shows */
    struct str href;            /* "images/0123456789abcdef.png": from its content */
    const char *path;           /* where to read it again */
    struct str bytes;           /* what goes into the book if not the file itself (a cleaned SVG, a data: picture); empty: PATH, or
                                 * on a page that is kept, the last book */
    struct deflated held;       /* or this, if its original is not 0: a picture that was made smaller or converted */
    struct digest digest;       /* of the file, or of what was made of it */
    enum image_type type;
    uint64_t size;              /* bytes in the book (an SVG is cleaned: not the file's) */
    uint32_t crc;
    uint32_t width, height;     /* pixels, or 0 */
    bool animated;              /* image_inspect() says so: the package must warn of flashing */
    enum asset_making making;   /* of a page that is kept nobody asks */
};

struct font {                   /* that a sheet of the user's names: sheet.c */
    struct str href;            /* below EPUB/: "fonts/0123456789abcdef.otf" */
    const char *media_type;
    struct str bytes;
};

struct part {                   /* one XHTML file; most pages have one */
    struct str href;            /* below EPUB/: "text/a-7f3a.xhtml", later parts "text/a-7f3a-2.xhtml" */
    struct str id;              /* in the manifest: "art-7f3a", "art-7f3a-2" */
    struct buf xhtml;           /* until it is deflated */
    uint64_t spilled; size_t nspilled;  /* where it waits in a file meanwhile, and its length; 0: it does not */
    struct deflated data;
    bool has_svg, has_mathml;
};

struct crossref {               /* a link whose fragment can be resolved only when all pages are made */
    uint32_t part;
    size_t at, len;             /* the placeholder in the part's xhtml */
    const struct page *target;
    struct str fragment;        /* as written, percent-decoded */
    uint32_t line, col;         /* of the link in the article's source; 0: not known */
};

struct picture_seen { const char *path; struct file_stamp stamp; struct digest digest; };   /* a file as it was read */

struct link {                   /* a link of a page and what it leads to; only where plan->lists_links */
    struct str address;         /* as written */
    uint32_t line, col;         /* in the article's source; 0: not known */
    const char *kind;           /* "page", "book" (another one), "web", "picture", "outside", "dead", "active" */
    struct str target;          /* path of an article or picture, or a web address */
    struct str fragment, elsewhere;     /* ELSEWHERE: title of the other book */
};

struct page {                   /* one article in one book */
    const struct article *article;
    uint32_t index;             /* place in the book */
    struct str href, id;        /* of its first part */
    struct str language;        /* the article's, else the book's */
    struct str date_text;       /* the date in that language, or empty */
    struct str names;           /* the authors', ", " between them; empty if nobody is known */
    struct str contents;        /* the file of the contents that lists it: "text/contents.xhtml" */
    /* below: html/render.c, by one worker */
    struct arena mem;           /* owns what follows */
    struct part *parts; size_t nparts;
    struct heading *headings; size_t nheadings;     /* h2 and below, in order */
    struct map anchors;         /* while it is made: id in the source, and id in the book, to struct anchor */
    struct anchor_key *anchor_keys; uint32_t nanchor_keys;  /* then: html/anchors.c */
    const char *anchor_ids;
    struct asset *assets; size_t nassets;
    struct crossref *crossrefs; size_t ncrossrefs;
    bool waits;                 /* has crossrefs: it is ready when all other pages are made */
    struct diag diag;
    uint32_t images, images_without_alt;
    bool has_ruby, has_mathml, has_skipped_level;
    struct link *links; size_t nlinks;
    uint32_t minutes;           /* that reading takes, from 1; 0: it has no words */
    struct str link;            /* how lists of the book lead to it (matter_page_link()); empty: it is made when it is needed */
    struct str asked;           /* what it asked of the archive, and the answers: html/asked.h; only if PLAN->remembers; until it
                                 * is noted (ledger/shelf.h), in scratch if that can be at once */
    bool asks_for_more;         /* not all of that is answered as it was as long as names lead to what they led to */
    struct picture_seen *seen; size_t nseen;    /* files of pictures that were read for it; the same */
    bool is_kept;               /* not made: it is that of the last book (ledger/shelf.h) */
    struct str asked_before;    /* ASKED of the page in the last book, as long as names lead to what they led to then; or empty */
};

struct anchor { struct str id; uint32_t part; };
struct anchor_key { uint64_t hash; uint32_t id, part; };    /* by map_hash() of the key; ID: a place in anchor_ids */

struct plan {
    struct arena mem;
    const struct catalog *catalog;
    const struct book *book;
    struct page *pages; size_t npages;  /* in reading order */
    struct page **page_of;              /* by article->index; NULL: not in this book */
    struct map by_href;                 /* to struct page: filled when HREFS is done */
    struct once *hrefs;
    bool drops_headings;                /* the contents list no headings: they need not be kept */
    struct asset *assets; size_t nassets;   /* of all pages, each once, by href; book/plan.c after rendering */
    struct str style_sheet, own_sheet;  /* sheet.c: the style; the user's sheet, at == NULL: there is none */
    struct map classes;                 /* that sheets of the user name: articles keep them */
    struct font *fonts; size_t nfonts;
    struct asset *cover;                /* given or drawn, or NULL */
    struct cover_job *cover_job;        /* what is still to be done for it: book/cover.c; or NULL */
    struct made_pictures *made;         /* those that were converted: html/made.h */
    bool lists_links;           /* pages keep what their links lead to, for a report */
    struct image_tool *images;          /* converts pictures; NULL: those that must be are left out */
    bool remembers;                     /* pages note what they were made of, for a later run */
};

#endif
