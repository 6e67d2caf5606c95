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

# ---- what an article says of its pictures -------------------------------------------------------------------------------
small=$scratch/small
large=$pictures/exif-orientation/Landscape_6.jpg
mkdir -p "$small/photos"
cp "$large" "$small/photos/turned.jpg"
cp "$pictures/exif-orientation/Portrait_3.jpg" "$small/photos/other.jpg"
head -c $(($(wc -c <"$large") / 2)) "$large" >"$small/photos/half.jpg"
article() { printf -- '---\ntitle: %s\ndate: 2024-01-0%d\n%s\n---\n\nText.\n\n%s\n' "$1" "$2" "$3" "$4" >"$small/$1.md"; }
article lead 1 'image: photos/turned.jpg
image_alt: A lake' ''
article again 2 'image: photos/turned.jpg' '![A lake](photos/turned.jpg)'
article gone 3 'image: photos/nosuch.jpg' ''
article sizes 4 '' '![A lake](photos/turned-300x200.jpg) ![None](photos/none-300x200.jpg)'
article half 5 '' '![Half of it](photos/half.jpg)'
article silent 6 '' '![](photos/other.jpg) ![photo](photos/turned.jpg)'
log=$scratch/requests
real=${SHEAF_IMAGE-$(dirname "$SHEAF")/sheaf-image}
printf '#!/bin/sh\ntee -a "%s" | "%s" "$@"\n' "$log" "$real" >"$scratch/spy"
chmod +x "$scratch/spy"
bind_small() { SHEAF_IMAGE=$scratch/spy "$SHEAF" build -v --cache="$scratch/ledger" "$@" -o "$scratch/small.epub" "$small" >"$scratch/stdout" 2>"$scratch/stderr"; }
requests() { grep -ao 'max-width' "$log" | wc -l; }
told() { grep -q "$1" "$scratch/stderr"; }
bind_small -j4
check "small: status" [ $? = 0 ]
check "a picture shown by many articles is converted once" [ "$(requests)" = 3 ]
rm -rf "$scratch/book"; unzip -q "$scratch/small.epub" -d "$scratch/book"
text=$scratch/book/EPUB/text
check "a lead picture stands before the text" sh -c "cat '$text'/lead-*.xhtml | tr -d '\n' | grep -q '<figure class=\"lead\"><img [^>]*alt=\"A lake\".*Text\.'"
check "not where the text shows it" [ "$(grep -o '<img' "$text"/again-*.xhtml | wc -l)" = 1 ]
check "a missing one is told, with its line" told "gone.md:4:.*warning: image 'photos/nosuch.jpg' was not found"
check "and leaves nothing" sh -c "! grep -q 'figure' '$text'/gone-*.xhtml"
check "the picture that a small copy was made of" sh -c "grep -q '<img [^>]*alt=\"A lake\"' '$text'/sizes-*.xhtml"
check "without a word" sh -c "! grep -q turned-300x200 '$scratch/stderr'"
check "neither copy nor picture" told "'photos/none-300x200.jpg' was not found"
check "one that is cut off is told" told "half.md:.*'photos/half.jpg' is cut off.*\[image-damaged\]"
check "and shown" grep -q '<img [^>]*alt="Half of it"' "$text"/half-*.xhtml
check "alternative texts that say nothing are listed" told "silent.md:.*note: .*turned.jpg.*says nothing.*\[image-alt\]"
check "decoration is not" sh -c "! grep -q 'silent.md.*other.jpg' '$scratch/stderr'"
if has_epubcheck; then epubcheck_all "$scratch/small.epub"; fi
bind_small -j1
check "a chapter that is kept converts nothing" [ "$(requests)" = 3 ]
printf 'images: { lead: no }\narticles: [.]\n' >"$small/sheaf.yaml"
bind_small
check "lead: no" sh -c "! unzip -p '$scratch/small.epub' 'EPUB/text/lead-*.xhtml' | grep -q '<img'"

# ---- kinds of which the corpora have few ----------------------------------------------------------------------------------
kinds=$scratch/kinds
mkdir -p "$kinds"
python3 - "$kinds" <<'END'
import struct, sys
# A bitmap of 24 bits, bottom up, and one of a bit, top down: a red left half.
def bmp(name, width, height, bits, palette, rows, down):
    body = b''.join(r + b'\0' * (-len(r) % 4) for r in (rows if down else rows[::-1]))
    at = 54 + len(palette)
    open(sys.argv[1] + '/' + name, 'wb').write(b'BM' + struct.pack('<IHHI', at + len(body), 0, 0, at)
        + struct.pack('<IiiHHIIiiII', 40, width, -height if down else height, 1, bits, 0, len(body), 2835, 2835, len(palette) // 4, 0)
        + palette + body)
bmp('b24.bmp', 60, 40, 24, b'', [b'\0\0\xff' * 30 + b'\xff\xff\xff' * 30] * 40, False)
bmp('b1.bmp', 64, 40, 1, b'\0\0\xff\0\xff\xff\xff\0', [b'\0' * 4 + b'\xff' * 4] * 40, True)
END
wanted="b24.bmp b1.bmp"
if command -v vips >/dev/null; then
    vips tiffsave "$large" "$kinds/none.tif" && vips tiffsave "$large" "$kinds/lzw.tiff" --compression lzw --tile --pyramid
    wanted="$wanted none.tif lzw.tiff"
else
    skip "no vips to make TIFF with"
fi
if command -v heif-enc >/dev/null; then
    heif-enc -q 60 -o "$kinds/photo.heic" "$large" >/dev/null 2>&1 && wanted="$wanted photo.heic"
    heif-enc -A -q 60 -o "$kinds/photo.avif" "$large" >/dev/null 2>&1 && wanted="$wanted photo.avif"
else
    skip "no heif-enc to make HEIC with"
fi
for name in $wanted; do printf '# %s\n\n![A picture](%s)\n' "$name" "$name" >"$kinds/$name.md"; done
"$SHEAF" build --cache=none --device=kindle -o "$scratch/kinds.epub" "$kinds" >"$scratch/stdout" 2>"$scratch/stderr"
check "kinds: status" [ $? = 0 ]
check "kinds: no warning of pictures" sh -c "! grep '\[image' '$scratch/stderr'"
check "kinds: every one is there" [ "$(unzip -Z1 "$scratch/kinds.epub" 'EPUB/images/*' | grep -vc cover)" = "$(echo "$wanted" | wc -w)" ]
check "kinds: as JPEG and PNG" sh -c "! unzip -Z1 '$scratch/kinds.epub' 'EPUB/images/*' | grep -vE '\.(jpg|png)$'"
if has_epubcheck; then epubcheck_all "$scratch/kinds.epub"; fi

# The program that decodes is not there, or is no good: the book stands.
printf 'title: Pictures\narticles: [.]\n' >"$archive/sheaf.yaml"
SHEAF_IMAGE=/nonexistent build -o "$scratch/none.epub"
check "without sheaf-image: status" [ $? = 0 ]
check "without sheaf-image: a warning" grep -q 'sheaf-image is not there' "$scratch/stderr"
SHEAF_IMAGE=/bin/false build -o "$scratch/false.epub"
check "with one that ends at once: status" [ $? = 0 ]
check "with one that ends at once: a warning" grep -q 'decoder' "$scratch/stderr"
finish
