#!/usr/bin/env python3
# compare: runs examples of Markdown through tests/spec/render and compares the trees with those of the expected HTML.
# SPDX-License-Identifier: MIT
#
#     compare.py RENDER EXAMPLES [DIFFERENCES]
#
# EXAMPLES is a .json list of {example, markdown, html}, or a .md file with examples as in CommonMark's spec.txt. DIFFERENCES
# lists the examples that are known to differ, "FILE NUMBER why" a line (FILE without folder and extension): the set must be
# exactly these. Files called templates-… or mdx-… go through template code too. The expected HTML is parsed as browsers do and written by the same serializer, so both sides have one form; what
# a book writes otherwise on purpose (comments dropped, boxes of tasks, classes of cells, addresses not yet percent-encoded) is
# levelled in levelled(). With GFM at the end, examples with flags run too; with SHOW, known differences are shown.
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

END = "\x1e\n"
FENCE = "`" * 32
BLOCKS = ("address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
          "header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul br x-note script style").split()


def read_examples(path):
    if path.endswith(".json"):
        with open(path, encoding="utf-8") as f:
            return [(e["example"], e["markdown"], e["html"]) for e in json.load(f)
                    if not e.get("flags") or "GFM" in sys.argv]
    with open(path, encoding="utf-8") as f:
        text = f.read()
    found = re.findall("^" + FENCE + r" example[^\n]*\n(.*?)^\.\n(.*?)^" + FENCE + "$", text, re.M | re.S)
    return [(i + 1, m.replace("→", "\t"), h.replace("→", "\t")) for i, (m, h) in enumerate(found)]


def render(program, kind, texts):
    data = "".join(t + END for t in texts).encode("utf-8", "surrogatepass")
    out = subprocess.run([program, kind], input=data, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    trees = out.split("\n" + END)
    assert trees.pop() == "" and len(trees) == len(texts), "render gave %d trees for %d texts" % (len(trees), len(texts))
    return trees


def encoded(match):
    address = urllib.parse.unquote(html.unescape(match[2]))
    return match[1] + html.escape(urllib.parse.quote(address, "/:?#[]@!$&'()*+,;=%~")) + '"'


def levelled(tree):
    """The tokens of a tree in one form: blanks around blocks dropped, addresses percent-encoded."""
    tree = re.sub(r'((?:href|src)=")([^"]*)"', encoded, tree)
    tree = re.sub(r'<input[^>]*checked=""[^>]*/>', "☑", re.sub(r'<input(?![^>]*checked)[^>]*/>', "☐", tree))
    tree = re.sub(r'(<(?:th|td)[^>]*) align="left"', r"\1", tree)
    tree = re.sub(r'(<(?:th|td)) align="right"', r'\1 class="num"', tree)
    tree = re.sub(r'(<(?:th|td)) align="center"', r'\1 class="center"', tree)
    tree = re.sub(r'(<th[^>]*?) scope="col"', r"\1", tree)
    tree = re.sub(r'<li class="task">', "<li>", tree)
    parts = re.split(r"(<pre.*?</pre>)", tree, flags=re.S)
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i])
        parts[i] = re.sub(r" ?(</?(?:%s)(?: [^>]*)?/?>) ?" % "|".join(BLOCKS), r"\n\1\n", part)
    return re.sub(r"\n+", "\n", "".join(parts)).strip()


def badly_formed(trees):
    with tempfile.NamedTemporaryFile("w", suffix=".xhtml", encoding="utf-8") as f:
        f.write('<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink">\n')
        f.writelines("<!-- tree %d -->%s\n" % pair for pair in enumerate(trees, 1))
        f.write("</html>\n")
        f.flush()
        return subprocess.run(["xmllint", "--noout", "--nonet", f.name], stderr=subprocess.PIPE).stderr.decode("utf-8")


def read_differences(path, examples):
    known = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                name, number, why = line.split(None, 2)
                if name == os.path.splitext(os.path.basename(examples))[0]:
                    known[int(number)] = why.strip()
    return known


def main():
    args = [a for a in sys.argv[1:] if a not in ("GFM", "SHOW")]
    program, path = args[0], args[1]
    examples = read_examples(path)
    known = read_differences(args[2], path) if len(args) > 2 else {}
    kind = os.path.basename(path).split("-")[0]
    got = render(program, kind if kind in ("templates", "mdx") else "markdown", [m for _, m, _ in examples])
    # The line feed at the end belongs to what is open there: in HTML that was not closed both forms are right.
    want = render(program, "html", [h.rstrip("\n") for _, _, h in examples])
    other = render(program, "html", [h for _, _, h in examples])
    failed = 0
    errors = badly_formed(got)
    if errors:
        print("FAILED: not well-formed:\n" + errors[:2000])
        failed += 1
    for (number, markdown, _), g, w, o in zip(examples, got, want, other):
        differs = levelled(g) not in (levelled(w), levelled(o))
        if differs == (number in known) and not (differs and "SHOW" in sys.argv):
            continue
        failed += differs != (number in known)
        if not differs:
            print("FAILED: example %d of %s does not differ any more; take it off the list" % (number, path))
        else:
            print("%s: example %d of %s differs\n--- markdown\n%s\n--- got\n%s\n--- want\n%s" %
                  ("known" if number in known else "FAILED", number, path, markdown, levelled(g), levelled(w)))
    for number in sorted(set(known) - {n for n, _, _ in examples}):
        print("FAILED: there is no example %d in %s" % (number, path))
        failed += 1
    print("%d passed, %d failed" % (len(examples) + 1 - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
