#!/bin/bash
# sheets: contact sheets of the sample archive in every style, as two reading systems draw it.  SPDX-License-Identifier: MIT
#
#     make sheets                                 all of them, into .build/sheets/STYLE-READER-SIZE.png
#     STYLES=classic READERS=mupdf SIZES=600x800 make sheets
#     SHEET_ARGS="--indexes none" make sheets      with other options of `sheaf build`
#
# mupdf needs mutool. foliate-js needs node, Chromium and a folder with foliate-js and puppeteer-core in its node_modules/:
# $JUDGES, by default where ../shared/judges/setup.sh puts them. A reader that is not there is left out with a line.
set -u
LC_ALL=C
export LC_ALL
look=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$look/../.." && pwd)
cd "$project" || exit 1
SHEAF=${SHEAF-${BUILD-.build/release}/sheaf}
STYLES=${STYLES-classic modern magazine plain}
READERS=${READERS-mupdf foliate}
SIZES=${SIZES-600x800 1072x1448}
SOURCE=${SOURCE-articles}
SCENES=${SCENES-$look/scenes.tsv}
JUDGES=${JUDGES-$HOME/.cache/sheaf-judges}
OUT=${OUT-.build/sheets}
ACROSS=${ACROSS-4}
status=0

# The density of a device: CSS pixels of 600x800 are its own, those of 300 dots an inch are two of them.
density() { case $1 in 1072x1448) echo 2 ;; *) echo 1 ;; esac; }

has_reader() {
    case $1 in
    mupdf) command -v mutool >/dev/null ;;
    foliate) command -v node >/dev/null && [ -d "$JUDGES/node_modules/foliate-js" ] && [ -d "$JUDGES/node_modules/puppeteer-core" ] ;;
    *) false ;;
    esac
}

draw_pages() { # READER BOOK OUT WIDTH HEIGHT DENSITY
    case $1 in
    mupdf) mutool run "$look/mupdf.js" "$2" "$SCENES" "$3" "$4" "$5" "$6" 2>&1 | grep -v 'unknown epub version' ;;
    foliate) node "$look/foliate.mjs" "$JUDGES" "$2" "$SCENES" "$3" "$4" "$5" "$6" ;;
    esac
}

make_sheet() { # STYLE READER SIZE
    local pages=$OUT/pages/$1-$2-$3 list= name rest
    rm -rf "$pages" && mkdir -p "$pages"
    draw_pages "$2" "$OUT/$1.epub" "$pages" "${3%x*}" "${3#*x}" "$(density "$3")"
    while IFS='	' read -r name rest; do
        case $name in '' | '#'*) continue ;; esac
        [ ! -s "$pages/$name.png" ] || list="$list $pages/$name.png"
    done <"$SCENES"
    [ -n "$list" ] && vips arrayjoin "${list# }" "$OUT/$1-$2-$3.png[compression=9]" --across "$ACROSS" --shim 16 --background "160 160 160"
}

command -v vips >/dev/null || { echo "sheets: needs vips (libvips-tools)"; exit 1; }
mkdir -p "$OUT"
for style in $STYLES; do
    # shellcheck disable=SC2086
    "$SHEAF" build -q --cache=none --from 2000 --style "$style" --sections month --indexes tags,authors,dates --link-notes yes \
        --title "Field Notes" ${SHEET_ARGS-} -o "$OUT/$style.epub" "$SOURCE" || exit 1
    for reader in $READERS; do
        has_reader "$reader" || { echo "sheets: $reader is not there: left out"; continue; }
        for size in $SIZES; do
            make_sheet "$style" "$reader" "$size" && echo "$OUT/$style-$reader-$size.png" || status=1
        done
    done
done
exit $status
