#!/bin/bash
# images: pictures of all kinds, the broken ones among them, end in a chapter or in a warning that names them.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
archive=$scratch/archive
pictures=$shared/corpora/images
[ -d "$pictures" ] || { skip "no pictures in $pictures"; finish; }

mkdir -p "$archive"
n=0
( cd "$pictures" && find . -type f ! -path './_licence/*' \( -iname '*.jpg' -o -iname '*.jpeg' -o -iname '*.png' -o -iname '*.gif' \
    -o -iname '*.webp' -o -iname '*.avif' -o -iname '*.svg' -o -iname '*.bmp' -o -iname '*.tif*' -o -iname '*.hei?' \) | sort ) \
    >"$scratch/list"
while read -r file; do
    n=$((n + 1))
    mkdir -p "$archive/$(dirname "$file")"
    cp "$pictures/$file" "$archive/$file"
    printf -- '---\ntitle: Picture %d\ndate: 2024-01-01\n---\n\nText.\n\n![The picture %d](<%s>)\n' $n $n "$file" >"$archive/p$n.md"
done <"$scratch/list"
echo "$n pictures"
check "there are pictures" [ "$n" -gt 100 ]

build() { "$SHEAF" build --cache=none "$@" "$archive" >"$scratch/stdout" 2>"$scratch/stderr"; }

for device in generic kindle; do
    printf 'title: Pictures\narticles: [.]\ndevice: %s\n' $device >"$archive/sheaf.yaml"
    build -j1 -o "$scratch/$device.epub"
    check "$device: status" [ $? = 0 ]
    build -j4 -o "$scratch/$device-4.epub"
    check "$device: same bytes with four workers" cmp "$scratch/$device.epub" "$scratch/$device-4.epub"
    mkdir -p "$scratch/$device"
    unzip -q "$scratch/$device.epub" -d "$scratch/$device"
    n=0 lost=0
    while read -r file; do
        n=$((n + 1))
        chapter=$(ls "$scratch/$device/EPUB/text/p$n"-*.xhtml 2>/dev/null)
        grep -q '<img' "$chapter" 2>/dev/null && continue
        grep -qF "${file#./}" "$scratch/stderr" && continue
        lost=$((lost + 1)); echo "neither shown nor told: $file"
    done <"$scratch/list"
    check "$device: each picture is shown or told" [ "$lost" = 0 ]
    if has_epubcheck; then epubcheck_all "$scratch/$device.epub"; else skip "epubcheck is not there"; fi
    find "$scratch/$device/EPUB/images" -type f ! -name '*.jpg' ! -name '*.png' ! -name '*.gif' ! -name '*.svg' >"$scratch/others"
    check "$device: JPEG, PNG, GIF and SVG only" [ ! -s "$scratch/others" ]
    check "$device: no EXIF is left" sh -c "! grep -lqa 'Exif' '$scratch/$device/EPUB/images/'*.jpg"
done
check "kindle: no GIF" sh -c "! ls '$scratch/kindle/EPUB/images/'*.gif 2>/dev/null"

# The program that decodes is not there, or is no good: the book stands.
printf 'title: Pictures\narticles: [.]\n' >"$archive/sheaf.yaml"
SHEAF_IMAGE=/nonexistent build -o "$scratch/none.epub"
check "without sheaf-image: status" [ $? = 0 ]
check "without sheaf-image: a warning" grep -q 'sheaf-image is not there' "$scratch/stderr"
SHEAF_IMAGE=/bin/false build -o "$scratch/false.epub"
check "with one that ends at once: status" [ $? = 0 ]
check "with one that ends at once: a warning" grep -q 'decoder' "$scratch/stderr"
finish
