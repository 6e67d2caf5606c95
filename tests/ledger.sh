#!/bin/bash
# ledger: what the program remembers, what it says of it, and what is not lost. SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"

# ---- no field of the model is forgotten ------------------------------------------------------------------------------------

# fields FILE STRUCT: the names of its fields.
fields() {
    awk -v s="struct $2 {" '
        index($0, s) == 1 { on = 1; sub(/.*\{/, "") }
        on { line = $0; gsub(/\/\*[^*]*\*\//, "", line); sub(/\/\*.*/, "", line)
             if (comment) { if (line ~ /\*\//) { sub(/.*\*\//, "", line); comment = 0 } else line = "" }
             if ($0 ~ /\/\*/ && $0 !~ /\*\//) comment = 1
             end = line ~ /^\}/ || line ~ /\};/; sub(/\}.*/, "", line)
             n = split(line, part, ";")
             for (i = 1; i <= n; i++) { gsub(/\(\*/, "", part[i]); sub(/\)\(void\)/, "", part[i]); m = split(part[i], name, ",")
                 for (k = 1; k <= m; k++) { w = name[k]; gsub(/[*]|\[[^]]*\]|[ \t]+$/, "", w); sub(/.*[ \t]/, "", w); if (w != "") print w } }
             if (end) exit }' "$project/src/$1"
}

# all_in FILE STRUCT TABLE: each field of STRUCT has a row in TABLE, a source file.
all_in() {
    local n=0 lost=
    for field in $(fields "$1" "$2"); do
        n=$((n + 1))
        grep -qE "\((struct $2, )?([a-z_]+, )?$field[,)]|\"$field\"" "$project/src/$3" || lost="$lost $field"
    done
    if [ $n -gt 0 ] && [ -z "$lost" ]; then pass "$2: $n fields"; else fail "struct $2: $n fields; no row in $3 for:$lost"; fi
}
for s in person item article heading asset part look; do all_in model.h $s ledger/record.c; done
all_in model.h picture_seen ledger/shelf_note.c
for s in page part; do all_in model.h $s ledger/shelf_lists.c; done
lost=
for field in $(fields model.h book); do
    case $field in articles | design) continue ;; esac      # told page by page; a drawn cover is an entry of its own
    grep -qE "book->$field\b" "$project"/src/ledger/shelf_{lists,note}.c || lost="$lost $field"
done
check "book: what its lists are made of is told: no line for '$lost'" test -z "$lost"
all_in base/date.h date ledger/record.c
all_in base/file.h file_stamp ledger/record.c
all_in wrap/deflate.h deflated ledger/record.c
all_in base/diag.h diag_entry ledger/record.c
all_in sheaf.h sheaf_options memory.c

# ---- a small archive ---------------------------------------------------------------------------------------------------------

cd "$scratch" || exit 1
mkdir -p a/img
printf -- '---\ntitle: One\ndate: 2024-01-01\n---\nText. ![](img/x.png)\n\nSee [two](two.md#part).\n' >a/one.md
printf -- '---\ntitle: Two\ndate: 2024-01-02\n---\nText.\n\n## Part\n\nMore.\n' >a/two.md
printf -- '---\ntitle: Three\ndate: 2024-01-03\ndraft: true\n---\nText.\n' >a/three.md
build() { "$SHEAF" build -o out/b.epub a "$@"; }
quietly() { "$@" >/dev/null 2>&1; }
made() { build --explain "$@" 2>&1 >/dev/null | sed -n 's/.*note: \([0-9]*\) of [0-9]* chapters made.*/\1/p'; }
clean() { "$SHEAF" build --cache=none -o out/c.epub a >/dev/null 2>&1; cmp -s out/b.epub out/c.epub; }

