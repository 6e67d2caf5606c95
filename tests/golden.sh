#!/bin/bash
# golden: whole small archives. Each tests/golden/CASE/ has in/ (the archive), cmd (shell lines, run in a copy of in/ with
# `sheaf` on the path) and want/: stdout, stderr, status and the unpacked books. `bash tests/golden.sh --update [CASE...]`
# writes want/ anew; the diff is the review.
#
# Three things are taken out of what is compared: the size of a book in kilobytes, which depends on the build of libdeflate, pictures
# that were converted (their bytes depend on the libraries), and a
# style sheet that is the built-in one (base.css and classic.css) byte for byte.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
update=
[ "${1-}" = --update ] && { update=yes; shift; }
mkdir -p "$scratch/bin"
ln -s "$SHEAF" "$scratch/bin/sheaf"
PATH=$scratch/bin:$PATH
cases=${*:-$(ls "$project/tests/golden")}

# Bytes of pictures that were converted depend on the machine's libraries: those equal to no file of the archive are not compared.
mask_pictures() {
    find "$1" -type f \( -name '*.png' -o -name '*.jpg' \) 2>/dev/null | while read -r picture; do
        find "$scratch/copy" -type f -size -2000k -exec cmp -s {} "$picture" \; -print | grep -q . || echo "made by sheaf" >"$picture"
    done
}

# Runs CASE; leaves stdout, stderr, status and books/NAME/... in OUT.
run_case() {
    mkdir -p "$2/books"
    cp -R "$project/tests/golden/$1/in" "$scratch/copy"
    ( cd "$scratch/copy" && sh ../cmd ) >"$scratch/stdout" 2>"$2/stderr"
    echo $? >"$2/status"
    sed 's/\(\.epub: [0-9]* articles*\), [0-9]* KB/\1, ? KB/' "$scratch/stdout" >"$2/stdout"
    ( cd "$scratch/copy" && find . -name '*.epub' | sort ) | while read -r book; do
        mkdir -p "$2/books/$book"
        unzip -q "$scratch/copy/$book" -d "$2/books/$book"
        cat "$project/styles/base.css" "$project/styles/classic.css" | cmp -s "$2/books/$book/EPUB/css/sheaf.css" - && rm "$2/books/$book/EPUB/css/sheaf.css"
        mask_pictures "$2/books/$book/EPUB/images"
        unzip -Z1 "$scratch/copy/$book" >"$2/books/$book.order"
    done
    ( cd "$scratch/copy" && find . -type f ! -path './*.epub' | sort ) >"$2/files"
    find "$2" -type d -empty -delete        # git keeps none
    rm -rf "$scratch/copy"
}

for case in $cases; do
    cp "$project/tests/golden/$case/cmd" "$scratch/cmd"
    rm -rf "$scratch/got"
    run_case "$case" "$scratch/got"
    if [ -n "$update" ]; then
        rm -rf "$project/tests/golden/$case/want"
        cp -R "$scratch/got" "$project/tests/golden/$case/want"
        pass "$case written"
    elif diff -r "$project/tests/golden/$case/want" "$scratch/got" >"$scratch/diff"; then
        pass "golden/$case"
    else
        fail "golden/$case"
        head -n 40 "$scratch/diff"
    fi
done
finish
