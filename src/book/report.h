/* report: what report.c (for people) and report_json.c (for programs) share. SPDX-License-Identifier: MIT */
#ifndef BOOK_REPORT_H
#define BOOK_REPORT_H

#include "book/book.h"

void report_list_json(const struct report *, struct buf *out);
void report_plan_json(const struct report *, struct buf *out);

/* The articles of all books, each once, in reading order. */
struct report_articles {
    const struct article **at; size_t n;
};
/* Lets go of what OUT holds if it is much. */
void report_pour(const struct report *, struct buf *out);
struct report_articles report_selected(const struct report *, struct arena *);

struct report_files {           /* how many there are */
    size_t by_role[FILE_UNKNOWN + 1];
    size_t articles, with_articles;     /* articles, and files that have one */
};
struct report_files report_count_files(const struct catalog *);

/* How many articles came from FILE. */
size_t report_articles_of(const struct catalog *, const struct file *);

/* The bytes of the sources of a book, each file once. */
uint64_t report_source_bytes(const struct book *);

#endif
