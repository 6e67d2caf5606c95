#!/usr/bin/env python3
"""Changes a small archive at random and compares each time what a run with the ledger writes with what a clean run writes.

    incremental.py SHEAF WORK STEPS SEED [plain | many]

"plain" archives have neither pictures nor links that lead nowhere, and are bound into several books: most are made of their
articles alone. "many" articles in one book: the first of them are in its file before the last are made.
Books are compared byte for byte, standard error and exit status too; so are lists of the archive. The last line is "N passed, N failed".
SPDX-License-Identifier: MIT"""
import os
import random
import shutil
import struct
import subprocess
import sys
import zlib

SHEAF, WORK, STEPS, SEED = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
PLAIN, MANY = "plain" in sys.argv[5:], "many" in sys.argv[5:]
rng = random.Random(SEED)
WORDS = "heron river map ferry stone bell moss tide lantern reed otter bridge salt winter harbour".split()
TAGS = ["birds", "maps", "water", "water/tides", "tools"]
AUTHORS = ["Ada Author", "Bo Writer", "C. Third"]
PICTURES = ["img/a.png", "img/b.png", "img/c.svg", "static/s.png", ".hidden/h.png", "birds/near.png"]


def path(rel):
    return os.path.join(WORK, "a", rel)


def exists(rel):
    return os.path.exists(path(rel))


def write(rel, data, keep_inode=False):
    os.makedirs(os.path.dirname(path(rel)), exist_ok=True)
    mode = "r+b" if keep_inode and exists(rel) else "wb"
    with open(path(rel), mode) as f:
        f.write(data)
        f.truncate()


def read(rel):
    with open(path(rel), "rb") as f:
        return f.read()


def png(shade):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    row = b"\0" + bytes([shade, 99, 99]) * 4
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(row * 4, 0)) + chunk(b"IEND", b""))


def picture(rel):
    if rel.endswith(".svg"):
        return ('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="%d" height="3"/></svg>'
                % rng.randint(1, 9)).encode()
    return png(rng.randint(1, 200))


def files(*ends):
    found = []
    for folder, folders, names in os.walk(os.path.join(WORK, "a")):
        folders.sort()
        found += [os.path.relpath(os.path.join(folder, n), os.path.join(WORK, "a")) for n in sorted(names)]
    return [f for f in found if f.endswith(ends)]


def sources():
    return [f for f in files(".md", ".html", ".txt")]


def words(n):
    return " ".join(rng.choice(WORDS) for _ in range(n))


def link(own):
    target = rng.choice(sources() or ["none.md"])
    rel = os.path.relpath(target, os.path.dirname(own) or ".")
    kind = rng.randint(0, 6)
    name = os.path.splitext(os.path.basename(target))[0]
    if kind == 0:
        return "[%s](%s#%s)" % (words(1), rel, rng.choice(WORDS))
    if kind == 1:
        return "[[%s]]" % name
    if kind == 2:
        return "[%s](https://example.org/%s/)" % (words(1), name)
    if kind == 3 and not PLAIN:
        return "[%s](missing-%s.md)" % (words(1), rng.choice(WORDS))
    if kind == 4:
        return "[%s](#%s)" % (words(1), rng.choice(WORDS))
    return "[%s](%s)" % (words(1), rel)


def shown(own):
    if PLAIN:
        return "![](https://example.net/%s.jpg)" % rng.choice(WORDS)
    target = rng.choice(PICTURES + ["img/none.png"])
    rel = "/" + target if target.startswith("static/") is False and rng.random() < 0.3 else \
        os.path.relpath(target, os.path.dirname(own) or ".")
    return "![%s](%s)" % (words(2) if rng.random() < 0.7 else "", rel)


def matter(own):
    lines = []
    if rng.random() < 0.9:
        lines.append("title: %s" % words(2))
    if rng.random() < 0.85:
        lines.append("date: 2024-%02d-%02d%s" % (rng.randint(1, 4), rng.randint(1, 28), rng.choice(["", " 23:30:00"])))
    if rng.random() < 0.7:
        lines.append("tags: [%s]" % ", ".join(rng.sample(TAGS, rng.randint(1, 3))))
    if rng.random() < 0.4:
        lines.append("author: %s" % rng.choice(AUTHORS))
    if rng.random() < 0.2:
        lines.append("slug: %s" % rng.choice(WORDS))
    if rng.random() < 0.2:
        lines.append("lang: %s" % rng.choice(["de", "fr", "en", "ar"]))
    if rng.random() < 0.1:
        lines.append("draft: true")
    if rng.random() < 0.1:
        lines.append("aliases: [/%s/]" % rng.choice(WORDS))
    if rng.random() < 0.1:
        lines.append("description: %s" % words(5))
    return "---\n%s\n---\n" % "\n".join(lines)


