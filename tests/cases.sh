#!/bin/bash
# cases: the judged inputs of ../shared/epub-rules/cases.tsv, one article each, in one book without an error or warning.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cases=$shared/epub-rules/cases.tsv
[ -f "$cases" ] || { skip "$cases is not there"; finish; }
cd "$scratch" || exit 1
mkdir -p articles
printf '<p>One</p>\n' >articles/ch1.md
printf '%b' '\0211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\010\0\0\0\010\010\02\0\0\0Km)\0334\0\0\0\021IDATx\0234' >articles/img.png

# Only rows of content, the group xhtml (371 of 661): the 290 others change the package document, the contents, the style sheet or the
# zip of the judged book, which no article can. What follows " ;; " is about other files of the judged book. Escapes as Python writes them.
python3 - "$cases" <<'EOF'
import re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    group, name, _, _, text = line.rstrip("\n").split("\t", 4)
    if group != "xhtml":
        continue
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m.group(1), 16)), text.split(" ;; ")[0]).replace("\\n", "\n")
    with open("articles/%s.md" % re.sub(r"[^a-z0-9]", "-", name.lower()), "w", encoding="utf-8", errors="surrogatepass") as f:
        f.write("---\ntitle: %s\n---\n\n%s\n" % (name.replace(":", " "), text))
EOF
n=$(ls articles/*.md | wc -l)
"$SHEAF" build -q -o book.epub articles >out 2>err
check "the cases bind" [ $? -le 1 ]
check "there are hundreds of them" [ "$n" -gt 300 ]
rm -rf unpacked && mkdir unpacked && unzip -q book.epub -d unpacked
check "well-formed" well_formed unpacked
check "no word that a person would see is lost" python3 "$project/tests/corpus/seen.py" articles unpacked/EPUB/text
check "nothing active is left" sh -c '! grep -rqiE "<script|javascript:|<iframe|<form|[ ]on[a-z]+=" unpacked/EPUB/text'
if has_epubcheck; then epubcheck_all book.epub; else skip "epubcheck is not installed"; fi
finish
