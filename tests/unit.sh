#!/bin/bash
# unit: one program for each module of base/ and wrap/, and for the parts of the stages; compiled by the Makefile.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$project" || exit 1
for source in tests/unit/*_test.c; do
    name=$(basename "$source" .c)
    out=$("$BUILD/unit/$name" 2>&1)
    rc=$?
    last=$(echo "$out" | tail -n 1)
    case $last in
    *" passed, "*" failed")
        n=${last%% *} f=${last#*, } f=${f%% *}
        passed=$((passed + n)) failed=$((failed + f))
        [ $rc = 0 ] || { echo "$out" | head -n 40; echo "($name)"; [ "$f" != 0 ] || failed=$((failed + 1)); } ;;
    *) echo "$out" | head -n 40; fail "$name: no result (status $rc)" ;;
    esac
done
finish
