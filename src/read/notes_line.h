/* notes_line: a line of Markdown, and what can begin in it. SPDX-License-Identifier: MIT
 *
 * Just enough of CommonMark's first phase (spec 0.29, appendix) to tell a footnote definition from text that looks like one. */
#ifndef READ_NOTES_LINE_H
#define READ_NOTES_LINE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct line {
    struct str text;            /* of which it is a part */
    size_t start, end;          /* without its end of line */
    size_t feed, cr;            /* line_next(): the next LF and CR of the text at or after START; its length: there is none */
    size_t at, column;          /* what was read of it */
    bool in_tab;                /* only some columns of the tab at AT were read */
    size_t word, indent;        /* the next byte that is no blank, and the columns from AT to it */
    bool is_blank;              /* there is none */
};

enum html_block { HTML_NONE, HTML_RAW, HTML_COMMENT, HTML_INSTRUCTION, HTML_DECLARATION, HTML_CDATA, HTML_BLOCK, HTML_TAG };


/* The line of TEXT at START; false at its end. */
bool line_at(struct line *, struct str text, size_t start);
/* The same for one line after the other: the line is zero, or the one before. NEXT is the start of the one after it. */
bool line_next(struct line *, struct str text, size_t start, size_t *next);

/* Where a line would end that begins at START, after L. */
size_t line_end(const struct line *, size_t start);

void line_find_word(struct line *);                     /* sets WORD, INDENT and IS_BLANK */
void line_advance(struct line *, size_t columns);
void line_advance_to(struct line *, size_t at);         /* AT is at or after what was read */
struct str line_rest(const struct line *);              /* from the word on */

/* Does a line that begins at byte I begin with a letter? Outside of lists, quotes and code it is text and nothing else. */
static inline bool
text_is_words(struct str text, size_t i)
{
    return i < text.len && (char_is_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80);
}

static inline bool
line_is_words(const struct line *l)
{
    return text_is_words(l->text, l->start);
}

/* What begins at the word. */
bool line_is_atx(const struct line *);
bool line_is_setext(const struct line *);
bool line_is_thematic(const struct line *);
size_t line_fence(const struct line *, char *mark);     /* the length of an opening code fence, or 0 */
bool line_closes_fence(const struct line *, char mark, size_t length);
size_t line_list_marker(const struct line *, bool interrupts_paragraph);    /* its length, or 0 */
size_t line_note(const struct line *, struct str *label);                   /* the length of "[^label]:" and blanks, or 0 */
enum html_block line_html(const struct line *, bool interrupts_paragraph);
bool line_enter_quote(struct line *);                    /* reads ">" and a blank after it; false if there is none */
bool line_ends_html(const struct line *, enum html_block);  /* the line, from the word on, holds its end */

#endif