def body(own):
    parts = []
    for _ in range(rng.randint(1, 5)):
        parts.append(rng.choice([lambda: words(12) + ".", lambda: "## " + rng.choice(WORDS), lambda: link(own) + " " + words(3),
                                 lambda: shown(own), lambda: "- a\n- " + link(own), lambda: "text[^1]\n\n[^1]: " + words(4)])())
    return "\n\n".join(parts) + "\n"


def article(own):
    if own.endswith(".html"):
        return ("<html><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p><h2>%s</h2><p>%s</p></article></body></html>"
                % (words(2), words(2), words(30), rng.choice(WORDS), words(40))).encode()
    if own.endswith(".txt"):
        return (words(3).capitalize() + "\n\n" + words(40) + ".\n\n" + words(30) + ".\n").encode()
    return ((matter(own) if rng.random() < 0.95 else "") + body(own)).encode()


def new_name():
    folder = "%02d/" % rng.randint(1, 40) if MANY and rng.random() < 0.9 else \
        rng.choice(["", "birds/", "maps/deep/", "bundle/", "_posts/"])
    end = rng.choices([".md", ".html", ".txt"], [8, 1, 1])[0]
    return "%s%s%s-%d%s" % (folder, rng.choice(["", "2024-02-03-"]), rng.choice(WORDS), rng.randint(1, 30), end)


# ---- changes: each gives a text about what it did -------------------------------------------------------------------------

def add():
    name = new_name()
    write(name, article(name))
    return "add " + name


def some(kind=sources):
    found = kind()
    return rng.choice(found) if found else None


def edit():
    name = some()
    if not name:
        return add()
    write(name, article(name), keep_inode=rng.random() < 0.5)
    return "edit " + name


def edit_same_size():
    """In place, as many bytes, and the old modification time put back: only the inode change time tells."""
    name = some()
    if not name:
        return add()
    data = bytearray(read(name))
    letters = [i for i, c in enumerate(data) if 97 <= c <= 122]
    for i in rng.sample(letters, min(3, len(letters))):
        data[i] = rng.randint(97, 122)
    old = os.stat(path(name))
    write(name, bytes(data), keep_inode=True)
    if rng.random() < 0.5:
        os.utime(path(name), ns=(old.st_atime_ns, old.st_mtime_ns))
    return "edit in place " + name


def edit_twice():
    """Runs in between: the second change may fall into the tick of the first."""
    text = edit_same_size()
    run(["--cache=" + cache()])
    return text + ", run, " + edit_same_size()


def delete():
    name = some()
    if not name or len(sources()) < 4:
        return add()
    os.remove(path(name))
    return "delete " + name


def rename():
    name, to = some(), new_name()
    if not name:
        return add()
    os.makedirs(os.path.dirname(path(to)), exist_ok=True)
    to = os.path.splitext(to)[0] + os.path.splitext(name)[1]
    os.rename(path(name), path(to))
    return "rename %s %s" % (name, to)


def swap():
    if len(sources()) < 2:
        return add()
    a, b = rng.sample(sources(), 2)
    os.rename(path(a), path("x.tmp"))
    os.rename(path(b), path(a))
    os.rename(path("x.tmp"), path(b))
    return "swap %s %s" % (a, b)


def touch():
    name = some(lambda: files(".md", ".png", ".yaml", ".svg"))
    if name:
        os.utime(path(name), (rng.randint(10 ** 9, 2 * 10 ** 9),) * 2)
    return "touch %s" % name


def copy_twin():
    name = some()
    to = new_name()
    if not name:
        return add()
    os.makedirs(os.path.dirname(path(to)), exist_ok=True)
    shutil.copy2(path(name), path(os.path.splitext(to)[0] + os.path.splitext(name)[1]))
    return "copy %s" % name


def sidecar():
    name = some()
    if not name:
        return add()
    beside = os.path.splitext(name)[0] + ".yaml"
    if exists(beside) and rng.random() < 0.4:
        os.remove(path(beside))
        return "no sidecar " + beside
    write(beside, ("title: %s\ndate: 2024-%02d-05\n" % (words(2), rng.randint(1, 4))).encode(), keep_inode=rng.random() < 0.5)
    return "sidecar " + beside


def index():
    if exists("bundle/index.md"):
        os.remove(path("bundle/index.md"))
        return "no bundle/index.md"
    write("bundle/index.md", article("bundle/index.md"))
    return "bundle/index.md"


