#!/bin/bash
# styles: sheets of the user's own, good and bad: every book is valid, what is kept is kept, fonts lie in the book.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$scratch" || exit 1
mkdir -p a/fonts outside
printf -- '---\ntitle: A\n---\n\n<p class="mine odd">Text</p>\n<p class="odd">More</p>\n' >a/a.md
cp "$project/tests/golden/typography/in/articles/english.md" a/b.md 2>/dev/null
# The smallest thing that begins as a font does; no checker of books looks further.
printf 'OTTO\0\0\0\0' >a/fonts/own.otf
printf 'OTTO\0\0\0\0' >outside/other.otf
printf 'no font' >a/fonts/bad.ttf

# Rows of the judged cases, one sheet each; and what people write.
cases=$shared/epub-rules/cases.tsv
mkdir sheets
[ -f "$cases" ] && python3 - "$cases" <<'PY'
import re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    group, name, _, _, text = line.rstrip("\n").split("\t", 4)
    found = re.search(r"EPUB/s\.css=(.*?)(?:, EPUB/|$)", text)
    if group != "xhtml" and found:
        body = found.group(1).replace("\\ufeff", "\ufeff").replace("\\n", "\n")
        data = eval(body).ljust(4) if body.startswith("b'") else body.encode("utf-8")
        open("sheets/%s.css" % name, "wb").write(data)
