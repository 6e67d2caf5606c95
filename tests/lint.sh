#!/bin/bash
# lint: the rules of the house.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$project" || exit 1
check "make lint" sh .ci/lint
for header in $(find src -name '*.h' ! -name codes.h ! -name tags.h); do
    echo "#include \"${header#src/}\"" | ${CC-cc} -std=c17 -D_XOPEN_SOURCE=700 -Wall -Werror -Isrc -fsyntax-only -x c - 2>&1
    check "$header compiles alone" [ $? = 0 ]
done
finish
