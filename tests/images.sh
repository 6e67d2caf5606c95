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

# Grey on request: sixteen levels in every picture that is not a drawing or a GIF, none larger than the screen; without `images:`
# in the bundle beside it, colours.
cat >"$archive/sheaf.yaml" <<END
title: Pictures
articles: [.]
output: $scratch/out
bundles:
  eink: { device: kobo, file: "{bundle}-{device}.epub", images: { colors: grey16, max: 600x800 } }
  small: { file: "{bundle}-{device}.epub", images: { colors: grey, quality: 40, max: 400, animation: keep } }
END
build
check "grey: status" [ $? = 0 ]
if has_epubcheck; then epubcheck_all "$scratch/out/eink-kobo.epub" "$scratch/out/small-generic.epub"; fi
for book in eink-kobo small-generic; do
    mkdir -p "$scratch/$book"
    unzip -q "$scratch/out/$book.epub" -d "$scratch/$book"
done
python3 - "$scratch" <<'END'
import os, struct, sys, zlib

def png(path):
    """Size, and the grey values that are there; None where there is colour."""
    data, at, pixels = open(path, 'rb').read(), 8, b''
    while at < len(data):
        n, = struct.unpack('>I', data[at:at + 4])
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + n]
        if kind == b'IHDR': width, height, depth, color = struct.unpack('>IIBB', body[:10])
        if kind == b'IDAT': pixels += body
        at += 12 + n
    if color != 0 or depth > 4: return width, height, None
    return width, height, 1 << depth

bad = []
folder = sys.argv[1] + '/eink-kobo/EPUB/images/'
names = [n for n in os.listdir(folder) if not n.startswith('cover')]
for name in names:
    if name.endswith('.jpg'): bad.append(name)
    if not name.endswith('.png'): continue
    width, height, levels = png(folder + name)
    if levels is None or levels > 16 or width > 600 or height > 800: bad.append((name, width, height, levels))
if bad or len(names) < 100: print(len(names), bad[:5])
sys.exit(1 if bad or len(names) < 100 else 0)
END
check "grey16: at most sixteen levels, at most 600 by 800" [ $? = 0 ]
check "a smaller box makes smaller pictures" [ "$(du -sk "$scratch/small-generic/EPUB/images" | cut -f1)" -lt \
    "$(du -sk "$scratch/generic/EPUB/images" | cut -f1)" ]
check "grey: photographs stay JPEG" sh -c "ls '$scratch/small-generic/EPUB/images/'*.jpg >/dev/null"

# The program that decodes is not there, or is no good: the book stands.
printf 'title: Pictures\narticles: [.]\n' >"$archive/sheaf.yaml"
SHEAF_IMAGE=/nonexistent build -o "$scratch/none.epub"
check "without sheaf-image: status" [ $? = 0 ]
check "without sheaf-image: a warning" grep -q 'sheaf-image is not there' "$scratch/stderr"
SHEAF_IMAGE=/bin/false build -o "$scratch/false.epub"
check "with one that ends at once: status" [ $? = 0 ]
check "with one that ends at once: a warning" grep -q 'decoder' "$scratch/stderr"
finish
