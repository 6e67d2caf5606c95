#!/bin/bash
# covers: drawn in every design and script, or given in any form; the same each time, changed only by what they show.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$scratch" || exit 1
mkdir posts covers
printf -- '---\ntitle: First & <last>\ndate: 2024-03-01\n---\n\nText.\n' >posts/a.md
printf -- '---\ntitle: Second\ndate: 2024-03-02\n---\n\nText.\n' >posts/b.md
build() { "$SHEAF" build --cache=none "$@" posts 2>err >out; }
entry() { unzip -p "$1" "$2"; }
size() { python3 - "$1" <<'END'
import struct, sys
data, at = open(sys.argv[1], 'rb').read(), 2
assert data[:2] == b'\xff\xd8', 'no JPEG'
while not 0xC0 <= data[at + 1] <= 0xC2:
    at += 2 + struct.unpack('>H', data[at + 2:at + 4])[0]
print('%dx%d' % struct.unpack('>HH', data[at + 5:at + 9])[::-1])
END
}

for design in contours woven numeral front; do
    build --cover=$design -o $design.epub
    check "$design" [ $? = 0 ]
    entry $design.epub EPUB/images/cover.jpg >$design.jpg
    check "$design: size" [ "$(size $design.jpg)" = 1200x1600 ]
    check "$design: bytes" [ "$(stat -c %s $design.jpg)" -lt 400000 ]
    build -j4 --cover=$design -o again.epub
    check "$design: the same again" cmp $design.epub again.epub
done
build -o usual.epub
build --cover=mosaic -o mosaic.epub
check "mosaic without pictures: the usual one" sh -c 'unzip -p mosaic.epub EPUB/images/cover.jpg | cmp -s - contours.jpg'
check "the usual one" cmp usual.epub contours.epub
check "designs differ" [ "$(md5sum ./*.jpg | cut -d ' ' -f 1 | sort -u | wc -l)" = 4 ]
check "it is the cover" sh -c 'unzip -p usual.epub EPUB/package.opf | grep -q "properties=\"cover-image\""'
check "it is described" sh -c 'unzip -p usual.epub EPUB/text/cover.xhtml | grep -q "alt=\"Cover: posts\""'

# What it shows, and what not.
printf -- '---\ntitle: Third\ndate: 2024-03-03\n---\n\nText.\n' >posts/c.md
for design in contours front; do
    build --cover=$design -o more.epub
    entry more.epub EPUB/images/cover.jpg >more-$design.jpg
done
check "an article more: the same cover" cmp contours.jpg more-contours.jpg
check "an article more on the front page" sh -c '! cmp -s front.jpg more-front.jpg'
build --every=month -o months/
check "a month has its own" sh -c '! unzip -p months/*.epub EPUB/images/cover.jpg | cmp -s - contours.jpg'

# Every script: no two titles give the same letters.
n=0
for title in Ελληνικά Русский العربية עברית हिन्दी ภาษาไทย 日本語 한국어 'A & B <c>' "$(printf 'long %.0s' $(seq 60))" \
    Donaudampfschifffahrtsgesellschaftskapitänswitwe; do
    n=$((n + 1))
    for design in contours woven numeral front; do
        build --title="$title" --cover=$design -o t.epub || fail "$title: $design: $(head -n 1 err)"
        entry t.epub EPUB/images/cover.jpg >t-$n-$design.jpg
    done
done
check "every title has its cover" [ "$(md5sum t-*.jpg | cut -d ' ' -f 1 | sort -u | wc -l)" = $((n * 4)) ]

# Words that no cover can hold, and signs that no font has.
build --title="$(printf 'endless %.0s' $(seq 4000))" --cover=front -o t.epub
check "an endless title" [ "$(unzip -p t.epub EPUB/images/cover.jpg | wc -c)" -gt 20000 ]
sed -i 's/^title: Second/title: "\\U0001F680 Second"/' posts/b.md
build --cover=front -o emoji.epub
check "no boxes for emoji" sh -c 'unzip -p emoji.epub EPUB/images/cover.jpg | cmp -s - more-front.jpg && unzip -p emoji.epub EPUB/nav.xhtml | grep -q 🚀'

# The articles' pictures.
mkdir pictures
for i in 1 2 3 4 5 6 7 8 9; do
    python3 - $i pictures/$i.png <<'END'
