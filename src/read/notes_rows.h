/* notes_rows: tables whose head is underlined too narrowly for md4c. SPDX-License-Identifier: MIT */
#ifndef READ_NOTES_ROWS_H
#define READ_NOTES_ROWS_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Looks over a whole text: is there a line like "|-|-|" at all? */
bool rows_may_be_narrow(struct str text);

/* Does ROW ("|-|:-:|") make HEADER the head of a table (GFM, "tables"), and is it too narrow for md4c? */
bool row_underlines(struct str row, struct str header);

/* Appends ROW with dashes where cells are too narrow. */
void row_widen(struct buf *, struct str row);

#endif