build >first.out 2>first.err
check "a ledger in the cache folder" test -n "$(ls "$XDG_CACHE_HOME/sheaf"/*.db 2>/dev/null)"
check "and nothing beside the book" test "$(ls -A out)" = b.epub
stamp=$(stat -c '%Y %Z %i' out/b.epub)
build >second.out 2>second.err
check "the same warnings again" cmp first.err second.err
check "a book that did not change is not touched" test "$(stat -c '%Y %Z %i' out/b.epub)" = "$stamp"
check "and says so" grep -q unchanged second.out
build >third.out 2>third.err
check "and again, now from the run before" cmp second.out third.out
check "with the same warnings" cmp first.err third.err
read_files() { build --timings --format=json 2>&1 >/dev/null | sed -n 's/.*"timing": *"read".*"count": *\([0-9]*\).*/\1/p'; }
check "articles are not looked at when nothing changed" test "$(read_files)" = 0
mkdir -p a/new
check "a new folder is seen" test "$(read_files)" != 0
check "once" test "$(read_files)" = 0
touch a/one.md
check "a new time is seen" test "$(read_files)" != 0
sleep 0.05
build >/dev/null 2>&1
check "once too" test "$(read_files)" = 0
mv out/b.epub out/moved && cp out/moved out/b.epub && rm out/moved
check "another file in the book's place is seen" test "$(read_files)" != 0
rmdir a/new
rm -rf out .cache && sleep 0.05
build >/dev/null 2>&1
check "the very first run is told again, though it made the book and its folder" test "$(read_files)" = 0
check "nothing was made" test "$(made)" = 0
bytes_read() { sed -n 's/.*"timing": *"read".*"bytes": *\([0-9]*\).*/\1/p'; }
check "a list reads no file that was bound" test "$("$SHEAF" list --timings --format=json a 2>&1 >/dev/null | bytes_read)" = 0
list() { "$SHEAF" list "$@" a 2>&1; }
listed() { list --timings --format=json "$@" | sed -n 's/.*"timing": *"read".*"count": *\([0-9]*\).*/\1/p'; }
same_list() { list "$@" >again; "$SHEAF" list --cache=none "$@" a 2>&1 | cmp -s - again; }
list --format=json >/dev/null
check "of a list that was printed no article is looked at again" test "$(listed)" = 0
check "it is the same" same_list
check "one in another order is another" test "$(listed --sort=title)" != 0
check "and is known from then on" test "$(listed --sort=title)" = 0
check "both forms of it" test "$(list --sort=title)" != "$(list --sort=title --format=json)"
check "and the one before is not forgotten" test "$(listed)" = 0
printf -- '---\ntitle: Four\ntags: [new]\n---\nText.\n' >a/four.md
check "a new article is in the list" test "$(list | grep -c Four)" = 1
check "as in one without a ledger" same_list
rm a/four.md
check "one that is gone is not" test "$(list | grep -c Four)" = 0
sleep 0.05
list >/dev/null
check "and that is known too" test "$(listed)" = 0
check "as JSON" same_list --format=json
check "a list of nothing" test "$(list --tag=nothing; echo $?)" = "$(list --tag=nothing; echo $?)"
build >/dev/null 2>&1
check "nor does a book in another style" test "$(build --style=modern --timings --format=json 2>&1 >/dev/null | bytes_read)" = 0
check "one in another language does" test "$(build --language=de --timings --format=json 2>&1 >/dev/null | bytes_read)" != 0
build >/dev/null 2>&1
check "--fresh makes all" test "$(made --fresh)" = 2
printf 'More.\n' >>a/two.md
check "one change, its chapter and the one that leads into it" test "$(made)" = 2
check "the book is that of a clean run" clean
printf 'More.\n' >>a/one.md
build --explain >/dev/null 2>log
check "one change, one chapter" grep -q '1 of 2 chapters made' log
check "with its reason" grep -q 'a/one.md: note: made for out/b.epub: its source changed' log
printf 'More.\n' >>a/one.md
deflated=$(build --timings --format=json 2>&1 >/dev/null | sed -n 's/.*"timing": *"documents".*"bytes": *\([0-9]*\).*/\1/p')
check "and of the documents the sources, which have its digest" \
    test "$deflated" = "$(unzip -p out/b.epub EPUB/text/sources.xhtml | wc -c)"