import struct, sys, zlib
n, size = int(sys.argv[1]), 240
rows = b''.join(b'\0' + bytes(((x * n + y * (10 - n)) // 8) & 255 for x in range(size)) for y in range(size))
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
open(sys.argv[2], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 0, 0, 0, 0))
    + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
END
    printf -- '---\ntitle: Picture %s\ndate: 2024-03-0%s\n---\n\n![Pattern](%s.png)\n\nText.\n' $i $i $i >pictures/$i.md
    "$SHEAF" build -q --cache=none --cover=mosaic --title=Pictures -o mosaic-$i.epub pictures || fail "mosaic of $i"
    entry mosaic-$i.epub EPUB/images/cover.jpg >mosaic-$i.jpg
done
check "mosaics of 1 to 9 pictures" [ "$(md5sum mosaic-?.jpg | cut -d ' ' -f 1 | sort -u | wc -l)" = 9 ]
check "mosaic: size" [ "$(size mosaic-9.jpg)" = 1200x1600 ]
"$SHEAF" build -q -j4 --cache=cache-m --cover=mosaic --title=Pictures -o mosaic-k.epub pictures
check "mosaic: the same again" cmp mosaic-9.epub mosaic-k.epub
echo more >>pictures/9.md
"$SHEAF" build -q --cache=none --cover=mosaic --title=Pictures -o mosaic-n.epub pictures
"$SHEAF" build -q --cache=cache-m --cover=mosaic --title=Pictures -o mosaic-k.epub pictures
check "mosaic: pages kept and made" cmp mosaic-n.epub mosaic-k.epub
check "mosaic: a changed text changes no picture" sh -c 'unzip -p mosaic-n.epub EPUB/images/cover.jpg | cmp -s - mosaic-9.jpg'
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\001\0\0\0\001\0\010\0\0\0\0\0\0\0\0' >pictures/3.png
"$SHEAF" build -q --cache=cache-m --cover=mosaic --title=Pictures -o mosaic-b.epub pictures 2>err
check "mosaic: one that cannot be decoded is left out" sh -c 'unzip -Z1 mosaic-b.epub | grep -q images/cover.jpg && ! unzip -p mosaic-b.epub EPUB/images/cover.jpg | cmp -s - mosaic-9.jpg'

# None, given, wrong.
build --cover=none -o none.epub
check "none" sh -c '! unzip -Z1 none.epub | grep -q cover'
cp "$project"/articles/covers/water.jpg covers/w.jpg
build --cover=covers/w.jpg -o given.epub
check "a picture" [ "$(unzip -Z1 given.epub | grep -c 'images/cover.jpg')" = 1 ]
printf 'GIF89a\001\000\001\000\200\000\000\377\377\377\000\000\000!\371\004\001\000\000\000\000,\000\000\000\000\001\000\001\000\000\002\002D\001\000;' >covers/g.gif
build --cover=covers/g.gif -o gif.epub
check "a GIF becomes a PNG" sh -c 'unzip -p gif.epub EPUB/images/cover.png | head -c 4 | grep -q PNG'
cat >covers/s.svg <<'END'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"><script>x</script><rect width="30" height="40" fill="#fee"/><circle cx="15" cy="20" r="9"/></svg>
END
build -v --cover=covers/s.svg -o svg.epub
check "an SVG becomes a PNG" sh -c 'unzip -p svg.epub EPUB/images/cover.png | head -c 4 | grep -q PNG && ! unzip -Z1 svg.epub | grep -q svg'
check "as large as a cover" [ "$(entry svg.epub EPUB/images/cover.png | python3 -c 'import struct, sys; print("%dx%d" % struct.unpack(">II", sys.stdin.buffer.read(24)[16:]))')" = 1200x1600 ]
check "nothing was lost" sh -c '! grep -q "image-\|cover-" err'
echo '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' >covers/e.svg
build --cover=covers/e.svg -o svg-empty.epub
check "one that shows nothing is told" grep -q 'e.svg: warning: the cover is damaged, or shows nothing .cover-missing' err
echo nothing >covers/broken.jpg
build --cover=covers/broken.jpg -o broken.epub
check "a broken one is told and one drawn" sh -c 'grep -q image-type err && unzip -p broken.epub EPUB/images/cover.jpg | cmp -s - more-contours.jpg'
build --cover=nosuch/x.jpg -o missing.epub
check "a missing one is told and one drawn" sh -c 'grep -q image-missing err && unzip -Z1 missing.epub | grep -q images/cover.jpg'
build --cover=wovn -o wrong.epub
check "a design that is not there" [ $? = 2 ]
check "the right name is told" grep -q "did you mean 'woven'" err
SHEAF_IMAGE=/nonexistent build -o without.epub
check "without sheaf-image: a book without a cover, and a warning" sh -c 'grep -q cover-missing err && ! unzip -Z1 without.epub | grep -q cover'
mkdir alone && printf '#!/bin/sh\nexit 1\n' >alone/sheaf-image && chmod +x alone/sheaf-image && cp alone/sheaf-image alone/sheaf-cover
SHEAF_IMAGE=$scratch/alone/sheaf-image build -o fails.epub
check "with a sheaf-cover that fails: a book without a cover, and a warning" sh -c 'grep -q "makes sheaf-cover give up" err && ! unzip -Z1 fails.epub | grep -q cover'
rm alone/sheaf-cover && cp "$SHEAF" alone/sheaf
env -u SHEAF_IMAGE alone/sheaf build --cache=none -o without.epub posts 2>err >out
check "without sheaf-cover: the same" sh -c 'grep -q "sheaf-cover is not there.*cover-missing" err && ! unzip -Z1 without.epub | grep -q cover'
printf 'title: T\narticles: [.]\ndevice: kindle\n' >posts/sheaf.yaml
build -o kindle.epub
check "Kindle gets the picture without a page" sh -c 'unzip -Z1 kindle.epub | grep -q images/cover.jpg && ! unzip -Z1 kindle.epub | grep -q cover.xhtml'

# Kept for the next run.
rm posts/sheaf.yaml
"$SHEAF" build -q --cache=cache -o kept.epub posts
echo more >>posts/a.md
mkdir idle
for program in sheaf-image sheaf-cover; do printf '#!/bin/sh\nexit 1\n' >idle/$program && chmod +x idle/$program; done
SHEAF_IMAGE=$scratch/idle/sheaf-image "$SHEAF" build --cache=cache -o kept.epub posts >/dev/null 2>err
check "a changed article draws no new cover" sh -c '! grep -q cover-missing err && unzip -Z1 kept.epub | grep -q images/cover.jpg'

# The program is started early when a cover will be drawn, and only then; covers of many books wait for one that is at work.
real=${SHEAF_IMAGE-$(dirname "$SHEAF")/sheaf-image}
mkdir spied && ln -s "$real" spied/sheaf-image
printf '#!/bin/sh\necho >>"%s/starts"\nexec "%s/sheaf-cover"\n' "$scratch" "$(dirname "$real")" >spied/sheaf-cover && chmod +x spied/sheaf-cover
starts() { : >starts; SHEAF_IMAGE=$scratch/spied/sheaf-image "$SHEAF" build -q --cache=spied-cache "$@" 2>err; wc -l <starts; }
touch -d 2024-01-03 posts/*.md
sleep 0.05                      # what changed a moment before a run is not known for certain in the next one
check "one cover: one start" [ "$(starts -o spied.epub posts)" = 1 ]
check "the same cover" sh -c 'unzip -p spied.epub EPUB/images/cover.jpg >spied.jpg; unzip -p kept.epub EPUB/images/cover.jpg | cmp - spied.jpg'
check "nothing changed: none" [ "$(starts -o spied.epub posts)" = 0 ]
echo more >>posts/a.md && touch -d 2024-01-04 posts/a.md
check "a changed article: none" [ "$(starts -o spied.epub posts)" = 0 ]
check "another title: one" [ "$(starts -o spied.epub --title=Other posts)" = 1 ]
check "no cover: none" [ "$(starts -o spied.epub --cover=none posts)" = 0 ]
check "no cover, no ledger: none" [ "$(starts -o spied.epub --cover=none --cache=none posts)" = 0 ]
check "one given: none" [ "$(starts -o spied.epub --cover=covers/w.jpg posts)" = 0 ]
mkdir days
for i in $(seq 12); do printf -- '---\ntitle: Month %s\ndate: 2024-%02d-01\n---\n\nText.\n' $i $i >days/$i.md; done
check "twelve covers, one worker: one" [ "$(starts -j1 --every=month --cache=none -o spied-1/ days)" = 1 ]
check "twelve covers, four workers: fewer than workers" [ "$(starts -j4 --every=month --cache=none -o spied-4/ days)" -lt 4 ]
check "the same books" diff -r spied-1 spied-4

# What libraries say is not heard, and does no harm where standard error is a file, which the program may not write.
printf '%s' '<fontconfig><dir>/nonexistent</dir><nonsense/>' >wrong.conf
FONTCONFIG_FILE=$scratch/wrong.conf build -o wrong-fonts.epub
check "a fault in the list of fonts: a cover nevertheless" sh -c 'unzip -Z1 wrong-fonts.epub | grep -q images/cover.jpg && ! grep -q cover-missing err'

# Letters without a font: told each time, also when nothing of the cover changed, until there is one.
dejavu=/usr/share/fonts/truetype/dejavu
if [ -d $dejavu ]; then
    printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s/fc</cachedir></fontconfig>' \
        $dejavu "$scratch" >fonts.conf
    bind_few() { FONTCONFIG_FILE=$scratch/fonts.conf "$SHEAF" build --cache=cache-f --cover=contours --title='Notes 漢字 नमस्ते' "$@" posts 2>err >out; }
    bind_few -o few.epub
    check "letters without a font are told" grep -q 'few.epub: warning: no font of this machine has these letters of the cover: 漢字नमस.* (Han, Devanagari) \[cover-font\]' err
    cp few.epub few-1.epub
    touch -d '2024-01-01' posts/b.md
    bind_few -o few.epub
    check "told again when the cover could have been kept" grep -q cover-font err
    check "the same bytes" cmp few.epub few-1.epub
    bind_few -o few.epub
    check "and when nothing changed" grep -q cover-font err
    touch -d '2024-01-02' posts/b.md
    "$SHEAF" build --cache=cache-f --cover=contours --title='Notes 漢字' -o all.epub posts 2>err >out
    check "with a font nothing is" sh -c '! grep -q cover-font err || ! fc-list :lang=zh | grep -q .'
else
    skip "no DejaVu in $dejavu"
fi
has_epubcheck && epubcheck_all svg.epub mosaic-9.epub woven.epub front.epub kindle.epub gif.epub given.epub none.epub
finish
