/* meta_part: what the files of meta share. SPDX-License-Identifier: MIT */
#ifndef READ_META_PART_H
#define READ_META_PART_H

#include "read/meta.h"

#include <stdbool.h>

/* The first of KEYS, in order of preference and ended by NULL, whose value is not nothing and no empty text; NULL if there is
 * none. "params.author" is a key of the map `params`. KEY (may be NULL) is which. */
const struct value *meta_find(const struct reading *, const char *const *keys, const char **key);

/* A warning at V, which stands in the front matter or in the sidecar. */
void meta_warn(const struct reading *, enum diag_code, const struct value *v, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void meta_warn_kind(const struct reading *, const struct value *v, const char *key, const char *wanted);

/* The text of V: a scalar's, the `name`, `text` or `title` of a map, the first element of a list that has one. Empty, with a
 * warning, if there is none. */
struct str meta_scalar(const struct reading *, const struct value *v, const char *key);

/* The first text of KEYS as a name (meta_plain), or empty. */
struct str meta_name(const struct reading *, const char *const *keys);

bool meta_is_address(struct str);                       /* begins with "http://" or "https://" */

/* meta_dates.c: date, modified, expires, publishes, from front matter, file name and folders. */
void meta_dates(struct reading *, struct article *);
/* meta_tags.c: tags and categories. */
void meta_tags(struct reading *, struct article *);
/* meta_persons.c */
void meta_authors(struct reading *, struct article *);
/* meta_file.c: what the file's name and folder say: language, drafts, section pages, resources of a bundle. */
void meta_place(struct reading *, struct article *);
/* meta_file.c: "My first post" of "2024-03-05-my_first-post.md" or "my-first-post/index.md"; empty if that is no name. */
struct str meta_file_title(struct arena *, const struct file *);
struct str meta_folder_section(const struct file *);
/* The name that stands for the article: its file's without extension, language and date, or that of the folder of an index. */
struct str meta_file_name(const struct file *);

#endif
