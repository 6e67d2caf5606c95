/* notes_rows: the rows of tables, as GitHub reads them (GFM, section 4.10). SPDX-License-Identifier: MIT */
#ifndef READ_NOTES_ROWS_H
#define READ_NOTES_ROWS_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Each row has as many cells as the head: a head of very many would make much out of little. */
enum { ROW_MOST_CELLS = 128 };

/* Looks over a whole text: is there a line that ends like "|---|", of a table that md4c may read otherwise than GitHub? */
bool rows_need_mending(struct str text);

/* The number of cells of "|---|:-:|", the line under a table's head; 0 if ROW is none. */
size_t row_delimiters(struct str row);

size_t row_cells(struct str row);

/* Append ROW as md4c 0.4.8 needs it: the line under the head with three characters in each cell; another one with a blank in
 * cells that are empty. */
void row_widen(struct buf *, struct str row);
void row_add(struct buf *, struct str row);

#endif