def pictures():
    name = rng.choice(PICTURES)
    if exists(name) and rng.random() < 0.3:
        os.remove(path(name))
        return "no picture " + name
    write(name, picture(name) if rng.random() < 0.9 else b"no picture", keep_inode=rng.random() < 0.5)
    return "picture " + name


def hugo():
    if exists("hugo.toml"):
        os.remove(path("hugo.toml"))
        return "no hugo.toml"
    write("hugo.toml", b"title = 'x'\n")
    return "hugo.toml"


def feed():
    if exists("feed.xml") and rng.random() < 0.2:
        os.remove(path("feed.xml"))
        return "no feed.xml"
    items = ""
    for i in range(rng.randint(1, 4)):
        items += ("<item><title>%s</title><guid>%d</guid><link>https://example.com/%s</link><pubDate>Mon, 05 Feb 2024 10:00:00 GMT"
                  "</pubDate><description>&lt;p&gt;%s &lt;a href=\"one.md\"&gt;x&lt;/a&gt;&lt;/p&gt;</description></item>\n"
                  % (words(2), rng.randint(1, 5), rng.choice(WORDS), words(30)))
    write("feed.xml", ('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>F</title><link>https://example.com/</link>%s'
                       "</channel></rss>\n" % items).encode(), keep_inode=rng.random() < 0.5)
    return "feed.xml"


def style():
    write("own.css", ("p { margin: %dem }\n" % rng.randint(1, 9)).encode(), keep_inode=True)
    return "own.css"


def configuration():
    if exists("sheaf.yaml") and rng.random() < 0.2:
        os.remove(path("sheaf.yaml"))
        return "no sheaf.yaml"
    lines = ["title: %s" % rng.choice(["Field Notes", "The River"])]
    for line in ["site: https://example.org/", "timezone: +0%d:00" % rng.randint(1, 9), "tags-split: none", "style: own.css",
                 "link-notes: yes", "chapter-links: no", "language: de", "output: ../out", "typography: yes",
                 "authors: people.yaml"]:
        if rng.random() < 0.35 or line.startswith("output"):
            lines.append(line)
    lines.append("bundles:\n  all:\n    sort: %s" % rng.choice(["date", "-date", "title"]))
    if rng.random() < 0.6:
        lines.append("  months:\n    every: month\n    undated: own")
    if rng.random() < 0.4:
        lines.append("  water:\n    where: %s\n    sections: tag" % rng.choice(["tag:water", "not tag:birds", "date:2024-02.."]))
    if rng.random() < 0.3:
        lines.append("  face:\n    cover: img/a.png\n    limit: 3")
    write("own.css", b"p { margin: 0 }\n", keep_inode=True)
    write("people.yaml", ("ada: %s\n" % rng.choice(AUTHORS)).encode(), keep_inode=True)
    write("sheaf.yaml", ("\n".join(lines) + "\n").encode(), keep_inode=rng.random() < 0.5)
    return "configuration"


def cache():
    return os.path.join(WORK, "cache")


def ledgers():
    return [os.path.join(cache(), f) for f in os.listdir(cache())] if os.path.isdir(cache()) else []


def damage(file):
    size = os.path.getsize(file)
    how = rng.randint(0, 4)
    with open(file, "r+b") as f:
        if how == 0:
            f.truncate(rng.randint(0, size))
        elif how == 1:
            f.truncate(0)
        else:
            for _ in range(rng.choice([1, 20])):
                f.seek(rng.randint(0, max(size - 1, 0)))
                f.write(bytes([rng.randint(0, 255)]))
    return "%s (%d)" % (os.path.basename(file), how)


def damage_ledger():
    found = ledgers()
    if not found:
        return add()
    file = rng.choice(found)
    if rng.random() < 0.2:
        os.remove(file)
        return "no ledger"
    return "damaged ledger " + damage(file)


def damage_book():
    found = [os.path.join(f, n) for f, _, names in os.walk(os.path.join(WORK, "out")) for n in sorted(names) if n.endswith(".epub")]
    if not found:
        return add()
    file = rng.choice(sorted(found))
    if rng.random() < 0.2:
        os.remove(file)
        return "no book " + os.path.basename(file)
    old = os.stat(file)
    text = "damaged book " + damage(file)
    if rng.random() < 0.5:
        os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    return text


def swap_books():
    found = sorted(os.path.join(f, n) for f, _, names in os.walk(os.path.join(WORK, "out")) for n in names if n.endswith(".epub"))
    if len(found) < 2:
        return add()
    a, b = rng.sample(found, 2)
    os.rename(a, a + ".x")
    os.rename(b, a)
    os.rename(a + ".x", b)
    return "swapped books"


def nothing():
    return "nothing"


