/* meta: what front matter says of an article (FRONT-MATTER.md, sections 2 and 3). SPDX-License-Identifier: MIT
 *
 * In the order of the calls, for each article of a file:
 *     reading_add()    calls meta_apply(): all that front matter, sidecar, file name and folder say
 *     adapter->scan()  looks at the text and fills what is still empty (a title, say): front matter wins
 *     read.c           calls meta_finish(): the last fallbacks */
#ifndef READ_META_H
#define READ_META_H

#include "base/arena.h"
#include "base/date.h"
#include "base/value.h"
#include "model.h"
#include "read/read.h"

/* Fills the article from r->meta and from its file's name. Values of a wrong type are diagnostics and count as not given.
 * Keeps what it does not find as it is; calling it again changes nothing. */
void meta_apply(struct reading *, struct article *);

/* After the text was looked at: a title out of the slug or file name, a section out of the categories or the folder, the
 * names' blanks collapsed; an article with nothing but a redirect is told from an empty one. */
void meta_finish(struct reading *, struct article *);

/* A text as a name: Markdown and HTML markup taken off, entities resolved, blanks collapsed. In the arena. */
struct str meta_plain(struct arena *, struct str text);

/* The persons that one text names ("Ada Author", "[Ada](https://…) (Org), [Bob](…)", "[[Ada]]"), appended to the article.
 * IS_LIST: split at ";" and " and ", as in `authors: A and B` (FRONT-MATTER.md, section 2). For page adapters too. */
void meta_add_authors(struct arena *, struct article *, struct str text, bool is_list);

/* Appends the tag, without "#" and blanks around it, if the article has none that differs only in ASCII case. */
void meta_add_tag(struct arena *, struct article *, struct str tag);

/* The index.md of the page bundle that FILE may lie in: whether it has front matter can make FILE its resource. NULL: none. */
const struct file *meta_bundle(const struct catalog *, const struct file *, struct arena *scratch);

/* The nearest date in the folder names of REL: "2024/03/x.md", "2024-03-05-x/index.md". False if there is none. */
bool meta_folder_date(struct str rel, int zone, struct date *);

/* For reading->initials, when its META was read. */
uint32_t meta_initials(const struct value *meta);

#endif
