#!/usr/bin/env python3
"""active: writes hostile articles, and judges chapters for what is active or fetched.  SPDX-License-Identifier: MIT

    active.py write VECTORS DIR     the vectors below VECTORS (may be missing) and some of our own, each in three kinds of sources
    active.py judge UNPACKED        every XHTML and SVG file of an unpacked book; names what it finds, status 1 if anything
    active.py selftest              the judge finds each of a list of bad documents, and nothing in a good one
"""
import json, os, re, sys, xml.etree.ElementTree as ET

OWN = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<svg onload=alert(1)>",
    "<a href='JaVa\tScRiPt:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>", "<iframe src='javascript:alert(1)'></iframe>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "<form action='javascript:alert(1)'><input type=submit></form>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<object data='data:text/html,x'></object>", "<embed src='http://e.example/x.swf'>",
    "<img src='http://e.example/t.gif'>", "<p style='background:url(http://e.example/t.gif)'>x</p>", "<link rel=stylesheet href='http://e.example/x.css'>",
    "<style>@import 'http://e.example/x.css'; body{background:url(http://e.example/t.gif)}</style>", "<video src='http://e.example/v.mp4' poster='http://e.example/p.png'></video>",
    "<svg><use href='http://e.example/x.svg#a'/><image href='http://e.example/t.png'/></svg>", "<svg><a xlink:href='javascript:alert(1)'><text y=9>x</text></a></svg>",
    "<svg><animate attributeName=href to='javascript:alert(1)'/></svg>", "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "<svg><style>*{fill:url(http://e.example/t.svg#x)}</style><rect width=9 height=9 /></svg>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'><a href='x'>x</a>", "<img srcset='http://e.example/t.gif 2x'>", "<audio autoplay src='http://e.example/a.mp3'></audio>",
    "<math href='javascript:alert(1)'><mi>x</mi></math>", "<table background='http://e.example/t.gif'><tr><td>x</td></tr></table>",
    "<a href='vbscript:msgbox(1)'>x</a>", "<input onfocus=alert(1) autofocus>", "<details ontoggle=alert(1) open><summary>x</summary>y</details>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<template><script>alert(1)</script></template>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", "<!--><img src=x onerror=alert(1)>-->", "<a href='//e.example/x' ping='//e.example/p'>x</a>",
]


def vectors_of(folder):
    found = list(OWN)
    path = os.path.join(folder, "dompurify-vectors.json")
    if os.path.isfile(path):
        with open(path, encoding="utf-8") as f:
            found += [v["payload"] for v in json.load(f) if isinstance(v.get("payload"), str)]
    path = os.path.join(folder, "cheatsheets", "XSS_Filter_Evasion_Cheat_Sheet.md")
    if os.path.isfile(path):
        with open(path, encoding="utf-8") as f:
            found += re.findall(r"(?ms)^```[a-z]*\n(.*?)^```", f.read())
            f.seek(0)
            found += re.findall(r"`(<[^`\n]+>?[^`\n]*)`", f.read())
    return found


def drawings_of(folder):
    folder = os.path.join(folder, "svg")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".svg"):
            with open(os.path.join(folder, name), "rb") as f:
                yield name, f.read()


def write(vectors, folder):
    found = vectors_of(vectors)

    def put(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8", errors="replace") as f:
            f.write(text)

    items = []
    for i, v in enumerate(found):
        put("m%04d.md" % i, "---\ntitle: Vector %d in Markdown\n---\n\nBefore.\n\n%s\n\nAfter.\n" % (i, v))
        put("p%04d.html" % i, "<html><head><title>Vector %d in a page</title></head><body><p>Before, a few words to read.</p>%s"
            "<p>After, and some more of them.</p></body></html>" % (i, v))
        items.append("<item><title>Vector %d in a feed</title><guid>%d</guid><description><![CDATA[<p>Before.</p>%s]]></description></item>"
                     % (i, i, v.replace("]]>", "]] >").replace("\0", "").replace("\x0b", "").replace("\x0c", "")))
    put("feed.xml", "<?xml version='1.0'?><rss version='2.0'><channel><title>F</title><link>http://e.example/</link>%s</channel></rss>"
        % "".join(items))
    for name, data in drawings_of(vectors):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
        put("s-%s.md" % name, "---\ntitle: Drawing %s\n---\n\n![A drawing](%s)\n\n%s\n" % (name, name, data.decode("utf-8", "replace")))
    print(len(found))


# ---- the judge -------------------------------------------------------------------------------------------------------------

XLINK = "{http://www.w3.org/1999/xlink}"
ACTIVE = {"script", "iframe", "object", "embed", "applet", "form", "base", "foreignObject", "handler", "listener", "animate", "set",
          "animateTransform", "animateMotion", "frame", "frameset"}
FETCHED = {"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "manifest", "lowsrc", "dynsrc", "codebase",
           "cite", "longdesc", "profile", "archive", "classid"}


def local(name):
    return name.split("}")[-1]


def is_remote(value):
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?:https?|ftp):", value, re.I))


