#!/bin/bash
# images: what 300 photographs of 4 megapixels cost, beside vipsthumbnail with as many workers. Prints, judges nothing.
# SPDX-License-Identifier: MIT
#
#     bash tests/bench/images.sh [N [PICTURE]]    N: 300; PICTURE: any of at least 3,048 by 2,032 pixels to cut them from; else
#                                                 clouds with the noise of a sensor are made
# Time is the best of three turns, taken in turn; memory the peak of what all processes of a turn have to themselves (PSS).
. "$(dirname "$0")/../lib.sh"
n=${1-300}
jobs=$(getconf _NPROCESSORS_ONLN)
for tool in vips vipsthumbnail; do command -v $tool >/dev/null || { echo "no $tool here (package libvips-tools): no pictures"; exit 0; }; done
mkdir -p "$scratch/photos" "$scratch/small"

clouds() {
    for band in 1 2 3; do
        vips perlin "$scratch/cloud$band.v" 3048 2032 --cell-size $((96 * band)) --seed $band --uchar
        vips gaussnoise "$scratch/noise.v" 3048 2032 --sigma 6 --mean 0 --seed $band
        vips add "$scratch/cloud$band.v" "$scratch/noise.v" "$scratch/band$band.v"
    done
    vips bandjoin "$scratch/band1.v $scratch/band2.v $scratch/band3.v" "$scratch/joined.v"
    vips cast "$scratch/joined.v" "$scratch/clouds.v" uchar
    vips copy "$scratch/clouds.v" "$1" --interpretation srgb
}

picture=${2-$scratch/photograph.v}
[ $# -ge 2 ] || clouds "$picture"
for i in $(seq "$n"); do
    vips crop "$picture" "$scratch/photos/p$i.jpg[Q=90]" $((i * 7 % 600)) $((i * 5 % 400)) 2448 1632 2>/dev/null
    printf -- '---\ntitle: P%d\ndate: 2024-01-01\n---\n\n![photograph %d](p%d.jpg)\n' "$i" "$i" "$i" >"$scratch/photos/a$i.md"
done

# Kilobytes that the processes called so, and nobody else, have: sampled until the file is gone.
watch_memory() {
    local peak=0 sum
    while [ -e "$scratch/running" ]; do
        sum=$(for p in $(pgrep -s 0 -x "$1"); do cat "/proc/$p/smaps_rollup" 2>/dev/null; done | awk '/^Pss:/ { n += $2 } END { print n + 0 }')
        [ "$sum" -le "$peak" ] || peak=$sum
        sleep 0.05
    done
    echo "$peak" >>"$scratch/memory-$2"
}

# turn NAME PROCESSES COMMAND...: a line "seconds processor" in times-NAME.
turn() {
    local name=$1 processes=$2
    shift 2
    touch "$scratch/running"
    watch_memory "$processes" "$name" &
    TIMEFORMAT='%R %U'
    { time "$@" >/dev/null 2>&1; } 2>>"$scratch/times-$name"
    rm "$scratch/running"
    wait
}
bind() { "$SHEAF" build --cache=none -j"$jobs" -q -o "$scratch/b.epub" "$scratch/photos"; }
thumbnails() {
    find "$scratch/photos" -name '*.jpg' -print0 | VIPS_CONCURRENCY=1 xargs -0 -P"$jobs" -n 20 vipsthumbnail --size 2000x2000 \
        -o "$scratch/small/%s.jpg"
}
for _ in 1 2 3; do
    turn sheaf 'sheaf(-image)?' bind
    turn vipsthumbnail vipsthumbnail thumbnails
done
echo "$n photographs of 2,448 by 1,632 pixels, $(du -csk "$scratch"/photos/*.jpg | awk 'END { printf "%d", $1 / 1024 }') MB, $jobs workers, to at most 2,000 pixels on a side"
echo
echo "| | time, s | processor, s | peak of memory, MB | beside vipsthumbnail |"
echo "|---|--:|--:|--:|--:|"
base=$(sort -n "$scratch/times-vipsthumbnail" | awk 'NR == 1 { print $1 }')
for name in sheaf vipsthumbnail; do
    sort -n "$scratch/times-$name" | head -n 1 | awk -v name=$name -v base="$base" -v kb="$(sort -n "$scratch/memory-$name" | tail -n 1)" \
        '{ printf "| %s | %.1f | %.1f | %d | %.2f |\n", name == "sheaf" ? "sheaf with sheaf-image (a whole book)" : name, $1, $2, kb / 1024, $1 / base }'
done
