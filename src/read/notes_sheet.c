/* notes_sheet: the lines of a text, or of one note in it, with a map to where they came from. SPDX-License-Identifier: MIT */
#include "read/notes_sheet.h"

void
sheet_init(struct sheet *s, struct arena *mem)
{
    *s = (struct sheet){ .mem = mem };
    buf_init(&s->text);
}

static void
add_blanks(struct buf *out, size_t n)
{
    while (n--)
        buf_addc(out, ' ');
}

void
sheet_begin_line(struct sheet *s)
{
    for (; s->empty_lines; s->empty_lines--)
        buf_addc(&s->text, '\n');
    s->line = (struct sheet_mark){ s->text.len, s->places.n };
    if (s->is_note)
        add_blanks(&s->text, SHEET_INDENT);
}

/* Tabs are made blanks where they would be of another width now. */
void
sheet_add(struct sheet *s, const struct line *from, size_t end)
{
    struct line rest = *from;

    if (rest.in_tab || rest.column % SHEET_INDENT) {
        line_find_word(&rest);
        if (rest.word < end) {
            add_blanks(&s->text, rest.indent);
            rest.at = rest.word;
        }
    }
    places_mark(s->mem, &s->places, &s->text, rest.at, false);
    buf_add(&s->text, str_sub(rest.text, rest.at, end));
}

void
sheet_end_line(struct sheet *s, const struct line *line)
{
    places_mark(s->mem, &s->places, &s->text, line->end, false);
    buf_addc(&s->text, '\n');
}

/* Where nothing is changed, the line and its end are copied at once. */
void
sheet_add_line(struct sheet *s, const struct line *from, const struct line *line)
{
    sheet_begin_line(s);
    if (!from->in_tab && from->column % SHEET_INDENT == 0 && line->end < line->text.len && line->text.at[line->end] == '\n') {
        places_mark(s->mem, &s->places, &s->text, from->at, false);
        buf_add(&s->text, str_sub(line->text, from->at, line->end + 1));
        return;
    }
    sheet_add(s, from, line->end);
    sheet_end_line(s, line);
}

void
sheet_add_lines(struct sheet *s, size_t start, const struct line *last)
{
    sheet_begin_line(s);
    places_mark(s->mem, &s->places, &s->text, start, false);
    s->line = (struct sheet_mark){ s->text.len + last->start - start, s->places.n };
    buf_add(&s->text, str_sub(last->text, start, last->end));
    sheet_end_line(s, last);
}

void
sheet_drop_line(struct sheet *s)
{
    s->text.len = s->line.len;
    s->places.n = s->line.nplaces;
}
