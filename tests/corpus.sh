#!/bin/bash
# corpus: real archives (../shared/corpora) bind as one book and by month, and epubcheck finds nothing.
# SPDX-License-Identifier: MIT
#
# FULL=1 judges every monthly book; without it a sample of each corpus.
. "$(dirname "$0")/lib.sh"
corpora=$shared/corpora
sample=${SAMPLE-3}
[ -d "$corpora" ] || { skip "$corpora is not there"; finish; }
cd "$scratch" || exit 1

# corpus NAME FOLDER DATED OPTION...: both ways of binding.
corpus() {
    name=$1 folder=$corpora/$1/$2 dated=$3
    shift 3
    [ -d "$folder" ] || { skip "$name is not there"; return; }
    "$SHEAF" build -o "$name.epub" "$@" "$folder" >"$name.out" 2>"$name.err"
    rc=$?
    check "$name: one book" [ $rc -le 1 ]
    rm -rf unpacked && mkdir unpacked && unzip -q "$name.epub" -d unpacked
    check "$name: well-formed" well_formed unpacked
    "$SHEAF" build -q -j1 -o again.epub "$@" "$folder" >/dev/null 2>&1
    check "$name: the same with one worker" cmp "$name.epub" again.epub
    if [ "$dated" = yes ]; then
        "$SHEAF" build -q --every month -o "$name/" "$@" "$folder" >/dev/null 2>&1
        check "$name: by month" [ $? -le 1 ]
    fi
    "$SHEAF" plan --format=json "$@" "$folder" >plan.json 2>/dev/null
    check "$name: plan accounts for every file" python3 "$project/tests/corpus/account.py" plan.json "$folder"
    if has_epubcheck; then
        epubcheck_all "$name.epub"
        # shellcheck disable=SC2046
        [ "$dated" != yes ] || epubcheck_all $(find "$name" -name '*.epub' | sort | if [ -n "${FULL-}" ]; then cat; else
            awk -v n="$sample" '{ b[NR] = $0 } END { step = NR > n ? NR / n : 1; for (i = 1; i <= NR; i += step) print b[int(i)] }'
        fi)
    fi
}

has_epubcheck || skip "epubcheck is not installed"
corpus md-18f content/posts yes --static "$corpora/md-18f"
corpus md-go _content/blog yes --static "$corpora/md-go/_content"
corpus md-jekyll docs/_posts yes --static "$corpora/md-jekyll/docs"
corpus md-foam docs no
corpus md-opensource-guide _articles no --static "$corpora/md-opensource-guide"
corpus md-otel content yes
corpus txt-newspage articles no
corpus txt-gutenberg-essays . no
corpus txt-gutenberg-fr . no
corpus feeds . yes
corpus wxr . yes
corpus exports . yes

# The pasted news text: a sensible title, the author as byline, no empty category or tag.
page=$("$SHEAF" plan --page "$(cd "$corpora/txt-newspage/articles" && ls | head -n 1)" "$corpora/txt-newspage/articles" 2>/dev/null)
check "txt-newspage: byline" sh -c 'printf %s "$1" | grep -q "class=\"byline\">By Matalene Winters<"' sh "$page"
check "txt-newspage: a title of words" sh -c 'printf %s "$1" | grep -qE "<h1[^>]*>[A-Z][a-z]+( [A-Za-z]+){3,}"' sh "$page"
check "txt-newspage: no empty lists of tags" sh -c '! printf %s "$1" | grep -qE "Categories:|Tags:"' sh "$page"
finish
