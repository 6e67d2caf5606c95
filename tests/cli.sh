#!/bin/bash
# cli: commands, options and exit statuses as a user meets them.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
mkdir -p "$scratch/w/posts" && cd "$scratch/w" || exit 1
cat >posts/a.md <<'END'
---
title: First
date: 2024-01-05
tags: [water, maps]
author: Ada Author
---
Text one, see [the second](b.md).
END
cat >posts/b.md <<'END'
---
title: Second
date: 2024-02-05
tags: [birds]
---
Text two.
END

# status WANT COMMAND...
status() {
    want=$1; shift
    "$@" >out.txt 2>err.txt
    got=$?
    if [ $got = "$want" ]; then pass "$*: status $want"; else fail "$*: status $got, not $want"; cat err.txt; fi
}
says() { check "says: $1" grep -qF -- "$1" "${2-out.txt}"; }

status 0 "$SHEAF" help;                  says "sheaf build"
status 0 "$SHEAF";                       says "Usage"
status 0 "$SHEAF" --help;                says "Usage"
status 0 "$SHEAF" version;               says "sheaf "
status 0 "$SHEAF" --version;             says "sheaf "
for command in build plan list index init help version; do status 0 "$SHEAF" help $command; says "Usage: sheaf $command"; done
for topic in sources expressions fields dates status; do status 0 "$SHEAF" help $topic; done
status 2 "$SHEAF" help nothing
status 2 "$SHEAF" bind;                  says "unknown command" err.txt
status 2 "$SHEAF" build --frobnicate;    says "unknown option" err.txt
status 2 "$SHEAF" build -o;              says "needs a value" err.txt
status 2 "$SHEAF" list -o x posts;       says "takes no --output" err.txt
status 2 "$SHEAF" build --format=xml posts
status 2 "$SHEAF" build -j0 posts
status 2 "$SHEAF" build --every=fortnight posts; says "is none of" err.txt
status 2 "$SHEAF" build --from=yesterday posts
status 2 "$SHEAF" build --where 'tag:(' posts
status 2 "$SHEAF" build --from 2024-05 --to 2024-01 posts
status 2 env SOURCE_DATE_EPOCH=soon "$SHEAF" build posts; says "SOURCE_DATE_EPOCH" err.txt
check "nothing was written by failed commands" [ ! -e out ]

status 0 "$SHEAF" build posts
check "one book, named after the folder" [ -s out/posts.epub ]
status 0 "$SHEAF" build posts;           says "unchanged"
status 0 "$SHEAF" build --every month -o monthly/ posts
check "one book a month" [ "$(ls monthly | wc -l)" = 2 ]
status 0 "$SHEAF" build --tag=WATER -o w.epub posts;    says "1 article"
status 0 "$SHEAF" build --month 2024-02 -o m.epub posts; says "1 article"
status 0 "$SHEAF" build --from 2024-02-05 --to 2024-02-05 -o d.epub posts; says "1 article"
status 0 "$SHEAF" build --to 2024-01 -o d.epub posts;    says "1 article"
status 0 "$SHEAF" build --year 2024 --not-tag birds -o n.epub posts; says "1 article"
status 0 "$SHEAF" build --any-tag birds --any-tag maps -o n.epub posts; says "2 articles"
status 0 "$SHEAF" build --author 'ada author' -o n.epub posts; says "1 article"
status 0 "$SHEAF" build --where 'tag:water or date:2024-02..' -o n.epub posts; says "2 articles"
status 0 "$SHEAF" build --limit 1 -o n.epub posts;       says "1 article"
status 4 "$SHEAF" build --tag nosuch posts;              says "selection-empty" err.txt
status 2 "$SHEAF" build --every month -o one.epub posts; says "output-clash" err.txt
status 3 "$SHEAF" build nosuchfolder;                    says "input-unreadable" err.txt
# Volumes by size: words that do not deflate to nothing, in articles of one size.
mkdir long
for i in $(seq 10 49); do
    awk -v seed="$i" 'BEGIN { srand(seed); printf "---\ntitle: Long %d\ndate: 2024-03-01\n---\n", seed
        for (i = 0; i < 3000; i++) printf "%s%d ", (i % 60 ? "" : "\n\n"), rand() * 1e9 }' >"long/$i.md"
