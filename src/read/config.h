/* config: sheaf.yaml, checked to the last key. SPDX-License-Identifier: MIT */
#ifndef READ_CONFIG_H
#define READ_CONFIG_H

#include "base/arena.h"
#include "base/diag.h"
#include "model.h"

#include <stdbool.h>

/* What counts where there is no sheaf.yaml: books go to the current folder. FOLDER is where the articles are. */
void config_default(struct config *, struct arena *, struct str folder);

/* Fills CONFIG with what the sheaf.yaml at PATH says and defaults for the rest; all of it lives in the arena. `output` and a
 * style that is a path are joined with the configuration's folder; `articles`, `static` and `cover` stay as written (relative
 * to that folder: a glob must not be joined). A `style` that is no path is one of base/styles.h. Several editors are joined by
 * "; ". Without `bundles:` there are none: one book of everything is up to the caller.
 * 0; or -1 with diagnostics for everything that is wrong in it (config-syntax, config-key, config-value, input-unreadable);
 * CONFIG is then usable, but not what its author meant. */
int config_read(struct config *, struct arena *, const char *path, struct diag *);

/* A bundle as it is before anything is said about it. */
void bundle_default(struct bundle *);

/* The value of TEXT for KEY, one of "every", "sort", "sections", "tags-split", "link-notes", "typography", "chapter-links",
 * "device", "compression": also for options of the command line. False with WHAT, a text in the arena that names what is
 * possible. */
bool config_choose(struct arena *, const char *key, struct str text, unsigned *value, const char **what);

/* Adds the index that TEXT names ("tags", "auto") to the INDEX_ bits. False with WHAT, and the bits untouched. */
bool config_indexes(struct arena *, struct str text, unsigned *indexes, const char **what);

/* A site as it is kept: http or https, a host, one slash at the end; no query, no fragment. False if it is none. */
bool config_site(struct arena *, struct str text, struct str *site);

/* The style in words of the configuration: a name of base/styles.h, or a path (with a "/" or ".css" at the end) joined with
 * FOLDER. False with WHAT. */
bool config_style(struct arena *, struct str text, struct str folder, struct str *style, const char **what);

/* BYTES are a part of the configuration: adds them to its fingerprint. */
void config_add_text(struct config *, struct str bytes);

#endif
