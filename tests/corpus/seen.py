#!/usr/bin/env python3
"""seen: what a person would see of the judged inputs is still in their chapters.  SPDX-License-Identifier: MIT

    seen.py ARTICLES CHAPTERS     the inputs (name.md) and the unpacked chapters (EPUB/text)

Each word of an input that is neither a tag nor in an element that shows nothing must be in the chapter that was made of it. Prints the
words that are missing, a line for each input, and "N inputs, M without a word missing". Status 1 if any is missing.
"""
import html, os, re, sys

SILENT = "script|style|template|head|title|object|iframe|audio|video|canvas|select|textarea|datalist|noembed|noframes|param|svg|math|applet"
WORD = re.compile(r"[^\W_]+")


def text_of(source):
    source = re.sub(r"(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z].*?>", " ", source)
    source = re.sub(r"(?is)<(%s)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?<!/)>.*?</\1\s*>" % SILENT, " ", source)
    source = re.sub(r"(?s)</?[A-Za-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", " ", source)
    return html.unescape(source)


def words(s):
    return set(w.lower() for w in WORD.findall(s))


def chapter(path):
    with open(path, encoding="utf-8") as f:
        s = f.read()
    s = s[s.index("<body"):]
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(br|/p|/li|/td|/th|/h\d|/div|/dd|/dt)\b[^>]*>", " ", s)))


def main():
    articles, chapters = sys.argv[1:3]
    made = {re.sub(r"-[0-9a-f]{8}(-+\d+)?\.xhtml$", "", f): f for f in sorted(os.listdir(chapters), reverse=True)}
    bad = n = 0
    for name in sorted(os.listdir(articles)):
        if not name.endswith(".md"):
            continue
        with open(os.path.join(articles, name), encoding="utf-8", errors="replace") as f:
            source = f.read().split("---\n", 2)[-1]
        stem = re.sub(r"-+", "-", name[:-3].lower()).strip("-")[:40].rstrip("-")
        want = words(text_of(source))
        if not want:
            continue
        n += 1
        found = [f for f in os.listdir(chapters) if f.startswith(stem[:20])]
        got = set().union(*(words(chapter(os.path.join(chapters, f))) for f in found)) if found else set()
        joined = "".join(sorted(got))
        missing = sorted(w for w in want - got if w not in joined)
        if missing:
            bad += 1
            print("%s: %s" % (name, " ".join(missing[:12])))
    print("%d inputs, %d without a word missing" % (n, n - bad))
    sys.exit(bad > 0)


main()
