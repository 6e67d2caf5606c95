#!/bin/bash
# determinism: the same sources give the same bytes, whatever the zone, locale, umask, folder, workers and folder order.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cp -R "$project/articles" "$scratch/a"
cd "$scratch" || exit 1

# A copy whose folders list their entries in another order: made file by file, last first.
mkdir -p elsewhere/deep/b
( cd a && find . -type f | sort -r ) | while read -r f; do
    mkdir -p "elsewhere/deep/b/$(dirname "$f")"
    cp "a/$f" "elsewhere/deep/b/$f"
done
# The archive's name comes from its sheaf.yaml, its place from nothing.
sed 's|^output:.*|output: out|' a/sheaf.yaml >a/x && mv a/x a/sheaf.yaml && cp a/sheaf.yaml elsewhere/deep/b/sheaf.yaml

TZ=UTC LANG=C "$SHEAF" build -j1 a >/dev/null 2>&1
( cd elsewhere/deep && umask 077 && TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8 "$SHEAF" build -j8 b >/dev/null 2>&1 )
( cd a/out && find . -name '*.epub' | sort ) >books
check "books were built" [ -s books ]
check "the same books" sh -c '( cd elsewhere/deep/b/out && find . -name "*.epub" | sort ) | cmp -s - books'
while read -r book; do
    check "$book" cmp "a/out/$book" "elsewhere/deep/b/out/$book"
done <books

for jobs in 1 2 3 8; do
    "$SHEAF" build -q -j$jobs -o "all-$jobs.epub" --tag water --any-tag water a >/dev/null 2>&1
    check "-j$jobs" cmp all-1.epub all-$jobs.epub
done
for style in classic modern magazine plain; do
    "$SHEAF" build -q -j1 --cache=none --style $style --from 2000 -o "$style-1.epub" a >/dev/null 2>&1
    TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 "$SHEAF" build -q -j8 --cache=none --style $style --from 2000 -o "$style-8.epub" a >/dev/null 2>&1
    check "style $style, -j1 and -j8" cmp "$style-1.epub" "$style-8.epub"
done
check "a style is seen in the book" sh -c '! cmp -s classic-1.epub modern-1.epub'
SOURCE_DATE_EPOCH=1735689600 "$SHEAF" build -q -o e1.epub --tag water a >/dev/null 2>&1
SOURCE_DATE_EPOCH=1735689600 TZ=America/New_York "$SHEAF" build -q -o e2.epub --tag water a >/dev/null 2>&1
check "SOURCE_DATE_EPOCH" cmp e1.epub e2.epub
check "SOURCE_DATE_EPOCH is the time of modification" sh -c 'unzip -p e1.epub EPUB/package.opf | grep -q "dcterms:modified\">2025-01-01T00:00:00Z"'
finish
