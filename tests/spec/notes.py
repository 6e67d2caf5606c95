#!/usr/bin/env python3
# notes: compares footnotes with cmark-gfm: which references lead to which note, the order of the notes, and their text.
# SPDX-License-Identifier: MIT
#
#     notes.py RENDER CASES
#
# CASES is a text whose cases are parted by lines of "====". A first line "# differs: why" says that a case is not read like
# cmark-gfm does on purpose; then it must differ.
import html
import re
import subprocess
import sys

END = "\x1e\n"


def plain(markup):
    # Blanks around tags depend on the serializer.
    text = re.sub(r"<[^>]*>", " ", re.sub(r"<(a|x-noteref|code|em|strong|del|i|b)\b[^>]*>|</(a|x-noteref|code|em|strong|del|i|b)>",
                                         "", markup))
    return " ".join(html.unescape(text).split())


def facts(body, notes, reference):
    """The numbers of the notes referred to, in order, the text, and each note's text."""
    refs = [m for part in [body] + notes for m in re.findall(reference, part)]
    return {"references": refs, "text": plain(re.sub(reference, "^", body)), "notes": [plain(re.sub(reference, "^", n)) for n in notes]}


def from_cmark(markdown):
    out = subprocess.run(["cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table", "-e", "strikethrough", "-e", "autolink"],
                         input=markdown.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    body, _, tail = out.partition('<section class="footnotes"')
    tail = re.sub(r' ?<a href="#fnref-[^>]*data-footnote-backref[^>]*>↩(<sup class="footnote-ref">\d+</sup>)?</a>', "", tail)
    notes = re.split(r'<li id="fn-[^"]*">', tail.partition(">")[2].rpartition("</ol>")[0])[1:]
    notes = [n.rpartition("</li>")[0] for n in notes]
    return facts(body, notes, r'<sup class="footnote-ref"><a[^>]*>(\d+)</a></sup>')


def from_render(tree):
    parts = re.split(r'<x-note label="([^"]*)">', tree)
    labels, notes = parts[1::2], [n.rpartition("</x-note>")[0] for n in parts[2::2]]
    if notes:
        notes[-1] = parts[-1].rpartition("</x-note>")[0]

    def number(match):
        return "<ref>%d</ref>" % (labels.index(match[1]) + 1)

    reference = r'<x-noteref label="([^"]*)"></x-noteref>'
    parts = [re.sub(reference, number, p) for p in [parts[0]] + notes]
    used = set(re.findall(r"<ref>(\d+)</ref>", "".join(parts)))
    return facts(parts[0], [n for i, n in enumerate(parts[1:], 1) if str(i) in used], r"<ref>(\d+)</ref>")


def main():
    with open(sys.argv[2], encoding="utf-8") as f:
        cases = f.read().replace("→", "\t").replace("␠", " ").split("====\n")
    whys = [m[1] if (m := re.match(r"# differs: (.*)\n", c)) else None for c in cases]
    cases = [re.sub(r"\A# differs: .*\n", "", c) for c in cases]
    out = subprocess.run([sys.argv[1], "markdown"], input="".join(c + END for c in cases).encode(), stdout=subprocess.PIPE,
                         check=True).stdout.decode().split("\n" + END)
    failed = 0
    for case, why, tree in zip(cases, whys, out):
        want, got = from_cmark(case), from_render(tree)
        if (want == got) == (why is None):
            continue
        failed += 1
        print("FAILED: %s\n--- markdown\n%s--- got\n%s\n--- cmark-gfm\n%s" %
              ("does not differ any more" if why else "differs", case, got, want))
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
