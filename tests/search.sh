#!/bin/bash
# search: words in EXPR and `sheaf index`: with the ledger and without, the same; on an archive that changes at random. STEPS=N steps
# for each seed. SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"

cd "$scratch" || exit 1
mkdir -p a
printf -- '---\ntitle: The Ferry\ndate: 2024-01-01\n---\nHigh **wa**ter at the *Straße*.\n\nMark it.[^1]\n\n[^1]: A foot of note.\n' >a/one.md
printf -- '---\ntitle: Two\ndate: 2024-01-02\ntags: [news]\n---\nWater, high and dry. `code_word` ![a heron](x.png)\n' >a/two.md
printf -- '---\ntitle: Three\ndate: 2024-01-03\ndraft: true\n---\nHigh water.\n' >a/three.md

# finds EXPR TITLES: the titles in the list, with the ledger and without, one after the other.
finds() {
    local got other
    got=$("$SHEAF" list -q --where "$1" a 2>/dev/null | awk '/^20/ { print $3 == "Ferry" || $2 == "The" ? "one" : tolower($2) }' | tr '\n' ' ')
    other=$("$SHEAF" list -q --cache=none --where "$1" a 2>/dev/null | awk '/^20/ { print $3 == "Ferry" || $2 == "The" ? "one" : tolower($2) }' | tr '\n' ' ')
    if [ "$got" = "$2" ] && [ "$other" = "$2" ]; then pass "$1"; else fail "$1: found '$got', without a ledger '$other', want '$2'"; fi
}
all() {
    finds 'water' 'one two '
    finds '"high water"' 'one '
    finds 'text:WATER and not tag:news' 'one '
    finds 'strasse' 'one '
    finds 'ferry' 'one '
    finds '"water mark"' ''
    finds '"note"' 'one '
    finds 'heron' 'two '
    finds 'code_word' 'two '
    finds 'wat*' 'one two '
    finds '"high wat*" or heron' 'one two '
    finds 'not hig*' ''
    finds 'draft' ''
}
all
all                             # now out of the index
check "two are in the index" test "$("$SHEAF" index a 2>/dev/null)" = "2 articles: 0 indexed, 2 unchanged; 0 removed"
check "--fresh makes it again" test "$("$SHEAF" index --fresh a 2>/dev/null)" = "2 articles: 2 indexed, 0 unchanged; 0 removed"
printf 'More moss.\n' >>a/two.md
check "only what changed is read" test "$("$SHEAF" index --format=json a 2>/dev/null)" = '{"articles": 2, "indexed": 1, "unchanged": 1, "removed": 1}'
finds 'moss' 'two '
mkdir elsewhere
check "from wherever it is started" test "$("$SHEAF" -C elsewhere index ../a 2>/dev/null)" = "2 articles: 0 indexed, 2 unchanged; 0 removed"
rm a/one.md
check "what is gone leaves the index" test "$("$SHEAF" index a 2>/dev/null)" = "1 article: 0 indexed, 1 unchanged; 1 removed"

# An index that holds nothing finds nothing: so it is what is asked.
python3 - "$XDG_CACHE_HOME"/sheaf/*.db <<'END'
import sqlite3, sys
for path in sys.argv[1:]:
    with sqlite3.connect(path) as c:
        if c.execute("SELECT 1 FROM sqlite_schema WHERE name = 'catalogue'").fetchall():
            c.execute("INSERT INTO catalogue (catalogue) VALUES ('delete-all')")
END
"$SHEAF" list -q --where moss a >/dev/null 2>&1
check "searches ask the index" test $? = 4
check "until it is made again" test "$("$SHEAF" index --fresh a 2>/dev/null)" = "1 article: 1 indexed, 0 unchanged; 0 removed"
finds 'moss' 'two '

"$SHEAF" index --cache=none a >out.txt 2>err.txt
check "an index needs a ledger: status" test $? = 3
check "and says so" grep -q 'index-failed' err.txt
"$SHEAF" build -o b.epub a >/dev/null 2>&1
chmod a-w "$XDG_CACHE_HOME"/sheaf/*.db
finds 'moss' 'two '

# The bundles of a configuration, more than one with words.
printf 'title: T\narticles: [a]\nbundles:\n  wet:\n    where: text:water\n  green:\n    where: moss and not tag:x\n  none:\n    where: text:"high tide"\n' >sheaf.yaml
"$SHEAF" list -q >out.txt 2>err.txt
check "words in bundles" grep -q 'two.md' out.txt
check "an empty one is said at its line" grep -q "sheaf.yaml:9:12: error: bundle .none. takes no article" err.txt
printf 'title: T\narticles: [a]\nbundles:\n  wet:\n    where: moss and text:***\n' >sheaf.yaml
"$SHEAF" list -q >out.txt 2>err.txt
check "a bad one at its column" grep -q 'sheaf.yaml:5:26: error' err.txt

[ "${MODE-}" = asan ] || [ "${MODE-}" = tsan ] && steps=${STEPS-25} || steps=${STEPS-60}
for seed in ${SEEDS-1 2}; do
    last=$(python3 "$project/tests/search.py" "$SHEAF" "$scratch/w" "$steps" "$seed" | tee "$scratch/log" | tail -n 1)
    case $last in
    "$steps passed, 0 failed") pass "$steps steps, seed $seed" ;;
    *) cat "$scratch/log"; fail "seed $seed" ;;
    esac
done
finish
