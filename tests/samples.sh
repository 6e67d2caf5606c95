#!/bin/bash
# samples: the archive in articles/ builds without a warning, every book is valid, nothing leaks.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cp -R "$project/articles" "$scratch/articles"
cd "$scratch" || exit 1

"$SHEAF" build articles >built 2>messages
check "builds" [ $? = 0 ]
# The pasted text has no title on purpose.
check "no warning but the one about the pasted text" [ "$(grep -cE "warning:|error:" messages)" = 1 ]
check "the title of the pasted text is from its name" grep -q "the-ferry-is-back.txt: warning: .*\[title-guessed\]" messages
check "what is left out is listed" [ "$(grep -c '\[left-out\]' messages)" = 3 ]
books=$(find out -name '*.epub' | sort)
check "at least eight monthly books and two collections" [ "$(echo "$books" | wc -l)" -ge 10 ]
check "each book is named on standard output" [ "$(wc -l <built)" = "$(echo "$books" | wc -l)" ]

"$SHEAF" build articles >again 2>/dev/null
check "a second build changes nothing" [ "$(grep -c unchanged again)" = "$(wc -l <built)" ]

for book in $books; do
    rm -rf unpacked && mkdir unpacked && unzip -q "$book" -d unpacked
    check "$book: well-formed" well_formed unpacked
    # EPUB-OCF 4.2: mimetype is first, stored, without an extra field.
    check "$book: mimetype" [ "$(head -c 58 "$book" | tail -c 28)" = "mimetypeapplication/epub+zip" ]
    check "$book: no remote or active content" sh -c '! grep -rEl "<script|javascript:|src=\"http| on[a-z]+=\"" unpacked --include=*.xhtml'
done
if has_epubcheck; then
    # shellcheck disable=SC2086
    epubcheck_all $books
else
    skip "epubcheck is not installed"
fi
if command -v mutool >/dev/null; then
    for book in $books; do
        check "$book: opens, with an outline" [ "$(mutool run "$project/tests/outline.js" "$book" 2>/dev/null | wc -l)" -ge 3 ]
    done
else
    skip "mutool is not installed"
fi
if command -v valgrind >/dev/null && [ "${MODE-release}" = release ]; then
    # gumbo reads a byte that it never set (its tokenizer, harmless): only our memory is judged here, values by MODE=asan.
    valgrind -q --undef-value-errors=no --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect "$SHEAF" build -j2 \
        -o out/valgrind/ articles >/dev/null 2>valgrind.log
    check "valgrind finds no leak and no error" [ $? = 0 ]
    grep '^==' valgrind.log | head -n 20
else
    skip "valgrind (only with MODE=release, where it is installed)"
fi
finish