# Drawing takes longer than all the rest: few steps do it. With an empty one the configuration says.
COVERS = ["--cover=none"] * 7 + ["--cover=front", "--cover=contours", ""]
options = [COVERS[0]] + ["--every=month"] * PLAIN


def change_options():
    options.clear()
    options.append(rng.choice(COVERS))
    for o in ["--sort=title", "--limit=5", "--link-notes=yes", "--language=fr", "--timezone=+02:00", "--title=Other", "--tag=water",
              "--every=month", "--every=tag", "--strict", "--metadata-lines=yes", "--chapter-links=no", "--compression=small", "--indexes=tags", "-v",
              "--site=https://example.org/", "--style=modern", "--as-of=2024-02", "--static=img", "--sections=tag"]:
        if rng.random() < 0.12 and not (o.startswith("--every") and any(x.startswith("--every") for x in options)):
            options.append(o)
    if PLAIN and not any(o.startswith("--every") for o in options):
        options.append(rng.choice(["--every=month", "--every=tag"]))
    return "options " + " ".join(options)


CHANGES = [(add, 8), (edit, 14), (edit_same_size, 8), (edit_twice, 5), (delete, 7), (rename, 6), (swap, 2), (touch, 4), (copy_twin, 2),
           (sidecar, 6), (index, 2), (pictures, 12), (hugo, 1), (feed, 4), (style, 2), (configuration, 5), (damage_ledger, 4), (damage_book, 5),
           (swap_books, 2), (nothing, 8), (change_options, 4)]
if PLAIN:
    CHANGES = [(c, 1 if c in (delete, rename, swap) else w) for c, w in CHANGES if c not in (pictures, hugo, style, configuration)]


# ---- one step --------------------------------------------------------------------------------------------------------------

def run(more):
    command = [SHEAF, "build", "a"] + [o for o in options if o] + more
    if not exists("sheaf.yaml"):
        command += ["-o", "out/"]
    done = subprocess.run(command, cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = done.stdout.replace(b", unchanged", b"")
    return done.returncode, out, done.stderr


def listed(more):
    done = subprocess.run([SHEAF, "list", "a"] + more, cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr


def compare_lists():
    """The same of the lists of the archive: one that may be known, one that may be not."""
    for more in [], rng.choice([["--sort=title"], ["--format=json"], ["--tag=water", "--limit=2"]]):
        mine, clean = listed(more + ["--cache=" + cache()]), listed(more + ["--cache=none"])
        if mine != clean:
            return "list %s said %r\n  not %r" % (more, mine, clean)
    return None


def books(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                found[os.path.relpath(os.path.join(at, name), folder)] = f.read()
    return found


def first_difference(a, b):
    for mine, other in zip(a[1:], b[1:]):
        for x, y in zip(mine.splitlines() + [b""], other.splitlines() + [b""]):
            if x != y:
                return "%r, not %r" % (x, y)
    return "status %d, not %d" % (a[0], b[0])


def compare():
    """The two runs' difference as a text, or None."""
    out, aside = os.path.join(WORK, "out"), os.path.join(WORK, "aside")
    os.makedirs(out, exist_ok=True)
    mine = run(["--cache=" + cache(), "-j%d" % rng.randint(1, 3)])
    os.rename(out, aside)
    os.makedirs(out)
    clean = run(["--cache=none"])
    mine_books, clean_books = books(aside), books(out)
    shutil.rmtree(out)
    os.rename(aside, out)
    if rng.random() < 0.4:
        again = run(["--cache=" + cache()])
        if again != mine:
            return "said another thing the second time: %s" % first_difference(again, mine)
    if mine != clean:
        return "said %r\n  not %r" % (mine, clean)
    for name, data in sorted(clean_books.items()):
        if mine_books.get(name) != data:
            return "%s differs" % name
    wrong = compare_lists()
    if wrong:
        return wrong
    left = [n for n in mine_books if n.endswith(".tmp") or "-journal" in n]
    return "left behind: %s" % left if left else None


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(os.path.join(WORK, "a"))
    for _ in range(600 if MANY else 8):
        add()
    for name in PICTURES:
        write(name, picture(name))
    passed = failed = 0
    for step in range(STEPS):
        what = [rng.choices([c for c, _ in CHANGES], [w for _, w in CHANGES])[0]() for _ in range(rng.choice([1, 1, 1, 2, 4]))]
        wrong = compare()
        if os.environ.get("VERBOSE"):
            print("%d: %s" % (step, "; ".join(what)))
        if wrong:
            failed += 1
            print("FAILED: seed %d, step %d: %s: %s" % (SEED, step, "; ".join(what), wrong))
            break
        passed += 1
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
