/* languages: what the lexer of highlight.c must know of a programming language. SPDX-License-Identifier: MIT */
#ifndef HTML_LANGUAGES_H
#define HTML_LANGUAGES_H

#include "base/str.h"

enum lexing {                   /* how its text is read */
    LEX_WORDS,                  /* comments, strings and words */
    LEX_MARKUP,                 /* tags with attributes */
    LEX_DIFF,                   /* each line by its first sign */
    LEX_CONSOLE                 /* lines that begin with a prompt are typed, the others printed */
};

enum {
    LEX_TRIPLE = 1,             /* """strings""" over several lines */
    LEX_LONG = 2,               /* quotes of LONG_QUOTES go over several lines */
    LEX_CHARS = 4,              /* 'x' is one character; a lone ' begins nothing (lifetimes, labels) */
    LEX_NESTED = 8,             /* comments nest */
    LEX_CASELESS = 16,          /* keywords in any case */
    LEX_KEYS = 32,              /* "key:" at the beginning of a line */
    LEX_SETTINGS = 64,          /* "key =" and "[section]" at the beginning of a line */
    LEX_MEMBERS = 128,          /* a string before ":" is a key */
    LEX_PROPERTIES = 256,       /* "property:" within braces */
    LEX_APART = 512,            /* a line comment begins only at a line's beginning or after a blank */
    LEX_RAW = 1024              /* no backslash escapes */
};

struct language {
    const char *names;          /* " c h ": as they are written behind ``` in lower case, blanks around each */
    enum lexing lexing;
    unsigned flags;
    const char *line_comments;  /* " // # ": blanks around each */
    const char *open, *close;   /* of a comment; NULL: none */
    const char *quotes, *long_quotes;
    const char *sigils;         /* signs that a word may begin with: "@#$" */
    const char *keywords;       /* blanks around each */
    const char *constants;      /* values and types of the language itself */
};

/* By the name behind the fence ("C++", "js", "language-go" without "language-"); NULL: not known. */
const struct language *language_find(struct str name);

#endif
