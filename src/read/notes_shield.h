/* notes_shield: references whose labels look like markup. SPDX-License-Identifier: MIT
 *
 * In `a[^*] and b[^*]` md4c would see emphasis between the stars; GitHub sees two references. So these labels are replaced by a
 * number before the text is parsed, and put back afterwards where they were no references: in code, say. */
#ifndef READ_NOTES_SHIELD_H
#define READ_NOTES_SHIELD_H

#include "base/node.h"
#include "read/notes_lift.h"

#include <stdbool.h>

struct shield {
    struct str mark;            /* begins a replaced label; empty: nothing was replaced */
    struct str *labels;         /* as written, by number */
    size_t nlabels;
};

/* Replaces in LIFTED->text the labels that look like markup and that IS_KNOWN. */
void shield_raise(struct arena *, struct lifted *, bool (*is_known)(const void *data, struct str label), const void *data,
    struct shield *);

/* The label that LABEL stands for: itself, or the one it replaced. */
struct str shield_label(const struct shield *, struct str label);

/* Puts labels back in all texts and attributes below ROOT. */
void shield_lower(struct arena *, const struct shield *, struct node *root);

#endif
