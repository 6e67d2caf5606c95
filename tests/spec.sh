#!/bin/bash
# spec: examples of Markdown: CommonMark's and GitHub's, our own (spec/*.md), and footnotes as cmark-gfm reads them.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$project" || exit 1
RENDER=${RENDER-$project/${BUILD-.build/release}/spec/render}
case $RENDER in /*) ;; *) RENDER=$project/$RENDER ;; esac
EXAMPLES=$shared/corpora/spec-commonmark
export RENDER EXAMPLES

# tally COMMAND...: runs it and adds the counts of its lines "N passed, N failed".
tally() {
    "$@" >"$scratch/out" 2>&1
    rc=$?
    p=$(sed -n 's/^\([0-9]*\) passed, .*/\1/p' "$scratch/out" | awk '{ n += $1 } END { print n + 0 }')
    f=$(sed -n 's/^[0-9]* passed, \([0-9]*\) failed.*/\1/p' "$scratch/out" | awk '{ n += $1 } END { print n + 0 }')
    passed=$((passed + p)) failed=$((failed + f))
    skipped=$((skipped + $(grep -c '^skipped:' "$scratch/out")))
    [ $rc = 0 ] && [ "$f" = 0 ] && return
    grep -vE '^[0-9]+ passed' "$scratch/out" | head -n "${SHOW-60}"
    [ "$f" != 0 ] || fail "$* (status $rc)"
}

tally sh tests/spec/commonmark.sh
for file in tests/spec/*.md; do
    tally python3 tests/spec/compare.py "$RENDER" "$file"
done
if command -v cmark-gfm >/dev/null; then
    tally python3 tests/spec/notes.py "$RENDER" tests/spec/notes-cases.txt
else
    skip "cmark-gfm is not installed: footnotes were not compared with it"
fi
finish