done
status 0 "$SHEAF" build -j1 --volumes=300kB -o v1/long.epub long; says "long-2.epub"
status 0 "$SHEAF" build -j3 --cache=none --volumes=300kB -o v3/long.epub long
check "a volume names the next one" sh -c 'unzip -p v1/long.epub "EPUB/text/*.xhtml" | grep -q "<p>Next: long (2/"'
check "no volume is larger" [ -z "$(find v1 -size +300000c)" ]
check "volumes are at least half full" [ "$(find v1 -size +130000c | wc -l)" -ge "$(($(ls v1 | wc -l) - 1))" ]
check "the same volumes for any number of workers" diff -r v1 v3

# Small books hold the same, and are remade when the wish changes.
mkdir -p cz
"$SHEAF" build -q long -o cz/fast.epub && "$SHEAF" build -q long -o cz/small.epub --compression=small
check "a small book is smaller" [ "$(wc -c <cz/small.epub)" -lt "$(wc -c <cz/fast.epub)" ]
contents() { unzip -p "$1" 'EPUB/text/*'; }
check "a small book holds the same chapters" [ "$(contents cz/small.epub | cksum)" = "$(contents cz/fast.epub | cksum)" ]
cp cz/small.epub cz/small-clean.epub && cp cz/fast.epub cz/fast-clean.epub
"$SHEAF" build -q long -o cz/fast.epub --compression=small && "$SHEAF" build -q long -o cz/fast.epub
check "another wish remakes the book" cmp -s cz/fast.epub cz/fast-clean.epub
status 2 "$SHEAF" build long --compression=best; says "none of fast, small" err.txt
status 0 "$SHEAF" build --volumes=10kB --limit 2 -o v4/long.epub long; says "volume-large" err.txt
status 2 "$SHEAF" build --volumes=10XB -o v4/long.epub long;           says "25MB" err.txt
status 0 "$SHEAF" build --device=kindle -o '{device}.epub' posts; says "kindle.epub"
status 2 "$SHEAF" build --device=kindel -o '{device}.epub' posts; says "did you mean 'kindle'" err.txt
status 0 "$SHEAF" build -C posts -o ../c.epub .
check "-C" [ -s c.epub ]

status 0 "$SHEAF" list posts;            says "First"
status 0 "$SHEAF" list --format=json posts
check "list is JSON" sh -c 'python3 -m json.tool <out.txt >/dev/null'
status 0 "$SHEAF" plan --month 2024-01 posts; says "Second"
status 0 "$SHEAF" plan --format=json posts
check "plan is JSON" sh -c 'python3 -m json.tool <out.txt >/dev/null'
status 0 "$SHEAF" plan --page a.md posts; says '<h1 id='
status 2 "$SHEAF" plan --page nosuch.md posts
status 0 "$SHEAF" plan --links posts; says ' links: '
status 0 "$SHEAF" plan --links --format=json posts
check "links are JSON" sh -c 'python3 -m json.tool <out.txt >/dev/null'
status 0 "$SHEAF" build --format=json -o j.epub posts
check "build prints JSON lines" sh -c 'python3 -c "import json,sys; [json.loads(l) for l in sys.stdin]" <out.txt'

