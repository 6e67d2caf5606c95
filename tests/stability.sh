#!/bin/bash
# stability: one older article more changes its chapter, the way to it at the end of the chapter before, what lists articles
# (contents, indexes, sources) and the package file, and nothing else, so that annotations and reading positions hold.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cp -R "$project/articles" "$scratch/articles"
cd "$scratch" || exit 1

build() { rm -rf "$1" && mkdir "$1" && "$SHEAF" build -q -o book.epub --where 'not tag:nothing' articles >/dev/null 2>&1 && unzip -q book.epub -d "$1"; }

check "the book is built" build before
cat >articles/an-old-one.md <<'END'
---
title: An old one
date: 2023-01-01
tags: [water]
---

Older than all the others.
END
check "the book is built again" build after
diff -rq before after | sed 's/.*\(EPUB[^ ]*\).*differ/\1/; s/^Only in after[^:]*: /new: /' | sort >changes
cat changes >all-changes
check "one new chapter" [ "$(grep -c '^new: .*\.xhtml$' changes)" = 1 ]
grep -v '^new: ' changes >others
printf 'EPUB/%s\n' nav.xhtml package.opf text/contents.xhtml text/index-tags.xhtml \
    text/sources.xhtml toc.ncx | sort >expected
check "only contents and package change" cmp others expected || cat all-changes

# The mend of a title is no new chapter.
sed -i 's/^title: An old one/title: A very old one/' articles/an-old-one.md
check "the book is built with the mended title" build mended
check "the chapter keeps its name" sh -c '[ "$(cd after && find . | sort)" = "$(cd mended && find . | sort)" ]'
finish
