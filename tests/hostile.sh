#!/bin/bash
# hostile: pathological and malicious inputs, each with a limit of time and memory; killed runs, full disks.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
cd "$scratch" || exit 1
# The sanitizers need address space and are slow: limits for what users run.
if [ "${MODE-release}" = release ]; then seconds=10 memory="ulimit -v 2000000"; else seconds=120 memory=true; fi

# bound NAME: builds folder NAME within the limits; a valid book, no crash.
bound() {
    sh -c "$memory; exec timeout $seconds '$SHEAF' build -q -j2 -o '$1.epub' '$1'" >"$1.out" 2>"$1.err"
    rc=$?
    if [ $rc = 0 ] || [ $rc = 1 ]; then
        rm -rf unpacked && mkdir unpacked && unzip -q "$1.epub" -d unpacked
        check "$1: well-formed" well_formed unpacked
    elif [ $rc = 4 ]; then
        pass "$1: nothing to bind"
    else
        fail "$1: status $rc"
        tail -n 5 "$1.err"
    fi
}

generator=$shared/judges/pathological.py
if [ -e "$generator" ]; then
    python3 "$generator" inputs >/dev/null
    for file in inputs/*; do
        name=$(basename "$file" | tr -c 'a-zA-Z0-9\n' -)
        mkdir "$name" && cp -R "$file" "$name/"
        bound "$name"
    done
else
    skip "shared/judges/pathological.py is not there"
fi

# Feeds and exports: many errors, ends that never come, entities that grow or lead to files.
python3 - <<'PYTHON'
import os
N = 100000
feed = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
post = feed + "<wp:wxr_version>1.2</wp:wxr_version><item><title>s</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
entities = '<!ENTITY a0 "ha">' + "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10) for i in range(1, 12))
item = "<item><title>t</title><description>%s text</description></item></channel></rss>"
list_ = '{"version": "https://jsonfeed.org/version/1.1", "items": ['
texts = {
    "laughs.xml": "<!DOCTYPE rss [" + entities + "]>" + feed + item % "&a11;",
    "outside.xml": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + feed + item % "a &x;",
    "deep.xml": feed + item % ("<a>" * N),
    "cdata.xml": feed + "<item><![CDATA[" * N,
    "quotes.xml": feed + '<item a="' * (N // 2),
    "comments.xml": feed + "<item><!-- " * N,
    "dashes.xml": feed + item % ("<!-- " + "-- " * N + "-->"),
    "shortcodes.xml": post + "<content:encoded><![CDATA[" + "[caption]" * N + '[gallery ids="' * (N // 2) + "[code]" * (N // 2)
        + "<!-- wp:" * (N // 2) + "]]></content:encoded></item></channel></rss>",
    "nested.json": list_ + "[" * N,
    "strings.json": list_ + '"' + '\\"' * N,
    "slugs.json": list_ + '{"id": 1, "slug": "../../etc/passwd", "title": "t", "url": "https://x.example/"}]}',
    "quotes.csv": "url,title\n" + '"' * (N + 1) + "\nhttps://a.example/,x",
}
for name, text in texts.items():
    folder = "feed-" + name.replace(".", "-")
    os.makedirs(folder)
    with open(folder + "/" + name, "w") as f:
        f.write(text)
PYTHON
for folder in feed-*; do bound "$folder"; done
check "feeds: nothing of the system's files" sh -c '! unzip -p feed-outside-xml.epub | grep -q "root:"'

# Template code that never ends, nests, or opens what nothing closes: what looks ahead must not look at all of it each time.
python3 - <<'PYTHON'
import os
N = 50000
texts = {
    "unclosed": "{{ a {{< b {% c {# d {: e [[f %% ::: `{{raw ` {{</* " * (N // 4),
    "quotes": "{% a \"b {{< c 'd {{ `e " * (N // 2),
    "opened": "{{< alert >}} {% raw2 %} {% for x in y %} {{if z}} {% a() %}\n" * (N // 4),
    "nested": "{{< note >}}\n" * 10000 + "{{< /note >}}\n" * 10000,
    "crossed": "{% if a %}{{< b >}}" * N + "{% endif %}{{< /b >}}" * N,
    "branches": "{% if a %}" + "{% else %}" * N + "{% endif %}" + "{% endfor %}" * N,
    "raw": "{% raw %} endraw {% comment %} endcomment " * N,
    "code": "{{< highlight go >}}\nx\n{{< /highlight >}}\n" * (N // 4),
    "spans": "".join("`" * (i % 40 + 1) + "{{ a }} " for i in range(N)),
    "fences": ":::note\n" * (N // 4) + ":::\n" * (N // 4),
    "lists": "![a](b){#c {: d {#e .f \n" * (N // 4),
    "names": "".join("{{< n%d >}}" % i for i in range(N)),
    "notes": "[[a|b]] ==c== ^d %%e%% :f: " * (N // 4) + "\n\n> [!note]" * 1000,
    "deep": ">" * 5000 + " {{< figure src=\"a.png\" caption=\"b\" >}}\n",
}
for name, text in texts.items():
    os.makedirs("template-" + name)
    with open("template-%s/a.md" % name, "w") as f:
        f.write("# T\n\n" + text + "\n\nend\n")
PYTHON
for name in template-*; do bound "$name"; done

mkdir confined && echo secret >secret.txt && cp "$project"/articles/covers/*.jpg outside.jpg
ln -s ../outside.jpg confined/link.jpg
ln -s .. confined/up
cat >confined/a.md <<'END'
# Confined

![one](../outside.jpg) ![two](link.jpg) ![three](/../outside.jpg) ![four](up/outside.jpg) ![five](%2e%2e/outside.jpg)
![six](file:///etc/passwd) [seven](../secret.txt)

<script>alert(1)</script><p onclick="x()">text</p><a href="javascript:x()">link</a><iframe src="http://example.org/"></iframe>
END
"$SHEAF" build -o confined.epub confined >/dev/null 2>confined.err
check "no file from outside the archive" sh -c '! unzip -Z1 confined.epub | grep -v images/cover.jpg | grep -q images/'
check "each is reported" [ "$(grep -c 'image-outside\|image-missing' confined.err)" -ge 5 ]
check "no script, handler or javascript:" sh -c '! unzip -p confined.epub "EPUB/text/*" | grep -qE "<script|onclick|javascript:|<iframe"'

# A book that is there stays whole when its next build is killed or finds the disk full.
mkdir big
i=0
while [ $i -lt 300 ]; do
    { printf -- '---\ntitle: Article %s\ndate: 2024-01-01\n---\n' $i; seq -f "Line %g of article $i, with some words." 1 400; } >big/$i.md
    i=$((i + 1))
done
"$SHEAF" build -q -o old/book.epub big/1.md >/dev/null 2>&1
cp old/book.epub keep.epub
for delay in 0.005 0.01 0.02 0.04 0.06 0.08 0.1 0.15; do
    for signal in TERM INT; do
        "$SHEAF" build -q -j1 -o old/book.epub big >/dev/null 2>&1 &
        pid=$!
        sleep $delay
        kill -$signal $pid 2>/dev/null
        wait $pid 2>/dev/null
        [ "$(ls -A old)" = book.epub ] || { fail "killed by $signal after $delay: $(ls -A old | tr '\n' ' ')"; rm -f old/.*.tmp; continue; }
        unzip -tq old/book.epub >/dev/null || { fail "killed by $signal after $delay: the book is broken"; continue; }
        pass "killed by $signal after $delay"
        cp keep.epub old/book.epub
    done
done
( ulimit -f 64; "$SHEAF" build -q -o old/book.epub big >/dev/null 2>full.err )
rc=$?
check "a full disk: status 3" [ $rc = 3 ]
check "a full disk: the old book stands" cmp keep.epub old/book.epub
check "a full disk: no scrap" [ "$(ls -A old)" = book.epub ]
check "a full disk: it says so" grep -q output-failed full.err

if [ "$(id -u)" != 0 ]; then
    mkdir locked && chmod 500 locked
    "$SHEAF" build -q -o locked/x.epub big/1.md >/dev/null 2>&1
    check "a folder that cannot be written: status 3" [ $? = 3 ]
fi
# Two runs on one archive do not harm each other.
"$SHEAF" build -q -o two/book.epub big >/dev/null 2>&1 & a=$!
"$SHEAF" build -q -o two/book.epub big >/dev/null 2>&1 & b=$!
wait $a; ra=$?
wait $b; rb=$?
check "two runs at once" [ "$ra$rb" = 00 ]
check "two runs at once: one whole book, no scrap" sh -c 'unzip -tq two/book.epub >/dev/null && [ "$(ls -A two)" = book.epub ]'
finish
