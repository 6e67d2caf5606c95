#!/bin/bash
# xss: the vectors of OWASP and DOMPurify and hostile drawings leave nothing active and nothing that is fetched in any chapter.
# SPDX-License-Identifier: MIT
#
# Each vector is an article three times: raw HTML in Markdown, a saved page, an item of a feed; each drawing a picture and inline. The
# chapters are judged as parsed XML (tests/corpus/active.py), not by patterns in their text.
. "$(dirname "$0")/lib.sh"
vectors=$shared/corpora/spec-xss
mkdir -p "$scratch/archive" && cd "$scratch" || exit 1
python3 "$project/tests/corpus/active.py" write "$vectors" archive >count 2>err || { cat err; fail "the vectors are written"; finish; }
[ -d "$vectors" ] || skip "$vectors is not there: only the vectors of the suite itself"
"$SHEAF" build -q --cache=none -o book.epub archive >out 2>err
check "the vectors bind" [ $? -le 1 ]
mkdir -p unpacked && unzip -q book.epub -d unpacked
check "chapters of hundreds of vectors" [ "$(ls unpacked/EPUB/text | wc -l)" -gt "$([ -d "$vectors" ] && echo 300 || echo 30)" ]
check "well-formed" well_formed unpacked
check "nothing active, nothing fetched" python3 "$project/tests/corpus/active.py" judge unpacked
check "the judge finds what it must" python3 "$project/tests/corpus/active.py" selftest
if has_epubcheck; then epubcheck_all book.epub; else skip "epubcheck is not installed"; fi
finish
