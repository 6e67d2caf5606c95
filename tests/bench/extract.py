#!/usr/bin/env python3
"""extract: how well articles are found in saved pages, as a Markdown table.  SPDX-License-Identifier: MIT

    extract.py EXTRACT CORPORA      EXTRACT is the program of extract.c; CORPORA holds html-readability and html-article-bench

html-readability: F1 of the words against expected.html (the output of another extractor: near 1 is near to it, not truth), title
and byline against expected-metadata.json. html-article-bench: F1 of word 4-grams against a text made by hand, the measure of the
article-extraction-benchmark. "even" and "odd" are the pages by their place in the alphabet: rules were made with the even ones.
"""
import collections, gzip, html, json, os, re, shutil, statistics, subprocess, sys, tempfile

WORD = re.compile(r"\w+", re.UNICODE)


def words(s):
    return WORD.findall(s)


def shingles(s, n=4):
    w = words(s)
    return collections.Counter(tuple(w[i:i + n]) for i in range(max(1, len(w) - n + 1))) if w else collections.Counter()


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def strip_tags(s):
    s = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", " ", s)
    return html.unescape(re.sub(r"<[^>]+>", " ", s))


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def extract(program, folder):
    text = subprocess.run([program, folder], check=True, capture_output=True).stdout.decode("utf-8", "replace")
    decoder, at, found = json.JSONDecoder(), 0, {}
    while at < len(text.rstrip()):
        page, at = decoder.raw_decode(text, at)
        found[page["path"].split(".html")[0].split("/")[0]] = page
        while at < len(text) and text[at].isspace():
            at += 1
    return found


def same_title(want, got):
    return words(want.lower()) == words(got.lower())


def same_byline(want, got):
    """Every name that was found is in the byline, and the other way round but for words such as "By" and "on March 3"."""
    want, got = words((want or "").lower()), words(got.lower())
    return (not want and not got) or (bool(got) and bool(want) and set(got) <= set(want) and len(got) * 3 >= min(len(want), 9))


def judge(truth, got, grams):
    a, b = (shingles(truth), shingles(got)) if grams else (collections.Counter(words(truth)), collections.Counter(words(got)))
    hit, surplus, missing = sum((a & b).values()), sum((b - a).values()), sum((a - b).values())
    p = hit / (hit + surplus) if hit + surplus else None
    r = hit / (hit + missing) if hit + missing else None
    return p, r


def readability(program, corpus, folder):
    names = sorted(d for d in os.listdir(corpus) if os.path.isfile(f"{corpus}/{d}/expected.html"))
    for d in names:
        shutil.copy(f"{corpus}/{d}/source.html", f"{folder}/{d}.html")
    found = extract(program, folder)
    rows, titles, bylines = [], [], []
    for d in names:
        page = found.get(d, {"title": "", "byline": "", "text": ""})
        meta = json.loads(read(f"{corpus}/{d}/expected-metadata.json"))
        p, r = judge(strip_tags(read(f"{corpus}/{d}/expected.html")), page["text"], False)
        title = same_title(meta.get("title") or "", page["title"]) if meta.get("title") else None
        byline = same_byline(meta.get("byline"), page["byline"]) if meta.get("byline") else None
        rows.append((d, f1(p or 0, r or 0), p or 0, r or 0, title, byline, meta, page))
    return rows


def bench(program, corpus, folder):
    truth = json.loads(read(corpus + "/ground-truth.json"))
    for k in truth:
        with gzip.open(f"{corpus}/html/{k}.html.gz", "rb") as f, open(f"{folder}/{k}.html", "wb") as out:
            out.write(f.read())
    found = extract(program, folder)
    return [(k,) + judge(truth[k].get("articleBody", ""), found.get(k, {"text": ""})["text"], True) for k in sorted(truth)]


def mark(x):
    return "–" if x is None else "yes" if x else "**no**"


def share(xs):
    xs = [x for x in xs if x is not None]
    return f"{sum(xs)} of {len(xs)} ({sum(xs) / len(xs):.0%})" if xs else "–"


def total(rows):
    return f1(statistics.mean(p for _, p, _ in rows if p is not None), statistics.mean(r for _, _, r in rows if r is not None))


def main():
    program, corpora = sys.argv[1], sys.argv[2]
    verbose = "-v" in sys.argv
    with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
        rows = readability(program, corpora + "/html-readability", a)
        pages = bench(program, corpora + "/html-article-bench", b)
    print("# Articles in saved pages\n")
    print("`bash tests/bench/extract.sh` made this table.\n")
    print("| corpus | pages | F1 | even | odd | below 0.5 | titles | bylines |\n|---|---|---|---|---|---|---|---|")
    mean = lambda rs: statistics.mean(r[1] for r in rs)
    print(f"| html-readability | {len(rows)} | {mean(rows):.3f} | {mean(rows[::2]):.3f} | {mean(rows[1::2]):.3f} | "
          f"{sum(r[1] < 0.5 for r in rows)} | {share(r[4] for r in rows)} | {share(r[5] for r in rows)} |")
    print(f"| html-article-bench | {len(pages)} | {total(pages):.3f} | {total(pages[::2]):.3f} | {total(pages[1::2]):.3f} | "
          f"{sum(f1(p or 0, r or 0) < 0.5 for _, p, r in pages)} | | |")
    print("\n| html-readability | F1 | precision | recall | title | byline |\n|---|---|---|---|---|---|")
    for d, f, p, r, title, byline, meta, page in rows:
        print(f"| {d} | {f:.3f} | {p:.3f} | {r:.3f} | {mark(title)} | {mark(byline)} |")
        if verbose and title is False:
            print("    title:", repr(meta["title"]), "|", repr(page["title"]))
        if verbose and byline is False:
            print("    byline:", repr(meta["byline"]), "|", repr(page["byline"]))
    print("\n| html-article-bench | F1 | precision | recall |\n|---|---|---|---|")
    for k, p, r in pages:
        print(f"| {k[:12]} | {f1(p or 0, r or 0):.3f} | {p or 0:.3f} | {r or 0:.3f} |")


main()
