#!/bin/bash
# bench: time and memory against the floor and against peers, instructions of the stages. Never a pass or a fail: a table.
# SPDX-License-Identifier: MIT
#
#     make bench                       1,000 and 10,000 generated articles, real archives where they are at hand
#     SIZES="1000 10000 100000" ROUNDS=5 PEERS="pandoc calibre" make bench
#
# Prints Markdown; `make bench >tests/bench/results.md` keeps it. ../shared/bench has the generator, the floor (limit.c), the
# timer and what a user of each peer would run; what is not installed is left out. Whole processes, interleaved, medians.
set -u
cd "$(dirname "$0")/../.." || exit 1
project=$(pwd)
SHEAF=$project/${BUILD-.build/release}/sheaf
tools=$(cd "$project/../shared/bench" 2>/dev/null && pwd) || { echo "bench: ../shared/bench is not there" >&2; exit 1; }
corpora=$tools/../corpora
sizes=${SIZES-1000 10000}
rounds=${ROUNDS-5}
pictures=${PICTURES-300}            # photographs in the last table
peers=${PEERS-}                     # "pandoc calibre mmd nodepub egm percollate"; those that are installed run
peers_most=${PEERS_MOST-1000}       # in corpora of this size and less: they take minutes and gigabytes for 10,000 articles
scratch=${BENCH_DIR-$(mktemp -d)}
[ -n "${BENCH_DIR-}" ] || trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch"
cd "$scratch" || exit 1

limit=
if ${CC-cc} -O2 -o limit "$tools/limit.c" -lmd4c-html -lmd4c -ldeflate -lpthread 2>/dev/null; then
    limit=./limit
else
    echo "bench: limit.c was not compiled (libmd4c-html0-dev, libmd4c-dev, libdeflate-dev)" >&2
fi

# What runs a peer, if it is there: its program, or its packages of npm, which go into the scratch folder.
runs() {
    case $1 in
    pandoc) command -v pandoc ;;
    calibre) command -v ebook-convert ;;
    mmd) command -v multimarkdown ;;
    *) [ -d "$scratch/peers/node_modules/epub-gen-memory" ] ;;
    esac >/dev/null
}

if [ -n "$peers" ]; then
    cp -R "$tools/peers" "$scratch/peers"
    case " $peers " in
    *" nodepub "* | *" egm "* | *" percollate "*)
        ( cd "$scratch/peers" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent >/dev/null 2>&1 ) ;;
    esac
    for peer in $peers; do
        runs "$peer" || echo "bench: $peer is not installed" >&2
    done
fi

# The peers' commands for the corpus of $n articles; two of them read saved pages.
add_peers() {
    local peer peer_dir=$scratch/peers
    for peer in $peers; do
        runs "$peer" || continue
        case $peer in
        calibre | percollate)
            [ -d "$scratch/h$n" ] || python3 "$tools/gen_corpus.py" --count "$n" --html --out "$scratch/h$n" >/dev/null
            commands+=("$peer=$peer_dir/$peer.sh $scratch/h$n $scratch/peer.epub") ;;
        nodepub | egm) commands+=("$peer=node $peer_dir/$peer.js c$n peer.epub") ;;
        *) commands+=("$peer=$peer_dir/$peer.sh $scratch/c$n $scratch/peer.epub") ;;
        esac
    done
}

compare() { python3 "$tools/compare.py" --rounds "$rounds" "$@"; }
corpus() { [ -d "$scratch/c$1" ] || python3 "$tools/gen_corpus.py" --count "$1" --out "$scratch/c$1" >/dev/null; }

echo "# Measured"
echo
echo "sheaf $("$SHEAF" version | cut -d ' ' -f 2), $(date -u +%Y-%m-%d), $(nproc) processors ($(sed -n 's/^model name.*: //p' /proc/cpuinfo |
    head -n 1)), load $(cut -d ' ' -f 1 /proc/loadavg); $rounds rounds, medians; ratios are to the first row."