def is_active(value):
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value), re.I)
    return bool(scheme) and scheme.group(1).lower() not in ("http", "https", "ftp", "mailto", "tel", "urn")


def css_problem(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(int(m.group(1), 16) % 0x110000), text)
    if re.search(r"@import|expression\s*\(|javascript:|behavior\s*:|-moz-binding", text, re.I):
        return "active CSS"
    for url in re.findall(r"url\(\s*['\"]?([^'\")]*)", text, re.I):
        if not url.startswith("#"):
            return "CSS fetches " + url[:40]
    return None


def problems(root):
    for e in root.iter():
        if not isinstance(e.tag, str):
            continue
        tag = local(e.tag)
        if tag in ACTIVE:
            yield "element " + tag
        if tag == "meta" and e.get("http-equiv"):
            yield "meta http-equiv"
        if tag == "style" and css_problem("".join(e.itertext())):
            yield css_problem("".join(e.itertext()))
        for name, value in e.attrib.items():
            n = local(name)
            if n.lower().startswith("on"):
                yield "handler %s" % n
            elif n == "style" or "url(" in value:
                if css_problem(value):
                    yield css_problem(value)
            elif n == "href":
                if is_active(value):
                    yield "href %s" % value[:40]
                elif tag not in ("a", "link") and (is_remote(value) or (tag != "link" and not value.startswith("#") and tag in ("use", "image", "feImage"))):
                    yield "%s fetches %s" % (tag, value[:40])
                elif tag == "link" and is_remote(value):
                    yield "link fetches %s" % value[:40]
            elif n.lower() in FETCHED and (is_remote(value) or is_active(value)):
                yield "%s %s %s" % (tag, n, value[:40])


def judge(folder):
    bad = n = 0
    for where, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if not name.endswith((".xhtml", ".svg")):
                continue
            n += 1
            for what in problems(ET.parse(os.path.join(where, name)).getroot()):
                bad += 1
                print("%s: %s" % (name, what))
    print("%d documents, %d problems" % (n, bad))
    return bad > 0 or n == 0


def selftest():
    frame = "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:xlink='http://www.w3.org/1999/xlink'><body>%s</body></html>"
    bad = ["<script>x</script>", "<p onclick='x'/>", "<a href='javascript:x'/>", "<a href=' java&#9;script:x'/>", "<img src='http://e/x'/>",
           "<img src='//e/x'/>", "<p style='background:url(http://e)'/>", "<style>@import 'x'</style>", "<svg><use xlink:href='http://e#x'/></svg>",
           "<svg><use href='x.svg#a'/></svg>", "<a href='data:text/html,x'/>", "<svg><rect fill='url(http://e#x)'/></svg>", "<object/>",
           "<img srcset='https://e/x 2x'/>", "<meta http-equiv='refresh'/>"]
    good = "<a href='https://e.example/x'>x</a><a href='#y'/><img src='../images/x.png'/><svg><use xlink:href='#a'/><rect fill='url(#b)'/></svg>"
    missed = [b for b in bad if not list(problems(ET.fromstring(frame % b)))] + list(problems(ET.fromstring(frame % good)))
    print("\n".join(missed))
    return bool(missed)


def main():
    what = sys.argv[1]
    if what == "write":
        return write(sys.argv[2], sys.argv[3])
    sys.exit(judge(sys.argv[2]) if what == "judge" else selftest())


main()