PY
cat >sheets/good.css <<'CSS'
@charset "UTF-8";
/* mine */
@font-face { font-family: "Own"; src: url("../a/fonts/own.otf") format("opentype"), url(https://x.org/a.woff), local("Own"); font-weight: bold }
@font-face { font-family: Bad; src: url(../a/fonts/bad.ttf) }
@font-face { font-family: Gone; src: url('gone.otf') }
@font-face { font-family: Out; src: url(../outside/other.otf) }
p.mine { color: #333; background-color: #fff; font-family: "Own", serif; margin: 0 auto !important }
h1 > em, ul li:first-child, a[href^="http"]::after { content: "\2192; {"; letter-spacing: .1em }
.a\:b, .x-y_z { width: calc(100% - 2em) }
@media (prefers-color-scheme: dark) { p.mine { color: #eee } }
CSS
cat >sheets/bad.css <<'CSS'
p { direction: rtl; color red; margin: 0;; position: fixed; *zoom: 1; _height: 1px; width: expression(alert(1)); color: blue }
p { background: url(x.png) no-repeat; background-image: url( "https://x.org/a;b.png" ); margin: 1px; filter: progid:DX(a=1) }
p:has(> img) { margin: 0 }
p { & b { color: red } b { color: red } margin: 2px }
@import url(https://x.org/a.css);
@keyframes x { from { top: 0 } to { top: 1px } }
a { content: "unterminated
; color: red }
} em { color: green }
p { color: #; width: (1px; height: 1px) ; top: 1px }
@media screen { p { margin: 0 } } @media x{}{}
<!-- b { color: red } -->
i { color: red
CSS
cp sheets/good.css sheets/latin.css && printf '/* caf\351 */ p { margin: 0 }\n' >sheets/latin.css
printf 'p{a{b{c{d{e{' >sheets/open.css
python3 -c "print('@media x {' * 50000)" >sheets/deep.css
python3 -c "print('p{' + 'x y;' * 100000 + '}')" >sheets/long.css
python3 -c "print('p{' * 100000)" >sheets/braces.css

n=0
for sheet in sheets/*.css; do
    name=$(basename "$sheet" .css)
    timeout 20 "$SHEAF" build -q --fresh --css="$sheet" -o "$name.epub" --cover=none --title T a >out 2>err
    [ $? -le 1 ] || { fail "$name binds"; cat err; }
    unzip -qp "$name.epub" EPUB/css/own.css >"$name.out.css" || fail "$name has a sheet"
    n=$((n + 1))
done
check "the cases bind" [ "$n" -gt 6 ]
mkdir good bad style && unzip -q good.epub -d good && unzip -q bad.epub -d bad
own=good/EPUB/css/own.css
check "a font lies in the book" [ "$(ls good/EPUB/fonts | wc -l)" = 1 ]
check "the sheet names it" grep -q 'src: url("../fonts/[0-9a-f]*.otf") format("opentype"), local("Own");' "$own"
check "what is good stays" grep -q 'h1 > em, ul li:first-child, a\[href^="http"\]::after {.*content: "\\2192; {";' "$own"
check "no address of the web is left" sh -c '! grep -rq "x\.org" good/EPUB/css bad/EPUB/css'
check "classes that the sheet names stay" grep -q '<p class="mine first' good/EPUB/text/a-*.xhtml
check "others go" sh -c '! grep -q odd good/EPUB/text/*.xhtml'
check "fixed, direction, scripts go" sh -c '! grep -qE "fixed|direction|expression|zoom|progid|keyframes|:has|import" bad/EPUB/css/own.css'
check "what stands beside them stays" grep -q 'margin: 0;.*color: blue;' bad/EPUB/css/own.css
check "each page has both sheets" [ "$(grep -L 'own.css' good/EPUB/text/*.xhtml good/EPUB/nav.xhtml | wc -l)" = 0 ]
"$SHEAF" build --fresh --css=sheets/bad.css -o x.epub --cover=none --title T a 2>&1 >/dev/null | grep css- >err
check "warnings have places" grep -q '^sheets/bad.css:1:5: warning: books say this with the attribute dir: direction: rtl \[css-dropped\]$' err
"$SHEAF" build -q --fresh --style=./sheets/good.css -o style.epub --cover=none --title T a >out 2>err
unzip -q style.epub -d style
check "a style of one's own is cleaned too" sh -c 'grep -q "p.mine" style/EPUB/css/sheaf.css && ! grep -q x.org style/EPUB/css/sheaf.css'
"$SHEAF" build -q --css=nowhere.css -o no.epub a >out 2>err
check "a sheet that is not there is an error" [ $? = 2 ]

# A style is a sheet and nothing else: what a checker finds in the pages of one holds for all.
for style in classic modern magazine plain; do
    "$SHEAF" build -q --fresh --style="$style" --from 2000 --indexes tags -o "in-$style.epub" --title T "$project/articles" >out 2>err
    mkdir "in-$style" && unzip -q "in-$style.epub" -d "in-$style"
    ( cd "in-$style" && cp EPUB/css/sheaf.css "../in-$style.css" && rm EPUB/css/sheaf.css && find . -type f -exec sha256sum {} + | sort ) >"in-$style.sums"
    check "$style: the pages are those of classic" cmp in-classic.sums "in-$style.sums"
    [ $style = classic ] || check "$style: the sheet is not" sh -c "! cmp -s in-classic.css in-$style.css"
done
check "the book has pages" [ "$(wc -l <in-classic.sums)" -gt 30 ]

# A rebuild sees a sheet that changed, and classes that it names.
cp sheets/good.css own.css
"$SHEAF" build -q --css=own.css -o again.epub --cover=none --title T a >out 2>err
sed -i 's/p\.mine/p.odd/' own.css
"$SHEAF" build -q --css=own.css -o again.epub --cover=none --title T a >out 2>err
"$SHEAF" build -q --fresh --css=own.css -o fresh.epub --cover=none --title T a >out 2>err
check "a changed sheet makes the book that a fresh run makes" cmp again.epub fresh.epub
# All that was cleaned in one sheet, so that the checker starts four times and not fifty.
{ echo '@charset "UTF-8";'; cat *.out.css | grep -v '^@charset' | grep -v '^@namespace'; } >all.css
mkdir all && unzip -q good.epub -d all && cp all.css all/EPUB/css/own.css
( cd all && zip -qX0 ../all.epub mimetype && zip -qXr ../all.epub META-INF EPUB )
if has_epubcheck; then epubcheck_all good.epub bad.epub style.epub all.epub; else skip "epubcheck is not installed"; fi
finish
