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
check "kindle: no SVG" sh -c "! ls '$scratch/kindle/EPUB/images/'*.svg 2>/dev/null"
check "generic: SVG stays SVG" [ "$(ls "$scratch/generic/EPUB/images/"*.svg | wc -l)" -gt 40 ]

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

# Converted once, taken from the books of earlier runs from then on, whatever else changes.
asked=3
unasked() { check "$1: nothing is converted" [ "$(requests)" = $asked ]; }
as_clean() {
    local what=$1
    shift
    "$SHEAF" build -q --cache=none "$@" -o "$scratch/clean.epub" "$small" 2>/dev/null
    check "$what: as without a ledger" cmp "$scratch/clean.epub" "$scratch/small.epub"
}
for step in "a changed text" "another style:--style=modern" "a book of another name:--title=Other"; do
    what=${step%%:*} option=${step#"$what"}
    echo more >>"$small/lead.md"
    bind_small --explain ${option#:}
    unasked "$what"
    as_clean "$what" ${option#:}
done
check "what was taken is told" told "lead.md: .*of its pictures 0 converted, 1 taken from earlier books"
mkdir "$scratch/beside"
SHEAF_IMAGE=$scratch/spy "$SHEAF" build -q --cache="$scratch/ledger" --title=Other -o "$scratch/beside/b.epub" "$small" 2>/dev/null
unasked "a book beside it"
check "a book beside it: the same" cmp "$scratch/small.epub" "$scratch/beside/b.epub"
rm "$scratch/small.epub"
bind_small --title=Other
unasked "a book that is gone"
check "a book that is gone: the same" cmp "$scratch/small.epub" "$scratch/beside/b.epub"
python3 - "$scratch" <<'END'
import sys, zipfile
for name in ('small.epub', 'beside/b.epub'):    # a byte in the middle of each picture, where it lies
    path = sys.argv[1] + '/' + name
    data = bytearray(open(path, 'rb').read())
    for entry in zipfile.ZipFile(path).infolist():
        if entry.filename.startswith('EPUB/images/'): data[entry.header_offset + entry.compress_size // 2] ^= 1
    open(path, 'wb').write(data)
END
bind_small --title=Other
check "a picture that was damaged is converted again" [ "$(requests)" = $((asked + 3)) ]
as_clean "damaged books" --title=Other
asked=$(requests)
rows() { python3 - "$scratch"/ledger/*.db <<'END'
import sqlite3, sys
data = b''.join(row[0] for row in sqlite3.connect(sys.argv[1]).execute("SELECT data FROM block WHERE kind = 4 AND name != x''"))
print(data.count(b'images/'))
END
}
check "what lies in books is kept" [ "$(rows)" = 3 ]
mv "$small/half.md" "$small/sizes.md" "$scratch"
rm -r "$scratch/beside"
bind_small --title=Other
unasked "fewer articles"
check "what lies in none is not" [ "$(rows)" = 2 ]
mv "$scratch/half.md" "$scratch/sizes.md" "$small"
printf garbage | dd of="$(echo "$scratch"/ledger/*.db)" bs=1 seek=100 conv=notrunc 2>/dev/null
bind_small --title=Other
as_clean "a damaged ledger" --title=Other
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

# ---- drawings on devices that show them badly -----------------------------------------------------------------------------
svg=$scratch/svg
mkdir -p "$svg"
python3 - "$svg" "$large" "$pictures/png/pngsuite" <<'END'
import base64, glob, sys
folder, photo, pngs = sys.argv[1:]
data = lambda path: base64.b64encode(open(path, 'rb').read()).decode()
head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
drawings = {
    # half black, half white: a pixel tells where what was drawn
    'half': head + 'width="100" height="50"><rect width="50" height="50"/><rect x="50" width="50" height="50" fill="#fff"/></svg>',
    'box': head + 'width="100%" viewBox="0 0 24 12"><rect width="24" height="12" fill="#080"/></svg>',
    'wide': head + 'width="90000" height="300"><rect width="90000" height="300" fill="#080"/></svg>',
    'unsized': head + '><rect x="5" y="5" width="90" height="30" fill="#080"/></svg>',
    'units': head + 'width="50mm" height="20mm"><rect width="25mm" height="20mm"/></svg>',
    'photo': head + 'viewBox="0 0 600 400"><image width="600" height="400" xlink:href="data:image/jpeg;base64,%s"/></svg>' % data(photo),
    'secret': head + 'viewBox="0 0 60 40"><script>alert(1)</script><rect width="9" height="9"/>'
        '<image width="60" height="40" href="file://%s/half.svg"/><image width="60" height="40" href="data:image/png;base64,AAAA"/></svg>' % folder,
    'bomb': head + 'viewBox="0 0 10 10"><defs><g id="a0"><rect width="1" height="1"/></g>'
        + ''.join('<g id="a%d">' % i + '<use xlink:href="#a%d" x="1"/>' % (i - 1) * 10 + '</g>' for i in range(1, 10))
        + '</defs><use xlink:href="#a9"/></svg>',
}
for name, text in drawings.items():
    open('%s/%s.svg' % (folder, name), 'w').write(text)
open(folder + '/a.md', 'w').write('# Drawings\n\nText.\n\n' + '\n\n'.join('![The drawing %s](%s.svg)' % (n, n) for n in sorted(drawings))
    + '\n\n<svg width="100" height="50" aria-label="In the page"><circle cx="25" cy="25" r="20"/></svg>\n')
END
bind_svg() { "$SHEAF" build -v --cache=none "$@" "$svg" >"$scratch/stdout" 2>"$scratch/stderr"; }
for device in generic kindle legacy; do
    bind_svg --device=$device -o "$scratch/svg-$device.epub"
    check "drawings for $device: status" [ $? = 0 ]
    mkdir -p "$scratch/svg-$device"
    unzip -q "$scratch/svg-$device.epub" -d "$scratch/svg-$device"
    [ $device != generic ] || check "drawings without a device: nothing is told" sh -c "! grep -q image-drawing '$scratch/stderr'"
done
check "drawings without a device stay drawings" [ "$(ls "$scratch/svg-generic/EPUB/images/"*.svg | wc -l)" = 9 ]
check "legacy: at most 1,200 pixels" python3 - "$scratch/svg-legacy/EPUB/images" <<'END'
import glob, struct, sys
sizes = [struct.unpack('>II', open(f, 'rb').read(24)[16:]) for f in glob.glob(sys.argv[1] + '/*.png')]
sys.exit(0 if len(sizes) == 8 and max(max(s) for s in sizes) == 1200 else 1)
END
check "kindle: the drawings as they should be" python3 - "$scratch/svg-kindle/EPUB" <<'END'
import glob, re, struct, sys, zlib
book = sys.argv[1]
page = open(glob.glob(book + '/text/a-*.xhtml')[0]).read()
shown = {}
for tag in re.findall('<img [^>]*>', page):
    get = lambda name: (re.search(' %s="([^"]*)"' % name, tag) or [None, None])[1]
    shown[get('alt').split()[-1]] = get('src'), get('width'), get('height')

def png(name):
    """Size and rows of pixels of an RGB picture: no filter but those of PNG."""
    data, at, packed = open(book + '/' + shown[name][0].lstrip('./'), 'rb').read(), 8, b''
    while at < len(data):
        n, = struct.unpack('>I', data[at:at + 4])
        if data[at + 4:at + 8] == b'IHDR': width, height, depth, color = struct.unpack('>IIBB', data[at + 8:at + 18])
        if data[at + 4:at + 8] == b'IDAT': packed += data[at + 8:at + 8 + n]
        at += 12 + n
    assert (depth, color) == (8, 2), (name, depth, color)
    raw, rows, last = zlib.decompress(packed), [], bytearray(width * 3)
    for y in range(height):
        kind, row = raw[y * (width * 3 + 1)], bytearray(raw[y * (width * 3 + 1) + 1:(y + 1) * (width * 3 + 1)])
        for i in range(len(row)):
            a, b, c = row[i - 3] if i > 2 else 0, last[i], last[i - 3] if i > 2 else 0
            p = a + b - c
            row[i] = (row[i] + (0, a, b, (a + b) // 2, min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2])[kind]) & 255
        rows.append(row)
        last = row
    return width, height, lambda x, y: tuple(rows[y][x * 3:x * 3 + 3])

width, height, at = png('half')
assert (width, height) == (200, 100) and shown['half'][1:] == ('100', '50'), (width, height)
assert at(90, 50) == (0, 0, 0) and at(110, 50) == (255, 255, 255)
width, height, at = png('box')
assert (width, height) == (1000, 500) and at(999, 499) == (0, 136, 0), (width, height)
assert png('wide')[:2] == (2000, 7)
assert png('unsized')[:2] == (90, 30)
width, height, at = png('units')
assert at(width * 2 // 5, 40) == (0, 0, 0) and at(width * 3 // 5, 40) == (255, 255, 255)
width, height, at = png('photo')
assert len({at(x, y) for x in range(0, width, 50) for y in range(0, height, 50)}) > 50, 'no photograph'
width, height, at = png('secret')
assert at(width - 1, height - 1) == (255, 255, 255)
assert shown['bomb'][0].endswith('.svg')
assert png('page')[:2] == (200, 100)
END
bind_svg --device=kindle -j3 -o "$scratch/svg-3.epub"
check "drawings: same bytes with three workers" cmp "$scratch/svg-kindle.epub" "$scratch/svg-3.epub"
check "a picture that is lost is told" told "a.md:.*note: image 'secret.svg' is drawn without a picture in it .*\[image-drawing\]"
check "what cannot be drawn is told" told "image 'bomb.svg' stays a drawing: it cannot be drawn"
check "nothing else is" [ "$(grep -c image-drawing "$scratch/stderr")" = 2 ]
SHEAF_IMAGE=/nonexistent bind_svg --device=kindle -o "$scratch/svg-none.epub"
check "without sheaf-image drawings stay drawings" [ "$(unzip -Z1 "$scratch/svg-none.epub" 'EPUB/images/*.svg' | wc -l)" = 9 ]
if has_epubcheck; then epubcheck_all "$scratch/svg-generic.epub" "$scratch/svg-kindle.epub" "$scratch/svg-none.epub"; fi

# ---- limits ---------------------------------------------------------------------------------------------------------------
limits=$scratch/limits
mkdir -p "$limits"
cp "$large" "$limits/x.jpg"
cp "$pictures/libvips/17000x17000.avif" "$limits/y.avif"
python3 - "$limits/z.png" <<'END'
import struct, sys, zlib
chunk = lambda kind, body: struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 20000, 20000, 8, 0, 0, 0, 0))
    + chunk(b'IDAT', zlib.compress(b'\0' * 20001 * 20000, 1)) + chunk(b'IEND', b''))
END
printf '# Limits\n\n![One](x.jpg) ![Two](y.avif) ![Three](z.png)\n' >"$limits/a.md"
limit() { printf '#!/bin/sh\n%s\n' "$1" >"$scratch/fake"; chmod +x "$scratch/fake"
    SHEAF_IMAGE=$scratch/fake "$SHEAF" build --cache=none --cover=none -o "$scratch/limits.epub" "$limits" >"$scratch/stdout" 2>"$scratch/stderr"; }
limit 'kill -PROF $$'
check "the limit of time is named" told "x.jpg' takes more than 30 seconds of processor time to decode"
limit 'exit 12'
check "the limit of memory is named" told "x.jpg' takes more than 1024 MB of memory to decode"
limit 'kill -SEGV $$'
check "a crash is named" told "x.jpg' makes sheaf-image crash (signal 11)"
"$SHEAF" build --cache=none --cover=none -o "$scratch/limits.epub" "$limits" >"$scratch/stdout" 2>"$scratch/stderr"
check "the limit of a library is named" told "y.avif' is larger than what is decoded (.*17000x17000"
check "the limit of pixels is named" told "z.png' has 20000 x 20000 pixels, more than the 134 million"

# The program that decodes is not there, or is no good: the book stands.
printf 'title: Pictures\narticles: [.]\n' >"$archive/sheaf.yaml"
SHEAF_IMAGE=/nonexistent build -o "$scratch/none.epub"
check "without sheaf-image: status" [ $? = 0 ]
check "without sheaf-image: a warning" grep -q 'sheaf-image is not there' "$scratch/stderr"
SHEAF_IMAGE=/bin/false build -o "$scratch/false.epub"
check "with one that ends at once: status" [ $? = 0 ]
check "with one that ends at once: a warning" grep -q 'decoder' "$scratch/stderr"
finish
