#!/bin/bash
# images: what 300 photographs of 4 megapixels cost, beside vipsthumbnail with as many workers. Prints, judges nothing.
# SPDX-License-Identifier: MIT
#
#     bash tests/bench/images.sh PICTURE [N]      PICTURE: any of at least 2,448 by 1,632 pixels; N: 300
. "$(dirname "$0")/../lib.sh"
picture=${1?a large picture is wanted}
n=${2-300}
jobs=$(getconf _NPROCESSORS_ONLN)
mkdir -p "$scratch/photos" "$scratch/small"
for i in $(seq "$n"); do
    vips crop "$picture" "$scratch/photos/p$i.jpg[Q=90]" $((i % 600)) $((i % 400)) 2448 1632 2>/dev/null
    printf -- '---\ntitle: P%d\ndate: 2024-01-01\n---\n\n![photograph %d](p%d.jpg)\n' "$i" "$i" "$i" >"$scratch/photos/a$i.md"
done
TIMEFORMAT='%R s, %U s of processor time'
for turn in 1 2 3; do
    echo "turn $turn, $jobs workers"
    printf '  sheaf:         '; time "$SHEAF" build --cache=none -j"$jobs" -q -o "$scratch/b.epub" "$scratch/photos" >/dev/null 2>&1
    printf '  vipsthumbnail: '
    time find "$scratch/photos" -name '*.jpg' -print0 | VIPS_CONCURRENCY=1 xargs -0 -P"$jobs" -n 20 vipsthumbnail --size 2000x2000 \
        -o "$scratch/small/%s.jpg"
done
