#!/bin/bash
# extract: the table of how well articles are found in saved pages (tests/bench/extraction.md), made anew.
# SPDX-License-Identifier: MIT
#
#     bash tests/bench/extract.sh [-v]        CORPORA=DIR where html-readability and html-article-bench are
set -eu
cd "$(dirname "$0")/../.."
corpora=${CORPORA-../shared/corpora}
[ -d "$corpora/html-readability" ] || { echo "there is no $corpora/html-readability: set CORPORA" >&2; exit 2; }
make -s build .build/release/bench/extract
python3 tests/bench/extract.py .build/release/bench/extract "$corpora" "$@"
