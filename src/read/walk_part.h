/* walk_part: what the files of walk share. SPDX-License-Identifier: MIT */
#ifndef READ_WALK_PART_H
#define READ_WALK_PART_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>

struct base {                   /* a folder that may become a root */
    struct str path, real;
    bool is_static;
};

struct found {                  /* a file, until the catalogue has its place */
    size_t base;
    struct str rel;
    const char *path;           /* in the catalogue's memory; most often REL is its end */
    struct str real;            /* walk_real(): that of its folder if IS_IN */
    bool is_in;
    struct file_stamp stamp;
    enum file_role role;
    const struct adapter *adapter;
    size_t sidecar;             /* index in FOUND + 1, or 0 */
    bool is_spare;              /* counts only if it is somebody's sidecar */
};

struct file_link {                   /* a symbolic link, looked at when all real folders were visited */
    size_t base;
    struct str rel, path;
    bool takes_all, no_articles;
};

struct alias {                  /* another name for what lies at or below REAL */
    size_t base;
    struct str rel, real;
};

struct walker {
    struct arena *mem;          /* of the walk; the catalogue copies what it keeps */
    struct catalog *catalog;
    struct diag *diag;
    struct base *bases; size_t nbases;      /* in the order given: article roots, then static ones */
    struct map base_of;         /* real folder: index + 1 */
    struct map wanted_folders;  /* real folders whose articles are wanted, with all below them */
    struct map wanted_files;    /* real files that were named one by one */
    struct map static_folders;  /* real folders that the configuration calls static */
    struct map visited;         /* real folders */
    unsigned jobs;
    struct map known;           /* real file: WALKER; once links are followed, before that no file can be found twice */
    bool knows;
    struct found *found; size_t nfound;
    bool has_sidecars;          /* one of them may be one */
    struct file_link *links; size_t nlinks;
    struct alias *aliases; size_t naliases;
    struct str output;          /* real, or empty */
};

/* walk_tree.c: visits the folder of a base and all real folders below it; gathers symbolic links. -1 with a diagnostic if the
 * base itself cannot be listed. */
int walk_tree(struct walker *, size_t base);
/* Follows the links that stay below a base. What was found before gets another name (w->aliases). */
void walk_links(struct walker *);
struct str walk_real(struct arena *, const struct found *);
/* The base whose folder holds the real path, the innermost one; -1 if none does. */
ptrdiff_t walk_base_of(const struct walker *, struct str real);

/* walk_kind.c: what a name in a folder tells. */
struct folder_marks { bool is_jekyll, is_hugo, is_generator; };
struct folder_marks walk_marks(const struct file_name *names, size_t n);
/* A generator's folder without articles: its templates, its output, what it has installed. */
bool walk_is_ignored(struct str name, struct folder_marks);
/* The folder that a browser saved beside a page: "x_files" of "x.html". */
bool walk_is_saved_parts(struct str folder, const struct file_name *names, size_t n);
/* The role of a regular file. A file whose name tells nothing is opened and looked at if articles are asked for: of a folder
 * what is a page or has no extension, and any text if it was named itself. */
enum walk_ask { WALK_NO_ARTICLES, WALK_ARTICLES, WALK_NAMED };
enum file_role walk_role(struct arena *scratch, struct str name, const char *path, enum walk_ask, const struct adapter **);

/* walk_catalog.c: found files to catalog->files, roots, sidecars, pictures. */
void walk_catalog(struct walker *);

#endif
