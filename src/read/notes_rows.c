/* notes_rows: the rows of tables, as GitHub reads them (GFM, section 4.10). SPDX-License-Identifier: MIT */
#include "read/notes_rows.h"

enum { NARROWEST = 3 };

static bool
is_row_char(char c)
{
    return c == '|' || c == '-' || c == ':' || c == ' ' || c == '\t';
}

/* Cuts the next cell off REST, at a "|" that no backslash escapes. */
static bool
cut_cell(struct str *rest, struct str *cell)
{
    size_t i = 0;

    if (!rest->len)
        return false;
    while (i < rest->len && rest->at[i] != '|')
        i += rest->at[i] == '\\' && i + 1 < rest->len ? 2 : 1;
    *cell = str_trim(str_sub(*rest, 0, i));
    *rest = str_from(*rest, i + 1);
    return true;
}

static struct str
without_first_pipe(struct str row)
{
    row = str_trim(row);
    return str_from(row, row.len && row.at[0] == '|');
}

size_t
row_cells(struct str row)
{
    struct str cell;
    size_t n = 0;

    for (row = without_first_pipe(row); cut_cell(&row, &cell); n++)
        ;
    return n;
}

/* ":-:" and the like. */
static bool
is_delimiter(struct str cell)
{
    size_t from = cell.len && cell.at[0] == ':', to = cell.len;

    to -= to > from && cell.at[to - 1] == ':';
    for (size_t i = from; i < to; i++)
        if (cell.at[i] != '-')
            return false;
    return to > from;
}

size_t
row_delimiters(struct str row)
{
    struct str cell;
    size_t n = 0;

    if (str_chr(row, '|', 0) < 0)
        return 0;
    for (row = without_first_pipe(row); cut_cell(&row, &cell); n++)
        if (!is_delimiter(cell))
            return 0;
    return n;
}

/* The line that ends before byte END, which is a line feed; its start in START. */
static struct str
line_before(struct str text, size_t end, size_t *start)
{
    for (*start = end; *start > 0 && text.at[*start - 1] != '\n'; --*start)
        ;
    return str_sub(text, *start, end);
}

static bool
is_empty(struct str line)
{
    size_t i = 0;

    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
        i++;
    return i == line.len;
}

/* Is each run of dashes and colons as long as md4c wants it? */
static bool
is_wide(struct str row)
{
    for (size_t i = 0, end; i < row.len; i = end + 1) {
        for (end = i; end < row.len && (row.at[end] == '-' || row.at[end] == ':'); end++)
            ;
        if (end > i && end - i < NARROWEST)
            return false;
    }
    return true;
}

/* Has one of the lines from byte I to the next empty one a cell between two pipes side by side? */
static bool
has_tight_cell(struct str text, size_t i)
{
    struct str rest = str_from(text, i), line;

    while (str_line(&rest, &line) && !is_empty(line))
        if (str_find(line, STR("||"), 0) >= 0)
            return true;
    return false;
}

/* The row from FROM to TO as it stands in most texts: on a line of its own under a head of as many cells, which has an empty line
 * before it. Such a table needs no mending, wherever it stands. */
static bool
is_well_made(struct str text, size_t from, size_t to)
{
    struct str row = str_sub(text, from, to), head, empty = STR_NONE;
    size_t start = 0, n = row_delimiters(row);

    if (from == 0 || text.at[from - 1] != '\n' || char_is_blank(*row.at))
        return false;
    head = line_before(text, from - 1, &start);
    if (start > 0)
        empty = line_before(text, start - 1, &start);
    return head.len && !char_is_blank(*head.at) && str_chr(head, '\r', 0) < 0 && is_empty(empty)
        && n <= ROW_MOST_CELLS && n == row_cells(head) && is_wide(row) && !has_tight_cell(text, to + 1);
}

/* Quotes and lists may stand before a row: only what the line ends in counts here. */
bool
rows_need_mending(struct str text)
{
    for (ptrdiff_t at = str_chr(text, '-', 0); at >= 0;) {
        size_t from = (size_t)at, to = (size_t)at;
        bool has_pipe = false;
        while (from > 0 && is_row_char(text.at[from - 1]))
            from--;
        while (to < text.len && is_row_char(text.at[to]))
            to++;
        for (size_t i = from; i < to; i++)
            has_pipe = has_pipe || text.at[i] == '|';
        if (has_pipe && (to == text.len || text.at[to] == '\n' || text.at[to] == '\r') && !is_well_made(text, from, to))
            return true;
        at = str_chr(text, '-', to);
    }
    return false;
}

void
row_widen(struct buf *out, struct str row)
{
    for (size_t i = 0, end; i < row.len; i = end) {
        for (end = i; end < row.len && (row.at[end] == '-' || row.at[end] == ':'); end++)
            ;
        if (end == i) {
            buf_addc(out, row.at[end++]);
            continue;
        }
        if (row.at[i] == ':')
            buf_addc(out, row.at[i]);
        for (size_t width = end - i; width < NARROWEST; width++)
            buf_addc(out, '-');
        buf_add(out, str_sub(row, i + (row.at[i] == ':'), end));
    }
}

void
row_add(struct buf *out, struct str row)
{
    size_t done = 0;

    for (size_t i = 0; i + 1 < row.len; i++) {
        if (row.at[i] == '\\')
            i++;
        else if (row.at[i] == '|' && row.at[i + 1] == '|') {
            buf_add(out, str_sub(row, done, i + 1));
            buf_addc(out, ' ');
            done = i + 1;
        }
    }
    buf_add(out, str_from(row, done));
}
