/* words: the fixed words of a book, by language. SPDX-License-Identifier: MIT */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/str.h"

#include <stdbool.h>

enum word {
    WORD_CONTENTS, WORD_COVER, WORD_TITLE_PAGE, WORD_START, WORD_COLOPHON, WORD_LANDMARKS, WORD_ARTICLES, WORD_UNDATED,
    WORD_UNTAGGED, WORD_NO_AUTHOR, WORD_BY, WORD_SOURCE, WORD_IMAGE, WORD_VIDEO, WORD_AUDIO, WORD_EMBED,
    WORD_DETAILS, WORD_NOTE,
    WORD_PUBLISHER, WORD_EDITOR, WORD_LANGUAGE, WORD_IDENTIFIER, WORD_RIGHTS,
    WORD_MADE_WITH, WORD_SOURCES_NAMED, WORD_NO_ALTERNATIVE,
    WORD_MINUTES, WORD_NEXT, WORD_TAGS, WORD_AUTHORS, WORD_DATES, WORD_LINKS, WORD_SOURCES, WORD_LICENCE, WORD_CHANGED,
    WORD_COUNT
};

/* The word in LANGUAGE (BCP 47; only its first subtag counts), in English where it is not known. WORD_BY is a format with
 * one %s for the names ("By %s", "Von %s"); the others are plain but for
 *     WORD_MADE_WITH         "Made with %s": the program and its version
 *     WORD_MINUTES           "%s min": how long reading takes
 *     WORD_SOURCES_NAMED     a sentence: "Each article names its source."
 *     WORD_NO_ALTERNATIVE    "%s of %s images have no text alternative.": first the part, then the whole */
const char *word_get(enum word, struct str language);

/* Is written from right to left: by the script subtag, else by the language. */
bool word_is_rtl(struct str language);

#endif
