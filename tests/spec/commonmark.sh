#!/bin/sh
# commonmark: all examples of CommonMark and of GitHub's dialect; what differs must be exactly what the lists here explain.
# SPDX-License-Identifier: MIT
#
#     sh tests/spec/commonmark.sh [SHOW]      with the program $RENDER and the examples below $EXAMPLES
here=$(cd "$(dirname "$0")" && pwd)
RENDER=${RENDER-$here/../../${BUILD-.build/release}/spec/render}
EXAMPLES=${EXAMPLES-$here/../../../shared/corpora/spec-commonmark}
rc=0
if [ ! -d "$EXAMPLES" ]; then
    echo "skipped: no examples in $EXAMPLES"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
for file in "$EXAMPLES"/commonmark/*.json; do
    python3 "$here/compare.py" "$RENDER" "$file" "$here/commonmark-differences.txt" "$@" || rc=1
done
for file in "$EXAMPLES"/gfm/*.json; do
    python3 "$here/compare.py" "$RENDER" "$file" "$here/gfm-differences.txt" GFM "$@" || rc=1
done
exit $rc