check "in a book like that of a clean run" clean
# LEDGER_MORE, ledger/ledger.h
spoil_more() { python3 -c "
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as c:
    n = c.execute(sys.argv[2] + ' WHERE kind = 5').rowcount
sys.exit(n < 1)" "$XDG_CACHE_HOME"/sheaf/*.db "$1"; }
for spoilt in "UPDATE block SET data = x'00'" "DELETE FROM block"; do
    check "what is seldom asked for is not what it was: $spoilt" spoil_more "$spoilt"
    printf 'More.\n' >>a/one.md
    build --explain >/dev/null 2>log
    check "the chapter that is linked to is made too" grep -q 'a/two.md: note: made for out/b.epub: the ledger lacks' log
    check "as in a clean run" clean
    check "all is there again" test "$(made)" = 0
done
sed -i 's/^title: One/title: First/' a/one.md
check "another title is in the contents" quietly build
check "as in a clean run" clean
quietly build --compression=small
quietly "$SHEAF" build --cache=none --compression=small -o out/c.epub a
check "another compression, of all that is in the book" cmp out/b.epub out/c.epub
quietly build
check "and back" clean
printf x >>out/b.epub
check "a damaged book is made again" test "$(made)" = 2
check "and whole again" clean
for db in "$XDG_CACHE_HOME"/sheaf/*.db; do printf 'no ledger' >"$db"; done
check "a file that is no ledger" quietly build
check "the same book" clean
check "and a new ledger" test "$(made)" = 0
for db in "$XDG_CACHE_HOME"/sheaf/*.db; do rm "$db"; mkdir "$db"; done
check "a ledger that cannot be" quietly build
rm -r "$XDG_CACHE_HOME"
check "--cache=none leaves nothing" quietly build --cache=none
check "nothing is there" test ! -e "$XDG_CACHE_HOME"
check "--cache=DIR" quietly build --cache=own
check "is used" test -n "$(ls own/*.db)"
check "no home, no ledger" quietly env -u HOME -u XDG_CACHE_HOME "$SHEAF" build -o out/b.epub a
printf 'cache: kept\n' >a/sheaf.yaml
check "cache: in the configuration" quietly "$SHEAF" build a
check "is relative to it" test -n "$(ls a/kept/*.db)"
printf 'cache: none\n' >a/sheaf.yaml
rm -rf "$XDG_CACHE_HOME"
check "cache: none" quietly "$SHEAF" build a
check "is none" test ! -e "$XDG_CACHE_HOME"
rm a/sheaf.yaml

# ---- pictures on the web -----------------------------------------------------------------------------------------------------

# One of another host is not looked for; one of the archive's own site may lie in the archive one day.
mkdir -p p
printf -- '---\ntitle: Own\n---\n![](https://x.test/pics/own.png)\n' >p/own.md
printf -- '---\ntitle: Other\n---\n![](https://y.test/pics/own.png)\n' >p/other.md
pictures() { "$SHEAF" build -o out/p.epub --site=https://x.test/ --explain p "$@" 2>&1; }
pictures >/dev/null
printf 'More.\n' >>p/other.md
check "one of two pages with pictures on the web is made" grep -q '1 of 2 chapters made' <<<"$(pictures)"
mkdir -p p/pics
cp "$(find "$project/tests/golden/images" -name "*.png" | sort | head -n 1)" p/pics/own.png
check "a picture of the site that came is shown" grep -q 'own.md: note: .*a link or picture leads elsewhere' <<<"$(pictures)"
check "and the other one is not made" grep -q '1 of 2 chapters made' <<<"$(rm p/pics/own.png; pictures)"
"$SHEAF" build --cache=none -o out/q.epub --site=https://x.test/ p >/dev/null 2>&1
check "the book is as a clean one" cmp -s out/p.epub out/q.epub

# ---- several books, of which one changes -------------------------------------------------------------------------------------

mkdir -p e
for m in 1 2 3; do
    printf -- '---\ntitle: First of %s\ndate: 2024-0%s-01\n---\nText. [two](%s.md)\n' $m $m $((m % 3 + 1)) >e/a$m.md
    printf -- '---\ntitle: Second of %s\ndate: 2024-0%s-02\n---\nText.\n' $m $m >e/$m.md
done
months() { "$SHEAF" build --every=month -o m/ e "$@" 2>&1; }
documents() { months --timings "$@" | awk '$1 == "documents" { print $4 }'; }
same_months() {
    rm -rf n
    "$SHEAF" build --cache=none --every=month -o n/ e "$@" >n.out 2>&1
    diff -r m n >/dev/null
}
all=$(documents)
sleep 0.05
printf 'More.\n' >>e/2.md
months >/dev/null               # by now it is certain that nobody else changed the first ones
printf 'More.\n' >>e/2.md
one=$(documents)
check "books of articles alone: of three that lie there one is made ($one of $all documents)" test "$one" -gt 0 -a $((one * 3)) -le "$all"
check "as in a clean run" same_months
printf 'More.\n' >>e/2.md
months | grep link-outside >told
check "and what was said of the others is said again" test "$(grep -c link-outside told)" = 3
check "a title that others link to" quietly eval "sed -i 's/Second of 3/Third/' e/3.md; months"
check "is in all books that name it" same_months
months >/dev/null
cp m/*-01.epub other.epub
cat other.epub >"$(ls m/*-03.epub)"
check "a book that is not the one that was written" quietly months
check "is made again" same_months
rm m/*-01.epub
months >/dev/null
check "one that is gone too" same_months
months --css=own.css >/dev/null
printf 'p { margin: 1em }\n' >own.css
months --css=own.css >/dev/null
printf 'p { margin: 2em }\n' >own.css
months --css=own.css >/dev/null
check "a sheet of one's own is looked at" same_months --css=own.css
printf '![](pic.png)\n' >>e/1.md
cp "$(find "$project/tests/golden/images" -name "*.png" | sort | head -n 1)" e/pic.png
months >/dev/null
cp "$(find "$project/tests/golden/images" -name "*.png" | sort | tail -n 1)" e/pic.png
printf 'More.\n' >>e/2.md
months >/dev/null
check "so are pictures" same_months
check "--explain says why of each chapter" test "$(printf 'More.\n' >>e/2.md; months --explain | grep -c 'chapters made')" = 3

# ---- chapters that are written while others are made -------------------------------------------------------------------------

mkdir -p f
for i in $(seq 1000 1639); do
    printf -- '---\ntitle: Number %s\ndate: 2024-01-01\n---\nText of %s.\n\n## Part\n\nSee [another](%s.md%s).\n' $i $i \
        $((i * 7 % 640 + 1000)) "$([ $((i % 11)) = 0 ] && echo '#part')" >f/$i.md
done
large() { "$SHEAF" build --sort=title -o out/f.epub f "$@" 2>&1; }
clean_large() { "$SHEAF" build --cache=none --sort=title -j "$1" -o out/g.epub f >/dev/null 2>&1 && cmp -s out/f.epub out/g.epub; }
kept() { large --explain | sed -n 's/.*note: \([0-9]*\) of 640 chapters made.*/\1/p'; }
large >/dev/null
check "640 chapters: as one worker would write them" clean_large 1
check "and three" clean_large 3
printf 'More.\n' >>f/1234.md
check "one changes: it is made" test "$(kept)" -le 3
check "its chapter lies where it lay" clean_large 2
sed -i 's/\.md)/.md#part)/' f/1300.md
check "one waits for others from now on" test "$(kept)" -le 3
check "and lies behind them" clean_large 2
sed -i 's/#part)/)/' f/1001.md
check "one waits no more" test "$(kept)" -le 3
check "and lies before them" clean_large 2
rm f/1100.md
large >/dev/null
check "one is gone" clean_large 2
rm out/f.epub
large >/dev/null
check "the book is gone" clean_large 2

# Two runs at once, many times: neither harms the other, and the books are right.
for i in 1 2 3 4 5 6; do
    printf 'Line %s.\n' $i >>a/two.md
    build >/dev/null 2>&1 & one=$!
    build >/dev/null 2>&1 & two=$!
    wait $one && wait $two && clean && pass "two runs at once $i" || fail "two runs at once $i"
done

# A folder that may not be written to.
if [ "$(id -u)" != 0 ]; then
    chmod -w "$XDG_CACHE_HOME/sheaf"
    check "a cache that may only be read" quietly build
    chmod +w "$XDG_CACHE_HOME/sheaf"
fi
finish
