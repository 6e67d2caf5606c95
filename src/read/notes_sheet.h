/* notes_sheet: the lines of a text, or of one note in it, with a map to where they came from. SPDX-License-Identifier: MIT */
#ifndef READ_NOTES_SHEET_H
#define READ_NOTES_SHEET_H

#include "base/buf.h"
#include "read/notes_lift.h"
#include "read/notes_line.h"

enum { SHEET_INDENT = 4 };      /* notes are items of a list */

struct sheet {
    struct arena *mem;
    struct lifted_note note;    /* of a note */
    bool is_note;
    struct buf text;
    struct places places;
    size_t empty_lines;         /* that came last: they belong to a note only if it goes on */
    struct sheet_mark { size_t len, nplaces; } line;   /* where the last line begins */
};

void sheet_init(struct sheet *, struct arena *);
void sheet_begin_line(struct sheet *);
void sheet_add(struct sheet *, const struct line *from, size_t end);    /* the line from what was read of it to before END */
void sheet_end_line(struct sheet *, const struct line *);
void sheet_add_line(struct sheet *, const struct line *from, const struct line *);  /* all three for what is left of a line */
/* The lines from byte START of the text to LAST as they are; all but LAST end in a line feed, and the sheet is no note's. */
void sheet_add_lines(struct sheet *, size_t start, const struct line *last);
void sheet_drop_line(struct sheet *);                   /* takes the last line out again */

#endif
