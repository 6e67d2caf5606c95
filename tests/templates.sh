#!/bin/bash
# templates: no template code is left in any chapter of the Markdown corpora, outside code (FRONT-MATTER.md, section 5).
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"

# What stands in a chapter, or the package, that looks like template code. Code, mathematics and what an article prints between
# raw tags, each with its reason in allowed(), are no findings.
leftovers() {
    python3 - "$1" "$2" <<'PYTHON'
import os, re, sys, zipfile

book, sources = sys.argv[1:]
code = re.compile(r"<(pre|code|style|svg|math)\b.*?</\1>|\$\$.*?\$\$|\$[^$\n]*\\[^$\n]*\$", re.S)
marks = re.compile(r"\{\{|\}\}|\{%|%\}|\{:[ .#a-z]|\[\[[^\[\]]+\]\]|%%|(?m:^|>)\s*:::|\{#[\w-]|sheaf:|>\s*\[!\w|\{\{&lt;")

# "{% raw %}{{{% endraw %} x }}": what an article means to print.
raw = ""
for folder, _, names in os.walk(sources):
    for name in names:
        if name.endswith((".md", ".markdown")):
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as f:
                raw += "\n".join(re.findall(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw", f.read(), re.S))

def allowed(mark):
    return mark in ("{{", "}}", "{%", "%}") and mark in raw

found = 0
with zipfile.ZipFile(book) as z:
    for name in z.namelist():
        if not name.endswith((".xhtml", ".opf", ".ncx")):
            continue
        text = code.sub("", z.read(name).decode("utf-8"))
        for m in marks.finditer(text):
            if not allowed(m[0]):
                found += 1
                print("%s: %r" % (name, text[max(0, m.start() - 40):m.end() + 40]))
sys.exit(found > 0)
PYTHON
}

# corpus NAME FOLDER [STATIC]
corpus() {
    local folder=$shared/corpora/$1
    [ -d "$folder/$2" ] || { skip "$1 is not there"; return; }
    ( cd "$folder" && "$SHEAF" build -q ${3:+--static="$3"} -o "$scratch/$1.epub" "$2" ) >/dev/null 2>&1
    check "$1: a book" [ -s "$scratch/$1.epub" ]
    if leftovers "$scratch/$1.epub" "$folder/$2" >"$scratch/left"; then
        pass "$1: no template code"
    else
        fail "$1: template code is left"
        head -n "${SHOW-10}" "$scratch/left"
    fi
}

corpus md-18f content/posts .
corpus md-foam docs
corpus md-go _content/blog
corpus md-jekyll docs/_posts
corpus md-opensource-guide _articles .
corpus md-otel content
corpus md-rust content

# The test can fail: the same search finds what is there.
mkdir "$scratch/left-archive"
printf -- '---\ntitle: T\n---\nA `{{ x }}` and B {&#x7b; x }} c.\n' >"$scratch/left-archive/a.md"
"$SHEAF" build -q -o "$scratch/left.epub" "$scratch/left-archive" >/dev/null 2>&1
if leftovers "$scratch/left.epub" "$scratch/left-archive" >/dev/null; then fail "the search finds nothing"; else pass "the search finds"; fi

# Positions: what is wrong after template code is told with the line and column of the file.
mkdir "$scratch/places"
cat >"$scratch/places/a.md" <<'MARKDOWN'
---
title: Places
---
{{< figure src="a.png" caption="A *caption* that is long" >}}
{% if x %}
{{ nothing }} and ![here](gone-1.png)
{% endif %}

{% for x in y %}
- dropped
{% endfor %}

> {{% alert title="T" %}}
> ![there](gone-2.png)
> {{% /alert %}}

{% highlight sh %}
ls
{% endhighlight %}

Note[^1] [[Other|o]] ![last](gone-3.png)

[^1]: In {{ a }} note ![n](gone-4.png)
MARKDOWN
"$SHEAF" build -o "$scratch/places.epub" "$scratch/places" 2>"$scratch/places.err" >/dev/null
for place in "4:1: warning: image 'a.png'" "6:19: warning: image 'gone-1.png'" "14:3: warning: image 'gone-2.png'" \
    "21:22: warning: image 'gone-3.png'" "23:23: warning: image 'gone-4.png'" "6:1: warning: expression 'nothing'" \
    "9:1: warning: tag 'for'" "5:1: warning: tag 'if'" "23:10: warning: expression 'a'"; do
    if grep -qF "a.md:$place" "$scratch/places.err"; then pass "$place"; else fail "no diagnostic at $place"; fi
done
"$SHEAF" build -q --strict -o "$scratch/strict.epub" "$scratch/places" >/dev/null 2>&1
check "--strict fails" [ $? = 1 ]
finish
