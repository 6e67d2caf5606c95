#!/bin/bash
# run: every suite, one after the other. The last line is "N passed, N failed".
# SPDX-License-Identifier: MIT
#
#     make test                    everything
#     sh tests/run.sh golden unit  some suites
#     VERBOSE=1 FULL=1             each check's name; the corpora to the last book
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD-.build/release}
export BUILD MODE
# Leaks are judged by the program's own ends; libraries keep some memory on purpose.
export ASAN_OPTIONS=${ASAN_OPTIONS-detect_leaks=1:abort_on_error=0}
suites=${*:-lint unit cli spec templates golden readme samples stability determinism ledger incremental search images covers cases styles xss hostile ${FULL:+ace }corpus}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0

count() { grep -oE "[0-9]+ $1" "$2" | tail -n 1 | cut -d ' ' -f 1; }

for suite in $suites; do
    echo "== $suite"
    bash "tests/$suite.sh" >"$log" 2>&1 </dev/null
    rc=$?
    cat "$log"
    last=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    if [ -z "$last" ]; then
        echo "FAILED: suite $suite ended without a result (status $rc)"
        failed=$((failed + 1))
        continue
    fi
    echo "$last" >"$log"
    passed=$((passed + $(count passed "$log")))
    failed=$((failed + $(count failed "$log")))
    skipped=$((skipped + 0$(count skipped "$log")))
    [ $rc = 0 ] || [ "$(count failed "$log")" != 0 ] || { echo "FAILED: suite $suite: status $rc"; failed=$((failed + 1)); }
done

echo "== all suites"
[ $skipped = 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
