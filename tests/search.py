#!/usr/bin/env python3
"""Searches an archive that changes at random: with the ledger's index, without a ledger, and by the definition of a word.

    search.py SHEAF WORK STEPS SEED

What `sheaf list --where` finds must be the same with and without the ledger; of plain searches it must be what a simple search of
its own finds here. The last line is "N passed, N failed".
SPDX-License-Identifier: MIT"""
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata

SHEAF, WORK, STEPS, SEED = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rng = random.Random(SEED)
WORDS = ("heron Heron river map ferry stone bell moss tide Élan elan élan strasse Straße STRASSE don't H2O 10:45 snake_case "
         "река реки город вода Ὀδός مُدُن مدن שלום हिन्दी").split()
SIGNS = ["水道水", "水", "道路", "カバー", "がか", "기후가", "น้ำท่วม", "𠮷野"]
ENV = dict(os.environ, XDG_CACHE_HOME=os.path.join(WORK, "cache"))
articles = {}                   # rel to (title, tag, paragraphs), as written
count = 0


def phrase(n):
    return " ".join(rng.choice(WORDS if rng.random() < 0.8 else SIGNS) for _ in range(n))


def write(rel):
    title, tag, paragraphs = articles[rel]
    path = os.path.join(WORK, "a", rel)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        if rel.endswith(".html"):
            f.write("<html><head><title>%s</title><meta name='keywords' content='%s'></head><body><article><h1>%s</h1>%s</article>"
                    "</body></html>" % (title, tag, title, "".join("<p>%s.</p>\n" % p for p in paragraphs)))
        else:
            f.write("---\ntitle: \"%s\"\ntags: [%s]\ndate: 2024-01-%02d\n---\n" % (title, tag, rng.randint(1, 28)))
            f.write("\n\n".join(p.replace("_", "\\_") for p in paragraphs) + "\n")


def add():
    global count
    count += 1
    rel = "%s/%d.md" % (rng.choice(["x", "y"]), count)
    articles[rel] = [phrase(2), rng.choice(["a", "b"]), [phrase(rng.randint(1, 6)) for _ in range(rng.randint(1, 3))]]
    write(rel)


def change():
    rel = rng.choice(sorted(articles))
    articles[rel][rng.choice([0, 2])] = phrase(2)
    if isinstance(articles[rel][2], str):
        articles[rel][2] = [articles[rel][2]]
    write(rel)


def remove():
    if len(articles) > 3:
        rel = rng.choice(sorted(articles))
        del articles[rel]
        os.remove(os.path.join(WORK, "a", rel))


def rename():
    rel = rng.choice(sorted(articles))
    new = "z/%s" % os.path.basename(rel)
    if new != rel:
        articles[new] = articles.pop(rel)
        os.makedirs(os.path.join(WORK, "a", "z"), exist_ok=True)
        os.rename(os.path.join(WORK, "a", rel), os.path.join(WORK, "a", new))


def ledgers():
    folder = os.path.join(WORK, "cache", "sheaf")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))] if os.path.isdir(folder) else []


def damage():
    """A ledger that is gone, cut off, or has lost one of its tables or lists."""
    for db in ledgers():
        how = rng.randrange(5)
        if how == 0:
            os.remove(db)
        elif how == 1:
            with open(db, "r+b") as f:
                f.truncate(rng.randrange(os.path.getsize(db)))
        else:
            with sqlite3.connect(db) as c:
                tables = [t for t, in c.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
                if how == 2 and "catalogue" in tables:
                    c.execute("DROP TABLE catalogue")
                elif how == 3:
                    c.execute("DELETE FROM block WHERE kind = 3 AND random() % 2 = 0")
                elif "catalogue_data" in tables:
                    c.execute("DELETE FROM catalogue_data")
            c.close()


# ---- the definition of a word, once more -----------------------------------------------------------------------------------------

def words(text):
    text = unicodedata.normalize("NFC", text)
    out = []
    open_, sign = False, False
    for c in text:
        parts = c if 0xAC00 <= ord(c) <= 0xD7A3 else unicodedata.normalize("NFKD", c).casefold()
        for p in parts:
            category, name = unicodedata.category(p), unicodedata.name(p, "")
            if category == "Mn" and not re.match("COMBINING KATAKANA|THAI|DEVANAGARI", name) \
                    and not (p == "\u0306" and open_ and out[-1].endswith("и")):
                continue
            if category[0] == "M":
                if open_:
                    out[-1] += p
                continue
            if category[0] not in "LN":
                open_ = False
                continue
            is_sign = bool(re.match("CJK|HIRAGANA|KATAKANA|HANGUL|THAI", name))
            if not open_ or sign or is_sign:
                out.append("")
            out[-1] += p
            open_, sign = True, is_sign
    return out


def holds(rel, text, prefix):
    wanted = " " + " ".join(words(text)) + ("" if prefix else " ")
    title, _, paragraphs = articles[rel]
    return any(wanted in " " + " ".join(words(p)) + " " for p in [title] + paragraphs)


# ---- comparing -------------------------------------------------------------------------------------------------------------------

def run(command, *args):
    p = subprocess.run([SHEAF, command, *args, "a"], cwd=WORK, env=ENV, capture_output=True)
    return p.returncode, p.stdout, p.stderr


def term():
    source = rng.choice(sorted(articles))
    text = rng.choice([articles[source][0]] + articles[source][2]) if rng.random() < 0.8 else phrase(2)
    pieces = text.split(" ")
    at = rng.randrange(len(pieces))
    text = " ".join(pieces[at:at + rng.randint(1, 3)])
    prefix = rng.random() < 0.3
    if rng.random() < 0.3:
        text = text.upper()
    if prefix and len(text) > 2:
        text = text[:-1].rstrip()
    return (text, prefix) if words(text) else term()


def written(t):
    return ("text:" if rng.random() < 0.5 else "") + '"%s%s"' % (t[0], "*" if t[1] else "")


def found(output):
    return sorted(a["path"][2:] for a in json.loads(output)) if output.strip() else []


def step(hits):
    t, u = term(), term()
    want = [rel for rel in sorted(articles) if holds(rel, *t)]
    code, output, _ = run("list", "--format=json", "--where", written(t))
    if code == 4:
        output = b""
    if found(output) != want:
        return "%r: found %s, want %s" % (t, found(output), want)
    hits.append(len(want))
    where = rng.choice(["{t} and {u}", "{t} or tag:b", "not {t} and not {u}", "tag:a and ({t} or not {u})"])
    where = where.format(t=written(t), u=written(u))
    with_ledger = run("list", "--where", where)
    without = run("list", "--cache=none", "-j1", "--where", where)
    if with_ledger != without:
        return "%s: with a ledger %s, without %s" % (where, with_ledger, without)
    return None


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    passed = failed = 0
    hits = []
    for _ in range(12):
        add()
    for number in range(STEPS):
        for _ in range(rng.randint(0, 2)):
            rng.choice([add, change, remove, rename])()
        if rng.random() < 0.1:
            damage()
        if rng.random() < 0.2:
            run("index")
        problem = step(hits)
        if problem:
            print("step %d: %s" % (number, problem))
            failed += 1
        else:
            passed += 1
    if sum(1 for n in hits if n) < len(hits) // 2:
        print("most searches found nothing")
        failed += 1
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
