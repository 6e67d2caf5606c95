# lib: what the suites share. Source it: . "$(dirname "$0")/lib.sh"
# SPDX-License-Identifier: MIT
#
# A suite is a script that calls pass, fail and skip for each thing it checks and ends with `finish`, whose last line is
# "N passed, N failed" (", N skipped" if there are any). SHEAF is the program under test.

set -u
LC_ALL=C
export LC_ALL
unset SOURCE_DATE_EPOCH
project=$(cd "$(dirname "$0")/.." && pwd)
[ -d "$project/src" ] || project=$(cd "$(dirname "$0")/../.." && pwd)
SHEAF=${SHEAF-$project/${BUILD-.build/release}/sheaf}
shared=${SHARED-$project/../shared}
scratch=$(mktemp -d "${TMPDIR-/tmp}/sheaf-test.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
# Each suite has ledgers of its own.
XDG_CACHE_HOME=$scratch/.cache
export XDG_CACHE_HOME
passed=0 failed=0 skipped=0

pass() { passed=$((passed + 1)); [ -z "${VERBOSE-}" ] || echo "ok: $*"; }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; }
skip() { skipped=$((skipped + 1)); echo "skipped: $*"; }

# check NAME COMMAND...: passes if the command succeeds.
check() { local what=$1; shift; if "$@"; then pass "$what"; else fail "$what"; fi; }

finish() {
    if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
    [ "$failed" = 0 ]
    exit
}

jar=/usr/share/java/epubcheck.jar
has_epubcheck() { [ -e "$jar" ] && command -v java >/dev/null; }

# epubcheck BOOK: 0 if it finds no error and no warning; else its messages on standard output. The tool calls a missing file
# valid, so that is asked first.
epubcheck() {
    [ -s "$1" ] || { echo "no such book: $1"; return 1; }
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" "$1" >"$1.check" 2>&1
    rc=$?
    if [ $rc != 0 ] || grep -qE '^(WARNING|ERROR|FATAL)' "$1.check"; then
        grep -E '^(WARNING|ERROR|FATAL)' "$1.check" | head -n "${SHOW-8}"
        return 1
    fi
    rm -f "$1.check"
}

# epubcheck_all BOOK...: two at a time; a pass or failure for each.
epubcheck_all() {
    local book
    for book; do
        while [ "$(jobs -r | wc -l)" -ge 2 ] 2>/dev/null; do wait -n 2>/dev/null || break; done
        ( epubcheck "$book" >"$book.out" 2>&1; echo $? >"$book.rc" ) &
    done
    wait
    for book; do
        if [ "$(cat "$book.rc")" = 0 ]; then pass "epubcheck $book"; else fail "epubcheck $book"; cat "$book.out"; fi
        rm -f "$book.rc" "$book.out"
    done
}

# well_formed DIR: every XHTML, OPF, NCX and SVG file below DIR is well-formed XML.
well_formed() { find "$1" -name '*.xhtml' -o -name '*.opf' -o -name '*.ncx' -o -name '*.svg' -o -name '*.xml' | xargs xmllint --noout --nonet; }
