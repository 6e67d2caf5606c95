#!/bin/bash
# readme: the README's examples are run, in order, in a copy of the samples. In a ```console block a line "$ COMMAND" is run;
# the lines up to the next one are what it must print (standard output and error), where "..." stands for any lines.
# SPDX-License-Identifier: MIT
. "$(dirname "$0")/lib.sh"
mkdir -p "$scratch/bin" "$scratch/w"
ln -s "$SHEAF" "$scratch/bin/sheaf"
PATH=$scratch/bin:$PATH
cp -R "$project/articles" "$scratch/w/articles"
cd "$scratch/w" || exit 1

awk -v dir="$scratch" '
/^```console/ { on = 1; next }
/^```/ { on = 0; next }
on && /^\$ / { n++; print substr($0, 3) > (dir "/cmd." n); printf "" > (dir "/want." n); next }
on && n { print > (dir "/want." n) }' "$project/README.md"

matches() {
    python3 - "$1" "$2" <<'END'
import re, sys
want, got = (open(f, encoding="utf-8").read().rstrip("\n") for f in sys.argv[1:])
# Sizes depend on the build of libdeflate.
size = lambda pattern: re.sub(r"\d+(\\ KB)|(bytes\S*\\ )\d+", r"\2\\d+\1", pattern)
pattern = "\n".join(".*" if l.strip() == "..." else size(re.escape(l)) for l in want.split("\n"))
sys.exit(not re.fullmatch(pattern, got, re.S))
END
}

i=1
while [ -e "$scratch/cmd.$i" ]; do
    sh "$scratch/cmd.$i" >"$scratch/got" 2>&1
    if [ ! -s "$scratch/want.$i" ] || matches "$scratch/want.$i" "$scratch/got"; then
        pass "$(cat "$scratch/cmd.$i")"
    else
        fail "$(cat "$scratch/cmd.$i")"
        diff "$scratch/want.$i" "$scratch/got" | head -n 20
    fi
    i=$((i + 1))
done
check "the README has examples" [ $i -gt 5 ]

# Every diagnostic has its row in the README: same code, severity and meaning.
sed -n 's/^CODE(.*"\([a-z-]*\)", *\([A-Z]*\),.*/\1 \2/p' "$project/src/base/codes.h" | while read -r code severity; do
    severity=$(echo "$severity" | tr A-Z a-z)
    grep -qE "^\| \`$code\` \| $severity \|" "$project/README.md" || echo "$code"
done >"$scratch/missing"
if [ -s "$scratch/missing" ]; then fail "diagnostics without a row in the README: $(tr '\n' ' ' <"$scratch/missing")"; else pass "diagnostics table"; fi
finish
