/* notes_sheet: the lines of a text, or of one note in it, with a map to where they came from. SPDX-License-Identifier: MIT */
#include "read/notes_sheet.h"

void
sheet_init(struct sheet *s, struct arena *mem)
{
    *s = (struct sheet){ .mem = mem };
    buf_init(&s->text);
}

static void
map_to(struct sheet *s, size_t source)
{
    uint32_t at = (uint32_t)s->text.len;

    if (s->nmap && s->map[s->nmap - 1].source + (at - s->map[s->nmap - 1].at) == source)
        return;
    *ARENA_PUSH(s->mem, s->map, s->nmap) = (struct notes_segment){ at, (uint32_t)source };
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
    s->line = (struct sheet_mark){ s->text.len, s->nmap };
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
    map_to(s, rest.at);
    buf_add(&s->text, str_sub(rest.text, rest.at, end));
}

void
sheet_end_line(struct sheet *s, const struct line *line)
{
    map_to(s, line->end);
    buf_addc(&s->text, '\n');
}

void
sheet_drop_line(struct sheet *s)
{
    s->text.len = s->line.len;
    s->nmap = s->line.nmap;
}
