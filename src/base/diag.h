/* diag: what is wrong with the input, as data. SPDX-License-Identifier: MIT
 *
 * Content problems do not change the flow: they are added to a list, and the caller of the library decides what to show.
 * A worker adds to the list of its own page; the lists are joined in the order of the articles. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/prints.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define CODE(name, text, severity, meaning) DIAG_##name,
#include "base/codes.h"
#undef CODE
    DIAG_CODES
};

/* A text with a name: what offsets are counted in. */
struct source {
    const char *path;           /* as the user would write it */
    struct str  bytes;          /* the whole file, or an item of it */
    uint32_t    before;         /* lines of the file before BYTES */
};

struct diag_entry {
    enum diag_code code;
    enum diag_severity severity;
    const char *path;           /* "" where no file is meant */
    uint32_t line, col;         /* from 1, in characters; 0: the file as a whole */
    const char *text;           /* one line, no full stop, lower case */
};

struct diag {
    struct arena mem;           /* owns paths and texts */
    struct diag_entry *entries;
    size_t n, nerrors, nwarnings;
    struct prints seen;         /* what diag_join() has added, by all that tells two entries apart: its place, from 1 */
};

void diag_init(struct diag *);
void diag_release(struct diag *);

/* Adds an entry with the severity of its code. LINE and COL count from 1; 0 where not known. PATH may be NULL. */
void diag_add(struct diag *, enum diag_code, const char *path, uint32_t line, uint32_t col, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Adds an entry at byte OFFSET of SOURCE; line and column are worked out from its bytes. */
void diag_at(struct diag *, enum diag_code, const struct source *, size_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Adds a copy of an entry that was made earlier, in another run maybe. */
void diag_repeat(struct diag *, const struct diag_entry *);

/* Appends a copy of all of FROM. An entry equal to one that was joined already (same place, code and text) is not added: an
 * article that is in two books is judged once. */
void diag_join(struct diag *, const struct diag *from);

const char *diag_code_name(enum diag_code);             /* "image-missing" */
const char *diag_code_meaning(enum diag_code);
enum diag_severity diag_code_severity(enum diag_code);
const char *diag_severity_name(enum diag_severity);     /* "note", "warning", "error" */

#endif