printf 'See ![x](nosuch.png).\n\nMore.\n' >posts/c.md
status 0 "$SHEAF" build -o s.epub posts; says "posts/c.md:1:5: warning:" err.txt; says "[image-missing]" err.txt
status 1 "$SHEAF" build --strict -o s.epub posts
status 0 "$SHEAF" build --format=json -o s.epub posts
check "diagnostics are JSON lines" sh -c 'python3 -c "import json,sys; [json.loads(l) for l in sys.stdin]" <err.txt'
status 0 "$SHEAF" build -q -o s.epub posts
check "-q is quiet" [ ! -s err.txt ]
rm posts/c.md

status 0 "$SHEAF" init posts
check "init writes sheaf.yaml" [ -s posts/sheaf.yaml ]
status 2 "$SHEAF" init posts;            says "not changed" err.txt
status 0 "$SHEAF" build posts
check "the configuration of init builds its bundles" [ "$(find posts/out -name '*.epub' | wc -l)" = 3 ]
status 0 "$SHEAF" build -b monthly posts
status 2 "$SHEAF" build -b nosuch posts; says "no bundle" err.txt
sed -i 's/^language:/langauge:/' posts/sheaf.yaml
status 2 "$SHEAF" build posts;           says "[config-key]" err.txt; says "language" err.txt

"$SHEAF" help --man >man.1
check "the man page" grep -q '^\.SH EXIT STATUS' man.1
for shell in bash zsh fish; do status 0 "$SHEAF" help --completion=$shell; check "$shell completion" [ -s out.txt ]; done
"$SHEAF" help --completion=bash >c.bash && check "bash can read it" bash -n c.bash
check "bash completes a command" bash -c '. ./c.bash; COMP_WORDS=(sheaf bu); COMP_CWORD=1; _sheaf; [ "${COMPREPLY[0]}" = build ]'
# Every option is in the man page and in the README.
for option in $("$SHEAF" help --completion=fish | grep -oE ' -l [a-z-]+' | sed 's/ -l //' | sort -u); do
    name=$(echo "$option" | sed 's/-/\\\\-/g')
    check "--$option is in the man page" grep -q -- "$name" man.1
    check "--$option is in the README" grep -q -- "--$option" "$project/README.md"
done

check "install and uninstall" sh -c "cd '$project' && make -s DEPS=no MODE=${MODE-release} install PREFIX=/usr DESTDIR='$scratch/root' >/dev/null"
for f in bin/sheaf lib/libsheaf.a lib/libsheaf.so include/sheaf.h lib/pkgconfig/sheaf.pc share/man/man1/sheaf.1 \
    share/sheaf/styles/classic.css share/bash-completion/completions/sheaf share/zsh/site-functions/_sheaf \
    share/fish/vendor_completions.d/sheaf.fish; do
    check "installed: $f" [ -s "$scratch/root/usr/$f" ]
done
check "the installed program runs" "$scratch/root/usr/bin/sheaf" build -o i.epub posts/a.md
cat >client.c <<'END'
#include <sheaf.h>
int main(void) { const char *p[] = { "posts/a.md" }; struct sheaf_options o = { .paths = p, .npaths = 1, .output = "lib.epub" };
    struct sheaf *s = sheaf_new(&o, 0, 0); int rc = sheaf_build(s); sheaf_free(s); return rc; }
END
if [ "${MODE-release}" = release ]; then
    check "a client of the library compiles" ${CC-cc} -std=c17 -I"$scratch/root/usr/include" -o client client.c -L"$scratch/root/usr/lib" -lsheaf
    check "a client of the library binds a book" env LD_LIBRARY_PATH="$scratch/root/usr/lib" ./client
fi
exported=$(nm -D --defined-only "$scratch/root/usr/lib/libsheaf.so" 2>/dev/null | awk '$2 == "T" { print $3 }' | grep -v '^sheaf_' | grep -v '^_')
check "the library shows only sheaf_ names" [ -z "$exported" ]
make -s -C "$project" DEPS=no uninstall PREFIX=/usr DESTDIR="$scratch/root" >/dev/null
check "uninstall leaves no file" [ -z "$(find "$scratch/root" -type f)" ]
finish
