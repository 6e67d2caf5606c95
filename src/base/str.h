/* str: a run of bytes that belongs to somebody else. SPDX-License-Identifier: MIT
 *
 * Most text is a slice of a source file or lives in an arena, so a string is a pointer and a length, passed by value.
 * It need not end in a NUL. Text is UTF-8 where nothing else is said; "blank" and "case" below are those of ASCII. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *at;
    size_t len;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, (s).at ? (s).at : ""

enum { STR_NPOS = -1 };

/* NULL gives the empty string. */
static inline struct str
str_of(const char *cstr)
{
    return cstr ? (struct str){ cstr, strlen(cstr) } : STR_NONE;
}

static inline bool
str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || (*a.at == *b.at && memcmp(a.at, b.at, a.len) == 0));
}

/* The first letter tells most words apart, without a look for the end of B. */
static inline bool
str_eqc(struct str a, const char *b)
{
    return (!a.len || !b || *a.at == *b) && str_eq(a, str_of(b));
}

static inline bool char_is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static inline bool char_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool char_is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline bool char_is_alnum(char c) { return char_is_alpha(c) || char_is_digit(c); }
static inline char char_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* The part from FROM to before TO, both clipped to the length. */
static inline struct str
str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from >= to)
        return (struct str){ s.at ? s.at + (from < s.len ? from : s.len) : NULL, 0 };
    return (struct str){ s.at + from, to - from };
}

static inline struct str str_from(struct str s, size_t from) { return str_sub(s, from, s.len); }

bool str_ieq(struct str, struct str);                   /* equal but for ASCII case */
static inline bool
str_ieqc(struct str a, const char *b)
{
    return (!a.len || !b || char_lower(*a.at) == char_lower(*b)) && str_ieq(a, str_of(b));
}
int  str_cmp(struct str, struct str);                   /* order of the bytes, as strcmp */
static inline bool
str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq((struct str){ s.at, prefix.len }, prefix);
}
bool str_ends(struct str, struct str suffix);
bool str_istarts(struct str, struct str prefix);

/* The first place of NEEDLE at or after FROM, or STR_NPOS. */
ptrdiff_t str_find(struct str, struct str needle, size_t from);
ptrdiff_t str_ifind(struct str, struct str needle, size_t from);    /* but for ASCII case */
static inline ptrdiff_t
str_chr(struct str s, char c, size_t from)
{
    const char *at = from < s.len ? (const char *)memchr(s.at + from, c, s.len - from) : NULL;

    return at ? at - s.at : (ptrdiff_t)STR_NPOS;
}

ptrdiff_t str_rchr(struct str, char c);                             /* the last place of C, or STR_NPOS */

/* How many bytes stand before the first of STOPS, of which there are one to three; all, if there is none. */
static inline size_t
str_before(struct str s, const char *stops)
{
    char a = stops[0], b = stops[1] ? stops[1] : a, c = stops[1] && stops[2] ? stops[2] : a;
    size_t n = 0;

    while (n < s.len && s.at[n] != a && s.at[n] != b && s.at[n] != c)
        n++;
    return n;
}

/* Cuts the part up to the next SEP (which is dropped) from the front of REST and gives it. False when REST is used up:
 * "a,b" gives a and b; "" gives nothing; "a," gives a and "". */
bool str_cut(struct str *rest, char sep, struct str *part);

/* Where the line that byte FROM stands in ends: the place of its CR or LF, or the length. */
size_t str_line_end(struct str, size_t from);
/* The next line of REST without its end (LF, CRLF or CR); false at the end. */
bool str_line(struct str *rest, struct str *line);

/* Is S, in any ASCII case, one of the words of LIST? The list is in lower case, with one blank before, between and after its
 * words; none is longer than 16 bytes. */
bool str_is_listed(struct str, const char *list);

bool str_is_blank(struct str);                          /* empty or only blanks */
bool str_uint(struct str, unsigned long max, unsigned long *n); /* all digits and not above MAX */
size_t str_skip_blanks(struct str, size_t i);             /* the first place at or after I that is no blank, or the end */
bool str_bytes(struct str, uint64_t *n);    /* "25 MB", "1.5GB", "500 KiB": kB, MB, GB of 1,000, KiB … of 1,024; not 0 */

/* Without blanks (space, tab, CR, LF, FF) at both ends. */
static inline struct str
str_trim(struct str s)
{
    while (s.len && char_is_blank(s.at[s.len - 1]))
        s.len--;
    while (s.len && char_is_blank(*s.at))
        s.at++, s.len--;
    return s;
}

/* The value of a hexadecimal digit, or -1. */
static inline int
char_hex(char c)
{
    return char_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

#endif