for n in $sizes; do
    corpus "$n"
    find "c$n/" -name '*.md' | LC_ALL=C sort >"l$n"
    mkdir -p books
    change="echo 'One line more.' >>$(sed -n "$((n / 2))p" "l$n")"
    commands=()
    [ -z "$limit" ] || commands+=("limit=./limit l.zip 2 <l$n")
    # A clean start each time: neither the book nor what is remembered of it is there.
    export SHEAF="$SHEAF" XDG_CACHE_HOME="$scratch/cache"
    commands+=("one book, no cover, no ledger=rm -rf books; $SHEAF build -q c$n --cover=none --cache=none --volumes=auto -o books/all.epub")
    commands+=("one book, clean=rm -rf books cache; $SHEAF build -q c$n --volumes=auto -o books/all.epub")
    commands+=("nothing changed=$SHEAF build -q c$n --volumes=auto -o books/all.epub")
    commands+=("one article changed=$change; $SHEAF build -q c$n --volumes=auto -o books/all.epub")
    commands+=("a book a month, clean=rm -rf books cache; $SHEAF build -q c$n --every month -o books/")
    commands+=("a book a month, nothing changed=$SHEAF build -q c$n --every month -o books/")
    commands+=("a book a month, one article changed=$change; $SHEAF build -q c$n --every month -o books/")
    commands+=("list=$SHEAF list -q c$n")                   # for the first time: the ledger is new in each round
    commands+=("list again=$SHEAF list -q c$n")
    [ "$n" -gt "$peers_most" ] || add_peers
    printf '\n## %s generated articles\n\n' "$n"
    compare "${commands[@]}" | tee "table$n"
done

# What grows with the archive: time and memory no faster than it does. Bytes are those that come with each article more.
printf '\n## Growth\n\n| | articles | CPU s | ms an article | peak MB | bytes an article |\n|---|---|---|---|---|---|\n'
for what in "one book, clean" "nothing changed" "one article changed" "a book a month, clean" list "list again"; do
    for n in $sizes; do
        awk -F ' *[|] *' -v what="$what" -v n="$n" '$2 == what { print n, $4, $5 }' "table$n"
    done | awk -v what="$what" '
        { more = NR > 1 && $1 > n ? sprintf("%d", ($3 - mb) * 1000000 / ($1 - n)) : "" }
        { printf "| %s | %d | %.2f | %.3f | %d | %s |\n", what, $1, $2, $2 * 1000 / $1, $3, more }
        { n = $1; mb = $3 }'
done

for name in md-rust md-go; do
    [ -d "$corpora/$name" ] || continue
    printf '\n## %s\n\n' "$name"
    compare "one book, clean=rm -rf books cache; $SHEAF build -q $corpora/$name -o books/all.epub"
done

printf '\n## Pictures\n\n'
SHEAF=$SHEAF bash "$project/tests/bench/images.sh" "$pictures"

# The machine may be busy: instructions are the same on a quiet one. One worker, a thousand articles.
if command -v valgrind >/dev/null; then
    corpus 1000
    rm -rf books cache
    valgrind --tool=callgrind --callgrind-out-file=callgrind.out "$SHEAF" build -q -j1 c1000 -o books/all.epub 2>/dev/null >&2
    printf '\n## Instructions, 1,000 articles, one worker\n\n| function, with what it calls | millions |\n|---|---|\n'
    callgrind_annotate --inclusive=yes callgrind.out 2>/dev/null | awk '
        function row(what) { gsub(",", "", $1); printf "| %s | %d |\n", what, $1 / 1000000; seen[what] = 1 }
        BEGIN {
            n = split("read_archive catalog_finish select_books plan_new read_body render_page deflate_bytes package_make" \
                " package_write", names, " ")
        }
        /PROGRAM TOTALS/ { row("the whole program") }
        { for (i = 1; i <= n; i++) if (!(names[i] in seen) && $0 ~ ":" names[i] "( |$)") row(names[i]) }'
    printf 'int main(void) { return 0; }\n' >empty.c
    libs=$(readelf -d "$SHEAF" | sed -n 's/.*NEEDED.*\[lib\(.*\)\.so.*/-l\1/p' | tr '\n' ' ')
    needed=$(ldd "$SHEAF" | awk '/=> \// { print $3 }' | tr '\n' ' ')
    count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*refs: *//p' | tr -d ,; }
    if ${CC-cc} -O2 -Wl,--no-as-needed -o empty empty.c $(for l in $libs; do
            for f in $needed; do case $f in */lib${l#-l}.so*) echo "$f" ;; esac; done; done) 2>/dev/null; then
        a=$(count "$SHEAF" help) b=$(count ./empty)
        printf '\n`sheaf help`: %d thousand instructions; an empty program that links the same libraries: %d thousand; ratio %s.\n' \
            $((a / 1000)) $((b / 1000)) "$(awk "BEGIN { printf \"%.2f\", $a / $b }")"
    fi
fi
